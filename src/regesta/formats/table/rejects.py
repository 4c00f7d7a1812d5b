"""Rows that were not taken, written out again so that they can be mended and imported."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from regesta.formats.cells import harmless
from regesta.formats.material import Material
from regesta.formats.table.mapping import read_mapping
from regesta.formats.table.rows import Refused, Row
from regesta.formats.table.sources import open_tables
from regesta.formats.table.survey import rows_below

_PLACE = re.compile(r"(?:sheet (?P<sheet>.*), )?row (?P<row>\d+)(?:, line \d+)?", re.DOTALL)


def write_rejects(rows: Iterable[int | str], material: Material) -> Iterator[str]:
    """The lines of a CSV with the source's headings and these rows, in its order.

    A row is meant by its number, or by its place as problems name it (``row 5``, ``sheet
    Letters, row 5``); a number alone means that row of every sheet. Each sheet with such
    rows begins with its headings. Cells that a spreadsheet would take for a formula have an
    apostrophe before them. A source that cannot be read has no rows to write.
    """
    numbers = {row for row in rows if isinstance(row, int)}
    places = {place for row in rows if isinstance(row, str) and (place := _place_of(row))}
    try:
        tables = open_tables(material, read_mapping(material.mapping)).tables
        for table in tables:
            has_begun = False
            for row in rows_below(table):
                if not isinstance(row, Row):
                    continue
                if row.number in numbers or (table.sheet.name, row.number) in places:
                    if not has_begun:
                        yield _line(table.headings.row.cells)
                        has_begun = True
                    yield _line(row.cells)
    except Refused:
        return


def _place_of(place: str) -> tuple[str, int] | None:
    match = _PLACE.fullmatch(place)
    return (match["sheet"] or "", int(match["row"])) if match else None


def _line(cells: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return stream.getvalue()
