"""Processes killed at random moments: nothing confirmed is lost, and all ends up whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Command

pytestmark = pytest.mark.slow

Listing = Callable[..., str]
Rows = Callable[[Path, str], list[tuple[Any, ...]]]

RECORDS = 4_500  # several transactions of an import, and two rounds of the index
KILLS: list[float] = []  # the moments of all kills so far
START = 0.3  # seconds before a command has read its archive


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a run that nobody killed took and left."""

    archive: Path
    source: Path
    import_seconds: float
    reindex_seconds: float
    records: list[tuple[Any, ...]]
    report: dict[str, Any]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    """Chance that can be had again: the seed stands in the output of a failed test."""
    seed = int(os.environ.get("CHANCE") or time.time_ns() % 1_000_000)
    print(f"CHANCE={seed}")
    return random.Random(seed)


SAID = """
    SELECT json_extract(description, '$.values.title[0].text'), position, level, publication,
           match_key
    FROM catalog_storedrecord ORDER BY id
"""


@pytest.fixture(scope="module")
def undisturbed(
    lasting_regesta: Command, empty_archive: Path, listing: Listing, database_rows: Rows
) -> Undisturbed:
    source = lasting_regesta.home / "letters.txt"
    source.write_text(listing(RECORDS))
    archive = Path(shutil.copytree(empty_archive, lasting_regesta.home / "undisturbed"))
    started = time.monotonic()
    answer = lasting_regesta("import", "--archive", archive, "--json", source)
    import_seconds = time.monotonic() - started
    assert answer.status == 0, answer.err
    started = time.monotonic()
    assert lasting_regesta("reindex", "--archive", archive).status == 0
    reindex_seconds = time.monotonic() - started
    said = database_rows(archive, SAID)
    assert len(said) == RECORDS
    assert said[0][0]
    return Undisturbed(archive, source, import_seconds, reindex_seconds, said, answer.data)


def moments(chance: random.Random, kills: int, seconds: float) -> list[float]:
    """Moments at random, spread evenly over the run time, in no order."""
    width = (0.95 * seconds - START) / kills
    spread = [START + width * (number + chance.random()) for number in range(kills)]
    chance.shuffle(spread)
    return spread


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kills the process at that moment; False if it had come to its end by then."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        KILLS.append(seconds)
        return True
    return False


def assert_whole(
    regesta: Command, archive: Path, undisturbed: Undisturbed, database_rows: Rows
) -> None:
    """Database, index and files agree, and hold exactly what an undisturbed import left."""
    check = regesta("check", "--archive", archive, "--json")
    assert check.status == 0, check.out + check.err
    assert check.data["agrees"] is True
    assert (check.data["records"], check.data["waiting"]) == (RECORDS, 0)
    assert database_rows(archive, SAID) == undisturbed.records
    assert database_rows(archive, "PRAGMA foreign_key_check") == []
    revisions = "SELECT count(*), count(DISTINCT record_id), max(number) FROM catalog_revision"
    assert database_rows(archive, revisions) == [(RECORDS, RECORDS, 1)]
    found = regesta.search(archive, "--all", "--size", "1000", "--page", "5")
    assert (found["total"], found["last"]) == (RECORDS, RECORDS)


TURNS = 6


@pytest.fixture(scope="module")
def import_moments(undisturbed: Undisturbed, chance: random.Random) -> list[tuple[float, float]]:
    """Two moments a turn to kill an import at, spread over its whole run by all turns.

    An early one goes with a late one: what is left after a late one takes less time.
    """
    spread = sorted(moments(chance, 2 * TURNS, undisturbed.import_seconds))
    pairs = list(zip(spread[:TURNS], spread[TURNS:], strict=True))
    chance.shuffle(pairs)
    return [(pair[turn % 2], pair[1 - turn % 2]) for turn, pair in enumerate(pairs)]


@pytest.mark.parametrize("turn", range(TURNS))
def test_killed_imports(
    regesta: Command,
    archive: Path,
    undisturbed: Undisturbed,
    import_moments: list[tuple[float, float]],
    database_rows: Rows,
    turn: int,
) -> None:
    """However often it is killed, an import goes on as itself and ends as if undisturbed."""
    words = ["import", "--archive", archive, "--json", undisturbed.source]
    for seconds in import_moments[turn]:
        was_killed = kill_after(regesta.start(*words), seconds)
        [(stored,)] = database_rows(archive, "SELECT count(*) FROM catalog_storedrecord")
        print(f"killed after {seconds:.2f} s" if was_killed else "ended", f"with {stored} records")
        assert was_killed or stored == RECORDS
        # Whatever is stored can be found at the next start of any command.
        assert regesta.search(archive, "--size", "1")["total"] == stored
    answer = regesta(*words)
    assert answer.status == 0, answer.err
    # The first import has made everything; one after its end finds nothing left to do.
    [first, *others] = [
        (number, state, json.loads(report))
        for number, state, report in database_rows(
            archive, "SELECT id, state, report FROM catalog_import ORDER BY id"
        )
    ]
    assert first == (1, "finished", undisturbed.report)
    assert {(state, report["unchanged"]) for _, state, report in others} <= {("finished", RECORDS)}
    assert answer.data == (others[-1] if others else first)[2]
    assert_whole(regesta, archive, undisturbed, database_rows)


def test_what_was_confirmed(
    regesta: Command,
    undisturbed: Undisturbed,
    listing: Listing,
    chance: random.Random,
    database_rows: Rows,
) -> None:
    """What an import confirmed outlives the killing of a later one, word for word."""
    archive = Path(shutil.copytree(undisturbed.archive, regesta.home / "archive"))
    (regesta.home / "more.txt").write_text(listing(RECORDS, subject="the lock"))
    words = ["import", "--archive", archive, "--json", "more.txt"]
    for seconds in moments(chance, 3, undisturbed.import_seconds):
        if not kill_after(regesta.start(*words), seconds):
            break
        assert database_rows(archive, SAID)[:RECORDS] == undisturbed.records
        assert regesta.search(archive, '"of the mill"', "--size", "1")["total"] == RECORDS
    assert regesta(*words).status == 0
    assert regesta("check", "--archive", archive).status == 0
    assert regesta.search(archive, "--size", "1")["total"] == 2 * RECORDS


def test_killed_reindexing(
    regesta: Command, undisturbed: Undisturbed, chance: random.Random, database_rows: Rows
) -> None:
    """While ``reindex`` is killed again and again, the archive answers in full."""
    archive = Path(shutil.copytree(undisturbed.archive, regesta.home / "archive"))
    for seconds in moments(chance, 8, undisturbed.reindex_seconds):
        kill_after(regesta.start("reindex", "--archive", archive), seconds)
        assert regesta.search(archive, "barley", "--size", "1")["total"] == RECORDS
    assert regesta("reindex", "--archive", archive).status == 0
    kept = list(archive.glob("index/v*"))
    assert len(kept) <= 2, "what was left half made is cleared away"
    assert_whole(regesta, archive, undisturbed, database_rows)


def test_killed_server(
    regesta: Command,
    undisturbed: Undisturbed,
    empty_archive: Path,
    chance: random.Random,
    unused_port: Callable[[], int],
    database_rows: Rows,
) -> None:
    """A server killed while it brings the index up to date leaves nothing out of it."""
    archive = Path(shutil.copytree(undisturbed.archive, regesta.home / "archive"))
    records = "SELECT identifier FROM catalog_storedrecord ORDER BY id"
    waiting = 0
    for seconds in moments(chance, 7, undisturbed.reindex_seconds):
        if not waiting:  # as an import leaves it that was killed before it came to the index
            shutil.rmtree(archive / "index")
            shutil.copytree(empty_archive / "index", archive / "index")
            database_rows(archive, f"INSERT INTO catalog_outboxrow (record_identifier) {records}")
        server = regesta.start("serve", "--archive", archive, "--port", str(unused_port()))
        assert kill_after(server, seconds)
        [(waiting,)] = database_rows(archive, "SELECT count(*) FROM catalog_outboxrow")
        print(f"killed after {seconds:.2f} s, {waiting} records waiting")
        if not waiting:
            assert regesta.search(archive, "barley", "--size", "1")["total"] == RECORDS
    assert regesta.search(archive, "barley", "--size", "1")["total"] == RECORDS
    assert_whole(regesta, archive, undisturbed, database_rows)


@pytest.fixture
def server_over(
    regesta: Command, archive: Path, unused_port: Callable[[], int]
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        port = str(unused_port())
        started.append(regesta.start("serve", "--archive", archive, "--port", port))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_killed_server_beside_an_import(
    regesta: Command,
    archive: Path,
    undisturbed: Undisturbed,
    chance: random.Random,
    server_over: Callable[[], subprocess.Popen[bytes]],
    database_rows: Rows,
) -> None:
    """Servers killed beside an import, wherever the writing of the index stands, harm nothing."""
    importing = regesta.start("import", "--archive", archive, undisturbed.source)
    kills = 0
    while importing.poll() is None:
        kills += kill_after(server_over(), chance.uniform(0.7, 1.6))
    assert importing.returncode == 0, (regesta.home / "err.txt").read_text()
    assert kills
    assert regesta.search(archive, "--size", "1")["total"] == RECORDS
    assert_whole(regesta, archive, undisturbed, database_rows)


def test_there_were_enough_kills(request: pytest.FixtureRequest) -> None:
    """The tests of this module mean something by their number, too."""
    ran = {item.name for item in request.session.items if item.path == request.path}
    if len(ran) < TURNS + 5:
        pytest.skip("only some of the killing was asked for")
    print(f"{len(KILLS)} kills")
    assert len(KILLS) >= 25
