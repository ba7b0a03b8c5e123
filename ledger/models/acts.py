"""Who did what to the register, on which sources, and from when it is public."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length, Now, Trim
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.enums import ChangeKind, Confidence, Meaning, SigningMethod, SourceKind, Stance
from ledger.querysets import ChangeSetQuerySet

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)
models.TextField.register_lookup(Trim)


class SourceDocument(models.Model):
    """A document that facts are taken from; written once, never changed (INV-6)."""

    key = models.SlugField(_("key"), unique=True, max_length=80)
    kind = models.CharField(_("kind"), max_length=30, choices=SourceKind)
    title = models.TextField(_("title"))
    url = models.URLField(_("address"), max_length=500, null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, null=True, blank=True)
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, null=True, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence, default=Confidence.SECONDARY
    )
    file = models.FileField(_("file"), upload_to="sources/", null=True, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, null=True, blank=True)

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        ordering = ["key"]

    def __str__(self):
        return self.title


class ChangeSet(models.Model):
    """One signed act on the register. `seq`, `recorded_at` and `txid` are the database's (INV-7)."""

    seq = models.BigIntegerField(
        _("ledger position"), primary_key=True, db_default=0, editable=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind)
    reason = models.TextField(_("reason"), blank=True)
    entry_error = models.TextField(
        _("entry error"),
        null=True,
        blank=True,
        help_text=_("For a correction without a new source: what was typed wrong."),
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("approved by"),
    )
    recorded_at = models.DateTimeField(
        _("recorded at"), unique=True, db_default=models.functions.Now(), editable=False
    )
    txid = models.BigIntegerField(db_default=0, editable=False)

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")
        ordering = ["-seq"]
        permissions = [("record_change", _("Can record changes to the register"))]
        constraints = [
            CheckConstraint(
                condition=Q(kind__in=[ChangeKind.INITIAL, ChangeKind.IMPORT])
                | Q(reason__trim__length__gte=10),
                name="ledger_changeset_reason",
            ),
            CheckConstraint(
                condition=Q(kind__in=ChangeKind.values), name="ledger_changeset_kind_known"
            ),
            CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("actor")),
                name="ledger_changeset_four_eyes",
            ),
        ]

    def __str__(self):
        return gettext("No. %(seq)s, %(kind)s") % {"seq": self.seq, "kind": self.get_kind_display()}


class Citation(models.Model):
    """What a change set rests on: a source, the place in it, and whether it agrees."""

    change_set = models.ForeignKey(ChangeSet, models.PROTECT, related_name="citations")
    source = models.ForeignKey(SourceDocument, models.PROTECT, related_name="citations")
    stance = models.CharField(_("stance"), max_length=12, choices=Stance, default=Stance.SUPPORTS)
    locator = models.TextField(_("place or quotation"), blank=True)
    note = models.TextField(_("assessment"), null=True, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.source_id}: {self.get_stance_display()}"


class Seal(models.Model):
    """Link of the hash chain, written by the database when a change set is committed (INV-9)."""

    change_set = models.OneToOneField(ChangeSet, models.PROTECT, primary_key=True)
    previous_hash = models.BinaryField(null=True)
    hash = models.BinaryField()
    format = models.SmallIntegerField(default=1)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self):
        return bytes(self.hash).hex()


class Disclosure(models.Model):
    """The instant from which a change set is public; null keeps it internal.

    May be moved while it lies more than 30 s ahead; never into the past (INV-13).
    """

    change_set = models.OneToOneField(ChangeSet, models.PROTECT, primary_key=True)
    at = models.DateTimeField(_("public from"), null=True, blank=True, db_index=True)
    reference = models.CharField(_("announced by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")

    def __str__(self):
        return str(self.at or gettext("not public"))


class Signature(models.Model):
    """Somebody's word for one scope of a subject, bound to the hash of what they saw (CP-3).

    `subject` names what was signed (`newsroom.release:12`), `scope` the part of it. The name is
    printed as it was then; `signed_at` is the database's clock. Written once, never changed.
    """

    subject = models.CharField(_("what was signed"), max_length=80)
    scope = models.CharField(_("part"), max_length=20)
    content_hash = models.CharField("SHA-256", max_length=64)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    printed_name = models.CharField(_("printed name"), max_length=300)
    meaning = models.CharField(_("meaning"), max_length=20, choices=Meaning)
    reason = models.TextField(_("reason"), blank=True)
    method = models.CharField(_("method"), max_length=20, choices=SigningMethod)
    signed_at = models.DateTimeField(
        _("signed at"), db_default=models.functions.Now(), editable=False
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject", "scope"], name="ledger_signed")]

    def __str__(self):
        return f"{self.printed_name}: {self.get_meaning_display()}"


class Undisclosure(models.Model):
    """A change set taken from the public again: when it had been public, why, by whose signature.

    Its `Disclosure` is empty then, as if it had never been public, and may be set anew. The
    database writes both moments; the bounds are half-open.
    """

    change_set = models.ForeignKey(ChangeSet, models.PROTECT, related_name="undisclosures")
    public_from = models.DateTimeField(_("public from"), db_default=Now(), editable=False)
    at = models.DateTimeField(_("undisclosed at"), db_default=Now(), editable=False)
    reason = models.TextField(_("reason"))
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("undisclosure")
        verbose_name_plural = _("undisclosures")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(reason__trim__length__gte=10), name="ledger_undisclosure_reason"
            )
        ]

    def __str__(self):
        return f"{self.change_set_id}: {self.public_from} – {self.at}"
