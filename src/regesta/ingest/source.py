"""One source to be read, what was wished of it, and what it may take."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regesta.catalog.models import Import
from regesta.formats import BY_NAME, Format, files
from regesta.formats.folder import Arrangement, ContentLimits
from regesta.formats.material import Material
from regesta.formats.reading import Problem, Severity

CHUNK = 1 << 20  # bytes read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one source may take, in bytes and numbers; each is a setting of the archive."""

    whole: int = 64_000_000  # of a form that is read whole
    unpacked: int = 4_000_000_000  # of all that an archive or an address holds
    ratio: int = 200  # of unpacked to packed
    members: int = 100_000
    private_addresses: bool = False
    contents: ContentLimits = field(default_factory=ContentLimits)
    attempts: int = 6  # at one question to a repository
    waiting: int = 3_600  # seconds that a harvest waits in all
    questions: int = 100_000  # to one repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody said of the sources."""

    format_name: str = ""
    encoding: str = ""
    mapping: dict[str, Any] = field(default_factory=dict)
    arrangement: Arrangement = field(default_factory=Arrangement)  # of files into records
    from_the_start: bool = False  # of a repository, whatever was harvested before
    limits: Limits = field(default_factory=Limits)

    @property
    def takes_files(self) -> bool:
        """Whether every file is to be taken as it is, whatever form it is in."""
        return self.format_name == files.NAME


@dataclass(frozen=True, slots=True)
class Source:
    """A source that can be read: its name for people, its material, its form and its size
    in bytes, 0 where nobody knows it. ``kept`` is called with the import that took it in, when
    that is finished."""

    name: str
    material: Material
    format: Format
    size: int = 0
    kept: Callable[[Import], None] | None = None


class Refused(Exception):
    """The source is refused whole; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Workshop:
    """A folder for what must lie somewhere while it is read; gone when it is closed."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._count = 0

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def place(self, name: str = "") -> Path:
        """A new folder to put something into."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="regesta-import-"))
        self._count += 1
        made = self._folder / str(self._count)
        made.mkdir()
        return made / name if name else made


def refusal(code: str, where: str, message: str, remedy: str, *, value: str = "") -> Refused:
    return Refused(
        Problem(
            severity=Severity.ERROR,
            code=code,
            where=where,
            value=value,
            message=message,
            remedy=remedy,
            rejected=1,
        )
    )


def unreadable(shown: str, error: OSError) -> Refused:
    reason = (error.strerror or str(error)).lower()
    return refusal(
        "source-unreadable",
        shown,
        f"{shown} cannot be read: {reason}.",
        "Check the name and that you may read the file.",
    )


def forms() -> str:
    return ", ".join(sorted(BY_NAME))
