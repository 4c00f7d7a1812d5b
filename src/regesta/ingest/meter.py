"""How far the reading of sources has come: by bytes, since nobody knows yet how many records
a source holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from regesta.ingest.source import Source


class Meter:
    """``read`` is the share of all sources that has been read, from 0 to 1."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._total = sum(source.size for source in sources) or 1
        self._before = self._size = 0  # bytes of the sources before, and of the one under way
        self._streams: list[BinaryIO] = []  # a form may look at its source several times

    def watched(self, source: Source) -> Source:
        """The source to be read in place of this one."""
        self._before, self._size, self._streams = self._before + self._size, source.size, []
        opened = source.material.opener

        def opener() -> BinaryIO:
            self._streams = [one for one in self._streams if not one.closed]
            self._streams.append(opened())
            return self._streams[-1]

        return replace(source, material=replace(source.material, opener=opener))

    @property
    def read(self) -> float:
        places = [one.tell() for one in self._streams if not one.closed]
        at = min(*places, self._size) if places else 0
        return (self._before + at) / self._total
