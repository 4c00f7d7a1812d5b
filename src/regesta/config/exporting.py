"""Writing out an archive, its records or its authorities; formats do the writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regesta.config.opening import Archive
from regesta.formats import authorities, listing, regesta
from regesta.formats.handing_on import FORM, FORMS, reading_of
from regesta.formats.reading import AuthorityReading, CollectionReading, Item

if TYPE_CHECKING:
    from regesta.search.query import Query

LISTING = "listing"
# What can be written, and in which forms; the first is meant where none is named.
FORMS_OF = {
    "records": (*(form.name for form in FORMS), LISTING),
    "authorities": ("csv", "json"),
    "archive": ("jsonl",),
}
ALL_FORMS = tuple(sorted({name for names in FORMS_OF.values() for name in names}))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records: those a query finds, or all without one; only what the public may see
    unless ``everything``. ``address`` is what permanent addresses begin with."""

    query: Query | None
    everything: bool
    address: str


def records(archive: Archive, form: str, wanted: Wanted) -> Iterator[str]:
    """The records in a form, as pieces of a file."""
    from regesta.catalog.handing_on import all_records, records_named

    if wanted.query is None:
        found = all_records(wanted.address, everything=wanted.everything)
    else:
        identifiers = _found(archive, wanted.query, everything=wanted.everything)
        found = records_named(identifiers, wanted.address, everything=wanted.everything)
    if form == LISTING:
        return iter([listing.write(one.record for one in found)])
    return FORM[form].write(found, archive.preferences.name)


def written_authorities(form: str) -> Iterator[str]:
    """All authorities, as pieces of a file."""
    from regesta.catalog.authorities import all_authorities

    return authorities.write(all_authorities(), form)


def everything(archive: Archive, address: str) -> Iterator[str]:
    """Collections, authorities and records, whoever may see them, in Regesta's own form."""
    return regesta.write(_items(address), archive=archive.preferences.name)


def _items(address: str) -> Iterator[Item]:
    from regesta.catalog.authorities import all_authorities
    from regesta.catalog.handing_on import all_collections, all_records

    for identifier, collection in all_collections():
        yield CollectionReading(collection=collection, identifier=identifier)
    for identifier, authority in all_authorities():
        yield AuthorityReading(authority=authority, position="", wording="", identifier=identifier)
    yield from map(reading_of, all_records(address, everything=True))


def _found(archive: Archive, query: Query, *, everything: bool) -> Iterable[str]:
    """The identifiers of all that a query finds, in its order."""
    from regesta.search.finding import find, the_public

    viewer = replace(the_public(), sees_everything=everything)
    found = find(archive.index, query, viewer)
    while found.hits:
        yield from (hit.identifier for hit in found.hits)
        if found.last >= found.total:
            return
        # Only a first page forgives a slip, which the others must not do without.
        words = found.corrected or query.words
        query = replace(query, page=query.page + 1, words=words, counts=False)
        found = find(archive.index, query, viewer)
