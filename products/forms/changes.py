"""Changes of an approved wording, with the decision that made them, in one act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.forms.acts import AmendForm, EndForm
from ledger.forms.fields import form_fields
from products.enums import ApprovalBasis, EventKind
from products.expectations import ended_by
from products.forms.cases import CurrentProcedureMixin, require_same_case
from products.forms.events import not_finer_than_stated
from products.models import EventIndication, ListingVersion, RegulatoryEvent

EVENT_FACTS = ["procedure", "date_basis", "seq_on_day", "announced_on", "number"]
CONVERTIBLE = (ApprovalBasis.CONDITIONAL, ApprovalBasis.ACCELERATED, ApprovalBasis.EXCEPTIONAL)


class DecidedMixin(CurrentProcedureMixin):
    """Adds the decision that changed a wording; its day is that of the act, `day_field`."""

    day_field = "start"
    kinds = (EventKind.VARIATION_APPROVED, EventKind.SUPPLEMENTAL_INDICATION, EventKind.RENEWED)

    def add_fields(self):
        self.fields |= form_fields(RegulatoryEvent, EVENT_FACTS)
        super().add_fields()
        kinds = [(kind, EventKind(kind).label) for kind in self.kinds]
        self.fields["decision"] = forms.ChoiceField(
            label=_("Decision"),
            choices=[("", _("No event: recorded already, or not known")), *kinds],
            required=False,
            help_text=_("Recorded together with the change; its day is the day of the change."),
        )
        self.fields["date_basis"].required = False

    @property
    def fact_fieldsets(self):
        fields = [("decision", "procedure"), ("date_basis", "seq_on_day"), "announced_on", "number"]
        return [*super().fact_fieldsets, (_("The decision that changed it"), {"fields": fields})]

    def clean(self):
        data = super().clean()
        about = self.row.indication.authorisation
        case = {"product": about.product, "jurisdiction": about.jurisdiction}
        require_same_case(self, data.get("procedure"), case)
        if data.get("decision") and not data.get("date_basis"):
            self.add_error("date_basis", _("Say what the date of the decision means."))
        elif data.get("decision"):
            not_finer_than_stated(self, data, self.day_field)
        elif data.get("procedure"):
            self.add_error("decision", _("Say what was decided in this procedure."))
        return data

    @property
    def day(self):
        """The day of the change, no later than it was announced."""
        return self.cleaned_data[self.day_field].capped(self.cleaned_data["announced_on"])

    def decided(self):
        """Return `(closes, opens)`: the event, and what was expected of its procedure."""
        data = self.cleaned_data
        if not data["decision"]:
            return [], []
        about = self.row.indication.authorisation
        event = RegulatoryEvent(
            product=about.product,
            jurisdiction=about.jurisdiction,
            authority=about.authority,
            kind=data["decision"],
            date=self.day,
            **{name: data[name] for name in EVENT_FACTS},
        )
        link = EventIndication(event=event, indication=self.row.indication)
        closes, opens = ended_by(data["procedure"], event.kind, event.date)
        return closes, [event, link, *opens]


class AmendWordingForm(DecidedMixin, AmendForm):
    explanation = _(
        "The wording changed from a day on, in the words of the new document. The decision that "
        "changed it may be recorded in the same act."
    )

    def perform(self, by, evidence):
        closes, opens = self.decided()
        return actions.amend(
            self.row,
            start=self.day,
            changes=self.stated_facts(),
            closes=closes,
            opens=opens,
            **self.common(by, evidence),
        )


class ConvertForm(DecidedMixin, AmendForm):
    """Only the basis changes; the wording stays as it is, letter by letter (ADV-13)."""

    title = _("Convert to full approval")
    explanation = _(
        "The obligations of a conditional or accelerated approval are met: it is a full approval "
        "from a day on. The wording stays as it is."
    )

    def add_fact_fields(self):
        self.facts = []

    @property
    def fact_fieldsets(self):
        return [(name, part) for name, part in super().fact_fieldsets if part["fields"]]

    def is_unchanged(self, names):
        return not is_convertible(self.row)

    def perform(self, by, evidence):
        closes, opens = self.decided()
        return actions.amend(
            self.row,
            start=self.day,
            changes={"approval_basis": ApprovalBasis.FULL},
            closes=closes,
            opens=opens,
            **self.common(by, evidence),
        )


class WithdrawIndicationForm(DecidedMixin, EndForm):
    """One indication ends, with its reimbursement; its authorisation lives on (ADV-5)."""

    title = _("Withdraw this indication")
    explanation = _(
        "This indication ends, and in the same act its reimbursement. The authorisation and its "
        "other indications go on."
    )
    day_field = "end"
    kinds = (EventKind.VARIATION_APPROVED,)

    def perform(self, by, evidence):
        closes, opens = self.decided()
        return actions.end(
            [self.row, *listings_of([self.row.indication])],
            end=self.day,
            closes=closes,
            opens=opens,
            **self.common(by, evidence),
        )


def is_convertible(wording):
    """Tell whether the approval of a wording may still become a full one."""
    return wording.approval_basis in CONVERTIBLE


def listings_of(indications):
    """Return the open reimbursements, not ended yet, of `indications`. 1 query."""
    rows = ListingVersion.objects.current().filter(valid__upper_inf=True)
    return list(rows.filter(listing__indication__in=indications))
