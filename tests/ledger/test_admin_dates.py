from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ledger.dates import ImpreciseDate
from ledger.enums import Precision
from ledger.forms.dates import ImpreciseDateField


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    (
        ("2025-05-29", date(2025, 5, 29), date(2025, 5, 29), Precision.DAY),
        ("May 2025", date(2025, 5, 1), date(2025, 5, 31), Precision.MONTH),
        ("  Q3 2025 ", date(2025, 7, 1), date(2025, 9, 30), Precision.QUARTER),
        ("../2022-07-26", None, date(2022, 7, 26), Precision.BOUNDED),
    ),
)
def test_reads_what_is_written(text, earliest, latest, precision):
    value = ImpreciseDateField().clean(text)

    assert (value.earliest, value.latest, value.precision) == (earliest, latest, precision)
    assert value.as_stated == text.strip()


def test_empty_is_none_where_it_may_be():
    assert ImpreciseDateField(required=False).clean(" ") is None


@pytest.mark.parametrize("text", ("", "soon", "2025-13", "2025-05-29/2025-05-01", "9" * 201))
def test_refuses_what_it_cannot_read(text):
    with pytest.raises(ValidationError):
        ImpreciseDateField().clean(text)


def test_unchanged_text_keeps_the_initial_date():
    initial = ImpreciseDate.parse("September 2025").capped(date(2025, 9, 17))
    field = ImpreciseDateField(initial=initial)

    assert field.clean(field.prepare_value(initial)) is initial
    assert field.clean("August 2025").latest == date(2025, 8, 31)
