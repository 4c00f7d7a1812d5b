"""Finding aids: EAD 2002, with or without its namespace and DTD, and EAD3.

The whole and every component below it are records, each below its own; see
`regesta.formats.ead.tree` for how they are read as a stream, and docs/formats/ead.md for
what is read into which field. What a component inherits is not copied into it, but for one
thing: what is closed as a whole is closed in each part, so that nothing is shown by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from regesta.description.record import Access, AccessStatus, Identifier
from regesta.formats.draft import cut
from regesta.formats.ead import tree
from regesta.formats.ead.header import FindingAid, finding_aid_of, read_header, scheme_of
from regesta.formats.ead.identification import check_title, read_did
from regesta.formats.ead.notes import read_note
from regesta.formats.ead.prose import line_of, name_of
from regesta.formats.ead.unit import Unit
from regesta.formats.material import Material
from regesta.formats.reading import AuthorityReading, Item, Problem, Reading, Severity
from regesta.formats.xml import Element, is_web_page, not_xml
from regesta.formats.xml_root import root_of

NAME = "ead"
LABEL = "Finding aid (EAD 2002, EAD3)"
CODES = {
    "xml-web-page": "The file is a web page, such as an error page saved in place of the source.",
    "ead-not-xml": "The finding aid is not well-formed XML; what stands before is taken.",
    "ead-empty": "The finding aid describes nothing.",
    "ead-no-identifier": "The finding aid has no identifier of its own.",
    "ead-repeated-id": "Several units have the same id; each is known by its place instead.",
    "ead-no-title": "A unit has neither a title nor a date in words.",
    "date-normal": "The normal form of a date cannot be right; its wording counts.",
    "date-contradiction": "A date and its normal form contradict each other; the wording counts.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
    "ead-access-words": "Conditions of access speak of a closure and decide nothing.",
    "ead-internal": "Something is marked as internal: it is left out, or its unit is closed.",
    "ead-entity": "An entity of the document is not looked up.",
    "ead-language": "A code of a language is none.",
    "ead-level": "A level is given as another one, and not said.",
}
OTHER_LEVEL = "otherlevel"
LONGEST_WORDING = 20_000
_LONGEST_VALUE = 500
_DECLARATIONS = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"')
_INTERNAL = etree.XPath(
    "descendant-or-self::*[translate(normalize-space(@audience),'INTERAL','interal')='internal']"
)
_ENTITIES = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[\w.-]+;")


def recognise(material: Material) -> bool:
    """Whether the root is that of a finding aid; or a web page that is called XML, which
    `read` refuses."""
    root, _ = root_of(material.head_text)
    if root == "ead":
        return True
    is_called_xml = material.name.lower().endswith((".xml", ".ead"))
    return is_called_xml and root.lower() == "html" and is_web_page(material.head_text)


def read(material: Material) -> Iterator[Item]:
    """The units of a finding aid, each before those below it. Never raises."""
    if root_of(material.head_text)[0] != "ead" and is_web_page(material.head_text):
        yield _web_page()
        return
    reader = _Reader(material.name)
    try:
        with material.open() as first:
            late = tree.look_ahead(first)
        reader.has_internal = late.has_internal
        with material.open() as stream:
            for unit in tree.units(stream, late, reader.header):
                yield from reader.items(unit)
    except etree.XMLSyntaxError as error:
        yield not_xml(error, "ead-not-xml", lambda: f"{reader.count} units were read before it.")
        return
    if reader.unsaid_levels:
        yield Problem(
            severity=Severity.NOTICE,
            code="ead-level",
            where=reader.first_unsaid,
            field="level",
            value=OTHER_LEVEL,
            message=f"Another level (otherlevel) and not which is said of {reader.unsaid_levels} "
            "units, here for the first time.",
            remedy="Name the level in the attribute otherlevel.",
        )
    if not reader.count:
        yield Problem(
            severity=Severity.ERROR,
            code="ead-empty",
            message="The finding aid holds no description (archdesc).",
            remedy="See whether the whole file was saved, and import it again.",
            rejected=1,
        )


@dataclass(slots=True)
class _Reader:
    """What is known while the units of one finding aid go by."""

    name: str
    aid: FindingAid = field(default_factory=FindingAid)
    scheme: str = ""
    count: int = 0
    authorities: set[str] = field(default_factory=set)  # those already handed on
    closed: dict[str, Access] = field(default_factory=dict)  # by the key of what is closed
    has_internal: bool = False  # something in it is not for readers
    unsaid_levels: int = 0
    first_unsaid: str = ""  # where the first of them stands

    def header(self, element: Element) -> None:
        if name_of(element) in ("eadheader", "control"):
            self.aid = finding_aid_of(element)
            self.scheme = ""

    def items(self, of: tree.OpenUnit) -> Iterator[Item]:
        """The authorities of one unit, the unit itself, and its problems."""
        self.count += 1
        unit = Unit(
            where=f"line {of.line}, {of.key}" if of.line else of.key,
            key=of.key,
            language=self.aid.language,
        )
        elements = self._public(of.own_elements, unit)
        self._describe(of, unit, elements)
        wording = _wording(of, elements)
        if "&" in wording:
            _report_entities(wording, unit)
        yield from self._authorities(unit)
        yield Reading(
            record=unit.record,
            position=unit.where,
            wording=cut(wording),
            number=self.count,
            key=of.key,
            parent=of.parent,
            marks=tuple(unit.marks),
        )
        title = unit.record.text("title") or of.key
        yield from (replace(one, record=title) for one in unit.problems)

    def _describe(self, of: tree.OpenUnit, unit: Unit, elements: list[Element]) -> None:
        if not self.scheme:
            self.scheme = self._scheme(elements, unit)
        unit.add_identifier(Identifier(self.scheme, of.key[:_LONGEST_VALUE]))
        unit.record.level = _level(of.element, of.is_top)
        if unit.record.level == OTHER_LEVEL:
            self.unsaid_levels += 1
            self.first_unsaid = self.first_unsaid or unit.where
        for element in elements:
            if name_of(element) == "did":
                read_did(element, unit)
        for element in elements:
            if name_of(element) != "did":
                read_note(element, unit)
        for element in self._public(of.header, unit):
            read_header(element, unit)
        check_title(unit)
        if of.id_is_repeated:
            _report_repeated(of, unit)
        if of.is_internal:
            _close(unit, of.parent)
        else:
            self._inherit_closure(of, unit)

    def _inherit_closure(self, of: tree.OpenUnit, unit: Unit) -> None:
        """Closes a unit below one that is closed, unless it says itself who may see it: what
        holds for a whole is not said again of its parts (ISAD(G) 2.4)."""
        above = self.closed.get(of.parent)
        if above is not None and not unit.record.values.get("access_conditions"):
            unit.record.access = above
        if unit.record.access.status is AccessStatus.CLOSED:
            self.closed[of.key] = unit.record.access

    def _public(self, elements: list[Element], unit: Unit) -> list[Element]:
        return _without_internal(elements, unit) if self.has_internal else elements

    def _authorities(self, unit: Unit) -> Iterator[AuthorityReading]:
        for key, term in unit.terms.items():
            if key not in self.authorities:
                self.authorities.add(key)
                yield AuthorityReading(
                    authority=term.authority(), position=unit.where, wording=cut(term.name), key=key
                )

    def _scheme(self, elements: list[Element], unit: Unit) -> str:
        """Of the identifiers of the units: by the finding aid's number, or what stands in
        for it, which does not change between imports."""
        if self.aid.identifier:
            return scheme_of(self.aid.identifier)
        numbers = (
            line_of(part)
            for element in elements
            if name_of(element) == "did"
            for part in element
            if name_of(part) == "unitid"
        )
        file_name = self.name.replace("\\", "/").rpartition("/")[2]
        number = next(filter(None, numbers), "") or file_name
        unit.report(
            "ead-no-identifier",
            f"The finding aid has no identifier of its own; {number!r} was taken for it.",
            "Give it an eadid (EAD 2002) or recordid (EAD3), so that it is known again when it "
            "is imported anew.",
            about="identifiers",
            value=number,
        )
        return scheme_of(number)


def _level(element: Element, is_top: bool) -> str:
    """The level as it is said; *component* where nothing is said of one."""
    level = " ".join((element.get("level") or "").split())
    other = " ".join((element.get("otherlevel") or "").split())
    if level and level != OTHER_LEVEL:
        return level
    return other or level or ("collection" if is_top else "component")


def _without_internal(elements: list[Element], unit: Unit) -> list[Element]:
    """The elements without those that are marked as internal, which are not for readers."""
    public = []
    for element in elements:
        internal = _INTERNAL(element)
        for one in internal:
            unit.report(
                "ead-internal",
                f"An element {name_of(one)} is marked as internal; it was left out.",
                'If it is for readers, take audience="internal" away and import again.',
                about=name_of(one),
                severity=Severity.NOTICE,
            )
            if one is not element:
                _take_out(one)
        if element not in internal:
            public.append(element)
    return public


def _take_out(element: Element) -> None:
    """Removes an element from its parent, not what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _close(unit: Unit, parent: str) -> None:
    reason = "marked as internal in the finding aid"
    unit.record.access = Access(status=AccessStatus.CLOSED, reason=reason)
    unit.report(
        "ead-internal",
        "The unit, or one above it, is marked as internal; it was closed.",
        "Open the record if it is for readers.",
        about="access",
        value=parent,
        severity=Severity.NOTICE,
    )


def _report_repeated(of: tree.OpenUnit, unit: Unit) -> None:
    unit.report(
        "ead-repeated-id",
        f"Several units have the id {of.element.get('id')!r}; this one is known by its place, "
        f"{of.key}.",
        "Give every unit an id of its own, so that it is known again wherever it stands.",
        about="identifiers",
        value=of.element.get("id") or "",
    )


def _report_entities(wording: str, unit: Unit) -> None:
    for entity in dict.fromkeys(_ENTITIES.findall(wording)):
        unit.report(
            "ead-entity",
            f"The entity {entity} is not looked up; it stands in the text as it is written.",
            "Write in the finding aid what it stands for, and import again.",
            value=entity,
        )


def _wording(of: tree.OpenUnit, elements: list[Element]) -> str:
    """The unit as it stands in the source, without the units below it."""
    if not of.below and len(elements) == len(of.element):
        whole = etree.tostring(of.element, encoding="unicode", with_tail=False)
        return _DECLARATIONS.sub("", whole)[:LONGEST_WORDING]
    attributes = "".join(
        f' {etree.QName(name).localname}="{value}"' for name, value in of.element.attrib.items()
    )
    pieces = [f"<{name_of(of.element)}{attributes}>"]
    length = 0
    for one in elements:
        piece = etree.tostring(one, encoding="unicode", with_tail=False)
        pieces.append(_DECLARATIONS.sub("", piece))
        length += len(pieces[-1])
        if length > LONGEST_WORDING:
            break
    return "\n".join(pieces)[:LONGEST_WORDING]


def _web_page() -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="xml-web-page",
        where="line 1",
        message="This is a web page, not the XML it is called; perhaps an error page was saved.",
        remedy="Open the address in a browser, and save the XML itself.",
        rejected=1,
    )
