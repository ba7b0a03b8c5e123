"""New approvals: the lines of one decision become one proposal."""

from django.utils.translation import gettext as _

from ledger.enums import IntakeOutcome
from products.enums import ApprovalBasis, EventKind, WordingKind
from products.intake.cells import folded
from products.intake.columns import squeezed
from products.intake.lines import CHINESE
from products.intake.saying import has_date, waits

MOST = 12  # wordings of one form
FIELDS = {
    "product": "product",
    "jurisdiction": "territory",
    "authority": "authority",
    "date": "decided",
    "date_basis": "decided",
    "kind": "decided",
    "start": "decided",
    "number": "number",
    "holder": "holder",
    "strength": "strength",
    "trade_name": "trade_name",
    "text": "wording",
    "language": "language",
    "wording_kind": "closeness",
    "approval_basis": "basis",
    "concept": "use",
    "new_concept": "use",
}


def approve(pairs, proposer, *, is_first):
    """Propose one approval out of `pairs` (item, line) of one day, and save the items."""
    dated = [(item, line) for item, line in pairs if has_date(item, line)]
    taken, later = _taken(dated)
    for item, _line in later:
        waits(item, _("A form holds one of these at a time. Once it is signed, compare again."))
    if not taken:
        return
    items, lines = [item for item, _line in taken], [line for _item, line in taken]
    kind = EventKind.INITIAL_APPROVAL if is_first else EventKind.SUPPLEMENTAL_INDICATION
    proposer.offer(
        items,
        "approval",
        _decision(lines[0], kind) | _licence(taken, is_first) | _wordings(taken),
        fields=FIELDS,
        outcome=IntakeOutcome.PROPOSED,
        sources=lines[0].sources(),
    )


def _taken(pairs):
    """Return (pairs that fit in one form, the others): one name and strength, 12 wordings."""
    taken, later, texts, single = [], [], {}, {}
    for item, line in pairs:
        if item.part == "wording":
            use = squeezed(line.use_label)
            fits = use and texts.setdefault(use, folded(line.wording)) == folded(line.wording)
            fits = fits and len(texts) <= MOST
        elif item.part == "authorisation":
            fits = True
        else:
            value = folded(getattr(line, item.part.replace("-", "_")))
            fits = single.setdefault(item.part, value) == value
        (taken if fits else later).append((item, line))
    return taken, later


def _decision(line, kind):
    return {
        "product": str(line.product.pk),
        "jurisdiction": str(line.territory.pk),
        "authority": str(line.authority.pk),
        "kind": kind,
        "date": line.decided.as_stated,
        "date_basis": line.date_basis,
    }


def _licence(taken, is_first):
    """Return what the lines say of number and holder and, of a first approval, name and strength."""
    stated = {}
    for item, line in taken:
        said = {"number": line.number, "holder": str(line.holder.pk) if line.holder else ""}
        if item.part == "strength" and is_first:
            said["strength"] = line.strength
        if item.part == "trade-name" and is_first:
            said |= {"trade_name": line.trade_name, "trade_name_language": script(line)}
        stated = {name: value for name, value in said.items() if value} | stated
    return stated


def _wordings(taken):
    """Return the fields of the wordings, each use once."""
    lines = {squeezed(line.use_label): line for item, line in taken if item.part == "wording"}
    data = {"wordings-TOTAL_FORMS": str(len(lines)), "wordings-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines.values()):
        stated = {
            "concept": str(line.use.pk) if line.use else "",
            "new_concept": "" if line.use else line.use_label,
            "text": line.wording,
            "language": line.language,
            "wording_kind": line.closeness or WordingKind.LABEL,
            "approval_basis": line.basis or ApprovalBasis.NOT_STATED,
        }
        data |= {f"wordings-{number}-{name}": value for name, value in stated.items()}
    return data


def script(line):
    """Return the language of a trade name by its letters and its territory."""
    if not CHINESE.search(line.trade_name):
        return "en"
    return "zh-Hant" if line.territory.code in ("HK", "MO", "TW") else "zh-Hans"
