"""OpenDocument texts (.odt, ISO/IEC 26300): paragraphs, pages and notes.

A page begins where the program that saved the document last broke it (``text:soft-page-break``).
What was deleted with changes tracked is no text.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from regesta.formats.files.contents import Budget, Content, Fault, Page, Passage, plain
from regesta.formats.files.packed import Part, TooLarge
from regesta.formats.folder import ContentLimits
from regesta.formats.xml import Element, events, free, local

_TURN = "\f"  # stands for the end of a page while a paragraph is put together
_BLANKS = {"s": " ", "tab": " ", "line-break": "\n", "soft-page-break": _TURN}
_LEFT_OUT = frozenset(("tracked-changes", "annotation", "annotation-end", "sequence-decls"))
_HELD = frozenset(("note", "tracked-changes", "annotation"))


def read(path: Path, limits: ContentLimits) -> Content:
    """May raise `zipfile.BadZipFile`, `lxml.etree.XMLSyntaxError` and others at a damaged file."""
    content, budget = Content(), Budget(limits.characters)
    pages = [Page("1")]
    has_pages = is_full = False
    with zipfile.ZipFile(path) as archive:
        try:
            with Part(archive, "content.xml", limits) as part:
                for text, notes in _paragraphs(part):
                    first, *others = text.split(_TURN)
                    _put(pages[-1], first, budget)
                    for other in others:
                        has_pages = True
                        pages.append(Page(str(len(pages) + 1)))
                        _put(pages[-1], other, budget)
                    if pages[-1].passages:
                        pages[-1].passages[-1].notes += [budget.take(note) for note in notes]
                    is_full = budget.is_cut or len(pages) > limits.pages
                    if is_full:
                        break
        except TooLarge:
            content.faults.append(Fault("files-swells"))
    content.pages = pages[: limits.pages]
    content.count = len(content.pages) if has_pages else 0
    if not has_pages:
        pages[0].name = ""
    if is_full:
        content.faults.append(Fault("files-text-cut", f"page {len(content.pages)}"))
    elif not content.has_text and not content.faults:
        content.faults.append(Fault("files-no-text"))
    return content


def _put(page: Page, text: str, budget: Budget) -> None:
    words = "\n".join(" ".join(line.split()) for line in plain(text).split("\n")).strip()
    if words and (taken := budget.take(words)):
        page.passages.append(Passage(taken))


def _paragraphs(part: Part) -> Iterator[tuple[str, list[str]]]:
    """Each paragraph with its notes; a break between paragraphs comes as one without words."""
    held = 0
    for event, element in events(part):
        name = local(element)
        if name in _HELD:
            held += 1 if event == "start" else -1
        elif event == "start" or held:
            continue
        elif name in ("p", "h"):
            notes: list[str] = []
            yield "".join(_words(element, notes)), notes
            free(element)
        elif name == "soft-page-break" and local(element.getparent()) not in (
            "p",
            "h",
            "span",
            "a",
        ):
            yield _TURN, []


def _words(element: Element, notes: list[str]) -> Iterator[str]:
    """The words of an element. It is never deeper than `regesta.formats.xml.DEEPEST`."""
    yield element.text or ""
    for one in element:
        name = local(one)
        if name in _BLANKS:
            yield _BLANKS[name]
        elif name == "note":
            bodies = (part for part in one if local(part) == "note-body")
            said = " ".join("".join(word for part in bodies for word in _words(part, [])).split())
            if said:
                notes.append(said)
        elif name and name not in _LEFT_OUT:
            yield from _words(one, notes)
        yield one.tail or ""
