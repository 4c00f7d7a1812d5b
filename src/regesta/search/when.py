"""When a record is from, as one value to be counted: its year in the histogram, and its decades.

Nearly all records are in the decade of their year, or in some from that one on. So one column,
with one number for every record, is counted in the place of three that are not so even.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from regesta.search.entries import UNDATED
from regesta.search.histogram import Place

MOST_KEPT = 20_000  # of what was worked out; there are not many more years
_APART = "apart"


@dataclass(frozen=True, slots=True)
class When:
    """``year`` is None where a record stands in none, and ``decades`` where they have to be
    counted by themselves."""

    year: int | None
    decades: tuple[str, ...] | None


def when_of(place: Place | None, decades: Sequence[str]) -> str:
    """The value for a record that stands in a place, and in decades as a facet names them."""
    year = "" if place is None else str(place.year)
    if list(decades) == [UNDATED]:
        return f"{year} {UNDATED}"
    run = () if place is None else _run(place.year, len(decades))
    return f"{year} {len(decades) if run == tuple(decades) else _APART}"


@lru_cache(maxsize=MOST_KEPT)
def read_when(value: str) -> When:
    """What `when_of` has written."""
    text, _, said = value.partition(" ")
    year = int(text) if text else None
    if said == _APART:
        return When(year, None)
    if said == UNDATED:
        return When(year, (UNDATED,))
    return When(year, () if year is None else _run(year, int(said)))


@lru_cache(maxsize=MOST_KEPT)
def _run(year: int, length: int) -> tuple[str, ...]:
    first = year // 10 * 10
    return tuple(str(first + 10 * passed) for passed in range(length))
