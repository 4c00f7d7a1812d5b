"""Condition: what a text must say to be found. Every backend answers the same ones.

A condition is a tree of `All`, `Either` and `Not` over leaves: a word in any of its forms, a
phrase as it stands, the beginning of a word, a range of days, or a name in any spelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regesta.search.days import DateRange


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its inflected forms; ``field`` is where it must stand, "" anywhere."""

    token: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must stand one after another, as they are."""

    tokens: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """How a word must begin."""

    token: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A range in which the record must possibly lie."""

    dates: DateRange


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name asked for, in as many ways as it can be said.

    It is there when the words as ``typed`` all are, or any of the ``others``, or when one
    of the authorities ``named`` is, each by facet and identifier.
    """

    typed: tuple[Word | Phrase, ...]
    others: tuple[Phrase, ...] = ()
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Leaf = Word | Phrase | Prefix
Node = Word | Phrase | Prefix | Dated | Wanted | All | Either | Not
EVERYTHING = All()


def sought(node: Node) -> Iterator[Leaf]:
    """All that a text may say of what is asked for, and nothing that is excluded."""
    if isinstance(node, Word | Phrase | Prefix):
        yield node
    elif isinstance(node, Wanted):
        yield from node.typed
        yield from node.others
    elif isinstance(node, All | Either):
        for part in node.parts:
            yield from sought(part)


def is_ranked(node: Node) -> bool:
    """Whether some records answer it better than others; ranges and exclusions do not rank."""
    return any(True for _ in sought(node))


def size_of(node: Node) -> int:
    """How many leaves it has."""
    if isinstance(node, All | Either):
        return sum(map(size_of, node.parts))
    if isinstance(node, Not):
        return size_of(node.part)
    return 1
