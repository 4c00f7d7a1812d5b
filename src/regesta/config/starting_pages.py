"""Putting the texts of the standing pages where whoever keeps an archive can edit them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def write_pages(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Writes Regesta's own texts into the folder; answers each file and whether it is new.
    What is there already is left alone."""
    from regesta.reading_room.standing import OURS

    folder.mkdir(exist_ok=True)
    for ours in sorted(OURS.glob("*.md")):
        file = folder / ours.name
        try:
            with file.open("x", encoding="utf-8") as stream:
                stream.write(ours.read_text(encoding="utf-8"))
        except FileExistsError:
            yield file, False
        else:
            yield file, True
