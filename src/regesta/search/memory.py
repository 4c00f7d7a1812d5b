"""An index in memory, plain enough to be believed: the measure of the other backends."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from regesta.description.fields import FACETS, Tier
from regesta.search.entries import (
    Entry,
    date_order,
    is_certainly_within,
    is_possibly_within,
)
from regesta.search.highlights import highlights
from regesta.search.index import AS_TYPED, BOOSTS, BY_IDENTITY
from regesta.search.query import Condition, Phrase, Query, Sort, Viewer, Wanted
from regesta.search.results import FacetValue, Hit, InRange, Results


class MemoryIndex:
    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def apply(self, entries: Iterable[Entry], removed: Iterable[str]) -> None:
        # Put in place as a whole: somebody may be reading the one before.
        gone = set(removed)
        kept = {name: entry for name, entry in self._entries.items() if name not in gone}
        self._entries = kept | {entry.identifier: entry for entry in entries}

    def contents(self) -> Iterator[tuple[str, int]]:
        for entry in self._entries.values():
            yield entry.identifier, entry.revision

    def span(self, viewer: Viewer) -> tuple[int | None, int | None]:
        extents = [
            entry.extent
            for entry in self._entries.values()
            if entry.extent is not None and _is_visible(entry, viewer)
        ]
        firsts = [one.earliest for one in extents if one.earliest is not None]
        lasts = [one.latest for one in extents if one.latest is not None]
        return min(firsts, default=None), max(lasts, default=None)

    def occurring(self, phrases: Sequence[Phrase], viewer: Viewer) -> list[bool]:
        visible = [entry for entry in self._entries.values() if _is_visible(entry, viewer)]
        return [any(_weight(entry, phrase) for entry in visible) for phrase in phrases]

    def search(self, query: Query, viewer: Viewer) -> Results:
        started = time.perf_counter()
        condition = query.condition
        matching = [
            entry
            for entry in self._entries.values()
            if _is_visible(entry, viewer) and _matches(entry, condition) and _in_range(entry, query)
        ]
        found = [entry for entry in matching if _is_chosen(entry, query)]
        found.sort(key=_order(query, condition))
        page = found[query.offset : query.offset + query.size]
        return Results(
            total=len(found),
            offset=query.offset,
            hits=tuple(_hit(entry, query, condition) for entry in page),
            facets={facet.name: _counts(matching, query, facet.name) for facet in FACETS},
            in_range=_counts_in_range(found, query),
            expansions=query.expansions,
            took_ms=(time.perf_counter() - started) * 1_000,
        )


def _is_visible(entry: Entry, viewer: Viewer) -> bool:
    return viewer.sees_everything or entry.visible_from <= viewer.today


def _matches(entry: Entry, condition: Condition) -> bool:
    return all(_weight_of(entry, wanted) for wanted in condition.required) and not any(
        _weight(entry, phrase) for phrase in condition.excluded
    )


def _weight_of(entry: Entry, wanted: Wanted) -> float:
    """The weight of the heaviest way in which it is there, 0 where it is not."""
    typed = [_weight(entry, phrase) for phrase in wanted.typed]
    as_typed = sum(typed) if all(typed) else 0.0
    if wanted.is_plain:
        return as_typed
    ways = [as_typed * AS_TYPED, *(_weight(entry, phrase) for phrase in wanted.others)]
    if any(name in entry.facets.get(facet, ()) for facet, name in wanted.named):
        ways.append(BOOSTS[BY_IDENTITY])
    return max(ways)


def _weight(entry: Entry, phrase: Phrase) -> float:
    return sum(BOOSTS[tier] for tier in Tier if _stands_in(entry.tiers.get(tier, []), phrase))


def _stands_in(tokens: list[str], phrase: Phrase) -> bool:
    wanted = list(phrase.tokens)
    return any(
        tokens[at : at + len(wanted)] == wanted for at in range(len(tokens) - len(wanted) + 1)
    )


def _in_range(entry: Entry, query: Query) -> bool:
    if query.dates is None:
        return True
    return entry.extent is not None and is_possibly_within(entry.extent, query.dates)


def _is_chosen(entry: Entry, query: Query, *, but_for: str = "") -> bool:
    return all(
        name == but_for or not values or set(values) & set(entry.facets.get(name, ()))
        for name, values in query.chosen.items()
    )


def _order(query: Query, condition: Condition) -> Callable[[Entry], tuple[float | str, ...]]:
    sort = query.sort
    if sort is Sort.RELEVANCE and not condition.required:
        sort = Sort.DATE
    if sort is Sort.TITLE:
        return lambda entry: (entry.order_title,)
    if sort is Sort.RELEVANCE:
        return lambda entry: (
            -sum(_weight_of(entry, wanted) for wanted in condition.required),
            entry.number,
        )
    descending = sort is Sort.DATE_DESCENDING
    return lambda entry: (date_order(entry.extent, entry.number, descending=descending),)


def _hit(entry: Entry, query: Query, condition: Condition) -> Hit:
    within = None
    if query.dates is not None and entry.extent is not None:
        certain = is_certainly_within(entry.extent, query.dates)
        within = "certain" if certain else "possible"
    return Hit(
        identifier=entry.identifier,
        card=entry.card,
        within=within,
        highlights=highlights(entry.card, condition),
    )


def _counts(matching: list[Entry], query: Query, facet: str) -> tuple[FacetValue, ...]:
    """Counts of a facet's values, as if nothing were chosen in that facet itself."""
    counts = Counter(
        value
        for entry in matching
        if _is_chosen(entry, query, but_for=facet)
        for value in entry.facets.get(facet, ())
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, value, count) for value, count in ordered)


def _counts_in_range(found: list[Entry], query: Query) -> InRange:
    if query.dates is None:
        return InRange()
    certain = sum(
        entry.extent is not None and is_certainly_within(entry.extent, query.dates)
        for entry in found
    )
    return InRange(certain=certain, possible=len(found) - certain)
