"""The pictures of a result: its documents in time, its places on a map, and who is spoken of
together with whom. Everything is counted in what the public may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from regesta.catalog.models import StoredAuthority
from regesta.description.authority import Coordinates
from regesta.description.days import iso_day
from regesta.description.record import from_data
from regesta.search.finding import find, name_labels, settled, the_public
from regesta.search.indexing import ArchiveIndex
from regesta.search.picturing import InTime
from regesta.search.query import Query

KINDS = ("timeline", "map", "network")
MOST_DOCUMENTS = 5_000  # that a timeline shows one by one
MOST_PLACES = 5_000  # that a map shows, the most frequent
MOST_NODES = 100  # people and organisations that a network shows, the most frequent
MOST_TIES = 400  # lines that a network draws, the strongest
NETWORKED = ("person", "organisation")


@dataclass(frozen=True, slots=True)
class Place:
    """A place spoken of: its value in the facet, its name, in how many documents, and where it
    is, None where nobody has said."""

    value: str
    label: str
    count: int
    where: Coordinates | None = None


@dataclass(frozen=True, slots=True)
class Map:
    """``more`` is how many places are spoken of besides."""

    places: tuple[Place, ...]
    more: int = 0

    @property
    def drawn(self) -> list[Place]:
        return [one for one in self.places if one.where]

    @property
    def nowhere(self) -> list[Place]:
        return [one for one in self.places if not one.where]


@dataclass(frozen=True, slots=True)
class Node:
    facet: str
    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Network:
    """``ties`` as in `regesta.search.picturing.Together`; ``more`` and ``more_ties`` are how
    many of the people and bodies, and of the ties between those shown, are left out."""

    nodes: tuple[Node, ...]
    ties: tuple[tuple[int, int, int], ...]
    more: int = 0
    more_ties: int = 0


def understood(index: ArchiveIndex, query: Query) -> Query:
    """The query as its first page is answered, with what was looked for besides. A page that
    has the answer already takes `settled` of it."""
    found = find(index, replace(query, page=1, size=1, counts=False))
    return settled(query, found)


def timeline(index: ArchiveIndex, query: Query) -> InTime:
    """The documents in time, or how many of them stand in which year. The query is one that
    was `understood`, here as below."""
    return index.in_time(query, the_public(), MOST_DOCUMENTS)


def map_of(index: ArchiveIndex, query: Query) -> Map:
    found = index.spoken_of(query, the_public(), "place")
    shown = found[:MOST_PLACES]
    names, where = _places([one.value for one in shown])
    places = (
        Place(one.value, names.get(one.value, one.value), one.count, where.get(one.value))
        for one in shown
    )
    return Map(tuple(places), len(found) - len(shown))


def network(index: ArchiveIndex, query: Query) -> Network:
    found = index.together(query, the_public(), NETWORKED, MOST_NODES)
    names = name_labels([one.value for one in found.nodes])
    nodes = tuple(
        Node(one.facet, one.value, names.get(one.value, one.value), one.count)
        for one in found.nodes
    )
    ties = found.ties[:MOST_TIES]
    return Network(nodes, ties, found.more, len(found.ties) - len(ties))


def _places(identifiers: Sequence[str]) -> tuple[dict[str, str], dict[str, Coordinates]]:
    """The names of places, and where they are, as far as they are known."""
    rows = StoredAuthority.objects.filter(identifier__in=identifiers)
    names, where = {}, {}
    for identifier, name, said in rows.values_list(
        "identifier", "name", "description__coordinates"
    ):
        names[identifier] = name
        if said:
            where[identifier] = from_data(said, Coordinates)
    return names, where


# ---------------------------------------------------------------- as data


def timeline_data(found: InTime) -> dict[str, Any]:
    return {
        "total": found.total,
        "undated": found.undated,
        "documents": [
            {
                "id": one.identifier,
                "title": one.title,
                "language": one.language,
                "date": one.date,
                "earliest": None if one.earliest is None else iso_day(one.earliest),
                "latest": None if one.latest is None else iso_day(one.latest),
            }
            for one in found.points
        ],
        "years": [{"year": year, "count": count} for year, count in found.years.items()],
    }


def map_data(found: Map) -> dict[str, Any]:
    return {
        "places": [
            {
                "value": one.value,
                "label": one.label,
                "count": one.count,
                "latitude": one.where.latitude if one.where else None,
                "longitude": one.where.longitude if one.where else None,
                "uncertainty_km": one.where.uncertainty_km if one.where else None,
            }
            for one in found.places
        ],
        "more": found.more,
    }


def network_data(found: Network) -> dict[str, Any]:
    return {
        "nodes": [
            {"facet": one.facet, "value": one.value, "label": one.label, "count": one.count}
            for one in found.nodes
        ],
        "ties": [list(tie) for tie in found.ties],
        "more": found.more,
        "more_ties": found.more_ties,
    }


def data_of(kind: str, index: ArchiveIndex, query: Query) -> dict[str, Any]:
    """A picture of one of `KINDS` as JSON-ready data."""
    asked = understood(index, query)
    if kind == "timeline":
        return timeline_data(timeline(index, asked))
    if kind == "map":
        return map_data(map_of(index, asked))
    return network_data(network(index, asked))
