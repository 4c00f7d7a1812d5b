"""Files that were renamed, moved or changed since their records were made.

A record of files is known by what its files hold before where they lie, so that scans that are
numbered anew keep their descriptions. In this order it is

1. the record of the same place, where it still has a file of the same content;
2. the one record that has a content which stands only once in the source: of the same folder
   under any name, of another folder under the same name;
3. the record of the same place, whose files were changed, unless the source now has what that
   record held somewhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from regesta.catalog.models import RecordFile, StoredRecord
from regesta.description.record import Record
from regesta.formats.files.records import SCHEME
from regesta.formats.reading import Reading

_AT_ONCE = 500  # contents that are looked up together


def choose(
    reading: Reading, at_place: Sequence[Record], by_content: Mapping[str, Sequence[Record]]
) -> Record | None:
    """The record that a reading of files speaks of, if it is there. ``by_content`` are the
    records that have a file, by its SHA-512."""
    contents = reading.contents
    if contents is None:
        return at_place[0] if at_place else None
    for record in at_place:
        if not contents.own.isdisjoint(_sums(record)):
            return record
    found: list[Record] = []
    for one in sorted(contents.own):
        for record in by_content.get(one, ()) if contents.source[one] == 1 else ():
            if _may_have_moved(reading, record, one) and not any(record is it for it in found):
                found.append(record)
    if len(found) == 1:
        return found[0]
    for record in at_place:
        if not any(contents.source.get(one) for one in _sums(record)):
            return record
    return None


def rows_by_content(
    readings: Sequence[Reading],
) -> Iterator[tuple[str, StoredRecord]]:
    """The stored records of files that hold what a reading holds, with the SHA-512 of it."""
    wanted = sorted({
        one
        for reading in readings
        if reading.contents
        for one in reading.contents.own
        if reading.contents.source[one] == 1
    })  # fmt: skip
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        links = RecordFile.objects.filter(
            file__sha512__in=some, record__others__scheme__startswith=SCHEME
        )
        for link in links.select_related("record", "file").distinct().order_by("record"):
            yield link.file.sha512, link.record


def _sums(record: Record) -> set[str]:
    return {one.sha512 for one in record.objects}


def _may_have_moved(reading: Reading, record: Record, content: str) -> bool:
    """Whether a file elsewhere with this content is the file of the record."""
    if content not in _sums(record):
        return False  # the record had it once
    scheme = reading.record.identifiers[0].scheme
    if any(one.scheme == scheme for one in record.identifiers):
        return True
    names = {one.name for one in reading.files}
    return any(one.sha512 == content and one.name in names for one in record.objects)
