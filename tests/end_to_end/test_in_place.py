"""What scripts add to the pages: a list of one's own, and filters that change a result in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from conftest import Server

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
OpenPage = Callable[..., Any]


def kept(page: Page) -> list[str]:
    """The identifiers in the reader's own list."""
    return page.evaluate("JSON.parse(localStorage['regesta-list'] || '[]').map(one => one.id)")


def in_order(page: Page) -> list[str]:
    """The identifiers of the documents as the page of the list shows them."""
    return page.locator(".items > li").evaluate_all("all => all.map(one => one.dataset.id)")


def faults(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    asked = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, options=asked).response["violations"]
    return [f"{one['id']}: {[node['html'] for node in one['nodes']][:3]}" for one in found]


def gather(page: Page, count: int) -> list[str]:
    """Puts the first documents of a result into the list, by keyboard."""
    page.goto("/search?sort=date")
    for place in range(count):
        page.locator(".keep").nth(place).focus()
        page.keyboard.press("Enter")
    return kept(page)


def test_gathering(library_server: Server, open_page: OpenPage) -> None:
    """A button beside each document puts it into the list and takes it out; every page counts."""
    with open_page(library_server, viewport=DESK) as page:
        page.goto("/search?sort=date")
        first = page.locator(".keep").first
        name = page.locator(".regesta h2 a").first.inner_text()
        assert (
            first.evaluate(
                "one => document.getElementById(one.getAttribute('aria-describedby')).innerText"
            )
            == name
        )
        first.click()
        assert first.inner_text() == "Remove from list"
        page.locator("[role=status]", has_text="Added to your list.").wait_for(state="attached")
        assert page.locator(".my-list").inner_text().split() == ["My", "list", "1"]
        page.locator(".regesta h2 a").nth(1).click()
        assert page.locator(".my-list .number").inner_text() == "1"
        page.get_by_role("button", name="Add to my list").click()
        assert page.locator(".my-list .number").inner_text() == "2"
        page.go_back()
        assert page.locator(".keep[data-kept]").count() == 2
        page.get_by_role("button", name="Remove from list").first.click()
        assert page.locator(".my-list .number").inner_text() == "1"
        page.locator(".my-list").click()
        assert in_order(page) == kept(page)
        assert "your own" in page.locator(".whose").inner_text()


def test_without_scripts_there_is_no_button(library_server: Server, open_page: OpenPage) -> None:
    """Without scripts nothing promises to gather, and a shared list is shown all the same."""
    [hit] = library_server.get("/api/search?size=1").data["hits"]
    with open_page(library_server, java_script_enabled=False, viewport=DESK) as page:
        page.goto("/search")
        assert page.locator(".keep:visible").count() == 0
        page.goto(f"/list?ids={hit['id']}")
        assert page.locator(".items h2").inner_text() == hit["title"]
        assert page.locator("main button:visible").count() == 0
        assert page.locator(".citation p").count() == 1
        page.get_by_role("link", name="MLA").click()
        assert page.locator(".sorts strong").inner_text() == "MLA"
        page.goto("/list")
        assert "runs no scripts" in page.locator("main").inner_text()


def test_arranging_by_keyboard(library_server: Server, open_page: OpenPage) -> None:
    """Documents are moved and removed by keyboard; the focus stays, and Undo brings back."""
    with open_page(library_server, viewport=DESK) as page:
        one, two, three = gather(page, 3)
        page.locator(".my-list").click()
        page.wait_for_url("**/list?ids=*")
        row = page.locator(f".items [data-id='{three}']")
        row.get_by_role("button", name="Up").focus()
        page.keyboard.press("Enter")
        assert in_order(page) == kept(page) == [one, three, two]
        assert page.evaluate("document.activeElement.dataset.move") == "-1"
        page.keyboard.press("Enter")
        assert in_order(page) == kept(page) == [three, one, two]
        assert row.get_by_role("button", name="Up").is_disabled()
        assert page.evaluate("document.activeElement.dataset.move") == "1", "the other one wakes"
        shown = page.locator(".citation p").evaluate_all("all => all.map(one => one.dataset.id)")
        assert shown == [three, one, two], "the citations go along"
        assert f"ids={three},{one},{two}" in page.url, "and so does the address"
        ris = page.get_by_role("link", name="RIS").get_attribute("href")
        assert ris.endswith(f"/list.ris?ids={three},{one},{two}")

        row.get_by_role("button", name="Remove").press("Enter")
        assert in_order(page) == kept(page) == [one, two]
        page.get_by_role("button", name="Undo").press("Enter")
        assert in_order(page) == kept(page) == [three, one, two]
        page.get_by_role("button", name="Clear the list").press("Enter")
        assert kept(page) == []
        assert page.locator(".empty").is_visible()
        assert page.evaluate("document.activeElement.innerText") == "Undo"
        page.keyboard.press("Enter")
        assert in_order(page) == kept(page) == [three, one, two]
        page.reload()
        assert in_order(page) == [three, one, two]


def test_notes_stay_in_the_browser(library_server: Server, open_page: OpenPage) -> None:
    """A note is kept for its document, also when the list is arranged, and sent nowhere."""
    with open_page(library_server, viewport=DESK) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
        one, two = gather(page, 2)
        page.locator(".my-list").click()
        row = page.locator(f".items [data-id='{one}']")
        row.locator("summary").click()
        row.locator("textarea").fill("<b>for chapter two</b>")
        row.get_by_role("button", name="Down").click()
        page.goto("/list")
        page.wait_for_url(f"**/list?ids={two},{one}")
        assert row.locator("textarea").input_value() == "<b>for chapter two</b>"
        assert not any("chapter" in one for one in asked)


def test_a_shared_list_is_taken_over(library_server: Server, open_page: OpenPage) -> None:
    """Whoever gets an address can put all of it into a list of their own, each once."""
    hits = library_server.get("/api/search?sort=date&size=3").data["hits"]
    ids = [one["id"] for one in hits[1:]]
    with open_page(library_server, viewport=DESK) as page:
        [own] = gather(page, 1)
        page.goto(f"/list?ids={','.join(ids)}")
        assert "shared" in page.locator(".whose").inner_text()
        assert page.locator(".of-item:visible").count() == 0, "another's list is not arranged"
        page.get_by_role("button", name="Add all to my list").click()
        assert kept(page) == [own, *ids]
        assert page.evaluate("document.activeElement.innerText") == "Show my own list"
        assert page.get_by_role("button", name="Add all to my list").is_disabled()
        page.get_by_role("link", name="Show my own list").click()
        page.wait_for_url(f"**/list?ids={','.join(kept(page))}")
        assert "your own" in page.locator(".whose").inner_text()


def test_copying_a_list(library_server: Server, open_page: OpenPage) -> None:
    """The address and the citations are copied as they stand."""
    allowed = ["clipboard-read", "clipboard-write"]
    ids = [one["id"] for one in library_server.get("/api/search?size=2").data["hits"]]
    with open_page(library_server, viewport=DESK, permissions=allowed) as page:
        page.goto(f"/list?ids={','.join(ids)}&style=mla")
        page.get_by_role("button", name="Copy its address").click()
        page.get_by_role("button", name="Copied").wait_for()
        address = page.evaluate("navigator.clipboard.readText()")
        assert address == f"{library_server.address}/list?ids={','.join(ids)}"
        page.get_by_role("button", name="Copy: MLA").click()
        page.locator(".cite [role=status]", has_text="Copied").wait_for(state="attached")
        copied = page.evaluate("navigator.clipboard.readText()").split("\n\n")
        assert [ids[at] in one for at, one in enumerate(copied)] == [True, True]


def test_what_lies_in_the_browser_is_not_believed(
    library_server: Server, open_page: OpenPage
) -> None:
    """Nonsense in the place of the list is an empty list, and no trouble."""
    with open_page(library_server, viewport=DESK) as page:
        for nonsense in ("{", "7", "null", '[{"id": "<b>"}, 3, {"note": 1}]', '{"a": 1}'):
            page.goto("/")
            page.evaluate("text => localStorage.setItem('regesta-list', text)", nonsense)
            page.goto("/list")
            assert page.locator(".empty").is_visible()
        page.goto("/search")
        page.locator(".keep").first.click()
        assert len(kept(page)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_own_list_is_accessible(
    library_server: Server, open_page: OpenPage, scheme: str, size: dict[str, int]
) -> None:
    """With all its buttons and a note, the list breaks no rule of accessibility."""
    options = {"viewport": size, "color_scheme": scheme, "bypass_csp": True}
    with open_page(library_server, **options) as page:
        gather(page, 2)
        assert faults(page) == []
        page.locator(".my-list").click()
        page.locator(".of-item summary").first.click()
        assert faults(page) == []
        page.get_by_role("button", name="Clear the list").click()
        assert faults(page) == []


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def tick(page: Page, name: str) -> None:
    """Ticks by keyboard, and waits until the result has changed."""
    page.evaluate("document.querySelector('.columns').dataset.old = 'yes'")
    box = page.locator(".filters").get_by_role("checkbox", name=name)
    box.focus()
    page.keyboard.press("Space")
    page.locator(".columns:not([data-old])").wait_for()


def test_filters_in_place(demo: Server, open_page: OpenPage) -> None:
    """A tick changes result, title, address and counts; the focus stays, and the number is
    told; back and forward go through the results."""
    with open_page(demo, viewport=DESK) as page:
        page.goto("/search?q=Sheng+Shicai&sort=date")
        page.evaluate("window.same = true")
        page.evaluate(
            "window.replaced = 0; addEventListener('regesta:replaced', () => {});"
            "document.addEventListener('regesta:replaced', () => window.replaced++)"
        )
        before = page.locator(".range").inner_text()
        tick(page, "Chiang Kai-shek")
        assert set(query_of(page)) == {"q", "sort", "person"}
        assert page.locator(".range").inner_text() == "1 - 1 of 1"
        assert page.locator("#told").inner_text() == "1 document"
        assert page.evaluate("document.activeElement.matches('.tick input:checked')")
        assert page.locator(".chips a", has_text="Chiang Kai-shek").count() == 1
        assert page.evaluate("[window.same, window.replaced]") == [True, 1]
        hidden = page.locator(".masthead input[type=hidden][name=person]")
        assert hidden.count() == 1, "the search of the masthead goes along"
        assert page.locator(".keep:visible").count() == 1

        page.go_back()
        page.locator(".range", has_text=before).wait_for()
        assert page.locator(".tick input:checked").count() == 0
        page.go_forward()
        page.locator(".range", has_text="1 - 1 of 1").wait_for()
        page.locator(".chips a", has_text="Chiang Kai-shek").click()
        page.locator(".range", has_text=before).wait_for()
        assert page.evaluate("document.activeElement.tagName") == "H1"
        assert page.evaluate("window.same") is True


def test_several_values_and_dates(demo: Server, open_page: OpenPage) -> None:
    """Ticks and dates are one form: each keeps the others; of a group, either will do."""
    with open_page(demo, viewport=DESK) as page:
        page.goto("/search")
        names = page.locator("input[name=person]").evaluate_all(
            "all => all.map(one => one.closest('label').querySelector('span').innerText)"
        )
        tick(page, names[0])
        tick(page, names[1])
        assert len(query_of(page)["person"]) == 2
        page.locator("#from").fill("1936")
        page.evaluate("document.querySelector('.columns').dataset.old = 'yes'")
        page.locator("#from").press("Enter")
        page.locator(".columns:not([data-old])").wait_for()
        assert query_of(page)["from"] == ["1936"]
        assert len(query_of(page)["person"]) == 2
        assert page.evaluate("document.activeElement.id") == "from"
        page.locator("#from").fill("nonsense")
        page.locator("#from").press("Enter")
        page.get_by_role("alert").wait_for()
        assert "nonsense" in page.get_by_role("alert").inner_text()


def test_an_outdated_answer_changes_nothing(demo: Server, open_page: OpenPage) -> None:
    """Whoever ticks again before the answer has come sees the answer to the last question."""
    with open_page(demo, viewport=DESK) as page:
        page.goto("/search")

        def slowly(route: Any) -> None:
            page.wait_for_timeout(400)
            route.continue_()

        boxes = page.locator("input[name=person]")
        values = [boxes.nth(at).get_attribute("value") for at in (0, 1)]
        page.route(f"**/search?person={values[0]}", slowly)
        page.evaluate(
            "document.querySelectorAll('input[name=person]')[0].click();"
            "document.querySelectorAll('input[name=person]')[1].click()"
        )
        page.wait_for_url(f"**person={values[1]}*")
        page.wait_for_timeout(800)
        assert query_of(page)["person"] == values
        assert page.locator("input[name=person]:checked").count() == 2


def test_filters_without_scripts(demo: Server, open_page: OpenPage) -> None:
    """Without scripts the form has a button, and does the same."""
    with open_page(demo, java_script_enabled=False, viewport=DESK) as page:
        page.goto("/search?q=Sheng+Shicai&sort=date")
        page.locator(".filters").get_by_role("checkbox", name="Chiang Kai-shek").check()
        page.get_by_role("button", name="Apply filters").click()
        assert page.locator(".range").inner_text() == "1 - 1 of 1"
        assert query_of(page)["sort"] == ["date"]
        page.locator(".filters").get_by_role("checkbox", name="Chiang Kai-shek").uncheck()
        page.get_by_role("button", name="Apply filters").click()
        assert "person" not in query_of(page)


def test_a_filter_nothing_answers_is_kept(demo: Server, open_page: OpenPage) -> None:
    """A chosen value that stands in no list of the form is carried along, until it is removed."""
    with open_page(demo, viewport=DESK) as page:
        page.goto("/search?q=Sheng+Shicai&person=nobody")
        page.locator("#from").fill("1930")
        page.locator("#from").press("Enter")
        page.wait_for_url("**from=1930*")
        assert query_of(page)["person"] == ["nobody"]
