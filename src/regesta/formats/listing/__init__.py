"""Result listings copied from a website: a count line, then dates, titles and abstracts.

The count line is a checksum. A page is cut into as many records as it claims, or refused;
nothing is guessed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from regesta.formats.listing import problems
from regesta.formats.listing.dates import date_of
from regesta.formats.listing.furniture import LONGEST_FURNITURE, Page, pages_of, prepared, unmarked
from regesta.formats.listing.lines import (
    CountLine,
    Line,
    count_line,
    lines_of,
    rows_of,
    says_nothing_found,
)
from regesta.formats.listing.pages import read_page
from regesta.formats.listing.problems import CODES
from regesta.formats.listing.records import write
from regesta.formats.reading import Expected, Item, Problem

__all__ = ["CODES", "LABEL", "NAME", "read", "recognise", "write"]

NAME = "listing"
LABEL = "Pasted result listing"

MOST_LINES = 1_000_000
ENOUGH_TO_RECOGNISE = 5_000  # lines
LONGEST_TITLE_LIKE = 400
LONG_HEAD_LINE = 100  # no navigation is so long


# --- Recognising

_MARKUP = re.compile(r"\s*(?:<|\{|\[\s*(?:[\[{\"'\]]|$|[^\]\n]*$|[^\]\n]*,))")
_ASSIGNMENT = re.compile(r"[\w.\"'-]+\s*=\s*\S")
_CLOSING_TAG = re.compile(r"</\w+>")
_DELIMITERS = ",;\t|"


def recognise(text: str) -> bool:
    """Whether the text looks like a listing: a count line, or a date right above a title."""
    rows = rows_of(text)
    if _looks_like_another_format(rows):
        return False
    above: Line | None = None
    for line in islice(lines_of(rows), ENOUGH_TO_RECOGNISE):
        if count_line(line):
            return True
        if above and date_of(above.text) and _like_title(line.text):
            return True
        above = line
    return False


def _like_title(text: str) -> bool:
    letters = sum(map(str.isalpha, text[:LONGEST_TITLE_LIKE]))
    return letters > 2 and len(text) <= LONGEST_TITLE_LIKE and date_of(text) is None


def _looks_like_another_format(rows: Sequence[str]) -> bool:
    first = next((place for place, row in enumerate(rows) if row.strip()), 0)
    start = [row for row in rows[first : first + 20] if not row.lstrip().startswith("#")]
    if not start:
        return False
    return (
        _MARKUP.match(start[0]) is not None
        or any(_ASSIGNMENT.match(row.strip()) for row in start[:2])
        or any(_CLOSING_TAG.search(row) for row in start)
        or _is_table(start)
    )


def _is_table(rows: Sequence[str]) -> bool:
    """Whether the row right below the first has as many delimiters, as tables do."""
    first = next(lines_of(rows[:1]), None)
    if len(rows) < 2 or first is None or date_of(first.text) or count_line(first):
        return False
    return any(0 < rows[0].count(sign) <= rows[1].count(sign) for sign in _DELIMITERS)


# --- Reading


def read(text: str) -> Iterator[Item]:
    """The records of a pasted listing, and what an archivist should know about it."""
    rows = rows_of(text)
    lines = list(islice(lines_of(rows), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        yield problems.text_too_long(MOST_LINES)
        return
    pages = pages_of(lines)
    counts = [page.count for page in pages if page.count]
    if counts:
        yield from _what_counts_say(counts)
        head, pages = _parted_from_head(pages)
        yield from _head_problem(head)
        yield from _read_pages(pages, rows, head)
    elif any(map(says_nothing_found, lines)) and not _has_dates(lines):
        yield Expected(0)
    elif not _has_dates(lines):
        yield problems.not_a_listing()
    else:
        yield from _read_pages(pages, rows, [])


def _has_dates(lines: list[Line]) -> bool:
    """Whether there is a date line, behind a bullet or without one."""
    return any(date_of(line.text) for line in unmarked(lines, None))


def _what_counts_say(counts: Sequence[CountLine]) -> Iterator[Item]:
    """How many records there are in all, and which of them the paste does not hold."""
    possible = [count for count in counts if count.possible]
    if not possible:
        return
    largest = max(count.total for count in possible)
    yield Expected(largest)
    if len({count.total for count in possible}) > 1:
        yield problems.totals_disagree(possible, largest)
    missing = _missing_ranges(possible, largest)
    if missing:
        yield problems.records_not_in_paste(missing, largest, possible[-1])


def _missing_ranges(counts: Sequence[CountLine], total: int) -> list[tuple[int, int]]:
    missing = []
    expected = 1
    for first, last in sorted((count.first, count.last) for count in counts):
        if first > expected:
            missing.append((expected, first - 1))
        expected = max(expected, last + 1)
    if expected <= total:
        missing.append((expected, total))
    return missing


# --- What stands above the first count line


def _parted_from_head(pages: list[Page]) -> tuple[list[Line], list[Page]]:
    """What heads the paste, and its pages. Some websites put the count below its page."""
    above, *counted = pages
    start = prepared(above, frozenset()).lines
    last = counted[-1]
    counted_below = last.count and last.count.claimed and not _holds_text(last)
    repeats = any(last.count and _same_range(last.count, page.count) for page in counted[:-1])
    dates = sum(line.date is not None for line in start)
    if dates and counted_below and not repeats:
        lines = [page.lines for page in pages[:-1]]
        return [], [Page(page.count, held) for page, held in zip(counted, lines, strict=True)]
    if dates > 1 and start[0].date:
        return [], pages
    return above.lines, counted


def _holds_text(page: Page) -> bool:
    return bool(prepared(page, frozenset()).lines)


def _same_range(one: CountLine, other: CountLine | None) -> bool:
    return other is not None and (one.first, one.last, one.total) == (
        other.first,
        other.last,
        other.total,
    )


def _head_problem(head: Sequence[Line]) -> Iterator[Problem]:
    """The head of a page is left out without a word, unless it may be more than that."""
    if any(date_of(line.text) or len(line.text) > LONG_HEAD_LINE for line in head):
        yield problems.head_left_out(head)


# --- Pages


def _read_pages(pages: Sequence[Page], rows: Sequence[str], head: Sequence[Line]) -> Iterator[Item]:
    furniture = frozenset(
        line.said for line in head if len(line.said) <= LONGEST_FURNITURE and not date_of(line.text)
    )
    seen: set[tuple[object, ...]] = set()
    ranges: set[tuple[int, int, int]] = set()
    number = 0
    for raw_page in pages:
        page = prepared(raw_page, furniture)
        if page.count:
            span = page.count.first, page.count.last, page.count.total
            if not page.lines and span in ranges:
                continue  # the count line stands below its page once more
            content = (span, *(line.said for line in page.lines))
            if content in seen:
                yield problems.page_repeated(page)
                continue
            ranges.add(span)
            seen.add(content)
        number += 1
        yield from read_page(page, rows, number)
