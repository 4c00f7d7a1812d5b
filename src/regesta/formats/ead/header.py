"""What a finding aid says of itself: `eadheader` (EAD 2002) or `control` (EAD3)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from regesta.description.record import Identifier
from regesta.formats.ead.prose import href, line_of, name_of, prose
from regesta.formats.ead.unit import Unit
from regesta.formats.languages import language_tag
from regesta.formats.xml import Element

_HEADERS = ("eadheader", "control")
_LONGEST_SCHEME = 60
_AMERICAN, _BRITISH = ("US",), ("GB", "UK")


@dataclass(frozen=True, slots=True)
class FindingAid:
    """The number of a finding aid, and the language its dates are written in."""

    identifier: str = ""
    language: str = ""


def finding_aid_of(header: Element) -> FindingAid:
    """The number: the text of `eadid` or `recordid`, or the attributes that hold it."""
    number, country = "", ""
    for part in header:
        name = name_of(part)
        if name in ("eadid", "recordid") and not number:
            number = line_of(part) or _first(part, "identifier", "urn", "url", "publicid")
            country = (part.get("countrycode") or "").strip().upper()
        elif name == "maintenanceagency":
            country = country or (part.get("countrycode") or "").strip().upper()
    codes = [
        language_tag(one.get("langcode") or "")
        for group in header.iter("{*}langusage", "{*}languagedeclaration")
        for one in group.iter("{*}language")
    ]
    language = next(filter(None, codes), "")
    if language in ("", "en"):
        language = "en-US" if country in _AMERICAN else language
        language = "en-GB" if country in _BRITISH else language
    return FindingAid(number, language)


def scheme_of(number: str) -> str:
    """The scheme of the identifiers of a finding aid's units. One too long to be kept is
    cut, and made one of its kind by a checksum."""
    scheme = f"ead:{number}"
    if len(scheme) <= _LONGEST_SCHEME:
        return scheme
    check = hashlib.sha256(number.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{scheme[: _LONGEST_SCHEME - 13]}~{check}"


def read_header(element: Element, unit: Unit) -> None:
    """Adds to the record of the whole what the header or front matter says."""
    if name_of(element) not in _HEADERS:
        unit.keep(name_of(element), prose(element))
        return
    for part in element:
        name = name_of(part)
        if name in ("filedesc", "profiledesc"):
            _description(part, unit)
        elif name == "revisiondesc":
            _changes(part, unit)
        elif name == "maintenancehistory":
            _events(part, unit)
        elif name in ("eadid", "recordid"):
            _numbers(part, unit)
        elif name:
            _declaration(part, unit)


def _declaration(element: Element, unit: Unit) -> None:
    """A part of `control` that is neither number nor description."""
    name = name_of(element)
    words = _in_one(element) or _first(element, "value")
    if name == "conventiondeclaration":
        unit.say("rules", words)
    elif name == "otherrecordid":
        scheme = " ".join((element.get("localtype") or name).split())
        unit.add_identifier(Identifier(scheme[:_LONGEST_SCHEME], line_of(element)[:500]))
    else:
        unit.keep(name, f"{words} <{href(element)}>" if href(element) else words)


def _numbers(element: Element, unit: Unit) -> None:
    """The number as such; it is in the scheme of the identifiers too."""
    words = line_of(element)
    unit.keep(name_of(element), words)
    for name in ("identifier", "url", "urn", "publicid", "instanceurl"):
        said = " ".join((element.get(name) or "").split())
        if said and said != words:
            unit.keep(f"{name_of(element)} {name}", said)


def _description(element: Element, unit: Unit) -> None:
    """Of the finding aid as a publication, and how it was made."""
    for part in element:
        name = name_of(part)
        if name == "titlestmt":
            for one in part:
                if name_of(one) == "author":
                    unit.say("archivists_note", line_of(one))
                elif name_of(one):
                    unit.keep(name_of(one), line_of(one))
        elif name == "creation":
            unit.say("archivists_note", prose(part))
        elif name == "descrules":
            unit.say("rules", prose(part))
        elif name:
            unit.keep(name, prose(part))


def _changes(element: Element, unit: Unit) -> None:
    others = []
    for part in element:
        if name_of(part) == "change":
            unit.say("description_dates", " ".join(prose(part).split()))
        elif name_of(part) not in ("", "head"):
            others.append(prose(part))
    unit.say("description_dates", "\n".join(filter(None, others)))


def _events(element: Element, unit: Unit) -> None:
    """``2014-11-10: created, machine, Collection Guides. ...`` for each event."""
    for event in element:
        if name_of(event) != "maintenanceevent":
            continue
        date, said = "", []
        for part in event:
            name = name_of(part)
            words = line_of(part) or _first(part, "standarddatetime", "value")
            if name == "eventdatetime":
                date = words
            elif name:
                said.append(words)
        unit.say(
            "description_dates", ": ".join(filter(None, (date, ", ".join(filter(None, said)))))
        )


def _in_one(element: Element) -> str:
    """The words of all parts of a declaration on one line."""
    parts = [line_of(part) for part in element if name_of(part)]
    return ", ".join(filter(None, parts)) or line_of(element)


def _first(element: Element, *names: str) -> str:
    said = (" ".join((element.get(name) or "").split()) for name in names)
    return next(filter(None, said), "")
