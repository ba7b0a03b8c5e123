"""Facts of a text replaced by what they are at the moment of its article."""

from dataclasses import replace

from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.facts.held import Held
from newsroom.facts.kinds import values_of
from newsroom.facts.labels import labels_of
from newsroom.facts.markup import facts_in, replaced

HIDDEN = _("{fact}: it is recorded, but not public at this moment.")
UNKNOWN = _("{fact}: the register holds nothing that is in force at this moment.")
CHANGED = _("{fact}: “{accepted}” was accepted in the text, it will say “{value}”.")


def with_values(shown, html, *, compares=True):
    """Return sanitised `html` with each fact's value at the moment of `shown`, and bind what they say.

    A fact without a value is an error and leaves its name in brackets, never what was typed. With
    `compares` a value that its writer has not accepted is a warning. No query without facts;
    otherwise those of `values_of`, and 5 more to name what is missing or has changed.
    """
    facts = facts_in(html)
    if not facts:
        return html
    values = values_of(shown, {key for key, _accepted in facts})
    for key, value in values.items():
        for row in value.rows:
            shown.bind(row, value.text, fact=str(key))
    changed = {
        (key, accepted)
        for key, accepted in facts
        if compares and key in values and values[key].text != accepted
    }
    missing = {key for key, _accepted in facts} - values.keys()
    labels = labels_of({key for key, _accepted in changed} | missing) if changed or missing else {}
    for key, accepted in sorted(changed):
        value = values[key].text
        shown.lacks(format_lazy(CHANGED, fact=labels[key], accepted=accepted, value=value))
    _report_missing(shown, missing, labels)
    return replaced(
        html,
        lambda key, _accepted: (
            values[key].html if key in values else format_html("<mark>[{}]</mark>", labels[key])
        ),
    )


def _report_missing(shown, missing, labels):
    held = values_of(replace(shown, moment=Held(shown.moment)), missing) if missing else {}
    for key in sorted(missing):
        message = HIDDEN if key in held else UNKNOWN
        shown.lacks(format_lazy(message, fact=labels[key]), "error")
