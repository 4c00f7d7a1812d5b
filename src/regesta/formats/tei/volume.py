"""The second reading of a TEI file: a tree of records, one document in memory at a time.

A file that holds documents is an edition: the volume, its chapters and its documents are
records below each other. Any other file is one document; those of a corpus are records of
one collection.
"""

from __future__ import annotations

from collections.abc import Iterator

from regesta.description.record import (
    Collection,
    Identifier,
    State,
    Statement,
)
from regesta.formats.reading import (
    CollectionReading,
    Item,
    Mark,
    Reading,
)
from regesta.formats.tei import problems
from regesta.formats.tei.edition import Edition
from regesta.formats.tei.flow import Flow
from regesta.formats.tei.header import read_header
from regesta.formats.tei.names import (
    XML_LANG,
    attribute,
    below,
    child,
    is_document,
    name_of,
)
from regesta.formats.tei.pictures import pictures
from regesta.formats.tei.state import File, make_primary, source_of
from regesta.formats.xml import Element, free, place


class Volume(Edition):
    """Reads the events of one source into items; see `start` and `end`."""

    def start(self, element: Element) -> Iterator[Item]:
        name = name_of(element)
        if name in ("TEI", "TEI.2"):
            self._count += 1
            self._files.append(File(number=self._count, element=element))
        elif name == "teiHeader":
            self._in_header += 1
        elif name == "div" and self._files:
            file = self._files[-1]
            if is_document(element):
                yield from self._document_begins(file, element)
                self.leaf = element
            else:
                file.open.append(element)

    def end(self, element: Element) -> Iterator[Item]:
        name = name_of(element)
        if name == "teiHeader":
            self._in_header -= 1
            yield from self._header(element)
        elif name in ("TEI", "TEI.2"):
            yield from self._end_of_file(element)
        elif name == "include" and self._files:
            self._files[-1].includes.append(attribute(element, "href"))
        elif self._files and not self._in_header:
            file = self._files[-1]
            if element is self.leaf:
                self.leaf = None
                yield from self._document(file, element)
                free(element)
            elif name == "div":
                if file.open:
                    file.open.pop()
                if file.is_edition:
                    yield from self._division_ends(file, element)
            elif file.is_edition:
                yield from self._between(file, element, name)

    def broken(self) -> Iterator[Item]:
        """What is still held when a file breaks off."""
        for file in self._files:
            yield from self._release(file, "")
            yield from self._remarks(file)

    # Headers

    def _header(self, element: Element) -> Iterator[Item]:
        root = element.getparent()
        if self._files and self._files[-1].element is root:
            file = self._files[-1]
            file.header = read_header(root, element, set(self._survey.kinds))
            yield from file.header.problems
            return
        if root is not None and name_of(root) == "teiCorpus" and not self._files:
            corpus = read_header(root, element, set(self._survey.kinds))
            self._collection = corpus.title
            values = {
                name: list(statements)
                for name, statements in corpus.record.values.items()
                if name in ("title", "scope_and_content", "note", "publications")
            }
            if corpus.title:
                yield CollectionReading(
                    collection=Collection(values=values), position=place(element)
                )
            free(element)

    # Files that are one document

    def _end_of_file(self, element: Element) -> Iterator[Item]:
        if not self._files or self._files[-1].element is not element:
            return
        file = self._files[-1]
        if not file.header.volume:
            file.header.volume = f"tei:{self._own_name(file)}"
        if file.is_edition:
            yield from self._release(file, "")
        else:
            yield from self._whole(file, element)
        yield from self._remarks(file)
        self._files.pop()
        free(element)

    def _whole(self, file: File, element: Element) -> Iterator[Item]:
        header = file.header
        record = header.record
        language = header.language
        flow = Flow(resolve=self._survey.keys_of)
        marks: tuple[Mark, ...] = ()
        text = child(element, "text")
        if text is not None:
            flow.skip = frozenset(
                one for one in below(text, "person", "org", "place") if self._is_listed(one)
            )
            flow.read(text)
            marks = self._put_text(record, flow, text.get(XML_LANG) or language)
            yield from self._of_registers()
        letter = header.letter
        if letter is not None:
            marks += tuple(letter.marks)
            for reading in letter.authorities:
                if reading.key not in self._registers:
                    self._registers.add(reading.key)
                    yield reading
        title = record.text("title")
        if not title and letter is not None and (letter.senders or letter.addressees):
            record.values["title"] = [Statement(text=letter.title, state=State.SUPPLIED)]
        elif not title:
            first = flow.paragraphs[0].text if flow.paragraphs else ""
            record.values["title"] = [
                Statement(text=first[:120] or self._own_name(file), state=State.SUPPLIED)
            ]
        make_primary(record)
        key = self._unique(self._volume_key(file))
        own = Identifier("tei", key)
        record.identifiers = [own, *(one for one in record.identifiers if one != own)]
        if key != self._volume_key(file):
            yield problems.twice(element, self._volume_key(file), key)
        for name in flow.images:
            record.extra.setdefault("image", []).append(Statement(text=name))
        self._readings += 1
        yield Reading(
            record=record,
            position=place(element),
            wording=source_of(element),
            key=key,
            marks=marks,
            collections=(self._collection,) if self._collection else (),
            files=pictures(self._material, flow.images),
        )
