"""Gaps in the numbers that others gave to documents: what seems not to be here.

A gap is a hint and no proof: a number may never have been given. So only numbers are judged
that plainly are one sequence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 5  # numbers that make a sequence
LEAST_SHARE = 0.7  # of the numbers from first to last that must be there
_NUMBERED = re.compile(r"(.*?)(\d{1,9})", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Numbers of one sort: the first and the last, and those between that are not there, as
    first and last of each run. ``prefix`` is what stands in front of each."""

    scheme: str
    prefix: str
    first: int
    last: int
    missing: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """How many numbers are not there."""
        return sum(last - first + 1 for first, last in self.missing)


def gaps(identifiers: Iterable[tuple[str, str]], documents: int) -> list[Sequence]:
    """The sequences in schemes and values of identifiers that have gaps; at least half of so
    many documents must be numbered in one for it to count."""
    numbers: dict[tuple[str, str], set[int]] = defaultdict(set)
    for scheme, value in identifiers:
        if match := _NUMBERED.fullmatch(value.strip()):
            numbers[scheme, match[1]].add(int(match[2]))
    found = []
    for (scheme, prefix), some in sorted(numbers.items()):
        first, last = min(some), max(some)
        is_one = len(some) >= max(LEAST, documents / 2)
        if is_one and len(some) >= LEAST_SHARE * (last - first + 1):
            # That numbers begin at one is as good as sure where they begin near it.
            start = 1 if 1 < first <= 1 + (1 - LEAST_SHARE) * len(some) else first
            if missing := _missing(some, start, last):
                found.append(Sequence(scheme, prefix, start, last, missing))
    return found


def _missing(numbers: set[int], first: int, last: int) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for number in range(first, last + 1):
        if number in numbers:
            continue
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)
