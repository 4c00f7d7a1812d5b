"""What an archive can set: one table, from which ``regesta.toml``, its reading and the
page ``docs/settings.md`` derive."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from regesta.config.archive import ArchiveError
from regesta.reading_room.catalogues import languages_known


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: where it stands in the file, what it is when nothing is said, and the
    variable of the environment that overrides it."""

    section: str
    name: str
    default: str | bool | int | tuple[str, ...]
    help: str

    @property
    def variable(self) -> str:
        return f"REGESTA_{self.name.upper()}"


SETTINGS = (
    Setting("archive", "name", "A Regesta archive", "The name readers see."),
    Setting(
        "archive",
        "base_address",
        "",
        "The address the archive is published at; permanent addresses begin with it. "
        "While it is empty, they begin with whatever address a reader used.",
    ),
    Setting(
        "archive", "languages", ("en", "ru", "zh", "ar"), "Languages that readers can have the "
        "pages in; the first for those whose browser asks for none of them.",
    ),
    Setting(
        "archive", "contact", "", "Whom readers can write to: an e-mail address, or the address "
        "of a page. The pages about the archive and its accessibility name it.",
    ),
    Setting(
        "archive", "name_editors", False, "Whether the history of a document names who changed it; "
        "otherwise it says that an editor did.",
    ),
    Setting(
        "server",
        "trusted_hosts",
        ("127.0.0.1", "localhost", "[::1]"),
        "Host names the server answers to, besides that of base_address.",
    ),
    Setting("server", "threads", 8, "Requests answered at the same time."),
    Setting(
        "logging", "level", "warning", "What is written to standard error: debug, info, "
        "warning or error.",
    ),
    Setting(
        "search", "count_suggestions", True, "Whether the filters for people, organisations, "
        "places and topics also count what the program suggests and nobody has confirmed.",
    ),
    Setting(
        "imports", "private_addresses", False, "Whether an import may fetch from addresses inside "
        "a private network.",
    ),
    Setting(
        "imports", "harvest_attempts", 6, "How often a repository is asked one question before a "
        "harvest gives up; the pauses between grow, or are as long as the repository asks for.",
    ),
    Setting(
        "imports", "harvest_wait_minutes", 60, "The most that these pauses last in one harvest.",
    ),
    Setting(
        "limits", "source_megabytes", 64, "The largest source of a form that is read whole; forms "
        "that are read piece by piece have no limit.",
    ),
    Setting(
        "limits", "unpacked_megabytes", 4000, "The most that an archive or an address may hold.",
    ),
    Setting("limits", "unpacked_files", 100_000, "The most files that an archive may hold."),
    Setting(
        "limits", "file_megabytes", 1000, "The largest PDF or text document whose text is read; "
        "larger ones are kept without.",
    ),
    Setting("limits", "text_pages", 5000, "The most pages of one file whose text is read."),
    Setting(
        "limits", "text_characters", 5_000_000, "The most characters of text taken from one file.",
    ),
    Setting(
        "limits", "image_megapixels", 500, "The most million pixels that a picture may have, to be "
        "read.",
    ),
    Setting("limits", "reading_seconds", 60, "The longest that reading one file may take."),
    Setting("limits", "reading_megabytes", 2000, "The most memory that reading one file may take."),
    Setting(
        "limits", "harvest_questions", 100_000, "The most questions that a harvest asks one "
        "repository; each is answered by one page of its list.",
    ),
    Setting("limits", "page_size", 10, "Records on a page of results, 1 to 100."),
    Setting(
        "limits", "list_size", 1000, "Records in one file of a result as RIS, BibTeX or CSL-JSON, "
        "1 to 1,000; the rest is had page by page.",
    ),
    Setting("limits", "feed_size", 50, "Records in a feed, 1 to 1,000."),
    Setting(
        "limits", "lists_at_once", 4, "Whole results (CSV, JSON Lines) that are written at the "
        "same time; each keeps one of the threads. Whoever asks for one more is told to wait.",
    ),
)  # fmt: skip
_BY_PLACE = {(setting.section, setting.name): setting for setting in SETTINGS}
_MAIL = re.compile(r"""[^\s@<>"?&,;]+@[^\s@<>"?&,;/]+\.\w+""")
_CHOICES = {"level": ("debug", "info", "warning", "error")}
_LARGEST = {
    "threads": 256, "source_megabytes": 100_000, "page_size": 100,
    "list_size": 1000, "feed_size": 1000, "lists_at_once": 256,
    "unpacked_megabytes": 10_000_000, "unpacked_files": 10_000_000, "file_megabytes": 1_000_000,
    "text_pages": 1_000_000, "text_characters": 1_000_000_000, "image_megapixels": 1_000_000,
    "reading_seconds": 86_400, "reading_megabytes": 1_000_000,
    "harvest_attempts": 100, "harvest_wait_minutes": 10_000, "harvest_questions": 10_000_000,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The settings of an archive, one attribute for each line of `SETTINGS`."""

    name: str
    base_address: str
    languages: tuple[str, ...]
    contact: str
    name_editors: bool
    trusted_hosts: tuple[str, ...]
    threads: int
    level: str
    count_suggestions: bool
    private_addresses: bool
    source_megabytes: int
    unpacked_megabytes: int
    unpacked_files: int
    file_megabytes: int
    text_pages: int
    text_characters: int
    image_megapixels: int
    reading_seconds: int
    reading_megabytes: int
    harvest_attempts: int
    harvest_wait_minutes: int
    harvest_questions: int
    page_size: int
    list_size: int
    feed_size: int
    lists_at_once: int


def read_preferences(file: Path) -> Preferences:
    """The settings in a file, the environment's before them. Raises `ArchiveError`."""
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ArchiveError(
            f"{file} cannot be read: {(error.strerror or '').lower()}.", "Check who may read it."
        ) from None
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"{file} is not valid TOML: {error}.", "Mend that line.") from None
    values: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}
    for section, content in document.items():
        for name, value in content.items() if isinstance(content, dict) else [("", content)]:
            setting = _BY_PLACE.get((section, name))
            if setting is None:
                place = f"{name} under [{section}]" if name else section
                raise ArchiveError(
                    f"{file} has a setting nobody knows: {place}.",
                    "Remove it; docs/settings.md lists all there are.",
                )
            values[name] = _checked(setting, value, str(file))
    for setting in SETTINGS:
        if said := os.environ.get(setting.variable):
            value = _from_environment(setting, said)
            values[setting.name] = _checked(setting, value, f"The variable {setting.variable}")
    return Preferences(**values)


def starting_file(name: str | None) -> str:
    """A first ``regesta.toml``: every setting with its explanation and its default."""
    lines: list[str] = ["# The settings of this archive. Every one may be left out."]
    section = ""
    for setting in SETTINGS:
        if setting.section != section:
            section = setting.section
            lines += ["", f"[{section}]"]
        value = name if name and setting.name == "name" else setting.default
        commented = "" if setting.name == "name" else "# "
        lines += [f"# {setting.help}", f"{commented}{setting.name} = {as_toml(value)}"]
    return "\n".join(lines) + "\n"


def as_toml(value: str | bool | int | tuple[str, ...]) -> str:
    # A JSON string, truth value or list of strings is TOML as it stands.
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _from_environment(setting: Setting, said: str) -> Any:
    if isinstance(setting.default, tuple):
        return [part.strip() for part in said.split(",") if part.strip()]
    if isinstance(setting.default, bool):
        return {"true": True, "false": False}.get(said.strip().lower(), said)
    if isinstance(setting.default, int):
        return int(said) if said.strip().isdecimal() else said
    return said


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _checked(setting: Setting, value: Any, place: str) -> Any:
    if isinstance(setting.default, tuple):
        good = isinstance(value, list) and bool(value)
        good = good and all(isinstance(part, str) and part.strip() for part in value)
        wanted = "a list of words in quotation marks, at least one"
    elif isinstance(setting.default, bool):
        good = isinstance(value, bool)
        wanted = "true or false"
    elif isinstance(setting.default, int):
        largest = _LARGEST[setting.name]
        good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= largest
        wanted = f"a whole number from 1 to {largest}"
    else:
        choices = _CHOICES.get(setting.name)
        good = isinstance(value, str) and (bool(value.strip()) or not setting.default)
        good = good and (choices is None or value in choices)
        wanted = f"one of {', '.join(choices)}" if choices else "words in quotation marks"
    if setting.name == "languages" and good:
        good = set(value) <= set(languages_known()) and len(set(value)) == len(value)
        wanted = f"a list, each once, of {', '.join(languages_known())}"
    if setting.name == "base_address" and good:
        good = not value or _is_address(value)
        wanted = "an address that begins with http:// or https://"
    if setting.name == "contact" and good:
        good = not value or _is_address(value) or _MAIL.fullmatch(value) is not None
        wanted = "an e-mail address, or an address that begins with http:// or https://"
    if not good:
        raise ArchiveError(
            f"{place}: {setting.name} takes {wanted}, not {value!r}.", "Change it there."
        )
    return tuple(value) if isinstance(value, list) else value
