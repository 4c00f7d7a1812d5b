"""The bundled demo collection: a listing of ten decisions and the supplement to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from regesta.description.record import Collection, DateType, Record, State
from regesta.formats import listing, supplement
from regesta.formats.reading import CollectionReading, Expected, Item, Problem, Reading, Severity

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "src" / "regesta" / "demo"
SEED = ROOT.parent / "shared" / "seed" / "listing.txt"
TITLES = "title"
SUMMARY = "scope_and_content"
LONGEST_SHARED_RUN = 6  # words
ON_MA_ZHONGYING = ["1937-07-29", "1937-06-14", "1936-02-07"]

needs_seed = pytest.mark.skipif(
    not SEED.exists(), reason="the listing the collection was made from is not beside the project"
)


def of_listing() -> list[Item]:
    return list(listing.read((DEMO / "xinjiang.txt").read_text(encoding="utf-8")))


def of_supplement() -> list[Item]:
    return list(supplement.read((DEMO / "xinjiang.toml").read_text(encoding="utf-8")))


def of_seed() -> list[Item]:
    return list(listing.read(SEED.read_text(encoding="utf-8")))


def records(items: list[Item]) -> list[Record]:
    return [item.record for item in items if isinstance(item, Reading)]


def readings() -> list[Reading]:
    """The entries of the supplement."""
    return [item for item in of_supplement() if isinstance(item, Reading)]


def collection() -> Collection:
    return next(item.collection for item in of_supplement() if isinstance(item, CollectionReading))


def names(items: list[Item]) -> list[tuple[str, str]]:
    """The date and the title, as given, of every record."""
    return [
        (item.named.date.edtf, item.named.title)
        if item.named
        else (item.record.primary_date.edtf, item.record.values[TITLES][0].text)
        for item in items
        if isinstance(item, Reading)
    ]


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’]\w+)*", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of one word more than may be shared."""
    found = words(text)
    length = LONGEST_SHARED_RUN + 1
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def said_of(record: Record) -> Iterator[str]:
    """Everything a record says in words, its title and the names in it included."""
    for statements in record.values.values():
        yield from (statement.text for statement in statements)
    yield from (agent.name for agent in record.agents)
    yield from (subject.name for subject in record.subjects)


def own_wording(owner: Record | Collection) -> Iterator[str]:
    """The statements that the project worded itself: all but titles."""
    for name, statements in owner.values.items():
        if name != TITLES:
            yield from (statement.text for statement in statements)


def test_the_listing_holds_ten_records() -> None:
    """The bundled listing reads as ten records, in a form the reader knows for its own."""
    assert listing.recognise((DEMO / "xinjiang.txt").read_text(encoding="utf-8"))
    assert len(records(of_listing())) == 10


def test_both_files_say_how_many_records_there_should_be() -> None:
    """The listing and the collection agree that thirteen records exist."""
    assert Expected(13) in of_listing()
    assert collection().expected == 13


def test_nothing_is_refused() -> None:
    """Neither file has a problem that keeps something out."""
    problems = [item for item in of_listing() + of_supplement() if isinstance(item, Problem)]
    assert [one for one in problems if one.severity is Severity.ERROR or one.rejected] == []


def test_every_entry_of_the_supplement_names_a_record() -> None:
    """Each entry names one record of the listing by date and title, and each record has one."""
    assert supplement.recognise((DEMO / "xinjiang.toml").read_text(encoding="utf-8"))
    assert names(of_supplement()) == names(of_listing())
    assert len(set(names(of_listing()))) == 10


@pytest.mark.parametrize("number", range(10))
def test_a_summary_is_one_short_paragraph(number: int) -> None:
    """A summary is one paragraph of thirty to seventy words."""
    summary = records(of_listing())[number].text(SUMMARY)
    assert 30 <= len(words(summary)) <= 70
    assert "\n" not in summary


def test_exactly_three_records_name_ma_zhongying() -> None:
    """A search for Ma Zhongying finds three records, whichever of the two files it reads."""
    read_of = zip(records(of_listing()), records(of_supplement()), strict=True)
    found = []
    for one, added in read_of:
        said = {word for text in (*said_of(one), *said_of(added)) for word in words(text)}
        if {"ma", "zhongying"} <= said:
            found.append(one.primary_date.edtf)
        else:
            assert "zhongying" not in said
    assert found == ON_MA_ZHONGYING


def test_a_slip_in_a_title_is_kept_beside_its_correction() -> None:
    """The title with a slip stays as given; its correction stands next to it."""
    corrected = {
        item.named.title: title.text
        for item in of_supplement()
        if isinstance(item, Reading) and item.named
        for title in item.record.values.get(TITLES, ())
        if title.state is State.CORRECTED
    }
    assert len(corrected) == 1
    [(given, right)] = corrected.items()
    assert "Devision" in given
    assert right == given.replace("Devision", "Division")


def test_every_decision_has_its_day_and_its_issuer() -> None:
    """Each record says when it was decided, and that the Politburo issued it."""
    for item, (day, _) in zip(readings(), names(of_supplement()), strict=True):
        record = item.record
        decided = [one.date.edtf for one in record.dates if one.type is DateType.DECIDED]
        assert decided == [day]
        assert [(one.role, one.kind) for one in record.agents] == [("issuing body", "organisation")]


def test_a_meeting_is_dated_where_the_minutes_say_it() -> None:
    """Two decisions stand in the minutes of a later day, and carry that date too."""
    met = {
        day: one.date.edtf
        for item, (day, _) in zip(readings(), names(of_supplement()), strict=True)
        for one in item.record.dates
        if one.type is DateType.MET
    }
    assert met == {"1937-04-04": "1937-04-07", "1936-02-07": "1936-02-08"}


def test_every_identification_says_how_sure_it_is() -> None:
    """Whoever or whatever a record names has a known kind and one of three certainties."""
    subjects = [one for record in records(of_supplement()) for one in record.subjects]
    assert {one.certainty for one in subjects} == {"certain", "likely", "doubtful"}
    assert {one.kind for one in subjects} == {"person", "organisation", "place", "topic"}


def test_one_name_has_one_kind() -> None:
    """The same name is the same kind of thing in every record."""
    subjects = [one for record in records(of_supplement()) for one in record.subjects]
    kinds = {one.name: one.kind for one in subjects}
    assert all(kinds[one.name] == one.kind for one in subjects)


@needs_seed
def test_dates_and_titles_are_those_of_the_source() -> None:
    """Dates and titles carry over as facts, in the order of the source, slips included."""
    given = [one.primary_date.text for one in records(of_listing())]
    assert names(of_listing()) == names(of_seed())
    assert given == [one.primary_date.text for one in records(of_seed())]


@needs_seed
def test_the_wording_is_our_own() -> None:
    """No summary or note shares a run of seven words with the source."""
    source = runs(SEED.read_text(encoding="utf-8"))
    owners: list[Record | Collection] = [
        *records(of_listing()),
        *records(of_supplement()),
        collection(),
    ]
    texts = [text for owner in owners for text in own_wording(owner)]
    assert {text: shared for text in texts if (shared := runs(text) & source)} == {}
