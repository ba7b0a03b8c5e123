"""Indication wordings as an edition shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from newsroom.facts.wordings import translation_of, wordings_in_force
from products.enums import TranslationStatus
from products.pages.asked import in_force_text


@dataclass(frozen=True)
class Wording:
    """One approved indication: its official text, and the page's language where that differs."""

    slot: int
    text: str
    language: str
    wording_kind: str
    wording_note: str
    territory: str
    period: str
    translation: str = ""
    is_official_translation: bool = False


def wordings(shown, product, jurisdiction=None):
    """Return the `Wording`s of `product` in force at the moment, by territory and `slot`. 1 query."""
    return [
        _wording(shown, row)
        for row in wordings_in_force(shown, [product.slug], shown.locale)
        if jurisdiction in (None, row.indication.authorisation.jurisdiction)
    ]


def _wording(shown, row):
    found = translation_of(shown, row)
    shown.bind(row, found["text"] if found else row.text, indication=row.indication_id)
    if row.language != shown.locale and not found:
        shown.lacks(
            _("An indication wording has no translation and is shown in its original language.")
        )
    return Wording(
        slot=row.indication.slot,
        text=row.text,
        language=row.language,
        wording_kind=row.wording_kind,
        wording_note=row.get_wording_kind_display(),
        territory=str(row.indication.authorisation.jurisdiction),
        period=in_force_text(row.start, row.end),
        translation=found["text"] if found else "",
        is_official_translation=bool(found)
        and found["status"] == TranslationStatus.AUTHORITY_ISSUED,
    )
