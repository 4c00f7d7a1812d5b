"""Authorities as JSON: an object with a list ``authorities``, or the list alone.

Every member is an element of `AUTHORITY_FIELDS` and takes a value or a list of them; a
value is text, or an object with ``text`` and details such as ``language`` or ``source``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from regesta.description import dates
from regesta.description.authority import AUTHORITY_FIELDS, Authority
from regesta.description.record import Statement
from regesta.formats.authorities.cells import DETAILS, Value
from regesta.formats.authorities.elements import (
    Elements,
    Unreadable,
    problems,
    values_of,
)
from regesta.formats.draft import cut
from regesta.formats.reading import AuthorityReading, Item, Problem, Severity
from regesta.formats.signs import sounded

_ELEMENTS = {field.name for field in AUTHORITY_FIELDS}
_NUMBERS = {"latitude", "longitude", "uncertainty_km"}


def looks_like(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def recognise(text: str) -> bool:
    """Whether the text is JSON that speaks of authorities."""
    return looks_like(text) and '"authorities"' in text[:1_000]


def read(text: str) -> Iterator[Item]:
    """The authorities of a document. Never raises: what is wrong is a located problem."""
    try:
        document = json.loads(text.removeprefix("\ufeff"))
        document = sounded(document) if "\\u" in text else document
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        yield _not_json(f"The file is not valid JSON: {reason}.")
        return
    entries = document.get("authorities") if isinstance(document, dict) else document
    if not isinstance(entries, list):
        yield _not_json("The file holds no list of authorities.")
        return
    for number, entry in enumerate(entries, 1):
        yield from _read_entry(entry, f"entry {number}")


def write(authorities: Iterable[tuple[str, Authority]]) -> Iterator[str]:
    """The document in pieces, one authority each."""
    yield '{\n"authorities": ['
    for number, (identifier, authority) in enumerate(authorities):
        entry = json.dumps(_entry(identifier, authority), ensure_ascii=False, indent=1)
        yield f"{',' if number else ''}\n{entry}"
    yield "\n]\n}\n"


def _not_json(message: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="authorities-not-json",
        message=message,
        remedy='It takes {"authorities": [{"kind": "person", "name": "..."}]}; see docs/formats/'
        "authorities.md.",
        rejected=1,
    )


def _unknown_member(name: str, position: str) -> Problem:
    return Problem(
        severity=Severity.NOTICE,
        code="authorities-column",
        where=position,
        field=name,
        message=f"The member {name!r} is none that authorities have; it is kept under that name.",
        remedy="Rename it if it means one of those in docs/formats/authorities.md.",
    )


def _read_entry(entry: Any, position: str) -> Iterator[Item]:
    name = ""
    if isinstance(entry, dict):
        for member in entry.keys() - _ELEMENTS - {"extra"}:
            yield _unknown_member(str(member), position)
    try:
        if not isinstance(entry, dict):
            raise Unreadable("it is no object")
        elements = Elements(*_members(entry))
        named = elements.values.get("name", ())
        name = named[0].text if named else ""
        identifier, authority = elements.authority(
            kind=None, read_date=lambda _, wording: dates.read(wording)
        )
    except Unreadable as reason:
        yield Problem(
            severity=Severity.ERROR,
            code="authority-unreadable",
            where=position,
            record=name,
            field=reason.field,
            value=reason.value,
            message=f"This entry cannot be read: {reason}.",
            remedy="Mend it and import the file again; the other entries are not affected.",
            rejected=1,
        )
        return
    yield from problems(elements.faults, where=position, record=name)
    yield AuthorityReading(
        authority=authority,
        identifier=identifier,
        position=position,
        wording=cut(json.dumps(entry, ensure_ascii=False)),
    )


def _members(
    entry: dict[str, Any],
) -> tuple[dict[str, list[Value]], dict[str, list[Statement]]]:
    """The values by element, and what no element holds. Raises `Unreadable`."""
    values: dict[str, list[Value]] = {}
    extra: dict[str, list[Statement]] = {}
    for name, content in entry.items():
        if name == "extra" and isinstance(content, dict):
            for own_name, own in content.items():
                extra[own_name] = _statements(own_name, own)
        elif name in _ELEMENTS:
            values[name] = _values(name, content)
        else:
            extra[name] = _statements(name, content)
    return values, {name: statements for name, statements in extra.items() if statements}


def _statements(name: str, content: Any) -> list[Statement]:
    return [
        Statement(text=value.text, language=value.details.get("language", ""))
        for value in _values(name, content)
    ]


def _values(name: str, content: Any) -> list[Value]:
    parts = content if isinstance(content, list) else [content]
    return [value for part in parts if (value := _value(name, part)).text]


def _value(name: str, content: Any) -> Value:
    if content is None:
        return Value("")
    if isinstance(content, int | float) and not isinstance(content, bool):
        return Value(str(content))
    if isinstance(content, str):
        return Value(content.strip())
    if not isinstance(content, dict) or not isinstance(content.get("text"), str):
        raise Unreadable(f'{name!r} takes text, or an object with "text"')
    details = {key: detail for key, detail in content.items() if key != "text"}
    for key, detail in details.items():
        if key not in DETAILS or not isinstance(detail, str):
            raise Unreadable(f"{name!r} has no detail {key!r} with such a value")
    return Value(content["text"].strip(), {key: one.strip() for key, one in details.items()})


def _entry(identifier: str, authority: Authority) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    values = values_of(identifier, authority)
    for field in AUTHORITY_FIELDS:
        written = [_written(field.name, value) for value in values[field.name]]
        if written:
            many = len(written) > 1 or field.name in ("variants", "sources")
            entry[field.name] = written if many else written[0]
    if authority.extra:
        entry["extra"] = {
            name: [_written(name, _of_statement(one)) for one in statements]
            for name, statements in authority.extra.items()
        }
    return entry


def _of_statement(statement: Statement) -> Value:
    return Value(statement.text, {"language": statement.language} if statement.language else {})


def _written(name: str, value: Value) -> Any:
    if name in _NUMBERS:
        return json.loads(value.text)
    return {"text": value.text, **value.details} if value.details else value.text
