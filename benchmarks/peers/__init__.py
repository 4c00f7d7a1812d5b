"""Other engines that answer the questions put to Regesta, and the shape all answer in.

Each side has a module with a class of the same interface, `Side`. All of them search the
same three fields, hold the same values to be counted, and sort by the same number; so they
have to give equal answers, and `differences` says where they do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from synthetic import Record

TOP = 100  # values of a facet that an answer names, the most frequent first
HITS = 10
FACETS = ("collection", "decade", "person", "place", "topic")
FIELDS = {"title": 8.0, "names": 4.0, "summary": 2.0}  # what is searched, and its weight
_PIECE = re.compile(r'"([^"]*)"|(\S+)')


class Unavailable(Exception):
    """What the side needs is not installed; says what it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How many records match, and if asked for the counts and the first ten by date.

    ``facets`` has for each of `FACETS` at least the first `TOP` values and their counts,
    the most frequent first. ``histogram`` counts the first years; None where a side has
    none yet. ``hits`` are identifiers. A side that takes its own time gives ``seconds``.
    """

    count: int
    hits: tuple[str, ...]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    histogram: dict[int, int] | None = None
    seconds: float | None = None


class Side(Protocol):
    """One engine with an index it has built. Raises `Unavailable` when it is made, if what
    it needs is not there."""

    name: str
    version: str
    warm_ups: int  # questions to be put before the clock counts
    made_by: Sequence[Path]  # files besides its module that decide what an index holds

    def build(self, folder: Path, records: Iterable[Record]) -> None:
        """Makes the index in an empty folder."""
        ...

    def open(self, folder: Path) -> None: ...

    def search(self, words: str, facets: bool = True) -> Answer:
        """What matches all of the words and of the phrases in quotation marks; every record
        where there are none."""
        ...

    def close(self) -> None: ...


def pieces(words: str) -> list[list[str]]:
    """The parts of a question, each one word or the words of a phrase."""
    return [(phrase or word).split() for phrase, word in _PIECE.findall(words)]


def facet_values(record: Record) -> dict[str, list[str]]:
    return {
        "collection": [record.collection],
        "decade": record.decades,
        "person": record.people,
        "place": record.places,
        "topic": record.topics,
    }


def batches(records: Iterable[Record], size: int) -> Iterable[list[Record]]:
    source = iter(records)
    while batch := list(islice(source, size)):
        yield batch


def most_frequent(values: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(values, key=lambda value: (-value[1], value[0]))[:TOP]


def differences(one: Answer, other: Answer) -> list[str]:
    """Where two answers differ; nothing where they agree.

    Which of the values that are equally frequent stands last in a list cut off there is
    nobody's promise, so those are compared by their counts.
    """
    found = [
        f"{what}: {ours!r} and {theirs!r}"
        for what, ours, theirs in (
            ("count", one.count, other.count),
            ("hits", one.hits, other.hits),
            ("histogram", one.histogram, other.histogram),
        )
        if ours != theirs and (what != "histogram" or None not in (ours, theirs))
    ]
    for name in one.facets.keys() & other.facets.keys():
        ours, theirs = most_frequent(one.facets[name]), most_frequent(other.facets[name])
        if [count for _, count in ours] != [count for _, count in theirs]:
            found.append(f"counts of {name}: {ours[:5]} and {theirs[:5]}")
        elif apart := _above_cut(ours) ^ _above_cut(theirs):
            found.append(f"values of {name}: {sorted(apart)[:5]}")
    return found


def _above_cut(values: Sequence[tuple[str, int]]) -> set[tuple[str, int]]:
    if len(values) < TOP:
        return set(values)
    return {value for value in values if value[1] > values[-1][1]}


def as_counts(rows: Iterable[Sequence[Any]]) -> list[tuple[str, int]]:
    return [(str(value), int(count)) for value, count in rows]
