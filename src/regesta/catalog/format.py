"""The format version an archive is kept in, and how it is brought to the present one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from regesta.catalog.models import ArchiveFormat

FORMAT = 1  # the number of the last migration: a test holds the two together


class NewerFormat(Exception):
    """The archive is kept in a format this version does not know."""

    def __init__(self, found: int) -> None:
        super().__init__(f"the archive is kept in format {found}, newer than {FORMAT}")
        self.found = found


def found_format() -> int:
    """The format of the open database; 0 for one without tables."""
    if ArchiveFormat._meta.db_table not in connection.introspection.table_names():
        return 0
    row = ArchiveFormat.objects.order_by("pk").last()
    return row.version if row else 0


def bring_up_to_date(database: Path) -> Path | None:
    """Migrates an older archive after making a copy beside it; answers the copy's path,
    None where nothing was to be done. Raises `NewerFormat`, and changes nothing then."""
    found = found_format()
    if found > FORMAT:
        raise NewerFormat(found)
    if found == FORMAT:
        return None
    copy = database.with_name(f"{database.name}.format-{found}")
    _copy_database(database, copy)
    make_tables()
    return copy


def make_tables() -> None:
    """The tables of the present format, in a new database or an older one."""
    call_command("migrate", verbosity=0, interactive=False)
    if found_format() != FORMAT:
        ArchiveFormat.objects.create(version=FORMAT)


def _copy_database(database: Path, copy: Path) -> None:
    """SQLite's own backup, which is whole even while another process writes."""
    partial = copy.with_name(f"{copy.name}.partial")
    partial.unlink(missing_ok=True)
    source, target = sqlite3.connect(database), sqlite3.connect(partial)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    partial.replace(copy)
