"""A made-up register by the thousand wordings, to measure the workspace with: plainly marked.

Ten products at a time live through the same acts: their import, public long ago; amendments,
corrections and retractions, public at once; and amendments that nobody outside knows of yet. Each
act is one change set through the guards of the database, sealed, but written a table at a time.
"""

from datetime import UTC, datetime, time, timedelta

from django.db import transaction

from henlius.demo.catalogue import importer, reviewer
from henlius.demo.scale_products import MARK, MadeUpProduct, make_ground, stated, wording
from ledger.committing import fire_deferred
from ledger.enums import ChangeKind
from ledger.models import ChangeSet, Citation, Disclosure, period
from products.models import (
    IndicationConcept,
    IndicationTranslation,
    IndicationVersion,
    Product,
)

BATCH = 10
REASON = "Made up to measure the speed of this site"
YEARS = timedelta(days=730)


def scale_register(until, *, say):
    """Make products up, with progress to `say`, until there are `until` of them; linear cost."""
    ground, people = make_ground(), {"actor": importer(), "approver": reviewer()}
    made = Product.objects.filter(slug__startswith=f"{MARK}-").count()
    say(f"{made:,} of {until:,} made-up products")
    for first in range(made + 1, until + 1, BATCH):
        last = min(first + BATCH - 1, until)
        _make([MadeUpProduct(number, ground) for number in range(first, last + 1)], people)
        say(f"{last:,} of {until:,} made-up products")


@transaction.atomic
def _make(products, people):
    concepts = _concepts(products)
    for each in products:
        each.use(concepts)
    _insert([row for each in products for row in each.identities])
    translations = [row for each in products for row in each.translations(people["actor"])]
    IndicationTranslation.objects.bulk_create(translations)
    _Lives(products, people).live()


def _concepts(products):
    """Return the saved uses of `products` by key; some were made with earlier products."""
    wanted = [concept for each in products for concept in each.concepts()]
    IndicationConcept.objects.bulk_create(wanted, ignore_conflicts=True)
    keys = [concept.key for concept in wanted]
    return IndicationConcept.objects.in_bulk(keys, field_name="key")


class _Lives:
    """The acts on some products; `newest` are their wordings by number as they stand after each."""

    def __init__(self, products, people):
        self.products, self.people = products, people

    def live(self):
        rows = [row for each in self.products for row in each.rows()]
        wordings = [row for each in self.products for row in each.wordings]
        self.newest = dict(enumerate(wordings))
        first = datetime.combine(self.products[0].day(0), time(), UTC)
        self._commit(ChangeKind.IMPORT, opens=rows, at=first)
        self._amend(2, lambda number: number % 5)
        self._correct(lambda number: number % 2 == 0)
        self._retract(lambda number: number % 20 == 7)
        self._amend(3, lambda number: number % 10 == 1, is_hidden=True)

    def _amend(self, edition, chosen, *, is_hidden=False):
        closes, before, after = self._chosen(chosen), [], []
        for number, row in closes.items():
            turn = stated(row.valid.lower + YEARS, number)
            before.append(row.copied(**period(row.start, turn)))
            after.append(row.copied(**period(turn), text=wording(row.indication, edition)))
        self.newest |= zip(closes, after, strict=True)
        opens = [*before, *after]
        self._commit(ChangeKind.AMENDMENT, closes=closes.values(), opens=opens, is_hidden=is_hidden)

    def _correct(self, chosen):
        closes = self._chosen(chosen)
        mended = [row.copied(text=f"{row.text} (corrected)") for row in closes.values()]
        self.newest |= zip(closes, mended, strict=True)
        self._commit(ChangeKind.CORRECTION, closes=closes.values(), opens=mended)

    def _retract(self, chosen):
        closes = [self.newest.pop(number) for number in self._chosen(chosen)]
        self._commit(ChangeKind.RETRACTION, closes=closes)

    def _chosen(self, chosen):
        return {number: row for number, row in self.newest.items() if chosen(number)}

    def _commit(self, kind, *, opens=(), closes=(), at=None, is_hidden=False):
        """Write one change set; public `at`, at once without it, not yet when `is_hidden`."""
        if not opens and not closes:
            return
        change_set = ChangeSet.objects.create(kind=kind, reason=REASON, **self.people)
        source = self.products[0].source
        Citation.objects.create(change_set=change_set, source=source, locator="Page 1")
        closed = IndicationVersion.objects.filter(pk__in=[row.pk for row in closes])
        closed.update(closed_by=change_set)
        for row in opens:
            row.opened_by = change_set
        _insert(opens)
        at = None if is_hidden else at or change_set.recorded_at
        Disclosure.objects.create(change_set=change_set, at=at)
        fire_deferred()


def _insert(rows):
    """Insert `rows` a table at a time, the tables in the order in which they first come."""
    tables = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    for model, mine in tables.items():
        model.objects.bulk_create(mine)
