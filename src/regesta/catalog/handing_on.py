"""Records as they are handed on: what the public may have, or everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db.models import Max, Min

from regesta.catalog.models import (
    Membership,
    Publication,
    Revision,
    StoredCollection,
    StoredRecord,
)
from regesta.catalog.visibility import as_public, is_public
from regesta.description.record import Collection, Record, Statement
from regesta.formats.handing_on import Described

AT_ONCE = 200  # records that are held in memory, with their texts


def records_named(
    identifiers: Iterable[str], address: str, *, everything: bool = False
) -> Iterator[Described]:
    """The records of the identifiers, in that order. What the public may not see now is left
    out, whatever an index said, unless ``everything`` is asked for.

    ``address`` is where the archive is published.
    """
    left = iter(identifiers)
    while some := list(islice(left, AT_ONCE)):
        rows = StoredRecord.objects.filter(identifier__in=some).select_related("parent")
        found = {row.identifier: row for row in rows}
        ordered = [found[one] for one in some if one in found]
        yield from _described(ordered, address, everything=everything)


def all_records(address: str, *, everything: bool = False) -> Iterator[Described]:
    """All records in the order in which they came in, as `records_named` gives them."""
    last = 0
    while rows := list(
        StoredRecord.objects.filter(pk__gt=last).order_by("pk").select_related("parent")[:AT_ONCE]
    ):
        yield from _described(rows, address, everything=everything)
        last = rows[-1].pk


def all_collections() -> Iterator[tuple[str, Collection]]:
    """Every collection with its identifier, its title among what it says."""
    for row in StoredCollection.objects.order_by("pk").iterator(AT_ONCE):
        says = row.says
        says.values.setdefault("title", [Statement(text=row.title)])
        yield row.identifier, says


def public_moments(identifiers: Sequence[str]) -> dict[str, tuple[datetime, datetime]]:
    """When records were first public, and when they last changed, by their identifiers."""
    revisions = Revision.objects.filter(
        record__identifier__in=identifiers, publication=Publication.PUBLIC
    )
    found = revisions.values_list("record__identifier").annotate(Min("at"), Max("at"))
    return {identifier: (first, last) for identifier, first, last in found.order_by()}


def order_of_adding(identifiers: Sequence[str]) -> dict[str, int]:
    """A number for each of the records that were ever public: it grows with the moment from
    which the public could see them, and no two have the same."""
    revisions = Revision.objects.filter(
        record__identifier__in=identifiers, publication=Publication.PUBLIC
    )
    found = revisions.values_list("record__identifier").annotate(Min("pk"))
    return dict(found.order_by())


def lately_public(at_once: int) -> Iterator[list[str]]:
    """Identifiers of the records that became public last, the latest first, some at a time.
    Whether one still is public is not asked."""
    public = Revision.objects.filter(publication=Publication.PUBLIC)
    before = None
    while True:
        older = public if before is None else public.filter(pk__lt=before)
        rows = list(older.order_by("-pk").values_list("pk", "record_id")[:at_once])
        if not rows:
            return
        keys = {key for _, key in rows}
        first = dict(public.filter(record_id__in=keys).values_list("record_id").annotate(Min("pk")))
        names = dict(StoredRecord.objects.filter(pk__in=keys).values_list("pk", "identifier"))
        yield [names[key] for number, key in rows if first[key] == number]
        before = rows[-1][0]


def _described(
    rows: Sequence[StoredRecord], address: str, *, everything: bool
) -> Iterator[Described]:
    collections = _titles([row.pk for row in rows])
    parents: dict[int, bool] = {}
    for row in rows:
        if not everything and not is_public(row):
            continue
        record: Record = row.says
        yield Described(
            identifier=row.identifier,
            address=f"{address.rstrip('/')}/records/{row.identifier}",
            record=record if everything else as_public(record),
            collections=tuple(collections.get(row.pk, ())),
            parent=_parent(row, parents, everything=everything),
            position=row.position if row.parent_id else None,
            publication="" if row.publication == Publication.WITHDRAWN else row.publication,
            deleted=row.publication == Publication.WITHDRAWN,
        )


def _parent(row: StoredRecord, known: dict[int, bool], *, everything: bool) -> str:
    """The identifier of the record above, where whoever asks may know of it."""
    if row.parent is None:
        return ""
    if not everything and row.parent.pk not in known:
        known[row.parent.pk] = is_public(row.parent)
    return row.parent.identifier if everything or known[row.parent.pk] else ""


def _titles(keys: Sequence[int]) -> dict[int, list[str]]:
    """The titles of the collections of records, by the keys of the records."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Membership.objects.filter(record_id__in=keys).order_by("pk")
    for key, title in rows.values_list("record_id", "collection__title"):
        found[key].append(title)
    return found
