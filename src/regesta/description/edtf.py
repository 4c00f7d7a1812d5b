"""The Extended Date/Time Format (ISO 8601-2:2019): what a machine-readable date covers.

`read` answers the days an EDTF expression covers and how it covers them. Rule of the
kinds: a *point* is some moment within the bounds, a *span* is the whole stretch, *one-of*
is one of several members.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from regesta.description.days import day_number, days_in_month, is_date, year_month_day


class Kind(StrEnum):
    POINT = "point"
    SPAN = "span"
    ONE_OF = "one-of"


class NotEDTF(ValueError):
    """The text is not an EDTF expression, or names a day that does not exist."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The days a date covers, as day numbers (see `regesta.description.days`).

    ``earliest`` and ``latest`` are None where open or unknown. ``certain`` is what the
    date must be compared with to lie *certainly* in a range: for a point the bounds
    widened by the margin of ``~`` and ``?``; for a span the stretch between ends that are
    certain, or None where no stretch is. ``members`` are the choices of a one-of.
    """

    kind: Kind
    earliest: int | None
    latest: int | None
    certain: tuple[int | None, int | None] | None
    members: tuple[Extent, ...] = ()


# Margins by which a qualifier widens a point before it is *certainly* in a range.
MARGIN_DAY = 7  # days
MARGIN_MONTH, MARGIN_YEAR, MARGIN_DECADE, MARGIN_CENTURY = 2, 24, 120, 300  # months

_PARTS = re.compile(
    r"(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX|Y-?\d{5,9})"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[?~%])?",
    re.ASCII,
)
# EDTF level 1 and 2 codes in the place of the month: (first month, number of months).
_DIVISIONS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3),
    29: (9, 3), 31: (3, 3), 32: (6, 3),  # the southern seasons
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4),
    40: (1, 6), 41: (7, 6),
}  # fmt: skip
# December to February: of the year in which it ends, or of that in which it begins.
_ACROSS_NEW_YEAR = (24, 28, 30)
_SEASON_OF_YEAR = re.compile(r"(-?\d{4})-(2[1-4])", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a single date; ``wide`` are its bounds widened by a qualifier's margin."""

    first: int
    last: int
    wide_first: int
    wide_last: int

    def as_point(self) -> Extent:
        return Extent(Kind.POINT, self.first, self.last, (self.wide_first, self.wide_last))


def read(text: str) -> Extent:
    """The extent of an EDTF expression. Raises `NotEDTF`."""
    if text.startswith("[") and text.endswith("]"):
        return _choice(text[1:-1])
    if "/" in text:
        return _interval(text)
    return _date(text).as_point()


def _date(text: str) -> _Days:
    match = _PARTS.fullmatch(text)
    if match is None:
        raise NotEDTF(f"not an EDTF date: {text!r}")
    first, last, margin = _days_and_margin(text, match)
    if not match["qualifier"]:
        return _Days(first, last, first, last)
    if not margin:
        return _Days(first, last, first - MARGIN_DAY, last + MARGIN_DAY)
    return _Days(
        first, last, _first_of_month(first, -margin), _first_of_month(last, margin + 1) - 1
    )


def _first_of_month(day: int, months: int) -> int:
    """The first day of the month that lies so many months from the day's own."""
    year, month, _ = year_month_day(day)
    years, month = divmod(month - 1 + months, 12)
    return day_number(year + years, month + 1, 1)


def _days_and_margin(text: str, match: re.Match[str]) -> tuple[int, int, int]:
    """First and last day, and the margin in months; 0 for a single day, whose margin is
    in days."""
    year_text, month_text, day_text = match["year"], match["month"], match["day"]
    if "X" in year_text:
        if month_text:
            raise NotEDTF(f"a month of an unspecified year is not read: {text!r}")
        unit = 10 ** year_text.count("X")
        bounds = sorted(int(year_text.replace("X", digit)) for digit in "09")
        margin = MARGIN_DECADE if unit == 10 else MARGIN_CENTURY
        return day_number(bounds[0], 1, 1), day_number(bounds[1], 12, 31), margin
    year = int(year_text.removeprefix("Y"))
    if month_text is None or month_text == "XX":
        if day_text not in (None, "XX"):
            raise NotEDTF(f"a day of an unspecified month is not read: {text!r}")
        return day_number(year, 1, 1), day_number(year, 12, 31), MARGIN_YEAR
    month = int(month_text)
    if month > 12:
        if day_text is not None:
            raise NotEDTF(f"a season has no days: {text!r}")
        return (*_division(text, year, month), MARGIN_MONTH)
    if month == 0:
        raise NotEDTF(f"no such month: {text!r}")
    if day_text is None or day_text == "XX":
        last = day_number(year, month, days_in_month(year, month))
        return day_number(year, month, 1), last, MARGIN_MONTH
    if not is_date(year, month, int(day_text)):
        raise NotEDTF(f"no such day: {text!r}")
    day = day_number(year, month, int(day_text))
    return day, day, 0


def _division(text: str, year: int, code: int) -> tuple[int, int]:
    if code in _ACROSS_NEW_YEAR:
        return day_number(year - 1, 12, 1), day_number(year + 1, 3, 1) - 1
    if code not in _DIVISIONS:
        raise NotEDTF(f"no such part of a year: {text!r}")
    month, length = _DIVISIONS[code]
    last = month + length - 1
    return day_number(year, month, 1), day_number(year, last, days_in_month(year, last))


def _interval(text: str) -> Extent:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text or (start_text == end_text == ""):
        raise NotEDTF(f"not an EDTF interval: {text!r}")
    start = None if start_text in ("", "..") else _date(start_text)
    end = None if end_text in ("", "..") else _date(end_text)
    if start and end and (start.first > end.last or _seasons_are_backward(start_text, end_text)):
        raise NotEDTF(f"the interval ends before it begins: {text!r}")
    return Extent(
        Kind.SPAN,
        start.first if start else None,
        end.last if end else None,
        _sure_stretch(start, end, start_text, end_text),
    )


def _seasons_are_backward(start_text: str, end_text: str) -> bool:
    """From winter to spring of one year: the wide bounds of winter would hide it."""
    start, end = _SEASON_OF_YEAR.match(start_text), _SEASON_OF_YEAR.match(end_text)
    return bool(start and end and start[1] == end[1] and start[2] > end[2])


def _sure_stretch(
    start: _Days | None, end: _Days | None, start_text: str, end_text: str
) -> tuple[int | None, int | None] | None:
    """The part of a span that is sure: an open end (``..``) runs on, a qualified one is
    sure from its margin on, and of an unknown one (nothing written) only the days that
    the other end names are sure."""
    if (start is None and end_text == "") or (end is None and start_text == ""):
        return None
    low = start.first if start else None
    high = end.last if end else None
    if start and start.wide_first < start.first:
        low = start.wide_last
    if end and end.wide_last > end.last:
        high = end.wide_first
    if start_text == "" and end:
        low = end.first
    if end_text == "" and start:
        high = start.last
    if low is not None and high is not None and low > high:
        return None
    return low, high


def _choice(text: str) -> Extent:
    if text.startswith("..") and "," not in text:
        end = _date(text[2:])
        return Extent(Kind.POINT, None, end.last, (None, end.wide_last))
    if text.endswith("..") and "," not in text:
        start = _date(text[:-2])
        return Extent(Kind.POINT, start.first, None, (start.wide_first, None))
    if ".." in text and "," not in text:
        start_text, _, end_text = text.partition("..")
        start, end = _date(start_text), _date(end_text)
        if start.first > end.last:
            raise NotEDTF(f"the choice ends before it begins: [{text}]")
        return Extent(Kind.POINT, start.first, end.last, (start.wide_first, end.wide_last))
    members = tuple(_date(part.strip()) for part in text.split(","))
    if len(members) < 2:
        raise NotEDTF(f"a choice needs two members: [{text}]")
    return Extent(
        Kind.ONE_OF,
        min(member.first for member in members),
        max(member.last for member in members),
        (min(member.wide_first for member in members), max(one.wide_last for one in members)),
        tuple(member.as_point() for member in members),
    )
