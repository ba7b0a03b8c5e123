"""The page that says what the public site showed, and its JSON twin (Q3)."""

from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from henlius.history.asking.forms import NamedField, SuggestingForm
from henlius.history.asking.moments import InstantField
from henlius.history.asking.shape import answer_json, errors_json, instant_shape
from henlius.history.asking.shown import PAGES, shown_at
from henlius.history.asking.views import address_of
from henlius.history.frame import for_staff, page
from ledger.models import ChangeSet
from newsroom.addresses import read_page
from newsroom.admin.addresses import PERMISSION
from products.models import Product


class ShownForm(SuggestingForm):
    """Reads an address as copied from anywhere, and a moment that is not ahead."""

    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Of a release or a product: the whole address, or from /en/ on."),
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "url"}),
    )
    at = InstantField(
        label=_("At the moment"),
        max_length=40,
        help_text=_("In Hong Kong time, such as 2025-09-17 08:00; a day means its end."),
    )
    product = NamedField(
        Product,
        "slug",
        label=_("Words about"),
        required=False,
        help_text=_("A product; empty: about anything."),
    )

    def clean_address(self):
        try:
            return read_page(unquote(urlsplit(self.cleaned_data["address"]).path), PAGES)
        except ValueError as error:
            raise ValidationError(
                _(
                    "This is no address of a release or a product, such as /en/news/2025/some-release/."
                )
            ) from error

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at > timezone.now():
            raise ValidationError(
                _("This moment lies ahead. What is planned for it, the preview of a release shows.")
            )
        return at


@require_safe
@for_staff
def shown_view(request):
    """Show what was public at `?address=` at `?at=`."""
    _require_editions(request.user)
    form = ShownForm(request.GET or None)
    context = {
        "title": gettext("What the public site showed"),
        "form": form,
        "suggested": form.suggested(),
    }
    if form.is_valid():
        at, shown, words = _shown(form.cleaned_data)
        context |= {
            "at": at,
            "shown": shown,
            "words": words,
            "json_url": reverse("admin:history_shown_json"),
            "query": address_of(request.GET),
        }
    return page(request, "admin/history/shown.html", "history_ask", context)


@require_safe
@for_staff
def shown_json(request):
    """Answer `{"at", "as_of", "seq", "edition": EDITION | null, "words": [WORDS], "moved_to",
    "not_recorded_before", "living_page": slug | null}`.

    `as_of` and `seq` are the day and the ledger position that the edition was assembled at; without
    an edition `as_of` is null and `seq` that of the moment. An EDITION is {"release", "number",
    "kind", "locale", "title", "sha256", "is_intact", "article", "public_from", "public_until"};
    WORDS are {"place", "shown", "row", "product"}.
    """
    _require_editions(request.user)
    form = ShownForm(request.GET)
    if not form.is_valid():
        return errors_json(form)
    at, shown, words = _shown(form.cleaned_data)
    edition = shown.text and shown.text.edition
    return answer_json(
        {
            "at": instant_shape(at),
            "as_of": edition and edition.as_of.isoformat(),
            "seq": edition.seq if edition else ChangeSet.objects.seq_at(at),
            "edition": edition and _edition(shown.text),
            "words": [vars(one) for one in words],
            "moved_to": shown.moved_to or None,
            "not_recorded_before": instant_shape(shown.not_before),
            "living_page": shown.product and shown.product.slug,
        }
    )


def _require_editions(user):
    if not user.has_perm(PERMISSION):
        raise PermissionDenied


def _shown(asked):
    shown = shown_at(*asked["address"], asked["at"])
    about = asked["product"]
    words = [one for one in shown.words if not about or one.product == about.slug]
    return asked["at"], shown, words


def _edition(text):
    visible = text.edition.publication.visible
    return {
        "release": text.edition.release.slug,
        "number": text.edition.number,
        "kind": text.edition.kind,
        "locale": text.locale,
        "title": text.title,
        "sha256": text.sha256,
        "is_intact": text.is_intact,
        "article": text.article,
        "public_from": instant_shape(visible.lower),
        "public_until": instant_shape(visible.upper),
    }
