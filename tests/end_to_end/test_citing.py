"""Citing a document of a real server: versions, paragraphs, and what programs are told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Command, Server

Serving = Callable[..., Any]


class Head(HTMLParser):
    """The tags of a page that programs read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.identifiers: list[str] = []
        self._in_data = False
        self.data = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.tags.append((given.get("name") or given.get("property", ""), given["content"])
                             if "content" in given else ("", ""))  # fmt: skip
        elif tag == "link":
            self.links.append(given)
        self._in_data = tag == "script" and given.get("type") == "application/ld+json"
        self.identifiers += [given["id"]] if "id" in given else []

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data

    def all(self, name: str) -> list[str]:
        return [content for key, content in self.tags if key == name]


def table(title: str, translation: str) -> str:
    """One letter as a spreadsheet has it."""
    return (
        "objectid,title,date,from,to,source,translation,translator,language\n"
        f'k1,{title},19 April 1941,Joseph Stalin,Sheng Shicai,"RGASPI, f. 17, op. 162, d. 34",'
        f"{translation},Gary Goldberg,ru\n"
    )


@pytest.fixture(scope="module")
def server(lasting_regesta: Command, serving: Serving) -> Iterator[Server]:
    """An archive with one letter, corrected once, published at an address of its own."""
    archive = lasting_regesta.archive("archive", "--name", "Xinjiang Archive")
    for text in (table("On the tin mine", "Send a ton."), table("On the tin mines", "Send two.")):
        (lasting_regesta.home / "letters.csv").write_text(text)
        answer = lasting_regesta("import", "--archive", archive, "--json", "letters.csv")
        assert answer.status == 0, answer.out
    with serving(lasting_regesta, "serve", "--archive", archive) as running:
        yield running


@pytest.fixture(scope="module")
def identifier(server: Server) -> str:
    return str(server.get("/api/search?size=1").data["hits"][0]["id"])


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def test_versions(server: Server, identifier: str) -> None:
    """Each version has an address that shows it for good, and tells of a newer one."""
    first = server.get(f"/records/{identifier}?version=1")
    assert first.status == 200
    assert "On the tin mine<" in first.text
    assert "Send a ton. <a" in first.text
    assert "Send two. <a" not in first.text
    assert "This is version 1, of" in first.text
    assert f'There is a newer one: <a href="/records/{identifier}">version 2</a>' in first.text
    for target in (f"/records/{identifier}", f"/records/{identifier}?version=2"):
        latest = server.get(target)
        assert "Send two. <a" in latest.text
        assert "There is a newer one" not in latest.text
    # The history leads to both.
    assert 'href="?version=1"' in latest.text
    assert 'href="?version=2"' in latest.text


@pytest.mark.parametrize(
    "asked", ["0", "3", "-1", "x", "", "%C2%B2", "1" * 5_000, "1;2", "%00", "1&version=7"]
)
def test_no_such_version(server: Server, identifier: str, asked: str) -> None:
    """A version that is not there to be seen is not found, and the document is offered."""
    answer = server.get(f"/records/{identifier}?version={asked}")
    assert answer.status == 404
    assert f'href="/records/{identifier}"' in answer.text


def test_forgiving_address_keeps_the_version(server: Server, identifier: str) -> None:
    """An identifier typed in capitals leads to the version that was asked for."""
    answer = server.get(f"/records/{identifier.upper()}?version=1")
    assert answer.status == 301
    assert answer.headers["Location"] == f"/records/{identifier}?version=1"


def test_citations(server: Server, identifier: str) -> None:
    """A page gives the archival form first, then the styles, with the address of its version."""
    text = plain(server.get(f"/records/{identifier}?version=1").text)
    address = f"{server.address}/records/{identifier}?version=1"
    forms = [
        "Joseph Stalin, “On the tin mine,” 19 April 1941. RGASPI, f. 17, op. 162, d. 34. "
        f"Translated by Gary Goldberg. Xinjiang Archive, {address}.",
        "Joseph Stalin, “On the tin mine,” trans. Gary Goldberg, April 19, 1941, RGASPI, f. 17, "
        f"op. 162, d. 34, Xinjiang Archive, {address}.",
        "Stalin, Joseph. “On the tin mine.” Translated by Gary Goldberg. April 19, 1941. RGASPI, "
        f"f. 17, op. 162, d. 34. Xinjiang Archive. {address}.",
        "Stalin, Joseph. “On the tin mine.” Translated by Gary Goldberg, 19 Apr. 1941, RGASPI, "
        f"f. 17, op. 162, d. 34. Xinjiang Archive, {address}.",
    ]
    places = [text.find(form) for form in forms]
    assert -1 not in places, text[text.find("Cite this document") :]
    assert places == sorted(places)
    for suffix in (".ris", ".bib", ".csl.json"):
        assert f'href="/records/{identifier}{suffix}"' in server.get(f"/records/{identifier}").text


def test_head_of_the_page(server: Server, identifier: str) -> None:
    """Zotero and search engines are told title, author, date and address."""
    head = Head(server.get(f"/records/{identifier}").text)
    address = f"{server.address}/records/{identifier}"
    assert head.all("citation_title") == ["On the tin mines"]
    assert head.all("citation_author") == ["Stalin, Joseph"]
    assert head.all("citation_date") == ["1941-04-19"]
    assert head.all("citation_public_url") == [f"{address}?version=2"]
    assert head.all("z:itemType") == ["letter"]
    assert head.all("DC.source") == ["RGASPI, f. 17, op. 162, d. 34"]
    assert head.all("og:url") == [address]
    links = {(one["rel"], one.get("type", "")): one["href"] for one in head.links}
    assert links["canonical", ""] == address
    assert links["alternate", "application/x-bibtex"] == f"/records/{identifier}.bib"
    said = json.loads(head.data)
    assert said["@type"] == ["ArchiveComponent", "Message"]
    assert said["url"] == f"{address}?version=2"
    assert said["author"][0]["name"] == "Joseph Stalin"


def test_version_is_not_canonical(server: Server, identifier: str) -> None:
    """Search engines take all versions for one document."""
    head = Head(server.get(f"/records/{identifier}?version=1").text)
    links = {one["rel"]: one["href"] for one in head.links}
    assert links["canonical"] == f"{server.address}/records/{identifier}"


def link_header(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address, relation in re.findall(r'<([^>]*)>; rel="([^"]*)"', text):
        found.setdefault(relation, []).append(address)
    return found


def test_signposting(server: Server, identifier: str) -> None:
    """A head of an answer alone leads to what to cite, to its forms and to its versions."""
    address = f"{server.address}/records/{identifier}"
    for method in ("GET", "HEAD"):
        answer = server.get(f"/records/{identifier}", method=method)
        links = link_header(answer.headers["Link"])
        assert links["cite-as"] == [f"{address}?version=2"]
        assert links["describedby"] == [f"{address}{end}" for end in (".ris", ".bib", ".csl.json")]
        assert "https://schema.org/AboutPage" in links["type"]
        assert links["predecessor-version"] == [f"{address}?version=1"]
        assert "latest-version" not in links
    links = link_header(server.get(f"/records/{identifier}?version=1").headers["Link"])
    assert links["latest-version"] == links["successor-version"] == [f"{address}?version=2"]


def test_addresses_of_paragraphs(server: Server, identifier: str) -> None:
    """Every paragraph can be linked to, in the version that is shown."""
    text = server.get(f"/records/{identifier}").text
    head = Head(text)
    assert "p1" in head.identifiers
    assert 'href="?version=2#p1"' in text
    assert len(head.identifiers) == len(set(head.identifiers))
