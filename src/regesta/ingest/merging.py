"""What a record says after a source has spoken again.

The rule: a source speaks only for what it says. In each field, statements of the same
state and language are replaced by the source's own; others, and fields the source does
not fill, stay. Dates are replaced by type, files by name or content, references and names
are added to. So an import never takes away what a second file or a person has added.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar

from regesta.description.record import (
    NO_RIGHTS,
    OPEN,
    DigitalObject,
    Origin,
    Record,
    RecordDate,
    Statement,
)

T = TypeVar("T")


def merged(known: Record, said: Record) -> Record:
    """The known record with what the source says. Equal to ``known`` where that is nothing
    new; neither argument is changed."""
    return replace(
        known,
        values=merged_statements(known.values, said.values),
        extra=merged_statements(known.extra, said.extra),
        dates=replaced(known.dates, said.dates, _date_group),
        references=added(known.references, said.references),
        agents=added(known.agents, said.agents),
        subjects=added(known.subjects, said.subjects),
        markings=added(known.markings, said.markings),
        objects=_replaced_files(known.objects, said.objects),
        identifiers=added(known.identifiers, said.identifiers),
        texts=replaced(known.texts, said.texts, lambda text: (text.kind, text.language)),
        access=said.access if said.access != OPEN else known.access,
        rights=said.rights if said.rights != NO_RIGHTS else known.rights,
    )


def stamped(record: Record, origin: Origin) -> Record:
    """The record with the origin on everything that has a place for one and none yet: what
    it says is about to stand beside what others have said."""
    origin = record.origin or origin

    def mark(parts: list[Any]) -> list[Any]:
        return [part if part.origin else replace(part, origin=origin) for part in parts]

    return replace(
        record,
        values={name: mark(statements) for name, statements in record.values.items()},
        extra={name: mark(statements) for name, statements in record.extra.items()},
        dates=mark(record.dates),
        references=mark(record.references),
        agents=mark(record.agents),
        subjects=mark(record.subjects),
        texts=mark(record.texts),
    )


def merged_statements(
    known: dict[str, list[Statement]], said: dict[str, list[Statement]]
) -> dict[str, list[Statement]]:
    """In each field the source's statements for those of the same state and language."""
    return known | {
        name: replaced(known.get(name, []), statements, _statement_group)
        for name, statements in said.items()
    }


def _statement_group(statement: Statement) -> Hashable:
    return statement.state, statement.language


def _date_group(date: RecordDate) -> Hashable:
    return date.type, date.primary


def replaced(known: list[T], said: list[T], group: Callable[[T], Hashable]) -> list[T]:
    """Known parts whose group the source speaks of give way to the source's; a part that
    says the same is kept as it stands, with the origin it has."""
    spoken_of = {group(part) for part in said}
    if [part for part in known if group(part) in spoken_of] == said:
        return known
    kept = [part for part in known if group(part) not in spoken_of]
    return [next((old for old in known if old == part), part) for part in said] + kept


def _replaced_files(known: list[DigitalObject], said: list[DigitalObject]) -> list[DigitalObject]:
    """Files give way to those of the same name, and to the same file under another name."""
    names, sums = {one.name for one in said}, {one.sha512 for one in said}
    kept = [one for one in known if one.name not in names and one.sha512 not in sums]
    if [one for one in known if one.name in names or one.sha512 in sums] == said:
        return known
    return [*said, *kept]


def added(known: list[T], said: list[T]) -> list[T]:
    """The known parts, and those of the source's that are new."""
    new = [part for part in said if part not in known]
    return known + new if new else known
