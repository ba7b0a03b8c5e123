"""A line of the spreadsheet: its cells, read as what they mean."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledger.dates import ImpreciseDate
from ledger.enums import Precision
from ledger.errors import ImpreciseDateError
from ledger.intake.errors import CellError
from products.enums import DateBasis
from products.intake.cells import coded, known_source
from products.intake.columns import COLUMNS
from products.models import Authority, IndicationConcept, Jurisdiction, Organisation, Product

CHINESE = re.compile("[\u3400-\u9fff]")
BASIS_OF = {
    Precision.DAY: DateBasis.DECISION,
    Precision.MONTH: DateBasis.STATED_MONTH,
    Precision.YEAR: DateBasis.STATED_YEAR,
}


@dataclass
class Line:
    """What one line states; an empty cell says nothing, its field is None or ""."""

    product: Product
    territory: Jurisdiction
    authority: Authority
    use: IndicationConcept | None
    use_label: str
    decided: ImpreciseDate | None
    holder: Organisation | None
    texts: dict

    def __getattr__(self, name):
        """The cell of a column that is kept as it was written."""
        try:
            return self.texts[name]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def place(self):
        """What an authorisation is about, as one text."""
        return f"{self.product.slug}|{self.territory.code}|{self.authority.code}"

    @property
    def date_basis(self):
        return BASIS_OF.get(self.decided.precision, DateBasis.RANGE)

    @property
    def parts(self):
        """The kinds of facts that the line states: `authorisation` is always the last."""
        filled = {"wording": "wording", "strength": "strength", "trade-name": "trade_name"}
        found = [part for part, column in filled.items() if self.texts[column]]
        is_about_licence = self.texts["number"] or self.holder or not found
        return [*found, *["authorisation"] * bool(is_about_licence)]

    def sources(self):
        """Return the fields of the citation that the line describes, in a list, or nothing."""
        title, url = self.texts["source_title"], self.texts["source_url"]
        locator = {"locator": self.texts["locator"]}
        if known := known_source(title, url):
            return [{"source": str(known.pk)} | locator]
        if not title:
            return []
        described = {"kind": "source_kind", "url": "source_url", "dated_on": "source_date"}
        new = {f"new_{name}": self.texts[column] for name, column in described.items()}
        return [{"new_title": title} | new | locator]


def line_of(stated, names):
    """Return `(Line, [])`, or `(None, [[column, text]])` with everything that is not understood."""
    texts, problems = coded({column.key: stated.get(column.key, "") for column in COLUMNS})
    read = {}
    for name, reader in _READERS.items():
        try:
            read[name] = reader(texts, names, read)
        except CellError as error:
            problems.append([error.field, str(error)])
    if problems:
        return None, problems
    texts["language"] = texts["language"] or _language_of(texts["wording"])
    return Line(use_label=texts["use"], texts=texts, **read), []


def _required(texts, key):
    if not texts[key]:
        raise CellError(_("This cell is empty, and a line needs it."), field=key)
    return texts[key]


def _product(texts, names, read):
    return names.product(_required(texts, "product"))


def _territory(texts, names, read):
    return names.territory(_required(texts, "territory"))


def _authority(texts, names, read):
    return names.authority(texts["authority"], read["territory"]) if "territory" in read else None


def _use(texts, names, read):
    return names.use(texts["use"]) if texts["use"] else None


def _decided(texts, names, read):
    if not texts["decided"]:
        return None
    try:
        date_ = ImpreciseDate.parse(texts["decided"])
    except ImpreciseDateError as error:
        raise CellError(str(error), field="decided") from error
    if date_.latest is None:
        raise CellError(
            _("A decision needs a latest possible day: write it as ../2022-07-26."), field="decided"
        )
    return date_


def _holder(texts, names, read):
    return names.holder(texts["holder"]) if texts["holder"] else None


_READERS = {
    "product": _product,
    "territory": _territory,
    "authority": _authority,
    "use": _use,
    "decided": _decided,
    "holder": _holder,
}


def _language_of(wording):
    return "zh-hans" if CHINESE.search(wording) else "en"
