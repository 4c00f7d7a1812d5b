"""From what somebody names to material: files, folders, archives, addresses, standard input.

Nothing is read whole here. What cannot be opened twice (standard input, an address, a member
of an archive) is put into a temporary file first, under the limits of the archive's settings.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from regesta.catalog.harvests import was_harvested
from regesta.formats import BY_NAME, files, oai, recognised
from regesta.formats.encoding import guess
from regesta.formats.material import Material
from regesta.formats.reading import Problem, Severity
from regesta.ingest.download import BadAddress, download
from regesta.ingest.harvest_problems import NO_REPOSITORY
from regesta.ingest.harvesting import harvest
from regesta.ingest.loose import Place, is_kept, loose_material
from regesta.ingest.recognising import encoding_guessed, in_form
from regesta.ingest.repository import Manners
from regesta.ingest.repository_address import (
    BadRequest,
    asks_for_a_list,
    asks_for_one_record,
    base_of,
    is_named_as_repository,
    repository_address,
)
from regesta.ingest.source import (
    CHUNK,
    Refused,
    Source,
    Wish,
    Workshop,
    forms,
    refusal,
    unreadable,
)
from regesta.ingest.unpacking import copy, is_archive, is_document, is_packed, unpack

STANDARD_INPUT = "-"
ARCHIVE_SETTINGS = "regesta.toml"  # what tells the folder of an archive


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
        copy(sys.stdin.buffer, path, shown, wish.limits)
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
        raise refusal("source-address", shown, str(bad), remedy) from None
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
        raise refusal(
            "source-unrecognised",
            shown,
            f"No file in {shown} is in a form that Regesta knows.",
            f"Check that it is the right folder. The forms are: {forms()}.",
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
        raise refusal(
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
        raise unreadable(shown, error) from None
    if not head.strip():
        yield refusal(
            "source-empty", shown, f"{shown} is empty.", "Choose a file with content."
        ).problem
        return
    if is_packed(head) or (not is_document(head) and is_archive(path, head)):
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
        source = in_form(material, path.stat().st_size, wish)
    except Refused as refused:
        yield refused.problem
        return
    if guessed:
        yield encoding_guessed(shown, guessed)
    yield source


def _of_packed(
    path: Path, head: bytes, shown: str, wish: Wish, workshop: Workshop, place: Place
) -> Iterator[Source | Problem]:
    target = workshop.place()
    single = unpack(path, head, target, shown, wish.limits)
    if single is None:
        yield from _of_folder(target, shown, wish, workshop, place.within())
    else:
        place = place.named(single.name)
        yield from _of_file(single, shown, wish, workshop, folder=None, place=place)


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
        raise refusal("source-address", address, str(bad), bad.remedy) from None
    return path
