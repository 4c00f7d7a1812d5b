"""Mentions: what was found in records, and what people decided about it.

A program proposes; it never changes what somebody decided. What was rejected stays
rejected, and what was confirmed stays, even where its words are gone from the record.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from regesta.catalog.actors import Actor
from regesta.catalog.inserting import among, insert_rows
from regesta.catalog.models import AuthoritySpelling, Mention, StoredAuthority, StoredRecord
from regesta.catalog.outbox import queue_for_index
from regesta.description.authority import Kind
from regesta.description.mentions import ELLIPSIS, Known, Proposal
from regesta.description.words import terms

PROGRAM, SOURCE = "Regesta", "source"  # authors of mentions that are no person's
_COLUMNS = [
    "occurrence", "context", "part", "start", "end", "rule", "role", "state", "certainty",
    "evidence", "author",
]  # fmt: skip
_PLACED = 5  # of them say where the words stand, and not what they mean
_PLACE = ("record_id", "field", "part", "start", "end")
_Key = tuple[int, int, str, str]  # record, authority, field and words


def known_names() -> Iterator[Known]:
    """Every spelling of every authority, for a `NameReader`."""
    lifetimes: dict[int, tuple[int | None, int | None]] = {}
    words: dict[int, frozenset[str]] = {}
    for row in StoredAuthority.objects.filter(merged_into=None).iterator(500):
        says = row.says
        lifetimes[row.pk] = says.lifetime
        words[row.pk] = frozenset(word for name in says.names for word in terms(name.text))
    of_kind = {kind.value: kind for kind in Kind}
    rows = AuthoritySpelling.objects.order_by("pk").values_list(*_OF_SPELLING)
    for key, identifier, kind, text, rule, position, is_own, partial, abbreviated in rows.iterator(
        2_000
    ):
        yield Known(
            authority=identifier,
            kind=of_kind[kind],
            text=text,
            rule=rule,
            is_own=is_own,
            is_preferred=position == 0,
            partial=partial,
            abbreviated=abbreviated,
            lifetime=lifetimes.get(key, (None, None)),
            words=words.get(key, frozenset()),
        )


_OF_SPELLING = (
    "authority_id", "authority__identifier", "authority__kind", "text", "rule", "position",
    "is_own", "partial", "abbreviated",
)  # fmt: skip


def propose_mentions(
    found: Sequence[tuple[StoredRecord, Sequence[Proposal]]], *, source_speaks: bool = True
) -> int:
    """Brings the mentions of records in step with what was found in them, in one
    transaction; answers how many records changed. Records whose mentions changed are queued
    for the index.

    Where the source does not speak itself, but records are read again, what it has marked
    stands, and nothing else is proposed for those words.
    """
    if not found:
        return 0
    with transaction.atomic():
        authorities = _authorities({one.authority for _, some in found for one in some})
        records = {record.pk: record for record, _ in found}
        known: dict[_Key, list[Mention]] = defaultdict(list)
        there = Mention.objects.filter(among("record", list(records))).order_by("pk")
        marked: dict[tuple[int, str, str], list[tuple[int, int]]] = defaultdict(list)
        if not source_speaks:
            marks = there.filter(author=SOURCE, start__isnull=False, end__isnull=False)
            there = there.exclude(author=SOURCE)
            for record, name, part, start, end in marks.values_list(*_PLACE):
                marked[record, name, part].append((start, end))
        for mention in there:
            if mention.record_id in records:
                known[_key(mention)].append(mention)
        wanted: dict[_Key, list[Proposal]] = defaultdict(list)
        for record, proposals in found:
            for one in proposals:
                authority = authorities.get(one.authority)
                if authority is None:
                    continue
                taken = marked.get((record.pk, one.field, one.part))
                if not taken or not any(
                    one.start < end and start < one.end for start, end in taken
                ):
                    wanted[record.pk, authority, one.field, one.words].append(one)
        touched = _write(wanted, known)
        queue_for_index(records[number].identifier for number in sorted(touched))
    return len(touched)


def _write(wanted: dict[_Key, list[Proposal]], known: dict[_Key, list[Mention]]) -> set[int]:
    """Makes, changes and removes rows; answers the keys of the records concerned."""
    made: list[tuple[_Key, Proposal]] = []
    changed: list[Mention] = []
    gone: list[Mention] = []
    for key, proposals in wanted.items():
        if key not in known:
            made.extend((key, proposal) for proposal in proposals)
    for key, mentions in known.items():
        pairs, new, left = _paired(mentions, wanted.get(key, []))
        made.extend((key, proposal) for proposal in new)
        changed.extend(mention for mention, proposal in pairs if _updated(mention, proposal))
        for mention in left:
            if not _is_decided(mention):
                gone.append(mention)
            elif _updated(mention, None):
                changed.append(mention)
    made.sort(key=lambda one: (one[0][0], one[1].field, one[1].part, one[1].start))
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    insert_rows(
        Mention,
        ["record_id", "authority_id", "field", "words", *_COLUMNS, "at"],
        ((*key, *_written(proposal), at) for key, proposal in made),
    )
    Mention.objects.bulk_update(changed, _COLUMNS, batch_size=200)
    Mention.objects.filter(pk__in=[mention.pk for mention in gone]).delete()
    touched = {mention.record_id for mention in (*changed, *gone)}
    return touched.union(key[0] for key, _ in made)


def _paired(
    mentions: Sequence[Mention], proposals: Sequence[Proposal]
) -> tuple[list[tuple[Mention, Proposal]], list[Proposal], list[Mention]]:
    """The mentions with what was found again, what is new, and what is there no more.

    The same words in the same surroundings are the same mention; what is left is taken in
    order. So a decision stays with its place when the text around another one changes.
    """
    left = {mention.pk: mention for mention in mentions}
    new = dict(enumerate(proposals))
    pairs: list[tuple[Mention, Proposal]] = []
    for surroundings in _SURROUNDINGS:
        free: dict[tuple[str, ...], deque[Mention]] = defaultdict(deque)
        for mention in left.values():
            free[surroundings(mention)].append(mention)
        for number, proposal in list(new.items()):
            if same := free.get(surroundings(proposal)):
                mention = same.popleft()
                pairs.append((mention, proposal))
                del left[mention.pk], new[number]
    return pairs, list(new.values()), list(left.values())


# By what a mention is known again, the surest first.
_SURROUNDINGS: tuple[Callable[[Mention | Proposal], tuple[str, ...]], ...] = (
    lambda one: (one.part, one.context),
    lambda one: (one.context,),
    lambda one: (one.context.partition(ELLIPSIS)[2],),  # what follows, and what comes before
    lambda one: (one.context.partition(ELLIPSIS)[0],),
    lambda one: (),
)


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
    )


def _written(proposal: Proposal) -> tuple[Any, ...]:
    """What a mention that nobody has decided says of a proposal, in the order of `_COLUMNS`."""
    state, author = Mention.State.SUGGESTED, PROGRAM
    if proposal.confirmed:
        state, author = Mention.State.CONFIRMED, SOURCE
    return (
        proposal.occurrence, proposal.context, proposal.part, proposal.start, proposal.end,
        proposal.rule, proposal.role, state.value, proposal.certainty, proposal.evidence, author,
    )  # fmt: skip


def _is_decided(mention: Mention) -> bool:
    """Whether a person has decided about it, and not a source or the program."""
    return mention.author not in (PROGRAM, SOURCE)


def _updated(mention: Mention, proposal: Proposal | None) -> bool:
    """Brings a mention in step; whether that changed it."""
    before = [getattr(mention, name) for name in _COLUMNS]
    if proposal is None:
        if not _is_decided(mention):
            return False  # it goes
        mention.start = mention.end = None
    else:
        columns = _PLACED if _is_decided(mention) else len(_COLUMNS)
        for name, value in zip(_COLUMNS[:columns], _written(proposal), strict=False):
            setattr(mention, name, value)
    return before != [getattr(mention, name) for name in _COLUMNS]
