"""The columns of one table: where its headings stand, and what each column is taken for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from regesta.formats.reading import Problem
from regesta.formats.table.extents import column_letters
from regesta.formats.table.headings import (
    EXTRA,
    KEY_ORDER,
    LONGEST_HEADING,
    Meaning,
    meanings_of,
    squeezed,
)
from regesta.formats.table.mapping import Mapped
from regesta.formats.table.problems import notice, warning
from regesta.formats.table.rows import Row

LAST_HEADING_ROW = 15  # rows above which headings are looked for
ENOUGH = 2  # recognised columns that make a row of headings


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``is_told`` where an archivist is told that no field holds it."""

    at: int
    heading: str
    meaning: Meaning
    split: str | None = None
    is_told: bool = False
    is_key: bool = False


@dataclass(slots=True)
class Headings:
    """The headings of a table, and what stood above them."""

    row: Row
    columns: list[Column]
    above: list[Row] = field(default_factory=list)

    @property
    def recognised(self) -> int:
        return sum(1 for column in self.columns if column.meaning.field != EXTRA)

    @property
    def key(self) -> Column | None:
        return next((column for column in self.columns if column.is_key), None)

    def of(self, field_name: str) -> list[Column]:
        return [column for column in self.columns if column.meaning.field == field_name]


def find_headings(rows: list[Row], mapped: Mapped, at_least: int = ENOUGH) -> Headings | None:
    """The row of headings among the first ones: where the mapping says, else the one with
    most columns that are known; None where no row has enough of them."""
    best: Headings | None = None
    above: list[Row] = []
    for row in rows:
        if mapped.header:
            if row.number == mapped.header:
                return Headings(row, _columns(row.cells, mapped), above)
        elif row.number > LAST_HEADING_ROW:
            break
        elif _may_be_headings(row.cells):
            found = Headings(row, _columns(row.cells, mapped), list(above))
            if found.recognised >= at_least and found.recognised > (best.recognised if best else 0):
                best = found
        if any(map(str.strip, row.cells)):
            above.append(row)
    return best


def _may_be_headings(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) >= ENOUGH and all(len(cell) <= LONGEST_HEADING for cell in filled)


def looks_like_a_table(found: Headings, rows: list[Row]) -> bool:
    """Whether the rows below are as wide as their headings: prose and listings are not."""
    width = sum(1 for column in found.columns if column.heading)
    below = [
        row for row in rows if row.number > found.row.number and any(map(str.strip, row.cells))
    ]
    wide = sum(1 for row in below if len(row.cells) >= max(2, width // 2))
    return bool(below) and wide * 3 >= len(below) * 2


def _columns(cells: list[str], mapped: Mapped) -> list[Column]:
    headings = [" ".join(cell.split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    meanings = meanings_of(headings)
    columns = []
    for at, heading in enumerate(headings):
        said = mapped.said_of(heading) if heading else None
        meaning = said.meaning if said else meanings[at] if heading else None
        columns.append(
            Column(
                at,
                heading or f"column {column_letters(at + 1)}",
                meaning or Meaning(EXTRA),
                said.split if said else None,
                is_told=meaning is None,
            )
        )
    return _with_key(columns, mapped)


def _with_key(columns: list[Column], mapped: Mapped) -> list[Column]:
    """One column of identifiers tells the rows apart: that of the mapping, else the one
    whose heading comes first in `KEY_ORDER`, else the first."""
    identifiers = [one for one in columns if one.meaning.field == "identifiers"]
    if not identifiers:
        return columns

    def rank(column: Column) -> tuple[bool, int, int]:
        said = mapped.said_of(column.heading)
        plain = squeezed(column.heading.rpartition(":")[2])
        order = KEY_ORDER.index(plain) if plain in KEY_ORDER else len(KEY_ORDER)
        return said is None, order, column.at

    key = min(identifiers, key=rank)
    return [
        Column(one.at, one.heading, one.meaning, one.split, one.is_told, is_key=True)
        if one is key
        else one
        for one in columns
    ]


def problems_of(found: Headings, mapped: Mapped) -> Iterable[Problem]:
    """What there is to say about the headings, once for the table."""
    if found.above:
        yield notice(
            "table-title-rows",
            "Above the headings stands: "
            + " / ".join(" ".join(" ".join(row.cells).split()) for row in found.above)[:1_000],
            "If that says something of every record, add a column that says it.",
            where=found.above[0].place,
        )
    headings = {" ".join(column.heading.split()).casefold() for column in found.columns}
    for heading in mapped.columns:
        if heading not in headings:
            yield warning(
                "table-mapping",
                f"The mapping speaks of a column {heading!r}, which the table has not.",
                "Write the heading in the mapping as it stands in the table.",
                where=found.row.place,
                field=heading,
            )
    seen: dict[str, Column] = {}
    for column in found.columns:
        first = seen.setdefault(column.heading.casefold(), column)
        if first is not column:
            yield notice(
                "table-heading-repeated",
                f"The columns {column_letters(first.at + 1)} and {column_letters(column.at + 1)} "
                f"have the same heading {column.heading!r}; the values of both are taken.",
                "Nothing, if that is meant; otherwise give one of them another heading.",
                where=found.row.place,
                field=column.heading,
            )


def unknown_column(column: Column, place: str, example: str) -> Problem:
    """Told only of columns in which something stands."""
    return notice(
        "table-column",
        f"The column {column.heading!r} means no known field; its values are kept under that "
        "heading.",
        "Say in a mapping file what it means (--propose-map writes a first one), or leave it.",
        where=place,
        field=column.heading,
        value=example,
    )
