"""What lies ahead: decisions that are expected, and obligations that fall due."""

from django.utils.translation import gettext_lazy as _

from ledger.forms.acts import AmendForm, EndForm
from ledger.forms.records import RecordForm
from products.forms.cases import CurrentProcedureMixin
from products.models import ExpectedDecision, ObligationVersion
from products.procedures import NEXT, states_of


class RecordExpectedDecisionForm(CurrentProcedureMixin, RecordForm):
    title = _("Record an expected decision")
    explanation = _(
        "A source says when the decision on an open procedure is expected. It is a forward-looking "
        "statement wherever it is shown, and lapses when its window has passed."
    )
    model = ExpectedDecision

    def add_fields(self):
        super().add_fields()
        self.fields["start"].label = _("Stated on")
        self.fields["end"].label = _("Given up on")

    def clean(self):
        data = super().clean()
        if procedure := data.get("procedure"):
            state = states_of([procedure])[procedure.pk]
            if not NEXT[state] and not data.get("end"):
                self.add_error("procedure", _("This procedure is decided: nothing is expected."))
        return data


class AmendExpectedDecisionForm(AmendForm):
    title = _("State a new window")
    explanation = _("Another window was stated. What was expected until then stays on record.")

    def add_fields(self):
        super().add_fields()
        self.fields["start"].label = _("Stated on")


class EndExpectedDecisionForm(EndForm):
    title = _("Expected no longer")
    explanation = _(
        "Nobody expects this decision any more. A decision that came is recorded as such, and ends "
        "the expectation with it."
    )


class RecordObligationForm(RecordForm):
    title = _("Record a renewal or an obligation")
    explanation = _("Something falls due under an authorisation: its renewal, a study, a report.")
    model = ObligationVersion
    identity_fields = ("authorisation", "kind", "label")


class AmendObligationForm(AmendForm):
    title = _("State a new term")
    explanation = _("It is due at another time, or somebody else answers for it, from a day on.")


class MeetObligationForm(EndForm):
    title = _("Met")
    explanation = _("The obligation was met, or lapsed: it is due no longer.")

    def add_fields(self):
        super().add_fields()
        self.fields["end"].label = _("Met on")
