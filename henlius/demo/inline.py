"""Facts inside the texts of the demo: `{{KIND/SUBJECT/TERRITORY}}` in the files."""

import re

from django.utils import translation

from newsroom.assembly.shown import Shown
from newsroom.facts.keys import Key
from newsroom.facts.kinds import values_of
from newsroom.facts.markup import written

NOTATION = re.compile(r"\{\{([^{}]*)\}\}")


def with_facts(moment, texts):
    """Return `texts` (HTML by language) with each fact as its writer accepts it: its value then.

    Raises `ValueError` for a fact that is not written as one, or does not hold at `moment`.
    """
    return {locale: _filled(moment, locale, text) for locale, text in texts.items()}


def _filled(moment, locale, text):
    keys = {found: Key.parse(found) for found in NOTATION.findall(text)}
    with translation.override(locale):
        values = values_of(Shown(moment, locale, "demo"), set(filter(None, keys.values())))
    if missing := [found for found, key in keys.items() if key not in values]:
        raise ValueError(f"no such facts on {moment.as_of}: {', '.join(missing)}")
    return NOTATION.sub(lambda found: _fact(keys[found[1]], values), text)


def _fact(key, values):
    return written(key, values[key].text)
