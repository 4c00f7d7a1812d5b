"""Dates as sources write them: read rightly, or kept as wording, and never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from regesta.description.dates import (
    NO_DATE,
    SUPPLIED,
    HistoricalDate,
    Status,
    bulk,
    from_edtf,
    read,
)
from regesta.description.edtf import Kind, NotEDTF

GOLD = Path(__file__).parents[3] / "shared" / "gold"


@pytest.mark.parametrize(
    ("wording", "edtf"),
    [
        # a day
        ("April 19, 1941", "1941-04-19"),
        ("april 19 1941", "1941-04-19"),
        ("Sept. 8, 1934", "1934-09-08"),
        ("Sep 8th, 1934", "1934-09-08"),
        ("JUNE 3rd, 1934", "1934-06-03"),
        ("19 April 1941", "1941-04-19"),
        ("1st May, 1920", "1920-05-01"),
        ("1941, April 19", "1941-04-19"),
        ("1941 19 Apr.", "1941-04-19"),
        ("1941-04-19", "1941-04-19"),
        ("1941-4-9", "1941-04-09"),
        ("1941.04.19", "1941-04-19"),
        ("04.05.1937", "1937-05-04"),
        ("4.5.1937", "1937-05-04"),
        ("February 29, 1936", "1936-02-29"),
        ("  April\u00a019 ,\n1941 ", "1941-04-19"),
        ("１９４１-04-19", "1941-04-19"),
        # a month, a year
        ("May, 1967", "1967-05"),
        ("May 1967", "1967-05"),
        ("1967, May", "1967-05"),
        ("1937-04", "1937-04"),
        ("1937.4", "1937-04"),
        ("1801", "1801"),
        ("(1801)", "1801"),
        # how sure it is
        ("circa 1950", "1950~"),
        ("ca. 1950", "1950~"),
        ("ca 1950", "1950~"),
        ("c. 1950", "1950~"),
        ("about May 1950", "1950-05~"),
        ("probably 1942", "1942?"),
        ("possibly April 19, 1941", "1941-04-19?"),
        ("1942?", "1942?"),
        ("[1936?]", "1936?"),
        ("[ca. 1936]", "1936~"),
        # spans
        ("1934-1949", "1934/1949"),
        ("1934 – 1949", "1934/1949"),
        ("1934 to 1949", "1934/1949"),
        ("1974-98", "1974/1998"),
        ("1899-1901", "1899/1901"),
        ("1922.06-1926.11", "1922-06/1926-11"),
        ("May 1937 - June 1938", "1937-05/1938-06"),
        ("December 30, 1937 - January 9, 1938", "1937-12-30/1938-01-09"),
        ("March 3 - April 9, 1938", "1938-03-03/1938-04-09"),
        ("ca. 1889-1914", "1889~/1914~"),
        ("1889-ca. 1914", "1889/1914~"),
        # EDTF itself
        ("1937~", "1937~"),
        ("~1937", "1937~"),
        ("04/05/1937", "[1937-04-05,1937-05-04]"),
        ("193X", "193X"),
        ("1937-xx", "1937-XX"),
        ("1934/1949", "1934/1949"),
        ("1934/..", "1934/.."),
        ("[1937-04..1937-06]", "[1937-04..1937-06]"),
        ("[..1940]", "[..1940]"),
    ],
)
def test_read(wording: str, edtf: str) -> None:
    """Each of these wordings means one thing, and the wording is kept."""
    date = read(wording)
    assert (date.edtf, date.status) == (edtf, Status.GIVEN)
    assert date.text == " ".join(wording.split())


@pytest.mark.parametrize(
    ("wording", "first", "last"),
    [
        ("1904-05", "1904-01-01", "1905-12-31"),
        ("1911-12", "1911-01-01", "1912-12-31"),
        ("1921-22", "1921-01-01", "1922-12-31"),
        ("[1904-05]", "1904-01-01", "1905-12-31"),
        ("1934-5", "1934-01-01", "1935-12-31"),
        ("1934–5", "1934-01-01", "1935-12-31"),
        ("ca. 1904-05", "1904-01-01", "1905-12-31"),
        ("1904-05?", "1904-01-01", "1905-12-31"),
        ("probably 1911-12", "1911-01-01", "1912-12-31"),
        ("1937-38?", "1937-01-01", "1938-12-31"),
    ],
)
def test_two_readings(wording: str, first: str, last: str) -> None:
    """What may be a range of years or a part of one covers both, or stays wording."""
    date = read(wording)
    if date.status is Status.GIVEN:
        assert date.earliest is not None
        assert date.latest is not None
        assert date.earliest <= first
        assert date.latest >= last


@pytest.mark.parametrize("wording", ["1904-05", "1911-12", "1921-22"])
def test_two_readings_are_told(wording: str) -> None:
    """Where the second number may be a month or a season, a note says so."""
    assert any("month" in note for note in read(wording).notes)
    assert read("1974-98").notes == ()
    assert read("1937-04").notes == ()


@pytest.mark.parametrize(
    "wording",
    [
        # no such day
        "31 June 1937", "June 31, 1937", "February 29, 1937", "30.02.1937", "1937-02-30",
        "1937-13-01", "1937-13", "32.01.1937", "0 May 1937", "April 0, 1937", "1937-00",
        "1937.13", "21.21.1937", "19.21.1937",
        # backward
        "1949-1934", "June 1938 - May 1937", "December 30 - January 9, 1938", "1938/1937",
        # no year
        "April 19", "19 April", "April", "Tuesday", "19.04.", "4", "37",
        # more, or less, than a date
        "Oxford 1937", "no. 1937", "1937 1938", "1937 letters", "May 5-1937", "10-12-1937",
        "1905/1904", "19 April 41", "April 1941 1942", "in 1937 or so", "ca.", "circa",
        "19411", "194", "1937-04-19-20", "1,937", "$1937", "1937%%", "1937-1938-1939", "12:30",
        "Bundle 12-1937", "x", "?", "-", "/", "[]", "[", "[?]", "~", "1937/13",
    ],
)  # fmt: skip
def test_not_understood(wording: str) -> None:
    """What cannot be right, or is not sure, stays wording."""
    date = read(wording)
    assert (date.edtf, date.status, date.text) == ("", Status.NOT_UNDERSTOOD, wording)
    assert date.extent is None
    assert (date.earliest, date.latest, date.kind) == (None, None, None)


@pytest.mark.parametrize(
    "wording",
    ["undated", "Undated", "n.d.", "N.D.", "[n.d.]", "no date", "not dated", "s.d.", "(undated)"],
)
def test_undated(wording: str) -> None:
    """A source that says it has no date is believed."""
    date = read(wording)
    assert (date.status, date.edtf, date.text) == (Status.UNDATED, "", wording)


@pytest.mark.parametrize("wording", ["", " ", "\n\t\u3000"])
def test_not_given(wording: str) -> None:
    """Where nothing is written, nothing is given."""
    assert read(wording) == NO_DATE
    assert read(wording, year=1937) == NO_DATE


@pytest.mark.parametrize(
    ("wording", "edtf"),
    [
        ("April 19", "1934-04-19"),
        ("19 April", "1934-04-19"),
        ("April 19?", "1934-04-19?"),
        ("April 3 - May 9", "1934-04-03/1934-05-09"),
        ("April 19, 1941", "1941-04-19"),
        ("May 1941", "1941-05"),
        ("February 29", ""),
        ("December 30 - January 9", ""),
        ("soon", ""),
        ("12", ""),
    ],
)
def test_year_of_the_surroundings(wording: str, edtf: str) -> None:
    """A wording without a year takes that of its surroundings; one with a year keeps it."""
    assert read(wording, year=1934).edtf == edtf


def test_brackets() -> None:
    """Square brackets mean that a cataloguer supplied the date, round ones nothing."""
    assert read("[1801]").notes == (SUPPLIED,)
    assert read("(1801)").notes == ()
    assert read("1801").notes == ()
    assert read("[..1940]").notes == ()


def test_parts_of_an_answer() -> None:
    """A date knows its kind and its bounds, open ones as None."""
    span, point, choice = read("1934/.."), read("[..1940]"), from_edtf("[1934,1949]")
    assert (span.kind, span.earliest, span.latest) == (Kind.SPAN, "1934-01-01", None)
    assert (point.kind, point.earliest, point.latest) == (Kind.POINT, None, "1940-12-31")
    assert (choice.kind, choice.earliest, choice.latest) == (
        Kind.ONE_OF, "1934-01-01", "1949-12-31",
    )  # fmt: skip
    assert read("1934").calendar == "gregorian"


def test_from_edtf() -> None:
    """An expression is its own wording where there is none; what is none is refused."""
    assert from_edtf("1937~") == HistoricalDate("1937~", "1937~", Status.GIVEN)
    assert from_edtf("1937~", "about 1937").text == "about 1937"
    for text in ("", "april 1937", "1937-13"):
        with pytest.raises(NotEDTF):
            from_edtf(text)


def _rows(name: str) -> Iterator[list[str]]:
    path = GOLD / name
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def test_right_answers() -> None:
    """Every wording of the table is answered rightly."""
    for wording, edtf, earliest, latest in _rows("dates.tsv"):
        date = read(wording)
        if not edtf:
            assert date.edtf == "", wording
            continue
        answer = (date.edtf, date.earliest or "null", date.latest or "null")
        assert answer == (edtf, earliest, latest), wording


# Rows whose machine date is the volume's slip, by what the volume prints; none is known.
SLIPS: frozenset[str] = frozenset()


def test_dates_of_printed_volumes() -> None:
    """Every date line of the volumes lies on the day they give, but for their slips."""
    for wording, given in _rows("dates-frus.tsv"):
        if wording in SLIPS:
            continue
        date = read(wording)
        first, last = given.split("/")[0][:10], given.split("/")[-1][:10]
        assert date.earliest is not None, wording
        assert date.latest is not None, wording
        assert date.earliest.startswith(first), wording
        assert date.latest.startswith(last), wording


def test_bulk_dates_are_not_looked_for_in_long_texts() -> None:
    """Nor do thousands of spaces take longer than a wording: each was compared with all."""
    assert bulk("\x85 " * 100_000) is None
    found = bulk("1890-1920   (bulk   1905-1915)")
    assert found is not None
    assert found.text == "bulk 1905-1915"
    assert bulk("1890-1920 (bulk 1905-1915)" + "x" * 10_000) is None
