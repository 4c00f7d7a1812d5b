"""Cells that a spreadsheet would take for a formula, made harmless and read back.

Whoever opens a written table in a spreadsheet must not run what somebody typed into a title,
so an apostrophe stands before every cell that begins like a formula. Numbers keep their sign.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+@\t\r-]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def harmless(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would take for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """The inverse of `harmless`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
