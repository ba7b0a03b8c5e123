"""INV-3: Python and the database agree on what makes an imprecise date."""

from datetime import date
from itertools import product

from django.db import connection

from ledger.dates import ImpreciseDate
from ledger.enums import Precision
from ledger.errors import ImpreciseDateError

DAYS = [
    None,
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 1, 2),
    date(2024, 1, 31),
    date(2024, 2, 1),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 3, 31),
    date(2024, 4, 1),
    date(2024, 6, 30),
    date(2024, 7, 1),
    date(2024, 10, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(9999, 1, 1),
    date(9999, 12, 31),
]
CASES = list(product(DAYS, DAYS, [*Precision.values, "", "hour"]))


def test_database_and_python_agree(db):
    earliest, latest, precisions = map(list, zip(*CASES, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_date_fits(e, l, p)"
            " FROM unnest(%s::date[], %s::date[], %s::text[]) WITH ORDINALITY t(e, l, p, n) ORDER BY n",
            [earliest, latest, precisions],
        )
        answers = [fits for (fits,) in cursor.fetchall()]

    assert [case for case, fits in zip(CASES, answers, strict=True) if fits] == [
        case for case in CASES if _is_possible(*case)
    ]


def _is_possible(earliest, latest, precision):
    try:
        return bool(ImpreciseDate(earliest, latest, precision))
    except ImpreciseDateError:
        return False
