"""Timeline, map and network of a result: in a real browser, by keyboard, as files and as tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree, html

import regesta

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from conftest import Command, Server

BUNDLE = Path(regesta.__file__).parent / "reading_room" / "static" / "pictures" / "timeline.js"
KINDS = ("timeline", "map", "network")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SVG = "{http://www.w3.org/2000/svg}"
POINTS = "figure.picture svg a"

OpenPage = Callable[..., Any]
drawn = pytest.mark.browser
each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def open_picture(open_page: OpenPage, demo: Server) -> Callable[..., Any]:
    """A picture of the demo that is drawn; it says itself of how many points."""
    if not BUNDLE.is_file():
        reason = "no scripts of pictures here (frontend/build.py makes them): nothing was tested"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)

    @contextmanager
    def opened(
        kind: str, query: str = "", data: dict[str, Any] | None = None, **options: Any
    ) -> Iterator[Page]:
        with open_page(demo, **{"viewport": DESK, **options}) as page:
            page.add_init_script(
                "addEventListener('securitypolicyviolation',"
                " event => console.error(event.violatedDirective))"
            )
            if data is not None:
                page.route("**/api/pictures/*", lambda route: route.fulfill(json=data))
            page.goto(f"/search?view={kind}{query}")
            page.wait_for_selector("figure[data-drawn]")
            yield page

    return opened


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def rows_of(page: Page) -> list[str]:
    return page.locator(".picture-table tbody th").evaluate_all(
        "all => all.map(one => one.textContent.trim())"
    )


def names_of(page: Page) -> list[str]:
    return page.locator(POINTS).evaluate_all("all => all.map(one => one.ariaLabel)")


@drawn
@each_kind
def test_a_picture_shows_what_its_table_says(open_picture: Callable[..., Any], kind: str) -> None:
    """Every row of the table is a point, by the same name, that leads to the same page."""
    with open_picture(kind) as page:
        rows, names = rows_of(page), names_of(page)
        assert len(rows) == len(names) > 5
        assert all(name.startswith(row) for name, row in zip(names, rows, strict=True))
        led = [
            page.locator(where).evaluate_all("all => all.map(one => one.getAttribute('href'))")
            for where in (POINTS, ".picture-table tbody th a")
        ]
        # The same parameters, in whatever order.
        assert [_parts(one) for one in led[0]] == [_parts(one) for one in led[1]]


def _parts(address: str) -> tuple[str, list[tuple[str, list[str]]]]:
    parts = urlsplit(address)
    return parts.path, sorted(parse_qs(parts.query).items())


@drawn
@pytest.mark.parametrize("kind", ["map", "network"])
def test_a_point_narrows_by_keyboard(open_picture: Callable[..., Any], kind: str) -> None:
    """Tab comes to one point, Enter narrows the result to it; question and view are kept."""
    with open_picture(kind, "&q=Politburo&from=1936") as page:
        page.get_by_role("button", name="Save as PNG").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Home")
        name = page.locator(":focus").get_attribute("aria-label")
        page.keyboard.press("Enter")
        page.wait_for_url("**with=*")
        asked = query_of(page)
        assert (asked["q"], asked["from"], asked["view"]) == (["Politburo"], ["1936"], [kind])
        page.wait_for_selector("figure[data-drawn]")
        assert name is not None
        assert name.split(",")[0] in page.locator(".chips").inner_text()


@drawn
def test_a_document_of_the_timeline_opens(open_picture: Callable[..., Any]) -> None:
    """Enter on a point opens its document, at its place in the list by date."""
    with open_picture("timeline") as page:
        page.locator(f"{POINTS}[tabindex='0']").focus()
        for key in ("End", "ArrowLeft", "ArrowRight"):
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        page.wait_for_url("**/records/*")
        assert query_of(page)["at"] == ["10"]
        assert "10 of 10" in page.locator(".trail:not(.around)").inner_text()


@drawn
@each_kind
def test_keys_of_a_picture(open_picture: Callable[..., Any], kind: str) -> None:
    """One point is a stop of Tab; arrows go to others, whose names are shown; plus and minus
    enlarge; Escape leaves for the table."""
    with open_picture(kind) as page:
        stop = page.locator(f"{POINTS}[tabindex='0']")
        assert stop.count() == 1
        stop.focus()
        met = {page.locator(":focus").get_attribute("aria-label")}
        for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "PageDown", "End", "Home"):
            page.keyboard.press(key)
            name = page.locator(":focus").get_attribute("aria-label")
            assert page.locator(".picture-said").inner_text() == name
            met.add(name)
            assert stop.count() == 1
        assert len(met) > 2
        moving = page.locator("figure.picture svg > g[transform]").first
        before = moving.get_attribute("transform")
        page.keyboard.press("+")
        assert moving.get_attribute("transform") != before
        page.keyboard.press("0")
        assert moving.get_attribute("transform") == before
        page.keyboard.press("Escape")
        assert page.locator(":focus").inner_text() == "The same as a table"


@drawn
@each_kind
def test_every_point_is_reached_by_keys(open_picture: Callable[..., Any], kind: str) -> None:
    """From the first point, one key goes through all."""
    key = "ArrowRight" if kind == "timeline" else "PageDown"
    with open_picture(kind) as page:
        page.locator(f"{POINTS}[tabindex='0']").focus()
        page.keyboard.press("Home")
        met = []
        for _ in range(page.locator(POINTS).count()):
            met.append(page.locator(":focus").get_attribute("href"))
            page.keyboard.press(key)
        assert len(met) == len(set(met)) == page.locator(POINTS).count()


@drawn
@each_kind
def test_a_picture_is_saved(open_picture: Callable[..., Any], kind: str, tmp_path: Path) -> None:
    """The SVG has every point, with its own colours; the PNG is twice as large as on screen and
    not of one colour."""
    from PIL import Image

    with open_picture(kind) as page:
        page.get_by_role("button", name="Closer").click()
        box = page.locator("figure.picture svg").bounding_box()
        assert box is not None
        saved = {}
        for form in ("svg", "png"):
            with page.expect_download() as waiting:
                page.get_by_role("button", name=f"Save as {form.upper()}").click()
            saved[form] = tmp_path / waiting.value.suggested_filename
            waiting.value.save_as(saved[form])
        points = page.locator(POINTS).count()
    root = etree.parse(saved["svg"]).getroot()
    assert saved["svg"].name == f"{kind}.svg"
    assert len(root.findall(f".//{SVG}a")) == points
    assert b"var(" not in saved["svg"].read_bytes()
    assert not root.findall(".//*[@class]")
    assert all(one.get("stroke", "none") != "none" for one in root.findall(f".//{SVG}a/{SVG}path"))
    with Image.open(saved["png"]) as image:
        assert abs(image.width - 2 * box["width"]) < 8
        assert len(image.convert("RGB").getcolors(1_000_000)) > 10


@drawn
@each_kind
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pictures_are_accessible(
    open_picture: Callable[..., Any], kind: str, scheme: str, size: dict[str, int]
) -> None:
    """A drawn picture and its open table break no rule of accessibility."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"color_scheme": scheme, "viewport": size, "bypass_csp": True}
    with open_picture(kind, **options) as page:
        page.locator(".picture-table summary").click()
        page.locator(f"{POINTS}[tabindex='0']").focus()
        asked = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = Axe().run(page, options=asked).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


@drawn
@each_kind
def test_without_scripts_there_is_the_table(open_page: OpenPage, demo: Server, kind: str) -> None:
    """Without a script, the table has all, and the views are switched by links that keep the
    question."""
    with open_page(demo, java_script_enabled=False, viewport=DESK) as page:
        page.goto("/search?q=Sheng+Shicai&sort=title&decade=1930")
        page.get_by_role("link", name=kind.capitalize(), exact=True).click()
        assert query_of(page) == {
            "q": ["Sheng Shicai"], "sort": ["title"], "decade": ["1930"], "view": [kind],
        }  # fmt: skip
        assert page.locator("[aria-current=page]").inner_text() == kind.capitalize()
        page.locator(".picture-table summary").click()
        assert page.locator(".picture-table tbody a").first.is_visible()
        page.get_by_role("link", name="List", exact=True).click()
        assert "view" not in query_of(page)
        assert query_of(page)["q"] == ["Sheng Shicai"]


@drawn
def test_a_picture_that_cannot_be_drawn(open_page: OpenPage, demo: Server) -> None:
    """Where its data does not come, the picture says so and the table opens."""
    if not BUNDLE.is_file():
        pytest.skip("no scripts of pictures here")
    with open_page(demo, viewport=DESK) as page:
        page.route("**/api/pictures/*", lambda route: route.fulfill(status=404, body="no"))
        page.goto("/search?view=map")
        page.locator("figure [role=status]").wait_for()
        assert page.locator(".picture-table tbody a").first.is_visible()


# Many points -----------------------------------------------------------------------------


def many_documents() -> dict[str, Any]:
    """5,000 documents of twenty years, every fifth of which is vague."""
    documents = []
    for number in range(5_000):
        first = date(1920, 1, 1) + timedelta(days=number * 3 // 2)
        last = first + timedelta(days=200 if number % 5 == 0 else 0)
        documents.append(
            {
                "id": f"made-{number:04d}", "title": f"Letter {number}", "language": "en",
                "date": str(first), "earliest": str(first), "latest": str(last),
            }
        )  # fmt: skip
    documents[0]["earliest"] = None
    return {"total": 5_000, "undated": 0, "documents": documents, "years": []}


def many_places() -> dict[str, Any]:
    return {
        "places": [
            {
                "value": f"p{number}", "label": f"Place {number}", "count": 5_000 - number,
                "latitude": number * 7919 % 140 - 70, "longitude": number * 104_729 % 360 - 180,
                "uncertainty_km": 50 if number % 3 == 0 else None,
            }
            for number in range(5_000)
        ],
        "more": 12,
    }  # fmt: skip


@drawn
@pytest.mark.parametrize(
    ("kind", "data"), [("timeline", many_documents()), ("map", many_places())], ids=KINDS[:2]
)
def test_many_points(open_picture: Callable[..., Any], kind: str, data: dict[str, Any]) -> None:
    """5,000 points are drawn, and moved, in a time that nobody minds."""
    with open_picture(kind, data=data) as page:
        assert page.locator("figure.picture").get_attribute("data-drawn") == "5000"
        assert page.locator(POINTS).count() == 5_000
        moved = page.evaluate(
            """async () => {
              const button = document.querySelector('[data-does=closer]');
              const begun = performance.now();
              for (let step = 0; step < 10; step += 1) {
                button.click();
                await new Promise(requestAnimationFrame);
              }
              return (performance.now() - begun) / 10;
            }"""
        )
        assert moved < 2_000  # milliseconds: a twentieth of it where the machine has time


@drawn
def test_more_documents_than_are_drawn(open_picture: Callable[..., Any]) -> None:
    """Very many documents are counted by year, and by decade where years were too narrow; a bar
    narrows the result to its time, and coming closer shows years."""
    years = [{"year": year, "count": year % 7 + 1} for year in range(1500, 1900)]
    data = {"total": 9_000, "undated": 3, "documents": [], "years": years}
    with open_picture("timeline", "&q=Politburo", data=data) as page:
        assert page.locator(POINTS).count() == 40
        first = page.locator(POINTS).first
        count = sum(one["count"] for one in years[:10])
        assert first.get_attribute("aria-label") == f"1500–1509, documents: {count}"
        for _ in range(4):
            page.get_by_role("button", name="Closer").click()
        page.locator(POINTS).nth(399).wait_for(state="attached")
        assert page.locator(POINTS).count() == 400
        page.get_by_role("button", name="All", exact=True).click()
        page.locator(POINTS).nth(40).wait_for(state="detached")
        first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**from=*")
        asked = query_of(page)
        assert (asked["from"], asked["to"], asked["view"]) == (["1500"], ["1509"], ["timeline"])


# Without a browser -----------------------------------------------------------------------


def test_pictures_show_what_everybody_may_see(
    regesta: Command, archive: Path, listing: Callable[..., str], serving: Callable[..., Any]
) -> None:
    """Drafts are in no picture, in no table and in no count of them."""
    for words, options in (("the mill", ()), ("the weir", ("--draft",))):
        text = listing(4, subject=words, first_day="1901-01-02" if not options else "1850-03-04")
        answer = regesta("import", "--archive", archive, *options, "-", given=text.encode())
        assert answer.status == 0, answer.err
    with serving(regesta, "serve", "--archive", archive) as server:
        found = server.get("/api/pictures/timeline").data
        assert (found["total"], found["undated"], found["years"]) == (4, 0, [])
        assert {one["earliest"][:4] for one in found["documents"]} == {"1901"}
        assert "weir" not in server.get("/search?view=timeline").text
        for kind in ("map", "network"):
            assert "weir" not in server.get(f"/api/pictures/{kind}").text


def test_pictures_without_sense(demo: Server) -> None:
    """A question without sense gets a 400 in words, a picture nobody knows a 404."""
    bad = demo.get("/api/pictures/map?from=yesterday")
    assert (bad.status, "yesterday" in bad.data["error"]) == (400, True)
    assert demo.get("/api/pictures/globe").status == 404
    page = demo.get("/search?view=globe")
    assert page.status == 400
    assert (
        "view takes one of list, timeline, map, network"
        in html.fromstring(page.body).text_content()
    )


@each_kind
def test_pictures_follow_a_forgiven_slip(demo: Server, kind: str) -> None:
    """What was meant is pictured, as it is listed."""
    meant, typed = (
        demo.get(f"/api/pictures/{kind}?q={one}").data for one in ("Kashgar", "Kashgaz")
    )
    assert meant == typed
    assert any(meant.values())


def test_a_table_of_many_rows_has_pages(
    regesta: Command, archive: Path, listing: Callable[..., str], serving: Callable[..., Any]
) -> None:
    """A long table is cut into pages, which say what part they show; the picture has all."""
    answer = regesta("import", "--archive", archive, "-", given=listing(230).encode())
    assert answer.status == 0, answer.err
    with serving(regesta, "serve", "--archive", archive) as server:
        assert len(server.get("/api/pictures/timeline").data["documents"]) == 230
        page = html.fromstring(server.get("/search?view=timeline&page=2").body)
        assert len(page.findall(".//tbody/tr/th[@scope='row'][@dir]")) == 30
        assert "Rows 201 to 230 of 230" in page.text_content()
