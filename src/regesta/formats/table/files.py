"""Files that a row names: they lie beside the table or in its folder ``objects``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from regesta.formats.encoding import BadEncoding, NotText, decode
from regesta.formats.material import Material
from regesta.formats.media_types import LOOKED_AT, UNKNOWN, media_type
from regesta.formats.reading import Attachment
from regesta.formats.table.columns import Column
from regesta.formats.table.drafts import Draft
from regesta.formats.table.values import ADDRESS

LONGEST_TEXT = 2_000_000  # bytes of a transcript that are read into the record
MOST_FILES = 1_000  # of one row
_FOLDERS = ("", "objects/")


class Files:
    """The files beside one table."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._is_told = False  # that there is no folder to look in

    def attach_all(self, draft: Draft) -> None:
        """Adds the files that the row names."""
        for column, name in draft.named_files[:MOST_FILES]:
            self.attach(draft, column, name)
        if beyond := draft.named_files[MOST_FILES:]:
            column = beyond[0][0]
            draft.keep(column, "; ".join(name for _, name in beyond))
            draft.warn(
                "table-value",
                f"The row names more than {MOST_FILES:,} files; the others are kept as words.",
                "Give each file, or each bundle of them, a row of its own.",
                column,
                beyond[0][1],
            )

    def attach(self, draft: Draft, column: Column, name: str, label: str = "") -> Path | None:
        """Adds the file of that name to the record; where there is none, or only an address
        in the web, the name is kept under the heading. Nothing is ever fetched."""
        path = None if ADDRESS.match(name) else self._find(name)
        if path:
            draft.files.append(_attachment(path, draft.media_type if not label else "", label))
            return path
        draft.keep(column, name)
        if not ADDRESS.match(name):
            self._missing(draft, column, name)
        return None

    def _find(self, name: str) -> Path | None:
        """The file of that name; a leading slash means the table's own folder."""
        plain = name.strip().replace("\\", "/").removeprefix("./").lstrip("/")
        for folder in _FOLDERS:
            if path := self.material.beside(folder + plain):
                return path
        return None

    def _missing(self, draft: Draft, column: Column, name: str) -> None:
        if self.material.folder:
            draft.warn(
                "table-file-missing",
                f"The file {name!r} does not lie beside the table or in its folder 'objects'.",
                "Put it there under this name, and import the table again.",
                column,
                name,
            )
        elif not self._is_told:
            self._is_told = True
            draft.warn(
                "table-file-missing",
                "The table names files, but it was not read from a folder in which they could "
                "lie; their names are kept.",
                "Import the table as a file that lies beside them.",
                column,
                name,
            )


def _attachment(path: Path, stated: str, label: str) -> Attachment:
    """The file with its type by its first bytes, or as stated where these say nothing."""
    kind = media_type(_head(path))
    return Attachment(
        name=path.name,
        opener=lambda: path.open("rb"),
        media_type=stated if kind == UNKNOWN and stated else kind,
        label=label,
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LOOKED_AT)
    except OSError:
        return b""


def text_of(path: Path) -> str:
    """What a text file says, "" where it is none or too long."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LONGEST_TEXT + 1)
        return decode(data) if len(data) <= LONGEST_TEXT else ""
    except (OSError, NotText, BadEncoding):
        return ""


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text: blank lines part them."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)
