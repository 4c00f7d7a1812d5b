"""Writing refused rows out again, to be mended there and imported once more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from regesta.ingest.source import Source


def write_rejects(source: Source, places: Sequence[str], target: TextIO) -> None:
    """Writes the rows at these places in the source's own form. Only forms of rows can be
    written so; of others nothing is."""
    if places and source.format.write_rejects is not None:
        for line in source.format.write_rejects(places, source.material):
            target.write(line)
