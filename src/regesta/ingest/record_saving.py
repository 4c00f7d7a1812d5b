"""The records of an import, on their way into the archive batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from regesta.catalog.actors import Actor
from regesta.catalog.models import Publication, Revision, StoredFile, StoredRecord
from regesta.catalog.verbs import Change, save_records
from regesta.description.mentions import Proposal
from regesta.description.record import Record, from_data
from regesta.formats.reading import Mark, Reading
from regesta.ingest import record_problems
from regesta.ingest.conflicts import differences, last_from_source, reconciled
from regesta.ingest.gathering import Gathering
from regesta.ingest.keeping import Keeper, unreadable
from regesta.ingest.ledger import Ledger
from regesta.ingest.marks import proposal_of
from regesta.ingest.matching import Known, Match, Matcher
from regesta.ingest.merging import merged, stamped
from regesta.ingest.naming import Namer
from regesta.ingest.options import Options
from regesta.ingest.report import CREATED, UPDATED, WITHDRAWN, Telling

_Made = tuple[Reading, Change]
_Differences = list[tuple[str, str, str]]


@dataclass(slots=True)
class RecordSaver:
    """Finds what each reading speaks of, and makes, changes, withdraws or leaves it."""

    options: Options
    actor: Actor
    keeper: Keeper
    gathering: Gathering
    namer: Namer
    progress: Callable[[int], None]
    authorities: dict[str, str]  # by the keys that marks of the source name
    ledger: Ledger = field(default_factory=Ledger)
    place: int = 0  # received order, over all sources of the import
    matcher: Matcher = field(init=False)

    def __post_init__(self) -> None:
        self.matcher = Matcher(self.ledger)

    def save(self, batch: Sequence[Reading], telling: Telling) -> None:
        if not batch:
            return
        matches = self.matcher.match(batch)
        if not self.options.dry_run and any(_refusal(match) is None for match in matches):
            self.keeper.begin(telling.source)
        changes = _Batch(self, matches, telling).changes()
        if changes and not self.options.dry_run:
            rows = save_records([change for _, change in changes], actor=self.actor)
            for (reading, _), row in zip(changes, rows, strict=True):
                self.matcher.claim(reading, row.identifier)
                if reading.key:
                    self.ledger.place(reading.key, row.pk)
                self.gathering.wait(row.pk, self.place)
        self.progress(len(batch))


class _Batch:
    """What one batch of readings changes."""

    def __init__(self, saver: RecordSaver, matches: Sequence[Match], telling: Telling) -> None:
        self.saver = saver
        self.options = saver.options
        self.keeper = saver.keeper
        self.matches = matches
        self.telling = telling
        self.counts = telling.counts
        above = {match.reading.parent for match in matches if match.reading.parent}
        self.places = saver.ledger.places(above) if above else {}
        self.made: dict[str, Change] = {}  # by the key of the reading

    def changes(self) -> list[_Made]:
        found = []
        for match in self.matches:
            self.saver.place += 1
            for reading, change in self._taken(match):
                if reading.parent:
                    change.parent = self._above(reading, change)
                if reading.key:
                    self.made[reading.key] = change
                found.append((reading, change))
        return found

    def _taken(self, match: Match) -> Iterator[_Made]:
        reading, known = match.reading, match.known
        if (refusal := _refusal(match)) is not None:
            self.telling.problem(record_problems.problem_of(refusal, reading))
            self.counts.rejected += 1
        elif match.repeats is not None or (reading.deleted and known is None):
            self.counts.unchanged += 1
        elif known is None:
            self.counts.created += 1
            self._note(CREATED, reading)
            yield reading, self._creation(reading)
        elif reading.deleted:
            yield from self._withdrawal(known, reading)
        elif known.row is not None and known.row.undone_id is not None:
            self.counts.created += 1
            self._note(CREATED, reading)
            change = self._creation(reading)
            change.stored, change.revives = known.row, True
            yield reading, change
        else:
            yield from self._update(known, reading)

    def _above(self, reading: Reading, change: Change) -> StoredRecord | Change | None:
        """The record that a change stands below, as the source says."""
        above = self.made.get(reading.parent)
        if above is not None and above is not change:
            return above
        if reading.parent in self.places:
            return StoredRecord(pk=self.places[reading.parent])
        self.telling.problem(record_problems.problem_of("parent-missing", reading))
        return None

    def _creation(self, reading: Reading) -> Change:
        record, files = self._with_files(reading.record, reading)
        if record.origin is None:
            record = replace(record, origin=self.keeper.origin(reading))
        if self.options.dry_run:
            known = Known(record, identifier=f"trial {self.saver.place}")
            self.saver.matcher.remember(reading, known)
            self.saver.matcher.claim(reading, known.identifier)
        return Change(
            record=record,
            publication=self._publication(reading),
            identifier=reading.identifier,
            position=self.saver.place,
            collections=self.saver.gathering.membership(reading, self.saver.place),
            source=self.keeper.from_source(reading),
            mentions=self._mentions(record, reading.marks),
            files=files,
        )

    def _publication(self, reading: Reading) -> Publication:
        """What the source says of a record of its own, but a draft where drafts were asked."""
        if self.options.publication == Publication.DRAFT or reading.publication == "draft":
            return Publication.DRAFT
        return Publication.PUBLIC

    def _update(self, known: Known, reading: Reading) -> Iterator[_Made]:
        said, files = self._with_files(
            stamped(reading.record, self.keeper.origin(reading)), reading
        )
        record = self._reconciled(known, merged(known.record, said), reading)
        moves = self._moves(known, reading)
        returns = _went_at_source(known.row)
        is_same = record == known.record and not moves and not returns
        if is_same and not self.saver.gathering.joins(known):
            self._leave(known, reading)
            return
        if record_problems.is_doubtful(known.record, record):
            self.telling.problem(record_problems.problem_of("same-by-title", reading))
        self.counts.updated += 1
        before, known.record = known.record, record
        self._note(UPDATED, reading, lambda: differences(before, record) + moves + returns)
        if known.row is None or self.options.dry_run:
            self.saver.matcher.remember(reading, known)
        if known.row is not None:
            yield (
                reading,
                Change(
                    record=record,
                    stored=known.row,
                    publication=Publication.PUBLIC if returns else None,
                    source=self.keeper.from_source(reading),
                    collections=self.saver.gathering.membership(reading, self.saver.place),
                    mentions=self._mentions(record, reading.marks),
                    files=files,
                ),
            )

    def _leave(self, known: Known, reading: Reading) -> None:
        """Nothing is new; the record is there for those that follow."""
        self._count_unchanged(known, reading)
        self.saver.matcher.claim(reading, known.identifier)
        if known.row is not None:
            if reading.key:
                self.saver.ledger.place(reading.key, known.row.pk)
                self.places[reading.key] = known.row.pk
            self.saver.gathering.wait(known.row.pk, self.saver.place)

    def _withdrawal(self, known: Known, reading: Reading) -> Iterator[_Made]:
        """What its source says to be no more is withdrawn, but for what somebody has edited."""
        row = known.row
        if row is None or row.publication == Publication.WITHDRAWN:
            self.counts.unchanged += 1
            return
        if not self.options.prefers_source and last_from_source(row) is not None:
            self.counts.unchanged += 1
            self.telling.problem(record_problems.problem_of("deleted-at-source", reading, known))
            return
        self.counts.withdrawn += 1
        self._note(
            WITHDRAWN,
            replace(reading, record=known.record),
            lambda: [("publication", row.publication, Publication.WITHDRAWN.value)],
        )
        yield (
            reading,
            Change(
                record=known.record,
                stored=row,
                publication=Publication.WITHDRAWN,
                reason="Its source says that it is no more.",
                source=self.keeper.from_source(reading),
            ),
        )

    def _moves(self, known: Known, reading: Reading) -> _Differences:
        """The change of what a record stands below, where the source says another."""
        if known.row is None or not reading.parent:
            return []
        above = self.places.get(reading.parent)
        if above is None and (change := self.made.get(reading.parent)) is not None:
            above = change.stored.pk if change.stored is not None else 0  # 0: not made yet
        if above is None or above == known.row.parent_id:
            return []
        before = known.row.parent.identifier if known.row.parent else ""
        return [("parent", before, reading.parent)]

    def _reconciled(self, known: Known, wanted: Record, reading: Reading) -> Record:
        """What the source says, but for what somebody has edited since a source last spoke."""
        if known.row is None or wanted == known.record:
            return wanted
        base = last_from_source(known.row)
        if base is None:
            return wanted
        prefers_source = self.options.prefers_source
        record, conflicts = reconciled(base, known.record, wanted, prefer_source=prefers_source)
        for conflict in conflicts:
            problem = record_problems.edited_since(
                reading, known.record, *conflict, prefers_source=prefers_source
            )
            self.telling.problem(problem)
        return record

    def _with_files(self, record: Record, reading: Reading) -> tuple[Record, list[StoredFile]]:
        """The record with the files that belong to it."""
        if not reading.files or self.options.dry_run:
            return record, []
        return self.keeper.with_files(
            record,
            reading.files,
            lambda name, error: self.telling.problem(unreadable(name, reading, error)),
        )

    def _mentions(self, record: Record, marks: Sequence[Mark]) -> Sequence[Proposal]:
        """Whom the record speaks of: as its source marks it, and as names tell elsewhere."""
        if self.options.dry_run:
            return ()
        marked = [
            proposal
            for mark in marks
            if (authority := self.saver.authorities.get(mark.authority))
            and (proposal := proposal_of(mark, authority, record)) is not None
        ]
        found = self.saver.namer.read(record)
        if not marked:
            return found
        by_place: dict[tuple[str, str], list[Proposal]] = {}
        for one in marked:
            by_place.setdefault((one.field, one.part), []).append(one)
        return marked + [
            one
            for one in found
            if not any(_overlap(one, other) for other in by_place.get((one.field, one.part), ()))
        ]

    def _count_unchanged(self, known: Known, reading: Reading) -> None:
        """A record this very import made or changed before it was interrupted counts as
        made or changed."""
        row = known.row
        numbers = self.keeper.numbers_before.get((self.telling.source.name, row.pk if row else 0))
        if not numbers or row is None:
            self.counts.unchanged += 1
        elif 1 in numbers:
            self.counts.created += 1
            self._note(CREATED, reading)
        else:
            self.counts.updated += 1
            before = row.revisions.get(number=min(numbers) - 1)
            base = from_data(before.description, Record)
            self._note(UPDATED, reading, lambda: differences(base, known.record))

    def _note(self, what: str, reading: Reading, fields: Callable[[], _Differences] = list) -> None:
        self.telling.change(what, reading.position, record_problems.name_of(reading), fields)


def _refusal(match: Match) -> str | None:
    """The code of the problem for which a reading is refused, if it is."""
    if match.several:
        return "which-record"
    if match.reading.named is not None and match.known is None:
        return "nothing-to-complete"
    return None


def _went_at_source(row: StoredRecord | None) -> _Differences:
    """That a record comes back which an import had withdrawn, since its source had said that
    it was no more; what a person has withdrawn stays so."""
    if row is None or row.publication != Publication.WITHDRAWN:
        return []
    last = row.revisions.order_by("-number").first()
    if last is None or last.verb != Revision.Verb.IMPORT:
        return []
    return [("publication", Publication.WITHDRAWN.value, Publication.PUBLIC.value)]


def _overlap(one: Proposal, other: Proposal) -> bool:
    """Whether two mentions of one text share any words."""
    return one.start < other.end and other.start < one.end
