"""Authorisations, strengths and trade names, as stated and as the register holds them."""

from django.utils.translation import gettext as _

from ledger.enums import IntakeOutcome
from ledger.forms.dates import written
from products.intake.approving import FIELDS, approve, script
from products.intake.cells import folded
from products.intake.saying import agrees, dates_differ, has_date, not_understood, waits_behind
from products.models import PresentationVersion, TradeNameVersion


def approve_first(pairs, proposer):
    """Propose the first approval of a place out of lines of its first day; others wait for it."""
    first = []
    for item, line in pairs:
        if waits_behind(item, "authorisation"):
            continue
        if item.part == "wording" and not line.use_label:
            not_understood(
                item, "use", _("Give the use its short label: the register has none yet.")
            )
            continue
        first.append((item, line))
    approve(first, proposer, is_first=True)


def _compare_licence(item, line, place, proposer):
    row = place.licence
    item.identity = row.authorisation_id
    item.differences = _licence_differences(row, line)
    if not item.differences:
        agrees(item, row.authorisation_id)
        return
    columns = {name for name, *_values in item.differences}
    facts = {
        "number": line.number if "number" in columns else None,
        "holder": str(line.holder.pk) if "holder" in columns else None,
        "start": line.decided.as_stated if "decided" in columns else None,
    }
    proposer.offer(
        [item],
        "correct",
        facts,
        row=row,
        fields=FIELDS,
        outcome=IntakeOutcome.DIFFERS,
        sources=line.sources(),
    )


def _licence_differences(row, line):
    found = []
    if line.number and folded(row.number or "") != folded(line.number):
        found.append(["number", row.number or "", line.number])
    if line.holder and row.holder != line.holder:
        found.append(["holder", str(row.holder or ""), str(line.holder)])
    states_only_this = line.parts == ["authorisation"]
    if states_only_this and line.decided and dates_differ(row.start, line.decided):
        found.append(["decided", written(row.start), line.decided.as_stated])
    return found


def _compare_strength(item, line, place, proposer):
    licence = place.licence.authorisation_id
    rows = PresentationVersion.objects.current().filter(presentation__authorisation=licence)
    for row in rows.select_related("presentation"):
        if folded(row.presentation.strength) == folded(line.strength):
            agrees(item, row.presentation_id)
            return
    facts = {"authorisation": str(licence), "strength": line.strength, "number": line.number}
    if has_date(item, line):
        day = line.decided.as_stated
        facts |= {"start": day, "date": day, "date_basis": line.date_basis}
        _offer_new(item, "strength", facts, line, proposer)


def _compare_trade_name(item, line, place, proposer):
    rows = TradeNameVersion.objects.current().filter(
        trade_name__product=line.product,
        trade_name__jurisdiction=line.territory,
        trade_name__name__iexact=line.trade_name,
    )
    if row := rows.first():
        agrees(item, row.trade_name_id)
        return
    facts = {
        "product": str(line.product.pk),
        "jurisdiction": str(line.territory.pk),
        "name": line.trade_name,
        "language": script(line),
    }
    if has_date(item, line):
        _offer_new(item, "trade-name", facts | {"start": line.decided.as_stated}, line, proposer)


def _offer_new(item, act, facts, line, proposer):
    proposer.offer(
        [item],
        act,
        facts,
        fields=FIELDS | {"name": "trade_name"},
        outcome=IntakeOutcome.PROPOSED,
        sources=line.sources(),
    )


COMPARE = {
    "authorisation": _compare_licence,
    "strength": _compare_strength,
    "trade-name": _compare_trade_name,
}
