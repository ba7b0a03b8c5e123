"""Files of registers kept elsewhere: what they state, and what became of each item of them."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ledger.enums import IntakeOutcome
from ledger.models.acts import SourceDocument
from ledger.models.proposals import Proposal


class Intake(models.Model):
    """A file that was taken in; the same bytes for the same day are taken in once.

    Its bytes are kept with `source`, which its proposals cite. `day`, where there is one, says
    that the file is a whole register as of that day: what is not in it differs too. `notices` are
    texts on what was left unread.
    """

    source = models.ForeignKey(
        SourceDocument, models.PROTECT, related_name="intakes", verbose_name=_("source")
    )
    name = models.CharField(_("name of the file"), max_length=255)
    format = models.CharField(_("kind of file"), max_length=20)
    day = models.DateField(_("whole register as of"), null=True, blank=True)
    is_public = models.BooleanField(_("public once signed"), default=False)
    notices = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "day"], name="ledger_intake_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return self.name


class IntakeItem(models.Model):
    """One thing that a file states, and what the comparison with the register found; a workspace.

    `stated` is `{column: text}` as in the file. Items of one `batch` are judged together; `after`
    says behind which rows of the file this one stands (`{"authorisation": 3, "use": 7}`).
    `identity` is the key of what it speaks of in the register, of the kind that `part` names.
    `differences` are `[column, ours, theirs]`, `problems` are `[column, text]`.
    """

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField(_("number"))
    part = models.CharField(_("what it states"), max_length=20)
    stated = models.JSONField(default=dict)
    batch = models.CharField(max_length=200, blank=True)
    after = models.JSONField(default=dict)
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=IntakeOutcome, default=IntakeOutcome.UNREAD
    )
    about = models.CharField(_("about"), max_length=400, blank=True)
    differences = models.JSONField(_("differences"), default=list)
    problems = models.JSONField(_("problems"), default=list)
    identity = models.BigIntegerField(null=True)
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, related_name="intake_items", verbose_name=_("proposal")
    )

    class Meta:
        verbose_name = _("item of an intake")
        verbose_name_plural = _("items of intakes")
        ordering = ["number", "pk"]
        indexes = [
            models.Index(fields=["intake", "outcome", "number"], name="ledger_intakeitem_listed"),
            models.Index(fields=["intake", "batch"], name="ledger_intakeitem_batch"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(outcome__in=IntakeOutcome.values),
                name="ledger_intakeitem_outcome_known",
            )
        ]

    def __str__(self):
        return f"{self.number}: {self.get_outcome_display()}"
