"""From days to places: exact, without a register."""

from datetime import date

import pytest

from henlius.history.timeline.facts import Entry, Span
from henlius.history.timeline.layout import (
    Mark,
    Piece,
    Scale,
    Tick,
    cursor,
    percent,
    pieces_of,
    row_of,
    ticks,
)
from henlius.history.timeline.places import Place, paged
from henlius.history.timeline.reading import lanes_of_release
from henlius.history.timeline.steps import Step, around
from ledger.dates import ImpreciseDate

TEN_DAYS = Scale(date(2025, 1, 1), date(2025, 1, 11))
CENTURY = Scale(date(2025, 1, 1), date(2025, 1, 1).replace(year=2125))


def on(day):
    return date(2025, 1, day)


def bar(*span, key="a:1"):
    return Entry(key, "wording", "wording", "title", "when", "certainty", span=Span(*span))


def mark(written, tone="approval", kind="event"):
    return Entry("a:1", kind, tone, "title", "when", "certainty", day=ImpreciseDate.parse(written))


@pytest.mark.parametrize(
    ("span", "expected"),
    (
        ((on(3), on(3), on(6), on(6)), [("certain", "20%", "30%")]),
        ((on(1), on(3), on(6), on(6)), [("before", "0%", "20%"), ("certain", "20%", "30%")]),
        (
            (on(2), on(3), on(6), on(8)),
            [("before", "10%", "10%"), ("certain", "20%", "30%"), ("after", "50%", "20%")],
        ),
        ((on(3), on(3), None, None), [("certain", "20%", "80%")]),
        ((None, on(3), None, None), [("before", "0%", "20%"), ("certain", "20%", "80%")]),
        ((on(3), on(3), on(6), None), [("certain", "20%", "30%"), ("after", "50%", "50%")]),
        ((date(2024, 1, 1), date(2024, 12, 1), on(2), on(2)), [("certain", "0%", "10%")]),
        ((on(9), date(2025, 3, 1), None, None), [("before", "80%", "20%")]),
        ((date(2026, 1, 1), date(2026, 1, 1), None, None), []),
        ((date(2024, 1, 1), date(2024, 1, 1), on(1), on(1)), []),
    ),
)
def test_pieces_of_a_span(span, expected):
    assert pieces_of(Span(*span), TEN_DAYS) == [Piece(*piece) for piece in expected]


def test_consecutive_versions_adjoin_in_other_shades():
    row = row_of([bar(on(1), on(1), on(4), on(4)), bar(on(4), on(4))], TEN_DAYS)

    assert [(each.x, each.width, each.is_even) for each in row.bars] == [
        ("0%", "30%", True),
        ("30%", "70%", False),
    ]
    assert (row.height, row.bar_y, row.marks) == (40, 9, ())


def test_text_of_a_bar_stands_on_its_certain_days():
    row = row_of([bar(on(1), on(3)), bar(on(9), date(2025, 3, 1))], TEN_DAYS)

    assert [each.text for each in row.bars] == [
        Piece("certain", "20%", "80%"),
        Piece("before", "80%", "20%"),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    (
        ("2025-01-06", ("50%", True, "", "")),
        ("2025-01-03/2025-01-07", ("40%", False, "20%", "70%")),
        ("../2025-01-07", ("60%", False, "0%", "70%")),
        ("since 2025-01-07", ("60%", False, "60%", "100%")),
        ("2025-01", ("50%", False, "0%", "100%")),
    ),
)
def test_mark_stands_in_the_middle_of_its_possible_days(written, expected):
    entry = mark(written)

    (found,) = row_of([entry], TEN_DAYS).marks

    x, is_exact, x1, x2 = expected
    assert found == Mark((entry,), x, 20, "approval", is_exact, x1, x2)


def test_marks_too_near_are_drawn_as_one():
    days = ["2025-01-01", "2025-12-31", "2090-01-01"]
    entries = [mark(days[1], tone="filing"), mark(days[0]), mark(days[2])]

    first, second = row_of(entries, CENTURY).marks

    assert (first.entries, first.tone, first.x) == ((entries[1], entries[0]), "several", "0.5%")
    assert (second.entries, second.tone) == ((entries[2],), "approval")


def test_several_of_one_shape_keep_it():
    (found,) = row_of([mark("2025-01-01"), mark("2025-01-01")], CENTURY).marks

    assert (found.tone, len(found.others)) == ("approval", 1)


def test_events_releases_and_bars_have_strips_of_their_own():
    entries = [bar(on(1), on(1)), mark("2025-01-03"), mark("2025-01-03", "release", "release")]

    row = row_of(entries, TEN_DAYS)

    assert [each.y for each in row.marks] == [15, 33]
    assert (row.height, row.bar_y) == (70, 42)


def test_ticks_name_years_and_part_short_windows():
    assert ticks(Scale(date(2024, 7, 1), date(2029, 1, 1))) == [
        Tick("11.19%", "2025"),
        Tick("33.37%", "2026"),
        Tick("55.56%", "2027"),
        Tick("77.75%", "2028"),
    ]
    assert [tick.label for tick in ticks(Scale(date(2025, 1, 1), date(2026, 7, 1)))] == [
        "2025",
        "",
        "",
        "",
        "2026",
        "",
    ]
    assert len([t for t in ticks(Scale(date(1900, 1, 1), date(2200, 1, 1))) if t.label]) == 13


@pytest.mark.parametrize(
    ("day", "place"),
    ((on(1), "0%"), (on(10), "90%"), (on(11), ""), (date(2024, 12, 31), "")),
)
def test_cursor_is_drawn_inside_the_window_only(day, place):
    assert cursor(day, TEN_DAYS) == place


@pytest.mark.parametrize(
    ("value", "written"), ((0.0, "0%"), (100 / 3, "33.33%"), (0.000001, "0%"), (100.0, "100%"))
)
def test_percent_as_svg_takes_it(value, written):
    assert percent(value) == written


@pytest.mark.parametrize(
    ("span", "day", "certainty"),
    (
        ((on(2), on(4), on(6), on(8)), on(1), ""),
        ((on(2), on(4), on(6), on(8)), on(2), "possible"),
        ((on(2), on(4), on(6), on(8)), on(4), "certain"),
        ((on(2), on(4), on(6), on(8)), on(6), "possible"),
        ((on(2), on(4), on(6), on(8)), on(8), ""),
        ((None, on(4), on(6), None), date(1900, 1, 1), "possible"),
        ((None, on(4), on(6), None), date(2199, 1, 1), "possible"),
        ((on(4), on(4), None, None), date(2199, 1, 1), "certain"),
    ),
)
def test_certainty_on_a_day(span, day, certainty):
    assert Span(*span).certainty_on(day) == certainty


def place(code, lanes):
    return Place(code, code, "UTC", lanes)


def test_territories_are_laid_on_pages_by_their_lanes():
    few, some, many = place("A", 2), place("B", 2), place("C", 9)

    assert paged([few, some, many, few], limit=4) == [[few, some], [many], [few]]
    assert paged([many], limit=4) == [[many]]
    assert paged([]) == [[]]


@pytest.mark.parametrize(
    ("shown", "lanes"),
    (
        ({("CN", 1), ("CN", None), ("", None)}, {("CN", 1)}),
        ({("CN", 1), ("US", None), ("", None)}, {("CN", 1), ("US", None)}),
        ({("CN", 2), ("CN", None)}, {("CN", None)}),
        ({("CN", 1), ("CN", 2)}, {("CN", 1)}),
        ({("", None)}, {("", None)}),
    ),
)
def test_release_is_marked_on_the_closest_lanes_that_are_drawn(shown, lanes):
    assert lanes_of_release(shown, drawn={1}) == lanes


def test_steps_around_a_position():
    first, second, third = (Step(seq, None, "") for seq in (3, 5, 9))
    found = [first, second, third]

    assert around(found, None) == (third, None)
    assert around(found, 5) == (first, third)
    assert around(found, 4) == (first, second)
    assert around(found, 1) == (None, first)
    assert around([], None) == (None, None)
