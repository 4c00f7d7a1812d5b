"""Which files of a folder make a record, and what stands below what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regesta.formats.files.naming import stem_of
from regesta.formats.files.patterns import Found, Pattern
from regesta.formats.folder import Member

_NUMBER = re.compile(r"(\d+)")
FOLDER_LEVEL = "file"  # as archivists say it: a unit of items that belong together
HIGHER_LEVEL = "series"  # of a folder that holds folders alone
ITEM_LEVEL = "item"


@dataclass(slots=True)
class Unit:
    """What becomes one record. ``path`` names it in the folder: it ends with ``/`` for a
    folder, and has no ending for files; ``above`` is the path of the folder it stands below, if
    that is a record."""

    path: str
    level: str
    members: list[Member] = field(default_factory=list)
    above: str = ""
    found: dict[str, Found] | None = None  # what a pattern finds in the name
    misses: bool = False  # a pattern was given, and the name does not fit it

    @property
    def is_folder(self) -> bool:
        return self.path.endswith("/")


def natural(name: str) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """A key by which ``page2`` comes before ``page10``."""
    parts = _NUMBER.split(name.casefold())
    return tuple(
        (False, int(part[:18]), "") if part.isdecimal() else (True, 0, part)
        for part in parts
        if part
    ), name


def units_of_files(members: Iterable[Member], pattern: Pattern | None) -> Iterator[Unit]:
    """A record for each file; files that differ in their ending, or in the page that the pattern
    finds, are one. Folders below the source are records above those of their files."""
    by_path: dict[str, Unit] = {}
    for member in _sorted(members):
        found = pattern.match(member.name) if pattern else None
        path = _path_of(member, pattern, found)
        if path not in by_path:
            folder = _folder_of(member.name)
            by_path[path] = Unit(
                path,
                ITEM_LEVEL,
                above=folder,
                found=found,
                misses=pattern is not None and not found,
            )
        by_path[path].members.append(member)
    yield from _with_folders(by_path.values(), with_files=False)


def units_of_folders(members: Iterable[Member]) -> Iterator[Unit]:
    """A record for each folder, of the files that lie in it itself."""
    by_path: dict[str, Unit] = {}
    for member in _sorted(members):
        path = _folder_of(member.name) or "/"
        if path not in by_path:
            by_path[path] = Unit(path, FOLDER_LEVEL)
        by_path[path].members.append(member)
    yield from _with_folders(by_path.values(), with_files=True)


def _sorted(members: Iterable[Member]) -> list[Member]:
    """In natural order, each folder's files before the folders in it."""
    return sorted(members, key=lambda one: (_folders_key(one.name), natural(one.name)))


def _folders_key(name: str) -> tuple[object, ...]:
    return tuple(natural(part) for part in name.split("/")[:-1])


def _with_folders(units: Iterable[Unit], *, with_files: bool) -> Iterator[Unit]:
    """The units, each after all folders above it. A folder at the top is a record only where it
    has files of its own and a record is a folder."""
    listed = list(units)
    own = {unit.path for unit in listed}
    filled = {_folder_of(member.name) for unit in listed for member in unit.members}
    done: set[str] = set()
    for unit in listed:
        for folder in _chain(unit.path):
            if folder not in done and folder not in own:
                done.add(folder)
                level = FOLDER_LEVEL if folder in filled else HIGHER_LEVEL
                yield Unit(folder, level, above=_above(folder, own if with_files else set()))
        if unit.is_folder:
            unit.above = _above(unit.path, own)
        done.add(unit.path)
        yield unit


def _chain(path: str) -> list[str]:
    """The folders that a path lies in, the highest first."""
    steps = path.strip("/").split("/")[:-1]
    return ["/".join(steps[: at + 1]) + "/" for at in range(len(steps))]


def _above(folder: str, own: set[str]) -> str:
    chain = _chain(folder)
    if chain:
        return chain[-1]
    return "/" if folder != "/" and "/" in own else ""


def _folder_of(name: str) -> str:
    folder, sign, _ = name.rpartition("/")
    return folder + sign


def _path_of(member: Member, pattern: Pattern | None, found: dict[str, Found] | None) -> str:
    folder = _folder_of(member.name)
    stem = stem_of(member.name[len(folder) :])
    page = found.get("page") if found else None
    if page and pattern:
        text = pattern.part_of(member.name)
        above = len(text) - len(stem)
        if page.start >= above:
            stem = stem[: page.start - above] + stem[page.end - above :]
    return folder + (stem or member.name[len(folder) :])
