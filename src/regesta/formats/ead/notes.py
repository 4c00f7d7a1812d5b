"""What stands beside a unit's `did`: histories, summaries, conditions, terms, links."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.formats.ead.access import access_of, speaks_of_closure
from regesta.formats.ead.digital_objects import DIGITAL_OBJECTS, digital_objects
from regesta.formats.ead.identification import labelled
from regesta.formats.ead.names import KINDS, term_of
from regesta.formats.ead.prose import line_of, name_of, prose
from regesta.formats.ead.unit import Unit
from regesta.formats.reading import Severity
from regesta.formats.xml import Element

FIELD_OF = {
    "bioghist": "administrative_history",
    "custodhist": "archival_history",
    "acqinfo": "acquisition",
    "scopecontent": "scope_and_content",
    "appraisal": "appraisal",
    "accruals": "accruals",
    "arrangement": "arrangement",
    "accessrestrict": "access_conditions",
    "userestrict": "reproduction_conditions",
    "phystech": "physical_characteristics",
    "otherfindaid": "finding_aids",
    "originalsloc": "originals",
    "altformavail": "copies",
    "relatedmaterial": "related_units",
    "separatedmaterial": "related_units",
    "bibliography": "publications",
    "processinfo": "archivists_note",
    "note": "note",
    "odd": "note",
}
# Elements that only hold others together; what they say themselves is kept as theirs.
GROUPS = frozenset(("descgrp", "add", "admininfo", "dsc"))
# What a `dsc` says of itself before its units.
_LOOSE = frozenset(("head", "p", "list", "table", "blockquote", "address", "chronlist"))


def read_note(element: Element, unit: Unit) -> None:
    """Adds one element beside the `did` to the unit, whatever it is."""
    name = name_of(element)
    if name in GROUPS:
        _group(element, unit)
    elif name == "controlaccess":
        _terms(element, unit)
    elif name in DIGITAL_OBJECTS:
        digital_objects(element, unit)
    elif name in FIELD_OF:
        text = prose(element, without_usual_head=name != "separatedmaterial")
        unit.say(FIELD_OF[name], labelled(element, text))
        digital_objects(element, unit)
        if name == "accessrestrict":
            _access(element, text, unit)
    elif name in _LOOSE:
        unit.keep("dsc", prose(element))
    elif name:
        unit.keep(name, labelled(element))
        digital_objects(element, unit)


def _group(element: Element, unit: Unit) -> None:
    """Each note of a group by itself; a heading over known notes says nothing more."""
    name = name_of(element)
    loose: list[str] = []
    for child in element:
        kind = name_of(child)
        if kind in FIELD_OF or kind in GROUPS or kind in ("controlaccess", "prefercite"):
            read_note(child, unit)
        elif kind in DIGITAL_OBJECTS:
            digital_objects(child, unit)
        elif kind not in ("", "head"):
            loose.append(labelled(child))
            digital_objects(child, unit)
    if any(loose):
        head = next((line_of(one) for one in element if name_of(one) == "head"), "")
        unit.keep(name, "\n\n".join(filter(None, (head, *loose))))


def _access(element: Element, text: str, unit: Unit) -> None:
    words = "\n".join(prose(part) for part in element if name_of(part) not in ("head", ""))
    access = access_of(words or text)
    if access is not None:
        unit.record.access = access
    elif speaks_of_closure(words or text):
        unit.report(
            "ead-access-words",
            "The conditions of access speak of something closed or restricted, and do not "
            "plainly say until when; the unit was taken as open.",
            "Read the words, and close the record where they mean that.",
            about="access_conditions",
            value=text,
            severity=Severity.NOTICE,
        )


def _terms(element: Element, unit: Unit) -> None:
    """The terms as subjects. A name with a role of its own, such as *creator*, had a part
    in the material and stands among its agents as well."""
    for child in element:
        name = name_of(child)
        if name == "controlaccess":
            _terms(child, unit)
        elif name in KINDS:
            _term(child, unit)
        elif name not in ("", "head"):
            found = [one for one in child.iter("{*}*") if name_of(one) in KINDS]
            for one in _outermost(found):
                _term(one, unit)
            unit.keep("controlaccess", prose(child))


def _term(element: Element, unit: Unit) -> None:
    term = term_of(element)
    if term is None:
        return
    unit.add_subject(term)
    if term.is_agent and not unit.names_agent(term.name):
        unit.add_agent(term, term.role)
    if term.details:
        unit.keep("controlaccess", f"{term.name} ({term.details})")


def _outermost(elements: Iterable[Element]) -> list[Element]:
    """Those that do not stand within another of them."""
    all_of_them = list(elements)
    known = set(all_of_them)
    return [one for one in all_of_them if known.isdisjoint(one.iterancestors())]
