"""Regesta's own search, from a `Query` to its `Results`.

Without an archive around it: entries are made of the records as they are, and go into an
index as a rebuild would put them there. Nothing may be remembered from one question to
the next, or an answer is measured that no first reader gets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from synthetic import Record

from peers import FACETS, HITS, Answer, facet_values, pieces
from regesta.description import dates, words
from regesta.description.days import ALWAYS, day_number
from regesta.description.fields import Tier
from regesta.search import entries, stems, tantivy_schema, when
from regesta.search import facet_values as numbering
from regesta.search.entries import Entry, tokens_of
from regesta.search.query import Query, Sort, Viewer
from regesta.search.results import Card, CardDate, Results
from regesta.search.tantivy_index import FORMAT, TantivyIndex

READER = Viewer(today=day_number(2020, 1, 1))

# What decides the contents of an index.
INDEXING = tuple(
    Path(str(module.__file__))
    for module in (entries, tantivy_schema, numbering, when, stems, words, dates)
)


class RegestaSide:
    name = "Regesta"
    version = f"index of format {FORMAT}"
    warm_ups = 20
    made_by: Sequence[Path] = INDEXING

    def build(self, folder: Path, records: Iterable[Record]) -> None:
        index = TantivyIndex.create(folder)
        index.fill(map(entry_of, records))

    def open(self, folder: Path) -> None:
        self._index = TantivyIndex(folder)

    def search(self, words: str, facets: bool = True) -> Answer:
        query = Query(words=exactly(words), sort=Sort.DATE, size=HITS, counts=facets)
        results = self.results(query)
        hits = tuple(hit.identifier for hit in results.hits)
        if not facets:
            return Answer(results.total, hits)
        counts = {name: [(one.value, one.count) for one in results.facets[name]] for name in FACETS}
        return Answer(results.total, hits, counts, histogram=None)

    def best(self, words: str) -> Callable[[], Results]:
        """The work of answering with the ten best, as cards."""
        query = Query(words=exactly(words), size=HITS, counts=False)
        return lambda: self.results(query)

    def results(self, query: Query) -> Results:
        self._index.forget()
        return self._index.search(query, READER)

    def change(self, record: Record) -> None:
        """Puts a changed record in the place of the one with its identifier."""
        self._index.apply([entry_of(record)], ())

    def close(self) -> None:
        del self._index


def exactly(words: str) -> str:
    """The question for the words as they are: no other side knows their other forms."""
    return " ".join(f'"{" ".join(piece)}"' for piece in pieces(words))


def entry_of(record: Record) -> Entry:
    dated = dates.from_edtf(record.edtf)
    wordings = {
        Tier.TITLE: [record.title],
        Tier.NAMES: [*record.people, *record.places, *record.topics],
        Tier.SUMMARY: [record.summary],
    }
    return Entry(
        identifier=record.identifier,
        number=record.number,
        revision=1,
        visible_from=ALWAYS,
        tiers={tier: tokens_of(statements) for tier, statements in wordings.items()},
        extent=dated.extent,
        facets={**facet_values(record), "organisation": []},
        card=Card(
            title=record.title,
            summary=record.summary,
            date=CardDate.of(dated),
            collections=[{"identifier": record.collection, "title": record.collection.upper()}],
        ),
    )
