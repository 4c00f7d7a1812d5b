"""One date of a wording: its parts, and the EDTF they make.

A piece may lack what its neighbour in a range says for both (*29 July - 2 August 1937*).
Where a piece is not one EDTF date but a stretch (a Julian month, the early thirties), it has
a first and a last, and is written as a choice between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from regesta.description import calendars, edtf
from regesta.description.days import (
    day_number,
    days_in_month,
    is_date,
    iso_day,
    iso_year,
    year_month_day,
)

WINTER = 24
_FIRST_OF_PARTS = {"third": 37, "half": 40, "quarter": 33}
# The first and last year of a third, a half or a quarter, counted from the unit's first.
_DECADE_PARTS = {"third": ((0, 3), (4, 6), (7, 9)), "half": ((0, 4), (5, 9))}
_CENTURY_PARTS = {
    "third": ((0, 33), (34, 66), (67, 99)),
    "half": ((0, 49), (50, 99)),
    "quarter": ((0, 24), (25, 49), (50, 74), (75, 99)),
}
_MONTH_PARTS = {"third": ((1, 10), (11, 20), (21, 31)), "half": ((1, 15), (16, 31))}


@dataclass(slots=True)
class Piece:
    """What is known of a date. ``bare`` is a number that may be a day, a month or a year;
    ``signs`` holds the question marks of single parts."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    bare: int | None = None
    season: int | None = None
    decade: int | None = None  # its first year
    century: int | None = None  # 19; negative before our era
    part: tuple[str, int] | None = None
    qualifier: str = ""
    signs: dict[str, str] = field(default_factory=dict)
    calendar: str = "gregorian"
    numbered_month: bool = False
    may_be_decade: bool = False  # the 1900s

    @property
    def precision(self) -> str:
        names = ("day", "month", "season", "decade", "century")
        return next((name for name in names if getattr(self, name) is not None), "year")


class Written(NamedTuple):
    """A date as EDTF: one date, or the first and last of a choice.

    ``is_either`` where it is one of the two rather than anything between; ``ends`` says
    whether it may end a range.
    """

    first: str
    last: str
    is_either: bool = False
    ends: bool = True

    @property
    def expression(self) -> str:
        if self.first == self.last:
            return self.first
        return f"[{self.first}{',' if self.is_either else '..'}{self.last}]"


def qualified(text: str, sign: str) -> str:
    """An EDTF date with one more qualifier; both together are written %."""
    if not sign or text in ("", ".."):
        return text
    last = text[-1]
    if last in "?~%":
        return text if last in (sign, "%") else text[:-1] + "%"
    return text + sign


def written(piece: Piece, *, either_calendar: bool = False) -> Written | None:
    """The EDTF of a whole piece, None where there is no such date.

    ``either_calendar``: where the Gregorian calendar may not have been in use, both
    readings are covered.
    """
    made = _in_its_calendar(piece) if piece.calendar != "gregorian" else _gregorian(piece)
    if made is None or piece.bare is not None:
        return None
    if either_calendar and piece.calendar == "gregorian" and piece.month and not piece.part:
        made = _in_either_calendar(piece, made)
    if not piece.qualifier:
        return made
    first, last = qualified(made.first, piece.qualifier), qualified(made.last, piece.qualifier)
    return made._replace(first=first, last=last)


def _gregorian(piece: Piece) -> Written | None:
    if piece.century is not None:
        return _century(piece.century, piece.part)
    if piece.decade is not None:
        return _decade(piece.decade, piece.part)
    return None if piece.year is None else _in_year(piece, piece.year)


def _in_year(piece: Piece, number: int) -> Written | None:
    year = piece.signs.get("year", "") + iso_year(number)
    if piece.season is not None:
        return None if piece.part else _one(f"{year}-{piece.season}")
    if piece.month is None:
        return _part_of_year(year, piece.part)
    return _month_or_day(piece, f"{year}-{piece.signs.get('month', '')}")


def _month_or_day(piece: Piece, year: str) -> Written | None:
    year_number, month = piece.year or 0, piece.month or 0
    if not 1 <= month <= 12:
        return None
    if piece.day is None:
        return _part_of_month(piece, f"{year}{month:02d}")
    if piece.part or not is_date(year_number, month, piece.day):
        return None
    return _one(f"{year}{month:02d}-{piece.signs.get('day', '')}{piece.day:02d}")


def _one(text: str) -> Written:
    return Written(text, text)


def _part_of_year(year: str, part: tuple[str, int] | None) -> Written:
    if part is None:
        return _one(year)
    return _one(f"{year}-{_FIRST_OF_PARTS[part[0]] + part[1] - 1}")


def _part_of_month(piece: Piece, month: str) -> Written | None:
    if piece.part is None:
        return _one(month)
    name, number = piece.part
    if name not in _MONTH_PARTS or piece.year is None or piece.month is None:
        return None
    first, last = _MONTH_PARTS[name][number - 1]
    last = min(last, days_in_month(piece.year, piece.month))
    return Written(f"{month}-{first:02d}", f"{month}-{last:02d}", ends=False)


def _decade(year: int, part: tuple[str, int] | None) -> Written | None:
    if part is None:
        return _one(f"{year // 10:03d}X")
    if part[0] not in _DECADE_PARTS:
        return None
    first, last = _DECADE_PARTS[part[0]][part[1] - 1]
    return Written(iso_year(year + first), iso_year(year + last), ends=False)


def _century(number: int, part: tuple[str, int] | None) -> Written | None:
    """The 19th century as catalogues mean it: 1800 to 1899; before our era, all but the
    first have the digits of their last year."""
    if part is None:
        return _one(f"-{-number - 1:02d}XX" if number < 0 else f"{number - 1:02d}XX")
    if number < 0 or part[0] not in _CENTURY_PARTS:
        return None
    first, last = _CENTURY_PARTS[part[0]][part[1] - 1]
    start = 100 * (number - 1)
    return Written(iso_year(start + first), iso_year(start + last), ends=False)


def bounds(piece: Piece) -> tuple[int, int] | None:
    """The first and last day of a piece in its own calendar: a day, a month or a year."""
    by_day: Any = {
        "julian": calendars.julian_day,
        "hijri": calendars.islamic_day,
        "republican": calendars.republican_day,
    }[piece.calendar]
    if piece.year is None or piece.part or piece.season or piece.decade or piece.century:
        return None
    month, last_month = piece.month or 1, piece.month or 12
    if piece.calendar == "republican" and piece.month is None:
        last_month = calendars.COMPLEMENTARY
    if piece.day is not None:
        first = last = by_day(piece.year, month, piece.day)
    else:
        first = by_day(piece.year, month, 1)
        last = _last_day(by_day, piece.year, last_month)
    if first is None or last is None:
        return None
    return first, last


def _last_day(by_day: Any, year: int, month: int) -> int | None:
    found = (by_day(year, month, day) for day in range(31, 0, -1))
    return next((day for day in found if day is not None), None)


def _in_its_calendar(piece: Piece) -> Written | None:
    """A date of another calendar; an Islamic one is never certain to the day."""
    days = bounds(piece)
    if days is None:
        return None
    sign = "~" if piece.calendar == "hijri" else ""
    first, last = (qualified(iso_day(day), sign) for day in days)
    return Written(first, last)


def _in_either_calendar(piece: Piece, made: Written) -> Written:
    if piece.year is None or piece.month is None or piece.signs:
        return made
    first = day_number(piece.year, piece.month, piece.day or 1)
    if not calendars.FIRST_GREGORIAN_DAY <= first < calendars.FIRST_GREGORIAN_DAY_IN_RUSSIA:
        return made
    last = calendars.julian_day(
        piece.year, piece.month, piece.day or days_in_month(piece.year, piece.month)
    )
    if last is None:
        return made
    return Written(iso_day(first), iso_day(last), is_either=piece.day is not None)


def before(piece: Piece, date: Written) -> str | None:
    """The last date before this one, in the unit it names."""
    return _beside(piece, date.last, -1)


def after(piece: Piece, date: Written) -> str | None:
    return _beside(piece, date.last, 1)


def _beside(piece: Piece, text: str, step: int) -> str | None:
    is_vague = piece.part is not None and piece.part[0] == "third"
    if piece.season == WINTER or piece.calendar == "hijri" or is_vague:
        return None
    extent = edtf.read(text)
    bound = extent.earliest if step < 0 else extent.latest
    if bound is None:
        return None
    year, month, day = year_month_day(bound + step)
    sign = text[-1] if text[-1] in "?~%" else ""
    precision = "day" if len(text.strip("-?~%").split("-")) == 3 else piece.precision
    if precision == "day":
        return f"{iso_year(year)}-{month:02d}-{day:02d}{sign}"
    if precision in ("month", "season") or (precision == "year" and piece.part):
        return f"{iso_year(year)}-{month:02d}{sign}"
    return f"{iso_year(year)}{sign}"


def share(first: Piece, last: Piece) -> bool:
    """Gives each piece what only the other says; False where that cannot be meant."""
    both = ((first, last), (last, first))
    for one, other in both:
        if one.may_be_decade and one.century and other.decade is not None:
            one.decade, one.century, one.may_be_decade = 100 * (one.century - 1), None, False
    if last.decade is not None and _is_round_year(first):
        first.decade, first.year = first.year, None  # 1920-1930-е годы
    if first.bare is not None and last.year is not None and last.year <= 0 and not last.day:
        first.year, first.bare = 1 - first.bare, None  # 20-10 BC
    if not all(one.bare is None or _resolve(one, other) for one, other in both):
        return False
    if first.season is not None and last.season is not None and first.year is None:
        first.year = last.year
    return all(_lend(one, other) for one, other in both)


def _is_round_year(piece: Piece) -> bool:
    """Whether this is a year that may stand for its decade, and nothing else."""
    is_year = bool(piece.year) and piece.precision == "year"
    return is_year and (piece.year or 1) % 10 == 0 and not (piece.part or piece.qualifier)


def _lend(one: Piece, other: Piece) -> bool:
    """Gives one piece the month and the year it lacks."""
    if one.day is not None and one.month is None:
        if other.day is None:
            return False
        one.month, one.numbered_month = other.month, other.numbered_month
    if one.year is None and one.decade is None and one.century is None:
        if other.year is None or one.precision != other.precision:
            return False
        one.year, one.calendar = other.year, other.calendar
    return True


def _resolve(one: Piece, other: Piece) -> bool:
    """What a number standing alone must be, next to the other piece."""
    number, one.bare = one.bare, None
    if number is None:
        return True
    if other.century is not None and one.year is None:
        one.century = -number if other.century < 0 else number
    elif other.decade is not None and one.year is None:
        if number % 10:
            return False
        one.decade = other.decade - other.decade % 100 + number  # 20-30-е годы XX века
    elif other.day is not None and (other.month is not None or one.month is not None):
        one.day = number
    elif other.month is not None and other.numbered_month:
        one.month, one.numbered_month = number, True
        if one.year is None:
            one.year = other.year
    else:
        return False
    return True
