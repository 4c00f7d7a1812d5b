"""Real editions and finding aids come in whole: the archive is compared with what a path through
the source itself counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

Command = Any
Rows = Callable[[Path, str], list[tuple[Any, ...]]]
DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the collections are not beside the project"
)


def counted(paths: Iterable[Path], path: str) -> int:
    """How many elements of some sources a path finds, whatever their namespace."""
    parser = etree.XMLParser(
        load_dtd=False, no_network=True, resolve_entities=False, recover=True, huge_tree=True
    )
    return sum(int(etree.parse(one, parser).xpath(f"count({path})")) for one in paths)


def test_five_volumes(regesta: Command, archive: Path, database_rows: Rows) -> None:
    """Every document once, and the persons that the volumes mark are confirmed mentions."""
    volumes = sorted((DATA / "frus").glob("*.xml"))
    assert len(volumes) == 5
    report = regesta("import", "--archive", archive, "--json", *volumes).data
    assert report["rejected"] == 0
    documents = counted(volumes, "//*[local-name()='div'][@type='document']")
    question = "select count(*) from catalog_storedrecord where level = 'item'"
    assert database_rows(archive, question) == [(documents,)]
    question = "select count(*) from catalog_mention where state = 'confirmed'"
    ((confirmed,),) = database_rows(archive, question)
    assert confirmed > 5_000
    assert regesta("check", "--archive", archive).status == 0
    again = regesta("import", "--archive", archive, "--json", *volumes).data
    assert (again["created"], again["updated"], again["rejected"]) == (0, 0, 0)


UNITS = (
    "//*[local-name()='archdesc'] | //*[local-name()='dsc']//*[local-name()='c'"
    " or (string-length(local-name())=3 and starts-with(local-name(), 'c0'))"
    " or (string-length(local-name())=3 and starts-with(local-name(), 'c1'))]"
)


@pytest.mark.parametrize(("folder", "number"), [("ead", 14), ("ead3", 4)])
def test_finding_aids(
    regesta: Command, archive: Path, database_rows: Rows, folder: str, number: int
) -> None:
    """Every unit of description once, each below the one it stands in."""
    aids = sorted((DATA / folder).glob("*.xml"))
    assert len(aids) == number
    report = regesta("import", "--archive", archive, "--json", *aids).data
    assert report["rejected"] == 0
    units = counted(aids, UNITS)
    assert database_rows(archive, "select count(*) from catalog_storedrecord") == [(units,)]
    question = "select count(*) from catalog_storedrecord where parent_id is null"
    assert database_rows(archive, question) == [(number,)]
    assert regesta("check", "--archive", archive).status == 0


def test_undoing_leaves_what_was_there(
    regesta: Command, archive: Path, database_rows: Rows
) -> None:
    """An archive after an import that was undone shows what it showed before: what it made
    is gone, what it changed is as it was."""
    rows = "identifier,title,date,description,place\n"
    first, second = regesta.home / "letters.csv", regesta.home / "more" / "letters.csv"
    second.parent.mkdir()
    first.write_text(f"{rows}B-1,On salt,1937,The carts.,Hami\nB-2,On tea,May 1938,The tax.,\n")
    second.write_text(
        f"{rows}B-1,On the salt,4 May 1937,No carts.,Kashgar\nB-2,On tea,May 1938,The tax.,\n"
        "B-3,On bread,1940,The loaves.,Hami\n"
    )

    def shown() -> tuple[Any, Any]:
        found = regesta.search(archive, "--size", "1000")
        question = (
            "select identifier, description, parent_id from catalog_storedrecord"
            " where publication = 'public' order by identifier"
        )
        left = {name: value for name, value in found.items() if name != "took_ms"}
        return left, database_rows(archive, question)

    regesta("import", "--archive", archive, "--collection", "Letters", first)
    before = shown()
    volume = DATA / "frus" / "frus1961-63v06.xml"
    options = ["--archive", archive, "--collection", "More letters", "--json"]
    report = regesta("import", *options, second, volume).data
    assert report["updated"] >= 1
    assert report["created"] > 100
    assert shown() != before
    assert regesta("undo", str(report["import"]), "--archive", archive).status == 0
    assert shown() == before
