"""Register rows as staff see them: facts, term, who recorded and closed them, from which sources."""

from dataclasses import dataclass, field

from django.contrib.admin.utils import display_for_field
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.dates import ImpreciseDate
from ledger.errors import ImpreciseDateError
from ledger.forms.fields import fact_names, imprecise_dates
from ledger.forms.registry import acts_for
from ledger.models import ChangeSet, Recorded, Version
from ledger.phrases import with_note

MOST = 25  # of the rows of one table on one page


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class HistoryRow:
    """A register row, ready to be shown; `acts` are `(label, url)` for those who may act on it."""

    row: Recorded
    facts: list[Fact]
    term: str
    opened: ChangeSet
    closed: ChangeSet | None
    acts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def subject(self):
        return subject(self.row)

    @property
    def url(self):
        return address(self.row)


def with_history(rows):
    """Load what `history_rows` shows of a queryset of register rows: 3 queries in all."""
    sides = ("opened_by", "closed_by")
    people = [f"{side}__{who}" for side in sides for who in ("actor", "disclosure")]
    return rows.select_related(*people, *_links(rows.model)).prefetch_related(
        "opened_by__citations__source"
    )


def _links(model, depth=3):
    """Return the foreign keys that lead from `model` to what its rows are about, `depth` steps far."""
    found = []
    for column in model._meta.concrete_fields:
        if column.is_relation and column.name not in Recorded.bookkeeping:
            found.append(column.name)
            further = _links(column.related_model, depth - 1) if depth > 1 else []
            found += [f"{column.name}__{name}" for name in further]
    return found


def first_rows(rows, *, may_act):
    """Return `HistoryRow`s of the first of a queryset, and how many it has. 3 queries, 4 with more."""
    found = list(with_history(rows)[: MOST + 1])
    count = rows.count() if len(found) > MOST else len(found)
    return history_rows(found[:MOST], may_act=may_act), count


def history_rows(rows, *, may_act):
    """Return `HistoryRow`s of loaded register rows; `may_act` adds links to the acts on open ones."""
    return [
        HistoryRow(
            row=row,
            facts=shown_facts(row),
            term=term(row),
            opened=row.opened_by,
            closed=row.closed_by,
            acts=_acts(row) if may_act and not row.closed_by_id else [],
        )
        for row in rows
    ]


def shown_facts(row, leaving_out=()):
    """Return the `Fact`s of a row that say anything, in the order of its columns."""
    names = [name for name in fact_names(type(row)) if name not in leaving_out]
    values = ((name, getattr(row, name)) for name in names)
    return [
        Fact(_label(row, name), _shown(row, name, value))
        for name, value in values
        if value not in (None, "", []) and (value is not False or row._meta.get_field(name).null)
    ]


def term(row):
    """Return from when to when a version holds, as finely as its source said; "" for an event."""
    if not isinstance(row, Version):
        return ""
    if row.end is None:
        return _("Start: %(start)s") % {"start": stated(row.start)}
    return _("Start: %(start)s; end: %(end)s") % {
        "start": stated(row.start),
        "end": stated(row.end),
    }


def subject(row):
    """Return what a row is about, in words: its identity, or itself."""
    return str(getattr(row, row.identity) if isinstance(row, Version) else row)


def address(row):
    """Return the address of the page about a row's subject, or "" when there is none."""
    about = getattr(row, row.identity) if isinstance(row, Version) else row
    name = f"admin:{about._meta.app_label}_{about._meta.model_name}_change"
    try:
        return reverse(name, args=[about.pk])
    except NoReverseMatch:
        return ""


def disclosed(change_set):
    """Return when a change set is or becomes public, in words."""
    disclosure = getattr(change_set, "disclosure", None)
    if disclosure is None or disclosure.at is None:
        return _("not public")
    day = timezone.localtime(disclosure.at).strftime("%Y-%m-%d %H:%M")
    words = _("public since %(at)s") if is_public(change_set) else _("public from %(at)s")
    return words % {"at": day}


def is_public(change_set):
    """Return whether a change set is public now; its disclosure is loaded."""
    at = change_set.disclosure.at
    return at is not None and at <= timezone.now()


def stated(date):
    """Show an `ImpreciseDate` with the source's own words, unless they say the same in another notation."""
    try:
        says_more = date.as_stated and ImpreciseDate.parse(date.as_stated) != date
    except ImpreciseDateError:
        says_more = True
    return with_note(date, says_more and f"“{date.as_stated}”")


def _label(row, name):
    if name in imprecise_dates(type(row)):
        return _("Date")
    label = row._meta.get_field(name).verbose_name
    return label[:1].upper() + label[1:]


def _shown(row, name, value):
    if name in imprecise_dates(type(row)):
        return stated(value)
    return display_for_field(value, row._meta.get_field(name), "")


def _acts(row):
    label = row._meta.label_lower
    return [
        (form.title, reverse("admin:ledger_changeset_act", args=[label, row.pk, act]))
        for act, form in acts_for(row).items()
    ]
