"""The list marks of a pasted listing: bullets, and numbers that count the records."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from regesta.formats.listing.dates import date_of
from regesta.formats.listing.lines import CountLine, Line

_BULLETS = "•·▪◦‣∙●○■"
_DOUBTFUL_BULLETS = "*–—-"  # these may be the first sign of a title
_BULLETED = re.compile(rf"([{_BULLETS}])\s?(?=\S)|([{_DOUBTFUL_BULLETS}])\s(?=\S)")
_NUMBERED = re.compile(r"(\d{1,6})[.)]\s(?=\S)")
_Marks = list[re.Match[str] | None]


def unmarked(lines: list[Line], count: CountLine | None) -> list[Line]:
    """The lines without bullets, and without numbers where these number the records."""
    lines = _without_bullets(lines, count)
    return _without_numbers(lines, count)


def _without_bullets(lines: list[Line], count: CountLine | None) -> list[Line]:
    """A sign that may belong to a title is a bullet only where each record can have one."""
    found = [_BULLETED.match(line.said) for line in lines]
    if not any(found):
        return lines
    if _mark_every_line(found):
        return [
            replace(line, text=line.text[match.end() :], said=line.said[match.end() :])
            if match
            else line
            for line, match in zip(lines, found, strict=True)
        ]
    signs = Counter(match[2] for match in found if match and match[2])
    records = count.claimed if count else _date_lines_behind(lines, found)
    return [
        _without_mark(line, match)
        if match and (match[1] or signs[match[2]] >= max(records, 1))
        else line
        for line, match in zip(lines, found, strict=True)
    ]


def _mark_every_line(marks: _Marks) -> bool:
    """Marks on titles and abstracts alike tell nothing. Dates may stand without."""
    plain = [place for place, mark in enumerate(marks) if mark is None]
    pairs = any(one and other for one, other in pairwise(marks))
    alternate = all(place + 1 < len(marks) and marks[place + 1] is not None for place in plain)
    return pairs and alternate and len(marks) > 2 and len(plain) * 2 < len(marks)


def _date_lines_behind(lines: list[Line], marks: _Marks) -> int:
    """How many lines are date lines, behind a mark or without one."""
    return sum(
        date_of(line.said[mark.end() :] if mark else line.said) is not None
        for line, mark in zip(lines, marks, strict=True)
    )


def _without_numbers(lines: list[Line], count: CountLine | None) -> list[Line]:
    """Numbers go only where they run through the records one by one."""
    found = [_NUMBERED.match(line.text) for line in lines]
    numbers = [int(match[1]) for match in found if match]
    records = count.claimed if count else sum(date_of(line.text) is not None for line in lines)
    starts = (1, count.first if count else 1)
    if not numbers or not any(numbers == [*range(start, start + records)] for start in starts):
        return lines
    days = [
        match and _number_is_a_day(line.text, match)
        for line, match in zip(lines, found, strict=True)
    ]
    if sum(map(bool, days)) < len(numbers):
        days = [None] * len(lines)  # one that is no day shows that all of them count
    return [
        _without_mark(line, match) if match and not day else line
        for line, match, day in zip(lines, found, days, strict=True)
    ]


def _number_is_a_day(text: str, number: re.Match[str]) -> bool:
    """``1. April 1941`` is a day of April."""
    date = date_of(text[number.end() :])
    return date is not None and re.fullmatch(r"\d{4}-\d\d", date.edtf) is not None


def _without_mark(line: Line, mark: re.Match[str]) -> Line:
    return replace(line, text=line.text[mark.end() :], marked=True)
