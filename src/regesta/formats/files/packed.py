"""A part of a packed document (Word, OpenDocument), unpacked piece by piece within limits."""

from __future__ import annotations

import io
import zipfile

from regesta.formats.folder import ContentLimits

_SMALL = 100_000  # bytes: what is smaller may swell as it likes
MOST_PARTS = 20_000
CHUNK = 65_536


class TooLarge(ValueError):
    """The part swells, or is larger, than the limits allow."""


class Part(io.BufferedIOBase):
    """A part as a stream that never gives more than the limits allow. Raises `TooLarge` while
    it is read, and what `zipfile` raises at a damaged one; `KeyError` where there is none."""

    def __init__(self, archive: zipfile.ZipFile, name: str, limits: ContentLimits) -> None:
        if len(archive.namelist()) > MOST_PARTS:
            raise TooLarge(name)
        info = archive.getinfo(name)
        self._allowed = min(limits.unpacked_bytes, max(info.compress_size, _SMALL) * limits.ratio)
        self._name, self._stream = name, archive.open(info)

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        data = self._stream.read(CHUNK if size is None or size < 0 else min(size, CHUNK))
        self._allowed -= len(data)
        if self._allowed < 0:
            raise TooLarge(self._name)
        return data
