"""The verbs that change authorities: save, merge, split. See `regesta.catalog.verbs`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from regesta.catalog.actors import Actor
from regesta.catalog.inserting import insert_rows, update_rows
from regesta.catalog.models import (
    AuthorityIdentifier,
    AuthorityKey,
    AuthorityRevision,
    AuthoritySpelling,
    Mention,
    NamesChanged,
    StoredAuthority,
)
from regesta.catalog.outbox import queue_for_index
from regesta.catalog.verbs import FromSource, NotPossible
from regesta.description.authority import Authority
from regesta.description.authority_names import name_keys, spellings
from regesta.description.identifiers import new_identifier, normalise
from regesta.description.names_endings import nominatives
from regesta.description.record import to_data, to_json
from regesta.description.words import terms

MOST_CASES = 200  # nominatives that some words of a mention are looked up by


@dataclass(slots=True, kw_only=True)
class AuthorityChange:
    """An authority to be made, or to be changed where ``stored`` is given. ``identifier``
    is for a new one that brings its own; it must be free."""

    authority: Authority
    stored: StoredAuthority | None = None
    identifier: str = ""
    source: FromSource | None = None
    reason: str = ""


def match_key(name: str) -> str:
    """What two writings of one name have in common: its tokens, without case and accents."""
    return " ".join(terms(name)) or " ".join(name.split())


def save_authorities(changes: Sequence[AuthorityChange], *, actor: Actor) -> list[StoredAuthority]:
    """Makes and changes authorities, a batch in one transaction; answers them in order.

    Raises `NotAllowed`; nothing is stored then.
    """
    actor.must_be_allowed("save")
    with transaction.atomic():
        named = {id(change) for change in changes if _changes_names(change)}
        rows = [_row(change) for change in changes]
        _write_rows(rows)
        _keep_revisions(rows, changes, actor)
        renamed = [
            (row, change.authority)
            for row, change in zip(rows, changes, strict=True)
            if id(change) in named
        ]
        _write_names(renamed)
        _queue_records_of([row for row, _ in renamed])
        if rows:
            NamesChanged.objects.create()
    return rows


def merge_authorities(
    kept: StoredAuthority, other: StoredAuthority, *, actor: Actor, reason: str = ""
) -> StoredAuthority:
    """Makes two authorities one: the other's names, mentions and everything said of it go to
    the one that is kept, and its address leads there for good. Raises `NotPossible`."""
    actor.must_be_allowed("merge")
    with transaction.atomic():
        kept, other = (StoredAuthority.objects.get(pk=row.pk) for row in (kept, other))
        if kept.pk == other.pk:
            raise NotPossible(f"{kept} cannot be merged with itself.")
        for row in (kept, other):
            if row.merged_into is not None:
                raise NotPossible(f"{row} was merged into {row.merged_into} before.")
        if kept.kind != other.kind:
            raise NotPossible(
                f"{kept} is a {kept.kind} and {other} a {other.kind}; correct one of them first."
            )
        _say(kept, _joined(kept, other), "merge", actor, reason or f"merged with {other}")
        other.merged_into = kept
        other.revision += 1
        other.save(update_fields=["merged_into", "revision"])
        AuthorityRevision.objects.create(
            authority=other,
            number=other.revision,
            verb="merge",
            actor=actor.name,
            reason=reason or f"merged into {kept}",
            description=other.description,
        )
        other.spellings.all().delete()
        other.keys.all().delete()
        StoredAuthority.objects.filter(merged_into=other).update(merged_into=kept)
        _move_mentions(Mention.objects.filter(authority=other), kept)
        _queue_records_of([kept])
        NamesChanged.objects.create()
    return kept


def split_authority(
    row: StoredAuthority, names: Sequence[str], *, actor: Actor, reason: str = ""
) -> StoredAuthority:
    """Makes a new authority of some names of another, the first of them preferred, and
    gives it the mentions by these names. Raises `NotPossible`."""
    actor.must_be_allowed("split")
    with transaction.atomic():
        row = StoredAuthority.objects.get(pk=row.pk)
        if row.merged_into is not None:
            raise NotPossible(f"{row} was merged into {row.merged_into}; split that one.")
        says = row.says
        wanted = {match_key(name): name for name in names}
        moved = [name for name in says.variants if match_key(name.text) in wanted]
        missing = wanted.keys() - {match_key(name.text) for name in moved}
        if missing or not moved:
            absent = ", ".join(wanted[key] for key in missing) or "none was given"
            raise NotPossible(f"{row} has no such other name: {absent}.")
        first = match_key(names[0])
        moved.sort(key=lambda name: match_key(name.text) != first)
        new = Authority(kind=says.kind, preferred=moved[0], variants=moved[1:])
        (made,) = save_authorities([AuthorityChange(authority=new)], actor=actor)
        made.revisions.update(verb="split", reason=reason or f"split from {row}")
        made.split_from = row
        made.save(update_fields=["split_from"])
        left = replace(says, variants=[one for one in says.variants if one not in moved])
        _say(row, left, "split", actor, reason or f"{made} was split from it")
        _give_mentions(row, made)
        _queue_records_of([row, made])
    return made


def find_authority(name: str) -> StoredAuthority | None:
    """The authority of an identifier, forgiving how it was typed, or of one that another
    register gave; where it was merged, the one it was merged into."""
    identifier = normalise(name)
    rows = StoredAuthority.objects.select_related("merged_into")
    row = rows.filter(identifier=identifier).first() if identifier else None
    row = row or rows.filter(others__value=name, undone=None).order_by("pk").first()
    while row is not None and row.merged_into is not None:
        row = row.merged_into
    return row


def current_identifiers(identifiers: Iterable[str]) -> dict[str, str]:
    """What identifiers lead to today: themselves, or what theirs was merged into."""
    rows = StoredAuthority.objects.filter(identifier__in=[one for one in identifiers if one])
    return {
        own: target or own
        for own, target in rows.values_list("identifier", "merged_into__identifier")
    }


def all_authorities() -> Iterator[tuple[str, Authority]]:
    """Every authority with its identifier, in the order in which they came in; those that
    were merged are in what they became."""
    rows = StoredAuthority.objects.filter(merged_into=None, undone=None).order_by("pk")
    for row in rows.iterator(500):
        yield row.identifier, row.says


def authority_data(row: StoredAuthority, address: str) -> dict[str, Any]:
    """An authority with its history, as JSON-ready data."""
    return {
        "id": row.identifier,
        "url": f"{address.rstrip('/')}/names/{row.identifier}",
        "kind": row.kind,
        "name": row.name,
        "revision": row.revision,
        "authority": row.description,
        "merged": [one.identifier for one in row.merged.order_by("pk")],
        "history": [
            {
                "number": one.number,
                "verb": one.verb,
                "at": one.at.isoformat(),
                "actor": one.actor,
                "reason": one.reason,
                "source": one.source
                and {
                    "import": one.source.of_id,
                    "name": one.source.name,
                    "position": one.position,
                    "wording": one.wording,
                },
            }
            for one in row.revisions.select_related("source").order_by("-number")
        ],
    }


# What spellings, keys and identifiers are derived from, and the index keeps of an authority.
_NAMING = ("kind", "preferred", "variants", "identifiers")


def _changes_names(change: AuthorityChange) -> bool:
    """Whether what is derived from the names of an authority has to be written anew."""
    stored = change.stored
    if stored is None or stored.undone_id is not None:
        return True
    says = to_data(change.authority)
    return any(says.get(name) != stored.description.get(name) for name in _NAMING)


def _row(change: AuthorityChange) -> StoredAuthority:
    row = change.stored or StoredAuthority(identifier=change.identifier or new_identifier())
    if change.stored is not None:
        row.revision += 1
        row.undone = None
    _describe(row, change.authority)
    return row


def _write_rows(rows: Sequence[StoredAuthority]) -> None:
    """Writes authorities, and gives new ones the keys they have got."""
    described = [
        [row.pk, row.kind, row.name, row.match_key, row.revision, to_json(row.description), None]
        for row in rows
        if row.pk is not None
    ]
    columns = ["kind", "name", "match_key", "revision", "description", "undone"]
    update_rows(StoredAuthority, columns, described)
    new = [row for row in rows if row.pk is None]
    insert_rows(
        StoredAuthority,
        ["identifier", "kind", "name", "match_key", "revision", "description"],
        (
            [row.identifier, row.kind, row.name, row.match_key, row.revision,
             to_json(row.description)]
            for row in new
        ),
    )  # fmt: skip
    made = StoredAuthority.objects.filter(identifier__in=[row.identifier for row in new])
    keys = dict(made.values_list("identifier", "pk"))
    for row in new:
        row.pk = keys[row.identifier]
        row._state.adding = False


def _keep_revisions(
    rows: Sequence[StoredAuthority], changes: Sequence[AuthorityChange], actor: Actor
) -> None:
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    insert_rows(
        AuthorityRevision,
        ["authority", "number", "verb", "at", "actor", "reason", "gone", "description", "source",
         "position", "wording"],
        (
            [
                row.pk, row.revision, "import" if source else "edit", at, actor.name,
                change.reason, False, to_json(row.description), source and source.source.pk,
                source.position if source else "", source.wording if source else "",
            ]
            for row, change in zip(rows, changes, strict=True)
            for source in (change.source,)
        ),
    )  # fmt: skip


def _describe(row: StoredAuthority, says: Authority) -> None:
    row.kind = says.kind.value
    row.name = says.preferred.text
    row.match_key = match_key(says.preferred.text)
    row.description = to_data(says)


def _say(row: StoredAuthority, says: Authority, verb: str, actor: Actor, reason: str) -> None:
    row.revision += 1
    _describe(row, says)
    row.save()
    AuthorityRevision.objects.create(
        authority=row,
        number=row.revision,
        verb=verb,
        actor=actor.name,
        reason=reason,
        description=row.description,
    )
    write_names([row])


def write_names(rows: Sequence[StoredAuthority]) -> None:
    """Writes anew what is derived from the names and identifiers of authorities; of those
    that are gone nothing is."""
    _write_names([(row, row.says) for row in rows])


def _write_names(named: Sequence[tuple[StoredAuthority, Authority]]) -> None:
    rows = [row for row, _ in named]
    AuthoritySpelling.objects.filter(authority__in=rows).delete()
    AuthorityKey.objects.filter(authority__in=rows).delete()
    AuthorityIdentifier.objects.filter(authority__in=rows).delete()
    there = [(row, says) for row, says in named if row.undone_id is None]
    insert_rows(
        AuthoritySpelling,
        ["authority", "position", "text", "folded", "rule", "is_own", "partial", "abbreviated"],
        (spelling for row, says in there for spelling in _spellings(row.pk, says)),
    )
    insert_rows(
        AuthorityKey,
        ["authority", "key"],
        ([row.pk, key] for row, says in there for key in name_keys(says)),
    )
    insert_rows(
        AuthorityIdentifier,
        ["authority", "scheme", "value"],
        ([row.pk, one.scheme, one.value] for row, says in named for one in says.identifiers),
        keep_known=True,
    )


def _spellings(key: int, says: Authority) -> Iterator[Sequence[Any]]:
    own = {match_key(name.text) for name in says.names}
    for position, one in enumerate(spellings(says)):
        yield (
            key, position, one.text, one.folded, one.rule, one.folded in own, one.partial,
            one.abbreviated,
        )  # fmt: skip


def _joined(kept: StoredAuthority, other: StoredAuthority) -> Authority:
    """What both say. Of two that differ both stand; nothing is chosen between them."""
    one, two = kept.says, other.says
    known = {name.text for name in one.names}
    gone = {kept.identifier, other.identifier}
    return replace(
        one,
        variants=one.variants + [name for name in two.names if name.text not in known],
        dates=one.dates + [date for date in two.dates if date not in one.dates],
        relations=[
            relation
            for relation in [
                *one.relations,
                *(new for new in two.relations if new not in one.relations),
            ]
            if relation.authority not in gone
        ],
        coordinates=one.coordinates or two.coordinates,
        identifiers=one.identifiers
        + [number for number in two.identifiers if number not in one.identifiers],
        sources=one.sources + [source for source in two.sources if source not in one.sources],
        values=_all_said(one.values, two.values),
        extra=_all_said(one.extra, two.extra),
    )


def _all_said(one: dict[str, list[Any]], two: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        name: [
            *one.get(name, []),
            *(new for new in two.get(name, []) if new not in one.get(name, [])),
        ]
        for name in {**one, **two}
    }


_STRENGTH = {Mention.State.CONFIRMED: 2, Mention.State.REJECTED: 1, Mention.State.SUGGESTED: 0}


def _move_mentions(mentions: Any, target: StoredAuthority) -> None:
    """Gives mentions to another authority; where it has the same one, what somebody decided
    is kept, and a confirmation before a rejection."""
    known = {_place(one): one for one in Mention.objects.filter(authority=target)}
    for mention in mentions:
        same = known.get(_place(mention))
        if same is None:
            mention.authority = target
            mention.save(update_fields=["authority"])
        elif _STRENGTH[mention.state] > _STRENGTH[same.state]:
            same.delete()
            mention.authority = target
            mention.save(update_fields=["authority"])
        else:
            mention.delete()


def _give_mentions(row: StoredAuthority, made: StoredAuthority) -> None:
    """The mentions by the new authority's own names, and by spellings only it has."""
    kept = set(row.spellings.values_list("folded", flat=True))
    kept_own = set(row.spellings.filter(is_own=True).values_list("folded", flat=True))
    own = set(made.spellings.filter(is_own=True).values_list("folded", flat=True))
    others = set(made.spellings.values_list("folded", flat=True))
    given = (own - kept_own) | (others - kept)
    moved = [one for one in row.mentions.all() if not given.isdisjoint(_base_forms(one.words))]
    _move_mentions(moved, made)


def _base_forms(words: str) -> set[str]:
    """What words may be the case of, as `match_key` writes it."""
    options = [nominatives(token) for token in terms(words)]
    return {" ".join(way) for way in islice(product(*options), MOST_CASES)}


def _place(mention: Mention) -> tuple[Any, ...]:
    return mention.record_id, mention.field, mention.words, mention.occurrence


def _queue_records_of(rows: Sequence[StoredAuthority]) -> None:
    identifiers = Mention.objects.filter(authority__in=rows).values_list(
        "record__identifier", flat=True
    )
    queue_for_index(identifiers.distinct().iterator())
