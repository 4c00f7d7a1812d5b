"""How fast a table is imported, beside the least that has to be done for it.

    python benchmarks/importing.py [RECORDS] [--sources SOURCE...]

Makes a table of 50,000 records, the same every time, in an archive of its own that goes
afterwards, and measures in one run:

- the floor: reading the table into records, writing their descriptions to a bare table of
  SQLite, and their words to a bare index of tantivy;
- the import: `regesta import` from its start to the last record that can be found, with
  revisions, provenance, matching and facets.

Prints records a second of each, in seconds of the clock and of the processor, since others
may share the machine; and how many times the floor the import takes. The import works with two
processes, so by the clock it may be quicker than its seconds of the processor.

With sources, each of them is imported into an archive of its own instead, and its records and
megabytes a second are printed, and the most memory a process took.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tantivy

from regesta.formats import table
from regesta.formats.material import Material

WORDS = [
    "salt", "pass", "gate", "tea", "council", "iron", "river", "road", "bridge", "market",
    "letter", "wool", "ferry", "harvest", "bread", "caravan",
]  # fmt: skip
HEADINGS = [
    "identifier", "title", "date", "description", "subject", "place", "creator", "language",
]  # fmt: skip
REGESTA = [sys.executable, "-m", "regesta.config.cli"]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("records", nargs="?", type=int, default=50_000)
    parser.add_argument("--sources", nargs="+", type=Path, default=())
    asked = parser.parse_args()
    for source in asked.sources:
        measure_source(source)
    return 0 if asked.sources else beside_the_floor(asked.records)


def measure_source(source: Path) -> None:
    """Imports one source into a new archive, and prints how fast that was."""
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "archive"
        subprocess.run([*REGESTA, "init", str(archive)], check=True, capture_output=True)
        command = [*REGESTA, "import", "--archive", str(archive), "--json", str(source)]
        began, used = time.perf_counter(), processor()
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        clock, used = time.perf_counter() - began, processor() - used
        report = json.loads(done.stdout)
        size = unpacked(source) / 1e6
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"{source.name}: {report['read']:,} records and authorities, {size:,.0f} MB, "
            f"{clock:,.0f} s, {used:,.0f} of the processor: {report['read'] / clock:,.0f} records "
            f"and {size / clock:.1f} MB a second; at most {memory:,.0f} MB of memory"
        )


def unpacked(source: Path) -> int:
    """The bytes of a file or a folder, of a tar those of its members."""
    if source.is_dir():
        return sum(unpacked(one) for one in source.rglob("*") if one.is_file())
    if tarfile.is_tarfile(source):
        with tarfile.open(source) as archive:
            return sum(member.size for member in archive)
    return source.stat().st_size


def beside_the_floor(count: int) -> int:
    """Imports a table and does the least that has to be done for it; answers the exit status."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, archive = folder / "table.csv", folder / "archive"
        write_table(source, count)
        subprocess.run([*REGESTA, "init", str(archive)], check=True, capture_output=True)
        command = [*REGESTA, "import", "--archive", str(archive), str(source)]
        whole, whole_clock = measured(
            "import", count, lambda: subprocess.run(command, check=True, capture_output=True)
        )
        descriptions, words = kept(archive)
        if len(descriptions) != count:
            print(f"{len(descriptions)} records were imported instead of {count}.")
            return 1
        parts = (
            measured("reading the table", count, lambda: read(source)),
            measured("bare SQLite", count, lambda: insert(folder / "bare", descriptions)),
            measured("bare tantivy", count, lambda: index(folder / "index", words)),
        )
        floor, floor_clock = (sum(one) for one in zip(*parts, strict=True))
        print(
            f"{'floor':<20}{count / floor_clock:>10,.0f} records a second, "
            f"{count / floor:,.0f} of the processor"
        )
        print(
            f"The import takes {whole_clock / floor_clock:.1f} times the floor, and "
            f"{whole / floor:.1f} times its seconds of the processor."
        )
    return 0


def measured(what: str, count: int, work: Callable[[], object]) -> tuple[float, float]:
    """Does the work, prints how fast it was, and answers its seconds of the processor and of
    the clock."""
    began, used = time.perf_counter(), processor()
    work()
    clock, used = time.perf_counter() - began, processor() - used
    print(
        f"{what:<20}{count / clock:>10,.0f} records a second, {count / used:,.0f} of the processor"
    )
    return used, clock


def processor() -> float:
    """Seconds of the processor that this process and those it has run have used."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in uses)


def write_table(path: Path, count: int) -> None:
    draw = random.Random(20)
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEADINGS)
        for number in range(count):
            year, month, day = draw.randint(1900, 1990), draw.randint(1, 12), draw.randint(1, 28)
            rows.writerow(
                [
                    f"B-{number}",
                    f"{' '.join(draw.choices(WORDS, k=6))} {number}",
                    f"{year}-{month:02}-{day:02}",
                    " ".join(draw.choices(WORDS, k=60)),
                    "; ".join(draw.sample(WORDS, k=2)),
                    f"Town {draw.randint(1, 400)}",
                    f"Person {draw.randint(1, 900)}",
                    "en",
                ]
            )


def kept(archive: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The descriptions of an archive, and the words of each record by their weight."""
    from regesta.config.opening import open_archive

    open_archive(str(archive))
    from regesta.catalog.models import StoredRecord
    from regesta.search.describing import entries_of

    names = StoredRecord.objects.order_by("pk").values_list("identifier", flat=True)
    words = [
        {tier.value: " ".join(tokens) for tier, tokens in entry.tiers.items()}
        for entry in entries_of(names)
    ]
    with sqlite3.connect(archive / "archive.sqlite3") as database:
        rows = database.execute("SELECT description FROM catalog_storedrecord ORDER BY id")
        return [description for (description,) in rows], words


def read(path: Path) -> None:
    for _ in table.read(Material.of_file(path)):
        pass


def insert(path: Path, descriptions: list[str]) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, description TEXT)")
        rows = ([description] for description in descriptions)
        database.executemany("INSERT INTO record (description) VALUES (?)", rows)


def index(folder: Path, words: list[dict[str, str]]) -> None:
    schema = tantivy.SchemaBuilder()
    for name in sorted({name for one in words for name in one}):
        schema.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    folder.mkdir()
    bare = tantivy.Index(schema.build(), path=str(folder))
    writer = bare.writer(heap_size=64_000_000, num_threads=1)
    for one in words:
        document = tantivy.Document()
        for name, text in one.items():
            document.add_text(name, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


if __name__ == "__main__":
    sys.exit(main())
