"""A small site with something of everything that is public, and beside it everything that is not."""

import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Picture

from ledger.actions import NOT_YET, Disclose, Evidence, correct, undisclose
from ledger.enums import Confidence, Meaning, SigningMethod, SourceKind, StepKind
from ledger.models import (
    ChangeSet,
    Intake,
    IntakeItem,
    Proposal,
    ProposalStep,
    Recorded,
    Signature,
    SourceDocument,
)
from newsroom.actions import ask_review, publish_release
from newsroom.enums import EditionKind, ProfilePart, ReleaseKind
from newsroom.models import (
    Boilerplate,
    BoilerplateBlock,
    Comment,
    Contact,
    Document,
    Download,
    ExchangeHoliday,
    ExchangeWindow,
    Figure,
    Image,
    Impact,
    ImpactDecision,
    IndicationList,
    Notice,
    ProductProfile,
    Prose,
    Quote,
    References,
    Release,
    Topic,
    WordFile,
    WordImport,
)
from pipeline.models import Asset, Programme
from products.models import (
    Authorisation,
    Authority,
    IndicationConcept,
    IndicationTranslation,
    Jurisdiction,
    Listing,
    Obligation,
    Organisation,
    Presentation,
    Product,
    Right,
    TradeName,
)
from tests import factories as make
from tests.factories import newsroom as made
from tests.leaks.planting import marker, planted, saved
from tests.ledger.rows import recorded_models

WRITER = "writer"
LANGUAGES = ["en", "zh-hans"]


@dataclass
class Hidden:
    """What was planted: addresses that nobody may find out about."""

    slugs: list[str]
    removed_slug: str
    products: list[str]
    images: list[str]
    documents: list[tuple[str, str]]


def public_world():
    """Record and publish what readers see; return nothing."""
    make.recorded(make.authority_name(), make.product_facts(), make.asset_facts())
    [wording] = make.approved()
    make.indication_translation(wording)
    for name, language in (("TESTAMAB", "en"), ("泰斯塔", "zh-hans")):
        make.recorded(make.trade_name_version(make.trade_name(name=name, language=language)))
    event = make.regulatory_event(authority=make.authority())
    make.recorded(
        event,
        make.right_version(),
        make.presentation_version(),
        make.procedure(),
        make.programme_stage(),
        make.milestone(),
        make.trial(),
        make.company_figure(product=make.product()),
    )
    make.recorded(make.event_indication(event))
    for number in range(3):
        release = made.release(f"public-{number}")
        made.indication_list(release)
        made.published(release)
    blocks_for(release := made.release("public-whole"), product=make.product(), asset=make.asset())
    made.published(release)
    for slug, subject in (
        ("home", {}),
        ("testamab", {"product": make.product()}),
        ("x-000", {"asset": make.asset()}),
    ):
        made.published(made.release(slug, kind=ReleaseKind.PROFILE, **subject))


def blocks_for(release, *, product=None, asset=None, plant=False):
    """Add a block of every type that can stand without hidden facts, and those of what is given."""
    fill = planted if plant else lambda row: row
    text = fill(
        Boilerplate(
            key=f"b{release.pk}",
            title_en="T",
            title_zh_hans="题",
            body_en="<p>B</p>",
            body_zh_hans="<p>文</p>",
        )
    )
    text.save()
    picture, document = _picture(plant), _document(plant)
    rows = [
        fill(Prose(body_en="<p>A</p>", body_zh_hans="<p>甲</p>")),
        fill(Quote(text_en="Q", text_zh_hans="引", attribution_en="N", attribution_zh_hans="名")),
        fill(References(items="One")),
        fill(Figure(image=picture, caption_en="C", caption_zh_hans="注")),
        Download(document=document),
        BoilerplateBlock(boilerplate=text),
    ]
    if product:
        rows += [
            IndicationList(product=product, jurisdiction=make.jurisdiction()),
            ProductProfile(product=product, shows=ProfilePart.values),
        ]
    for number, row in enumerate(rows):
        row.parent, row.region, row.ordering = release, "main", 100 + number
        row.save()
    if asset:
        made.pipeline_table(release, asset)


def hidden_world():
    """Plant every hidden record; return a `Hidden` with their addresses."""
    facts = _facts()
    _mended_facts()
    _taken_from_the_public()
    releases = [_release(), _release(), _release(facts)]
    draft, candidate, scheduled = releases
    at = timezone.now() + timedelta(days=1)
    ask_review(candidate, by=make.person(WRITER), at=at, reason=marker())
    made.published(scheduled, at=at)
    _rewritten(at)
    removed = _removed()
    _around(draft, removed)
    return Hidden(
        slugs=[release.slug for release in releases],
        removed_slug=removed.slug,
        products=list(Product.objects.exclude(slug="testamab").values_list("slug", flat=True)),
        images=list(
            Image.objects.filter(alt_en__startswith="xleakx").values_list("sha256", flat=True)
        ),
        documents=list(
            Document.objects.filter(name__startswith="xleakx").values_list("sha256", "name")
        ),
    )


def evidence():
    source = saved(SourceDocument, kind=SourceKind.APPROVAL_LETTER, confidence=Confidence.PRIMARY)
    return [Evidence(source, locator=marker(), note=marker())]


def hide(*rows, **how):
    """Record `rows`, not public yet; return their change set."""
    how = {"disclose": NOT_YET, "reason": marker(), "evidence": evidence()} | how
    return make.recorded(*rows, **how).opened_by


def _facts():
    """Record a product and an asset that nobody knows of; return the change sets."""
    asset = saved(Asset)
    product = saved(Product, asset_codes=[asset.code])
    where = saved(Jurisdiction, kind="country", time_zone="UTC")
    decides = saved(Authority, jurisdiction=where, role="decides")
    licence = Authorisation.objects.create(product=product, jurisdiction=where, authority=decides)
    china = Authorisation.objects.create(
        product=product, jurisdiction=make.jurisdiction(), authority=make.authority()
    )
    concept, owner = saved(IndicationConcept), saved(Organisation)
    strength = saved(Presentation, authorisation=licence)
    name = saved(TradeName, product=product, jurisdiction=where, language="en")
    rights = [
        Right.objects.create(product=product, organisation=owner, kind="own"),
        Right.objects.create(asset_code=asset.code, organisation=owner, kind="own"),
    ]
    programme = saved(Programme, asset=asset, region=where)
    wordings = [
        make.indication_version(make.indication(licence, concept=concept)),
        make.indication_version(make.indication(china, concept=concept)),
        make.indication_version(make.indication(make.authorisation(), slot=2, concept=concept)),
    ]
    procedure = planted(make.procedure(product), asset_code=asset.code)
    first = hide(
        planted(make.product_facts(product)),
        planted(make.asset_facts(asset)),
        planted(make.authority_name(decides)),
        planted(make.authorisation_version(licence)),
        planted(make.authorisation_version(china)),
        *(planted(wording) for wording in wordings),
        planted(make.presentation_version(strength)),
        planted(make.trade_name_version(name)),
        *(
            planted(make.right_version(right), territories=[where.code], excluded=[marker()])
            for right in rights
        ),
        planted(make.programme_stage(programme)),
        planted(make.milestone(programme)),
        planted(make.trial(programme)),
        planted(make.company_figure("2024-06-30", product=product)),
        procedure,
    )
    event = planted(make.regulatory_event(product, procedure=procedure), asset_code=asset.code)
    public = planted(make.regulatory_event(date="2026-05-01"), asset_code="X-testamab")
    second = hide(
        event,
        public,
        planted(make.milestone(date="2026-05-01")),
        planted(make.programme_stage(make.programme(key="hidden", target_indication_en=marker()))),
    )
    third = hide(make.event_indication(event, wordings[0].indication), *_ahead(procedure, wordings))
    for wording in wordings:
        planted(
            IndicationTranslation(
                text_hash=hashlib.sha256(wording.text.encode()).hexdigest(),
                language="zh-hans",
                status="translated",
                translated_by=make.person(),
            )
        ).save()
    return [first, second, third]


def _ahead(procedure, wordings):
    """Return planted rows of what lies ahead of a hidden procedure and its hidden wordings."""
    licence = wordings[0].indication.authorisation
    obligation = saved(Obligation, authorisation=licence, kind="renewal")
    listing = saved(Listing, indication=wordings[0].indication)
    return [
        planted(make.expected_decision(procedure)),
        planted(make.obligation_version(obligation)),
        planted(make.listing_version(listing)),
        planted(make.membership_version()),
        make.lineage(wordings[1].indication, wordings[2].indication),
    ]


def _mended_facts():
    """Correct every public fact with planted texts, none of which is public yet."""
    for model in recorded_models():
        for row in model.objects.filter(closed_by=None, opened_by__disclosure__at__isnull=False):
            filled = planted(row.copied())
            changes = {name: getattr(filled, name) for name in _words(model)}
            if not changes:
                continue
            correct(
                row,
                changes=changes,
                by=make.person(),
                reason=marker(),
                entry_error=marker(),
                evidence=evidence(),
                disclose=NOT_YET,
            )


def _words(model: type[Recorded]):
    from tests.leaks.planting import text_fields

    codes = {"asset_code", "territories", "excluded", "interchangeable_in"}
    return [field.attname for field in text_fields(model) if field.name not in codes]


def _taken_from_the_public():
    """A fact that was public by mistake, and is hidden again."""
    by = make.person("regulator")
    by.set_password("right")
    by.save()
    name = saved(TradeName, product=make.product(), jurisdiction=make.jurisdiction(), language="en")
    change_set = hide(planted(make.trade_name_version(name)), disclose=Disclose(now=True))
    undisclose(change_set, by=by, password="right", reason=marker())


def _release(facts=()):
    release = saved(
        Release,
        kind=ReleaseKind.APPROVAL,
        required_languages=LANGUAGES,
        next_kind="",
        contact=saved(Contact),
    )
    release.topics.add(saved(Topic))
    blocks_for(release, plant=True)
    release.announces.set(facts)
    if facts:
        product = Product.objects.exclude(slug="testamab").get()
        for row in (
            IndicationList(product=product, jurisdiction=make.jurisdiction()),
            ProductProfile(product=product, shows=[ProfilePart.IDENTITY]),
        ):
            row.parent, row.region, row.ordering = release, "main", 900
            row.save()
        made.pipeline_table(release, Asset.objects.exclude(code="X-000").first())
    return Release.objects.get(pk=release.pk)


def _rewritten(at):
    """Public releases whose next edition is being written, and waits for its moment."""
    written, corrected = (Release.objects.get(slug=f"public-{number}") for number in (0, 1))
    made.prose(written, body_en=f"<p>{marker()}</p>", body_zh_hans=f"<p>{marker()}</p>")
    words = {name: marker() for name in ("slug", "title_en", "title_zh_hans", "summary_en")}
    made.corrected(corrected, note=marker(), at=at, **words)


def _removed():
    """A release that was public unsigned, in an emergency, and then removed: published in error."""
    release = _release()
    made.indication_list(release)
    publish_release(release, by=make.person(WRITER), emergency=marker())
    return_ = {"note": "A public note", "kind": EditionKind.REMOVAL}
    made.corrected(Release.objects.get(pk=release.pk), **return_)
    return release


def _around(draft, removed):
    """What stands beside releases: comments, notices, files from Word, decisions, windows."""
    writer = make.person(WRITER)
    writer.first_name = marker()
    writer.save()
    saved(Comment, release=draft, by=writer, locale="en")
    proposal = saved(
        Proposal, author=writer, act="event", label="", base=[], seq=0, digest="0" * 64
    )
    saved(
        ProposalStep,
        proposal=proposal,
        kind=StepKind.REFUSED,
        by=writer,
        content_hash="0" * 64,
        signature=None,
    )
    saved(Notice, release=draft, recipient=writer, kind="comment", about="comment:1")
    word = WordImport.objects.create(release=draft, made_by=writer)
    saved(WordFile, word_import=word, locale="en")
    register = saved(Intake, source=make.source(), by=writer)
    saved(IntakeItem, intake=register, number=1)
    saved(ExchangeWindow, day="business", opens="06:00", closes="08:30")
    saved(ExchangeHoliday, day="2026-12-28")
    signature = saved(
        Signature,
        signer=writer,
        subject="newsroom.impact:1",
        scope="decision",
        content_hash="a" * 64,
        meaning=Meaning.RESPONSIBILITY,
        method=SigningMethod.PASSWORD,
    )
    impact = Impact.objects.create(
        change_set=ChangeSet.objects.last(), edition=removed.editions.last(), kind="decision"
    )
    saved(ImpactDecision, impact=impact, outcome="keep", signature=signature)


def _picture(plant):
    target = io.BytesIO()
    colour = tuple(hashlib.sha256(marker().encode()).digest()[:3]) if plant else (1, 2, 3)
    Picture.new("RGB", (8, 6), colour).save(target, "PNG")
    return _stored(
        Image, target.getvalue(), "images", plant, alt_en="Alt", alt_zh_hans="述", width=8, height=6
    )


def _document(plant):
    text = marker() if plant else "public"
    facts = {"size_bytes": 9, "pages": 1}
    if not plant:
        facts |= {"name": "public-file", "title_en": "File", "title_zh_hans": "文件"}
    return _stored(Document, f"%PDF-1.4 {text}".encode(), "documents", plant, **facts)


def _stored(model, data, folder, plant, **fields):
    ending = "png" if model is Image else "pdf"
    sha256 = hashlib.sha256(data).hexdigest()
    row = model(**fields)
    if plant:
        planted(row)
    name = default_storage.save(
        f"{folder}/{marker() if plant else sha256}.{ending}", ContentFile(data)
    )
    row.file.name, row.sha256 = name, sha256
    row.save()
    return row
