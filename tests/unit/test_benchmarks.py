"""What search is measured with: the same records every time, and answers that are compared."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from regesta.description import dates, edtf
from regesta.search import entries

BENCHMARKS = Path(__file__).parent.parent.parent / "benchmarks"
COUNT = 400


@pytest.fixture(scope="module")
def bench() -> Iterator[SimpleNamespace]:
    """The modules of the benchmark, and a vocabulary."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        synthetic, peers = (importlib.import_module(name) for name in ("synthetic", "peers"))
        yield SimpleNamespace(
            synthetic=synthetic,
            peers=peers,
            made=synthetic.Synthetic(),
            side=importlib.import_module,
        )
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_records_are_the_same_every_time_and_for_every_number_of_them(
    bench: SimpleNamespace,
) -> None:
    again = list(bench.synthetic.Synthetic().records(50))
    assert list(bench.made.records(20)) == again[:20]


def test_a_record_has_what_is_said_of_it(bench: SimpleNamespace) -> None:
    for record in bench.made.records(COUNT):
        assert len(record.title.split()) == 7
        assert len(record.summary.split()) == 60
        assert [len({*record.people}), len({*record.places}), len({*record.topics})] == [3, 2, 2]
    assert len({record.identifier for record in bench.made.records(COUNT)}) == COUNT


def test_days_decades_and_order_are_those_that_the_archive_finds_in_the_date(
    bench: SimpleNamespace,
) -> None:
    vague = 0
    found = list(bench.made.records(3_000))
    for record in found:
        extent = edtf.read(record.edtf)
        assert (record.earliest, record.latest) == (extent.earliest, extent.latest)
        assert record.decades == entries.decades(dates.from_edtf(record.edtf))
        vague += record.earliest != record.latest
    assert 0.08 < vague / len(found) < 0.12
    by_date = sorted(found, key=lambda one: entries.date_order(edtf.read(one.edtf), one.number))
    assert sorted(found, key=lambda one: one.order) == by_date


@pytest.mark.parametrize("share", [0.009, 0.09, 0.7])
def test_words_match_as_many_records_as_they_are_said_to(
    bench: SimpleNamespace, share: float
) -> None:
    (word,) = bench.made.words_matching(share, 1)
    texts = [{*one.title.split(), *one.summary.split()} for one in bench.made.records(20_000)]
    assert sum(word in text for text in texts) / len(texts) == pytest.approx(share, rel=0.15)


SIDES = [
    ("peers.regesta_side", "RegestaSide"),
    ("peers.fts5", "Fts5"),
    ("peers.datasette_peer", "DatasettePeer"),
    ("peers.lucene8", "Lucene8"),
]


@pytest.mark.parametrize(("module", "name"), SIDES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_every_side_answers_like_tantivy(
    bench: SimpleNamespace, tmp_path: Path, module: str, name: str
) -> None:
    known = _filled(bench, "peers.tantivy_strings", "TantivyStrings", tmp_path / "tantivy")
    try:
        side = _filled(bench, module, name, tmp_path / "side")
    except bench.peers.Unavailable as missing:
        pytest.skip(str(missing))
    try:
        for words in _questions(bench):
            expected, found = known.search(words), side.search(words)
            assert expected.count, words
            assert not bench.peers.differences(expected, found), words
            assert side.search(words, facets=False).hits == expected.hits
    finally:
        side.close()


def test_answers_that_differ_are_told_apart(bench: SimpleNamespace) -> None:
    answer = bench.peers.Answer(2, ("R-1", "R-2"), {"place": [("Rome", 2), ("Oslo", 1)]}, {1900: 2})
    assert not bench.peers.differences(answer, replace(answer, seconds=1.0))
    for other in (
        replace(answer, count=3),
        replace(answer, hits=("R-2", "R-1")),
        replace(answer, facets={"place": [("Rome", 2), ("Oslo", 2)]}),
        replace(answer, facets={"place": [("Rome", 2), ("Bern", 1)]}),
        replace(answer, histogram={1900: 1, 1901: 1}),
    ):
        assert len(bench.peers.differences(answer, other)) == 1


def _filled(bench: SimpleNamespace, module: str, name: str, folder: Path) -> Any:
    side = getattr(bench.side(module), name)()
    folder.mkdir()
    side.build(folder, bench.made.records(COUNT))
    side.open(folder)
    return side


def _questions(bench: SimpleNamespace) -> list[str]:
    first = next(bench.made.records(1))
    one, other, *_ = first.summary.split()
    return ["", bench.made.words_matching(0.7, 1)[0], one, f"{one} {first.title.split()[0]}",
            f'"{one} {other}"', first.people[0].lower()]  # fmt: skip
