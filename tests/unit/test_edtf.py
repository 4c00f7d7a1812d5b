"""EDTF: the days an expression covers, how it covers them, and what is no expression."""

from __future__ import annotations

import pytest

from regesta.description.days import iso_day, parse_iso_day
from regesta.description.edtf import Extent, Kind, NotEDTF, canonical, read


def _bounds(text: str) -> tuple[str | None, str | None]:
    extent = read(text)
    return _written(extent.earliest), _written(extent.latest)


def _sure(text: str) -> tuple[str | None, str | None] | None:
    extent = read(text)
    if extent.certain is None:
        return None
    return _written(extent.certain[0]), _written(extent.certain[1])


def _written(day: int | None) -> str | None:
    return None if day is None else iso_day(day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1937-04-19", "1937-04-19", "1937-04-19"),
        ("1936-02-29", "1936-02-29", "1936-02-29"),
        ("1937-04", "1937-04-01", "1937-04-30"),
        ("1936-02", "1936-02-01", "1936-02-29"),
        ("1937", "1937-01-01", "1937-12-31"),
        ("1937-XX", "1937-01-01", "1937-12-31"),
        ("1937-XX-XX", "1937-01-01", "1937-12-31"),
        ("1937-04-XX", "1937-04-01", "1937-04-30"),
        ("193X", "1930-01-01", "1939-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("0476", "0476-01-01", "0476-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("-004X", "-0049-01-01", "-0040-12-31"),
        ("-01XX", "-0199-01-01", "-0100-12-31"),
        ("Y12000", "12000-01-01", "12000-12-31"),
        ("Y-12000", "-12000-01-01", "-12000-12-31"),
        ("1937~", "1937-01-01", "1937-12-31"),
        ("1937-04?", "1937-04-01", "1937-04-30"),
        ("1937-04-19%", "1937-04-19", "1937-04-19"),
        # parts of a year
        ("1937-21", "1937-03-01", "1937-05-31"),
        ("1937-22", "1937-06-01", "1937-08-31"),
        ("1937-23", "1937-09-01", "1937-11-30"),
        ("1938-24", "1937-12-01", "1939-02-28"),
        ("1935-24", "1934-12-01", "1936-02-29"),
        ("1937-25", "1937-03-01", "1937-05-31"),
        ("1937-26", "1937-06-01", "1937-08-31"),
        ("1937-27", "1937-09-01", "1937-11-30"),
        ("1938-28", "1937-12-01", "1939-02-28"),
        ("1937-29", "1937-09-01", "1937-11-30"),
        ("1937-30", "1936-12-01", "1938-02-28"),
        ("1937-31", "1937-03-01", "1937-05-31"),
        ("1937-32", "1937-06-01", "1937-08-31"),
        ("1937-33", "1937-01-01", "1937-03-31"),
        ("1937-34", "1937-04-01", "1937-06-30"),
        ("1937-35", "1937-07-01", "1937-09-30"),
        ("1937-36", "1937-10-01", "1937-12-31"),
        ("1937-37", "1937-01-01", "1937-04-30"),
        ("1937-38", "1937-05-01", "1937-08-31"),
        ("1937-39", "1937-09-01", "1937-12-31"),
        ("1937-40", "1937-01-01", "1937-06-30"),
        ("1937-41", "1937-07-01", "1937-12-31"),
        # before, after, between
        ("[..1936]", None, "1936-12-31"),
        ("[..1937-04-04]", None, "1937-04-04"),
        ("[1934-07..]", "1934-07-01", None),
        ("[1937-04..1937-06]", "1937-04-01", "1937-06-30"),
        ("[1930..1933]", "1930-01-01", "1933-12-31"),
    ],
)
def test_points(text: str, first: str | None, last: str | None) -> None:
    """A point is some moment between the first and the last day it names."""
    assert read(text).kind is Kind.POINT
    assert _bounds(text) == (first, last)
    assert read(text).members == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1934/1949", "1934-01-01", "1949-12-31"),
        ("1922-06/1926-11", "1922-06-01", "1926-11-30"),
        ("1937-04-01/1937-04-19", "1937-04-01", "1937-04-19"),
        ("1937/1937", "1937-01-01", "1937-12-31"),
        ("1937-06/1937", "1937-06-01", "1937-12-31"),
        ("1889~/1914~", "1889-01-01", "1914-12-31"),
        ("193X/1945", "1930-01-01", "1945-12-31"),
        ("-0099/-0043", "-0099-01-01", "-0043-12-31"),
        ("-0043/0014", "-0043-01-01", "0014-12-31"),
        ("1937-21/1937-23", "1937-03-01", "1937-11-30"),
        ("1936/..", "1936-01-01", None),
        ("1936/", "1936-01-01", None),
        ("../1936", None, "1936-12-31"),
        ("/1936", None, "1936-12-31"),
        ("Y-170000/1936", "-170000-01-01", "1936-12-31"),
    ],
)
def test_spans(text: str, first: str | None, last: str | None) -> None:
    """A span is the whole stretch from the first day of its start to the last of its end."""
    assert read(text).kind is Kind.SPAN
    assert _bounds(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("[1934,1949]", [("1934-01-01", "1934-12-31"), ("1949-01-01", "1949-12-31")]),
        (
            "[1955-07-16, 1955-07-17]",
            [("1955-07-16", "1955-07-16"), ("1955-07-17", "1955-07-17")],
        ),
        ("[1938-02,1938-01]", [("1938-02-01", "1938-02-28"), ("1938-01-01", "1938-01-31")]),
        (
            "[193X,1945~,1950-01]",
            [
                ("1930-01-01", "1939-12-31"),
                ("1945-01-01", "1945-12-31"),
                ("1950-01-01", "1950-01-31"),
            ],
        ),
    ],
)
def test_choices(text: str, members: list[tuple[str, str]]) -> None:
    """A one-of has its members, and reaches from the earliest to the latest of them."""
    extent = read(text)
    assert extent.kind is Kind.ONE_OF
    assert [(_written(one.earliest), _written(one.latest)) for one in extent.members] == members
    assert _bounds(text) == (min(one for one, _ in members), max(one for _, one in members))
    assert all(member.kind is Kind.POINT for member in extent.members)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1937-04-19", "1937-04-19", "1937-04-19"),
        ("1937-04-19~", "1937-04-12", "1937-04-26"),
        ("1937-01-03?", "1936-12-27", "1937-01-10"),
        ("1937-04", "1937-04-01", "1937-04-30"),
        ("1937-04~", "1937-02-01", "1937-06-30"),
        ("1937-01?", "1936-11-01", "1937-03-31"),
        ("1937", "1937-01-01", "1937-12-31"),
        ("1937~", "1935-01-01", "1939-12-31"),
        ("1936%", "1934-01-01", "1938-12-31"),
        ("193X~", "1920-01-01", "1949-12-31"),
        ("191X~", "1900-01-01", "1929-12-31"),
        ("18XX?", "1775-01-01", "1924-12-31"),
        ("19XX?", "1875-01-01", "2024-12-31"),
        ("1937-22~", "1937-04-01", "1937-10-31"),
        ("[1934~,1940]", "1932-01-01", "1940-12-31"),
    ],
)
def test_margins(text: str, first: str, last: str) -> None:
    """A qualifier widens by 7 days, 2 months, 2 years, 10 or 25 years what must lie in a
    range for certain."""
    assert _sure(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1934/1949", ("1934-01-01", "1949-12-31")),
        ("1936/..", ("1936-01-01", None)),
        ("../1936", (None, "1936-12-31")),
        ("1936/", ("1936-01-01", "1936-12-31")),
        ("/1936", ("1936-01-01", "1936-12-31")),
        ("1934-04-19~/1949", ("1934-04-26", "1949-12-31")),
        ("1934/1949-04-19?", ("1934-01-01", "1949-04-12")),
        ("1936~/1938~", None),
        ("1936~/", None),
        ("/1936~", None),
        ("/..", None),
        ("../", None),
    ],
)
def test_sure_part_of_a_span(text: str, expected: tuple[str | None, str | None] | None) -> None:
    """An open end runs on; of an unknown end only the days the other names are sure; an
    uncertain end is sure from its margin on."""
    assert _sure(text) == expected


@pytest.mark.parametrize("text", ["../..", "/..", "../"])
def test_open_on_both_sides(text: str) -> None:
    """An interval open or unknown on both sides has no bounds."""
    assert _bounds(text) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "unknown", "april 1937", "19", "193", "19370", "37-04", "1937-4", "1937-4-19",
        "1937-04-1", "1937-04-019", "1937.04.19", "19.04.1937", "19370404", " 1937", "1937 ",
        "1937\n", "+1937", "--1937", "1937-", "1937--04", "1937-04-", "193x",
        "1937-2X", "1937-02-3X",
        # no such month, day or part of a year
        "1937-00", "1937-13", "1937-20", "1937-42", "1937-99", "1937-04-00",
        "1937-04-31", "1937-02-29", "1937-02-30", "1900-02-29", "1937-13-01", "XXX1-02-29",
        "1937-21-01", "1937-24-XX",
        # qualifiers
        "~", "1937??", "1937?~", "1937~?", "1937!", "1937-04-19~~",
        # intervals
        "/", "//", "1937/1938/1939", "1938/1937", "1937-04-20/1937-04-19", "1938/1937-12",
        "1937-13/1938", "1937/1938-02-30", "unknown/1937", "1937/open", "2012-24/2012-21",
        "1937-23/1937-21", "0014/-0043",
        # choices
        "[]", "[..]", "[1937]", "[1937,]", "[,1937]", "[1937,1938", "1937,1938]", "[1938..1937]",
        "[1937-13,1938]", "[1937..1938..1939]", "[1937...1938]", "[[1937,1938]]", "[1937/1938]",
        # years
        "Y1937", "Y", "Y-", "y12000", "Y12000X", "-0000", "Y12000-04", "Y9E99", "1950S9",
        # digits of other scripts
        "１９３７", "١٩٣٧", "1937-०४", "\0", "1937\0", "\ud800",
    ],
)  # fmt: skip
def test_not_edtf(text: str) -> None:
    """What is not an expression, or names days that do not exist, is refused."""
    with pytest.raises(NotEDTF):
        read(text)


@pytest.mark.parametrize("digits", [20, 400, 9_000])
def test_years_without_end(digits: int) -> None:
    """A year of any number of digits is read or refused, and nothing else happens."""
    try:
        extent = read("Y" + "9" * digits)
    except NotEDTF:
        return
    assert extent.earliest is not None
    assert extent.earliest > parse_iso_day("9999-12-31")


def test_extents_compare() -> None:
    """Expressions of the same days and kind have the same extent."""
    assert read("1937-XX") == read("1937")
    assert read("[1937-01..1937-12]") == read("1937")
    assert read("1937-01/1937-12") != read("1937")
    assert read("1937") == Extent(Kind.POINT, -12_053, -11_689, (-12_053, -11_689))


@pytest.mark.parametrize(
    "text", ["1937-%04~", "1937~-%04", "1937-04~-05", "1937~-04~-05", "?1937-04~"]
)
def test_every_way_to_write_a_date_is_as_wide(text: str) -> None:
    """The plainest form of an expression means what the expression means."""
    assert read(canonical(text)) == read(text)
