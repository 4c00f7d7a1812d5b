"""Text read line by line, whatever bytes it holds, so that memory does not grow with it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from regesta.formats.encoding import encoding_of
from regesta.formats.material import Material

LONGEST_LINE = 64_000_000  # characters
LOST = "\ufffd"  # stands where a byte does not fit the encoding


def text_of(material: Material) -> io.TextIOWrapper:
    """The material as text; what does not fit the encoding shows as `LOST`."""
    name = encoding_of(material.head, material.encoding)
    return io.TextIOWrapper(material.open(), encoding=name, errors="replace", newline="")


def lines_of(material: Material, longest: int = LONGEST_LINE) -> Iterator[tuple[int, str | None]]:
    """The lines with their numbers from 1, without what ends them; None for one that is
    longer than ``longest``."""
    with text_of(material) as stream:
        number = 0
        while line := stream.readline(longest + 1):
            number += 1
            if number == 1:
                line = line.removeprefix("\ufeff")
            if len(line) <= longest or line.endswith(("\n", "\r")):
                yield number, line.rstrip("\r\n")
                continue
            while (rest := stream.readline(longest)) and not rest.endswith(("\n", "\r")):
                pass
            yield number, None
