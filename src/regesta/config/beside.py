"""Indexing beside an import, in a process of its own: two processors do the work in the time
of one.

The process needs no help to end well: when its standard input closes, because the import is
done or was killed, it lets go after the batch it is in; and what it has not done, the next
command does.
"""

from __future__ import annotations

import subprocess
import sys
import threading
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


def main() -> None:
    archive = open_archive(sys.argv[1])
    from regesta.catalog.models import OutboxRow

    closed = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), closed.set()), daemon=True).start()
    while not closed.wait(PAUSE):
        if OutboxRow.objects.order_by("pk")[LEAST - 1 :].exists():
            archive.index.catch_up(is_enough=closed.is_set)


if __name__ == "__main__":
    main()
