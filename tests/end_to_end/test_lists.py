"""A list taken elsewhere, the way through it, and what the command writes out."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from lxml import etree, html

if TYPE_CHECKING:
    from conftest import Command, Response, Server

Serving = Callable[..., Any]
Listing = Callable[..., str]

ATOM = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}
MANY = 1_130  # more than one page of any form
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
}
OF_ONE = [form for form in FORMS if form != "csv"]


@pytest.fixture(scope="module")
def server(lasting_regesta: Command, library: Path, serving: Serving) -> Iterator[Server]:
    with serving(lasting_regesta, "serve", "--archive", library) as running:
        yield running


@pytest.fixture(scope="module")
def many(lasting_regesta: Command, listing: Listing, serving: Serving) -> Iterator[Server]:
    """A server of an archive with more records than one file of citations holds."""
    archive = lasting_regesta.archive("many")
    answer = lasting_regesta("import", "--archive", archive, "-", given=listing(MANY).encode())
    assert answer.status == 0, answer.err
    with serving(lasting_regesta, "serve", "--archive", archive) as running:
        yield running


def identifiers(form: str, text: str) -> list[str]:
    """The identifiers of the records in a file, in order, as its form has them."""
    if form == "csv":
        rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        return [row["identifier"] for row in rows]
    if form == "csl.json":
        return [item["id"] for item in json.loads(text)]
    if form == "jsonl":
        return [line["id"] for line in map(json.loads, text.splitlines()) if "record" in line]
    pattern = {"ris": r"^ID  - (.+?)\r?$", "bib": r"^@\w+\{(.+),$"}[form]
    return re.findall(pattern, text, re.MULTILINE)


def found(server: Server, **asked: str) -> list[str]:
    """What the API answers to the same question, all pages."""
    known: list[str] = []
    for page in range(1, 10):
        asked_now = {**asked, "size": "1000", "page": str(page)}
        hits = server.get(f"/api/search?{urlencode(asked_now)}").data["hits"]
        known += [hit["id"] for hit in hits]
        if len(hits) < 1000:
            break
    return known


def links(response: Response) -> dict[str, str]:
    """The addresses of the header Link, by relation, without the host."""
    pairs = re.findall(r'<([^>]*)>; rel="(\w+)"', response.headers["Link"] or "")
    return {relation: address.split("/", 3)[3] for address, relation in pairs}


def entries(response: Response) -> list[str]:
    root = etree.fromstring(response.body)
    found = [entry.findtext("a:id", namespaces=ATOM) for entry in root.iterfind("a:entry", ATOM)]
    return [str(address).rsplit("/", 1)[-1] for address in found]


# ---------------------------------------------------------------- lists as files


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "asked",
    [{}, {"q": "barley Merrow", "sort": "-date"}, {"from": "1901-01-05", "to": "1901-01-12"},
     {"q": "submarine"}],
    ids=str,
)  # fmt: skip
def test_a_file_holds_what_the_search_finds(
    server: Server, form: str, asked: dict[str, str]
) -> None:
    """Every form has the records of the search in its order, as a file of its own type."""
    response = server.get(f"/search.{form}?{urlencode(asked)}")
    assert response.status == 200
    assert response.headers["Content-Type"] == FORMS[form]
    assert response.headers["Content-Disposition"] == f'attachment; filename="documents.{form}"'
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert identifiers(form, response.text) == found(server, **asked)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_whole_list_is_one_file(many: Server, form: str) -> None:
    """Tables and lines hold all of a list of any length; a page only where one is asked for."""
    expected = found(many, q="barley", sort="-date")
    assert len(expected) == MANY
    response = many.get(f"/search.{form}?q=barley&sort=-date")
    assert identifiers(form, response.text) == expected
    packed = many.get(f"/search.{form}?q=barley", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.body) < len(response.body) / 4
    some = many.get(f"/search.{form}?q=barley&sort=-date&size=7&page=2")
    assert identifiers(form, some.text) == expected[7:14]
    head = many.get(f"/search.{form}", method="HEAD")
    assert (head.status, head.body, head.headers["Content-Type"]) == (200, b"", FORMS[form])


@pytest.mark.parametrize("form", ["ris", "bib", "csl.json"])
def test_citations_come_page_by_page(many: Server, form: str) -> None:
    """A file of citations has a thousand, and links that lead through all the others."""
    first = many.get(f"/search.{form}?q=barley&sort=title")
    assert set(links(first)) == {"first", "next", "last"}
    second = many.get("/" + links(first)["next"])
    assert set(links(second)) == {"first", "prev", "last"}
    both = identifiers(form, first.text) + identifiers(form, second.text)
    assert both == found(many, q="barley", sort="title")
    assert len(identifiers(form, first.text)) == 1_000
    small = many.get(f"/search.{form}?q=barley&size=500")
    assert parse_qs(urlsplit(links(small)["last"]).query)["page"] == ["3"]
    page = html.fromstring(many.get("/search?q=barley").body)
    assert "(the first 1,000)" in page.xpath("string(//nav[@class='forms'])")


@pytest.mark.parametrize("form", [*FORMS, "atom"])
@pytest.mark.parametrize("asked", ["from=yesterday", "size=0", "size=1001", "page=x", "sort=x"])
def test_lists_without_sense(server: Server, form: str, asked: str) -> None:
    """A question without sense gets a 400 that says which part, in JSON."""
    answer = server.get(f"/search.{form}?{asked}")
    assert answer.status == 400
    assert answer.data == server.get(f"/api/search?{asked}").data


def test_a_forgiven_slip_is_one_on_every_page(many: Server) -> None:
    """A list of a question with a slip goes on to its end, in files, in feeds and in trails."""
    expected = found(many, q="barley keeper", sort="title")
    asked = "q=barly+keeper&sort=title"
    assert identifiers("csv", many.get(f"/search.csv?{asked}").text) == expected
    assert identifiers("ris", many.get(f"/search.ris?{asked}&page=2").text) == expected[1_000:]
    assert entries(many.get(f"/search.atom?{asked}&page=3")) == expected[100:150]
    assert len(entries(many.get("/search.atom?q=barly+keeper&page=3"))) == 50
    hits = html.fromstring(many.get(f"/search?{asked}").body)
    target = hits.xpath("//ol[@class='regesta']//a/@href")[4]
    words, _ = trail(html.fromstring(many.get(target).body))
    assert f"5 of {MANY:,}" in words


def test_other_forms_are_not_there(server: Server) -> None:
    """A form that nobody writes is a page that is not there, and nothing can be written to."""
    [identifier] = found(server)[:1]
    for target in ("/search.xls", "/search.", f"/records/{identifier}.csv", "/records/.ris"):
        assert server.get(target).status == 404, target
    for target in ("/search.csv", "/search.atom", f"/records/{identifier}.ris"):
        assert server.get(target, method="POST").status == 405


# ---------------------------------------------------------------- feeds


def test_a_feed_of_a_search(server: Server) -> None:
    """A feed has the records of its search under their addresses, and is not sent twice."""
    response = server.get("/search.atom?q=barley&place=&size=7")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(response.body)
    base = server.address
    assert root.findtext("a:id", namespaces=ATOM) == f"{base}/search.atom?q=barley"
    assert root.findtext("a:title", namespaces=ATOM) == "Library of tests - barley"
    assert root.findtext("o:totalResults", namespaces=ATOM) == "25"
    by_relation = {one.get("rel"): one.get("href") for one in root.iterfind("a:link", ATOM)}
    assert by_relation == {
        "self": f"{base}/search.atom?q=barley&size=7",
        "alternate": f"{base}/search?q=barley",
        "first": f"{base}/search.atom?q=barley&page=1&size=7",
        "next": f"{base}/search.atom?q=barley&page=2&size=7",
        "last": f"{base}/search.atom?q=barley&page=4&size=7",
    }
    all_pages: list[str] = []
    for page in range(1, 5):
        all_pages += entries(server.get(f"/search.atom?q=barley&size=7&page={page}"))
    assert sorted(all_pages) == sorted(found(server, q="barley"))
    same = {"If-None-Match": response.headers["ETag"]}
    again = server.get("/search.atom?q=barley&place=&size=7", headers=same)
    assert (again.status, again.body) == (304, b"")
    assert entries(server.get("/search.atom?sort=title")) == found(server, sort="title")
    assert entries(server.get("/search.atom?q=submarine")) == []


def test_a_feed_begins_with_what_was_added_last(
    regesta: Command, archive: Path, listing: Listing, serving: Serving
) -> None:
    """A feed without an order has what came last in front, in small lists and in large ones,
    and its entries say when they came."""
    regesta("import", "--archive", archive, "-", given=listing(5_100, subject="the mill").encode())
    late = listing(3, subject="the ferry", first_day="1850-01-01").encode()
    regesta("import", "--archive", archive, "-", given=late)
    with serving(regesta, "serve", "--archive", archive) as server:
        ferry = found(server, q="ferry")
        assert len(ferry) == 3
        for asked, last in (("", 50), ("?q=barley", 50), ("?q=keeper+of+the+ferry", 3)):
            response = server.get(f"/search.atom{asked}")
            assert set(entries(response)[:3]) == set(ferry)
            assert len(entries(response)) == last
        root = etree.fromstring(server.get("/search.atom").body)
        moments = [one.text for one in root.iterfind("a:entry/a:published", ATOM)]
        assert moments == sorted(moments, reverse=True)
        assert root.findtext("a:updated", namespaces=ATOM) == moments[0]
        mill = entries(server.get("/search.atom?q=mill&page=2"))
        assert len(set(mill) - set(ferry)) == 50
        assert server.get("/search.atom?q=barley").seconds < 3


# ---------------------------------------------------------------- records as files


@pytest.mark.parametrize("form", OF_ONE)
def test_a_record_as_a_file(server: Server, form: str) -> None:
    """A record is had in every form at its address, and its page names them."""
    [identifier] = found(server, sort="date")[:1]
    response = server.get(f"/records/{identifier}.{form}")
    assert response.status == 200
    assert response.headers["Content-Type"] == FORMS[form]
    assert response.headers["Content-Disposition"] == f'attachment; filename="{identifier}.{form}"'
    assert identifiers(form, response.text) == [identifier]
    if form != "jsonl":
        assert f"{server.address}/records/{identifier}" in response.text
    page = html.fromstring(server.get(f"/records/{identifier}").body)
    media_type = FORMS[form].partition(";")[0]
    target = f"/records/{identifier}.{form}"
    assert page.xpath(f"//link[@rel='alternate'][@type='{media_type}']/@href") == [target]
    assert page.xpath(f"//dl//a/@href[. = '{target}']") == [target]
    moved = server.get(f"/records/{identifier.upper()}.{form}")
    assert (moved.status, moved.headers["Location"]) == (301, target)
    assert server.get(f"/records/zzzz-zzzz.{form}").status == 404


HIDE = (
    "import sys\n"
    "from dataclasses import replace\n"
    "from regesta.config.opening import open_archive, person_at_the_terminal\n"
    "archive = open_archive(sys.argv[1])\n"
    "from regesta.catalog.lookup import find_record\n"
    "from regesta.catalog.verbs import Change, save_records, withdraw\n"
    "from regesta.description.record import Access, AccessStatus\n"
    "actor = person_at_the_terminal()\n"
    "withdraw(find_record(sys.argv[2]), actor=actor, reason='asked')\n"
    "row = find_record(sys.argv[3])\n"
    "closed = replace(row.says, access=Access(status=AccessStatus.CLOSED))\n"
    "save_records([Change(record=closed, stored=row)], actor=actor)\n"
    "archive.index.catch_up()\n"
)


def test_hidden_records_are_in_no_list(
    regesta: Command, archive: Path, listing: Listing, serving: Serving
) -> None:
    """Drafts, closed and withdrawn records are in no file, no feed, no trail and no export."""
    regesta("import", "--archive", archive, "-", given=listing(5).encode())
    drafts = listing(2, subject="the lock").encode()
    regesta("import", "--archive", archive, "--draft", "-", given=drafts)
    with serving(regesta, "serve", "--archive", archive) as server:
        withdrawn, closed, *public = found(server, sort="date")
        subprocess.run(
            [sys.executable, "-c", HIDE, archive, withdrawn, closed],
            env=regesta.environment,
            check=True,
        )
        assert len(public) == 3
        for form in FORMS:
            assert identifiers(form, server.get(f"/search.{form}?sort=date").text) == public
            out = regesta("export", "--archive", archive, "records", "--as", form).out
            assert identifiers(form, out.replace("\r\n", "\n")) == public
        assert sorted(entries(server.get("/search.atom"))) == sorted(public)
        for form in OF_ONE:
            assert server.get(f"/records/{withdrawn}.{form}").status == 410
            assert server.get(f"/records/{closed}.{form}").status == 404
        page = html.fromstring(server.get(f"/records/{public[0]}?in=sort%3Ddate&at=1").body)
        assert "1 of 3" in page.xpath("string(//nav[@class='trail'])")
    all_of_them = regesta("export", "--archive", archive, "records", "--as", "jsonl", "--all").out
    assert len(identifiers("jsonl", all_of_them)) == 7


# ---------------------------------------------------------------- the way through a list


def trail(page: Any) -> tuple[str, dict[str, str]]:
    """The words of the trail of a page, and its links by their words."""
    [nav] = page.xpath("//nav[@class='trail']")
    said = {link.text_content(): link.get("href") for link in nav.iter("a")}
    return " ".join(nav.text_content().split()), said


@pytest.mark.parametrize(
    "asked", ["", "q=barley", "q=barley+Merrow&sort=-date", "sort=title&size=4", "collection=it"]
)
def test_the_way_through_a_list(server: Server, asked: str) -> None:
    """From the first hit *Next* leads to each of the others in order, and *Previous* back."""
    if asked == "collection=it":
        [hit] = server.get("/api/search?size=1").data["hits"]
        asked = f"collection={hit['collections'][0]['identifier']}&sort=date"
    expected = found(server, **{name: one[0] for name, one in parse_qs(asked).items()})
    results = html.fromstring(server.get(f"/search?{asked}").body)
    target = results.xpath("//ol[@class='regesta']//a/@href")[0]
    walked = []
    while target:
        response = server.get(target)
        page = html.fromstring(response.body)
        identifier = urlsplit(target).path.rsplit("/", 1)[-1]
        walked.append(identifier)
        words, links = trail(page)
        assert f"{len(walked)} of {len(expected)}" in words
        assert ("Previous" in links) == (len(walked) > 1)
        if len(walked) > 1:
            assert urlsplit(links["Previous"]).path == f"/records/{walked[-2]}"
        canonical = f"{server.address}/records/{identifier}"
        assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
        target = links.get("Next", "")
    assert walked == expected
    back = links["Back to the list"]
    place = urlsplit(back).fragment
    listed = html.fromstring(server.get(back.partition("#")[0]).body)
    assert expected[-1] in listed.xpath(f"//li[@id='{place}']//h2/a/@href")[0]


def test_lists_of_collections_and_names_lead_on_too(server: Server) -> None:
    """A hit on the page of a collection says where it stands in that."""
    [hit] = server.get("/api/search?size=1").data["hits"]
    page = server.get(f"/collections/{hit['collections'][0]['identifier']}?page=2")
    target = html.fromstring(page.body).xpath("//ol[@class='regesta']//a/@href")[0]
    words, _ = trail(html.fromstring(server.get(target).body))
    assert "11 of 25" in words


@pytest.mark.parametrize(
    "parameters",
    [
        "in=&at=0", "in=&at=-1", "in=&at=x", "in=&at=", "at=3", "in=", "in=q%3D&at=1e3",
        "in=from%3Dyesterday&at=1", "in=size%3D0&at=1", "in=q%3D%00%ED%A0%80&at=%00",
        "in=" + "q%3Da%26" * 300 + "&at=1", "in=" + quote("&".join(["q"] * 499)) + "&at=2",
        "in=q%3D%2525&at=-", "in=in%3D%26at%3D1&at=99999999999999999999",
    ],
)  # fmt: skip
def test_a_trail_that_makes_no_sense(server: Server, parameters: str) -> None:
    """Whatever is typed for a trail, the document is there, and is known to be the same one."""
    [identifier] = found(server, sort="date")[:1]
    response = server.get(f"/records/{identifier}?{parameters}")
    assert response.status == 200
    page = html.fromstring(response.body)
    canonical = f"{server.address}/records/{identifier}"
    assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
    assert len(page.xpath("//h1")) == 1
    assert not page.xpath("//nav[@class='trail']//a[@rel]")


@pytest.mark.parametrize("parameters", ["in=%00&at=1", "in=%ED%A0%80%25&at=1", "in=a&at=1"])
def test_a_trail_of_everything(server: Server, parameters: str) -> None:
    """What is no parameter of a search is passed over, as the search itself does."""
    [identifier] = found(server, sort="date")[:1]
    response = server.get(f"/records/{identifier}?{parameters}")
    words, links = trail(html.fromstring(response.body))
    assert words == "1 of 25 Next Back to the list"
    assert links["Back to the list"] == "/search#at-1"


@pytest.mark.parametrize("parameters", ["in=&at=7", "in=q%3Dsubmarine&at=1", "in=&at=1000000000"])
def test_a_list_that_has_changed(server: Server, parameters: str) -> None:
    """Where a document is not at its place any more, only the way back is offered."""
    [identifier] = found(server, sort="date")[:1]
    response = server.get(f"/records/{identifier}?{parameters}")
    words, links = trail(html.fromstring(response.body))
    assert (words, list(links)) == ("Back to the list", ["Back to the list"])
    assert server.get(links["Back to the list"].partition("#")[0]).status == 200
    assert response.seconds < 2


def test_markup_in_a_trail_stays_text(server: Server) -> None:
    """What a trail carries comes back as part of an address, never as markup."""
    hostile = urlencode({"in": urlencode({"q": '"><script>alert(1)</script>'}), "at": "1"})
    [identifier] = found(server, sort="date")[:1]
    response = server.get(f"/records/{identifier}?{hostile}")
    assert "<script>alert" not in response.text
    assert "alert%281%29" in response.text or "alert%25281%2529" in response.text


def test_a_long_question_is_not_carried_along(server: Server) -> None:
    """A search too long for every link of a page leads to documents without a trail."""
    asked = urlencode({"q": "barley " * 300})
    page = html.fromstring(server.get(f"/search?{asked}").body)
    targets = page.xpath("//ol[@class='regesta']//a/@href")
    assert len(targets) == 10
    assert not [target for target in targets if "?" in target]


def test_a_document_alone(server: Server) -> None:
    """At its own address a document has no trail, and search engines may have it."""
    [identifier] = found(server)[:1]
    page = html.fromstring(server.get(f"/records/{identifier}").body)
    assert not page.xpath("//nav[@class='trail']")
    assert not page.xpath("//meta[@name='robots']")


# ---------------------------------------------------------------- what pages say of a list


def test_hits_are_references(server: Server) -> None:
    """Every hit of a list is a reference that citation managers find in the page."""
    page = html.fromstring(server.get("/search?q=barley&sort=date").body)
    hits = server.get("/api/search?q=barley&sort=date").data["hits"]
    values = page.xpath("//li//span[@class='Z3988']/@title")
    assert len(values) == len(hits) == 10
    for value, hit in zip(values, hits, strict=True):
        said = parse_qs(value, strict_parsing=True)
        assert said["ctx_ver"] == ["Z39.88-2004"]
        assert said["rft.title"] == [hit["title"]]
        assert said["rft.date"] == [hit["date"]["edtf"]]
        assert said["rft_id"] == said["rft.identifier"] == [hit["url"]]
        assert said["rft.source"] == ["Letters of the keepers"]


def test_a_list_names_its_other_forms(server: Server) -> None:
    """The head and the foot of a result lead to the same list in every form, from its first
    page on, and to its permanent address."""
    page = html.fromstring(server.get("/search?page=2&q=barley&size=5&sort=date").body)
    expected = {f"/search.{form}?q=barley&sort=date" for form in FORMS}
    alternates = page.xpath("//link[@rel='alternate']/@href")
    assert set(alternates) == expected | {"/search.atom?q=barley"}
    foot = set(page.xpath("//nav[@class='forms']//a/@href"))
    permanent = f"{server.address}/search?q=barley&sort=date"
    assert foot == {*alternates, permanent}
    for target in alternates:
        assert server.get(target).status == 200, target


# ---------------------------------------------------------------- the command


def test_an_exported_archive_comes_back_equal(
    regesta: Command, listing: Listing, library: Path
) -> None:
    """All that an archive says, authorities, drafts and collections included, is the same in
    another archive that imports it, identifiers and all."""
    people = b"kind,name,dates\nperson,Ada Quill,1890/1961\nplace,Merrow,\n"
    first = regesta.archive("first")
    (regesta.home / "people.csv").write_bytes(people)
    steps: list[tuple[list[str], bytes]] = [
        (["people.csv"], b""),
        (["--collection", "Mill", "-"], listing(12).encode()),
        (["--collection", "Lock", "--draft", "-"], listing(3, subject="the lock").encode()),
    ]
    for words, given in steps:
        answer = regesta("import", "--archive", first, *words, given=given)
        assert answer.status == 0, answer.err
    out = regesta("export", "--archive", first, "archive").out
    assert len(out.splitlines()) == 1 + 2 + 2 + 15
    second = regesta.archive("second")
    assert regesta("import", "--archive", second, "-", given=out.encode()).status == 0
    again = regesta("export", "--archive", second, "archive").out
    assert again.splitlines()[1:] == out.splitlines()[1:]


@pytest.mark.parametrize("form", [*FORMS, "listing"])
def test_exported_records_can_be_imported(regesta: Command, library: Path, form: str) -> None:
    """What is written in any form is read again, with as many records."""
    written = regesta.home / f"out.{form}"
    words = ["export", "--archive", library, "records", "--as", form, "--output", written]
    assert regesta(*words).status == 0
    second = regesta.archive("second")
    report = regesta("import", "--archive", second, "--json", written).data
    assert (report["created"], report["rejected"]) == (25, 0)
    titles = {hit["title"] for hit in regesta.search(library, "--size=30")["hits"]}
    assert {hit["title"] for hit in regesta.search(second, "--size=30")["hits"]} == titles


def test_exporting_what_a_search_finds(regesta: Command, library: Path) -> None:
    """A search of the command line is written whole and in its order."""
    asked = ["--query", "barley Merrow", "--to", "1901-01-20", "--sort", "-date"]
    out = regesta("export", "--archive", library, "records", "--as", "ris", *asked).out
    hits = regesta.search(library, "barley Merrow", "--to", "1901-01-20", "--sort", "-date")["hits"]
    assert identifiers("ris", out.replace("\r\n", "\n")) == [hit["id"] for hit in hits]


def test_exports_without_sense(regesta: Command, library: Path) -> None:
    """A form that something cannot have, and a question without sense, are wrong usage."""
    for words, said in (
        (["archive", "--as", "ris"], "archive can be written as jsonl"),
        (["authorities", "--as", "bib"], "authorities can be written as csv, json"),
        (["authorities", "--query", "x"], "are for records"),
        (["records", "--from", "yesterday"], "is not understood"),
        (["everything"], "is not one of"),
    ):
        answer = regesta("export", "--archive", library, *words)
        assert answer.status == 2
        assert said in " ".join(answer.err.split())
