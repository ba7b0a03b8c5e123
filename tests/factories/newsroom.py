from itertools import count

from newsroom.actions import freeze, publish
from newsroom.enums import ReleaseKind
from newsroom.models import IndicationList, PipelineTable, ProductProfile, Prose, Release
from tests.factories.ledger import person
from tests.factories.products import jurisdiction, product

LANGUAGES = ["en", "zh-hans"]
numbers = count(1)


def release(slug="made-up-release", **fields):
    """Return a release with a text in both languages."""
    fields = {
        "kind": ReleaseKind.APPROVAL,
        "title_en": f"Made-up title of {slug}",
        "title_zh_hans": f"{slug} 的虚构标题",
        "summary_en": "Made-up summary",
        "summary_zh_hans": "虚构摘要",
        "required_languages": LANGUAGES,
    } | fields
    made = Release.objects.create(slug=slug, **fields)
    prose(made)
    return made


def prose(of, **fields):
    fields = {"body_en": "<p>Made-up text.</p>", "body_zh_hans": "<p>虚构正文。</p>"} | fields
    return _block(Prose, of, **fields)


def indication_list(of, of_product=None, code="CN", **fields):
    about = {"product": of_product or product(), "jurisdiction": jurisdiction(code)}
    return _block(IndicationList, of, **about, **fields)


def product_profile(of, *shows, of_product=None, code=None, **fields):
    about = {
        "product": of_product or product(),
        "jurisdiction": jurisdiction(code) if code else None,
    }
    return _block(ProductProfile, of, shows=list(shows), **about, **fields)


def pipeline_table(of, *assets):
    table = _block(PipelineTable, of)
    table.assets.set(assets)
    return table


def published(of, at=None):
    """Freeze and publish a release; return its edition."""
    edition = freeze(of, by=person("editor"), at=at)
    publish(edition, by=person("publisher"), at=at)
    return edition


def _block(model, of, **fields):
    return model.objects.create(parent=of, region="main", ordering=next(numbers), **fields)
