"""Authorisations with their indications, trade names and presentations."""

from collections import Counter

from django.utils.text import slugify

from henlius.demo import names, presentations
from henlius.demo.files import register
from henlius.demo.procedures import is_only_filed
from ledger.models import period
from products.enums import APPROVALS, AuthorisationStatus, EventKind, WordingKind
from products.models import (
    Authorisation,
    AuthorisationVersion,
    Indication,
    IndicationConcept,
    IndicationVersion,
)

FACETS = (
    "combination",
    "biomarkers",
    "biomarker_cutoff",
    "population",
    "setting",
    "tumour_agnostic",
)
NOTES = ("note", "wording_basis")


def load_authorisations(catalogue, cases):
    """Make an authorisation for each first approval of a product in a territory."""
    for case in cases:
        if case.kind == EventKind.INITIAL_APPROVAL:
            catalogue.authorisations[case.subject, case.territory.code] = catalogue.ensure(
                Authorisation,
                product=case.product,
                jurisdiction=case.territory,
                authority=case.authority,
            )


def load_indications(catalogue):
    """Make one indication for each authorisation that a row spans; a merely filed one has none."""
    slots = Counter()
    for row in register("indications"):
        for code in () if is_only_filed(row) else row["territories"]:
            slots[row["product"], code] += 1
            catalogue.indications[row["id"], code] = catalogue.ensure(
                Indication,
                authorisation=catalogue.authorisations[row["product"], code],
                slot=row.get("slot", slots[row["product"], code]),
                defaults={"concept": _concept(catalogue, row)},
            )


def _concept(catalogue, row):
    label, disease = row["short_label"], row["disease"]
    return catalogue.ensure(
        IndicationConcept,
        key=f"{row['product']}-{slugify(label)}",
        defaults={
            "name_en": label,
            "name_zh_hans": catalogue.chinese("short_label", label),
            "disease_en": disease,
            "disease_zh_hans": catalogue.chinese("disease", disease),
        },
    )


def concerned(catalogue, case):
    """Return the indications that the case names, of its own product and territory."""
    code = case.territory.code
    named = [catalogue.indications.get((key, code)) for key in case.row["indications"]]
    return [i for i in named if i and i.authorisation.product_id == case.product.pk]


def rows_of(case):
    """Return the rows of the indications whose wording begins with this approval."""
    if case.kind not in APPROVALS:
        return []
    return [
        row
        for row in register("indications")
        if row["id"] in case.row["indications"]
        and row["product"] == case.subject
        and case.territory.code in row["territories"]
    ]


def sources_of(case):
    """Yield what an approval brings with it, and from which sources."""
    for row in rows_of(case):
        yield "indication wording", row["source"]
    yield from names.sources_of(case)
    yield from presentations.sources_of(case)


def write(catalogue, case, draft):
    """Open what an approval brings: the authorisation, wordings, trade names, presentations."""
    if case.kind == EventKind.INITIAL_APPROVAL:
        draft.open(
            AuthorisationVersion(
                authorisation=catalogue.authorisations[case.subject, case.territory.code],
                status=AuthorisationStatus.GRANTED,
                holder=catalogue.organisations.get(case.row.get("holder")),
                **period(case.date),
            )
        )
    draft.open(*(_wording(catalogue, case, row) for row in rows_of(case)))
    names.write(catalogue, case, draft)
    presentations.write(catalogue, case, draft)


def _wording(catalogue, case, row):
    return IndicationVersion(
        indication=catalogue.indications[row["id"], case.territory.code],
        text=row["wording_en"],
        language="en",
        wording_kind=WordingKind(row["wording_kind"]),
        facets={key: row[key] for key in FACETS if key in row},
        note="\n".join(row[key] for key in NOTES if key in row),
        **period(case.date),
    )
