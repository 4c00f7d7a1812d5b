"""Calendars other than the Gregorian: their dates as day numbers.

Sources of the rules: the Julian and the civil (tabular) Islamic calendar as in Reingold and
Dershowitz, *Calendrical Calculations*; the French Republican as it was kept, with its leap
years 3, 7 and 11; the first and last days of the Japanese eras by their decrees. Day numbers
are those of `regesta.description.days`. An impossible date is None.
"""

from __future__ import annotations

from dataclasses import dataclass

from regesta.description.days import day_number

_DAY_BEFORE_JULIAN_YEAR_1 = day_number(0, 12, 30) - 1
_DAY_BEFORE_HIJRA = day_number(622, 7, 19) - 1  # 16 July 622 of the Julian calendar
_DAY_BEFORE_REPUBLIC = day_number(1792, 9, 22) - 1
LAST_REPUBLICAN_DAY = day_number(1805, 12, 31)
LAST_REPUBLICAN_YEAR = 14
COMPLEMENTARY = 13  # stands for the days after the last month of the republican year
LAST_ISLAMIC_YEAR = 1600  # nothing written yet is later; a Gregorian year without its mark is

# The Gregorian calendar begins; it reaches Soviet Russia.
FIRST_GREGORIAN_DAY = day_number(1582, 10, 15)
FIRST_GREGORIAN_DAY_IN_RUSSIA = day_number(1918, 2, 14)


def julian_day(year: int, month: int, day: int) -> int | None:
    """The day number of a Julian date; the year is astronomical (0 is 1 BC)."""
    leap = year % 4 == 0
    lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
        return None
    before = 365 * (year - 1) + (year - 1) // 4
    return _DAY_BEFORE_JULIAN_YEAR_1 + before + sum(lengths[: month - 1]) + day


def islamic_day(year: int, month: int, day: int) -> int | None:
    """The day number of a date of the civil Islamic calendar.

    The months that people kept began by sighting: the answer may be off by a day or two.
    """
    if not 1 <= year <= LAST_ISLAMIC_YEAR or not 1 <= month <= 12:
        return None
    if not 1 <= day <= islamic_month_length(year, month):
        return None
    before = 354 * (year - 1) + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2
    return _DAY_BEFORE_HIJRA + before + day


def islamic_month_length(year: int, month: int) -> int:
    if month == 12:
        return 30 if (11 * year + 14) % 30 < 11 else 29
    return 29 + month % 2


def republican_day(year: int, month: int, day: int) -> int | None:
    """The day number of a French Republican date; month 13 holds the complementary days."""
    if not 1 <= year <= LAST_REPUBLICAN_YEAR or not 1 <= month <= COMPLEMENTARY:
        return None
    if not 1 <= day <= republican_month_length(year, month):
        return None
    number = _DAY_BEFORE_REPUBLIC + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day
    return number if number <= LAST_REPUBLICAN_DAY else None


def republican_month_length(year: int, month: int) -> int:
    if month < COMPLEMENTARY:
        return 30
    return 6 if year % 4 == 3 else 5


@dataclass(frozen=True, slots=True)
class Era:
    """An era that counts Gregorian years: its year 1, and the days it was in use.

    ``solar`` is the first year whose months and days are Gregorian.
    """

    name: str
    first_year: int
    first_day: int
    last_day: int | None = None
    solar: int = 0

    def year(self, number: int) -> int | None:
        """The Gregorian year, None where the era has no such year."""
        year = self.first_year + number - 1
        last = self.last_day
        if number < 1 or year < self.solar or (last is not None and day_number(year, 1, 1) > last):
            return None
        return year


REPUBLIC_OF_CHINA = Era("Republic of China", 1912, day_number(1912, 1, 1))
MEIJI = Era(
    "Japanese era Meiji", 1868, day_number(1868, 1, 25), day_number(1912, 7, 30), solar=1873
)
TAISHO = Era("Japanese era Taisho", 1912, day_number(1912, 7, 30), day_number(1926, 12, 25))
SHOWA = Era("Japanese era Showa", 1926, day_number(1926, 12, 25), day_number(1989, 1, 7))
HEISEI = Era("Japanese era Heisei", 1989, day_number(1989, 1, 8), day_number(2019, 4, 30))
REIWA = Era("Japanese era Reiwa", 2019, day_number(2019, 5, 1))
