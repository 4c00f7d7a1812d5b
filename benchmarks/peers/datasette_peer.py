"""Datasette, asked as its users ask it: a page of its JSON with a search and six facets.

One table, as `sqlite-utils` makes it of a list of records: several values of a column are
a JSON array, and FTS5 over the columns of text. The application is called in this process,
without a network in between.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from synthetic import Record

from peers import HITS, Answer, Unavailable, as_counts, batches, facet_values, pieces

BATCH = 10_000
LARGEST_FACET = 150  # as many as there are years; above what is compared of the others
_TABLE = """
CREATE TABLE records (
    number INTEGER PRIMARY KEY, identifier TEXT, title TEXT, names TEXT, summary TEXT, date TEXT,
    collection TEXT, year INTEGER, decade TEXT, person TEXT, place TEXT, topic TEXT,
    place_by_date INTEGER
);
CREATE VIRTUAL TABLE records_fts USING fts5(title, names, summary, content=[records]);
"""
_INDEXES = """
INSERT INTO records_fts(records_fts) VALUES ('rebuild');
CREATE INDEX by_date ON records (place_by_date);
CREATE INDEX by_collection ON records (collection);
CREATE INDEX by_year ON records (year);
ANALYZE;
"""
_COLUMNS, _ARRAYS = ("collection", "year"), ("decade", "person", "place", "topic")


class DatasettePeer:
    name = "Datasette"
    warm_ups = 0  # comparing the answers has warmed it
    made_by: Sequence[Path] = ()

    def __init__(self) -> None:
        try:
            self.version = f"Datasette {version('datasette')}"
        except PackageNotFoundError:
            raise Unavailable("Datasette: pip install 'regesta[bench]'") from None

    def build(self, folder: Path, records: Iterable[Record]) -> None:
        database = sqlite3.connect(folder / "archive.db")
        database.executescript("PRAGMA journal_mode = off; PRAGMA synchronous = off;")
        database.executescript(_TABLE)
        for batch in batches(records, BATCH):
            database.executemany(
                f"INSERT INTO records VALUES ({', '.join('?' * 13)})", map(_row, batch)
            )
        database.executescript(_INDEXES)
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        from datasette.app import Datasette

        self._loop = asyncio.new_event_loop()
        self._datasette = Datasette(
            files=[],
            immutables=[str(folder / "archive.db")],
            settings={
                # Else it gives up where a count takes longer than it likes.
                "sql_time_limit_ms": 600_000,
                "facet_time_limit_ms": 600_000,
                "suggest_facets": False,
            },
        )

    def search(self, words: str, facets: bool = True) -> Answer:
        parameters: list[tuple[str, Any]] = [
            ("_sort", "place_by_date"), ("_size", HITS), ("_facet_size", LARGEST_FACET),
        ]  # fmt: skip
        if words:
            asked = " ".join(f'"{" ".join(piece)}"' for piece in pieces(words))
            parameters += [("_search", asked), ("_searchmode", "raw")]
        if facets:
            parameters += [("_facet", name) for name in _COLUMNS]
            parameters += [("_facet_array", name) for name in _ARRAYS]
        page = self._page(f"/archive/records.json?{urlencode(parameters)}&_shape=objects")
        hits = tuple(row["identifier"] for row in page["rows"])
        if not facets:
            return Answer(page["filtered_table_rows_count"], hits)
        counts = {
            name: as_counts((one["value"], one["count"]) for one in facet["results"])
            for name, facet in page["facet_results"].items()
        }
        years = {int(year): times for year, times in counts.pop("year")}
        return Answer(page["filtered_table_rows_count"], hits, counts, years)

    def close(self) -> None:
        self._loop.close()

    def _page(self, address: str) -> dict[str, Any]:
        answer = self._loop.run_until_complete(self._datasette.client.get(address))
        page: dict[str, Any] = answer.json()
        if answer.status_code != 200 or page.get("facets_timed_out"):
            raise RuntimeError(f"Datasette answered {answer.status_code}: {answer.text[:500]}")
        return page


def _row(record: Record) -> tuple[object, ...]:
    values = facet_values(record)
    arrays = (json.dumps(values[name]) for name in _ARRAYS)
    return (
        record.number, record.identifier, record.title, record.names, record.summary, record.edtf,
        record.collection, record.first_year, *arrays, record.order,
    )  # fmt: skip
