"""The rows of a source, each with its place and its words, whatever kind of table it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from regesta.formats.reading import Problem

LONGEST_WORDING = 20_000  # characters of a row that are kept as its wording


class Row(NamedTuple):
    """A row as a spreadsheet counts it, from 1; ``words`` are those of the source."""

    number: int
    place: str  # "row 5", "row 5, line 9", "sheet Letters, row 5"
    cells: list[str]
    words: str


class Refused(Exception):
    """The source or a sheet is refused whole; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Sheet(Protocol):
    """A table. ``name`` is "" where the source holds only one."""

    name: str

    def rows(self) -> Iterator[Row | Problem]:
        """Its rows from the beginning, each time anew; empty ones too. Raises `Refused`."""
