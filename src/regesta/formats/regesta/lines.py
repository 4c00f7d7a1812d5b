"""Reading the lines: each by itself, so that a broken one stops no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from regesta.description.authority import Authority, Coordinates
from regesta.description.fields import STATEMENT_FIELDS
from regesta.description.identifiers import normalise
from regesta.description.record import Collection, Identifier, Record, Statement
from regesta.formats.draft import cut, refused
from regesta.formats.families import Families
from regesta.formats.lines import LOST, lines_of
from regesta.formats.material import Material
from regesta.formats.reading import (
    AuthorityReading,
    CollectionReading,
    Expected,
    Item,
    Mark,
    Named,
    Problem,
    Reading,
    Severity,
)
from regesta.formats.regesta.document import HEADER, VERSION
from regesta.formats.regesta.shapes import checked_dates, unknown_members
from regesta.formats.signs import ESCAPED_NULL, sounded

LOCAL = "local"  # the scheme of an identifier that is none of this archive
_OWN_IDENTIFIER = re.compile(r"[0-9a-z]{4}-[0-9a-z]{4}")  # as an export writes it
_REMEDY = "Mend the line, or export the archive again; docs/formats/regesta.md shows the form."


class _Beside(msgspec.Struct, frozen=True):
    """What stands beside a record in its line."""

    id: str = ""
    key: str = ""
    parent: str = ""
    position: int | None = None
    page: int = 1
    collections: tuple[str, ...] = ()
    publication: str = ""
    deleted: bool = False
    marks: tuple[Mark, ...] = ()
    named: Named | None = None


_BESIDE = set(_Beside.__struct_fields__)
_BESIDE_AUTHORITY = {"id", "key"}


@dataclass(slots=True)
class _Line:
    """One line, the members it holds and what there is to say about them."""

    number: int
    text: str
    members: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"line {self.number}"

    def warn(self, code: str, name: str, value: str, message: str) -> None:
        self.problems.append(
            Problem(
                severity=Severity.WARNING,
                code=code,
                where=self.place,
                record=str(self.members.get("id", ""))[:200],
                field=name[:200],
                value=value[:200],
                message=message,
                remedy=_REMEDY,
            )
        )


def read(material: Material) -> Iterator[Item]:
    """The items of a file, records as a tree. Never raises: what is wrong is a located
    problem, and the other lines are taken."""
    tree = Families()
    for number, text in lines_of(material):
        if text is None:
            yield refused(
                "regesta-line", f"line {number}", "The line is too long to be read.", _REMEDY
            )
        elif text.strip():
            for item in _of_line(number, text):
                if isinstance(item, Reading):
                    yield from tree.take(item)
                else:
                    yield item
    yield from tree.rest()


def _of_line(number: int, text: str) -> Iterator[Item]:
    where = f"line {number}"
    try:
        members = msgspec.json.decode(text)
        members = sounded(members) if ESCAPED_NULL in text else members
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        yield refused("regesta-line", where, f"The line is not valid JSON: {reason}.", _REMEDY)
        return
    if not isinstance(members, dict):
        yield refused("regesta-line", where, "The line is no JSON object.", _REMEDY)
        return
    kinds = [kind for kind in _MAKERS if kind in members]
    if HEADER in members and not kinds:
        yield from _header(where, members)
    elif len(kinds) != 1:
        named = ", ".join(_MAKERS)
        yield refused("regesta-line", where, f"The line must hold one of {named}.", _REMEDY)
    else:
        yield from _content(_Line(number, text, members), kinds[0])


def _header(where: str, members: dict[str, Any]) -> Iterator[Item]:
    if members[HEADER] != VERSION:
        yield Problem(
            severity=Severity.WARNING,
            code="regesta-newer",
            where=where,
            field=HEADER,
            value=str(members[HEADER])[:200],
            message=f"The file is of form {str(members[HEADER])[:20]}, and this version reads "
            f"form {VERSION}; what it does not know is kept under its own name.",
            remedy="Import it with the version of Regesta that wrote it, or a newer one.",
        )


def _content(line: _Line, kind: str) -> Iterator[Item]:
    if LOST in line.text:
        line.warn(
            "regesta-lost-sign", "", LOST, f"A sign of the line is lost; {LOST} stands there."
        )
    try:
        item = _MAKERS[kind](line)
    except (ValueError, OverflowError, RecursionError) as error:  # msgspec's are ValueErrors
        yield refused(
            "regesta-content",
            line.place,
            f"The {kind} cannot be read: {error}.",
            _REMEDY,
            record=str(line.members.get("id", "")),
            field=kind,
        )
        return
    yield from line.problems
    yield item


def _reading(line: _Line) -> Reading:
    beside = msgspec.convert(line.members, _Beside)
    data = line.members["record"]
    record = msgspec.convert(data, Record)
    record.extra = _with_unknown(line, record.extra, data, Record, {"record", *_BESIDE})
    for name in [one for one in record.values if one not in STATEMENT_FIELDS]:
        line.warn("regesta-member", name, "", f"{name!r} is no field; its values are kept.")
        record.extra.setdefault(name, []).extend(record.values.pop(name))
    identifier = _own(beside.id)
    local = Identifier(LOCAL, beside.id)
    if beside.id and not identifier and local not in record.identifiers:
        record.identifiers.append(local)
    record.dates = [replace(one, date=_checked(line, one.date)) for one in record.dates]
    return Reading(
        record=record,
        position=line.place,
        wording=cut(line.text),
        page=beside.page,
        number=beside.position,
        named=beside.named,
        key=beside.key or beside.id,
        parent=beside.parent,
        collections=beside.collections,
        marks=beside.marks,
        deleted=beside.deleted,
        identifier=identifier,
        publication=beside.publication,
    )


def _authority(line: _Line) -> AuthorityReading:
    beside = msgspec.convert(line.members, _Beside)
    data = line.members["authority"]
    authority = msgspec.convert(data, Authority)
    identifier = _own(beside.id)
    local = Identifier(LOCAL, beside.id)
    if beside.id and not identifier and local not in authority.identifiers:
        authority.identifiers.append(local)
    if (place := authority.coordinates) and not _is_on_earth(place):
        raise ValueError("its co-ordinates lie nowhere on earth")
    known = {"authority", *_BESIDE_AUTHORITY}
    authority.extra = _with_unknown(line, authority.extra, data, Authority, known)
    authority.dates = [replace(one, date=_checked(line, one.date)) for one in authority.dates]
    authority.preferred, *authority.variants = (
        replace(one, used=_checked(line, one.used)) for one in authority.names
    )
    authority.relations = [
        replace(one, dates=_checked(line, one.dates)) for one in authority.relations
    ]
    return AuthorityReading(
        authority=authority,
        position=line.place,
        wording=cut(line.text),
        identifier=identifier,
        key=beside.key or beside.id,
    )


def _collection(line: _Line) -> CollectionReading:
    data = line.members["collection"]
    collection = msgspec.convert(data, Collection)
    known = {"collection", "id"}
    collection.values = _with_unknown(line, collection.values, data, Collection, known)
    identifier = _own(str(line.members.get("id", "")))
    return CollectionReading(collection=collection, position=line.place, identifier=identifier)


def _expected(line: _Line) -> Expected:
    return Expected(msgspec.convert(line.members["expected"], int))


def _own(said: str) -> str:
    """The identifier of this archive, "" where it is somebody else's."""
    return normalise(said) or "" if _OWN_IDENTIFIER.fullmatch(said) else ""


def _is_on_earth(place: Coordinates) -> bool:
    return abs(place.latitude) <= 90 and abs(place.longitude) <= 180


_MAKERS: dict[str, Callable[[_Line], Item]] = {
    "record": _reading,
    "authority": _authority,
    "collection": _collection,
    "expected": _expected,
}


def _with_unknown(
    line: _Line, extra: dict[str, list[Statement]], data: Any, shape: type[Any], beside: set[str]
) -> dict[str, list[Statement]]:
    """What no member of the form holds, in the line and in what it describes."""
    found = [(name, line.members[name]) for name in line.members if name not in beside]
    found += list(unknown_members(data, shape))
    for name, value in found:
        text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        line.warn("regesta-member", name, text, f"{name!r} is no member of the form; it is kept.")
        if text.strip():
            extra.setdefault(name, []).append(Statement(text=text))
    return extra


def _checked(line: _Line, date: Any) -> Any:
    checked = checked_dates(date)
    if checked is not date:
        line.warn(
            "regesta-date",
            "dates",
            date.edtf,
            f"{date.edtf[:100]!r} is no EDTF expression; the date is kept as words.",
        )
    return checked
