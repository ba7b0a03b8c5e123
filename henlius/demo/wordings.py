"""Chinese texts of indication wordings: as quoted by the company, else translated for this site."""

import hashlib

from henlius.demo.files import register, translations
from products.enums import TranslationStatus
from products.models import IndicationTranslation

LANGUAGE = "zh-hans"


def load_translations(catalogue):
    """Record the missing translations, one for each wording."""
    known = set(IndicationTranslation.objects.values_list("text_hash", "text"))
    found = {}
    for row in register("indications"):
        translation = _translation(catalogue, row)
        if translation is None:
            catalogue.report.untranslated.append(f"wording {row['id']}")
        elif (translation.text_hash, translation.text) not in known:
            found.setdefault(translation.text_hash, translation)
    catalogue.report.writes(*IndicationTranslation.objects.bulk_create(found.values()))


def _translation(catalogue, row):
    quoted = row.get("wording_zh_hans")
    text = quoted or translations(row["id"]).get(LANGUAGE)
    if not text:
        return None
    return IndicationTranslation(
        text_hash=hashlib.sha256(row["wording_en"].encode()).hexdigest(),
        language=LANGUAGE,
        text=text,
        status=TranslationStatus.ISSUER_QUOTED if quoted else TranslationStatus.TRANSLATED,
        source=catalogue.citing.documents[row["wording_zh_source"][0]] if quoted else None,
        translated_by=catalogue.by,
    )
