"""Word documents (.docx, Office Open XML, ECMA-376): paragraphs, pages and notes.

A page begins where somebody put a page break, and where Word last broke the page when it saved
the document. Headers and footers are no text; what was struck out with changes tracked is none.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from regesta.formats.files.contents import Budget, Content, Fault, Page, Passage, plain
from regesta.formats.files.packed import Part, TooLarge
from regesta.formats.folder import ContentLimits
from regesta.formats.xml import Element, events, free, local

_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_CORE = "docProps/core.xml"
_BETWEEN_CELLS = " | "
# What holds words that are not to be read: deleted, moved away, given twice, the code of a field.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "Fallback", "delText", "instrText", "pPrChange", "rPrChange")
)
_LONGEST_WORDS = 1_000
_ON = frozenset(("", "1", "true", "on"))


def read(path: Path, limits: ContentLimits) -> Content:
    """May raise `zipfile.BadZipFile`, `lxml.etree.XMLSyntaxError` and others at a damaged file."""
    content = Content()
    with zipfile.ZipFile(path) as archive:
        main = _main_part(archive)
        folder = main.rpartition("/")[0]
        taken = _Text(Budget(limits.characters), limits.pages)
        try:
            for kind in _NOTES.values():
                taken.notes[kind] = _notes(archive, f"{folder}/{kind}.xml", limits)
            with Part(archive, main, limits) as part:
                _read_body(part, taken)
            _say(archive, limits, content)
        except TooLarge:
            content.faults.append(Fault("files-swells"))
    content.pages = taken.finished()
    content.count = len(content.pages) if taken.has_pages else 0
    if taken.budget.is_cut or taken.is_full:
        content.faults.append(Fault("files-text-cut", f"page {len(content.pages)}"))
    elif not content.has_text and not content.faults:
        content.faults.append(Fault("files-no-text"))
    return content


def is_word(path: Path) -> bool:
    """Whether a packed file is a Word document, by its parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


@dataclass(slots=True)
class _Text:
    """The text as it comes in, page by page."""

    budget: Budget
    most_pages: int
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=lambda: [Page("1")])
    words: list[str] = field(default_factory=list)
    tied: list[str] = field(default_factory=list)  # notes of the paragraph under way
    paragraphs_open: int = 0
    cells_open: int = 0
    has_pages: bool = False
    is_fresh: bool = True  # nothing stands on the page yet

    @property
    def is_full(self) -> bool:
        return self.budget.is_cut or len(self.pages) > self.most_pages

    def add(self, text: str) -> None:
        if text:
            self.words.append(text)
            self.is_fresh = self.is_fresh and not text.strip()

    def begin(self, name: str) -> None:
        self.paragraphs_open += name == "p"
        self.cells_open += name == "tc"

    def end_row(self) -> None:
        """Ends a row of a table, which is a paragraph; cells without words keep their place."""
        row = "".join(self.words).removesuffix(_BETWEEN_CELLS)
        cells = [" ".join(cell.split()) for cell in row.split(_BETWEEN_CELLS)]
        self.words = [_BETWEEN_CELLS.join(cells)] if any(cells) else []
        self.end_paragraph()

    def end_paragraph(self) -> None:
        lines = "".join(self.words).split("\n")
        text = plain("\n".join(" ".join(line.split()) for line in lines)).strip()
        if text and (taken := self.budget.take(text)):
            self.pages[-1].passages.append(Passage(taken, self.tied))
            self.tied = []
        self.words = []

    def turn(self, *, only_if_begun: bool = False) -> None:
        """Begins a page. A paragraph that runs over is parted there."""
        if only_if_begun and self.is_fresh:
            return
        self.end_paragraph()
        self.has_pages, self.is_fresh = True, True
        self.pages.append(Page(str(len(self.pages) + 1)))

    def finished(self) -> list[Page]:
        self.end_paragraph()
        pages = self.pages[: self.most_pages]
        if not self.has_pages:
            pages[0].name = ""
        while len(pages) > 1 and not pages[-1].passages:
            pages.pop()
        return pages


def _main_part(archive: zipfile.ZipFile) -> str:
    """The part that holds the text; nearly all programs call it so."""
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    found = [name for name in names if name.startswith("word/document") and name.endswith(".xml")]
    if not found:
        raise zipfile.BadZipFile("there is no text in it")
    return found[0]


def _read_body(part: Part, taken: _Text) -> None:
    skipped = 0
    for event, element in events(part):
        name = local(element)
        if name in _LEFT_OUT:
            skipped += 1 if event == "start" else -1
            if event == "end":
                element.clear(keep_tail=True)
        elif not skipped and event == "start":
            taken.begin(name)
        elif not skipped:
            _read_end(element, name, taken)
        if taken.is_full:
            return


def _read_end(element: Element, name: str, taken: _Text) -> None:
    """What is known where an element ends."""
    if name == "p":
        taken.paragraphs_open -= 1
        if taken.cells_open and not taken.paragraphs_open:
            taken.add(" ")
        else:
            taken.end_paragraph()
        free(element)
    elif name == "tc":
        taken.cells_open -= 1
        taken.add(_BETWEEN_CELLS)
    elif name == "tr" and not taken.cells_open:
        taken.end_row()
        free(element)
    elif name in ("br", "cr") and _attribute(element, "type") != "page":
        taken.add("\n")
    elif name == "br":
        taken.turn()
    elif name == "lastRenderedPageBreak" or (
        name == "pageBreakBefore" and _attribute(element, "val") in _ON
    ):
        taken.turn(only_if_begun=True)
    else:
        _read_words(element, name, taken)


def _read_words(element: Element, name: str, taken: _Text) -> None:
    if name == "t":
        taken.add(element.text or "")
    elif name in ("tab", "ptab") and local(element.getparent()) == "r":
        taken.add(" ")
    elif name == "noBreakHyphen":
        taken.add("-")
    elif name in _NOTES:
        note = taken.notes[_NOTES[name]].get(_attribute(element, "id"), "")
        if note:
            taken.tied.append(taken.budget.take(note))


def _attribute(element: Element, name: str) -> str:
    """An attribute whatever namespace it is written in."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def _notes(archive: zipfile.ZipFile, name: str, limits: ContentLimits) -> dict[str, str]:
    """The notes of a part, by their numbers."""
    if name not in archive.namelist():
        return {}
    found: dict[str, str] = {}
    left = limits.characters
    with Part(archive, name, limits) as part:
        for _, element in events(part, ("end",)):
            if local(element) not in ("footnote", "endnote"):
                continue
            text = " ".join(plain("".join(_words(element))).split())
            number = _attribute(element, "id")
            if text and left > 0 and not _attribute(element, "type").endswith("eparator"):
                found[number] = text[:left]
                left -= len(text)
            free(element)
    return found


def _words(element: Element) -> Iterator[str]:
    for one in element.iter():
        name = local(one)
        if name == "t":
            yield one.text or ""
        elif name in ("p", "tab", "br"):
            yield " "


def _say(archive: zipfile.ZipFile, limits: ContentLimits, content: Content) -> None:
    """Title and author as the document itself says them."""
    if _CORE not in archive.namelist():
        return
    with Part(archive, _CORE, limits) as part:
        for _, element in events(part, ("end",)):
            said = " ".join(plain(element.text or "").split())[:_LONGEST_WORDS]
            if local(element) == "title":
                content.title = said
            elif local(element) == "creator":
                content.author = said
