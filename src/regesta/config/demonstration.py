"""The demo archive: a bundled listing and its supplement, imported like any other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path

from regesta.config.archive import SETTINGS_FILE
from regesta.config.opening import Archive, make_archive, open_archive

if TYPE_CHECKING:
    from regesta.ingest.report import Report

NAME = "Regesta demo"
TITLE = "Soviet policy in Xinjiang, 1936-1941"
FOLDER = Path(__file__).parent.parent / "demo"
SOURCES = ("xinjiang-authorities.json", "xinjiang.txt", "xinjiang.toml")
RunImport = Callable[[Archive, tuple[str, ...], Any], "Report"]


def open_demo(folder: str | None, run_import: RunImport) -> tuple[Archive, Report]:
    """The demo archive, made where it is missing, with the collection of this version."""
    path = Path(folder) if folder else user_data_path("regesta") / "demo"
    made = (path / SETTINGS_FILE).exists()
    archive = open_archive(str(path)) if made else make_archive(path, NAME)
    from regesta.ingest.options import Options

    sources = tuple(str(FOLDER / name) for name in SOURCES)
    return archive, run_import(archive, sources, Options(collection=TITLE))
