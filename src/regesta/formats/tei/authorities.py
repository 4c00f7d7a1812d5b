"""Authorities that a TEI file describes: its lists of persons, bodies and places.

``person``, ``org`` and ``place`` of TEI, the list of names of a FRUS volume, and of its
list of abbreviations those that are plainly the names of bodies. Those that a letter
names by an address of a register (GND, VIAF, GeoNames) are made from that address.
"""

from __future__ import annotations

import re

from regesta.description.authority import (
    Authority,
    Coordinates,
    Kind,
    LifeDate,
    LifeType,
    Name,
    NameType,
)
from regesta.description.record import Identifier, Statement
from regesta.formats.reading import AuthorityReading
from regesta.formats.tei.dating import date_of, edtf_of
from regesta.formats.tei.names import (
    XML_ID,
    XML_LANG,
    all_text,
    attribute,
    below,
    children,
    name_of,
    register_entry,
)
from regesta.formats.xml import Element, place

_KINDS = {"person": Kind.PERSON, "org": Kind.ORGANISATION, "place": Kind.PLACE}
_NAMED = {
    "person": ("persName", "name"),
    "org": ("orgName", "name"),
    "place": ("placeName", "settlement", "geogName", "country", "region", "district", "name"),
}
KIND_OF_NAME = {
    "persName": Kind.PERSON,
    "orgName": Kind.ORGANISATION,
    "placeName": Kind.PLACE,
    "geogName": Kind.PLACE,
    "settlement": Kind.PLACE,
}
_BODIES = frozenset((
    "administration", "agency", "alliance", "army", "assembly", "association", "authority",
    "bank", "board", "branch", "bureau", "cabinet", "commission", "committee", "community",
    "company", "confederation", "congress", "corporation", "corps", "council", "department",
    "directorate", "division", "embassy", "federation", "forces", "foundation", "front", "fund",
    "government", "group", "headquarters", "institute", "institution", "league", "legation",
    "library", "ministry", "mission", "movement", "nations", "navy", "office", "organization",
    "organisation", "parliament", "party", "secretariat", "senate", "service", "society",
    "staff", "union", "university",
))  # fmt: skip
_SMALL = frozenset(("of", "for", "and", "the", "in", "on", "to", "at", "s"))
_SUFFIXES = {"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"}
_WORDING = 20_000  # signs of the source that are kept with a reading


def listed(element: Element, volume: str) -> AuthorityReading | None:
    """The authority that one entry of a list describes; None where it names nobody."""
    name = name_of(element)
    if name in _KINDS:
        return _entry(element, name, volume)
    if name == "item":
        named = next((one for one in below(element, "persName") if one.get(XML_ID)), None)
        if named is not None:
            return _listed_person(element, named, volume)
        term = next((one for one in below(element, "term") if one.get(XML_ID)), None)
        if term is not None:
            return _abbreviated(element, term, volume)
    return None


def _listed_person(element: Element, named: Element, volume: str) -> AuthorityReading | None:
    """``<item><persName xml:id="p_1">Family, Given</persName>, description</item>``"""
    words = all_text(named).strip(" ,;.")
    if named_ends_with_initial(all_text(named)):
        words += "."
    if not words:
        return None
    said = all_text(element, ("note",))
    description = said[len(all_text(named)) :] if said.startswith(all_text(named)) else said
    description = description.strip(" ,;")
    authority = Authority(
        kind=Kind.PERSON,
        preferred=Name(text=words),
        values={"history": [Statement(text=description)]} if description else {},
    )
    return _reading(authority, element, named.get(XML_ID), volume)


def named_ends_with_initial(words: str) -> bool:
    """Whether a name ends with a full stop of its own: ``Wilson, Charles E.``, ``Jr.``"""
    last = words.rstrip(" ,;").rpartition(" ")[2]
    return last.endswith(".") and (len(last) == 2 or last.lower() in _SUFFIXES)


def _abbreviated(element: Element, term: Element, volume: str) -> AuthorityReading | None:
    """A body of a list of abbreviations: ``NSC, National Security Council``."""
    short = all_text(term).strip(" ,;")
    said = all_text(element, ("note",))
    full = said[len(all_text(term)) :].strip(" ,;") if said.startswith(all_text(term)) else ""
    if not short or not names_body(full):
        return None
    authority = Authority(
        kind=Kind.ORGANISATION,
        preferred=Name(text=full),
        variants=[Name(text=short, type=NameType.ABBREVIATION)],
    )
    return _reading(authority, element, term.get(XML_ID), volume)


def names_body(words: str) -> bool:
    """Whether words are plainly the name of a body: capitals, and a word such as *Council*
    or *Bureau* as what it is. ``Director of the Bureau`` is none, nor is a list of bodies."""
    if ";" in words or " or " in words or not words[:1].isupper() or len(words) > 120:
        return False
    phrase = re.split(r",| \(| of | for | on | in | to ", words.removeprefix("The "))[0]
    last = phrase.split()[-1] if phrase.split() else ""
    small = [word for word in re.findall(r"[^\W\d_]+", words) if word[0].islower()]
    return (
        last[:1].isupper()
        and last.lower().strip(".") in _BODIES
        and len(words.split()) > 1
        and set(small) <= _SMALL
        and not words.endswith("Series")
    )


def _entry(element: Element, name: str, volume: str) -> AuthorityReading | None:
    """A ``person``, ``org`` or ``place`` of TEI."""
    taken = {"note", "birth", "death", "floruit", "idno", "location", "occupation", *_NAMED[name]}
    names = [
        Name(
            text=words,
            language=one.get(XML_LANG) or "",
            type=_type_of_name(attribute(one, "type")),
        )
        for one in children(element, *_NAMED[name])
        if (words := _name_words(one))
    ]
    if not names:
        return None
    values: dict[str, list[Statement]] = {}
    for one in children(element, "note", "occupation", "residence", "education", "desc"):
        field = {"occupation": "functions", "residence": "places"}.get(name_of(one), "history")
        if said := all_text(one):
            values.setdefault(field, []).append(Statement(text=said))
            taken.add(name_of(one))
    authority = Authority(
        kind=_KINDS[name],
        preferred=names[0],
        variants=names[1:],
        dates=_life(element),
        coordinates=_coordinates(element),
        identifiers=_identifiers(element),
        values=values,
        extra={
            name_of(one): [Statement(text=said)]
            for one in element
            if name_of(one) and name_of(one) not in taken and (said := all_text(one))
        },
    )
    return _reading(authority, element, element.get(XML_ID), volume)


def _type_of_name(said: str) -> NameType:
    found = {"abbreviation": NameType.ABBREVIATION, "abbr": NameType.ABBREVIATION,
             "former": NameType.FORMER, "nickname": NameType.NICKNAME,
             "pseudonym": NameType.NICKNAME}  # fmt: skip
    return found.get(said.lower(), NameType.NAME)


def _name_words(element: Element) -> str:
    """``Family, Given`` where the parts are marked, else the words as they stand."""
    families = [all_text(one) for one in children(element, "surname")]
    given = [all_text(one) for one in children(element, "forename")]
    if families and given:
        link = [all_text(one) for one in children(element, "nameLink")]
        return f"{' '.join(families)}, {' '.join(given + link)}"
    return all_text(element)


def _life(element: Element) -> list[LifeDate]:
    kinds = {"birth": LifeType.BIRTH, "death": LifeType.DEATH, "floruit": LifeType.ACTIVITY}
    found = []
    for one in children(element, *kinds):
        source = one if edtf_of(one)[0] else next(iter(below(one, "date")), one)
        date = date_of(source)
        if date.text:
            found.append(LifeDate(date=date, type=kinds[name_of(one)]))
    return found


def _coordinates(element: Element) -> Coordinates | None:
    for one in below(element, "geo"):
        try:
            latitude, longitude = map(float, re.split(r"[,\s]+", all_text(one))[:2])
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Coordinates(latitude=latitude, longitude=longitude)
    return None


def _identifiers(element: Element) -> list[Identifier]:
    found = []
    pointers = [attribute(element, name) for name in ("ref", "corresp", "sameAs", "key")]
    for pointer in " ".join(pointers).split():
        if entry := register_entry(pointer):
            found.append(entry)
    for one in children(element, "idno"):
        value = all_text(one)
        scheme = attribute(one, "type").lower() or attribute(one, "subtype").lower()
        entry = register_entry(value)
        if entry is None and value and scheme:
            entry = Identifier(scheme, value)
        if entry:
            found.append(entry)
    return list(dict.fromkeys(found))


def _reading(
    authority: Authority, element: Element, key: str | None, volume: str
) -> AuthorityReading:
    if key and volume:
        scheme, _, number = volume.partition(":")
        authority.identifiers.append(Identifier(f"{scheme}:{number}", key))
    return AuthorityReading(
        authority=authority,
        position=place(element),
        wording=all_text(element)[:_WORDING],
        key=key or "",
    )


def of_register(
    entry: Identifier, words: str, kind: Kind, position: str, wording: str
) -> AuthorityReading:
    """The authority that an entry of a register is, by the name the source gives it."""
    return AuthorityReading(
        authority=Authority(kind=kind, preferred=Name(text=words), identifiers=[entry]),
        position=position,
        wording=wording[:_WORDING],
        key=f"{entry.scheme}:{entry.value}",
    )
