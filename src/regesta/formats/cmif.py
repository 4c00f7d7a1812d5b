"""Inventories of letters in the Correspondence Metadata Interchange Format (CMIF).

A TEI header without a text: every ``correspDesc`` is a letter, with sender, addressee,
places and date, and with the edition or the archive it is known from. See
``docs/formats/cmif.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from lxml import etree

from regesta.description.record import (
    Collection,
    Identifier,
    Record,
    Rights,
    State,
    Statement,
)
from regesta.formats.material import Material
from regesta.formats.reading import CollectionReading, Item, Problem, Reading, Severity
from regesta.formats.tei import fault, head_of, web_page
from regesta.formats.tei.correspondence import Letter
from regesta.formats.tei.header import Header, read_header
from regesta.formats.tei.names import XML_ID, all_text, attribute, below, name_of, root_of
from regesta.formats.tei.streams import opened
from regesta.formats.xml import Element, events, free, is_web_page, place

NAME = "cmif"
LABEL = "CMIF"
CODES = {
    "cmif-not-xml": "The file is not well-formed XML; the letters before the place were read.",
    "cmif-no-letters": "The file describes no letter.",
    "cmif-empty-letter": "An entry names neither a person nor a date nor a place.",
    "cmif-number-twice": "Two letters have the same number or address.",
    "tei-date": "An attribute of a date says something that is no date.",
}
_DESCRIBED = re.compile(r"<(?:[\w.-]+:)?correspDesc[\s>]([^>]*)>?")
_TEXT = re.compile(r"<(?:[\w.-]+:)?text[\s>]")
_WORDING = 20_000


def recognise(material: Material) -> bool:
    """Whether a TEI file is an inventory: it describes several letters in one header, or
    one with a source or a number and no text that could be it."""
    head = head_of(material)
    if root_of(head) != "TEI":
        return False
    found = list(_DESCRIBED.finditer(head))
    if not found or ((text := _TEXT.search(head)) and text.start() < found[0].start()):
        return False
    if len(found) > 1:
        return True
    body = re.search(r"<(?:[\w.-]+:)?body[\s>](.*)", head, re.DOTALL)
    words = re.sub(r"<[^>]*>", "", body[1]).strip() if body else ""
    return re.search(r"\b(?:source|key|ref)\s*=", found[0][1]) is not None and not words


def read(material: Material) -> Iterator[Item]:
    """The inventory as a collection, and its letters. Never raises."""
    if is_web_page(head_of(material)):
        yield web_page()
        return
    inventory = _Inventory(material)
    with opened(material) as stream:
        try:
            for event, element in events(stream):
                name = name_of(element)
                if event == "start":
                    continue
                if name == "fileDesc":
                    yield from inventory.begin(element)
                elif name == "correspDesc":
                    yield from inventory.letter(element)
                    free(element)
        except etree.XMLSyntaxError as error:
            yield fault(error, "cmif-not-xml")
            return
    if not inventory.count:
        yield Problem(
            severity=Severity.ERROR,
            code="cmif-no-letters",
            message="The file has no correspDesc, and so describes no letter.",
            remedy="Look whether it is the file you meant; TEI texts are read as TEI.",
        )


class _Inventory:
    def __init__(self, material: Material) -> None:
        self.count = 0
        self._header = Header()
        self._name = PurePath(material.name.replace("\\", "/")).stem or "source"
        self._sources: dict[str, str] = {}
        self._given: set[str] = set()
        self._registers: set[str] = set()
        self._addresses: set[str] = set()

    def begin(self, described: Element) -> Iterator[Item]:
        """The title and the sources of the inventory."""
        header = described.getparent()
        root = header.getparent() if header is not None else None
        if header is None or root is None:
            return
        self._header = read_header(root, header, set())
        self._name = self._header.volume.partition(":")[2] or self._name
        for bibl in below(described, "bibl", "biblStruct", "msDesc"):
            if bibl.get(XML_ID):
                self._sources[bibl.get(XML_ID)] = all_text(bibl)
        record = self._header.record
        yield from self._header.problems
        if self._header.title:
            names = ("title", "note", "publications", "scope_and_content")
            values = {name: list(record.values[name]) for name in names if name in record.values}
            if record.agents:
                people = "; ".join(f"{one.name} ({one.role})" for one in record.agents)
                values.setdefault("note", []).append(Statement(text=people))
            yield CollectionReading(collection=Collection(values=values), position=place(described))

    def letter(self, described: Element) -> Iterator[Item]:
        self.count += 1
        record = Record(level="item")
        letter = Letter(record)
        letter.add(described)
        title = letter.title
        record.values["title"] = [Statement(text=title, state=State.SUPPLIED)]
        if not (record.agents or record.dates or record.subjects):
            yield Problem(
                severity=Severity.WARNING,
                code="cmif-empty-letter",
                where=place(described),
                record=attribute(described, "key"),
                message="The entry names neither a person nor a date nor a place.",
                remedy="Complete it, or leave it out of the inventory.",
            )
        self._published(record, described)
        key, doubled = self._identified(record, described)
        yield from doubled
        rights = self._header.record.rights
        record.rights = Rights(uri=rights.uri, statement=rights.statement)
        for reading in letter.authorities:
            if reading.key not in self._registers:
                self._registers.add(reading.key)
                yield reading
        yield from letter.problems
        yield Reading(
            record=record,
            position=place(described),
            wording=etree.tostring(described, encoding="unicode", with_tail=False)[:_WORDING],
            key=key,
            marks=tuple(letter.marks),
            collections=(self._header.title,) if self._header.title else (),
        )

    def _published(self, record: Record, described: Element) -> None:
        """The edition or the archive that the inventory has the letter from."""
        number = attribute(described, "key")
        for pointer in attribute(described, "source").split():
            source = self._sources.get(pointer.removeprefix("#"), pointer)
            said = f"{source} No. {number}" if number and source != pointer else source
            record.values.setdefault("publications", []).append(Statement(text=said))
        if number:
            record.extra["number"] = [Statement(text=number)]

    def _identified(self, record: Record, described: Element) -> tuple[str, list[Problem]]:
        """Gives the letter the names it has: its number in the inventory, its address.

        The number counts within its source where the inventory has several. Where one is
        given twice, the later letter is told apart by a suffix.
        """
        number, pointer = attribute(described, "key"), attribute(described, "ref")
        source = attribute(described, "source").split(" ")[0].removeprefix("#")
        if number and len(self._sources) > 1 and source:
            wanted = f"{self._name}#{source}/{number}"
        elif number:
            wanted = f"{self._name}#{number}"
        else:
            wanted = pointer or f"{self._name}#{described.get(XML_ID) or self.count}"
        key, again = wanted, 2
        while key in self._given:
            key, again = f"{wanted}-{again}", again + 1
        self._given.add(key)
        record.identifiers.append(Identifier("uri" if key == pointer else "cmif", key))
        for address in pointer.split():
            if address == key:
                self._addresses.add(address)
            elif address in self._addresses:  # several letters in one file: no name of one
                record.values.setdefault("copies", []).append(Statement(text=address))
            else:
                self._addresses.add(address)
                record.identifiers.append(Identifier("uri", address))
        if key == wanted:
            return key, []
        return key, [
            Problem(
                severity=Severity.WARNING,
                code="cmif-number-twice",
                where=place(described),
                record=key,
                field="key",
                value=number or pointer,
                message=f"Another letter has the same number or address; this one is called {key}.",
                remedy="Give each letter of a source a number of its own.",
            )
        ]
