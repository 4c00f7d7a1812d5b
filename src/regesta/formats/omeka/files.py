"""Files of items: looked for beside the export, never fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from regesta.formats.draft import Draft
from regesta.formats.material import Material
from regesta.formats.reading import Attachment, Severity


def attachment(  # the parts of a file
    draft: Draft,
    material: Material,
    address: str,
    *,
    name: str = "",
    label: str = "",
    media_type: str = "",
) -> Iterator[Attachment]:
    """The file of that name, or of the name its address ends in, where it lies in the
    folder or in ``files`` or ``files/original`` below. Its address is kept."""
    draft.keep("file", address)
    for candidate in dict.fromkeys((name, name_in(address))):
        for folder in ("", "files/", "files/original/", "original/"):
            if candidate and (path := material.beside(folder + candidate)):
                yield Attachment(
                    name=name or path.name, opener=_opener(path), media_type=media_type,
                    label=" ".join(label.split()),
                )  # fmt: skip
                return
    if address or name:
        draft.warn(
            "omeka-file-missing",
            "objects",
            address or name,
            "The file of this item is not in the folder of the export; its address is kept.",
            "Put the files beside the export under the names their addresses end in.",
            Severity.NOTICE,
        )


def name_in(address: str) -> str:
    """The name of a file that an address ends in, "" where it has none."""
    try:
        return unquote(PurePosixPath(urlsplit(address).path).name)
    except ValueError:
        return ""


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")
