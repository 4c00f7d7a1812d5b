"""Other calendars: known days, and days that do not exist."""

from __future__ import annotations

import pytest

from regesta.description import calendars
from regesta.description.days import day_number, iso_day


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ((1917, 10, 25), "1917-11-07"),
        ((1918, 1, 31), "1918-02-13"),
        ((1582, 10, 4), "1582-10-14"),
        ((1700, 2, 29), "1700-03-11"),
        ((1905, 1, 9), "1905-01-22"),
        ((1, 1, 1), "0000-12-30"),
        ((-43, 3, 15), "-0043-03-13"),
    ],
)
def test_julian(date: tuple[int, int, int], day: str) -> None:
    """Julian dates are the Gregorian days they are known to be."""
    number = calendars.julian_day(*date)
    assert number is not None
    assert iso_day(number) == day


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ((1, 1, 1), "0622-07-19"),
        ((1356, 2, 12), "1937-04-24"),
        ((1400, 1, 1), "1979-11-20"),
        ((1, 12, 29), "0623-07-07"),
        ((2, 12, 30), "0624-06-26"),
    ],
)
def test_islamic(date: tuple[int, int, int], day: str) -> None:
    """Dates of the civil Islamic calendar, to the day that the arithmetic gives."""
    number = calendars.islamic_day(*date)
    assert number is not None
    assert abs(number - day_number(*(int(part) for part in day.split("-")))) <= 1


def test_islamic_years_follow_each_other() -> None:
    """The day after the last of a month is the first of the next, over all years."""
    last = None
    for year in range(1, calendars.LAST_ISLAMIC_YEAR + 1):
        for month in range(1, 13):
            first = calendars.islamic_day(year, month, 1)
            assert first is not None
            assert last is None or first == last + 1
            last = calendars.islamic_day(year, month, calendars.islamic_month_length(year, month))


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ((1, 1, 1), "1792-09-22"),
        ((2, 10, 16), "1794-07-04"),
        ((2, 11, 9), "1794-07-27"),
        ((3, 13, 6), "1795-09-22"),
        ((8, 2, 18), "1799-11-09"),
        ((14, 4, 10), "1805-12-31"),
    ],
)
def test_republican(date: tuple[int, int, int], day: str) -> None:
    """Dates of the Republic are the days they are known to be."""
    number = calendars.republican_day(*date)
    assert number is not None
    assert iso_day(number) == day


@pytest.mark.parametrize(
    "found",
    [
        calendars.julian_day(1900, 2, 30), calendars.julian_day(1901, 2, 29),
        calendars.julian_day(1901, 13, 1), calendars.islamic_day(1356, 2, 30),
        calendars.islamic_day(0, 1, 1), calendars.islamic_day(1356, 13, 1),
        calendars.republican_day(15, 1, 1), calendars.republican_day(2, 13, 6),
        calendars.republican_day(14, 4, 11), calendars.republican_day(1, 1, 31),
        calendars.SHOWA.year(65), calendars.MEIJI.year(5), calendars.SHOWA.year(0),
    ],
)  # fmt: skip
def test_what_does_not_exist(found: int | None) -> None:
    """There is no such date, or none that the era or the calendar ever had."""
    assert found is None


def test_eras() -> None:
    """The years of the Republic of China and of the Japanese eras."""
    assert calendars.REPUBLIC_OF_CHINA.year(26) == 1937
    assert calendars.SHOWA.year(12) == 1937
    assert calendars.MEIJI.year(38) == 1905
    assert calendars.REIWA.year(2) == 2020
