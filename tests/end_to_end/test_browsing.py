"""Looking about without a question: registers, years, the chronology, trees of collections."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urljoin

import pytest
from lxml import html

if TYPE_CHECKING:
    from conftest import Command, Server

DEMO = Path(__file__).parents[2] / "src" / "regesta" / "demo"
SOURCES = [DEMO / name for name in ("xinjiang-authorities.json", "xinjiang.txt", "xinjiang.toml")]
LETTERS = 120  # of the finding aid
NUMBERED = """Record number,Title,Date
1,First note,1901
2,Second note,1902
3,Third note,1903
5,Fifth note,1905
6,Sixth note,1906
8,Eighth note,
"""


@pytest.fixture(scope="module")
def mill(lasting_regesta: Command, arranged: Path, serving: Callable[..., Any]) -> Iterator[Server]:
    with serving(lasting_regesta, "serve", "--archive", arranged) as server:
        yield server


@pytest.fixture(scope="module")
def demo(lasting_regesta: Command, serving: Callable[..., Any]) -> Iterator[Server]:
    archive = lasting_regesta.archive("decisions")
    answer = lasting_regesta("import", "--archive", archive, "--collection", "Decisions", *SOURCES)
    assert answer.status == 0, answer.err
    table = lasting_regesta.home / "notes.csv"
    table.write_text(NUMBERED)
    answer = lasting_regesta("import", "--archive", archive, "--collection", "Notes", table)
    assert answer.status == 0, answer.err
    with serving(lasting_regesta, "serve", "--archive", archive) as server:
        yield server


def page_of(server: Server, target: str) -> Any:
    answer = server.get(target)
    assert answer.status == 200, target
    return html.fromstring(answer.text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def facet(server: Server, name: str, label: str) -> str:
    values = server.get("/api/search").data["facets"][name]
    return str(next(one["value"] for one in values if one["label"] == label))


# Trees ---------------------------------------------------------------------------------


def lines(page: Any) -> list[str]:
    """The titles in the tree, each with the depth it stands at."""
    found = page.xpath("//div[@class='tree']//li[@id]")
    return [
        f"{len(one.xpath('ancestor::li'))} {one.xpath('./a[not(@class)]')[0].text}" for one in found
    ]


def opening(page: Any, title: str) -> str:
    """Where the link leads that opens or closes a unit."""
    (link,) = page.xpath(f"//li[a[text()='{title}']]/a[@class='opens']")
    return str(link.get("href")).partition("#")[0]


def mill_page(server: Server) -> str:
    return f"/collections/{facet(server, 'collection', 'Papers of the Saltby mill')}"


def test_a_tree_is_opened_by_links(mill: Server) -> None:
    """The whole stands open; a unit opens by its link, in received order, and closes again."""
    page = page_of(mill, mill_page(mill))
    assert lines(page) == ["0 Papers of the Saltby mill", "1 Files", "1 Letters"]
    counted = [words(one) for one in page.xpath("//div[@class='tree']//span[@class='count']")]
    assert counted == ["2 units", "2 units", f"{LETTERS} units"], "what is closed is not counted"
    files = page_of(mill, opening(page, "Files"))
    assert lines(files) == [
        "0 Papers of the Saltby mill", "1 Files", "2 Accounts of barley", "2 Maps", "1 Letters",
    ]  # fmt: skip
    assert "Sealed" not in files.text_content()
    accounts = page_of(mill, opening(files, "Accounts of barley"))
    assert lines(accounts)[2:6] == [
        "2 Accounts of barley", "3 Account 1", "3 Account 2", "3 Account 3",
    ]  # fmt: skip
    assert lines(page_of(mill, opening(accounts, "Accounts of barley"))) == lines(files)


def test_a_long_branch_is_paged(mill: Server) -> None:
    """Every unit is on one of its pages; a page that is not there is said to be none."""
    letters = opening(page_of(mill, mill_page(mill)), "Letters")
    titles = []
    for part in (1, 2, 3):
        page = page_of(mill, f"{letters}&part={part}")
        titles += [one for one in lines(page) if one.startswith("2 ")]
    assert titles == [f"2 Letter {one} from the keeper" for one in range(1, LETTERS + 1)]
    assert f"51 – 100 of {LETTERS}" in page_of(mill, f"{letters}&part=2").text_content()
    assert mill.get(f"{letters}&part=x").status == 404


@pytest.mark.parametrize("asked", ["nobody", "zzzz-zzzz", "%00", "x" * 3000])
def test_what_is_not_in_the_tree_is_not_opened(mill: Server, asked: str) -> None:
    """Whatever is typed."""
    assert mill.get(f"{mill_page(mill)}?open={asked}").status == 404
    assert mill.get(f"/units/{asked}/below?of=x").status == 404
    assert mill.get(f"/units/{asked}").status == 404


def test_what_is_closed_is_in_no_tree(
    mill: Server, arranged: Path, database_rows: Callable[..., Any]
) -> None:
    """Neither by its own address nor as what stands below another."""
    own = mill_page(mill).rpartition("/")[2]
    hidden = database_rows(
        arranged,
        "SELECT identifier FROM catalog_storedrecord WHERE description LIKE '%Sealed%'",
    )
    assert len(hidden) == 2
    for (identifier,) in hidden:
        assert mill.get(f"/collections/{own}?open={identifier}").status == 404
        assert mill.get(f"/units/{identifier}").status == 404
        assert mill.get(f"/units/{identifier}/below?of={own}").status == 404


def test_a_branch_by_itself(mill: Server) -> None:
    """What a script puts into the page is what the page itself would show."""
    address = mill_page(mill)
    unit = re.findall(r"open=([\w-]+)", opening(page_of(mill, address), "Files"))[0]
    branch = mill.get(f"/units/{unit}/below?of={address.rpartition('/')[2]}")
    assert (branch.status, "<html" in branch.text) == (200, False)
    titles = re.findall(r'href="/records/[^"]+">([^<]+)<', branch.text)
    assert titles == ["Accounts of barley", "Maps"]


def test_a_document_says_where_it_stands(mill: Server) -> None:
    """What is above it leads there, and on to those beside it in the tree."""
    (hit,) = mill.get("/api/search?" + urlencode({"q": 'title:"Account 2"'})).data["hits"]
    page = page_of(mill, f"/records/{hit['id']}")
    (nav,) = page.xpath("//nav[@class='standing-in']")
    assert [words(one) for one in nav.xpath(".//li")] == ["Files", "Accounts of barley"]
    beside = page_of(mill, nav.xpath("./p/a/@href")[0].partition("#")[0])
    assert "3 Account 2" in lines(beside)
    # A letter far down a long branch is reached, too.
    (hit,) = mill.get("/api/search?" + urlencode({"q": 'title:"Letter 117"'})).data["hits"]
    page = page_of(mill, f"/records/{hit['id']}")
    assert page.xpath("//nav[@class='standing-in']/p/a")


def test_a_hierarchy_in_no_collection(
    regesta: Command, archive: Path, serving: Callable[..., Any], finding_aid: str
) -> None:
    """Is shown on a page of its own, whichever unit of it is asked for."""
    source = regesta.home / "mill.xml"
    source.write_text(finding_aid)
    assert regesta("import", "--archive", archive, source).status == 0
    with serving(regesta, "serve", "--archive", archive) as server:
        (hit,) = server.get("/api/search?" + urlencode({"q": 'title:"Account 2"'})).data["hits"]
        moved = server.get(f"/units/{hit['id']}")
        assert moved.status == 301
        page = page_of(server, moved.headers["Location"].partition("#")[0])
        assert "3 Account 2" in lines(page)


def test_a_collection_is_described(mill: Server) -> None:
    """By its own words, or by those of the whole in it, in the order of ISAD(G)."""
    page = page_of(mill, mill_page(mill))
    assert "What the millers of Saltby kept." in page.text_content()
    labels = [words(one) for one in page.xpath("//section[@class='described']//dt")]
    assert labels[:2] == ["Extent and medium", "System of arrangement"]
    data = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    assert (data["@type"], data["collectionSize"]) == ("Collection", LETTERS + 8)


def test_a_collection_knows_what_is_missing(demo: Server) -> None:
    """By the count of its source, and by gaps in the numbers that it gave."""
    page = page_of(demo, f"/collections/{facet(demo, 'collection', 'Decisions')}")
    assert "10 of 13 documents are here. The source counts 3 more." in words(page)
    notes = page_of(demo, f"/collections/{facet(demo, 'collection', 'Notes')}")
    assert "2 are not here: 4, 7. They may be missing, or may never have been given." in words(
        notes
    )


# Registers -----------------------------------------------------------------------------


def test_the_register_of_people(demo: Server) -> None:
    """Every name once with the count that a search has, by letters, leading to its page."""
    page = page_of(demo, "/browse/people")
    lines_ = page.xpath("//ul[@class='register']/li[not(@class)]")
    counted = {words(one.xpath("./a")[0]): int(one.xpath("./span[@class='count']")[0].text)
               for one in lines_}  # fmt: skip
    values = demo.get("/api/search").data["facets"]["person"]
    assert counted == {one["label"]: one["count"] for one in values}
    titles = [words(one.xpath("./a")[0]).casefold() for one in lines_]
    assert titles == sorted(titles)
    for letter in page.xpath("//nav[@class='letters']//a/@href"):
        assert page.xpath(f"//li[@id='{letter.rpartition('#')[2]}']")
    assert "1895–1970" in page.text_content()
    for link in page.xpath("//ul[@class='register']//a/@href")[:3]:
        assert demo.get(link).status == 200


def test_a_register_is_searched_in_any_script(demo: Server) -> None:
    """A name is found by every other name of it; nothing found is said."""
    for typed in ("shen", "盛世", "шэн шиц"):
        found = page_of(demo, f"/browse/people?containing={quote(typed)}")
        names = [words(one) for one in found.xpath("//ul[@class='register']/li/a")]
        assert ("Sheng Shicai" in names) == (typed != "shen" or "Sheng Shicai" in names)
        assert typed == "shen" or names == ["Sheng Shicai"]
    empty = page_of(demo, "/browse/people?containing=qqqq")
    assert "No name here has words that begin so." in empty.text_content()


def test_a_register_by_count(demo: Server) -> None:
    """The most frequent first, as the filters of a result have them."""
    page = page_of(demo, "/browse/people?order=count")
    first = words(page.xpath("//ul[@class='register']/li/a")[0])
    assert first == demo.get("/api/search").data["facets"]["person"][0]["label"]


@pytest.mark.parametrize(
    "target", ["/browse/nobody", "/browse/people?page=2", "/browse/people?page=x"]
)
def test_no_such_register(demo: Server, target: str) -> None:
    """Is said as of any page."""
    assert demo.get(target).status == 404


def test_all_ways_on_one_page(demo: Server, mill: Server) -> None:
    """Kinds of names that the archive has none of are not offered."""
    assert "People" in page_of(demo, "/browse").text_content()
    ways = page_of(mill, "/browse").text_content()
    assert ("People" in ways, "Papers of the Saltby mill" in ways) == (False, True)


def test_years(demo: Server) -> None:
    """Each year counts the documents that begin in it; the undated are counted apart."""
    page = page_of(demo, "/browse/years")
    rows = {words(row.xpath("./th")[0]): int(words(row.xpath("./td[@class='number']")[0]))
            for row in page.xpath("//tr[@class='year']")}  # fmt: skip
    assert rows == {
        "1901": 1, "1902": 1, "1903": 1, "1905": 1, "1906": 1,
        "1936": 1, "1937": 5, "1938": 2, "1941": 2,
    }  # fmt: skip
    assert "1 document without a date" in words(page)
    for link in page.xpath("//table//a/@href"):
        assert demo.get(link.partition("#")[0]).status == 200


# Chronology ----------------------------------------------------------------------------


def walked(server: Server, target: str) -> list[str]:
    """The documents on all pages of a chronology, from the first by its links."""
    found: list[str] = []
    while target:
        page = page_of(server, target)
        shown = page.xpath("//div[@class='chronicle']//h3/a/@href")
        assert 0 < len(shown) <= 100
        found += [re.findall(r"/records/([\w-]+)", link)[0] for link in shown]
        following = page.xpath("//nav[@class='turning']/a[@rel='next']/@href")
        target = urljoin(target, following[0]) if following else ""
    return found


def test_the_chronology_holds_everything_once(mill: Server) -> None:
    """From page to page, in the order of a search by date."""
    asked = mill.get("/api/search?sort=date&size=1000").data
    assert walked(mill, "/chronology") == [hit["id"] for hit in asked["hits"]]


def test_a_chronology_of_a_search(mill: Server) -> None:
    """Holds what the search finds."""
    asked = mill.get("/api/search?sort=date&size=1000&q=account").data
    assert walked(mill, "/chronology?q=account") == [hit["id"] for hit in asked["hits"]]
    assert mill.get("/chronology?from=yesterday").status == 400
    assert "nothing to read" in page_of(mill, "/chronology?q=camel").text_content()


def test_years_of_the_chronology(demo: Server) -> None:
    """Head their documents, with the reference beneath; the undated stand at the end."""
    page = page_of(demo, "/chronology")
    heads = [words(one) for one in page.xpath("//div[@class='chronicle']/h2")]
    assert heads == [
        "1901", "1902", "1903", "1905", "1906", "1936", "1937", "1938", "1941",
    ]  # fmt: skip
    assert "RGASPI, f. 17, op. 162, d. 19, l. 44" in page.text_content()
    undated = page_of(demo, "/chronology?year=undated")
    assert [words(one) for one in undated.xpath("//div[@class='chronicle']/h2")] == ["Undated"]
    assert words(undated.xpath("//nav[@class='turning']/a")[0]) == "Before: 1901–1941"
    again = page_of(demo, "/chronology?year=1937")
    assert again.xpath("//h2[@id='y1937']")


@pytest.mark.parametrize("asked", ["year=soon", "part=0", "year=1937&part=9", "year=" + "9" * 50])
def test_no_such_page_of_the_chronology(demo: Server, asked: str) -> None:
    """Is refused in words."""
    assert demo.get(f"/chronology?{asked}").status in (400, 404)


# Names ---------------------------------------------------------------------------------


def test_who_is_met_with_whom(demo: Server) -> None:
    """Counts, also of others of its kind, are those of the documents that speak of both."""
    own = facet(demo, "person", "Sheng Shicai")
    page = page_of(demo, f"/names/{own}")
    both = page.xpath("//dl[contains(@class, 'together')]//a[@class='both']")
    assert len(both) > 10
    for link in both[:6]:
        query = link.get("href").partition("?")[2]
        found = demo.get(f"/api/search?{query}").data["total"]
        assert words(link).startswith(f"{found} document")
    people = words(page.xpath("//dl[contains(@class, 'together')]/dt")[0])
    assert people == "Person"


def test_documents_of_several_names(demo: Server) -> None:
    """All that are asked for together must be spoken of; a page says so and lets go of each."""
    one, other = (facet(demo, "person", name) for name in ("Sheng Shicai", "Ma Hushan"))
    either = demo.get(f"/api/search?person={one}&person={other}").data["total"]
    both = demo.get(f"/api/search?with={one}&with={other}").data["total"]
    assert 0 < both < either
    page = page_of(demo, f"/search?with={one}&with={other}")
    chips = [words(chip) for chip in page.xpath("//ul[@class='chips']//a")]
    assert "Remove with Sheng Shicai ×" in chips
    assert demo.get("/api/search?with=nobody").data["total"] == 0


def test_a_name_for_programs(demo: Server) -> None:
    """As linked data, with a feed of its documents; names stand by language and script."""
    page = page_of(demo, f"/names/{facet(demo, 'person', 'Sheng Shicai')}")
    data = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    assert (data["@type"], data["name"]) == ("Person", "Sheng Shicai")
    assert "盛世才" in data["alternateName"]
    (feed,) = page.xpath("//link[@type='application/atom+xml']/@href")
    assert demo.get(feed).status == 200
    groups = [words(one) for one in page.xpath("//dl[contains(@class, 'names-of')]/dt")]
    assert {"Chinese (Latin)", "Chinese (Cyrillic)"} <= set(groups)
    assert page.xpath("//div[@class='histogram']//rect")
