"""Query: what a reader asks, in our own terms. Anything can be typed; nothing raises."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from regesta.description import edtf
from regesta.description.days import day_number
from regesta.search.analysis import terms

LARGEST_SIZE = 1_000
DEFAULT_SIZE = 10


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"
    DATE_DESCENDING = "-date"
    TITLE = "title"


class BadQuery(ValueError):
    """A part of the question has no meaning; says which, and what would have one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must stand one after another; a word is a phrase of one."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Every required phrase matches, and no excluded one does."""

    required: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from the first to the last, as day numbers; None where open."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question. ``chosen`` maps the name of a facet to the values a record may have."""

    words: str = ""
    dates: DateRange | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = DEFAULT_SIZE
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the public sees what is public today, an editor sees everything.

    ``today`` is a day number; closed records open on their day by themselves.
    """

    today: int
    sees_everything: bool = False


_PIECE = re.compile(r'(?P<minus>-*)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_CURLY = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("−－", "-"))


def read_words(words: str) -> Condition:
    """The condition that typed words mean: ``word "a phrase" -without``.

    A quotation mark without its partner counts as white space.
    """
    required: dict[Phrase, None] = {}
    excluded: dict[Phrase, None] = {}
    text = words.translate(_CURLY)
    if text.count('"') % 2:
        last = text.rindex('"')
        text = f"{text[:last]} {text[last + 1 :]}"
    for piece in _PIECE.finditer(text):
        found = tuple(terms(piece["phrase"] or piece["word"] or ""))
        if found:
            within_word = piece.start() > 0 and not text[piece.start() - 1].isspace()
            unwanted = piece["minus"] and not within_word
            (excluded if unwanted else required)[Phrase(found)] = None
    return Condition(tuple(required), tuple(excluded))


# Days a search cannot tell apart from "always" lie outside these.
_FIRST_DAY, _LAST_DAY = day_number(-9999, 1, 1), day_number(9999, 12, 31)


def read_range(first: str, last: str) -> DateRange | None:
    """The range between two EDTF dates, either of them "" where open.

    A date names all its days: from ``1937`` to ``1938-04`` ends on 30 April 1938.
    Raises `BadQuery`.
    """
    if not first.strip() and not last.strip():
        return None
    start = _extent(first, "from") if first.strip() else None
    end = _extent(last, "to") if last.strip() else None
    dates = DateRange(start.earliest if start else None, end.latest if end else None)
    if dates.first is not None and dates.last is not None and dates.first > dates.last:
        raise BadQuery(f"The range ends before it begins: from {first} to {last}.")
    return dates


def _extent(text: str, side: str) -> edtf.Extent:
    try:
        extent = edtf.read(text.strip())
    except edtf.NotEDTF:
        raise BadQuery(
            f"The date {text.strip()[:40]!r} for {side!r} is not understood. "
            "Write it as 1937, 1937-04 or 1937-04-19."
        ) from None
    for day in (extent.earliest, extent.latest):
        if day is not None and not _FIRST_DAY <= day <= _LAST_DAY:
            raise BadQuery(f"The year in {text.strip()[:40]!r} lies outside -9999 to 9999.")
    return extent


def read_number(text: str, name: str, *, largest: int, default: int) -> int:
    """A whole number from 1 to ``largest``; the default where nothing is said.
    Raises `BadQuery`."""
    if not text.strip():
        return default
    digits = text.strip()
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 20
    number = int(digits) if is_number else 0
    if not 1 <= number <= largest:
        raise BadQuery(f"{name} takes a whole number from 1 to {largest}, not {text[:40]!r}.")
    return number


def read_sort(text: str) -> Sort:
    """Raises `BadQuery`."""
    try:
        return Sort(text.strip() or Sort.RELEVANCE)
    except ValueError:
        choices = ", ".join(Sort)
        raise BadQuery(f"sort takes one of {choices}, not {text[:40]!r}.") from None
