"""Mentions: what was found in records, and what people decided about it.

A program proposes; it never changes what somebody decided. What was rejected stays
rejected, and what was confirmed stays, even where its words are gone from the record.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import connection, transaction
from django.utils import timezone

from regesta.catalog.actors import Actor
from regesta.catalog.inserting import insert_rows
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
_WRITTEN = ["record_id", "authority_id", "field", "words", *_COLUMNS]
_Key = tuple[int, int, str, str]  # record, authority, field and words


def known_names() -> Iterator[Known]:
    """Every spelling of every authority, for a `NameReader`."""
    lifetimes: dict[int, tuple[int | None, int | None]] = {}
    words: dict[int, frozenset[str]] = {}
    for row in StoredAuthority.objects.filter(merged_into=None).iterator(500):
        says = row.says
        lifetimes[row.pk] = says.lifetime
        words[row.pk] = frozenset(word for name in says.names for word in terms(name.text))
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
            words=words.get(row.authority_id, frozenset()),
        )


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
        marked: dict[tuple[int, str, str], list[tuple[int, int]]] = defaultdict(list)
        for mention in Mention.objects.filter(record__in=list(records)).order_by("pk"):
            if not source_speaks and mention.author == SOURCE:
                if mention.start is not None and mention.end is not None:
                    place = mention.record_id, mention.field, mention.part
                    marked[place].append((mention.start, mention.end))
            else:
                known[_key(mention)].append(mention)
        wanted: dict[_Key, list[Proposal]] = defaultdict(list)
        for record, proposals in found:
            for one in proposals:
                authority = authorities.get(one.authority)
                taken = marked.get((record.pk, one.field, one.part), ()) if marked else ()
                if authority is not None and not any(
                    one.start < end and start < one.end for start, end in taken
                ):
                    wanted[record.pk, authority, one.field, one.words].append(one)
        touched = _write(wanted, known)
        queue_for_index(records[number].identifier for number in sorted(touched))
    return len(touched)


def _write(wanted: dict[_Key, list[Proposal]], known: dict[_Key, list[Mention]]) -> set[int]:
    """Makes, changes and removes rows; answers the keys of the records concerned."""
    made: list[Mention] = []
    changed: list[Mention] = []
    gone: list[Mention] = []
    for key in wanted.keys() | known.keys():
        pairs, new, left = _paired(known.get(key, []), wanted.get(key, []))
        made.extend(_new(key, proposal) for proposal in new)
        changed.extend(mention for mention, proposal in pairs if _updated(mention, proposal))
        for mention in left:
            if not _is_decided(mention):
                gone.append(mention)
            elif _updated(mention, None):
                changed.append(mention)
    made.sort(key=lambda one: (one.record_id, one.field, one.part, one.start))
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    insert_rows(
        Mention,
        [*_WRITTEN, "at"],
        ([*(getattr(one, name) for name in _WRITTEN), at] for one in made),
    )
    Mention.objects.bulk_update(changed, _COLUMNS, batch_size=200)
    Mention.objects.filter(pk__in=[mention.pk for mention in gone]).delete()
    return {mention.record_id for mention in (*made, *changed, *gone)}


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


def _new(key: _Key, proposal: Proposal) -> Mention:
    mention = Mention(
        record_id=key[0],
        authority_id=key[1],
        field=proposal.field,
        words=proposal.words,
    )
    _place(mention, proposal)
    _judge(mention, proposal)
    return mention


def _place(mention: Mention, proposal: Proposal) -> None:
    mention.part, mention.start, mention.end = proposal.part, proposal.start, proposal.end
    mention.occurrence, mention.context = proposal.occurrence, proposal.context


def _judge(mention: Mention, proposal: Proposal) -> None:
    state = Mention.State.CONFIRMED if proposal.confirmed else Mention.State.SUGGESTED
    mention.state = state
    mention.author = SOURCE if proposal.confirmed else PROGRAM
    mention.rule, mention.role = proposal.rule, proposal.role
    mention.certainty, mention.evidence = proposal.certainty, proposal.evidence


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
        _place(mention, proposal)
        if not _is_decided(mention):
            _judge(mention, proposal)
    return before != [getattr(mention, name) for name in _COLUMNS]
