"""What the pictures of a result are drawn from, as an index answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Point:
    """A document in time. ``earliest`` and ``latest`` are day numbers, None where open;
    ``date`` is its wording."""

    identifier: str
    title: str
    language: str
    date: str
    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InTime:
    """A result in time. ``points`` are its dated documents, oldest first as a list by date has
    them; of a result of more than were asked for there are none, and ``years`` counts its
    documents by the year in which they stand instead (see `regesta.search.histogram`)."""

    total: int
    undated: int
    points: tuple[Point, ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value of a facet and how many documents of the result have it."""

    facet: str
    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Who is spoken of together with whom in a result.

    ``nodes`` are the most frequent values, and ``more`` is how many there are besides;
    ``ties`` has for two of them, by their places in ``nodes``, the smaller first, how many
    documents speak of both, the most first.
    """

    nodes: tuple[Spoken, ...] = ()
    more: int = 0
    ties: tuple[tuple[int, int, int], ...] = ()


def most_spoken_of(counts: Mapping[tuple[str, str], int], most: int) -> tuple[Spoken, ...]:
    """The most frequent values of several facets; ties in the order of their values."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Spoken(facet, value, count) for (facet, value), count in ordered[:most])


def strongest(ties: Mapping[tuple[int, int], int]) -> tuple[tuple[int, int, int], ...]:
    ordered = sorted(ties.items(), key=lambda tie: (-tie[1], tie[0]))
    return tuple((one, other, count) for (one, other), count in ordered if count)
