"""Submissions to the FDA beside the events and authorisations that the register holds."""

from datetime import datetime

from django.utils.translation import gettext as _

from ledger.dates import ImpreciseDate
from ledger.enums import IntakeOutcome
from ledger.forms.dates import written
from ledger.intake.errors import CellError
from ledger.phrases import in_line, labelled
from products.enums import DateBasis, EventKind
from products.intake.cells import folded
from products.intake.names import Names
from products.intake.saying import agrees, dates_differ, differs, not_understood
from products.models import AuthorisationVersion, RegulatoryEvent

TERRITORY, AUTHORITY = "US", "FDA"
SUPPLEMENTS = {
    "EFFICACY": EventKind.SUPPLEMENTAL_INDICATION,
    "LABELING": EventKind.VARIATION_APPROVED,
    "MANUF": EventKind.VARIATION_APPROVED,
    "MANUF (CMC)": EventKind.VARIATION_APPROVED,
    "REMS": EventKind.VARIATION_APPROVED,
}
GRANTED = (
    EventKind.SUPPLEMENTAL_INDICATION,
    EventKind.NEW_STRENGTH,
    EventKind.VARIATION_APPROVED,
)
FIELDS = {"date": "date", "start": "date", "number": "application", "product": "brand"}


def judge(items, proposer):
    """Compare unread submissions and save them. About 6 queries each, and those of proposals."""
    for item in items:
        try:
            submission = Submission(item.stated, proposer.remembered(Names))
        except CellError as error:
            not_understood(item, error.field, str(error))
            continue
        item.about = labelled(
            in_line(submission.product, submission.territory), submission.kind.label
        )[:400]
        if submission.kind == EventKind.INITIAL_APPROVAL:
            _judge_first(item, submission, proposer)
        else:
            _judge_event(item, submission, proposer)


class Submission:
    """A submission as the register would say it. Raises `CellError` for what is not understood."""

    def __init__(self, stated, names):
        self.kind = _kind(stated)
        self.day = _day(stated["date"])
        self.application = stated["application"]
        self.number = f"{self.application} {stated['submission'].replace(' ', '-')}"[:60]
        self.filing_type = stated["class"][:20]
        self.territory = names.territory(TERRITORY)
        self.authority = _authority(names, self.territory)
        self.product = _product(stated, names)

    @property
    def place(self):
        return {"product": self.product, "jurisdiction": self.territory}

    def facts(self):
        """Return the fields of a form that both the approval and the event have."""
        return {
            "product": str(self.product.pk),
            "jurisdiction": str(self.territory.pk),
            "authority": str(self.authority.pk),
            "kind": self.kind,
            "date": self.day.as_stated,
            "date_basis": DateBasis.DECISION,
        }


def _kind(stated):
    kind, status = stated["submission"].partition(" ")[0], stated["status"]
    if status == "TA":
        return EventKind.TENTATIVE_APPROVAL
    if status != "AP":
        raise CellError(
            _("Status “%(status)s” is neither AP (approved) nor TA (tentatively approved).")
            % {"status": status or "–"},
            field="status",
        )
    if kind == "ORIG":
        return EventKind.INITIAL_APPROVAL
    if kind != "SUPPL":
        raise CellError(
            _("“%(kind)s” is neither ORIG nor SUPPL.") % {"kind": kind or "–"}, field="submission"
        )
    if found := SUPPLEMENTS.get(stated["class"].upper()):
        return found
    raise CellError(
        _(
            "Class “%(class)s” does not say what was approved. Record the event by hand if it matters."
        )
        % {"class": stated["class"] or "–"},
        field="class",
    )


def _day(text):
    try:
        return ImpreciseDate.on(datetime.strptime(text, "%Y%m%d").date())  # noqa: DTZ007 a day only
    except ValueError as error:
        raise CellError(
            _("“%(text)s” is not a day as YYYYMMDD.") % {"text": text or "–"}, field="date"
        ) from error


def _authority(names, territory):
    try:
        return names.authority(AUTHORITY, territory)
    except CellError:
        return names.authority("", territory)


def _product(stated, names):
    """Return the one product of the application: by its licence number, else by its brand names."""
    licences = AuthorisationVersion.objects.current().filter(
        authorisation__jurisdiction__code=TERRITORY, number__iexact=stated["application"]
    )
    if row := licences.select_related("authorisation__product").first():
        return row.authorisation.product
    found = set()
    for brand in stated["brand"].replace("、", ",").split(","):
        try:
            found.add(names.product(brand.strip()))
        except CellError:
            continue
    if len(found) == 1:
        return found.pop()
    raise CellError(
        _("“%(brand)s” is no product of the register. Add it, or its trade name in the US, first.")
        % {"brand": stated["brand"] or stated["application"]},
        field="brand",
    )


def _judge_first(item, submission, proposer):
    rows = AuthorisationVersion.objects.current().filter(
        authorisation__product=submission.product, authorisation__jurisdiction=submission.territory
    )
    row = rows.order_by("valid").first()
    if row is None:
        facts = submission.facts() | {"number": submission.application}
        _offer(item, "approval", facts, proposer)
        return
    item.identity = row.authorisation_id
    item.differences = _first_differences(row, submission)
    if not item.differences:
        agrees(item, row.authorisation_id)
        return
    stated = {"decided": ("start", submission.day.as_stated)}
    stated["application"] = ("number", submission.application)
    facts = dict(stated[column] for column, *_values in item.differences)
    _offer(item, "correct", facts, proposer, row)


def _first_differences(row, submission):
    found = []
    if dates_differ(row.start, submission.day):
        found.append(["decided", written(row.start), submission.day.as_stated])
    if folded(row.number or "") != folded(submission.application):
        found.append(["application", row.number or "", submission.application])
    return found


def _judge_event(item, submission, proposer):
    kinds = GRANTED if submission.kind in GRANTED else [submission.kind]
    rows = RegulatoryEvent.objects.current().filter(kind__in=kinds, **submission.place)
    for row in rows.order_by("pk"):
        if row.number == submission.number or not dates_differ(row.date, submission.day):
            _compare_event(item, submission, row, proposer)
            return
    said = {"number": submission.number, "filing_type": submission.filing_type}
    _offer(item, "event", submission.facts() | said, proposer)


def _compare_event(item, submission, row, proposer):
    item.identity = row.pk
    if row.kind != submission.kind:
        item.differences = [["kind", str(row.get_kind_display()), str(submission.kind.label)]]
    if dates_differ(row.date, submission.day):
        item.differences.append(["decided", written(row.date), submission.day.as_stated])
        _offer(item, "correct", {"date": submission.day.as_stated}, proposer, row)
    elif item.differences:
        differs(
            item, _("The register calls the event of this day otherwise. Correct it if needed.")
        )
    else:
        agrees(item, row.pk)


def _offer(item, act, facts, proposer, row=None):
    outcome = IntakeOutcome.DIFFERS if row else IntakeOutcome.PROPOSED
    proposer.offer([item], act, facts, row=row, fields=FIELDS, outcome=outcome)
