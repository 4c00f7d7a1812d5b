"""Documents that somebody names one by one: a reader's own list, which the archive does not
keep. The list is its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regesta.catalog.models import Revision, StoredRecord
from regesta.catalog.visibility import is_public, tombstone
from regesta.description.identifiers import normalise

MOST = 500  # documents of a list
_BETWEEN = re.compile(r"[\s,;]+")
_LONGEST = 40  # signs of an identifier, as it is repeated to whoever typed it


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document of a list: its row where the public may see it, or its withdrawal where it
    was public before. Neither where there is none, or none that anybody may know of."""

    identifier: str
    row: StoredRecord | None = None
    withdrawal: Revision | None = None


def read_identifiers(said: Iterable[str]) -> list[str]:
    """The identifiers in the order of the list, each once, with commas or spaces between."""
    words = (word for text in said for word in _BETWEEN.split(text) if word)
    return list(dict.fromkeys(normalise(word) or word[:_LONGEST] for word in words))


def gathered(identifiers: Sequence[str]) -> list[Gathered]:
    """What there is of a list, in its order."""
    rows = list(StoredRecord.objects.filter(identifier__in=identifiers))
    _know_levels_above(rows)
    known = {row.identifier: row for row in rows}
    return [_found(one, known.get(one)) for one in identifiers]


def _know_levels_above(rows: Sequence[StoredRecord]) -> None:
    """Reads what the records are parts of, level by level, each record of it once."""
    known: dict[int, StoredRecord] = {}
    level = rows
    while wanted := {row.parent_id for row in level if row.parent_id} - known.keys():
        found = StoredRecord.objects.in_bulk(wanted)
        known |= found
        level = list(found.values())
    for row in (*rows, *known.values()):
        if row.parent_id in known:
            row.parent = known[row.parent_id]


def _found(identifier: str, row: StoredRecord | None) -> Gathered:
    if row is None:
        return Gathered(identifier)
    if is_public(row):
        return Gathered(identifier, row=row)
    return Gathered(identifier, withdrawal=tombstone(row))
