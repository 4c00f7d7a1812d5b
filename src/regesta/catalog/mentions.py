"""Mentions: what was found in records, and what people decided about it.

A program proposes; it never changes what somebody decided. What was rejected stays
rejected, and what was confirmed stays, even where its words are gone from the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from regesta.catalog.actors import Actor
from regesta.catalog.models import AuthoritySpelling, Mention, StoredAuthority, StoredRecord
from regesta.catalog.outbox import queue_for_index
from regesta.description.authority import Kind
from regesta.description.mentions import Known, Proposal

PROGRAM = "Regesta"  # the author of a suggestion
_COLUMNS = ["part", "start", "end", "rule", "role", "state", "certainty", "evidence", "author"]
_Key = tuple[int, int, str, str, int]


def known_names() -> Iterator[Known]:
    """Every spelling of every authority, for a `NameReader`."""
    lifetimes: dict[int, tuple[int | None, int | None]] = {}
    for row in StoredAuthority.objects.filter(merged_into=None).iterator(500):
        lifetimes[row.pk] = row.says.lifetime
    rows = AuthoritySpelling.objects.select_related("authority").order_by("pk")
    for row in rows.iterator(2_000):
        yield Known(
            authority=row.authority.identifier,
            kind=Kind(row.authority.kind),
            text=row.text,
            rule=row.rule,
            is_own=row.is_own,
            is_preferred=row.position == 0,
            partial=row.partial,
            abbreviated=row.abbreviated,
            lifetime=lifetimes.get(row.authority_id, (None, None)),
        )


def propose_mentions(found: Sequence[tuple[StoredRecord, Sequence[Proposal]]]) -> int:
    """Brings the mentions of records in step with what was found in them, in one
    transaction; answers how many records changed. Records whose mentions changed are queued
    for the index."""
    with transaction.atomic():
        authorities = _authorities({one.authority for _, some in found for one in some})
        wanted: dict[_Key, tuple[StoredRecord, Proposal]] = {}
        for record, proposals in found:
            for one in proposals:
                if (authority := authorities.get(one.authority)) is not None:
                    key = (record.pk, authority, one.field, one.words, one.occurrence)
                    wanted.setdefault(key, (record, one))
        records = {record.pk: record for record, _ in found}
        known = {_key(one): one for one in Mention.objects.filter(record__in=list(records))}
        touched = _write(wanted, known)
        queue_for_index(records[number].identifier for number in sorted(touched))
    return len(touched)


def _write(
    wanted: dict[_Key, tuple[StoredRecord, Proposal]], known: dict[_Key, Mention]
) -> set[int]:
    """Makes, changes and removes rows; answers the keys of the records concerned."""
    made = [_new(key, one) for key, (_, one) in wanted.items() if key not in known]
    changed = [
        mention
        for key, mention in known.items()
        if _updated(mention, wanted[key][1] if key in wanted else None)
    ]
    gone = [
        mention for key, mention in known.items() if key not in wanted and not _is_decided(mention)
    ]
    Mention.objects.bulk_create(made, batch_size=500)
    Mention.objects.bulk_update(changed, _COLUMNS, batch_size=200)
    Mention.objects.filter(pk__in=[mention.pk for mention in gone]).delete()
    return {mention.record_id for mention in (*made, *changed, *gone)}


def confirm(
    mentions: Sequence[Mention], *, actor: Actor, certainty: str = "certain", evidence: str = ""
) -> None:
    """Says that the words mean the authority, how surely, and why."""
    _decide(mentions, Mention.State.CONFIRMED, actor, certainty, evidence)


def reject(mentions: Sequence[Mention], *, actor: Actor, evidence: str = "") -> None:
    """Says that the words do not mean the authority; it is not proposed again."""
    _decide(mentions, Mention.State.REJECTED, actor, "", evidence)


def _decide(
    mentions: Sequence[Mention], state: str, actor: Actor, certainty: str, evidence: str
) -> None:
    actor.must_be_allowed("identify")
    with transaction.atomic():
        for mention in mentions:
            mention.state = state
            mention.author = actor.name
            mention.certainty = certainty or mention.certainty
            mention.evidence = evidence or mention.evidence
            mention.save()
        queue_for_index(dict.fromkeys(mention.record.identifier for mention in mentions))


def _authorities(identifiers: Iterable[str]) -> dict[str, int]:
    """The keys of authorities by identifier, those that were merged by what they became."""
    rows = StoredAuthority.objects.filter(identifier__in=list(identifiers))
    return {
        identifier: target or key
        for identifier, key, target in rows.values_list("identifier", "pk", "merged_into")
    }


def _key(mention: Mention) -> _Key:
    return (
        mention.record_id,
        mention.authority_id,
        mention.field,
        mention.words,
        mention.occurrence,
    )


def _new(key: _Key, proposal: Proposal) -> Mention:
    mention = Mention(
        record_id=key[0],
        authority_id=key[1],
        field=proposal.field,
        words=proposal.words,
        occurrence=proposal.occurrence,
    )
    _place(mention, proposal)
    _judge(mention, proposal)
    return mention


def _place(mention: Mention, proposal: Proposal) -> None:
    mention.part, mention.start, mention.end = proposal.part, proposal.start, proposal.end


def _judge(mention: Mention, proposal: Proposal) -> None:
    state = Mention.State.CONFIRMED if proposal.confirmed else Mention.State.SUGGESTED
    mention.state = state
    mention.author = "source" if proposal.confirmed else PROGRAM
    mention.rule, mention.role = proposal.rule, proposal.role
    mention.certainty, mention.evidence = proposal.certainty, proposal.evidence


def _is_decided(mention: Mention) -> bool:
    """Whether a person has decided about it, and not a source or the program."""
    return mention.author not in (PROGRAM, "source")


def _updated(mention: Mention, proposal: Proposal | None) -> bool:
    """Brings a mention in step; whether that changed it."""
    before = [getattr(mention, name) for name in _COLUMNS]
    if proposal is None:
        if not _is_decided(mention):
            return False  # it goes
        mention.start = mention.end = None
    else:
        _place(mention, proposal)
        if not _is_decided(mention):
            _judge(mention, proposal)
    return before != [getattr(mention, name) for name in _COLUMNS]
