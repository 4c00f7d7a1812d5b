"""Whether database, index and files agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from regesta.config.opening import Archive

NAMED = 10  # how many records or files a fault names


@dataclass(slots=True)
class Findings:
    """``faults`` are what does not agree; ``remarks`` are worth knowing and no fault."""

    records: int = 0
    files: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return not self.faults

    def as_data(self) -> dict[str, Any]:
        return {
            "agrees": self.agrees,
            "records": self.records,
            "files": self.files,
            "waiting": self.waiting,
            "faults": self.faults,
            "remarks": self.remarks,
        }


def check_archive(archive: Archive, progress: Callable[[int, int], None]) -> Findings:
    """Compares, record by record and file by file; changes nothing."""
    findings = Findings()
    _check_database(findings)
    if findings.faults:
        return findings
    _check_index(archive, findings)
    _check_files(archive, findings, progress)
    return findings


def _check_database(findings: Findings) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            for (answer,) in cursor.fetchall():
                if answer != "ok":
                    findings.faults.append(
                        f"The database is damaged: {answer}. Bring it back from a backup."
                    )


def _check_index(archive: Archive, findings: Findings) -> None:
    from regesta.catalog.models import StoredRecord
    from regesta.search.index import IndexUnusable

    if not archive.index.is_usable():
        findings.records = StoredRecord.objects.count()
        if archive.index.is_of_other_settings():
            findings.remarks.append(
                "The index was made under another setting of count_suggestions; the next command "
                "that searches, imports or serves makes it anew."
            )
            return
        findings.faults.append(
            "There is no usable index of the present format. Run: regesta reindex"
        )
        return
    try:
        compared = archive.index.compare()
    except IndexUnusable:
        findings.faults.append("The index is damaged. Run: regesta reindex")
        return
    findings.records, findings.waiting = compared.records, compared.waiting
    if compared.waiting:
        findings.remarks.append(
            f"{compared.waiting:,} changes wait for the index; the next command that "
            "searches, imports or serves puts them in."
        )
    for identifiers, words in (
        (compared.missing, "are missing from the index"),
        (compared.outdated, "stand in the index as they were before"),
        (compared.surplus, "stand in the index and no longer in the database"),
        (compared.repeated, "stand in the index more than once"),
    ):
        if identifiers:
            findings.faults.append(
                f"{len(identifiers):,} records {words}: {_named(identifiers)}. Run: regesta reindex"
            )


def _check_files(
    archive: Archive, findings: Findings, progress: Callable[[int, int], None]
) -> None:
    from regesta.catalog.models import StoredFile

    listed = set(StoredFile.objects.values_list("sha512", flat=True))
    missing, damaged = [], []
    for done, sha512 in enumerate(sorted(listed), 1):
        intact = archive.files.is_intact(sha512)
        if intact is None:
            missing.append(sha512)
        elif not intact:
            damaged.append(sha512)
        progress(done, len(listed))
    findings.files = len(listed)
    if missing:
        findings.faults.append(
            f"{len(missing):,} files are missing: {_named(missing)}. Bring them back from a backup."
        )
    if damaged:
        findings.faults.append(
            f"{len(damaged):,} files have changed: {_named(damaged)}. "
            "Bring them back from a backup."
        )
    if strays := set(archive.files.kept()) - listed:
        findings.remarks.append(
            f"{len(strays):,} files in the store belong to no record or import: {_named(strays)}."
        )


def _named(names: Any) -> str:
    names = sorted(names)
    shown = ", ".join(name[:16] for name in names[:NAMED])
    return f"{shown} and {len(names) - NAMED:,} more" if len(names) > NAMED else shown
