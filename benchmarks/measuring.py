"""Taking times, and saying on what machine they were taken."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

LEAST_ANSWERS = 3  # unless one of them takes longer than all of them may


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that the answers took, in order of size."""

    taken: tuple[float, ...]

    @property
    def p50(self) -> float:
        return self._rank(50)

    @property
    def p95(self) -> float:
        return self._rank(95)

    def _rank(self, percent: int) -> float:
        """The time that so many of a hundred answers took at most."""
        return self.taken[max(0, -(-len(self.taken) * percent // 100) - 1)]

    def __str__(self) -> str:
        """The number of answers, and p50 and p95 in milliseconds."""
        return f"{len(self.taken):>7,}{_shown(self.p50 * 1e3)}{_shown(self.p95 * 1e3)}"


def _shown(value: float) -> str:
    return f"{value:>12,.2f}" if value < 100 else f"{value:>12,.0f}"


@dataclass(slots=True)
class Asking:
    """Questions put to one side again and again.

    ``ask`` gives the seconds an answer took, or None where the clock here is to count.
    """

    ask: Callable[[str], float | None]
    questions: Sequence[str]
    warm_ups: int = 0
    taken: list[float] = field(default_factory=list)
    spent: float = 0.0

    def once(self) -> None:
        began = time.perf_counter()
        own = self.ask(self.questions[len(self.taken) % len(self.questions)])
        passed = time.perf_counter() - began
        self.taken.append(passed if own is None else own)
        self.spent += passed

    def warm_up(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        for words in islice(cycle(self.questions), self.warm_ups):
            if time.perf_counter() > until:
                break
            self.ask(words)

    def is_done(self, most: int, seconds: float) -> bool:
        late = self.spent > seconds and len(self.taken) >= LEAST_ANSWERS
        return late or self.spent > 2 * seconds or len(self.taken) >= most


def in_turn(sides: dict[str, Asking], *, most: int, seconds: float) -> dict[str, Times]:
    """Asks each side ``most`` times, or as long as its ``seconds`` last, which holds for
    warming up as well.

    One question to each side after another, so that other work on the machine hinders all
    of them alike.
    """
    for side in sides.values():
        side.warm_up(seconds)
    while waiting := [side for side in sides.values() if not side.is_done(most, seconds)]:
        for side in waiting:
            side.once()
    return {name: Times(tuple(sorted(side.taken))) for name, side in sides.items()}


def private_memory(process: int | str = "self") -> tuple[float, float]:
    """Megabytes that only one process has: what it has written, and all of it.

    The second counts the pages of files that no other process has mapped, which the system
    takes back whenever it needs room.
    """
    found: dict[str, int] = {}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.startswith("Private_"):
            found[name] = int(value.split()[0])
    return found["Private_Dirty"] / 1e3, sum(found.values()) / 1e3


def size_of(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def machine() -> str:
    """The processor, how many of it, how busy it is, and the system."""
    model = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    busy = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, load {busy:.1f}, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )
