"""The supplement: what a listing cannot hold, in TOML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regesta.description.record import DateType, State
from regesta.formats import recognised, supplement
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
    assert reading.completes
    assert reading.record.text("title") == "On the harvest"
    assert reading.record.primary_date.edtf == "1920-05-04"
    assert reading.record.dates[1].type is DateType.MET
    assert reading.record.values["note"][0].language == "fr"
    assert reading.record.subjects[0].certainty == "likely"


def test_a_corrected_title_stands_beside_the_given_one() -> None:
    """A correction is a statement of its own, and the one that is shown."""
    reading = only('[[record]]\ntitle = "The harvst"\ncorrected_title = "The harvest"\n')
    assert [one.state for one in reading.record.values["title"]] == [
        State.AS_GIVEN,
        State.CORRECTED,
    ]
    assert reading.record.text("title") == "The harvest"


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
        ('title = "x"\nreferences = "y"', "references"),
        ("title = 3", "title"),
    ],
)
def test_a_bad_entry_is_refused_alone(entry: str, words: str) -> None:
    """An entry that cannot be read is named with its place; the next one is taken."""
    problem, reading = supplement.read(f'[[record]]\n{entry}\n\n[[record]]\ntitle = "Good"\n')
    assert isinstance(problem, Problem)
    assert problem.where == "line 1"
    assert words in problem.message
    assert isinstance(reading, Reading)


@pytest.mark.parametrize("text", ["[[record]]\ntitle = ", "[[record]\n", "a = [" * 5_000])
def test_what_is_not_toml_is_a_problem(text: str) -> None:
    """A file that breaks the rules of TOML is refused whole, and never raises."""
    assert only(text).code == "supplement-not-toml"


def test_it_is_recognised_by_its_content() -> None:
    """A supplement is known by its tables of records, whatever the file is called."""
    assert recognised('[[record]]\ntitle = "x"\n') is not None
    assert recognised('[[record]]\ntitle = "x"\n').NAME == "supplement"


def test_the_example_of_the_manual_is_read() -> None:
    """The example in the manual is a supplement without a fault."""
    example = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert example
    assert not [item for item in supplement.read(example[1]) if isinstance(item, Problem)]
