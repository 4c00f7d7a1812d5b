"""Collections: sets that somebody publishes, and what they know to be missing."""

from __future__ import annotations

from django.db import transaction

from regesta.catalog.actors import Actor
from regesta.catalog.models import StoredCollection
from regesta.description.identifiers import new_identifier
from regesta.description.record import Collection, to_data


def open_collection(title: str, *, actor: Actor) -> StoredCollection:
    """The collection of that title, made where there is none."""
    actor.must_be_allowed("save")
    title = " ".join(title.split())
    collection, _ = StoredCollection.objects.get_or_create(
        title=title, defaults={"identifier": new_identifier()}
    )
    return collection


def say_of_collection(collection: StoredCollection, said: Collection, *, actor: Actor) -> None:
    """Adds to what is said of a collection: values by field, and how many it should hold."""
    actor.must_be_allowed("save")
    with transaction.atomic():
        says = collection.says
        says.values |= said.values
        says.expected = said.expected if said.expected is not None else says.expected
        collection.description = to_data(says)
        collection.save(update_fields=["description"])
