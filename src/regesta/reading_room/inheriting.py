"""What is said of a whole and holds for a part of it that says nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regesta.catalog.models import StoredRecord
from regesta.description.fields import FIELDS, Field
from regesta.description.record import Record, Statement
from regesta.reading_room.citing import levels_above

_INHERITED = tuple(field for field in FIELDS if field.inherited)


@dataclass(frozen=True, slots=True)
class Inherited:
    """Statements on a field, and the unit above that makes them."""

    field: Field
    statements: list[Statement]
    said_of: StoredRecord


def inherited(row: StoredRecord, says: Record) -> Iterator[Inherited]:
    """What a record inherits, each field from the nearest unit above that says it and that a
    reader may see."""
    wanting = [field for field in _INHERITED if not says.values.get(field.name)]
    if not wanting:
        return
    above = levels_above(row)
    for field in wanting:
        for unit in above:
            if statements := unit.says.values.get(field.name):
                yield Inherited(field, statements, unit)
                break
