"""What an edition shows of the rows that a change set closed, or that were undisclosed."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ledger.admin.history import HistoryRow, history_rows, with_history
from ledger.models import Version
from newsroom.enums import ReleaseKind
from newsroom.models import Publication


@dataclass(frozen=True)
class Place:
    """Where a value stands in the article of a language, and the value."""

    locale: str
    block: str
    shown: str


@dataclass(frozen=True)
class Affected:
    """A row as the edition shows it, the rows that hold instead, and every place of it.

    `is_hidden` says that it was undisclosed, not changed.
    """

    was: HistoryRow
    now: list[HistoryRow]
    places: list[Place]
    is_hidden: bool


def affected(impact):
    """Return an `Affected` for each row that the impact is about: 1 query, and 6 a table at most."""
    places = defaultdict(lambda: defaultdict(list))
    for binding in impact.edition.bindings.order_by("pk"):
        places[binding.table][binding.row].append(place_of(binding))
    return [one for table, found in places.items() for one in _of_table(table, found, impact)]


def addresses(edition):
    """Return `(language code, address)` of the public pages that show an edition.

    Of a page text they are those that it belongs to. 2 queries, for a page text 4 at most.
    """
    if not Publication.objects.visible().filter(edition=edition).exists():
        return []
    found = []
    for text in edition.texts.defer("article", "plain").order_by("locale"):
        with translation.override(text.locale):
            found.append((text.locale, _address(edition, text)))
    return [(locale, address) for locale, address in found if address]


def _address(edition, text):
    if edition.release_kind != ReleaseKind.PROFILE:
        return text.get_absolute_url()
    release = edition.release
    if release.product:
        return release.product.get_absolute_url()
    if release.asset_id:
        return reverse("pipeline:pipeline")
    return reverse("home") if text.slug == "home" else ""


def _of_table(table, places, impact):
    [model] = [model for model in apps.get_models() if model._meta.db_table == table]
    change_set = impact.change_set
    bound = model.objects.filter(pk__in=places)
    rows = bound.filter(Q(closed_by=change_set) | Q(opened_by=change_set))
    shown = history_rows(with_history(rows.order_by("pk")), may_act=False)
    if not shown:
        return []
    opened = model.objects.filter(opened_by=change_set).order_by("pk")
    after = history_rows(with_history(opened), may_act=False)
    return [_affected(was, after, places[was.row.pk], change_set) for was in shown]


def _affected(was, opened, places, change_set):
    is_hidden = was.closed != change_set
    now = [] if is_hidden else [row for row in opened if _is_same(row.row, was.row)]
    return Affected(was, now, places, is_hidden)


def _is_same(one, other):
    """Return whether two rows of a table are about the same identity; events have none to tell."""
    if not isinstance(one, Version):
        return True
    column = one._meta.get_field(one.identity).attname
    return getattr(one, column) == getattr(other, column)


def place_of(binding):
    """Return the `Place` of a binding, its block in words."""
    number, _dot, name = binding.place.partition(".")
    try:
        block = apps.get_model("newsroom", name)._meta.verbose_name
    except LookupError:
        return Place(binding.locale, binding.place, binding.shown)
    words = _("Block %(number)s: %(block)s") % {"number": number, "block": block}
    return Place(binding.locale, words, binding.shown)
