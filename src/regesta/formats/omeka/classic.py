"""The XML of Omeka Classic (``omeka-xml``, all versions)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from regesta.description.record import Paragraph, Text, TextKind
from regesta.formats import dublin_core, xml
from regesta.formats.draft import Draft, cut, refused
from regesta.formats.material import Material
from regesta.formats.omeka.files import attachment
from regesta.formats.reading import Attachment, Item, Problem, Reading, Severity

SCHEME = "omeka"
_NAMESPACE = "omeka.org/schemas/omeka-xml"
_TEXTS = {
    "Text": TextKind.TRANSCRIPT,
    "Transcription": TextKind.TRANSCRIPT,
    "Translation": TextKind.TRANSLATION,
}
_ROLES = {
    "From": "sender", "To": "addressee", "CC": "copy to", "BCC": "copy to",
    "Interviewer": "interviewer", "Interviewee": "interviewee", "Director": "director",
    "Producer": "producer",
}  # fmt: skip
_EXTENT = {"Original Format", "Physical Dimensions", "Duration"}


def recognise(material: Material) -> bool:
    """Whether it is XML in Omeka's namespace, or has its outermost element."""
    start = material.head_text.lstrip("\ufeff \t\r\n")[:4_000]
    if not start.startswith("<"):
        return False
    return _NAMESPACE in start or bool(re.search(r"<itemContainer[\s>]", start))


def read(material: Material) -> Iterator[Item]:
    with material.open() as stream:
        yield from _read(stream, material)


def _read(stream: BinaryIO, material: Material) -> Iterator[Item]:
    address, total, seen = "", 0, set[str]()
    found = 0
    try:
        for event, element in xml.events(stream):
            name = xml.local(element)
            if event == "start":
                address = address or element.get("uri", "")
            elif name == "totalResults":
                total = _number(element.text)
            elif name == "item":
                found += 1
                yield from _of_item(element, address, material, seen)
                xml.free(element)
    except etree.XMLSyntaxError as error:
        yield xml.not_xml(error, "omeka-not-xml")
        return
    if not found:
        yield refused(
            "omeka-none",
            "",
            "The file holds no items.",
            "Export the items: add output=omeka-xml to the address of a list of items.",
        )
    elif total > found:
        yield Problem(
            severity=Severity.WARNING,
            code="omeka-more-pages",
            value=str(total),
            message=f"The file holds {found} of {total} items.",
            remedy="Export the other pages, too (&page=2 and so on), and import them.",
        )


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\s*\d{1,9}\s*", text, re.ASCII) else 0


@dataclass(slots=True)
class _Parts:
    """What an item holds beside its description."""

    collections: list[str] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)


def _of_item(item: xml.Element, address: str, material: Material, seen: set[str]) -> Iterator[Item]:
    draft, parts = Draft(xml.place(item)), _Parts()
    for part in item:
        _part(draft, part, parts, material)
    number = (item.get("itemId") or "").strip()
    if number in seen:
        draft.warn("omeka-twice", "itemId", number, "Another item has the same number.",
                   "Import the export once, or each page of it once.")  # fmt: skip
    elif number:
        seen.add(number)
        draft.identify(SCHEME, _address_of(address, number))
    for name in ("itemId", "featured", "public"):
        draft.keep(name, (item.get(name) or "").strip())
    yield from draft.problems
    yield Reading(
        record=draft.record,
        position=draft.where,
        wording=cut(etree.tostring(item, encoding="unicode", with_tail=False)),
        collections=tuple(dict.fromkeys(parts.collections)),
        files=tuple(parts.files),
        publication={"1": "public", "0": "draft"}.get((item.get("public") or "").strip(), ""),
    )


def _part(draft: Draft, part: xml.Element, parts: _Parts, material: Material) -> None:
    name = xml.local(part)
    if name == "elementSetContainer":
        _element_sets(draft, part)
    elif name == "itemType":
        _item_type(draft, part)
    elif name == "collection":
        parts.collections += _titles(part)
    elif name == "tagContainer":
        for tag in part:
            draft.subject(_child_text(tag, "name"))
    elif name == "fileContainer":
        for file in part:
            parts.files += _file(draft, file, material)
    elif name:
        draft.keep(name, " ".join("".join(part.itertext()).split()))


def _address_of(address: str, number: str) -> str:
    """The address of an item at its site, or its number where the export does not say."""
    site = re.match(r"(https?://.+?)/items\b", address)
    return f"{site[1]}/items/show/{number}" if site else number


# ---------------------------------------------------------------- elements


def _values(container: xml.Element) -> Iterator[tuple[str, str]]:
    """The elements below with each of their texts."""
    for element in container.iter("{*}element"):
        name = " ".join(_child_text(element, "name").split())
        for text in element.iter("{*}elementText"):
            value = _child_text(text, "text")
            if name and value.strip():
                yield name, value


def _child_text(element: xml.Element, name: str) -> str:
    for child in element:
        if xml.local(child) == name:
            return "".join(child.itertext())
    return ""


def _element_sets(draft: Draft, container: xml.Element) -> None:
    for element_set in container:
        of_set = " ".join(_child_text(element_set, "name").split())
        for name, value in _values(element_set):
            is_core = of_set == "Dublin Core"
            if not (is_core and dublin_core.say(draft, _term(name), value)):
                draft.keep(name if is_core else f"{of_set}: {name}", value)


def _term(name: str) -> str:
    """``Date Created`` is *created*, ``Is Part Of`` is *isPartOf*."""
    words = name.split()
    if words[0] == "Date" and len(words) == 2:
        words = words[1:]
    elif words[-1] == "Coverage" and len(words) == 2:
        words = words[:1]
    return words[0].lower() + "".join(word.capitalize() for word in words[1:])


def _item_type(draft: Draft, item_type: xml.Element) -> None:
    draft.keep("Item Type", " ".join(_child_text(item_type, "name").split()))
    for name, value in _values(item_type):
        if name in _TEXTS:
            paragraphs = [part.strip() for part in re.split(r"\n\s*\n", value) if part.strip()]
            draft.record.texts.append(
                Text(
                    kind=_TEXTS[name],
                    paragraphs=[
                        Paragraph(identifier=f"p{number}", text=part)
                        for number, part in enumerate(paragraphs, 1)
                    ],
                )
            )
        elif name in _ROLES:
            draft.agent(value, _ROLES[name])
        elif name in _EXTENT:
            draft.say("extent", value)
        else:
            draft.keep(name, value)


def _titles(collection: xml.Element) -> list[str]:
    """The title of a collection; older versions name it directly."""
    titles = [value.strip() for name, value in _values(collection) if name == "Title"]
    own = _child_text(collection, "name").strip()
    return titles[:1] or ([own] if own else [])


def _file(draft: Draft, file: xml.Element, material: Material) -> Iterator[Attachment]:
    labels = [value for name, value in _values(file) if name == "Title"]
    for element, value in _values(file):
        draft.keep(f"file: {element}", value)
    yield from attachment(
        draft, material, _child_text(file, "src").strip(), label=labels[0] if labels else ""
    )
