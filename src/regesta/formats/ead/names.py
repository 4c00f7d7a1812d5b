"""Names and terms: creators, people, bodies, places and topics, with their authorities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.description.authority import Authority, Kind, Name
from regesta.description.record import Identifier
from regesta.formats.authority_identifiers import identifier_of
from regesta.formats.ead.prose import line_of, name_of
from regesta.formats.xml import Element

KINDS = {
    "persname": "person",
    "famname": "family",
    "corpname": "organisation",
    "geogname": "place",
    "subject": "topic",
    "genreform": "topic",
    "function": "topic",
    "occupation": "topic",
    "title": "topic",
    "name": "topic",
}
# Elements whose name says no more than the kind of the subject.
_PLAIN = frozenset(("persname", "famname", "corpname", "geogname", "subject"))
AGENT_KINDS = ("person", "family", "organisation")
_SUBJECT_ROLES = frozenset(("", "subject", "city", "county", "country", "state"))
_IMPRINT = ("260", "264")  # MARC fields of where and by whom something was published
_JOINED_BY = {"person": ", ", "family": ", ", "organisation": ". ", "place": "--", "topic": "--"}
# Codes of MARC relators that finding aids use, and their terms.
_RELATORS = {
    "act": "actor", "arr": "arranger", "art": "artist", "asn": "associated name",
    "aut": "author", "cmp": "composer", "cnd": "conductor", "col": "collector",
    "com": "compiler", "cre": "creator", "crp": "correspondent",
    "ctb": "contributor", "dnr": "donor", "drt": "director", "edt": "editor",
    "fmo": "former owner", "ill": "illustrator", "isb": "issuing body", "ive": "interviewee",
    "ivr": "interviewer", "lbt": "librettist", "lyr": "lyricist", "mus": "musician",
    "nrt": "narrator", "pbl": "publisher", "pht": "photographer", "prf": "performer",
    "pro": "producer", "rcp": "addressee", "sgn": "signatory", "sng": "singer",
    "spk": "speaker", "trl": "translator",
}  # fmt: skip
_CODE_BEHIND = re.compile(r"^(.+?)\s*\((?:[a-z]{3}|marcrelator)\)$")
_LIFE = re.compile(r",\s*(?:b\.|d\.|fl\.|ca?\.)?\s*\d{4}|^\w[\w'’-]*, \w")


@dataclass(frozen=True, slots=True)
class Term:
    """A name or term as a finding aid gives it. ``details`` says of it what no kind can:
    its element, vocabulary, rules and role; ``identifier`` is its own in an authority file."""

    name: str
    kind: str
    role: str = ""
    details: str = ""
    identifier: Identifier | None = None

    @property
    def key(self) -> str:
        """By which marks name its authority; "" where it has none."""
        return f"{self.identifier.scheme}:{self.identifier.value}" if self.identifier else ""

    @property
    def is_agent(self) -> bool:
        return self.role not in _SUBJECT_ROLES and self.kind in AGENT_KINDS

    def authority(self) -> Authority:
        """What the finding aid says of the authority: name, kind and identifier."""
        return Authority(
            kind=Kind(self.kind),
            preferred=Name(text=self.name),
            identifiers=[self.identifier] if self.identifier else [],
        )


def term_of(element: Element) -> Term | None:
    """The name or term of an element such as `persname`; None where it has no words."""
    element_name = name_of(element)
    parts = [part for part in element if name_of(part) == "part"]
    kind = _kind(element_name, parts)
    said = _joined(parts, _JOINED_BY[kind]) if parts else line_of(element)
    name = " ".join((element.get("normal") or "").split()) or said
    if not name:
        return None
    role = role_of(element.get("relator") or element.get("role") or "")
    number = element.get("identifier") or element.get("authfilenumber") or ""
    source = element.get("source") or ""
    details = [
        element_name if element_name not in _PLAIN else "",
        _sorts_of(parts) if element_name == "subject" else "",
        source,
        element.get("rules") or "",
        role if role not in _SUBJECT_ROLES else "",
        f"written {said}" if said != name else "",
        *(line_of(part) for part in element if parts and name_of(part) not in ("", "part")),
    ]
    said_of_it = ", ".join(dict.fromkeys(filter(None, details)))
    return Term(name, kind, role, said_of_it, identifier_of(number, source))


def terms_within(element: Element) -> Iterator[Term]:
    """The names of people, bodies and places and the subjects tagged in a title. Those of an
    imprint say where something was published, and stay words."""
    for child in element.iter("{*}*"):
        name = name_of(child)
        if name not in _PLAIN or child is element:
            continue
        if (child.get("encodinganalog") or "").startswith(_IMPRINT):
            continue
        if any(name_of(one) in ("imprint", "bibref", "archref") for one in child.iterancestors()):
            continue
        if term := term_of(child):
            yield term


def role_of(said: str) -> str:
    """A role as a term in lower case: ``cmp``, ``Composer (cmp)`` are *composer*."""
    plain = " ".join(said.split()).rstrip(":.").casefold()
    plain = plain.rpartition("/")[2] if plain.startswith("http") else plain
    behind = _CODE_BEHIND.match(plain)
    plain = behind[1] if behind else plain
    return _RELATORS.get(plain, plain)


def kind_of_bare_name(name: str) -> str:
    """The kind of a creator of whom only words are given: a person where there is a life
    date or a forename behind a comma, otherwise a body."""
    return "person" if _LIFE.search(name) else "organisation"


def _kind(element_name: str, parts: list[Element]) -> str:
    sorts = {part.get("localtype") for part in parts}
    if element_name == "subject" and sorts == {"geographic"}:
        return "place"
    return KINDS.get(element_name, "topic")


def _sorts_of(parts: list[Element]) -> str:
    """The sort of a subject as its parts say: *genre_form*."""
    sorts = dict.fromkeys(part.get("localtype") or "" for part in parts)
    return " and ".join(sort for sort in sorts if sort and sort != "topical")


def _joined(parts: list[Element], sign: str) -> str:
    return sign.join(filter(None, (line_of(part) for part in parts)))
