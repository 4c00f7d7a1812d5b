"""What a reader meets while searching: suggestions, slips, histogram, passages, help."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from conftest import Command, Server

LINES = [
    {"regesta": 1},
    {"key": "sheng", "authority": {"kind": "person", "preferred": {"text": "Sheng Shicai"},
                                   "variants": [{"text": "Шэн Шицай"}]}},
    {"key": "nobody", "authority": {"kind": "person", "preferred": {"text": "Shergill, Amar"}}},
    {"key": "a", "record": {
        "values": {"title": [{"text": "Telegram to Sheng Shicai"}],
                   "scope_and_content": [{"text": "On the trade in salt."}]},
        "dates": [{"date": {"text": "April 1937", "edtf": "1937-04", "status": "given"},
                   "primary": True}],
        "subjects": [{"name": "Salt monopoly", "kind": "topic"}],
        "texts": [{"kind": "transcript", "language": "en", "paragraphs": [
            {"identifier": "p1", "text": "Dear friend,", "page": "12"},
            {"identifier": "p2", "text": "the caravans have not come."}]}]}},
    {"key": "b", "record": {
        "values": {"title": [{"text": "Sheng Shicai on the caravans"}]},
        "dates": [{"date": {"text": "May 1937", "edtf": "1937-05", "status": "given"},
                   "primary": True}],
        "subjects": [{"name": "Salt monopoly", "kind": "topic"}]}},
    {"key": "c", "publication": "draft", "record": {
        "values": {"title": [{"text": "Shergill, Amar and the shenanigans"}]},
        "subjects": [{"name": "Salt monopoly", "kind": "topic"}]}},
]  # fmt: skip


@pytest.fixture(scope="module")
def server(
    lasting_regesta: Command, serving: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    archive = lasting_regesta.archive("searching")
    source = tmp_path_factory.mktemp("searching") / "lines.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    lasting_regesta("import", "--archive", archive, source)
    with serving(lasting_regesta, "serve", "--archive", archive) as there:
        yield there


def answer(server: Server, path: str) -> Any:
    return json.loads(server.get(path).text)


def suggested(server: Server, typed: str) -> list[tuple[str, str]]:
    found = answer(server, f"/api/suggest?q={quote(typed)}")["suggestions"]
    return [(one["kind"], one["text"]) for one in found]


def test_suggestions(server: Server) -> None:
    """Names by any spelling, words and titles; never what only a draft has."""
    found = suggested(server, "she")
    assert ("person", "Sheng Shicai") in found
    assert ("words", "sheng") in found
    assert ("record", "Telegram to Sheng Shicai") in found
    assert not any("Sherg" in text or "shenan" in text for _, text in found)
    assert ("person", "Sheng Shicai") in suggested(server, "шэн")
    assert suggested(server, "") == suggested(server, "s") == suggested(server, '"*(') == []


def test_a_slip_is_forgiven_and_said(server: Server) -> None:
    """The page and the answer for programs name what was searched instead."""
    found = answer(server, "/api/search?q=karavans")
    assert (found["total"], found["corrected"]) == (2, "caravans")
    page = server.get("/search?q=karavans").text
    assert "Showing results for" in page
    assert "q=caravans&amp;sort=title" in page  # whoever goes on, goes on with what was meant
    # What only a draft says is offered to nobody.
    assert answer(server, "/api/search?q=shenanigan5")["corrected"] is None
    assert answer(server, "/api/search?q=shenanigens")["total"] == 0


def test_a_passage_with_its_page(server: Server) -> None:
    """Where neither title nor summary answers, the text does."""
    found = answer(server, "/api/search?q=caravan+friend")
    passage = found["hits"][0]["passage"]
    assert (passage["page"], passage["paragraph"]) == ("12", "p1")
    page = server.get("/search?q=caravan+telegram").text
    assert "<mark>caravans</mark>" in page or "<mark>Telegram</mark>" in page


def test_the_histogram_leads_to_its_bars(server: Server) -> None:
    """Months here, each a link to its documents; drafts stand in none."""
    found = answer(server, "/api/search")
    assert [(one["edtf"], one["count"]) for one in found["histogram"]] == [
        ("1937-04", 1), ("1937-05", 1),
    ]  # fmt: skip
    page = server.get("/search").text
    assert "from=1937-04&amp;to=1937-04" in page
    assert answer(server, "/api/search?from=1937-04&to=1937-04")["total"] == 1


def test_related_documents_say_why(server: Server) -> None:
    """Each names what both speak of, and a draft is related to nothing."""
    hit = answer(server, "/api/search?q=telegram")["hits"][0]
    page = server.get(f"/records/{hit['id']}").text
    assert "Related documents" in page
    assert "Sheng Shicai on the caravans" in page
    assert "Salt monopoly" in page
    assert "shenanigans" not in page


def test_all_values_of_a_facet(server: Server) -> None:
    """Can be searched, and keep the question they belong to."""
    page = server.get("/search/values/person?q=caravans&containing=she").text
    assert "Sheng Shicai" in page
    assert "Shergill" not in page
    assert "q=caravans" in page
    assert server.get("/search/values/colour").status == 404


def test_help_is_at_hand(server: Server) -> None:
    """One page says what can be typed, and every page leads there."""
    assert "date:1937-04..1938" in server.get("/help").text
    assert 'href="/help"' in server.get("/").text


def test_too_many_words_are_refused_in_words(server: Server) -> None:
    """With what to do, and the status of a question without sense."""
    many = "+".join(f"w{number}" for number in range(300))
    found = server.get(f"/search?q={many}")
    assert found.status == 400
    assert "more than 200 words" in found.text


def test_the_latest_first(server: Server, tmp_path: Path) -> None:
    """The order in which records came in, turned round."""
    found = answer(server, "/api/search?sort=-added")
    assert [hit["title"] for hit in found["hits"]] == [
        "Sheng Shicai on the caravans", "Telegram to Sheng Shicai",
    ]  # fmt: skip
