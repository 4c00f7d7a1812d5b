"""Editions: a volume, its chapters and its documents as a tree of records."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.description.dates import NO_DATE, HistoricalDate, Status
from regesta.description.record import (
    DateType,
    Identifier,
    Record,
    RecordDate,
    State,
    Statement,
)
from regesta.formats.reading import (
    Item,
    Reading,
)
from regesta.formats.tei import problems
from regesta.formats.tei.dating import FROM_TEXT, placed_between
from regesta.formats.tei.document import read_document
from regesta.formats.tei.document_dates import date_from_order, first_day_spoken_of
from regesta.formats.tei.flow import Flow
from regesta.formats.tei.gathered import Document
from regesta.formats.tei.header import coverage_of
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
from regesta.formats.tei.state import (
    WORDING,
    File,
    Part,
    Source,
    day_of,
    done,
    make_primary,
    source_of,
)
from regesta.formats.xml import Element, free, place

_HELD = 40  # undated documents in a row that wait for the next date
_LEFT_OUT = ("toc", "index")  # the archive has both of its own


class Edition(Source):
    """Reads the divisions of an edition, each at its end."""

    def _document_begins(self, file: File, document: Element) -> Iterator[Item]:
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

    def _before(self, file: File, elements: list[Element], has_pages: bool) -> Iterator[Item]:
        """Sections that stand before the first document, and pages that begin there."""
        for one in elements:
            name = name_of(one)
            if name == "div":
                yield from self._section(file, one)
                done(one)
            elif name in ("front", "back"):
                yield from self._before(file, list(one), False)
            elif name == "pb" and has_pages:
                file.waiting.append(page_of(one))

    def _chapter_begins(self, file: File, element: Element, first: Element) -> Iterator[Item]:
        yield from self._release(file, "")
        file.day = ""
        level = attribute(element, "type") or "chapter"
        part = Part(element=element, key=self._key(file, element, level), level=level)
        above = file.parts[-1].key if file.parts else self._volume_key(file)
        file.parts.append(part)
        yield self._chapter(file, part, above, first)

    def _division_ends(self, file: File, element: Element) -> Iterator[Item]:
        if file.parts and element is file.parts[-1].element:
            yield from self._release(file, "")
            file.parts.pop()
            file.day = ""
            done(element)
        elif len(file.open) == len(file.parts):
            yield from self._section(file, element)
            done(element)

    def _between(self, file: File, element: Element, name: str) -> Iterator[Item]:
        """What stands beside the documents: the beginnings of pages, and loose text."""
        if len(file.open) != len(file.parts):
            return
        parent = element.getparent()
        if name == "pb" and name_of(parent) in ("body", "div", "group", "text"):
            file.waiting.append(page_of(element))
        elif file.parts and parent is file.parts[-1].element and name not in ("head", "pb", ""):
            yield problems.loose(element)
            free(element)

    def _document(self, file: File, element: Element, above: str = "") -> Iterator[Item]:
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
            wording=source_of(element),
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
            day = day_of(record)
            yield from self._release(file, day)
            file.day = day or file.day
            yield reading
        for one in inner:
            if next(up for up in one.iterancestors("{*}div") if is_document(up)) is element:
                yield from self._document(file, one, key)

    def _publication(self, file: File, document: Document, begin: str) -> None:
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

    def _release(self, file: File, day: str) -> Iterator[Item]:
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

    def _volume(self, file: File) -> Iterator[Item]:
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
        make_primary(record)
        self._readings += 1
        yield Reading(
            record=record,
            position=place(file.element),
            wording=all_text(file.element[0])[:WORDING] if len(file.element) else "",
            key=self._volume_key(file),
            collections=(self._collection,) if self._collection else (),
        )

    def _chapter(self, file: File, part: Part, parent: str, first: Element) -> Reading:
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
            wording=" ".join(words)[:WORDING],
            key=part.key,
            parent=parent,
            marks=marks,
        )

    def _section(self, file: File, element: Element) -> Iterator[Item]:
        """A preface, a list of sources, and other texts that are no documents."""
        # Not by subtype: today's FRUS calls its list of persons an index too.
        kinds = {attribute(element, "type"), element.get(XML_ID) or ""}
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
            wording=source_of(element),
            key=key,
            parent=file.parts[-1].key if file.parts else self._volume_key(file),
            marks=marks,
            files=pictures(self._material, flow.images),
        )

    def _doubled(self, file: File, element: Element, key: str) -> Iterator[Item]:
        own = element.get(XML_ID)
        if own and not key.endswith(f"/{own}"):
            yield problems.twice(element, own, key)
