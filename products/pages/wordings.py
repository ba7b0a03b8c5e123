"""Approved indications as pages show them: wording, language, translation, period, doubts."""

from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.enums import Certainty
from ledger.templatetags.register import lang_tag
from products.enums import ApprovalBasis, AuthorisationStatus, TranslationStatus, WordingKind
from products.models import AuthorisationVersion, IndicationVersion
from products.pages.asked import in_force_text, known, territory_name


@dataclass(frozen=True)
class Wording:
    """One wording of an indication; `number` is its place in the approved list."""

    number: int
    title: str
    wording: str
    lang: str
    translation: str
    translation_lang: str
    is_official_translation: bool
    period: str
    basis: str
    certainty: str
    note: str
    sources: list = field(default_factory=list, compare=False)


def wording_rows(product, locale, at=None, day=None):
    """Return the public wordings of `product`, in force on `day` or not (see `known`).

    In the order of territory codes and slots, the oldest wording first.
    """
    rows = known(IndicationVersion, at, day).filter(indication__authorisation__product=product)
    return (
        rows.select_related("indication__concept", "indication__authorisation")
        .with_translation(locale, at)
        .annotate(
            licence=_licence_status(at, day),
            code=F("indication__authorisation__jurisdiction__code"),
            territory=territory_name("indication__authorisation__jurisdiction", locale),
        )
        .order_by("code", "indication__authorisation", "indication__slot", "valid", "pk")
    )


def wording(row, locale, *, is_contested=False, sources=()):
    """Return the `Wording` of a row of `wording_rows`.

    `is_contested` says that another wording of the indication may have held on the same day.
    """
    is_foreign = row.language.lower() != locale
    translated = row.translation if is_foreign and row.translation else {}
    basis = (
        "" if row.approval_basis == ApprovalBasis.NOT_STATED else row.get_approval_basis_display()
    )
    return Wording(
        number=row.indication.slot,
        title=row.indication.concept.name,
        wording=row.text,
        lang=lang_tag(row.language),
        translation=translated.get("text", ""),
        translation_lang=lang_tag(locale),
        is_official_translation=translated.get("status") == TranslationStatus.AUTHORITY_ISSUED,
        period=in_force_text(row.start, row.end),
        basis=capfirst(basis),
        certainty=row.certainty or Certainty.CERTAIN,
        note=_in_a_row(
            _notes(row, is_untranslated=is_foreign and not translated, is_contested=is_contested)
        ),
        sources=list(sources),
    )


def _licence_status(at, day):
    rows = AuthorisationVersion.objects.public(at, day).filter(
        authorisation=OuterRef("indication__authorisation")
    )
    return Subquery(rows.order_by("certainty").values("status")[:1])


def _notes(row, *, is_untranslated, is_contested):
    if is_contested:
        yield _("Old or new wording: the sources leave open which of them held on this day.")
    if row.certainty and row.licence == AuthorisationStatus.SUSPENDED:
        yield _("The marketing authorisation is suspended.")
    if is_untranslated:
        yield _("Not translated yet: shown in the language in which it is recorded.")
    if row.wording_kind == WordingKind.ABBREVIATED:
        yield _("Abbreviated: not the full text of the label.")
    if row.wording_kind == WordingKind.REPORTED:
        yield _("As reported by others: not taken from the label.")


def _in_a_row(sentences):
    """One text of several `sentences`; Chinese ones follow each other without a space."""
    pattern = pgettext("a sentence after others", "%(others)s %(sentence)s")
    text = ""
    for sentence in sentences:
        text = pattern % {"others": text, "sentence": sentence} if text else sentence
    return text
