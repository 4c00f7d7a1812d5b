"""What the commands about names do: read, decide, merge, split."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Q

from regesta.catalog.actors import Actor
from regesta.catalog.authorities import find_authority, merge_authorities, split_authority
from regesta.catalog.lookup import find_record
from regesta.catalog.mentions import confirm, reject
from regesta.catalog.models import Mention, StoredAuthority
from regesta.catalog.verbs import NotPossible
from regesta.ingest import naming

__all__ = ["NotHere", "NotPossible", "decide", "mention_data", "mentions_of", "merge", "split"]


class NotHere(Exception):
    """Nothing has this identifier or number."""


def read_all(progress: Callable[[int, int], None]) -> tuple[int, int]:
    """Reads all records anew; answers how many there are and how many changed."""
    return naming.read_all(progress=progress)


def mentions_of(identifier: str | None, state: str | None) -> Iterable[Mention]:
    """The mentions of a record or an authority, or all; raises `NotHere`."""
    rows = Mention.objects.select_related("record", "authority").order_by("record", "pk")
    if state:
        rows = rows.filter(state=state)
    if identifier is None:
        return rows.iterator(500)
    record, authority = find_record(identifier), find_authority(identifier)
    if record is None and authority is None:
        raise NotHere(f"There is no record and no authority {identifier}.")
    meant = Q(record=record) if record else Q(authority=authority)
    return rows.filter(meant)


def decide(
    actor: Actor,
    *,
    confirmed: Sequence[int],
    rejected: Sequence[int],
    evidence: str,
    certainty: str,
) -> None:
    """Confirms and rejects mentions by their numbers; raises `NotHere`, and does nothing."""
    wanted = {*confirmed, *rejected}
    if both := sorted({*confirmed} & {*rejected}):
        raise NotHere(f"Mention {both[0]} cannot be both confirmed and rejected.")
    found = {one.pk: one for one in Mention.objects.filter(pk__in=wanted).select_related("record")}
    if missing := sorted(wanted - found.keys()):
        raise NotHere(f"There is no mention {missing[0]}.")
    confirm(
        [found[number] for number in confirmed],
        actor=actor, certainty=certainty, evidence=evidence,
    )  # fmt: skip
    reject([found[number] for number in rejected], actor=actor, evidence=evidence)


def merge(kept: str, other: str, *, actor: Actor, reason: str) -> StoredAuthority:
    """Raises `NotHere` and `NotPossible`."""
    row = merge_authorities(_found(kept), _found(other), actor=actor, reason=reason)
    naming.catch_up()
    return row


def split(identifier: str, names: Sequence[str], *, actor: Actor, reason: str) -> StoredAuthority:
    """Raises `NotHere` and `NotPossible`."""
    row = split_authority(_found(identifier), names, actor=actor, reason=reason)
    naming.catch_up()
    return row


def mention_data(row: Mention) -> dict[str, Any]:
    """A mention as JSON-ready data."""
    return {
        "number": row.pk,
        "record": row.record.identifier,
        "authority": row.authority.identifier,
        "name": row.authority.name,
        "kind": row.authority.kind,
        "words": row.words,
        "field": row.field,
        "part": row.part,
        "start": row.start,
        "end": row.end,
        "rule": row.rule,
        "role": row.role,
        "state": row.state,
        "certainty": row.certainty,
        "evidence": row.evidence,
        "author": row.author,
    }


def _found(identifier: str) -> StoredAuthority:
    row = find_authority(identifier)
    if row is None:
        raise NotHere(f"There is no authority {identifier}.")
    return row
