"""The pages in a real browser: for everybody, at every width, by keyboard, without scripts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from conftest import Command, Server

pytestmark = pytest.mark.browser

SCREENSHOTS = Path(__file__).parent.parent.parent / "docs" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
NARROWEST = {"width": 320, "height": 640}
ENLARGED = {"width": 640, "height": 400}  # a desk's screen at 200 per cent

OpenPage = Callable[..., Any]


@pytest.fixture(scope="module")
def targets(demo: Server) -> dict[str, str]:
    """One address of every kind of page."""
    [hit] = demo.get("/api/search?size=1&q=Sheng+Shicai&sort=date").data["hits"]
    facets = demo.get("/api/search").data["facets"]
    return {
        "home": "/",
        "results": "/search?q=Sheng+Shicai",
        "literal": "/search?q=Sheng+Shicai&expand=0",
        "person": f"/names/{facets['person'][0]['value']}",
        "place": f"/names/{facets['place'][0]['value']}",
        "narrowed": "/search?q=division&from=1937&to=1937-06&decade=1930&sort=-date",
        "document": f"/records/{hit['id']}",
        "version": f"/records/{hit['id']}?version=1",
        "document of a list": f"/records/{hit['id']}?in=q%3DSheng%2BShicai%26sort%3Ddate&at=1",
        "collection": f"/collections/{hit['collections'][0]['identifier']}",
        "empty": "/search?q=submarine&from=1938",
        "missing": "/records/zzzz-zzzz",
        "bad query": "/search?q=division&from=yesterday",
        "help": "/help",
        "about": "/pages/about",
        "accessibility statement": "/pages/accessibility",
        "colophon": "/pages/colophon",
        "list": f"/list?ids={hit['id']},zzzz-zzzz",
        "empty list": "/list",
        "values": "/search/values/person",
        "ways": "/browse",
        "register": "/browse/people",
        "years": "/browse/years",
        "chronology": "/chronology",
        "met together": f"/search?with={facets['person'][0]['value']}",
        "timeline": "/search?view=timeline",
        "map": "/search?view=map&q=Kashgar",
        "network": "/search?view=network&sort=date",
    }


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(
    demo: Server,
    targets: dict[str, str],
    open_page: OpenPage,
    scheme: str,
    size: dict[str, int],
) -> None:
    """No page breaks a rule of accessibility, in light and dark, on a phone and on a desk."""
    from axe_playwright_python.sync_playwright import Axe

    # The policy of the pages forbids the checking script, too: here it is set aside.
    options = {"color_scheme": scheme, "viewport": size, "bypass_csp": True}
    found = []
    with open_page(demo, **options) as page:
        for name, target in targets.items():
            page.goto(target)
            asked = {"runOnly": RULES, "resultTypes": ["violations"]}
            for violation in Axe().run(page, options=asked).response["violations"]:
                nodes = [node["html"] for node in violation["nodes"]][:3]
                found.append(f"{name}: {violation['id']}: {violation['help']}: {nodes}")
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quiet_pages(
    demo: Server, targets: dict[str, str], open_page: OpenPage, scheme: str
) -> None:
    """No page breaks its own policy, writes to the console or asks another host."""
    with open_page(demo, color_scheme=scheme) as page:
        page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " event => console.error(event.violatedDirective))"
        )
        for name, target in targets.items():
            response = page.goto(target)
            wanted = {"missing": 404, "bad query": 400}.get(name, 200)
            assert response.status == wanted, name
            paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
            brightness = sum(int(part) for part in paper.strip("rgb()").split(",")) / 3
            assert brightness > 200 if scheme == "light" else brightness < 60, name


@pytest.mark.parametrize("size", [NARROWEST, PHONE, ENLARGED], ids=["320", "390", "640"])
def test_no_scrolling_sideways(
    demo: Server, targets: dict[str, str], open_page: OpenPage, size: dict[str, int]
) -> None:
    """Nothing runs out of the window, on the narrowest phone or enlarged to twice the size."""
    with open_page(demo, viewport=size) as page:
        for name, target in targets.items():
            page.goto(target)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], name
            cut = page.evaluate(
                "[...document.querySelectorAll('main *, header *, footer *')].filter(one => {"
                "  const box = one.getBoundingClientRect();"
                "  return box.width && !one.closest('.unseen, .skip, .picture svg, .picture-keys')"
                "    && (box.right > innerWidth + 1 || box.left < -1);"
                "}).map(one => one.outerHTML.slice(0, 80))"
            )
            assert cut == [], name


def test_nothing_moves_while_a_page_loads(
    demo: Server, targets: dict[str, str], open_page: OpenPage
) -> None:
    """What stands on a page stays where it was first painted, with its scripts running."""
    watching = (
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "one => window.shift += one.value)).observe({type: 'layout-shift', buffered: true})"
    )
    for size in (PHONE, DESK):
        with open_page(demo, viewport=size) as page:
            page.add_init_script(watching)
            for name, target in targets.items():
                page.goto(target, wait_until="load")
                page.wait_for_timeout(150)
                assert page.evaluate("window.shift") == 0, name


def test_pages_are_painted_before_any_script(demo: Server, open_page: OpenPage) -> None:
    """A page is read while its scripts are still on their way."""
    with open_page(demo, viewport=DESK) as page:
        held: list[Any] = []

        def hold(route: Any) -> None:
            held.append(route)

        page.route("**/*.js*", hold)
        page.goto("/search?q=Sheng+Shicai", wait_until="commit")
        painted = "performance.getEntriesByName('first-contentful-paint').length > 0"
        for _ in range(200):  # a function to wait for is one that the page's own rules refuse
            if page.evaluate(painted):
                break
            page.wait_for_timeout(50)
        assert page.evaluate(painted)
        assert page.locator(".regesta li").count() == 4
        assert held
        for one in held:
            one.continue_()


def test_colours_of_the_readers_own(demo: Server, open_page: OpenPage) -> None:
    """Where the system chooses the colours, bars, chosen filters and marks still show, and
    where it wants no motion, nothing glides."""
    look = "(one, name) => getComputedStyle(document.querySelector(one))[name]"
    with open_page(demo, viewport=DESK, forced_colors="active", reduced_motion="reduce") as page:
        page.goto("/search?q=Sheng+Shicai&decade=1930")
        paper = page.evaluate(f"({look})('body', 'backgroundColor')")
        for one in (".histogram rect:not(.field)", ".decades rect"):
            if page.locator(one).count():
                assert page.evaluate(f"({look})({one!r}, 'fill')") != paper
        assert page.evaluate(f"({look})('mark', 'backgroundColor')") != paper
        assert page.evaluate(f"({look})('html', 'scrollBehavior')") == "auto"


def test_a_date_not_understood_is_said_beside_it(
    library_server: Server, open_page: OpenPage
) -> None:
    """The field at fault keeps what was typed and is told apart, for screen readers too."""
    with open_page(library_server) as page:
        for target, field in (
            ("/search?q=barley&from=yesterday", "from"),
            ("/search?from=1901&to=12th", "to"),
            ("/search?from=1938&to=1937", "to"),
        ):
            page.goto(target)
            faulty = page.locator("[aria-invalid=true]")
            assert faulty.count() == 1
            assert faulty.get_attribute("id") == field
            assert faulty.input_value() == query_of(page)[field][0]
            said = page.locator(f"#{faulty.get_attribute('aria-describedby')}")
            assert said.get_attribute("role") == "alert"
            assert faulty.input_value() in said.inner_text()
        page.goto("/search?size=0")
        assert page.locator("[aria-invalid]").count() == 0
        assert "size" in page.get_by_role("alert").inner_text()


def test_long_words_do_not_widen_a_page(library_server: Server, open_page: OpenPage) -> None:
    """A word without end in a question wraps as any text does."""
    with open_page(library_server, viewport=NARROWEST) as page:
        for target in (f"/search?q={'x' * 3_000}", f"/search?from={'1' * 300}"):
            page.goto(target)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_search_by_keyboard(demo: Server, open_page: OpenPage) -> None:
    """From the top of a page, the keyboard alone leads past the head, to a search, to a hit."""
    with open_page(demo) as page:
        page.goto("/search")
        page.keyboard.press("Tab")
        assert focused(page).inner_text() == "Skip to content"
        assert focused(page).bounding_box()["y"] >= 0, "it is seen once it has the focus"
        page.keyboard.press("Enter")
        page.wait_for_url("**#content")
        assert focused(page).get_attribute("id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")

        page.goto("/")
        for _ in range(10):
            page.keyboard.press("Tab")
            if focused(page).get_attribute("name") == "q":
                break
        page.keyboard.type("Sheng Shicai")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?*")
        assert query_of(page) == {"q": ["Sheng Shicai"]}
        hit = page.locator(".regesta h2 a").first
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.regesta h2 a')"):
                break
        title = hit.inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url("**/records/*")
        assert page.locator("h1").inner_text() == title


def test_focus_is_seen(demo: Server, targets: dict[str, str], open_page: OpenPage) -> None:
    """Whatever the keyboard reaches is inside the window and has an outline."""
    with open_page(demo, viewport=DESK, reduced_motion="reduce") as page:
        for target in (targets["home"], targets["narrowed"], targets["document"]):
            page.goto(target)
            reached = "a[href]:visible, input:visible, button:visible, summary:visible"
            stops = page.locator(reached).count()
            for stop in range(stops):
                page.keyboard.press("Tab")
                seen = page.evaluate(
                    "(() => { const one = document.activeElement;"
                    " const box = one.getBoundingClientRect(), style = getComputedStyle(one);"
                    " return [one.tagName, style.outlineStyle, box.bottom > 0,"
                    "         box.top < innerHeight]; })()"
                )
                assert seen[0] != "BODY", f"stop {stop} of {target}"
                assert seen[1:] == ["solid", True, True], f"stop {stop} of {target}: {seen}"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_everything_by_links_and_forms(
    library_server: Server, open_page: OpenPage, scripts: bool
) -> None:
    """Searching, narrowing, widening and paging work, and keep the question, with no script."""
    from playwright.sync_api import expect

    with open_page(library_server, java_script_enabled=scripts, viewport=DESK) as page:
        page.goto("/")
        assert page.locator(".lead").inner_text().startswith("25 documents, 1901")
        page.locator("main input[name=q]").fill("barley")
        page.locator("main button").click()
        assert page.locator(".range").inner_text() == "1 - 10 of 25"

        page.locator("#from").fill("1901-01-03")
        page.locator("#to").fill("1901-01-25")
        page.get_by_role("button", name="Apply dates").click()
        expect(page.locator(".range")).to_have_text("1 - 10 of 23")
        page.locator(".filters").get_by_role("checkbox", name="1900s").check()
        if not scripts:
            page.get_by_role("button", name="Apply filters").click()
        chips = page.locator(".chips a:not(.all)")
        expect(chips).to_have_count(4)

        page.get_by_role("link", name="oldest first").click()
        assert page.locator(".regesta .date").first.inner_text() == "January 3, 1901"
        page.get_by_role("link", name="Next").click()
        assert page.locator(".range").inner_text() == "11 - 20 of 23"
        asked = query_of(page)
        assert asked == {
            "q": ["barley"], "from": ["1901-01-03"], "to": ["1901-01-25"], "decade": ["1900"],
            "sort": ["date"], "page": ["2"],
        }  # fmt: skip
        page.get_by_role("link", name="Page 3", exact=True).click()
        assert page.locator(".regesta li").count() == 3
        assert page.get_by_role("link", name="Next").count() == 0
        page.get_by_role("link", name="Previous").click()
        assert query_of(page) == asked

        masthead = page.locator("header.masthead input[type=search]")
        assert masthead.input_value() == "barley"
        masthead.fill("barley Merrow")
        page.locator("header.masthead button").click()
        del asked["page"]
        assert query_of(page) == asked | {"q": ["barley Merrow"]}

        for label, left in (("1900s", 3), ("from 1901-01-03", 2), ("to 1901-01-25", 1)):
            page.locator(".chips a", has_text=label).click()
            expect(chips).to_have_count(left)
        page.locator(".chips a", has_text="barley").click()
        expect(chips).to_have_count(0)
        expect(page.locator(".range")).to_have_text("1 - 10 of 25")

        title = page.locator(".regesta h2 a").first.inner_text()
        page.locator(".regesta h2 a").first.click()
        assert page.locator("h1").inner_text() == title
        page.locator(".history summary").first.click()
        assert title in page.locator(".history pre").first.inner_text()
        page.locator(".within a").first.click()
        assert page.locator("h1").inner_text() == "Letters of the keepers"
        page.get_by_role("link", name="Next").click()
        assert page.locator(".range").inner_text().startswith("11 - 20 of 25")


def test_citing(demo: Server, targets: dict[str, str], open_page: OpenPage) -> None:
    """The styles open by keyboard, and a button copies a citation with its italics."""
    with open_page(demo, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(targets["document"])
        page.locator(".cite summary").focus()
        page.keyboard.press("Enter")
        mla = page.locator(".citation[data-form=mla]")
        assert mla.is_visible()
        page.get_by_role("button", name="Copy: MLA").click()
        page.locator(".cite [role=status]", has_text="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == mla.inner_text()
        copied = page.evaluate(
            "navigator.clipboard.read().then(([one]) => one.getType('text/html'))"
            ".then(form => form.text())"
        )
        assert "<i>" in copied


def test_earlier_version(demo: Server, targets: dict[str, str], open_page: OpenPage) -> None:
    """An earlier version says that there is a newer one, and leads to it, with no script."""
    with open_page(demo, java_script_enabled=False) as page:
        page.goto(targets["version"])
        line = page.locator(".version-line")
        assert line.inner_text().startswith("This is version 1, of ")
        assert page.locator(".citation").first.inner_text().endswith("?version=1.")
        line.locator("a").click()
        assert page.url.endswith(targets["document"])
        assert page.locator(".version-line").count() == 0
        assert page.locator(".copy").count() == 0


def test_other_spellings_by_keyboard(demo: Server, open_page: OpenPage) -> None:
    """What else was searched opens and closes by keyboard, and can be switched off and on."""
    with open_page(demo, viewport=DESK) as page:
        page.goto("/search?q=盛世才")
        assert page.locator(".range").inner_text() == "1 - 4 of 4"
        line = page.locator(".others summary")
        assert line.inner_text().startswith("Also searched: Sheng Shicai")
        line.focus()
        page.keyboard.press("Enter")
        assert "preferred name" in page.locator(".others li").first.inner_text()
        page.get_by_role("link", name="Search only what I typed").click()
        assert query_of(page) == {"q": ["盛世才"], "expand": ["0"]}
        assert "Nothing was found" in page.locator("main").inner_text()
        page.get_by_role("link", name="Search their other spellings too").click()
        assert query_of(page) == {"q": ["盛世才"]}
        page.locator(".filters").get_by_role("checkbox", name="Chiang Kai-shek").check()
        page.wait_for_url("**person=*")
        page.locator(".chips a", has_text="Chiang Kai-shek").wait_for()
        assert page.locator(".range").inner_text() == "1 - 1 of 1"
        page.locator(".regesta h2 a").click()
        page.locator(".reading a.mention", has_text="Erlizihe").click()
        assert page.locator("h1").inner_text() == "Erlizihe"


def test_nothing_found_leads_on(library_server: Server, open_page: OpenPage) -> None:
    """An empty result says what to do, and its links lead back to documents."""
    with open_page(library_server) as page:
        page.goto("/search?q=barley&from=1999")
        assert "Nothing was found" in page.locator("main").inner_text()
        page.get_by_role("link", name="Search at any date").click()
        assert page.locator(".range").inner_text() == "1 - 10 of 25"
        page.goto("/search?q=barley&page=9")
        page.get_by_role("link", name="Go to the first page").click()
        assert page.locator(".range").inner_text() == "1 - 10 of 25"
        page.goto("/search?q=barley&from=soon")
        assert "soon" in page.get_by_role("alert").inner_text()
        page.locator("#from").fill("1901")
        page.get_by_role("button", name="Search again").click()
        assert page.locator(".range").inner_text() == "1 - 10 of 25"


def test_targets_are_large_enough_for_a_finger(
    demo: Server, targets: dict[str, str], open_page: OpenPage
) -> None:
    """On a phone, what stands by itself to be tapped is at least 24 pixels high."""
    with open_page(demo, viewport=PHONE, has_touch=True) as page:
        for name, target in targets.items():
            page.goto(target)
            small = page.evaluate(
                "[...document.querySelectorAll('button, input:not([type=hidden], [type=checkbox]),"
                " textarea, label.tick, nav a, .filters a, .chips a, .archive, .colophon a,"
                " summary')]"
                ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 24)"
                ".map(one => one.outerHTML.slice(0, 90))"
            )
            assert small == [], name


def test_screenshots(
    demo: Server, targets: dict[str, str], open_page: OpenPage, tmp_path: Path
) -> None:
    """The pictures of the README are made from the demo; kept ones are replaced on demand.

    Set SCREENSHOTS to replace them: otherwise only what is missing is made.
    """
    wanted = {
        "home": (targets["home"], DESK, "light"),
        "results": (targets["results"], DESK, "light"),
        "document": (targets["document"], DESK, "light"),
        "person": (targets["person"], DESK, "light"),
        "results-phone": (targets["results"], PHONE, "light"),
        "results-dark": (targets["results"], DESK, "dark"),
        "timeline": (targets["timeline"], DESK, "light"),
        "map": ("/search?view=map", DESK, "light"),
        "network": ("/search?view=network", DESK, "dark"),
        "chronology": (targets["chronology"], DESK, "light"),
    }
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for name, (target, size, scheme) in wanted.items():
        made = tmp_path / f"{name}.png"
        with open_page(demo, viewport=size, color_scheme=scheme) as page:
            page.goto(target)
            if page.locator("figure.picture").count():
                page.locator("figure.picture[data-drawn]").wait_for()
            page.screenshot(path=made)
        assert made.stat().st_size > 10_000
        kept = SCREENSHOTS / made.name
        if os.environ.get("SCREENSHOTS") or not kept.exists():
            shutil.copyfile(made, kept)


def test_suggestions_by_keyboard(demo: Server, open_page: OpenPage) -> None:
    """Arrow keys choose, Escape closes, Enter goes there; the list is told to screen readers."""
    from axe_playwright_python.sync_playwright import Axe

    with open_page(demo, viewport=DESK, bypass_csp=True) as page:
        page.goto(f"{demo.address}/")
        field = page.locator("main input[type=search]")
        field.press_sequentially("she")
        options = page.locator("main [role=option]")
        options.first.wait_for()
        assert field.get_attribute("aria-expanded") == "true"
        page.keyboard.press("ArrowDown")
        chosen = page.locator("main [role=option][aria-selected=true]")
        assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
        asked = {"runOnly": RULES, "resultTypes": ["violations"]}
        assert Axe().run(page, options=asked).response["violations"] == []
        page.keyboard.press("Escape")
        assert field.get_attribute("aria-expanded") == "false"
        assert page.locator("main [role=option]:visible").count() == 0
        field.press("n")
        options.first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/names/*")


def test_the_histogram_narrows(demo: Server, open_page: OpenPage) -> None:
    """A bar is a link by keyboard and mouse, and the same figures stand in a table."""
    with open_page(demo, viewport=DESK) as page:
        page.goto(f"{demo.address}/search")
        bars = page.locator(".histogram svg a")
        assert bars.count() > 1
        label = bars.first.get_attribute("aria-label")
        bars.first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**from=*")
        assert query_of(page)["from"] == query_of(page)["to"]
        assert label is not None
        assert label.split(":")[0].startswith(query_of(page)["from"][0][:3])


@pytest.mark.parametrize("language", ["ru", "zh-CN", "ar"])
def test_pages_in_other_languages(
    demo: Server, targets: dict[str, str], open_page: OpenPage, language: str
) -> None:
    """In every language, also one written from right to left, no page breaks a rule of
    accessibility or scrolls sideways, on the narrowest screen."""
    from axe_playwright_python.sync_playwright import Axe

    found = []
    with open_page(demo, locale=language, viewport=NARROWEST, bypass_csp=True) as page:
        for name, target in targets.items():
            page.goto(target)
            html = page.locator("html")
            assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
            assert html.get_attribute("lang") == {"zh-CN": "zh-Hans"}.get(language, language)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{name} is too wide")
            asked = {"runOnly": RULES, "resultTypes": ["violations"]}
            for violation in Axe().run(page, options=asked).response["violations"]:
                nodes = [node["html"] for node in violation["nodes"]][:3]
                found.append(f"{name}: {violation['id']}: {violation['help']}: {nodes}")
    assert found == []


def test_choosing_a_language(demo: Server, targets: dict[str, str], open_page: OpenPage) -> None:
    """Another language is one link away on every page, without scripts; the address stays,
    and the choice goes before the browser's language."""
    with open_page(demo, java_script_enabled=False, locale="ru") as page:
        page.goto(targets["narrowed"])
        assert page.locator("html").get_attribute("lang") == "ru"
        before = page.url
        page.get_by_role("link", name="العربية").click()
        assert page.url == before
        assert page.locator("html").get_attribute("dir") == "rtl"
        page.goto("/help")
        assert page.locator("html").get_attribute("lang") == "ar"
        page.get_by_role("link", name="English").click()
        assert page.get_by_role("heading", level=1).inner_text() == "How to search"


def test_scripts_speak_the_language_too(
    demo: Server, targets: dict[str, str], open_page: OpenPage
) -> None:
    """What scripts write on a page is in the language of the page."""
    with open_page(demo, locale="ru", permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(targets["document"])
        button = page.get_by_role("button", name="Копировать: Архивная ссылка")
        button.click()
        page.locator(".cite [role=status]", has_text="Скопировано").wait_for()
        page.locator("#masthead-q").press_sequentially("Shen")
        page.locator(".suggestions .kind", has_text="лицо").first.wait_for()
        assert page.get_by_role("listbox", name="Подсказки").is_visible()


@pytest.fixture(scope="module")
def mill(lasting_regesta: Command, arranged: Path, serving: Callable[..., Any]) -> Iterator[Server]:
    with serving(lasting_regesta, "serve", "--archive", arranged) as server:
        yield server


@pytest.fixture(scope="module")
def tree_page(mill: Server) -> str:
    [collection] = mill.get("/api/search").data["facets"]["collection"]
    return f"/collections/{collection['value']}"


def test_a_tree_by_keyboard(mill: Server, tree_page: str, open_page: OpenPage) -> None:
    """Opened and closed where it stands, by Enter, the space bar and arrows; what is open is
    told to those who cannot see it."""
    with open_page(mill) as page:
        page.goto(tree_page)
        last = page.locator(".tree").get_by_role("link", name="Account 3", exact=True)
        files = page.get_by_role("button", name="Files", exact=True)
        accounts = page.get_by_role("button", name="Accounts of barley")
        files.focus()
        assert files.get_attribute("aria-expanded") == "false"
        page.keyboard.press("Enter")
        accounts.wait_for()
        assert files.get_attribute("aria-expanded") == "true"
        assert "open=" not in page.url, "nothing was left"
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.dataset.unit") == accounts.get_attribute(
            "data-unit"
        )
        page.keyboard.press("Space")
        last.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert focused(page).inner_text() == "Account 2"
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        assert accounts.get_attribute("aria-expanded") == "false"
        assert not last.is_visible()
        page.keyboard.press("ArrowRight")
        assert last.is_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/records/*")
        page.get_by_role("link", name="Among those beside it").click()
        page.wait_for_url(f"**{tree_page}?open=*")
        assert last.is_visible()


def test_a_tree_without_scripts(mill: Server, tree_page: str, open_page: OpenPage) -> None:
    """The same by links alone, and on to further pages of a long branch."""
    with open_page(mill, java_script_enabled=False) as page:
        page.goto(tree_page)
        letters = page.locator(".tree li", has_text="Letters").last
        letters.locator("a.opens").click()
        page.wait_for_url(f"**{tree_page}?open=*")
        assert page.get_by_role("link", name="Letter 50 from the keeper").is_visible()
        page.get_by_role("navigation", name="More units").get_by_role("link", name="3").click()
        assert page.get_by_role("link", name="Letter 120 from the keeper").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility_of_trees(
    mill: Server, tree_page: str, open_page: OpenPage, scheme: str
) -> None:
    """No rule is broken while parts of a tree are open, nor does anything run out of a phone."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"color_scheme": scheme, "viewport": NARROWEST, "bypass_csp": True}
    with open_page(mill, **options) as page:
        page.goto(tree_page)
        page.get_by_role("button", name="Files", exact=True).click()
        page.get_by_role("button", name="Accounts of barley").click()
        page.locator(".tree").get_by_role("link", name="Account 3", exact=True).wait_for()
        asked = {"runOnly": RULES, "resultTypes": ["violations"]}
        assert Axe().run(page, options=asked).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_register_by_letters_and_words(demo: Server, open_page: OpenPage) -> None:
    """A letter leads to its names, words in any script to theirs, and a name to its page."""
    with open_page(demo, java_script_enabled=False) as page:
        page.goto("/browse")
        page.get_by_role("link", name="People", exact=True).click()
        page.get_by_role("navigation", name="Letters").get_by_role("link", name="S").click()
        page.wait_for_url("**#letter-53")
        page.get_by_label("Find among them").fill("盛世")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name="Sheng Shicai").click()
        page.wait_for_url("**/names/*")
        assert page.locator("h1").inner_text() == "Sheng Shicai"
