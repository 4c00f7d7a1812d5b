"""What an authority record says of itself: its numbers, sources and upkeep."""

from __future__ import annotations

from regesta.description.record import Identifier
from regesta.formats.authority_identifiers import identifier_of
from regesta.formats.eac.entity import Entity, texts_of
from regesta.formats.ead.prose import href, line_of, name_of, prose
from regesta.formats.xml import Element


def read_control(control: Element, entity: Entity, *, is_first: bool) -> None:
    """Adds it to the entity. The record's own number is that of its first identity only:
    two authorities cannot have one number."""
    if is_first:
        _numbers(control, entity)
    for part in control:
        name = name_of(part)
        if name == "sources":
            entity.sources += [text for text in map(_source, part) if text]
        elif name == "maintenanceHistory":
            for event in part:
                if name_of(event):
                    entity.keep(name, _event(event))
        elif name and name not in ("recordId", "otherRecordId"):
            said = ", ".join(filter(None, (line_of(one) for one in part if name_of(one))))
            said = said or line_of(part) or (part.get("value") or "").strip()
            entity.keep(name, f"{said} <{href(part)}>" if href(part) else said)


def _numbers(control: Element, entity: Entity) -> None:
    """Its own number, with that of the agency that gave it, and those it had elsewhere."""
    agencies = (one for one in control if name_of(one) == "maintenanceAgency")
    codes = (code for one in agencies for code in texts_of(one, "agencyCode", "otherAgencyCode"))
    agency = next(codes, "")
    for part in control:
        if name_of(part) == "recordId" and line_of(part):
            scheme = f"eac:{agency}"[:60] if agency else "eac"
            entity.identifiers.insert(0, Identifier(scheme, line_of(part)))
        elif name_of(part) == "otherRecordId":
            identifier = identifier_of(line_of(part), part.get("localType") or "otherRecordId")
            if identifier:
                entity.identifiers.append(identifier)


def _source(element: Element) -> str:
    """A source in words, with its address."""
    if not name_of(element):
        return ""
    words = ". ".join(texts_of(element, "sourceEntry", "reference", "descriptiveNote"))
    words = words or " ".join(prose(element).split())
    address = href(element)
    return " ".join(filter(None, (words, f"<{address}>" if address else "")))


def _event(element: Element) -> str:
    said = []
    for part in element:
        if name_of(part):
            said.append(line_of(part) or part.get("standardDateTime") or part.get("value") or "")
    return ", ".join(filter(None, said)) or line_of(element)
