"""The programmes by stage."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ledger.dates import ImpreciseDate
from ledger.enums import Certainty
from ledger.phrases import listed
from pipeline.enums import ProgrammeStatus, Stage
from pipeline.models import Asset, ProgrammeStage
from pipeline.pages.assets import AssetText, asset_texts
from products.pages.asked import natural, territory_name
from products.vocabulary import spoken

# Phases that follow each other; a programme may also stand outside of them.
TRACK = [stage for stage in Stage if stage not in (Stage.NOT_STATED, Stage.CLEARED)]


@dataclass(frozen=True)
class Line:
    """Programmes of one asset and stage that differ only in their region."""

    indication: str
    indication_lang: str
    region: str
    combination: str
    note: str
    since: str
    since_datetime: str


@dataclass(frozen=True)
class AssetLines:
    code: str
    text: AssetText
    lines: list[Line]


@dataclass(frozen=True)
class StageGroup:
    """The assets in a stage; `is_on_track` is false for stages outside of the phases."""

    key: str
    label: str
    is_on_track: bool
    count: int
    assets: list[AssetLines]


@dataclass(frozen=True)
class StageCount:
    value: int
    label: str
    url: str


@dataclass(frozen=True)
class PipelinePage:
    """`track` are the labels of the phases; `begins` is the first start known, where nothing is shown."""

    track: list[str]
    groups: list[StageGroup]
    begins: ImpreciseDate | None = None


def pipeline_page(locale, at=None, day=None):
    """Return the `PipelinePage`, the furthest stage first. 3 queries, 1 more where it is empty.

    `locale` is the active language; `day` is today in each region if None. Programmes that were
    discontinued are left out.
    """
    texts = asset_texts(locale, at, day)
    groups = [_group(stage, found, texts) for stage, found in _lines(locale, at, day)]
    begins = None if groups else _first_start(at)
    return PipelinePage([stage.label for stage in TRACK], groups, begins)


def stage_counts(at=None, day=None):
    """Return a `StageCount` of the lines that the pipeline page shows for each stage. 1 query."""
    url = reverse("pipeline:pipeline")
    lines = _lines(get_language(), at, day)
    return [StageCount(len(found), stage.label, f"{url}#{stage}") for stage, found in lines]


def _lines(locale, at, day):
    """Each stage with its lists of rows, the furthest first; rows of a list differ in region only.

    A stage whose start no source bounds is known only from the day on which it was seen.
    """
    rows = (
        ProgrammeStage.objects.public(at, day)
        .filter(programme__asset__in=Asset.objects.public(at))
        .exclude(status=ProgrammeStatus.DISCONTINUED)
        .exclude(certainty=Certainty.POSSIBLE, from_earliest=None)
        .select_related("programme__asset")
        .annotate(region=territory_name("programme__region", locale))
        .order_by("programme__region__code", "programme")
    )
    alike = {}
    for row in rows:
        alike.setdefault(_shown_alike(row), []).append(row)
    stages = {}
    for found in sorted(alike.values(), key=lambda found: _by_asset(found[0].programme)):
        stages.setdefault(Stage(found[0].stage), []).append(found)
    return [(stage, stages[stage]) for stage in reversed(Stage) if stage in stages]


def _shown_alike(row):
    programme = row.programme
    about = (programme.asset_id, programme.target_indication_en, tuple(programme.combination))
    return (*about, row.stage, _note(row), *_since(row))


def _by_asset(programme):
    return natural(programme.asset.code), programme.pk


def _group(stage, found, texts):
    by_asset = groupby(found, lambda rows: rows[0].programme.asset)
    assets = [
        AssetLines(asset.code, texts.get(asset.pk, AssetText()), [_line(rows) for rows in lines])
        for asset, lines in by_asset
    ]
    return StageGroup(stage.value, stage.label, stage in TRACK, len(found), assets)


def _line(rows):
    row = rows[0]
    programme = row.programme
    since, since_datetime = _since(row)
    return Line(
        indication=programme.target_indication or programme.target_indication_en,
        indication_lang="" if programme.target_indication else "en",
        region=listed(dict.fromkeys(row.region for row in rows)),
        combination=listed(spoken(partner) for partner in programme.combination),
        note=_note(row),
        since=since,
        since_datetime=since_datetime,
    )


def _note(row):
    notes = []
    if row.is_cleared_only:
        notes.append(_("cleared, not yet started"))
    if row.status == ProgrammeStatus.PAUSED:
        notes.append(row.get_status_display())
    if row.certainty == Certainty.POSSIBLE:
        notes.append(_("possible: the day is not certain"))
    return listed(notes)


def _since(row):
    """When the stage began, or the source that shows it where none says when."""
    if row.seen_on and row.start.earliest is None:
        day = formats.date_format(row.seen_on)
        return _("Seen in a source of %(day)s") % {"day": day}, row.seen_on.isoformat()
    return _("In this stage from: %(day)s") % {"day": row.start}, row.start.machine


def _first_start(at):
    rows = ProgrammeStage.objects.disclosed_at(at).filter(
        programme__asset__in=Asset.objects.public(at), from_earliest__isnull=False
    )
    first = rows.order_by("from_earliest").first()
    return first.start if first else None
