"""The decision on a procedure: approved with what it brings, or not approved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from products.enums import APPROVALS, EventKind
from products.forms.approvals import RecordApprovalForm
from products.procedures import grant_of

GRANTED = "approved"
OUTCOMES = [
    (GRANTED, _("Approved")),
    *[
        (kind, EventKind(kind).label)
        for kind in (
            EventKind.TENTATIVE_APPROVAL,
            EventKind.COMPLETE_RESPONSE,
            EventKind.REFUSED,
            EventKind.WITHDRAWN_BY_APPLICANT,
        )
    ],
]
CASE = ("product", "jurisdiction", "authority")


class DecisionForm(RecordApprovalForm):
    """An open procedure is decided; only an approval opens wordings (ADV-17)."""

    title = _("Record a decision on a procedure")
    explanation = _(
        "The authority approved or refused an open procedure, or it was withdrawn. An approval "
        "brings its authorisation, wordings, strength and name; all of it is one change set."
    )
    kind = None
    outcome = forms.ChoiceField(label=_("Decision"), choices=OUTCOMES)

    def add_fields(self):
        super().add_fields()
        for name in CASE:
            del self.fields[name]
        self.fields["procedure"].required = True

    @property
    def fact_fieldsets(self):
        _decision, *rest = super().fact_fieldsets
        return [(_("Decision"), {"fields": ["procedure", "outcome"]}), *rest]

    def clean(self):
        if procedure := self.cleaned_data.get("procedure"):
            self.cleaned_data |= {name: getattr(procedure, name) for name in CASE}
            self.cleaned_data["kind"] = self._kind(procedure)
        data = super().clean()
        if procedure and self._is_approval(data) and not procedure.product:
            self.add_error("procedure", _NO_PRODUCT)
        if data.get("outcome") != GRANTED and self._brings_something(data):
            self.add_error("outcome", _ONLY_APPROVED)
        return data

    def _kind(self, procedure):
        outcome = self.cleaned_data.get("outcome")
        return grant_of(procedure) if outcome == GRANTED else outcome

    def _is_approval(self, data):
        return data.get("kind") in APPROVALS

    def _brings_something(self, data):
        wordings = [form for form in self.formsets["wordings"] if form.is_valid()]
        named = data.get("trade_name") or data.get("strength")
        return named or any(form.cleaned_data.get("text") for form in wordings)

    def approved(self, start):
        data = self.cleaned_data
        if self._is_approval(data) or (data["outcome"] == GRANTED and self._brings_something(data)):
            return super().approved(start)
        return [], []

    def event(self, start):
        event = super().event(start)
        event.asset_code = self.cleaned_data["procedure"].asset_code
        return event


_NO_PRODUCT = _(
    "This procedure is about an asset that is no product yet. Add the product, and correct the "
    "procedure so that it names it."
)
_ONLY_APPROVED = _("Only an approval brings wordings, strengths or names. Leave them empty.")
