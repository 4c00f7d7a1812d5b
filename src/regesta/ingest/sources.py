"""From what somebody names to material: files, folders, archives, addresses, standard input.

Nothing is read whole here. What cannot be opened twice (standard input, an address, a member
of an archive) is put into a temporary file first, under the limits of the archive's settings.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from regesta.catalog.harvests import was_harvested
from regesta.catalog.models import Import
from regesta.formats import BY_NAME, Format, files, oai, recognised
from regesta.formats.encoding import BadEncoding, NotText, decode, guess
from regesta.formats.folder import Arrangement, ContentLimits
from regesta.formats.material import Material
from regesta.formats.media_types import UNKNOWN, media_type
from regesta.formats.reading import Problem, Severity
from regesta.ingest.download import BadAddress, download
from regesta.ingest.harvest_problems import NO_REPOSITORY
from regesta.ingest.harvesting import harvest
from regesta.ingest.loose import Place, is_kept, loose_material
from regesta.ingest.repository import Manners
from regesta.ingest.repository_address import (
    BadRequest,
    asks_for_a_list,
    asks_for_one_record,
    base_of,
    is_named_as_repository,
    repository_address,
)

STANDARD_INPUT = "-"
ARCHIVE_SETTINGS = "regesta.toml"  # what tells the folder of an archive
CHUNK = 1 << 20
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
_SPREADSHEETS = (
    b"xl/",
    b"mimetypeapplication/vnd.oasis.opendocument",
    b"word/",
    b"[Content_Types]",
)


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


def sources_of(name: str, wish: Wish, workshop: Workshop) -> Iterator[Source | Problem]:
    """The sources that a name stands for, in order, and what is wrong with others."""
    shown = shown_name(name)
    try:
        yield from _opened(name, shown, wish, workshop)
    except Refused as refused:
        yield refused.problem


def shown_name(name: str) -> str:
    """The name for people; bytes of a file name that are no text show as ``?``."""
    if name == STANDARD_INPUT:
        return "standard input"
    return name.encode("utf-8", "replace").decode("utf-8")


def _opened(name: str, shown: str, wish: Wish, workshop: Workshop) -> Iterator[Source | Problem]:
    if name == STANDARD_INPUT:
        path = workshop.place("standard-input")
        _copy(sys.stdin.buffer, path, shown, wish.limits)
        place = Place(STANDARD_INPUT, "", shown)
        yield from _of_file(path, shown, wish, workshop, folder=None, place=place)
    elif is_named_as_repository(name):
        yield from _of_repository(name, shown, wish, workshop)
    elif name.startswith(("http://", "https://")):
        yield from _of_address(name, shown, wish, workshop)
    elif (folder := Path(name)).is_dir():
        place = Place(str(folder.resolve()), folder.resolve().name)
        yield from _of_folder(folder, shown, wish, workshop, place)
    else:
        path = Path(name)
        above = path.parent.resolve()
        place = Place(str(above), above.name, path.name)
        yield from _of_file(path, shown, wish, workshop, folder=path.parent, place=place)


def _of_address(
    name: str, shown: str, wish: Wish, workshop: Workshop
) -> Iterator[Source | Problem]:
    """What an address holds. One that answers as a repository does is harvested, unless it
    asks for a single record, or turns out to be that of a file; one that asks as of a
    repository, or was harvested before, is not looked at first."""
    may_be = wish.format_name in ("", oai.NAME) and not asks_for_one_record(name)
    is_expected = may_be and (asks_for_a_list(name) or was_harvested(base_of(name)))
    wrong: Problem | None = None
    if is_expected:
        wrong = yield from _of_repository_or_none(name, shown, wish, workshop)
        if wrong is None:
            return
    path = _downloaded(name, wish, workshop)
    with path.open("rb") as stream:
        is_answer = oai.recognise(Material.of_bytes(stream.read(4_096)))
    if wrong is None and is_answer and may_be:
        wrong = yield from _of_repository_or_none(name, shown, wish, workshop)
        if wrong is None:
            return
    if wrong is not None and not is_answer:
        yield wrong
    else:
        parts = urlsplit(name)
        above, _, last = parts.path.rpartition("/")
        place = Place(parts.netloc + above, parts.netloc, unquote(last) or name)
        yield from _of_file(path, shown, wish, workshop, folder=None, place=place)


def _of_repository_or_none(
    name: str, shown: str, wish: Wish, workshop: Workshop
) -> Generator[Source | Problem, None, Problem | None]:
    """Harvests a repository; returns what is wrong where the address is that of none."""
    found = _of_repository(name, shown, wish, workshop)
    first = next(found, None)
    if isinstance(first, Problem) and first.code == NO_REPOSITORY:
        return first
    if first is not None:
        yield first
    yield from found
    return None


def _of_repository(
    name: str, shown: str, wish: Wish, workshop: Workshop
) -> Iterator[Source | Problem]:
    limits = wish.limits
    manners = Manners(
        attempts=limits.attempts,
        waiting=limits.waiting,
        questions=limits.questions,
        largest=limits.unpacked,
        private_addresses=limits.private_addresses,
    )
    try:
        address = repository_address(name)
    except BadRequest as bad:
        remedy = "Write it as https://.../oai?set=letters&metadataPrefix=oai_dc."
        raise _refusal("source-address", shown, str(bad), remedy) from None
    for found in harvest(address, manners, workshop.place(), from_the_start=wish.from_the_start):
        if isinstance(found, Problem):
            yield found
        else:
            material = Material(name=found.name, opener=partial(found.path.open, "rb"))
            size = found.path.stat().st_size
            yield Source(found.name, material, BY_NAME[oai.NAME], size, found.kept)


def _of_folder(
    folder: Path, shown: str, wish: Wish, workshop: Workshop, place: Place
) -> Iterator[Source | Problem]:
    """Every file of a folder that is in a form. What is in none is counted, not refused, where
    another file may speak of it; where none is in a form, the files themselves are the source."""
    if wish.takes_files:
        yield _of_files(list(_files_in(folder)), folder, shown, wish, place)
        return
    has_form, has_files, others = False, False, []
    for path in _files_in(folder):
        inside = path.relative_to(folder)
        name = f"{shown.rstrip('/')}/{shown_name(str(inside))}"
        for one in _of_file(
            path, name, wish, workshop, folder=path.parent, place=place.below(inside)
        ):
            if isinstance(one, Problem) and one.code in _IN_NO_FORM:
                others.append(path)
            else:
                is_files = isinstance(one, Source) and one.format.name == files.NAME
                has_form = has_form or (isinstance(one, Source) and not is_files)
                has_files = has_files or is_files
                yield one
    if not has_form and not wish.format_name and any(is_kept(path) for path in others):
        source = _of_files(others, folder, shown, wish, place)
        yield _notice(
            "source-as-files",
            shown,
            str(len(others)),
            f"No file in {shown} is in a form of its own; records are made of the files "
            f"themselves ({len(others):,}).",
            "If one of them is a table or a listing that was not recognised, name its form with "
            "--format.",
        )
        yield source
    elif not has_form and not has_files:
        raise _refusal(
            "source-unrecognised",
            shown,
            f"No file in {shown} is in a form that Regesta knows.",
            f"Check that it is the right folder. The forms are: {_forms()}.",
        )
    elif others:
        yield _notice(
            "source-skipped",
            shown,
            str(len(others)),
            f"{len(others):,} files of the folder are in no form of their own and were not "
            "read; those that a table names are taken with its records.",
            "Nothing needs to be done, if that is what they are. To make records of all files of "
            "a folder, import it with --format files.",
        )


def _files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it, in order, without what programs and systems
    leave there for themselves, and without archives of this program."""
    archives = [one.parent for one in folder.rglob(ARCHIVE_SETTINGS)]
    for path in sorted(folder.rglob("*")):
        if any(path.is_relative_to(archive) for archive in archives):
            continue  # an archive is no source: it would take itself in
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith((".", "~$")) for part in inside.parts):
            continue
        if not (_is_temporary(path) or _LITTER.intersection(map(str.casefold, inside.parts))):
            yield path


def _of_files(paths: list[Path], folder: Path, shown: str, wish: Wish, place: Place) -> Source:
    """The files of a folder as one source. Raises `Refused` where there are none."""
    if not paths:
        raise _refusal(
            "source-unrecognised",
            shown,
            f"There are no files in {shown}.",
            "Check that it is the right folder.",
        )
    material = loose_material(paths, folder, shown, place, wish.arrangement, wish.limits.contents)
    return Source(shown, material, BY_NAME[files.NAME])


def _notice(code: str, where: str, value: str, message: str, remedy: str) -> Problem:
    return Problem(
        severity=Severity.NOTICE,
        code=code,
        where=where,
        value=value,
        message=message,
        remedy=remedy,
    )


_PACKED_NAME = re.compile(r"\.(gz|bz2|xz)$", re.IGNORECASE)
_LITTER = {"thumbs.db", "desktop.ini", "__macosx"}
_IN_NO_FORM = ("source-unrecognised", "source-not-text", "source-empty")


def _is_temporary(path: Path) -> bool:
    """Whether an editor left the file beside the one it has open."""
    return path.name.startswith("~$") or path.name.endswith("~")


def _of_file(
    path: Path, shown: str, wish: Wish, workshop: Workshop, *, folder: Path | None, place: Place
) -> Iterator[Source | Problem]:
    """The source that a file is, or those that it holds."""
    try:
        with path.open("rb") as stream:
            head = stream.read(CHUNK)
    except OSError as error:
        raise _unreadable(shown, error) from None
    if not head.strip():
        yield _refusal(
            "source-empty", shown, f"{shown} is empty.", "Choose a file with content."
        ).problem
        return
    if _is_packed(head) or (not _is_document(head) and _is_archive(path, head)):
        yield from _of_packed(path, head, shown, wish, workshop, place)
        return
    if wish.takes_files or (place.is_alone and not wish.format_name and is_kept(path, head)):
        material = loose_material(
            [path], None, shown, place, wish.arrangement, wish.limits.contents
        )
        if wish.takes_files or recognised(replace(material, loose=None)) is None:
            yield Source(shown, material, BY_NAME[files.NAME])
            return
    material = Material(
        name=shown,
        opener=lambda: path.open("rb"),
        encoding=wish.encoding,
        folder=folder,
        mapping=wish.mapping,
    )
    guessed = "" if wish.encoding or head.lstrip().startswith(b"<") else guess(material.head)
    if guessed:
        material = replace(material, encoding=guessed)
    try:
        source = _in_form(material, path.stat().st_size, wish)
    except Refused as refused:
        yield refused.problem
        return
    if guessed:
        yield _encoding_guessed(shown, guessed)
    yield source


def _in_form(material: Material, size: int, wish: Wish) -> Source:
    """The source in its form. Raises `Refused`."""
    shown = material.name
    found = BY_NAME[wish.format_name] if wish.format_name else recognised(material)
    if found is None:
        _refuse_what_is_no_text(material, size, wish.limits)
        raise _refusal(
            "source-unrecognised",
            shown,
            f"{shown} is in no form that Regesta knows.",
            f"Check that it is the right file, or name its form with --format ({_forms()}).",
        )
    if found.whole:
        if size > wish.limits.whole:
            raise _refusal(
                "source-too-large",
                shown,
                f"{shown} is larger than {wish.limits.whole / 1e6:,.0f} MB, the limit for a "
                f"source in the form {found.name!r}, which is read whole.",
                "Split it, or raise source_megabytes under [limits] in regesta.toml.",
            )
        _refuse_what_is_no_text(material, size, wish.limits)
    return Source(shown, material, found, size)


def _encoding_guessed(shown: str, encoding: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="source-encoding-guessed",
        where=shown,
        value=encoding,
        message=f"{shown} is not written in UTF-8; it was taken for {encoding}.",
        remedy="Look at a record of it. If its letters are wrong, undo the import and name the "
        "encoding with --encoding.",
    )


def _refuse_what_is_no_text(material: Material, size: int, limits: Limits) -> None:
    """Names the byte that does not fit, where the text is short enough to be looked at."""
    shown = material.name
    kind = media_type(material.head)
    try:
        if kind != UNKNOWN and not kind.startswith("text/") and not kind.endswith("xml"):
            raise NotText(kind)
        if size <= limits.whole:
            material.text()
        else:
            decode(material.head, material.encoding)
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


# ---------------------------------------------------------------- archives


def _is_document(head: bytes) -> bool:
    """Whether a packed file is a document of its own: a spreadsheet, a text."""
    return head.startswith(ZIP) and any(sign in head[:4_096] for sign in _SPREADSHEETS)


def _is_packed(head: bytes) -> bool:
    return any(head.startswith(sign) for sign, _ in _PACKERS)


def _is_archive(path: Path, head: bytes) -> bool:
    return head.startswith(ZIP) or tarfile.is_tarfile(path)


def _of_packed(
    path: Path, head: bytes, shown: str, wish: Wish, workshop: Workshop, place: Place
) -> Iterator[Source | Problem]:
    target = workshop.place()
    try:
        _check_packing(path, head, shown, wish.limits)
        if head.startswith(ZIP):
            _unpack_zip(path, target, shown, wish.limits)
        elif tarfile.is_tarfile(path):
            _unpack_tar(path, target, shown, wish.limits)
        else:
            single = target / (_PACKED_NAME.sub("", Path(shown).name) or "content")
            opened = next(opened for sign, opened in _PACKERS if head.startswith(sign))
            with opened(path) as stream:
                _copy(stream, single, shown, wish.limits, packed=path.stat().st_size)
            yield from _of_file(
                single, shown, wish, workshop, folder=None, place=place.named(single.name)
            )
            return
    except _DAMAGED as error:
        raise _refusal(
            "archive-damaged",
            shown,
            f"{shown} cannot be unpacked: {str(error) or 'it breaks off'}.",
            "Pack it again, or unpack it yourself and import the folder.",
        ) from None
    yield from _of_folder(target, shown, wish, workshop, place.within())


# What the libraries say of archives that are damaged, or packed in a way they do not know.
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_PACKERS: tuple[tuple[bytes, Callable[[Path], Any]], ...] = (
    (GZIP, gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open),
)  # fmt: skip


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
                raise _refusal(
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
            raise _refusal(
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
        raise _refusal(
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
        raise _refusal(
            "archive-too-large",
            shown,
            f"{shown} holds more than {limits.members:,} files.",
            "Split it, or unpack it yourself and import the folder.",
        )


# ---------------------------------------------------------------- copies


def _copy(stream: BinaryIO, path: Path, shown: str, limits: Limits, *, packed: int = 0) -> None:
    budget = _Budget(shown, limits, packed or limits.unpacked)
    try:
        with path.open("wb") as written:
            while chunk := stream.read(CHUNK):
                budget.spend(len(chunk))
                written.write(chunk)
    except OSError as error:
        raise _unreadable(shown, error) from None


def _downloaded(address: str, wish: Wish, workshop: Workshop) -> Path:
    path = workshop.place("download")
    try:
        download(
            address,
            path,
            largest=wish.limits.unpacked,
            private_addresses=wish.limits.private_addresses,
        )
    except BadAddress as bad:
        raise _refusal("source-address", address, str(bad), bad.remedy) from None
    return path


def _unreadable(shown: str, error: OSError) -> Refused:
    reason = (error.strerror or str(error)).lower()
    return _refusal(
        "source-unreadable",
        shown,
        f"{shown} cannot be read: {reason}.",
        "Check the name and that you may read the file.",
    )


def _forms() -> str:
    return ", ".join(sorted(BY_NAME))


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
