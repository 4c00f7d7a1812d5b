"""Registers, chronologies and gaps in numbers: what is worked out before a page is made."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.description.authority import (
    Authority,
    Coordinates,
    Kind,
    LifeDate,
    LifeType,
    Name,
    register_address,
)
from regesta.description.dates import from_edtf
from regesta.description.numbering import gaps
from regesta.description.record import Collection, Identifier
from regesta.formats.schema_org import authority, collection
from regesta.reading_room.chronology import leaves, place_of_year
from regesta.reading_room.wording import language_and_script, years_of_life
from regesta.search.histogram import Times
from regesta.search.register import DIGITS, OTHER_LETTER, letter_of

# Chronology ----------------------------------------------------------------------------

counts = st.dictionaries(st.integers(-500, 2100), st.integers(1, 35), max_size=40)


@given(counts, st.integers(0, 25))
def test_every_document_is_on_one_leaf(years: dict[int, int], undated: int) -> None:
    """In order and without a gap, at most so many on each, the undated last and apart."""
    found = leaves(Times(years, {}, undated), 10)
    place = 0
    for leaf in found:
        assert leaf.start == place
        assert 0 < leaf.size <= 10
        assert (leaf.first is None) == (place >= sum(years.values()))
        place += leaf.size
    assert place == sum(years.values()) + undated


@given(counts)
def test_a_year_leads_to_the_leaf_on_which_it_begins(years: dict[int, int]) -> None:
    """And no year is parted that fits on a leaf."""
    found = leaves(Times(years, {}, 0), 10)
    before = 0
    for year in sorted(years):
        at = place_of_year(found, year, 1)
        assert at is not None
        assert found[at].start <= before < found[at].start + found[at].size
        if years[year] <= 10:
            assert before + years[year] <= found[at].start + found[at].size
        before += years[year]


def test_years_without_documents() -> None:
    """Lead to the next one that has some, past the end to the last; nonsense leads nowhere."""
    found = leaves(Times({1901: 3, 1905: 25, 1907: 1}, {}, 2), 10)
    assert [(leaf.first, leaf.part, leaf.parts) for leaf in found] == [
        (1901, 1, 1), (1905, 1, 3), (1905, 2, 3), (1905, 3, 3), (1907, 1, 1), (None, 1, 1),
    ]  # fmt: skip
    asked = [(1800, 1), (1903, 1), (1905, 3), (1906, 1), (1999, 1), (None, 1)]
    assert [place_of_year(found, *one) for one in asked] == [0, 1, 3, 4, 4, 5]
    assert place_of_year(found, 1905, 4) is None
    assert place_of_year(found, 1901, 0) is None
    assert place_of_year([], 1901, 1) is place_of_year([], None, 1) is None


# Letters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "letter"),
    [
        ("sheng shicai", "S"),
        ("шэн шицай", "Ш"),
        ("αθηνα", "Α"),
        ("ბაქო", "ბ"),
        ("盛 世 才", "漢字"),
        ("東 京", "漢字"),
        ("ニ ュ ー ス", "かな"),
        ("서 울", "ㅅ"),
        ("كتاب", "ك"),
        ("36 division", DIGITS),
        ("🐫", OTHER_LETTER),
        ("", OTHER_LETTER),
    ],
)
def test_letters(key: str, letter: str) -> None:
    """A name stands under the first letter of its own script."""
    assert letter_of(key) == letter


@given(st.text(max_size=5))
def test_anything_has_a_letter(key: str) -> None:
    """Whatever a name begins with."""
    assert letter_of(key)


# Numbers -------------------------------------------------------------------------------


def numbered(*numbers: int, prefix: str = "d") -> list[tuple[str, str]]:
    return [("list", f"{prefix}{number}") for number in numbers]


def test_gaps() -> None:
    """What is not there between the first and the last, in runs, and before the first."""
    (found,) = gaps(numbered(1, 2, 3, 5, 6, 8, 11, 12, 13, 14), 10)
    assert (found.prefix, found.first, found.last) == ("d", 1, 14)
    assert (found.missing, found.count) == (((4, 4), (7, 7), (9, 10)), 4)
    (late,) = gaps(numbered(*range(2, 12)), 10)
    assert late.missing == ((1, 1),)
    (padded,) = gaps([("n", f"{one:03}") for one in (1, 2, 4, 5, 6)], 5)
    assert padded.missing == ((3, 3),)


@pytest.mark.parametrize(
    ("numbers", "documents"),
    [
        (numbered(*range(1, 20)), 19),  # nothing is missing
        (numbered(1, 2, 3, 5), 4),  # too few
        (numbered(1, 50, 900, 1000, 2000, 70_000_000), 6),  # no sequence
        (numbered(1, 2, 3, 5, 6), 11),  # most have no number
        (numbered(*range(500, 520)), 20),  # a sequence that begins elsewhere
        ([("doi", "10.1/x"), ("", "")], 2),
    ],
)
def test_no_gaps_are_guessed(numbers: list[tuple[str, str]], documents: int) -> None:
    """Only what plainly is one sequence is judged."""
    assert gaps(numbers, documents) == []


@given(st.lists(st.tuples(st.just("s"), st.text(alphabet="a019 ", max_size=12)), max_size=30))
def test_gaps_of_anything(identifiers: list[tuple[str, str]]) -> None:
    """No number that is there is called missing."""
    there = Counter(value.strip() for _, value in identifiers)
    for found in gaps(identifiers, 1):
        for first, last in found.missing[:5]:
            assert not there[f"{found.prefix}{first}"] or found.prefix
            assert first <= last


# Names ---------------------------------------------------------------------------------


def person(*dates: tuple[LifeType, str], **more: object) -> Authority:
    told = [LifeDate(date=from_edtf(edtf), type=kind) for kind, edtf in dates]
    name = Name(text="Ilyas Tursun", language="ug", script="Latn")
    return Authority(kind=Kind.PERSON, preferred=name, dates=told, **more)  # type: ignore[arg-type]


def test_years_of_life() -> None:
    """The years that are known, and none that would be guessed."""
    born, died = (LifeType.BIRTH, "1895-12-03"), (LifeType.DEATH, "1970")
    assert years_of_life(person(born, died)) == "1895–1970"
    assert years_of_life(person(born)) == "1895–"
    assert years_of_life(person((LifeType.EXISTENCE, "1895/1970"))) == "1895–1970"
    assert years_of_life(person((LifeType.BIRTH, "189X"))) == years_of_life(person()) == ""


def test_language_and_script() -> None:
    """In words, with as much as is known."""
    assert language_and_script("zh", "Latn") == "Chinese (Latin)"
    assert (language_and_script("ru", ""), language_and_script("", "Cyrl")) == (
        "Russian", "Cyrillic",
    )  # fmt: skip
    assert language_and_script("", "") == ""


@pytest.mark.parametrize(
    ("scheme", "value", "address"),
    [
        ("wikidata", "Q42", "https://www.wikidata.org/wiki/Q42"),
        ("gnd", "118540238", "https://d-nb.info/gnd/118540238"),
        ("own", "https://example.org/a?b", "https://example.org/a?b"),
        ("viaf", '1"><b>', "https://viaf.org/viaf/1%22%3E%3Cb%3E"),
        ("own", "javascript:alert(1)", ""),
        ("shelf", "12", ""),
    ],
)
def test_addresses_of_registers(scheme: str, value: str, address: str) -> None:
    """Only known registers and addresses of the web are links."""
    assert register_address(Identifier(scheme, value)) == address


def test_a_person_as_linked_data() -> None:
    """By the names of schema.org; dates only where they are plain."""
    says = person(
        (LifeType.BIRTH, "1895-12-03"),
        (LifeType.DEATH, "197X"),
        variants=[Name(text="Ильяс")],
        identifiers=[Identifier("wikidata", "Q42"), Identifier("shelf", "9")],
    )
    assert authority(says, address="https://a.org/names/x") == {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": "https://a.org/names/x",
        "url": "https://a.org/names/x",
        "name": "Ilyas Tursun",
        "alternateName": ["Ильяс"],
        "sameAs": ["https://www.wikidata.org/wiki/Q42"],
        "birthDate": "1895-12-03",
    }


def test_a_place_and_a_collection_as_linked_data() -> None:
    """Where it lies; and how much there is."""
    name = Name(text="Saltby")
    place = Authority(
        kind=Kind.PLACE, preferred=name, coordinates=Coordinates(latitude=1.5, longitude=2)
    )
    said = authority(place, address="a")
    assert (said["@type"], said["geo"]["latitude"]) == ("Place", 1.5)
    found = collection("Letters", Collection(), address="a", count=3, archive="Mill")
    assert (found["@type"], found["collectionSize"]) == ("Collection", 3)
