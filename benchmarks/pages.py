"""How many pages of results an archive serves, over HTTP and from one process.

    python benchmarks/pages.py --work FOLDER [--records COUNT] [--seconds SECONDS]

Imports synthetic records (`synthetic.py`) as a table into an archive in FOLDER, where it
stays for the next run, serves it with `regesta serve`, and lets eight clients ask at once,
each for the next page as soon as it has the last. Clients and server share the machine. No
question is put twice, so nothing that is remembered of an answer helps. Of a hundred
questions (`MIX`):

- 40 are a word that about 0.9 of a hundred records have, 15 one that about 9 have, and 5
  one that 70 have, within dates;
- 20 are two words, 10 a phrase, and 10 a word within one collection.

Every page has its facets. Prints pages a second, p50 and p95 in milliseconds, in all and of
each kind, and the private memory of the serving process.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from measuring import Times, machine, private_memory
from synthetic import FIRST_YEAR, LAST_YEAR, Synthetic

CLIENTS = 8
GOALS = "goals: 250 pages a second, p95 under 60 ms"
MIX = {"0.9%": 40, "9%": 15, "70% within dates": 5, "AND": 20, "phrase": 10, "in a collection": 10}
HEADINGS = (
    "identifier",
    "title",
    "date",
    "description",
    "people",
    "places",
    "topics",
    "collection",
)
REGESTA = [sys.executable, "-m", "regesta.config.cli"]


def main() -> int:
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = reader.add_argument
    add("--work", type=Path, required=True, help="where the archive is kept between runs")
    add("--records", type=int, default=200_000)
    add("--seconds", type=float, default=30, help="that the clients ask")
    options = reader.parse_args()
    print(machine())
    made = Synthetic()
    archive = prepared(options.work / f"archive-{options.records}", made, options.records)
    port = free_port()
    command = [*REGESTA, "serve", "--archive", str(archive), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(server, port)
        asked = questions(made, collections(port))
        began = time.perf_counter()
        taken = ask(port, asked, options.seconds)
        report(taken, time.perf_counter() - began)
        written, whole = private_memory(server.pid)
        print(f"private memory of the server: {written:,.0f} MB written, {whole:,.0f} MB in all")
    finally:
        server.terminate()
        server.wait()
    return 0


def prepared(archive: Path, made: Synthetic, count: int) -> Path:
    """The archive, imported unless it is there."""
    if archive.exists():
        return archive
    part = archive.with_name(f"{archive.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([*REGESTA, "init", str(part)], check=True, capture_output=True)
    table = archive.with_suffix(".csv")
    write_table(table, made, count)
    began = time.perf_counter()
    imported = [*REGESTA, "import", "--archive", str(part), str(table)]
    subprocess.run(imported, check=True, stdout=subprocess.DEVNULL)
    print(f"imported at {count / (time.perf_counter() - began):,.0f} records a second")
    table.unlink()
    part.rename(archive)
    return archive


def write_table(path: Path, made: Synthetic, count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEADINGS)
        for one in made.records(count):
            rows.writerow(
                [one.identifier, one.title, one.edtf, one.summary, "; ".join(one.people),
                 "; ".join(one.places), "; ".join(one.topics), one.collection]
            )  # fmt: skip


def collections(port: int) -> list[str]:
    """The identifiers that the archive has given to its collections."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/api/search?size=1")
    answer = json.load(connection.getresponse())
    connection.close()
    return [one["value"] for one in answer["facets"]["collection"]]


def questions(made: Synthetic, identifiers: list[str]) -> Iterator[tuple[str, str]]:
    """Kind and parameters of one question after another, none of them twice."""
    draw = random.Random(8)
    rare, common = made.words_matching(0.009, 2_000), made.words_matching(0.09, 60)
    (frequent,) = made.words_matching(0.7, 1)
    put: set[str] = set()
    while True:
        (kind,) = draw.choices([*MIX], weights=[*MIX.values()])
        first = draw.randint(FIRST_YEAR, LAST_YEAR)
        span = {"from": first, "to": draw.randint(first, LAST_YEAR)}
        asked: dict[str, object] = {
            "0.9%": {"q": draw.choice(rare)},
            "9%": {"q": draw.choice(common)},
            "70% within dates": {"q": frequent, **span},
            "AND": {"q": f"{draw.choice(common)} {draw.choice(rare)}"},
            "phrase": {"q": f'"{draw.choice(common)} {draw.choice(common)}"'},
            "in a collection": {
                "q": draw.choice(rare),
                "collection": draw.choice(identifiers),
            },
        }[kind]
        parameters = urlencode(asked)
        if parameters in put:
            # The other words of the kind have had their turn: the same within dates.
            parameters = urlencode({**asked, **span})
        if parameters not in put:
            put.add(parameters)
            yield kind, parameters


def ask(port: int, source: Iterator[tuple[str, str]], seconds: float) -> dict[str, list[float]]:
    """Seconds that each page took its client, by the kind of question."""
    taken: dict[str, list[float]] = {kind: [] for kind in MIX}
    failures: list[str] = []
    lock = threading.Lock()
    until = time.perf_counter() + seconds

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until and not failures:
            with lock:
                kind, parameters = next(source)
            began = time.perf_counter()
            connection.request("GET", f"/search?{parameters}")
            answer = connection.getresponse()
            page = answer.read()
            passed = time.perf_counter() - began
            with lock:
                taken[kind].append(passed)
                if answer.status != 200 or b"</html>" not in page:
                    failures.append(f"{answer.status} for {parameters}: {page[:200]!r}")
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    return taken


def report(taken: dict[str, list[float]], seconds: float) -> None:
    everything = [one for times in taken.values() for one in times]
    print(f"{len(everything) / seconds:,.1f} pages a second to {CLIENTS} clients; {GOALS}")
    print(f"{'':<24}{'pages':>7}{'p50 ms':>12}{'p95 ms':>12}")
    for kind, times in {**taken, "all": everything}.items():
        if times:
            print(f"{kind:<24}{Times(tuple(sorted(times)))}")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("regesta serve ended by itself")


if __name__ == "__main__":
    sys.exit(main())
