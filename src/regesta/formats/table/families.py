"""Rows that stand below other rows: a parent is handed on before its children.

Only what waits for a row further down is held back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regesta.formats.reading import Problem, Reading
from regesta.formats.table.problems import warning


class Family:
    """The readings of a source in an order in which each parent comes first."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._waiting: dict[str, list[Reading]] = {}

    def take(self, reading: Reading) -> Iterator[Reading]:
        """The reading and whoever waited for it, or nothing while it waits itself."""
        if reading.parent and reading.parent not in self._given:
            self._waiting.setdefault(reading.parent, []).append(reading)
            return
        ready = [reading]
        while ready:
            one = ready.pop()
            yield one
            if one.key:
                self._given.add(one.key)
                ready += reversed(self._waiting.pop(one.key, ()))

    def rest(self) -> Iterator[Reading | Problem]:
        """At the end: whatever waits for itself, by way of others or not."""
        while self._waiting:
            by_key = {one.key: one for group in self._waiting.values() for one in group if one.key}
            one = next(iter(self._waiting.values()))[0]
            met: dict[str, Reading] = {}
            while one.parent in by_key and one.key not in met:
                met[one.key] = one
                one = by_key[one.parent]
            yield warning(
                "table-parent",
                f"This row stands below {one.parent!r}, which stands below this row itself; it "
                "was taken as having no parent.",
                "Correct the column of parents, and import the table again.",
                where=one.position,
                record=one.record.text("title"),
                value=one.parent,
            )
            group = self._waiting[one.parent]
            group.remove(one)
            if not group:
                del self._waiting[one.parent]
            yield from self.take(replace(one, parent=""))
