"""PDF: the text of each page, and what the file says of itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from regesta.formats.files.contents import Budget, Content, Fault, Page, paragraphs, passages, plain
from regesta.formats.folder import ContentLimits

_INVISIBLE = re.compile(rb"(?<![\d.])3\s+Tr\b")  # text that lies unseen under a picture of a page
_RECOGNISERS = re.compile(
    r"\bocr|finereader|abbyy|tesseract|paper capture|readiris|omnipage", re.IGNORECASE
)
_LOOKED_AT = 3  # pages by which recognised text is told
# A word parted at the end of a line is found only whole. A compound that breaks at its own hyphen
# loses it; there are far fewer of these.
_HYPHENATED = re.compile(
    "(?:\u00ad|(?<=[^\\W\\d_])[-\u2010](?=[ \t]*\n[ \t]*[a-zа-яёß-öø-ÿ]))[ \t]*\n[ \t]*"
)
_LONGEST_WORDS = 1_000  # signs of a title or an author


def read(path: Path, limits: ContentLimits) -> Content:
    """May raise whatever the library raises at a damaged file, and take its time."""
    content = Content()
    with path.open("rb") as stream:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted and not _unlocked(reader):
            content.faults.append(Fault("files-locked"))
            return content
        try:
            content.count = len(reader.pages)
        except FileNotDecryptedError:
            content.faults.append(Fault("files-locked"))
            return content
        _say(reader, content)
        _read_pages(reader, content, limits)
    return content


def _unlocked(reader: PdfReader) -> bool:
    """Whether the file can be read without a password: many are only locked for changes."""
    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _read_pages(reader: PdfReader, content: Content, limits: ContentLimits) -> None:
    budget = Budget(limits.characters)
    names = _names_of(reader, content.count)
    damaged: list[str] = []
    for at in range(min(content.count, limits.pages)):
        name = names[at]
        page = Page(name)
        content.pages.append(page)
        try:
            leaf = reader.pages[at]
            text = _HYPHENATED.sub("", plain(leaf.extract_text() or ""))
            page.passages = passages(paragraphs(text), budget)
            if page.passages and at < _LOOKED_AT and not content.recognised:
                content.recognised = _has_unseen_text(leaf)
        except MemoryError:
            raise
        except Exception:  # the library raises all kinds of errors at damaged pages
            damaged.append(name)
        if budget.is_cut:
            content.faults.append(Fault("files-text-cut", f"page {name}"))
            return
    if content.count > limits.pages:
        content.faults.append(Fault("files-text-cut", f"page {names[limits.pages - 1]}"))
    if damaged:
        content.faults.append(Fault("files-page-damaged", ", ".join(damaged[:20])))
    elif not content.has_text:
        content.faults.append(Fault("files-no-text"))


def _names_of(reader: PdfReader, count: int) -> list[str]:
    """The numbers that are printed on the pages, where the file says them."""
    plain_numbers = [str(number) for number in range(1, count + 1)]
    try:
        if "/PageLabels" not in reader.root_object:
            return plain_numbers
        labels = [plain(str(label)).strip()[:40] for label in reader.page_labels]
    except Exception:  # a file that numbers its pages wrongly can still be read
        return plain_numbers
    return [label or number for label, number in zip(labels, plain_numbers, strict=False)] + (
        plain_numbers[len(labels) :]
    )


def _say(reader: PdfReader, content: Content) -> None:
    try:
        said: Any = reader.metadata or {}
        content.title = _words(said.get("/Title"))
        content.author = _words(said.get("/Author"))
        makers = f"{_words(said.get('/Producer'))} {_words(said.get('/Creator'))}"
        content.recognised = _RECOGNISERS.search(makers) is not None
    except Exception:  # damaged words about the file are none
        return


def _words(value: object) -> str:
    said = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
    return " ".join(plain(said).split())[:_LONGEST_WORDS]


def _has_unseen_text(page: Any) -> bool:
    drawn = page.get_contents()
    return drawn is not None and _INVISIBLE.search(drawn.get_data()) is not None
