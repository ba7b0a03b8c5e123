"""A study beside the trials of the register, and the programme that it belongs to."""

import re

from django.utils.translation import gettext as _

from ledger.dates import ImpreciseDate
from ledger.enums import IntakeOutcome
from ledger.errors import ImpreciseDateError
from ledger.forms.dates import written
from ledger.intake.errors import CellError
from ledger.phrases import labelled, listed
from pipeline.enums import TrialPhase, TrialStatus
from pipeline.models import Asset, Programme, Trial

REGISTRY = "ClinicalTrials.gov"
CODE = re.compile(r"[A-Za-z]+[- ]?\d[\w-]*")
WORD = re.compile(r"[^\W\d_]{4,}")
COMMON = {"cancer", "disease", "patients", "advanced", "metastatic", "adult", "adults", "with"}
FIELDS = {name: name for name in ("number", "code", "phases", "status", "begun", "completed")}
FIELDS |= {"programme": "conditions"}
MOST = 50  # codes of one study that are looked for


def judge(items, proposer):
    """Compare unread studies and save them. About 5 queries each, and those of proposals."""
    for item in items:
        try:
            stated = _checked(item.stated)
            row = _known(stated)
            programme = row.programme if row else _programme(stated)
        except CellError as error:
            item.outcome = IntakeOutcome.NOT_UNDERSTOOD
            item.problems = [[error.field, str(error)]]
            item.save()
            continue
        item.about = labelled(programme, stated["number"])[:400]
        _compare(item, stated, row, programme, proposer)


def _checked(stated):
    """Return the columns that a trial keeps. Raises `CellError` for a word that is no code."""
    for phase in filter(None, stated.get("phases", "").split(",")):
        if phase not in TrialPhase.values:
            raise CellError(_("“%(code)s” is no known phase.") % {"code": phase}, field="phases")
    status = stated.get("status")
    if status and status not in TrialStatus.values:
        raise CellError(_("“%(code)s” is no known status.") % {"code": status}, field="status")
    for name in ("begun", "completed"):
        try:
            stated.get(name) and ImpreciseDate.parse(stated[name])
        except ImpreciseDateError as error:
            raise CellError(str(error), field=name) from error
    return stated


def _known(stated):
    """Return the trial of the register with this number or, where it has none, this code."""
    rows = Trial.objects.current().select_related("programme__asset", "programme__region")
    if row := rows.filter(number__iexact=stated["number"]).first():
        return row
    code = stated.get("code")
    return rows.filter(code__iexact=code, number=None).first() if code else None


def _programme(stated):
    """Return the one programme that the study is of. Raises `CellError` when none or several are."""
    asset = _asset(stated)
    programmes = list(
        Programme.objects.filter(asset=asset).select_related("asset", "region")[:MOST]
    )
    words = _words(stated.get("conditions", ""))
    ranked = [(len(words & _words(each.target_indication_en or "")), each) for each in programmes]
    best = max((score for score, _each in ranked), default=0)
    found = [each for score, each in ranked if score == best]
    if len(found) == 1:
        return found[0]
    if not found:
        message = _("The register has no programme of %(asset)s. Add it first.")
    else:
        message = _("Several programmes fit, so record the trial by hand: %(found)s.")
    said = {"asset": asset, "found": listed(found[:10])}
    raise CellError(message % said, field="conditions")


def _asset(stated):
    texts = (stated.get(name, "") for name in ("code", "interventions", "title"))
    written_codes = [code for text in texts for code in CODE.findall(text)][:MOST]
    codes = dict.fromkeys(part for code in written_codes for part in _stems(code.upper()))
    for code in codes:
        asset = Asset.objects.filter(code__iexact=code).first()
        if asset := asset or Asset.objects.filter(aliases__contains=[code]).first():
            return asset
    raise CellError(
        _("No asset of the register is named in this study. Add its code to the asset first."),
        field="code",
    )


def _stems(code):
    """Return a code and what stands before each of its hyphens: HLX22-GC-301, HLX22-GC, HLX22."""
    parts = code.replace(" ", "").split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _words(text):
    return set(WORD.findall(text.casefold())) - COMMON


def _compare(item, stated, row, programme, proposer):
    facts = {name: stated[name] for name in FIELDS if stated.get(name)} | {"registry": REGISTRY}
    if row is None:
        facts["programme"] = str(programme.pk)
        _offer(item, "trial", facts, proposer, IntakeOutcome.PROPOSED)
        return
    item.identity = row.pk
    item.differences = _differences(row, stated)
    if item.differences:
        changed = {name: facts[name] for name, *_values in item.differences}
        _offer(item, "correct", changed, proposer, IntakeOutcome.DIFFERS, row)
        return
    item.outcome = IntakeOutcome.AGREES
    item.save()


def _differences(row, stated):
    ours = {
        "number": row.number or "",
        "code": row.code or "",
        "phases": ",".join(row.phases or []),
        "status": row.status or "",
        "begun": written(row.begun) if row.begun else "",
        "completed": written(row.completed) if row.completed else "",
    }
    return [
        [name, text, stated[name]]
        for name, text in ours.items()
        if stated.get(name) and stated[name].casefold() != text.casefold()
    ]


def _offer(item, act, facts, proposer, outcome, row=None):
    proposer.offer([item], act, facts, row=row, fields=FIELDS, outcome=outcome)
