"""Collections: sets that somebody publishes, and what they know to be missing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from regesta.catalog.actors import Actor
from regesta.catalog.models import Import, Membership, Publication, StoredCollection, StoredRecord
from regesta.catalog.outbox import queue_for_index
from regesta.catalog.visibility import is_public
from regesta.description.identifiers import new_identifier
from regesta.description.record import AccessStatus, Collection, to_data


def open_collection(title: str, *, actor: Actor, identifier: str = "") -> StoredCollection:
    """The collection of that title, made where there is none: with the identifier given,
    unless another collection has it."""
    actor.must_be_allowed("save")
    is_free = identifier and not StoredCollection.objects.filter(identifier=identifier).exists()
    collection, _ = StoredCollection.objects.get_or_create(
        title=_plain(title),
        defaults={"identifier": identifier if is_free else new_identifier()},
    )
    return collection


def say_of_collection(
    collection: StoredCollection, said: Collection, *, actor: Actor, by: Import | None = None
) -> None:
    """Adds to what is said of a collection: values by field, and how many it should hold.
    An import keeps what was said before, so that it can be undone."""
    actor.must_be_allowed("save")
    with transaction.atomic():
        says = collection.says
        if by is not None and collection.identifier not in by.collections_before:
            by.collections_before[collection.identifier] = collection.description
            by.save(update_fields=["collections_before"])
        says.values |= said.values
        # The larger claim: a part of a list knows less than the whole.
        says.expected = max(says.expected or 0, said.expected or 0) or None
        collection.description = to_data(says)
        collection.save(update_fields=["description"])


def identifiers_in(collection: StoredCollection) -> list[tuple[str, str]]:
    """Scheme and value of the identifiers that others gave to the public records of a
    collection."""
    closed = AccessStatus.CLOSED.value
    rows = StoredRecord.objects.filter(
        memberships__collection=collection, publication=Publication.PUBLIC
    )
    told = list(
        rows.filter(others__isnull=False).values_list("pk", "others__scheme", "others__value")
    )
    unsure = rows.filter(description__access__status=closed)
    hidden = {one.pk for one in unsure if not is_public(one)}
    return [(scheme, value) for key, scheme, value in told if key not in hidden]


def find_collection_titled(title: str) -> StoredCollection | None:
    return StoredCollection.objects.filter(title=_plain(title)).first()


def add_to_collection(
    collection: StoredCollection,
    records: Sequence[tuple[StoredRecord, int]],
    *,
    actor: Actor,
    by: Import | None = None,
) -> None:
    """Puts records into a collection, each with its received place; those that are in it
    stay where they are."""
    actor.must_be_allowed("save")
    with transaction.atomic():
        Membership.objects.bulk_create(
            (
                Membership(collection=collection, record=record, position=position, by=by)
                for record, position in records
            ),
            ignore_conflicts=True,
        )
        queue_for_index(record.identifier for record, _ in records)


def _plain(title: str) -> str:
    return " ".join(title.split())
