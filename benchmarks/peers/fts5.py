"""SQLite by itself: FTS5 for the words, and SQL over normalised tables for the counts.

As somebody who knows SQLite would do it: what matches is found once, and every count joins
it to a table whose key is the record; names are looked up for the values that are shown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from synthetic import Record

from peers import FACETS, HITS, TOP, Answer, as_counts, batches, facet_values, pieces

BATCH = 10_000
_MANY = tuple(name for name in FACETS if name != "collection")  # several values a record
_TABLES = f"""
CREATE TABLE record (
    number INTEGER PRIMARY KEY, identifier TEXT NOT NULL, title TEXT NOT NULL,
    names TEXT NOT NULL, summary TEXT NOT NULL, edtf TEXT NOT NULL
);
CREATE TABLE facts (
    number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, year INTEGER NOT NULL,
    place_by_date INTEGER NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5(title, names, summary, content=record, content_rowid=number);
{"".join(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, value TEXT);" for name in FACETS)}
{
    "".join(
        f"CREATE TABLE of_{name} (number INTEGER, id INTEGER, PRIMARY KEY (number, id))"
        " WITHOUT ROWID;"
        for name in _MANY
    )
}
"""
_PRAGMAS = """
PRAGMA mmap_size = 4000000000;
PRAGMA cache_size = -262144;
PRAGMA temp_store = memory;
"""


class Fts5:
    name = "FTS5"
    version = f"SQLite {sqlite3.sqlite_version}"
    warm_ups = 0  # comparing the answers has warmed it
    made_by: Sequence[Path] = ()

    def build(self, folder: Path, records: Iterable[Record]) -> None:
        database = sqlite3.connect(folder / "records.sqlite3")
        database.executescript("PRAGMA journal_mode = off; PRAGMA synchronous = off;")
        database.executescript(_TABLES)
        ids: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for batch in batches(records, BATCH):
            _insert(database, batch, ids)
        for name, known in ids.items():
            rows = ((number, value) for value, number in known.items())
            database.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)
        database.execute("INSERT INTO words(words) VALUES ('rebuild')")
        database.execute("INSERT INTO words(words) VALUES ('optimize')")
        database.execute("CREATE UNIQUE INDEX by_date ON facts (place_by_date)")
        database.execute("ANALYZE")
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "records.sqlite3", isolation_level=None)
        self._database.executescript(_PRAGMAS)
        self._database.execute("CREATE TEMP TABLE hit (number INTEGER PRIMARY KEY)")

    def search(self, words: str, facets: bool = True) -> Answer:
        ask = self._database.execute
        question = " ".join(f'"{" ".join(piece)}"' for piece in pieces(words))
        if not question:
            return self._everything(facets)
        ask("DELETE FROM hit")
        ask("INSERT INTO hit SELECT rowid FROM words WHERE words MATCH ?", [question])
        (count,) = ask("SELECT count(*) FROM hit").fetchone()
        hits = ask(
            "SELECT identifier, title, summary, edtf FROM record JOIN"
            " (SELECT number, place_by_date FROM hit CROSS JOIN facts USING (number)"
            f"  ORDER BY place_by_date LIMIT {HITS}) USING (number) ORDER BY place_by_date"
        ).fetchall()
        return self._answer(count, hits, "hit CROSS JOIN", facets)

    def _everything(self, facets: bool) -> Answer:
        ask = self._database.execute
        (count,) = ask("SELECT count(*) FROM facts").fetchone()
        hits = ask(
            "SELECT identifier, title, summary, edtf FROM facts JOIN record USING (number)"
            f" ORDER BY place_by_date LIMIT {HITS}"
        ).fetchall()
        return self._answer(count, hits, "", facets)

    def _answer(
        self, count: int, hits: list[tuple[str, ...]], matching: str, facets: bool
    ) -> Answer:
        identifiers = tuple(hit[0] for hit in hits)
        if not facets:
            return Answer(count, identifiers)
        using = " USING (number)" if matching else ""
        counts = {}
        for name in FACETS:
            table, column = ("facts", name) if name not in _MANY else (f"of_{name}", "id")
            rows = self._database.execute(
                f"SELECT value, times FROM (SELECT {column} AS key, count(*) AS times"
                f" FROM {matching} {table}{using} GROUP BY {column}"
                f" ORDER BY times DESC LIMIT {TOP}) JOIN {name} ON {name}.id = key"
                " ORDER BY times DESC"
            )
            counts[name] = as_counts(rows)
        years = self._database.execute(
            f"SELECT year, count(*) FROM {matching} facts{using} GROUP BY year"
        )
        return Answer(count, identifiers, counts, dict(years.fetchall()))

    def close(self) -> None:
        self._database.close()


def _insert(
    database: sqlite3.Connection, batch: list[Record], ids: dict[str, dict[str, int]]
) -> None:
    rows = (
        (one.number, one.identifier, one.title, one.names, one.summary, one.edtf) for one in batch
    )
    database.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", rows)
    facts, many = [], {name: [] for name in _MANY}
    for one in batch:
        keys = {
            name: [ids[name].setdefault(value, len(ids[name]) + 1) for value in values]
            for name, values in facet_values(one).items()
        }
        facts.append((one.number, keys["collection"][0], one.first_year, one.order))
        for name in _MANY:
            many[name] += [(one.number, key) for key in keys[name]]
    database.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", facts)
    for name in _MANY:
        database.executemany(f"INSERT INTO of_{name} VALUES (?, ?)", many[name])
