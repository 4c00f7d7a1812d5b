"""What a listing cannot hold, in a second file: TOML that adds to records already there.

A record is named by the date and the title its listing gives it. Everything else is named
as in `regesta.description.fields.FIELDS`. A supplement never makes a record.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import msgspec

from regesta.description import dates
from regesta.description.date_reading import Habits
from regesta.description.fields import STATEMENT_FIELDS
from regesta.description.record import (
    AgentInRole,
    Collection,
    DateType,
    Record,
    Reference,
    ReferenceLevel,
    State,
    Statement,
    Subject,
)
from regesta.description.record_dates import dates_of
from regesta.formats.draft import cut
from regesta.formats.reading import (
    CollectionReading,
    Item,
    Named,
    Problem,
    Reading,
    Severity,
)
from regesta.formats.signs import sounded

NAME = "supplement"
LABEL = "Supplement (TOML)"
CODES = {
    "supplement-not-toml": "The file is not TOML; the message says where it breaks.",
    "supplement-entry": "One entry of a supplement cannot be read; the others are taken.",
    "date-not-understood": "No date can be read from a wording; it is kept as words.",
}
_WORDED = set(STATEMENT_FIELDS) - {"title"}  # the title names the record
# A key of so many parts makes as many tables, each looked for from the outermost.
_ENDLESS_KEY = re.compile(r"[\w-](?:\.[\w-]+){100}")
_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*record[ \t]*\]\]", re.MULTILINE)


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
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        if _ENDLESS_KEY.search(plain):
            raise RecursionError
        document = tomllib.loads(plain)
        document = sounded(document) if "\\" in plain else document
    except (ValueError, RecursionError) as error:  # a number of many digits is no fault of TOML
        yield Problem(
            severity=Severity.ERROR,
            code="supplement-not-toml",
            message=f"The supplement is not valid TOML: {_toml_fault(error)}.",
            remedy="Mend that place in the file and import it again.",
            rejected=1,
        )
        return
    for name in sorted(set(document) - {"collection", "record"}):
        yield _bad_entry(f"there is no table {name!r}; records are [[record]]", f"[{name}]", "")
    if "collection" in document:
        yield from _collection(document["collection"])
    entries = document.get("record", [])
    places = list(_places(plain))
    if not isinstance(entries, list):
        entries = [entries]
        places = []
    column = dates.habits_of(_wordings_of_dates(entries))
    for number, data in enumerate(entries):
        position, wording = (
            places[number] if len(places) == len(entries) else (f"entry {number + 1}", "")
        )
        item = _reading(data, position, wording, column)
        yield item
        if isinstance(item, Reading):
            yield from _dates_not_understood(item)


def _dates_not_understood(reading: Reading) -> Iterator[Problem]:
    for one in reading.record.dates:
        if one.date.status is dates.Status.NOT_UNDERSTOOD:
            yield Problem(
                severity=Severity.WARNING,
                code="date-not-understood",
                where=reading.position,
                record=reading.named.title if reading.named else "",
                field="dates",
                value=one.date.text,
                message=f"The date “{one.date.text}” cannot be understood; it was kept as wording.",
                remedy="Write it as the manual of dates shows, or as EDTF, and import the file "
                "again.",
            )


def _toml_fault(error: Exception) -> str:
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)


def _places(text: str) -> Iterator[tuple[str, str]]:
    """The lines of each entry, and what stands there."""
    starts = [match.start() for match in _ENTRY.finditer(text)]
    first, before = 1, 0
    for start, end in pairwise([*starts, len(text)]):
        wording = text[start:end].strip()
        first, before = first + text.count("\n", before, start), start
        last = first + wording.count("\n")
        yield f"lines {first}-{last}" if last > first else f"line {first}", wording


def _collection(data: Any) -> Iterator[Item]:
    try:
        if not isinstance(data, dict):
            raise ValueError("a supplement describes one collection, in [collection]")
        expected = data.get("expected")
        values = {name: data[name] for name in data if name != "expected"}
        collection = Collection(
            values=_values(msgspec.convert(values, dict[str, str | _Wording | list[_Wording]])),
            expected=msgspec.convert(expected, int | None),
        )
    except ValueError as error:
        yield _bad_entry(_in_words(error), "[collection]", "")
        return
    yield CollectionReading(collection=collection, position="[collection]")


def _wordings_of_dates(entries: list[Any]) -> Iterator[str]:
    """The wordings of all dates of the file, which are the values of one column."""
    for entry in entries:
        if isinstance(entry, dict):
            others = entry.get("dates")
            parts = [entry, *(others if isinstance(others, list) else [])]
            found = [part.get("date") for part in parts if isinstance(part, dict)]
            yield from (wording for wording in found if isinstance(wording, str))


def _reading(data: Any, position: str, wording: str, column: Habits) -> Item:
    title = str(data.get("title", "")) if isinstance(data, dict) else ""
    try:
        if not isinstance(data, dict):
            raise ValueError("it is no table of fields")
        plain = {name: _dates_as_text(data[name]) for name in data if name not in _WORDED}
        values = {name: data[name] for name in data if name in _WORDED}
        unknown = set(plain) - set(_Entry.__dataclass_fields__) | set(plain) & {"values"}
        if unknown:
            raise ValueError(f"there is no field {sorted(unknown)[0]!r}")
        entry = msgspec.convert({**plain, "values": values}, _Entry)
        record = _record(entry, column)
    except (ValueError, RecursionError) as error:
        return _bad_entry(_in_words(error), position, title)
    named = Named(dates.read(entry.date, column=column), entry.title)
    return Reading(record=record, position=position, wording=cut(wording), named=named)


def _dates_as_text(value: Any) -> Any:
    """Dates and years as TOML has them of its own, as the words they are."""
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, list):
        return [_dates_as_text(part) for part in value]
    if isinstance(value, dict):
        return {
            name: str(part) if name == "date" and isinstance(part, int) else _dates_as_text(part)
            for name, part in value.items()
        }
    return value


_FAULT = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`(?: - at `\$(?P<at>.*)`)?")
_MISSING = re.compile(r"Object missing required field `(?P<name>[^`]+)`(?: - at `\$(?P<at>.*)`)?")
_KINDS = {
    "str": "text in quotation marks",
    "int": "a whole number",
    "array": "a list",
    "object": "a table such as { name = ... }",
}


def _in_words(error: Exception) -> str:
    """A fault of an entry in an archivist's words."""
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    text = str(error)
    if fault := _FAULT.fullmatch(text):
        place = _field(fault["at"])
        wanted = " or ".join(_KINDS.get(one, one) for one in fault["wanted"].split(" | "))
        return f"{place} takes {wanted}, not {_KINDS.get(fault['got'], fault['got'])}"
    if missing := _MISSING.fullmatch(text):
        return f"{_field(missing['at'])} lacks {missing['name']!r}"
    return re.sub(r" - at `\$\.?([^`]*)`", r" in \1", text)


def _field(path: str | None) -> str:
    bare = re.sub(r"\[[^\]]*\]", "", path or "").removeprefix(".").removeprefix("values.")
    return bare or "the entry"


def _record(entry: _Entry, column: Habits) -> Record:
    values = _values(entry.values)
    if entry.corrected_title:
        values["title"] = [Statement(text=entry.corrected_title, state=State.CORRECTED)]
    return Record(
        values=values,
        dates=[
            found
            for one in entry.dates
            for found in dates_of(dates.read(one.date, column=column), type=one.type)
        ],
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
