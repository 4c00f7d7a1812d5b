"""Patterns of file names, as somebody writes them: ``{reference} {date} - {title}``.

What stands between the fields must stand in the name, and a field takes as little as lets the
rest fit; a date must be one. Nothing of a pattern is a regular expression, and the time it takes
grows with the square of a name's length at most.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from regesta.description.dates import Status
from regesta.formats.files.naming import read_date, stem_of

FIELDS = ("date", "title", "reference", "creator", "page", "any")
LONGEST = 500  # signs of a pattern
LONGEST_DATE = 60  # signs of a date in a name
LONGEST_NAME = 300  # signs of a name that is looked at
MOST_FIELDS = 10
_PAGE = re.compile(r"[A-Za-z]{0,4}\.?\d{1,6}[A-Za-z]{0,2}|[ivxlcIVXLC]{1,8}")
_PART = re.compile(r"\{([^{}]*)\}")


class BadPattern(ValueError):
    """The pattern cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a field took of a name: the text, and the place of it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Pattern:
    """``literals`` stand before, between and after the ``fields``: one more than these."""

    fields: tuple[str, ...]
    literals: tuple[str, ...]

    @cached_property
    def depth(self) -> int:
        """How many folders above the file the pattern speaks of."""
        return "".join(self.literals).count("/")

    def part_of(self, name: str) -> str:
        """The part of a file's path that the pattern speaks of, without the ending."""
        parts = name.split("/")[-self.depth - 1 :]
        return "/".join([*map(_plain, parts[:-1]), stem_of(parts[-1])])

    def match(self, name: str) -> dict[str, Found] | None:
        """What each field takes of the path of a file; None where the name does not fit."""
        text = self.part_of(name)
        if len(text) > LONGEST_NAME or not text.startswith(self.literals[0]):
            return None
        ends = _Ends(self, text).fitting(len(self.literals[0]))
        if ends is None:
            return None
        found, start = {}, len(self.literals[0])
        for at, end in enumerate(ends):
            if self.fields[at] != "any":
                found[self.fields[at]] = _trimmed(text, start, end)
            start = end + len(self.literals[at + 1])
        # A field of nothing but lines and spaces says nothing: the name does not fit.
        return found if all(one.text for one in found.values()) else None


def compiled(pattern: str) -> Pattern:
    """The pattern in its parts. Raises `BadPattern`."""
    text = unicodedata.normalize("NFC", pattern)
    if len(text) > LONGEST:
        raise BadPattern(f"it is longer than {LONGEST} signs")
    pieces = _PART.split(text)
    literals, names = tuple(pieces[::2]), tuple(one.strip().casefold() for one in pieces[1::2])
    if any("{" in one or "}" in one for one in literals):
        raise BadPattern("a brace is not closed, or not opened")
    for name in names:
        if name not in FIELDS:
            known = ", ".join(f"{{{one}}}" for one in FIELDS)
            raise BadPattern(f"there is no field {{{name}}}; there are {known}")
        if name != "any" and names.count(name) > 1:
            raise BadPattern(f"{{{name}}} stands in it twice")
    if len(names) > MOST_FIELDS:
        raise BadPattern(f"it has more than {MOST_FIELDS} fields")
    if not set(names) - {"any"}:
        raise BadPattern("it has no field such as {title}")
    if any(not between for between in literals[1:-1]):
        raise BadPattern("something must stand between two fields: a space, a hyphen, a line")
    return Pattern(names, literals)


@dataclass(slots=True)
class _Ends:
    """The search for the ends of the fields in one name; what failed once is not tried again."""

    pattern: Pattern
    text: str
    failed: set[tuple[int, int]] = field(default_factory=set)

    def fitting(self, start: int, at: int = 0) -> list[int] | None:
        if (at, start) in self.failed:
            return None
        name, literal = self.pattern.fields[at], self.pattern.literals[at + 1]
        is_last = at == len(self.pattern.fields) - 1
        least = start if name == "any" else start + 1
        if is_last:
            end = len(self.text) - len(literal)
            if end >= least and self.text.endswith(literal) and self._takes(name, start, end):
                return [end]
        else:
            end = self.text.find(literal, least)
            while end >= 0:
                if self._takes(name, start, end):
                    rest = self.fitting(end + len(literal), at + 1)
                    if rest is not None:
                        return [end, *rest]
                end = self.text.find(literal, end + 1)
        self.failed.add((at, start))
        return None

    def _takes(self, name: str, start: int, end: int) -> bool:
        value = self.text[start:end]
        if name == "any":
            return "/" not in value
        if not value.strip() or "/" in value:
            return False
        if name == "page":
            return _PAGE.fullmatch(value) is not None
        if name != "date":
            return True
        if len(value) > LONGEST_DATE:
            return False
        return read_date(value).status in (Status.GIVEN, Status.UNDATED)


def _trimmed(text: str, start: int, end: int) -> Found:
    value = " ".join(text[start:end].replace("_", " ").split())
    return Found(value, start, end)


def _plain(part: str) -> str:
    return unicodedata.normalize("NFC", part)
