"""The pictures of a result from entries in memory: the measure of the other backends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from regesta.search.entries import Entry, date_order
from regesta.search.histogram import place_of
from regesta.search.picturing import InTime, Point, Together, most_spoken_of, strongest


def in_time(found: Sequence[Entry], most: int) -> InTime:
    """The entries of a result in time; see `regesta.search.index`."""
    if len(found) > most:
        places = [place for one in found if (place := place_of(one.extent)) is not None]
        years = Counter(place.year for place in places)
        return InTime(
            total=len(found),
            undated=len(found) - len(places),
            years=dict(sorted(years.items())),
        )
    ordered = sorted(found, key=lambda one: date_order(one.extent, one.number))
    points = tuple(_point(one) for one in ordered if place_of(one.extent) is not None)
    return InTime(total=len(found), undated=len(found) - len(points), points=points)


def together(found: Sequence[Entry], facets: Sequence[str], most: int) -> Together:
    """Who is spoken of together with whom in the entries of a result."""
    spoken = [
        {(facet, value) for facet in facets for value in one.facets.get(facet, ())} for one in found
    ]
    counts = Counter(pair for pairs in spoken for pair in pairs)
    nodes = most_spoken_of(counts, most)
    place = {(node.facet, node.value): at for at, node in enumerate(nodes)}
    ties = Counter(
        tie
        for pairs in spoken
        for tie in combinations(sorted(place[pair] for pair in pairs if pair in place), 2)
    )
    return Together(nodes=nodes, more=len(counts) - len(nodes), ties=strongest(ties))


def _point(entry: Entry) -> Point:
    extent, card = entry.extent, entry.card
    return Point(
        entry.identifier,
        card.title,
        card.title_language,
        card.date.text or "",
        extent.earliest if extent else None,
        extent.latest if extent else None,
    )
