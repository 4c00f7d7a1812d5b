"""The objects of a JSON file one by one, so that memory grows with the largest only.

A file may be a list of objects, objects after each other, one object, or one that holds the
list in a member. Each object is decoded by itself: a broken one stops no other, as long as
its brackets and quotation marks match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

import msgspec

from regesta.formats.lines import text_of
from regesta.formats.material import Material
from regesta.formats.signs import ESCAPED_NULL, sounded

LONGEST_OBJECT = 32_000_000  # characters
_PIECE = 65_536  # characters read at a time
_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+"|["\[\]{}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class JsonItem:
    """An object, or why it is none; ``line`` is where it begins."""

    number: int
    line: int
    text: str
    value: Any = None
    error: str = ""

    @property
    def place(self) -> str:
        return f"item {self.number}, line {self.line}"


def items_of(material: Material, within: tuple[str, ...] = ()) -> Iterator[JsonItem]:
    """The objects of a list, or of the list in a member of one of those names."""
    with text_of(material) as stream:
        for number, (line, text, is_whole) in enumerate(_Scanner(stream, within).objects(), 1):
            yield _decoded(number, line, text, is_whole)


def _decoded(number: int, line: int, text: str, is_whole: bool) -> JsonItem:
    if not is_whole:
        reason = "it is too long" if len(text) >= LONGEST_OBJECT else "the file breaks off in it"
        return JsonItem(number, line, text, error=reason)
    try:
        value = msgspec.json.decode(text)
        return JsonItem(number, line, text, sounded(value) if ESCAPED_NULL in text else value)
    except (msgspec.DecodeError, UnicodeError) as error:
        return JsonItem(number, line, text, error=str(error))
    except RecursionError:
        return JsonItem(number, line, text, error="it is nested too deep")


@dataclass(slots=True)
class _Scanner:
    """Finds where objects begin and end by brackets and quotation marks alone."""

    stream: TextIO
    within: tuple[str, ...]
    text: str = ""  # what was read and is still needed
    at: int = 0  # how far it was looked at
    depth: int = 0
    base: int = 0  # the depth at which the objects stand
    begin: int = -1  # where the object under way begins
    line: int = 1  # of the beginning of the text

    def objects(self) -> Iterator[tuple[int, str, bool]]:
        """Line, text, and whether it was found whole."""
        while self._read_on():
            yield from self._found()
            self._let_go()
            if len(self.text) >= LONGEST_OBJECT:
                break
        if self.begin >= 0 and self.text[self.begin :].strip():
            yield self._line(), self.text[self.begin :], False

    def _read_on(self) -> bool:
        piece = self.stream.read(max(_PIECE, len(self.text)))
        self.text += piece
        return bool(piece)

    def _found(self) -> Iterator[tuple[int, str, bool]]:
        while match := _SIGNS.search(self.text, self.at):
            sign = match[0]
            if sign == '"':  # a string that goes on in what is not read yet
                self.at = match.start()
                return
            self.at = match.end()
            if sign in ("{", "["):
                self._open(sign, match.start())
            elif sign in ("}", "]"):
                self.depth = max(self.depth - 1, 0)
                if self.begin >= 0 and self.depth == self.base:
                    yield self._line(), self.text[self.begin : self.at], True
                    self.begin = -1
                if self.depth < self.base:
                    self.base = -1  # the list is over: what follows in its object is no item
                if self.depth == 0:
                    self.base = 0
        self.at = len(self.text)

    def _open(self, sign: str, start: int) -> None:
        if sign == "[" and (self.depth == 0 or self._is_list(start)):
            self.base = self.depth + 1
            self.begin = -1
        elif sign == "{" and self.begin < 0 and self.depth == self.base:
            self.begin = start
        self.depth += 1

    def _is_list(self, start: int) -> bool:
        """Whether the list that begins there is a member of the first object by a name
        that holds the objects."""
        if self.depth != 1 or self.base != 0 or not self.within:
            return False
        before = re.search(r'"([^"]*)"\s*:\s*$', self.text[max(0, start - 100) : start])
        return bool(before and before[1] in self.within)

    def _line(self) -> int:
        return self.line + self.text.count("\n", 0, self.begin)

    def _let_go(self) -> None:
        """What was looked at and belongs to no object under way is not kept; a little is,
        since the name of a member stands before its list."""
        done = self.begin if self.begin >= 0 else max(0, self.at - 200)
        self.line += self.text.count("\n", 0, done)
        self.text = self.text[done:]
        self.at -= done
        self.begin = 0 if self.begin >= 0 else -1
