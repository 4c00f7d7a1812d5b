"""Harvesting with the real command, from a real server, more than once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from oai_server import Reply, Repository, at_list, serving

Command = Any


@pytest.fixture
def repository() -> Iterator[Repository]:
    made = Repository(sets={"l": "Letters"})
    for number in range(1, 8):
        made.put(
            f"{number}",
            f"Letter {number} on the lamps",
            stamp="2024-05-01T00:00:00Z",
            sets=("l",),
            more=f"<dc:date>1952-03-0{number}</dc:date><dc:creator>Quill, Ada</dc:creator>",
        )
    with serving(made):
        yield made


@pytest.fixture
def archive(archive: Path) -> Path:
    """An archive that may ask this machine."""
    file = archive / "regesta.toml"
    text = file.read_text(encoding="utf-8")
    for name, value in (("private_addresses", "true"), ("harvest_attempts", "2")):
        text = re.sub(rf"# ({name} =) .*", rf"\1 {value}", text)
    file.write_text(text, encoding="utf-8")
    return archive


def brought_in(regesta: Command, archive: Path, *words: str) -> Any:
    return regesta("import", "--archive", archive, "--json", *words).data


def test_a_repository_is_harvested_again_and_again(
    regesta: Command, archive: Path, repository: Repository
) -> None:
    """All of it, then what is new; undone, it is asked for again."""
    first = brought_in(regesta, archive, repository.address)
    assert (first["created"], first["problems"]) == (7, [])
    assert [one["source"] for one in first["sources"]] == [repository.address]
    (hit,) = regesta.search(archive, "--from", "1952-03-05", "--to", "1952-03-05")["hits"]
    shown = regesta("show", hit["id"], "--archive", archive, "--json").data
    assert "Letters" in str(shown)
    assert "oai:merrow.example:5" in str(shown)
    repository.now = "2024-06-05T00:00:00Z"
    repository.put("5", "Letter 5 on the wicks", sets=("l",))
    second = brought_in(regesta, archive, repository.address)
    assert (second["created"], second["updated"], second["read"]) == (0, 1, 1)
    assert repository.lists()[-1]["from"] == "2024-06-01T12:00:00Z"
    again = regesta("import", "--archive", archive, repository.address)
    assert (again.status, "1 unchanged" in again.out) == (0, True)
    whole = brought_in(regesta, archive, "--from-the-start", repository.address)
    assert (whole["unchanged"], whole["read"]) == (7, 7)
    assert regesta("undo", str(first["import"]), "--archive", archive, "--force").status == 0
    brought_in(regesta, archive, repository.address)
    assert "from" not in [one for one in repository.lists() if "metadataPrefix" in one][-1]
    assert regesta.search(archive)["total"] == 7
    assert regesta("check", "--archive", archive).status == 0


def test_waiting_is_told(regesta: Command, archive: Path, repository: Repository) -> None:
    """Whoever waits for a repository sees why, and for how long."""
    later = Reply(503, b"later", {"Retry-After": "1"})
    repository.disturbances = [at_list(2, lambda *_: later)]
    answer = regesta("import", "--archive", archive, repository.address)
    assert answer.status == 0
    assert "503" in answer.err
    assert "in 1 seconds" in answer.err
    assert "7 created" in answer.out


def test_a_repository_that_fails_leaves_what_came(
    regesta: Command, archive: Path, repository: Repository
) -> None:
    """The exit status tells that something is missing; the next time all is asked for."""
    later = Reply(503, b"later", {"Retry-After": "1"})
    repository.disturbances = [at_list(2, lambda *_: later, times=99)]
    answer = regesta("import", "--archive", archive, "--json", repository.address)
    assert (answer.status, answer.data["created"]) == (1, 3)
    assert [one["code"] for one in answer.data["problems"]] == ["harvest-busy"]
    repository.disturbances = []
    done = brought_in(regesta, archive, repository.address)
    assert (done["created"], done["unchanged"]) == (4, 3)


def test_a_harvest_is_tried_first(
    regesta: Command, archive: Path, repository: Repository, database_rows: Callable[..., Any]
) -> None:
    """A trial tells what would come and keeps nothing, not even the moment."""
    trial = regesta("import", "--archive", archive, "--dry-run", repository.address)
    assert "7 created" in trial.out
    assert database_rows(archive, "select count(*) from catalog_harvest") == [(0,)]


def test_a_web_page_is_no_repository(
    regesta: Command, archive: Path, repository: Repository
) -> None:
    """Whoever names a page instead of a repository is told what to look for."""
    repository.disturbances = [lambda *_: Reply(body=b"<!doctype html><title>Merrow</title>")]
    answer = regesta("import", "--archive", archive, f"oai+{repository.address}")
    assert answer.status == 1
    assert "/oai/request" in answer.err
    assert "Traceback" not in answer.err


def test_a_harvest_that_was_killed_is_the_same_import(
    regesta: Command, archive: Path, repository: Repository, database_rows: Callable[..., Any]
) -> None:
    """Killed while it saves, it is taken up again under its number, and nothing is twice."""
    repository.page_size = 500
    for number in range(10, 4_000):
        repository.put(f"{number}", f"Letter {number}", stamp="2024-05-01T00:00:00Z", sets=("l",))
    process = regesta.start("import", "--archive", archive, repository.address)
    saved = "select count(*) from catalog_storedrecord"
    ends = time.monotonic() + 60
    while database_rows(archive, saved) == [(0,)] and time.monotonic() < ends:
        time.sleep(0.01)
    process.kill()
    process.wait()
    ((before,),) = database_rows(archive, saved)
    assert before
    repository.now = "2024-06-02T00:00:00Z"
    done = brought_in(regesta, archive, repository.address)
    assert "from" not in [one for one in repository.lists() if "metadataPrefix" in one][-1]
    assert (done["import"], done["created"]) == (1, len(repository.entries))
    assert database_rows(archive, saved) == [(len(repository.entries),)]
    assert regesta("check", "--archive", archive).status == 0
