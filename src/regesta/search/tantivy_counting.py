"""Counting a result: the values of its facets, and its years, months and days.

Fields are counted side by side, as far as there are processors: tantivy lets go of Python
while it counts.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import tantivy

from regesta.description.fields import FACETS
from regesta.search.facet_values import FacetValues
from regesta.search.histogram import Bar, bars
from regesta.search.results import FacetValue
from regesta.search.tantivy_schema import DECADE, numbers_column

MOST_VALUES = 65_000  # far above what any facet holds, so that counts are exact
MOST_YEARS = 20_000
MOST_NAMED = 100  # values that an answer names of a facet of names, the most frequent first
_POOL = ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2), thread_name_prefix="count")
_NAMES = {facet.name for facet in FACETS if facet.kinds}
Question = Callable[[], dict[str, Any]]


class Counting:
    """Counts for one state of the index."""

    def __init__(self, searcher: tantivy.Searcher, values: FacetValues) -> None:
        self._searcher = searcher
        self._values = values

    def facets(
        self, of_facet: Mapping[str, tantivy.Query], chosen: Mapping[str, Sequence[str]]
    ) -> dict[str, tuple[FacetValue, ...]]:
        """The values of each facet in the records of its query, all of them or the most
        frequent of names; what is chosen is named in any case."""
        waiting = {
            name: _POOL.submit(self._counted, query, name, MOST_NAMED if name in _NAMES else 0)
            for name, query in of_facet.items()
            if name != DECADE
        }
        if DECADE in of_facet:
            waiting[DECADE] = _POOL.submit(self._decades, of_facet[DECADE])
        found = {}
        for name, query in of_facet.items():
            counts = waiting[name].result()
            if missing := [one for one in chosen.get(name, ()) if one not in counts]:
                counts |= self._of_chosen(query, name, missing)
            found[name] = ordered(counts)
        return found

    def values(self, query: tantivy.Query, facet: str) -> tuple[FacetValue, ...]:
        """All values of a facet."""
        if facet == DECADE:
            return ordered(self._decades(query))
        return ordered(self._counted(query, facet, 0))

    def years(self, query: tantivy.Query) -> Counter[int]:
        """The years in which records stand; see `regesta.search.histogram`."""
        exact, vague = self._numbers(query, ("year", "vague_year"), MOST_YEARS)
        return exact + vague

    def bars(self, query: tantivy.Query, years: Counter[int]) -> tuple[Bar, ...]:
        return bars(
            years,
            lambda: self._numbers(query, ("month",), MOST_VALUES)[0],
            lambda: self._numbers(query, ("day",), MOST_VALUES)[0],
        )

    def _decades(self, query: tantivy.Query) -> Counter[str]:
        """Most records stand in one decade, which their year tells at less cost."""
        (years,) = self._numbers(query, ("year",), MOST_YEARS)
        found: Counter[str] = Counter()
        for year, count in years.items():
            found[str(year // 10 * 10)] += count
        return found + self._counted(query, DECADE, 0)

    def _counted(self, query: tantivy.Query, facet: str, most: int) -> Counter[str]:
        """How often each value stands in the records; of so many values, 0 for all."""
        # One more than is named: where two are as frequent, the first by its name stays.
        (found,) = self._numbers(query, (numbers_column(facet),), most)
        return Counter(dict(zip(self._values.values(list(found)), found.values(), strict=True)))

    def _numbers(
        self, query: tantivy.Query, columns: Sequence[str], most: int
    ) -> list[Counter[int]]:
        size = most or MOST_VALUES
        # The most frequent of every segment are not yet those of the whole.
        of_segment = size if self._searcher.num_segments <= 1 else MOST_VALUES
        asked = {
            column: {"terms": {"field": column, "size": size, "segment_size": of_segment}}
            for column in columns
        }
        answer: dict[str, Any] = self._searcher.aggregate(query, asked)
        return [
            Counter({int(one["key"]): one["doc_count"] for one in answer[column]["buckets"]})
            for column in columns
        ]

    def _of_chosen(self, query: tantivy.Query, facet: str, chosen: Sequence[str]) -> dict[str, int]:
        """Counts of chosen values that are not among the most frequent."""
        everything = self._counted(query, facet, 0)
        return {one: everything[one] for one in chosen if everything[one]}


def ordered(counts: Mapping[str, int]) -> tuple[FacetValue, ...]:
    """The most frequent first, and those that are as frequent by their value."""
    values = sorted(counts.items(), key=lambda value: (-value[1], value[0]))
    return tuple(FacetValue(value, value, count) for value, count in values)
