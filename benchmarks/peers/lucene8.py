"""Lucene 8, as Debian packs it (`liblucene8-java`), with its counts of sorted sets.

`Lucene8.java` is compiled when it is needed, and is asked over its standard input. It takes
the time inside the virtual machine, so that neither its start nor the pipe counts.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from synthetic import Record

from peers import FACETS, Answer, Unavailable, facet_values

SOURCE = Path(__file__).with_name("Lucene8.java")
JARS = Path("/usr/share/java")
NEEDED = ("lucene-core-8*", "lucene-facet-8*", "lucene-analyzers-common-8*")


class Lucene8:
    name = "Lucene"
    warm_ups = 300  # until the virtual machine has compiled what is run often
    made_by: Sequence[Path] = (SOURCE,)

    def __init__(self) -> None:
        if not shutil.which("javac"):
            raise Unavailable("Lucene: a Java development kit, such as openjdk-17-jdk-headless")
        found = [sorted(JARS.glob(f"{name}.jar")) for name in NEEDED]
        if not all(found):
            raise Unavailable("Lucene: Debian's package liblucene8-java")
        jars = [paths[-1] for paths in found]
        self.version = f"Lucene {jars[0].stem.rpartition('-')[2]}"
        self._classes = tempfile.TemporaryDirectory()
        self._path = ":".join([self._classes.name, *map(str, jars)])
        subprocess.run(
            ["javac", "-cp", self._path, "-d", self._classes.name, str(SOURCE)], check=True
        )

    def build(self, folder: Path, records: Iterable[Record]) -> None:
        with self._java("build", folder, output=None) as java:
            assert java.stdin
            for record in records:
                java.stdin.write(_line(record))
            java.stdin.close()
        if java.returncode:
            raise RuntimeError(f"Lucene could not build its index in {folder}")

    def open(self, folder: Path) -> None:
        self._serving = self._java("serve", folder)

    def search(self, words: str, facets: bool = True) -> Answer:
        asking, answering = self._serving.stdin, self._serving.stdout
        assert asking
        assert answering
        asking.write(f"{int(facets)}\t{words}\n")
        asking.flush()
        count, seconds, hits = 0, 0.0, []
        counts: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS}
        years: dict[int, int] = {}
        for line in answering:
            match line.rstrip("\n").split("\t"):
                case ["count", nanoseconds, records]:
                    count, seconds = int(records), int(nanoseconds) / 1e9
                case ["hit", identifier]:
                    hits.append(identifier)
                case ["year", year, times]:
                    years[int(year)] = int(times)
                case ["facet", name, value, times]:
                    counts[name].append((value, int(times)))
                case ["end"]:
                    break
        else:
            raise RuntimeError(f"Lucene gave no answer to {words!r}")
        if not facets:
            return Answer(count, tuple(hits), seconds=seconds)
        return Answer(count, tuple(hits), counts, years, seconds)

    def close(self) -> None:
        assert self._serving.stdin
        self._serving.stdin.close()
        self._serving.wait()
        self._classes.cleanup()

    def _java(
        self, what: str, folder: Path, output: int | None = subprocess.PIPE
    ) -> subprocess.Popen[str]:
        command = ["java", "-Xmx4g", "-cp", self._path, "Lucene8", what, str(folder)]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=output, text=True, encoding="utf-8"
        )


def _line(record: Record) -> str:
    parts = [
        record.identifier,
        record.title,
        record.names.lower(),  # it is cut at spaces only
        record.summary,
        record.edtf,
        str(record.first_year),
        str(record.order),
        *("|".join(facet_values(record)[name]) for name in FACETS),
    ]
    return "\t".join(parts) + "\n"
