"""Pictures that a text names and that lie beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from regesta.formats.material import Material
from regesta.formats.reading import Attachment


def pictures(material: Material, names: list[str]) -> tuple[Attachment, ...]:
    """Those of the pictures that are there, each once and in their order."""
    found = []
    for name in dict.fromkeys(names):
        # Names of images without an ending are numbers of scans, not of files.
        is_file = "://" not in name and "." in name
        path = material.beside(name) if is_file else None
        if path is not None:
            found.append(Attachment(name=path.name, opener=_opener(path), label=name))
    return tuple(found)


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")
