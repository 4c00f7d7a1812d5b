"""An import: one run of bringing something in, reported line by line and repeatable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from regesta.catalog.actors import Actor
from regesta.formats.reading import (
    AuthorityReading,
    CollectionReading,
    Expected,
    Item,
    Problem,
    Reading,
    Severity,
)
from regesta.ingest.authority_saving import AuthoritySaver
from regesta.ingest.gathering import Gathering
from regesta.ingest.keeping import Keeper
from regesta.ingest.ledger import Ledger
from regesta.ingest.matching import key_of, tells_apart
from regesta.ingest.meter import Meter
from regesta.ingest.naming import Namer, catch_up, is_behind
from regesta.ingest.options import Options
from regesta.ingest.record_saving import RecordSaver
from regesta.ingest.rejects import write_rejects
from regesta.ingest.report import Report, SourceReport, Telling
from regesta.ingest.source import Source, Workshop
from regesta.ingest.sources import sources_of
from regesta.preservation.files import FileStore

BATCH = 1_000  # records saved in one transaction
MOST_TEXT = 2_000_000  # signs of their texts at which it is enough
Progress = Callable[[int, float], None]  # records newly saved, and the share read so far


def import_sources(
    names: Sequence[str],
    options: Options,
    *,
    actor: Actor,
    files: FileStore,
    progress: Progress | None = None,
    read_to: Callable[[int], None] | None = None,
) -> Report:
    """Brings in the sources, as one import, and reports. ``read_to`` is told up to which key
    records were read against new names.

    The caller sees to it that one import runs at a time; so an import that is found
    *running* was interrupted, and the same sources with the same options continue it.
    """
    report = Report()
    with Workshop() as workshop:
        loaded: list[tuple[Source, SourceReport]] = []
        for name in names:
            for found in sources_of(name, options.wish, workshop):
                if isinstance(found, Problem):
                    report.tell(found)
                    if found.rejected:
                        refused = SourceReport(found.where or name, rejected=found.rejected)
                        report.sources.append(refused)
                    continue
                counts = SourceReport(found.name, found.format.name)
                report.sources.append(counts)
                loaded.append((found, counts))
        keeper = Keeper(actor, files, [source for source, _ in loaded], options.wishes)
        meter = Meter([source for source, _ in loaded])

        def step(count: int) -> None:
            if progress is not None:
                progress(count, meter.read)

        run = _Run(options, actor, keeper, report, step)
        try:
            for source, counts in loaded:
                run.bring_in(meter.watched(source), counts)
            run.finish(read_to)
        finally:
            run.ledger.close()
    return report


@dataclass(slots=True)
class _Run:
    """One import under way: what is read goes to those who save it."""

    options: Options
    actor: Actor
    keeper: Keeper
    report: Report
    progress: Callable[[int], None]
    namer: Namer = field(default_factory=lambda: Namer(waits=is_behind()))
    ledger: Ledger = field(default_factory=Ledger)
    gathering: Gathering = field(init=False)
    authorities: AuthoritySaver = field(init=False)
    records: RecordSaver = field(init=False)

    def __post_init__(self) -> None:
        options, actor, keeper = self.options, self.actor, self.keeper
        self.gathering = Gathering(actor, options.dry_run, options.collection)
        self.authorities = AuthoritySaver(options.dry_run, actor, keeper, self.namer, self.progress)
        self.records = RecordSaver(
            options, actor, keeper, self.gathering, self.namer, self.progress,
            self.authorities.by_key, self.ledger,
        )  # fmt: skip

    def bring_in(self, source: Source, counts: SourceReport) -> None:
        """Reads one source to its end, saving batch by batch."""
        rejects = self.options.rejects
        telling = Telling(self.report, source, counts, None if rejects is None else [])
        self.ledger.begin_source()
        self.authorities.by_key.clear()
        self.keeper.source = None
        batch = _Pile()
        has_records = False
        authorities: list[AuthorityReading] = []
        for item in self._read(source):
            if isinstance(item, Reading):
                has_records = has_records or item.named is None
                if authorities:  # the records may mark them
                    self.authorities.save(authorities, telling)
                    authorities = []
                counts.read += 1
                if not batch.takes(item):
                    self.records.save(batch.readings, telling)
                    batch = _Pile()
                batch.add(item)
            elif isinstance(item, AuthorityReading):
                counts.read += 1
                authorities.append(item)
            else:
                self._hear(item, telling)
        self.records.save(batch.readings, telling)
        self.authorities.save(authorities, telling)
        self.gathering.end_source(self.keeper.run, has_records=has_records)
        if rejects is not None:
            write_rejects(source, telling.refused or (), rejects)

    def _hear(self, item: Problem | Expected | CollectionReading, telling: Telling) -> None:
        """What a source says that is neither a record nor an authority."""
        if isinstance(item, Problem):
            telling.counts.rejected += item.rejected
            telling.problem(item)
            return
        if isinstance(item, Expected):
            telling.counts.expected = (telling.counts.expected or 0) + item.count
        self.gathering.hear(item)

    def finish(self, read_to: Callable[[int], None] | None) -> None:
        """Describes the collection, and closes the import; if nothing was taken, there is
        neither."""
        if not self.options.dry_run:
            catch_up(read_to=read_to)
        if self.keeper.run is not None:
            self.gathering.finish(self.keeper.run)
            self.keeper.close(self.report)

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


@dataclass(slots=True)
class _Pile:
    """Readings that are matched and saved together: of one key only those that the source
    tells apart."""

    readings: list[Reading] = field(default_factory=list)
    _text: int = 0  # signs
    _places: dict[str, list[tuple[int, int | None]]] = field(default_factory=dict)

    def takes(self, reading: Reading) -> bool:
        if len(self.readings) >= BATCH or self._text >= MOST_TEXT:
            return False
        met = self._places.get(key_of(reading))
        return met is None or all(tells_apart((reading.page, reading.number), one) for one in met)

    def add(self, reading: Reading) -> None:
        self.readings.append(reading)
        for text in reading.record.texts:
            self._text += sum(len(paragraph.text) for paragraph in text.paragraphs)
        self._places.setdefault(key_of(reading), []).append((reading.page, reading.number))
