"""A folder of files: a record a file, or a folder, with what names and files say of themselves.

Which files make one record is decided in `grouping`, names are read in `naming` and `patterns`,
files in a process of their own (`reader`). The folder is given as `Material.loose`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from regesta.formats.draft import refused
from regesta.formats.files.grouping import units_of_files, units_of_folders
from regesta.formats.files.patterns import BadPattern, compiled
from regesta.formats.files.problems import CODES
from regesta.formats.files.reader import Reader
from regesta.formats.files.records import Records
from regesta.formats.folder import Folder, Member
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Severity

__all__ = ["CODES", "LABEL", "NAME", "read", "recognise"]

NAME = "files"
LABEL = "Folders of files"

_MOST_TOLD = 50  # of contents that several files share
_EMPTY = (
    "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
    "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
)  # the SHA-512 of nothing


def recognise(material: Material) -> bool:
    return material.loose is not None


def read(material: Material) -> Iterator[Item]:
    """The records of a folder's files, each after the folders above it. Never raises."""
    folder = material.loose
    if folder is None:
        yield refused("files-pattern", "", "There are no files here.", "Name a folder of files.")
        return
    try:
        pattern = compiled(folder.arrangement.names) if folder.arrangement.names else None
    except BadPattern as bad:
        yield refused(
            "files-pattern",
            "",
            f"The pattern {folder.arrangement.names!r} cannot be used: {bad}.",
            "Write it like '{date} {title}'; docs/formats/files.md has more.",
        )
        return
    members = []
    for member in folder.members:
        wrong = _wrong_with(member, folder)
        if wrong:
            yield wrong
        else:
            members.append(member)
    yield from _told_twice(folder, members)
    if folder.arrangement.record_per == "folder" and not folder.is_alone:
        units = units_of_folders(members)
    else:
        units = units_of_files(members, pattern)
    with Reader(folder.limits) as reader:
        records = Records(folder, pattern, reader)
        for unit in units:
            yield from records.read(unit)
        yield from records.common.told()


def _wrong_with(member: Member, folder: Folder) -> Problem | None:
    """Why no record can be made of a file."""
    found = folder.sums[member.name]
    if not found:
        return refused(
            "file-unreadable",
            member.name,
            f"The file {member.name} cannot be read.",
            "Check that you may read it, and import the folder again.",
            value=member.name,
        )
    if found == _EMPTY:
        return refused(
            "file-empty",
            member.name,
            f"The file {member.name} is empty.",
            "Put the right file in its place, or take it away, and import the folder again.",
            value=member.name,
        )
    return None


def _told_twice(folder: Folder, members: list[Member]) -> Iterator[Problem]:
    """Files that have the same content are most often one that was copied."""
    counts = Counter(folder.sums[one.name] for one in members)
    names: dict[str, list[str]] = {}
    for one in members:
        if counts[folder.sums[one.name]] > 1:
            names.setdefault(folder.sums[one.name], []).append(one.name)
    for told, same in enumerate(names.values()):
        if told == _MOST_TOLD:
            left = len(names) - told
            yield _same(f"{left:,} further contents stand in several files each.", "", str(left))
            return
        yield _same(f"These files have the same content: {', '.join(same[:10])}.", same[0], same[0])


def _same(message: str, where: str, value: str) -> Problem:
    return Problem(
        severity=Severity.NOTICE,
        code="files-same-content",
        where=where,
        field="files",
        value=value,
        message=message,
        remedy="If one is a copy that was left over, take it away, and undo and repeat the import.",
    )
