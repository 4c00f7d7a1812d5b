"""From bytes to text: UTF-8 unless the source says or somebody decides otherwise."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from regesta.formats.signs import NULL

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(sorted(set(range(32)) - {8, 9, 10, 11, 12, 13, 27}))
_LONGEST_SIGN = 4  # bytes of one sign in UTF-8, which the end of a head may cut
_MOST_CHAOS = 0.05  # of a text that can be what it is taken for
# Encodings that a source may be in without saying so, by the names people know.
_LEGACY = {
    "cp1251": "windows-1251", "koi8_r": "koi8-r", "gb18030": "gb18030", "big5": "big5",
    "cp932": "shift-jis", "euc_kr": "euc-kr", "cp1252": "windows-1252", "cp1250": "windows-1250",
}  # fmt: skip
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


def guess(head: bytes) -> str:
    """The encoding that some first bytes are most likely in, where they are text and not
    UTF-8; "" where they are, or where nothing is likely enough.

    A guess must be clearly better than the next one. Windows-1252 and 1250 share most of
    their letters; of the two the Western one is taken where both are as likely.
    """
    if encoding_of(head) != "utf-8" or _is_binary(head[:_LOOKED_AT]) or _is_utf8(head):
        return ""
    found = list(from_bytes(head[:_LOOKED_AT], cp_isolation=list(_LEGACY)))
    if not found or found[0].chaos > _MOST_CHAOS:
        return ""
    first, *others = found
    western = next((one for one in others if one.encoding == "cp1252"), None)
    if first.encoding == "cp1250" and western and western.coherence >= first.coherence - 0.1:
        first = western
    rivals = [one for one in found if one.encoding not in (first.encoding, "cp1250", "cp1252")]
    if any(one.chaos <= _MOST_CHAOS and one.coherence >= first.coherence for one in rivals):
        return ""
    return _LEGACY[first.encoding]


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end >= len(head) and len(head) - error.start < _LONGEST_SIGN
    return True


def beginning(head: bytes, encoding: str = "") -> str:
    """The text that some first bytes hold, "" where they hold none; the last sign may be
    cut, and bytes that do not fit are left out."""
    name = encoding_of(head, encoding)
    if not name.startswith(("utf-16", "utf-32")) and _is_binary(head[:_LOOKED_AT]):
        return ""
    return head.decode(name, "ignore").replace(NULL, "")


def decode(data: bytes, encoding: str = "") -> str:
    """The text of the bytes. Raises `NotText`, `BadEncoding`, and `LookupError` for an
    encoding nobody knows."""
    name = encoding_of(data[:4], encoding)
    if not name.startswith(("utf-16", "utf-32")) and _is_binary(data[:_LOOKED_AT]):
        raise NotText("the source is not text")
    try:
        return data.decode(name).replace(NULL, "")
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
