"""Index: what every backend can do. One contract suite holds them to the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from regesta.search.condition import Node
from regesta.search.entries import Entry
from regesta.search.histogram import Times
from regesta.search.picturing import InTime, Together
from regesta.search.query import Query, Viewer
from regesta.search.results import FacetValue, Hit, Results

SpokenOf = Mapping[str, Sequence[str]]  # values by facet


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

    def occurring(self, nodes: Sequence[Node], viewer: Viewer) -> list[int]:
        """How many records that the viewer may see answer each of the conditions."""
        ...

    def frequency(self, words: Sequence[str]) -> list[int]:
        """About how often each word stands anywhere, in any form: quick, and not for a
        reader's eyes, since what is hidden counts too."""
        ...

    def like(self, spoken_of: SpokenOf, but: str, viewer: Viewer, most: int) -> list[Hit]:
        """The records that speak most of the same, but for one; what few speak of counts
        most."""
        ...

    def beginning(self, prefix: str, viewer: Viewer, most: int) -> list[str]:
        """Tokens that begin so in what the viewer may see, the most frequent first."""
        ...

    def values(self, query: Query, viewer: Viewer, facet: str) -> tuple[FacetValue, ...]:
        """All values of a facet, as if nothing were chosen in it."""
        ...

    def times(self, query: Query, viewer: Viewer) -> Times:
        """How many records of a question stand in each year and month."""
        ...

    def below(self, identifiers: Sequence[str], viewer: Viewer) -> dict[str, int]:
        """How many records that the viewer may see stand directly below each of those named;
        those that have none are left out."""
        ...

    def spoken_of(self, query: Query, viewer: Viewer, facet: str) -> tuple[FacetValue, ...]:
        """All values of a facet in the documents of the result itself, whatever is chosen."""
        ...

    def in_time(self, query: Query, viewer: Viewer, most: int) -> InTime:
        """The result in time: document by document, or where there are more than ``most``,
        by year."""
        ...

    def together(self, query: Query, viewer: Viewer, facets: Sequence[str], most: int) -> Together:
        """Who and what the documents of the result speak of together: of so many values of
        the facets, the most frequent."""
        ...

    def span(self, viewer: Viewer) -> tuple[int | None, int | None]:
        """The first and the last day that any visible record may be from."""
        ...
