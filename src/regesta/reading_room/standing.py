"""The pages that stand by themselves: help, about the archive, and whatever it adds.

Each is a Markdown file. Those in the archive's folder ``pages`` go before those that come
with Regesta: ``about.md`` there takes the place of ours, ``about.ru.md`` stands beside it for
readers of Russian, and ``project.md`` is a further page.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from regesta.reading_room.markdown import title_of

HELP, ABOUT, ACCESSIBILITY, COLOPHON = "help", "about", "accessibility", "colophon"
HOME = "home"  # no page of its own: what the first page says of the archive
OURS = Path(__file__).parent / "texts"
OUR_LANGUAGE = "en"
LARGEST = 1_000_000  # bytes of a page
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*", re.IGNORECASE)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is now: by time and size it is known again."""

    path: Path
    language: str
    changed: int
    size: int

    @property
    def text(self) -> str:
        return _read(self.path, self.changed, self.size)


@dataclass(frozen=True, slots=True)
class Standing:
    """A page, of the files there are the one that suits a reader best."""

    name: str
    file: File

    @property
    def address(self) -> str:
        return address_of(self.name)

    @property
    def language(self) -> str:
        """What it is written in: as its file says, or else what its writer uses by default."""
        ours = OUR_LANGUAGE if self.file.path.parent == OURS else settings.LANGUAGE_CODE
        return self.file.language or ours

    @property
    def title(self) -> str:
        """Its first heading, or else the name of its file."""
        values = {"archive": str(settings.ARCHIVE_NAME)}
        return title_of(self.file.text, values) or self.name.replace("-", " ").capitalize()


def standing(name: str) -> Standing | None:
    """The page of that name in the language of the reader, as far as there is one: the
    archive's own before ours, and in each the reader's language before the first."""
    for files in (_files(settings.PAGES_FOLDER), _ours()):
        if known := files.get(name):
            return Standing(name, _best(known))
    return None


def all_standing() -> list[Standing]:
    """The pages that every page leads to, those of the archive's own between ours."""
    own = sorted(_files(settings.PAGES_FOLDER).keys() - _ours().keys() - {HOME})
    names = (HELP, ABOUT, *own, ACCESSIBILITY, COLOPHON)
    return [found for name in names if (found := standing(name))]


def address_of(name: str) -> str:
    return reverse("help") if name == HELP else reverse("standing", args=[name])


def _best(known: dict[str, File]) -> File:
    wanted = (get_language() or "").lower()
    choices = (wanted, wanted.partition("-")[0], "", settings.LANGUAGE_CODE.lower(), OUR_LANGUAGE)
    return next((known[one] for one in choices if one in known), next(iter(known.values())))


@lru_cache(maxsize=1)
def _ours() -> dict[str, dict[str, File]]:
    return _files(OURS)  # they change with the program only


def _files(folder: Path) -> dict[str, dict[str, File]]:
    """The pages of a folder by name and language, "" for a file that names none."""
    found: dict[str, dict[str, File]] = {}
    for path, status in sorted(_entries(folder)):
        stem = path.name.removesuffix(".md")
        name, dot, language = stem.rpartition(".")
        if not dot or not name or not _LANGUAGE.fullmatch(language):
            name, language = stem, ""
        file = File(path, language.lower(), status.st_mtime_ns, status.st_size)
        found.setdefault(name, {})[file.language] = file
    return found


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    # The archive need not have the folder, and a file may go while it is read.
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for one in entries:
            is_page = one.name.endswith(".md") and not one.name.startswith((".", "_"))
            if is_page and one.is_file():
                with suppress(FileNotFoundError):
                    yield Path(one.path), one.stat()


@lru_cache(maxsize=256)
def _read(path: Path, changed: int, size: int) -> str:
    """The text of a file; ``changed`` and ``size`` tell one state of it from another."""
    try:
        content = path.read_bytes()[:LARGEST]
    except OSError as error:
        log.error("%s cannot be read: %s. Check who may read it.", path, error.strerror)
        return ""
    if size > LARGEST:
        log.warning("%s is cut after %s bytes: a page has no more.", path, f"{LARGEST:,}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        log.warning("%s is not written in UTF-8; save it so, to have all its letters.", path)
        return content.decode("utf-8-sig", "replace")
