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
from regesta.description.record import Record
from regesta.formats.reading import Reading
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


@dataclass(frozen=True, slots=True)
class _Claim:
    """A record that a reading of this source was found to speak of."""

    identifier: str
    page: int
    number: int | None

    def is_of_another(self, reading: Reading) -> bool:
        """Whether the source itself tells the two readings apart."""
        return tells_apart((self.page, self.number), (reading.page, reading.number))


def tells_apart(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether two places of a source, each a page and a number, are of two records."""
    if one[1] is not None and other[1] is not None:
        return one[1] != other[1]
    return one[0] == other[0]


class Matcher:
    """Matches the readings of one source, batch by batch, in order."""

    def __init__(self) -> None:
        self._trial: dict[str, list[Known]] = defaultdict(list)
        self._claims: dict[str, list[_Claim]] = defaultdict(list)
        self._taken: dict[str, str] = {}  # by readings of files: their keys, by record

    def match(self, readings: Sequence[Reading]) -> list[Match]:
        """A match for each reading, in order. Readings of equal key in one batch must be
        different records, or say the same."""
        groups: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            groups[key_of(reading)].append(reading)
        known = self._look_up(groups)
        self._follow_files(readings, known)
        matches = {
            id(match.reading): match
            for key, group in groups.items()
            for match in _match_group(group, self._unclaimed(key, group, known[key]))
        }
        return [matches[id(reading)] for reading in readings]

    def claim(self, reading: Reading, identifier: str) -> None:
        """Notes which record a reading was found to speak of."""
        claim = _Claim(identifier, reading.page, reading.number)
        self._claims[key_of(reading)].append(claim)

    def remember(self, reading: Reading, known: Known) -> None:
        """Counts a record as there although it is not stored: for trial runs."""
        self._trial[key_of(reading)].append(known)

    def _unclaimed(self, key: str, group: list[Reading], candidates: list[Known]) -> list[Known]:
        """The candidates without those that another reading of this source speaks of,
        unless one of the group says the same as they do."""
        if not candidates:
            return []
        claimed = {
            claim.identifier
            for claim in self._claims.get(key, ())
            if all(claim.is_of_another(reading) for reading in group)
        }
        summaries = {_summary(reading.record) for reading in group}
        return [
            known
            for known in candidates
            if known.identifier not in claimed or _summary(known.record) in summaries
        ]

    def _follow_files(self, readings: Sequence[Reading], known: dict[str, list[Known]]) -> None:
        """Leaves each reading of files the one record that its files belong to, wherever they
        lay when it was made."""
        by_content: dict[str, list[Known]] = defaultdict(list)
        for content, row in rows_by_content(readings):
            by_content[content].append(_known(row))
        for reading in readings:
            if reading.contents is None:
                continue
            key = key_of(reading)
            others = {
                content: [one.record for one in by_content[content] if self._is_free(one, key)]
                for content in reading.contents.own & by_content.keys()
            }
            here = [one.record for one in known[key] if self._is_free(one, key)]
            chosen = choose(reading, here, others)
            every = [*known[key], *(one for some in others for one in by_content[some])]
            known[key] = [one for one in every if one.record is chosen][:1]
            self._taken.update({one.identifier: key for one in known[key]})

    def _is_free(self, known: Known, key: str) -> bool:
        """Whether no other reading of files speaks of the record."""
        return self._taken.get(known.identifier, key) == key

    def _look_up(self, wanted: Collection[str]) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = defaultdict(list)
        for key in wanted:
            found[key].extend(self._trial.get(key, ()))
        rows = StoredRecord.objects.filter(match_key__in=wanted).order_by("pk")
        for row in rows.prefetch_related("memberships"):
            found[row.match_key].append(_known(row))
        own = [key[2:] for key in wanted if key.startswith("\n\t")]
        for row in StoredRecord.objects.filter(identifier__in=own).prefetch_related("memberships"):
            found[f"\n\t{row.identifier}"].append(_known(row))
        names = [key.split("\n")[1:] for key in wanted if key.count("\n") == 2]
        named = RecordIdentifier.objects.filter(value__in=[value for _, value in names])
        for other in named.select_related("record").prefetch_related("record__memberships"):
            key = f"\n{other.scheme}\n{other.value}"
            if key in wanted:
                found[key].append(_known(other.record))
        return found


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
