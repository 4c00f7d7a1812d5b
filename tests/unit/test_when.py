"""When a record is from, as one value to be counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.description.dates import NO_DATE, from_edtf
from regesta.search.entries import UNDATED, decades
from regesta.search.facet_values import FacetValues
from regesta.search.histogram import place_of
from regesta.search.when import read_when, when_of


@pytest.mark.parametrize(
    ("edtf", "year", "found"),
    [
        ("1937-04-19", 1937, ("1930",)),
        ("1937/1951", 1937, ("1930", "1940", "1950")),
        ("193X", 1930, ("1930",)),
        ("../1937", 1937, ("1930",)),
        ("-0043", -43, ("-50",)),
        ("[1937,1962]", 1937, None),
        ("", None, (UNDATED,)),
    ],
)
def test_year_and_decades(edtf: str, year: int | None, found: tuple[str, ...] | None) -> None:
    """A value tells the year of the histogram, and the decades, unless they are not one run
    that begins with the year's."""
    date = from_edtf(edtf) if edtf else NO_DATE
    when = read_when(when_of(place_of(date.extent), decades(date)))
    assert (when.year, when.decades) == (year, found)


@given(st.lists(st.sampled_from(("1930", "1940", "1950", UNDATED)), max_size=4, unique=True))
def test_nothing_is_told_that_is_not_so(some: list[str]) -> None:
    """Whatever decades a record is said to have, these are told or they are counted apart."""
    told = read_when(when_of(place_of(from_edtf("1937").extent), some)).decades
    assert told is None or list(told) == some


def test_numbers_of_values(tmp_path: Path) -> None:
    """Each facet numbers its own values from 1 on, and what has a number keeps it."""
    values = FacetValues(tmp_path)
    first = values.give("topic", ["wool", "tea"])
    assert sorted(first.values()) == [1, 2]
    assert values.give("place", ["tea"]) == {"tea": 1}
    others = FacetValues(tmp_path)
    assert others.give("topic", ["salt", "tea"]) == {"tea": first["tea"], "salt": 3}
    assert values.values("topic", [3, first["wool"]]) == ["salt", "wool"]
    assert [values.how_many(name) for name in ("topic", "place", "person")] == [3, 1, 0]
