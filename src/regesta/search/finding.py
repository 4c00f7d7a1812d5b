"""Asking an archive: from a reader's parameters to an answer with words for its facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from django.conf import settings

from regesta.catalog.models import StoredCollection
from regesta.catalog.visibility import today
from regesta.description.fields import FACETS
from regesta.search.entries import UNDATED
from regesta.search.indexing import ArchiveIndex
from regesta.search.query import (
    DEFAULT_SIZE,
    LARGEST_SIZE,
    BadQuery,
    Query,
    Viewer,
    read_number,
    read_range,
    read_sort,
)
from regesta.search.results import FacetValue, Results

LONGEST_WORDS = 10_000  # characters of a question
LARGEST_PAGE = 1_000_000
MOST_CHOSEN = 100  # values of one facet


@cache
def archive_index() -> ArchiveIndex:
    """The index of the archive that is open in this process."""
    return ArchiveIndex(settings.INDEX_FOLDER)


def base_address(asked: str) -> str:
    """What permanent addresses begin with: as set, else the address that was asked."""
    return str(settings.BASE_ADDRESS) or asked.rstrip("/")


def read_query(parameters: Mapping[str, Sequence[str]], *, size: int = DEFAULT_SIZE) -> Query:
    """The query that the parameters of an address mean. Raises `BadQuery`."""

    def one(name: str) -> str:
        values = parameters.get(name) or [""]
        return values[-1]

    words = one("q")
    if len(words) > LONGEST_WORDS:
        raise BadQuery(f"A question has at most {LONGEST_WORDS:,} characters; this has more.")
    chosen = {
        facet.name: tuple(dict.fromkeys(value for value in parameters[facet.name] if value))
        for facet in FACETS
        if any(parameters.get(facet.name) or ())
    }
    if any(len(values) > MOST_CHOSEN for values in chosen.values()):
        raise BadQuery(f"At most {MOST_CHOSEN} values of one filter can be chosen.")
    return Query(
        words=words.strip(),
        dates=read_range(one("from"), one("to")),
        sort=read_sort(one("sort")),
        page=read_number(one("page"), "page", largest=LARGEST_PAGE, default=1),
        size=read_number(one("size"), "size", largest=LARGEST_SIZE, default=size),
        chosen=chosen,
    )


def find(index: ArchiveIndex, query: Query, viewer: Viewer | None = None) -> Results:
    """What the viewer, the public where none is given, may see of what is asked."""
    results = index.search(query, viewer or the_public())
    return replace(
        results, facets={name: label(name, values) for name, values in results.facets.items()}
    )


def the_public() -> Viewer:
    return Viewer(today=today())


def label(facet: str, values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    """The values with words for a reader."""
    words = _LABELS[facet]([value.value for value in values])
    return tuple(replace(value, label=words.get(value.value, value.value)) for value in values)


def _collection_labels(values: Sequence[str]) -> dict[str, str]:
    rows = StoredCollection.objects.filter(identifier__in=values)
    return dict(rows.values_list("identifier", "title"))


def _decade_labels(values: Sequence[str]) -> dict[str, str]:
    return {value: "undated" if value == UNDATED else f"{value}s" for value in values}


_LABELS = {"collection": _collection_labels, "decade": _decade_labels}
