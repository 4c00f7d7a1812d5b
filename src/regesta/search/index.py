"""Index: what every backend can do. One contract suite holds them to the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from regesta.search.entries import Entry
from regesta.search.query import Phrase, Query, Viewer
from regesta.search.results import Results

# A word in the title counts more than one in a name, and so on down; the ratios keep a
# tier above the next for documents of ordinary length.
BOOSTS = {"title": 8.0, "names": 4.0, "summary": 2.0, "text": 1.0}

# What was typed and is no name by itself weighs less than any name it is taken for; and a
# document that speaks of somebody by another name weighs as much as one that names him.
AS_TYPED = 0.25
BY_IDENTITY = "names"


class IndexUnusable(Exception):
    """The index is missing, damaged or of another format. It can be rebuilt."""


class Index(Protocol):
    def search(self, query: Query, viewer: Viewer) -> Results:
        """What the viewer may see of what the query asks for, its expansions included.

        Facet labels are the values themselves; `regesta.search.finding` words them.
        """
        ...

    def apply(self, entries: Iterable[Entry], removed: Iterable[str]) -> None:
        """Puts entries in, or in place of those of the same identifier, and takes others
        out: all of it at once, and lasting when it returns."""
        ...

    def contents(self) -> Iterator[tuple[str, int]]:
        """Identifier and revision of everything inside, whoever may see it."""
        ...

    def occurring(self, phrases: Sequence[Phrase], viewer: Viewer) -> list[bool]:
        """Whether each of the phrases stands in any record the viewer may see."""
        ...

    def span(self, viewer: Viewer) -> tuple[int | None, int | None]:
        """The first and the last day that any visible record may be from."""
        ...
