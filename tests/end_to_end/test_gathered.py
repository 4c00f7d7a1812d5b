"""A reader's own list: what its address shows and hands on, to whoever has it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, Server

FORMS = ("csv", "ris", "bib", "csl.json", "jsonl")


@pytest.fixture(scope="module")
def server(
    lasting_regesta: Command, library: Path, serving: Callable[..., Any]
) -> Iterator[Server]:
    with serving(lasting_regesta, "serve", "--archive", library) as running:
        yield running


@pytest.fixture(scope="module")
def three(server: Server) -> list[str]:
    """Three documents, not in the order of their dates."""
    hits = server.get("/api/search?sort=date&size=5").data["hits"]
    return [hits[at]["id"] for at in (4, 0, 2)]


def shown(server: Server, target: str) -> Any:
    response = server.get(target)
    assert response.status == 200
    return html.fromstring(response.text)


def test_the_list_is_its_address(server: Server, three: list[str]) -> None:
    """The documents stand in the order of the address, each once, with their citations."""
    page = shown(server, f"/list?ids={','.join([*three, three[0]])}")
    assert page.xpath("//ol[contains(@class,'items')]/li/@data-id") == three
    assert page.xpath("//*[@class='citation']/p/@data-id") == three
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_identifiers_are_read_as_they_are_typed(server: Server, three: list[str]) -> None:
    """Capitals, missing hyphens, spaces and several parameters are forgiven."""
    typed = f"{three[0].upper()}%20{three[1].replace('-', '')}&ids={three[2]}"
    page = shown(server, f"/list?ids={typed}")
    assert page.xpath("//ol[contains(@class,'items')]/li/@data-id") == three


def test_what_is_not_here_is_said(server: Server, three: list[str]) -> None:
    """What is unknown keeps its place and is said, and is in no citation."""
    page = shown(server, f"/list?ids=zzzz-zzzz,{three[0]},%3Cb%3E")
    assert page.xpath("//ol[contains(@class,'items')]/li/@data-id") == [
        "zzzz-zzzz", three[0], "<b>",
    ]  # fmt: skip
    assert len(page.xpath("//*[contains(text(), 'No document that can be shown')]")) == 2
    assert page.xpath("//*[@class='citation']/p/@data-id") == [three[0]]


@pytest.mark.parametrize("target", ["/list", "/list?ids=", "/list?ids=,%20,"])
def test_an_empty_list_leads_on(server: Server, target: str) -> None:
    """Without documents the page says how they come into a list."""
    page = shown(server, target)
    assert "Beside every document" in page.text_content()
    assert page.xpath("//div[@class='full']/@hidden") == [""]


@pytest.mark.parametrize(
    ("style", "words"), [("mla", "Library of tests"), ("nonsense", "Library of tests")]
)
def test_styles(server: Server, three: list[str], style: str, words: str) -> None:
    """A style of citations is chosen by the address, and the first one stands in for others."""
    page = shown(server, f"/list?ids={three[0]}&style={style}")
    [current] = page.xpath("//nav[@class='sorts']//strong/text()")
    assert current == ("MLA" if style == "mla" else "Archival form")
    [citation] = page.xpath("//*[@class='citation']/p")
    assert words in citation.text_content()
    assert f"/records/{three[0]}?version=1" in citation.text_content()


@pytest.mark.parametrize("form", FORMS)
def test_forms(server: Server, three: list[str], form: str) -> None:
    """The list is had in every form, in its order, without what is not here."""
    response = server.get(f"/list.{form}?ids=zzzz-zzzz,{','.join(three)}")
    assert response.status == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="list.{form}"'
    places = [response.text.find(one) for one in three]
    assert places == sorted(places)
    assert -1 not in places
    if form == "csv":
        rows = csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"), newline=""))
        assert [row["identifier"] for row in rows] == three
    if form == "csl.json":
        assert [one["id"] for one in response.data] == three


def test_forms_of_nothing_and_of_too_much(server: Server) -> None:
    """A file of no documents, or of more than a list holds, is refused in words."""
    assert "ids takes" in json.loads(server.get("/list.ris").body)["error"]
    many = ",".join(f"x{number}" for number in range(501))
    response = server.get(f"/list.ris?ids={many}")
    assert response.status == 400
    assert "at most 500" in response.data["error"]


def test_too_many_are_left_out_and_said(server: Server, three: list[str]) -> None:
    """The page shows as many as a list holds and says how many it leaves out."""
    many = ",".join([*three, *(f"x{number}" for number in range(499))])
    page = shown(server, f"/list?ids={many}")
    assert len(page.xpath("//ol[contains(@class,'items')]/li")) == 500
    assert "2 more were left out" in page.text_content()


def test_only_what_the_public_may_see(
    regesta: Command, archive: Path, listing: Callable[..., str], serving: Callable[..., Any]
) -> None:
    """Drafts are as unknown as what never was; what was taken back says when."""
    for words in (("--draft",), ()):
        subject = "a secret" if words else "the mill"
        given = listing(1, subject=subject).encode()
        assert regesta("import", "--archive", archive, *words, "-", given=given).status == 0
    hits = regesta.search(archive, "--all", "letter")["hits"]
    ids = ",".join(one["id"] for one in hits)
    with serving(regesta, "serve", "--archive", archive) as server:
        page = server.get(f"/list?ids={ids}").text
        assert "secret" not in page
        assert "Letter 1 from the keeper of the mill" in page
        assert "secret" not in server.get(f"/list.jsonl?ids={ids}").text
        assert regesta("undo", "--archive", archive, "2").status == 0
        page = server.get(f"/list?ids={ids}").text
        assert "This document was withdrawn on" in page
        assert "of the mill" not in page
        assert page.count("No document that can be shown") == 1
