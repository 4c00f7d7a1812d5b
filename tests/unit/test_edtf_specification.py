"""Every example string of the EDTF specification (Library of Congress, 4 February 2019), in the
order of its sections, each with the days it names; then further uses of the same rules."""

from __future__ import annotations

import pytest

from regesta.description import dates
from regesta.description.days import iso_day
from regesta.description.edtf import Kind, NotEDTF, canonical, read

POINT, SPAN, ONE_OF = Kind.POINT, Kind.SPAN, Kind.ONE_OF


EXAMPLES = [
    # level 0, date
    ("1985-04-12", POINT, "1985-04-12", "1985-04-12"),
    ("1985-04", POINT, "1985-04-01", "1985-04-30"),
    ("1985", POINT, "1985-01-01", "1985-12-31"),
    # level 0, date and time
    ("1985-04-12T23:20:30", POINT, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", POINT, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", POINT, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", POINT, "1985-04-12", "1985-04-12"),
    # level 0, time interval
    ("1964/2008", SPAN, "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", SPAN, "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", SPAN, "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", SPAN, "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", SPAN, "2004-02-01", "2005-12-31"),
    ("2005/2006-02", SPAN, "2005-01-01", "2006-02-28"),
    # level 1, letter-prefixed calendar year
    ("Y170000002", POINT, "170000002-01-01", "170000002-12-31"),
    ("Y-170000002", POINT, "-170000002-01-01", "-170000002-12-31"),
    # level 1, seasons
    ("2001-21", POINT, "2001-03-01", "2001-05-31"),
    # level 1, qualification of a date
    ("1984?", POINT, "1984-01-01", "1984-12-31"),
    ("2004-06~", POINT, "2004-06-01", "2004-06-30"),
    ("2004-06-11%", POINT, "2004-06-11", "2004-06-11"),
    # level 1, unspecified digits from the right
    ("201X", POINT, "2010-01-01", "2019-12-31"),
    ("20XX", POINT, "2000-01-01", "2099-12-31"),
    ("2004-XX", POINT, "2004-01-01", "2004-12-31"),
    ("1985-04-XX", POINT, "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", POINT, "1985-01-01", "1985-12-31"),
    # level 1, interval with an open end, an open start, an unknown end, an unknown start
    ("1985-04-12/..", SPAN, "1985-04-12", None),
    ("1985-04/..", SPAN, "1985-04-01", None),
    ("1985/..", SPAN, "1985-01-01", None),
    ("../1985-04-12", SPAN, None, "1985-04-12"),
    ("../1985-04", SPAN, None, "1985-04-30"),
    ("../1985", SPAN, None, "1985-12-31"),
    ("1985-04-12/", SPAN, "1985-04-12", None),
    ("1985-04/", SPAN, "1985-04-01", None),
    ("1985/", SPAN, "1985-01-01", None),
    ("/1985-04-12", SPAN, None, "1985-04-12"),
    ("/1985-04", SPAN, None, "1985-04-30"),
    ("/1985", SPAN, None, "1985-12-31"),
    # level 1, negative calendar year
    ("-1985", POINT, "-1985-01-01", "-1985-12-31"),
    # level 2, exponential year
    ("Y-17E7", POINT, "-170000000-01-01", "-170000000-12-31"),
    ("Y17E8", POINT, "1700000000-01-01", "1700000000-12-31"),
    # level 2, significant digits
    ("1950S2", POINT, "1900-01-01", "1999-12-31"),
    ("Y171010000S3", POINT, "171000000-01-01", "171999999-12-31"),
    ("Y3388E2S3", POINT, "338000-01-01", "338999-12-31"),
    # level 2, sub-year groupings
    ("2001-34", POINT, "2001-04-01", "2001-06-30"),
    # level 2, one of a set
    ("[1667,1668,1670..1672]", ONE_OF, "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", POINT, None, "1760-12-03"),
    ("[1760-12..]", POINT, "1760-12-01", None),
    ("[1760-01,1760-02,1760-12..]", ONE_OF, "1760-01-01", None),
    ("[1667,1760-12]", ONE_OF, "1667-01-01", "1760-12-31"),
    ("[..1984]", POINT, None, "1984-12-31"),
    # level 2, all members
    ("{1667,1668,1670..1672}", SPAN, "1667-01-01", "1672-12-31"),
    ("{1960,1961-12}", SPAN, "1960-01-01", "1961-12-31"),
    ("{..1984}", SPAN, None, "1984-12-31"),
    # level 2, qualification of a group of parts and of one part
    ("2004-06-11%", POINT, "2004-06-11", "2004-06-11"),
    ("2004-06~-11", POINT, "2004-06-11", "2004-06-11"),
    ("2004?-06-11", POINT, "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", POINT, "2004-06-11", "2004-06-11"),
    ("2004-%06-11", POINT, "2004-06-11", "2004-06-11"),
    # level 2, unspecified digit
    ("156X-12-25", POINT, "1560-12-25", "1569-12-25"),
    ("15XX-12-25", POINT, "1500-12-25", "1599-12-25"),
    ("XXXX-12-XX", POINT, "0000-12-01", "9999-12-31"),
    ("1XXX-XX", POINT, "1000-01-01", "1999-12-31"),
    ("1XXX-12", POINT, "1000-12-01", "1999-12-31"),
    ("1984-1X", POINT, "1984-10-01", "1984-12-31"),
    # level 2, interval
    ("2004-06-~01/2004-06-~20", SPAN, "2004-06-01", "2004-06-20"),
    ("2004-06-XX/2004-07-03", SPAN, "2004-06-01", "2004-07-03"),
    # the extended format
    ("2005-09-24T10:00:00", POINT, "2005-09-24", "2005-09-24"),
]  # fmt: skip
FURTHER = [
    ("2001-22", POINT, "2001-06-01", "2001-08-31"),
    ("2001-23", POINT, "2001-09-01", "2001-11-30"),
    ("2001-24", POINT, "2000-12-01", "2002-02-28"),
    ("1984~/2004-06", SPAN, "1984-01-01", "2004-06-30"),
    ("1984/2004-06~", SPAN, "1984-01-01", "2004-06-30"),
    ("1984~/2004~", SPAN, "1984-01-01", "2004-12-31"),
    ("1984?/2004%", SPAN, "1984-01-01", "2004-12-31"),
    ("1984-06?/2004-08?", SPAN, "1984-06-01", "2004-08-31"),
    ("1984-06-02?/2004-08-08~", SPAN, "1984-06-02", "2004-08-08"),
    ("1984-06-02?/..", SPAN, "1984-06-02", None),
    ("1560-XX-25", POINT, "1560-01-25", "1560-12-25"),
    ("-1XXX-XX", POINT, "-1999-01-01", "-1000-12-31"),
    ("XXXX-02-29", POINT, "0000-02-29", "9996-02-29"),
    ("19XX-02-29", POINT, "1904-02-29", "1996-02-29"),
    ("1937-04-1X", POINT, "1937-04-10", "1937-04-19"),
    ("1937-XX-31", POINT, "1937-01-31", "1937-12-31"),
    ("X937", POINT, "0937-01-01", "9937-12-31"),
    ("193X-21", POINT, "1930-03-01", "1939-05-31"),
    ("1985-04-12T24:00:00", POINT, "1985-04-12", "1985-04-12"),
    ("-1950S2", POINT, "-1999-01-01", "-1900-12-31"),
    ("{1960,1961}", SPAN, "1960-01-01", "1961-12-31"),
]  # fmt: skip
# The codes that may stand where a month stands: their first and last month; the year is 2001.
GROUPINGS = [
    (21, "2001-03", "2001-05"), (22, "2001-06", "2001-08"), (23, "2001-09", "2001-11"),
    (25, "2001-03", "2001-05"), (26, "2001-06", "2001-08"), (27, "2001-09", "2001-11"),
    (29, "2001-09", "2001-11"), (31, "2001-03", "2001-05"), (32, "2001-06", "2001-08"),
    # December to February: of the winter (in the south, summer) that ends or begins in the year
    (24, "2000-12", "2002-02"), (28, "2000-12", "2002-02"), (30, "2000-12", "2002-02"),
    (33, "2001-01", "2001-03"), (34, "2001-04", "2001-06"), (35, "2001-07", "2001-09"),
    (36, "2001-10", "2001-12"),
    (37, "2001-01", "2001-04"), (38, "2001-05", "2001-08"), (39, "2001-09", "2001-12"),
    (40, "2001-01", "2001-06"), (41, "2001-07", "2001-12"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "first", "last"), [*EXAMPLES, *FURTHER])
def test_examples(text: str, kind: Kind, first: str | None, last: str | None) -> None:
    """Each example has the days and the kind that the specification gives it."""
    extent = read(text)
    bounds = [None if day is None else iso_day(day) for day in (extent.earliest, extent.latest)]
    assert (extent.kind, bounds) == (kind, [first, last])


@pytest.mark.parametrize("text", [text for text, *_ in EXAMPLES])
def test_examples_as_wordings(text: str) -> None:
    """A source that writes EDTF is understood; a season's code may be a year's last digits."""
    date = dates.read(text)
    assert date.status is dates.Status.GIVEN
    is_code = text in ("2001-21", "2001-34")
    assert date.edtf == (text.replace("-", "/20") if is_code else canonical(text))


@pytest.mark.parametrize(("code", "first", "last"), GROUPINGS)
def test_sub_year_groupings(code: int, first: str, last: str) -> None:
    """Each code of a season, a quarter, a third or a half of a year has its months."""
    grouping = read(f"2001-{code}")
    assert grouping.earliest == read(first).earliest
    assert grouping.latest == read(last).latest


@pytest.mark.parametrize(
    "text",
    [
        "20050924T100000",  # the basic format
        "Y1985",  # the letter is for years of more than four digits
        "2001-20", "2001-42", "2001-13",  # no such grouping
        "1984u", "y170000002", "1984?~", "unknown/2006", "2004-(06)?-11",  # the draft of 2012
        "1985-04-12T23:20", "1985-04-12T23:20:30-04:60", "1964/2008/2010", "/", "[1984]",
        "1984-13-01", "1985-02-29", "-0000", "2001-21-05",
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    """What the specification excludes is no EDTF."""
    with pytest.raises(NotEDTF):
        read(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1937", "1937"),
        ("~1937", "1937~"),
        ("?2004-?06-?11", "2004-06-11?"),
        ("2004?-06?-11?", "2004-06-11?"),
        ("2004?-06-11~", "2004%-~06-~11"),
        ("2004-06~-11", "2004-06~-11"),
        ("?2004-06-~11", "2004?-06-~11"),
        ("2004-%06-11", "2004-%06-11"),
        ("~2004/?2006", "2004~/2006?"),
        ("[1934, 1949]", "[1934,1949]"),
        ("[ 1667,~1668, 1670..~1672]", "[1667,1668~,1670..1672~]"),
        ("{..1984}", "{..1984}"),
        ("/..", "/.."),
        ("Y-17E7", "Y-17E7"),
        ("1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z"),
    ],
)
def test_canonical(text: str, plain: str) -> None:
    """The canonical form covers the same days, and is its own canonical form."""
    assert canonical(text) == plain
    assert canonical(canonical(text)) == canonical(text)
    assert read(canonical(text)) == read(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2004-06~-11", "2004-04-01", "2004-08-31"),
        ("2004?-06-11", "2002-06-01", "2006-06-30"),
        ("2004-06-~11", "2004-06-04", "2004-06-18"),
        ("?2004-06-~11", "2002-06-01", "2006-06-30"),
        ("193X-12-25~", "1920-12-01", "1949-12-31"),
    ],
)
def test_margins_of_parts(text: str, low: str, high: str) -> None:
    """Where a part of a date is qualified, the margin is that of the largest such part."""
    certain = read(text).certain
    assert certain is not None
    assert [iso_day(day) for day in certain if day is not None] == [low, high]


def test_sets_of_all_members() -> None:
    """Members that touch are one sure stretch; of several the longest is sure."""
    touching, apart = read("{1960,1961-01}"), read("{1960,1961-12}")
    assert touching.certain == (touching.earliest, touching.latest)
    assert touching.members == ()
    assert apart.certain == read("1960").certain
    assert len(apart.members) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Y99E99", "Y9E16", "Y" + "9" * 16, "Y" + "9" * 5000, "Y1E" + "9" * 5000,
        "Y-6000000000000001",
    ],
)  # fmt: skip
def test_years_too_far(text: str) -> None:
    """A year whose days cannot be counted in 62 bits is refused, and told why."""
    with pytest.raises(NotEDTF, match="62 bits"):
        read(text)


def test_the_greatest_year() -> None:
    """The last year that is read has days of fewer than 62 bits."""
    latest = read("Y6E15").latest
    assert latest is not None
    assert latest.bit_length() <= 61
