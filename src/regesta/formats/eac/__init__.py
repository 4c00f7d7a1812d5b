"""Authority records in EAC-CPF, of 2010 and version 2.0: people, families and bodies.

A file holds one record, or several below each other in any wrapper; each is read by itself
and let go of. See docs/formats/eac.md for what is read into which element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from regesta.description.authority import Authority
from regesta.formats.eac.control import read_control
from regesta.formats.eac.entity import Entity
from regesta.formats.eac.history import read_description
from regesta.formats.eac.identity import kind_of, read_identity
from regesta.formats.eac.relations import read_relations
from regesta.formats.ead.prose import name_of
from regesta.formats.material import Material
from regesta.formats.reading import AuthorityReading, Item, Problem, Severity
from regesta.formats.xml import Element, events, free, not_xml
from regesta.formats.xml_root import root_of

NAME = "eac"
LABEL = "Authority records (EAC-CPF)"
CODES = {
    "eac-not-xml": "The file is not well-formed XML; what stands before is taken.",
    "eac-empty": "The file holds no authority record.",
    "eac-no-name": "A record gives no name; it is not taken.",
    "eac-kind": "A record does not say whether it is of a person, a family or a body.",
    "eac-deleted": "A record says of itself that it was deleted; it is not taken.",
    "eac-relation": "A relation names nobody, or is of a sort that is not known.",
    "date-normal": "The normal form of a date cannot be right; its wording counts.",
    "date-contradiction": "A date and its normal form contradict each other; the wording counts.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
}
_RECORDS = ("eac-cpf", "eac")
_NAMESPACES = ("urn:isbn:1-931666-33-4", "archivists.org/ns/eac")
_LONGEST_WORDING = 20_000
_DECLARATIONS = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"')
_DELETED = ("deleted", "deletedsplit", "deletedreplaced", "deletedmerged", "cancelled")


def recognise(material: Material) -> bool:
    """Whether the root is a record, or something that holds records of its namespace."""
    root, namespaces = root_of(material.head_text)
    return root in _RECORDS or any(name in namespaces for name in _NAMESPACES)


def read(material: Material) -> Iterator[Item]:
    """The authorities of a file, one reading each. Never raises."""
    count = 0
    try:
        with material.open() as stream:
            for _, element in events(stream, ("end",)):
                if name_of(element) in _RECORDS:
                    count += 1
                    yield from _record(element, count)
                    free(element)
    except etree.XMLSyntaxError as error:
        yield not_xml(error, "eac-not-xml", lambda: f"{count} records were read before it.")
        return
    if not count:
        yield Problem(
            severity=Severity.ERROR,
            code="eac-empty",
            message="The file holds no authority record (eac-cpf or eac).",
            remedy="See whether the whole file was saved, and import it again.",
            rejected=1,
        )


def _record(element: Element, number: int) -> Iterator[Item]:
    """The identities of one record: several where it is of several, as of a pen name."""
    line = f"line {element.sourceline}" if element.sourceline else f"record {number}"
    control = next((part for part in element if name_of(part) == "control"), None)
    descriptions = [one for one in element.iter("{*}cpfDescription") if not _is_alternative(one)]
    if _status(control) in _DELETED:
        yield _problem("eac-deleted", line, "The record says of itself that it was deleted.",
                       "Take it away here by hand, if it was imported before.")  # fmt: skip
        return
    if not descriptions:
        yield _problem("eac-no-name", line, "The record describes nobody.",
                       "Give it a cpfDescription with a name, and import it again.")  # fmt: skip
    wording = etree.tostring(element, encoding="unicode", with_tail=False)
    wording = _DECLARATIONS.sub("", wording)[:_LONGEST_WORDING]
    for place, description in enumerate(descriptions):
        entity = Entity(where=line)
        _describe(description, entity)
        if control is not None:
            read_control(control, entity, is_first=place == 0)
        yield from _reading(entity, wording, f"{number}.{place + 1}")


def _describe(description: Element, entity: Entity) -> None:
    for part in description:
        name = name_of(part)
        if name == "identity":
            read_identity(part, entity)
        elif name == "description":
            read_description(part, entity)
        elif name == "relations":
            read_relations(part, entity)
        elif name:
            entity.keep_all(part)


def _reading(entity: Entity, wording: str, key: str) -> Iterator[Item]:
    if not entity.names:
        yield _problem("eac-no-name", entity.where, "The record gives no name.",
                       "Give it a nameEntry with a part, and import it again.")  # fmt: skip
        return
    if not entity.kind:
        entity.report(
            "eac-kind",
            "The record does not say whether it is of a person, a family or a corporate body; "
            "it was taken for a body.",
            "Correct its entityType, and import it again.",
            about="kind",
        )
    preferred = entity.names.pop(entity.preferred)
    authority = Authority(
        kind=kind_of(entity.kind),
        preferred=preferred,
        variants=entity.names,
        dates=entity.dates,
        relations=entity.relations,
        identifiers=list(dict.fromkeys(entity.identifiers)),
        sources=list(dict.fromkeys(entity.sources)),
        values=entity.values,
        extra=entity.extra,
    )
    yield AuthorityReading(authority=authority, position=entity.where, wording=wording, key=key)
    yield from entity.problems


def _is_alternative(description: Element) -> bool:
    """Whether the description is another source's version, which stands within a set."""
    return any(name_of(one) == "setComponent" for one in description.iterancestors())


def _status(control: Element | None) -> str:
    for part in control if control is not None else ():
        if name_of(part) == "maintenanceStatus":
            return ((part.get("value") or part.text) or "").strip().casefold()
    said = control.get("maintenanceStatus") if control is not None else ""
    return (said or "").strip().casefold()


def _problem(code: str, where: str, message: str, remedy: str) -> Problem:
    return Problem(
        severity=Severity.ERROR, code=code, where=where, message=message, remedy=remedy,
        rejected=1,
    )  # fmt: skip
