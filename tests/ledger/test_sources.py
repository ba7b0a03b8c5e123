"""The kept file of a source is read with its hash, or not at all."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from ledger import sources
from ledger.verifying import NO_ANCHORS
from tests import factories as make
from tests.tampering import verdict

LETTER = b"%PDF-1.7 a made-up letter"


@pytest.fixture
def letter(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    digest = hashlib.sha256(LETTER).hexdigest()
    return make.source("letter", file=ContentFile(LETTER, "letter.pdf"), sha256=digest)


def test_a_file_is_read_with_its_hash(letter):
    assert sources.read(letter) == LETTER
    assert verdict().splitlines()[1] == "1 files of source documents verified."


@pytest.mark.parametrize("ask", (sources.read, sources.confirm))
def test_a_swapped_file_is_not_read(letter, ask):
    letter.file.storage.delete(letter.file.name)
    letter.file.storage.save(letter.file.name, ContentFile(LETTER.replace(b"made", b"Made")))

    with pytest.raises(sources.SourceChangedError):
        ask(letter)
    assert verdict() == "Source document letter: its file is not what was recorded."


@pytest.mark.parametrize("ask", (sources.read, sources.confirm))
def test_a_missing_file_is_said(letter, ask):
    letter.file.storage.delete(letter.file.name)

    with pytest.raises(sources.SourceMissingError):
        ask(letter)
    assert verdict() == "Source document letter: its file is missing."


def test_a_source_without_a_file_has_none_to_read(db):
    with pytest.raises(sources.SourceMissingError):
        sources.read(make.source())
    assert verdict().splitlines() == ["The ledger is empty.", NO_ANCHORS]
