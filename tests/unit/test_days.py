"""Days as numbers: a few that are known, the first and last, and those that do not exist."""

from __future__ import annotations

import pytest

from regesta.description.days import (
    day_number,
    days_in_month,
    is_date,
    is_leap,
    iso_day,
    iso_year,
    parse_iso_day,
    year_month_day,
)


@pytest.mark.parametrize(
    ("year", "month", "day", "number"),
    [
        (1970, 1, 1, 0),
        (1969, 12, 31, -1),
        (2000, 2, 29, 11_016),
        (1, 1, 1, -719_162),
        (0, 12, 31, -719_163),
        (0, 2, 29, -719_469),
        (0, 1, 1, -719_528),
        (-1, 12, 31, -719_529),
        (-4712, 1, 1, -2_440_550),
        (-4713, 11, 24, -2_440_588),  # the day from which astronomers count
        (1582, 10, 15, -141_427),
    ],
)
def test_known_days(year: int, month: int, day: int, number: int) -> None:
    """Well-known days have their number, and the number leads back."""
    assert day_number(year, month, day) == number
    assert year_month_day(number) == (year, month, day)


@pytest.mark.parametrize(
    ("year", "leap"),
    [(2000, True), (1900, False), (1936, True), (1937, False), (0, True), (-4, True), (-1, False),
     (-100, False), (-400, True)],
)  # fmt: skip
def test_leap_years(year: int, leap: bool) -> None:
    """The leap years are the Gregorian ones, before our era too."""
    assert is_leap(year) is leap
    assert days_in_month(year, 2) == (29 if leap else 28)
    assert is_date(year, 2, 29) is leap


@pytest.mark.parametrize(
    ("month", "day"),
    [(0, 1), (13, 1), (-1, 1), (1, 0), (1, 32), (2, 30), (4, 31), (6, 31), (9, 31), (11, 31)],
)
def test_days_that_do_not_exist(month: int, day: int) -> None:
    """No month and no day beyond those of the calendar exists."""
    assert not is_date(1936, month, day)


@pytest.mark.parametrize(
    ("year", "written"),
    [(1937, "1937"), (476, "0476"), (0, "0000"), (-43, "-0043"), (-9999, "-9999"),
     (12_000, "12000"), (-12_000, "-12000")],
)  # fmt: skip
def test_years_are_written_in_four_digits(year: int, written: str) -> None:
    """A year has at least four digits, the minus sign apart."""
    assert iso_year(year) == written
    assert iso_day(day_number(year, 3, 1)) == f"{written}-03-01"
    assert parse_iso_day(f"{written}-03-01") == day_number(year, 3, 1)


@pytest.mark.parametrize(
    "text",
    ["", "1937", "1937-04", "1937-4-19", "1937-04-31", "1937-02-29", "1937-13-01", "1937-00-01",
     "1937-01-00", "937-01-01", "1937/04/19", "1937-04-19 ", "1937-04-19\n", "+1937-04-19",
     "1937-04-19T00:00", "１９３７-04-19", "\0"],
)  # fmt: skip
def test_no_such_day(text: str) -> None:
    """What is not an existing day written in full is refused."""
    with pytest.raises(ValueError, match=r"no such day|not a day"):
        parse_iso_day(text)
