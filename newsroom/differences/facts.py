"""Facts that two states show, question by question, and what each question is called."""

import json

from django.apps import apps
from django.utils.text import capfirst

from ledger.words import compared
from newsroom.differences.source import Row
from newsroom.facts.keys import Key
from newsroom.facts.labels import labels_of


def answers(facts, locales):
    """Return `{(locale, table, question): text}` of facts: what each question shows, a line a value."""
    found = {}
    for fact in facts:
        if fact["locale"] in locales:
            found.setdefault(_question(fact), {})[fact["shown"]] = None
    return {question: "\n".join(values) for question, values in found.items()}


def rows(was, now, locales):
    """Return a `Row` for each question whose answers differ. 5 queries, of the labels."""
    sides = answers(was, locales), answers(now, locales)
    asked = [
        question
        for question in dict.fromkeys([*sides[1], *sides[0]])
        if sides[0].get(question, "") != sides[1].get(question, "")
    ]
    names = names_of(asked)
    return [
        Row(names[question], compared(*(side.get(question, "") for side in sides)), question[0])
        for question in asked
    ]


def names_of(questions):
    """Return `{question: what it asks in words}`: the label of a fact, or the kind of its record."""
    keys = {q: Key.parse(json.loads(q[2]).get("fact", "")) for q in questions}
    labels = labels_of([key for key in keys.values() if key]) if any(keys.values()) else {}
    names = {model._meta.db_table: model._meta.verbose_name for model in apps.get_models()}
    return {
        (locale, table, asked): capfirst(str(labels[key] if key else names.get(table, table)))
        for (locale, table, asked), key in keys.items()
    }


def _question(fact):
    return fact["locale"], fact["table"], json.dumps(fact["question"], sort_keys=True)
