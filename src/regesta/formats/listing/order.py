"""Dates out of the order that the other dates of a page follow: a slip, perhaps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

FEWEST_DATES = 4
MOST_OUT = 4  # one date in so many may be out of order; with more, there is no order


class Days(NamedTuple):
    """The first and the last day a date covers, as day numbers."""

    first: int
    last: int


class OutOfOrder(NamedTuple):
    """The place of a date out of order, and of the dates in order around it."""

    place: int
    before: int | None
    after: int | None


def out_of_order(days: Sequence[Days]) -> list[OutOfOrder]:
    """The dates that break an order, rising or falling, which the others follow.

    Where many break it, or both orders fit as well, the page is not in order of date.
    """
    if len(days) < FEWEST_DATES:
        return []
    rising = _out_of_rising_order(days)
    falling = _out_of_rising_order([Days(-one.last, -one.first) for one in days])
    fewer = min(rising, falling, key=len)
    if len(rising) == len(falling) or len(fewer) * MOST_OUT > len(days):
        return []
    return fewer


def _out_of_rising_order(days: Sequence[Days]) -> list[OutOfOrder]:
    kept = _longest_rising([one.first for one in days])
    result = []
    passed = 0
    for place, one in enumerate(days):
        if passed < len(kept) and kept[passed] == place:
            passed += 1
            continue
        before = kept[passed - 1] if passed else None
        after = kept[passed] if passed < len(kept) else None
        too_early = before is not None and one.last < days[before].first
        too_late = after is not None and days[after].last < one.first
        if too_early or too_late:
            result.append(OutOfOrder(place, before, after))
    return result


def _longest_rising(keys: Sequence[int]) -> list[int]:
    """The places of a longest run of keys that never falls."""
    best_keys: list[int] = []  # the least last key of a run, by the length of the run
    best_places: list[int] = []
    previous: list[int | None] = []
    for place, key in enumerate(keys):
        length = bisect_right(best_keys, key)
        previous.append(best_places[length - 1] if length else None)
        best_keys[length : length + 1] = [key]
        best_places[length : length + 1] = [place]
    places = []
    place_or_none = best_places[-1] if best_places else None
    while place_or_none is not None:
        places.append(place_or_none)
        place_or_none = previous[place_or_none]
    return places[::-1]
