"""How far a long piece of work has come: a bar on a terminal, a line a second elsewhere.

What takes no longer than a second is not spoken of.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType

import click

PATIENCE = 1.0  # seconds before anything appears
EVERY, EVERY_LINE = 0.1, 1.0  # seconds between two states, on a terminal and elsewhere
WIDTH = 24  # signs of a bar


class Progress:
    """Call it with done and total, or `step` with what is newly done."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._started = time.monotonic()
        self._shown = 0.0
        self._done = 0
        self._is_terminal = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown and self._is_terminal:
            click.echo("\r\033[K", nl=False, err=True)

    def __call__(self, done: int, total: int) -> None:
        self._tell(done, f"{done:,} of {total:,}", done / total if total else 0)

    def step(self, count: int, share: float = 0) -> None:
        """So many records are newly done, and so large a share of all, 0 where unknown."""
        self._tell(self._done + count, f"{self._done + count:,} records", share)

    def _tell(self, done: int, words: str, share: float) -> None:
        self._done = done
        now = time.monotonic()
        pause = EVERY if self._is_terminal else EVERY_LINE
        if now - self._started < PATIENCE or now - self._shown < pause:
            return
        self._shown = now
        line = self._line(words, share, now - self._started)
        if self._is_terminal:
            click.echo(f"\r\033[K{line}", nl=False, err=True)
        else:
            click.echo(line, err=True)

    def _line(self, words: str, share: float, passed: float) -> str:
        parts = [self._label, words, f"{self._done / passed:,.0f} a second"]
        if share:
            if self._is_terminal:
                filled = min(int(WIDTH * share), WIDTH)
                parts.insert(1, "█" * filled + "░" * (WIDTH - filled))
            parts.append(f"{_time(passed / share - passed)} left")
        return "  ".join(parts)


def _time(seconds: float) -> str:
    """A stretch of time as a person would say it."""
    if seconds < 90:
        return f"{max(seconds, 0):.0f} s"
    if seconds < 5_400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3_600:.1f} h"
