"""Answers of the register: each fact with its certainty, its evidence and what depends on it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, F, Min, Q, Value, When
from django.utils.text import capfirst

from henlius.history.asking import chains
from henlius.history.asking.covering import Cover, cover_of, covered_by, where
from henlius.history.asking.dependents import Dependent, dependents, living_pages
from henlius.history.asking.evidence import Evidence, Recording, evidence, recording
from henlius.history.asking.kinds import KINDS, Kind
from henlius.history.asking.question import Question
from henlius.history.asking.translations import Translation, translations
from ledger.admin.history import Fact, is_public, shown_facts, with_history
from ledger.dates import ImpreciseDate
from ledger.enums import Certainty
from ledger.models import Recorded, Version
from ledger.querysets import local_day
from ledger.templatetags.register import lang_tag

MOST = 20  # answers on a page; each is rich, and a page is to be there in 200 ms
PLACES = 8  # dependents told with an answer; the rest have a page of their own


@dataclass(frozen=True)
class Answer:
    """One fact in force on the day, or possibly so.

    `row` names its record (`products.indicationversion:12`) and `pk` its key. `start` and `end` are
    as fine as stored; an event has its date as `start`. `as_of` is the day that was asked for in
    its territory, None for facts without days. `through` is the `Cover` by which it holds in a
    member territory. `dependents` are the newest of `dependents_count` places that show it or a
    record that it replaced.
    """

    row: str
    pk: int
    kind: Kind
    source: Recorded
    product: str
    territory: str
    heading: str
    text: str
    lang: str
    certainty: str
    certainty_label: str
    basis: str
    start: ImpreciseDate | None
    end: ImpreciseDate | None
    as_of: date | None
    through: Cover | None
    details: list[Fact]
    evidence: list[Evidence]
    recorded: Recording
    closed: Recording | None
    translations: list[Translation]
    dependents: list[Dependent]
    dependents_count: int
    living: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Answers:
    """A page of answers; `number` counts from 1."""

    items: list[Answer]
    number: int
    has_more: bool


def answers(question: Question, locale: str, first=0, most=MOST) -> list[Answer]:
    """Return the answers to `question` from place `first` on, `most` of them, in the active language.

    By product, territory, and the kind's own order. `locale` is the language whose translation comes
    first. 10 queries at most, whatever is found; 1 or 2 for nothing.
    """
    kind, covers = KINDS[question.kind], covered_by(question)
    asked = rows_of(question, covers)
    keys = list(asked.order_by(*kind.sorting).values_list("pk", flat=True)[first : first + most])
    if not keys:
        return []
    loaded = with_history(asked.filter(pk__in=keys)).select_related(*_further(kind))
    rows = {row.pk: row for row in loaded}
    before = chains.before(kind.model, keys)
    shown = dependents(kind.model, before, PLACES)
    spoken = {}
    if kind.key == "wording":
        spoken = translations(rows.values(), before, question.stands_at)
    return [
        _answer(
            kind,
            row=rows[key],
            cover=cover_of(_follow(rows[key], kind.jurisdiction), question, covers),
            shown=shown[key],
            spoken=sorted(spoken.get(key, []), key=lambda one: one.lang != locale),
        )
        for key in keys
    ]


def page_of_answers(question, locale, number=1):
    """Return the `Answers` on page `number`. Queries as `answers`."""
    found = answers(question, locale, (number - 1) * MOST, MOST + 1)
    return Answers(found[:MOST], number, len(found) > MOST)


def rows_of(question, covers=()):
    """Return the rows that answer `question`, each with its `certainty` and the day `asked_on`."""
    kind = KINDS[question.kind]
    return _in_force(kind, question).filter(where(kind, question, covers))


def beginning(question):
    """Return `(when the first such fact was recorded here, its first possible day)`. 1 query.

    Either is None where nothing was recorded, or no start is bounded; of the day nobody asks here.
    """
    kind = KINDS[question.kind]
    rows = kind.model.objects.filter(where(kind, question, covered_by(question, on_any_day=True)))
    days = {"day": Min("from_earliest")} if issubclass(kind.model, Version) else {}
    found = rows.aggregate(at=Min("opened_by__recorded_at"), **days)
    return found["at"], found.get("day")


def _in_force(kind, question):
    if issubclass(kind.model, Version):
        return question.on_day(kind.model)
    rows = question.held(kind.model)
    if not hasattr(kind.model, "date"):
        return rows.annotate(
            certainty=Value(Certainty.CERTAIN, CharField()), asked_on=Value(None, CharField())
        )
    return _occurred(rows, question, f"{kind.jurisdiction}__time_zone")


def _occurred(rows, question, zone):
    """Events that happened by the day, or possibly did."""
    day = question.local_day
    asked_on = Value(day) if day else local_day(question.valid_at, F(zone))
    rows = rows.annotate(asked_on=asked_on)
    possible = Q(date_earliest=None) | Q(date_earliest__lte=F("asked_on"))
    is_certain = When(date_latest__lte=F("asked_on"), then=Value(Certainty.CERTAIN))
    certainty = Case(is_certain, default=Value(Certainty.POSSIBLE), output_field=CharField())
    return rows.filter(possible).annotate(certainty=certainty)


def _further(kind):
    """Return the foreign keys to load besides those of `with_history`, which follows three steps."""
    paths = [kind.product, kind.jurisdiction, kind.authority, kind.concept]
    return ["opened_by__approver", "closed_by__approver", *filter(None, paths)]


def _follow(row, path):
    """Return what the loaded `path` leads to from `row`; None where it does not lead anywhere."""
    for name in filter(None, path.split("__")):
        row = row and getattr(row, name)
    return row if path else None


def _answer(kind, row, *, cover, shown, spoken):
    possible = cover is not None and cover.is_possible
    certainty = Certainty.POSSIBLE if possible else Certainty(row.certainty)
    product = _follow(row, kind.product)
    places, count = shown
    return Answer(
        row=f"{row._meta.label_lower}:{row.pk}",
        pk=row.pk,
        kind=kind,
        source=row,
        product=str(product or getattr(row, "asset_code", "") or ""),
        territory=str(_follow(row, kind.jurisdiction) or ""),
        heading=capfirst(str(kind.heading(row))),
        text=str(kind.text(row)),
        lang=lang_tag(kind.language(row)),
        certainty=certainty.value,
        certainty_label=certainty.label,
        basis=kind.basis(row),
        start=getattr(row, "start", None) or getattr(row, "date", None),
        end=getattr(row, "end", None),
        as_of=row.asked_on,
        through=cover,
        details=shown_facts(row, leaving_out=kind.told),
        evidence=evidence(row.opened_by),
        recorded=recording(row.opened_by),
        closed=recording(row.closed_by),
        translations=spoken,
        dependents=places,
        dependents_count=count,
        living=living_pages(product) if product and _is_shown(row) else [],
    )


def _is_shown(row):
    """Whether living pages show the record now: public, and not closed in public."""
    return is_public(row.opened_by) and not (row.closed_by and is_public(row.closed_by))
