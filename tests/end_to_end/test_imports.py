"""Imports that are looked at first, listed, and taken back; and real sources of every form."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

Command = Any
DATA = Path(__file__).parents[3] / "shared" / "data"
TABLE = """identifier,title,date,description,places,filename,parentid
B-1,On the harvest,4 May 1920,The committee counts the carts.,Kashgar; Hami,scan.txt,
B-2,On the bread,June 1920,The committee weighs the loaves.,Hami,,B-1
B-3,On the salt,31 June 1920,Nobody has any.,,missing.jpg,
"""


@pytest.fixture
def table(regesta: Command) -> Path:
    folder = Path(regesta.home) / "papers"
    folder.mkdir()
    (folder / "letters.csv").write_text(TABLE, encoding="utf-8")
    (folder / "scan.txt").write_text("The carts are counted.")
    return folder / "letters.csv"


def ids(regesta: Command, archive: Path) -> list[str]:
    return sorted(hit["id"] for hit in regesta.search(archive)["hits"])


def test_an_import_is_looked_at_first(regesta: Command, archive: Path, table: Path) -> None:
    """A trial names every record and stores nothing; the run does what it said."""
    trial = regesta("import", "--archive", archive, "--dry-run", "--json", table).data
    assert [one["what"] for one in trial["changes"]] == ["created"] * 3
    assert trial["import"] is None
    assert regesta.search(archive)["total"] == 0
    done = regesta("import", "--archive", archive, "--json", table).data
    assert [one["record"] for one in done["changes"]] == [one["record"] for one in trial["changes"]]
    assert {one["code"] for one in done["problems"]} >= {"date-not-understood"}
    shown = regesta("import", "--archive", archive, "--dry-run", table)
    assert "3 unchanged" in shown.out


def test_an_import_is_taken_back(
    regesta: Command, archive: Path, table: Path, serving: Callable[..., Any]
) -> None:
    """What it made goes and says why; the same source brings the same identifiers back."""
    number = regesta("import", "--archive", archive, "--json", table).data["import"]
    there = ids(regesta, archive)
    listed = regesta("imports", "--archive", archive)
    assert "3 created" in listed.out
    report = regesta("imports", str(number), "--archive", archive, "--json").data
    assert report["report"]["created"] == report["counts"]["created"] == 3
    undone = regesta("undo", str(number), "--archive", archive, "--json").data
    assert undone["gone"] == 3
    assert regesta.search(archive)["total"] == 0
    assert regesta("imports", "--archive", archive, "--json").data[0]["state"] == "undone"
    with serving(regesta, "serve", "--archive", archive) as server:
        page = server.get(f"/records/{there[0]}")
        assert (page.status, "undone" in page.text) == (410, True)
    again = regesta("undo", str(number), "--archive", archive)
    assert (again.status, "before" in again.err) == (1, True)
    assert regesta("import", "--archive", archive, "--json", table).data["created"] == 3
    assert ids(regesta, archive) == there
    assert regesta("check", "--archive", archive).status == 0
    assert regesta("undo", "99", "--archive", archive).status == 1


def test_a_table_brings_its_files_and_its_tree(
    regesta: Command, archive: Path, table: Path, database_rows: Callable[..., Any]
) -> None:
    """Files named in a column are kept, what is missing is named, children stand below."""
    report = regesta("import", "--archive", archive, "--json", table).data
    missing = [one for one in report["problems"] if one["value"].endswith("missing.jpg")]
    assert missing
    below = database_rows(
        archive,
        "select child.level, parent.description from catalog_storedrecord child "
        "join catalog_storedrecord parent on child.parent_id = parent.id",
    )
    assert len(below) == 1
    assert "On the harvest" in below[0][1]
    (hit,) = regesta.search(archive, "carts")["hits"]
    shown = regesta("show", hit["id"], "--archive", archive, "--json").data
    assert [one["name"] for one in shown["record"]["objects"]] == ["scan.txt"]
    assert regesta("check", "--archive", archive, "--json").data["files"] == 2


def test_a_mapping_is_proposed_and_used(regesta: Command, archive: Path) -> None:
    """Headings nobody knows are listed in a first mapping, and then mean what it says."""
    home = Path(regesta.home)
    (home / "odd.csv").write_text("Kopf,Wann\nOn the harvest,4 May 1920\nOn bread,1921\n")
    proposed = regesta("import", "--propose-map", "odd.csv")
    assert (proposed.status, '# "Kopf"' in proposed.out) == (0, True)
    told = proposed.out.replace('# "Kopf" = ""', '"Kopf" = "title"')
    (home / "map.toml").write_text(told.replace('# "Wann" = ""', '"Wann" = "dates"'))
    report = regesta("import", "--archive", archive, "--map", "map.toml", "--json", "odd.csv").data
    assert report["created"] == 2
    assert regesta.search(archive, "--from", "1920", "--to", "1920")["total"] == 1


@pytest.mark.skipif(not DATA.is_dir(), reason="the collections are not beside the project")
def test_a_volume_of_documents(regesta: Command, archive: Path) -> None:
    """Every document of a real volume comes in once, with its people; and again changes
    nothing."""
    path = DATA / "frus" / "frus1961-63v06.xml"
    tree = etree.parse(path)
    documents = tree.xpath("count(//*[local-name()='div'][@type='document'])")
    report = regesta("import", "--archive", archive, "--json", path).data
    assert report["rejected"] == 0
    records = [one for one in report["changes"] if one["what"] == "created"]
    assert len(records) >= documents
    again = regesta("import", "--archive", archive, "--json", path).data
    assert (again["created"], again["updated"], again["rejected"]) == (0, 0, 0)
    found = regesta.search(archive, "Khrushchev")
    assert found["total"] > 50
    assert any("Хрущ" in one["text"] for one in found["expansions"])


@pytest.mark.skipif(not DATA.is_dir(), reason="the collections are not beside the project")
def test_a_folder_of_a_small_project(
    regesta: Command, archive: Path, database_rows: Callable[..., Any]
) -> None:
    """The tables and the files of a collection as small projects keep it, without a mapping."""
    folder = Path(shutil.copytree(DATA / "csv" / "cb-demo", Path(regesta.home) / "cb-demo"))
    report = regesta("import", "--archive", archive, "--json", folder).data
    assert report["created"] > 30
    assert report["rejected"] == 0
    ((kept,),) = database_rows(archive, "select count(*) from catalog_recordfile")
    assert kept >= 5
    assert regesta("check", "--archive", archive).status == 0
