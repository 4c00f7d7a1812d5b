"""Finding the record a reading speaks of among those that are there.

By identifiers where the source gives them; files also by their content (see
`regesta.ingest.moved`); otherwise by date and title, by the rule of
`regesta.catalog.matching`. Two readings of one source that have the same date and title
but different summaries are two records when the source's own count numbers them apart,
or, where it does not count, when they stand on one page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from regesta.catalog.matching import key_of as named_key
from regesta.catalog.matching import match_key, plain
from regesta.catalog.models import RecordIdentifier, StoredRecord
from regesta.description.record import Record, read_record, to_data, to_json
from regesta.formats.reading import Reading
from regesta.ingest.ledger import Claim, Ledger
from regesta.ingest.moved import choose, rows_by_content


@dataclass(slots=True, eq=False)
class Known:
    """A record that is there; ``row`` is None for one that a trial run would make."""

    record: Record
    identifier: str
    row: StoredRecord | None = None
    collections: set[int] = field(default_factory=set)  # keys of the rows


@dataclass(frozen=True, slots=True)
class Match:
    """What a reading speaks of: a known record, or none, and then a new one.

    ``repeats`` is the earlier reading of the batch that says the same; ``several`` is
    true where more than one record might be meant and nothing decides.
    """

    reading: Reading
    known: Known | None = None
    repeats: Reading | None = None
    several: bool = False


def tells_apart(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether two places of a source, each a page and a number, are of two records."""
    if one[1] is not None and other[1] is not None:
        return one[1] != other[1]
    return one[0] == other[0]


class Matcher:
    """Matches the readings of one source, batch by batch, in order."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._is_trial = False

    def match(self, readings: Sequence[Reading]) -> list[Match]:
        """A match for each reading, in order. Readings of equal key in one batch must be
        different records, or say the same."""
        groups: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            groups[key_of(reading)].append(reading)
        known = self._look_up(groups)
        if any(reading.contents for reading in readings):
            self._follow_files(readings, known)
        claims = self._ledger.claims(key for key in groups if known.get(key))
        matches = {
            id(match.reading): match
            for key, group in groups.items()
            for match in _match_group(
                group, _unclaimed(group, known.get(key, ()), claims.get(key, ()))
            )
        }
        return [matches[id(reading)] for reading in readings]

    def claim(self, reading: Reading, identifier: str) -> None:
        """Notes which record a reading was found to speak of."""
        self._ledger.claim(key_of(reading), Claim(identifier, reading.page, reading.number))

    def remember(self, reading: Reading, known: Known) -> None:
        """Counts a record as there, or as changed, although it is not stored: for trials."""
        self._is_trial = True
        self._ledger.remember(key_of(reading), known.identifier, to_json(to_data(known.record)))

    def _follow_files(self, readings: Sequence[Reading], known: dict[str, list[Known]]) -> None:
        """Leaves each reading of files the one record that its files belong to, wherever they
        lay when it was made; a record belongs to one reading of the source."""
        by_content: dict[str, list[Known]] = defaultdict(list)
        for content, row in rows_by_content(readings):
            by_content[content].append(_known(row))
        every = [one for some in (*known.values(), *by_content.values()) for one in some]
        claims = self._ledger.claims({_owner(one) for one in every})
        owners = {owner: claim.identifier for owner, (claim, *_) in claims.items()}

        def free(candidates: Sequence[Known], key: str) -> list[Known]:
            return [one for one in candidates if owners.get(_owner(one), key) == key]

        for reading in readings:
            if reading.contents is None:
                continue
            key = key_of(reading)
            here = free(known.get(key, ()), key)
            others = {
                content: free(by_content[content], key)
                for content in reading.contents.own & by_content.keys()
            }
            chosen = choose(
                reading,
                [one.record for one in here],
                {content: [one.record for one in some] for content, some in others.items()},
            )
            all_of_them = [*here, *(one for some in others.values() for one in some)]
            known[key] = [one for one in all_of_them if one.record is chosen][:1]
            for one in known[key]:
                owners[_owner(one)] = key
                self._ledger.claim(_owner(one), Claim(key, 0, None))

    def _look_up(self, wanted: Collection[str]) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = defaultdict(list)
        described = [key for key in wanted if not key.startswith("\n")]
        rows = StoredRecord.objects.filter(match_key__in=described).order_by("pk")
        for row in rows.prefetch_related("memberships"):
            found[row.match_key].append(_known(row))
        own = [key[2:] for key in wanted if key.startswith("\n\t")]
        for row in StoredRecord.objects.filter(identifier__in=own).prefetch_related("memberships"):
            found[f"\n\t{row.identifier}"].append(_known(row))
        names = [key.split("\n")[1:] for key in wanted if key.count("\n") == 2]
        # The schemes are few, and the values alone have no index.
        named = RecordIdentifier.objects.filter(
            scheme__in={scheme for scheme, _ in names}, value__in=[value for _, value in names]
        )
        for other in named.select_related("record").prefetch_related("record__memberships"):
            key = f"\n{other.scheme}\n{other.value}"
            if key in wanted:
                found[key].append(_known(other.record))
        if self._is_trial:
            for key, identifier, record in self._ledger.remembered(wanted):
                there = next((one for one in found[key] if one.identifier == identifier), None)
                if there is not None:
                    there.record = read_record(record)
                else:
                    found[key].append(Known(read_record(record), identifier))
        return found


def _owner(known: Known) -> str:
    """The key under which stands whose files a record is."""
    return f"\n\t\t{known.identifier}"


def _unclaimed(
    group: Sequence[Reading], candidates: Sequence[Known], claims: Sequence[Claim]
) -> list[Known]:
    """The candidates without those that another reading of this source speaks of, unless
    one of the group says the same as they do."""
    claimed = {
        claim.identifier
        for claim in claims
        if all(
            tells_apart((claim.page, claim.number), (reading.page, reading.number))
            for reading in group
        )
    }
    summaries = {_summary(reading.record) for reading in group} if claimed else set()
    return [
        known
        for known in candidates
        if known.identifier not in claimed or _summary(known.record) in summaries
    ]


def key_of(reading: Reading) -> str:
    """What a reading is looked up by: the name it gives, its identifier in this archive or
    another one, or date and title."""
    if reading.named is not None:
        return named_key(reading.named.date, reading.named.title)
    if reading.identifier:
        return f"\n\t{reading.identifier}"
    for identifier in reading.record.identifiers:
        return f"\n{identifier.scheme}\n{identifier.value}"
    return match_key(reading.record)


def _known(row: StoredRecord) -> Known:
    return Known(
        row.says, row.identifier, row, {one.collection_id for one in row.memberships.all()}
    )


def _match_group(group: list[Reading], candidates: list[Known]) -> Iterator[Match]:
    """Equal summaries first; then what is left, if only one thing can be meant."""
    if len(group) == 1 and not candidates:
        yield Match(group[0])
        return
    left: list[Reading] = []
    distinct: dict[str, Reading] = {}
    for reading in group:
        summary = _summary(reading.record)
        same = next((known for known in candidates if _summary(known.record) == summary), None)
        if summary in distinct and reading.named is None:
            yield Match(reading, repeats=distinct[summary])
        elif same is not None:
            distinct[summary] = reading
            candidates = [known for known in candidates if known is not same]
            yield Match(reading, same)
        else:
            distinct[summary] = reading
            left.append(reading)
    for reading in left:
        if len(left) == len(candidates) == 1:
            yield Match(reading, candidates[0])
        else:
            yield Match(reading, several=bool(candidates))


def _summary(record: Record) -> str:
    return plain(record.text("scope_and_content"))
