"""The indications of a product on a day, and every wording that is publicly known."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.dates import ImpreciseDate
from ledger.enums import SourceKind, Stance
from ledger.models import Citation
from ledger.templatetags.register import lang_tag
from products.models import IndicationVersion, Product
from products.pages.asked import HOME
from products.pages.names import Title, read_names, title_of, trade_names
from products.pages.wordings import Wording, wording, wording_rows


@dataclass(frozen=True)
class Source:
    """A document cited for a row."""

    title: str
    kind: str
    url: str
    date: date | None
    lang: str


@dataclass(frozen=True)
class Indication:
    """The wordings of one indication, the newest first."""

    number: int
    title: str
    wordings: list[Wording]


@dataclass(frozen=True)
class Territory:
    """One authorisation: what is in force there on the day, and all that is known."""

    name: str
    in_force: list[Wording]
    indications: list[Indication]


@dataclass(frozen=True)
class HistoryPage:
    """`begins` is the first start that the register knows, None if that is open."""

    slug: str
    title: Title
    territories: list[Territory]
    begins: ImpreciseDate | None
    is_before_register: bool


def history_page(slug, locale, at=None, day=None):
    """Return the `HistoryPage` of the product public at `at` under `slug`. 2 queries.

    `locale` is the active language; `day` is today in each jurisdiction if None. Raises
    `Product.DoesNotExist` for whatever is unknown or not public yet.
    """
    named = Product.objects.public(at).annotate(known_names=trade_names(locale, at))
    product = named.get(slug=slug)
    rows = wording_rows(product, locale, at, day).annotate(cited=_citations(at))
    licences = groupby(
        rows, lambda row: (row.code != HOME, row.territory, row.indication.authorisation_id)
    )
    found = sorted(((key, list(group)) for key, group in licences), key=lambda pair: pair[0])
    begins = _first_start(row for _key, group in found for row in group)
    return HistoryPage(
        slug=slug,
        title=title_of(product, read_names(product.known_names), locale),
        territories=[_territory(name, group, locale) for (_home, name, _pk), group in found],
        begins=begins,
        is_before_register=bool(day and begins and day < begins.earliest),
    )


def _citations(at):
    """The public sources of the outer wording, those that support it first.

    A wording that was given an end keeps the sources of its start: all change sets count that
    recorded this text of this indication with this first day.
    """
    same = IndicationVersion.objects.opened_in_public(at).filter(
        indication=OuterRef(OuterRef("indication")),
        text=OuterRef(OuterRef("text")),
        from_as_stated=OuterRef(OuterRef("from_as_stated")),
    )
    cited = Citation.objects.filter(change_set__in=same.values("opened_by"))
    source = JSONObject(
        stance="stance",
        title="source__title",
        kind="source__kind",
        url="source__url",
        date="source__dated_on",
        lang="source__language",
    )
    return ArraySubquery(cited.order_by("-stance", "pk").values(found=source))


def _first_start(rows):
    starts = [row.start for row in rows]
    if any(start.earliest is None for start in starts):
        return None
    return min(starts, key=lambda start: start.earliest, default=None)


def _territory(name, rows, locale):
    """Assemble what is known of one authorisation from its `rows`, by slot and start."""
    in_force, indications = [], []
    for _pk, group in groupby(rows, lambda row: row.indication_id):
        group = list(group)
        on_the_day = [row for row in group if row.certainty]
        in_force += [_wording(row, locale, is_contested=len(on_the_day) > 1) for row in on_the_day]
        indications.append(_indication(group, locale))
    return Territory(name, in_force, indications)


def _indication(rows, locale):
    wordings = [_wording(row, locale) for row in reversed(rows)]
    return Indication(wordings[0].number, wordings[0].title, wordings)


def _wording(row, locale, *, is_contested=False):
    once = {(cited["title"], cited["url"], cited["stance"]): cited for cited in reversed(row.cited)}
    sources = [_source(cited) for cited in reversed(once.values())]
    return wording(row, locale, is_contested=is_contested, sources=sources)


def _source(cited):
    kind = SourceKind(cited["kind"]).label
    if cited["stance"] == Stance.CONTRADICTS:
        kind = pgettext("a source that disagrees", "%(kind)s, says otherwise") % {"kind": kind}
    is_web = (cited["url"] or "").startswith(("https://", "http://"))
    return Source(
        title=cited["title"] or _("Untitled document"),
        kind=kind,
        url=cited["url"] if is_web else "",
        date=date.fromisoformat(cited["date"]) if cited["date"] else None,
        lang=lang_tag(cited["lang"]) if cited["lang"] else "",
    )
