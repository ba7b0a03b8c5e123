"""Register rows found by words: those of the row, and of what it is about."""

from dataclasses import dataclass
from functools import cache

from django.db.models import CharField, Q, TextField

from ledger.admin.history import HistoryRow, history_rows, with_history
from ledger.forms.registry import acted_models
from ledger.models import Recorded, Version
from products.models import Product

FOUND = 20
WORDS = 8
DEPTH = 3
NAMED = {
    "asset_code",
    "code",
    "disease",
    "key",
    "label",
    "metric",
    "name",
    "name_en",
    "name_zh_hans",
    "number",
    "slug",
    "strength",
    "text",
}


@dataclass(frozen=True)
class Found:
    """Rows of one table with the acts on each; `is_cut` when there are more of them."""

    table: str
    rows: list[HistoryRow]
    is_cut: bool


def models_of(page):
    """Return the register models whose rows state something about `page` (`products_indication`).

    All of them when `page` names none.
    """
    models = acted_models()
    return [model for model in models if page in (_page(model), _page(_identity(model)))] or models


def found_in(model, words):
    """Return the `Found` open rows of `model` in which each of `words` occurs. 4 queries at most."""
    rows = model.objects.current()
    for word in words.split()[:WORDS]:
        rows = rows.filter(_any(model, word))
    order = "-valid" if issubclass(model, Version) else "-pk"
    rows = list(with_history(rows).order_by(order, "-pk")[: FOUND + 1])
    shown = history_rows(rows[:FOUND], may_act=True)
    return Found(str(model._meta.verbose_name_plural), shown, len(rows) > FOUND)


def _any(model, word):
    """A medicine is found by its trade names and its INN as well."""
    named = Product.objects.filter(
        Q(trade_names__name__icontains=word)
        | Q(facts__inn__icontains=word)
        | Q(facts__inn_chinese__icontains=word)
    )
    found = Q()
    for place in _places(model):
        found |= Q(**{f"{place}__icontains": word})
        if place.endswith("product__slug"):
            found |= Q(**{f"{place.removesuffix('__slug')}__in": named.values("pk")})
    return found


@cache
def _places(model, depth=DEPTH):
    """Return the paths from a model to the names and texts of what its rows are about."""
    places = []
    for column in model._meta.concrete_fields:
        if column.is_relation and column.name not in Recorded.bookkeeping and depth:
            further = _places(column.related_model, depth - 1)
            places += [f"{column.name}__{place}" for place in further]
        elif column.name in NAMED and isinstance(column, CharField | TextField):
            places.append(column.name)
    return places


def _identity(model):
    if not issubclass(model, Version):
        return model
    return model._meta.get_field(model.identity).related_model


def _page(model):
    return model._meta.label_lower.replace(".", "_")
