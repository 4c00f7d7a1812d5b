"""A folder of files brought in by the real command, and what a reader then sees."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Command = Any
OBJECTS = Path(__file__).parents[3] / "shared" / "data" / "csv" / "cb-demo" / "objects"


@pytest.fixture
def papers(regesta: Command) -> Path:
    folder = Path(regesta.home) / "papers"
    (folder / "Box 1").mkdir(parents=True)
    (folder / "Box 1" / "1937-04-12 On the carts.txt").write_text(
        "The carts are counted.\f\nTwelve."
    )
    Image.new("RGB", (40, 30)).save(folder / "Box 1" / "1937-04-12 On the carts.jpg")
    (folder / "Письмо 12 мая 1937.txt").write_text("О хлебе и соли.")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.txt"), "wb") as stream:
        stream.write(b"Nothing of note.")
    return folder


def test_a_folder_of_files_is_an_archive(
    regesta: Command, archive: Path, papers: Path, serving: Callable[..., Any]
) -> None:
    """Texts are found, pages shown, what is damaged is kept and named; again, nothing changes."""
    done = regesta("import", "--archive", archive, "--json", papers)
    assert done.status == 0
    assert done.data["created"] == 5
    assert {one["code"] for one in done.data["problems"]} == {
        "source-as-files", "files-damaged", "files-name-not-text",
    }  # fmt: skip
    [hit] = regesta.search(archive, "carts", "twelve")["hits"]
    assert hit["title"] == "On the carts"
    shown = regesta("show", "--archive", archive, "--json", hit["id"]).data
    assert [one["media_type"] for one in shown["record"]["objects"]] == ["image/jpeg", "text/plain"]
    assert regesta.search(archive, "хлебе")["hits"][0]["date"]["edtf"] == "1937-05-12"
    with serving(regesta, "serve", "--archive", archive) as server:
        page = server.get(f"/records/{hit['id']}").text
        assert 'class="page-break" role="separator" aria-label="page 2"' in page
    again = regesta("import", "--archive", archive, "--json", papers).data
    assert (again["unchanged"], again["created"], again["updated"]) == (5, 0, 0)
    assert regesta("check", "--archive", archive).status == 0


def test_a_packed_folder_and_a_pattern(regesta: Command, archive: Path, papers: Path) -> None:
    """An archive is its folder; a pattern is held to, and a bad one refused at once."""
    packed = Path(regesta.home) / "papers.zip"
    with zipfile.ZipFile(packed, "w") as made:
        for path in sorted((papers / "Box 1").iterdir()):
            made.write(path, path.name)
    names = ("--names", "{date} On the {title}")
    done = regesta("import", "--archive", archive, "--json", *names, packed)
    assert done.data["created"] == 1
    assert regesta.search(archive)["hits"][0]["title"] == "carts"
    bad = regesta("import", "--archive", archive, "--names", "{shelf}", packed)
    assert (bad.status, "no field {shelf}" in bad.err) == (2, True)


def test_undoing_and_trying(regesta: Command, archive: Path, papers: Path) -> None:
    """A trial stores nothing; what was taken back comes again under the same identifiers."""
    trial = regesta("import", "--archive", archive, "--dry-run", "--json", papers).data
    assert (trial["created"], regesta.search(archive)["total"]) == (5, 0)
    number = regesta("import", "--archive", archive, "--json", papers).data["import"]
    before = sorted(hit["id"] for hit in regesta.search(archive)["hits"])
    assert regesta("undo", str(number), "--archive", archive, "--json").data["gone"] == 5
    assert regesta("import", "--archive", archive, "--json", papers).data["created"] == 5
    assert sorted(hit["id"] for hit in regesta.search(archive)["hits"]) == before


@pytest.mark.skipif(not OBJECTS.is_dir(), reason="needs the shared data")
def test_real_files(regesta: Command, archive: Path) -> None:
    """Files of a small collection that nobody here made come in without a word."""
    folder = Path(regesta.home) / "objects"
    shutil.copytree(OBJECTS, folder)
    done = regesta("import", "--archive", archive, "--json", folder)
    assert done.data["rejected"] == 0
    assert {one["severity"] for one in done.data["problems"]} <= {"notice"}
    assert done.data["created"] == len({path.stem for path in folder.rglob("*") if path.is_file()})
