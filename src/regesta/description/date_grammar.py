"""The one grammar of dates, over the kinds of words that `date_words` gives.

After `date_joining` has put together the words that belong together, an expression is read by
descent: what governs a date (*before*, *circa*), two dates with a sign between them, a single
date by its shape (`date_shapes`). Every token must have its place, or there is no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from regesta.description import calendars, date_pieces, edtf
from regesta.description.date_joining import joined, kept
from regesta.description.date_pieces import Piece, Written, qualified
from regesta.description.date_reading import (
    BULK,
    BULK_OUTSIDE,
    BY_COLUMN,
    EITHER_CALENDAR,
    HIJRI_NOTE,
    JULIAN_NOTE,
    LAST_SEASON,
    OTHER_WEEKDAY,
    TWO_YEARS_OR_MONTH,
    Reading,
)
from regesta.description.date_shapes import checked, single, slashed
from regesta.description.date_tokens import Run, TwoDigits
from regesta.description.date_words import ONLY_WITH_END, ONLY_WITHOUT_END
from regesta.description.days import day_number, iso_day, parse_iso_day


def whole(run: Run, reading: Reading) -> str | None:
    """The EDTF of a whole wording, None where it is no date."""
    run = _without_bulk(run, reading)
    found = _listed_years(run) or _dated(joined(run, reading), reading)
    if found is None or not _is_possible(found, reading):
        return None
    return edtf.canonical(found) if "-?" in found else found


_WITH_BULK = re.compile(r"(.+?)(?:\((U[^()]+)\)|,(U.+))")


def _without_bulk(run: Run, reading: Reading) -> Run:
    """The wording without ``(bulk 1905-1915)``, which is a date of its own."""
    match = _WITH_BULK.fullmatch(run.kinds) if "U" in run.kinds else None
    if match is None:
        return run
    start, end = match.span(2) if match[2] else match.span(3)
    inner = Reading(year=reading.year, habits=reading.habits)
    found = _dated(joined(run.part(start + 1, end), inner), inner)
    if found is None:
        return run
    reading.bulk = found
    return run.part(0, match.end(1))


LEAST_YEAR_WITHOUT_CENTURY = 100
LAST_MONTH = 12
_YEARS = "Y(?:-[Yn])?y?"
_LISTED_YEARS = re.compile(rf"_*{_YEARS}(?:[,&]{_YEARS})+G?")


def _listed_years(run: Run) -> str | None:
    """``1861-1865, 1870 and 1875``: all of these years. They must rise."""
    is_list = "," in run.kinds or ("&" in run.kinds and "-" in run.kinds)
    if not is_list or not _LISTED_YEARS.fullmatch(run.kinds):
        return None
    members: list[str] = []
    last = LEAST_YEAR_WITHOUT_CENTURY - 1
    for kind, value in zip(run.kinds, run.values, strict=True):
        if kind == "-":
            members[-1] += ".."
        if kind not in "Yn":
            continue
        year = value if kind == "Y" else last - last % 100 + value
        if year <= last or (kind == "n" and value <= LAST_MONTH):
            return None
        if members and members[-1].endswith(".."):
            members[-1] += f"{year:04d}"
        else:
            members.append(f"{year:04d}")
        last = year
    return checked(f"{{{','.join(members)}}}")


# Later dates with a slash between are a choice, even where 13 days lie between them.
LAST_YEAR_OF_DOUBLE_DATES = 1930


# --- the whole: two styles, two calendars -----------------------------------------------------


def _dated(run: Run, reading: Reading) -> str | None:
    if "O" in run.kinds or "Q" in run.kinds:
        run = _without_style(run, reading)
    kinds = run.kinds
    if kinds.startswith("(") and kinds.endswith(")"):
        run = run.part(1, -1)
    elif "(" in kinds or "W" in kinds:
        return _said_twice(run, reading)
    if "/" in kinds and (found := _double_date(run, reading)):
        return found
    return _expression(run, reading)


_STYLE_AT_END = re.compile(r"\(?([OQ])\)?$")
_SAID_TWICE = re.compile(r"([^()W]+)(?:\(([^()W]+)\)|W([^()W]+))([^()W]*)")


def _without_style(run: Run, reading: Reading) -> Run:
    match = _STYLE_AT_END.search(run.kinds)
    if match and match[0] in ("O", "Q", "(O)", "(Q)"):
        reading.style = match[1]
        if match[1] == "O":
            reading.calendar = "julian"
        return run.part(0, match.start())
    return run


def _said_twice(run: Run, reading: Reading) -> str | None:
    """``25 October (7 November) 1917``: one day in two calendars, which must agree."""
    match = _SAID_TWICE.fullmatch(run.kinds)
    if match is None:
        return None
    inside = run.part(*match.span(2 if match[2] else 3))
    rest = match.span(4)
    before = run.part(*match.span(1))
    if (tail := run.part(*rest)).kinds and match[3]:
        return None
    return _one_day(before + tail, kept(inside, "OQ"), reading)


def _double_date(run: Run, reading: Reading) -> str | None:
    """``25 October/7 November 1917`` where the two are one day in two calendars."""
    if run.kinds.count("/") != 1:
        return None
    place = run.kinds.index("/")
    found = [single(part, reading) for part in (run.part(0, place), run.part(place + 1))]
    first, last = found
    if first is None or last is None or not date_pieces.share(first, last):
        return None
    if first.calendar == last.calendar and (first.year or 0) > LAST_YEAR_OF_DOUBLE_DATES:
        return None
    return _agreed(first, last, reading)


def _one_day(outer: Run, inner: Run, reading: Reading) -> str | None:
    first, last = single(outer, reading), single(inner, reading)
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
    first_day, last_day = _gregorian_day(first), _gregorian_day(last)
    if first_day is None or last_day is None:
        return None
    for old, new in ((first, last_day), (last, first_day)):
        if calendars.julian_day(old.year or 0, old.month or 0, old.day or 0) == new:
            reading.calendar = "julian"
            return iso_day(new)
    return iso_day(first_day) if first_day == last_day else None


def _gregorian_day(piece: Piece) -> int | None:
    """The day number of a Gregorian day without any doubt."""
    date = date_pieces.written(piece) if piece.calendar == "gregorian" and piece.day else None
    if date is None or piece.signs or not date.first[-1].isdecimal():
        return None
    return parse_iso_day(date.first)


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


Reader = Callable[[Run, Reading], str | None]


def _expression(run: Run, reading: Reading) -> str | None:
    kinds = run.kinds
    if not kinds:
        return None
    if kinds[0] in "~P" or kinds[-1] in "~P":
        return _qualified_expression(run, reading)
    for read in _readers(kinds):
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


_WINTER_OF_TWO = re.compile(r"sY[-/][nY]G?")
_TWO_BOUNDS = re.compile(r"([>}])([^<>{}]+)[&-]([<{])([^<>{}]+)")
_TWO_NUMBERS = re.compile(r"G?Y([-/])n\??G?")


def _winter(run: Run, reading: Reading) -> str | None:
    """``winter 1937-38`` says in which years its months lie."""
    if not _WINTER_OF_TWO.fullmatch(run.kinds) or run.values[0] != date_pieces.WINTER:
        return None
    year, other = run.values[1], run.values[3]
    if other not in (year + 1, (year + 1) % 100):
        return None
    return checked(f"[{year:04d}-12..{year + 1:04d}-02]")


def _night(run: Run, reading: Reading) -> str | None:
    """The night of two days is the stretch of both."""
    kinds = run.kinds
    if "N" not in (kinds[0], kinds[-1]):
        return None
    rest = kept(run, "NFB")
    for sign in "T-/&":
        found = _two(rest, sign, reading)
        if found and all(one.day is not None for one in found[:2]):
            return _span(*found)
    return None


def _between(run: Run, reading: Reading) -> str | None:
    kinds = run.kinds
    if "B" not in (kinds[0], kinds[-1]):
        return None
    rest = kept(run, "BFG")
    for sign in "&T-":
        found = _two(rest, sign, reading)
        if found:
            first, last = (date_pieces.written(one) for one in found[:2])
            if first and last and first.ends and last.ends:
                return checked(f"[{first.first}..{last.last}]")
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
            return _open(kept(rest, "K") if rest.kinds.endswith("K") else rest, "}", reading)
        return None
    if kinds[-1] == "K":
        return _open(run.part(0, -1), "}", reading)
    return None


def _two_bounds(run: Run, reading: Reading) -> str | None:
    """``not earlier than 4 April and not later than 5 May 1937``: a moment between the two."""
    match = _TWO_BOUNDS.fullmatch(run.kinds)
    if match is None or run.values[0] == ONLY_WITHOUT_END:
        return None
    signs = match[1], match[3]
    first = single(run.part(*match.span(2)), reading)
    last = single(run.part(*match.span(4)), reading)
    if first is None or last is None or not date_pieces.share(first, last):
        return None
    ends = _ends(first, last, reading)
    if ends is None:
        return None
    low = ends[0].first if signs[0] == "}" else date_pieces.after(first, ends[0])
    high = ends[1].last if signs[1] == "{" else date_pieces.before(last, ends[1])
    return checked(f"[{low}..{high}]") if low and high else None


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
        return checked(f"[..{first}]") if first else None
    if sign == ">":
        if piece.may_be_decade:
            return None
        bound = Written(date.first, date.first) if date.is_either else date
        last = date_pieces.after(piece, bound)
        return checked(f"[{last}..]") if last else None
    return checked(f"[..{date.last}]" if sign == "{" else f"[{date.first}..]")


def _alone(run: Run, reading: Reading) -> str | None:
    if run.kinds in ("n/n/Y", "n/n/Y?"):
        return slashed(run, reading)
    piece = _complete(run, reading)
    date = _written(piece, reading) if piece else None
    return checked(date.expression) if date else None


def _written(piece: Piece, reading: Reading) -> Written | None:
    if piece.may_be_decade and piece.part and piece.part[1] > 1:
        return None  # late in the decade is not late in the century
    if piece.calendar == "gregorian" and reading.style == "O":
        piece.calendar = "julian"
    in_doubt = reading.language_is_julian and not reading.style and not reading.eras
    date = date_pieces.written(piece, either_calendar=in_doubt)
    is_wider = date is not None and date.first != date.last and not piece.part
    if in_doubt and is_wider and piece.calendar == "gregorian":
        reading.note(EITHER_CALENDAR)
        reading.calendar = "unknown"
    if piece.calendar != "gregorian":
        reading.calendar = piece.calendar
        reading.note({"julian": JULIAN_NOTE, "hijri": HIJRI_NOTE}.get(piece.calendar, ""))
    return date


def _complete(run: Run, reading: Reading) -> Piece | None:
    """A date that lacks nothing but a year that its surroundings give."""
    piece = single(run, reading)
    if piece is None or piece.bare is not None:
        return None
    if piece.year is None and piece.decade is None and piece.century is None:
        if reading.year is None or piece.day is None or piece.month is None:
            return None
        piece.year = reading.year
    return piece


def _two_numbers(run: Run, reading: Reading) -> str | None:
    """``1974-98`` says the century once; ``1937-04`` is a month; ``1904-05`` may be either.

    A range of years covers every reading of the last.
    """
    match = _TWO_NUMBERS.fullmatch(run.kinds)
    if match is None or run.values[run.kinds.index("Y")] < LEAST_YEAR_WITHOUT_CENTURY:
        return None
    start = run.kinds.index("Y")
    year, number = run.values[start], run.values[start + 2]
    sign = "?" if "?" in run.kinds else ""
    unit = 10 if number < 10 and not isinstance(number, TwoDigits) else 100
    if number <= year % unit:
        is_code = match[1] == "-" and number > 20  # EDTF's parts of a year
        is_month = "G" not in run.kinds and (is_code or number <= 12)
        return checked(f"{year:04d}-{number:02d}{sign}") if is_month else None
    other = year - year % unit + number
    if number <= LAST_SEASON and "G" not in run.kinds:
        if reading.habits.second_is_month and number <= 12:
            reading.note(BY_COLUMN + "a month")
            return checked(f"{year:04d}-{number:02d}{sign}")
        if reading.habits.second_is_month is False:
            reading.note(BY_COLUMN + "a range of years")
        else:
            reading.note(TWO_YEARS_OR_MONTH)
    if match[1] == "/":
        return checked(f"[{year:04d}{sign},{other:04d}{sign}]")
    return checked(f"{year:04d}{sign}/{other:04d}{sign}")


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
    found = [single(run.part(start + 1, end), reading) for start, end in pairwise(places)]
    pieces = [one for one in found if one is not None]
    if len(pieces) != len(found):
        return None
    for one in pieces[-2::-1]:
        if not date_pieces.share(one, pieces[-1]):
            return None
    dates = [_written(one, reading) for one in pieces]
    texts = [one.first for one in dates if one and one.first == one.last]
    return checked(f"[{','.join(texts)}]") if len(texts) == len(pieces) else None


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
    first, last = single(left, reading), single(right, reading)
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
    return checked(f"{ends[0].first}/{ends[1].last}") if ends else None


def _choice(first: Piece, last: Piece, reading: Reading) -> str | None:
    return _listed("[{},{}]", first, last, reading)


def _set(first: Piece, last: Piece, reading: Reading) -> str | None:
    return _listed("{{{},{}}}", first, last, reading)


def _listed(form: str, first: Piece, last: Piece, reading: Reading) -> str | None:
    ends = _ends(first, last, reading)
    if ends is None or ends[0] == ends[1] or any(one.first != one.last for one in ends):
        return None
    return checked(form.format(ends[0].first, ends[1].first))


# The expressions in the order in which they are tried, each with the kinds of which it needs
# one; none where it needs none.
_EXPRESSIONS: list[tuple[frozenset[str], Reader]] = [
    (frozenset(signs), read)
    for signs, read in (
        ("s", _winter), ("N", _night), ("B", _between), ("FK", _from_to), (">}", _two_bounds),
        ("<>{}", _relation), ("", _alone), ("-/", _two_numbers), ("T|-/&", _several),
    )
]  # fmt: skip


@lru_cache(maxsize=4096)
def _readers(kinds: str) -> tuple[Reader, ...]:
    """What is to be tried for words of these kinds."""
    return tuple(read for signs, read in _EXPRESSIONS if not signs or not signs.isdisjoint(kinds))


# --- is it possible? --------------------------------------------------------------------------


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
    reading.note(BULK + reading.bulk)
    outside_start = None not in (bulk.earliest, extent.earliest) and (
        (bulk.earliest or 0) < (extent.earliest or 0)
    )
    outside_end = None not in (bulk.latest, extent.latest) and (
        (bulk.latest or 0) > (extent.latest or 0)
    )
    if outside_start or outside_end:
        reading.note(BULK_OUTSIDE)
