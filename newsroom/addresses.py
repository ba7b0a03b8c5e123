"""What was public at an address at a moment, as far as it is recorded here."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from newsroom.enums import FACTS, EditionKind
from newsroom.models import Edition, EditionText, Publication
from newsroom.scopes import Part, standing
from newsroom.whereabouts import Whereabouts, whereabouts


@dataclass(frozen=True)
class Answer:
    """What a visitor got: `text` with its signed `parts`, or what the site said `elsewhere`.

    `recorded_from` is set for a release from before this site at a moment before it, too.
    `editions` are all that were public at the address until now.
    """

    text: EditionText | None
    parts: list[Part]
    elsewhere: Whereabouts
    recorded_from: datetime | None
    editions: list[Edition]


def read_address(path):
    """Return `(locale, year, slug)` of a path such as `/en/news/2025/some-release/`.

    Raises `ValueError` for every other.
    """
    locale, _name, kwargs = read_page(path, ["newsroom:release-detail"])
    return locale, kwargs["year"], kwargs["slug"]


def read_page(path, names):
    """Return `(locale, name of the address, its arguments)` of a public page with one of `names`.

    Raises `ValueError` for every other path.
    """
    locale = translation.get_language_from_path(path)
    if locale is None:
        raise ValueError(path)
    with translation.override(locale):
        try:
            match = resolve(path if path.endswith("/") else f"{path}/")
        except Resolver404 as error:
            raise ValueError(path) from error
    if match.view_name not in names:
        raise ValueError(path)
    return locale, match.view_name, match.kwargs


class AddressField(forms.CharField):
    """Takes the address of a release as copied from anywhere; the value is that of `read_address`."""

    def __init__(self, **kwargs):
        own = {
            "label": _("Address"),
            "max_length": 500,
            "help_text": _("Of a release: the whole address, or from /en/news/ on."),
        }
        super().__init__(**own | kwargs)

    def clean(self, value):
        try:
            return read_address(unquote(urlsplit(super().clean(value)).path))
        except ValueError as error:
            raise ValidationError(
                _("This is no address of a release. Enter one such as /en/news/2025/some-release/.")
            ) from error


def public_at(locale, year, slug, at):
    """Return the `Answer` for this address at `at` (aware, not ahead). 7 queries; 4 for nothing."""
    texts = EditionText.objects.at_address(locale, year, slug, at)
    text = texts.select_related(
        "edition__release", "edition__publication", "edition__frozen_by"
    ).first()
    ever = _ever(locale, year, slug)
    return Answer(
        text=text,
        parts=_signed(text) if text else [],
        elsewhere=Whereabouts() if text else whereabouts(locale, year, slug, at),
        recorded_from=None if text else _recorded_from(ever, at),
        editions=list(
            Edition.objects.filter(pk__in=ever.values("edition"))
            .select_related("publication")
            .order_by("number")
        ),
    )


def _signed(text):
    return [part for part in standing(text.edition) if part.scope in (text.locale, FACTS)]


def _ever(locale, year, slug):
    """Texts that are or were public at this address."""
    here = EditionText.objects.releases().in_language(locale).filter(dated_on__year=year, slug=slug)
    return here.filter(edition__publication__visible__startswith__lte=Now())


def _recorded_from(ever, at):
    imported = Publication.objects.started().filter(
        release__in=ever.values("edition__release"),
        edition__kind=EditionKind.IMPORTED,
        visible__startswith__gt=at,
    )
    first = imported.first()
    return first and first.visible.lower
