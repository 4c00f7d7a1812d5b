"""Other documents that speak of the same, and of what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from regesta.catalog.models import Mention, StoredRecord
from regesta.description.fields import FACETS
from regesta.search.describing import facets_of
from regesta.search.finding import archive_index, the_public
from regesta.search.results import Hit

MOST = 5
MOST_SHARED = 4  # that are named


@dataclass(frozen=True, slots=True)
class Related:
    hit: Hit
    shared: list[str]


def related(row: StoredRecord) -> list[Related]:
    """The documents that share most with a record, and what they share with it."""
    facets = facets_of(row)
    spoken_of = {one.name: facets.get(one.name, []) for one in FACETS if one.kinds}
    if not any(spoken_of.values()):
        return []
    hits = archive_index().like(spoken_of, row.identifier, the_public(), MOST)
    values = {value for some in spoken_of.values() for value in some}
    shared: dict[str, list[str]] = defaultdict(list)
    mentions = Mention.objects.filter(
        record__identifier__in=[hit.identifier for hit in hits], authority__identifier__in=values
    ).exclude(state=Mention.State.REJECTED)
    for record, name in mentions.values_list("record__identifier", "authority__name"):
        if name not in shared[record]:
            shared[record].append(name)
    others = StoredRecord.objects.filter(identifier__in=[hit.identifier for hit in hits])
    # Of descriptions only the names: their texts may be as long as a book.
    listed = others.values_list("identifier", "description__subjects", "description__agents")
    for identifier, *lists in listed:
        for one in (one["name"] for some in lists for one in some or ()):
            if one in values and one not in shared[identifier]:
                shared[identifier].append(one)
    return [Related(hit, shared[hit.identifier][:MOST_SHARED]) for hit in hits]
