"""Plain text and Markdown: paragraphs between blank lines, pages between form feeds."""

from __future__ import annotations

from pathlib import Path

from regesta.formats.encoding import BadEncoding, NotText, decode, guess
from regesta.formats.files.contents import Budget, Content, Fault, Page, paragraphs, passages, plain
from regesta.formats.folder import ContentLimits

_LOOKED_AT = 262_144
_MOST_BYTES_A_SIGN = 4


def read(path: Path, limits: ContentLimits) -> Content:
    content = Content()
    with path.open("rb") as stream:
        data = stream.read(limits.characters * _MOST_BYTES_A_SIGN + 1)
    try:
        text = decode(data, guess(data[:_LOOKED_AT]))
    except NotText:
        content.faults.append(Fault("files-not-text"))
        return content
    except BadEncoding as bad:
        content.faults.append(Fault("files-encoding", f"line {bad.line}"))
        text = data.decode(bad.encoding, "replace")
    budget = Budget(limits.characters)
    parts = plain(text.removeprefix("\ufeff").replace("\r\n", "\n")).rstrip("\f\n ").split("\f")
    for number, part in enumerate(parts[: limits.pages], 1):
        name = str(number) if len(parts) > 1 else ""
        content.pages.append(Page(name, passages(paragraphs(part), budget)))
    content.count = len(parts) if len(parts) > 1 else 0
    if budget.is_cut or len(parts) > limits.pages:
        content.faults.append(Fault("files-text-cut", f"page {len(content.pages)}"))
    return content
