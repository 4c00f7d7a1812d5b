"""The versions of a record that a reader may see: each shows for good what was cited.

A version is a revision that was public while it was in force. What is closed now is closed
in every version, and where only the description may be seen now, no version shows texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from regesta.catalog.models import Revision, StoredRecord
from regesta.catalog.visibility import as_public, is_public, today, visible_from
from regesta.description.days import day_number
from regesta.description.record import Access, AccessStatus, Record, from_data


@dataclass(frozen=True, slots=True)
class Version:
    """What a record said from ``at`` on, and may be shown of it; ``versions`` are the numbers
    of all that may be seen, the earliest first."""

    number: int
    at: datetime | None
    says: Record
    versions: list[int]

    @property
    def is_latest(self) -> bool:
        return self.number == self.versions[-1]


def public_versions(row: StoredRecord) -> list[int]:
    """The numbers of the versions that may be seen, the earliest first; none of a record
    that may not be seen itself. The latest is what the record says now."""
    if not is_public(row):
        return []
    kept = row.revisions.filter(number__lte=row.revision).order_by("number")
    revisions = list(kept.values_list("number", "at", "publication", "description__access"))
    ends = [_day(at) for _, at, _, _ in revisions[1:]]
    found = [
        number
        for (number, _, publication, access), end in zip(revisions, ends, strict=False)
        if visible_from(publication, _with_access(access)) <= min(end, today())
    ]
    return [*found, row.revision]


def public_version(row: StoredRecord, number: int | None = None) -> Version | None:
    """A version that may be seen, the latest where no number is asked for; None where there
    is none."""
    versions = public_versions(row)
    number = row.revision if number is None else number
    if number not in versions:
        return None
    revision = row.revisions.filter(number=number).defer("description").first()
    if number == row.revision or revision is None:
        return Version(row.revision, revision.at if revision else None, row.says, versions)
    return Version(number, revision.at, _earlier(revision, row.says.access), versions)


def said_in(row: StoredRecord, numbers: Iterable[int]) -> dict[int, Record]:
    """What versions of a record said, by number, as far as the public may have it now. The
    numbers are of `public_versions`."""
    revisions = row.revisions.filter(number__in=list(numbers))
    found = {one.number: as_public(_earlier(one, row.says.access)) for one in revisions}
    if row.revision in found:
        found[row.revision] = as_public(row.says)
    return found


def versions_with_source(row: StoredRecord, versions: list[int]) -> set[int]:
    """Those of the versions beside which the words of their source may stand: those that
    showed their texts, of a record that shows them now. The words of a source say all of it."""
    if row.says.access.status is AccessStatus.METADATA_ONLY:
        return set()
    seen = row.revisions.filter(number__in=versions)
    accesses = seen.values_list("number", "description__access")
    return {
        number
        for number, access in accesses
        if _with_access(access).access.status is not AccessStatus.METADATA_ONLY
    }


def _earlier(revision: Revision, now: Access) -> Record:
    says: Record = from_data(revision.description, Record)
    return replace(says, access=now) if now.status is AccessStatus.METADATA_ONLY else says


def _with_access(access: Any) -> Record:
    """A record as far as its visibility asks: its texts need not be read for that."""
    return Record(access=from_data(access or {}, Access))


def _day(moment: datetime) -> int:
    return day_number(moment.year, moment.month, moment.day)
