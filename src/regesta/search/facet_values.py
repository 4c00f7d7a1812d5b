"""The numbers by which an index counts the values of facets, kept beside it.

Counting numbers takes half the time of counting words. Only the writer of the index gives
numbers, before it commits what has them; a number never changes its meaning.
"""

from __future__ import annotations

import sqlite3
import threading
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
            "CREATE TABLE IF NOT EXISTS value (number INTEGER PRIMARY KEY, value TEXT UNIQUE)"
        )
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}
        self._values: dict[int, str] = {}

    def close(self) -> None:
        self._database.close()

    def give(self, values: Iterable[str]) -> dict[str, int]:
        """The number of each value, new ones for those that have none."""
        with self._lock:
            wanted = set(values)
            if new := [(one,) for one in wanted if one not in self._numbers]:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany("INSERT OR IGNORE INTO value (value) VALUES (?)", new)
                self._database.execute("COMMIT")
                self._learn("value", [value for (value,) in new])
            return {one: self._numbers[one] for one in wanted}

    def values(self, numbers: Sequence[int]) -> list[str]:
        """The values of numbers, in order."""
        with self._lock:
            self._learn("number", [one for one in numbers if one not in self._values])
            return [self._values[one] for one in numbers]

    def numbers(self, values: Iterable[str]) -> dict[str, int]:
        """The numbers of those values that have one."""
        with self._lock:
            wanted = list(values)
            self._learn("value", [one for one in wanted if one not in self._numbers])
            return {one: self._numbers[one] for one in wanted if one in self._numbers}

    def _learn(self, column: str, asked: Sequence[int] | Sequence[str]) -> None:
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            some = asked[start : start + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            question = f"SELECT number, value FROM value WHERE {column} IN ({marks})"  # noqa: S608
            for number, value in self._database.execute(question, some):
                self._numbers[value], self._values[number] = number, value
