"""Taking times, and saying on what machine they were taken."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

LEAST_ANSWERS = 3  # however slow a side is


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


def timed(
    ask: Callable[[str], float | None],
    questions: Sequence[str],
    *,
    most: int,
    seconds: float,
    warm_ups: int = 0,
) -> Times:
    """Puts the questions in turn, ``most`` times in all or as long as ``seconds`` last.

    ``ask`` gives the seconds an answer took, or None where the clock here is to count. The
    time for warming up is limited in the same way.
    """
    source = cycle(questions)
    until = time.perf_counter() + seconds
    for _ in range(warm_ups):
        if time.perf_counter() > until:
            break
        ask(next(source))
    source = cycle(questions)
    taken: list[float] = []
    until = time.perf_counter() + seconds
    while len(taken) < most:
        began = time.perf_counter()
        own = ask(next(source))
        ended = time.perf_counter()
        taken.append(ended - began if own is None else own)
        if ended > until and len(taken) >= LEAST_ANSWERS:
            break
    return Times(tuple(sorted(taken)))


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
