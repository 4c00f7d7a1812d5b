"""The histogram of a result as a picture: each bar leads to what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regesta.reading_room.address import Address, quoted
from regesta.reading_room.wording import in_time
from regesta.search.histogram import Bar

WIDTH, HEIGHT = 240.0, 56.0  # units of the picture
LEAST = 2.0  # units; a bar of one record is seen beside one of a thousand
_NARROW = 0.2  # the share of its place that a bar leaves free


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar with its place in the picture, its words and where it leads."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    address: str


def drawn(bars: Sequence[Bar], address: Address) -> list[Drawn]:
    most = max((bar.count for bar in bars), default=0)
    if not most:
        return []
    step = WIDTH / len(bars)
    begin = address.without("from").without("to").begin
    found = []
    for at, bar in enumerate(bars):
        height = max(LEAST, HEIGHT * bar.count / most) if bar.count else 0.0
        found.append(
            Drawn(
                in_time(bar.edtf),
                bar.count,
                round(at * step + step * _NARROW / 2, 2),
                round(HEIGHT - height, 2),
                round(step * (1 - _NARROW), 2),
                round(height, 2),
                f"{begin}from={quoted(bar.edtf)}&to={quoted(bar.edtf)}",
            )
        )
    return found
