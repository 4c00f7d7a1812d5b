"""The running text of a TEI element as paragraphs, with exact places of marks.

White space is normalised across all inline elements. Every block (``p``, ``item``,
``head``, a row of a table, a stanza) is a paragraph; a block within a block ends it and
begins another. Notes go with the paragraph they are anchored in, as do gaps; a page that
begins before or in a paragraph is named there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from regesta.description.record import Gap, Paragraph
from regesta.formats.tei.names import XML_ID, all_text, attribute, name_of, page_of
from regesta.formats.xml import Element

_BLOCKS = frozenset((
    "p", "head", "item", "ab", "lg", "row", "dateline", "salute", "signed", "closer", "opener",
    "postscript", "trailer", "byline", "list", "table", "div", "div1", "div2", "div3", "div4",
    "div5", "div6", "div7", "sp", "stage", "figure", "titlePage", "docTitle", "titlePart",
    "docImprint", "argument", "epigraph", "attachment", "floatingText", "body", "front", "back",
    "group", "text", "address", "listBibl", "bibl", "docDate", "docAuthor", "imprimatur",
    "listPerson", "person", "castList", "castItem",
))  # fmt: skip
_DIVISIONS = frozenset((
    "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "body", "front", "back",
    "group", "text", "attachment", "floatingText", "list", "table",
))  # fmt: skip
_NAMES = frozenset((
    "persName", "orgName", "placeName", "name", "rs", "geogName", "settlement", "gloss", "term",
))  # fmt: skip
_LEFT_OUT = frozenset((
    "fw", "teiHeader", "include",
))  # fmt: skip
_REDACTED = re.compile(r"\[([^\[\]]*?)\s*\b(?:not|still) (?:yet )?declassified[^\[\]]*\]")
_EXCISED = re.compile(r"\[([^\[\]]{0,80}?)\s*\b(?:redacted|excised|withheld|sanitized)\]")

_DEEPEST = 100  # elements within each other; deeper ones are read as plain words

Resolver = Callable[[Element], list[str]]  # the keys of the authorities an element means


def nobody(element: Element) -> list[str]:
    return []


class Place(NamedTuple):
    """Words that the source says to mean an authority."""

    paragraph: str
    start: int
    end: int
    key: str


class Line:
    """Words put together with white space normalised; ``length`` is that of ``text``."""

    __slots__ = ("fresh", "length", "parts", "space")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.space = False
        self.fresh = True

    def add(self, text: str) -> None:
        words = text.split()
        if not words:
            self.space = True
            return
        chunk = " ".join(words)
        if not self.fresh and (self.space or text[0].isspace()):
            chunk = " " + chunk
        self.parts.append(chunk)
        self.length += len(chunk)
        self.space = text[-1].isspace()
        self.fresh = False

    def turn(self) -> None:
        """A new line within a paragraph: of a poem."""
        if self.length:
            self.parts.append("\n")
            self.length += 1
            self.fresh = True
        self.space = False

    @property
    def text(self) -> str:
        return "".join(self.parts).rstrip("\n")


@dataclass
class Flow:
    """What `read` found: paragraphs, marks, and what stands beside the text.

    ``noted`` are the keys that are meant in notes only; ``page`` is the last page named;
    ``waiting`` are pages that began after the last paragraph.
    """

    resolve: Resolver = nobody
    paragraphs: list[Paragraph] = field(default_factory=list)
    marks: list[Place] = field(default_factory=list)
    noted: list[tuple[str, str]] = field(default_factory=list)  # key and words
    waiting: list[str] = field(default_factory=list)
    page: str = ""
    images: list[str] = field(default_factory=list)
    skip: frozenset[Element] = frozenset()  # elements that belong to other fields

    def __post_init__(self) -> None:
        self._line = Line()
        self._notes: list[str] = []
        self._gaps: list[Gap] = []
        self._pages: list[str] = []
        self._marks: list[tuple[int, int, str]] = []
        self._given: set[str] = set()
        self._identifier = ""
        self._number = 0
        self._in_note = 0
        self._depth = 0
        self._blocks = 0  # how many paragraphs were begun, to notice a break within a name

    def read(self, element: Element) -> None:
        """Adds the text of an element."""
        self._block(element)
        self._end()

    def read_some(self, elements: Iterable[Element]) -> None:
        """Adds the texts of elements that stand beside each other."""
        for element in elements:
            self._one(element, name_of(element))
        self._end()

    def finish(self) -> None:
        """Puts what is left over where it can stay: notes without any text after them."""
        if self._notes or self._gaps:
            self._keep("")

    def note(self, element: Element) -> str:
        """The words of a note with its number; whom it means is noted."""
        line, self._line = self._line, Line()
        self._in_note += 1
        self._inside(element)
        self._in_note -= 1
        words, self._line = self._line.text, line
        number = attribute(element, "n")
        return f"{number}. {words}" if number else words

    def _block(self, element: Element) -> None:
        self._end()
        name = name_of(element)
        if name not in _DIVISIONS and not self._identifier:
            self._identifier = element.get(XML_ID) or ""
        self._inside(element)
        self._end()
        if name not in _DIVISIONS:
            self._identifier = ""

    def _inside(self, element: Element) -> None:
        if self._depth > _DEEPEST:
            self._line.add("".join(element.itertext()))
            return
        text = element.text
        if text:
            self._line.add(text)
        if not len(element):
            return
        self._depth += 1
        for child in element:
            name = name_of(child)
            if name in _NAMES:
                self._name(child)
            else:
                self._one(child, name)
            text = child.tail
            if text:
                self._line.add(text)
        self._depth -= 1

    def _one(self, element: Element, name: str) -> None:
        if not name:
            if getattr(element.tag, "__name__", "") == "Entity":
                self._line.add(element.text)
        elif name == "hi":
            self._inside(element)
        elif name in _BLOCKS:
            if element in self.skip:
                return
            if self._in_note:
                self._line.space = True
                self._inside(element)
                self._line.space = True
            else:
                self._block(element)
        elif name in _OTHERS:
            _OTHERS[name](self, element)
        elif name not in _LEFT_OUT:
            self._inside(element)

    def _name(self, element: Element) -> None:
        line, blocks = self._line, self._blocks
        begin, parts = line.length, len(line.parts)
        if len(element):
            self._inside(element)
        elif text := element.text:
            line.add(text)
        if line.length == begin or blocks != self._blocks or self._line is not line:
            return
        keys = self.resolve(element)
        if not keys:
            return
        if line.parts[parts][0] == " ":
            begin += 1
        for key in keys:
            if self._in_note:
                words = "".join(line.parts[parts:]).strip()
                self.noted.append((key, words))
            else:
                self._marks.append((begin, line.length, key))

    def _page_break(self, element: Element) -> None:
        self._pages.append(page_of(element))
        if facs := attribute(element, "facs"):
            self.images.append(facs)

    def _line_break(self, element: Element) -> None:
        if attribute(element, "break") != "no":
            self._line.space = True

    def _verse(self, element: Element) -> None:
        self._line.turn()
        self._inside(element)

    def _cell(self, element: Element) -> None:
        if self._line.length:
            self._line.add(" | ")
        self._inside(element)

    def _anchored_note(self, element: Element) -> None:
        if element in self.skip:
            return
        parent = element.getparent()
        if self._in_note or parent is None:
            self._inside(element)
        elif name_of(parent) in _DIVISIONS or name_of(parent) == "noteGrp":
            self._end()
            self._block(element)
        else:
            self._notes.append(self.note(element))

    def _missing(self, element: Element) -> None:
        extent = attribute(element, "extent") or " ".join(
            part for name in ("quantity", "unit") if (part := attribute(element, name))
        )
        said = all_text(element)
        self._gaps.append(Gap(extent=extent, reason=attribute(element, "reason") or said))
        self._line.add("[…]")

    def _choice(self, element: Element) -> None:
        """What the edition reads; what stands in the source goes into a note. Old spelling
        is kept in the text, with the modern one in the note."""
        options = {name_of(one): one for one in element if isinstance(one.tag, str)}
        for kept, other, words in _CHOICES:
            if kept in options:
                self._inside(options[kept])
                if other in options and (said := all_text(options[other])):
                    self._notes.append(f"{words}: {said}")
                return
        for one in list(options.values())[:1]:
            self._inside(one)

    def _struck(self, element: Element) -> None:
        if said := all_text(element):
            self._notes.append(f"Struck out: {said}")

    def _supplied(self, element: Element) -> None:
        self._line.add("[")
        self._line.space = False
        self._tight(element)
        self._line.space = False
        self._line.add("]")

    def _tight(self, element: Element) -> None:
        """The words of an element without white space at their beginning."""
        self._line.fresh = True
        self._inside(element)
        self._line.fresh = False

    def _unclear(self, element: Element) -> None:
        self._inside(element)
        space, self._line.space = self._line.space, False
        self._line.add(" [?]")
        self._line.space = space

    def _picture(self, element: Element) -> None:
        if address := attribute(element, "url"):
            self.images.append(address)
        self._inside(element)

    def _end(self) -> None:
        """Ends the paragraph that is being put together, if there is one."""
        if self._in_note:
            return
        line = self._line
        if line.parts:
            self._line = Line()
            if text := line.text:
                self._keep(text)
        else:
            line.space = False

    def _keep(self, text: str) -> None:
        identifier = self._new_identifier()
        if "declassified" in text or "[" in text:
            for pattern in (_REDACTED, _EXCISED):
                self._gaps += [
                    Gap(extent=match[1].strip(), reason=_reason(match[0]))
                    for match in pattern.finditer(text)
                ]
        pages = self.waiting + self._pages
        if pages:
            self.page = pages[-1]
            self.waiting = []
        self.paragraphs.append(
            Paragraph(
                identifier=identifier,
                text=text,
                page=", ".join(pages),
                gaps=self._gaps,
                notes=self._notes,
            )
        )
        if self._marks:
            self.marks += [Place(identifier, *mark) for mark in self._marks]
        self._notes, self._gaps, self._pages, self._marks = [], [], [], []
        self._identifier = ""
        self._blocks += 1

    def _new_identifier(self) -> str:
        self._number += 1
        wanted = self._identifier or f"p{self._number}"
        identifier, again = wanted, 2
        while identifier in self._given:
            identifier, again = f"{wanted}-{again}", again + 1
        self._given.add(identifier)
        return identifier

    @property
    def pages_left(self) -> list[str]:
        """Pages that begin after the last paragraph."""
        return self.waiting + self._pages


def _reason(words: str) -> str:
    return "not declassified" if "declassified" in words else words.strip("[]").split()[-1]


_CHOICES = (
    ("corr", "sic", "In the source"),
    ("orig", "reg", "Modern spelling"),
    ("expan", "abbr", "In the source"),
    ("sic", "", ""),
    ("abbr", "", ""),
    ("reg", "", ""),
)
_OTHERS: dict[str, Callable[[Flow, Element], None]] = {
    "pb": Flow._page_break,
    "lb": Flow._line_break,
    "l": Flow._verse,
    "cell": Flow._cell,
    "note": Flow._anchored_note,
    "gap": Flow._missing,
    "choice": Flow._choice,
    "del": Flow._struck,
    "supplied": Flow._supplied,
    "unclear": Flow._unclear,
    "graphic": Flow._picture,
}
