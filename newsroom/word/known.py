"""What the register knows that a text may name: trade names in every script, INN, whole wordings."""

import re
from dataclasses import dataclass

from django.utils import timezone, translation

from newsroom.assembly import moment_for
from newsroom.assembly.shown import Shown
from newsroom.facts.held import Held
from newsroom.facts.keys import Key
from newsroom.facts.kinds import KINDS
from newsroom.facts.labels import labels_of
from newsroom.facts.names import names_in_force
from products.models import ProductFacts

OFFERED = ("trade-name", "inn", "indication")
SHORTEST = 3  # characters of a Latin name; shorter ones are syllables of something else
IDEOGRAPH = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True)
class Choice:
    """One fact that a text may stand for, and what the register says of it in that language."""

    key: Key
    value: str
    label: str
    is_hidden: bool = False


def patterns_for(release, locales):
    """Return `{locale: [(pattern, choices)]}`, the longest text first, at the moment planned for `release`.

    Queries: 8 a language, and 5 for the labels.
    """
    known = {locale: _known(release, locale) for locale in locales}
    labels = labels_of({key for found in known.values() for _text, key, *_rest in found})
    return {locale: _patterns(found, labels) for locale, found in known.items()}


def _known(release, locale):
    """Return (text, key, value, is hidden) of all that may be named in `locale`."""
    planned = release.planned_at
    moment = moment_for(release, planned and max(planned, timezone.now()))
    with translation.override(locale):
        public, held = (Shown(each, locale, "") for each in (moment, Held(moment)))
        now = {k: v for kind in OFFERED for k, v in KINDS[kind].resolve(public).items()}
        ever = {k: v for kind in OFFERED for k, v in KINDS[kind].resolve(held).items()} | now
        spellings = _other_scripts(held)
    ever = _products_first(ever)
    found = [(value.text, key, value.text, key not in now) for key, value in ever.items()]
    found += [(name, key, ever[key].text, key not in now) for name, key in spellings if key in ever]
    return list(dict.fromkeys(found))


def _other_scripts(shown):
    names = (row.trade_name for row in names_in_force(shown))
    return [
        (name.name, Key("trade-name", name.product.slug, name.jurisdiction.code)) for name in names
    ]


def _products_first(values):
    """Drop the INN of an asset that is a product's as well: one name, one fact."""
    of_products = {
        value.text
        for key, value in values.items()
        if key.kind == "inn" and isinstance(value.rows[0], ProductFacts)
    }
    return {
        key: value
        for key, value in values.items()
        if key.kind != "inn"
        or value.text not in of_products
        or isinstance(value.rows[0], ProductFacts)
    }


def _patterns(known, labels):
    """Return (pattern, choices) by what is written, the longest first."""
    choices = {}
    for text, key, value, is_hidden in known:
        if len(text) >= SHORTEST or IDEOGRAPH.search(text):
            choice = Choice(key, value, str(labels[key]), is_hidden)
            choices.setdefault(" ".join(text.casefold().split()), []).append(choice)
    by_length = sorted(choices.items(), key=lambda item: -len(item[0]))
    return [(_pattern(text), tuple(dict.fromkeys(found))) for text, found in by_length]


def _pattern(text):
    words = r"\s+".join(re.escape(word) for word in text.split())
    start = r"(?<![A-Za-z0-9])" if text[0].isascii() and text[0].isalnum() else ""
    end = r"(?![A-Za-z0-9])" if text[-1].isascii() and text[-1].isalnum() else ""
    return re.compile(start + words + end, re.IGNORECASE)
