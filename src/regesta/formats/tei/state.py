"""What is known of a source while it is read: its files, keys and registers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from lxml import etree

from regesta.description.authority import Kind
from regesta.description.record import (
    DateType,
    Identifier,
    Record,
    RecordDate,
    Text,
    TextKind,
)
from regesta.formats.material import Material
from regesta.formats.reading import (
    AuthorityReading,
    Item,
    Mark,
    Reading,
)
from regesta.formats.tei import problems
from regesta.formats.tei.authorities import KIND_OF_NAME, of_register
from regesta.formats.tei.flow import Flow
from regesta.formats.tei.gathered import Document
from regesta.formats.tei.header import Header
from regesta.formats.tei.names import (
    XML_ID,
    all_text,
    attribute,
    below,
    name_of,
)
from regesta.formats.tei.survey import Survey
from regesta.formats.xml import Element, free, place

WORDING = 20_000  # signs of the source that are kept with a reading
_DONE = "done"  # instead of div


@dataclass
class Part:
    """A division that holds documents, and what is known of it so far."""

    element: Element
    key: str
    level: str


@dataclass
class File:
    """One ``TEI`` element: what its header said, and how far its reading has come."""

    number: int
    element: Element
    header: Header = field(default_factory=Header)
    is_edition: bool = False
    given: bool = False
    open: list[Element] = field(default_factory=list)  # divisions, but for documents
    entered: list[Element] = field(default_factory=list)  # elements around documents
    parts: list[Part] = field(default_factory=list)  # those of them that hold documents
    held: list[tuple[Reading, Document]] = field(default_factory=list)
    day: str = ""  # of the last dated document of the chapter
    waiting: list[str] = field(default_factory=list)  # pages that begin with what comes next
    page: str = ""
    concluded: int = 0  # documents whose date the order gave
    undated: int = 0
    left_out: list[str] = field(default_factory=list)
    includes: list[str] = field(default_factory=list)


class Source:
    """The state that the readers of editions and of single documents share."""

    def __init__(self, material: Material, survey: Survey) -> None:
        self._material = material
        self._survey = survey
        self._files: list[File] = []
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

    def _own_name(self, file: File) -> str:
        """What to call a file that says nothing of it: the name under which it lies."""
        stem = PurePath(self._material.name.replace("\\", "/")).stem or "source"
        return stem if file.number == 0 else f"{stem}-{file.number + 1}"

    def _volume_key(self, file: File) -> str:
        return file.header.volume.partition(":")[2]

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

    def _is_listed(self, element: Element) -> bool:
        """Whether an entry of a list was read as a person, body or place."""
        if element.get(XML_ID) in self._survey.kinds:
            return True
        return any(
            self._survey.kinds.get(one.get(XML_ID) or "") == "person"
            for one in below(element, "persName")
        )

    def _key(self, file: File, element: Element, prefix: str) -> str:
        own = element.get(XML_ID) or f"{prefix}{attribute(element, 'n') or self._readings}"
        return self._unique(f"{self._volume_key(file)}/{own}")

    def _unique(self, wanted: str) -> str:
        key, again = wanted, 2
        while key in self._keys:
            key, again = f"{wanted}-{again}", again + 1
        self._keys.add(key)
        return key

    def _of_registers(self) -> Iterator[AuthorityReading]:
        """Authorities that were named by the address of a register, each once."""
        met, self._survey.met = self._survey.met, {}
        for key, one in met.items():
            words = all_text(one, ("note",))
            if words and key not in self._registers:
                self._registers.add(key)
                kind = KIND_OF_NAME.get(name_of(one)) or kind_said(one)
                entry = Identifier(*key.split(":", 1))
                yield of_register(entry, words, kind, place(one), words)

    def _remarks(self, file: File) -> Iterator[Item]:
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


def done(element: Element) -> None:
    """Lets go of a division, and keeps it from being read again with what follows it."""
    free(element)
    element.tag = _DONE


def kind_said(element: Element) -> Kind:
    said = attribute(element, "type").lower()
    if said.startswith("org"):
        return Kind.ORGANISATION
    return Kind.PLACE if said.startswith(("place", "geog")) else Kind.PERSON


def day_of(record: Record) -> str:
    """The first day of the primary date, for comparing; "" where there is none."""
    return record.primary_date.earliest or ""


def make_primary(record: Record) -> None:
    if record.dates and not any(one.primary for one in record.dates):
        order = [DateType.SENT, DateType.WRITTEN, DateType.UNSPECIFIED, DateType.EVENT]
        number, first = min(
            enumerate(record.dates),
            key=lambda pair: order.index(pair[1].type) if pair[1].type in order else len(order),
        )
        record.dates[number] = RecordDate(
            date=first.date, type=first.type, primary=True, state=first.state, origin=first.origin
        )


def source_of(element: Element) -> str:
    """The XML of an element as it stands, cut where it is very long."""
    try:
        return str(etree.tostring(element, encoding="unicode", with_tail=False))[:WORDING]
    except (etree.SerialisationError, ValueError):
        return all_text(element)[:WORDING]
