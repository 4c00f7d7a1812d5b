"""The second reading of a TEI file: a tree of records, one document in memory at a time.

A file that holds documents is an edition: the volume, its chapters and its documents are
records below each other. Any other file is one document; those of a corpus are records of
one collection.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from lxml import etree

from regesta.description.authority import Kind
from regesta.description.dates import NO_DATE, HistoricalDate, Status
from regesta.description.record import (
    Collection,
    DateType,
    Identifier,
    Record,
    RecordDate,
    State,
    Statement,
    Text,
    TextKind,
)
from regesta.formats.material import Material
from regesta.formats.reading import (
    AuthorityReading,
    CollectionReading,
    Item,
    Mark,
    Reading,
)
from regesta.formats.tei import problems
from regesta.formats.tei.authorities import KIND_OF_NAME, of_register
from regesta.formats.tei.dating import FROM_TEXT, placed_between
from regesta.formats.tei.document import read_document
from regesta.formats.tei.document_dates import date_from_order, first_day_spoken_of
from regesta.formats.tei.flow import Flow
from regesta.formats.tei.gathered import Document
from regesta.formats.tei.header import Header, coverage_of, read_header
from regesta.formats.tei.names import (
    XML_ID,
    XML_LANG,
    all_text,
    attribute,
    below,
    child,
    is_document,
    name_of,
    page_of,
)
from regesta.formats.tei.pictures import pictures
from regesta.formats.tei.survey import Survey
from regesta.formats.xml import Element, free, place

_WORDING = 20_000
_DONE = "done"  # instead of div
_HELD = 40  # undated documents in a row that wait for the next date
_LEFT_OUT = ("toc", "index")  # the archive has both of its own


@dataclass
class _Part:
    """A division that holds documents, and what is known of it so far."""

    element: Element
    key: str
    level: str


@dataclass
class _File:
    """One ``TEI`` element: what its header said, and how far its reading has come."""

    number: int
    element: Element
    header: Header = field(default_factory=Header)
    is_edition: bool = False
    given: bool = False
    open: list[Element] = field(default_factory=list)  # divisions, but for documents
    entered: list[Element] = field(default_factory=list)  # elements around documents
    parts: list[_Part] = field(default_factory=list)  # those of them that hold documents
    held: list[tuple[Reading, Document]] = field(default_factory=list)
    day: str = ""  # of the last dated document of the chapter
    waiting: list[str] = field(default_factory=list)  # pages that begin with what comes next
    page: str = ""
    concluded: int = 0  # documents whose date the order gave
    undated: int = 0
    left_out: list[str] = field(default_factory=list)
    includes: list[str] = field(default_factory=list)


class Volume:
    """Reads the events of one source into items; see `start` and `end`."""

    def __init__(self, material: Material, survey: Survey) -> None:
        self._material = material
        self._survey = survey
        self._files: list[_File] = []
        self._count = -1
        self.leaf: Element | None = None  # the division being gathered, read at its end
        self._keys: set[str] = set()
        self._registers: set[str] = set()
        self._collection = ""
        self._in_header = 0
        self._readings = 0

    @property
    def readings(self) -> int:
        return self._readings

    def start(self, element: Element) -> Iterator[Item]:
        name = name_of(element)
        if name in ("TEI", "TEI.2"):
            self._count += 1
            self._files.append(_File(number=self._count, element=element))
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

    def _own_name(self, file: _File) -> str:
        """What to call a file that says nothing of it: the name under which it lies."""
        stem = PurePath(self._material.name.replace("\\", "/")).stem or "source"
        return stem if file.number == 0 else f"{stem}-{file.number + 1}"

    # Divisions of an edition

    def _document_begins(self, file: _File, document: Element) -> Iterator[Item]:
        """Makes a file an edition with its first document, and the divisions around a
        document chapters; yields what stands before it and above it.

        The parser has read on already: of what follows the document nothing is looked at.
        """
        file.is_edition = True
        path = [document]
        while path[0] is not file.element and (above := path[0].getparent()) is not None:
            path.insert(0, above)
        if not file.given:
            yield from self._volume(file)
        for number, element in enumerate(path[1:], 1):
            parent = path[number - 1]
            if any(one is parent for one in file.entered):
                continue
            file.entered.append(parent)
            is_chapter = name_of(parent) == "div"
            if is_chapter:
                yield from self._chapter_begins(file, parent, element)
            before = list(element.itersiblings(preceding=True))[::-1]
            yield from self._before(file, before, not is_chapter)

    def _before(self, file: _File, elements: list[Element], has_pages: bool) -> Iterator[Item]:
        """Sections that stand before the first document, and pages that begin there."""
        for one in elements:
            name = name_of(one)
            if name == "div":
                yield from self._section(file, one)
                _done(one)
            elif name in ("front", "back"):
                yield from self._before(file, list(one), False)
            elif name == "pb" and has_pages:
                file.waiting.append(page_of(one))

    def _chapter_begins(self, file: _File, element: Element, first: Element) -> Iterator[Item]:
        yield from self._release(file, "")
        file.day = ""
        level = attribute(element, "type") or "chapter"
        part = _Part(element=element, key=self._key(file, element, level), level=level)
        above = file.parts[-1].key if file.parts else self._volume_key(file)
        file.parts.append(part)
        yield self._chapter(file, part, above, first)

    def _division_ends(self, file: _File, element: Element) -> Iterator[Item]:
        if file.parts and element is file.parts[-1].element:
            yield from self._release(file, "")
            file.parts.pop()
            file.day = ""
            _done(element)
        elif len(file.open) == len(file.parts):
            yield from self._section(file, element)
            _done(element)

    def _between(self, file: _File, element: Element, name: str) -> Iterator[Item]:
        """What stands beside the documents: the beginnings of pages, and loose text."""
        if len(file.open) != len(file.parts):
            return
        parent = element.getparent()
        if name == "pb" and name_of(parent) in ("body", "div", "group", "text"):
            file.waiting.append(page_of(element))
        elif file.parts and parent is file.parts[-1].element and name not in ("head", "pb", ""):
            yield problems.loose(element)
            free(element)

    def _document(self, file: _File, element: Element, above: str = "") -> Iterator[Item]:
        header = file.header
        language = element.get(XML_LANG) or header.language
        begin = file.waiting[-1] if file.waiting else file.page
        inner = [one for one in below(element, "div") if is_document(one)]
        document = read_document(
            element, self._survey.keys_of, self._survey.kinds, file.waiting, language
        )
        file.waiting = document.flow.pages_left
        file.page = document.flow.page or file.page
        record = document.record
        if element.get("n") or element.get(XML_ID):
            self._publication(file, document, begin)
        scheme = header.volume.partition(":")[0]
        key = self._key(file, element, "d")
        record.identifiers.insert(0, Identifier(scheme, key))
        if subtype := attribute(element, "subtype"):
            record.extra["subtype"] = [Statement(text=subtype)]
        yield from self._doubled(file, element, key)
        yield from document.problems
        yield from self._of_registers()
        reading = Reading(
            record=record,
            position=place(element),
            wording=_source_of(element),
            key=key,
            parent=above or (file.parts[-1].key if file.parts else self._volume_key(file)),
            marks=tuple(document.marks),
            collections=(self._collection,) if self._collection else (),
            files=pictures(self._material, document.flow.images),
        )
        self._readings += 1
        if document.undated:
            file.held.append((reading, document))
            if len(file.held) > _HELD or inner:
                yield from self._release(file, "")
        else:
            day = _day_of(record)
            yield from self._release(file, day)
            file.day = day or file.day
            yield reading
        for one in inner:
            if next(up for up in one.iterancestors("{*}div") if is_document(up)) is element:
                yield from self._document(file, one, key)

    def _publication(self, file: _File, document: Document, begin: str) -> None:
        """Where the document is printed: volume, number and pages."""
        title = file.header.title
        if not title:
            return
        number = document.record.extra.get("number")
        end = file.page
        pages = ""
        if begin and end and end != begin:
            pages = f", pp. {begin}–{end}"
        elif begin or end:
            pages = f", p. {begin or end}"
        said = f"{title}, Document {number[0].text}{pages}" if number else f"{title}{pages}"
        document.record.values["publications"] = [Statement(text=said)]

    def _release(self, file: _File, day: str) -> Iterator[Item]:
        """Yields the undated documents that were held, dated by those around them."""
        held, file.held = file.held, []
        for reading, document in held:
            date = NO_DATE
            is_event = document.is_note
            if file.day and day and document.is_note:
                found = first_day_spoken_of(document, file.day, day)
                if found:
                    date = HistoricalDate(found.text, found.edtf, Status.GIVEN, notes=(FROM_TEXT,))
            if not date.edtf:
                date = placed_between(file.day, day, document.wording)
            if date.edtf:
                file.concluded += 1
                date_from_order(document, date, is_event)
            else:
                file.undated += 1
                if document.wording:
                    undated = HistoricalDate(document.wording, status=Status.UNDATED)
                    document.record.dates.append(RecordDate(date=undated, primary=True))
            yield reading

    # Volume, chapters and sections

    def _volume_key(self, file: _File) -> str:
        return file.header.volume.partition(":")[2]

    def _volume(self, file: _File) -> Iterator[Item]:
        """The record of the edition itself, once."""
        file.given = True
        if not file.header.volume:
            file.header.volume = f"tei:{self._own_name(file)}"
        header = file.header
        record = header.record
        record.level = "volume"
        if not header.title:
            record.values["title"] = [Statement(text=self._volume_key(file), state=State.SUPPLIED)]
        scheme, _, number = header.volume.partition(":")
        own = Identifier(scheme, number)
        record.identifiers = [own, *(one for one in record.identifiers if one != own)]
        for name in ("title subseries", "title sub-series"):
            for statement in record.extra.get(name, []):
                coverage = coverage_of(statement.text)
                if coverage.edtf and not any(one.primary for one in record.dates):
                    date = RecordDate(date=coverage, type=DateType.UNSPECIFIED, primary=True)
                    record.dates.insert(0, date)
        _make_primary(record)
        self._readings += 1
        yield Reading(
            record=record,
            position=place(file.element),
            wording=all_text(file.element[0])[:_WORDING] if len(file.element) else "",
            key=self._volume_key(file),
            collections=(self._collection,) if self._collection else (),
        )

    def _chapter(self, file: _File, part: _Part, parent: str, first: Element) -> Reading:
        element = part.element
        head = child(element, "head")
        scheme = file.header.volume.partition(":")[0]
        title = all_text(head, ("note",)) if head is not None else ""
        record = Record(level=part.level, identifiers=[Identifier(scheme, part.key)])
        state = State.AS_GIVEN if title else State.SUPPLIED
        name = title or " ".join((part.level, attribute(element, "n"))).strip()
        record.values["title"] = [Statement(text=name, state=state)]
        flow = Flow(resolve=self._survey.keys_of, waiting=file.waiting)
        if head is not None and (notes := [flow.note(one) for one in below(head, "note")]):
            record.values["note"] = [Statement(text=note) for note in notes]
        before = [
            one
            for one in list(first.itersiblings(preceding=True))[::-1]
            if name_of(one) not in ("div", "") and one is not head
        ]
        flow.read_some(before)
        marks = self._put_text(record, flow, file.header.language)
        file.waiting = flow.pages_left
        self._readings += 1
        words = [all_text(one) for one in ([] if head is None else [head]) + before]
        return Reading(
            record=record,
            position=place(element),
            wording=" ".join(words)[:_WORDING],
            key=part.key,
            parent=parent,
            marks=marks,
        )

    @staticmethod
    def _put_text(record: Record, flow: Flow, language: str) -> tuple[Mark, ...]:
        flow.finish()
        if flow.paragraphs:
            kind = TextKind.TRANSCRIPT
            record.texts = [Text(kind=kind, language=language, paragraphs=flow.paragraphs)]
        return tuple(
            Mark(field="texts", part=f"0 {one.paragraph}", start=one.start, end=one.end,
                 authority=one.key)
            for one in flow.marks
        )  # fmt: skip

    def _section(self, file: _File, element: Element) -> Iterator[Item]:
        """A preface, a list of sources, and other texts that are no documents."""
        kinds = {attribute(element, "type"), attribute(element, "subtype"), element.get(XML_ID)}
        head = child(element, "head")
        title = all_text(head, ("note",)) if head is not None else ""
        if not kinds.isdisjoint(_LEFT_OUT):
            file.left_out.append(title or next(iter(kinds & set(_LEFT_OUT))))
            return
        names = [
            one for one in below(element, "item", "person", "org", "place") if self._is_listed(one)
        ]
        flow = Flow(resolve=self._survey.keys_of)
        apart = [] if head is None else [head]
        flow.skip = frozenset([*apart, *names])
        scheme = file.header.volume.partition(":")[0]
        key = self._key(file, element, "section")
        record = Record(level=attribute(element, "type") or "section")
        record.identifiers = [Identifier(scheme, key)]
        record.values["title"] = [Statement(text=title or key)]
        if file.header.language:
            record.values["language"] = [Statement(text=file.header.language)]
        flow.read(element)
        marks = self._put_text(record, flow, file.header.language)
        if head is not None and (notes := [flow.note(note) for note in below(head, "note")]):
            record.values["note"] = [Statement(text=note) for note in notes]
        if not flow.paragraphs and names:
            return
        yield from self._of_registers()
        self._readings += 1
        yield Reading(
            record=record,
            position=place(element),
            wording=_source_of(element),
            key=key,
            parent=file.parts[-1].key if file.parts else self._volume_key(file),
            marks=marks,
            files=pictures(self._material, flow.images),
        )

    def _is_listed(self, element: Element) -> bool:
        """Whether an entry of a list was read as a person, body or place."""
        if element.get(XML_ID) in self._survey.kinds:
            return True
        return any(
            self._survey.kinds.get(one.get(XML_ID) or "") == "person"
            for one in below(element, "persName")
        )

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

    def _whole(self, file: _File, element: Element) -> Iterator[Item]:
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
        _make_primary(record)
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
            wording=_source_of(element),
            key=key,
            marks=marks,
            collections=(self._collection,) if self._collection else (),
            files=pictures(self._material, flow.images),
        )

    # Keys, registers and remarks

    def _key(self, file: _File, element: Element, prefix: str) -> str:
        own = element.get(XML_ID) or f"{prefix}{attribute(element, 'n') or self._readings}"
        return self._unique(f"{self._volume_key(file)}/{own}")

    def _unique(self, wanted: str) -> str:
        key, again = wanted, 2
        while key in self._keys:
            key, again = f"{wanted}-{again}", again + 1
        self._keys.add(key)
        return key

    def _doubled(self, file: _File, element: Element, key: str) -> Iterator[Item]:
        own = element.get(XML_ID)
        if own and not key.endswith(f"/{own}"):
            yield problems.twice(element, own, key)

    def _of_registers(self) -> Iterator[AuthorityReading]:
        """Authorities that were named by the address of a register, each once."""
        met, self._survey.met = self._survey.met, {}
        for key, one in met.items():
            words = all_text(one, ("note",))
            if words and key not in self._registers:
                self._registers.add(key)
                kind = KIND_OF_NAME.get(name_of(one)) or _kind_said(one)
                entry = Identifier(*key.split(":", 1))
                yield of_register(entry, words, kind, place(one), words)

    def _remarks(self, file: _File) -> Iterator[Item]:
        unknown = sorted(self._survey.unknown)
        self._survey.unknown.clear()
        yield from problems.remarks(
            place(file.element),
            self._volume_key(file),
            concluded=file.concluded,
            undated=file.undated,
            left_out=file.left_out,
            includes=file.includes,
            unknown=unknown,
        )


def _done(element: Element) -> None:
    """Lets go of a division, and keeps it from being read again with what follows it."""
    free(element)
    element.tag = _DONE


def _kind_said(element: Element) -> Kind:
    said = attribute(element, "type").lower()
    if said.startswith("org"):
        return Kind.ORGANISATION
    return Kind.PLACE if said.startswith(("place", "geog")) else Kind.PERSON


def _day_of(record: Record) -> str:
    """The first day of the primary date, for comparing; "" where there is none."""
    return record.primary_date.earliest or ""


def _make_primary(record: Record) -> None:
    if record.dates and not any(one.primary for one in record.dates):
        order = [DateType.SENT, DateType.WRITTEN, DateType.UNSPECIFIED, DateType.EVENT]
        number, first = min(
            enumerate(record.dates),
            key=lambda pair: order.index(pair[1].type) if pair[1].type in order else len(order),
        )
        record.dates[number] = RecordDate(
            date=first.date, type=first.type, primary=True, state=first.state, origin=first.origin
        )


def _source_of(element: Element) -> str:
    """The XML of an element as it stands, cut where it is very long."""
    try:
        return str(etree.tostring(element, encoding="unicode", with_tail=False))[:_WORDING]
    except (etree.SerialisationError, ValueError):
        return all_text(element)[:_WORDING]
