"""What stays on record of an import: the run, its sources, the files of its records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from regesta.catalog.actors import Actor
from regesta.catalog.models import (
    AuthorityRevision,
    Import,
    ImportSource,
    Provenance,
    StoredFile,
)
from regesta.catalog.verbs import FromSource
from regesta.description.record import DigitalObject, Origin, Record
from regesta.formats.media_types import LOOKED_AT, UNKNOWN, media_type
from regesta.formats.reading import Attachment, AuthorityReading, Problem, Reading, Severity
from regesta.ingest.report import Report
from regesta.ingest.source import Source
from regesta.preservation.files import FileStore


@dataclass(slots=True)
class Keeper:
    """Puts an import and its sources on record, before the first thing that it changes.

    ``wishes`` is what was asked besides the sources: the same sources and wishes continue an
    import that was interrupted.
    """

    actor: Actor
    files: FileStore
    sources: Sequence[Source]
    wishes: Sequence[str]
    run: Import | None = None
    source: ImportSource | None = None
    numbers_before: dict[tuple[str, int], set[int]] = field(default_factory=dict)
    authorities_before: set[tuple[str, int]] = field(default_factory=set)

    def begin(self, source: Source) -> None:
        """The source is on record from here on."""
        if self.source is not None:
            return
        if self.run is None:
            self._open()
        with source.material.open() as stream:
            sha512, size = self.files.add(stream)
        file, _ = StoredFile.objects.get_or_create(
            sha512=sha512, defaults={"size": size, "media_type": media_type(source.material.head)}
        )
        self.source, _ = ImportSource.objects.get_or_create(
            of=self.run, name=source.name, format=source.format.name, file=file
        )

    def close(self, report: Report) -> None:
        """The import is finished, and its report kept."""
        if self.run is not None:
            report.number = self.run.pk
            self.run.state = Import.State.FINISHED
            self.run.finished_at = timezone.now()
            self.run.report = report.as_data()
            self.run.save()
            for source in self.sources:
                if source.kept is not None:
                    source.kept(self.run)

    def origin(self, reading: Reading | AuthorityReading) -> Origin:
        return Origin("import", str(self.run.pk) if self.run else "", reading.position)

    def from_source(self, reading: Reading | AuthorityReading) -> FromSource | None:
        if self.source is None:
            return None
        return FromSource(self.source, reading.position, reading.wording)

    def with_files(
        self,
        record: Record,
        attachments: Sequence[Attachment],
        failed: Callable[[str, OSError], None],
    ) -> tuple[Record, list[StoredFile]]:
        """The record with the files that belong to it, which are kept in the archive.
        ``failed`` is told of those that cannot be read."""
        kept, objects = [], []
        for one in attachments:
            try:
                with one.opener() as stream:
                    kind = media_type(stream.read(LOOKED_AT))
                with one.opener() as stream:
                    sha512, size = self.files.add(stream)
            except OSError as error:
                failed(one.name, error)
                continue
            kind = one.media_type if kind == UNKNOWN and one.media_type else kind
            file, _ = StoredFile.objects.get_or_create(
                sha512=sha512, defaults={"size": size, "media_type": kind}
            )
            kept.append(file)
            objects.append(
                DigitalObject(
                    sha512=sha512, name=one.name, media_type=kind, size=size, label=one.label
                )
            )
        return replace(record, objects=[*record.objects, *objects]), kept

    def _open(self) -> None:
        fingerprint = self._fingerprint()
        interrupted = Import.objects.filter(
            fingerprint=fingerprint, state=Import.State.RUNNING
        ).last()
        self.run = interrupted or Import.objects.create(
            fingerprint=fingerprint, actor=self.actor.name
        )
        if interrupted is not None:
            done = Provenance.objects.filter(source__of=interrupted).values_list(
                "source__name", "revision__record", "revision__number"
            )
            for name, record, number in done.iterator():
                self.numbers_before.setdefault((name, record), set()).add(number)
            made = AuthorityRevision.objects.filter(source__of=interrupted, number=1)
            self.authorities_before = set(made.values_list("source__name", "authority"))

    def _fingerprint(self) -> str:
        parts = [_hash_of(source) for source in self.sources] + list(self.wishes)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def unreadable(name: str, reading: Reading, error: OSError) -> Problem:
    """That a file of a record cannot be read."""
    return Problem(
        severity=Severity.WARNING,
        code="file-unreadable",
        where=reading.position,
        record=reading.record.text("title"),
        field="files",
        value=name,
        message=f"The file {name} cannot be read: {(error.strerror or '').lower()}.",
        remedy="Check that you may read it, and import again.",
    )


def _hash_of(source: Source) -> str:
    with source.material.open() as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
