"""What the pages of an import from Word show: drafts side by side, facts to choose, what is left."""

from django.conf import settings
from django.urls import reverse

from newsroom.images import UnusableImageError, kind_of
from newsroom.word.findings import LEFTOVERS
from newsroom.word.planning import Plan

NAMES = dict(settings.LANGUAGES)


def blocks(plan: Plan, word_import, form):
    """Return the drafts as dicts: label, kind, the languages it is in alone, cells, picture."""
    return [
        {
            "label": draft.label,
            "kind": draft.kind,
            "only_in": [NAMES[code] for code in draft.limited_to(plan.readings)],
            "cells": [
                {"locale": code, "name": NAMES[code]} | _said(draft.texts.get(code))
                for code in plan.readings
            ],
            "picture": _picture(plan, word_import, form, draft.key) if draft.key else None,
        }
        for draft in plan.drafts
    ]


def _said(fields):
    """Return what a cell shows: `html` of a text, `lines` of what is none, nothing for no fields."""
    if fields is None:
        return {"is_missing": True}
    lines = [line for text in fields.values() for line in text.splitlines()]
    return {"html": fields["body"]} if "body" in fields else {"lines": lines}


def _picture(plan, word_import, form, key):
    picture = plan.pictures[key]
    try:
        kind_of(picture.file)
    except UnusableImageError as error:
        return {"problem": str(error), "alt": picture.alt}
    return {"address": _address(word_import, key), "fields": form.fields_of(key)}


def _address(word_import, key):
    args = [word_import.release_id, word_import.pk, key]
    return reverse("admin:newsroom_release_word_picture", args=args)


def offers(plan: Plan, chosen):
    """Return the facts offered, one dict for each text in each language, with its places.

    `chosen` are those accepted so far, as the form sends them.
    """
    groups = {}
    for offer in plan.offers:
        key = (offer.locale, offer.text, offer.choices)
        group = groups.setdefault(
            key,
            {
                "text": offer.text,
                "locale": offer.locale,
                "language": NAMES[offer.locale],
                "choices": offer.choices,
                "becomes": offer.becomes,
                "places": [],
            },
        )
        group["places"].append({"offer": offer, "chosen": chosen.get(offer.name, "")})
    return list(groups.values())


def leftovers(word_import):
    """Return what of a placed import became no block, in the reader's language."""
    return [
        {
            "language": NAMES.get(each["locale"], ""),
            "label": LEFTOVERS[each["kind"]],
            "text": each["text"],
            "place": each["place"],
            "address": _address(word_import, each["key"]) if each["key"] else "",
        }
        for each in word_import.outcome["left"]
    ]


def leftovers_of(plan: Plan):
    """Return what of a plan will become no block, pictures without a description aside."""
    return [
        {"language": NAMES[code], "label": each.label, "text": each.text, "place": each.place}
        for code, reading in plan.readings.items()
        for each in reading.leftovers
    ]
