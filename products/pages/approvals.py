"""Where a product is authorised: status, first day, authority, holder, names, presentations."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ledger.enums import Certainty
from ledger.phrases import listed, with_note
from products.enums import AuthorisationStatus
from products.models import AuthorisationVersion, AuthorityName, PresentationVersion
from products.pages.asked import HOME, known, natural, organisation_name, territory_name
from products.pages.facts import Fact
from products.pages.names import TradeName
from products.vocabulary import spoken

TONES = {
    AuthorisationStatus.GRANTED: "positive",
    AuthorisationStatus.SUSPENDED: "caution",
    AuthorisationStatus.REVOKED: "critical",
}


@dataclass(frozen=True)
class Approval:
    """A marketing authorisation on the day of the page; `since` is the first day of the approval."""

    code: str
    territory: str
    names: list[TradeName]
    status: str
    tone: str
    since: str
    since_datetime: str
    authority: str
    holder: str
    strengths: str
    dose_forms: str


def approvals(product, names, locale, at=None, day=None):
    """Return the `Approval`s of `product`, the home market first, then by date. 1 query."""
    rows = (
        known(AuthorisationVersion, at, day)
        .filter(authorisation__product=product)
        .annotate(
            code=F("authorisation__jurisdiction__code"),
            territory=territory_name("authorisation__jurisdiction", locale),
            holder_name=organisation_name("holder", locale),
            authority=authority_on(OuterRef("valid__startswith"), "authorisation__authority", at),
            authority_code=F("authorisation__authority__code"),
            presentations=_presentations(at, day),
        )
        .order_by("authorisation", "valid", "pk")
    )
    found = []
    for _authorisation, versions in groupby(rows, lambda row: row.authorisation_id):
        first, *later = versions
        in_force = [version for version in (first, *later) if version.certainty]
        found += [(first, _approval(version, first, names, locale)) for version in in_force]
    found.sort(key=lambda pair: (pair[0].code != HOME, pair[0].valid.lower, pair[0].code))
    return [approval for _first, approval in found]


def authority_on(day, path, at=None):
    """Return what the authority at `path` of an outer row was called on `day` (an expression)."""
    rows = AuthorityName.objects.disclosed_at(at).on(day).filter(authority=OuterRef(path))
    name = JSONObject(acronym="acronym", english="name_english", chinese="name_chinese")
    return Subquery(rows.order_by("certainty").values(name=name)[:1])


def acronym(authority, locale):
    """Return the acronym of an `authority_on`; its name in `locale` where it goes by no other."""
    if authority["acronym"].lower() == authority["english"].lower():
        return _name_in(locale, authority)
    return authority["acronym"]


def presentation_facts(approvals):
    """Return the strengths on the market as a `Fact` for each territory that has any."""
    return [
        Fact(each.territory, each.strengths, each.dose_forms)
        for each in approvals
        if each.strengths
    ]


def _approval(version, first, names, locale):
    status = capfirst(version.get_status_display())
    if version.certainty == Certainty.POSSIBLE:
        status = _("%(status)s, possibly: the day is not certain") % {"status": status}
    return Approval(
        code=version.code,
        territory=version.territory,
        names=_own_script_first([n for n in names if n.code == version.code], locale),
        status=status,
        tone=TONES.get(version.status, ""),
        since=str(first.start),
        since_datetime=first.start.machine,
        authority=_full_name(first, locale),
        holder=version.holder_name,
        strengths=listed(map(spoken, _strengths(version.presentations))),
        dose_forms=capfirst(listed(_dose_forms(version.presentations))),
    )


def _own_script_first(names, locale):
    return sorted(names, key=lambda name: name.lang.lower() != locale)


def _presentations(at, day):
    rows = PresentationVersion.objects.public(at, day).filter(
        presentation__authorisation=OuterRef("authorisation")
    )
    shown = JSONObject(strength="presentation__strength", dose_form="dose_form")
    return ArraySubquery(rows.order_by("presentation__strength").values(shown=shown))


def _strengths(presentations):
    return sorted((row["strength"] for row in presentations), key=natural)


def _dose_forms(presentations):
    return dict.fromkeys(spoken(row["dose_form"]) for row in presentations if row["dose_form"])


def _full_name(row, locale):
    if not row.authority:
        return row.authority_code
    name, short = _name_in(locale, row.authority), acronym(row.authority, locale)
    return name if name == short else with_note(name, short)


def _name_in(locale, authority):
    return (authority["chinese"] if locale.startswith("zh") else "") or authority["english"]
