"""The one grammar of dates, over the kinds of words that `date_words` gives.

First the words that belong together become one token (a year and its era, a century, the
half of a year, a time of day); then an expression is read by descent: what governs a date
(*before*, *circa*), two dates with a sign between them, a single date by its shape. Every
token must have its place, or there is no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from regesta.description import calendars, date_pieces, edtf
from regesta.description.date_pieces import Piece, Written, qualified
from regesta.description.date_tokens import Run, TwoDigits
from regesta.description.date_words import ONLY_WITH_END
from regesta.description.days import day_number, iso_day, parse_iso_day

TIME_SET_ASIDE = "the time of day is set aside"
JULIAN_NOTE = "converted from the Julian calendar"
EITHER_CALENDAR = "the calendar is not said: the Julian and the Gregorian reading are covered"
TWO_YEARS_OR_MONTH = "the second number may be a year, a month or a season: all are covered"
DAY_OR_MONTH_FIRST = "day or month first is not said: both readings are covered"
DECADE_OR_CENTURY = "a decade or a century may be meant: both are covered"
HIJRI_NOTE = "computed by the civil Islamic calendar: the day may be off by one or two"
BULK_OUTSIDE = "the bulk dates lie outside the whole"
OTHER_WEEKDAY = "the weekday is that of another day"
BY_COLUMN = "settled by the other values of the column: "
LAST_SEASON = 41  # the last of the EDTF codes that stand where a month stands
_LAST_TWO_DIGIT_DAY = 31


class DecadeOrCentury(int):
    """A century that may be its first decade: the 1900s."""


@dataclass(slots=True)
class Habits:
    """What the values of a column show about its dates; None where they show nothing."""

    day_first: bool | None = None
    second_is_month: bool | None = None


@dataclass(slots=True)
class Reading:
    """What holds for the whole wording, and what there is to say about it."""

    year: int | None = None
    language_is_julian: bool = False
    day_first: bool | None = None
    habits: Habits = field(default_factory=Habits)
    notes: list[str] = field(default_factory=list)
    calendar: str = "gregorian"
    style: str = ""  # "O" or "Q": old or new style is said
    eras: list[calendars.Era] = field(default_factory=list)
    weekday: int | None = None
    has_weekday: bool = False
    bulk: str = ""

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


# --- words that belong together -------------------------------------------------------------

Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], tuple[Any, ...], Reading], Any]]
_TIME = r"(?:a?n(?:[:.]n){0,2}a|an(?:[:.]n){0,2}|n:n(?::n)?a?|a?un(?::n)?a?|a?n[:.]nua?|a?nuh?(?:n?v?|z)?a?|z)"
_TIME_AT_END = re.compile(rf"[,\-]?_?{_TIME}(?:-{_TIME})?z?\.?$")
_TIME_AT_START = re.compile(rf"^{_TIME},?_?(?=[nmYwo])")


def whole(run: Run, reading: Reading) -> str | None:
    """The EDTF of a whole wording, None where it is no date."""
    run = _without_bulk(run, reading)
    found = _dated(_prepared(run, reading), reading)
    if found is None or not _is_possible(found, reading):
        return None
    return found


def _without_bulk(run: Run, reading: Reading) -> Run:
    """The wording without ``(bulk 1905-1915)``, which is a date of its own."""
    match = re.fullmatch(r"(.+?)(?:\((U[^()]+)\)|,(U.+))", run.kinds)
    if match is None:
        return run
    start, end = match.span(2) if match[2] else match.span(3)
    inner = Reading(year=reading.year, habits=reading.habits)
    found = _dated(_prepared(run.part(start + 1, end), inner), inner)
    if found is None:
        return run
    reading.bulk = found
    return run.part(0, match.end(1))


def _prepared(run: Run, reading: Reading) -> Run:
    run = _without_time(_without_weekday(run, reading), reading)
    if run.kinds.endswith("_"):
        return Run("!", (None,))
    run = _without_year_after_mark(_without_stops(_kept(run, ",_")))
    for trigger, pattern, make in _RULES:
        if trigger in run.kinds:
            run = _rewritten(run, pattern, make, reading)
    return run


def _without_weekday(run: Run, reading: Reading) -> Run:
    if "w" not in run.kinds:
        return run
    reading.has_weekday = True
    if run.kinds.count("w") == 1:
        reading.weekday = run.values[run.kinds.index("w")]
    match = re.search(r"\(w\)|w,?", run.kinds)
    while match:
        run = run.part(0, match.start()) + run.part(match.end())
        match = re.search(r"\(w\)|w,?", run.kinds)
    return run


def _without_time(run: Run, reading: Reading) -> Run:
    kinds = run.kinds
    if not any(sign in kinds for sign in ":azu"):
        return run
    for pattern in (_TIME_AT_END, _TIME_AT_START):
        match = pattern.search(kinds)
        if match and 0 < len(match[0]) < len(kinds) and _is_time(run, match):
            reading.note(TIME_SET_ASIDE)
            return run.part(0, match.start()) + run.part(match.end())
    return run


def _is_time(run: Run, match: re.Match[str]) -> bool:
    found = [run.values[place] for place in range(*match.span()) if run.kinds[place] == "n"]
    return all(number <= 24 if at % 3 == 0 else number < 60 for at, number in enumerate(found))


def _kept(run: Run, unwanted: str) -> Run:
    if not any(sign in run.kinds for sign in unwanted):
        return run
    places = [place for place, kind in enumerate(run.kinds) if kind not in unwanted]
    return _at(run, places)


def _at(run: Run, places: list[int]) -> Run:
    return Run(
        "".join(run.kinds[place] for place in places),
        tuple(run.values[place] for place in places),
    )


def _without_stops(run: Run) -> Run:
    """Without the full stops that only follow a number: those between numbers stay."""
    kinds = run.kinds
    if "." not in kinds:
        return run
    places = [
        place
        for place, kind in enumerate(kinds)
        if kind != "."
        or (0 < place < len(kinds) - 1 and kinds[place - 1] in "nY" and kinds[place + 1] in "nY")
    ]
    return _at(run, places)


def _without_year_after_mark(run: Run) -> Run:
    """``[1936?] г.`` says the word for the year after the question mark."""
    if re.search(r"Y[-/]n\??y$", run.kinds):  # the word after 1934-35 is for both
        run = Run(run.kinds[:-1] + "G", run.values)
    place = run.kinds.find("Y?y")
    return run.part(0, place + 2) + run.part(place + 3) if place >= 0 else run


def _rewritten(
    run: Run,
    pattern: re.Pattern[str],
    make: Callable[[re.Match[str], tuple[Any, ...], Reading], Any],
    reading: Reading,
) -> Run:
    """The run with each match of the pattern made into one token, where it can be."""
    kinds, values, place = "", (), 0
    for match in pattern.finditer(run.kinds):
        made = make(match, run.values[match.start() : match.end()], reading)
        if made is None:
            continue
        kinds += run.kinds[place : match.start()] + made[0]
        values = (*values, *run.values[place : match.start()], made[1])
        place = match.end()
    if not place:
        return run
    return Run(kinds + run.kinds[place:], values + run.values[place:])


def _number(match: re.Match[str], values: tuple[Any, ...], kinds: str) -> Any:
    return next(value for kind, value in zip(match[0], values, strict=True) if kind in kinds)


def _same(kind: str, kinds: str) -> Callable[..., Any]:
    """A rule that makes a token of a kind with the value of one of these kinds."""
    return lambda match, values, _reading: (kind, _number(match, values, kinds))


def _bc(match: re.Match[str], values: tuple[Any, ...], _reading: Reading) -> Any:
    number = _number(match, values, "ntY")
    return ("Y", 1 - number) if number else None


def _era_year(match: re.Match[str], values: tuple[Any, ...], reading: Reading) -> Any:
    era = values[0]
    year = era.year(_number(match, values, "ntYo"))
    if year is None:
        return None
    reading.eras.append(era)
    reading.calendar = era.name
    return "Y", year


def _century_of(match: re.Match[str], values: tuple[Any, ...], _reading: Reading) -> Any:
    number = _number(match, values, "orn")
    if not 1 <= number <= 21:
        return None
    return "C", -number if "b" in match[0] else number


def _decade_of_year(match: re.Match[str], values: tuple[Any, ...], reading: Reading) -> Any:
    year = _number(match, values, "Y")
    if year % 10:
        return None
    if year % 100 == 0:
        reading.note(DECADE_OR_CENTURY)
        return "C", DecadeOrCentury(year // 100 + 1)
    return "Z", year


def _decade_of_century(match: re.Match[str], values: tuple[Any, ...], _reading: Reading) -> Any:
    century, tens = _number(match, values, "C"), _number(match, values, "ne")
    return ("Z", 100 * (century - 1) + tens) if century > 0 and tens % 10 == 0 else None


def _part(match: re.Match[str], values: tuple[Any, ...], _reading: Reading) -> Any:
    number = _number(match, values, "orn")
    name, most = ("half", 2) if "h" in match[0] else ("quarter", 4)
    return ("x", (name, number)) if 1 <= number <= most else None


def _islamic_year(match: re.Match[str], values: tuple[Any, ...], _reading: Reading) -> Any:
    number = _number(match, values, "tY")
    return ("J", number) if 1 <= number <= calendars.LAST_ISLAMIC_YEAR else None


def _islamic_by_month(match: re.Match[str], values: tuple[Any, ...], _reading: Reading) -> Any:
    return ("I", values) if values[-1] <= calendars.LAST_ISLAMIC_YEAR else None


def _written_day(match: re.Match[str], values: tuple[Any, ...], _reading: Reading) -> Any:
    digits = values[0]
    return (
        ("g", (int(digits[:4]), int(digits[4:6]), int(digits[6:]))) if digits[0] in "12" else None
    )


_RULES: list[Rule] = [
    (trigger, re.compile(pattern), make)
    for trigger, pattern, make in (
        ("?", r"\(\?\)|\?", lambda *_: ("?", None)),
        ("X", r"nX", _same("o", "n")),
        ("l", r"nl", _same("M", "n")),
        ("j", r"nj", _same("d", "n")),
        ("E", r"E[ntYo]y?", _era_year),
        ("c", r"_?(?:[orn]c|c[orn])[bA]?|bnc", _century_of),
        ("b", r"[ntY]y?b|b[ntY]y?", _bc),
        ("A", r"[ntY]y?A|A[ntY]y?", _same("Y", "ntY")),
        ("H", r"y?[tY]y?H|H[tY]", _islamic_year),
        ("J", r"yJ", _same("J", "J")),
        ("i", r"iy?Y", _islamic_by_month),
        ("f", r"(?<=f)y?[rno]$", lambda match, values, _: ("V", values[-1])),
        ("y", r"^yr$", lambda match, values, _: ("V", values[-1])),
        ("y", r"yY|Yy", _same("Y", "Y")),
        ("S", r"YSG?D?y?|YS", _decade_of_year),
        ("D", r"YD|DYS?", _decade_of_year),
        ("C", r"Cn[SX]?[GDy]|n[SX]?[GDy]C|[GD]nS?C|[GDy]?eC|CDn|Ce", _decade_of_century),
        ("C", r"[on][SX][Gy]C", _decade_of_century),
        ("h", r"[orn]h|h[on]", _part),
        ("q", r"[orn]q|q[on]", _part),
        ("p", r"p-?", _same("x", "p")),
        ("L", r"L", _written_day),
        ("G", r"G$", lambda *_: ("G", None)),
    )
]


# --- the whole: two styles, two calendars -----------------------------------------------------


def _dated(run: Run, reading: Reading) -> str | None:
    run = _without_style(run, reading)
    kinds = run.kinds
    if kinds.startswith("(") and kinds.endswith(")"):
        run = run.part(1, -1)
    elif "(" in kinds or "W" in kinds:
        return _said_twice(run, reading)
    if "/" in kinds and (found := _double_date(run, reading)):
        return found
    return _expression(run, reading)


def _without_style(run: Run, reading: Reading) -> Run:
    match = re.search(r"\(?([OQ])\)?$", run.kinds)
    if match and match[0] in ("O", "Q", "(O)", "(Q)"):
        reading.style = match[1]
        if match[1] == "O":
            reading.calendar = "julian"
        return run.part(0, match.start())
    return run


def _said_twice(run: Run, reading: Reading) -> str | None:
    """``25 October (7 November) 1917``: one day in two calendars, which must agree."""
    match = re.fullmatch(r"([^()W]+)(?:\(([^()W]+)\)|W([^()W]+))([^()W]*)", run.kinds)
    if match is None:
        return None
    inside = run.part(*match.span(2 if match[2] else 3))
    rest = match.span(4)
    before = run.part(*match.span(1))
    if (tail := run.part(*rest)).kinds and match[3]:
        return None
    return _one_day(before + tail, _kept(inside, "OQ"), reading)


def _double_date(run: Run, reading: Reading) -> str | None:
    """``25 October/7 November 1917`` where the two are one day in two calendars."""
    if run.kinds.count("/") != 1:
        return None
    place = run.kinds.index("/")
    found = [_single(part, reading) for part in (run.part(0, place), run.part(place + 1))]
    first, last = found
    if first is None or last is None or not date_pieces.share(first, last):
        return None
    return _agreed(first, last, reading)


def _one_day(outer: Run, inner: Run, reading: Reading) -> str | None:
    first, last = _single(outer, reading), _single(inner, reading)
    if first is None or last is None:
        return None
    if last.bare is not None and first.day is not None:
        last.day, last.bare = last.bare, None
    for name in ("month", "year"):
        if getattr(last, name) is None:
            setattr(last, name, getattr(first, name))
    if first.calendar == last.calendar == "gregorian" and last.day is None:
        return _repeated(first, last)
    return _agreed(first, last, reading)


def _agreed(first: Piece, last: Piece, reading: Reading) -> str | None:
    """The Gregorian day of two that are the same by their calendars."""
    if {first.calendar, last.calendar} == {"gregorian", "hijri"}:
        return _agreed_with_islamic(first, last, reading)
    if first.day is None or last.day is None or first.calendar != last.calendar != "gregorian":
        return None
    days = [date_pieces.written(one) for one in (first, last)]
    if days[0] is None or days[1] is None or first.signs or last.signs:
        return None
    numbers = [parse_iso_day(one.first) for one in days if one and one.first[-1].isdecimal()]
    if len(numbers) != 2:
        return None
    for old, new in ((first, numbers[1]), (last, numbers[0])):
        if calendars.julian_day(old.year or 0, old.month or 0, old.day or 0) == new:
            reading.calendar = "julian"
            return iso_day(new)
    if numbers[0] == numbers[1]:
        return iso_day(numbers[0])
    return None


def _agreed_with_islamic(first: Piece, last: Piece, reading: Reading) -> str | None:
    islamic, other = (first, last) if first.calendar == "hijri" else (last, first)
    days, date = date_pieces.bounds(islamic), date_pieces.written(other)
    if days is None or date is None:
        return None
    extent = edtf.read(date.expression)
    if extent.earliest is None or extent.latest is None:
        return None
    if days[0] - 2 > extent.latest or days[1] + 2 < extent.earliest:
        return None
    reading.calendar = "hijri"
    return date.expression


def _repeated(first: Piece, last: Piece) -> str | None:
    """``民國二十六年(1937年)``: the second only repeats the year."""
    dates = [date_pieces.written(one) for one in (first, last)]
    same = first.year is not None and first.year == last.year and last.month in (None, first.month)
    return dates[0].expression if same and dates[0] and dates[1] else None


# --- expressions ------------------------------------------------------------------------------


def _expression(run: Run, reading: Reading) -> str | None:
    kinds = run.kinds
    if not kinds:
        return None
    if kinds[0] in "~P" or kinds[-1] in "~P":
        return _qualified_expression(run, reading)
    for read in (_winter, _night, _between, _from_to, _relation, _alone, _two_numbers, _several):
        if found := read(run, reading):
            return found
    return None


def _qualified_expression(run: Run, reading: Reading) -> str | None:
    at_start = run.kinds[0] in "~P"
    sign = "~" if (run.kinds[0] if at_start else run.kinds[-1]) == "~" else "?"
    rest = run.part(1) if at_start else run.part(0, -1)
    found = _expression(rest, reading)
    return None if found is None else _qualified_everywhere(found, sign)


def _qualified_everywhere(text: str, sign: str) -> str:
    """*ca.* before a range governs both ends."""
    if text[0] in "[{":
        inner = text[1:-1].split(",")
        parts = ["..".join(qualified(end, sign) for end in one.split("..")) for one in inner]
        return f"{text[0]}{','.join(parts)}{text[-1]}"
    return "/".join(qualified(part, sign) for part in text.split("/"))


def _winter(run: Run, reading: Reading) -> str | None:
    """``winter 1937-38`` says in which years its months lie."""
    if not re.fullmatch(r"sY[-/][nY]G?", run.kinds) or run.values[0] != date_pieces.WINTER:
        return None
    year, other = run.values[1], run.values[3]
    if other not in (year + 1, (year + 1) % 100):
        return None
    return _checked(f"[{year:04d}-12..{year + 1:04d}-02]")


def _night(run: Run, reading: Reading) -> str | None:
    """The night of two days is the stretch of both."""
    kinds = run.kinds
    if "N" not in (kinds[0], kinds[-1]):
        return None
    rest = _kept(run, "NFB")
    for sign in "T-/&":
        found = _two(rest, sign, reading)
        if found and all(one.day is not None for one in found[:2]):
            return _span(*found)
    return None


def _between(run: Run, reading: Reading) -> str | None:
    kinds = run.kinds
    if "B" not in (kinds[0], kinds[-1]):
        return None
    rest = _kept(run, "BFG")
    for sign in "&T-":
        found = _two(rest, sign, reading)
        if found:
            first, last = (date_pieces.written(one) for one in found[:2])
            if first and last and first.ends and last.ends:
                return _checked(f"[{first.first}..{last.last}]")
    return None


def _from_to(run: Run, reading: Reading) -> str | None:
    kinds = run.kinds
    if kinds[0] == "F" or "F" in kinds:
        at = kinds.index("F")
        rest = run.part(0, at) + run.part(at + 1)
        if at == 0 and "<" in rest.kinds:  # "to", after "from"
            rest = Run(rest.kinds.replace("<", "T"), rest.values)
        if at and rest.kinds.endswith("T"):  # 1934-től 1949-ig
            found = _two_at(rest.part(0, -1), at, at, reading)
            return _span(*found) if found else None
        for sign in "T-" if at == 0 else "":
            if (two := _two(rest, sign, reading)) and (text := _span(*two)):
                return text
        alone = run.values[at] != ONLY_WITH_END
        if alone and at in (0, len(kinds) - 1) and (at or not rest.kinds.endswith("F")):
            return _open(_kept(rest, "K") if rest.kinds.endswith("K") else rest, "}", reading)
        return None
    if kinds[-1] == "K":
        return _open(run.part(0, -1), "}", reading)
    return None


def _relation(run: Run, reading: Reading) -> str | None:
    kinds = run.kinds
    for sign in "<>{}":
        if kinds[0] == sign:
            return _open(run.part(1), sign, reading)
        if kinds[-1] == sign:
            return _open(run.part(0, -1), sign, reading)
    return None


def _open(run: Run, sign: str, reading: Reading) -> str | None:
    """Before, after, not later or not earlier than a date."""
    piece = _complete(run, reading)
    date = _written(piece, reading) if piece else None
    if piece is None or date is None or not date.ends:
        return None
    if sign == "<":
        first = date_pieces.before(piece, date)
        return _checked(f"[..{first}]") if first else None
    if sign == ">":
        if piece.may_be_decade:
            return None
        bound = Written(date.first, date.first) if date.is_either else date
        last = date_pieces.after(piece, bound)
        return _checked(f"[{last}..]") if last else None
    return _checked(f"[..{date.last}]" if sign == "{" else f"[{date.first}..]")


def _alone(run: Run, reading: Reading) -> str | None:
    if re.fullmatch(r"n/n/Y\??", run.kinds):
        return _slashed(run, reading)
    piece = _complete(run, reading)
    date = _written(piece, reading) if piece else None
    return _checked(date.expression) if date else None


def _written(piece: Piece, reading: Reading) -> Written | None:
    if piece.may_be_decade and piece.part and piece.part[1] > 1:
        return None  # late in the decade is not late in the century
    if piece.calendar == "gregorian" and reading.style == "O":
        piece.calendar = "julian"
    in_doubt = reading.language_is_julian and not reading.style and not reading.eras
    date = date_pieces.written(piece, either_calendar=in_doubt)
    if in_doubt and date and date.first != date.last and not piece.part:
        if piece.calendar == "gregorian":
            reading.note(EITHER_CALENDAR)
            reading.calendar = "unknown"
    if piece.calendar != "gregorian":
        reading.calendar = piece.calendar
        reading.note({"julian": JULIAN_NOTE, "hijri": HIJRI_NOTE}.get(piece.calendar, ""))
    return date


def _complete(run: Run, reading: Reading) -> Piece | None:
    """A date that lacks nothing but a year that its surroundings give."""
    piece = _single(run, reading)
    if piece is None or piece.bare is not None:
        return None
    if piece.year is None and piece.decade is None and piece.century is None:
        if reading.year is None or piece.day is None or piece.month is None:
            return None
        piece.year = reading.year
    return piece


def _slashed(run: Run, reading: Reading) -> str | None:
    """``04/05/1937``: day or month first, which only one of the numbers may decide."""
    sign = "?" if run.kinds.endswith("?") else ""
    first, second, year = run.values[0], run.values[2], run.values[4]
    day_first = _day(year, second, first)
    month_first = _day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        found = day_first or month_first
        return found and found + sign
    if reading.habits.day_first is not None:
        which = "day first" if reading.habits.day_first else "month first"
        reading.note(BY_COLUMN + which)
        return (day_first if reading.habits.day_first else month_first) + sign
    if reading.day_first is not None:
        return (day_first if reading.day_first else month_first) + sign
    reading.note(DAY_OR_MONTH_FIRST)
    both = sorted(one + sign for one in (day_first, month_first))
    return f"[{','.join(both)}]"


def _day(year: int, month: int, day: int) -> str | None:
    date = date_pieces.written(Piece(year=year, month=month, day=day))
    return date.first if date else None


def _two_numbers(run: Run, reading: Reading) -> str | None:
    """``1974-98`` says the century once; ``1937-04`` is a month; ``1904-05`` may be either.

    A range of years covers every reading of the last.
    """
    match = re.fullmatch(r"G?Y([-/])n\??G?", run.kinds)
    if match is None:
        return None
    start = run.kinds.index("Y")
    year, number = run.values[start], run.values[start + 2]
    sign = "?" if "?" in run.kinds else ""
    if year < 100:
        return None
    unit = 10 if number < 10 and not isinstance(number, TwoDigits) else 100
    if number <= year % unit:
        month = f"{year:04d}-{number:02d}{sign}"
        return _checked(month) if "G" not in run.kinds and (number > 20 or number <= 12) else None
    other = year - year % unit + number
    if number <= LAST_SEASON and "G" not in run.kinds:
        if reading.habits.second_is_month and number <= 12:
            reading.note(BY_COLUMN + "a month")
            return _checked(f"{year:04d}-{number:02d}{sign}")
        if reading.habits.second_is_month is False:
            reading.note(BY_COLUMN + "a range of years")
        else:
            reading.note(TWO_YEARS_OR_MONTH)
    if match[1] == "/":
        return _checked(f"[{year:04d}{sign},{other:04d}{sign}]")
    return _checked(f"{year:04d}{sign}/{other:04d}{sign}")


def _several(run: Run, reading: Reading) -> str | None:
    """Two dates with a sign between them: a range, or a choice."""
    run = run.part(0, -1) if run.kinds.endswith("G") else run
    run = run.part(1) if run.kinds.startswith("G") else run
    if run.kinds.count("|") > 1:
        return _choice_of_many(run, reading)
    for sign, join in (("T", _span), ("|", _choice), ("-", _span), ("/", _choice), ("&", _set)):
        if sign in run.kinds:
            two = _two(run, sign, reading)
            if two and (found := join(*two)):
                return found if sign != "/" or _is_forward(found) else None
    return None


def _is_forward(choice: str) -> bool:
    """A slash stands between two that follow each other; 1938/1937 is a slip."""
    first, last = (edtf.read(one).earliest or 0 for one in choice[1:-1].split(","))
    return first < last


def _choice_of_many(run: Run, reading: Reading) -> str | None:
    places = [-1, *(at for at, kind in enumerate(run.kinds) if kind == "|"), len(run.kinds)]
    found = [_single(run.part(start + 1, end), reading) for start, end in pairwise(places)]
    pieces = [one for one in found if one is not None]
    if len(pieces) != len(found):
        return None
    for one in pieces[-2::-1]:
        if not date_pieces.share(one, pieces[-1]):
            return None
    dates = [_written(one, reading) for one in pieces]
    texts = [one.first for one in dates if one and one.first == one.last]
    return _checked(f"[{','.join(texts)}]") if len(texts) == len(pieces) else None


Two = tuple[Piece, Piece, Reading]


def _two(run: Run, sign: str, reading: Reading) -> Two | None:
    """The two dates beside a sign; the sign may stand in a date as well."""
    found = None
    for place, kind in enumerate(run.kinds):
        if kind == sign and (two := _two_at(run, place, place + 1, reading)):
            if found is not None:
                return None
            found = two
    return found


def _two_at(run: Run, end: int, start: int, reading: Reading) -> Two | None:
    left, right = run.part(0, end), run.part(start)
    if not left.kinds or not right.kinds:
        return None
    first, last = _single(left, reading), _single(right, reading)
    if first is None or last is None or not _may_share(left, right, first, last):
        return None
    if not date_pieces.share(first, last):
        if reading.year is None or first.year is not None or last.year is not None:
            return None
        first.year = last.year = reading.year
        if not date_pieces.share(first, last) or first.precision != last.precision:
            return None
        if first.day is None:
            return None
    return first, last, reading


def _may_share(left: Run, right: Run, first: Piece, last: Piece) -> bool:
    """Numbers alone do not lend each other their month: 1937-04-19-20 is no range."""
    if last.bare is not None and first.month is not None:
        return "m" in left.kinds or "M" in left.kinds or "r" in left.kinds
    return True


def _ends(first: Piece, last: Piece, reading: Reading) -> tuple[Written, Written] | None:
    start, end = _written(first, reading), _written(last, reading)
    if start is None or end is None or not start.ends or not end.ends:
        return None
    return start, end


def _span(first: Piece, last: Piece, reading: Reading) -> str | None:
    ends = _ends(first, last, reading)
    return _checked(f"{ends[0].first}/{ends[1].last}") if ends else None


def _choice(first: Piece, last: Piece, reading: Reading) -> str | None:
    return _listed("[{},{}]", first, last, reading)


def _set(first: Piece, last: Piece, reading: Reading) -> str | None:
    return _listed("{{{},{}}}", first, last, reading)


def _listed(form: str, first: Piece, last: Piece, reading: Reading) -> str | None:
    ends = _ends(first, last, reading)
    if ends is None or ends[0] == ends[1] or any(one.first != one.last for one in ends):
        return None
    return _checked(form.format(ends[0].first, ends[1].first))


# --- a single date by its shape ---------------------------------------------------------------

# The roles of the tokens of a shape: year, month, day, a bare number, or nothing.
_SHAPES = {
    "Y": "y", "n": "b", "o": "b", "r": "b", "d": "b", "m": "m", "M": "M",
    "mnY": "mdy", "nmY": "dmy", "Ymn": "ymd", "Ynm": "ydm", "mY": "my", "Ym": "ym",
    "nmt": "dmy", "mnt": "mdy", "mt": "", "mn": "md", "nm": "dm", "nY": "by",
    "n.n.Y": "d.m.y", "Y.n.n": "y.m.d", "Y-n-n": "y-m-d", "Y/n/n": "y/m/d", "Y.n": "y.m",
    "n.Y": "m.y", "n/Y": "m/y", "n.n": "d.m",
    "nrY": "dMy", "rY": "", "n/rY": "d/My", "n/r/Y": "d/M/y", "n/r-Y": "d/M-y", "n-r-Y": "d-M-y", "Yrn": "yMd",
    "nr": "dM", "nr.Y": "dM.y", "n-m-Y": "d-m-y", "n/m/Y": "d/m/y", "Y-m-n": "y-m-d",
    "YM": "yM", "YMn": "yMd", "YMd": "yMd", "Mn": "Md", "Md": "Md", "MY": "My", "nM": "dM",
    "nMY": "dMy", "Yn": "yb",
    "oYm": "", "YmY": "", "g": "g", "Z": "z", "C": "c",
    "sY": "sy", "Ys": "ys", "s": "s",
    "J": "y", "niJ": "dmy", "iJ": "my", "nI": "dI", "I": "I", "ni": "dm", "nfV": "dmy",
    "fV": "my", "V": "y", "Jin": "ymd", "Ji": "ym",
}  # fmt: skip
_SHAPES = {shape: roles for shape, roles in _SHAPES.items() if roles}
_NAMES = {"y": "year", "m": "month", "M": "month", "d": "day", "b": "bare", "s": "season",
          "z": "decade", "c": "century"}  # fmt: skip


def _single(run: Run, reading: Reading) -> Piece | None:
    """One date, perhaps with its own *circa*, its question marks and a part (*early*)."""
    piece = Piece()
    run = _without_signs(run, piece)
    run = _without_part(run, piece)
    run = _without_signs(run, piece)
    if "?" in run.kinds:
        run = _without_inner_marks(run, piece)
    kinds = run.kinds.replace("o", "n").replace("d", "n") if len(run.kinds) > 1 else run.kinds
    if kinds == "n-n-Y":
        return _dashed(run, piece, reading)
    if kinds == "n/n/Y":
        return _slashed_if_decided(run, piece, reading)
    roles = _SHAPES.get(kinds)
    if roles is None:
        return None
    for role, value in zip(roles, run.values, strict=True):
        _set_role(piece, role, value)
    if "J" in kinds or "I" in kinds or "i" in kinds:
        piece.calendar = "hijri"
    elif "V" in kinds:
        piece.calendar = "republican"
    return piece


def _set_role(piece: Piece, role: str, value: Any) -> None:
    if role in _NAMES:
        setattr(piece, _NAMES[role], value)
        piece.numbered_month = piece.numbered_month or role == "M"
        piece.may_be_decade = piece.may_be_decade or isinstance(value, DecadeOrCentury)
    elif role == "g":
        piece.year, piece.month, piece.day = value
    elif role == "I":
        piece.month, piece.year = value[0], value[-1]


def _slashed_if_decided(run: Run, piece: Piece, reading: Reading) -> Piece | None:
    """``04/05/1937`` as a part of something, where it has but one reading."""
    text = _slashed(run, Reading(habits=reading.habits, day_first=reading.day_first))
    if text is None or "," in text:
        return None
    piece.year, piece.month, piece.day = (int(number) for number in text.split("-"))
    return piece


def _dashed(run: Run, piece: Piece, reading: Reading) -> Piece | None:
    """``25-12-1937`` is a day, ``10-12-1937`` might be anything but for its column."""
    first, second = run.values[0], run.values[2]
    day_first = reading.habits.day_first
    if day_first is None and (12 < first <= _LAST_TWO_DIGIT_DAY or first == second):
        day_first = True
    if day_first is None:
        return None
    piece.day, piece.month = (first, second) if day_first else (second, first)
    piece.year = run.values[4]
    return piece


def _without_signs(run: Run, piece: Piece) -> Run:
    """Without what stands before or after a date and says how sure it is."""
    while run.kinds and run.kinds[0] in "~P":
        piece.qualifier = qualified("." + piece.qualifier, "~" if run.kinds[0] == "~" else "?")[1:]
        run = run.part(1)
    while run.kinds and run.kinds[-1] in "~P?":
        piece.qualifier = qualified("." + piece.qualifier, "~" if run.kinds[-1] == "~" else "?")[1:]
        run = run.part(0, -1)
    return run


def _without_part(run: Run, piece: Piece) -> Run:
    if run.kinds.startswith("x"):
        piece.part = run.values[0]
        return run.part(1)
    if run.kinds.endswith("x"):
        piece.part = run.values[-1]
        return run.part(0, -1)
    return run


def _without_inner_marks(run: Run, piece: Piece) -> Run:
    """A question mark after a day or a month, with more to follow, doubts only that."""
    kinds = run.kinds
    for place, kind in enumerate(kinds):
        if kind == "?" and place:
            role = {"n": "day", "d": "day", "o": "day", "m": "month", "M": "month"}.get(
                kinds[place - 1], ""
            )
            if not role:
                return run
            piece.signs[role] = "?"
    return _kept(run, "?")


# --- is it possible? --------------------------------------------------------------------------


def _checked(text: str) -> str | None:
    try:
        edtf.read(text)
    except edtf.NotEDTF:
        return None
    return text


_NAMES_DAY = re.compile(r"\d-\??\d\d-\??\d\d")


def _is_possible(text: str, reading: Reading) -> bool:
    """Whether the date lies within the eras it names; a wrong weekday is only told."""
    extent = edtf.read(text)
    for era in reading.eras:
        if extent.latest is not None and extent.latest < era.first_day:
            return False
        last = era.last_day
        if last is not None and extent.earliest is not None and extent.earliest > last:
            return False
    if reading.has_weekday and not _NAMES_DAY.search(text):
        return False
    if reading.weekday is not None and extent.earliest is not None:
        monday = day_number(1970, 1, 5)
        is_day = extent.earliest == extent.latest
        if is_day and (extent.earliest - monday) % 7 != reading.weekday - 1:
            reading.note(OTHER_WEEKDAY)
    if reading.bulk:
        _tell_bulk(extent, reading)
    return True


def _tell_bulk(extent: edtf.Extent, reading: Reading) -> None:
    bulk = edtf.read(reading.bulk)
    reading.note(f"bulk {reading.bulk}")
    outside_start = None not in (bulk.earliest, extent.earliest) and (
        (bulk.earliest or 0) < (extent.earliest or 0)
    )
    outside_end = None not in (bulk.latest, extent.latest) and (
        (bulk.latest or 0) > (extent.latest or 0)
    )
    if outside_start or outside_end:
        reading.note(BULK_OUTSIDE)
