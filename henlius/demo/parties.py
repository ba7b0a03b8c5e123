"""Territories, authorities with their names, organisations."""

from henlius.demo.days import by, midnight
from henlius.demo.files import register, translations
from ledger.models import period
from ledger.querysets import HOME_ZONE
from products.enums import JurisdictionKind
from products.models import Authority, AuthorityName, Jurisdiction, Organisation

SOURCE_OF_NAMES = ["memory"]


def load_jurisdictions(catalogue):
    """Make the territories and the groups of territories that contracts and programmes name."""
    names = translations("jurisdiction")
    for row in register("jurisdictions"):
        name = names[row.get("named", row["code"])]
        catalogue.jurisdictions[row["code"]] = catalogue.ensure(
            Jurisdiction,
            code=row["code"],
            defaults={
                "name_en": name["en"],
                "name_zh_hans": name["zh-hans"],
                "kind": JurisdictionKind(row["kind"]),
                "time_zone": row.get("time_zone", HOME_ZONE),
            },
        )


def load_authorities(catalogue):
    for row in register("authorities"):
        catalogue.authorities[row["code"]] = catalogue.ensure(
            Authority,
            code=row["code"],
            defaults={
                "jurisdiction": catalogue.jurisdictions.get(row["jurisdiction"]),
                "role": row["role"],
            },
        )


def plan_authority_names(catalogue, cases):
    """Name each authority from the day by which it first acted here."""
    first = {}
    for case in sorted(cases, key=lambda case: case.public_at):
        if case.authority:
            first.setdefault(case.authority.code, case)
    for row in register("authorities"):
        _plan_name(catalogue, row, first[row["code"]])


def _plan_name(catalogue, row, case):
    name = translations("authority")[row["code"]]
    version = AuthorityName(
        authority=case.authority,
        acronym=row["acronym"],
        name_english=name["en"],
        name_chinese=name["zh-hans"],
        **period(by(case.date.latest)),
    )
    catalogue.plan.add(
        f"authority:{row['code']}",
        at=midnight(case.public_on, case.territory.time_zone),
        evidence=[
            *catalogue.citing.supports(case.row["source"]),
            *catalogue.citing.supports(SOURCE_OF_NAMES, locator="name in full"),
        ],
        write=lambda draft: draft.open(version),
    )


def load_organisations(catalogue):
    """Make the companies, then say which belongs to which."""
    rows = register("organisations")
    for row in rows:
        catalogue.organisations[row["id"]] = catalogue.ensure(
            Organisation, key=row["id"], defaults=_organisation(catalogue, row)
        )
    for row in rows:
        company = catalogue.organisations[row["id"]]
        if "parent" in row and company.parent_id is None:
            company.parent = catalogue.organisations[row["parent"]]
            company.save(update_fields=["parent"])
    catalogue.report.loads("organisations", catalogue.organisations)


def _organisation(catalogue, row):
    chinese = row.get("name_zh_hans") or catalogue.chinese("organisation", row["id"])
    return {
        "name_en": row["name_en"],
        "name_zh_hans": chinese,
        "short_name_en": row.get("short_name"),
        "short_name_zh_hans": row.get("short_name_zh_hans"),
        "aliases": [*row.get("aliases", []), *filter(None, [row.get("name_zh_hant")])],
        "listings": row.get("listings", []),
        "note": "\n".join(_notes(row)),
    }


def _notes(row):
    """What no column holds, with the sources, one line each."""
    yield f"Roles: {', '.join(row['roles'])}"
    for key in ("note", "identity_note"):
        if key in row:
            yield row[key]
    for key in ("founded", "listed"):
        if key in row:
            yield f"{key.capitalize()}: {row[key]['date']} ({', '.join(row[key]['source'])})"
    if "headquarters" in row:
        yield f"Headquarters: {row['headquarters']}"
    if "tagline" in row:
        yield f"Tagline: {row['tagline']['current']}; before: {row['tagline']['older']}"
    sources = [*row["source"], *row.get("alias_source", []), *row.get("name_zh_hans_source", [])]
    yield f"Sources: {', '.join(dict.fromkeys(sources))}"
