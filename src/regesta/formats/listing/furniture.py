"""What belongs to the website around a listing and not to its records."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from regesta.formats.listing.lines import Line
from regesta.formats.listing.wording import Ending, ending, says_undated

_FURNITURE = {
    "skip to content", "skip to main content", "skip to results", "skip navigation", "home",
    "menu", "search", "search results", "results", "documents", "records", "log in", "sign in",
    "next", "next page", "next »", "previous", "previous page", "« previous", "prev", "first",
    "last", "load more", "show more", "more results", "see more results", "view all", "see all",
    "back to top", "top", "go to top", "download", "download all", "download results",
    "export", "print", "share", "email", "filter", "filters", "filter results", "clear filters",
    "clear all", "sort", "apply", "grid view", "list view", "items per page",
    "results per page", "load more results", "show more results", "show all", "privacy",
    "privacy policy", "privacy notice", "terms of use", "terms of service",
    "terms and conditions", "terms", "contact", "contact us", "about", "about us", "help",
    "accessibility", "cookies", "cookie policy", "cookie settings", "accept", "accept all",
    "accept cookies", "reject", "reject all", "decline", "subscribe", "site map", "sitemap",
    "imprint", "impressum", "datenschutz", "follow us", "download csv", "download pdf",
    "export csv", "export results",
}  # fmt: skip
_FURNITURE_BEGINS = (
    "sort by", "sorted by", "order by", "filter by", "results per page", "items per page",
    "show per page", "©", "copyright ©", "sent from my ", "subscribe to our ",
    "sign up for our ", "all rights reserved",
)  # fmt: skip
_PAGER_WORDS = {"page", "of", "next", "last", "first", "previous", "prev"}
_PAGER = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_COOKIES = re.compile(r"\b(?:we|this (?:web)?site) uses? cookies\b", re.IGNORECASE)
_LINK = re.compile(
    r"(?<=\S)\s(?P<link>\W*(?:read more|show more|view (?:document|record|item|details)))\W*$",
    re.IGNORECASE,
)
LONGEST_FURNITURE = 60
LONGEST_LINK = 30
LONGEST_COOKIE_TEXT = 600
LONGEST_REPEAT = 40
FEWEST_REPEATS = 3
NEARLY_EVERY = 0.8  # of the records


def is_furniture(line: Line) -> bool:
    """Whether the line is of the page and not of a record, wherever such pages come from."""
    if len(line.text) > LONGEST_FURNITURE:
        return len(line.text) <= LONGEST_COOKIE_TEXT and bool(_COOKIES.search(line.text))
    words = line.text.casefold().rstrip(": ")
    if words in _FURNITURE or words.startswith(_FURNITURE_BEGINS):
        return True
    return _is_pager(words) or bool(_COOKIES.search(words))


def _is_address(line: Line) -> bool:
    return line.text.startswith(("http://", "https://", "www.")) and " " not in line.text


def _is_pager(words: str) -> bool:
    """``« 1 2 3 … Last »``, ``Page 1 of 2``; but no year, which may be a date line."""
    parts = _PAGER.findall(words)
    return bool(parts) and all(
        part in _PAGER_WORDS or part in "…«»‹›<>|.→←" or (part.isdecimal() and len(part) < 4)
        for part in parts
    )


def without_furniture(lines: list[Line], head: frozenset[str] = frozenset()) -> list[Line]:
    """The lines without the furniture at both ends; ``head`` is what heads the paste.

    Right after a date line stands a title, whatever it looks like. A web address is that of
    the page only where it is the only one: otherwise each record may have its own.
    """
    addresses = [line.said for line in lines if _is_address(line)]
    outside = head.union(addresses) if len(addresses) == 1 else head
    start, end = 0, len(lines)
    while start < end and (is_furniture(lines[start]) or lines[start].said in outside):
        start += 1
    while end > start and _is_foot(lines, end - 1, outside):
        end -= 1
    return lines[start:end]


def _is_foot(lines: list[Line], place: int, outside: frozenset[str]) -> bool:
    line = lines[place]
    if line.date is not None or (place and lines[place - 1].date is not None):
        return False
    return is_furniture(line) or line.said in outside


# --- Among and below the records


def foot_of(lines: list[Line]) -> int:
    """The place from which on the website's foot stands below the last record.

    It begins with something that is clearly furniture, after which only short lines follow
    that are neither dates nor sentences: ``Filter by``, ``Place``, ``China (8)``.
    """
    start = len(lines)
    for place in range(len(lines) - 1, 1, -1):
        line = lines[place]
        if line.date is not None or lines[place - 1].date is not None or line.marked:
            break
        if is_furniture(line):
            start = place
        elif len(line.text) > LONGEST_FURNITURE or ending(line.text) is Ending.FULL_STOP:
            break
    return start


def without_links(lines: list[Line], records: int) -> tuple[list[Line], list[Line]]:
    """The lines without the links, ``Read more``, that end nearly every record, and these."""
    found = [_LINK.search(line.text, max(0, len(line.text) - LONGEST_LINK)) for line in lines]
    if not _is_often(sum(match is not None for match in found), records):
        return lines, []
    links = [
        replace(line, said=match["link"], text=match["link"])
        for line, match in zip(lines, found, strict=True)
        if match
    ]
    cut = [
        replace(line, said=line.said[: -len(match[0])], text=line.text[: match.start()])
        if match
        else line
        for line, match in zip(lines, found, strict=True)
    ]
    return cut, links


def repeated(lines: list[Line], records: int) -> set[str]:
    """The short lines, ``View document`` or ``Image``, that stand in nearly every record.

    Where many records lack their date lines, such lines may be titles.
    """
    dates = sum(line.date is not None for line in lines)
    if dates < max(FEWEST_REPEATS, NEARLY_EVERY * records):
        return set()
    counts = Counter(line.said for line in lines if _may_repeat(line))
    often = {said for said, times in counts.items() if _is_often(times, records)}
    titles = {
        line.said
        for above, line in pairwise(lines)
        if above.date is not None and line.said in often
    }
    return often - titles


def _may_repeat(line: Line) -> bool:
    short = len(line.said) <= LONGEST_REPEAT and line.date is None
    return short and ending(line.said) is not Ending.FULL_STOP and not says_undated(line.said)


def _is_often(times: int, records: int) -> bool:
    return max(FEWEST_REPEATS, NEARLY_EVERY * records) <= times <= records
