"""One input tried within bounds of time and memory."""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Callable
from types import FrameType

SECONDS = 5.0  # of computing for any input up to 100 kB
MEGABYTES = 400  # by which one such input may raise the most this process ever held


class TooSlow(BaseException):
    """An input took longer than it may. No `Exception`: no reader may catch it."""


class TooLarge(BaseException):
    """An input took more memory than it may."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow(f"more than {SECONDS:g} s")


def megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def within_bounds(check: Callable[[bytes], None], data: bytes, seconds: float = SECONDS) -> float:
    """Seconds of computing that the check of an input took. Raises what it raises,
    `TooSlow`, with the place where the time was spent, and `TooLarge`."""
    before, start = megabytes(), time.process_time()
    previous = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        check(data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
    if (grown := megabytes() - before) > MEGABYTES:
        raise TooLarge(f"{grown:.0f} MB more than before")
    return time.process_time() - start
