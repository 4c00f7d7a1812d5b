"""The indexes of the sides, which stay in a folder from one run to the next."""

from __future__ import annotations

import hashlib
import inspect
import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import synthetic
from measuring import size_of
from peers import Side
from synthetic import Synthetic

_RUN = f"{time.time():.6f}"


@dataclass(frozen=True, slots=True)
class Built:
    """An index: where it lies, the seconds it took with making its records, and its size."""

    folder: Path
    seconds: float
    bytes: int
    in_this_run: bool


def kept_index(side: Side, name: str, work: Path, made: Synthetic, count: int) -> Built:
    """The side's index of so many records, built unless it is there."""
    folder = work / f"{name}-{count}-{_fingerprint(side)}"
    if not folder.exists():
        _build(side, folder, made, count)
    built = json.loads((folder / "built.json").read_text())
    return Built(folder, built["seconds"], built["bytes"], built["run"] == _RUN)


def _build(side: Side, folder: Path, made: Synthetic, count: int) -> None:
    """Builds beside the folder, which is there only when it is complete."""
    being_built = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(being_built, ignore_errors=True)
    being_built.mkdir(parents=True)
    began = time.perf_counter()
    side.build(being_built, made.records(count))
    seconds = time.perf_counter() - began
    built = {"seconds": seconds, "bytes": size_of(being_built), "run": _RUN}
    (being_built / "built.json").write_text(json.dumps(built))
    being_built.rename(folder)


def _fingerprint(side: Side) -> str:
    """Another one as soon as the records or the way of indexing them are others."""
    files = [Path(synthetic.__file__), Path(inspect.getfile(type(side))), *side.made_by]
    parts = [path.read_bytes() for path in files] + [side.version.encode()]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:10]
