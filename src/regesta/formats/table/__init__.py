"""Tables of records: CSV and TSV of any size, and spreadsheets (XLSX, ODS).

Columns are recognised by their headings, in the spellings of
`regesta.description.fields.FIELDS` and of `headings`, or as a mapping file says. A text is
read twice, row by row: first for what its columns show of their dates and for the rows that
others stand below, then for its records. What no field holds is kept under its heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from regesta.formats.authorities import table as authority_table
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Reading
from regesta.formats.table.columns import find_headings, looks_like_a_table, problems_of
from regesta.formats.table.delimited import beginning_of
from regesta.formats.table.drafts import Draft
from regesta.formats.table.families import Family
from regesta.formats.table.files import Files
from regesta.formats.table.mapping import Mapped, read_mapping
from regesta.formats.table.problems import CODES, notice
from regesta.formats.table.proposing import propose_mapping
from regesta.formats.table.records import Records
from regesta.formats.table.rejects import write_rejects
from regesta.formats.table.rows import Refused
from regesta.formats.table.sources import Table, dialect, open_tables
from regesta.formats.table.spreadsheets import is_spreadsheet
from regesta.formats.table.survey import Survey, names_parents, rows_below, survey

NAME = "table"
LABEL = "Table (CSV, TSV, XLSX or ODS)"

__all__ = ["CODES", "LABEL", "NAME", "propose_mapping", "read", "recognise", "write_rejects"]


def recognise(material: Material) -> bool:
    """Whether it is a spreadsheet, or a text with a row of headings of which two are known
    and rows as wide below. Tables of authorities are not meant."""
    if is_spreadsheet(material):
        return True
    text = material.head_text
    if not text.strip() or authority_table.recognise(text):
        return False
    mapped = read_mapping(material.mapping)
    rows = beginning_of(material, dialect(material, mapped))
    found = find_headings(rows, mapped)
    return found is not None and looks_like_a_table(found, rows)


def read(material: Material) -> Iterator[Item]:
    """The records of a table, one reading a row. Never raises: what is wrong is a problem."""
    mapped = read_mapping(material.mapping)
    yield from mapped.problems
    try:
        source = open_tables(material, mapped)
        yield from source.problems
        reader = _Reader(material, mapped, source.tables)
        yield from reader.items()
    except Refused as refused:
        yield refused.problem


class _Reader:
    """Reads the tables of one source: rows of one may stand below rows of another."""

    def __init__(self, material: Material, mapped: Mapped, tables: list[Table]) -> None:
        self.material = material
        self.mapped = mapped
        self.tables = tables
        self.family = Family()
        self.files = Files(material)
        self.seen: set[int] = set()  # hashes of keys: less than their words would take
        with_keys = any(map(names_parents, tables))
        self.surveys: dict[str, Survey] = {
            table.sheet.name: survey(table, with_keys=with_keys) for table in tables
        }

    def items(self) -> Iterator[Item]:
        for table in self.tables:
            yield from problems_of(table.headings, self.mapped)
            yield from self._table(table)
        yield from self.family.rest()

    def _table(self, table: Table) -> Iterator[Item]:
        name = table.sheet.name
        records = Records(
            table.headings,
            self.files,
            self.surveys[name].habits,
            self.mapped.scheme,
            self._scope(name),
        )
        yield from records.said_nameless()
        heading_cells = table.headings.row.cells
        for row in rows_below(table):
            if isinstance(row, Problem):
                yield row
            elif row.cells == heading_cells:
                yield _headings_again(row.place)
            elif any(map(str.strip, row.cells)):
                draft = records.draft(row)
                reading = None if draft.is_empty else self._reading(draft, records, name)
                yield from draft.problems
                if reading:
                    yield from self.family.take(reading)
        yield from records.said_empty()

    def _scope(self, sheet: str) -> str:
        """The set in which a bare number may be unique: the file, and its sheet."""
        stem = PurePath(self.material.name.replace("\\", "/")).stem
        return f"{stem}, {sheet}" if len(self.tables) > 1 else stem

    def _reading(self, draft: Draft, records: Records, sheet: str) -> Reading:
        key = self._key(sheet, draft.key) if draft.key else ""
        if key:
            key = self._unique(key, draft, records)
        parent = self._parent(draft, records, sheet) if draft.parent else ""
        return Reading(
            record=draft.record,
            position=draft.row.place,
            wording=draft.row.words,
            key=key,
            parent=parent,
            collections=tuple(draft.collections),
            files=tuple(draft.files),
        )

    def _key(self, sheet: str, identifier: str) -> str:
        return f"{sheet}: {identifier}" if len(self.tables) > 1 else identifier

    def _unique(self, key: str, draft: Draft, records: Records) -> str:
        """The key, "" for a row whose identifier another row has already."""
        mark = hash(key)
        if mark not in self.seen:
            self.seen.add(mark)
            return key
        column = records.headings.key
        draft.record.identifiers.remove(records.identifier_of(draft.key))
        if column:
            draft.keep(column, draft.key)
            draft.warn(
                "table-identifier-repeated",
                "A row further up has the same identifier; this row is known by its date and "
                "title instead.",
                "Give each row an identifier of its own, and import the table again.",
                column,
                draft.key,
            )
        return ""

    def _parent(self, draft: Draft, records: Records, sheet: str) -> str:
        """The key of the row that is named as parent: of this sheet, else of another."""
        whole = draft.parent.removesuffix(".0")  # what programs make of numbers beside gaps
        others = [table.sheet.name for table in self.tables if table.sheet.name != sheet]
        for name in (sheet, *others):
            for parent in (draft.parent, whole):
                if parent in self.surveys[name].keys:
                    return self._key(name, parent)
        for column in records.headings.of("parent")[:1]:
            draft.keep(column, draft.parent)
            draft.warn(
                "table-parent",
                f"No row has the identifier {draft.parent!r}, which this row names as its "
                "parent; it was taken as having none.",
                "Add that row, or correct the column of parents; then import the table again.",
                column,
                draft.parent,
            )
        return ""


def _headings_again(place: str) -> Problem:
    return notice(
        "table-heading-row",
        "This row repeats the headings, and was left out.",
        "Nothing, if tables were put together here.",
        where=place,
    )
