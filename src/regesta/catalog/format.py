"""The format version an archive is kept in, and how it is brought to the present one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from regesta.catalog.models import ArchiveFormat

FORMAT = 3  # the number of the last migration: a test holds the two together


class NewerFormat(Exception):
    """The archive is kept in a format this version does not know."""

    def __init__(self, found: int) -> None:
        super().__init__(f"the archive is kept in format {found}, newer than {FORMAT}")
        self.found = found


class NoArchive(Exception):
    """The database holds no tables, and is not a new one."""


def found_format() -> int:
    """The format of the open database; 0 for one without tables."""
    if ArchiveFormat._meta.db_table not in connection.introspection.table_names():
        return 0
    row = ArchiveFormat.objects.order_by("pk").last()
    return row.version if row else 0


def bring_up_to_date(database: Path, *, new: bool) -> Path | None:
    """Makes the tables of a new archive; migrates an older one after making a copy beside
    it, and answers the copy's path.

    Raises `NewerFormat`, and `NoArchive` where an archive that is not new has no tables;
    nothing is changed then.
    """
    found = found_format()
    if found > FORMAT:
        raise NewerFormat(found)
    if found == FORMAT:
        return None
    has_tables = bool(connection.introspection.table_names())
    if not has_tables and not new:
        raise NoArchive
    copy = _copy_database(database, found) if has_tables else None
    call_command("migrate", verbosity=0, interactive=False)
    ArchiveFormat.objects.create(version=FORMAT)
    return copy


def _copy_database(database: Path, found: int) -> Path:
    """SQLite's own backup, which is whole even while another process writes. A copy that
    is there already, from a migration that did not end, is the better one, and is kept."""
    copy = database.with_name(f"{database.name}.format-{found}")
    if copy.exists():
        return copy
    partial = copy.with_name(f"{copy.name}.partial")
    partial.unlink(missing_ok=True)
    source, target = sqlite3.connect(database), sqlite3.connect(partial)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    partial.replace(copy)
    return copy
