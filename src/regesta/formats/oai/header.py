"""What surrounds the description in a record of a repository: header and ``about``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from regesta.formats.draft import Draft
from regesta.formats.xml import Element, local, place

SCHEME = "oai"  # of the identifiers that repositories give
LONGEST_IDENTIFIER = 500  # characters
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of one record; ``sets`` are the names of its sets, ``number`` is the place
    of the record in the source."""

    where: str
    number: int
    identifier: str = ""
    datestamp: str = ""
    sets: tuple[str, ...] = ()
    is_deleted: bool = False

    @property
    def name(self) -> str:
        """What to call the record by."""
        return self.identifier or self.where


def header_of(record: Element, number: int, names: Mapping[str, str], base: str) -> Header:
    """The header of a record; ``names`` are those of sets by their setSpec. A set without a
    known name is called by its setSpec. An identifier is a URI (OAI-PMH 2.0, 2.4); one that is
    none, such as a bare number, is that of this repository alone: it gets ``base``, the
    repository's address, before it."""
    found, sets, is_deleted = {"identifier": "", "datestamp": ""}, [], False
    header = child(record, "header")
    for part in () if header is None else header:
        text = words(part)
        if local(part) in found:
            found[local(part)] = text
        elif local(part) == "setSpec" and text:
            sets.append(names.get(text, text)[:LONGEST_TITLE])
    if header is not None:
        is_deleted = header.get("status", "").strip().lower() == "deleted"
    identifier = found["identifier"]
    if identifier and base and ":" not in identifier:
        identifier = f"{base}#{identifier}"
    identifier = identifier[:LONGEST_IDENTIFIER]
    line = place(record) or f"record {number}"
    return Header(
        where=f"{identifier}, {line}" if identifier else line,
        number=number,
        identifier=identifier,
        datestamp=found["datestamp"],
        sets=tuple(dict.fromkeys(sets)),
        is_deleted=is_deleted,
    )


def begin(header: Header) -> Draft:
    """A record that says so far what its header says."""
    draft = Draft(header.where)
    draft.identify(SCHEME, header.identifier)
    draft.keep("datestamp", header.datestamp)
    return draft


def say_about(draft: Draft, record: Element) -> None:
    """Keeps what a repository adds about a record, such as whence it has it."""
    for about in record:
        if local(about) != "about":
            continue
        for part in about.iter(etree.Element):
            if not len(part):
                draft.keep(f"about: {local(part)}", words(part))


def child(element: Element, name: str) -> Element | None:
    """The first child of that name, whatever its namespace."""
    return next((one for one in element if local(one) == name), None)


def words(element: Element) -> str:
    """All text of an element, with single spaces."""
    return " ".join("".join(element.itertext(etree.Element, etree.Entity)).split())
