"""What regulators, payers and the company did: one act for each territory and product."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from henlius.demo import approvals, procedures, products, reimbursement, stages
from henlius.demo.days import announced_on, date_of, midnight
from henlius.demo.files import register
from products.enums import DateBasis, EventKind
from products.expectations import ended_by
from products.models import Authority, EventIndication, Jurisdiction, Product, RegulatoryEvent

NOTES = (
    "note",
    "announced_note",
    "exchange_filing_note",
    "filing_type_note",
    "strength_note",
    "review_clock",
)


@dataclass(frozen=True)
class Case:
    """A row of the events as it concerns one territory and one product or asset."""

    row: dict
    subject: str
    territory: Jurisdiction
    authority: Authority | None
    product: Product | None

    @property
    def key(self):
        return f"{self.row['id']}: {self.subject}, {self.territory.code}"

    @property
    def kind(self):
        return self.row["type"]

    @property
    def is_main(self):
        return self.subject == self.row["product"]

    @cached_property
    def date(self):
        return date_of(self.row)

    @property
    def public_on(self):
        return announced_on(self.row) or self.date.latest

    @property
    def public_at(self):
        return midnight(self.public_on, self.territory.time_zone)


def cases(catalogue) -> Iterator[Case]:
    """Every row of the events, once for each of its territories and products."""
    for row in register("events"):
        agencies = row["agencies"]
        for place, code in enumerate(row["territories"]):
            agency = agencies[place if len(agencies) > 1 else 0] if agencies else None
            for subject in (row["product"], *row.get("also_products", [])):
                yield Case(
                    row,
                    subject,
                    catalogue.jurisdictions[code],
                    catalogue.authorities.get(agency),
                    catalogue.products.get(subject),
                )


def plan_events(catalogue, found):
    for case in found:
        catalogue.plan.add(
            case.key,
            at=case.public_at,
            evidence=_evidence(catalogue, case),
            write=partial(_write, catalogue, case, found),
        )
        catalogue.report.loads("events", [case.row["id"]])
        catalogue.report.loads("indications", _wordings(case))


def _wordings(case):
    """The ids of the indications that the case approves, or that it knows only as applied for."""
    applied_for = filter(procedures.is_only_filed, procedures.rows_of(case))
    return [row["id"] for row in (*approvals.rows_of(case), *applied_for)]


def _evidence(catalogue, case):
    citing = catalogue.citing
    return [
        *citing.parts(
            [
                ("", case.row["source"]),
                *approvals.sources_of(case),
                *procedures.sources_of(case),
                *stages.sources_of(case),
                *products.sources_of(case),
            ]
        ),
        *citing.contradicts(case.row.get("alternate_claims", [])),
    ]


def _write(catalogue, case, found, draft):
    filing = procedures.filing_of(case, found)
    procedure = procedures.write(case, filing, found, draft)
    events = [
        _event(catalogue, case, kind, procedure) for kind in (case.kind, *case.row.get("also", []))
    ]
    draft.open(*events)
    draft.end(*ended_by(procedure, case.kind, case.date))
    approvals.write(catalogue, case, draft)
    reimbursement.write(catalogue, case, draft)
    for event in events:
        draft.open(
            *(
                EventIndication(event=event, indication=indication)
                for indication in approvals.concerned(catalogue, case)
            )
        )
    products.localise(case, filing, draft)
    stages.move(catalogue, case, draft)


def _event(catalogue, case, kind, procedure):
    row = case.row
    return RegulatoryEvent(
        product=case.product,
        asset_code=None if case.product else case.subject,
        jurisdiction=case.territory,
        authority=case.authority,
        procedure=procedure,
        kind=EventKind(kind),
        date=case.date,
        date_basis=DateBasis(row["date_basis"]),
        announced_on=announced_on(row),
        exchange_filed_on=row.get("exchange_filing"),
        effective_on=row.get("effective"),
        filing_type=row.get("filing_type"),
        strength=row.get("strength"),
        disease=row.get("disease"),
        category=row.get("category"),
        holder=catalogue.organisations.get(row.get("holder")),
        note="\n".join(_notes(row)),
    )


def _notes(row):
    for key in NOTES:
        if key in row:
            yield row[key]
    for indication in register("indications"):
        if indication["id"] in row["indications"]:
            yield from procedures.notes_of(row, indication)
