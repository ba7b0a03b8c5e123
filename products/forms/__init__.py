"""The acts on what is approved; importing this package registers them."""

from django.utils.translation import gettext_lazy as _

from ledger.forms import registry
from ledger.forms.acts import CorrectForm, RetractForm
from ledger.forms.records import RecordForm
from products.forms.ahead import (
    AmendExpectedDecisionForm,
    AmendObligationForm,
    EndExpectedDecisionForm,
    MeetObligationForm,
    RecordExpectedDecisionForm,
    RecordObligationForm,
)
from products.forms.approvals import RecordApprovalForm
from products.forms.changes import (
    AmendWordingForm,
    ConvertForm,
    WithdrawIndicationForm,
    is_convertible,
)
from products.forms.decisions import DecisionForm
from products.forms.descent import DescentForm, RecordLineageForm
from products.forms.events import CorrectEventForm, DesignationForm, RecordEventForm
from products.forms.memberships import LeaveForm, RecordMembershipForm
from products.forms.names import RecordTradeNameForm
from products.forms.procedures import CorrectProcedureForm, FilingForm, RecordProcedureForm
from products.forms.reimbursement import DelistForm, RecordListingForm
from products.forms.rights import AmendRightForm, CorrectRightForm, RecordRightForm
from products.forms.steps import StepForm
from products.forms.strengths import NewStrengthForm
from products.forms.withdrawals import WithdrawForm
from products.models import (
    AuthorisationVersion,
    AuthorityName,
    CompanyFigure,
    ExpectedDecision,
    IndicationVersion,
    Lineage,
    ListingVersion,
    MembershipVersion,
    ObligationVersion,
    PresentationVersion,
    Procedure,
    ProductFacts,
    RegulatoryEvent,
    RightVersion,
    TradeNameVersion,
)

registry.on_rows(AuthorisationVersion, end=WithdrawForm)
registry.on_rows(
    IndicationVersion, amend=AmendWordingForm, convert=ConvertForm, end=WithdrawIndicationForm
)
registry.only_where(IndicationVersion, "convert", is_convertible)
registry.on_rows(PresentationVersion)
registry.on_rows(TradeNameVersion)
registry.on_rows(RegulatoryEvent, correct=CorrectEventForm)
registry.on_rows(Procedure, correct=CorrectProcedureForm)
registry.on_rows(ExpectedDecision, amend=AmendExpectedDecisionForm, end=EndExpectedDecisionForm)
registry.on_rows(ObligationVersion, amend=AmendObligationForm, end=MeetObligationForm)
registry.on_rows(ListingVersion, end=DelistForm)
registry.on_rows(MembershipVersion, end=LeaveForm)
registry.on_rows(Lineage)
registry.on_rows(ProductFacts)
registry.on_rows(RightVersion, amend=AmendRightForm, correct=CorrectRightForm)
registry.on_rows(AuthorityName)
registry.on_rows(CompanyFigure)

DECIDED = registry.Purpose(_("An authority decided"))
FILED = registry.Purpose(_("An application goes its way"))
AHEAD = registry.Purpose(_("Something lies ahead or falls due"))
ENDED = registry.Purpose(_("Something ended"))
WRONG = registry.Purpose(_("The register was wrong"))
AROUND = registry.Purpose(_("Reimbursement, territories, names and rights"))

registry.for_new("decision", DecisionForm, DECIDED)
registry.for_new("approval", RecordApprovalForm, DECIDED)
registry.for_rows_of(
    "products_indication", _("Amend a wording"), AmendWordingForm.explanation, DECIDED
)
registry.for_new("new-strength", NewStrengthForm, DECIDED)
registry.for_rows_of("products_indication", ConvertForm.title, ConvertForm.explanation, DECIDED)
registry.for_new("descent", DescentForm, DECIDED)
registry.for_new("designation", DesignationForm, DECIDED)

registry.for_new("filing", FilingForm, FILED)
registry.for_new("step", StepForm, FILED)

registry.for_new("expected-decision", RecordExpectedDecisionForm, AHEAD)
registry.for_new("obligation", RecordObligationForm, AHEAD)
registry.for_rows_of(
    "products_obligation", _("Meet an obligation"), MeetObligationForm.explanation, AHEAD
)

registry.for_rows_of(
    "products_authorisation", _("Withdraw an authorisation"), WithdrawForm.explanation, ENDED
)
registry.for_rows_of(
    "products_indication",
    _("Withdraw one indication"),
    WithdrawIndicationForm.explanation,
    ENDED,
)

registry.for_rows_of("ledger_changeset", CorrectForm.title, CorrectForm.explanation, WRONG)
registry.for_rows_of("ledger_changeset", RetractForm.title, RetractForm.explanation, WRONG)

registry.for_new("listing", RecordListingForm, AROUND)
registry.for_new("membership", RecordMembershipForm, AROUND)
registry.for_new("trade-name", RecordTradeNameForm, AROUND)
registry.for_new("right", RecordRightForm, AROUND)
registry.for_new(
    "authority-name",
    RecordForm.named(
        _("Record an authority's name"),
        model=AuthorityName,
        explanation=_("An authority is called otherwise from a day on."),
    ),
    AROUND,
)

registry.for_new("event", RecordEventForm)
registry.for_new("procedure", RecordProcedureForm)
registry.for_new("lineage", RecordLineageForm)
registry.for_new(
    "wording",
    RecordForm.named(
        _("Record a wording"),
        model=IndicationVersion,
        explanation=_(
            "The wording of an indication in a period of which the register says nothing."
        ),
    ),
)
registry.for_new(
    "strength",
    RecordForm.named(
        _("Record a strength"),
        model=PresentationVersion,
        identity_fields=("authorisation", "strength"),
        explanation=_("A strength that has been on the market; its approval is not known."),
    ),
)
registry.for_new(
    "product-facts",
    RecordForm.named(
        _("Record product facts"),
        model=ProductFacts,
        explanation=_("What holds of a medicine everywhere: INN, class, target, dose form."),
    ),
)
registry.for_new(
    "figure",
    RecordForm.named(
        _("Record a company figure"),
        model=CompanyFigure,
        explanation=_("A figure that the company stated about itself, with its day."),
    ),
)
