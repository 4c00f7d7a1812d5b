"""What search engines are told, and what they are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib import robotparser

import pytest
from lxml import etree, html

if TYPE_CHECKING:
    from conftest import Command, Server

MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
DEMO = Path(__file__).parents[2] / "src" / "regesta" / "demo"
SOURCES = [DEMO / name for name in ("xinjiang-authorities.json", "xinjiang.txt", "xinjiang.toml")]


@pytest.fixture(scope="module")
def server(lasting_regesta: Command, serving: Callable[..., Any]) -> Iterator[Server]:
    archive = lasting_regesta.archive("found")
    words = ["import", "--archive", archive, "--collection", "Decisions"]
    assert lasting_regesta(*words, *SOURCES).status == 0
    with serving(lasting_regesta, "serve", "--archive", archive) as running:
        yield running


def located(server: Server, target: str) -> list[str]:
    answer = server.get(target)
    assert answer.status == 200, target
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    found: list[str] = etree.fromstring(answer.body).xpath("//s:loc/text()", namespaces=MAPS)
    assert all(one.startswith(f"{server.address}/") for one in found)
    return [one.removeprefix(server.address) for one in found]


def test_the_sitemap_has_what_is_public(server: Server) -> None:
    """Every document, every name that one speaks of, every collection and page, with the moment
    of its last change where one is known; each address leads to a page that may be indexed."""
    kinds = {one: located(server, one) for one in located(server, "/sitemap.xml")}
    assert set(kinds) == {
        f"/sitemaps/{kind}-1.xml" for kind in ("records", "names", "collections", "pages")
    }
    answer = server.get("/api/search?size=100").data
    records = [f"/records/{hit['id']}" for hit in answer["hits"]]
    assert sorted(kinds["/sitemaps/records-1.xml"]) == sorted(records)
    assert len(kinds["/sitemaps/collections-1.xml"]) == 1
    people = {f"/names/{one['value']}" for one in answer["facets"]["person"]}
    assert people < set(kinds["/sitemaps/names-1.xml"])
    for target in (some[0] for some in kinds.values()):
        page = server.get(target)
        assert page.status == 200
        read = html.fromstring(page.body)
        assert not read.xpath("//meta[@name='robots']")
        [described] = read.xpath("//meta[@name='description']/@content")
        assert len(described) > 5
    moments = re.findall(r"<lastmod>([^<]+)<", server.get("/sitemaps/records-1.xml").text)
    assert len(moments) == len(records)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one) for one in moments)
    assert located(server, "/sitemaps/records-2.xml") == []
    for wrong in ("/sitemaps/records-0.xml", "/sitemaps/drafts-1.xml"):
        assert server.get(wrong).status == 404


def test_the_rules_for_robots(server: Server) -> None:
    """Pages may be looked at, whole lists as files may not, and the sitemap is named."""
    answer = server.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    rules = robotparser.RobotFileParser()
    rules.parse(answer.text.splitlines())
    assert rules.site_maps() == [f"{server.address}/sitemap.xml"]
    for target in ("/", "/search", "/search?q=a", "/records/x", "/names/x", "/static/regesta.css"):
        assert rules.can_fetch("*", target), target
    for target in ("/search.csv", "/api/search", "/search/values/person"):
        assert not rules.can_fetch("*", target), target


def test_endless_combinations_are_not_indexed(server: Server) -> None:
    """A search by words may be found again, its thousand filters and orders may not."""
    for target, wanted in (
        ("/search", []),
        ("/search?q=division", []),
        ("/search?q=division&sort=date", ["noindex"]),
        ("/search?decade=1930&page=2", ["noindex"]),
    ):
        page = html.fromstring(server.get(target).body)
        assert page.xpath("//meta[@name='robots']/@content") == wanted, target
