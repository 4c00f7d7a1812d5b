"""What every format hands on: records with their place in the source, and located problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, BinaryIO

from regesta.description.authority import Authority
from regesta.description.dates import HistoricalDate
from regesta.description.record import Collection, Record
from regesta.formats.signs import NULL, sound

LONGEST_SAID = 2_000  # characters of any part of a problem


class Severity(StrEnum):
    ERROR = "error"  # something was refused
    WARNING = "warning"  # taken, but somebody should look
    NOTICE = "notice"  # worth knowing


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to tell an archivist: where, what, and what to do about it.

    ``code`` is stable and documented in ``docs/problems.md``; ``where`` is the place in
    the source; ``rejected`` counts the records this problem kept out. What sources put into
    its words is cut where nobody would read it, and sound.
    """

    severity: Severity
    code: str
    message: str
    remedy: str
    where: str = ""
    record: str = ""
    field: str = ""
    value: str = ""
    rejected: int = 0

    def __post_init__(self) -> None:
        for name in ("message", "remedy", "where", "record", "field", "value"):
            text = getattr(self, name)
            if len(text) > LONGEST_SAID or NULL in text or not text.isascii():
                object.__setattr__(self, name, _readable(text))

    def as_data(self) -> dict[str, Any]:
        """The problem as the import report states it, in the order of reading."""
        return {
            "severity": self.severity.value,
            "code": self.code,
            "where": self.where,
            "record": self.record,
            "field": self.field,
            "value": self.value,
            "message": self.message,
            "remedy": self.remedy,
        }


def _readable(text: str) -> str:
    plain = sound(text)
    return plain if len(plain) <= LONGEST_SAID else plain[: LONGEST_SAID - 1] + "…"


@dataclass(frozen=True, slots=True)
class Named:
    """A record named by the date and the title that its source gives it."""

    date: HistoricalDate
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that belongs to a record; ``opener`` gives its bytes, each time anew."""

    name: str
    opener: Callable[[], BinaryIO]
    media_type: str = ""  # as the source says; it is looked at nevertheless
    label: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """By which a record of files is known again when its files have other names or places:
    the SHA-512 of its own files, and how often each content stands in the whole source."""

    own: frozenset[str]
    source: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of a record that its source itself says to mean an authority.

    ``field`` and ``part`` say where they stand, as in `regesta.description.mentions.Proposal`,
    ``start`` and ``end`` are offsets there, and ``authority`` is the ``key`` of an
    `AuthorityReading` of the same source.
    """

    field: str
    part: str
    start: int
    end: int
    authority: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A record as one place of a source gives it.

    ``page`` numbers the part of the source that holds the record, and ``number`` is the
    record's own in the source's count: both tell apart records of the same date and title.
    A reading with ``named`` completes a record that is already there, which it names by
    date and title, and never makes one.
    """

    record: Record
    position: str
    wording: str
    page: int = 1
    number: int | None = None
    named: Named | None = None
    key: str = ""  # by which other readings of the source name this one
    parent: str = ""  # the key of the reading this one stands below; that one comes before
    collections: tuple[str, ...] = ()  # titles of sets it is published in, as the source says
    files: tuple[Attachment, ...] = ()
    contents: Contents | None = None  # of the files, where these are the record
    marks: tuple[Mark, ...] = ()
    deleted: bool = False  # the source says that it is no more
    identifier: str = ""  # that of this archive, where the source names it
    publication: str = ""  # "draft" or "public", where the source says so


@dataclass(frozen=True, slots=True)
class Expected:
    """How many records the source claims to have, in all."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionReading:
    """What a source says of the collection its records belong to."""

    collection: Collection = field(default_factory=Collection)
    position: str = ""
    identifier: str = ""  # that of this archive, where the source names it


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityReading:
    """An authority as one place of a source gives it; ``identifier`` is that of this
    archive, where the source names it."""

    authority: Authority
    position: str
    wording: str
    identifier: str = ""
    key: str = ""  # by which marks and relations of the source name it


Item = Reading | Problem | Expected | CollectionReading | AuthorityReading
