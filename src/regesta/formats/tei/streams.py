"""The bytes of a TEI source, in the encoding it really has where somebody said which."""

from __future__ import annotations

import io
import re
from typing import BinaryIO, TextIO

from regesta.formats.material import Material

_ENCODING = re.compile(r"""(<\?xml[^>]*?)\sencoding\s*=\s*["'][^"']*["']""")


def opened(material: Material) -> BinaryIO:
    """A stream for the XML parser. Where the encoding was said, it goes before what the
    file declares of itself."""
    if not material.encoding:
        return material.open()
    return io.BufferedReader(_Recoded(material.stream()))


class _Recoded(io.RawIOBase):
    """A text as UTF-8, with a declaration that names no other encoding.

    A byte that does not fit the encoding breaks the text off there: it is left to the
    parser to say where.
    """

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._left = b""
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # as io calls it
        if not self._left:
            try:
                piece = self._text.read(32_768)
            except UnicodeError:
                piece = ""
            if not self._begun:
                self._begun = True
                piece = _ENCODING.sub(r"\1", piece.removeprefix("\ufeff"), count=1)
            self._left = piece.encode("utf-8", "replace")
        count = min(len(view), len(self._left))
        view[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def close(self) -> None:
        self._text.close()
        super().close()
