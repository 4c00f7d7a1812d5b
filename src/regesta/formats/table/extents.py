"""How far the cells of a sheet reach, found before a spreadsheet is opened.

The reader of spreadsheets holds every cell between the first and the last one, and a few
bytes can put these a million rows apart.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from regesta.formats.xml import Element, events, free, local

MOST_CELLS = 20_000_000  # of one sheet, empty ones counted
_PIECE = 1 << 20
_LONGEST_TAG = 4_096
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLACED = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_FAILED = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\bt="e"')
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class TooFar(Exception):
    """The cells of a sheet reach over too many columns and rows."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(f"A sheet reaches over {columns:,} columns and {rows:,} rows.")


class _Extent:
    def __init__(self) -> None:
        self.columns = self.rows = 0

    def reach(self, column: int, row: int) -> None:
        """Raises `TooFar`."""
        if column > self.columns or row > self.rows:
            self.columns, self.rows = max(column, self.columns), max(row, self.rows)
            if self.columns * self.rows > MOST_CELLS:
                raise TooFar(self.columns, self.rows)


def failures_in_xlsx(stream: BinaryIO) -> int:
    """How many cells hold the failure of a formula, which are read as empty. Raises `TooFar`."""
    extent = _Extent()
    cells = placed = failed = 0
    rest = b""
    while piece := stream.read(_PIECE):
        text = rest + piece
        # A tag that is cut is left for the next round; all others are counted once.
        cut = text.rfind(b"<", max(0, len(text) - _LONGEST_TAG))
        text, rest = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
        cells += len(_CELL.findall(text))
        failed += len(_FAILED.findall(text))
        for letters, digits in set(_PLACED.findall(text)):
            extent.reach(column_number(letters.decode("ascii")), int(digits))
        placed += len(_PLACED.findall(text))
    if placed < cells:
        stream.seek(0)
        _check_cells_in_order(stream)
    return failed


def _check_cells_in_order(stream: BinaryIO) -> None:
    """The slower way, for cells that do not say where they are."""
    extent = _Extent()
    row = column = 0
    for _, element in events(stream, ("end",)):
        name = local(element)
        if name == "c":
            column += 1
        elif name == "row":
            row = int(element.get("r") or row + 1)
            extent.reach(column, row)
            column = 0
            free(element)


def check_ods(stream: BinaryIO) -> None:
    """Rows and cells may say how often they are repeated; empty ones count only before
    others. Raises `TooFar`."""
    extent = _Extent()
    row = column = width = 0
    for _, element in events(stream, ("end",)):
        name = local(element)
        if name in ("table-cell", "covered-table-cell"):
            column += int(element.get(f"{_TABLE}number-columns-repeated") or 1)
            if _holds_something(element):
                width = column
        elif name == "table-row":
            row += int(element.get(f"{_TABLE}number-rows-repeated") or 1)
            if width:
                extent.reach(width, row)
            column = width = 0
            free(element)
        elif name == "table":
            extent, row = _Extent(), 0


def _holds_something(cell: Element) -> bool:
    return len(cell) > 0 or cell.get(f"{_OFFICE}value-type") is not None


def column_number(letters: str) -> int:
    """``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """1 is ``A``, 27 is ``AA``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
