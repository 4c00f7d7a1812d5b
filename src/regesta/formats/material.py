"""Material: a source as a format sees it, whatever it was taken from.

It can be opened again and again, and read as bytes, as text, or line by line, so that memory
need not grow with it. Files that the source names are looked for beside it, never elsewhere.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TextIO

from regesta.formats.encoding import beginning, decode, encoding_of
from regesta.formats.folder import Folder

LOOKED_AT = 262_144  # bytes at the head by which a form is recognised


@dataclass(frozen=True, kw_only=True)
class Material:
    """``opener`` gives a new stream from the beginning each time; ``folder`` is where files
    lie that the source names; ``mapping`` is what somebody said of its columns; ``loose`` is
    set where the source is a folder whose files are the records, and its bytes a list of them."""

    name: str
    opener: Callable[[], BinaryIO]
    encoding: str = ""  # as somebody said; "" to find it by looking
    folder: Path | None = None
    mapping: Mapping[str, Any] = field(default_factory=dict)
    loose: Folder | None = None

    @classmethod
    def of_bytes(cls, data: bytes, name: str = "source", **others: Any) -> Material:
        return cls(name=name, opener=lambda: io.BytesIO(data), **others)

    @classmethod
    def of_text(cls, text: str, name: str = "source", **others: Any) -> Material:
        return cls.of_bytes(text.encode("utf-8", "surrogatepass"), name, **others)

    @classmethod
    def of_file(cls, path: Path, **others: Any) -> Material:
        return cls(name=str(path), opener=lambda: path.open("rb"), folder=path.parent, **others)

    def open(self) -> BinaryIO:
        return self.opener()

    @cached_property
    def head(self) -> bytes:
        """The first bytes, by which its form is recognised."""
        with self.open() as stream:
            return stream.read(LOOKED_AT)

    @cached_property
    def head_text(self) -> str:
        """The beginning as text, as far as it is text; "" for what is none."""
        return beginning(self.head, self.encoding)

    def text(self) -> str:
        """All of it as text. Raises `regesta.formats.encoding.NotText` and `BadEncoding`."""
        with self.open() as stream:
            return decode(stream.read(), self.encoding)

    def stream(self) -> TextIO:
        """It as text to be read piece by piece, line ends as they stand. Reading raises
        `UnicodeDecodeError` where a byte does not fit."""
        name = encoding_of(self.head, self.encoding)
        return io.TextIOWrapper(self.open(), encoding=name, newline="")

    def beside(self, name: str) -> Path | None:
        """The file of that name in the source's folder or below; None where there is none.

        A name that would lead out of the folder leads nowhere.
        """
        if self.folder is None or not name.strip():
            return None
        parts = PurePosixPath(name.strip().replace("\\", "/")).parts
        if not parts or parts[0].endswith(("/", ":")) or ".." in parts:
            return None
        root = self.folder.resolve()
        try:
            path = root.joinpath(*parts).resolve()
            return path if path.is_relative_to(root) and path.is_file() else None
        except (OSError, ValueError):
            return None
