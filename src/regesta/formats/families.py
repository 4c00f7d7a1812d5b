"""Trees that a source gives in any order: no reading before the one it stands below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from regesta.formats.reading import Item, Problem, Reading, Severity

CODES = {
    "parent-missing": "A record names a parent that the source does not hold; it is taken as "
    "the top of a tree of its own.",
    "key-twice": "Two records have the same key; what stands below it belongs to the first.",
}


@dataclass(slots=True)
class Families:
    """Holds back the readings whose parents have not come. Only keys, and readings that
    wait, are kept in memory."""

    out: set[str] = field(default_factory=set)  # keys of readings that went on
    held: set[str] = field(default_factory=set)  # keys of those that wait
    waiting: dict[str, list[Reading]] = field(default_factory=dict)  # by the parent's key

    def take(self, reading: Reading) -> Iterator[Item]:
        """The readings that can go on now that this one has come."""
        if reading.key and (reading.key in self.out or reading.key in self.held):
            yield _twice(reading)
            reading = replace(reading, key="")
        if reading.parent and reading.parent not in self.out:
            self.waiting.setdefault(reading.parent, []).append(reading)
            self.held.add(reading.key)
        else:
            yield from self._released(reading)

    def rest(self) -> Iterator[Item]:
        """What waited for nothing, each with a problem: first what lacks a parent, then
        rings, which are broken at one place."""
        for parent in [one for one in self.waiting if one not in self.held]:
            for reading in self.waiting.pop(parent):
                yield from self._orphan(reading)
        while self.waiting:
            parent, (first, *others) = next(iter(self.waiting.items()))
            del self.waiting[parent]
            if others:
                self.waiting[parent] = others
            yield from self._orphan(first)

    def _orphan(self, reading: Reading) -> Iterator[Item]:
        yield _missing(reading)
        yield from self._released(replace(reading, parent=""))

    def _released(self, reading: Reading) -> Iterator[Item]:
        """The reading, and after it all that waited for it, without recursion."""
        stack = [reading]
        while stack:
            one = stack.pop()
            yield one
            if one.key:
                self.held.discard(one.key)
                self.out.add(one.key)
                stack.extend(reversed(self.waiting.pop(one.key, [])))


def _missing(reading: Reading) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="parent-missing",
        where=reading.position,
        record=reading.record.text("title")[:200],
        field="parent",
        value=reading.parent[:200],
        message="The record it should stand below is not in the source, or stands below it.",
        remedy="Export the whole tree, or correct the parent, and import the file again.",
    )


def _twice(reading: Reading) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="key-twice",
        where=reading.position,
        record=reading.record.text("title")[:200],
        field="key",
        value=reading.key[:200],
        message="Another record of the source has the same key already; both are taken.",
        remedy="Give each record a key of its own if others stand below them.",
    )
