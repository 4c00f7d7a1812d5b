"""An index in memory, plain enough to be believed: the measure of the other backends."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from regesta.description.fields import FACETS, FACETS_OF_NAMES, Tier
from regesta.search.condition import (
    All,
    Dated,
    Either,
    Leaf,
    Node,
    Not,
    Phrase,
    Prefix,
    Wanted,
    Word,
    is_ranked,
)
from regesta.search.entries import (
    Entry,
    date_order,
    is_certainly_within,
    is_possibly_within,
)
from regesta.search.highlights import Marking
from regesta.search.histogram import Bar, Times, bars, place_of
from regesta.search.index import SpokenOf
from regesta.search.memory_picturing import in_time, together
from regesta.search.picturing import InTime, Together
from regesta.search.query import Query, Sort, Viewer
from regesta.search.results import FacetValue, Highlight, Hit, InRange, Results
from regesta.search.stems import base
from regesta.search.weights import (
    AS_TYPED,
    BOOSTS,
    BY_IDENTITY,
    EXACT,
    MOST_TOGETHER,
    TOGETHER,
    rarity,
    weight_of_field,
)


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
        extents = [entry.extent for entry in self._visible(viewer) if entry.extent is not None]
        firsts = [one.earliest for one in extents if one.earliest is not None]
        lasts = [one.latest for one in extents if one.latest is not None]
        return min(firsts, default=None), max(lasts, default=None)

    def occurring(self, nodes: Sequence[Node], viewer: Viewer) -> list[int]:
        visible = self._visible(viewer)
        return [sum(_matches(entry, node) for entry in visible) for node in nodes]

    def frequency(self, words: Sequence[str]) -> list[int]:
        entries = self._entries.values()
        return [sum(bool(_weight(entry, Word(word))) for entry in entries) for word in words]

    def like(self, spoken_of: SpokenOf, but: str, viewer: Viewer, most: int) -> list[Hit]:
        pairs = [(facet, value) for facet, values in spoken_of.items() for value in values]
        common = Counter(
            pair for entry in self._entries.values() for pair in pairs if _speaks(entry, pair)
        )
        scored = [
            (
                sum(
                    rarity(common[pair], len(self._entries)) for pair in pairs if _speaks(one, pair)
                ),
                one,
            )
            for one in self._visible(viewer)
            if one.identifier != but
        ]
        best = sorted((-score, one.number, one.identifier) for score, one in scored if score)
        return [Hit(identifier=name, card=self._entries[name].card) for _, _, name in best[:most]]

    def beginning(self, prefix: str, viewer: Viewer, most: int) -> list[str]:
        found = Counter(
            token
            for entry in self._visible(viewer)
            for token in {one for tokens in entry.tiers.values() for one in tokens}
            if token.startswith(prefix)
        )
        return [token for token, _ in sorted(found.items(), key=_most_first)[:most]]

    def values(self, query: Query, viewer: Viewer, facet: str) -> tuple[FacetValue, ...]:
        return _counts(self._matching(query, viewer), query, facet)

    def times(self, query: Query, viewer: Viewer) -> Times:
        found = [one for one in self._matching(query, viewer) if _is_chosen(one, query)]
        places = [place for one in found if (place := place_of(one.extent)) is not None]
        return Times(
            Counter(place.year for place in places),
            Counter(place.month for place in places if place.month is not None),
            len(found) - len(places),
        )

    def below(self, identifiers: Sequence[str], viewer: Viewer) -> dict[str, int]:
        wanted = set(identifiers)
        return dict(Counter(one.above for one in self._visible(viewer) if one.above in wanted))

    def spoken_of(self, query: Query, viewer: Viewer, facet: str) -> tuple[FacetValue, ...]:
        found = self._found(query, viewer)
        return _ordered(Counter(one for entry in found for one in set(entry.facets.get(facet, ()))))

    def in_time(self, query: Query, viewer: Viewer, most: int) -> InTime:
        return in_time(self._found(query, viewer), most)

    def together(self, query: Query, viewer: Viewer, facets: Sequence[str], most: int) -> Together:
        return together(self._found(query, viewer), facets, most)

    def search(self, query: Query, viewer: Viewer) -> Results:
        started = time.perf_counter()
        condition = query.condition
        matching = self._matching(query, viewer)
        found = [entry for entry in matching if _is_chosen(entry, query)]
        found.sort(key=_order(query, condition))
        page = found[query.offset : query.offset + query.size]
        highlights = Marking(condition).highlights([entry.card for entry in page])
        facets: dict[str, tuple[FacetValue, ...]] = {}
        histogram: tuple[Bar, ...] = ()
        if query.counts:
            facets = {facet.name: _counts(matching, query, facet.name) for facet in FACETS}
            histogram = _bars(found)
        return Results(
            total=len(found),
            offset=query.offset,
            hits=tuple(
                _hit(entry, query, marked) for entry, marked in zip(page, highlights, strict=True)
            ),
            facets=facets,
            histogram=histogram,
            in_range=_counts_in_range(found, query),
            expansions=query.expansions,
            took_ms=(time.perf_counter() - started) * 1_000,
        )

    def _visible(self, viewer: Viewer) -> list[Entry]:
        return [
            entry
            for entry in self._entries.values()
            if viewer.sees_everything or entry.visible_from <= viewer.today
        ]

    def _found(self, query: Query, viewer: Viewer) -> list[Entry]:
        return [one for one in self._matching(query, viewer) if _is_chosen(one, query)]

    def _matching(self, query: Query, viewer: Viewer) -> list[Entry]:
        asked = query.asked
        return [
            entry
            for entry in self._visible(viewer)
            if _matches(entry, asked)
            and query.above in (None, entry.above)
            and all(_names(entry, one) for one in query.alongside)
        ]


def _names(entry: Entry, value: str) -> bool:
    return any(value in entry.facets.get(facet, ()) for facet in FACETS_OF_NAMES)


def _speaks(entry: Entry, pair: tuple[str, str]) -> bool:
    return pair[1] in entry.facets.get(pair[0], ())


def _matches(entry: Entry, node: Node) -> bool:
    if isinstance(node, All):
        return all(_matches(entry, part) for part in node.parts)
    if isinstance(node, Either):
        return any(_matches(entry, part) for part in node.parts)
    if isinstance(node, Not):
        return not _matches(entry, node.part)
    if isinstance(node, Dated):
        return entry.extent is not None and is_possibly_within(entry.extent, node.dates)
    return bool(_score(entry, node))


def _score(entry: Entry, node: Node) -> float:
    """How well a record answers a condition that it matches."""
    if isinstance(node, All):
        return sum(_score(entry, part) for part in node.parts) + _together(entry, node)
    if isinstance(node, Either):
        return max((_score(entry, part) for part in node.parts), default=0.0)
    if isinstance(node, Wanted):
        return _weight_of(entry, node)
    if isinstance(node, Not | Dated):
        return 0.0
    return _weight(entry, node)


def _weight_of(entry: Entry, wanted: Wanted) -> float:
    """The weight of the heaviest way in which it is there, 0 where it is not."""
    typed = [_weight(entry, leaf) for leaf in wanted.typed]
    as_typed = sum(typed) if typed and all(typed) else 0.0
    ways = [as_typed * AS_TYPED, *(_weight(entry, phrase) for phrase in wanted.others)]
    if any(name in entry.facets.get(facet, ()) for facet, name in wanted.named):
        ways.append(BOOSTS[BY_IDENTITY])
    return max(ways)


def _weight(entry: Entry, leaf: Leaf) -> float:
    if leaf.field and leaf.field != Tier.TITLE:
        share = _answer(entry.words.get(leaf.field, []), leaf)
        return weight_of_field(leaf.field) * share
    tiers = [Tier.TITLE] if leaf.field else list(Tier)
    return sum(BOOSTS[tier] * _answer(entry.tiers.get(tier, []), leaf) for tier in tiers)


def _answer(tokens: Sequence[str], leaf: Leaf) -> float:
    """0 where the tokens do not answer, 1 where they do, a little more where word for word."""
    if isinstance(leaf, Phrase):
        return float(_stands_in(tokens, leaf.tokens))
    if isinstance(leaf, Prefix):
        return float(any(token.startswith(leaf.token) for token in tokens))
    if leaf.field and leaf.field != Tier.TITLE:  # names are not inflected
        return float(leaf.token in tokens)
    wanted = base(leaf.token)
    if not any(token == wanted or base(token) == wanted for token in tokens):
        return 0.0
    return 1 + EXACT * (leaf.token in tokens)


def _stands_in(tokens: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(
        list(tokens[at : at + len(wanted)]) == list(wanted)
        for at in range(len(tokens) - len(wanted) + 1)
    )


def _together(entry: Entry, node: All) -> float:
    words = [part.token for part in node.parts if isinstance(part, Word) and not part.field]
    if not 1 < len(words) <= MOST_TOGETHER:
        return 0.0
    return TOGETHER * sum(
        BOOSTS[tier] for tier in Tier if _stands_in(entry.tiers.get(tier, []), words)
    )


def _is_chosen(entry: Entry, query: Query, *, but_for: str = "") -> bool:
    return all(
        name == but_for or not values or set(values) & set(entry.facets.get(name, ()))
        for name, values in query.chosen.items()
    )


def _order(query: Query, condition: Node) -> Callable[[Entry], tuple[float | str, ...]]:
    sort = query.sort
    if sort is Sort.RELEVANCE and not is_ranked(condition):
        sort = Sort.DATE
    if sort is Sort.TITLE:
        return lambda entry: (entry.order_title,)
    if sort is Sort.ADDED:
        return lambda entry: (-entry.number,)
    if sort is Sort.RECEIVED:
        return lambda entry: (entry.order_received,)
    if sort is Sort.RELEVANCE:
        return lambda entry: (-_score(entry, condition), entry.number)
    descending = sort is Sort.DATE_DESCENDING
    return lambda entry: (date_order(entry.extent, entry.number, descending=descending),)


def _hit(entry: Entry, query: Query, highlights: tuple[Highlight, ...]) -> Hit:
    within = None
    if query.dates is not None and entry.extent is not None:
        certain = is_certainly_within(entry.extent, query.dates)
        within = "certain" if certain else "possible"
    return Hit(
        identifier=entry.identifier,
        card=entry.card,
        within=within,
        highlights=highlights,
    )


def _counts(matching: list[Entry], query: Query, facet: str) -> tuple[FacetValue, ...]:
    """Counts of a facet's values, as if nothing were chosen in that facet itself."""
    counts = Counter(
        value
        for entry in matching
        if _is_chosen(entry, query, but_for=facet)
        for value in dict.fromkeys(entry.facets.get(facet, ()))
    )
    return _ordered(counts)


def _ordered(counts: Counter[str]) -> tuple[FacetValue, ...]:
    ordered = sorted(counts.items(), key=_most_first)
    return tuple(FacetValue(value, value, count) for value, count in ordered)


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _bars(found: Sequence[Entry]) -> tuple[Bar, ...]:
    places = [place for entry in found if (place := place_of(entry.extent)) is not None]
    return bars(
        Counter(place.year for place in places),
        lambda: Counter(place.month for place in places if place.month is not None),
        lambda: Counter(place.day for place in places if place.day is not None),
    )


def _counts_in_range(found: list[Entry], query: Query) -> InRange:
    if query.dates is None:
        return InRange()
    certain = sum(
        entry.extent is not None and is_certainly_within(entry.extent, query.dates)
        for entry in found
    )
    return InRange(certain=certain, possible=len(found) - certain)
