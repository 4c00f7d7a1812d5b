"""XLSX and ODS: the values of cells as they were last saved; no formula is ever evaluated.

A spreadsheet is the one source that is held in memory, so its size has limits, and they are
checked before it is opened: a few bytes can claim to be millions of cells.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from regesta.formats.material import Material
from regesta.formats.reading import Problem
from regesta.formats.table.extents import TooFar, check_ods, failures_in_xlsx
from regesta.formats.table.problems import error, notice, warning
from regesta.formats.table.rows import LONGEST_WORDING, Refused, Row

LARGEST = 50_000_000  # bytes of a spreadsheet file
_LARGEST_UNPACKED = 1_000_000_000  # bytes
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_LOCK_PREFIXES = ("~$", ".~lock.")
_LARGEST_LOCK = 2_048  # bytes


def is_spreadsheet(material: Material) -> bool:
    """Whether the content is a spreadsheet, or the lock that a spreadsheet program leaves."""
    head = material.head
    if head.startswith(_ZIP):
        return _ODS in head[:200] or any(_is_workbook(name) for name in _names(material))
    return is_lock(material) or is_old(material)


def is_lock(material: Material) -> bool:
    name = PurePath(material.name.replace("\\", "/")).name
    return name.startswith(_LOCK_PREFIXES) and 0 < len(material.head) <= _LARGEST_LOCK


def is_old(material: Material) -> bool:
    """An .xls, or a workbook under a password: both begin alike and name their content."""
    head = material.head
    return head.startswith(_OLE) and any(
        name.encode("utf-16-le") in head for name in ("Workbook", "Book", "EncryptedPackage")
    )


def _is_workbook(name: str) -> bool:
    return name in ("xl/workbook.xml", "xl/workbook.bin")


def _names(material: Material) -> list[str]:
    try:
        with material.open() as stream, zipfile.ZipFile(stream) as archive:
            return archive.namelist()
    except Exception:  # a damaged archive fails in many ways; it is no spreadsheet then
        return []


class Sheets:
    """The sheets of a spreadsheet, in its order. Raises `Refused` where it cannot be read."""

    def __init__(self, material: Material) -> None:
        self.problems: list[Problem] = []
        if is_lock(material):
            raise Refused(_lock(material))
        if material.head.startswith(_OLE):
            raise Refused(_old())
        data, failures = _checked(material)
        if failures:
            self.problems.append(_failures(failures))
        from python_calamine import CalamineWorkbook, SheetTypeEnum

        self._workbook: Any = _careful(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))
        self.names: list[str] = [
            one.name for one in self._workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet
        ]

    def sheet(self, name: str) -> SpreadsheetSheet:
        """Raises `Refused` where that sheet cannot be read."""
        return SpreadsheetSheet(name, _careful(lambda: self._workbook.get_sheet_by_name(name)))


class SpreadsheetSheet:
    """One sheet of a spreadsheet."""

    def __init__(self, name: str, sheet: Any) -> None:
        self.name = name
        self._sheet = sheet
        self._filled = _merged_downwards(sheet)

    def rows(self) -> Iterator[Row | Problem]:
        start = self._sheet.start
        if start is None:
            return
        before = [""] * start[1]
        above: dict[int, str] = {}
        for number, cells in enumerate(self._sheet.iter_rows(), 1):
            words = [*before, *map(_words, cells)]
            for at in self._filled.get(number, ()):
                if at < len(words) and not words[at]:
                    words[at] = above.get(at, "")
                above[at] = words[at] if at < len(words) else ""
            wording = "\t".join(words).rstrip("\t")[:LONGEST_WORDING]
            yield Row(number, f"sheet {self.name}, row {number}", words, wording)


def _merged_downwards(sheet: Any) -> dict[int, list[int]]:
    """Which columns of a row belong to a cell that reaches over several rows."""
    found: dict[int, list[int]] = {}
    for (top, left), (bottom, right) in getattr(sheet, "merged_cell_ranges", None) or ():
        if bottom > top and left == right and bottom - top <= 100_000:
            for row in range(top, bottom + 1):
                found.setdefault(row + 1, []).append(left)
    return found


def _words(value: Any) -> str:
    """A cell in words: 1937.0 is 1937, a day is YYYY-MM-DD."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return "" if value is None else str(value)


def _careful(action: Callable[[], Any]) -> Any:
    """What the reader of spreadsheets gives. Raises `Refused` for whatever it raises: a
    damaged file can end even in a panic of its own kind."""
    try:
        return action()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:
        reason = " ".join(str(fault).split())[:200] or type(fault).__name__
        raise Refused(_damaged(reason)) from None


# ---------------------------------------------------------------- before it is opened


def _checked(material: Material) -> tuple[bytes, int]:
    """The file's bytes, and how many of its cells hold the failure of a formula."""
    failures = 0
    with material.open() as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(_too_large(f"The file is larger than {LARGEST // 1_000_000} MB."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                raise Refused(_too_large("What is packed in the file is too large."))
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(_old())
            for part in parts:
                if part.filename.startswith("xl/worksheets/"):
                    with archive.open(part) as stream:
                        failures += failures_in_xlsx(cast(BinaryIO, stream))
                elif part.filename == "content.xml":
                    with archive.open(part) as stream:
                        check_ods(cast(BinaryIO, stream))
    except Refused:
        raise
    except TooFar as reason:
        raise Refused(_too_large(str(reason))) from None
    except Exception as fault:  # whatever a damaged archive makes of itself
        raise Refused(_damaged(str(fault)[:200])) from None
    return data, failures


def _too_large(reason: str) -> Problem:
    return error(
        "table-too-large",
        f"The spreadsheet is too large to be read at once. {reason}",
        "Save each sheet as CSV (UTF-8); a CSV may be of any size.",
        rejected=1,
    )


def _damaged(reason: str) -> Problem:
    return error(
        "table-unreadable",
        f"The spreadsheet cannot be opened: {reason.rstrip('.')}.",
        "Open it in a spreadsheet program and save it again as .xlsx or .ods, or as CSV.",
        rejected=1,
    )


def _failures(count: int) -> Problem:
    return warning(
        "table-cell-error",
        f"{count} cells of the spreadsheet hold the failure of a formula (such as #REF!) "
        "instead of a value; they were taken for empty.",
        "Look for cells that begin with # in a spreadsheet program, and mend their formulas.",
    )


def _old() -> Problem:
    return error(
        "table-unreadable",
        "The file is a workbook of an old kind (.xls), or one under a password.",
        "Open it in a spreadsheet program and save it as .xlsx or .ods without a password.",
        rejected=1,
    )


def _lock(material: Material) -> Problem:
    name = PurePath(material.name.replace("\\", "/")).name
    return error(
        "table-unreadable",
        f"{name} is no table but the mark that somebody has the spreadsheet open.",
        "Close the spreadsheet, and import the file without the signs before its name.",
        value=name,
        rejected=1,
    )


def sheet_left_out(name: str, reason: str) -> Problem:
    return notice(
        "table-sheet",
        f"The sheet {name!r} was not read: {reason}.",
        "If it holds records, give its columns headings, or say in the mapping what they are.",
        where=f"sheet {name}",
        value=name,
    )
