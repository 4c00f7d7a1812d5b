"""The pictures of a result from the index on disk, counted by tantivy."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from heapq import nlargest
from typing import Any

import msgspec
import tantivy
from tantivy import Order

from regesta.search.facet_values import FacetValues
from regesta.search.picturing import (
    InTime,
    Point,
    Spoken,
    Together,
    most_spoken_of,
    strongest,
)
from regesta.search.tantivy_asking import both, sendable
from regesta.search.tantivy_counting import MOST_VALUES, Counting
from regesta.search.tantivy_schema import DATE_ORDER, numbers_column

_POOL = ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2), thread_name_prefix="picture")


class _ShownDate(msgspec.Struct):
    text: str | None = None


class _Shown(msgspec.Struct):
    """What a picture says of a card; the rest of it is not even read."""

    title: str = ""
    title_language: str = ""
    date: _ShownDate = msgspec.field(default_factory=_ShownDate)


_read_shown = msgspec.json.Decoder(_Shown).decode


class Picturing:
    """Pictures of one state of the index."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        counting: Counting,
        values: FacetValues,
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._counting = counting
        self._values = values

    def in_time(self, query: tantivy.Query, most: int) -> InTime:
        """A result in time: document by document, or by year where there are more than
        ``most``."""
        counted: Any = self._searcher.search(query, limit=1)  # no type stub knows its count
        total = int(counted.count or 0)
        if total > most:
            years = dict(sorted(self._counting.years(query).items()))
            return InTime(total=total, undated=total - sum(years.values()), years=years)
        points = self._points(query, total) if total else ()
        return InTime(total=total, undated=total - len(points), points=points)

    def together(self, query: tantivy.Query, facets: Sequence[str], most: int) -> Together:
        """Who is spoken of together with whom: of the most frequent values, exact counts."""
        counts = self._counts(query, facets)
        numbers, frequent = self._frequent(counts, most)
        nodes = most_spoken_of(frequent, most)
        places = _places(nodes, numbers)
        asked = [self._ranges(places, after) for after in range(len(nodes))]
        waiting = [
            _POOL.submit(self._searcher.aggregate, self._with(query, node), ranges)
            for node, ranges in zip(nodes, asked, strict=True)
            if ranges
        ]
        found: dict[tuple[int, int], int] = {}
        for one, answer in enumerate(waiting):
            for facet, counted in answer.result().items():
                for bucket in counted["buckets"]:
                    other = places[facet].get(int(bucket.get("from", -1)))
                    # Between the values asked for lie others, whose buckets are passed over.
                    if other is not None and other > one and bucket["doc_count"]:
                        found[one, other] = bucket["doc_count"]
        return Together(nodes=nodes, more=len(counts) - len(nodes), ties=strongest(found))

    def _points(self, query: tantivy.Query, total: int) -> tuple[Point, ...]:
        found = self._searcher.search(
            query, limit=total, order_by_field=DATE_ORDER, order=Order.Asc, count=False
        )
        addresses = [address for _, address in found.hits]
        firsts = self._searcher.fast_field_values("first_day", addresses)
        lasts = self._searcher.fast_field_values("last_day", addresses)
        return tuple(
            self._point(address, first, last)
            for address, first, last in zip(addresses, firsts, lasts, strict=True)
            if first is not None or last is not None
        )

    def _point(self, address: tantivy.DocAddress, first: Any, last: Any) -> Point:
        document = self._searcher.doc(address)
        shown = _read_shown(document["card"][0])
        return Point(
            document["identifier"][0],
            shown.title,
            shown.title_language,
            shown.date.text or "",
            first,
            last,
        )

    def _counts(self, query: tantivy.Query, facets: Sequence[str]) -> dict[tuple[str, int], int]:
        """How often each value is spoken of, by facet and number."""
        asked = {
            facet: {
                "terms": {
                    "field": numbers_column(facet),
                    "size": MOST_VALUES,
                    "segment_size": MOST_VALUES,
                }
            }
            for facet in facets
        }
        return {
            (facet, int(bucket["key"])): bucket["doc_count"]
            for facet, counted in self._searcher.aggregate(query, asked).items()
            for bucket in counted["buckets"]
        }

    def _frequent(
        self, counts: Mapping[tuple[str, int], int], most: int
    ) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
        """Those that may be among the most frequent, which alone are put into words: their
        numbers and counts, by facet and value."""
        least = min(nlargest(most, counts.values()), default=0)
        found = [pair for pair, count in counts.items() if count >= least]
        numbers = {}
        for facet in {facet for facet, _ in found}:
            of_facet = [number for one, number in found if one == facet]
            for number, value in zip(of_facet, self._values.values(facet, of_facet), strict=True):
                numbers[facet, value] = number
        return numbers, {one: counts[one[0], number] for one, number in numbers.items()}

    def _ranges(self, places: dict[str, dict[int, int]], after: int) -> dict[str, Any]:
        """A count of each value that stands behind a node, and of no other: counting all
        values of so many documents takes ten times as long."""
        wanted = {
            facet: sorted(number for number, place in numbers.items() if place > after)
            for facet, numbers in places.items()
        }
        return {
            facet: {
                "range": {
                    "field": numbers_column(facet),
                    "ranges": [{"from": number, "to": number + 1} for number in numbers],
                }
            }
            for facet, numbers in wanted.items()
            if numbers
        }

    def _with(self, query: tantivy.Query, node: Spoken) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, node.facet, sendable(node.value))
        return both(query, [tantivy.Query.const_score_query(term, 0.0)])


def _places(
    nodes: Sequence[Spoken], numbers: Mapping[tuple[str, str], int]
) -> dict[str, dict[int, int]]:
    """For each facet, the places of its nodes by the numbers of their values."""
    places: dict[str, dict[int, int]] = {}
    for place, node in enumerate(nodes):
        places.setdefault(node.facet, {})[numbers[node.facet, node.value]] = place
    return places
