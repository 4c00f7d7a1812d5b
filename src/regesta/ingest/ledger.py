"""What a source has said so far: which record each of its readings was found to speak of.

A source may have millions of readings, so this lies in a database of its own, without a
name, which the system removes when it is closed; memory stays flat.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_ASKED_AT_ONCE = 500  # values in one question
_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -16000;
    CREATE TABLE claim (key INTEGER, identifier TEXT, page INTEGER, number INTEGER);
    CREATE INDEX claim_of ON claim (key);
    CREATE TABLE place (key INTEGER PRIMARY KEY, record INTEGER) WITHOUT ROWID;
    CREATE TABLE trial (key INTEGER, identifier TEXT, record TEXT);
    CREATE INDEX trial_of ON trial (key);
"""


class Claim(NamedTuple):
    """A record that a reading of the source was found to speak of, and the reading's place."""

    identifier: str
    page: int
    number: int | None


class Ledger:
    """Keys are looked up by their hash: a table of a million is a third as large then, and
    that two of a million keys share one happens once in ten million imports."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_SCHEMA)
        self._claims: list[tuple[Any, ...]] = []
        self._places: list[tuple[int, int]] = []

    def close(self) -> None:
        self._database.close()

    def begin_source(self) -> None:
        """Forgets what the source before has said; what a trial would make stays."""
        self._claims, self._places = [], []
        self._database.execute("DELETE FROM claim")
        self._database.execute("DELETE FROM place")

    def claim(self, key: str, claim: Claim) -> None:
        """Notes which record a reading of this key was found to speak of."""
        self._claims.append((hash(key), *claim))

    def claims(self, keys: Iterable[str]) -> dict[str, list[Claim]]:
        """The claims of each key, in the order they were made."""
        self._write()
        found: dict[str, list[Claim]] = defaultdict(list)
        rows = self._rows("SELECT key, identifier, page, number FROM claim WHERE key IN", keys)
        for key, *claim in rows:
            found[key].append(Claim(*claim))
        return found

    def place(self, key: str, record: int) -> None:
        """Notes the row of the record by whose key others say that they stand below it."""
        self._places.append((hash(key), record))

    def places(self, keys: Iterable[str]) -> dict[str, int]:
        """The rows of the records of these keys, where the source has given them."""
        self._write()
        return dict(self._rows("SELECT key, record FROM place WHERE key IN", keys))

    def remember(self, key: str, identifier: str, record: str) -> None:
        """Counts a record as there although it is not stored, for a trial; or as changed."""
        self._database.execute(
            "DELETE FROM trial WHERE key = ? AND identifier = ?", (hash(key), identifier)
        )
        self._database.execute(
            "INSERT INTO trial VALUES (?, ?, ?)", (hash(key), identifier, record)
        )

    def remembered(self, keys: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Key, identifier and record of what a trial would have made or changed."""
        yield from self._rows("SELECT key, identifier, record FROM trial WHERE key IN", keys)

    def _rows(self, question: str, keys: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        by_hash = {hash(key): key for key in keys}
        hashes = list(by_hash)
        for start in range(0, len(hashes), _ASKED_AT_ONCE):
            some = hashes[start : start + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            for number, *rest in self._database.execute(f"{question} ({marks})", some):
                yield (by_hash[number], *rest)

    def _write(self) -> None:
        _insert(self._database, "INSERT INTO claim VALUES (?, ?, ?, ?)", self._claims)
        _insert(self._database, "INSERT OR REPLACE INTO place VALUES (?, ?)", self._places)


def _insert(database: sqlite3.Connection, statement: str, rows: list[Any]) -> None:
    if rows:
        database.execute("BEGIN")
        database.executemany(statement, rows)
        database.execute("COMMIT")
        rows.clear()
