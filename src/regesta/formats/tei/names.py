"""Names of TEI elements and attributes, and what their pointers mean.

TEI files come with and without its namespace, and with others beside it; only the local
name of an element counts here.
"""

from __future__ import annotations

import re
from functools import cache

from regesta.description.record import Identifier
from regesta.formats import xml_root
from regesta.formats.xml import Element

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_LOCAL: dict[str, str] = {}
_REMEMBERED = 2_000  # names of elements; more than any schema has


def name_of(element: Element) -> str:
    """The local name of an element; "" for comments, entities and the like."""
    tag = element.tag
    name = _LOCAL.get(tag)
    if name is None:
        if not isinstance(tag, str):
            return ""
        name = tag.rpartition("}")[2]
        if len(_LOCAL) < _REMEMBERED:
            _LOCAL[tag] = name
    return name


def attribute(element: Element, name: str) -> str:
    """An attribute of TEI itself, in one line; "" where missing."""
    value = element.get(name)
    return " ".join(value.split()) if value else ""


def foreign(element: Element, name: str) -> str:
    """An attribute by its local name, whatever namespace it stands in; "" where missing."""
    ending = "}" + name
    found = (one for key, one in element.attrib.items() if key.endswith(ending) or key == name)
    return " ".join(next(found, "").split())


def root_of(head: str) -> str:
    """The local name of the root element of an XML text, "" where there is none."""
    return xml_root.root_of(head)[0]


def all_text(element: Element, without: tuple[str, ...] = ()) -> str:
    """The words of an element in one line, without those of some elements in it."""
    if not without:
        return " ".join("".join(element.itertext()).split())
    parts: list[str] = []
    _collect(element, without, parts)
    return " ".join("".join(parts).split())


def _collect(element: Element, without: tuple[str, ...], parts: list[str]) -> None:
    if element.text and isinstance(element.tag, str):
        parts.append(element.text)
    for child in element:
        if isinstance(child.tag, str) and name_of(child) not in without:
            _collect(child, without, parts)
        if child.tail:
            parts.append(child.tail)


def children(element: Element, *names: str) -> list[Element]:
    return [child for child in element if name_of(child) in names]


def child(element: Element, name: str) -> Element | None:
    return next((one for one in element if name_of(one) == name), None)


def below(element: Element, *names: str) -> list[Element]:
    """All elements of these names within an element, in their order."""
    found = list(element.iter(*_patterns(names)))
    return found[1:] if found and found[0] is element else found


@cache
def _patterns(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names)


def is_document(element: Element) -> bool:
    """Whether a division is a document of an edition."""
    return bool(element.get("type") == "document")


def page_of(element: Element) -> str:
    """What a page is called that begins here; "?" where it has neither number nor name."""
    label = attribute(element, "n") or (element.get(XML_ID) or "").removeprefix("pg_")
    return label or attribute(element, "facs") or "?"


_REGISTERS = (
    ("gnd", re.compile(r"https?://(?:www\.)?d-nb\.info/gnd/([\dX-]+)", re.IGNORECASE)),
    ("viaf", re.compile(r"https?://(?:www\.)?viaf\.org/viaf/(\d+)")),
    ("geonames", re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)")),
    ("wikidata", re.compile(r"https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/(Q\d+)")),
    ("tgn", re.compile(r"https?://vocab\.getty\.edu/(?:page/)?tgn/(\d+)")),
    ("lccn", re.compile(r"https?://id\.loc\.gov/authorities/names/(\w+)")),
    ("isni", re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?([\dX]+)")),
)
_SHORT = re.compile(r"(gnd|viaf|geonames|wikidata|tgn|lccn|isni):(\w[\w-]*)", re.IGNORECASE)


def register_entry(pointer: str) -> Identifier | None:
    """The entry of a register of authorities that a pointer leads to, None for others.

    Addresses of one entry differ (http, https, www): the register and its number do not.
    An address of a register nobody knows here stands under the scheme ``uri``; those by
    which correspondence lists say *unknown* are none.
    """
    for scheme, pattern in _REGISTERS:
        if match := pattern.match(pointer):
            return Identifier(scheme, match[1])
    if match := _SHORT.fullmatch(pointer):
        return Identifier(match[1].lower(), match[2])
    if pointer.startswith(("http://", "https://")) and not pointer.rstrip("/").endswith(
        ("/unknown", "/NN", "/anonymous")
    ):
        return Identifier("uri", pointer)
    return None
