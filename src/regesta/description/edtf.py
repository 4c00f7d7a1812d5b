"""The Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2): what a date covers.

`read` answers the days an EDTF expression covers and how it covers them. Rule of the
kinds: a *point* is some moment within the bounds, a *span* is the whole stretch, *one-of*
is one of several members. `canonical` writes the same expression in its plainest form.

The grammar is that of the Library of Congress specification of 2019. Where it leaves a
choice: the days of a date and time are those it names, whatever its offset; a set in braces
(all of its members) is a span; an interval or a stretch that runs backward is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice, product

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
    certain, or None where no stretch is. ``members`` are the choices of a one-of, and the
    parts of a span that has gaps.
    """

    kind: Kind
    earliest: int | None
    latest: int | None
    certain: tuple[int | None, int | None] | None
    members: tuple[Extent, ...] = ()


# Margins by which a qualifier widens a point before it is *certainly* in a range.
MARGIN_DAY = 7  # days
MARGIN_MONTH, MARGIN_YEAR, MARGIN_DECADE, MARGIN_CENTURY = 2, 24, 120, 300  # months

# A day number must fit 62 bits with its sign: 365.2425 times this stays below 2**61.
GREATEST_YEAR = 6_000_000_000_000_000

_Q = "[?~%]"
_DATE = re.compile(
    rf"(?P<year_left>{_Q})?(?P<year>-?[\dX]{{4}})(?P<year_right>{_Q})?"
    rf"(?:-(?P<month_left>{_Q})?(?P<month>[\dX]{{2}})(?P<month_right>{_Q})?"
    rf"(?:-(?P<day_left>{_Q})?(?P<day>[\dX]{{2}})(?P<day_right>{_Q})?)?)?",
    re.ASCII,
)
_PLAIN_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_LONG_YEAR = re.compile(
    rf"(?P<year>-?\d{{4}}(?=S)|Y-?[1-9]\d{{4,}}|Y-?[1-9]\d*(?=E))"
    rf"(?:E(?P<exponent>\d+))?(?:S(?P<significant>[1-9]\d*))?(?P<qualifier>{_Q})?",
    re.ASCII,
)
_TIME = re.compile(
    r"(?P<date>-?\d{4}-\d\d-\d\d)T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)"
    r"(?:Z|[+-](?:[01]\d|2[0-3])(?::[0-5]\d)?)?",
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
_SEASON_OF_YEAR = re.compile(r"(-?\d{4})-(2[1-8])", re.ASCII)
# The Gregorian calendar repeats itself after so many years.
_CYCLE = 400


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a single date or a stretch; None where open. ``wide_first`` and
    ``wide_last`` are its bounds widened by a qualifier's margin."""

    first: int | None
    last: int | None
    wide_first: int | None
    wide_last: int | None

    def as_point(self) -> Extent:
        return Extent(Kind.POINT, self.first, self.last, (self.wide_first, self.wide_last))


@lru_cache(maxsize=4096)
def read(text: str) -> Extent:
    """The extent of an EDTF expression. Raises `NotEDTF`."""
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text)
    if text.startswith("{") and text.endswith("}"):
        return _all_of(text)
    if "/" in text:
        return _interval(text)
    if "T" in text:
        match = _TIME.fullmatch(text)
        if match is None:
            raise NotEDTF(f"not an EDTF date and time: {_shown(text)}")
        return _date(match["date"]).as_point()
    return _date(text).as_point()


def canonical(text: str) -> str:
    """The plainest way to write the same expression. Raises `NotEDTF`.

    Members of a set stand without spaces; a qualifier of every part of a date stands at
    its end, one of the first parts after them, any other before its part.
    """
    read(text)
    if text[0] in "[{":
        parts = [_each_date(part.strip(), "..") for part in text[1:-1].split(",")]
        return f"{text[0]}{','.join(parts)}{text[-1]}"
    return _each_date(text, "/")


def _each_date(text: str, sign: str) -> str:
    return sign.join(_canonical_date(part) if part != ".." else part for part in text.split(sign))


def _canonical_date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None or _PLAIN_DATE.fullmatch(text):
        return text
    names, qualifiers = _qualifiers(match)
    alike = _alike(qualifiers)
    written = [
        match[name] if number < alike else qualifiers[number] + match[name]
        for number, name in enumerate(names)
    ]
    written[alike - 1] += qualifiers[0]
    return "-".join(written)


def _alike(qualifiers: list[str]) -> int:
    """How many of the first parts are qualified alike, as one date."""
    return next((at for at, one in enumerate(qualifiers) if one != qualifiers[0]), len(qualifiers))


def _qualifiers(match: re.Match[str]) -> tuple[list[str], list[str]]:
    """The parts that a date has, and what qualifies each."""
    names = [name for name in ("year", "month", "day") if match[name]]
    return names, [_qualifier(match, names[number:], name) for number, name in enumerate(names)]


def _qualifier(match: re.Match[str], from_here: list[str], name: str) -> str:
    """What qualifies a part: its own sign to the left, or any sign to the right of it or
    of a later part."""
    signs = {match[f"{name}_left"]} | {match[f"{one}_right"] for one in from_here}
    signs.discard(None)
    return "%" if len(signs) > 1 else "".join(str(sign) for sign in signs)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:60]}...")


def _date(text: str) -> _Days:
    if match := _PLAIN_DATE.fullmatch(text):  # most dates: all digits there, nothing in doubt
        first, last = _plain(text, int(match[1]), match[2], match[3])
        return _Days(first, last, first, last)
    match = _DATE.fullmatch(text)
    if match is None:
        return _long_year(text)
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in text:
        first, last = _masked(text, year, month, day)
    else:
        first, last = _plain(text, int(year), month, day)
    margin = _margin(match)
    return _Days(first, last, first, last) if margin is None else _widened(first, last, margin)


def _widened(first: int, last: int, margin: int) -> _Days:
    """Widened by a margin in months; 0 stands for that of a day."""
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


def _margin(match: re.Match[str]) -> int | None:
    """The widest margin of the qualified parts, in months (0: that of a day), or None.

    The first parts that are qualified alike are one date, each further one is a part of its
    own: so every way to write the same expression has the same margin.
    """
    names, qualifiers = _qualifiers(match)
    alike = _alike(qualifiers)
    ends = [alike, *range(alike + 1, len(names) + 1)]
    return max(
        (_margin_of(*(match[name] for name in names[:end])) for end in ends if qualifiers[end - 1]),
        default=None,
    )


def _margin_of(year: str, month: str = "XX", day: str = "XX") -> int:
    if "X" in year:
        return MARGIN_DECADE if year.count("X") == 1 else MARGIN_CENTURY
    if "X" in month:
        return MARGIN_YEAR
    return MARGIN_MONTH if "X" in day else 0


def _plain(text: str, year: int, month_text: str | None, day_text: str | None) -> tuple[int, int]:
    """The first and last day of a date whose digits are all there."""
    if text.startswith("-0000"):
        raise NotEDTF(f"the year 0 has no sign: {_shown(text)}")
    if month_text is None:
        return day_number(year, 1, 1), day_number(year, 12, 31)
    month = int(month_text)
    if month > 12:
        if day_text is not None:
            raise NotEDTF(f"a season has no days: {_shown(text)}")
        return _division(text, year, month)
    if month == 0:
        raise NotEDTF(f"no such month: {_shown(text)}")
    if day_text is None:
        return day_number(year, month, 1), day_number(year, month, days_in_month(year, month))
    if not is_date(year, month, int(day_text)):
        raise NotEDTF(f"no such day: {_shown(text)}")
    day = day_number(year, month, int(day_text))
    return day, day


def _division(text: str, year: int, code: int) -> tuple[int, int]:
    if code in _ACROSS_NEW_YEAR:
        return day_number(year - 1, 12, 1), day_number(year + 1, 3, 1) - 1
    if code not in _DIVISIONS:
        raise NotEDTF(f"no such part of a year: {_shown(text)}")
    month, length = _DIVISIONS[code]
    last = month + length - 1
    return day_number(year, month, 1), day_number(year, last, days_in_month(year, last))


def _masked(text: str, year: str, month: str | None, day: str | None) -> tuple[int, int]:
    """The first and the last day that fit a date with unspecified digits."""
    if month is not None and month.isdecimal() and int(month) > 12:
        return _seasons_of_masked_year(text, year, month, day)
    months = _fitting(month or "XX", 12)
    days = _fitting(day or "XX", 31)
    first = _first_fitting(_years(year, backward=False), months, days, min)
    last = _first_fitting(_years(year, backward=True), months[::-1], days, max)
    if first is None or last is None:
        raise NotEDTF(f"no day fits: {_shown(text)}")
    return first, last


def _seasons_of_masked_year(text: str, year: str, month: str, day: str | None) -> tuple[int, int]:
    first, last = (next(_years(year, backward=backward)) for backward in (False, True))
    if day is not None:
        raise NotEDTF(f"a season has no days: {_shown(text)}")
    return _division(text, first, int(month))[0], _division(text, last, int(month))[1]


def _fitting(mask: str, greatest: int) -> list[int]:
    if mask == "XX":
        return list(range(1, greatest + 1))
    return [number for number in range(1, greatest + 1) if _fits(f"{number:02d}", mask)]


def _fits(digits: str, mask: str) -> bool:
    return all(sign in ("X", digit) for digit, sign in zip(digits, mask, strict=True))


def _years(mask: str, *, backward: bool) -> Iterator[int]:
    """The years that fit, in order; no more of them than the calendar repeats itself."""
    negative = mask.startswith("-")
    digits = "9876543210" if backward != negative else "0123456789"
    choices = [digits if sign == "X" else sign for sign in mask.removeprefix("-")]
    for chosen in islice(product(*choices), _CYCLE):
        yield -int("".join(chosen)) if negative else int("".join(chosen))


def _first_fitting(
    years: Iterator[int],
    months: list[int],
    days: list[int],
    which: Callable[[list[int]], int],
) -> int | None:
    for year in years:
        for month in months:
            if existing := [day for day in days if day <= days_in_month(year, month)]:
                return day_number(year, month, which(existing))
    return None


def _long_year(text: str) -> _Days:
    """``Y170000002``, ``Y-17E7``, ``1950S2``: a year with an exponent or with so many
    digits that are significant, which leaves the others open."""
    match = _LONG_YEAR.fullmatch(text)
    if match is None:
        raise NotEDTF(f"not an EDTF date: {_shown(text)}")
    digits = match["year"].removeprefix("Y")
    exponent = match["exponent"] or "0"
    if len(digits) + len(exponent) > 20 or len(digits) + int(exponent) > 20:
        raise _too_far(text)
    year = int(digits) * 10 ** int(exponent)
    if abs(year) > GREATEST_YEAR:
        raise _too_far(text)
    first, last, unit = year, year, 1
    if match["significant"]:
        first, last, unit = _significant(text, year, match["significant"])
    days = day_number(first, 1, 1), day_number(last, 12, 31)
    if not match["qualifier"]:
        return _Days(*days, *days)
    margin = MARGIN_YEAR if unit == 1 else MARGIN_DECADE if unit == 10 else MARGIN_CENTURY
    return _widened(*days, margin)


def _too_far(text: str) -> NotEDTF:
    return NotEDTF(
        f"the year lies outside -{GREATEST_YEAR} to {GREATEST_YEAR}, "
        f"whose days can be counted in 62 bits: {_shown(text)}"
    )


def _significant(text: str, year: int, significant: str) -> tuple[int, int, int]:
    """The first and last year with the same significant digits, and the unit left open."""
    length = len(str(abs(year)))
    if len(significant) > 2 or int(significant) > length:
        raise NotEDTF(f"the year has fewer digits: {_shown(text)}")
    unit = 10 ** (length - int(significant))
    least = abs(year) // unit * unit
    bounds = sorted((least, least + unit - 1) if year >= 0 else (-least, -least - unit + 1))
    return bounds[0], bounds[1], unit


def _interval(text: str) -> Extent:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text or (start_text == end_text == ""):
        raise NotEDTF(f"not an EDTF interval: {_shown(text)}")
    start = None if start_text in ("", "..") else _date(start_text)
    end = None if end_text in ("", "..") else _date(end_text)
    if start and end and (_is_backward(start, end) or _seasons_are_backward(start_text, end_text)):
        raise NotEDTF(f"the interval ends before it begins: {_shown(text)}")
    return Extent(
        Kind.SPAN,
        start.first if start else None,
        end.last if end else None,
        _sure_stretch(start, end, start_text, end_text),
    )


def _is_backward(start: _Days, end: _Days) -> bool:
    return start.first is not None and end.last is not None and start.first > end.last


def _seasons_are_backward(start_text: str, end_text: str) -> bool:
    """From winter to spring of one year: the wide bounds of winter would hide it."""
    start, end = _SEASON_OF_YEAR.match(start_text), _SEASON_OF_YEAR.match(end_text)
    return bool(
        start
        and end
        and start[1] == end[1]
        and start[2] > end[2]
        and (start[2] > "24") == (end[2] > "24")
    )


def _sure_stretch(
    start: _Days | None, end: _Days | None, start_text: str, end_text: str
) -> tuple[int | None, int | None] | None:
    """The part of a span that is sure: an open end (``..``) runs on, a qualified one is
    sure from its margin on, and of an unknown one (nothing written) only the days that
    the other end names are sure."""
    if (start is None and end_text == "") or (end is None and start_text == ""):
        return None
    low = _sure_start(start) if start else None
    high = _sure_end(end) if end else None
    if start_text == "" and end:
        low = end.first
    if end_text == "" and start:
        high = start.last
    if low is not None and high is not None and low > high:
        return None
    return low, high


def _sure_start(days: _Days) -> int | None:
    return days.first if days.wide_first == days.first else days.wide_last


def _sure_end(days: _Days) -> int | None:
    return days.last if days.wide_last == days.last else days.wide_first


def _one_of(text: str) -> Extent:
    elements = _elements(text)
    if len(elements) == 1:
        return elements[0].as_point()
    firsts, lasts, wide_firsts, wide_lasts = zip(
        *((one.first, one.last, one.wide_first, one.wide_last) for one in elements), strict=True
    )
    return Extent(
        Kind.ONE_OF,
        _least(firsts),
        _greatest(lasts),
        (_least(wide_firsts), _greatest(wide_lasts)),
        tuple(one.as_point() for one in elements),
    )


def _all_of(text: str) -> Extent:
    """All members of a set: a span, which is sure over the longest of its sure stretches."""
    elements = sorted(_elements(text), key=lambda one: (one.first is not None, one.first or 0))
    stretches: list[tuple[int | None, int | None]] = []
    for one in elements:
        low, high = _sure_start(one), _sure_end(one)
        if low is not None and high is not None and low > high:
            continue
        if stretches and _touch(stretches[-1], low):
            stretches[-1] = (stretches[-1][0], _greatest((stretches[-1][1], high)))
        else:
            stretches.append((low, high))
    return Extent(
        Kind.SPAN,
        _least(one.first for one in elements),
        _greatest(one.last for one in elements),
        max(stretches, key=_length, default=None),
        tuple(one.as_point() for one in elements) if len(stretches) > 1 else (),
    )


def _touch(stretch: tuple[int | None, int | None], low: int | None) -> bool:
    return stretch[1] is None or low is None or low <= stretch[1] + 1


def _length(stretch: tuple[int | None, int | None]) -> float:
    low, high = stretch
    return float("inf") if low is None or high is None else high - low


def _least(days: Iterable[int | None]) -> int | None:
    """The first of several days, None where one of them is open."""
    known = list(days)
    return None if None in known else min(day for day in known if day is not None)


def _greatest(days: Iterable[int | None]) -> int | None:
    known = list(days)
    return None if None in known else max(day for day in known if day is not None)


def _elements(text: str) -> list[_Days]:
    """The members of a set: dates, stretches ``a..b``, an open one at either end."""
    parts = [part.strip() for part in text[1:-1].split(",")]
    found = [
        _element(text, part, is_first=number == 0, is_last=number == len(parts) - 1)
        for number, part in enumerate(parts)
    ]
    if len(parts) == 1 and ".." not in text:
        raise NotEDTF(f"a choice needs two members: {_shown(text)}")
    return found


def _element(text: str, part: str, *, is_first: bool, is_last: bool) -> _Days:
    if ".." not in part:
        return _date(part)
    start_text, _, end_text = part.partition("..")
    if (not start_text and not is_first) or (not end_text and not is_last):
        raise NotEDTF(f"only the ends of a set can be open: {_shown(text)}")
    if not start_text:
        end = _date(end_text)
        return _Days(None, end.last, None, end.wide_last)
    start = _date(start_text)
    if not end_text:
        return _Days(start.first, None, start.wide_first, None)
    end = _date(end_text)
    if _is_backward(start, end):
        raise NotEDTF(f"the choice ends before it begins: {_shown(text)}")
    return _Days(start.first, end.last, start.wide_first, end.wide_last)
