"""What those who keep the register need first."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from henlius.start.panels import SHOWN, Item, Panel
from ledger.admin.history import disclosed
from ledger.enums import ProposalState
from ledger.models import ChangeSet, Proposal
from ledger.people import called
from products.enums import DECISIONS, EventKind
from products.models import IndicationVersion, Procedure, RegulatoryEvent

NAMED = (
    "indication__concept",
    "indication__authorisation__product",
    "indication__authorisation__jurisdiction",
)
CLOSING = [*DECISIONS, EventKind.TRIAL_CLEARED]


def recording(user):
    """What waits for a signature, the reader's own proposals, what is hidden, the latest change
    sets, open procedures, what waits. 7 queries."""
    hidden = ChangeSet.objects.filter(Q(disclosure__at=None) | Q(disclosure__at__gt=Now()))
    latest = ChangeSet.objects.select_related("actor", "disclosure")
    change_sets = reverse("admin:ledger_changeset_changelist")
    return [
        *_proposals(user),
        _doors(),
        Panel(
            _("Not public yet"),
            [_change_set(c) for c in hidden.select_related("actor", "disclosure")[:SHOWN]],
            empty=_("Everything recorded is public."),
            more=f"{change_sets}?disclosure__at__isempty=1",
        ),
        Panel(
            _("Latest change sets"),
            [_change_set(c) for c in latest[:SHOWN]],
            empty=_("The register is empty."),
            more=change_sets,
        ),
        _open_procedures(),
        _imprecise(),
        _untranslated(),
    ]


def _proposals(user):
    """Proposals of others to be signed, and those of `user` that are not recorded yet. 2 queries."""
    page = reverse("admin:ledger_proposal_changelist")
    waiting = Proposal.objects.waiting_for(user).select_related("author")
    mine = Proposal.objects.unfinished().filter(author=user)
    to_sign = [_proposal(each, called(each.author)) for each in waiting[:SHOWN]]
    sign = [(_("Read and sign"), reverse("admin:ledger_proposal_sign"))]
    return [
        Panel(
            _("Waiting for your signature"),
            to_sign,
            buttons=sign if to_sign else [],
            empty=_("No proposal waits for your signature."),
            more=f"{page}?list=waiting",
        ),
        Panel(
            _("Your proposals"),
            [_proposal(each, ProposalState(each.state).label) for each in mine[:SHOWN]],
            empty=_("Everything that you proposed is recorded or withdrawn."),
            more=f"{page}?list=mine",
        ),
    ]


def _doors():
    """The few rooms that one comes for, the act first."""
    doors = {
        _("What happened?"): "propose",
        _("Ask"): "ask",
        pgettext("a list of what is due", "Due"): "due",
        pgettext("of files into the register", "Intake"): "intake",
    }
    buttons = [(label, reverse(f"admin:history_{name}")) for label, name in doors.items()]
    return Panel(_("History workspace"), buttons=buttons)


def _proposal(proposal, note):
    address = reverse("admin:ledger_proposal_change", args=[proposal.pk])
    return Item(proposal.about, address, str(note))


def _open_procedures():
    decided = RegulatoryEvent.objects.current().filter(
        Q(procedure=OuterRef("pk"))
        | Q(
            product=OuterRef("product"),
            jurisdiction=OuterRef("jurisdiction"),
            procedure=None,
            number=OuterRef("number"),
        ),
        kind__in=CLOSING,
    )
    cases = Procedure.objects.current().exclude(Exists(decided))
    cases = cases.select_related("product", "jurisdiction").order_by("-pk")
    return Panel(
        _("Open procedures"),
        [
            Item(
                str(case),
                reverse("admin:products_procedure_change", args=[case.pk]),
                case.number or "",
            )
            for case in cases[:SHOWN]
        ],
        empty=_("No procedure is open."),
        more=reverse("admin:products_procedure_changelist"),
    )


def _imprecise():
    """Wordings whose first day is known no better than by a month or by bounds."""
    rows = IndicationVersion.objects.current().exclude(from_precision="day")
    rows = rows.select_related(*NAMED).order_by("-valid")
    return Panel(
        _("Dates worth closing in on"),
        [
            Item(
                str(row.indication),
                reverse("admin:products_indication_change", args=[row.indication_id]),
                str(row.start),
            )
            for row in rows[:SHOWN]
        ],
        empty=_("Every wording has an exact first day."),
    )


def _untranslated():
    """English wordings as recorded now whose very text has no Chinese translation."""
    rows = IndicationVersion.objects.current().filter(language="en").with_translation("zh-hans")
    rows = rows.filter(translation__isnull=True, valid__upper_inf=True).select_related(*NAMED)
    return Panel(
        _("Wordings without a translation"),
        [
            Item(
                str(row.indication),
                reverse("admin:products_indication_change", args=[row.indication_id]),
                Truncator(row.text).chars(80),
            )
            for row in rows.order_by("-pk")[:SHOWN]
        ],
        empty=_("Every wording in force has a translation."),
        more=reverse("admin:products_indicationtranslation_changelist"),
    )


def _change_set(change_set):
    address = reverse("admin:ledger_changeset_change", args=[change_set.pk])
    text = change_set.reason or change_set.get_kind_display()
    return Item(f"{change_set.pk}. {text}", address, disclosed(change_set))
