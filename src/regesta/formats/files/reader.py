"""Reads files in a process of their own, which is begun again when a file brings it down."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from regesta.formats.files.contents import Content, Fault
from regesta.formats.files.process import Request
from regesta.formats.folder import ContentLimits

_ANSWER = msgspec.json.Decoder(Content)
_COMMAND = (sys.executable, "-m", "regesta.formats.files.process")


@dataclass(slots=True)
class Reader:
    """Used as a context; the process begins with the first file and ends with the context."""

    limits: ContentLimits
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, kind: str, path: Path) -> Content:
        """What the file holds. Never raises: what goes wrong is a fault of the content."""
        request = Request(kind, os.fsencode(path), self.limits)
        process = self._process or self._begun()
        try:
            requests, answers = process.stdin, process.stdout
            if requests is None or answers is None:
                raise BrokenPipeError
            requests.write(msgspec.json.encode(request) + b"\n")
            requests.flush()
            return _ANSWER.decode(answers.readline())
        except (OSError, msgspec.DecodeError):
            self._end()
            return Content(faults=[Fault("files-too-much")])

    def _begun(self) -> subprocess.Popen[bytes]:
        # Where the package was found by this process, the other one finds it as well.
        places = os.pathsep.join(place for place in sys.path if place)
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": places},
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                continue
        process.wait()
