"""What a listing cannot hold, in a second file: TOML that adds to records already there.

A record is named by the date and the title its listing gives it. Everything else is named
as in `regesta.description.fields.FIELDS`. A supplement never makes a record.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from regesta.description import dates
from regesta.description.fields import STATEMENT_FIELDS
from regesta.description.record import (
    AgentInRole,
    Collection,
    DateType,
    Record,
    RecordDate,
    Reference,
    ReferenceLevel,
    State,
    Statement,
    Subject,
)
from regesta.formats.reading import CollectionReading, Item, Problem, Reading, Severity

NAME = "supplement"
LABEL = "Supplement (TOML)"
CODES = {
    "supplement-not-toml": "The file is not TOML; the message says where it breaks.",
    "supplement-entry": "One entry of a supplement cannot be read; the others are taken.",
}
_WORDED = set(STATEMENT_FIELDS) - {"title"}  # the title names the record
_ENTRY = re.compile(r"^\s*\[\[\s*record\s*\]\]", re.MULTILINE)


@dataclass(slots=True)
class _Wording:
    text: str
    language: str = ""
    script: str = ""
    state: State = State.AS_GIVEN


@dataclass(slots=True)
class _Date:
    type: DateType
    date: str


@dataclass(slots=True)
class _Reference:
    text: str
    repository: str = ""
    levels: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    title: str
    corrected_title: str = ""
    date: str = ""
    dates: list[_Date] = field(default_factory=list)
    references: list[_Reference] = field(default_factory=list)
    agents: list[AgentInRole] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    values: dict[str, str | _Wording | list[_Wording]] = field(default_factory=dict)


def recognise(text: str) -> bool:
    return bool(_ENTRY.search(text))


def read(text: str) -> Iterator[Item]:
    """The additions of a supplement, one reading an entry."""
    try:
        document = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        yield Problem(
            severity=Severity.ERROR,
            code="supplement-not-toml",
            message=f"The supplement is not valid TOML: {error}.",
            remedy="Mend that place in the file and import it again.",
            rejected=1,
        )
        return
    lines = [text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)]
    entries = document.get("record")
    if "collection" in document:
        yield from _collection(document["collection"])
    for number, data in enumerate(entries if isinstance(entries, list) else []):
        position = f"line {lines[number]}" if number < len(lines) else f"entry {number + 1}"
        yield _reading(data, position)


def _collection(data: Any) -> Iterator[Item]:
    try:
        expected = data.get("expected")
        values = {name: data[name] for name in data if name != "expected"}
        collection = Collection(
            values=_values(msgspec.convert(values, dict[str, str | _Wording | list[_Wording]])),
            expected=msgspec.convert(expected, int | None),
        )
    except (msgspec.ValidationError, ValueError, AttributeError) as error:
        yield _bad_entry(str(error), "[collection]", "")
        return
    yield CollectionReading(collection=collection, position="[collection]")


def _reading(data: Any, position: str) -> Item:
    title = str(data.get("title", "")) if isinstance(data, dict) else ""
    try:
        plain = {name: data[name] for name in data if name not in _WORDED}
        values = {name: data[name] for name in data if name in _WORDED}
        unknown = set(plain) - set(_Entry.__dataclass_fields__) | set(plain) & {"values"}
        if unknown:
            raise ValueError(f"there is no field {sorted(unknown)[0]!r}")
        entry = msgspec.convert({**plain, "values": values}, _Entry)
        record = _record(entry)
    except (msgspec.ValidationError, ValueError, TypeError, AttributeError) as error:
        return _bad_entry(str(error), position, title)
    return Reading(record=record, position=position, wording=title, completes=True)


def _record(entry: _Entry) -> Record:
    titles = [Statement(text=" ".join(entry.title.split()))]
    if entry.corrected_title:
        titles.append(Statement(text=entry.corrected_title, state=State.CORRECTED))
    record = Record(
        values={"title": titles, **_values(entry.values)},
        references=[
            Reference(
                text=one.text,
                repository=one.repository,
                levels=[ReferenceLevel(*level) for level in one.levels],
            )
            for one in entry.references
        ],
        agents=entry.agents,
        subjects=entry.subjects,
    )
    primary = dates.read(entry.date)
    if primary.text:
        record.dates.append(RecordDate(date=primary, primary=True))
    for one in entry.dates:
        record.dates.append(RecordDate(date=dates.read(one.date), type=one.type))
    return record


def _values(values: dict[str, str | _Wording | list[_Wording]]) -> dict[str, list[Statement]]:
    unknown = set(values) - set(STATEMENT_FIELDS)
    if unknown:
        raise ValueError(f"there is no field {sorted(unknown)[0]!r}")
    found = {}
    for name, value in values.items():
        given = _Wording(value) if isinstance(value, str) else value
        wordings = given if isinstance(given, list) else [given]
        found[name] = [
            Statement(text=one.text, language=one.language, script=one.script, state=one.state)
            for one in wordings
        ]
    return found


def _bad_entry(reason: str, position: str, title: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="supplement-entry",
        where=position,
        record=title,
        message=f"This entry cannot be read: {reason}.",
        remedy="Mend the entry and import the file again; the other entries are not affected.",
        rejected=1,
    )
