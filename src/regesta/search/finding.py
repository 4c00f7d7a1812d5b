"""Asking an archive: from a reader's parameters to an answer with words for its facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from django.conf import settings

from regesta.catalog.models import StoredAuthority, StoredCollection, StoredRecord
from regesta.catalog.visibility import today
from regesta.description.fields import FACETS
from regesta.search.condition import sought
from regesta.search.correcting import corrected
from regesta.search.entries import UNDATED
from regesta.search.expanding import expansions
from regesta.search.histogram import Times
from regesta.search.indexing import ArchiveIndex
from regesta.search.passages import passage
from regesta.search.query import (
    DEFAULT_SIZE,
    LARGEST_SIZE,
    BadQuery,
    Query,
    Viewer,
    read_number,
    read_range,
    read_sort,
    read_words,
)
from regesta.search.results import FacetValue, Hit, Results

LONGEST_WORDS = 10_000  # characters of a question
LARGEST_PAGE = 1_000_000
MOST_CHOSEN = 100  # values of one facet
MOST_PASSAGES = 100  # hits of a page whose texts are looked into
MOST_ASKED_BY_NAME = 2_000  # names that the database is asked for one by one
MOST_NAMES = 100  # people, bodies, places or topics that a facet lists


@cache
def archive_index() -> ArchiveIndex:
    """The index of the archive that is open in this process."""
    return ArchiveIndex(settings.INDEX_FOLDER, counts_suggestions=bool(settings.COUNT_SUGGESTIONS))


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
        raise BadQuery(
            "A question has at most %(most)s characters; this has more.", most=f"{LONGEST_WORDS:,}"
        )
    chosen = {
        facet.name: tuple(dict.fromkeys(value for value in parameters[facet.name] if value))
        for facet in FACETS
        if any(parameters.get(facet.name) or ())
    }
    if any(len(values) > MOST_CHOSEN for values in chosen.values()):
        raise BadQuery("At most %(most)s values of one filter can be chosen.", most=MOST_CHOSEN)
    alongside = tuple(dict.fromkeys(one for one in parameters.get("with", ()) if one.strip()))
    if len(alongside) > MOST_CHOSEN:
        raise BadQuery("At most %(most)s values of one filter can be chosen.", most=MOST_CHOSEN)
    read_words(words)  # what asks too much is refused here, in words
    return Query(
        words=words.strip(),
        dates=read_range(one("from"), one("to")),
        sort=read_sort(one("sort")),
        page=read_number(one("page"), "page", largest=LARGEST_PAGE, default=1),
        size=read_number(one("size"), "size", largest=LARGEST_SIZE, default=size),
        chosen=chosen,
        alongside=alongside,
        expand=_read_switch(one("expand"), "expand"),
    )


def _read_switch(text: str, name: str) -> bool:
    """Whether something that is on by itself stays on."""
    if text.strip() not in ("", "0", "1"):
        raise BadQuery("%(name)s takes 1 or 0, not %(typed)s.", name=name, typed=repr(text[:40]))
    return text.strip() != "0"


def find(index: ArchiveIndex, query: Query, viewer: Viewer | None = None) -> Results:
    """What the viewer, the public where none is given, may see of what is asked. Where
    nothing says what was typed, a slip is forgiven, and said in ``corrected``."""
    viewer = viewer or the_public()
    query = _merged(query)
    results = _found(index, query, viewer)
    if not results.total and query.words and query.offset == 0:
        meant = corrected(
            query.words, index.frequency, lambda nodes: index.occurring(nodes, viewer)
        )
        if meant is not None:
            again = _found(index, replace(query, words=meant), viewer)
            if again.total:
                results = replace(again, corrected=meant)
                query = replace(query, words=meant)
    shown = {
        name: _shown(name, values, query.chosen.get(name, ()))
        for name, values in results.facets.items()
    }
    hits = _with_passages(results.hits, query)
    return replace(results, hits=hits, facets=_in_words(shown) if shown else {})


def settled(query: Query, found: Results) -> Query:
    """The query for further pages of what was found: with the slip that was forgiven and the
    other spellings that were looked for, which only a first page looks for itself."""
    return replace(
        _merged(query),
        words=found.corrected or query.words,
        expand=False,
        expansions=found.expansions,
        counts=False,
    )


def _found(index: ArchiveIndex, query: Query, viewer: Viewer) -> Results:
    return index.search(_expanded(index, query, viewer), viewer)


def _expanded(index: ArchiveIndex, query: Query, viewer: Viewer) -> Query:
    """The query with the other spellings of its names, where they are wanted."""
    if not query.expand or not query.words:
        return query
    others = expansions(query.words, lambda nodes: index.occurring(nodes, viewer))
    return replace(query, expansions=others)


def _with_passages(hits: tuple[Hit, ...], query: Query) -> tuple[Hit, ...]:
    """The hits with a passage of their texts, where title and summary do not answer."""
    leaves = tuple(sought(query.condition))
    wanted = [hit.identifier for hit in hits if not hit.highlights] if leaves else []
    if not wanted or len(hits) > MOST_PASSAGES:
        return hits
    rows = StoredRecord.objects.filter(identifier__in=wanted)
    passages = {row.identifier: passage(row.says, leaves) for row in rows}
    return tuple(replace(hit, passage=passages.get(hit.identifier)) for hit in hits)


def facet_values(index: ArchiveIndex, query: Query, facet: str) -> tuple[FacetValue, ...]:
    """All values of a facet, the most frequent first, with no words for them yet: see
    `labels`. The same object until the index changes."""
    return index.values(*as_the_public_asks(index, query), facet)


def times(index: ArchiveIndex, query: Query) -> Times:
    """How many documents of a question stand in each year and month."""
    return index.times(*as_the_public_asks(index, query))


def as_the_public_asks(index: ArchiveIndex, query: Query) -> tuple[Query, Viewer]:
    """What an index is asked for the public, with other spellings of its names."""
    viewer = the_public()
    query = _merged(query)
    return _expanded(index, query, viewer), viewer


def _shown(name: str, values: Sequence[FacetValue], chosen: Sequence[str]) -> Sequence[FacetValue]:
    """The most frequent values of a facet of names, of which there may be very many, and
    those that are chosen."""
    if name not in _KINDS_OF:
        return values
    return [
        value for place, value in enumerate(values) if place < MOST_NAMES or value.value in chosen
    ]


def after_merging(chosen: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The chosen values, with what merged authorities have become: addresses last."""
    became = _became({value for name in chosen if name in _KINDS_OF for value in chosen[name]})
    if not became:
        return chosen
    return {
        name: tuple(dict.fromkeys(became.get(value, value) for value in values))
        for name, values in chosen.items()
    }


def _merged(query: Query) -> Query:
    """The query with what merged authorities have become."""
    became = _became(set(query.alongside))
    return replace(
        query,
        chosen=after_merging(query.chosen),
        alongside=tuple(dict.fromkeys(became.get(one, one) for one in query.alongside)),
    )


def _became(identifiers: set[str]) -> dict[str, str]:
    if not identifiers:
        return {}
    rows = StoredAuthority.objects.filter(identifier__in=identifiers, merged_into__isnull=False)
    return dict(rows.values_list("identifier", "merged_into__identifier"))


def the_public() -> Viewer:
    return Viewer(today=today())


def _in_words(facets: Mapping[str, Sequence[FacetValue]]) -> dict[str, tuple[FacetValue, ...]]:
    """The values of all facets with words for a reader; names are asked for at once."""
    names = name_labels([value.value for name in _KINDS_OF for value in facets.get(name, ())])
    return {
        name: _with_labels(values, names if name in _KINDS_OF else _LABELS[name](values))
        for name, values in facets.items()
    }


def labels(facet: str, values: Sequence[FacetValue]) -> Mapping[str, str]:
    """Words for the values of a facet; of names only for those whose authority is known."""
    if facet in _KINDS_OF:
        return name_labels([one.value for one in values])
    return _LABELS[facet](values)


def _with_labels(values: Sequence[FacetValue], words: Mapping[str, str]) -> tuple[FacetValue, ...]:
    return tuple(
        FacetValue(one.value, words.get(one.value, one.value), one.count) for one in values
    )


def _collection_labels(values: Sequence[FacetValue]) -> dict[str, str]:
    rows = StoredCollection.objects.filter(identifier__in=[value.value for value in values])
    return dict(rows.values_list("identifier", "title"))


def _decade_labels(values: Sequence[FacetValue]) -> dict[str, str]:
    return {one.value: "undated" if one.value == UNDATED else f"{one.value}s" for one in values}


def name_labels(identifiers: Sequence[str]) -> dict[str, str]:
    """The names of those that are authorities, by identifier."""
    if not identifiers:
        return {}
    rows = StoredAuthority.objects.values_list("identifier", "name")
    if len(identifiers) > MOST_ASKED_BY_NAME:  # then to look at all of them is quicker
        wanted = set(identifiers)
        return {one: name for one, name in rows.iterator(10_000) if one in wanted}
    return dict(rows.filter(identifier__in=identifiers))


_KINDS_OF = {facet.name: facet.kinds for facet in FACETS if facet.kinds}
_LABELS = {"collection": _collection_labels, "decade": _decade_labels}
