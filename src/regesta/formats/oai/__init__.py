"""Records as repositories hand them on: answers of OAI-PMH 2.0 to ListRecords and GetRecord.

A document may hold one answer, as it was saved, or a whole harvest: the sets, and after them
all records. What is read into which field stands in docs/formats/oai.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from regesta.description.record import Identifier, Record
from regesta.formats.draft import cut, refused
from regesta.formats.material import Material
from regesta.formats.oai.answers import error_problem, is_record, name_above, set_titles
from regesta.formats.oai.header import SCHEME, Header, child, header_of, words
from regesta.formats.oai.metadata import form_of
from regesta.formats.reading import Item, Problem, Reading, Severity
from regesta.formats.xml import Element, events, free, local, not_xml
from regesta.formats.xml_root import root_of

NAME = "oai"
LABEL = "Repository (OAI-PMH)"
CODES = {
    "oai-not-xml": "The answer is not well-formed XML; the records before the place were read.",
    "oai-none": "The answer holds no records.",
    "oai-error": "The repository refuses, in its own words.",
    "oai-more": "The answer is only one part of a longer list.",
    "oai-metadata": "A record is described in a form of metadata that is not known.",
    "oai-record": "A record has no description; it is not taken.",
    "oai-no-identifier": "A record has no identifier; it is known by date and title.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
}
ROOT = "OAI-PMH"
_DECLARATIONS = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"| [\w.-]+:schemaLocation="[^"]*"')
_AGAIN = "Ask whoever keeps the repository; the other records are not affected."


def recognise(material: Material) -> bool:
    """Whether the root is that of an answer."""
    return root_of(material.head_text)[0] == ROOT


@dataclass(slots=True)
class _State:
    """What is known while the records of a document go by."""

    sets: dict[str, str] = field(default_factory=dict)  # names by setSpec
    titles: dict[str, str] | None = None
    base: str = ""  # the address of the repository
    records: int = 0
    is_refused: bool = False

    def titles_of_sets(self) -> dict[str, str]:
        if self.titles is None:
            self.titles = set_titles(self.sets)
        return self.titles


def read(material: Material) -> Iterator[Item]:
    """The records of an answer, one after another. Never raises."""
    state = _State()
    try:
        with material.open() as stream:
            for _, element in events(stream, ("end",)):
                yield from _of_element(element, state)
    except etree.XMLSyntaxError as error:
        yield not_xml(error, "oai-not-xml", lambda: f"{state.records} records were read before it.")
        return
    if not state.records and not state.is_refused:
        yield refused(
            "oai-none",
            "",
            "The answer holds no records.",
            "Ask the repository for ListRecords, or harvest it: regesta import https://...",
        )


def _of_element(element: Element, state: _State) -> Iterator[Item]:
    name = local(element)
    if name == "record" and is_record(element):
        state.records += 1
        header = header_of(element, state.records, state.titles_of_sets(), state.base)
        yield from _of_record(element, header)
        free(element)
    elif name == "request" and name_above(element) == ROOT:
        state.base = words(element).partition("?")[0]
    elif name == "set" and name_above(element) == "ListSets":
        parts = (child(element, "setSpec"), child(element, "setName"))
        spec, title = ("" if part is None else words(part) for part in parts)
        state.sets[spec] = title
        free(element)
    elif name == "error" and name_above(element) == ROOT:
        state.is_refused = True
        yield error_problem(element.get("code", "").strip() or "error", words(element))
    elif name == "resumptionToken" and name_above(element) == "ListRecords":
        yield from _more(element, state)


def _more(token: Element, state: _State) -> Iterator[Item]:
    if not words(token):
        return
    size = token.get("completeListSize", "").strip()
    of = f" of {int(size):,}" if re.fullmatch(r"\d{1,12}", size, re.ASCII) else ""
    yield Problem(
        severity=Severity.WARNING,
        code="oai-more",
        value=words(token)[:200],
        message=f"The answer holds {state.records:,}{of} records; the repository has more.",
        remedy="Harvest the repository by its address, which asks for the others too: regesta "
        "import https://...",
    )


def _of_record(record: Element, header: Header) -> Iterator[Item]:
    wording = _wording(record)
    if not header.identifier:
        yield Problem(
            severity=Severity.WARNING,
            code="oai-no-identifier",
            where=header.where,
            message="The record has no identifier; it is known by its date and title alone.",
            remedy="Ask whoever keeps the repository to give it one.",
        )
    if header.is_deleted:
        yield from _deleted(header, wording)
        return
    metadata = child(record, "metadata")
    inside = [] if metadata is None else [one for one in metadata if isinstance(one.tag, str)]
    if not inside:
        yield refused(
            "oai-record", header.where, "The record has no description (metadata).", _AGAIN,
            record=header.identifier,
        )  # fmt: skip
        return
    form = form_of(inside[0])
    if form is None:
        yield refused(
            "oai-metadata",
            header.where,
            "The record is described in a form of metadata that is not known "
            f"({local(inside[0])}).",
            "Ask the repository for another one, such as metadataPrefix=oai_dc.",
            record=header.identifier,
            value=inside[0].tag,
        )
        return
    for item in form.read(inside[0], record, header):
        is_bare = isinstance(item, Reading) and not item.wording
        yield replace(item, wording=wording) if isinstance(item, Reading) and is_bare else item


def _deleted(header: Header, wording: str) -> Iterator[Item]:
    """That a record is no more. One without an identifier names none."""
    if not header.identifier:
        return
    yield Reading(
        record=Record(identifiers=[Identifier(SCHEME, header.identifier)]),
        position=header.where,
        wording=wording,
        page=header.number,
        deleted=True,
    )


def _wording(record: Element) -> str:
    return cut(_DECLARATIONS.sub("", etree.tostring(record, encoding="unicode", with_tail=False)))
