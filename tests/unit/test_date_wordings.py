"""Dates in eleven languages: a table of wordings, columns, words for readers, the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.config.cli import cli
from regesta.description import dates
from regesta.description.date_words import LANGUAGES
from regesta.description.dates import SUPPLIED, Status, bulk, in_words, read, read_column

TABLE = Path(__file__).parent / "date_wordings.tsv"
ROWS = [
    (*line.split("\t"), "")[:3]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "wording", "edtf"), ROWS)
def test_wordings(language: str, wording: str, edtf: str) -> None:
    """A wording means the same with its language said and, but for marked ones, without."""
    hints = [language.rstrip("!")] + ([] if language.endswith("!") else [""])
    for hint in hints:
        date = read(wording, language=hint)
        assert date.edtf == edtf
        assert date.status is (Status.GIVEN if edtf else Status.NOT_UNDERSTOOD)
        assert date.text == wording


def test_every_language_has_its_examples() -> None:
    """The table has rows for each language that is read."""
    assert {language.rstrip("!") for language, _, _ in ROWS} == set(LANGUAGES)


@pytest.mark.parametrize(
    "wording",
    [
        "undated", "n.d.", "без даты", "Б. д.", "без дати", "無日期", "无日期", "日付なし",
        "s. d.", "sans date", "ohne Datum", "o. D.", "undatiert", "sin fecha", "s. f.",
        "senza data", "bez daty", "é. n.", "dátum nélkül", "بدون تاريخ", "[без даты]",
    ],
)  # fmt: skip
def test_undated(wording: str) -> None:
    """A source that says in any language that it has no date is believed."""
    assert read(wording).status is Status.UNDATED


@pytest.mark.parametrize(
    ("wording", "calendar", "told"),
    [
        ("25 October (7 November) 1917", "julian", ""),
        ("October 25, 1917 O.S.", "julian", "Julian"),
        ("25 октября 1917 г.", "unknown", "covered"),
        ("октябрь 1917 г.", "unknown", "covered"),
        ("1917 г.", "gregorian", ""),
        ("14 февраля 1918 г.", "gregorian", ""),
        ("12 Safar 1356 AH", "hijri", "civil"),
        ("16 messidor an II", "republican", ""),
        ("民國二十六年七月七日", "Republic of China", ""),
        ("昭和12年7月7日", "Japanese era Showa", ""),
        ("[1801]", "gregorian", SUPPLIED),
        ("193[7]", "gregorian", SUPPLIED),
        ("[193-]", "gregorian", SUPPLIED),
        ("4 April 1937, noon", "gregorian", "time of day"),
        ("04/05/1937", "gregorian", "day or month first"),
        ("1904-05", "gregorian", "month"),
        ("1900s", "gregorian", "century"),
        ("Monday, 4 April 1937", "gregorian", "weekday"),
        ("Sunday, 4 April 1937", "gregorian", ""),
        ("1890-1920 (bulk 1885-1915)", "gregorian", "outside"),
    ],
)
def test_what_is_told(wording: str, calendar: str, told: str) -> None:
    """The calendar of a wording is kept, and a note tells what a reader should know."""
    date = read(wording)
    assert date.calendar == calendar
    assert told in "; ".join(date.notes)
    assert bool(date.notes) == bool(told)


def test_bulk_dates() -> None:
    """Bulk dates are a second date; one outside the whole is told."""
    found = bulk("1890-1920 (bulk 1905-1915)")
    assert found is not None
    assert found.edtf == "1905/1915"
    assert read("1890-1920 (bulk 1905-1915)").notes == ("bulk 1905/1915",)
    assert bulk("1890-1920") is None


@pytest.mark.parametrize(
    ("column", "edtf", "settled"),
    [
        (["04/05/1937"], "[1937-04-05,1937-05-04]", False),
        (["04/05/1937", "25/12/1936"], "1937-05-04", True),
        (["04/05/1937", "12/25/1936"], "1937-04-05", True),
        (["04/05/1937", "25/12/1936", "12/25/1936"], "[1937-04-05,1937-05-04]", False),
        (["10-12-1937", "25-12-1936"], "1937-12-10", True),
        (["10-12-1937"], "", False),
        (["1904-05"], "1904/1905", False),
        (["1904-05", "1937-04", "undated"], "1904-05", True),
        (["1904-05", "1974-98"], "1904/1905", True),
        (["1904-05", "1974-98", "1937-04"], "1904/1905", False),
    ],
)
def test_columns(column: list[str], edtf: str, settled: bool) -> None:
    """The other values of a column settle what one leaves open, and a note says so."""
    date = read_column(column)[0]
    assert date.edtf == edtf
    assert any("column" in note for note in date.notes) == settled


@pytest.mark.parametrize(
    ("language", "edtf"),
    [("en", "[1937-04-05,1937-05-04]"), ("en-US", "1937-04-05"), ("en-GB", "1937-05-04"),
     ("de", "1937-05-04"), ("hu", "[1937-04-05,1937-05-04]")],
)  # fmt: skip
def test_the_language_decides(language: str, edtf: str) -> None:
    """Where a language writes days first, or a country months, that decides."""
    assert read("04/05/1937", language=language).edtf == edtf


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("1950~", "en", "circa 1950"),
        ("1950~", "ru", "около 1950 г."),
        ("1937-04-04", "ru", "4 апреля 1937 г."),
        ("1917-11-07", "ru", "7 ноября 1917 г. (н. ст.)"),
        ("1937-04~", "ru", "около апреля 1937 г."),
        ("[1937-04..1937-06]", "ru", "между апрелем 1937 г. и июнем 1937 г."),
        ("1937-04-04", "zh", "1937年4月4日"),
        ("193X", "zh", "1930年代"),
        ("1937-04-04", "ar", "4 أبريل 1937"),
        ("18XX", "ar", "القرن التاسع عشر"),
        ("[..1940]", "de", "spätestens 1940"),
        ("1937-04-04", "hu", "1937. április 4."),
        ("1934/..", "en", "1934/.."),
        ("1937", "xx", "1937"),
    ],
)
def test_in_words(edtf: str, language: str, words: str) -> None:
    """A date in a reader's words; what a language cannot say stays EDTF."""
    assert in_words(edtf, language) == words


EXPRESSIONS = [
    "1937", "1937-04", "1937-04-04", "193X", "18XX", "1937-21", "1938-24", "1937-34", "1937-37",
    "1937-40", "1950~", "1942?", "1937%", "1934/1949", "1889~/1914~", "[..1940]", "[1934-07..]",
    "[1937-04..1937-06]", "[1937,1938]", "{1937,1939}", "-0019", "1917-11-07", "1917-11",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru", "zh", "ar"])
def test_the_interface_languages_say_every_form(language: str) -> None:
    """Nothing of the usual forms stays EDTF in a language of the interface."""
    plain = [one for one in EXPRESSIONS if in_words(one, language) == one and one != "1937"]
    assert plain == []


def _answers(*arguments: str, lines: bytes | None = None) -> list[dict[str, object]]:
    result = CliRunner().invoke(cli, ["date", "--json", *arguments], input=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_the_command_answers_each_wording() -> None:
    """One object a wording, in order, with every part of an answer."""
    answers = _answers("ca. 1937", "-0043", "31 June 1937")
    assert answers[0] == {
        "text": "ca. 1937", "edtf": "1937~", "kind": "point", "earliest": "1937-01-01",
        "latest": "1937-12-31", "calendar": "gregorian", "status": "given", "notes": [],
    }  # fmt: skip
    assert [one["edtf"] for one in answers] == ["1937~", "-0043", None]


def test_the_command_answers_each_line() -> None:
    """Lines of standard input are answered one by one, blank and broken ones included."""
    lines = "\ufeff1937\r\n\nundated\n".encode() + b"\xff\n" + "民國二十六年".encode()
    answers = _answers(lines=lines)
    statuses = ["given", "not-given", "undated", "not-understood", "given"]
    assert [one["status"] for one in answers] == statuses
    assert [one["text"] for one in answers][:3] == ["1937", "", "undated"]


def test_the_command_speaks_to_people() -> None:
    """Without --json an answer is a line to read."""
    result = CliRunner().invoke(cli, ["date", "04/05/1937", "soon", "n.d."])
    assert result.output.splitlines() == [
        "04/05/1937: [1937-04-05,1937-05-04] (one-of, 1937-04-05 to 1937-05-04); "
        "day or month first is not said: both readings are covered",
        "soon: not understood",
        "n.d.: says that there is no date",
    ]


def test_long_texts_are_no_dates() -> None:
    """A text longer than any date is refused at once, EDTF of any length is read."""
    assert read("1937 " * 10_000).status is Status.NOT_UNDERSTOOD
    assert read("[" + ",".join(f"{year}" for year in range(1000, 3000)) + "]").edtf
    assert dates.read("(" * 150 + "1937" + ")" * 40).status is Status.NOT_UNDERSTOOD
