"""RIS: the tagged lines that citation managers and library catalogues exchange.

Read and written. Tags are those of the format's specification, and where that leaves a
choice, those that Zotero reads: DB is the archive, AN the location in it, CN the call number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regesta.description import dates
from regesta.description.dates import HistoricalDate
from regesta.description.record import Identifier, Record, Reference, ReferenceLevel
from regesta.formats import citation
from regesta.formats.citation import Form
from regesta.formats.draft import Draft, cut, refused
from regesta.formats.lines import LOST, lines_of
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Reading
from regesta.formats.signs import sound

NAME = "ris"
LABEL = "Citations (RIS)"
CODES = {
    "ris-outside": "Lines stand outside of any record; they are left out.",
    "ris-no-end": "A record has no line ER; it ends where the next one begins.",
    "ris-too-long": "A record is too long; what is over is left out.",
    "ris-none": "The file holds no records.",
    "ris-twice": "Two records have the same number; the second is taken without it.",
    "ris-lost-sign": "A record holds bytes that are not in the encoding of the file.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
}
SCHEME = "ris"
_LINE = re.compile(r"\s{0,3}([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*)|\s*)", re.DOTALL)
_LONGEST_RECORD = 8_000_000  # characters
_STATEMENTS = {"TI": "title", "T1": "title", "CT": "title", "AB": "scope_and_content",
               "N2": "scope_and_content", "N1": "note", "LA": "language"}  # fmt: skip
_IDENTIFIERS = {"ID": SCHEME, "DO": "doi", "UR": "url"}
_ROLES = {"AU": "author", "A1": "author", "ED": "editor", "A4": "translator"}
_LETTERS = {"PCOMM", "ICOMM"}
_DATES = ("DA", "PY", "Y1")  # the fullest first
_NUMBERS = re.compile(r"(\d{4})(?:/(\d{0,2})(?:/(\d{0,2})(?:/(.*))?)?)?", re.ASCII | re.DOTALL)


def recognise(material: Material) -> bool:
    """Whether its first line gives the type of a work."""
    start = material.head_text.lstrip("\ufeff \t\r\n")[:100]
    return bool(re.match(r"TY {1,2}- ?", start))


@dataclass(slots=True)
class _Tagged:
    """The lines of one record: tags with their values, in order."""

    line: int
    pieces: list[tuple[str, list[str]]] = field(default_factory=list)
    wording: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def where(self) -> str:
        return f"line {self.line}"

    @property
    def values(self) -> list[tuple[str, str]]:
        return [(tag, "\n".join(lines)) for tag, lines in self.pieces]

    def all(self, tag: str) -> list[str]:
        values = ("\n".join(lines) for name, lines in self.pieces if name == tag)
        return [value for value in values if value]

    def add(self, text: str) -> None:
        """A line: one with a tag begins a value, any other goes on with the last one."""
        self.size += len(text) + 1
        self.wording.append(text)
        match = _LINE.fullmatch(text)
        if match:
            self.pieces.append((match[1], [(match[2] or "").strip()]))
        elif self.pieces:
            self.pieces[-1][1].append(text.strip())


def read(material: Material) -> Iterator[Item]:
    """The records of a file. Never raises: what is wrong is a located problem."""
    seen: set[Identifier] = set()
    found = False
    for one in _tagged(material):
        if isinstance(one, Problem):
            yield one
        else:
            found = True
            yield from _of_record(one, seen)
    if not found:
        yield refused("ris-none", "", "The file holds no records.", "Export it as RIS again.")


def write(records: Iterable[tuple[str, Record]]) -> Iterator[str]:
    """Identifiers and records as pieces of a file, one record each."""
    for identifier, record in records:
        lines = [f"{tag}  - {_one_line(value)}" for tag, value in _tags(identifier, record)]
        yield "\r\n".join([*lines, "ER  - ", "", ""])


# ---------------------------------------------------------------- reading


def _tagged(material: Material) -> Iterator[_Tagged | Problem]:
    current: _Tagged | None = None
    outside = 0
    for number, line in lines_of(material, _LONGEST_RECORD):
        text = (line or "").replace("\x00", "")
        match = _LINE.fullmatch(text)
        tag = match[1] if match else ""
        if outside and (tag == "TY"):
            yield _outside(outside)
            outside = 0
        if tag == "TY":
            if current:
                yield from _unended(current)
            current = _Tagged(number)
        if current is None:
            outside = outside or (number if text.strip() else 0)
        elif tag == "ER":
            current.wording.append(text)
            yield current
            current = None
        elif line is None or current.size + len(text) > _LONGEST_RECORD:
            yield _too_long(number)
        else:
            current.add(text)
    if current:
        yield from _unended(current)
    if outside:
        yield _outside(outside)


def _unended(record: _Tagged) -> Iterator[_Tagged | Problem]:
    draft = Draft(record.where)
    draft.warn("ris-no-end", "ER", "", "The record has no line ER.",
               "Put a line 'ER  - ' at its end.")  # fmt: skip
    yield from draft.problems
    yield record


def _outside(number: int) -> Problem:
    draft = Draft(f"line {number}")
    draft.warn("ris-outside", "TY", "", "From here on, lines belong to no record.",
               "Begin each record with a line such as 'TY  - MANSCPT'.")  # fmt: skip
    return draft.problems[0]


def _too_long(number: int) -> Problem:
    draft = Draft(f"line {number}")
    draft.warn("ris-too-long", "", "", "The record is too long; this line is left out.",
               "Look for a line ER that is missing above.")  # fmt: skip
    return draft.problems[0]


def _of_record(one: _Tagged, seen: set[Identifier]) -> Iterator[Item]:
    draft = Draft(one.where)
    kind = next(iter(one.all("TY")), "").upper()
    for tag, given in one.values:
        value = sound(given)
        if tag in _STATEMENTS:
            _say(draft, tag, value)
        elif role := _role(tag, kind):
            draft.agent(value.rstrip(", "), role, "person" if "," in value else "organisation")
        elif tag == "KW":
            for word in re.split(r"[;\n]", value):
                draft.subject(word)
        elif tag not in ("DB", "AN", "CN", *_DATES, *_IDENTIFIERS):
            draft.keep(tag, value)
    _date(draft, one, kind)
    _references(draft, one)
    _identify(draft, one, seen)
    text = "\n".join(one.wording)
    if LOST in text:
        draft.warn("ris-lost-sign", "", LOST, f"A sign of the record is lost; {LOST} stands there.",
                   "Export the file again as UTF-8.")  # fmt: skip
    yield from draft.problems
    yield Reading(record=draft.record, position=one.where, wording=cut(text.strip()))


def _say(draft: Draft, tag: str, value: str) -> None:
    """Titles and abstracts have two tags each; where both say something else, both stay."""
    name = _STATEMENTS[tag]
    if draft.record.text(name) and tag != "N1":
        if draft.record.text(name) != value:
            draft.keep(tag, value)
    else:
        draft.say(name, value)


def _role(tag: str, kind: str) -> str:
    if tag == "A2":
        return citation.ADDRESSEE if kind in _LETTERS else "editor"
    return _ROLES.get(tag, "")


def _date(draft: Draft, one: _Tagged, kind: str) -> None:
    """The date of the fullest tag; a tag that says no more than that is not repeated."""
    said = [(tag, value) for tag in _DATES for value in one.all(tag)]
    type_of_date = citation.date_type(Form.RIS, kind)
    for number, (tag, value) in enumerate(said):
        if number == 0:
            date, rest = _dated(value)
            draft.date(date, type=type_of_date)
            draft.keep(tag, rest)
        elif _dated(value)[0].edtf != citation.year_of(draft.record.primary_date):
            draft.keep(tag, value)


def _dated(value: str) -> tuple[HistoricalDate, str]:
    """``1937/04/12/spring`` is a date and other words; anything else is read as words."""
    match = _NUMBERS.fullmatch(value.strip())
    if match:
        year, month, day, rest = (part or "" for part in match.groups())
        text = "/".join(filter(None, (year, month, day)))
        if date := citation.of_parts(year, month, day, text):
            return date, rest.strip()
    return dates.read(value), ""


def _references(draft: Draft, one: _Tagged) -> None:
    archive, location, number = (sound("; ".join(one.all(tag))) for tag in ("DB", "AN", "CN"))
    if archive or location:
        draft.refer(Reference(text=location or archive, repository=archive))
    if number:
        draft.refer(Reference(text=number, levels=[ReferenceLevel("call number", number)]))


def _identify(draft: Draft, one: _Tagged, seen: set[Identifier]) -> None:
    for tag, scheme in _IDENTIFIERS.items():
        for value in one.all(tag):
            identifier = Identifier(scheme, sound(value))
            if identifier not in seen:
                seen.add(identifier)
                draft.identify(scheme, identifier.value)
                continue
            draft.keep(tag, value)
            if tag != "UR":  # an address may be that of many
                draft.warn("ris-twice", tag, value, "Another record has it already.",
                           "Give each record a number of its own if these are two.")  # fmt: skip


# ---------------------------------------------------------------- writing


def _tags(identifier: str, record: Record) -> Iterator[tuple[str, str]]:
    kind = citation.type_in(record, Form.RIS)
    yield "TY", kind
    own = {
        "ID": identifier or citation.identifier(record, SCHEME),
        "TI": record.text("title"),
    }
    yield from ((tag, value) for tag, value in own.items() if value)
    yield from _people(record, kind)
    yield from _written_date(record)
    yield from _written_references(record)
    for tag, name in (("AB", "scope_and_content"), ("LA", "language")):
        if value := record.text(name):
            yield tag, value
    yield from (("N1", one.text) for one in record.values.get("note", ()))
    yield from (("KW", word) for word in citation.keywords(record))
    for tag in ("DO", "UR"):
        yield from (
            (tag, one.value) for one in record.identifiers if one.scheme == _IDENTIFIERS[tag]
        )
    yield from citation.others_in(record, Form.RIS)


def _people(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    second = citation.ADDRESSEE if kind in _LETTERS else "editor"
    for tag, roles in (("AU", citation.AUTHORS), ("A2", (second,)), ("A4", ("translator",))):
        for one in citation.by_role(record, *roles):
            # A name without a comma is a body's: a person's has one at its end.
            is_bare = one.kind == "person" and "," not in one.name
            yield tag, f"{one.name}," if is_bare else one.name


def _written_date(record: Record) -> Iterator[tuple[str, str]]:
    """Year, month and day where they are known, the wording otherwise, and the year."""
    one = citation.date_of(record)
    if one is None:
        return
    date = one.date
    if numbers := citation.plain_parts(date.edtf):
        yield "DA", "/".join([*numbers, *[""] * (3 - len(numbers))]) + "/"
    elif date.text or date.edtf:
        words = date.text
        if "/" in words or not words:  # RIS parts year, month and day by that sign
            words = dates.in_words(date.edtf) if date.edtf else words
        yield "DA", words
    if year := citation.year_of(date):
        yield "PY", year


def _written_references(record: Record) -> Iterator[tuple[str, str]]:
    for one in record.references:
        if [level.term for level in one.levels] == ["call number"]:
            yield "CN", one.text
    first = record.references[0] if record.references else None
    if first and [level.term for level in first.levels] != ["call number"]:
        archive, location = citation.place_of(record)
        yield from (pair for pair in (("DB", archive), ("AN", location)) if pair[1])


def _one_line(value: str) -> str:
    return " ".join(sound(value).split())
