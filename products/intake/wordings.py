"""A stated wording beside those that the register holds of the same use."""

import hashlib

from django.utils.translation import gettext as _

from ledger.enums import IntakeOutcome
from ledger.forms.dates import written
from ledger.phrases import listed
from products.intake.cells import alike
from products.intake.saying import (
    agrees,
    dates_differ,
    differs,
    has_date,
    not_understood,
    waits_behind,
)
from products.models import IndicationTranslation

FIELDS = {
    "text": "wording",
    "language": "language",
    "wording_kind": "closeness",
    "approval_basis": "basis",
    "start": "decided",
    "end": "decided",
}


def compare(item, line, place, proposer):
    """Judge the item of a wording and save it; False when the register knows no such wording."""
    rows = _same_use(line, place)
    if not rows:
        return not _is_new(item, line, place)
    row = _beside(rows, line)
    item.identity = row.indication_id
    if row.language != line.language:
        _compare_translation(item, line, row)
    elif found := _differences(row, line):
        item.differences = found
        if licence := _begins_later(place, row, line):
            _propose_licence(item, line, licence, proposer)
        else:
            _propose(item, line, row, rows, proposer)
    else:
        agrees(item, row.indication_id)
    return True


def _same_use(line, place):
    if line.use_label:
        return [row for row in place.wordings if row.indication.concept == line.use]
    same = [row for row in place.wordings if alike(row.text, line.wording)]
    uses = {row.indication_id for row in same}
    return [row for row in place.wordings if row.indication_id in uses]


def _is_new(item, line, place):
    """Return whether a wording can be proposed as new; otherwise save why not."""
    if not line.use_label:
        known = listed(dict.fromkeys(row.indication.concept.key for row in place.wordings))
        not_understood(
            item,
            "use",
            _("Which use is this? The register knows here: %(known)s. A new label makes a new use.")
            % {"known": known or "–"},
        )
        return False
    return has_date(item, line) and not waits_behind(item, "use")


def _beside(rows, line):
    """Return the row to compare with: the one of that text, of that day, or the newest."""
    if not line.decided:
        return next((row for row in rows[::-1] if alike(row.text, line.wording)), rows[-1])
    starts = [row for row in rows if not dates_differ(row.start, line.decided)]
    begun = [row for row in rows if row.valid.lower <= line.decided.latest]
    return (starts or begun[-1:] or rows)[0]


def _differences(row, line):
    found = []
    if not alike(row.text, line.wording):
        found.append(["wording", row.text, line.wording])
    for column, ours in (("basis", row.approval_basis), ("closeness", row.wording_kind)):
        if (stated := getattr(line, column)) and stated != ours:
            found.append([column, ours, stated])
    if line.decided and dates_differ(row.start, line.decided):
        found.append(["decided", written(row.start), line.decided.as_stated])
    return found


def _propose(item, line, row, rows, proposer):
    """Propose what the difference means: the world changed, it was otherwise before, or we erred."""
    columns = {name for name, *_values in item.differences}
    says_otherwise = columns - {"decided"}
    is_later = line.decided and row.valid.lower < (line.decided.earliest or line.decided.latest)
    is_earlier = line.decided and line.decided.latest < (row.start.earliest or row.valid.lower)
    stated = _stated(line, columns)
    how = {"outcome": IntakeOutcome.DIFFERS, "fields": FIELDS, "sources": line.sources()}
    if says_otherwise and is_later:
        facts = stated | {"start": line.decided.as_stated}
        proposer.offer([item], "amend", facts, row=row, **how)
    elif says_otherwise and is_earlier:
        proposer.offer([item], "wording", _earlier(line, rows[0]), **how)
    else:
        facts = stated | ({"start": line.decided.as_stated} if "decided" in columns else {})
        proposer.offer([item], "correct", facts, row=row, **how)


def _begins_later(place, row, line):
    """Return the state of the authorisation when it begins after the stated day (INV-8), else None."""
    owner = row.indication.authorisation_id
    states = [each for each in place.licences if each.authorisation_id == owner]
    first = min(states, key=lambda each: each.valid.lower, default=None)
    if not (first and line.decided and first.from_earliest):
        return None
    return first if line.decided.latest < first.from_earliest else None


def _propose_licence(item, line, licence, proposer):
    """Propose the authorisation's earlier start alone: no wording holds before it."""
    made = proposer.offer(
        [item],
        "correct",
        {"start": line.decided.as_stated},
        row=licence,
        outcome=IntakeOutcome.DIFFERS,
        fields=FIELDS,
        sources=line.sources(),
    )
    if made:
        text = _(
            "The authorisation begins later in the register, so its start is proposed first. Once "
            "it is signed, compare again."
        )
        item.problems = [["decided", text]]
        item.save()


def _stated(line, columns):
    """Return the fields of the form for the `columns` that differ."""
    names = {"wording": "text", "closeness": "wording_kind", "basis": "approval_basis"}
    return {names[column]: getattr(line, column) for column in columns & names.keys()}


def _earlier(line, first):
    """Return the fields of a wording that held until the register's `first` one."""
    return {
        "indication": str(first.indication_id),
        "text": line.wording,
        "language": line.language,
        "wording_kind": line.closeness or "label",
        "approval_basis": line.basis or "not-stated",
        "start": line.decided.as_stated,
        "end": written(first.start),
    }


def _compare_translation(item, line, row):
    text_hash = hashlib.sha256(row.text.encode()).hexdigest()
    known = IndicationTranslation.objects.filter(text_hash=text_hash, language=line.language)
    texts = known.order_by("-pk").values_list("text", flat=True)[:10]
    if any(alike(text, line.wording) for text in texts):
        agrees(item, row.indication_id)
        return
    item.differences = [["language", row.language, line.language]]
    differs(
        item,
        _(
            "The register holds this wording in another language, so this one is a translation. "
            "Add it under “Indication translations”."
        ),
    )
