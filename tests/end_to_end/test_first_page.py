"""The first page, and the pages that the archive writes itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, Server

Serving = Callable[..., Any]


@pytest.fixture(scope="module")
def server(lasting_regesta: Command, library: Path, serving: Serving) -> Iterator[Server]:
    with serving(lasting_regesta, "serve", "--archive", library) as running:
        yield running


@pytest.fixture(scope="module")
def pages(library: Path, server: Server) -> Path:
    """The folder in which the archive writes pages of its own, while it is served."""
    folder = library / "pages"
    folder.mkdir(exist_ok=True)
    return folder


def shown(server: Server, target: str, language: str = "en") -> Any:
    response = server.get(target, headers={"Accept-Language": language})
    assert response.status == 200, target
    return html.fromstring(response.text)


def test_it_says_what_there_is(server: Server) -> None:
    """How many documents and of which years, the collections, and what was added last."""
    page = shown(server, "/")
    [lead] = page.xpath("//p[@class='lead']")
    assert lead.text_content().strip().startswith("25 documents, 1901")
    [shelf] = page.xpath("//ul[@class='shelves']/li")
    assert shelf.text_content().split() == ["Letters", "of", "the", "keepers", "25"]
    titles = page.xpath("//ul[@class='new']/li/a/text()")
    assert [one.split()[1] for one in titles] == ["25", "24", "23", "22", "21", "20"]
    assert page.xpath("//link[@rel='alternate']/@href") == ["/search.atom"]


def test_its_counts_lead_to_what_they_count(server: Server) -> None:
    """Each bar through time leads to a result with as many documents as it says."""
    page = shown(server, "/")
    rows = page.xpath("//div[@class='histogram']//tbody/tr")
    assert rows
    for row in rows:
        result = shown(server, row.xpath(".//a/@href")[0])
        told = result.xpath("//div[@class='columns']/@data-told")[0]
        assert told.split()[0] == row.xpath("./td[2]")[0].text_content()


def test_only_what_the_public_may_see(
    regesta: Command, archive: Path, listing: Callable[..., str], serving: Serving
) -> None:
    """A draft is not counted, and is not new."""
    given = listing(1, subject="a secret").encode()
    assert regesta("import", "--archive", archive, "--draft", "-", given=given).status == 0
    with serving(regesta, "serve", "--archive", archive) as server:
        text = server.get("/").text
        assert "This archive is empty so far." in text
        assert "secret" not in text
        given = listing(2).encode()
        assert regesta("import", "--archive", archive, "-", given=given).status == 0
        text = server.get("/").text
        assert "2 documents" in text
        assert "secret" not in text


def test_the_archive_says_what_it_is(server: Server, pages: Path) -> None:
    """The first paragraph of its own text is the lead, in the language of the reader."""
    (pages / "home.md").write_text("Letters of <b>keepers</b>.\n\nMore: {documents}.\n")
    (pages / "home.ru.md").write_text("Письма смотрителей.\n")
    page = shown(server, "/")
    assert page.xpath("//p[@class='lead']")[0].text_content() == "Letters of <b>keepers</b>."
    assert "More: 25 documents." in page.text_content()
    page = shown(server, "/", "ru")
    assert page.xpath("//p[@class='lead']")[0].text_content() == "Письма смотрителей."
    assert page.xpath("//p[@class='lead']/@lang") == ["ru"]
    for name in ("home.md", "home.ru.md"):
        (pages / name).unlink()


def test_pages_are_at_the_foot_of_every_page(server: Server, pages: Path) -> None:
    """Ours and the archive's own are linked everywhere, and lead there."""
    (pages / "project.md").write_text("# The project\n\nWho made it.\n")
    links = shown(server, "/search").xpath("//footer//a[@href]")
    named = {one.text_content(): one.get("href") for one in links}
    wanted = {
        "How to search": "/help",
        "About this archive": "/pages/about",
        "The project": "/pages/project",
        "Accessibility": "/pages/accessibility",
        "Colophon": "/pages/colophon",
    }
    assert wanted.items() <= named.items()
    for title, target in wanted.items():
        assert shown(server, target).xpath("//h1/text()") == [title]
    (pages / "project.md").unlink()
    assert server.get("/pages/project").status == 404
    assert server.get("/pages/help").headers["Location"] == "/help"
    assert server.get("/pages/home").headers["Location"] == "/"
    assert server.get("/pages/..%2Fregesta").status == 404


def test_an_edited_page_is_never_an_old_copy(server: Server, pages: Path) -> None:
    """Whoever keeps a copy gets the page anew when its file has changed."""
    file = pages / "about.md"
    file.write_text("# One\n")
    first = server.get("/pages/about")
    asked = {"If-None-Match": first.headers["ETag"]}
    assert server.get("/pages/about", headers=asked).status == 304
    file.write_text("# Two\n\nMore.\n")
    assert "Two" in server.get("/pages/about", headers=asked).text
    file.unlink()


def test_the_contact(regesta: Command, archive: Path, serving: Serving) -> None:
    """Whom to ask is a link where the archive says whom."""
    settings = archive / "regesta.toml"
    settings.write_text('[archive]\nname = "Letters"\ncontact = "keeper@archive.example"\n')
    with serving(regesta, "serve", "--archive", archive) as server:
        for target in ("/pages/about", "/pages/accessibility"):
            links = shown(server, target).xpath("//article//a/@href")
            assert links == ["mailto:keeper@archive.example"]


def test_texts_to_begin_with(regesta: Command, archive: Path) -> None:
    """``regesta pages`` writes the texts once, and never over an edited one."""
    first = regesta("pages", "--archive", archive)
    assert first.status == 0
    assert first.out.count("Wrote ") == len(first.out.splitlines()) >= 4
    (archive / "pages" / "about.md").write_text("# Ours\n")
    again = regesta("pages", "--archive", archive)
    assert again.out.count("Left ") == len(first.out.splitlines())
    assert (archive / "pages" / "about.md").read_text() == "# Ours\n"
