"""The numbers by which an index counts the values of facets, kept beside it.

Counting numbers takes half the time of counting words, and less where they are small: so
every facet has its own, from 1 on. Only the writer of the index gives numbers, before it
commits what has them; a number never changes its meaning.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

FILE = "facet-values.sqlite3"
_ASKED_AT_ONCE = 500


class FacetValues:
    """Safe to share by threads."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(
            folder / FILE, check_same_thread=False, isolation_level=None, timeout=60
        )
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS value (facet TEXT NOT NULL, number INTEGER NOT NULL,"
            " value TEXT NOT NULL, PRIMARY KEY (facet, number), UNIQUE (facet, value))"
            " WITHOUT ROWID"
        )
        self._lock = threading.Lock()
        self._numbers: defaultdict[str, dict[str, int]] = defaultdict(dict)  # by facet and value
        self._values: defaultdict[str, dict[int, str]] = defaultdict(dict)

    def close(self) -> None:
        self._database.close()

    def give(self, facet: str, values: Iterable[str]) -> dict[str, int]:
        """The number of each value, new ones for those that have none."""
        with self._lock:
            wanted, known = set(values), self._numbers[facet]
            if new := [one for one in wanted if one not in known]:
                self._database.execute("BEGIN IMMEDIATE")
                self._learn(facet, "value", new)
                (last,) = self._database.execute(
                    "SELECT coalesce(max(number), 0) FROM value WHERE facet = ?", (facet,)
                ).fetchone()
                given = enumerate((one for one in new if one not in known), start=last + 1)
                self._database.executemany(
                    "INSERT INTO value (facet, number, value) VALUES (?, ?, ?)",
                    [(facet, number, value) for number, value in given],
                )
                self._database.execute("COMMIT")
                self._learn(facet, "value", [one for one in new if one not in known])
            return {one: known[one] for one in wanted}

    def values(self, facet: str, numbers: Sequence[int]) -> list[str]:
        """The values of numbers, in order."""
        with self._lock:
            known = self._values[facet]
            if unknown := [one for one in numbers if one not in known]:
                self._learn(facet, "number", unknown)
            return [known[one] for one in numbers]

    def how_many(self, facet: str) -> int:
        """About how many values a facet has in all; 0 only where it has none."""
        with self._lock:
            (last,) = self._database.execute(
                "SELECT coalesce(max(number), 0) FROM value WHERE facet = ?", (facet,)
            ).fetchone()
            return int(last)

    def _learn(self, facet: str, column: str, asked: Sequence[int] | Sequence[str]) -> None:
        numbers, values = self._numbers[facet], self._values[facet]
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            some = asked[start : start + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            question = (
                "SELECT number, value FROM value"  # noqa: S608
                f" WHERE facet = ? AND {column} IN ({marks})"
            )
            for number, value in self._database.execute(question, (facet, *some)):
                numbers[value], values[number] = number, value
