"""Where the records of a page begin: the cut that fits the count and the evidence best.

A date line begins a record and the line after it is the title. Records without a date line
must be found by the look of their titles. How many there are, the count line says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from heapq import nlargest
from typing import NamedTuple

from regesta.formats.listing.evidence import LEAST_EVIDENCE, WEIGHTS, Layout

MOST_STEPS = 150_000  # a few seconds


class TooManyStepsError(Exception):
    """The page has so many possible cuts that comparing them would take too long."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The places of the titles, and how much speaks for them."""

    score: int
    titles: tuple[int, ...]


class Role(Enum):
    LEFT_OUT = "left out"
    DATE = "date"
    TITLE = "title"
    TEXT = "text"


def best_cuts(layout: Layout, count: int) -> list[Cut]:
    """The best cut into ``count`` records and the second best; fewer where fewer fit.

    The lines are gone through once. Of all ways to read the lines so far, only the two best
    are kept for each role of the last line and each surplus: the number of titles without
    a date line, less the number of date lines that turned out to be something else.
    Raises `TooManyStepsError`.
    """
    target = count - sum(layout.dated)
    bounds = _bounds_of_surplus(layout, target)
    if sum(max(0, high - low + 1) for low, high in bounds) > MOST_STEPS:
        raise TooManyStepsError
    readings = {(Role.LEFT_OUT, 0): [_Partial(0, None)]}
    for place, (low, high) in enumerate(bounds):
        longer: dict[tuple[Role, int], list[_Partial]] = defaultdict(list)
        for (role, surplus), partials in readings.items():
            for step in steps(layout, place, role):
                if low <= surplus + step.surplus <= high:
                    key = step.role, surplus + step.surplus
                    longer[key] += [partial.after(step, place) for partial in partials]
        readings = {key: nlargest(2, found, key=_score) for key, found in longer.items()}
    whole = [
        partial
        for (role, surplus), partials in readings.items()
        if surplus == target and role in _LAST_ROLES and (count or role is Role.LEFT_OUT)
        for partial in partials
    ]
    return [Cut(found.score, found.all_titles()) for found in nlargest(2, whole, key=_score)]


_LAST_ROLES = (Role.LEFT_OUT, Role.TITLE, Role.TEXT)


class _Step(NamedTuple):
    role: Role
    points: int
    surplus: int


class _Partial(NamedTuple):
    """A way to read the lines so far: its score and its titles, the last one first."""

    score: int
    titles: tuple[int, object] | None

    def after(self, step: _Step, place: int) -> _Partial:
        titles = (place, self.titles) if step.role is Role.TITLE else self.titles
        return _Partial(self.score + step.points, titles)

    def all_titles(self) -> tuple[int, ...]:
        places = []
        rest: object = self.titles
        while isinstance(rest, tuple):
            place, rest = rest
            places.append(place)
        return tuple(reversed(places))


def _score(partial: _Partial) -> int:
    return partial.score


def steps(layout: Layout, place: int, before: Role) -> Iterator[_Step]:
    """What the line can be after a line in the role ``before``."""
    if layout.dated[place]:
        yield from _steps_of_date(layout, place, before)
        return
    if before is Role.DATE:
        yield _Step(Role.TITLE, layout.points_below_date(place), 0)
        return
    if before is Role.LEFT_OUT:
        yield _Step(Role.LEFT_OUT, WEIGHTS["left out"].points, 0)
    else:
        yield _Step(Role.TEXT, 0, 0)
    points = layout.evidence[place]
    if points is None:
        return
    if before is Role.TITLE and layout.abstracts_usual:
        points += WEIGHTS["no abstract"].points
    if points >= LEAST_EVIDENCE or place == 0:
        yield _Step(Role.TITLE, points, 1)


def _steps_of_date(layout: Layout, place: int, before: Role) -> Iterator[_Step]:
    if before is Role.DATE:
        yield _Step(Role.TITLE, WEIGHTS["date as title"].points, -1)
        return
    yield _Step(Role.DATE, 0, 0)
    if not layout.date_may_be_text[place]:
        return
    if place == 0:
        yield _Step(Role.LEFT_OUT, WEIGHTS["date left out"].points, -1)
    elif before is not Role.LEFT_OUT:
        yield _Step(Role.TEXT, WEIGHTS["date as text"].points, -1)


def _bounds_of_surplus(layout: Layout, target: int) -> list[tuple[int, int]]:
    """For each line the least and the greatest surplus from which the target can be met."""
    gains = [points is not None for points in layout.evidence]
    losses = layout.date_may_be_text
    gains_left, losses_left = sum(gains), sum(losses)
    gained = lost = 0
    bounds = []
    for gain, loss in zip(gains, losses, strict=True):
        gained, gains_left = gained + gain, gains_left - gain
        lost, losses_left = lost + loss, losses_left - loss
        bounds.append((max(-lost, target - gains_left), min(gained, target + losses_left)))
    return bounds
