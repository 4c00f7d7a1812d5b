"""What ``correspDesc`` says of a letter: who sent it and who got it, where and when.

Used for TEI letters and for inventories in the Correspondence Metadata Interchange Format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.description.authority import Kind
from regesta.description.dates import NO_DATE
from regesta.description.record import (
    AgentInRole,
    DateType,
    Record,
    RecordDate,
    State,
    Statement,
    Subject,
)
from regesta.formats.reading import AuthorityReading, Mark, Problem
from regesta.formats.tei.authorities import KIND_OF_NAME, of_register
from regesta.formats.tei.dating import date_of, edtf_of
from regesta.formats.tei.names import all_text, attribute, below, children, name_of, register_entry
from regesta.formats.tei.problems import bad_date
from regesta.formats.xml import Element, place

_ROLES = {"sent": "sender", "received": "addressee", "transmitted": "transmitter",
          "redirected": "redirector", "forwarded": "forwarder"}  # fmt: skip
_DATES = {"sent": DateType.SENT, "received": DateType.RECEIVED}
_AGENTS = ("persName", "orgName", "name", "rs")
_PLACES = ("placeName", "settlement", "geogName")
_MENTIONS = {"mentionsperson": "person", "mentionsorg": "organisation", "mentionsplace": "place",
             "mentionssubject": "topic"}  # fmt: skip


@dataclass
class Letter:
    """What a ``correspDesc`` gives, added to a record by `add`.

    ``keys`` are the keys of the authorities that the source describes itself.
    """

    record: Record
    keys: frozenset[str] | set[str] = frozenset()
    marks: list[Mark] = field(default_factory=list)
    authorities: list[AuthorityReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)  # that are subjects already

    def __post_init__(self) -> None:
        self.places |= {one.name for one in self.record.subjects if one.kind == "place"}

    def add(self, described: Element) -> None:
        """Adds agents, dates, places and notes of a ``correspDesc``."""
        for element in described:
            name = name_of(element)
            if name == "correspAction":
                self._action(element)
            elif name == "note":
                self._note(element)
            elif name == "correspContext":
                self._context(element)
            elif name and (said := all_text(element)):
                self.record.extra.setdefault(name, []).append(Statement(text=said))
        _choose_primary(self.record)

    @property
    def title(self) -> str:
        """``Letter from A to B``: for letters that have no title of their own."""
        sender = " and ".join(self.senders) or "unknown sender"
        return f"Letter from {sender}" + (
            f" to {' and '.join(self.addressees)}" if self.addressees else ""
        )

    def _action(self, action: Element) -> None:
        kind = attribute(action, "type").lower()
        for element in action:
            name = name_of(element)
            if name in _AGENTS:
                self._agent(element, kind)
            elif name in _PLACES:
                self._place(element, kind)
            elif name == "date":
                self._date(element, kind)
            elif name and (said := all_text(element)):
                self.record.extra.setdefault(f"{kind or 'action'} {name}", []).append(
                    Statement(text=said)
                )

    def _agent(self, element: Element, kind: str) -> None:
        words = all_text(element)
        if not words:
            return
        is_body = name_of(element) == "orgName" or attribute(element, "type") == "org"
        agents = self.record.agents
        agents.append(
            AgentInRole(
                name=words,
                role=_ROLES.get(kind, kind or "correspondent"),
                kind="organisation" if is_body else "person",
                certainty=attribute(element, "cert"),
            )
        )
        listed = {"sent": self.senders, "received": self.addressees}.get(kind)
        if listed is not None:
            listed.append(words)
        default = Kind.ORGANISATION if is_body else Kind.PERSON
        self._identify(element, words, default, "agents", len(agents) - 1)

    def _place(self, element: Element, kind: str) -> None:
        words = all_text(element)
        if not words:
            return
        if kind not in ("sent", ""):
            self.record.extra.setdefault(f"place {kind}", []).append(Statement(text=words))
        subjects = self.record.subjects
        if words not in self.places:
            self.places.add(words)
            certainty = attribute(element, "cert")
            subjects.append(Subject(name=words, kind="place", certainty=certainty))
            self._identify(element, words, Kind.PLACE, "subjects", len(subjects) - 1)

    def _date(self, element: Element, kind: str) -> None:
        date = date_of(element)
        _, wrong = edtf_of(element)
        if wrong:
            self.problems.append(bad_date(element, wrong, self.record.text("title")))
        if date == NO_DATE:
            return
        supplied = attribute(element, "evidence") or attribute(element, "cert")
        self.record.dates.append(
            RecordDate(
                date=date,
                type=_DATES.get(kind, DateType.UNSPECIFIED),
                state=State.SUPPLIED if supplied else State.AS_GIVEN,
            )
        )

    def _note(self, note: Element) -> None:
        """A note, and of the refs in it what they say that the letter mentions."""
        found = [ref for ref in below(note, "ref") if self._mention(ref)]
        if (said := all_text(note)) and not found:
            self.record.values.setdefault("note", []).append(Statement(text=said))

    def _mention(self, ref: Element) -> bool:
        kind = attribute(ref, "type").lower().rpartition(":")[2].rpartition("#")[2]
        target, words = attribute(ref, "target"), all_text(ref)
        if kind == "haslanguage" and target:
            self.record.values.setdefault("language", []).append(Statement(text=target))
        elif kind in _MENTIONS:
            subjects = self.record.subjects
            if _MENTIONS[kind] == "place":
                self.places.add(words or target)
            subjects.append(Subject(name=words or target, kind=_MENTIONS[kind]))
            self._identify(ref, words, Kind(_MENTIONS[kind]), "subjects", len(subjects) - 1, target)
        elif kind and (words or target):
            said = " ".join(part for part in (words, target) if part)
            self.record.extra.setdefault(kind, []).append(Statement(text=said))
        return bool(kind)

    def _context(self, context: Element) -> None:
        for ref in children(context, "ref", "ptr", "note"):
            parts = (attribute(ref, "type"), all_text(ref), attribute(ref, "target"))
            if said := ": ".join(part for part in parts if part):
                self.record.values.setdefault("related_units", []).append(Statement(text=said))

    def _identify(
        self, element: Element, words: str, kind: Kind, where: str, number: int, target: str = ""
    ) -> None:
        """Marks words by what their element points to."""
        kind = KIND_OF_NAME.get(name_of(element), kind)
        shown = getattr(self.record, where)[number].name
        for key, reading in meant(element, words or shown, kind, self.keys, target):
            if reading is not None:
                self.authorities.append(reading)
            role = getattr(getattr(self.record, where)[number], "role", "")
            self.marks.append(
                Mark(field=where, part=str(number), start=0, end=len(shown), authority=key,
                     role=role)
            )  # fmt: skip


def meant(
    element: Element, words: str, kind: Kind, keys: frozenset[str] | set[str], target: str = ""
) -> Iterator[tuple[str, AuthorityReading | None]]:
    """The keys of those an element points to, with a reading for entries of registers."""
    pointers = target or " ".join(attribute(element, name) for name in ("ref", "corresp", "key"))
    seen = set()
    for pointer in pointers.split():
        key = pointer.removeprefix("#")
        if key in keys:
            found, reading = key, None
        elif entry := register_entry(pointer):
            found = f"{entry.scheme}:{entry.value}"
            reading = of_register(entry, words, kind, place(element), words)
        else:
            continue
        if found not in seen:
            seen.add(found)
            yield found, reading


def _choose_primary(record: Record) -> None:
    """The date of sending is what a letter is known by; without one, the first there is."""
    if not record.dates or any(one.primary for one in record.dates):
        return
    order = (DateType.SENT, DateType.WRITTEN, DateType.UNSPECIFIED, DateType.RECEIVED)
    ranked = sorted(
        range(len(record.dates)),
        key=lambda number: (
            order.index(record.dates[number].type) if record.dates[number].type in order else 9,
            number,
        ),
    )
    first = record.dates[ranked[0]]
    record.dates[ranked[0]] = RecordDate(
        date=first.date, type=first.type, primary=True, state=first.state, origin=first.origin
    )
