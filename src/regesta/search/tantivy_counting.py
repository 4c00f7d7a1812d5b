"""Counting a result: the values of its facets, and its years, months and days.

All columns of a result are counted in two rounds, side by side where there are two processors:
tantivy lets go of Python while it counts. In more rounds the records would be found more often.
"""

from __future__ import annotations

import math
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import tantivy

from regesta.description.fields import FACETS
from regesta.search.facet_values import FacetValues
from regesta.search.histogram import Bar, bars
from regesta.search.results import FacetValue
from regesta.search.tantivy_asking import sendable
from regesta.search.tantivy_schema import ABOVE, DECADE, WHEN, numbers_column
from regesta.search.when import When, read_when

MOST_VALUES = 65_000  # far above what any facet holds, so that counts are exact
MOST_NAMED = 100  # values that an answer names of a facet of names, the most frequent first
_POOL = ThreadPoolExecutor(max_workers=os.cpu_count() or 1, thread_name_prefix="count")
_NAMES = {facet.name for facet in FACETS if facet.kinds}
Part = tuple[tantivy.Query, str]  # the records of a query, by a facet or by `WHEN`
Numbers = dict[int, int]  # how often each number stands
Found = dict[tuple[int, str], Numbers]  # by the `id` of a query, and facet


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be counted: the facets, each in the records of its query, where what is
    ``chosen`` is named in any case; and the bars."""

    facets: Mapping[str, tantivy.Query]
    bars: tantivy.Query
    chosen: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """The values of each facet, all of them or the most frequent of names; and the bars."""

    facets: dict[str, tuple[FacetValue, ...]]
    bars: tuple[Bar, ...]


class Counting:
    """Counts for one state of the index."""

    def __init__(
        self, schema: tantivy.Schema, searcher: tantivy.Searcher, values: FacetValues
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._values = values
        self._how_many = cache(values.how_many)
        self._known_whens: dict[int, When] = {}

    def begin(self, asked: Asked) -> Callable[[], Counted]:
        """Begins to count, and gives the way to the counts: whoever wants them can do
        something else before."""
        one, other = self._halves(asked)
        beside = _POOL.submit(self._found, other)
        return lambda: self._counted(asked, self._found(one) | beside.result())

    def values(self, query: tantivy.Query, facet: str) -> tuple[FacetValue, ...]:
        """All values of a facet."""
        if facet == DECADE:
            return ordered(self._decades(query, self._numbers(query, WHEN)))
        return ordered(self._named(facet, self._numbers(query, facet)))

    def below(self, query: tantivy.Query) -> Counter[str]:
        """How many of the records stand directly below each other one."""
        return Counter(self._named(ABOVE, self._numbers(query, ABOVE)))

    def months(self, query: tantivy.Query) -> Counter[int]:
        """The months in which records stand whose date is so exact."""
        return Counter(self._column(query, "month"))

    def years(self, query: tantivy.Query) -> Counter[int]:
        """The years in which records stand; see `regesta.search.histogram`."""
        return self._years(self._numbers(query, WHEN))

    def _halves(self, asked: Asked) -> tuple[list[Part], list[Part]]:
        """All there is to count, in two parts that take about the same time. The more values
        a facet has, the longer it takes; and one value a record is soon counted."""
        parts = {(id(query), name): (query, name) for name, query in asked.facets.items()}
        for query in (asked.facets[DECADE], asked.bars):
            parts.pop((id(query), DECADE), None)
            parts[id(query), WHEN] = query, WHEN
        work = {
            key: math.log10(1 + many) if name in _NAMES else 0.3
            for key, (_, name) in parts.items()
            if (many := self._how_many(name))
        }
        halves: tuple[list[Part], list[Part]] = ([], [])
        done = [0.3, 0.0]  # the page is found besides the first half
        for key in sorted(work, key=lambda key: -work[key]):
            least = done.index(min(done))
            halves[least].append(parts[key])
            done[least] += work[key]
        return halves

    def _found(self, parts: Sequence[Part]) -> Found:
        """The numbers of each part: all of one query are counted in one go."""
        queries = {id(query): query for query, _ in parts}
        names: defaultdict[int, list[str]] = defaultdict(list)
        for query, name in parts:
            names[id(query)].append(name)
        found: Found = {}
        for key, query in queries.items():
            wanted = {name: MOST_NAMED if name in _NAMES else MOST_VALUES for name in names[key]}
            for name, numbers in self._aggregate(query, wanted).items():
                found[key, name] = numbers
        return found

    def _counted(self, asked: Asked, found: Found) -> Counted:
        facets = {}
        for name, query in asked.facets.items():
            if name == DECADE:
                counts = self._decades(query, found.get((id(query), WHEN), {}))
            else:
                counts = self._named(name, found.get((id(query), name), {}))
                for value in asked.chosen.get(name, ()):
                    if value not in counts and (count := self._of_value(query, name, value)):
                        counts[value] = count
            facets[name] = ordered(counts)
        years = self._years(found.get((id(asked.bars), WHEN), {}))
        return Counted(
            facets,
            bars(
                years,
                lambda: self._column(asked.bars, "month"),
                lambda: self._column(asked.bars, "day"),
            ),
        )

    def _years(self, numbers: Numbers) -> Counter[int]:
        years: dict[int, int] = {}
        for when, count in self._whens(numbers):
            if when.year is not None:
                years[when.year] = years.get(when.year, 0) + count
        return Counter(years)

    def _decades(self, query: tantivy.Query, numbers: Numbers) -> dict[str, int]:
        decades: dict[str, int] = {}
        are_apart = False
        for when, count in self._whens(numbers):
            if when.decades is None:
                are_apart = True
                continue
            for decade in when.decades:
                decades[decade] = decades.get(decade, 0) + count
        if are_apart:
            for decade, count in self._named(DECADE, self._numbers(query, DECADE)).items():
                decades[decade] = decades.get(decade, 0) + count
        return decades

    def _whens(self, numbers: Numbers) -> list[tuple[When, int]]:
        """What the numbers of `WHEN` mean, which is remembered, and how often each stands."""
        known = self._known_whens
        if new := [number for number in numbers if number not in known]:
            values = self._values.values(WHEN, new)
            known.update(zip(new, map(read_when, values), strict=True))
        return [(known[number], count) for number, count in numbers.items()]

    def _named(self, facet: str, numbers: Numbers) -> dict[str, int]:
        values = self._values.values(facet, list(numbers))
        return dict(zip(values, numbers.values(), strict=True))

    def _numbers(self, query: tantivy.Query, facet: str) -> Numbers:
        return self._aggregate(query, {facet: MOST_VALUES})[facet]

    def _aggregate(self, query: tantivy.Query, most: Mapping[str, int]) -> dict[str, Numbers]:
        """How often each number stands in the columns of some facets, so many of each."""
        columns = {name: (numbers_column(name), size) for name, size in most.items()}
        return self._terms(query, columns)

    def _column(self, query: tantivy.Query, column: str) -> Numbers:
        return self._terms(query, {column: (column, MOST_VALUES)})[column]

    def _terms(
        self, query: tantivy.Query, columns: Mapping[str, tuple[str, int]]
    ) -> dict[str, Numbers]:
        # The most frequent of every segment are not yet those of the whole.
        is_whole = self._searcher.num_segments <= 1
        asked = {
            name: {
                "terms": {
                    "field": column,
                    "size": size,
                    "segment_size": size if is_whole else MOST_VALUES,
                }
            }
            for name, (column, size) in columns.items()
        }
        answer: dict[str, Any] = self._searcher.aggregate(query, asked)
        return {
            name: {int(one["key"]): one["doc_count"] for one in answer[name]["buckets"]}
            for name in columns
        }

    def _of_value(self, query: tantivy.Query, facet: str, value: str) -> int:
        """How many records have a value that is not among the most frequent."""
        term = tantivy.Query.term_query(self._schema, facet, sendable(value))
        asked = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, term)]
        )
        found: Any = self._searcher.search(asked, limit=1)  # type stubs do not know the count
        return int(found.count or 0)


def ordered(counts: Mapping[str, int]) -> tuple[FacetValue, ...]:
    """The most frequent first, and those that are as frequent by their value."""
    values = sorted(counts.items())
    values.sort(key=itemgetter(1), reverse=True)  # leaves those that are as frequent as they are
    return tuple([FacetValue(value, value, count) for value, count in values])
