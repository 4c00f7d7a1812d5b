"""The stylesheets, scripts and pictures of the pages, sent compressed."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

PACKED = (".css", ".js", ".json", ".svg", ".txt")  # what gets smaller


class StaticFiles(WhiteNoiseMiddleware):
    """Serves the files as WhiteNoise does, and packs them when the server starts: nothing need
    be written where Regesta is installed, and nothing is older than its source."""

    def __init__(self, get_response: Any) -> None:
        self._packed = tempfile.TemporaryDirectory(prefix="regesta-static-")
        super().__init__(get_response)

    def get_static_file(
        self, path: str, url: str, stat_cache: Mapping[str, os.stat_result] | None = None
    ) -> StaticFile:
        if not path.endswith(PACKED):
            return super().get_static_file(path, url, stat_cache)
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        smaller = Path(self._packed.name) / f"{len(self.files)}.gz"
        smaller.write_bytes(gzip.compress(Path(path).read_bytes(), 9, mtime=0))
        return StaticFile(path, headers.items(), encodings={"gzip": str(smaller)})
