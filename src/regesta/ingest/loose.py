"""Files that are themselves the source: where they lie, and which of them are worth a record."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from regesta.formats.folder import Arrangement, ContentLimits, Folder, Member
from regesta.formats.material import Material
from regesta.formats.media_types import LOOKED_AT, UNKNOWN, media_type

_NOT_ALONE = ("text/", "application/xml", "application/zip")  # told what they are only by a form


@dataclass(frozen=True, slots=True)
class Place:
    """Where files lie: ``where`` tells two folders of one ``name`` apart, and stays the same
    from one import to the next; ``file`` is the name of a file that was itself named, "" for
    what was found in a folder."""

    where: str
    name: str
    file: str = ""

    @property
    def is_alone(self) -> bool:
        return bool(self.file)

    def below(self, inside: PurePath) -> Place:
        """The place of a file found in a folder."""
        return Place(f"{self.where}/{inside}", inside.name)

    def named(self, file: str) -> Place:
        """The same place with the name that a file has unpacked."""
        return replace(self, file=file) if self.file else self

    def within(self) -> Place:
        """The place of what an archive holds, which is a folder of the archive's name."""
        return Place(f"{self.where}/{self.file}", self.file or self.name)


def loose_material(
    paths: Sequence[Path],
    folder: Path | None,
    shown: str,
    place: Place,
    arrangement: Arrangement,
    limits: ContentLimits,
) -> Material:
    """The files as one source: of a folder, its bytes are a list of them with their sums;
    without a ``folder`` it is the one file itself."""
    if folder is None:
        path = paths[0]
        members = [Member(_as_text(place.file or path.name), path)]
    else:
        members, names = [], set()
        for path in paths:
            name = _as_text(path.relative_to(folder).as_posix())
            whole = unicodedata.normalize("NFC", name)
            # Systems write one letter in two ways; only where both stand side by side, it counts.
            name = name if whole in names else whole
            names.add(name)
            members.append(Member(name, path))
    loose = Folder(
        name=_as_text(place.name) or "files",
        place=place.where,
        members=tuple(members),
        is_alone=folder is None,
        arrangement=arrangement,
        limits=limits,
    )
    opener = (lambda: paths[0].open("rb")) if folder is None else lambda: io.BytesIO(loose.manifest)
    return Material(name=shown, opener=opener, loose=loose)


def is_kept(path: Path, head: bytes = b"") -> bool:
    """Whether a file alone makes a record without being asked for: a document, a picture, a
    recording. A text does so only in a folder."""
    if head:
        kind = media_type(head)
        return kind != UNKNOWN and not kind.startswith(_NOT_ALONE)
    try:
        with path.open("rb") as stream:
            return media_type(stream.read(LOOKED_AT)) != UNKNOWN
    except OSError:
        return False


def _as_text(name: str) -> str:
    """A name as text: bytes that are none are written as codes, so that names stay apart."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
