"""How a record came to be: who recorded it, when, why, from what, and what it replaced (Q4)."""

from dataclasses import dataclass

from django.apps import apps

from henlius.history.asking import chains
from henlius.history.asking.evidence import Evidence, Recording, evidence, recording
from ledger.admin.history import Fact, shown_facts, subject, with_history
from ledger.dates import ImpreciseDate
from ledger.enums import StepKind
from ledger.models import ProposalStep, Recorded
from ledger.words import Run, compared

MOST = 100  # records of a chain that a page tells


@dataclass(frozen=True)
class Signed:
    """Whose word stands under an act; `at` aware."""

    name: str
    meaning: str
    at: object
    reason: str


@dataclass(frozen=True)
class Entry:
    """A record of a chain; `replaces` and `replaced_by` are keys of others (`label:pk`).

    `runs` compare its words with those of the record that it replaced, empty where it replaced none.
    """

    row: str
    is_asked: bool
    subject: str
    facts: list[Fact]
    start: ImpreciseDate | None
    end: ImpreciseDate | None
    recorded: Recording
    closed: Recording | None
    signatures: list[Signed]
    evidence: list[Evidence]
    replaces: list[str]
    replaced_by: list[str]
    runs: list[Run]


def model_called(label: str) -> type[Recorded]:
    """Return the register's model `label` (`products.indicationversion`). Raises `LookupError`."""
    try:
        model = apps.get_model(label)
    except ValueError as error:
        raise LookupError(label) from error
    if not issubclass(model, Recorded):
        raise LookupError(label)
    return model


def history_of(model: type[Recorded], pk: int) -> list[Entry]:
    """Return the chain of records that `pk` belongs to, in the order of the ledger; [] for no record.

    What it replaced and what replaced it, and theirs: the nearest `MOST`. 6 queries.
    """
    keys = _chain(model, pk)
    rows = with_history(model.objects.filter(pk__in=keys)).select_related(
        "opened_by__approver", "closed_by__approver"
    )
    rows = list(rows.order_by("opened_by_id", "pk"))
    before, signed = chains.direct(model, keys), _signatures(rows)
    return [_entry(row, pk, rows, before, signed) for row in rows]


def _chain(model, pk):
    found = {*chains.before(model, [pk])[pk], *chains.after(model, [pk])[pk]}
    return sorted(found, key=lambda key: abs(key - pk))[:MOST]


def _signatures(rows):
    """Return `{seq: [Signed]}` of the acts that opened `rows`. 1 query."""
    steps = ProposalStep.objects.filter(
        kind=StepKind.COMMITTED, proposal__change_set__in={row.opened_by_id for row in rows}
    )
    found = {}
    for step in steps.select_related("signature", "proposal").order_by("pk"):
        one = step.signature
        signed = Signed(one.printed_name, one.get_meaning_display(), one.signed_at, one.reason)
        found.setdefault(step.proposal.change_set_id, []).append(signed)
    return found


def _entry(row, asked, rows, before, signed):
    replaced = [other for other in rows if other.pk in before[row.pk]]
    return Entry(
        row=key_of(row),
        is_asked=row.pk == asked,
        subject=subject(row),
        facts=shown_facts(row),
        start=getattr(row, "start", None) or getattr(row, "date", None),
        end=getattr(row, "end", None),
        recorded=recording(row.opened_by),
        closed=recording(row.closed_by),
        signatures=signed.get(row.opened_by_id, []),
        evidence=evidence(row.opened_by),
        replaces=[key_of(other) for other in replaced],
        replaced_by=[key_of(other) for other in rows if row.pk in before[other.pk]],
        runs=compared(words(replaced[0]), words(row)) if replaced else [],
    )


def key_of(row):
    return f"{row._meta.label_lower}:{row.pk}"


def words(row):
    """Return what a row says, as one text: its wording, or its facts line by line."""
    if hasattr(row, "text"):
        return row.text
    return "\n".join(f"{fact.label}: {fact.value}" for fact in shown_facts(row))
