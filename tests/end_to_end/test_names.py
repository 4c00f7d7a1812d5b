"""People, bodies, places and topics, with the real command and the real server."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

Command, Server, Rows = Any, Any, Callable[[Path, str], list[tuple[Any, ...]]]
DEMO = Path(__file__).parents[2] / "src" / "regesta" / "demo"
SOURCES = [DEMO / name for name in ("xinjiang-authorities.json", "xinjiang.txt", "xinjiang.toml")]
PEOPLE = """kind,name,variants,dates,part_of,Rank
person,Sheng Shicai,盛世才 [zh-Hant] | Sheng Shih-ts'ai [zh-Latn; Wade-Giles],1895/1970,,General
place,Urumqi,Dihua [used: ../1954] | Tihwa [postal],,Xinjiang,
place,Xinjiang,新疆,,,
"""


@pytest.fixture(scope="module")
def named(lasting_regesta: Command) -> Path:
    """The demo's collection, to be read only."""
    archive: Path = lasting_regesta.archive("named")
    answer = lasting_regesta("import", "--archive", archive, "--collection", "Decisions", *SOURCES)
    assert answer.status == 0, answer.err
    return archive


@pytest.fixture(scope="module")
def server(lasting_regesta: Command, named: Path, serving: Callable[..., Any]) -> Iterator[Server]:
    with serving(lasting_regesta, "serve", "--archive", named) as server:
        yield server


@pytest.fixture
def copied(regesta: Command, named: Path) -> Path:
    """A copy of the demo's collection, to be changed."""
    return Path(shutil.copytree(named, regesta.home / "copied"))


def ids(found: Any) -> list[str]:
    return [hit["id"] for hit in found["hits"]]


# Searching -----------------------------------------------------------------------------


def test_four_spellings_find_the_same(server: Server) -> None:
    """In the same order, and each says what else was searched and why."""
    spellings = ("盛世才", "Шэн Шицай", "Sheng Shih-ts'ai", "Shicai Sheng")
    answers = [server.get(f"/api/search?{urlencode({'q': one})}").data for one in spellings]
    assert len({tuple(ids(one)) for one in answers}) == 1
    assert answers[0]["total"] == 4
    for typed, answer in zip(spellings, answers, strict=True):
        searched = {one["text"]: one for one in answer["expansions"]}
        assert set(spellings) - {typed} <= set(searched)
        assert all(one["of"] == typed and one["rule"] for one in searched.values())


def test_a_renamed_town_is_found_by_its_old_names(server: Server) -> None:
    """By the authority file, whatever the script."""
    wanted = server.get("/api/search?q=Urumqi&size=20").data
    for name in ("Тихва", "Dihua", "Tihwa", "迪化"):
        found = server.get(f"/api/search?{urlencode({'q': name, 'size': 20})}").data
        assert ids(found) == ids(wanted)
    assert wanted["total"] > 0


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("NKO", "People's Commissariat of Defence"),
        ("НКО", "NKO"),
        ("РККА", "RKKA"),
        ("RKKA", "Red Army"),
        ("ВКП(б)", "VKP(b)"),
    ],
)
def test_abbreviations_are_names(server: Server, short: str, full: str) -> None:
    """Searching either form finds both."""
    found = [server.get(f"/api/search?{urlencode({'q': one})}").data for one in (short, full)]
    assert set(ids(found[0])) == set(ids(found[1])) != set()


def test_switching_other_spellings_off(
    server: Server, lasting_regesta: Command, named: Path
) -> None:
    """Without them the counts are those of the letters typed, and none are listed."""
    asked = {"q": "盛世才"}
    with_them = server.get(f"/api/search?{urlencode(asked)}").data
    without = server.get(f"/api/search?{urlencode(asked | {'expand': '0'})}").data
    assert (with_them["total"], without["total"], without["expansions"]) == (4, 0, [])
    assert server.get("/api/search?q=x&expand=maybe").status == 400
    literal = lasting_regesta.search(named, "盛世才", "--no-expand")
    assert literal["total"] == 0


def test_names_are_filters(server: Server) -> None:
    """People, organisations, places and topics are counted, and narrow the result."""
    facets = server.get("/api/search").data["facets"]
    assert {name: len(facets[name]) > 3 for name in ("person", "organisation", "place", "topic")}
    for name in ("person", "organisation", "place", "topic"):
        first = facets[name][0]
        found = server.get(f"/api/search?{urlencode({name: first['value']})}").data
        assert found["total"] == first["count"]
    assert facets["person"][0]["label"] == "Sheng Shicai"


# Pages ---------------------------------------------------------------------------------


def identifier_of(server: Server, name: str, facet: str = "person") -> str:
    values = server.get("/api/search").data["facets"][facet]
    return str(next(one["value"] for one in values if one["label"] == name))


def test_the_page_of_a_person(server: Server) -> None:
    """Names in all scripts with their language, dates, documents; typed forgivingly."""
    own = identifier_of(server, "Sheng Shicai")
    page = server.get(f"/names/{own}")
    assert page.status == 200
    assert 'lang="zh-Hant">盛世才' in page.text
    assert "Sheng Shih-ts&#39;ai" in page.text
    assert len(re.findall(r'<a id="title-\d+" href="/records/', page.text)) == 4
    moved = server.get(f"/names/{own.upper().replace('-', '')}")
    assert (moved.status, moved.headers["Location"]) == (301, f"/names/{own}")
    assert server.get("/names/zzzz-zzzz").status == 404


def test_the_page_of_a_place_says_how_sure_it_is(server: Server) -> None:
    """Co-ordinates come with their uncertainty."""
    own = identifier_of(server, "Erlizihe", "place")
    assert re.search(r"° N, [\d.]+° E, to within \d+ km", server.get(f"/names/{own}").text)


def test_a_result_says_what_else_was_searched(server: Server) -> None:
    """In one line, with a switch that turns it off, and another that turns it on again."""
    page = server.get(f"/search?q={quote('盛世才')}").text
    assert "Also searched: " in page
    assert "expand=0" in page
    off = server.get(f"/search?q={quote('盛世才')}&expand=0").text
    assert "Also searched: " not in off
    assert "Search their other spellings too" in off


def test_a_document_marks_whom_it_names(server: Server) -> None:
    """Names in the summary lead to their pages, told apart by how sure they are."""
    (hit,) = server.get("/api/search?q=Frinovsky").data["hits"]
    page = server.get(f"/records/{hit['id']}").text
    own = identifier_of(server, "Frinovsky, Mikhail Petrovich")
    assert re.search(rf'<a class="mention[^"]*" href="/names/{own}"[^>]*>Frinovsky</a>', page)


# Commands ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_is_imported_unchanged(
    regesta: Command, copied: Path, empty_archive: Path, form: str
) -> None:
    """Into the same archive, where nothing changes, and into a new one, which then exports
    the same, identifiers included."""
    exported = regesta("export", "authorities", "--archive", copied, "--as", form)
    assert exported.status == 0, exported.err
    kept = regesta.home / f"kept.{form}"
    kept.write_bytes(exported.out.encode())
    again = regesta("import", "--archive", copied, "--json", kept).data
    assert (again["created"], again["updated"], again["rejected"]) == (0, 0, 0)
    assert again["unchanged"] == again["read"] > 40
    new = Path(shutil.copytree(empty_archive, regesta.home / "new"))
    assert regesta("import", "--archive", new, kept, "--format", "authorities").status == 0
    assert regesta("export", "authorities", "--archive", new, "--as", form).out == exported.out


def test_a_table_of_people(regesta: Command, archive: Path) -> None:
    """A table comes in by its headings; what no element holds is kept and pointed out."""
    table = regesta.home / "people.csv"
    table.write_text(PEOPLE, encoding="utf-8-sig")
    report = regesta("import", "--archive", archive, "--json", table, "--format", "authorities")
    assert (report.status, report.data["created"]) == (0, 3)
    assert [one["code"] for one in report.data["problems"]] == ["authorities-column"]
    written = regesta("export", "authorities", "--archive", archive).out
    assert "盛世才 [zh-Hant] | Sheng Shih-ts'ai [zh-Latn; Wade-Giles]" in written
    assert "General" in written
    output = regesta.home / "out.csv"
    answer = regesta("export", "authorities", "--archive", archive, "--output", output)
    assert (answer.status, answer.out) == (0, "")
    assert output.read_text(encoding="utf-8").startswith("id,kind,name")


def test_mentions_are_shown_and_decided(regesta: Command, copied: Path) -> None:
    """What is rejected stays so when everything is read again, and is counted no more."""
    suggested = regesta("mentions", "--archive", copied, "--state", "suggested", "--json").data
    one = next(item for item in suggested if item["words"] == "Frinovsky")
    assert {"rule", "role", "certainty", "evidence", "start", "end", "author"} <= set(one)
    number = str(one["number"])
    answer = regesta("mentions", one["record"], "--archive", copied, "--reject", number)
    assert (answer.status, "rejected" in answer.out) == (0, True)
    read = regesta("mentions", "--archive", copied, "--read")
    assert (read.status, "Read 10 records" in read.err) == (0, True)
    again = regesta("mentions", "--archive", copied, "--state", "rejected", "--json").data
    assert [item["number"] for item in again] == [one["number"]]
    wrong = regesta("mentions", "--archive", copied, "--confirm", "999999")
    assert (wrong.status, "There is no mention 999999" in wrong.err) == (1, True)
    confirmed = regesta(
        "mentions", one["authority"], "--archive", copied, "--confirm", number, "--json",
        "--certainty", "likely", "--because", "his office",
    ).data  # fmt: skip
    said = next(item for item in confirmed if item["number"] == one["number"])
    assert (said["state"], said["certainty"], said["evidence"]) == (
        "confirmed",
        "likely",
        "his office",
    )


def test_a_merged_address_leads_on(
    regesta: Command, copied: Path, serving: Callable[..., Any]
) -> None:
    """Page, filter and command follow a merge; a split makes a new authority."""
    values = regesta.search(copied)["facets"]["person"]
    kept, other = (next(one["value"] for one in values if one["label"].startswith(name))
                   for name in ("Ma Zhongying", "Ma Hushan"))  # fmt: skip
    merged = regesta("merge", kept, other, "--archive", copied, "--because", "a trial")
    assert merged.status == 0, merged.err
    shown = regesta("show", other, "--archive", copied, "--json").data
    assert (shown["id"], shown["merged"]) == (kept, [other])
    with serving(regesta, "serve", "--archive", copied) as server:
        moved = server.get(f"/names/{other}")
        assert (moved.status, moved.headers["Location"]) == (301, f"/names/{kept}")
        by_old, by_new = (server.get(f"/api/search?person={one}").data for one in (other, kept))
        assert by_old["total"] == by_new["total"] == 3
    again = regesta("merge", kept, other, "--archive", copied)
    assert (again.status, "itself" in again.err) == (1, True)
    split = regesta("split", kept, "Ma Hushan", "馬虎山", "--archive", copied)
    assert split.status == 0, split.err
    found = {one["label"] for one in regesta.search(copied)["facets"]["person"]}
    assert {"Ma Zhongying", "Ma Hushan"} <= found
    refused = regesta("split", kept, "Nobody", "--archive", copied)
    assert (refused.status, "Nobody" in refused.err) == (1, True)


def test_suggestions_count_as_the_archive_is_set(regesta: Command, copied: Path) -> None:
    """Another setting counts anew by itself, and the page says what it counts."""
    before = {one["label"]: one["count"] for one in regesta.search(copied)["facets"]["place"]}
    settings = copied / "regesta.toml"
    told = settings.read_text().replace("# count_suggestions = true", "count_suggestions = false")
    settings.write_text(told)
    checked = regesta("check", "--archive", copied)
    assert (checked.status, "another setting" in checked.out) == (0, True)
    after = {one["label"]: one["count"] for one in regesta.search(copied)["facets"]["place"]}
    assert after.items() <= before.items() or sum(after.values()) < sum(before.values())
    assert after["Urumqi"] == 4


def test_show_of_an_authority(lasting_regesta: Command, named: Path) -> None:
    """A person can be shown like a record, for people and as data."""
    values = lasting_regesta.search(named)["facets"]["person"]
    own = next(one["value"] for one in values if one["label"] == "Sheng Shicai")
    shown = lasting_regesta("show", own, "--archive", named)
    assert shown.status == 0
    assert "Other names: 盛世才" in shown.out
    assert "Revision 1: import" in shown.out
