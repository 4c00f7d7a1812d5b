"""Files kept under the SHA-512 of their content, in a local folder.

The same content is kept once, whatever it was called. A file is complete or absent:
it is written beside its place and moved there when it lies safely on the disk.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20


class FileStore:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, stream: BinaryIO) -> tuple[str, int]:
        """Keeps what the stream holds; answers its SHA-512 in hexadecimal and its size."""
        self._folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha512(), 0
        handle, written = tempfile.mkstemp(prefix="incoming-", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as target:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            place = self.path(digest.hexdigest())
            place.parent.mkdir(parents=True, exist_ok=True)
            Path(written).replace(place)
        finally:
            Path(written).unlink(missing_ok=True)
        return digest.hexdigest(), size

    def path(self, sha512: str) -> Path:
        """Where a file lies, or would lie."""
        return self._folder / sha512[:2] / sha512[2:4] / sha512

    def is_intact(self, sha512: str) -> bool | None:
        """Whether the content still has its hash; None where the file is missing."""
        digest = hashlib.sha512()
        try:
            with self.path(sha512).open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
        except FileNotFoundError:
            return None
        return digest.hexdigest() == sha512

    def kept(self) -> Iterator[str]:
        """The SHA-512 of every file in the store, by its name alone."""
        for path in self._folder.glob("??/??/*"):
            yield path.name
