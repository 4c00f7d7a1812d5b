"""From bytes to text: UTF-8 unless the source says or somebody decides otherwise."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(sorted(set(range(32)) - {8, 9, 10, 11, 12, 13, 27}))
_LOOKED_AT = 65_536  # bytes at the head that tell text from other things


class NotText(ValueError):
    """The bytes are no text at all, but a picture, an archive, a program."""


class BadEncoding(ValueError):
    """The bytes are not in the encoding. ``line`` and ``column`` say where, from 1."""

    def __init__(self, encoding: str, line: int, column: int, byte: int) -> None:
        super().__init__(
            f"line {line}, column {column}: the byte 0x{byte:02X} is not valid {encoding.upper()}"
        )
        self.encoding, self.line, self.column, self.byte = encoding, line, column, byte


def encoding_of(head: bytes, encoding: str = "") -> str:
    """The name of the encoding: as said, as a mark at the head says, else UTF-8."""
    for mark, marked in _MARKS:
        if not encoding and head.startswith(mark):
            return marked
    return encoding or "utf-8"


def beginning(head: bytes, encoding: str = "") -> str:
    """The text that some first bytes hold, "" where they hold none; the last sign may be
    cut, and bytes that do not fit are left out."""
    name = encoding_of(head, encoding)
    if not name.startswith(("utf-16", "utf-32")) and _is_binary(head[:_LOOKED_AT]):
        return ""
    return head.decode(name, "ignore")


def decode(data: bytes, encoding: str = "") -> str:
    """The text of the bytes. Raises `NotText`, `BadEncoding`, and `LookupError` for an
    encoding nobody knows."""
    name = encoding_of(data[:4], encoding)
    if not name.startswith(("utf-16", "utf-32")) and _is_binary(data[:_LOOKED_AT]):
        raise NotText("the source is not text")
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode(name, "replace")) + 1
        raise BadEncoding(
            name.removesuffix("-sig"), before.count(b"\n") + 1, column, data[error.start]
        ) from None


def _is_binary(head: bytes) -> bool:
    if not head:
        return False
    control = len(head) - len(head.translate(None, _CONTROL))
    return b"\x00" in head or control * 20 > len(head)
