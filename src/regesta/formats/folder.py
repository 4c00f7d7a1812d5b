"""A folder whose files are themselves the source, and what somebody said of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Member:
    """One file. ``name`` is its path below the folder, with ``/`` between its parts."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How files become records: the pattern of their names (see
    `regesta.formats.files.patterns`; "" to look for a date), whether a record is a *file* or a
    *folder*, and whether the day a photograph was taken is its date."""

    names: str = ""
    record_per: str = "file"
    photographs: bool = False

    @property
    def as_words(self) -> list[str]:
        return [self.names, self.record_per, "photographs" if self.photographs else ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLimits:
    """What reading one file may take; each is a setting of the archive."""

    file_bytes: int = 1_000_000_000  # of a file that is opened for its text
    unpacked_bytes: int = 200_000_000  # of one part of a text document, unpacked
    ratio: int = 200  # of unpacked to packed
    pages: int = 5_000
    characters: int = 5_000_000  # of the text of one file
    pixels: int = 500_000_000
    seconds: int = 60
    memory: int = 2_000_000_000  # bytes


@dataclass(frozen=True, kw_only=True)
class Folder:
    """The files of one folder, in any order. ``place`` says where the folder lies: two folders
    of one name in two places are told apart by it; ``is_alone`` where one file was itself named."""

    name: str
    place: str
    members: tuple[Member, ...]
    is_alone: bool = False
    arrangement: Arrangement = field(default_factory=Arrangement)
    limits: ContentLimits = field(default_factory=ContentLimits)

    @cached_property
    def sums(self) -> Mapping[str, str]:
        """The SHA-512 of each file, by its name; "" for one that cannot be read."""
        return {one.name: _sum_of(one.path) for one in self.members}

    @cached_property
    def manifest(self) -> bytes:
        """Sum and name of each file, one a line, in the order of names."""
        lines = (f"{self.sums[name] or '-'}  {name}\n" for name in sorted(self.sums))
        return "".join(lines).encode("utf-8", "replace")


def _sum_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha512").hexdigest()
    except OSError:
        return ""
