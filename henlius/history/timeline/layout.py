"""From days to places in the picture: pure functions, no register and no language.

Lengths along the axis are percentages of its width, written as SVG takes them ("12.5%"), so that
the picture fits whatever room it has; heights are pixels.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from henlius.history.timeline.facts import Entry

DAY = timedelta(days=1)
NEAR = 1.4  # marks closer than this, in percent, are drawn as one with their number
TICKS = 14
BAR_HEIGHT, STRIP_HEIGHT, PADDING, LEAST_HEIGHT = 22, 18, 6, 40


@dataclass(frozen=True)
class Scale:
    """Places days of a window, half-open, along the axis."""

    first: date
    last: date

    def at(self, day):
        """Return the place of `day` in percent, unrounded; outside 0 to 100 beyond the window."""
        return 100 * (day - self.first).days / (self.last - self.first).days

    def within(self, day, default):
        """Return the place of `day` kept inside the axis; of None the `default`."""
        return default if day is None else min(max(self.at(day), 0.0), 100.0)


@dataclass(frozen=True)
class Piece:
    """A stretch of a bar: certain, or possible `before` or `after` the certain days."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """`x` and `width` span all `pieces`; the text begins with the certain one, where there is one."""

    entry: Entry
    x: str
    width: str
    pieces: tuple[Piece, ...]
    is_even: bool

    @property
    def text(self):
        """Return the `Piece` on which the text stands."""
        certain = [piece for piece in self.pieces if piece.kind == "certain"]
        return (certain or self.pieces)[0]


@dataclass(frozen=True)
class Mark:
    """Entries at one place, whose `tone` is theirs or "several"; `x1` to `x2` are the possible days.

    `y` is the middle of its strip, in pixels: releases have one of their own below the events.
    """

    entries: tuple[Entry, ...]
    x: str
    y: int
    tone: str
    is_exact: bool
    x1: str = ""
    x2: str = ""

    @property
    def entry(self):
        return self.entries[0]

    @property
    def others(self):
        return self.entries[1:]


@dataclass(frozen=True)
class Row:
    """The picture of a lane: `height` in pixels, bars `bar_y` down."""

    height: int
    bar_y: int
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Tick:
    """The first day of a year, or of a part of one; `label` is empty where there is no room."""

    x: str
    label: str


def percent(value):
    """Write a place as SVG takes it, to a hundredth."""
    return f"{round(value, 2):g}%"


def row_of(entries, scale):
    """Return the `Row` of the entries of a lane: a strip of events, one of releases, the bars."""
    said = [entry for entry in entries if entry.day and entry.kind == "release"]
    happened = [entry for entry in entries if entry.day and entry.kind != "release"]
    bars = tuple(_bars([entry for entry in entries if entry.span], scale))
    heights = [STRIP_HEIGHT for strip in (happened, said) if strip] + [BAR_HEIGHT] * bool(bars)
    height = max(sum(heights) + 2 * PADDING, LEAST_HEIGHT)
    top = (height - sum(heights)) // 2
    middle = top + STRIP_HEIGHT // 2
    marks = [
        *_marks(happened, scale, middle),
        *_marks(said, scale, middle + STRIP_HEIGHT * bool(happened)),
    ]
    return Row(height, height - top - BAR_HEIGHT, bars, tuple(marks))


def _bars(entries, scale):
    for number, entry in enumerate(entries):
        pieces = tuple(pieces_of(entry.span, scale))
        if pieces:
            span = entry.span
            low = scale.within(span.earliest, 0.0)
            high = scale.within(_over(span), 100.0)
            yield Bar(
                entry=entry,
                x=percent(low),
                width=percent(high - low),
                pieces=pieces,
                is_even=number % 2 == 0,
            )


def _over(span):
    """The first day on which a span is surely over, None if that never comes."""
    return span.latest if span.end else None


def pieces_of(span, scale):
    """Return the `Piece`s of a `Span` that lie in the window, in their order."""
    start, end = scale.within(span.start, 0.0), scale.within(span.end, 100.0)
    stretches = [
        ("before", scale.within(span.earliest, 0.0), start),
        ("certain", start, end),
        ("after", end, scale.within(_over(span), 100.0)),
    ]
    return [
        Piece(kind, percent(low), percent(high - low))
        for kind, low, high in stretches
        if high > low
    ]


def _marks(entries, scale, y):
    """Marks by their place, those too near to tell apart joined."""
    placed = sorted(
        ((_place(entry.day, scale), entry) for entry in entries), key=lambda pair: pair[0]
    )
    group = []
    for x, entry in placed:
        if group and x - group[0][0] > NEAR:
            yield _mark(group, scale, y)
            group = []
        group.append((x, entry))
    if group:
        yield _mark(group, scale, y)


def _place(day, scale):
    """In the middle of the possible days; at their known side where the other is open."""
    known = [each for each in (day.earliest, day.latest) if each]
    places = [scale.within(each, 0.0) for each in known]
    return sum(places) / len(places)


def _mark(group, scale, y):
    entries = tuple(entry for _x, entry in group)
    exact = all(entry.day.earliest == entry.day.latest for entry in entries)
    tones = {entry.tone for entry in entries}
    line = {} if exact else _line(entries, scale)
    x = sum(x for x, _entry in group) / len(group)
    tone = tones.pop() if len(tones) == 1 else "several"
    return Mark(entries, percent(x), y, tone, exact, **line)


def _line(entries, scale):
    days = [entry.day for entry in entries]
    low = min(scale.within(day.earliest, 0.0) for day in days)
    after = [day.latest and day.latest + DAY for day in days]
    high = max(scale.within(day, 100.0) for day in after)
    return {"x1": percent(low), "x2": percent(high)}


def ticks(scale):
    """Return a `Tick` at each year of the window, at each quarter of a window of three years or less."""
    months = 3 if (scale.last - scale.first).days <= 3 * 366 else 12
    firsts = [
        date(year, month, 1)
        for year in range(scale.first.year, scale.last.year + 1)
        for month in range(1, 13, months)
    ]
    shown = [day for day in firsts if scale.first <= day < scale.last]
    every = -(-sum(day.month == 1 for day in shown) // TICKS) or 1
    return [Tick(percent(scale.at(day)), _label(day, every)) for day in shown]


def _label(day, every):
    return str(day.year) if day.month == 1 and day.year % every == 0 else ""


def cursor(day, scale):
    """Return the place of the `day`, "" outside the window."""
    return percent(scale.at(day)) if scale.first <= day < scale.last else ""
