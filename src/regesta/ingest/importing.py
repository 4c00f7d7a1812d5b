"""An import: one run of bringing something in, reported line by line and repeatable."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TextIO

from regesta.catalog.actors import Actor
from regesta.catalog.authorities import save_authorities
from regesta.catalog.collections import (
    add_to_collection,
    find_collection_titled,
    open_collection,
    say_of_collection,
)
from regesta.catalog.models import (
    Publication,
    StoredAuthority,
    StoredCollection,
    StoredFile,
    StoredRecord,
)
from regesta.catalog.verbs import Change, save_records
from regesta.description import authority
from regesta.description.mentions import Proposal
from regesta.description.record import Collection, Record, from_data
from regesta.formats.folder import Arrangement
from regesta.formats.reading import (
    AuthorityReading,
    CollectionReading,
    Expected,
    Item,
    Problem,
    Reading,
    Severity,
)
from regesta.ingest.authorities import (
    Matching,
    Taken,
    change_of,
    match_authorities,
    problem_of,
    tie,
)
from regesta.ingest.conflicts import differences, last_from_source, reconciled
from regesta.ingest.keeping import Keeper, unreadable
from regesta.ingest.marks import proposal_of
from regesta.ingest.matching import Known, Match, Matcher, key_of, tells_apart
from regesta.ingest.merging import merged, stamped
from regesta.ingest.naming import Namer, catch_up
from regesta.ingest.rejects import write_rejects
from regesta.ingest.report import Report, ReportedChange, SourceReport
from regesta.ingest.sources import Limits, Source, Wish, Workshop, sources_of
from regesta.preservation.files import FileStore

BATCH = 1_000  # records saved in one transaction
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What an import is asked to do."""

    collection: str = ""
    publication: Publication = Publication.PUBLIC
    dry_run: bool = False
    format_name: str = ""
    encoding: str = ""
    mapping: dict[str, Any] = field(default_factory=dict)  # of columns, as somebody said
    arrangement: Arrangement = field(default_factory=Arrangement)  # of files into records
    prefer: str = "archive"  # or "source": whose word counts where somebody has edited
    limits: Limits = field(default_factory=Limits)
    rejects: TextIO | None = None  # where rows that are refused are written

    @property
    def wishes(self) -> list[str]:
        """What tells two imports of the same sources apart."""
        mapping = json.dumps(self.mapping, sort_keys=True, default=str)
        said = [self.collection, self.publication, self.format_name, self.encoding, mapping]
        return [*said, *self.arrangement.as_words]

    @property
    def wish(self) -> Wish:
        return Wish(
            format_name=self.format_name,
            encoding=self.encoding,
            mapping=self.mapping,
            arrangement=self.arrangement,
            limits=self.limits,
        )


def import_sources(
    names: Sequence[str],
    options: Options,
    *,
    actor: Actor,
    files: FileStore,
    progress: Progress | None = None,
) -> Report:
    """Brings in the sources, as one import, and reports.

    The caller sees to it that one import runs at a time; so an import that is found
    *running* was interrupted, and the same sources with the same options continue it.
    """
    report = Report()
    with Workshop() as workshop:
        loaded: list[tuple[Source, SourceReport]] = []
        for name in names:
            for found in sources_of(name, options.wish, workshop):
                if isinstance(found, Problem):
                    report.problems.append(found)
                    if found.rejected:
                        refused = SourceReport(found.where or name, rejected=found.rejected)
                        report.sources.append(refused)
                    continue
                counts = SourceReport(found.name, found.format.name)
                report.sources.append(counts)
                loaded.append((found, counts))
        sources = [source for source, _ in loaded]
        keeper = Keeper(actor, files, sources, options.wishes)
        run = _Run(options, actor, keeper, report, progress, title=options.collection)
        for source, counts in loaded:
            before = len(report.problems)
            run.bring_in(source, counts)
            if options.rejects is not None:
                write_rejects(source, report.problems[before:], options.rejects)
        run.finish()
    return report


@dataclass(slots=True)
class _Run:
    """The state of one import under way."""

    options: Options
    actor: Actor
    keeper: Keeper
    report: Report
    progress: Progress | None
    matcher: Matcher = field(default_factory=Matcher)
    collection: StoredCollection | None = None
    title: str = ""  # of the collection the records belong to
    said_of_collection: list[Collection] = field(default_factory=list)
    # Keys and places of records whose collection is not known yet: numbers, since a large
    # source has a million of them.
    without_collection: array[int] = field(default_factory=lambda: array("q"))
    place: int = 0  # received order, over all sources of the import
    rows_by_key: dict[str, int] = field(default_factory=dict)  # of the source under way
    authorities_by_key: dict[str, str] = field(default_factory=dict)
    collections: dict[str, StoredCollection] = field(default_factory=dict)
    namer: Namer = field(default_factory=Namer)

    def bring_in(self, source: Source, counts: SourceReport) -> None:
        """Reads one source to its end, saving batch by batch."""
        self.matcher = self.matcher if self.options.dry_run else Matcher()
        self.keeper.source = None
        self.rows_by_key, self.authorities_by_key = {}, {}
        batch: list[Reading] = []
        authorities: list[AuthorityReading] = []
        places: dict[str, list[tuple[int, int | None]]] = {}
        for item in self._read(source):
            if isinstance(item, AuthorityReading):
                counts.read += 1
                authorities.append(item)
                continue
            if not isinstance(item, Reading):
                self._note(item, source, counts)
                continue
            if authorities:  # the records may mark them
                self._save_authorities(authorities, source, counts)
                authorities = []
            counts.read += 1
            key, place = key_of(item), (item.page, item.number)
            met = places.setdefault(key, [])
            if len(batch) >= BATCH or not all(tells_apart(place, one) for one in met):
                self._save(batch, source, counts)
                batch, places = [], {key: []}
            batch.append(item)
            places[key].append(place)
        self._save(batch, source, counts)
        self._save_authorities(authorities, source, counts)

    def _read(self, source: Source) -> Iterator[Item]:
        """What the source holds, up to where it stops being what it began as."""
        try:
            yield from source.format.read(source.material)
        except UnicodeDecodeError as error:
            byte = error.object[error.start] if error.object else 0
            yield Problem(
                severity=Severity.ERROR,
                code="source-encoding",
                value=f"0x{byte:02X}",
                message=f"The byte 0x{byte:02X} does not belong to {error.encoding.upper()}; what "
                "stands before it was read.",
                remedy="Save the file as UTF-8, or say what it is written in with --encoding.",
                rejected=1,
            )

    def finish(self) -> None:
        """Describes the collection, and closes the import; if nothing was taken, there is
        neither."""
        if not self.options.dry_run:
            catch_up(self.namer)
        if self.keeper.run is None:
            return
        if self.title:
            collection = self._open_collection()
            by = self.keeper.run
            keys, received = self.without_collection[::2], self.without_collection[1::2]
            for start in range(0, len(keys), BATCH):
                some = slice(start, start + BATCH)
                places = dict(zip(keys[some], received[some], strict=True))
                rows = StoredRecord.objects.filter(pk__in=places).defer("description")
                members = [(row, places[row.pk]) for row in rows]
                add_to_collection(collection, members, actor=self.actor, by=by)
            for said in self.said_of_collection:
                say_of_collection(collection, said, actor=self.actor, by=by)
        self.keeper.close(self.report)

    def _note(self, item: Item, source: Source, counts: SourceReport) -> None:
        if isinstance(item, Problem):
            counts.rejected += item.rejected
            self.report.problems.append(_located(item, source))
        elif isinstance(item, Expected):
            counts.expected = (counts.expected or 0) + item.count
            self.said_of_collection.append(Collection(expected=item.count))
        elif isinstance(item, CollectionReading):
            self.title = self.title or item.collection.text("title")
            self.said_of_collection.append(item.collection)

    def _save(self, batch: Sequence[Reading], source: Source, counts: SourceReport) -> None:
        if not batch:
            return
        matches = self.matcher.match(batch)
        if not self.options.dry_run and any(_refusal(match) is None for match in matches):
            self.keeper.begin(source)
        changes = list(self._changes(matches, source, counts))
        if changes and not self.options.dry_run:
            self._put_below(changes, source)
            rows = save_records([change for _, change in changes], actor=self.actor)
            for (reading, _), row in zip(changes, rows, strict=True):
                self.matcher.claim(reading, row.identifier)
                if reading.key:
                    self.rows_by_key[reading.key] = row.pk
                if not self.title:
                    self.without_collection.extend((row.pk, self.place))
        if self.progress:
            self.progress(len(batch))

    def _put_below(self, changes: Sequence[tuple[Reading, Change]], source: Source) -> None:
        """Gives each change the record it stands below, as the source says."""
        in_batch = {reading.key: change for reading, change in changes if reading.key}
        for reading, change in changes:
            if not reading.parent:
                continue
            above = in_batch.get(reading.parent)
            if above is not None and above is not change:
                change.parent = above
            elif reading.parent in self.rows_by_key:
                change.parent = StoredRecord(pk=self.rows_by_key[reading.parent])
            else:
                self._report("parent-missing", reading, source)

    def _save_authorities(
        self, readings: Sequence[AuthorityReading], source: Source, counts: SourceReport
    ) -> None:
        """Saves the authorities of a source. They are matched as a whole, since they may
        name each other in any order."""
        matching = match_authorities(readings)
        self._tell_of(matching, source, counts)
        if matching.taken and not self.options.dry_run:
            self.keeper.begin(source)
        changes = []
        for taken in matching.taken:
            change = change_of(taken)
            if change is not None:
                self._note_authority(taken, source)
            self._count_authority(taken.stored, change is not None, source, counts)
            if change is not None and not self.options.dry_run:
                reading = taken.reading
                origin = self.keeper.origin(reading)
                change.authority = authority.stamped(change.authority, origin)
                change.source = self.keeper.from_source(reading)
                changes.append(change)
        for start in range(0, len(changes), BATCH):
            save_authorities(changes[start : start + BATCH], actor=self.actor)
            if self.progress:
                self.progress(len(changes[start : start + BATCH]))
        if changes:
            self.namer.forget()

    def _note_authority(self, taken: Taken, source: Source) -> None:
        before = taken.stored.says if taken.stored and not taken.stored.undone_id else None
        self.report.note(
            ReportedChange(
                what="created" if before is None else "updated",
                where=f"{source.name}, {taken.reading.position}",
                record=taken.says.preferred.text,
                fields=tuple(differences(before, taken.says)) if before else (),
            )
        )

    def _tell_of(self, matching: Matching, source: Source, counts: SourceReport) -> None:
        """Reports what was refused and what leads nowhere, and remembers the keys of all."""
        for taken in matching.taken:
            if taken.reading.key:
                self.authorities_by_key[taken.reading.key] = taken.identifier
        for reading, code in matching.refused:
            problem = problem_of(reading, code)
            counts.rejected += problem.rejected
            counts.unchanged += not problem.rejected
            self.report.problems.append(_located(problem, source))
        for reading, name, count in tie(matching):
            problem = problem_of(reading, "relation-untied", name=name, count=count)
            self.report.problems.append(_located(problem, source))

    def _count_authority(
        self, stored: StoredAuthority | None, is_change: bool, source: Source, counts: SourceReport
    ) -> None:
        """One that this very import made before it was interrupted counts as made."""
        is_new = stored is None or stored.undone_id is not None
        if is_new or (stored and (source.name, stored.pk) in self.keeper.authorities_before):
            counts.created += 1
        elif is_change:
            counts.updated += 1
        else:
            counts.unchanged += 1

    def _changes(
        self, matches: Sequence[Match], source: Source, counts: SourceReport
    ) -> Iterator[tuple[Reading, Change]]:
        for match in matches:
            self.place += 1
            refusal = _refusal(match)
            if refusal is not None:
                self._report(refusal, match.reading, source)
                counts.rejected += 1
            elif match.repeats is not None:
                counts.unchanged += 1
            elif match.known is not None and _is_undone(match.known):
                counts.created += 1
                self._note_change("created", match.reading, source)
                change = self._creation(match.reading)
                change.stored, change.revives = match.known.row, True
                yield match.reading, change
            elif match.known is not None:
                yield from self._update(match.known, match.reading, source, counts)
            else:
                counts.created += 1
                self._note_change("created", match.reading, source)
                yield match.reading, self._creation(match.reading)

    def _creation(self, reading: Reading) -> Change:
        record, files = self._with_files(reading)
        if self.options.dry_run:
            known = Known(record, identifier=f"trial {self.place}")
            self.matcher.remember(reading, known)
            self.matcher.claim(reading, known.identifier)
        return Change(
            record=record,
            publication=self._publication(reading),
            identifier=reading.identifier,
            position=self.place,
            collections=self._membership(reading),
            source=self.keeper.from_source(reading),
            mentions=self._mentions(record, reading),
            files=files,
        )

    def _publication(self, reading: Reading) -> Publication:
        """What the source says of a record of its own, but a draft where drafts were asked."""
        if self.options.publication == Publication.DRAFT or reading.publication == "draft":
            return Publication.DRAFT
        return Publication.PUBLIC

    def _update(
        self, known: Known, reading: Reading, source: Source, counts: SourceReport
    ) -> Iterator[tuple[Reading, Change]]:
        said, files = self._with_files(reading)
        record = self._reconciled(known, merged(known.record, said), reading, source)
        moves = self._moves(known, reading)
        if record == known.record and not self._joins(known) and not moves:
            self._count_unchanged(known, reading, source, counts)
            self.matcher.claim(reading, known.identifier)
            if known.row and reading.key:
                self.rows_by_key[reading.key] = known.row.pk
            if known.row and not self.title:
                self.without_collection.extend((known.row.pk, self.place))
            return
        if _is_doubtful(known.record, record):
            self._report("same-by-title", reading, source)
        counts.updated += 1
        fields = differences(known.record, record) + (moves or [])
        self._note_change("updated", reading, source, fields)
        known.record = record
        if known.row is not None:
            change = Change(
                record=record, stored=known.row, source=self.keeper.from_source(reading)
            )
            change.collections = self._membership(reading)
            change.mentions = self._mentions(record, reading)
            change.files = files
            yield reading, change

    def _moves(self, known: Known, reading: Reading) -> list[tuple[str, str, str]]:
        """The change of what a record stands below, where the source says another."""
        if known.row is None:
            return []
        if reading.key:
            self.rows_by_key[reading.key] = known.row.pk
        above = self.rows_by_key.get(reading.parent) if reading.parent else None
        # What is not there yet is made by this batch: the record cannot stand below it now.
        if not reading.parent or above == known.row.parent_id:
            return []
        before = known.row.parent.identifier if known.row.parent else ""
        return [("parent", before, reading.parent)]

    def _note_change(
        self,
        what: str,
        reading: Reading,
        source: Source,
        fields: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        title = reading.record.text("title") or (reading.named.title if reading.named else "")
        self.report.note(
            ReportedChange(
                what=what,
                where=f"{source.name}, {reading.position}",
                record=title,
                fields=tuple(fields),
            )
        )

    def _reconciled(self, known: Known, wanted: Record, reading: Reading, source: Source) -> Record:
        """What the source says, but for what somebody has edited since a source last spoke."""
        if known.row is None or wanted == known.record:
            return wanted
        base = last_from_source(known.row)
        if base is None:
            return wanted
        record, conflicts = reconciled(
            base, known.record, wanted, prefer_source=self.options.prefer == "source"
        )
        for name, before, after in conflicts:
            self.report.problems.append(
                _located(
                    Problem(
                        severity=Severity.WARNING,
                        code="edited-since",
                        where=reading.position,
                        record=known.record.text("title"),
                        field=name,
                        value=after,
                        message=f"{name}: somebody has edited this since. The archive says "
                        f"{before!r}, the source {after!r}; the "
                        f"{'source' if self.options.prefer == 'source' else 'archive'}'s is kept.",
                        remedy="Say --prefer source to take what the source says, or leave it.",
                    ),
                    source,
                )
            )
        return record

    def _with_files(self, reading: Reading) -> tuple[Record, list[StoredFile]]:
        """The record with its origin and the files that belong to it."""
        record = stamped(reading.record, self.keeper.origin(reading))
        if not reading.files or self.options.dry_run:
            return record, []
        return self.keeper.with_files(
            record,
            reading.files,
            lambda name, error: self.report.problems.append(unreadable(name, reading, error)),
        )

    def _mentions(self, record: Record, reading: Reading) -> Sequence[Proposal]:
        """Whom the record speaks of: as its source marks it, and as names tell elsewhere."""
        if self.options.dry_run:
            return ()
        marked = [
            proposal
            for mark in reading.marks
            if (authority := self.authorities_by_key.get(mark.authority))
            and (proposal := proposal_of(mark, authority, record)) is not None
        ]
        by_place: dict[tuple[str, str], list[Proposal]] = {}
        for one in marked:
            by_place.setdefault((one.field, one.part), []).append(one)
        return [
            *marked,
            *(
                one
                for one in self.namer.read(record)
                if not any(
                    _overlap(one, other) for other in by_place.get((one.field, one.part), ())
                )
            ),
        ]

    def _joins(self, known: Known) -> bool:
        """Whether the import would put a record that is there into its collection."""
        if not self.title:
            return False
        if self.collection is None:
            self.collection = find_collection_titled(self.title)
        return self.collection is None or self.collection.pk not in known.collections

    def _count_unchanged(
        self, known: Known, reading: Reading, source: Source, counts: SourceReport
    ) -> None:
        """A record this very import made or changed before it was interrupted counts as
        made or changed."""
        row = known.row.pk if known.row else 0
        numbers = self.keeper.numbers_before.get((source.name, row), set())
        if 1 in numbers:
            counts.created += 1
            self._note_change("created", reading, source)
        elif numbers and known.row:
            counts.updated += 1
            before = known.row.revisions.get(number=min(numbers) - 1)
            base = from_data(before.description, Record)
            self._note_change("updated", reading, source, differences(base, known.record))
        else:
            counts.unchanged += 1

    def _report(self, code: str, reading: Reading, source: Source) -> None:
        severity, message, remedy = _PROBLEMS[code]
        named = reading.named
        problem = Problem(
            severity=severity,
            code=code,
            where=reading.position,
            record=named.title if named else reading.record.text("title"),
            field="title",
            value=named.date.text if named else reading.record.primary_date.text,
            message=message,
            remedy=remedy,
            rejected=int(severity is Severity.ERROR),
        )
        self.report.problems.append(_located(problem, source))

    def _membership(self, reading: Reading) -> list[tuple[StoredCollection, int]]:
        if self.options.dry_run:
            return []
        found = [(self._open_collection(), self.place)] if self.title else []
        for title in reading.collections:
            if title not in self.collections:
                self.collections[title] = open_collection(title, actor=self.actor)
            found.append((self.collections[title], self.place))
        return found

    def _open_collection(self) -> StoredCollection:
        if self.collection is None:
            self.collection = open_collection(self.title, actor=self.actor)
        return self.collection


_PROBLEMS = {
    "which-record": (
        Severity.ERROR,
        "Several records of the archive have this date and title, and none has this summary.",
        "Correct the record by hand, or give the records identifiers of their own.",
    ),
    "nothing-to-complete": (
        Severity.ERROR,
        "No record of the archive has this date and title.",
        "Import the listing that holds the record first, and write date and title as it does.",
    ),
    "parent-missing": (
        Severity.WARNING,
        "The record stands below one that the source does not give before it; it was put at the "
        "top.",
        "Check the name of the record above it in the source, and import again.",
    ),
    "same-by-title": (
        Severity.WARNING,
        "A record without a date was taken for the one that has the same title, and its "
        "summary was replaced.",
        "If they are two documents, add a date or something that tells them apart to the "
        "title, and import again; the earlier wording is kept in the record's history.",
    ),
}


def _refusal(match: Match) -> str | None:
    """The code of the problem for which a reading is refused, if it is."""
    if match.several:
        return "which-record"
    if match.reading.named is not None and match.known is None:
        return "nothing-to-complete"
    return None


def _is_undone(known: Known) -> bool:
    """Whether the record went when the import that made it was undone."""
    return known.row is not None and known.row.undone_id is not None


def _is_doubtful(before: Record, after: Record) -> bool:
    """Whether a summary is replaced in a record that nothing but its title identifies."""
    summary = "scope_and_content"
    return (
        not after.primary_date.edtf
        and not after.identifiers
        and bool(before.text(summary))
        and before.text(summary) != after.text(summary)
    )


def _located(problem: Problem, source: Source) -> Problem:
    """The problem with the name of its source in front of its place."""
    where = f"{source.name}, {problem.where}" if problem.where else source.name
    return replace(problem, where=where)


def _overlap(one: Proposal, other: Proposal) -> bool:
    """Whether two mentions of one text share any words."""
    return one.start < other.end and other.start < one.end
