"""How fast a table is imported, beside the least that has to be done for it.

    python benchmarks/importing.py [RECORDS]

Makes a table of 20,000 records, the same every time, in an archive of its own that goes
afterwards, and measures in one run:

- the floor: reading the table into records, writing their descriptions to a bare table of
  SQLite, and their words to a bare index of tantivy;
- the import: `regesta import` from its start to the last record that can be found, with
  revisions, provenance, matching and facets.

Prints records a second of each, in seconds of the clock and of the processor, since others
may share the machine; and how many times the floor the import takes.
"""

from __future__ import annotations

import csv
import random
import resource
import sqlite3
import subprocess
import sys
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
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, archive = folder / "table.csv", folder / "archive"
        write_table(source, count)
        subprocess.run([*REGESTA, "init", str(archive)], check=True, capture_output=True)
        command = [*REGESTA, "import", "--archive", str(archive), str(source)]
        whole = measured(
            "import", count, lambda: subprocess.run(command, check=True, capture_output=True)
        )
        descriptions, words = kept(archive)
        if len(descriptions) != count:
            print(f"{len(descriptions)} records were imported instead of {count}.")
            return 1
        floor = sum(
            (
                measured("reading the table", count, lambda: read(source)),
                measured("bare SQLite", count, lambda: insert(folder / "bare", descriptions)),
                measured("bare tantivy", count, lambda: index(folder / "index", words)),
            )
        )
        print(f"{'floor':<20}{count / floor:>10,.0f} records a second of the processor")
        print(f"The import takes {whole / floor:.1f} times the floor.")
    return 0


def measured(what: str, count: int, work: Callable[[], object]) -> float:
    """Does the work, prints how fast it was, and answers the seconds of the processor."""
    began, used = time.perf_counter(), processor()
    work()
    clock, used = time.perf_counter() - began, processor() - used
    print(
        f"{what:<20}{count / clock:>10,.0f} records a second, {count / used:,.0f} of the processor"
    )
    return used


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
