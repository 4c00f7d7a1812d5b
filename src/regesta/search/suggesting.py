"""What a reader may be about to type: names, words and documents, as they are typed.

Only what the viewer can find is suggested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from regesta.catalog.models import AuthoritySpelling
from regesta.description.fields import FACET_OF_KIND
from regesta.description.words import terms
from regesta.search.condition import Wanted
from regesta.search.indexing import ArchiveIndex
from regesta.search.language import LEAST_PREFIX
from regesta.search.query import Query, Viewer

LONGEST = 200  # signs that are looked at
MOST_NAMES, MOST_WORDS, MOST_RECORDS = 6, 4, 4
_LOOKED_AT = 60  # spellings that begin so
_LAST = "\uffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to go to, or to search for. ``identifier`` is that of a record or a name;
    "" for words, which are searched for. ``count`` is the number of records."""

    kind: str  # "person", "family", "organisation", "place", "topic", "record" or "words"
    text: str
    identifier: str = ""
    count: int = 0
    instead_of: str = ""  # the spelling that begins so, where it is another than the text

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def suggestions(index: ArchiveIndex, typed: str, viewer: Viewer) -> list[Suggestion]:
    """Names first, then words, then documents; [] for less than two letters."""
    tokens = terms(typed[:LONGEST])
    if not tokens or (len(tokens) == 1 and len(tokens[0]) < LEAST_PREFIX and tokens[0].isascii()):
        return []
    return [
        *_names(index, " ".join(tokens), viewer),
        *_words(index, tokens, viewer),
        *_records(index, tokens, viewer),
    ]


def _names(index: ArchiveIndex, begun: str, viewer: Viewer) -> list[Suggestion]:
    """The authorities of which a name begins so, those first of which most records speak."""
    rows = AuthoritySpelling.objects.filter(folded__gte=begun, folded__lt=begun + _LAST)
    rows = rows.filter(is_own=True, authority__merged_into=None).select_related("authority")
    found: dict[int, AuthoritySpelling] = {}
    for row in rows.order_by("folded")[:_LOOKED_AT]:
        found.setdefault(row.authority_id, row)
    spellings = list(found.values())
    asked = [
        Wanted((), (), ((FACET_OF_KIND.get(one.authority.kind, ""), one.authority.identifier),))
        for one in spellings
    ]
    counts = index.occurring(asked, viewer)
    counted = sorted(
        ((count, one) for count, one in zip(counts, spellings, strict=True) if count),
        key=lambda pair: (-pair[0], pair[1].folded),
    )
    return [
        Suggestion(
            one.authority.kind,
            one.authority.name,
            one.authority.identifier,
            count,
            one.text if one.text != one.authority.name else "",
        )
        for count, one in counted[:MOST_NAMES]
    ]


def _words(index: ArchiveIndex, tokens: list[str], viewer: Viewer) -> Iterator[Suggestion]:
    *before, last = tokens
    if len(last) < LEAST_PREFIX:
        return
    for token in index.beginning(last, viewer, MOST_WORDS + 1):
        if token != last:
            yield Suggestion("words", " ".join([*before, token]))


def _records(index: ArchiveIndex, tokens: list[str], viewer: Viewer) -> Iterator[Suggestion]:
    *before, last = tokens
    words = [f"title:{token}" for token in before]
    words.append(f"title:{last}*" if len(last) >= LEAST_PREFIX else f"title:{last}")
    query = Query(words=" ".join(words), size=MOST_RECORDS, counts=False)
    for hit in index.search(query, viewer).hits:
        yield Suggestion("record", hit.card.title, hit.identifier)
