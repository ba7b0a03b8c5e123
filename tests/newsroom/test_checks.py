from newsroom.assembly import blocks
from newsroom.checks import blocks_have_templates


def test_every_block_has_its_line_and_template():
    assert blocks_have_templates(None) == []


def test_forgotten_block_and_missing_template_are_found(monkeypatch):
    _first, *others = blocks.BLOCK_TYPES
    lost = blocks.BlockType(others[0].model, "blocks/nowhere.html", others[0].resolve)
    monkeypatch.setattr("newsroom.checks.BLOCK_TYPES", [lost, *others[1:]])

    assert [found.id for found in blocks_have_templates(None)] == ["newsroom.E001", "newsroom.E002"]
