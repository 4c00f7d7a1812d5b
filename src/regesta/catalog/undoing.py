"""Undoing an import: what it created goes, what it changed goes back.

Nothing is removed for good: what goes answers *gone* at its address and says why, and keeps
its identifier, so that the same source brings the same record back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max, Min

from regesta.catalog.actors import Actor
from regesta.catalog.authorities import write_names
from regesta.catalog.harvests import forget_harvests
from regesta.catalog.matching import match_key
from regesta.catalog.models import (
    AuthorityRevision,
    Import,
    Membership,
    Mention,
    NamesChanged,
    Publication,
    RecordIdentifier,
    Revision,
    StoredAuthority,
    StoredCollection,
    StoredRecord,
)
from regesta.catalog.outbox import queue_for_index
from regesta.catalog.verbs import NotPossible
from regesta.description.record import Record, from_data

BATCH = 500
_DECIDED_BY_NOBODY = ("Regesta", "source")  # authors of mentions that are no person's


@dataclass(slots=True)
class Undone:
    """How many records and authorities went, and how many went back to what they were."""

    gone: int = 0
    back: int = 0
    authorities_gone: int = 0
    authorities_back: int = 0
    changed: list[StoredRecord] = field(default_factory=list)  # that are read anew


def later_changes(run: Import) -> Iterator[str]:
    """What somebody has done since with what the import made or changed, in words."""
    for row, _, last in _records(run):
        if row.revision > last:
            still = row.revisions.filter(number__gt=last).exclude(verb=Revision.Verb.UNDO)
            still = still.exclude(provenance__source__of__state=Import.State.UNDONE)
            later = still.order_by("number").first()
            if later is not None:
                yield f"record {row.identifier}: {later.verb} by {later.actor}"
    for authority, _, last in _authorities(run):
        undo = AuthorityRevision.Verb.UNDO
        still_there = authority.revisions.filter(number__gt=last).exclude(verb=undo)
        still_there = still_there.exclude(source__of__state=Import.State.UNDONE)
        later_one = still_there.order_by("number").first()
        if later_one is not None:
            yield f"authority {authority.identifier}: {later_one.verb} by {later_one.actor}"
        decided = authority.mentions.exclude(author__in=_DECIDED_BY_NOBODY)
        if decided.exists():
            yield f"authority {authority.identifier}: {decided.count()} mentions were decided on"


def undo_import(run: Import, *, actor: Actor, force: bool = False) -> Undone:
    """Takes an import back, in one transaction, also one that was interrupted. Raises
    `NotPossible` where it was undone before, and where later changes depend on it, unless
    forced."""
    actor.must_be_allowed("undo")
    with transaction.atomic():
        run = Import.objects.select_for_update().get(pk=run.pk)
        if run.state == Import.State.UNDONE:
            raise NotPossible(f"Import {run.pk} was undone before.")
        if not force and (later := next(later_changes(run), "")):
            raise NotPossible(f"Later changes depend on import {run.pk}, such as {later}.")
        reason = f"Import {run.pk} was undone."
        done = Undone()
        Membership.objects.filter(by=run).delete()
        for row, first, last in list(_records(run)):
            _take_back(row, first, last, run, actor, reason, done)
        for authority, first, _ in list(_authorities(run)):
            _take_authority_back(authority, first, run, actor, reason, done)
        for identifier, description in run.collections_before.items():
            rows = StoredCollection.objects.filter(identifier=identifier)
            rows.update(description=description)
        forget_harvests(run)
        run.state = Import.State.UNDONE
        run.save(update_fields=["state"])
        if done.authorities_gone or done.authorities_back:
            NamesChanged.objects.create()
    return done


def _records(run: Import) -> Iterator[tuple[StoredRecord, int, int]]:
    """The records an import made or changed, with its first and last revision of each."""
    found = (
        Revision.objects.filter(provenance__source__of=run)
        .values_list("record")
        .annotate(first=Min("number"), last=Max("number"))
        .order_by("record")
    )
    numbers = {record: (first, last) for record, first, last in found}
    for some in _some(list(numbers)):
        for row in StoredRecord.objects.filter(pk__in=some).order_by("pk"):
            yield (row, *numbers[row.pk])


def _authorities(run: Import) -> Iterator[tuple[StoredAuthority, int, int]]:
    found = (
        AuthorityRevision.objects.filter(source__of=run)
        .values_list("authority")
        .annotate(first=Min("number"), last=Max("number"))
        .order_by("authority")
    )
    numbers = {authority: (first, last) for authority, first, last in found}
    for some in _some(list(numbers)):
        for row in StoredAuthority.objects.filter(pk__in=some).order_by("pk"):
            yield (row, *numbers[row.pk])


def _take_back(
    row: StoredRecord,
    first: int,
    last: int,
    run: Import,
    actor: Actor,
    reason: str,
    done: Undone,
) -> None:
    before = row.revisions.filter(number__lt=first).order_by("-number").first()
    if before is None or _was_gone(before):
        row.publication, row.undone = Publication.WITHDRAWN, run
        done.gone += 1
    else:
        says = from_data(before.description, Record)
        row.description, row.level = before.description, says.level
        row.match_key = match_key(says)
        row.parent_id = before.parent_id
        # Where the source had said that the record is no more, or is again.
        if row.publication == row.revisions.get(number=last).publication:
            row.publication = before.publication
        RecordIdentifier.objects.filter(record=row).delete()
        RecordIdentifier.objects.bulk_create(
            RecordIdentifier(record=row, scheme=one.scheme, value=one.value)
            for one in dict.fromkeys(says.identifiers)
        )
        done.back += 1
        done.changed.append(row)
    row.revision += 1
    row.save()
    Revision.objects.create(
        record=row,
        number=row.revision,
        verb=Revision.Verb.UNDO,
        actor=actor.name,
        reason=reason,
        publication=row.publication,
        parent=row.parent,
        description=row.description,
    )
    queue_for_index([row.identifier])


def _was_gone(before: Revision) -> bool:
    """Whether a revision is that of a record that went, and not of one that went back."""
    is_undo = before.verb == Revision.Verb.UNDO
    return is_undo and before.publication == Publication.WITHDRAWN


def _take_authority_back(
    row: StoredAuthority, first: int, run: Import, actor: Actor, reason: str, done: Undone
) -> None:
    before = row.revisions.filter(number__lt=first).order_by("-number").first()
    if before is None or before.gone:
        row.undone = run
        mentions = Mention.objects.filter(authority=row)
        queue_for_index(set(mentions.values_list("record__identifier", flat=True)))
        mentions.delete()
        done.authorities_gone += 1
    else:
        row.description = before.description
        says = row.says
        row.kind, row.name = says.kind.value, says.preferred.text
        done.authorities_back += 1
    row.revision += 1
    row.save()
    AuthorityRevision.objects.create(
        authority=row,
        number=row.revision,
        verb=AuthorityRevision.Verb.UNDO,
        actor=actor.name,
        reason=reason,
        gone=row.undone is not None,
        description=row.description,
    )
    write_names([row])


def _some(keys: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
