"""The entries of a bibliography as they stand in the file: cut out, then taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.formats.lines import lines_of
from regesta.formats.material import Material

LONGEST_ENTRY = 8_000_000  # characters
_BEGIN = re.compile(r"@\s*([A-Za-z][\w-]*)\s*([{(])")
_AT_MARGIN = re.compile(r"@[A-Za-z]+\s*[{(]\s*[^\s,{}()=]+\s*,?\s*$|@string\s*[{(]", re.IGNORECASE)
_BRACES = re.compile(r"[{}()]")


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as it stands: its type, what is between its outer signs, and whether it is
    closed."""

    line: int
    type: str
    text: str
    is_closed: bool = True


@dataclass(slots=True)
class _Cutter:
    """Finds entries by their braces. BibTeX counts every brace, escaped ones, too."""

    line: int = 0
    type: str = ""
    closing: str = ""
    depth: int = 0
    pieces: list[str] = field(default_factory=list)
    size: int = 0

    def feed(self, number: int, line: str) -> Iterator[RawEntry]:
        if self.type and _AT_MARGIN.match(line) and self.depth:
            yield self._entry(is_closed=False)
        at = 0
        while True:
            if not self.type:
                begin = _BEGIN.search(line, at)
                if not begin:
                    return
                self.line, self.type = number, begin[1].lower()
                self.closing = "}" if begin[2] == "{" else ")"
                self.depth, self.pieces, self.size = 1, [], 0
                at = begin.end()
            end = self._end(line, at)
            self.pieces.append(line[at : end if end >= 0 else None])
            self.size += len(self.pieces[-1]) + 1
            if end < 0 and self.size <= LONGEST_ENTRY:
                return
            yield self._entry(is_closed=end >= 0)
            if end < 0:
                return
            at = end + 1

    def _end(self, line: str, at: int) -> int:
        """Where the entry is closed, -1 where it is not."""
        for match in _BRACES.finditer(line, at):
            sign = match[0]
            if sign == "{":
                self.depth += 1
            elif sign == "}":
                self.depth -= 1
                if self.depth == 0:
                    return match.start()
            elif sign == ")" and self.closing == ")" and self.depth == 1:
                return match.start()
        return -1

    def _entry(self, *, is_closed: bool) -> RawEntry:
        entry = RawEntry(self.line, self.type, "\n".join(self.pieces), is_closed)
        self.type = ""
        return entry

    def rest(self) -> Iterator[RawEntry]:
        if self.type:
            yield self._entry(is_closed=False)


def entries_of(material: Material) -> Iterator[RawEntry]:
    """The entries of a file in order; all else in it is a comment."""
    cutter = _Cutter()
    for number, line in lines_of(material, LONGEST_ENTRY):
        yield from cutter.feed(number, (line or "").replace("\x00", ""))
    yield from cutter.rest()


# ---------------------------------------------------------------- one entry


@dataclass(slots=True)
class Fields:
    """Key and fields of an entry, their values still in LaTeX. ``unread`` is what stands
    where nothing can be read any more; ``undefined`` are names of strings nobody defined."""

    key: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)
    unread: str = ""
    undefined: list[str] = field(default_factory=list)

    def one(self, name: str) -> str:
        return next((value for known, value in self.values if known == name), "")


_AFTER_KEY = re.compile(r'[,={}"]')
_NAME = re.compile(r"[\s,]*([^\s=,{}\"#%]+)\s*=\s*")
_BARE = re.compile(r"[^\s,{}\"#=]+")
_JOIN = re.compile(r"\s*#\s*")


def fields_of(text: str, strings: dict[str, str], *, has_key: bool = True) -> Fields:
    """The fields of an entry. ``strings`` are those defined so far, by their names."""
    found = Fields()
    at = 0
    if has_key:
        after = _AFTER_KEY.search(text)
        if after is None or after[0] == ",":
            found.key = text[: after.start() if after else None].strip()
            at = after.end() if after else len(text)
    while match := _NAME.match(text, at):
        value, at = _value(text, match.end(), strings, found)
        if at < 0:
            found.unread = text[match.start() :].strip(" ,\n")
            return found
        found.values.append((match[1].lower(), value))
    found.unread = text[at:].strip(" ,\n\t\r")
    return found


def _value(text: str, at: int, strings: dict[str, str], found: Fields) -> tuple[str, int]:
    """A value, its parts joined, and where it ends; -1 where it cannot be read."""
    parts = []
    while True:
        part, at = _part(text, at, strings, found)
        if at < 0:
            return "", -1
        parts.append(part)
        join = _JOIN.match(text, at)
        if not join:
            return "".join(parts), at
        at = join.end()


def _part(text: str, at: int, strings: dict[str, str], found: Fields) -> tuple[str, int]:
    sign = text[at : at + 1]
    if sign in ("{", '"') and sign:
        end = _closing(text, at, "}" if sign == "{" else '"')
        return (text[at + 1 : end], end + 1) if end >= 0 else ("", -1)
    match = _BARE.match(text, at)
    if not match:
        return "", -1
    name = match[0]
    if name.isdigit():
        return name, match.end()
    if name.lower() not in strings:
        found.undefined.append(name)
    return strings.get(name.lower(), name), match.end()


_QUOTED = re.compile(r'[{}"]')


def _closing(text: str, at: int, sign: str) -> int:
    """Where the value that begins there is closed, -1 where it is not."""
    depth = 0
    for match in _QUOTED.finditer(text, at if sign == "}" else at + 1):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth < 0 or (depth == 0 and sign == "}"):
                return match.start() if sign == "}" and depth == 0 else -1
        elif sign == '"' and depth == 0:
            return match.start()
    return -1
