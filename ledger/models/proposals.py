"""Changes that wait for a second person: a workspace outside the register."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ledger.enums import StepKind
from ledger.models.acts import ChangeSet, Signature
from ledger.querysets import ProposalQuerySet


class Proposal(models.Model):
    """The form of an act as somebody filled it in; nothing of it is in the register yet.

    `act` is performed on the row `row` of the model `label`, or records something new when both
    are empty. `data` is the form as posted, `{name: [values]}`. `seq`, `base` and `digest` are of
    its last trial: the ledger position, the rows that it would close (`[[table, key]]`), and the
    SHA-256 of all that it would write; `effect` is that of the rows alone, which other evidence or
    another reason leaves the same.
    """

    label = models.CharField(max_length=80, blank=True)
    row = models.BigIntegerField(null=True, blank=True)
    act = models.CharField(_("act"), max_length=40)
    data = models.JSONField(default=dict)
    about = models.CharField(_("about"), max_length=400)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author")
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    origin = models.CharField(pgettext_lazy("of a proposal", "origin"), max_length=80, blank=True)
    seq = models.BigIntegerField(_("ledger position"))
    base = models.JSONField(default=list)
    effect = models.CharField(max_length=64, default="")
    digest = models.CharField(max_length=64)
    change_set = models.OneToOneField(
        ChangeSet, models.PROTECT, null=True, blank=True, related_name="proposal"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(label="", row=None) | (~Q(label="") & Q(row__isnull=False)),
                name="ledger_proposal_new_or_on_row",
            )
        ]
        indexes = [models.Index(fields=["origin"], name="ledger_proposal_origin")]

    def __str__(self):
        return self.about


class ProposalStep(models.Model):
    """What somebody did with a proposal, and the hash of what it said then; written once.

    `taken_from` is the author from whom `by` took it over.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=12, choices=StepKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    note = models.TextField(_("note"), blank=True)
    taken_from = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken over from"),
    )
    content_hash = models.CharField(max_length=64)
    signature = models.OneToOneField(
        Signature, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("step of a proposal")
        verbose_name_plural = _("steps of proposals")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(kind__in=StepKind.values), name="ledger_proposalstep_kind_known"
            ),
            CheckConstraint(
                condition=(Q(kind=StepKind.COMMITTED) & Q(signature__isnull=False))
                | (~Q(kind=StepKind.COMMITTED) & Q(signature=None)),
                name="ledger_proposalstep_signed",
            ),
        ]

    def __str__(self):
        return f"{self.proposal_id}: {self.get_kind_display()}"
