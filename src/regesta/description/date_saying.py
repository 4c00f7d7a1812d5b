"""Canonical EDTF in words, for readers; what cannot be said stays EDTF.

The forms are those of a language's table. `regesta.description.dates.in_words` reads the
words back before it gives them out, so that nothing is said that would be read otherwise.
"""

from __future__ import annotations

import re

from regesta.description import calendars, edtf
from regesta.description.date_language import Language, Sayings
from regesta.description.date_words import wordings

_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_CENTURY = re.compile(r"(\d\d)XX", re.ASCII)
_SPRING, _QUARTERS, _THIRDS, _HALVES = 21, 33, 37, 40


def said(expression: str, table: Language) -> str | None:
    """The expression in words, None where the language has none for it."""
    says = table.says
    if says is None:
        return None
    words = _expression(expression, table, says)
    if words and says.new_style and _needs_style(expression):
        return says.new_style.format(words)
    return words


def _expression(text: str, table: Language, says: Sayings) -> str | None:
    if text[0] == "[" and ".." in text and "," not in text:
        return _bounded(text[1:-1], table, says)
    if text[0] in "[{":
        form = says.either if text[0] == "[" else says.both
        parts = [_qualified(part, table, says) for part in text[1:-1].split(",")]
        return _joined(form, parts)
    if "/" in text:
        return _span(text, table, says)
    return _qualified(text, table, says)


def _joined(form: str, parts: list[str | None]) -> str | None:
    words = [part for part in parts if part]
    if not form or len(words) != len(parts) or any(".." in word for word in words):
        return None
    said_so_far = words[0]
    for word in words[1:]:
        said_so_far = form.format(first=said_so_far, last=word)
    return said_so_far


def _bounded(text: str, table: Language, says: Sayings) -> str | None:
    first, _, last = text.partition("..")
    if first and last:
        if not says.between:
            return None
        if first[-1] == last[-1] and first[-1] in "?~%":
            inner = _bounded(f"{first[:-1]}..{last[:-1]}", table, says)
            return _with_sign(inner, first[-1], says)
        ends = [_qualified(end, table, says, governed="between") for end in (first, last)]
        return _joined(says.between, ends)
    name = "not_earlier" if first else "not_later"
    words = _qualified(first or last, table, says, governed=name)
    form = str(getattr(says, name))
    return form.format(words) if words and form else None


def _span(text: str, table: Language, says: Sayings) -> str | None:
    first, _, last = text.partition("/")
    if first in ("", "..") or last in ("", ".."):
        return None
    if first[-1] == last[-1] and first[-1] in "?~%":
        return _with_sign(_span(f"{first[:-1]}/{last[:-1]}", table, says), first[-1], says)
    return _joined(says.span, [_qualified(end, table, says) for end in (first, last)])


def _with_sign(words: str | None, sign: str, says: Sayings) -> str | None:
    if words is None:
        return None
    if sign in "~%":
        words = says.circa.format(words)
    if sign in "?%":
        words = says.probably.format(words)
    return words


def _qualified(text: str, table: Language, says: Sayings, governed: str = "") -> str | None:
    sign = text[-1] if text and text[-1] in "?~%" else ""
    bare = text.removesuffix(sign)
    case = says.month_forms.get("circa" if sign in ("~", "%") else governed, 0)
    return (
        _with_sign(_plain(bare, table, says, case), sign, says)
        if sign
        else _plain(bare, table, says, case)
    )


def _plain(text: str, table: Language, says: Sayings, case: int) -> str | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return _decade_or_century(text, table, says)
    year, month, day = match.groups()
    if year.startswith("-") or year == "0000":
        return says.bc.format(year=1 - int(year)) or None if month is None else None
    if month is None:
        return says.year.format(year=year)
    if int(month) > 12:
        return _part(year, int(month), says)
    return _month_or_day(year, month, day, table, case)


def _month_or_day(year: str, month: str, day: str | None, table: Language, case: int) -> str:
    says = table.says or Sayings(day="", month="")
    names = [list(wordings(entry)) for entry in table.months]
    forms = names[int(month) - 1] if names else [month]
    with_day = forms[min(says.day_form, len(forms) - 1)]
    name = with_day if day else forms[min(case, len(forms) - 1)]
    form = says.day if day else says.month
    return form.format(year=year, month=name, number=int(month), day=int(day or 0))


def _decade_or_century(text: str, table: Language, says: Sayings) -> str | None:
    if match := _DECADE.fullmatch(text):
        return says.decade.format(year=f"{match[1]}0") or None
    match = _CENTURY.fullmatch(text)
    return _century(int(match[1]) + 1, table, says) if match else None


def _part(year: str, code: int, says: Sayings) -> str | None:
    for first, names in (
        (_HALVES, says.halves),
        (_THIRDS, says.thirds),
        (_QUARTERS, says.quarters),
        (_SPRING, says.seasons),
    ):
        if first <= code < first + len(names):
            return says.part.format(part=names[code - first], year=year)
    return None


def _century(number: int, table: Language, says: Sayings) -> str | None:
    ordinals = [next(wordings(entry)) for entry in table.ordinals]
    ordinal = ordinals[number - 1] if number <= len(ordinals) else ""
    if not says.century or ("{ordinal}" in says.century and not ordinal):
        return None
    return says.century.format(
        number=number, roman=roman(number), ordinal=ordinal, numbered=_english_ordinal(number)
    )


def _english_ordinal(number: int) -> str:
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def roman(number: int) -> str:
    """A Roman numeral up to 39."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def _needs_style(expression: str) -> bool:
    """Whether months or days are named while two calendars were in use."""
    if not re.search(r"\d{4}-(?:0\d|1[0-2])", expression):
        return False
    extent = edtf.read(expression)
    bounds = [day for day in (extent.earliest, extent.latest) if day is not None]
    return bool(bounds) and (
        bounds[0] < calendars.FIRST_GREGORIAN_DAY_IN_RUSSIA
        and bounds[-1] >= calendars.FIRST_GREGORIAN_DAY
    )
