"""Archives unpacked, within limits of size, number and place."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from regesta.ingest.source import (
    CHUNK,
    Limits,
    refusal,
    unreadable,
)

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
_PACKED_NAME = re.compile(r"\.(gz|bz2|xz)$", re.IGNORECASE)
_SPREADSHEETS = (
    b"xl/",
    b"mimetypeapplication/vnd.oasis.opendocument",
    b"word/",
    b"[Content_Types]",
)
# What the libraries say of archives that are damaged, or packed in a way they do not know.
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_PACKERS: tuple[tuple[bytes, Callable[[Path], Any]], ...] = (
    (GZIP, gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open),
)  # fmt: skip


def is_document(head: bytes) -> bool:
    """Whether a packed file is a document of its own: a spreadsheet, a text."""
    return head.startswith(ZIP) and any(sign in head[:4_096] for sign in _SPREADSHEETS)


def is_packed(head: bytes) -> bool:
    return any(head.startswith(sign) for sign, _ in _PACKERS)


def is_archive(path: Path, head: bytes) -> bool:
    return head.startswith(ZIP) or tarfile.is_tarfile(path)


def unpack(path: Path, head: bytes, target: Path, shown: str, limits: Limits) -> Path | None:
    """Unpacks an archive into the folder ``target``. Returns the file that stood in it where it
    packs a single one, as gzip does. Raises `Refused`."""
    try:
        _check_packing(path, head, shown, limits)
        if head.startswith(ZIP):
            _unpack_zip(path, target, shown, limits)
        elif tarfile.is_tarfile(path):
            _unpack_tar(path, target, shown, limits)
        else:
            single = target / (_PACKED_NAME.sub("", Path(shown).name) or "content")
            opened = next(opened for sign, opened in _PACKERS if head.startswith(sign))
            with opened(path) as stream:
                copy(stream, single, shown, limits, packed=path.stat().st_size)
            return single
    except _DAMAGED as error:
        raise refusal(
            "archive-damaged",
            shown,
            f"{shown} cannot be unpacked: {str(error) or 'it breaks off'}.",
            "Pack it again, or unpack it yourself and import the folder.",
        ) from None
    return None


def _check_packing(path: Path, head: bytes, shown: str, limits: Limits) -> None:
    """Reads a packed file to its end, where its sum stands: what is damaged in the middle
    would otherwise look like an archive that ends there."""
    for sign, opened in _PACKERS:
        if head.startswith(sign):
            budget = _Budget(shown, limits, path.stat().st_size)
            with opened(path) as stream:
                while chunk := stream.read(CHUNK):
                    budget.spend(len(chunk))


def _unpack_zip(path: Path, target: Path, shown: str, limits: Limits) -> None:
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        _check_number(len(members), shown, limits)
        budget = _Budget(shown, limits, path.stat().st_size)
        for member in members:
            if member.flag_bits & 1:
                raise refusal(
                    "archive-locked",
                    f"{shown}, {member.filename}",
                    f"{member.filename} in {shown} is locked with a password.",
                    "Unpack it yourself and import the folder.",
                )
            with archive.open(member) as stream:
                _put(stream, target, member.filename, shown, budget)  # type: ignore[arg-type]


def _unpack_tar(path: Path, target: Path, shown: str, limits: Limits) -> None:
    with tarfile.open(path) as archive:
        budget = _Budget(shown, limits, path.stat().st_size)
        for number, member in enumerate(archive, 1):
            _check_number(number, shown, limits)
            if not member.isfile():  # no links, no devices
                continue
            stream = archive.extractfile(member)
            if stream is not None:
                _put(stream, target, member.name, shown, budget)  # type: ignore[arg-type]


@dataclass(slots=True)
class _Budget:
    """How much an archive may still unpack."""

    shown: str
    limits: Limits
    packed: int
    spent: int = 0

    def spend(self, size: int) -> None:
        self.spent += size
        allowed = min(self.limits.unpacked, max(self.packed, 100_000) * self.limits.ratio)
        if self.spent > allowed:
            raise refusal(
                "archive-too-large",
                self.shown,
                f"{self.shown} unpacks to more than {allowed / 1e6:,.0f} MB.",
                "Unpack it yourself and import the folder, if you trust it; or raise "
                "unpacked_megabytes under [limits] in regesta.toml.",
            )


def _put(stream: BinaryIO, target: Path, name: str, shown: str, budget: _Budget) -> None:
    """Writes one member below the target, wherever its name says it should lie."""
    parts = [
        part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", ".")
    ]
    if not parts or ".." in parts or any(":" in part for part in parts[:1]):
        raise refusal(
            "archive-path",
            f"{shown}, {name}",
            f"{shown} holds a file that would lie outside of it: {name}.",
            "Do not trust this archive; ask whoever made it for another.",
        )
    path = target.joinpath(*(part[:200] for part in parts))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as written:
        while chunk := stream.read(CHUNK):
            budget.spend(len(chunk))
            written.write(chunk)


def _check_number(number: int, shown: str, limits: Limits) -> None:
    if number > limits.members:
        raise refusal(
            "archive-too-large",
            shown,
            f"{shown} holds more than {limits.members:,} files.",
            "Split it, or unpack it yourself and import the folder.",
        )


def copy(stream: BinaryIO, path: Path, shown: str, limits: Limits, *, packed: int = 0) -> None:
    budget = _Budget(shown, limits, packed or limits.unpacked)
    try:
        with path.open("wb") as written:
            while chunk := stream.read(CHUNK):
                budget.spend(len(chunk))
                written.write(chunk)
    except OSError as error:
        raise unreadable(shown, error) from None
