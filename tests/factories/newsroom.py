from collections import defaultdict
from itertools import count

from django.contrib.auth.models import Group

from ledger.enums import SigningMethod
from newsroom.actions import ask_review, publish, sign
from newsroom.enums import EditionKind, ReleaseKind
from newsroom.models import IndicationList, PipelineTable, ProductProfile, Prose, Release
from newsroom.scopes import standing
from tests.factories.ledger import person
from tests.factories.products import jurisdiction, product

LANGUAGES = ["en", "zh-hans"]
numbers = defaultdict(lambda: count(1))  # by release


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
    """Take a release the whole way, signed by somebody else; return its edition."""
    edition = reviewed(of, at=at)
    publish(edition, by=person("publisher"), at=at)
    return edition


def corrected(of, note="Made-up correction.", kind=EditionKind.CORRECTION, at=None, **fields):
    """Publish another edition of a public release, its working copy changed to `fields`."""
    fields = {"next_kind": kind, "note_en": note, "note_zh_hans": f"{note}（中文）"} | fields
    for name, value in fields.items():
        setattr(of, name, value)
    of.save()
    return published(Release.objects.get(pk=of.pk), at=at)


def reviewed(of, at=None):
    """Freeze a release and sign whatever it needs; return the candidate."""
    edition = ask_review(of, by=person("editor"), at=at)
    needed = [part.scope for part in standing(edition) if part.is_open]
    sign(edition, needed, by=reviewer(), method=SigningMethod.IMPORT)
    return edition


def reviewer(name="reviewer", *groups):
    """Return somebody who signs texts and facts, or what `groups` sign."""
    made = person(name)
    names = groups or ("communications-reviewers", "regulatory-reviewers")
    made.groups.set(Group.objects.filter(name__in=names))
    return made


def _block(model, of, **fields):
    return model.objects.create(parent=of, region="main", ordering=next(numbers[of.pk]), **fields)
