"""The index on disk, by tantivy.

The tokens come ready from `regesta.description.words`, so tantivy only splits at spaces.
Days are integer columns, since tantivy's own dates begin in 1677.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import tantivy
from tantivy import FieldType, Occur, Order

from regesta.description import edtf
from regesta.description.days import ALWAYS, NEVER
from regesta.description.edtf import Extent, Kind
from regesta.description.fields import FACETS, Tier
from regesta.description.record import to_data
from regesta.search.entries import (
    Entry,
    date_order,
    is_certainly_within,
    range_bounds,
)
from regesta.search.highlights import highlights
from regesta.search.index import AS_TYPED, BOOSTS, BY_IDENTITY, IndexUnusable
from regesta.search.query import (
    Condition,
    DateRange,
    Phrase,
    Query,
    Sort,
    Viewer,
    Wanted,
)
from regesta.search.results import Card, FacetValue, Hit, InRange, Results

FORMAT = 2  # raise it when the columns or the analysis change: indexes are then rebuilt
WRITER_MEMORY = 64_000_000  # bytes; the least tantivy takes is 15 MB a thread
MOST_FACET_VALUES = 65_000  # far above what any facet holds, so that counts are exact
LEAST_ROOM = 1_000_000  # bytes; with less on the disk no index can be written
MOST_MEMBERS = 8  # of a one-of date; the last pair of columns covers all further ones
MOST_TIED = 20_000  # hits of a result in which ties over the edges of a page are put in order
DATE_ORDER, DATE_ORDER_DESCENDING, TITLE_ORDER = "date_order", "date_order_desc", "title_order"


def _member_columns(member: int) -> tuple[str, str]:
    return f"member_{member}_first", f"member_{member}_last"


_MEMBERS = tuple(_member_columns(member) for member in range(MOST_MEMBERS))


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("identifier", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_bytes_field("card", stored=True)
    for name in ("revision", "number", DATE_ORDER, DATE_ORDER_DESCENDING):
        schema.add_unsigned_field(name, stored=name == "revision", fast=True)
    schema.add_text_field(TITLE_ORDER, fast=True, tokenizer_name="raw", index_option="basic")
    for tier in Tier:
        schema.add_text_field(tier.value, tokenizer_name="ready", index_option="position")
    for facet in FACETS:
        schema.add_text_field(facet.name, fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for column in ("first_day", "last_day"):
        schema.add_integer_field(column, fast=True)
    columns = ["visible_from", "earliest", "latest", "certain_first", "certain_last"]
    for column in columns + [column for pair in _MEMBERS for column in pair]:
        schema.add_integer_field(column, indexed=True, fast=True)
    return schema.build()


class TantivyIndex:
    """An index in a folder. Safe to share by threads.

    Another process may write to the same folder: a search looks whether the index has
    been committed to since, and reads the new state. Every method raises `IndexUnusable`
    where the files are not what they should be.
    """

    def __init__(self, folder: Path) -> None:
        """Opens the index in the folder; makes nothing. Raises `IndexUnusable`."""
        self._schema = _schema()
        with _usable(folder):
            if not (folder / "meta.json").is_file():
                raise FileNotFoundError(folder / "meta.json")
            self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer(
            "ready", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        self._index.config_reader("manual")
        self._meta = folder / "meta.json"
        self._folder = folder
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._searcher = self._index.searcher()

    @classmethod
    def create(cls, folder: Path) -> TantivyIndex:
        """Makes an empty index in a folder that has none, and opens it."""
        folder.mkdir(parents=True, exist_ok=True)
        with _usable(folder):
            tantivy.Index(_schema(), path=str(folder))
        return cls(folder)

    def apply(self, entries: Iterable[Entry], removed: Iterable[str]) -> None:
        with _usable(self._folder):
            writer = self._index.writer(heap_size=WRITER_MEMORY, num_threads=1)
            for identifier in removed:
                writer.delete_documents_by_term("identifier", identifier)
            for entry in entries:
                writer.delete_documents_by_term("identifier", entry.identifier)
                writer.add_document(_document(entry))
            writer.commit()
            writer.wait_merging_threads()  # lets go of tantivy's own lock

    def contents(self) -> Iterator[tuple[str, int]]:
        with _usable(self._folder):
            searcher = self._current()
            if not searcher.num_docs:
                return
            everything = searcher.search(
                tantivy.Query.all_query(), limit=searcher.num_docs, count=False
            )
            for _, address in everything.hits:
                document = searcher.doc(address)
                yield document["identifier"][0], document["revision"][0]

    def span(self, viewer: Viewer) -> tuple[int | None, int | None]:
        with _usable(self._folder):
            searcher = self._current()
            asked = self._base(Condition(), None, viewer, searcher)
            ends = {"first": ("min", "first_day"), "last": ("max", "last_day")}
            answer = searcher.aggregate(
                asked, {name: {how: {"field": column}} for name, (how, column) in ends.items()}
            )
        first, last = (answer[name]["value"] for name in ends)
        return None if first is None else int(first), None if last is None else int(last)

    def occurring(self, phrases: Sequence[Phrase], viewer: Viewer) -> list[bool]:
        with _usable(self._folder):
            searcher = self._current()
            found = []
            for phrase in phrases:
                asked = Condition((Wanted((phrase,)),))
                found.append(
                    self._may_stand_in(phrase, searcher)
                    and bool(_count(searcher, self._base(asked, None, viewer, searcher)))
                )
            return found

    def search(self, query: Query, viewer: Viewer) -> Results:
        with _usable(self._folder):
            return self._search(query, viewer)

    def _search(self, query: Query, viewer: Viewer) -> Results:
        started = time.perf_counter()
        searcher = self._current()
        condition = query.condition
        base = self._base(condition, query.dates, viewer, searcher)
        chosen = {
            name: tantivy.Query.term_set_query(self._schema, name, list(map(_encodable, values)))
            for name, values in query.chosen.items()
            if values
        }
        asked = _all_of([base, *map(_without_score, chosen.values())])
        total, addresses = self._page(searcher, asked, query, condition)
        hits = tuple(_hit(searcher.doc(address), condition, query) for address in addresses)
        certain = self._count_certain(searcher, asked, query.dates)
        return Results(
            total=total,
            offset=query.offset,
            hits=hits,
            facets=_facets(searcher, base, chosen),
            in_range=InRange(certain, total - certain) if query.dates else InRange(),
            expansions=query.expansions,
            took_ms=(time.perf_counter() - started) * 1_000,
        )

    def _current(self) -> tantivy.Searcher:
        """A searcher of the last commit, whichever process made it."""
        with self._lock:
            status = self._meta.stat()
            state = (status.st_mtime_ns, status.st_ino)
            if state != self._seen:
                self._index.reload()
                self._searcher = self._index.searcher()
                self._seen = state
            return self._searcher

    def _base(
        self,
        condition: Condition,
        dates: DateRange | None,
        viewer: Viewer,
        searcher: tantivy.Searcher,
    ) -> tantivy.Query:
        """What the words, the range and the viewer's rights ask for, facets apart."""
        parts = [self._wanted(wanted, searcher) for wanted in condition.required]
        if not viewer.sees_everything:
            parts.append(_without_score(self._between("visible_from", ALWAYS, viewer.today)))
        if dates is not None:
            parts.append(_without_score(self._possibly_within(dates, searcher)))
        query = _all_of(parts)
        if not condition.excluded:
            return query
        excluded = [(Occur.MustNot, self._phrase(phrase)) for phrase in condition.excluded]
        return tantivy.Query.boolean_query([(Occur.Must, query), *excluded])

    def _wanted(self, wanted: Wanted, searcher: tantivy.Searcher) -> tantivy.Query:
        """As typed, or in the heaviest of the other ways in which it can be there."""
        typed = _all_of([self._phrase(phrase) for phrase in wanted.typed])
        if wanted.is_plain:
            return typed
        ways = [tantivy.Query.boost_query(typed, AS_TYPED)]
        for phrase in wanted.others:
            if self._may_stand_in(phrase, searcher):
                ways.append(self._phrase(phrase))
        for facet, value in wanted.named:
            term = tantivy.Query.term_query(self._schema, facet, value)
            ways.append(tantivy.Query.const_score_query(term, BOOSTS[BY_IDENTITY]))
        return tantivy.Query.disjunction_max_query(ways)

    def _may_stand_in(self, phrase: Phrase, searcher: tantivy.Searcher) -> bool:
        """Whether every token of the phrase stands anywhere at all: most spellings of a name
        do not, and need not be asked for."""
        return all(
            any(searcher.doc_freq(tier.value, token) for tier in Tier) for token in phrase.tokens
        )

    def _phrase(self, phrase: Phrase) -> tantivy.Query:
        """The phrase in any tier, each tier by its weight."""
        alternatives = []
        for tier in Tier:
            if len(phrase.tokens) == 1:
                query = tantivy.Query.term_query(self._schema, tier.value, phrase.tokens[0])
            else:
                query = tantivy.Query.phrase_query(self._schema, tier.value, list(phrase.tokens))
            weighted = tantivy.Query.boost_query(query, BOOSTS[tier])
            alternatives.append((Occur.Should, weighted))
        return tantivy.Query.boolean_query(alternatives)

    def _between(self, column: str, low: int, high: int) -> tantivy.Query:
        return tantivy.Query.range_query(self._schema, column, FieldType.Integer, low, high)

    def _overlaps(self, first_column: str, last_column: str, dates: DateRange) -> tantivy.Query:
        first, last = range_bounds(dates)
        begins = self._between(first_column, ALWAYS, last)
        return _all_of([begins, self._between(last_column, first, NEVER)])

    def _possibly_within(self, dates: DateRange, searcher: tantivy.Searcher) -> tantivy.Query:
        pairs = [("earliest", "latest")]
        if searcher.doc_freq("kind", Kind.ONE_OF.value):
            pairs.extend(_MEMBERS)
        overlaps = [(Occur.Should, self._overlaps(*pair, dates)) for pair in pairs]
        return tantivy.Query.boolean_query(overlaps)

    def _certainly_within(self, dates: DateRange) -> tantivy.Query:
        first, last = range_bounds(dates)
        is_span = tantivy.Query.term_query(self._schema, "kind", Kind.SPAN.value)
        covered = _all_of([is_span, self._overlaps("certain_first", "certain_last", dates)])
        inside = tantivy.Query.boolean_query(
            [
                (Occur.Must, self._between("certain_first", first, NEVER)),
                (Occur.Must, self._between("certain_last", ALWAYS, last)),
                (Occur.MustNot, is_span),
            ]
        )
        return tantivy.Query.boolean_query([(Occur.Should, covered), (Occur.Should, inside)])

    def _page(
        self, searcher: tantivy.Searcher, asked: tantivy.Query, query: Query, condition: Condition
    ) -> tuple[int, list[tantivy.DocAddress]]:
        """The number of all hits, and where those of the page lie."""
        if query.offset:
            # tantivy makes room for every hit up to the page: never for one past the end.
            total = _count(searcher, asked)
            if query.offset >= total:
                return total, []
        column, order = _order(query, condition)
        if column is None:
            return _page_by_relevance(searcher, asked, query)
        found = searcher.search(
            asked, limit=query.size, offset=query.offset, order_by_field=column, order=order
        )
        return _total(found), [address for _, address in found.hits]

    def _count_certain(
        self, searcher: tantivy.Searcher, asked: tantivy.Query, dates: DateRange | None
    ) -> int:
        if dates is None:
            return 0
        return _count(searcher, _all_of([asked, self._certainly_within(dates)]))


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


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("identifier", entry.identifier)
    document.add_bytes("card", msgspec.json.encode(to_data(entry.card)))
    document.add_unsigned("revision", entry.revision)
    document.add_unsigned("number", entry.number)
    document.add_integer("visible_from", entry.visible_from)
    document.add_text(TITLE_ORDER, entry.order_title)
    document.add_unsigned(DATE_ORDER, date_order(entry.extent, entry.number))
    document.add_unsigned(
        DATE_ORDER_DESCENDING, date_order(entry.extent, entry.number, descending=True)
    )
    for tier, tokens in entry.tiers.items():
        document.add_text(tier.value, " ".join(tokens))
    for name, values in entry.facets.items():
        for value in values:
            document.add_text(name, value)
    if entry.extent is not None:
        if entry.extent.earliest is not None:
            document.add_integer("first_day", entry.extent.earliest)
        if entry.extent.latest is not None:
            document.add_integer("last_day", entry.extent.latest)
        for column, day in _date_columns(entry.extent):
            document.add_integer(column, day)
        document.add_text("kind", entry.extent.kind.value)
    return document


def _date_columns(extent: Extent) -> Iterator[tuple[str, int]]:
    if extent.kind is Kind.ONE_OF:
        for number, (first_column, last_column) in enumerate(_MEMBERS[: len(extent.members)]):
            covered = extent.members[number:]
            if number < MOST_MEMBERS - 1:
                covered = covered[:1]
            yield first_column, min(_low(member.earliest) for member in covered)
            yield last_column, max(_high(member.latest) for member in covered)
    else:
        yield "earliest", _low(extent.earliest)
        yield "latest", _high(extent.latest)
    if extent.certain is not None:
        yield "certain_first", _low(extent.certain[0])
        yield "certain_last", _high(extent.certain[1])


def _encodable(value: str) -> str:
    """The value as a term can be; a lone surrogate, which no term has, is a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _low(day: int | None) -> int:
    return ALWAYS if day is None else day


def _high(day: int | None) -> int:
    return NEVER if day is None else day


def _all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if not queries:
        return tantivy.Query.all_query()
    return tantivy.Query.boolean_query([(Occur.Must, query) for query in queries])


def _without_score(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return _total(searcher.search(query, limit=1))


def _total(found: Any) -> int:  # tantivy's type stubs do not know the attribute
    return int(found.count or 0)


def _order(query: Query, condition: Condition) -> tuple[str | None, tantivy.Order]:
    if query.sort is Sort.TITLE:
        return TITLE_ORDER, Order.Asc
    if query.sort is Sort.DATE_DESCENDING:
        return DATE_ORDER_DESCENDING, Order.Asc
    if query.sort is Sort.DATE or not condition.required:
        return DATE_ORDER, Order.Asc
    return None, Order.Desc


def _page_by_relevance(
    searcher: tantivy.Searcher, asked: tantivy.Query, query: Query
) -> tuple[int, list[tantivy.DocAddress]]:
    """The page by score, ties in received order.

    tantivy breaks ties by where a document happens to lie. Where a tie runs over an edge
    of the page, all hits are put in order; in a result too large for that, the ties keep
    tantivy's order, which at least is the same for every page.
    """
    start = max(0, query.offset - 1)
    page = slice(query.offset - start, query.offset - start + query.size)
    found = searcher.search(asked, limit=page.stop + 1, offset=start)
    total, hits = _total(found), found.hits  # each look at .hits makes the list anew
    if _ties_at_edges([score for score, _ in hits], page):
        if total > MOST_TIED:
            return total, [address for _, address in hits[page]]
        hits = searcher.search(asked, limit=total).hits
        page = slice(query.offset, query.offset + query.size)
    numbers = searcher.fast_field_values("number", [address for _, address in hits])
    ranked = sorted(range(len(hits)), key=lambda at: (-hits[at][0], numbers[at]))
    return total, [hits[at][1] for at in ranked[page]]


def _ties_at_edges(scores: list[float], page: slice) -> bool:
    edges = [edge for edge in (page.start, page.stop) if 0 < edge < len(scores)]
    return any(scores[edge - 1] == scores[edge] for edge in edges)


def _hit(document: tantivy.Document, condition: Condition, query: Query) -> Hit:
    card = msgspec.json.decode(document["card"][0], type=Card)
    return Hit(
        identifier=document["identifier"][0],
        card=card,
        within=_within(card, query.dates),
        highlights=highlights(card, condition),
    )


def _within(card: Card, dates: DateRange | None) -> str | None:
    if dates is None or not card.date.edtf:
        return None
    certain = is_certainly_within(edtf.read(card.date.edtf), dates)
    return "certain" if certain else "possible"


def _facets(
    searcher: tantivy.Searcher, base: tantivy.Query, chosen: dict[str, tantivy.Query]
) -> dict[str, tuple[FacetValue, ...]]:
    """Counts of every facet's values, each as if nothing were chosen in that facet itself.

    Facets in which nothing is chosen ask the same question, and are counted in one pass.
    """
    names = [facet.name for facet in FACETS]
    together = [name for name in names if name not in chosen]
    counts = _facet_counts(searcher, _all_of([base, *chosen.values()]), together)
    for name in chosen:
        others = [query for other, query in chosen.items() if other != name]
        counts |= _facet_counts(searcher, _all_of([base, *others]), [name])
    return {name: counts[name] for name in names}


def _facet_counts(
    searcher: tantivy.Searcher, asked: tantivy.Query, names: Sequence[str]
) -> dict[str, tuple[FacetValue, ...]]:
    limits = {"size": MOST_FACET_VALUES, "segment_size": MOST_FACET_VALUES}
    terms = {name: {"terms": {"field": name, **limits}} for name in names}
    answer: dict[str, Any] = searcher.aggregate(asked, terms) if terms else {}
    return {name: _ordered(answer[name]["buckets"]) for name in names}


def _ordered(buckets: Sequence[dict[str, Any]]) -> tuple[FacetValue, ...]:
    values = [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    values.sort(key=lambda value: (-value[1], value[0]))
    return tuple(FacetValue(value, value, count) for value, count in values)
