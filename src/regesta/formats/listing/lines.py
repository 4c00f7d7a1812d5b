"""The lines of a pasted listing: cleaned of what has no meaning, with the count lines read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regesta.description.dates import HistoricalDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank. ``text`` is without the list mark that ``said`` may have.

    ``last`` is the number of the last row where a paragraph was wrapped over several, else 0;
    ``cells`` are the parts of a row that tabs part.
    """

    number: int
    said: str
    text: str
    after_blank: bool
    last: int = 0
    cells: tuple[str, ...] = ()
    marked: bool = False
    date: HistoricalDate | None = None

    @property
    def end(self) -> int:
        return self.last or self.number


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

    @property
    def span(self) -> tuple[int, int, int]:
        return self.first, self.last, self.total


# --- Cleaning

# Signs without width. The joiners stay within a word, where some scripts need them.
_NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_AT_THE_EDGES = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def rows_of(text: str) -> list[str]:
    """The text row by row, whichever line break it uses."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


_QUOTED = re.compile(r"\s*>[>\s]*")
QUOTED_SHARE = 0.9  # of the rows; the first may have lost its sign in copying


def unquoted(rows: list[str]) -> list[str]:
    """The rows without the ``>`` that e-mail puts before each of them."""
    filled = sum(bool(row.strip()) for row in rows)
    quoted = sum(row.lstrip().startswith(">") for row in rows)
    if not quoted or quoted < QUOTED_SHARE * filled:
        return rows
    return [row[found.end() :] if (found := _QUOTED.match(row)) else row for row in rows]


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
                cells = tuple(filter(None, map(clean, piece.split("\t"))))
                yield Line(
                    number=number, said=said, text=said, after_blank=blank,
                    cells=cells if len(cells) > 1 else (),
                )  # fmt: skip
            after_blank = not said


def clean(text: str) -> str:
    """The text with every run of white space as one space and nothing invisible."""
    if not text.isascii():
        text = text.translate(_NO_WIDTH)
        text = text.strip().strip(_AT_THE_EDGES)
    return " ".join(text.split())


# --- Count lines

_GROUPS = r"\d{1,3}(?:[,.'’ ]\d{3}){1,2}|\d{1,9}"
_THINGS = (
    r"(?:results?|documents?|records?|items?|entries|hits|matches|ergebnisse|treffer|dokumente"
    r"|einträge|résultats?|notices|результат\w*|документ\w*|запис\w+|resultados?|documentos?"
    r"|risultati|documenti|wyników|条(?:结果|记录)?|項|件)"
)
_SHOWING = r"(?:showing|displaying|viewing|page|zeige|показаны?|第)"
_COUNT = re.compile(
    rf"(?:{_SHOWING}?\s?(?:{_THINGS})?\s?:?\s?)?"
    rf"(?P<first>{_GROUPS})\s?(?:[-‐‑‒–—―−]|\b(?:to|bis|à)\b)\s?(?P<last>{_GROUPS})\s?"
    rf"(?:\b(?:of|von|из|sur|de|di|z|van|av|af)\b|\s/\s|[,，]?\s?共)"
    rf"\s?(?:about |some )?(?P<total>{_GROUPS})"
    rf"(?:\s?{_THINGS})?(?: (?:in )?total)?(?: \(\d+[.,]\d+ s\w*\.?\))?(?: next\W*)?[.:]?",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"(?P<total>{_GROUPS})\s?{_THINGS}(?: found)?[.:]?", re.IGNORECASE)
_LIKE_COUNT = re.compile(r"(?<!\d)\d{1,6}\s?[-‐‑‒–—―−]\s?\d{1,6}\D{1,20}\d{1,6}(?!\d)")
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


def total_line(line: Line) -> CountLine | None:
    """What ``4 results`` counts: all the records of a list, here taken for one page."""
    if len(line.said) > LONGEST_COUNT_LINE:
        return None
    found = _TOTAL.fullmatch(unicodedata.normalize("NFKC", line.said))
    total = _number(found["total"]) if found else 0
    return CountLine(line.number, line.said, 1, total, total) if total else None


def looks_like_count(line: Line) -> bool:
    """Whether a line that is no count line may be meant as one."""
    if len(line.said) > LONGEST_COUNT_LINE:
        return False
    return bool(_LIKE_COUNT.search(unicodedata.normalize("NFKC", line.said)))


def _number(text: str) -> int:
    return int("".join(sign for sign in text if sign.isdecimal()))


def says_nothing_found(line: Line) -> bool:
    return len(line.said) <= LONGEST_COUNT_LINE and bool(_NOTHING_FOUND.fullmatch(line.said))


# --- Places


def where(first: int, last: int | None = None) -> str:
    """A place in the text, as an archivist finds it in an editor."""
    return f"line {first}" if last in (None, first) else f"lines {first}-{last}"
