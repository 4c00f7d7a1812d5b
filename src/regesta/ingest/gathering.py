"""The collections that the records of an import belong to."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from regesta.catalog.actors import Actor
from regesta.catalog.collections import (
    add_to_collection,
    find_collection_titled,
    open_collection,
    say_of_collection,
)
from regesta.catalog.models import Import, StoredCollection, StoredRecord
from regesta.description.record import Collection
from regesta.formats.reading import CollectionReading, Expected, Reading
from regesta.ingest.matching import Known

BATCH = 1_000  # records put into a collection in one transaction


@dataclass(slots=True)
class Gathering:
    """Puts records into the collection that somebody names, else into the one that their
    source says, and into those that a record names itself. What a source says may come after
    its records."""

    actor: Actor
    dry_run: bool
    named: str = ""  # by somebody, for all sources
    title: str = field(init=False, default="")
    _said: list[Collection] = field(default_factory=list)
    _collection: StoredCollection | None = None
    _others: dict[str, StoredCollection] = field(default_factory=dict)
    _named: dict[str, CollectionReading] = field(default_factory=dict)
    _begins: int = 0  # where the records of the source under way begin among those waiting
    # Keys and places of records whose collection is not known yet: numbers, since a large
    # source has a million of them.
    _waiting: array[int] = field(default_factory=lambda: array("q"))

    def __post_init__(self) -> None:
        self.title = self.named

    def hear(self, item: Expected | CollectionReading) -> None:
        """Takes note of what the source says of its collection."""
        if isinstance(item, Expected):
            self._said.append(Collection(expected=item.count))
        elif item.identifier and item.collection.text("title"):
            # One of the collections of an archive: its records name it themselves.
            self._named[item.collection.text("title")] = item
        else:
            self.title = self.title or item.collection.text("title")
            self._said.append(item.collection)

    def joins(self, known: Known) -> bool:
        """Whether the import would put a record that is there into its collection."""
        if not self.title:
            return False
        if self._collection is None:
            self._collection = find_collection_titled(self.title)
        return self._collection is None or self._collection.pk not in known.collections

    def membership(self, reading: Reading, place: int) -> list[tuple[StoredCollection, int]]:
        """The collections of a record that is made or changed, with its received place."""
        if self.dry_run:
            return []
        found = [(self._opened(), place)] if self.title else []
        for title in reading.collections:
            found.append((self._other(title), place))
        return found

    def _other(self, title: str) -> StoredCollection:
        """The collection of a title that is not this import's own; a new one gets the
        identifier that the source has for it."""
        if title not in self._others:
            said = self._named.get(title)
            self._others[title] = open_collection(
                title, actor=self.actor, identifier=said.identifier if said else ""
            )
        return self._others[title]

    def wait(self, record: int, place: int) -> None:
        """The record joins when the source says what its collection is, if it does."""
        if not self.title:
            self._waiting.extend((record, place))

    def end_source(self, by: Import | None, *, has_records: bool) -> None:
        """What a source says of its collection is said of its own records; of all before it
        that are in none, where it has none of its own but completes theirs."""
        if self.named:
            return
        if self.title:
            before = self._waiting[: self._begins] if has_records else array("q")
            self._waiting = self._waiting[len(before) :]
            if by is not None:
                self.finish(by)
            self.title, self._collection, self._said = "", None, []
            self._waiting = before
        self._begins = len(self._waiting)

    def finish(self, by: Import) -> None:
        """Puts in who has waited, and says of the collection what its sources say."""
        for title, one in self._named.items():
            say_of_collection(self._other(title), one.collection, actor=self.actor, by=by)
        self._named = {}
        if not self.title:
            return
        collection = self._opened()
        keys, received = self._waiting[::2], self._waiting[1::2]
        for start in range(0, len(keys), BATCH):
            some = slice(start, start + BATCH)
            places = dict(zip(keys[some], received[some], strict=True))
            rows = StoredRecord.objects.filter(pk__in=places).defer("description")
            members = [(row, places[row.pk]) for row in rows]
            add_to_collection(collection, members, actor=self.actor, by=by)
        for said in self._said:
            say_of_collection(collection, said, actor=self.actor, by=by)

    def _opened(self) -> StoredCollection:
        if self._collection is None:
            self._collection = open_collection(self.title, actor=self.actor)
        return self._collection
