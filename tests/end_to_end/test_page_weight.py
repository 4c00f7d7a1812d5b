"""What a page costs a reader on a slow line, over records as long as those of an edition."""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Command, Server

FIRST_VISIT, LATER = 60_000, 15_000  # bytes of a page of results, with all it needs and alone
OTHER_PAGES = 60_000  # of any other page on a first visit, but for a document's own texts
MANY = 120  # people, bodies, places and topics each: more than a filter lists


def _vocabulary(draw: random.Random) -> Callable[[int], str]:
    """Sentences of invented words, used as often as words of a language are."""
    words = ["".join(draw.choices(ascii_lowercase, k=draw.randint(2, 9))) for _ in range(4_000)]
    weights = [1 / place for place in range(1, len(words) + 1)]
    return lambda count: " ".join(draw.choices(words, weights, k=count))


@pytest.fixture(scope="module")
def edition(lasting_regesta: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records with long titles and summaries that speak of hundreds of names."""
    draw = random.Random(11)
    words = _vocabulary(draw)
    names = {
        kind: [f"{words(2).title()} {kind[0]}{number}" for number in range(MANY)]
        for kind in ("people", "organisations", "places", "topics")
    }
    table = tmp_path_factory.mktemp("edition") / "edition.csv"
    with table.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["identifier", "title", "date", "description", *names, "collection"])
        for number in range(300):
            told = ("; ".join(draw.sample(some, 6)) for some in names.values())
            day = f"{draw.randint(1900, 1979)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            title = f"Memorandum of conversation {number}: {words(15)}"
            said = f"{words(60)} embassy {words(60)}"
            rows.writerow([f"e{number}", title, day, said, *told, f"Volume {number % 12}"])
    archive = lasting_regesta.archive("edition")
    made = lasting_regesta("import", "--archive", archive, table)
    assert made.status == 0, made.err
    return archive


@pytest.fixture(scope="module")
def server(
    lasting_regesta: Command, edition: Path, serving: Callable[..., Any]
) -> Iterator[Server]:
    with serving(lasting_regesta, "serve", "--archive", edition) as running:
        yield running


def cost(server: Server, target: str) -> tuple[int, int]:
    """Bytes on the line, with the heads of the answers: of the page, and of what it asks for."""
    page, text = _fetched(server, target)
    wanted = re.findall(r'<(?:link rel="(?:icon|stylesheet)" href|script src)="([^"]+)"', text)
    return page, sum(_fetched(server, one)[0] for one in wanted)


def _fetched(server: Server, target: str) -> tuple[int, str]:
    answer = server.get(target, headers={"Accept-Encoding": "gzip"})
    assert answer.status == 200, target
    packed = answer.headers["Content-Encoding"] == "gzip"
    text = (gzip.decompress(answer.body) if packed else answer.body).decode()
    return len(answer.body) + len(str(answer.headers)), text


@pytest.mark.parametrize("target", ["/search", "/search?q=embassy", "/search?q=memorandum&page=3"])
def test_a_page_of_results_is_light(server: Server, target: str) -> None:
    """It costs at most 60 kB with all it needs, and 15 kB when only the page is new."""
    page, rest = cost(server, target)
    assert page <= LATER, f"{page:,} bytes"
    assert page + rest <= FIRST_VISIT, f"{page:,} and {rest:,} bytes"


def test_every_page_is_light(server: Server) -> None:
    """No other page costs more than a page of results may, and files are kept and compressed."""
    answer = server.get("/api/search?size=1").data
    facets = answer["facets"]
    for target in (
        "/", "/help", "/search/values/person", f"/records/{answer['hits'][0]['id']}",
        f"/collections/{facets['collection'][0]['value']}",
    ):  # fmt: skip
        page, rest = cost(server, target)
        assert page + rest <= OTHER_PAGES, f"{target}: {page:,} and {rest:,} bytes"


def test_files_of_pages_are_compressed(server: Server) -> None:
    """Who takes compressed files gets them; who does not gets the same content."""
    text = server.get("/").text
    for one in re.findall(r'(/static/[^"]+)"', text):
        plain = server.get(one)
        packed = server.get(one, headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "gzip", one
        assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.body) == plain.body
        assert len(packed.body) < len(plain.body)
        assert "max-age=31536000" in packed.headers["Cache-Control"]
        again = server.get(one, headers={"If-None-Match": packed.headers["ETag"]})
        assert again.status == 304
