"""Progress bars: on a terminal only, and for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

import click

PATIENCE = 1.0  # seconds before a bar appears


class Progress:
    """Call it with done and total, or `step` with what is newly done."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._started = time.monotonic()
        self._shown = 0.0
        self._done = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)

    def __call__(self, done: int, total: int) -> None:
        self._done = done
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._started < PATIENCE or now - self._shown < 0.1:
            return
        self._shown = now
        rate = done / (now - self._started)
        click.echo(f"\r\033[K{self._line(done, total, rate)}", nl=False, err=True)

    def step(self, count: int) -> None:
        self(self._done + count, 0)

    def _line(self, done: int, total: int, rate: float) -> str:
        if not total:
            return f"{self._label}  {done:,} records  {rate:,.0f} a second"
        filled = 24 * done // total
        left = (total - done) / rate if rate else 0
        bar: Any = "█" * filled + "░" * (24 - filled)
        return f"{self._label}  {bar}  {done:,} of {total:,}  {left:.0f} s left"
