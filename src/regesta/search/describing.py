"""From a record as kept to the entry an index holds of it; derived from FIELDS."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec
from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from regesta.catalog.inserting import among
from regesta.catalog.models import AuthoritySpelling, Membership, Mention, StoredRecord
from regesta.catalog.visibility import visible_from
from regesta.description.fields import FACET_OF_KIND, FACETS, Field, Shape, Tier, fields_in_tier
from regesta.description.mentions import DOUBTFUL
from regesta.description.record import AccessStatus, Record, read_record
from regesta.search.entries import Entry, decades, tokens_of, tokens_of_names
from regesta.search.results import Card, CardDate

AT_ONCE = 500  # records that are held in memory, with their texts and mentions

log = logging.getLogger(__name__)

Collections = list[dict[str, str]]  # of a card: identifier and title of each


def entries_of(identifiers: Iterable[str]) -> Iterator[Entry]:
    """The entries of those of the records that exist."""
    left = iter(identifiers)
    while some := list(islice(left, AT_ONCE)):
        yield from _entries(some)


def _entries(identifiers: Sequence[str]) -> Iterator[Entry]:
    rows = (
        StoredRecord.objects.filter(identifier__in=identifiers)
        .order_by("pk")
        # The bare text, read straight into a record: data in between takes twice as long.
        .annotate(text=Cast("description", TextField()))
        .values_list(
            "pk", "identifier", "revision", "publication", "text", "parent__identifier", "position"
        )
    )
    found = list(rows)
    keys = [row[0] for row in found]
    collections, mentions = _collections_of(keys), _mentions_of(keys)
    names = _names_of({one.authority for some in mentions.values() for one in some})
    for key, identifier, revision, publication, text, above, position in found:
        try:
            record = read_record(text)
        except msgspec.ValidationError as error:
            # One record that cannot be read must not keep all others from being found.
            log.error("The record %s cannot be read and is not in the index: %s", identifier, error)
            continue
        yield Entry(
            identifier=identifier,
            number=key,
            revision=revision,
            visible_from=visible_from(publication, record),
            tiers={tier: tokens for tier in Tier if (tokens := _tier_tokens(record, tier))},
            extent=record.primary_date.extent,
            facets=facet_values(record, collections.get(key, []), mentions.get(key, ())),
            words=_words(record, collections.get(key, []), mentions.get(key, ()), names),
            card=card_of(record, collections.get(key, [])),
            above=above or "",
            position=position,
        )


def facets_of(row: StoredRecord) -> dict[str, list[str]]:
    """The values of each facet of one record, as its entry has them."""
    collections, mentions = _collections_of([row.pk]), _mentions_of([row.pk])
    return facet_values(row.says, collections.get(row.pk, []), mentions.get(row.pk, ()))


def _collections_of(keys: Sequence[int]) -> dict[int, Collections]:
    """The collections of records, by the key of the record."""
    found: dict[int, Collections] = defaultdict(list)
    rows = Membership.objects.filter(among("record", keys)).order_by("pk")
    for key, identifier, title in rows.values_list(
        "record_id", "collection__identifier", "collection__title"
    ):
        found[key].append({"identifier": identifier, "title": title})
    return found


class SpokenOf(NamedTuple):
    """A mention, as far as an index asks: a model of each would take most of the time."""

    field: str
    words: str
    occurrence: int
    state: str
    certainty: str
    authority: int
    kind: str
    identifier: str


_OF_MENTION = (
    "record_id", "field", "words", "occurrence", "state", "certainty", "authority_id",
    "authority__kind", "authority__identifier",
)  # fmt: skip


def _mentions_of(keys: Sequence[int]) -> dict[int, list[SpokenOf]]:
    """The mentions of records by the key of the record, without those that nobody counts:
    rejected ones, and those whose words are gone."""
    found: dict[int, list[SpokenOf]] = defaultdict(list)
    rows = Mention.objects.filter(among("record", keys), start__isnull=False)
    rows = rows.exclude(state=Mention.State.REJECTED).order_by("pk")
    for key, *mention in rows.values_list(*_OF_MENTION):
        found[key].append(SpokenOf._make(mention))
    return found


def facet_values(
    record: Record, collections: Collections, mentions: Sequence[SpokenOf]
) -> dict[str, list[str]]:
    """The values of each facet; `regesta.search.finding` has words for them."""
    values: dict[str, list[str]] = {
        "decade": decades(record.primary_date),
        "collection": [one["identifier"] for one in collections],
    }
    found: dict[str, dict[str, None]] = {name: {} for name in _NAMING_FACETS}
    for kind, value in _spoken_of(record, mentions):
        if (name := FACET_OF_KIND.get(kind)) is not None:
            found[name][value] = None
    return values | {name: list(some) for name, some in found.items()}


_NAMING_FACETS = tuple(facet.name for facet in FACETS if facet.kinds)


def _spoken_of(record: Record, mentions: Sequence[SpokenOf]) -> Iterator[tuple[str, str]]:
    """Kind and identifier of whatever the record speaks of; the name alone of those that
    it lists and that no authority is known for."""
    counted = [one for one in mentions if _counts(one, record)]
    listed = {(one.field, one.words, one.occurrence): one for one in counted}
    for name in ("agents", "subjects"):
        met: Counter[str] = Counter()
        for one in getattr(record, name):
            mention = listed.get((name, one.name, met[one.name]))
            met[one.name] += 1
            if mention is None:
                yield one.kind, one.name
    for mention in counted:
        yield mention.kind, mention.identifier


def _names_of(authorities: set[int]) -> dict[int, list[str]]:
    """The names of authorities that somebody wrote down, by their key."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = AuthoritySpelling.objects.filter(authority__in=authorities, is_own=True)
    for key, text in rows.order_by("pk").values_list("authority_id", "text"):
        found[key].append(text)
    return found


def _words(
    record: Record,
    collections: Collections,
    mentions: Sequence[SpokenOf],
    names: dict[int, list[str]],
) -> dict[str, list[str]]:
    """What is found where a field is asked for by its name, whatever spelling is typed."""
    languages = [one.text for one in record.values.get("language", ())]
    counted = [one for one in mentions if _counts(one, record)]
    found = {
        "collection": dict.fromkeys(one["title"] for one in collections),
        "language": dict.fromkeys([*languages, *(one.language for one in record.texts)]),
        **{name: {} for name in _NAMING_FACETS},
    }
    for some in (record.agents, record.subjects):
        for one in some:
            if (name := FACET_OF_KIND.get(one.kind)) is not None:
                found[name][one.name] = None
    for authority, kind in dict.fromkeys((one.authority, one.kind) for one in counted):
        if (name := FACET_OF_KIND.get(kind)) is not None:
            found[name].update(dict.fromkeys(names[authority]))
    return {name: tokens for name, said in found.items() if (tokens := tokens_of_names(said))}


def _counts(mention: SpokenOf, record: Record) -> bool:
    """Whether a facet counts the mention: what was confirmed, and, as the archive is set,
    what is suggested and not doubtful."""
    if mention.field == "texts" and record.access.status is AccessStatus.METADATA_ONLY:
        return False
    if mention.state == Mention.State.SUGGESTED:
        return bool(settings.COUNT_SUGGESTIONS) and mention.certainty != DOUBTFUL
    return mention.state == Mention.State.CONFIRMED


def card_of(record: Record, collections: Collections) -> Card:
    """What a list shows of a record."""
    title, summary = record.statement("title"), record.statement("scope_and_content")
    return Card(
        title=title.text if title else "",
        title_language=title.language if title else "",
        summary=summary.text if summary else "",
        summary_language=summary.language if summary else "",
        date=CardDate.of(record.primary_date),
        collections=collections,
    )


def _tier_tokens(record: Record, tier: Tier) -> list[str]:
    statements = [
        wording for field in fields_in_tier(tier) for wording in _wordings(record, field) if wording
    ]
    if tier is Tier.TEXT:
        # What no field holds, and dates that are only words, can still be found.
        statements += [one.text for values in record.extra.values() for one in values]
        statements += [date.date.text for date in record.dates]
    return tokens_of_names(statements) if tier is Tier.NAMES else tokens_of(statements)


def _wordings(record: Record, field: Field) -> Iterable[str]:
    if field.shape is Shape.STATEMENTS:
        return [statement.text for statement in record.values.get(field.name, ())]
    return _WORDINGS[field.shape](record)


def _open_texts(record: Record) -> list[str]:
    if record.access.status is AccessStatus.METADATA_ONLY:
        return []
    return [paragraph.text for text in record.texts for paragraph in text.paragraphs]


_WORDINGS: dict[Shape, Callable[[Record], list[str]]] = {
    Shape.IDENTIFIERS: lambda record: [one.value for one in record.identifiers],
    Shape.REFERENCES: lambda record: [
        f"{one.repository} {one.text}".strip() for one in record.references
    ],
    Shape.AGENTS: lambda record: [one.name for one in record.agents],
    Shape.SUBJECTS: lambda record: [one.name for one in record.subjects],
    Shape.TEXTS: _open_texts,
    Shape.MARKINGS: lambda record: [one.text for one in record.markings],
}
