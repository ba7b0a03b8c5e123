"""The kinds of fact that can be asked for, and how each is found, ordered and put in words."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ledger.models import Recorded
from ledger.phrases import in_line, labelled, listed
from products import models
from products.enums import ApprovalBasis


@dataclass(frozen=True)
class Kind:
    """A table of the register as people ask for it.

    The paths lead from a row to what it is about; "" where a fact is not about such a thing.
    `is_licensed`: in a member territory it holds through the authorisation of the whole. `told`
    are the columns that `heading` and `text` tell already. `pair` is what facts of the kind in two
    territories have in common.
    """

    key: str
    label: str
    model: type[Recorded]
    product: str = ""
    jurisdiction: str = ""
    authority: str = ""
    concept: str = ""
    order: tuple[str, ...] = ()
    is_licensed: bool = False
    heading: Callable[[Recorded], object] = lambda row: row._meta.verbose_name
    text: Callable[[Recorded], object] = str
    language: Callable[[Recorded], str] = lambda row: ""
    basis: Callable[[Recorded], str] = lambda row: ""
    told: tuple[str, ...] = ()
    pair: Callable[[Recorded], object] = field(default=lambda row: None)

    @property
    def sorting(self):
        """Columns by which answers are ordered: product, territory, then the kind's own; all total."""
        paths = [(self.product, "slug"), (self.jurisdiction, "code")]
        return [f"{path}__{name}" for path, name in paths if path] + [*self.order, "pk"]


def _about(path, *, licensed=True):
    """Return the paths that begin at an authorisation, or at whatever names product and territory."""
    begin = f"{path}__" if path else ""
    return {
        "product": f"{begin}product",
        "jurisdiction": f"{begin}jurisdiction",
        "authority": f"{begin}authority",
        "is_licensed": licensed,
    }


def _basis(row):
    return (
        "" if row.approval_basis == ApprovalBasis.NOT_STATED else row.get_approval_basis_display()
    )


def _rights(row):
    return labelled(row.right, listed(row.territories))


def _event_of(row):
    return in_line(row.get_kind_display(), *filter(None, [row.strength, row.disease, row.number]))


KINDS = {
    kind.key: kind
    for kind in [
        Kind(
            "wording",
            _("Wording of an indication"),
            models.IndicationVersion,
            **_about("indication__authorisation"),
            concept="indication__concept",
            order=("indication__slot", "valid"),
            heading=lambda row: row.indication.concept,
            language=lambda row: row.language,
            basis=_basis,
            told=("indication", "text", "language", "approval_basis"),
            pair=lambda row: row.indication.concept_id,
        ),
        Kind(
            "authorisation",
            _("Marketing authorisation"),
            models.AuthorisationVersion,
            **_about("authorisation"),
            order=("authorisation", "valid"),
            heading=lambda row: row.authorisation.authority,
            text=lambda row: capfirst(row.get_status_display()),
            basis=lambda row: row.basis or "",
            told=("authorisation", "status", "basis"),
        ),
        Kind(
            "strength",
            _("Strength"),
            models.PresentationVersion,
            **_about("presentation__authorisation"),
            order=("presentation__strength", "valid"),
            told=("presentation",),
            pair=lambda row: row.presentation.strength,
        ),
        Kind(
            "trade-name",
            _("Trade name"),
            models.TradeNameVersion,
            product="trade_name__product",
            jurisdiction="trade_name__jurisdiction",
            order=("trade_name__name", "valid"),
            language=lambda row: row.trade_name.language,
            told=("trade_name", "mark"),
            pair=lambda row: row.trade_name.language,
        ),
        Kind(
            "reimbursement",
            _("Reimbursement"),
            models.ListingVersion,
            **_about("listing__indication__authorisation", licensed=False),
            concept="listing__indication__concept",
            order=("listing__indication__slot", "listing__scheme", "valid"),
            heading=lambda row: row.listing.indication.concept,
            text=lambda row: row.listing.scheme,
            told=("listing",),
            pair=lambda row: row.listing.indication.concept_id,
        ),
        Kind(
            "product",
            _("Product facts"),
            models.ProductFacts,
            product="product",
            order=("valid",),
            told=("product", "inn"),
        ),
        Kind(
            "right",
            _("Right"),
            models.RightVersion,
            product="right__product",
            order=("right", "valid"),
            text=_rights,
            told=("right", "territories"),
        ),
        Kind(
            "event",
            _("Regulatory event"),
            models.RegulatoryEvent,
            **_about("", licensed=False),
            order=("-date_latest", "-seq_on_day"),
            text=_event_of,
            told=("product", "jurisdiction", "kind", "date", "strength", "disease", "number"),
            pair=lambda row: row.kind,
        ),
        Kind(
            "procedure",
            _("Procedure"),
            models.Procedure,
            **_about("", licensed=False),
            order=("kind",),
            text=lambda row: in_line(row.get_kind_display(), *filter(None, [row.number])),
            told=("product", "jurisdiction", "kind", "number"),
            pair=lambda row: row.kind,
        ),
        Kind(
            "expected",
            _("Expected decision"),
            models.ExpectedDecision,
            **_about("procedure", licensed=False),
            order=("window_latest", "valid"),
            heading=lambda row: row.procedure.get_kind_display(),
            text=lambda row: row.window,
            told=("procedure", "window"),
        ),
        Kind(
            "obligation",
            _("Obligation"),
            models.ObligationVersion,
            **_about("obligation__authorisation", licensed=False),
            order=("due_latest", "valid"),
            heading=lambda row: row.obligation.get_kind_display(),
            text=lambda row: in_line(row.obligation.label, row.due),
            told=("obligation", "due"),
        ),
        Kind(
            "lineage",
            _("Lineage of an indication"),
            models.Lineage,
            **_about("earlier__authorisation", licensed=False),
            concept="earlier__concept",
            order=("earlier__slot",),
            heading=lambda row: row.earlier.concept,
            text=lambda row: labelled(row.get_kind_display(), row.later.concept),
            told=("earlier", "later", "kind"),
        ),
        Kind(
            "membership",
            _("Membership of a territory"),
            models.MembershipVersion,
            jurisdiction="membership__member",
            order=("valid",),
            told=("membership",),
        ),
        Kind(
            "authority-name",
            _("Name of an authority"),
            models.AuthorityName,
            authority="authority",
            order=("authority__code", "valid"),
            heading=lambda row: row.authority,
            text=lambda row: in_line(*filter(None, [row.name_english, row.name_chinese])),
            told=("authority", "name_english", "name_chinese"),
        ),
    ]
}
OF_TABLE = {kind.model._meta.db_table: kind for kind in KINDS.values()}
