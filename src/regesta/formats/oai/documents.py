"""Whole documents inside records, such as finding aids: what their own reader says of them,
under the record's identifier and apart from the documents of other records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from regesta.description.record import Identifier
from regesta.formats.oai.header import SCHEME, Header
from regesta.formats.reading import (
    AuthorityReading,
    CollectionReading,
    Expected,
    Item,
    Problem,
    Reading,
)


def read_document(items: Iterable[Item], header: Header) -> Iterator[Item]:
    """The items of one document; the first unit at its top is the one that the repository
    means by its identifier."""
    sets, is_first = header.sets, True
    for item in items:
        if isinstance(item, Problem):
            yield replace(item, where=_below(header, item.where))
        elif isinstance(item, AuthorityReading):
            key = item.key and _below(header, item.key)
            yield replace(item, key=key, position=_below(header, item.position))
        elif isinstance(item, CollectionReading):  # of this document alone, not of the source
            title = item.collection.text("title")
            sets = tuple(dict.fromkeys((*sets, title))) if title else sets
        elif isinstance(item, Expected):
            continue
        else:
            if is_first and header.identifier and not item.parent:
                is_first = False
                item.record.identifiers.insert(0, Identifier(SCHEME, header.identifier))
            yield _of_document(item, header, sets)


def _of_document(item: Reading, header: Header, sets: tuple[str, ...]) -> Reading:
    marks = tuple(replace(one, authority=_below(header, one.authority)) for one in item.marks)
    return replace(
        item,
        position=_below(header, item.position),
        page=header.number,
        number=None,
        key=item.key and _below(header, item.key),
        parent=item.parent and _below(header, item.parent),
        collections=tuple(dict.fromkeys((*sets, *item.collections))),
        marks=marks,
    )


def _below(header: Header, name: str) -> str:
    return f"{header.name}, {name}" if name else header.name
