"""The tables of a source: one of a text, one of each sheet of a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from regesta.formats.authorities import table as authority_table
from regesta.formats.material import Material
from regesta.formats.reading import Problem
from regesta.formats.table.columns import Headings, find_headings
from regesta.formats.table.delimited import (
    ROWS_LOOKED_AT,
    Delimited,
    Dialect,
    beginning_of,
    dialect_of,
)
from regesta.formats.table.mapping import Mapped
from regesta.formats.table.problems import error
from regesta.formats.table.rows import Refused, Row, Sheet
from regesta.formats.table.spreadsheets import (
    Sheets,
    SpreadsheetSheet,
    is_spreadsheet,
    sheet_left_out,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings."""

    sheet: Sheet
    headings: Headings


@dataclass(slots=True)
class Tables:
    """The tables of a source, and what there is to say of it as a whole."""

    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def dialect(material: Material, mapped: Mapped) -> Dialect:
    """How the cells of a text are parted: the way that shows most known columns."""

    def score(rows: list[Row]) -> tuple[int, int]:
        found = find_headings(rows, mapped, at_least=1)
        return (found.recognised, len(found.columns)) if found else (0, 0)

    return dialect_of(material, mapped.delimiter, score)


def open_tables(material: Material, mapped: Mapped) -> Tables:
    """Raises `Refused` where there is no table to be read."""
    if not is_spreadsheet(material):
        if not material.head_text and material.head:
            raise Refused(_unreadable())
        parted = dialect(material, mapped)
        found = find_headings(beginning_of(material, parted), mapped, at_least=1)
        if found is None:
            raise Refused(_no_headings("row 1", mapped))
        return Tables([Table(Delimited(material, parted), found)])
    return _of_sheets(Sheets(material), mapped)


def _of_sheets(sheets: Sheets, mapped: Mapped) -> Tables:
    result = Tables(problems=list(sheets.problems))
    if mapped.sheet and mapped.sheet not in sheets.names:
        names = ", ".join(map(repr, sheets.names[:50]))
        raise Refused(
            error(
                "table-mapping",
                f"The mapping names the sheet {mapped.sheet!r}; the spreadsheet has {names}.",
                "Write the name of the sheet as it stands in the spreadsheet.",
                field="sheet",
                value=mapped.sheet,
                rejected=1,
            )
        )
    for name in sheets.names:
        if mapped.sheet and name != mapped.sheet:
            continue
        try:
            sheet = sheets.sheet(name)
        except Refused as refused:
            result.problems.append(refused.problem)
            continue
        first = _first_rows(sheet, mapped)
        found = find_headings(first, mapped)
        if found and not _is_of_authorities(found):
            result.tables.append(Table(sheet, found))
        elif found:
            result.problems.append(
                sheet_left_out(name, "it holds authorities; save it as CSV and import that")
            )
        elif any(any(map(str.strip, row.cells)) for row in first):
            result.problems.append(sheet_left_out(name, "no row of headings was found in it"))
    if not result.tables:
        result.problems.append(_no_headings("", mapped))
    return result


def _first_rows(sheet: SpreadsheetSheet, mapped: Mapped) -> list[Row]:
    rows = islice(sheet.rows(), max(ROWS_LOOKED_AT, mapped.header))
    return [row for row in rows if isinstance(row, Row)]


def _is_of_authorities(found: Headings) -> bool:
    return authority_table.recognise(",".join(found.row.cells))


def _no_headings(where: str, mapped: Mapped) -> Problem:
    if mapped.header:
        return error(
            "table-no-headings",
            f"The mapping says that the headings stand in row {mapped.header}, but there is no "
            "such row near the beginning.",
            "Correct 'header' in the mapping file.",
            where=f"row {mapped.header}",
            rejected=1,
        )
    return error(
        "table-no-headings",
        "No row of headings was found among the first rows: none of them names a known column.",
        "Write headings such as title, date and identifier above the columns, or say in a "
        "mapping file what the columns mean.",
        where=where,
        rejected=1,
    )


def _unreadable() -> Problem:
    return error(
        "table-unreadable",
        "The file is neither text nor a spreadsheet of a kind that is read.",
        "Save it as .xlsx, .ods or CSV (UTF-8).",
        rejected=1,
    )
