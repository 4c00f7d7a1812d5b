"""The page of a document of many texts: side by side, with notes, cards, changes, and printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from conftest import Command, Server

OpenPage = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
PERSON, FIRST, SECOND, THIRD = "0000-1009", "0000-200j", "0000-300v", "0000-4004"

RUSSIAN = {
    "p1": "Слушали: сообщение смотрителя порта о маяке.",
    "p2": "Отпустить на ремонт маяка в Мерроу две тонны олова.",
    "p3": "Поручить [1 строка не рассекречена] доложить к 5 мая.",
    "p4": "Секретарь порта Ада Квилл.",
}
ENGLISH = {
    "p1": "Heard: the report of the harbour keeper on the lighthouse.",
    "p2": "To release two tons of tin for the repair of the lighthouse at Merrow.",
    "p3": "To charge [1 line not declassified] with reporting by 5 May.",
    "p4": "Secretary of the harbour, Ada Quill.",
}
CHINESE = {"p1": "听取港务长关于灯塔的报告。", "p2": "拨给两吨锡。", "p4": "港口秘书艾达·奎尔。"}
ARABIC = {
    "p1": "استُمع إلى تقرير أمين الميناء عن المنارة.",
    "p2": "صرف طنين من القصدير لإصلاح المنارة.",
    "p3": "يُكلَّف [سطر واحد محجوب] بتقديم تقرير.",
    "p4": "سكرتيرة الميناء آدا كويل.",
}


def text(kind: str, language: str, said: dict[str, str], **more: Any) -> dict[str, Any]:
    paragraphs: list[dict[str, Any]] = [{"identifier": p, "text": t} for p, t in said.items()]
    for one in paragraphs:
        if one["identifier"] == "p1":
            one["page"] = "12"
        if one["identifier"] == "p2":
            one["notes"] = ["1. So in the original.", "2. Minutes 48 have another number."]
        if "[1 line" in one["text"]:
            one["gaps"] = [{"extent": "1 line", "reason": "not declassified"}]
    return {"kind": kind, "language": language, "paragraphs": paragraphs, **more}


def record(title: str, texts: list[dict[str, Any]]) -> dict[str, Any]:
    levels = [("f.", "17"), ("op.", "162"), ("d.", "20"), ("l.", "115")]
    return {
        "values": {
            "title": [{"text": title, "language": "ru"}],
            "scope_and_content": [{"text": "Ada Quill asks for tin.", "language": "en"}],
            "archival_history": [{"text": "Kept by the harbour office until 1956."}],
        },
        "dates": [
            {"date": {"text": "1937~", "edtf": "1937~", "status": "given"}, "primary": True,
             "type": "decided"},
            {"date": {"text": "1 June 1995", "edtf": "1995-06-01", "status": "given"},
             "type": "declassified"},
        ],
        "references": [
            {"text": "f. 17, op. 162, d. 20, l. 115", "repository": "Harbour Archive",
             "levels": [{"term": term, "value": value} for term, value in levels]},
        ],
        "markings": [{"text": "Совершенно секретно", "level": "Top Secret"}],
        "rights": {"credit": "Courtesy of the Harbour Archive"},
        "texts": texts,
    }  # fmt: skip


def lines(*, again: bool) -> str:
    """The archive as its export has it; the second time two words are changed."""
    english = ENGLISH | ({"p2": ENGLISH["p2"].replace("two tons", "three tons")} if again else {})
    original = text("original", "ru", RUSSIAN)
    texts = [
        original,
        text("translation", "en", english, maker="Nora Bell", made_from="the Russian original"),
        text("translation", "zh", CHINESE, state="machine-made"),
        text("translation", "ar", ARABIC),
    ]
    longer = {f"p{number}": f"Words {number}." for number in range(1, 7)}
    uneven = [original, text("translation", "en", longer)]
    person = {
        "kind": "person",
        "preferred": {"text": "Ada Quill"},
        "variants": [{"text": "Ада Квилл", "language": "ru"}],
        "dates": [{"date": {"text": "1890/1961", "edtf": "1890/1961", "status": "given"}}],
        "values": {"history": [{"text": "Secretary of the <harbour>.", "language": "en"}]},
    }
    told: list[dict[str, Any]] = [
        {"regesta": 1, "archive": "Harbour"},
        {"collection": {"values": {"title": [{"text": "The harbour papers"}]}}},
        {"id": PERSON, "authority": person},
    ]
    for number, (identifier, said) in enumerate(
        ((FIRST, record("О маяке", texts)), (SECOND, record("О нефти", uneven)),
         (THIRD, record("О ячмене", [original]))), 1,
    ):  # fmt: skip
        collections = {"collections": ["The harbour papers"], "position": number}
        told.append({"id": identifier, **collections, "record": said})
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in told)


@pytest.fixture(scope="module")
def server(lasting_regesta: Command, serving: Callable[..., Any]) -> Iterator[Server]:
    archive = lasting_regesta.archive("harbour")
    for again in (False, True):
        (lasting_regesta.home / "harbour.jsonl").write_text(lines(again=again), encoding="utf-8")
        answer = lasting_regesta("import", "--archive", archive, "harbour.jsonl")
        assert answer.status == 0, answer.out
    with serving(lasting_regesta, "serve", "--archive", archive) as running:
        yield running


def page_of(server: Server, target: str) -> Any:
    answer = server.get(target)
    assert answer.status == 200, target
    return html.fromstring(answer.body)


def all_of(element: Any, path: str) -> list[Any]:
    """The elements within another at the end of a path of tags and classes: ``.cite p``."""
    steps = (step.partition(".") for step in path.split())
    return element.xpath(
        "."
        + "".join(
            f"//{tag or '*'}"
            + (f"[contains(concat(' ', @class, ' '), ' {name} ')]" if name else "")
            for tag, _, name in steps
        )
    )


def plain(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_original_and_translation_side_by_side(server: Server) -> None:
    """The original stands beside the translation for the reader, paragraph by paragraph, each
    with its language, direction, maker and notes; the others follow."""
    page = page_of(server, f"/records/{FIRST}")
    assert [plain(one) for one in all_of(page, ".beside .head h3")] == [
        "Original, Russian", "Translation, English",
    ]  # fmt: skip
    assert "By Nora Bell · Made from the Russian original" in plain(all_of(page, ".head")[1])
    rows = all_of(page, ".across")
    cells = all_of(rows[1], ".reading")
    assert [one.get("lang") for one in cells] == ["ru", "en"]
    assert "две тонны" in plain(cells[0])
    assert "three tons" in plain(cells[1])
    assert [plain(one) for one in all_of(page, ".more-text summary")] == [
        "Translation, Chinese", "Translation, Arabic",
    ]  # fmt: skip
    [arabic] = page.xpath("//details//div[@lang='ar']")
    assert arabic.get("dir") == "rtl"
    assert [one.get("aria-label") for one in all_of(rows[0], ".page-break")] == ["page 12"] * 2
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    assert {"p2", "p2-en", "p2-zh", "p2-ar"} <= set(identifiers)


def test_reader_chooses_the_texts(server: Server) -> None:
    """A link sets another text beside these or puts one away, and keeps the way through the
    list and the version."""
    page = page_of(server, f"/records/{FIRST}?version=1&beside=0,2")
    assert [plain(one) for one in all_of(page, ".head h3")] == [
        "Original, Russian", "Translation, Chinese",
    ]  # fmt: skip
    assert "Made by a machine" in plain(all_of(page, ".head")[1])
    links = {plain(one): one.get("href") for one in all_of(page, ".text-choice a")}
    assert links["Translation, Arabic"] == "?version=1&beside=0,2,3#text-head"
    assert links["Original, Russian"] == "?version=1&beside=2#text-head"
    # The third paragraph is not in the Chinese text, and its place stays empty.
    third = all_of(all_of(page, ".across")[2], ".reading")
    assert [bool(one.xpath(".//p[@id]")) for one in third] == [True, False]
    assert "Some paragraphs stand in one of these texts only." in plain(page)
    uneven = plain(page_of(server, f"/records/{SECOND}"))
    assert "differ in their number of paragraphs" in uneven
    for nonsense in ("beside=x", "beside=99", "beside=" + "1," * 2_000):
        assert all_of(page_of(server, f"/records/{FIRST}?{nonsense}"), ".columns-2")


def test_notes_and_gaps(server: Server) -> None:
    """Notes lead to their place and back; what was taken out is marked once, with a word for
    those who hear it."""
    page = page_of(server, f"/records/{FIRST}")
    marks = all_of(page.get_element_by_id("p2"), ".note-mark a")
    assert [plain(one) for one in marks] == ["1", "2"]
    for mark in marks:
        [note] = page.xpath("//*[@id=$name]", name=mark.get("href")[1:])
        [back] = all_of(note, "a.note-number")
        assert back.get("href") == f"#{mark.get('id')}"
    assert "So in the original." in plain(all_of(page, ".notes li")[0])
    third = plain(page.get_element_by_id("p3-en"))
    assert third.count("1 line not declassified") == 1
    assert "Taken out: [1 line not declassified]" in third


def test_what_is_said_about_it(server: Server) -> None:
    """The date in words with its EDTF, the reference by its levels, declassification, credit
    line and the hands it went through stand on the page."""
    page = page_of(server, f"/records/{FIRST}")
    assert plain(all_of(page, "header .date")[0]) == "circa 1937"
    facts = " ".join(plain(one) for one in all_of(page, ".facts"))
    assert "circa 1937 EDTF 1937~1937-01-01 to 1937-12-31; approximate." in facts
    assert "Declassified 1 June 1995" in facts
    assert "Harbour Archive, f. 17, op. 162, d. 20, l. 115" in facts
    assert [plain(one) for one in all_of(page, ".steps li")] == [
        "Harbour Archive", "fonds 17", "inventory (opis) 162", "file (delo) 20", "leaf 115",
    ]  # fmt: skip
    assert "Совершенно секретно Top Secret" in facts
    assert "Courtesy of the Harbour Archive" in facts
    assert "Kept by the harbour office" in plain(all_of(page, ".origins")[0])


def test_received_order(server: Server) -> None:
    """A document leads on to what was received before and after it."""
    page = page_of(server, f"/records/{SECOND}")
    nav = all_of(page, "nav.around")[0]
    assert plain(all_of(nav, ".place")[0]) == "In received order, in The harbour papers"
    assert nav.xpath(".//li[@class='before' or @class='after']/a/@href") == [
        f"/records/{FIRST}", f"/records/{THIRD}",
    ]  # fmt: skip


def test_history(server: Server) -> None:
    """What changed stands word by word on a page of its own, and any two versions compare."""
    page = page_of(server, f"/records/{FIRST}")
    [link] = page.xpath(f"//a[@href='/records/{FIRST}/history']")
    for target in (link.get("href"), f"/records/{FIRST}/history?from=2&to=1"):
        history = page_of(server, target)
        changed = all_of(history, ".differences")[0]
        assert plain(all_of(changed, "dt")[0]) == "Translation, English"
        assert plain(all_of(changed, "del")[0]) == "Taken out: two."
        assert plain(all_of(changed, "ins")[0]) == "Put in: three."
        assert len(all_of(changed, "dd")) == 1, "only the paragraph that changed"
    assert "From version 1 to version 2" in plain(history)
    assert "brought in from harbour.jsonl" in plain(history)


@pytest.mark.parametrize("asked", ["from=1&to=9", "from=x&to=2", "from=1", "to=%C2%B2"])
def test_no_such_comparison(server: Server, asked: str) -> None:
    """Versions that are not there to be seen are not compared."""
    assert server.get(f"/records/{FIRST}/history?{asked}").status == 404


def test_card(server: Server) -> None:
    """A card is a small piece of a page, and what a source says in it stays text."""
    answer = server.get(f"/names/{PERSON}/card")
    assert "Person · 1890 – 1961" in answer.text
    assert "Secretary of the &lt;harbour&gt;." in answer.text
    assert len(answer.body) < 1_000
    assert server.get(f"/names/{PERSON.upper()}1/card").status == 404
    assert server.get(f"/names/{PERSON.replace('-', '')}/card").status == 301


# ---------------------------------------------------------------- in a real browser


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(
    server: Server, open_page: OpenPage, scheme: str, size: dict[str, int]
) -> None:
    """Texts side by side, notes, cards and changes break no rule, nor the width of a phone."""
    from axe_playwright_python.sync_playwright import Axe

    found = []
    with open_page(server, color_scheme=scheme, viewport=size, bypass_csp=True) as page:
        for target in (FIRST, f"{FIRST}?beside=3,2,0", SECOND, f"{FIRST}/history?from=1&to=2"):
            page.goto(f"/records/{target}")
            if marks := page.locator(".texts a.mention").all():
                marks[0].focus()
                page.locator("#name-card").wait_for()
            asked = {"runOnly": RULES, "resultTypes": ["violations"]}
            for violation in Axe().run(page, options=asked).response["violations"]:
                nodes = [node["html"] for node in violation["nodes"]][:3]
                found.append(f"{target}: {violation['id']}: {violation['help']}: {nodes}")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], target
    assert found == []


def described_by(page: Page) -> str | None:
    return page.evaluate("document.activeElement.getAttribute('aria-describedby')")


@pytest.mark.browser
def test_card_by_keyboard_and_pointer(server: Server, open_page: OpenPage) -> None:
    """The card of a name comes with the focus and goes with Escape; it stays while the pointer
    is on it, and is fetched once."""
    with open_page(server, viewport=DESK) as page:
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url) if one.url.endswith("/card") else None)
        page.goto(f"/records/{FIRST}")
        mark, card = page.locator("#p4 a.mention"), page.locator("#name-card")
        mark.focus()
        card.wait_for()
        assert "Person · 1890 – 1961" in card.inner_text()
        assert "Suggested by the program" in card.inner_text()
        assert described_by(page) == "name-card"
        page.keyboard.press("Escape")
        assert card.is_hidden()
        assert described_by(page) is None
        assert page.evaluate("document.activeElement.matches('a.mention')"), "the focus stays"
        page.keyboard.press("Tab")

        page.locator("#p4-en a.mention").hover()
        card.wait_for()
        card.hover()
        page.wait_for_timeout(600)
        assert card.is_visible()
        page.mouse.move(5, 5)
        card.wait_for(state="hidden")
        mark.click()
        assert page.locator("h1").inner_text() == "Ada Quill"
        assert len(asked) == 1


@pytest.mark.browser
def test_without_scripts(server: Server, open_page: OpenPage) -> None:
    """Without JavaScript texts are chosen by links, names are links with their reason, and
    versions are compared by a form."""
    still = {"reduced_motion": "reduce"}  # what is measured does not glide
    with open_page(server, java_script_enabled=False, viewport=DESK, **still) as page:
        page.goto(f"/records/{FIRST}")
        page.get_by_role("link", name="Translation, Arabic").click()
        assert page.locator(".head h3").all_inner_texts() == [
            "Original, Russian", "Translation, English", "Translation, Arabic",
        ]  # fmt: skip
        tops = {round(one.bounding_box()["y"]) for one in page.locator(".head h3").all()}
        assert len(tops) == 1, "side by side"
        assert "Suggested" in (page.locator("#p4 a.mention").get_attribute("title") or "")
        page.get_by_role("link", name="What changed in 2 versions").click()
        page.locator("select[name=from]").select_option("1")
        page.get_by_role("button", name="Compare").click()
        assert page.locator("#between").inner_text() == "From version 1 to version 2"


@pytest.mark.browser
def test_printed(server: Server, open_page: OpenPage) -> None:
    """Printed, a document has its title, date, reference, text and citation, and nothing that
    is only for the screen."""
    with open_page(server, viewport=DESK) as page:
        page.goto(f"/records/{FIRST}")
        page.emulate_media(media="print")
        for seen in (
            "h1",
            ".document header .date",
            ".on-paper",
            "#p1",
            ".cite .citation >> nth=0",
        ):
            assert page.locator(seen).is_visible(), seen
        for gone in (".masthead", ".colophon", ".text-choice", ".around", ".origins", ".related"):
            assert page.locator(gone).first.is_hidden(), gone
        assert page.locator(".copy").first.is_hidden()
        assert len(page.pdf(format="A4")) > 10_000
