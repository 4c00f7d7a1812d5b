"""An archive is a folder: where its parts lie, how it is made and opened."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

SETTINGS_FILE = "regesta.toml"
DATABASE_FILE = "archive.sqlite3"


class ArchiveError(Exception):
    """The archive cannot be used. Carries what is wrong and what to do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class ArchiveFolder:
    """The paths of an archive. Nothing is read or made by naming them."""

    path: Path

    @property
    def settings_file(self) -> Path:
        return self.path / SETTINGS_FILE

    @property
    def first_settings(self) -> Path:
        """The settings of an archive that is only being made; renamed when it is ready."""
        return self.settings_file.with_suffix(".partial")

    @property
    def database(self) -> Path:
        return self.path / DATABASE_FILE

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def index(self) -> Path:
        return self.path / "index"

    @property
    def pages(self) -> Path:
        """The archive's own texts, in Markdown; the folder need not be there."""
        return self.path / "pages"

    @property
    def import_lock(self) -> Path:
        return self.path / "import.lock"


def find_archive(named: str | None) -> ArchiveFolder:
    """The archive a command means: the one named, else REGESTA_ARCHIVE, else the folder
    one stands in. Raises `ArchiveError` where that is no archive."""
    path = Path(named or os.environ.get("REGESTA_ARCHIVE") or ".").expanduser().resolve()
    folder = ArchiveFolder(path)
    if not path.is_dir():
        raise ArchiveError(
            f"There is no folder {path}.", f"Make an archive there with: regesta init {path}"
        )
    if not folder.settings_file.is_file():
        raise ArchiveError(
            f"The folder {path} is not an archive: it holds no {SETTINGS_FILE}.",
            "Name an archive with --archive, or make one with: regesta init DIR",
        )
    return folder
