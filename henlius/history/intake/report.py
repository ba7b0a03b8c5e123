"""The report of an intake: how many items came out how, and what each says and differs in."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ledger.enums import IntakeOutcome, ProposalState
from ledger.intake.formats import format_of
from ledger.models import IntakeItem, Proposal
from ledger.phrases import in_line, labelled
from ledger.words import KEPT, compared

PER_PAGE = 50
ALL, TO_DECIDE, OURS = "all", "to-decide", "ours"
ORDER = [
    IntakeOutcome.PROPOSED,
    IntakeOutcome.DIFFERS,
    IntakeOutcome.NOT_UNDERSTOOD,
    IntakeOutcome.WAITS,
    IntakeOutcome.ALREADY_PROPOSED,
    IntakeOutcome.AGREES,
    IntakeOutcome.UNREAD,
]
PARTS = {
    "row": "",
    "wording": pgettext_lazy("what a row states", "wording"),
    "strength": pgettext_lazy("what a row states", "strength"),
    "trade-name": pgettext_lazy("what a row states", "trade name"),
    "authorisation": pgettext_lazy("what a row states", "authorisation"),
}
OWN = {
    "wording": ["wording", "decided", "basis", "closeness"],
    "strength": ["strength", "decided"],
    "trade-name": ["trade_name", "decided"],
    "authorisation": ["number", "holder", "decided"],
}
LONG = ("wording",)


@dataclass
class Line:
    """An item as its row of the report shows it; `key` is its own, when a draft can be decided."""

    number: str
    about: str
    part: str
    outcome: str
    label: str
    key: int | None = None
    proposal: Proposal | None = None
    state: str = ""
    stated: list = field(default_factory=list)
    differences: list = field(default_factory=list)
    problems: list = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    """A column in which file and register differ: short values beside each other, or `runs`."""

    column: str
    ours: str
    theirs: str
    runs: list


def tabs_of(intake, chosen):
    """Return `(tabs [(key, label, count, is chosen)], how many are unread)`. 2 queries, and ours."""
    counts = dict(
        intake.items.order_by()
        .values_list("outcome")
        .annotate(n=Count("pk"))
        .values_list("outcome", "n")
    )
    tabs = [(ALL, _("All"), sum(counts.values()))]
    tabs += [(TO_DECIDE, _("To decide"), to_decide(intake).count())]
    tabs += [(o.value, o.label, counts[o]) for o in ORDER if counts.get(o)]
    if intake.day:
        tabs.append((OURS, _("Only in the register"), sum(n for _h, n, _rows in ours(intake))))
    marked = [(key, label, count, key == chosen) for key, label, count in tabs]
    return marked, counts.get(IntakeOutcome.UNREAD, 0)


def to_decide(intake):
    """Return the items whose proposals are drafts that came out of this very intake."""
    drafts = Proposal.objects.with_state().filter(pk=OuterRef("proposal"))
    drafts = drafts.filter(state=ProposalState.DRAFT)
    return intake.items.exclude(outcome=IntakeOutcome.ALREADY_PROPOSED).filter(Exists(drafts))


def page_of(intake, chosen, number):
    """Return the `Page` of `IntakeItem`s in the tab `chosen`. 2 queries."""
    items = intake.items.all()
    if chosen == TO_DECIDE:
        items = to_decide(intake)
    elif chosen in IntakeOutcome.values:
        items = items.filter(outcome=chosen)
    return Paginator(items.order_by("number", "pk"), PER_PAGE).get_page(number)


def lines_of(intake, items, *, may_decide):
    """Return a `Line` for each of `items`. 1 query."""
    a_format = format_of(intake)
    keys = {item.proposal_id for item in items if item.proposal_id}
    proposals = Proposal.objects.with_state().in_bulk(keys)
    return [_line(item, a_format, proposals.get(item.proposal_id), may_decide) for item in items]


def _line(item: IntakeItem, a_format, proposal, may_decide):
    is_draft = proposal and proposal.state == ProposalState.DRAFT
    is_own = item.outcome != IntakeOutcome.ALREADY_PROPOSED
    return Line(
        number=f"{a_format.place} {item.number}",
        about=item.about,
        part=str(PARTS.get(item.part, "")),
        outcome=item.outcome,
        label=item.get_outcome_display(),
        key=item.pk if is_draft and is_own and may_decide else None,
        proposal=proposal,
        state=ProposalState(proposal.state).label if proposal else "",
        stated=_stated(item, a_format) if item.outcome == IntakeOutcome.PROPOSED else [],
        differences=[_difference(a_format, *each) for each in item.differences],
        problems=[_problem(item, a_format, *each) for each in item.problems],
    )


def _stated(item, a_format):
    names = OWN.get(item.part, a_format.columns)
    return [
        (str(a_format.columns[name]), item.stated[name]) for name in names if item.stated.get(name)
    ]


def _difference(a_format, column, ours, theirs):
    runs = compared(ours, theirs) if column in LONG else []
    is_other = not any(run.kind == KEPT for run in runs)
    return Difference(_column(a_format, column), ours, theirs, [] if is_other else runs)


def _problem(item, a_format, column, text):
    name = _column(a_format, column)
    shown = item.stated.get(column, "")
    return labelled(name, shown) if shown and name else name, text


def _column(a_format, key):
    return str(a_format.columns.get(key, ""))


def ours(intake):
    """Return `[(heading, count, rows)]` of what only the register has; the rows are a queryset."""
    found = format_of(intake).only_ours(intake)
    return [(heading, rows.count(), rows) for heading, rows in found]


def ours_page(intake, number):
    """Return the `Page` of `(heading, [(words, text, address)])` of one kind after the other."""
    pages, groups = [], ours(intake)
    longest = max((count for _heading, count, _rows in groups), default=0)
    page = Paginator(range(longest), PER_PAGE).get_page(number)
    first, last = page.start_index() - 1 if longest else 0, page.end_index()
    for heading, count, rows in groups:
        entries = [_entry(row) for row in rows[first:last]]
        pages.append((heading, count, entries))
    return page, pages


def _entry(row):
    address = reverse("admin:history_record", args=[row._meta.label_lower, row.pk])
    return _subject(row), str(row), address


def _subject(row):
    """Say of what product and territory a row is."""
    subject = getattr(row, row.identity)
    if row.identity == "presentation":
        return str(subject.authorisation)
    if row.identity == "trade_name":
        return in_line(subject.product, subject.jurisdiction)
    return str(subject)
