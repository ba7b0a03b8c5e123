"""What is recorded and not public, and proposals on their way into the register."""

from django.db.models import DateField, Q
from django.db.models.functions import Cast, Now
from django.urls import reverse
from django.utils.translation import gettext as _

from henlius.history.asking.evidence import person
from henlius.history.asking.kinds import KINDS
from henlius.history.due.entries import Asked, Entry, Source
from ledger.admin.history import disclosed
from ledger.enums import ProposalState
from ledger.models import ChangeSet, Proposal
from newsroom.moments import moment_shown


def hidden_change_sets(asked: Asked):
    """Change sets that are not public, or have a moment ahead; by the day on which they are recorded."""
    rows = ChangeSet.objects.filter(Q(disclosure__at=None) | Q(disclosure__at__gt=Now()))
    if asked.product or asked.jurisdiction:
        rows = rows.filter(_opening_rows(asked))
    return rows.annotate(due_day=Cast("recorded_at", DateField()))


def open_proposals(asked: Asked):
    """Proposals that are not in the register and were not withdrawn; by the day they were made."""
    rows = Proposal.objects.unfinished()
    if asked.product or asked.jurisdiction:
        rows = rows.filter(_on_rows(asked))
    return rows.annotate(due_day=Cast("made_at", DateField()))


def change_set_entries(rows):
    """1 query."""
    return {row.pk: _change_set(row) for row in rows.select_related("actor", "disclosure")}


def proposal_entries(rows):
    """1 query."""
    return {row.pk: _proposal(row) for row in rows.select_related("author")}


def _about(asked):
    """Yield each kind of fact that can be asked so, and the rows that are about it."""
    for kind in KINDS.values():
        wanted = {"product": asked.product, "jurisdiction": asked.jurisdiction}
        paths = {getattr(kind, name): value for name, value in wanted.items() if value}
        if "" not in paths:
            yield kind, kind.model.objects.filter(**paths)


def _opening_rows(asked):
    condition = Q(pk=None)
    for _kind, rows in _about(asked):
        condition |= Q(pk__in=rows.values("opened_by"))
    return condition


def _on_rows(asked):
    """Proposals on a record about it, or for a new one whose form names it."""
    condition = Q(pk=None)
    for kind, rows in _about(asked):
        condition |= Q(label=kind.model._meta.label_lower, row__in=rows.values("pk"))
    named = Q(label="")
    for name in ("product", "jurisdiction"):
        if wanted := getattr(asked, name):
            named &= Q(**{f"data__{name}__contains": str(wanted.pk)})
    return condition | named


def _change_set(row):
    at = row.disclosure.at
    return Entry(
        kind=_("Change set"),
        about=str(row),
        what=row.reason,
        state=disclosed(row),
        day=moment_shown(at) if at else "",
        owner=person(row.actor),
        url=reverse("admin:ledger_changeset_change", args=[row.pk]),
    )


def _proposal(row):
    return Entry(
        kind=_("Proposal"),
        about=row.about,
        what=row.act,
        state=ProposalState(row.state).label,
        day="",
        owner=person(row.author),
        url=reverse("admin:ledger_proposal_change", args=[row.pk]),
    )


HIDDEN_CHANGE_SETS = Source("change-set", hidden_change_sets, change_set_entries)
OPEN_PROPOSALS = Source("proposal", open_proposals, proposal_entries)
