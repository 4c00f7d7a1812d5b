"""Writing refused rows out again, to be mended there and imported once more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from regesta.formats.reading import Problem
from regesta.ingest.sources import Source


def write_rejects(source: Source, problems: Sequence[Problem], target: TextIO) -> int:
    """Writes the rows that problems keep out, in the source's own form; answers how many
    places there are. Only forms of rows can be written so; of others nothing is."""
    prefix = f"{source.name}, "
    places = [one.where.removeprefix(prefix) for one in problems if one.rejected]
    if places and source.format.write_rejects is not None:
        for line in source.format.write_rejects(places, source.material):
            target.write(line)
    return len(places)
