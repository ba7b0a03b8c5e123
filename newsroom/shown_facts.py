"""The facts of an edition as reviewers read them: each value once, with every place it stands."""

from dataclasses import dataclass, field

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ledger.models import ChangeSet
from newsroom.enums import scope_name
from newsroom.facts.keys import Key
from newsroom.facts.labels import labels_of
from newsroom.labels import block_label
from newsroom.models import Edition


@dataclass(frozen=True)
class ShownFact:
    """A value of the register, what was asked for it, where it stands, what it was recorded with.

    A count has as many change sets as it counts rows.
    """

    value: str
    question: str
    change_sets: dict[ChangeSet, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)


def facts_of(edition: Edition) -> list[ShownFact]:
    """Return the facts that `edition` shows, in the order of its article.

    1 query, and those of the labels of facts in sentences.
    """
    bindings = list(edition.bindings.select_related("change_set__actor").order_by("pk"))
    questions = _questions(bindings)
    found = {}
    for bound, question in zip(bindings, questions, strict=True):
        fact = found.setdefault((question, bound.shown), ShownFact(bound.shown, question))
        fact.change_sets[bound.change_set] = None
        fact.places[_place(bound)] = None
    return list(found.values())


def _questions(bindings):
    """Return what each binding asked, in words: the label of a fact, or the kind of its record."""
    keys = [Key.parse(bound.question.get("fact", "")) for bound in bindings]
    labels = labels_of([key for key in keys if key])
    names = {model._meta.db_table: model._meta.verbose_name for model in apps.get_models()}
    return [
        capfirst(str(labels[key] if key else names.get(bound.table, bound.table)))
        for key, bound in zip(keys, bindings, strict=True)
    ]


def _place(bound):
    number, _dot, name = bound.place.partition(".")
    words = {"number": number, "block": block_label(name), "language": scope_name(bound.locale)}
    return _("Block %(number)s, %(block)s, %(language)s") % words
