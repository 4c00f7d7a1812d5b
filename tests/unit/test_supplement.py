"""The supplement: what a listing cannot hold, in TOML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regesta.description.record import DateType, State
from regesta.formats import recognised, supplement
from regesta.formats.material import Material
from regesta.formats.reading import CollectionReading, Problem, Reading

PAGE = Path(__file__).parent.parent.parent / "docs" / "formats" / "supplement.md"


def only(text: str):
    items = list(supplement.read(text))
    assert len(items) == 1
    return items[0]


def test_an_entry_speaks_of_one_record() -> None:
    """Date and title name the record; everything else is what is added to it."""
    reading = only(
        '[[record]]\ndate = "4 May 1920"\ntitle = "On  the harvest"\n'
        'dates = [{ type = "met", date = "5 May 1920" }]\n'
        'subjects = [{ name = "Hill Farm", kind = "place", certainty = "likely" }]\n'
        'note = { text = "Écrit au crayon.", language = "fr" }\n'
    )
    assert isinstance(reading, Reading)
    assert reading.named is not None
    assert reading.named.title == "On  the harvest"
    assert reading.named.date.edtf == "1920-05-04"
    assert [one.type for one in reading.record.dates] == [DateType.MET]
    assert reading.record.values["note"][0].language == "fr"
    assert reading.record.subjects[0].certainty == "likely"


def test_a_corrected_title_stands_beside_the_given_one() -> None:
    """A correction is a statement of its own, and the one that is shown."""
    reading = only('[[record]]\ntitle = "The harvst"\ncorrected_title = "The harvest"\n')
    assert [one.state for one in reading.record.values["title"]] == [State.CORRECTED]
    assert reading.record.text("title") == "The harvest"


def test_dates_may_be_written_as_toml_has_them() -> None:
    """A date or a year without quotation marks is read as its words."""
    first, second = supplement.read(
        '[[record]]\ntitle = "x"\ndate = 1920-05-04\n[[record]]\ntitle = "y"\n'
        'date = "1920"\ndates = [{ type = "met", date = 1921 }]\n'
    )
    assert first.named.date.edtf == "1920-05-04"
    assert second.record.dates[0].date.edtf == "1921"


def test_dates_of_a_supplement_are_a_column() -> None:
    """A date that can only be day first settles the others; where none is, both are covered."""
    ambiguous = '[[record]]\ntitle = "x"\ndates = [{ type = "met", date = "05/06/1937" }]\n'
    decided = '[[record]]\ntitle = "y"\ndate = "25/12/1936"\n'
    beside, _ = supplement.read(ambiguous + decided)
    date = beside.record.dates[0].date
    assert date.edtf == "1937-06-05"
    assert date.notes == ("settled by the other values of the column: day first",)
    assert only(ambiguous).record.dates[0].date.edtf == "[1937-05-06,1937-06-05]"


def test_the_bulk_is_a_second_date() -> None:
    """A wording that names the bulk of the material gives two dates."""
    reading = only(
        '[[record]]\ntitle = "x"\n'
        'dates = [{ type = "written", date = "1890-1920 (bulk 1905-1915)" }]\n'
    )
    dates = [(one.type, one.date.edtf) for one in reading.record.dates]
    assert dates == [(DateType.WRITTEN, "1890/1920"), (DateType.BULK, "1905/1915")]


def test_the_words_of_an_entry_are_kept() -> None:
    """An entry's wording is what stands in the file from its lines."""
    text = '\n\n[[record]]\ntitle = "x"\nnote = "y"\n\n[[record]]\ntitle = "z"\n'
    first, second = supplement.read(text)
    assert (first.position, first.wording) == ("lines 3-5", '[[record]]\ntitle = "x"\nnote = "y"')
    assert second.position == "lines 7-8"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[records]]\ntitle = 'x'\n", "[[record]]"),
        ("[[collection]]\ntitle = 'x'\n", "one collection"),
    ],
)
def test_nothing_is_left_out_in_silence(text: str, words: str) -> None:
    """A table that a supplement does not have is named."""
    assert words in only(text).message


def test_reading_stays_quick_on_blank_lines() -> None:
    """A megabyte of blank lines is no supplement, and is told in a moment."""
    assert not supplement.recognise("\n" * 1_000_000)


def test_the_collection_is_described() -> None:
    """The table [collection] says what the set is and how much it should hold."""
    item = only('[collection]\ntitle = "Minutes"\nexpected = 12\n')
    assert isinstance(item, CollectionReading)
    assert (item.collection.text("title"), item.collection.expected) == ("Minutes", 12)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('title = "x"\nnonsense = "y"', "nonsense"),
        ('date = "1920"', "title"),
        ('title = "x"\ndates = [{ type = "born", date = "1920" }]', "born"),
        ('title = "x"\nagents = [{ name = "y" }]', "role"),
        ('title = "x"\nreferences = "y"', "references takes a list, not text"),
        ('title = "x"\nsubjects = ["y"]', "subjects takes a table"),
        ("title = 3", "title takes text in quotation marks, not a whole number"),
    ],
)
def test_a_bad_entry_is_refused_alone(entry: str, words: str) -> None:
    """An entry that cannot be read is named with its place; the next one is taken."""
    problem, reading = supplement.read(f'[[record]]\n{entry}\n\n[[record]]\ntitle = "Good"\n')
    assert isinstance(problem, Problem)
    assert problem.where in ("line 1", "lines 1-2", "lines 1-3")
    assert words in problem.message
    assert isinstance(reading, Reading)


@pytest.mark.parametrize("text", ["[[record]]\ntitle = ", "[[record]\n", "a = [" * 5_000])
def test_what_is_not_toml_is_a_problem(text: str) -> None:
    """A file that breaks the rules of TOML is refused whole, and never raises."""
    assert only(text).code == "supplement-not-toml"


def test_it_is_recognised_by_its_content() -> None:
    """A supplement is known by its tables of records, whatever the file is called."""
    found = recognised(Material.of_text('[[record]]\ntitle = "x"\n'))
    assert found is not None
    assert found.name == "supplement"


def test_the_example_of_the_manual_is_read() -> None:
    """The example in the manual is a supplement without a fault."""
    example = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert example
    assert not [item for item in supplement.read(example[1]) if isinstance(item, Problem)]


def test_a_date_not_understood_is_pointed_out() -> None:
    """A day that never was is kept as words, and named with its record and place."""
    text = """[[record]]
title = "On the harvest"
date = "May 4, 1920"
dates = [{ type = "met", date = "31 June 1920" }]
"""
    reading, problem = supplement.read(text)
    assert reading.record.dates[0].date.text == "31 June 1920"
    assert (problem.code, problem.value, problem.record) == (
        "date-not-understood",
        "31 June 1920",
        "On the harvest",
    )


def test_a_number_without_end_is_told() -> None:
    """Python refuses whole numbers of thousands of digits, which TOML allows."""
    problem = only(f'[[record]]\ntitle = "A"\nnote = {"9" * 5_000}\n')
    assert isinstance(problem, Problem)
    assert problem.code == "supplement-not-toml"


def test_tables_within_tables_without_end_are_told() -> None:
    """A name of a thousand parts makes as many tables, one within the other."""
    problem = only(f'[[record]]\ntitle = "A"\n{".".join("a" * 200_000)} = 1\n')
    assert isinstance(problem, Problem)
    assert "too deep" in problem.message
