"""Result listings copied from a website: a count line, then dates, titles and abstracts.

The count line is a checksum. A page is cut into as many records as it claims, or refused;
nothing is guessed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from regesta.formats.listing import problems
from regesta.formats.listing.columns import parted
from regesta.formats.listing.dates import column_of, date_of, settled
from regesta.formats.listing.furniture import LONGEST_FURNITURE
from regesta.formats.listing.lines import (
    CountLine,
    Line,
    count_line,
    lines_of,
    looks_like_count,
    rows_of,
    says_nothing_found,
    unquoted,
)
from regesta.formats.listing.marks import unmarked
from regesta.formats.listing.pages import read_page
from regesta.formats.listing.preparation import Page, pages_of, prepared
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
    rows = unquoted(rows_of(text))
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


def _what_it_looks_like(rows: Sequence[str]) -> str:
    """What a text that holds no listing seems to be, as the end of a sentence about it."""
    start = next((row.strip() for row in rows if row.strip()), "")
    if not start:
        return "is empty"
    if start.startswith("<"):
        return "looks like HTML or XML"
    if _MARKUP.match(start):
        return "looks like JSON"
    return (
        "looks like a table (CSV)" if _is_table([row for row in rows[:20] if row.strip()]) else ""
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
    lines = list(islice(lines_of(unquoted(rows)), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        yield problems.text_too_long(MOST_LINES)
        return
    pages = pages_of(lines)
    counts = [page.count for page in pages if page.count]
    if counts:
        head, pages = _parted_from_head(pages)
        pages = _prepared_pages(pages, head)
        yield from _what_counts_say(counts, pages)
        yield from _head_problem(head)
        yield from _read_pages(pages, rows)
    elif any(map(says_nothing_found, lines)) and not _has_dates(lines):
        yield Expected(0)
    elif not _has_dates(lines):
        like_count = next(filter(looks_like_count, lines), None)
        yield problems.not_a_listing(_what_it_looks_like(rows), like_count)
    else:
        yield from _read_pages(_prepared_pages(pages, []), rows)


def _has_dates(lines: list[Line]) -> bool:
    """Whether there is a date line, behind a bullet or without one, or before a title."""
    return any(date_of(line.text) for line in parted(unmarked(lines, None), None))


def _what_counts_say(counts: Sequence[CountLine], pages: Sequence[Page]) -> Iterator[Item]:
    """How many records there are in all, and which of them the paste does not hold."""
    possible = [count for count in counts if count.possible]
    if not possible:
        return
    largest = max(count.total for count in possible)
    yield Expected(largest)
    if len({count.total for count in possible}) > 1:
        yield problems.totals_disagree(possible, largest)
    held = [page.count for page in pages if page.count and page.lines and page.count.possible]
    missing = _missing_ranges(held or possible, largest)
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
    return other is not None and one.span == other.span


def _head_problem(head: Sequence[Line]) -> Iterator[Problem]:
    """The head of a page is left out without a word, unless it may be more than that."""
    if any(date_of(line.text) or len(line.text) > LONG_HEAD_LINE for line in head):
        yield problems.head_left_out(head)


# --- Pages


def _prepared_pages(pages: Sequence[Page], head: Sequence[Line]) -> list[Page]:
    """The pages ready to be cut. A year heading holds on the page that goes on from its own."""
    furniture = frozenset(
        line.said for line in head if len(line.said) <= LONGEST_FURNITURE and not date_of(line.text)
    )
    result: list[Page] = []
    for page in pages:
        above = result[-1] if result else None
        goes_on = above and above.count and page.count and page.count.first == above.count.last + 1
        heading = above.heading if above and goes_on else None
        result.append(prepared(page, furniture, heading))
    return _with_dates_settled(result)


def _with_dates_settled(pages: Sequence[Page]) -> list[Page]:
    """The pages, with what one date line leaves open settled by the others of the paste."""
    column = column_of(line for page in pages for line in page.lines)
    return [replace(page, lines=settled(page.lines, column)) for page in pages]


def _read_pages(pages: Sequence[Page], rows: Sequence[str]) -> Iterator[Item]:
    some_hold_text = any(page.count and page.lines for page in pages)
    seen: set[tuple[object, ...]] = set()
    number = 0
    for page in pages:
        if page.count:
            if not page.lines and some_hold_text:
                continue  # a count line shown once more, or one whose page was not pasted
            content = (page.count.span, *(line.said for line in page.lines))
            if content in seen:
                yield problems.page_repeated(page)
                continue
            seen.add(content)
        number += 1
        yield from read_page(page, rows, number)
