"""Which state of the index answers now."""

from __future__ import annotations

from pathlib import Path


def generation(folder: Path) -> tuple[str, int, int]:
    """Another one after every commit to the index in the folder, and after every swap.

    Told by the same signs by which a search finds that it has to read the index anew.
    """
    try:
        name = (folder / "current").read_text().strip()
        status = (folder / name / "meta.json").stat()
    except FileNotFoundError:
        return "", 0, 0
    return name, status.st_mtime_ns, status.st_ino
