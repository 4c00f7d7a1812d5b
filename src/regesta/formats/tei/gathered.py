"""A document while it is read, and what lies where in its element."""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.description.record import Record
from regesta.formats.reading import Mark, Problem
from regesta.formats.tei.flow import Flow
from regesta.formats.tei.names import below, name_of
from regesta.formats.xml import Element


@dataclass
class Document:
    """A record with its marks, and what the volume must know of it.

    ``day`` is the first day of its date for the documents around it, "" for one without
    a date; ``wording`` is what the source says instead.
    """

    record: Record
    title: str
    marks: list[Mark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    flow: Flow = field(default_factory=Flow)
    undated: bool = False
    wording: str = ""
    is_note: bool = False


def own(element: Element, *names: str) -> list[Element]:
    """Elements of a document outside its notes, attachments and quoted texts."""
    apart = {"note", "attachment", "floatingText", "quote", "q", "p", "item", "div"}
    found = []
    for one in below(element, *names):
        for up in one.iterancestors():
            if up is element:
                found.append(one)
                break
            if name_of(up) in apart:
                break
    return found


def in_note(element: Element) -> bool:
    return any(name_of(up) == "note" for up in element.iterancestors())


def mark(
    document: Document, element: Element, where: str, number: int, length: int, role: str = ""
) -> None:
    for key in document.flow.resolve(element):
        document.marks.append(
            Mark(field=where, part=str(number), start=0, end=length, authority=key, role=role)
        )
