"""Made-up releases by the thousand, to measure the site with: plainly marked, public at once.

The first ones go through the newsroom's own actions, each dated on another day of past years and
bound to what the register holds of that day. The others are copies of them, row by row.
"""

from datetime import date, timedelta

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import transaction
from django.db.models import DateTimeField, Func, Value
from django.db.models.functions import Now

from henlius.demo.catalogue import importer, reviewer
from henlius.demo.releases import REASON, signed_and_published
from ledger.enums import Meaning, SigningMethod
from ledger.models import Signature
from newsroom.assembly import moment_for
from newsroom.enums import ReleaseKind
from newsroom.models import (
    Binding,
    Edition,
    EditionScope,
    EditionText,
    IndicationList,
    Prose,
    Publication,
    Release,
)
from newsroom.scopes import subject_of, text_hash
from products.models import Authorisation, IndicationVersion

ORIGINALS = 200
BATCH = 500
FIRST_DAY = date(2020, 1, 1)
DAYS_APART = 10
STRIDE = 7919  # a prime: in turn it meets every wording
KINDS = [kind for kind in ReleaseKind if kind != ReleaseKind.PROFILE]
TITLES = {"en": "Made-up release {:05} (benchmark)", "zh-hans": "虚构新闻稿 {:05}（性能测试）"}
SUMMARY_EN = "Made up to measure the speed of this site: nothing of this ever happened."
SUMMARY_ZH_HANS = "仅为测试本网站速度而虚构，所述内容从未发生。"
PARAGRAPHS = 5
FROM_NOW = Func(
    Now(),
    Value(None, output_field=DateTimeField()),
    function="tstzrange",
    output_field=DateTimeRangeField(),
)


def scale(until, *, say):
    """Make releases up, with progress to `say`, until there are `until` of them; linear cost."""
    by = importer()
    made = _made_up().count()
    say(f"{made:,} of {until:,} made-up releases")
    for number in range(made + 1, min(until, ORIGINALS) + 1):
        _original(number, by)
    originals = _originals()
    made = max(made, len(originals))
    say(f"{made:,} of {until:,} made-up releases")
    for first in range(made + 1, until + 1, BATCH):
        last = min(first + BATCH - 1, until)
        _copy(originals, range(first, last + 1), by)
        say(f"{last:,} of {until:,} made-up releases")


def _made_up():
    return Release.objects.filter(slug__startswith="made-up-")


def _originals():
    """Load the first releases with all that belongs to them: 7 queries."""
    parts = ("newsroom_prose_set", "newsroom_indicationlist_set", "editions__texts")
    whole = _made_up().prefetch_related(*parts, "editions__bindings", "editions__scopes")
    return list(whole.order_by("slug")[:ORIGINALS])


@transaction.atomic
def _original(number, by):
    """Write, freeze and publish a release about a product approved on its day."""
    day = FIRST_DAY + timedelta(days=DAYS_APART * (number - 1))
    release = Release.objects.create(
        **_names(number),
        kind=KINDS[number % len(KINDS)],
        summary_en=SUMMARY_EN,
        summary_zh_hans=SUMMARY_ZH_HANS,
        required_languages=list(TITLES),
        originally_published_on=day,
    )
    Prose.objects.create(
        parent=release,
        region="main",
        ordering=1,
        body_en=f"<p>{SUMMARY_EN}</p>" * PARAGRAPHS,
        body_zh_hans=f"<p>{SUMMARY_ZH_HANS}</p>" * PARAGRAPHS,
    )
    approval = _approval(release, number)
    IndicationList.objects.create(
        parent=release,
        region="main",
        ordering=2,
        product=approval.product,
        jurisdiction=approval.jurisdiction,
    )
    signed_and_published(release, by=by)


def _approval(release, number):
    """Return the authorisation of one of the wordings in force on the day of `release`.

    Releases that follow each other take wordings far apart, of another product where there are many.
    """
    wordings = moment_for(release).in_force(IndicationVersion)
    keys = wordings.order_by("pk").values_list("pk", flat=True)
    key = keys[number * STRIDE % len(keys)]
    return Authorisation.objects.get(indications__versions=key)


def _names(number):
    return {
        "slug": f"made-up-{number:05}",
        "title_en": TITLES["en"].format(number),
        "title_zh_hans": TITLES["zh-hans"].format(number),
    }


@transaction.atomic
def _copy(originals, numbers, by):
    """Copy `originals` in turn under `numbers` and publish the copies at once."""
    sources = [originals[(number - 1) % len(originals)] for number in numbers]
    releases = Release.objects.bulk_create(
        _like(source, **_names(number)) for source, number in zip(sources, numbers, strict=True)
    )
    for block_type, name in ((Prose, "prose"), (IndicationList, "indicationlist")):
        block_type.objects.bulk_create(
            _like(block, parent=release)
            for source, release in zip(sources, releases, strict=True)
            for block in getattr(source, f"newsroom_{name}_set").all()
        )
    frozen = [source.editions.all()[0] for source in sources]
    editions = Edition.objects.bulk_create(
        _like(edition, release=release, number=None)
        for edition, release in zip(frozen, releases, strict=True)
    )
    pairs = list(zip(frozen, editions, numbers, strict=True))
    _copy_contents(pairs)
    _sign(_copy_parts(pairs))
    Edition.objects.filter(pk__in=[edition.pk for edition in editions]).update(number=1)
    Publication.objects.bulk_create(
        Publication(edition=edition, release=edition.release, visible=FROM_NOW, published_by=by)
        for edition in editions
    )


def _copy_contents(pairs):
    EditionText.objects.bulk_create(
        _like(text, edition=edition, slug=edition.release.slug, title=TITLES[text.locale].format(n))
        for source, edition, n in pairs
        for text in source.texts.all()
    )
    Binding.objects.bulk_create(
        _like(binding, edition=edition)
        for source, edition, _number in pairs
        for binding in source.bindings.all()
    )


def _copy_parts(pairs):
    """Facts are those of the source; a language has a hash of its own, with address and title."""
    texts = EditionText.objects.filter(edition__in=[edition for _source, edition, _n in pairs])
    hashes = {
        (text.edition_id, text.locale): text_hash(
            text.edition.kind, text.edition.release_kind, text.slug, text, text.sha256
        )
        for text in texts.select_related("edition")
    }
    return EditionScope.objects.bulk_create(
        _like(part, edition=edition, sha256=hashes.get((edition.pk, part.scope), part.sha256))
        for source, edition, _number in pairs
        for part in source.scopes.all()
    )


def _sign(parts):
    by = reviewer()
    Signature.objects.bulk_create(
        Signature(
            subject=subject_of(part.edition.release),
            scope=part.scope,
            content_hash=part.sha256,
            signer=by,
            printed_name=by.get_full_name(),
            meaning=Meaning.REVIEW,
            method=SigningMethod.IMPORT,
            reason=REASON,
        )
        for part in parts
    )


def _like(row, **changes):
    """Return an unsaved copy of `row` with these attributes changed."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = type(row)(**fields | {"id": None})
    for name, value in changes.items():
        setattr(made, name, value)
    return made
