"""Decisions that are expected: forward-looking, and gone when their window has passed (ADV-24)."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ledger.dates import ImpreciseDate
from ledger.fields import PARTS
from ledger.phrases import labelled
from products.enums import ProcedureKind
from products.models import ExpectedDecision
from products.pages.asked import territory_name
from products.pages.facts import Fact


def expected_decisions(locale, at=None, day=None):
    """Return what is expected of each row of a query on `Product`, read by `read_expected`."""
    rows = ExpectedDecision.objects.awaited(at, day).filter(procedure__product=OuterRef("pk"))
    expected = JSONObject(
        territory=territory_name("procedure__jurisdiction", locale),
        kind="procedure__kind",
        **{part: f"window_{part}" for part in PARTS},
    )
    ordered = rows.order_by("window_latest", "procedure__jurisdiction__code", "pk")
    return ArraySubquery(ordered.values(expected=expected))


def read_expected(found):
    """Return a `Fact` for each expected decision: where, on what, when at the finest."""
    return [Fact(row["territory"], _statement(row), _("forward-looking")) for row in found]


def _statement(row):
    earliest, latest = (row[side] and date.fromisoformat(row[side]) for side in PARTS[:2])
    window = ImpreciseDate(earliest, latest, row["precision"], row["as_stated"])
    said = _("decision expected: %(window)s") % {"window": window}
    return capfirst(labelled(ProcedureKind(row["kind"]).label, said))
