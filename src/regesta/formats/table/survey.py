"""What must be known of all rows before the first one is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.description.date_reading import Habits
from regesta.formats.reading import Problem
from regesta.formats.table.headings import PARENT
from regesta.formats.table.row_dates import Evidence
from regesta.formats.table.rows import Row
from regesta.formats.table.sources import Table


@dataclass(slots=True)
class Survey:
    """``habits`` is what each column of dates shows, by its place; ``keys`` are the
    identifiers of the rows, empty where no row names another."""

    habits: dict[int, Habits] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)


def survey(table: Table, *, with_keys: bool) -> Survey:
    """One pass over the table; it also shows whether all of it can be read.

    Raises `regesta.formats.table.rows.Refused`.
    """
    found = Survey()
    evidence = [(column.at, Evidence()) for column in table.headings.of("dates")]
    key = table.headings.key if with_keys else None
    for row in rows_below(table):
        if isinstance(row, Problem):
            continue
        cells = row.cells
        width = len(cells)
        for at, one in evidence:
            if at < width:
                one.see(cells[at])
        if key and key.at < width:
            found.keys.add(cells[key.at].strip())
    found.habits = {at: one.habits for at, one in evidence}
    return found


def names_parents(table: Table) -> bool:
    return bool(table.headings.of(PARENT))


def rows_below(table: Table) -> Iterator[Row | Problem]:
    """The rows under the headings. Raises `regesta.formats.table.rows.Refused`."""
    first = table.headings.row.number
    for row in table.sheet.rows():
        if isinstance(row, Problem) or row.number > first:
            yield row
