"""Making and opening an archive: from here on Django knows where it lies."""

from __future__ import annotations

import gc
import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import django
from filelock import FileLock, Timeout

from regesta.config.archive import DATABASE_FILE, ArchiveError, ArchiveFolder, find_archive
from regesta.config.preferences import Preferences, read_preferences, starting_file

if TYPE_CHECKING:
    from regesta.catalog.actors import Actor
    from regesta.preservation.files import FileStore
    from regesta.search.indexing import ArchiveIndex


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive. ``copy`` is the copy made of an older one before it was migrated."""

    folder: ArchiveFolder
    preferences: Preferences
    index: ArchiveIndex
    files: FileStore
    copy: Path | None = None


def make_archive(path: Path, name: str | None) -> Archive:
    """Makes an archive folder. What lies in the folder already is left alone.

    The settings are written last: a folder without them is no archive yet, and `init`
    goes on where it was interrupted. Raises `ArchiveError`.
    """
    folder = ArchiveFolder(path.expanduser().resolve())
    if folder.settings_file.exists():
        raise ArchiveError(
            f"{folder.path} is an archive already; nothing was changed.",
            "Choose another folder, or import into this one with --archive.",
        )
    try:
        for part in (folder.path, folder.files, folder.index):
            part.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ArchiveError(
            f"{folder.path} cannot be made: a file is in its way.", "Choose another folder."
        ) from None
    folder.first_settings.write_text(starting_file(name), encoding="utf-8")
    _start_django(folder)
    copy = _bring_up_to_date(folder)
    archive = _assemble(folder, read_preferences(folder.first_settings), copy)
    archive.index.catch_up()
    folder.first_settings.replace(folder.settings_file)
    return archive


def open_archive(named: str | None) -> Archive:
    """The archive a command means, migrated if it is of an older format.

    Raises `ArchiveError`.
    """
    folder = find_archive(named)
    preferences = read_preferences(folder.settings_file)
    if not folder.database.is_file():
        raise ArchiveError(
            f"The archive {folder.path} has lost its database: {DATABASE_FILE} is missing.",
            "Bring the file back from a backup.",
        )
    if not folder.database.stat().st_size:
        raise _emptied(folder)
    _start_django(folder)
    return _assemble(folder, preferences, _bring_up_to_date(folder))


def _emptied(folder: ArchiveFolder) -> ArchiveError:
    return ArchiveError(
        f"The database of {folder.path} is empty: {DATABASE_FILE} holds no archive.",
        "Bring the file back from a backup.",
    )


def _bring_up_to_date(folder: ArchiveFolder) -> Path | None:
    """Brings the database to the present format; answers the copy of an older one."""
    from regesta.catalog.format import (
        FORMAT,
        NewerFormat,
        NoArchive,
        bring_up_to_date,
        found_format,
    )

    try:
        if folder.settings_file.exists() and found_format() == FORMAT:
            return None
        # The lock keeps two processes from migrating at once.
        with FileLock(folder.import_lock, timeout=600):
            return bring_up_to_date(folder.database, new=not folder.settings_file.exists())
    except NewerFormat as newer:
        raise ArchiveError(
            f"The archive {folder.path} was made by a newer Regesta: it is kept in format "
            f"{newer.found}, and this version knows formats up to {FORMAT}.",
            "Install the newer Regesta; nothing was changed here.",
        ) from None
    except NoArchive:
        raise _emptied(folder) from None
    except Timeout:
        raise ArchiveError(
            f"Another process has been busy with {folder.path} for ten minutes.",
            "Run the command again when it is done.",
        ) from None


@contextmanager
def importing(archive: Archive, on_wait: Callable[[], None]) -> Iterator[None]:
    """One import at a time: a second one waits for the first."""
    lock = FileLock(archive.folder.import_lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """For work that makes millions of objects, few of them in cycles: the collector of
    cycles would go through all that stays again and again."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def person_at_the_terminal() -> Actor:
    """Whoever can run a command on the archive's own files answers for it."""
    from regesta.catalog.actors import steward

    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = "somebody"
    return steward(f"{name}, at the command line")


def _start_django(folder: ArchiveFolder) -> None:
    os.environ["REGESTA_ARCHIVE"] = str(folder.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "regesta.config.settings"
    django.setup()


def _assemble(folder: ArchiveFolder, preferences: Preferences, copy: Path | None = None) -> Archive:
    from regesta.preservation.files import FileStore
    from regesta.search.finding import archive_index

    folder.index.mkdir(exist_ok=True)
    return Archive(folder, preferences, archive_index(), FileStore(folder.files), copy)
