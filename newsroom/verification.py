"""The public page that answers with the hash of a release as it was public on a day (ADV-33)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from newsroom.addresses import AddressField
from newsroom.enums import EditionKind
from newsroom.integrity import with_integrity
from newsroom.models import EditionText
from newsroom.moments import HOME
from products.requests import DAY, frame

UNREADABLE = _("This is no day. Enter one such as 2025-09-17.")
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Verified:
    """An edition that was public on the day asked about; `until` is None while it still is.

    `is_same` says whether the visitor's own hash is that of its bytes, None when none was given.
    """

    number: int
    sha256: str
    since: datetime
    until: datetime | None
    is_intact: bool
    is_same: bool | None


class DayInput(forms.DateInput):
    """The browser's picker of days; a plain field for what is no day, which the picker would drop."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        context["widget"]["type"] = "date" if shown is None or DAY.fullmatch(shown) else "text"
        return context


class VerificationForm(forms.Form):
    """Takes the address of a release, a day, and the hash that a visitor computed of a copy."""

    address = AddressField()
    day = forms.DateField(
        label=_("Day"),
        initial=timezone.localdate,
        widget=DayInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": UNREADABLE, "required": UNREADABLE},
        help_text=_("In Hong Kong."),
    )
    sha256 = forms.CharField(
        label=_("SHA-256 of your copy"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Optional: 64 digits from 0 to f. It is compared with ours."),
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("This day lies ahead. Enter today or an earlier one."))
        return day

    def clean_sha256(self):
        typed = "".join(self.cleaned_data["sha256"].lower().split())
        if typed and not HASH.fullmatch(typed):
            raise ValidationError(
                _("This is no SHA-256: it has 64 digits from 0 to f. Compute it anew and paste it.")
            )
        return typed


@require_safe
def verify(request):
    """Answer with the editions public at `?address=` on `?day=`, compared with `?sha256=`. 1 query.

    Without a day it is today.
    """
    today = {"day": timezone.localdate().isoformat()}
    form = VerificationForm(today | request.GET.dict() if "address" in request.GET else None)
    context = frame(request, "news") | {"form": form}
    if form.is_valid():
        asked = form.cleaned_data
        context["editions"] = verified(*asked["address"], asked["day"], asked["sha256"])
    return render(request, "newsroom/verify.html", context)


def verified(locale: str, year: int, slug: str, day: date, sha256: str = "") -> list[Verified]:
    """Return what was public at this address on `day`, oldest first. 1 query.

    Nothing of a release that was removed since, or is not public now, and nothing that lies ahead.
    """
    now = timezone.now()
    start = datetime.combine(day, time.min, HOME)
    hours = DateTimeTZRange(start, min(start + timedelta(days=1), now))
    if start >= now:
        return []
    still = EditionText.objects.visible(now).filter(
        locale=locale, edition__release=OuterRef("edition__release")
    )
    texts = (
        EditionText.objects.releases()
        .in_language(locale)
        .filter(dated_on__year=year, slug=slug, edition__publication__visible__overlap=hours)
        .filter(Exists(still.exclude(edition__kind=EditionKind.REMOVAL)))
        .exclude(edition__kind=EditionKind.REMOVAL)
    )
    found = with_integrity(texts).select_related("edition__publication").defer("article", "plain")
    return [_verified(text, sha256, now) for text in found.order_by("edition__number")]


def _verified(text, sha256, now):
    visible = text.edition.publication.visible
    return Verified(
        number=text.edition.number,
        sha256=text.sha256,
        since=visible.lower.astimezone(HOME),
        until=visible.upper.astimezone(HOME) if visible.upper and visible.upper <= now else None,
        is_intact=text.is_unchanged,
        is_same=sha256 == text.sha256 if sha256 else None,
    )
