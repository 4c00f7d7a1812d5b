"""Mixed content as clean text: paragraphs with blank lines between, lists as lines.

White space is that of the mark-up and is normalised; signs of writing direction are kept.
An address that a link leads to stands behind its words, where it is not those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from regesta.formats.xml import Element

# No XML document can hold these signs.
PARAGRAPH, LINE, CELL, APART = "\x02", "\x01", "\x03", "\x04"
_PARAGRAPHS = frozenset((
    "p", "head", "list", "chronlist", "table", "bibliography", "index", "note", "blockquote",
    "address", "legalstatus", "descgrp", "bioghist", "scopecontent", "arrangement",
    "accessrestrict", "userestrict", "odd", "relatedmaterial", "separatedmaterial",
    "custodhist", "acqinfo", "otherfindaid", "fileplan", "daodesc", "descriptivenote", "quote",
    "tgroup", "outline", "biogHist", "citation",
))  # fmt: skip
_LINES = frozenset((
    "item", "row", "chronitem", "chronItem", "indexentry", "addressline", "addressLine",
    "defitem", "lb", "listhead", "level", "change", "physdesc",
))  # fmt: skip
# Elements that are lines in a list of their like, and words within a sentence.
_REFERRED = ("bibliography", "relatedmaterial", "separatedmaterial", "otherfindaid")
_LINES_WITHIN = {"event": ("eventgrp",), "bibref": _REFERRED, "archref": _REFERRED}
# Elements that hold whole words, written without a space before or behind them too.
_WHOLE_WORDS = frozenset((
    "subarea", "unitdate", "language", "extent", "title", "persname", "corpname", "famname",
    "geogname",
))  # fmt: skip
_GLUED = re.compile(rf"(?<=\w){APART}+(?=\w)")
_CELLS = frozenset(("entry", "head01", "head02", "head03"))
_DATES_OF_LISTS = frozenset(("date", "datesingle", "daterange", "dateset", "dateRange", "dateSet"))
_LINKS = frozenset(("extref", "archref", "bibref", "ref", "title", "extptr", "ptr"))
# Heads that say no more than the name of the field they stand over.
_USUAL_HEADS = frozenset((
    "abstract", "access", "access and restrictions", "access restrictions", "accruals",
    "administrative history", "administrative information", "appraisal", "arrangement",
    "biographical note", "biographical sketch", "biographical/historical note", "biography",
    "conditions governing access", "conditions governing reproduction",
    "conditions governing use", "copyright status", "custodial history", "historical note",
    "history", "immediate source of acquisition", "location of originals", "other finding aids",
    "other finding aid", "preferred citation", "processing history", "processing information",
    "provenance", "related material", "related materials", "scope and content",
    "scope and content note", "scope and contents", "selected search terms",
    "source of acquisition", "summary", "arrangement note", "use restrictions",
    "physical characteristics",
))  # fmt: skip


def name_of(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return _local_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def line_of(element: Element | None) -> str:
    """All words of an element on one line."""
    if element is None:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join(prose(element).split())


def prose(element: Element, *, without_usual_head: bool = False) -> str:
    """All words of an element, with paragraphs and lines as they are set off."""
    if not len(element):
        return " ".join((element.text or "").split())
    head = next((child for child in element if name_of(child) == "head"), None)
    left_out = head if without_usual_head and is_usual_head(head) else None
    return tidy("".join(_pieces(element, left_out)))


def is_usual_head(head: Element | None) -> bool:
    return head is not None and line_of(head).casefold().rstrip(".:") in _USUAL_HEADS


def tidy(text: str) -> str:
    """The text of marked pieces: no empty lines but between paragraphs."""
    paragraphs = []
    if APART in text:
        text = _GLUED.sub(" ", text).replace(APART, "")
    for paragraph in text.split(PARAGRAPH):
        lines = [_line(line) for line in paragraph.split(LINE)]
        if any(lines):
            paragraphs.append("\n".join(filter(None, lines)))
    return "\n\n".join(paragraphs)


def _line(text: str) -> str:
    cells = [" ".join(cell.split()) for cell in text.split(CELL)]
    return " | ".join(filter(None, cells))


def _pieces(element: Element, left_out: Element | None = None) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if child is not left_out:
            yield from _child(child)
        if child.tail:
            yield child.tail


def _child(child: Element) -> Iterator[str]:
    name = name_of(child)
    if not name:
        if child.tag is etree.Entity:  # not expanded: it stays as it is written
            yield child.text
        return
    edge = _edge(name, child)
    yield edge
    yield from _pieces(child)
    if name in _LINKS:
        yield _address(child)
    if name == "label" or (name in _DATES_OF_LISTS and _is_of_a_list(child)):
        yield ": "
    elif name == "part" or name in ("fromdate", "fromDate", "quantity"):
        yield "-" if name in ("fromdate", "fromDate") else " "
    yield edge


def _edge(name: str, child: Element) -> str:
    """What sets an element off from what stands before and behind it."""
    if name in _PARAGRAPHS:
        return PARAGRAPH
    if name in _LINES or name_of(child.getparent()) in _LINES_WITHIN.get(name, ()):
        return LINE
    if name in _WHOLE_WORDS:
        return APART
    return CELL if name in _CELLS else ""


def _is_of_a_list(element: Element) -> bool:
    return name_of(element.getparent()) in ("chronitem", "chronItem", "change")


def _address(link: Element) -> str:
    """Where a link leads, in angle brackets, unless its words say so."""
    address = href(link)
    if not address or address.startswith("#") or address in "".join(link.itertext()):
        return ""
    return f" <{address}>"


_SPACES = re.compile(r"\s+")


def href(element: Element) -> str:
    """The address an element leads to, whichever attribute gives it; "" where none does."""
    said = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
    return _SPACES.sub("", said)
