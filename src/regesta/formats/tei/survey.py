"""A first look through a TEI file: whom it lists, and where its documents lie.

Lists of persons stand before the documents in some files and after them in others, and
what is a chapter shows only when a document stands in it. So a file is gone through once
for these, and a second time for its records; neither keeps more than one entry in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from regesta.formats.material import Material
from regesta.formats.reading import AuthorityReading
from regesta.formats.tei.authorities import listed
from regesta.formats.tei.header import volume_of
from regesta.formats.tei.names import XML_ID, attribute, below, name_of, register_entry
from regesta.formats.tei.streams import opened
from regesta.formats.xml import Element, events, free

_ENTRIES = frozenset(("person", "org", "place", "item"))
_POINTERS = frozenset(("corresp", "ref", "key", "target", "sameAs"))
# What is let go of as soon as it was looked at.
_DONE = frozenset("p item note head person org place dateline closer list table lg ab".split())


@dataclass
class Survey:
    """What the first look finds. Divisions are numbered in the order of their beginnings,
    files of a corpus (``TEI``) likewise."""

    kinds: dict[str, str] = field(default_factory=dict)  # of an authority, by its key
    aliases: dict[str, str] = field(default_factory=dict)  # entry of a register -> key
    identifiers: set[str] = field(default_factory=set)  # every xml:id of an entry of a list
    chapters: set[int] = field(default_factory=set)  # divisions that hold documents
    editions: set[int] = field(default_factory=set)  # files that hold documents
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

    Ends at the first fault of the XML: the second reading tells of it.
    """
    divisions: list[int] = []
    files: list[int] = []
    number = file = -1
    entries = 0  # within each other
    volume, in_header = "", False
    given: set[str] = set()
    with opened(material) as stream:
        try:
            for event, element in events(stream):
                name = name_of(element)
                if event == "start":
                    if name == "div":
                        number += 1
                        divisions.append(number)
                        if attribute_is_document(element):
                            survey.chapters.update(divisions[:-1])
                            survey.editions.add(files[-1] if files else 0)
                    elif name in ("TEI", "TEI.2"):
                        file += 1
                        files.append(file)
                    elif name == "teiHeader":
                        in_header = True
                    elif name in _ENTRIES:
                        entries += 1
                    continue
                if name == "div":
                    if divisions:
                        divisions.pop()
                    free(element)
                elif name in ("TEI", "TEI.2"):
                    if files:
                        files.pop()
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


def attribute_is_document(element: Element) -> bool:
    """Whether a division is a document of an edition."""
    return element.get("type") == "document"


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


def is_list_of_names(element: Element) -> bool:
    """Whether a division is a list of persons, whose entries are authorities."""
    return attribute(element, "subtype") == "persons" or element.get(XML_ID) == "persons"
