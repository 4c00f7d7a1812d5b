"""The histogram of a result: bars as fine as its dates lie close together.

A record stands at its first day, as in the order by date. In bars of months or days stand
only those whose date is as exact as that; a record of *1937* is in no month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from regesta.description.days import iso_day, year_month_day
from regesta.description.edtf import Extent

CENTURIES, DECADES, YEARS = 250, 50, 3  # more years than these are shown in so large steps
MONTHS = 2  # more months than these are shown month by month


@dataclass(frozen=True, slots=True)
class Bar:
    """How many records stand in a stretch of time, which ``edtf`` names."""

    unit: str  # "century", "decade", "year", "month" or "day"
    edtf: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: its year, month and first day as numbers, the latter two None
    where its date is not so exact. Months are counted from the year 0."""

    year: int
    month: int | None
    day: int | None


def place_of(extent: Extent | None) -> Place | None:
    """None for what has no date."""
    if extent is None:
        return None
    anchor = extent.earliest if extent.earliest is not None else extent.latest
    if anchor is None:
        return None
    year, month, _ = year_month_day(anchor)
    of_month = of_day = None
    if extent.earliest is not None and extent.latest is not None:
        if year_month_day(extent.latest)[:2] == (year, month):
            of_month = year * 12 + month - 1
        if extent.earliest == extent.latest:
            of_day = anchor
    return Place(year, of_month, of_day)


Counts = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Times:
    """How many records stand in each year, and in each month of those whose date is so exact;
    months are counted from the year 0. ``undated`` are those without a date."""

    years: Counts
    months: Counts
    undated: int


def bars(
    years: Counts, months: Callable[[], Counts], days: Callable[[], Counts]
) -> tuple[Bar, ...]:
    """The bars for records by year; months and days are asked for where they are wanted."""
    if not years:
        return ()
    span = max(years) - min(years)
    if span > CENTURIES:
        return _rolled("century", years, lambda year: year // 100, _century)
    if span > DECADES:
        return _rolled("decade", years, lambda year: year // 10, _decade)
    return (_fine(months(), days) if span <= YEARS else ()) or _rolled("year", years, int, _year)


def _fine(by_month: Counts, days: Callable[[], Counts]) -> tuple[Bar, ...]:
    """Bars of months, or of days where there are few months; none where no date is so exact."""
    if not by_month:
        return ()
    if max(by_month) - min(by_month) < MONTHS and (by_day := days()):
        return _rolled("day", by_day, int, iso_day)
    return _rolled("month", by_month, int, _month)


def _rolled(
    unit: str, counts: Counts, step: Callable[[int], int], name: Callable[[int], str]
) -> tuple[Bar, ...]:
    """Every step from the first to the last, also those in which nothing stands."""
    found: Counter[int] = Counter()
    for at, count in counts.items():
        found[step(at)] += count
    return tuple(Bar(unit, name(at), found[at]) for at in range(min(found), max(found) + 1))


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _decade(decade: int) -> str:
    return f"{decade:03}X" if decade >= 0 else f"{_year(decade * 10)}/{_year(decade * 10 + 9)}"


def _century(century: int) -> str:
    if century >= 0:
        return f"{century:02}XX"
    return f"{_year(century * 100)}/{_year(century * 100 + 99)}"


def _month(month: int) -> str:
    return f"{_year(month // 12)}-{month % 12 + 1:02}"
