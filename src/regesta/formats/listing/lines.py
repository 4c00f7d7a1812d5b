"""The lines of a pasted listing: cleaned of what has no meaning, with the count lines read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regesta.description.dates import HistoricalDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank. ``text`` is without the list mark that ``said`` may have."""

    number: int
    said: str
    text: str
    after_blank: bool
    marked: bool = False
    date: HistoricalDate | None = None


@dataclass(frozen=True, slots=True)
class CountLine:
    """What ``11 - 20 of 26`` claims."""

    number: int
    said: str
    first: int
    last: int
    total: int

    @property
    def claimed(self) -> int:
        """How many records the page holds."""
        return 0 if self.last == 0 else self.last - self.first + 1

    @property
    def possible(self) -> bool:
        return self.first == self.last == 0 or 1 <= self.first <= self.last <= self.total


# --- Cleaning

# Signs without width. The joiners stay within a word, where some scripts need them.
_NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_AT_THE_EDGES = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def rows_of(text: str) -> list[str]:
    """The text row by row, whichever line break it uses."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def lines_of(rows: Iterable[str]) -> Iterator[Line]:
    """The rows that are not blank. A form feed within a row parts it like a blank row."""
    after_blank = True
    for number, row in enumerate(rows, 1):
        if not row:
            after_blank = True
        for place, piece in enumerate(row.splitlines()):
            said = clean(piece)
            if said:
                blank = after_blank or place > 0
                yield Line(number=number, said=said, text=said, after_blank=blank)
            after_blank = not said


def clean(text: str) -> str:
    """The text with every run of white space as one space and nothing invisible."""
    if not text.isascii():
        text = text.translate(_NO_WIDTH)
        text = text.strip().strip(_AT_THE_EDGES)
    return " ".join(text.split())


# --- Count lines

_GROUPS = r"\d{1,3}(?:[,.'’ ]\d{3}){1,2}|\d{1,9}"
_THINGS = r"(?:results?|documents?|records?|items?|entries|hits|matches)"
_COUNT = re.compile(
    rf"(?:(?:showing|displaying|viewing|page)?\s?(?:{_THINGS})?\s?:?\s?)?"
    rf"(?P<first>{_GROUPS})\s?(?:[-‐‑‒–—―−]|\bto\b)\s?(?P<last>{_GROUPS})\s?"
    rf"\bof\b\s?(?:about |some )?(?P<total>{_GROUPS})(?:\s?{_THINGS})?(?: (?:in )?total)?[.:]?",
    re.IGNORECASE,
)
_NOTHING_FOUND = re.compile(rf"(?:no|0) {_THINGS}(?: (?:were )?found)?[.!]?", re.IGNORECASE)
LONGEST_COUNT_LINE = 100


def count_line(line: Line) -> CountLine | None:
    """What the line counts, where it is a count line."""
    if len(line.said) > LONGEST_COUNT_LINE or not any(sign.isdecimal() for sign in line.said):
        return None
    found = _COUNT.fullmatch(unicodedata.normalize("NFKC", line.said))
    if found is None:
        return None
    first, last, total = map(_number, found.groups())
    return CountLine(line.number, line.said, first, last, total)


def _number(text: str) -> int:
    return int("".join(sign for sign in text if sign.isdecimal()))


def says_nothing_found(line: Line) -> bool:
    return len(line.said) <= LONGEST_COUNT_LINE and bool(_NOTHING_FOUND.fullmatch(line.said))


# --- Places


def where(first: int, last: int | None = None) -> str:
    """A place in the text, as an archivist finds it in an editor."""
    return f"line {first}" if last in (None, first) else f"lines {first}-{last}"
