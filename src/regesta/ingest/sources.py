"""From what somebody names to text: files and standard input, with their limits."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from regesta.formats import BY_NAME, Format, recognised
from regesta.formats.encoding import BadEncoding, NotText, decode
from regesta.formats.material import Material
from regesta.formats.reading import Problem, Severity

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it was read: its name, its bytes, the text and the format of it."""

    name: str
    data: bytes
    material: Material
    format: Format


class Refused(Exception):
    """The source is refused whole; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def load(name: str, *, limit: int, format_name: str = "", encoding: str = "") -> Source:
    """The source of that name, ``-`` for standard input. ``limit`` is in bytes.

    Raises `Refused`.
    """
    shown = shown_name(name)
    data = _read(name, shown, limit)
    if not data.strip():
        raise _refusal("source-empty", shown, f"{shown} is empty.", "Choose a file with content.")
    try:
        decode(data, encoding)
    except NotText:
        raise _refusal(
            "source-not-text",
            shown,
            f"{shown} is not text but a binary file.",
            "Save what it holds as text, and import that.",
        ) from None
    except BadEncoding as bad:
        raise _refusal(
            "source-encoding",
            f"{shown}, line {bad.line}, column {bad.column}",
            f"{shown} is not written in {bad.encoding.upper()}: the byte 0x{bad.byte:02X} in "
            f"line {bad.line} does not belong to it.",
            "Save the file as UTF-8, or say what it is written in: --encoding windows-1251 for "
            "Russian, --encoding latin-1 or --encoding windows-1252 for Western European texts.",
            value=f"0x{bad.byte:02X}",
        ) from None
    material = Material.of_bytes(data, shown, encoding=encoding)
    found = BY_NAME[format_name] if format_name else recognised(material)
    if found is None:
        names = ", ".join(sorted(BY_NAME))
        raise _refusal(
            "source-unrecognised",
            shown,
            f"{shown} is in no form that Regesta knows.",
            f"Check that it is the right file, or name its form with --format ({names}).",
        )
    return Source(shown, data, material, found)


def shown_name(name: str) -> str:
    """The name for people; bytes of a file name that are no text show as ``?``."""
    if name == STANDARD_INPUT:
        return "standard input"
    return name.encode("utf-8", "replace").decode("utf-8")


def _read(name: str, shown: str, limit: int) -> bytes:
    try:
        if name == STANDARD_INPUT:
            data = _up_to(sys.stdin.buffer, limit)
        else:
            with Path(name).open("rb") as stream:
                data = _up_to(stream, limit)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _refusal(
            "source-unreadable",
            shown,
            f"{shown} cannot be read: {reason}.",
            "Check the name and that you may read the file.",
        ) from None
    if len(data) > limit:
        raise _refusal(
            "source-too-large",
            shown,
            f"{shown} is larger than {limit / 1e6:,.0f} MB, the limit for one source.",
            "Split it, or raise source_megabytes under [limits] in regesta.toml.",
        )
    return data


def _up_to(stream: BinaryIO, limit: int) -> bytes:
    return stream.read(limit + 1)


def _refusal(code: str, where: str, message: str, remedy: str, *, value: str = "") -> Refused:
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
