"""The process in which files are read: what goes wrong in it takes nothing else with it.

It reads requests, one a line of JSON, from standard input and answers each with one line. It
ends by itself, whatever it is doing, when a file takes longer than the limit; memory is held
down where the system can do that.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TextIO

import msgspec

from regesta.formats.files.contents import Content, Fault
from regesta.formats.folder import ContentLimits

_LONGEST_REASON = 200
_MODULES = {
    "pdf": "pdf", "word": "word", "opendocument": "opendocument", "image": "image", "text": "plain",
}  # fmt: skip


class Request(msgspec.Struct):
    """``path`` as bytes, since names of files need not be text."""

    kind: str
    path: bytes
    limits: ContentLimits


def main() -> None:
    logging.disable(logging.CRITICAL)
    with open(os.devnull, "w", encoding="utf-8") as silent:
        _answer(silent)


def _answer(silent: TextIO) -> None:
    answers, decoder = sys.stdout.buffer, msgspec.json.Decoder(Request)
    for line in sys.stdin.buffer:
        request = decoder.decode(line)
        _hold_memory(request.limits.memory)
        faulthandler.dump_traceback_later(request.limits.seconds, exit=True, file=silent)
        try:
            content = read(request.kind, Path(os.fsdecode(request.path)), request.limits)
        finally:
            faulthandler.cancel_dump_traceback_later()
        answers.write(msgspec.json.encode(content) + b"\n")
        answers.flush()


def read(kind: str, path: Path, limits: ContentLimits) -> Content:
    """What a file holds; every failure is a fault of it."""
    try:
        # Libraries of an extra are looked for only when a file needs them.
        module = import_module(f"regesta.formats.files.{_MODULES[kind]}")
        found: Content = module.read(path, limits)
    except ImportError as error:
        return Content(faults=[Fault("files-extra-missing", error.name or "")])
    except MemoryError:
        return Content(faults=[Fault("files-too-much")])
    except Exception as error:  # libraries raise all kinds of errors at damaged files
        if isinstance(error, OSError) and error.errno is not None:
            return Content(faults=[Fault("file-unreadable", (error.strerror or "").lower())])
        reason = f"{error or type(error).__name__}".encode("utf-8", "replace").decode()
        reason = reason.replace(str(path), path.name)
        return Content(faults=[Fault("files-damaged", " ".join(reason.split())[:_LONGEST_REASON])])
    return found


def _hold_memory(limit: int) -> None:
    try:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if most == resource.RLIM_INFINITY or limit <= most:
            resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    except (ImportError, OSError, ValueError):
        return  # a system without it


if __name__ == "__main__":
    main()
