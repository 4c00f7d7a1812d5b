"""A first look through a TEI file: whom it lists.

Lists of persons stand before the documents in some files and after them in others. So a
file is gone through once for them, as far as there are any, and a second time for its
records; the first keeps no more than one entry in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from regesta.formats.material import Material
from regesta.formats.reading import AuthorityReading
from regesta.formats.tei.authorities import listed
from regesta.formats.tei.header import volume_of
from regesta.formats.tei.names import XML_ID, below, is_document, name_of, register_entry
from regesta.formats.tei.streams import opened
from regesta.formats.xml import Element, events, free

_ENTRIES = frozenset(("person", "org", "place", "item"))
_POINTERS = frozenset(("corresp", "ref", "key", "target", "sameAs"))
# What is let go of as soon as it was looked at.
_DONE = frozenset((
    "p", "item", "note", "head", "person", "org", "place", "dateline", "closer", "list",
    "table", "lg", "ab",
))  # fmt: skip


@dataclass
class Survey:
    """What the first look finds, and whom the names of the text mean by it."""

    kinds: dict[str, str] = field(default_factory=dict)  # of an authority, by its key
    aliases: dict[str, str] = field(default_factory=dict)  # entry of a register -> key
    identifiers: set[str] = field(default_factory=set)  # every xml:id of an entry of a list
    met: dict[str, Element] = field(default_factory=dict)  # entries of registers, not yet given
    unknown: dict[str, str] = field(default_factory=dict)  # pointers to nobody, first place

    def keys_of(self, element: Element) -> list[str]:
        """The authorities an element points to, of those this file lists; others of a
        register as ``scheme:value``."""
        found: list[str] = []
        for name, value in element.items():
            if name in _POINTERS:
                for pointer in value.split():
                    key = self._key_of(pointer)
                    if key and key not in found:
                        found.append(key)
                        if key not in self.kinds:
                            self.met.setdefault(key, element)
        return found

    def _key_of(self, pointer: str) -> str:
        key = pointer.removeprefix("#")
        if key in self.kinds:
            return key
        if ":" in pointer and (entry := register_entry(pointer)):
            name = f"{entry.scheme}:{entry.value}"
            return self.aliases.get(name, name)
        if pointer.startswith("#") and key not in self.identifiers:
            self.unknown.setdefault(key, "")
        return ""


def surveyed(material: Material, survey: Survey) -> Iterator[AuthorityReading]:
    """The authorities that the file lists; fills the survey on the way.

    Goes no farther than the first document where no list comes after it. Ends at the first
    fault of the XML: the second reading tells of it.
    """
    volume, in_header = "", False
    entries = 0  # within each other
    given: set[str] = set()
    to_the_end = _lists_come_late(material)
    with opened(material) as stream:
        try:
            for event, element in events(stream):
                name = name_of(element)
                if event == "start":
                    if name == "div" and not to_the_end and is_document(element):
                        return
                    in_header = in_header or name == "teiHeader"
                    entries += name in _ENTRIES
                    continue
                if name in ("div", "TEI"):
                    free(element)
                elif name == "teiHeader":
                    root = element.getparent()
                    volume = volume_of(element if root is None else root, element)
                    in_header = False
                elif name in _ENTRIES:
                    entries -= 1
                    yield from _entry(element, volume, survey, given)
                # The header is kept until its end: it says what the volume is called.
                if not in_header and not entries and name in _DONE:
                    element.clear(keep_tail=False)
        except etree.XMLSyntaxError:
            return


_LISTS = (
    b"listPerson", b"listOrg", b"listPlace", b'"persons"', b"'persons'", b'"names"', b"'names'",
    b'"terms"', b"'terms'", b"<person ", b"<person>", b"<org ", b"<org>", b"<place ", b"<place>",
)  # fmt: skip
_DOCUMENTS = (b'"document"', b"'document'")
_PIECE = 1 << 20
_LONGEST = 20  # bytes of what is looked for, which may lie across two pieces


def _lists_come_late(material: Material) -> bool:
    """Whether something like a list of names stands after the first document. Looks at bytes;
    what is not written in bytes of ASCII is said to."""
    if b"\0" in material.head[:200] or material.encoding:
        return True
    has_document, before = False, b""
    with material.open() as stream:
        while piece := stream.read(_PIECE):
            window = before + piece
            begin = 0
            if not has_document:
                begins = [begin for one in _DOCUMENTS if (begin := window.find(one)) >= 0]
                has_document, begin = bool(begins), min(begins, default=0)
            if has_document and any(window.find(one, begin) >= 0 for one in _LISTS):
                return True
            before = window[-_LONGEST:] if begin == 0 else b""
    return not has_document


def _entry(
    element: Element, volume: str, survey: Survey, given: set[str]
) -> Iterator[AuthorityReading]:
    """The authority of an entry of a list."""
    for one in below(element, "term", "persName"):
        if one.get(XML_ID):
            survey.identifiers.add(one.get(XML_ID))
    reading = listed(element, volume)
    if reading is None:
        return
    if reading.key and reading.key not in given:
        given.add(reading.key)
        survey.kinds[reading.key] = reading.authority.kind.value
        for one in reading.authority.identifiers:
            survey.aliases.setdefault(f"{one.scheme}:{one.value}", reading.key)
    yield reading
