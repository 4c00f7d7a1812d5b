"""tantivy by itself: its own aggregations over columns of text, and a histogram of years.

At its best: the index is one segment, whose most frequent values are those of the whole.
With several, tantivy has to be asked for all values of each to count exactly, which takes it
up to four times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from synthetic import Record
from tantivy import Occur, Order

from peers import FACETS, FIELDS, HITS, TOP, Answer, facet_values, pieces

# Bytes; about the most tantivy takes for one thread. Enough for a few million records.
WRITER_MEMORY = 4_000_000_000
ALL_VALUES = 65_000  # above what any facet has


class TantivyStrings:
    name = "tantivy"
    version = f"tantivy-py {version('tantivy')}"
    warm_ups = 20
    made_by: Sequence[Path] = ()

    def build(self, folder: Path, records: Iterable[Record]) -> None:
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=WRITER_MEMORY, num_threads=1)
        for record in records:
            writer.add_document(_document(record))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._schema = _schema()
        self._searcher = tantivy.Index(self._schema, path=str(folder)).searcher()
        self._counts = _aggregations(TOP if self._searcher.num_segments == 1 else ALL_VALUES)

    def search(self, words: str, facets: bool = True) -> Answer:
        query = self.compiled(words)
        found = self._searcher.search(query, limit=HITS, order_by_field="order", order=Order.Asc)
        hits = tuple(self._searcher.doc(at)["identifier"][0] for _, at in found.hits)
        if not facets:
            return Answer(found.count, hits)
        answer = self._searcher.aggregate(query, self._counts)
        counts = {
            name: [(one["key"], one["doc_count"]) for one in answer[name]["buckets"]]
            for name in FACETS
        }
        years = {
            int(one["key"]): one["doc_count"]
            for one in answer["year"]["buckets"]
            if one["doc_count"]
        }
        return Answer(found.count, hits, counts, years)

    def best(self, words: str) -> tuple[Callable[[], Any], Callable[[], Any]]:
        """Two pieces of work, both on a query compiled beforehand: counting what matches and
        finding the best ten; and the same with the ten read as they are stored."""
        query, searcher = self.compiled(words), self._searcher

        def found() -> Any:
            return searcher.search(query, limit=HITS)

        def read() -> Any:
            answer = found()
            cards = [searcher.doc(at).to_dict() for _, at in answer.hits]
            return answer.count, cards

        return found, read

    def compiled(self, words: str) -> tantivy.Query:
        parts = [(Occur.Must, self._anywhere(piece)) for piece in pieces(words)]
        return tantivy.Query.boolean_query(parts) if parts else tantivy.Query.all_query()

    def close(self) -> None:
        del self._searcher

    def _anywhere(self, piece: list[str]) -> tantivy.Query:
        ways = []
        for name, weight in FIELDS.items():
            if len(piece) == 1:
                query = tantivy.Query.term_query(self._schema, name, piece[0])
            else:
                query = tantivy.Query.phrase_query(self._schema, name, list(piece))
            ways.append((Occur.Should, tantivy.Query.boost_query(query, weight)))
        return tantivy.Query.boolean_query(ways)


def _aggregations(of_segment: int) -> dict[str, Any]:
    """All counts in one pass; so many values are taken of each segment."""
    terms = {"size": TOP, "segment_size": of_segment}
    counts: dict[str, Any] = {name: {"terms": {"field": name, **terms}} for name in FACETS}
    return counts | {"year": {"histogram": {"field": "year", "interval": 1}}}


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("identifier", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        schema.add_text_field(name, stored=name != "names", index_option="position")
    schema.add_text_field("edtf", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("year", "order"):
        schema.add_integer_field(name, fast=True)
    return schema.build()


def _document(record: Record) -> tantivy.Document:
    document = tantivy.Document()
    for name in ("identifier", *FIELDS, "edtf"):
        document.add_text(name, getattr(record, name))
    for name, values in facet_values(record).items():
        for value in values:
            document.add_text(name, value)
    document.add_integer("year", record.first_year)
    document.add_integer("order", record.order)
    return document
