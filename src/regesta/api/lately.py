"""The documents of a search by when they were added, which no index keeps.

A small answer is looked through as a whole. For a large one the documents of the archive are
looked through from the latest on, and an index in memory says of each whether it is found.
"""

from __future__ import annotations

from dataclasses import replace

from regesta.catalog.handing_on import lately_public, order_of_adding
from regesta.search.describing import entries_of
from regesta.search.finding import archive_index, find, settled, the_public
from regesta.search.memory import MemoryIndex
from regesta.search.query import LARGEST_SIZE, Query

MOST_LOOKED_THROUGH = 5_000  # documents, of the answer or else of the archive
_AT_ONCE = 250


def lately_added(query: Query) -> tuple[int, list[str]]:
    """How many are found, and the identifiers of the page asked for, the latest first.

    Of an answer of more than `MOST_LOOKED_THROUGH`, only those are listed that are among as
    many documents which the archive got last.
    """
    found = find(archive_index(), replace(query, page=1, size=LARGEST_SIZE, counts=False))
    query = settled(query, found)
    if found.total > MOST_LOOKED_THROUGH:
        return found.total, _among_the_latest(query)
    plain = replace(query, page=1, size=LARGEST_SIZE)
    identifiers = [hit.identifier for hit in found.hits]
    while len(identifiers) < found.total and found.hits:
        plain = replace(plain, page=plain.page + 1)
        found = find(archive_index(), plain)
        identifiers += [hit.identifier for hit in found.hits]
    order: dict[str, int] = {}
    for start in range(0, len(identifiers), _AT_ONCE):
        order |= order_of_adding(identifiers[start : start + _AT_ONCE])
    latest = sorted(order, key=lambda one: order[one], reverse=True)
    return found.total, latest[query.offset : query.offset + query.size]


def _among_the_latest(query: Query) -> list[str]:
    wanted = query.offset + query.size
    listed: list[str] = []
    seen = 0
    for some in lately_public(_AT_ONCE):
        index = MemoryIndex()
        index.apply(entries_of(some), ())
        asked = replace(query, page=1, size=len(some) or 1)
        matching = {hit.identifier for hit in index.search(asked, the_public()).hits}
        listed += [one for one in some if one in matching]
        seen += len(some)
        if len(listed) >= wanted or seen >= MOST_LOOKED_THROUGH:
            break
    return listed[query.offset : wanted]
