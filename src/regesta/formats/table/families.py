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
        waiting = {one.key: one for group in self._waiting.values() for one in group if one.key}
        for start in list(waiting.values()):
            if start.key not in waiting:
                continue
            one, met = start, {start.key}
            while one.parent in waiting and one.parent not in met:
                one = waiting[one.parent]
                met.add(one.key)
            yield _below_itself(one)
            group = self._waiting[one.parent]
            self._waiting[one.parent] = [other for other in group if other is not one]
            for freed in self.take(replace(one, parent="")):
                waiting.pop(freed.key, None)
                yield freed


def _below_itself(one: Reading) -> Problem:
    return warning(
        "table-parent",
        f"This row stands below {one.parent!r}, which stands below this row itself; it was "
        "taken as having no parent.",
        "Correct the column of parents, and import the table again.",
        where=one.position,
        record=one.record.text("title"),
        value=one.parent,
    )
