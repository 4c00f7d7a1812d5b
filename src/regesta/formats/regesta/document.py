"""The lines as they are written, and what they are recognised by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from regesta.description.record import to_data
from regesta.formats.material import Material
from regesta.formats.reading import (
    AuthorityReading,
    CollectionReading,
    Expected,
    Item,
    Problem,
    Reading,
)
from regesta.formats.signs import sounded

VERSION = 1  # of the form
HEADER = "regesta"
_LONGEST_HEADER = 10_000  # characters


def recognise(material: Material) -> bool:
    """Whether the first line is the header of the form."""
    start = material.head_text.lstrip("\ufeff \t\r\n")[:_LONGEST_HEADER]
    if not start.startswith("{"):
        return False
    try:
        header = msgspec.json.decode(start.split("\n", 1)[0])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False
    return isinstance(header, dict) and HEADER in header and "record" not in header


def write(items: Iterable[Item], **header: Any) -> Iterator[str]:
    """The lines of a file, the header first. ``header`` is what else it says, such as the
    name of the archive. Problems are no part of an archive and are left out, and so are
    the bytes of files: a record names them by their SHA-512."""
    yield _line({HEADER: VERSION, **header})
    for item in items:
        if not isinstance(item, Problem):
            yield _line(_members(item))


def _members(item: Item) -> dict[str, Any]:
    if isinstance(item, Reading):
        return _of_reading(item)
    if isinstance(item, AuthorityReading):
        return _said(id=item.identifier, key=_other(item.key, item.identifier)) | {
            "authority": to_data(item.authority)
        }
    if isinstance(item, CollectionReading):
        return _said(id=item.identifier) | {"collection": to_data(item.collection)}
    if isinstance(item, Expected):
        return {"expected": item.count}
    return {}


def _of_reading(reading: Reading) -> dict[str, Any]:
    beside = _said(
        id=reading.identifier,
        key=_other(reading.key, reading.identifier),
        parent=reading.parent,
        position=reading.number,
        page=reading.page if reading.page != 1 else None,
        collections=list(reading.collections),
        publication=reading.publication,
        deleted=reading.deleted,
        marks=[to_data(mark) for mark in reading.marks],
        named=to_data(reading.named),
    )
    return beside | {"record": to_data(reading.record)}


def _other(key: str, identifier: str) -> str:
    """The key, where it is not the identifier."""
    return key if key != identifier else ""


def _said(**members: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in members.items()
        if value is not None and value is not False and value not in ("", [])
    }


_ENCODER = msgspec.json.Encoder()


def _line(members: dict[str, Any]) -> str:
    try:
        return _ENCODER.encode(members).decode() + "\n"
    except UnicodeEncodeError:  # half a sign, as no text holds it
        return _ENCODER.encode(sounded(members)).decode() + "\n"
