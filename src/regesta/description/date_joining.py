"""Words of a date that belong together become one token.

A time of day and a weekday are set aside; a year and its era, a century, a decade, the half
of a year become one token each, by rules over the kinds of their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from regesta.description import calendars
from regesta.description.date_reading import (
    DECADE_OR_CENTURY,
    TIME_SET_ASIDE,
    DecadeOrCentury,
    Reading,
)
from regesta.description.date_tokens import Run

Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], tuple[Any, ...], Reading], Any]]
# An hour with a full stop before its minutes must not be taken for the day of a month.
_TIME_AT_START = re.compile(r"^_?(?:a?n(?:[:.]n){0,2}a|n:n(?::n)?|a?nk(?:nv?)?a?|z),?_*(?=[nmYwo])")
_TIME = (
    r"(?:a?n(?::n){0,2}a|(?<![mMn.])n\.n[ak]|an(?:[:.]n){0,2}|n:n(?::n)?a?"
    r"|a?un(?:[:.]n)?a?|a?n(?::n)?ka?|a?nk(?:n?v?|z)?a?|z)"
)
_TIME_SIGNS = frozenset(":azuk")
_WEEKDAY = re.compile(r"\(w\)|w,?")
_TIME_AT_END = re.compile(rf"[,\-]?_?{_TIME}(?:-{_TIME})?z?\.?$")


def joined(run: Run, reading: Reading) -> Run:
    """The run with its time of day and weekday set aside and its other words joined."""
    if _JOINING.isdisjoint(run.kinds):
        return run
    run = _without_time(_without_weekday(run, reading), reading)
    if run.kinds.endswith("_"):
        return Run("!", (None,))
    run = _with_both_decades(_without_year_after_mark(_without_stops(kept(run, ",_"))))
    if _TRIGGERS.isdisjoint(run.kinds):
        return run
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
    while match := _WEEKDAY.search(run.kinds):
        run = run.part(0, match.start()) + run.part(match.end())
    return run


def _without_time(run: Run, reading: Reading) -> Run:
    kinds = run.kinds
    if _TIME_SIGNS.isdisjoint(kinds):
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


def kept(run: Run, unwanted: str) -> Run:
    places = [place for place, kind in enumerate(run.kinds) if kind not in unwanted]
    if len(places) == len(run.kinds):
        return run
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


_YEAR_WORD_OF_BOTH = re.compile(r"Y[-/]n\??y$")
_YEAR_WORD_AFTER_MARK = re.compile(r"Y(?:\?|\(\?\))y")
_TWO_DECADES = re.compile(r"YS?-nX?S?[SX]?[GD]?$")


def _without_year_after_mark(run: Run) -> Run:
    """``[1936?] г.`` says the word for the year after the question mark."""
    if "y" not in run.kinds:
        return run
    if _YEAR_WORD_OF_BOTH.search(run.kinds):  # the word after 1934-35 is for both
        run = Run(run.kinds[:-1] + "G", run.values)
    match = _YEAR_WORD_AFTER_MARK.search(run.kinds)
    return run.part(0, match.end() - 1) + run.part(match.end()) if match else run


def _with_both_decades(run: Run) -> Run:
    """``1920-30-е годы``, ``1920s-30s``: two decades whose century is said once."""
    match = _TWO_DECADES.search(run.kinds)
    if match is None or ("nS" not in match[0] and "nX" not in match[0]):
        return run
    start = match.start()
    number = start + match[0].index("n")
    first, tens = run.values[start], run.values[number]
    last = first - first % 100 + tens
    if first % 10 or tens % 10 or first % 100 == 0 or last <= first:
        return run
    return run.part(0, start) + Run("Z-Z", (first, None, last))


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
    for kind, value in zip(match[0], values, strict=True):
        if kind in kinds:
            return value
    raise AssertionError(f"a rule asked for {kinds} of {match[0]}")


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
        ("~", r"\(~\)", lambda *_: ("~", None)),
        ("j", r"[no]j", _same("d", "no")),
        ("E", r"E[ntYo]y?", _era_year),
        ("c", r"(?:[orn]c(?![or](?![hq])|n(?!D))|c[orn])[bA]?|bnc", _century_of),
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
        ("p", r"(?<![nYmMZC])p-?|p", _same("x", "p")),
        ("L", r"L", _written_day),
        ("G", r"G$", lambda *_: ("G", None)),
    )
]
_TRIGGERS = frozenset(trigger for trigger, _, _ in _RULES)
_JOINING = _TRIGGERS | _TIME_SIGNS | frozenset("w,_.-")
