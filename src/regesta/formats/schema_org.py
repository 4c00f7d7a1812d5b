"""Documents in the words of schema.org, as search engines and harvesters read them.

Written, not read. Source of the names: schema.org, ``ArchiveComponent`` and
``ArchiveOrganization``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regesta.description.authority import Authority, LifeType, register_address
from regesta.description.citing_parts import ADDRESSEE, AUTHORS, place_of
from regesta.description.record import AgentInRole, Collection, Record
from regesta.formats import citation

LONGEST_DESCRIPTION = 1000  # characters
MOST_SUBJECTS = 100
_TYPES = {
    "person": "Person", "family": "Person", "organisation": "Organization", "place": "Place",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where a record is shown: the name of the archive, addresses, and the sets it is in, as
    titles with their addresses; ``whole`` is what it is a part of. ``names`` are the addresses
    of people and bodies by name."""

    archive: str
    address: str
    version_address: str
    version: int
    whole: tuple[str, str] | None = None
    collections: Sequence[tuple[str, str]] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def archive_component(record: Record, shown: Shown) -> dict[str, Any]:
    """A record as JSON-LD; what is not known is left out."""
    repository, location = place_of(record)
    by_role = {role: citation.by_role(record, role) for role in (*AUTHORS, "translator")}
    authors = next(filter(None, (by_role[role] for role in AUTHORS)), [])
    addressees = citation.by_role(record, ADDRESSEE)
    cited = citation.date_of(record)
    is_plain = cited and citation.plain_parts(cited.date.edtf)
    title = record.statement("title")
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["ArchiveComponent", "Message"] if addressees else "ArchiveComponent",
        "@id": shown.address,
        "url": shown.version_address,
        "version": shown.version,
        "name": title.text if title else "",
        "description": record.text("scope_and_content")[:LONGEST_DESCRIPTION],
        "inLanguage": [one.text for one in record.values.get("language", ())],
        "dateCreated": cited.date.edtf if cited and is_plain else "",
        "author": [_agent(one, shown) for one in authors],
        "recipient": [_agent(one, shown) for one in addressees],
        "translator": [_agent(one, shown) for one in by_role["translator"]],
        "about": [_agent(one, shown) for one in record.subjects[:MOST_SUBJECTS]],
        "holdingArchive": {"@type": "ArchiveOrganization", "name": repository}
        if repository
        else None,
        "itemLocation": location,
        "isPartOf": [*_whole(shown), *_collections(shown)],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value}
            for one in record.identifiers
        ],
        "license": record.rights.uri if is_web_address(record.rights.uri) else "",
        "creditText": record.rights.credit,
        "publisher": {"@type": "Organization", "name": shown.archive},
    }
    return {name: content for name, content in said.items() if content}


def collection(
    title: str, says: Collection, *, address: str, count: int, archive: str
) -> dict[str, Any]:
    """A collection as JSON-LD; ``count`` is how many documents of it are public."""
    said = {
        "@context": "https://schema.org",
        "@type": "Collection",
        "@id": address,
        "url": address,
        "name": title,
        "description": says.text("scope_and_content")[:LONGEST_DESCRIPTION],
        "collectionSize": count,
        "holdingArchive": {"@type": "ArchiveOrganization", "name": archive},
    }
    return {name: content for name, content in said.items() if content}


_AUTHORITY_TYPES = {**_TYPES, "topic": "DefinedTerm"}
_ENDS = {"person": ("birthDate", "deathDate"), "organisation": ("foundingDate", "dissolutionDate")}


def authority(says: Authority, *, address: str) -> dict[str, Any]:
    """A person, organisation, place or topic as JSON-LD, with what other registers call the
    same; what is not known is left out."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _AUTHORITY_TYPES[says.kind],
        "@id": address,
        "url": address,
        "name": says.preferred.text,
        "alternateName": list(dict.fromkeys(one.text for one in says.variants)),
        "description": says.text("history")[:LONGEST_DESCRIPTION],
        "sameAs": [
            address_there for one in says.identifiers if (address_there := register_address(one))
        ],
    }
    if says.kind in _ENDS:
        for name, type_ in zip(_ENDS[says.kind], (LifeType.BIRTH, LifeType.DEATH), strict=True):
            edtf = says.date(type_).edtf
            said[name] = edtf if edtf and citation.plain_parts(edtf) else ""
    if says.kind == "place" and says.coordinates:
        said["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": says.coordinates.latitude,
            "longitude": says.coordinates.longitude,
        }
    return {name: content for name, content in said.items() if content}


def _whole(shown: Shown) -> list[dict[str, str]]:
    if shown.whole is None:
        return []
    name, address = shown.whole
    return [{"@type": "ArchiveComponent", "@id": address, "name": name}]


def _collections(shown: Shown) -> list[dict[str, str]]:
    return [
        {"@type": "Collection", "@id": address, "name": name} for name, address in shown.collections
    ]


def is_web_address(text: str) -> bool:
    """Whether a text of the source may stand as an address in a page or a header."""
    return text.startswith(("https://", "http://")) and not any(
        sign.isspace() or sign in "<>\"'" or ord(sign) < 33 for sign in text
    )


def _agent(one: AgentInRole | Any, shown: Shown) -> dict[str, str]:
    said = {"@type": _TYPES.get(one.kind, "Thing"), "name": one.name}
    if address := shown.names.get(one.name):
        said["@id"] = address
    return said
