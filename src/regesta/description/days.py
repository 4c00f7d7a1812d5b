"""Days as integers, in the proleptic Gregorian calendar with astronomical years.

Python's own ``date`` ends at the years 1 and 9999; archives hold older things, and EDTF
reaches further still. Day 0 is 1970-01-01; year 0 is 1 BC.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

# Day numbers past every calendar: without beginning, without end.
ALWAYS, NEVER = -(2**62), 2**62

MOST_KEPT = 20_000  # days that are remembered: those of an archive come again and again
_DAYS_BEFORE_EPOCH = 719_468
_ORDINAL_OF_EPOCH = date(1970, 1, 1).toordinal()
_FIRST_OF_PYTHON = date.min.toordinal() - _ORDINAL_OF_EPOCH
_LAST_OF_PYTHON = date.max.toordinal() - _ORDINAL_OF_EPOCH
_ISO_DAY = re.compile(r"(-?\d{4,9})-(\d\d)-(\d\d)", re.ASCII)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month, 1 to 12."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(year: int, month: int, day: int) -> int:
    """The day's distance from 1970-01-01. The date must exist; see `is_date`.

    The year is counted from March, so that the leap day is the last of its year and
    the length of the months before it follows one linear formula.
    """
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146_097 + day_of_era - _DAYS_BEFORE_EPOCH


@lru_cache(maxsize=MOST_KEPT)
def year_month_day(number: int) -> tuple[int, int, int]:
    """The inverse of `day_number`."""
    era, day_of_era = divmod(number + _DAYS_BEFORE_EPOCH, 146_097)
    year_of_era = (
        day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = (shifted_month + 2) % 12 + 1
    return era * 400 + year_of_era + (month <= 2), month, day


def is_date(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def iso_year(year: int) -> str:
    """A year in at least four digits: ``0476``, ``-0043``."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


@lru_cache(maxsize=MOST_KEPT)
def iso_day(number: int) -> str:
    """A day number as ``YYYY-MM-DD``."""
    if _FIRST_OF_PYTHON <= number <= _LAST_OF_PYTHON:  # the quicker way, as far as it reaches
        return date.fromordinal(number + _ORDINAL_OF_EPOCH).isoformat()
    year, month, day = year_month_day(number)
    return f"{iso_year(year)}-{month:02d}-{day:02d}"


def parse_iso_day(text: str) -> int:
    """The day number of ``YYYY-MM-DD``. Raises `ValueError` where there is no such day."""
    match = _ISO_DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"not a day written YYYY-MM-DD: {text!r}")
    year, month, day = (int(part) for part in match.groups())
    if not is_date(year, month, day):
        raise ValueError(f"no such day: {text!r}")
    return day_number(year, month, day)
