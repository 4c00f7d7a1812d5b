"""Indexing beside an import, in a process of its own: two processors do the work in the time
of one.

Records that are about to be read against new names are left until they were: the import tells
up to which one they are, a key in a line on standard input.

The process needs no help to end well: when its standard input closes, because the import is
done or was killed, it lets go after the batch it is in; and what it has not done, the next
command does.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from types import TracebackType

from regesta.config.opening import Archive, open_archive

WORTH_IT = 4_000  # records saved before a second process pays for its start
LEAST = 4_000  # records waiting before it begins a batch: a commit costs much more than one
PAUSE = 0.1  # seconds between two looks at what is waiting


class Beside:
    """Starts the process once so many records were saved that it is worth it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._saved = 0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
            self._process.wait()

    def step(self, saved: int) -> None:
        self._saved += saved
        if self._process is None and self._saved >= WORTH_IT:
            command = [sys.executable, "-m", __name__, str(self._archive.folder.path)]
            # What it might have to say, the index at the end of the import says as well.
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def read_to(self, key: int) -> None:
        """All records up to this key were read against new names."""
        if self._process is None or self._process.stdin is None:
            return
        with suppress(BrokenPipeError):  # what it has not done is done at the end
            self._process.stdin.write(b"%d\n" % key)
            self._process.stdin.flush()


class _Told:
    """What the import says on standard input, until it is done."""

    def __init__(self) -> None:
        self.read_to = 0
        self.closed = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin.buffer:
            self.read_to = int(line)
        self.closed.set()


def main() -> None:
    archive = open_archive(sys.argv[1])
    from regesta.catalog.models import NamesChanged
    from regesta.search.indexing import waiting_rows

    told = _Told()
    while not told.closed.wait(PAUSE):
        up_to = told.read_to if NamesChanged.objects.exists() else None
        if waiting_rows(up_to)[LEAST - 1 :].exists():
            archive.index.catch_up(is_enough=told.closed.is_set, up_to=up_to)


if __name__ == "__main__":
    main()
