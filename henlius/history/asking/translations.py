"""The other languages of a wording; a translation belongs to exactly one text (ADV-32)."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, Func
from django.utils.translation import gettext as _

from henlius.history.asking.evidence import person
from products.models import IndicationTranslation, IndicationVersion

NONE, OF_EARLIER = "none", "of-earlier-text"


@dataclass(frozen=True)
class Translation:
    """The text in `lang` and its state.

    `status` is a `TranslationStatus`; `none` where there is no translation, `of-earlier-text` where
    only an earlier wording was translated: `text` is "" then.
    """

    lang: str
    text: str
    status: str
    status_label: str
    by: str = ""
    at: datetime | None = None
    source: str = ""


def translations(rows, chains, at=None):
    """Return `{key: [Translation]}` of wordings, one for each other language of the site.

    `chains` are of `chains.before`; with the instant `at` only what was translated by then counts.
    2 queries.
    """
    keys = {key for chain in chains.values() for key in chain}
    texts = IndicationVersion.objects.filter(pk__in=keys)
    hashes = dict(texts.values_list("pk", Func(F("text"), function="ledger_text_hash")))
    newest = _newest(set(hashes.values()), at)
    return {
        row.pk: [
            _translation(lang, hashes[row.pk], {hashes[key] for key in chains[row.pk]}, newest)
            for lang, _name in settings.LANGUAGES
            if lang != row.language.lower()
        ]
        for row in rows
    }


def _newest(hashes, at):
    """Return `{(hash, language): translation}`, each the newest by `at`."""
    rows = IndicationTranslation.objects.filter(text_hash__in=hashes)
    if at:
        rows = rows.filter(recorded_at__lte=at)
    rows = rows.select_related("translated_by", "source").order_by("pk")
    return {(row.text_hash, row.language): row for row in rows}


def _translation(lang, own, chain, newest):
    if row := newest.get((own, lang)):
        return Translation(
            lang=lang,
            text=row.text,
            status=row.status,
            status_label=row.get_status_display(),
            by=person(row.translated_by),
            at=row.recorded_at,
            source=row.source.title if row.source else "",
        )
    if any((text, lang) in newest for text in chain):
        return Translation(lang, "", OF_EARLIER, _("only an earlier wording is translated"))
    return Translation(lang, "", NONE, _("not translated"))
