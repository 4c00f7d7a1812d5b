"""Signs in an answer that no XML may hold, which repositories copy from what they describe."""

from __future__ import annotations

import html
import re
from pathlib import Path

MOST = 64_000_000  # bytes of a file that is mended
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,10}|#x[0-9A-Fa-f]{1,8});)(\w{1,32};)?")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_BEGIN, _END = re.compile(r"<\?xml\s|<(?:\w+:)?OAI-PMH"), re.compile(r"</(?:\w+:)?OAI-PMH\s*>")
LOST = "\ufffd"


def mended(path: Path) -> int:
    """Puts a sign for what is lost in the place of each that XML does not allow (XML 1.0,
    2.2), writes ampersands that stand alone, and names of signs that only web pages know, as
    XML does, and leaves out what stands before and after the answer. The number of places; 0
    where the file is left as it was, which is so for every encoding but UTF-8."""
    if path.stat().st_size > MOST:
        return 0
    data = path.read_bytes()
    declared = _ENCODING.match(data.lstrip(b"\xef\xbb\xbf \r\n\t"))
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        return 0
    text = data.decode("utf-8", "replace")
    lost = text.count(LOST) - data.count(LOST.encode())
    bare = _without_surroundings(text)
    around, text = bare != text, bare
    text, controls = _CONTROL.subn(LOST, text)
    references = 0

    def checked(match: re.Match[str]) -> str:
        nonlocal references
        number = int(match[1], 16) if match[1] else int(match[2])
        if _is_allowed(number):
            return match[0]
        references += 1
        return LOST

    text = _REFERENCE.sub(checked, text)
    loose = 0
    if "<![CDATA[" not in text:  # where an ampersand may stand alone
        text, loose = _LOOSE.subn(_as_xml, text)
    count = lost + controls + references + loose + around
    if count:
        path.write_bytes(text.encode())
    return count


def _without_surroundings(text: str) -> str:
    """The answer without the messages that a program wrote before or after it."""
    begin, ends = _BEGIN.search(text), list(_END.finditer(text))
    return text[begin.start() if begin else 0 : ends[-1].end() if ends else None]


def _as_xml(match: re.Match[str]) -> str:
    """An ampersand as XML writes it, and what a name after it stands for in web pages."""
    named = html.unescape(match[0]) if match[1] else match[0]
    return html.escape(named, quote=False)


def _is_allowed(number: int) -> bool:
    return (
        number in (0x9, 0xA, 0xD)
        or 0x20 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or 0x10000 <= number <= 0x10FFFF
    )
