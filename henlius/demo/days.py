"""Days of the demo's rows: as fine as their source, public when they were announced."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from henlius.demo.files import as_of, register
from ledger.dates import ImpreciseDate
from ledger.enums import Precision
from ledger.querysets import HOME_ZONE


def date_of(row):
    """Return the `ImpreciseDate` of an event's row, known to be no later than its announcement."""
    bounded = row["date"] is None or "not_after" in row
    written = f"{row.get('not_before', '..')}/{row['not_after']}" if bounded else row["date"]
    return ImpreciseDate.parse(written).capped(announced_on(row))


def announced_on(row):
    """Return the day of the announcement that an event's row names, or None."""
    announced = row.get("announced") or (row["date_basis"] == "announced" and row["date"])
    return date.fromisoformat(announced) if announced else None


def by(day):
    """Return the date of something that was so by `day`; since when is not known."""
    return ImpreciseDate.parse(f"../{day}")


def after(start, turn):
    """Return `turn`, a change of what began at `start`, bounded to the days after that start."""
    first = start.latest + timedelta(days=1)
    if turn.earliest and turn.earliest >= first:
        return turn
    return replace(turn, earliest=first, precision=Precision.BOUNDED)


def midnight(day, zone=HOME_ZONE):
    """Return the instant at which `day` begins in `zone`."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def first_source_day(keys):
    """Return the latest possible day of the earliest dated source in `keys`, or None."""
    written = {row["id"]: row.get("dated") for row in register("sources")}
    days = [ImpreciseDate.parse(written[key]).latest for key in keys if written[key]]
    return min(days, default=None)


def agreement_days(subject, key):
    """Return the latest possible days of the agreements on a `product` or `asset`."""
    return [
        ImpreciseDate.parse(row.get("agreed") or row["known_by"]).latest
        for row in register("rights")
        if row.get(subject) == key and ("agreed" in row or "known_by" in row)
    ]


def seen_on(row):
    """Return the day by which the row was so: its own, its earliest source's, or the collection's."""
    if row.get("as_of"):
        return ImpreciseDate.parse(row["as_of"]).latest
    return first_source_day(row["source"]) or as_of()
