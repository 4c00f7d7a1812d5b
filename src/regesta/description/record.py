"""The model: what a record says, in the terms of ISAD(G) and Records in Contexts.

Everything a record says is a list of statements, because sources disagree, are translated
and are corrected, and none of that may be lost.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import msgspec

from regesta.description.dates import NO_DATE, HistoricalDate

T = TypeVar("T")


class State(StrEnum):
    """How a statement came to be worded as it is."""

    AS_GIVEN = "as-given"
    SUPPLIED = "supplied"  # by a cataloguer; sources mark it with square brackets
    CORRECTED = "corrected"
    MACHINE_MADE = "machine-made"


class DateType(StrEnum):
    WRITTEN = "written"
    DECIDED = "decided"
    MET = "met"
    SENT = "sent"
    RECEIVED = "received"
    PUBLISHED = "published"
    DECLASSIFIED = "declassified"
    EVENT = "event"
    BULK = "bulk"  # the dates between which most of the material lies
    UNSPECIFIED = "unspecified"


class TextKind(StrEnum):
    ORIGINAL = "original"
    TRANSCRIPT = "transcript"
    TRANSLATION = "translation"
    EXTRACT = "extract"
    OCR = "ocr"


class AccessStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"  # until a date, or until further notice where none is said
    METADATA_ONLY = "metadata-only"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement comes from: an import, a person or a program, and the place there."""

    by: str  # "import", "person" or "program"
    name: str
    at: str = ""  # the position in the source, such as "lines 5-9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One wording of one thing. Two statements are equal when they say the same,
    whoever said it."""

    text: str
    language: str = ""  # BCP 47; "" where unknown
    script: str = ""  # ISO 15924
    state: State = State.AS_GIVEN
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDate:
    date: HistoricalDate
    type: DateType = DateType.UNSPECIFIED
    primary: bool = False
    state: State = State.AS_GIVEN
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ReferenceLevel:
    """One step of a reference in the local term: ``("op.", "162")``."""

    term: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where the original lies: a repository and its levels, or the minutes and their item."""

    text: str
    repository: str = ""
    levels: list[ReferenceLevel] = field(default_factory=list)
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentInRole:
    """Someone who had a part in the document. ``role`` is a MARC relator term or another."""

    name: str
    role: str
    kind: str = "person"  # "person", "family" or "organisation"
    authority: str = ""
    certainty: str = ""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Someone or something the document speaks of."""

    name: str
    kind: str = "topic"  # "person", "family", "organisation", "place" or "topic"
    authority: str = ""
    certainty: str = ""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is not there; a redaction is a gap with its reason."""

    extent: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph. Its identifier is given once and survives every revision of the text."""

    identifier: str
    text: str
    page: str = ""  # the page that begins with this paragraph, where one does
    gaps: list[Gap] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    kind: TextKind
    language: str = ""
    script: str = ""
    maker: str = ""
    made_from: str = ""
    version: str = ""
    licence: str = ""
    state: State = State.AS_GIVEN
    paragraphs: list[Paragraph] = field(default_factory=list)
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """A classification as written, its level and who set it."""

    text: str
    level: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    status: AccessStatus = AccessStatus.OPEN
    until: str = ""  # the first day it is open, YYYY-MM-DD
    reason: str = ""


OPEN = Access()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    uri: str = ""
    statement: str = ""
    permission: str = ""
    credit: str = ""


NO_RIGHTS = Rights()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalObject:
    """A file of the record, kept under the SHA-512 of its content."""

    sha512: str
    name: str
    media_type: str = "application/octet-stream"
    size: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name others gave the record: an old address, a record number."""

    scheme: str
    value: str


@dataclass(slots=True, kw_only=True)
class Record:
    """A unit of description at some level.

    ``values`` and ``extra`` map a field to its statements: ``values`` by the names in
    `regesta.description.fields.FIELDS`, ``extra`` by the source's own names for what no
    field holds. ``origin`` is where everything comes from that names no origin of its own.
    """

    level: str = "item"
    values: dict[str, list[Statement]] = field(default_factory=dict)
    dates: list[RecordDate] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    agents: list[AgentInRole] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    markings: list[Marking] = field(default_factory=list)
    access: Access = OPEN
    rights: Rights = NO_RIGHTS
    objects: list[DigitalObject] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    extra: dict[str, list[Statement]] = field(default_factory=dict)
    origin: Origin | None = field(default=None, compare=False)

    def statement(self, name: str) -> Statement | None:
        """The statement to show for a field: a correction before what was given."""
        return preferred(self.values.get(name, ()))

    def text(self, name: str) -> str:
        """The wording to show for a field, "" where there is none."""
        statement = self.statement(name)
        return statement.text if statement else ""

    @property
    def primary_date(self) -> HistoricalDate:
        """The date the record is known by; none where no date is marked as primary."""
        return next((one.date for one in self.dates if one.primary), NO_DATE)


@dataclass(slots=True, kw_only=True)
class Collection:
    """A set of records that someone publishes, and what it knows to be missing."""

    values: dict[str, list[Statement]] = field(default_factory=dict)
    expected: int | None = None  # how many records its source claims

    def text(self, name: str) -> str:
        statement = preferred(self.values.get(name, ()))
        return statement.text if statement else ""


_PREFERENCE = (State.CORRECTED, State.AS_GIVEN, State.SUPPLIED, State.MACHINE_MADE)


def preferred(statements: list[Statement] | tuple[Statement, ...]) -> Statement | None:
    return min(statements, key=lambda one: _PREFERENCE.index(one.state), default=None)


def to_data(value: Any) -> Any:
    """A dataclass of this module as JSON-ready data, without what stands at its default."""
    shape: Any = type(value)
    if shape in _PLAIN:
        return value
    if shape is list or shape is tuple:
        return [to_data(content) for content in value]
    if shape is dict:
        return {key: to_data(content) for key, content in value.items()}
    parts = _parts(shape)
    if parts is None:
        return value
    data = {}
    for name, default in parts:
        # Most fields stand at their default, and most of those are the very same object.
        content = getattr(value, name)
        if content is default or content == default:
            continue
        data[name] = content if type(content) in _PLAIN else to_data(content)
    return data


_PLAIN = frozenset({str, int, float, bool, type(None), State})  # JSON as they are


@cache
def _parts(shape: Hashable) -> tuple[tuple[str, Any], ...] | None:
    """The names and defaults of a dataclass, `MISSING` where there is none (it equals no
    content); None for what is no dataclass."""
    if not dataclasses.is_dataclass(shape):
        return None
    return tuple(
        (part.name, part.default if part.default_factory is dataclasses.MISSING
         else part.default_factory())
        for part in dataclasses.fields(shape)
    )  # fmt: skip


def to_json(data: Any) -> str:
    """Data of `to_data` as the text that a column holds, every script as itself."""
    return msgspec.json.encode(data).decode()


def from_data(data: Any, shape: type[T]) -> T:
    """The inverse of `to_data`. Raises `msgspec.ValidationError` with the place of a fault."""
    return msgspec.convert(data, shape)


_READER = msgspec.json.Decoder(Record)


def read_record(text: str) -> Record:
    """The record that the text of a column holds; faster than `from_data`. Raises
    `msgspec.ValidationError`."""
    return _READER.decode(text)
