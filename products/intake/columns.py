"""The columns of the spreadsheet: their headings in both languages, and what belongs in each."""

import re
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledger.enums import SourceKind
from ledger.forms.fields import LANGUAGES
from products.enums import ApprovalBasis, WordingKind

BLANKS = re.compile(r"[\s_*.:：()（）/-]+")


@dataclass(frozen=True)
class Column:
    """One column; `choices` are the codes that it takes, with their labels."""

    key: str
    english: str
    chinese: str
    help: str
    example: str = ""
    choices: tuple = ()
    is_required: bool = False

    def __str__(self):
        return self.chinese if (get_language() or "").startswith("zh") else self.english


COLUMNS = [
    Column(
        "product",
        "Product",
        "产品",
        _("Its address in the register, its name, a trade name or an asset code."),
        "testamab",
        is_required=True,
    ),
    Column(
        "territory", "Territory", "地区", _("The code of the territory."), "CN", is_required=True
    ),
    Column(
        "authority",
        "Authority",
        "审批机构",
        _("Who decided. Empty where the territory has a single authority that decides."),
        "NMPA",
    ),
    Column(
        "use",
        "Use",
        "适应症简称",
        _(
            "The short label of the use, the same in every territory. A label that the register "
            "does not know makes a new use."
        ),
        "made-up disease",
    ),
    Column(
        "wording",
        "Wording",
        "适应症原文",
        _("The approved wording, letter by letter as on the document."),
        "TESTAMAB (made up) is indicated for the treatment of adults with a made-up disease.",
    ),
    Column(
        "language",
        "Language of the wording",
        "原文语言",
        _("Empty: Chinese where the wording is Chinese, else English."),
        "en",
        tuple((code, code) for code in LANGUAGES),
    ),
    Column(
        "closeness",
        "Closeness to the label",
        "与说明书的接近程度",
        _("Empty: from the label."),
        "label",
        tuple(WordingKind.choices),
    ),
    Column(
        "basis",
        "Approval basis",
        "批准依据",
        _("Empty: not stated."),
        "full",
        tuple(ApprovalBasis.choices),
    ),
    Column(
        "decided",
        "Decision date",
        "批准日期",
        _(
            "As finely as the source says it, never finer: 2025-05-29, May 2025, Q3 2025, H2 2025, "
            "2025, 2025-05-01/2025-05-17, ../2022-07-26."
        ),
        "May 2025",
    ),
    Column("number", "Number", "批准文号", _("The number of the authorisation."), "S20250001"),
    Column("holder", "Holder", "持有人", _("An organisation that the register knows.")),
    Column("strength", "Strength", "规格", _("One strength a row."), "150 mg"),
    Column(
        "trade_name", "Trade name", "商品名", _("One name a row, without its mark."), "TESTAMAB"
    ),
    Column(
        "source_title",
        "Source: title",
        "来源：标题",
        _("The document that says so. Empty: this file itself is the source."),
        "Approval letter (made up)",
    ),
    Column(
        "source_kind",
        "Source: kind",
        "来源：类型",
        _("Needed with a title."),
        "approval-letter",
        tuple(SourceKind.choices),
    ),
    Column("source_url", "Source: address", "来源：网址", _("https://…")),
    Column(
        "source_date", "Source: date", "来源：日期", _("The day of the document."), "2025-05-29"
    ),
    Column("locator", "Place in the source", "出处", _("Page, section or a quotation."), "p. 1"),
    Column("note", "Note", "备注", _("For staff only.")),
]
BY_KEY = {column.key: column for column in COLUMNS}


def key_of(heading):
    """Return the key of the column that `heading` names, in either language or by key; None for none."""
    return _headings().get(squeezed(heading))


def squeezed(text):
    return BLANKS.sub("", text.casefold())


@cache
def _headings():
    return {
        squeezed(name): column.key
        for column in COLUMNS
        for name in (column.key, column.english, column.chinese)
    }
