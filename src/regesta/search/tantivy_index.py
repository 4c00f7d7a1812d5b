"""The index on disk, by tantivy."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tantivy
from tantivy import Order

from regesta.description import edtf
from regesta.description.days import day_number
from regesta.description.fields import FACETS, Tier
from regesta.search.condition import EVERYTHING, Node, Phrase, is_ranked
from regesta.search.days import DateRange
from regesta.search.entries import Entry, day_key, is_certainly_within
from regesta.search.facet_values import FacetValues
from regesta.search.highlights import Marking
from regesta.search.histogram import Times
from regesta.search.index import IndexUnusable, SpokenOf
from regesta.search.picturing import InTime, Together
from regesta.search.query import Query, Sort, Viewer
from regesta.search.results import Card, FacetValue, Hit, InRange, Results
from regesta.search.tantivy_asking import Asking, both
from regesta.search.tantivy_counting import Asked, Counted, Counting
from regesta.search.tantivy_picturing import Picturing
from regesta.search.tantivy_schema import (
    DATE_ORDER,
    DATE_ORDER_DESCENDING,
    FORMAT,
    RECEIVED_ORDER,
    TITLE_ORDER,
    documents,
    schema,
)

__all__ = ["FORMAT", "TantivyIndex"]

WRITER_MEMORY = 64_000_000  # bytes; the least tantivy takes is 15 MB a thread
FILLING_MEMORY = 1_000_000_000  # bytes at most, taken as they are needed
LEAST_ROOM = 1_000_000  # bytes; with less on the disk no index can be written
MOST_TIED = 20_000  # hits of a result in which ties over the edges of a page are put in order
DEEP = 2_000  # hits before a page from which on the years before it are passed over
MOST_BEGUN = 500  # tokens of one column that begin in one way
MOST_KEPT = 200  # counts that are kept until the index changes
MOST_KEPT_VALUES = 8  # of them those of all values of a facet, of which there may be very many


Kept = TypeVar("Kept")


@dataclass(slots=True)
class _State:
    """The index as it was at one commit, and what was counted in it."""

    searcher: tantivy.Searcher
    asking: Asking
    counting: Counting
    years: OrderedDict[Any, Counter[int]] = field(default_factory=OrderedDict)
    months: OrderedDict[Any, Counter[int]] = field(default_factory=OrderedDict)
    values: OrderedDict[Any, tuple[FacetValue, ...]] = field(default_factory=OrderedDict)
    counted: OrderedDict[Any, Counted] = field(default_factory=OrderedDict)


class TantivyIndex:
    """An index in a folder. Safe to share by threads.

    Another process may write to the same folder: a search looks whether the index has
    been committed to since, and reads the new state. Every method raises `IndexUnusable`
    where the files are not what they should be.
    """

    def __init__(self, folder: Path) -> None:
        """Opens the index in the folder; makes nothing. Raises `IndexUnusable`."""
        self._schema = schema()
        with _usable(folder):
            if not (folder / "meta.json").is_file():
                raise FileNotFoundError(folder / "meta.json")
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._values = FacetValues(folder)
        self._index.register_tokenizer(
            "ready", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        self._index.config_reader("manual")
        self._meta = folder / "meta.json"
        self._folder = folder
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._state = self._of(self._index.searcher())

    @classmethod
    def create(cls, folder: Path) -> TantivyIndex:
        """Makes an empty index in a folder that has none, and opens it."""
        folder.mkdir(parents=True, exist_ok=True)
        with _usable(folder):
            tantivy.Index(schema(), path=str(folder), sort_by_field="number")
        return cls(folder)

    def apply(self, entries: Iterable[Entry], removed: Iterable[str]) -> None:
        with self._writing(WRITER_MEMORY) as writer:
            for identifier in removed:
                writer.delete_documents_by_term("identifier", identifier)
            for identifier, document in documents(entries, self._values):
                writer.delete_documents_by_term("identifier", identifier)
                writer.add_document(document)

    def fill(self, entries: Iterable[Entry]) -> None:
        """Puts entries into an empty index, each once, in one piece as far as there is memory:
        that is quickest to make and to ask."""
        with self._writing(FILLING_MEMORY) as writer:
            for _, document in documents(entries, self._values):
                writer.add_document(document)

    @contextmanager
    def _writing(self, memory: int) -> Iterator[tantivy.IndexWriter]:
        with _usable(self._folder):
            writer = self._index.writer(heap_size=memory, num_threads=1)
            yield writer
            writer.commit()
            writer.wait_merging_threads()  # lets go of tantivy's own lock

    def contents(self) -> Iterator[tuple[str, int]]:
        with _usable(self._folder):
            searcher = self._current().searcher
            if not searcher.num_docs:
                return
            everything = searcher.search(
                tantivy.Query.all_query(), limit=searcher.num_docs, count=False
            )
            for _, address in everything.hits:
                found = searcher.doc(address)
                yield found["identifier"][0], found["revision"][0]

    def span(self, viewer: Viewer) -> tuple[int | None, int | None]:
        with _usable(self._folder):
            state = self._current()
            asked = state.asking.visible(EVERYTHING, viewer)
            ends = {"first": ("min", "first_day"), "last": ("max", "last_day")}
            answer = state.searcher.aggregate(
                asked, {name: {how: {"field": column}} for name, (how, column) in ends.items()}
            )
        first, last = (answer[name]["value"] for name in ends)
        return None if first is None else int(first), None if last is None else int(last)

    def occurring(self, nodes: Sequence[Node], viewer: Viewer) -> list[int]:
        with _usable(self._folder):
            state = self._current()
            return [
                _count(state.searcher, state.asking.visible(node, viewer))
                if not isinstance(node, Phrase) or state.asking.may_stand(node)
                else 0
                for node in nodes
            ]

    def frequency(self, words: Sequence[str]) -> list[int]:
        with _usable(self._folder):
            asking = self._current().asking
            return [asking.frequency(word) for word in words]

    def like(self, spoken_of: SpokenOf, but: str, viewer: Viewer, most: int) -> list[Hit]:
        with _usable(self._folder):
            state = self._current()
            asked = state.asking.like(spoken_of, but, viewer)
            hits = _ranked(state.searcher, state.searcher.search(asked, limit=most * 4).hits)
            return _hits(state.searcher, hits[:most], EVERYTHING, None)

    def beginning(self, prefix: str, viewer: Viewer, most: int) -> list[str]:
        with _usable(self._folder):
            state = self._current()
            found: Counter[str] = Counter()
            hides = state.asking.hides_from(viewer)
            seen = state.asking.visible(EVERYTHING, viewer) if hides else None
            for tier in Tier:
                begun = state.searcher.terms_with_prefix(
                    tier.value, prefix, filter_query=seen, limit=MOST_BEGUN
                )
                found.update(dict(begun))
            candidates = sorted(found, key=lambda token: (-found[token], token))
        return candidates[:most]

    def values(self, query: Query, viewer: Viewer, facet: str) -> tuple[FacetValue, ...]:
        with _usable(self._folder):
            return _Search(self._current(), query, viewer).values(facet)

    def times(self, query: Query, viewer: Viewer) -> Times:
        with _usable(self._folder):
            return _Search(self._current(), query, viewer).times()

    def below(self, identifiers: Sequence[str], viewer: Viewer) -> dict[str, int]:
        with _usable(self._folder):
            state = self._current()
            seen = state.asking.visible(EVERYTHING, viewer)
            return dict(state.counting.below(both(seen, [state.asking.below(identifiers)])))

    def spoken_of(self, query: Query, viewer: Viewer, facet: str) -> tuple[FacetValue, ...]:
        with _usable(self._folder):
            state = self._current()
            return state.counting.values(_Search(state, query, viewer).asked, facet)

    def in_time(self, query: Query, viewer: Viewer, most: int) -> InTime:
        with _usable(self._folder):
            state = self._current()
            asked = _Search(state, query, viewer).asked
            return self._picturing(state).in_time(asked, most)

    def together(self, query: Query, viewer: Viewer, facets: Sequence[str], most: int) -> Together:
        with _usable(self._folder):
            state = self._current()
            asked = _Search(state, query, viewer).asked
            return self._picturing(state).together(asked, facets, most)

    def _picturing(self, state: _State) -> Picturing:
        return Picturing(self._schema, state.searcher, state.counting, self._values)

    def search(self, query: Query, viewer: Viewer) -> Results:
        with _usable(self._folder):
            return _Search(self._current(), query, viewer).results()

    def forget(self) -> None:
        """Lets go of all that was counted, for who wants to know how long counting takes."""
        state = self._current()
        state.years.clear()
        state.months.clear()
        state.values.clear()
        state.counted.clear()

    def _current(self) -> _State:
        """The last commit, whichever process made it."""
        with self._lock:
            status = self._meta.stat()
            seen = (status.st_mtime_ns, status.st_ino)
            if seen != self._seen:
                self._index.reload()
                self._state = self._of(self._index.searcher())
                self._seen = seen
            return self._state

    def _of(self, searcher: tantivy.Searcher) -> _State:
        counting = Counting(self._schema, searcher, self._values)
        return _State(searcher, Asking(self._schema, searcher), counting)


class _Search:
    """One question to one state of the index."""

    def __init__(self, state: _State, query: Query, viewer: Viewer) -> None:
        self._started = time.perf_counter()
        self._state = state
        self._searcher = state.searcher
        self._query = query
        self._viewer = viewer
        self._condition = query.condition
        self._node = query.within(self._condition)
        self._base = state.asking.visible(self._node, viewer)
        further = [state.asking.naming(one) for one in query.alongside]
        if query.above is not None:
            further.append(state.asking.below([query.above]))
        self._base = both(self._base, further)
        self._chosen = {
            name: state.asking.chosen(name, values)
            for name, values in query.chosen.items()
            if values
        }
        self.asked = both(self._base, list(self._chosen.values()))
        # What decides the counts, to find them again until the index changes.
        choices = {name: query.chosen[name] for name in sorted(self._chosen)}
        self._key = (self._node, tuple(choices.items()), viewer, query.above, query.alongside)

    def results(self) -> Results:
        query = self._query
        begun = self._begun() if query.counts else None
        total, addresses = self._page()
        certain = self._count_certain(query.dates) if query.dates else 0
        counted = begun() if begun else Counted({}, ())
        return Results(
            total=total,
            offset=query.offset,
            hits=tuple(_hits(self._searcher, addresses, self._condition, query.dates)),
            facets=counted.facets,
            histogram=counted.bars,
            in_range=InRange(certain, total - certain) if query.dates else InRange(),
            expansions=query.expansions,
            took_ms=(time.perf_counter() - self._started) * 1_000,
        )

    def times(self) -> Times:
        years = self._years()
        count = self._state.counting.months
        months = _kept(self._state.months, self._key, lambda: count(self.asked))
        return Times(years, months, _count(self._searcher, self.asked) - years.total())

    def values(self, facet: str) -> tuple[FacetValue, ...]:
        """All values of a facet; the same object until the index changes."""
        return _kept(
            self._state.values,
            (facet, self._key),
            lambda: self._state.counting.values(self._but_for(facet), facet),
            MOST_KEPT_VALUES,
        )

    def _but_for(self, facet: str) -> tantivy.Query:
        """What is asked, as if nothing were chosen in one facet."""
        others = [query for name, query in self._chosen.items() if name != facet]
        return both(self._base, others) if facet in self._chosen else self.asked

    def _begun(self) -> Callable[[], Counted]:
        """Begins to count the facets, each as if nothing were chosen in itself, and the bars,
        unless that has been done."""
        if found := self._state.counted.get(self._key):
            return lambda: found
        of_facet = {facet.name: self._but_for(facet.name) for facet in FACETS}
        counted = self._state.counting.begin(Asked(of_facet, self.asked, self._query.chosen))
        return lambda: _kept(self._state.counted, self._key, counted)

    def _years(self) -> Counter[int]:
        count = self._state.counting.years
        return _kept(self._state.years, self._key, lambda: count(self.asked))

    def _page(self) -> tuple[int, list[tantivy.DocAddress]]:
        """The number of all hits, and where those of the page lie."""
        query = self._query
        if query.offset:
            # tantivy makes room for every hit up to the page: never for one past the end.
            total = _count(self._searcher, self.asked)
            if query.offset >= total:
                return total, []
        column, order = _order(query, self._condition)
        if column is None:
            return _page_by_relevance(self._searcher, self.asked, query)
        if query.offset > DEEP and column in (DATE_ORDER, DATE_ORDER_DESCENDING):
            return total, self._deep(column)
        found = self._searcher.search(
            self.asked, limit=query.size, offset=query.offset, order_by_field=column, order=order
        )
        return _total(found), [address for _, address in found.hits]

    def _deep(self, column: str) -> list[tantivy.DocAddress]:
        """A page far down the order by date: the years that end before it are passed over,
        since tantivy itself would put in order every record that stands before the page."""
        offset, passed = self._query.offset, 0
        descending = column == DATE_ORDER_DESCENDING
        years = self._years()
        low = None
        for year in sorted(years, reverse=descending):
            if passed + years[year] > offset:
                day = day_number(year, 12, 31) if descending else day_number(year, 1, 1)
                low = day_key(day, descending=descending)
                break
            passed += years[year]
        else:  # those without a date stand last
            low = day_key(None, descending=descending)
        asked = both(self.asked, [self._state.asking.from_on(column, low)])
        found = self._searcher.search(
            asked,
            limit=self._query.size,
            offset=offset - passed,
            order_by_field=column,
            order=Order.Asc,
            count=False,
        )
        return [address for _, address in found.hits]

    def _count_certain(self, dates: DateRange) -> int:
        certain = self._state.asking.certainly_within(dates)
        return _count(self._searcher, both(self.asked, [certain]))


def _kept(
    cache: OrderedDict[Any, Kept], key: Any, count: Callable[[], Kept], most: int = MOST_KEPT
) -> Kept:
    """What was counted before in this state of the index, or is counted now."""
    found = cache.get(key)
    if found is None:
        found = cache[key] = count()
        while len(cache) > most:
            cache.popitem(last=False)
    return found


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    """Words what tantivy says of files that are gone or damaged.

    tantivy raises a plain `ValueError` for those, and for nothing that a query of ours
    can hold. A full disk is not the index's fault, and goes up as it is.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise IndexUnusable(f"a file of the index in {folder} is missing: {error}") from error
    except ValueError as error:
        # A worker thread that fails does not say why; a full disk is the usual cause.
        if "no space" in str(error).lower() or shutil.disk_usage(folder).free < LEAST_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder)) from error
        raise IndexUnusable(f"the index in {folder} cannot be used: {error}") from error


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return _total(searcher.search(query, limit=1))


def _total(found: Any) -> int:  # tantivy's type stubs do not know the attribute
    return int(found.count or 0)


def _order(query: Query, condition: Node) -> tuple[str | None, tantivy.Order]:
    if query.sort is Sort.TITLE:
        return TITLE_ORDER, Order.Asc
    if query.sort is Sort.ADDED:
        return "number", Order.Desc
    if query.sort is Sort.RECEIVED:
        return RECEIVED_ORDER, Order.Asc
    if query.sort is Sort.DATE_DESCENDING:
        return DATE_ORDER_DESCENDING, Order.Asc
    if query.sort is Sort.DATE or not is_ranked(condition):
        return DATE_ORDER, Order.Asc
    return None, Order.Desc


def _page_by_relevance(
    searcher: tantivy.Searcher, asked: tantivy.Query, query: Query
) -> tuple[int, list[tantivy.DocAddress]]:
    """The page by score, ties in received order.

    tantivy breaks ties by where a document lies, and a segment lies in received order. Where
    there are several and a tie runs over an edge of the page, all that are tied with it are put
    in order; where that are too many, they keep tantivy's order, which at least is the same for
    every page.
    """
    if searcher.num_segments <= 1:
        found = searcher.search(asked, limit=query.size, offset=query.offset)
        return _total(found), [address for _, address in found.hits]
    start = max(0, query.offset - 1)
    page = slice(query.offset - start, query.offset - start + query.size)
    found = searcher.search(asked, limit=page.stop + 1, offset=start)
    total, hits = _total(found), found.hits  # each look at .hits makes the list anew
    if _ties_at_edges([score for score, _ in hits], page):
        page = slice(query.offset, query.offset + query.size)
        tied = _with_all_tied(searcher, asked, min(page.stop, total), total)
        if tied is None:
            return total, [address for _, address in hits[query.offset - start :][: query.size]]
        hits = tied
    return total, _ranked(searcher, hits)[page]


def _with_all_tied(
    searcher: tantivy.Searcher, asked: tantivy.Query, stop: int, total: int
) -> list[tuple[float, tantivy.DocAddress]] | None:
    """The best hits up to a place and all that weigh the same as the last of them; None where
    that are too many."""
    limit = stop * 2
    while limit <= MOST_TIED + stop:
        limit *= 2
        hits: list[tuple[float, tantivy.DocAddress]] = searcher.search(
            asked, limit=min(limit, total), count=False
        ).hits
        if len(hits) >= total or hits[-1][0] < hits[stop - 1][0]:
            return hits
    return None


def _ranked(
    searcher: tantivy.Searcher, hits: Sequence[tuple[float, tantivy.DocAddress]]
) -> list[tantivy.DocAddress]:
    """By score, and where that is the same in received order."""
    numbers = searcher.fast_field_values("number", [address for _, address in hits])
    keys = sorted(
        (-score, number, at)
        for at, ((score, _), number) in enumerate(zip(hits, numbers, strict=True))
    )
    return [hits[at][1] for _, _, at in keys]


def _ties_at_edges(scores: list[float], page: slice) -> bool:
    edges = [edge for edge in (page.start, page.stop) if 0 < edge < len(scores)]
    return any(scores[edge - 1] == scores[edge] for edge in edges)


_read_card = msgspec.json.Decoder(Card).decode


def _hits(
    searcher: tantivy.Searcher,
    addresses: Sequence[tantivy.DocAddress],
    condition: Node,
    dates: DateRange | None,
) -> list[Hit]:
    found = [searcher.doc(address) for address in addresses]
    cards = [_read_card(one["card"][0]) for one in found]
    highlights = Marking(condition).highlights(cards)
    return [
        Hit(
            identifier=one["identifier"][0],
            card=card,
            within=_within(card, dates),
            highlights=marked,
        )
        for one, card, marked in zip(found, cards, highlights, strict=True)
    ]


def _within(card: Card, dates: DateRange | None) -> str | None:
    if dates is None or not card.date.edtf:
        return None
    certain = is_certainly_within(edtf.read(card.date.edtf), dates)
    return "certain" if certain else "possible"
