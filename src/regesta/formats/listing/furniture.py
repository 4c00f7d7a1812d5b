"""Pages of a pasted listing, freed of list marks and of what belongs to the website around them.

What is settled here, cutting the lines into records does not have to ask about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from regesta.formats.listing.dates import date_of, dated
from regesta.formats.listing.lines import CountLine, Line, count_line, where

# --- List marks

_BULLETS = "•·▪◦‣∙●○■"
_DOUBTFUL_BULLETS = "*–—-"  # these may be the first sign of a title
_BULLETED = re.compile(rf"([{_BULLETS}])\s?(?=\S)|([{_DOUBTFUL_BULLETS}])\s(?=\S)")
_NUMBERED = re.compile(r"(\d{1,6})[.)]\s(?=\S)")


def unmarked(lines: list[Line], count: CountLine | None) -> list[Line]:
    """The lines without bullets, and without numbers where these number the records."""
    lines = _without_bullets(lines, count)
    return _without_numbers(lines, count)


def _without_bullets(lines: list[Line], count: CountLine | None) -> list[Line]:
    """A sign that may belong to a title is a bullet only where each record can have one."""
    found = [_BULLETED.match(line.said) for line in lines]
    if not any(found):
        return lines
    signs = Counter(match[2] for match in found if match and match[2])
    records = count.claimed if count else _date_lines_behind(lines, found)
    return [
        _without_mark(line, match)
        if match and (match[1] or signs[match[2]] >= max(records, 1))
        else line
        for line, match in zip(lines, found, strict=True)
    ]


def _date_lines_behind(lines: list[Line], marks: list[re.Match[str] | None]) -> int:
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
    return [
        _without_mark(line, match) if match and not _number_is_a_day(line.text, match) else line
        for line, match in zip(lines, found, strict=True)
    ]


def _number_is_a_day(text: str, number: re.Match[str]) -> bool:
    """``1. April 1941`` is a day of April."""
    date = date_of(text[number.end() :])
    return date is not None and re.fullmatch(r"\d{4}-\d\d", date.edtf) is not None


def _without_mark(line: Line, mark: re.Match[str]) -> Line:
    return replace(line, text=line.text[mark.end() :], marked=True)


# --- Furniture

_FURNITURE = {
    "skip to content", "skip to main content", "skip to results", "skip navigation", "home",
    "menu", "search", "search results", "results", "documents", "records", "log in", "sign in",
    "next", "next page", "next »", "previous", "previous page", "« previous", "prev", "first",
    "last", "load more", "show more", "more results", "see more results", "view all", "see all",
    "back to top", "top", "go to top", "download", "download all", "download results",
    "export", "print", "share", "email", "filter", "filters", "filter results", "clear filters",
    "clear all", "sort", "apply", "grid view", "list view", "items per page",
    "results per page",
}  # fmt: skip
_FURNITURE_BEGINS = (
    "sort by", "sorted by", "order by", "filter by", "results per page", "items per page",
    "show per page", "©", "copyright ©",
)  # fmt: skip
_PAGER_WORDS = {"page", "of", "next", "last", "first", "previous", "prev"}
_PAGER = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
LONGEST_FURNITURE = 60


def is_furniture(line: Line) -> bool:
    """Whether the line is of the page and not of a record, wherever such pages come from."""
    if len(line.text) > LONGEST_FURNITURE:
        return False
    words = line.text.casefold().rstrip(": ")
    return words in _FURNITURE or words.startswith(_FURNITURE_BEGINS) or _is_pager(words)


def _is_pager(words: str) -> bool:
    """``« 1 2 3 … Last »``, ``Page 1 of 2``; but no year, which may be a date line."""
    parts = _PAGER.findall(words)
    return bool(parts) and all(
        part in _PAGER_WORDS or part in "…«»‹›<>|.→←" or (part.isdecimal() and len(part) < 4)
        for part in parts
    )


def without_furniture(lines: list[Line], head: frozenset[str] = frozenset()) -> list[Line]:
    """The lines without the furniture at both ends; ``head`` is what heads the paste.

    Right after a date line stands a title, whatever it looks like.
    """
    start, end = 0, len(lines)
    while start < end and (is_furniture(lines[start]) or lines[start].said in head):
        start += 1
    while end > start and _is_foot(lines, end - 1, head):
        end -= 1
    return lines[start:end]


def _is_foot(lines: list[Line], place: int, head: frozenset[str]) -> bool:
    if place and lines[place - 1].date is not None:
        return False
    return lines[place].date is None and (is_furniture(lines[place]) or lines[place].said in head)


# --- Pages


@dataclass(frozen=True, slots=True)
class Page:
    """The lines that one count line governs, or those of a paste that has none."""

    count: CountLine | None
    lines: list[Line]

    @property
    def where(self) -> str:
        if self.count:
            return where(self.count.number)
        return where(self.lines[0].number, self.lines[-1].number) if self.lines else ""


def pages_of(lines: Iterable[Line]) -> list[Page]:
    """The lines parted at the count lines. The first page has no count line, the others do."""
    pages = [Page(None, [])]
    for line in lines:
        count = count_line(line)
        if count:
            pages.append(Page(count, []))
        else:
            pages[-1].lines.append(line)
    return pages


def prepared(page: Page, head: frozenset[str]) -> Page:
    """The page as it can be cut: no marks, no furniture, dates read."""
    lines = dated(unmarked(page.lines, page.count))
    return Page(page.count, without_furniture(lines, head))
