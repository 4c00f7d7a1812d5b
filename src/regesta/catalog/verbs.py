"""The verbs that change the archive.

Each checks the permission, writes, keeps the revision and queues the indexing, in one
transaction: what is confirmed is complete, and what is not complete never happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from regesta.catalog.actors import Actor
from regesta.catalog.inserting import among, insert_rows, update_rows
from regesta.catalog.matching import match_key
from regesta.catalog.mentions import propose_mentions
from regesta.catalog.models import (
    AuditLine,
    ImportSource,
    Membership,
    Provenance,
    Publication,
    RecordFile,
    RecordIdentifier,
    Revision,
    StoredCollection,
    StoredFile,
    StoredRecord,
)
from regesta.catalog.outbox import queue_for_index
from regesta.description.identifiers import new_identifier
from regesta.description.mentions import Proposal
from regesta.description.record import Record, to_data, to_json


class NotPossible(Exception):
    """The verb makes no sense for this record as it stands."""


@dataclass(frozen=True, slots=True)
class FromSource:
    """The place in a source that a change comes from, and the wording there."""

    source: ImportSource
    position: str
    wording: str


@dataclass(slots=True, kw_only=True)
class Change:
    """A record to be made, or to be changed where ``stored`` is given."""

    record: Record
    stored: StoredRecord | None = None
    publication: Publication | None = None  # None: public if new, and as it was otherwise
    parent: StoredRecord | Change | None = None  # another change of the batch, before this one
    position: int = 0  # of a new record among its siblings, in received order
    collections: Sequence[tuple[StoredCollection, int]] = ()  # with the received place
    source: FromSource | None = None
    reason: str = ""
    identifier: str = ""  # that a new record brings with it; it must be free
    revives: bool = False  # a record that went when its import was undone
    files: Sequence[StoredFile] = field(default_factory=tuple)
    mentions: Sequence[Proposal] | None = None  # what was found in it; None leaves them alone


def save_records(changes: Sequence[Change], *, actor: Actor) -> list[StoredRecord]:
    """Makes and changes records, a batch in one transaction; answers them in order.

    Raises `NotAllowed`; nothing is stored then.
    """
    actor.must_be_allowed("save")
    with transaction.atomic():
        rows = _write_rows(changes)
        _keep_revisions(changes, rows, actor)
        _write_relations(changes, rows)
        propose_mentions(
            [
                (row, change.mentions)
                for row, change in zip(rows, changes, strict=True)
                # A new record has no mentions that could have to go.
                if change.mentions or (change.mentions is not None and change.stored is not None)
            ]
        )
        queue_for_index(row.identifier for row in rows)
    return rows


def publish(record: StoredRecord, *, actor: Actor) -> StoredRecord:
    """Shows a draft to everyone. Raises `NotPossible` for what is withdrawn."""
    return _change_publication(record, Publication.PUBLIC, "publish", "", actor)


def withdraw(record: StoredRecord, *, actor: Actor, reason: str) -> StoredRecord:
    """Takes a record from sight. Where it was public, a tombstone with the reason stays."""
    return _change_publication(record, Publication.WITHDRAWN, "withdraw", reason, actor)


def purge(record: StoredRecord, *, actor: Actor, reason: str) -> None:
    """Removes a record for good, through revisions and index; a line without content stays.

    Raises `NotPossible` while other records stand below it.
    """
    actor.must_be_allowed("purge")
    with transaction.atomic():
        if record.children.exists():
            raise NotPossible(f"Other records stand below {record}; remove or move them first.")
        AuditLine.objects.create(
            actor=actor.name, verb="purge", record_identifier=record.identifier, reason=reason
        )
        queue_for_index([record.identifier])
        record.delete()


def _change_publication(
    record: StoredRecord, publication: Publication, verb: str, reason: str, actor: Actor
) -> StoredRecord:
    actor.must_be_allowed(verb)
    with transaction.atomic():
        row = StoredRecord.objects.get(pk=record.pk)  # as it stands now, not as it was read
        if verb == "publish" and row.publication == Publication.WITHDRAWN:
            raise NotPossible(f"The record {row} is withdrawn.")
        row.publication = publication
        row.revision += 1
        row.save(update_fields=["publication", "revision"])
        Revision.objects.create(
            record=row,
            number=row.revision,
            verb=verb,
            actor=actor.name,
            reason=reason,
            publication=publication,
            parent=row.parent,
            description=row.description,
        )
        queue_for_index([row.identifier])
    return row


def _write_rows(changes: Sequence[Change]) -> list[StoredRecord]:
    new = sum(change.stored is None for change in changes)
    identifiers = iter(_unused_identifiers(new))
    rows = [change.stored or _new_row(change, next(identifiers)) for change in changes]
    for row, change in zip(rows, changes, strict=True):
        row.description = to_data(change.record)
        row.level = change.record.level
        row.match_key = match_key(change.record)
        if change.stored is not None:
            row.revision += 1
        if change.stored is not None and change.publication is not None:
            row.publication = change.publication
        if change.revives:
            row.undone = None
    _create(changes, rows)
    update_rows(
        StoredRecord,
        ["description", "level", "match_key", "revision", "parent", "publication", "undone"],
        (
            [
                row.pk, to_json(row.description), row.level, row.match_key, row.revision,
                row.parent_id, str(row.publication), row.undone_id,
            ]
            for row, change in zip(rows, changes, strict=True)
            if change.stored is not None
        ),
    )  # fmt: skip
    return rows


def _new_row(change: Change, identifier: str) -> StoredRecord:
    return StoredRecord(
        identifier=change.identifier or identifier,
        publication=change.publication or Publication.PUBLIC,
        position=change.position,
    )


def _create(changes: Sequence[Change], rows: Sequence[StoredRecord]) -> None:
    """Makes the new rows, level by level: a row must be there before those below it."""
    of_change = {id(change): row for change, row in zip(changes, rows, strict=True)}
    waiting = list(zip(changes, rows, strict=True))
    while waiting:
        ready, left = [], []
        for change, row in waiting:
            parent = change.parent
            above = of_change.get(id(parent)) if isinstance(parent, Change) else parent
            if above is not None and above.pk is None:
                left.append((change, row))
                continue
            if above is not None and above.pk != row.pk:
                row.parent = above
            ready.append(row)
        if not ready:
            raise ValueError("records of a batch stand below each other in a circle")
        _insert([row for row in ready if row.pk is None])
        waiting = left


def _insert(rows: Sequence[StoredRecord]) -> None:
    """Writes new rows, and gives them the keys they have got."""
    insert_rows(
        StoredRecord,
        ["identifier", "parent", "position", "level", "revision", "publication", "match_key",
         "description"],
        (
            [
                row.identifier, row.parent_id, row.position, row.level, row.revision,
                str(row.publication), row.match_key, to_json(row.description),
            ]
            for row in rows
        ),
    )  # fmt: skip
    identifiers = [row.identifier for row in rows]
    keys = dict(
        StoredRecord.objects.filter(identifier__in=identifiers).values_list("identifier", "pk")
    )
    for row in rows:
        row.pk = keys[row.identifier]
        row._state.adding = False


def _unused_identifiers(count: int) -> list[str]:
    """New identifiers that no record has or ever had."""
    found: dict[str, None] = {}
    while len(found) < count:
        drawn = {new_identifier() for _ in range(count - len(found))}
        records = StoredRecord.objects.filter(identifier__in=drawn)
        taken = set(records.values_list("identifier", flat=True))
        if AuditLine.objects.exists():  # few archives have one, and the question is long
            lines = AuditLine.objects.filter(record_identifier__in=drawn)
            taken |= set(lines.values_list("record_identifier", flat=True))
        found |= dict.fromkeys(drawn - taken)
    return list(found)


def _keep_revisions(changes: Sequence[Change], rows: Sequence[StoredRecord], actor: Actor) -> None:
    pairs = list(zip(changes, rows, strict=True))
    texts = {row.pk: to_json(row.description) for row in rows}
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    imported, edited = Revision.Verb.IMPORT.value, Revision.Verb.EDIT.value
    insert_rows(
        Revision,
        ["record", "number", "verb", "at", "actor", "reason", "publication", "parent",
         "description"],
        (
            [
                row.pk, row.revision, imported if change.source else edited, at, actor.name,
                change.reason, str(row.publication), row.parent_id, texts[row.pk],
            ]
            for change, row in pairs
        ),
    )  # fmt: skip
    from_sources = [(change.source, row) for change, row in pairs if change.source]
    made = Revision.objects.filter(among("record", [row.pk for _, row in from_sources]))
    keys = {
        (record, number): key
        for key, record, number in made.values_list("pk", "record_id", "number")
    }
    insert_rows(
        Provenance,
        ["revision", "source", "position", "wording"],
        (
            [keys[row.pk, row.revision], origin.source.pk, origin.position, origin.wording]
            for origin, row in from_sources
        ),
    )


def _write_relations(changes: Sequence[Change], rows: Sequence[StoredRecord]) -> None:
    pairs = list(zip(changes, rows, strict=True))
    # What is there already stays as it is: a record keeps its received place.
    insert_rows(
        Membership,
        ["collection", "record", "position", "by"],
        (
            [collection.pk, row.pk, position, change.source.source.of_id if change.source else None]
            for change, row in pairs
            for collection, position in change.collections
        ),
        keep_known=True,
    )
    insert_rows(
        RecordIdentifier,
        ["record", "scheme", "value"],
        (
            [row.pk, other.scheme, other.value]
            for change, row in pairs
            for other in change.record.identifiers
        ),
        keep_known=True,
    )
    insert_rows(
        RecordFile,
        ["record", "file"],
        ([row.pk, file.pk] for change, row in pairs for file in change.files),
        keep_known=True,
    )
