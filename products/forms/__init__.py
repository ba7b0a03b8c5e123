"""The acts on what is approved; importing this module registers them."""

from django.utils.translation import gettext_lazy as _

from ledger.forms import registry
from ledger.forms.records import RecordForm
from products.forms.approvals import RecordApprovalForm
from products.forms.events import AboutSomethingMixin, CorrectEventForm, RecordEventForm
from products.forms.names import RecordTradeNameForm
from products.forms.rights import AmendRightForm, CorrectRightForm, RecordRightForm
from products.forms.withdrawals import WithdrawForm
from products.models import (
    AuthorisationVersion,
    AuthorityName,
    CompanyFigure,
    IndicationVersion,
    PresentationVersion,
    Procedure,
    ProductFacts,
    RegulatoryEvent,
    RightVersion,
    TradeNameVersion,
)


class RecordProcedureForm(AboutSomethingMixin, RecordForm):
    title = _("Record a procedure")
    model = Procedure


registry.on_rows(AuthorisationVersion, end=WithdrawForm)
registry.on_rows(IndicationVersion)
registry.on_rows(PresentationVersion)
registry.on_rows(TradeNameVersion)
registry.on_rows(RegulatoryEvent, correct=CorrectEventForm)
registry.on_rows(Procedure, correct=CorrectEventForm)
registry.on_rows(ProductFacts)
registry.on_rows(RightVersion, amend=AmendRightForm, correct=CorrectRightForm)
registry.on_rows(AuthorityName)
registry.on_rows(CompanyFigure)

registry.for_new("approval", RecordApprovalForm)
registry.for_new("event", RecordEventForm)
registry.for_new("procedure", RecordProcedureForm)
registry.for_new("wording", RecordForm.named(_("Record a wording"), model=IndicationVersion))
registry.for_new("trade-name", RecordTradeNameForm)
registry.for_new(
    "strength",
    RecordForm.named(
        _("Record a strength"),
        model=PresentationVersion,
        identity_fields=("authorisation", "strength"),
    ),
)
registry.for_new("right", RecordRightForm)
registry.for_new("product-facts", RecordForm.named(_("Record product facts"), model=ProductFacts))
registry.for_new(
    "authority-name", RecordForm.named(_("Record an authority's name"), model=AuthorityName)
)
registry.for_new("figure", RecordForm.named(_("Record a company figure"), model=CompanyFigure))
