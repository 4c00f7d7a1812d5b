"""A chronology in pages: whole years together as far as they fit, in order, the undated last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from regesta.search.histogram import Times


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: from which of all documents, counted from 0, how many, and of which years.

    ``first`` and ``last`` are None for the undated. ``part`` of ``parts`` is which piece of a
    year it is that does not fit on one page.
    """

    start: int
    size: int
    first: int | None
    last: int | None
    part: int = 1
    parts: int = 1


def leaves(times: Times, most: int) -> list[Leaf]:
    """The pages for documents of some years, each of at most so many documents: years that
    fit on one page with those before do so; a larger one has pages of its own."""
    found: list[Leaf] = []
    start = 0
    for year in sorted(times.years):
        count = times.years[year]
        last = found[-1] if found else None
        if last is not None and last.parts == 1 and last.size + count <= most:
            found[-1] = replace(last, size=last.size + count, last=year)
        else:
            found.extend(_pieces(start, count, most, year))
        start += count
    found.extend(_pieces(start, times.undated, most, None))
    return found


def _pieces(start: int, count: int, most: int, year: int | None) -> Iterator[Leaf]:
    parts = -(-count // most)
    for part in range(parts):
        size = min(most, count - part * most)
        yield Leaf(start + part * most, size, year, year, part + 1, parts)


def place_of_year(found: Sequence[Leaf], year: int | None, part: int) -> int | None:
    """The place of the page on which a year begins, or a part of it; None for the undated
    leads to these. A year without documents is on the page of the next one, or on the last
    page. None where there is no such part."""
    if year is None:
        candidates = [at for at, leaf in enumerate(found) if leaf.first is None]
    else:
        dated = [(at, leaf) for at, leaf in enumerate(found) if leaf.last is not None]
        reached = [(at, leaf) for at, leaf in dated if leaf.last >= year] or dated[-1:]
        years = groupby(reached, key=lambda one: one[1].last)
        candidates = [at for at, _ in next(iter(years))[1]] if reached else []
    return candidates[part - 1] if 0 < part <= len(candidates) else None
