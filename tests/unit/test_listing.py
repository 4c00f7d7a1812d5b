"""Pasted result listings: what is read, what is refused, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from regesta.description.dates import AMBIGUOUS, Status
from regesta.description.record import Record, RecordDate, State, Statement
from regesta.formats import listing
from regesta.formats.listing.evidence import WEIGHTS
from regesta.formats.listing.order import Days, out_of_order
from regesta.formats.reading import Expected, Problem, Reading, Severity

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs" / "formats" / "listing.md"


@dataclass
class Result:
    readings: list[Reading]
    problems: list[Problem]
    expected: list[int]

    @property
    def titles(self) -> list[str]:
        return [reading.record.text("title") for reading in self.readings]

    @property
    def abstracts(self) -> list[str]:
        return [reading.record.text("scope_and_content") for reading in self.readings]

    @property
    def dates(self) -> list[str]:
        return [reading.record.primary_date.edtf for reading in self.readings]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    def problem(self, code: str) -> Problem:
        (found,) = [problem for problem in self.problems if problem.code == code]
        return found


def read(text: str) -> Result:
    items = list(listing.read(text))
    return Result(
        [item for item in items if isinstance(item, Reading)],
        [item for item in items if isinstance(item, Problem)],
        [item.count for item in items if isinstance(item, Expected)],
    )


def paste(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


LETTER = ("March 7, 1952", "Letter on the Lamps", "Ada Quill asks the harbour office for oil.")
REPORT = ("09 April 1952", "Report of the Pilot", "The pilot counts the wrecks off Merrow Head.")
MINUTES = ("May 2, 1952", "Minutes of the Board", "The board grants the oil and adjourns.")
UNDATED = ("Note on the Buoys (undated)", "Somebody complains that the buoys have drifted.")
SENTENCE = "The harbour board of Merrow, meeting in the custom house, decides to grant the oil, "


# --- The real thing


def test_sample_listing_gives_ten_records_and_three_more_to_come(seed: Path) -> None:
    """A real page: ten of thirteen records, three not there, one date out of order."""
    result = read(seed.read_text(encoding="utf-8"))
    assert len(result.readings) == 10
    assert result.expected == [13]
    assert result.codes == ["records-not-in-paste", "date-out-of-order"]
    missing = result.problem("records-not-in-paste")
    assert (missing.severity, missing.value) == (Severity.WARNING, "records 11 to 13")
    slip = result.problem("date-out-of-order")
    assert (slip.severity, slip.value) == (Severity.NOTICE, "April 4, 1937")
    assert result.dates[5] == "1937-04-04"


def test_documented_example_gives_what_its_page_says() -> None:
    """The example in the documentation gives the records that the documentation lists."""
    found = re.search(r"```listing\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    result = read(found[1])
    assert result.titles == [
        'Letter from Ada Quill to the Merrow Harbour Office, "On the Lamps"',
        "Minutes of the Harbour Board (undated)",
        "Plan of the inner harbour",
    ]
    assert result.dates == ["1952-03-07", "", "1944-09"]
    assert [abstract.count("\n\n") for abstract in result.abstracts] == [0, 1, 0]
    assert result.abstracts[2] == ""
    assert result.readings[2].record.values["title"][0].state is State.SUPPLIED
    assert result.expected == [5]
    assert result.problem("records-not-in-paste").value == "records 4 to 5"


def test_documentation_names_every_problem() -> None:
    """Every problem that reading can report stands on the documentation page."""
    page = PAGE.read_text(encoding="utf-8")
    assert [code for code in listing.CODES if f"`{code}`" not in page] == []


# --- Recognising


@pytest.mark.parametrize(
    "text",
    [
        paste("1 - 10 of 13", "Letter"),
        paste("Skip to content", "Results: 1–10 of 13 Documents"),
        paste(*LETTER),
        "March 7, 1952\nLetter on the Lamps\n",
        "\ufeff[1934]\r\n\r\nLetter on the Lamps",
        "1979\n\n“Lamps”, a play",
    ],
)
def test_listing_is_recognised(text: str) -> None:
    """A count line, or a date line above a title, makes a listing."""
    assert listing.recognise(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A letter about lamps.",
        "March 7, 1952",
        "1937\n1938\n1939",
        "date,title\n1937,Letter\n",
        'id,title,abstract\n1,Letter,"1937\n\nThe lamps"\n',
        "date;title\n1937;Letter\n",
        "date\ttitle\n1937\tLetter\n",
        '<?xml version="1.0"?>\n<ead>\n1937\nLetter\n</ead>',
        "<!DOCTYPE html><p>1 - 10 of 13</p>\n1937\nLetter",
        "Lamps\n<p>\n1937\nLetter\n</p>",
        '{"date":\n1937\n, "title": "Letter"}',
        '[\n1937\n,\n"Letter"]',
        '[{"title": "Letter"}]',
        "[1937, 1938]\n",
        'title = "Letter"\n\n1937\nLetter\n',
        '[[record]]\ntitle = "Letter"\n\n1937\n\nLetter\n',
        '# a comment\n[1937]\ntitle = "Letter"\n',
    ],
)
def test_other_forms_are_not_recognised(text: str) -> None:
    """Tables, markup and settings are left to the formats they belong to."""
    assert not listing.recognise(text)


# --- Records


def test_record_has_date_title_and_abstract() -> None:
    """The line after a date line is the title, the paragraphs after it are the abstract."""
    result = read(paste("1 - 2 of 2", *LETTER, "There is no reply.", *REPORT))
    (reading, _) = result.readings
    assert reading.record == Record(
        level="item",
        values={
            "title": [Statement(text="Letter on the Lamps")],
            "scope_and_content": [
                Statement(text="Ada Quill asks the harbour office for oil.\n\nThere is no reply.")
            ],
        },
        dates=[RecordDate(date=reading.record.primary_date, primary=True)],
    )
    assert result.dates == ["1952-03-07", "1952-04-09"]
    assert result.problems == []


def test_position_and_wording_are_those_of_the_source() -> None:
    """A record's position counts the lines as given; its wording keeps them as they are."""
    result = read("1 - 2 of 2\r\n\r\n1952\r\n\r\nThe  Lamps \r\n\r\nOil.\r\n\r\n1953\r\nBuoys")
    assert [reading.position for reading in result.readings] == ["lines 3-7", "lines 9-10"]
    assert result.readings[0].wording == "1952\n\nThe  Lamps \n\nOil."
    assert result.titles == ["The Lamps", "Buoys"]


def test_record_of_one_line_has_a_position_of_one_line() -> None:
    """A title without date and abstract stands on one line."""
    result = read(paste("1 - 2 of 2", "The Lamps", "The Buoys"))
    assert [reading.position for reading in result.readings] == ["line 3", "line 5"]


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("March 7, 1952", "1952-03-07"),
        ("09 April 1952", "1952-04-09"),
        ("September 1944", "1944-09"),
        ("1979", "1979"),
        ("May, 1967", "1967-05"),
        ("December 08, 1950", "1950-12-08"),
        ("1922.06-1926.11", "1922-06/1926-11"),
        ("１９５２", "1952"),
        ("March\u00a07,\u2002 1952 ", "1952-03-07"),
        ("\u200bMarch 7, 1952\u200e", "1952-03-07"),
    ],
)
def test_date_lines_of_many_forms(line: str, edtf: str) -> None:
    """Date lines are read in every form that archives use, whatever the spaces."""
    result = read(paste("1 - 1 of 1", line, "Letter on the Lamps"))
    assert (result.dates, result.codes) == ([edtf], [])


@pytest.mark.parametrize(
    "title",
    [
        "Journal of 27 August 1952 on a talk of 5 July",
        "27 August 1952: a journal of the lamps",
        '"On the Lamps" – a memorandum [draft] (excerpt)',
        "Lamps (1)",
        "“Lamps” – ‘Oil’",
        "Who Drifted the Buoys?",
        "In the Year of the Flood",
        "Results",
        "Plan 12",
        "[Draft] of a letter [unsigned]",
    ],
)
def test_titles_are_kept_as_they_are(title: str) -> None:
    """A title that holds a date, quotes or brackets, or looks like furniture, is a title."""
    result = read(paste("1 - 2 of 2", "1952", title, *REPORT))
    assert (result.titles[0], result.codes) == (title, [])


@pytest.mark.parametrize(
    ("above", "settled", "note"),
    [
        ("25/12/1936", "1937-06-05", "day first"),
        ("12/25/1936", "1937-05-06", "month first"),
        ("25 December 1936", "[1937-05-06,1937-06-05]", "both readings are covered"),
    ],
)
def test_dates_of_a_paste_are_a_column(above: str, settled: str, note: str) -> None:
    """What one date line leaves open another settles, on any page; the note says so."""
    pages = ("1 - 1 of 3", above, "Letter", "2 - 3 of 3", "05/06/1937", "Reply", "1938", "Note")
    result = read(paste(*pages))
    assert result.dates[1] == settled
    assert note in result.readings[1].record.primary_date.notes[0]


def test_a_column_settles_years_and_months() -> None:
    """A second number that can only be a year makes years of the others."""
    result = read(paste("1 - 3 of 3", "1974-98", "A file", "1904-05", "Two", "1904-05", "Three"))
    assert result.dates == ["1974/1998", "1904/1905", "1904/1905"]
    assert "range of years" in result.readings[1].record.primary_date.notes[0]
    alone = read(paste("1 - 1 of 1", "1904-05", "A file")).readings[0].record.primary_date
    assert (alone.edtf, alone.notes) == ("1904/1905", (AMBIGUOUS,))


def test_a_date_that_only_its_column_explains_is_written_as_it_was() -> None:
    """Day and month between dashes are understood beside others, and need no year heading."""
    text = paste("1 - 2 of 2", "25-12-1936", "Letter", "05-06-1937", "Reply")
    result = read(text)
    assert result.dates == ["1936-12-25", "1937-06-05"]
    assert read(listing.write([one.record for one in result.readings])).dates == result.dates


def test_the_bulk_of_a_record_is_a_second_date() -> None:
    """A date line that names the bulk gives the record two dates; the first is its own."""
    result = read(paste("1 - 1 of 1", "1890-1920 (bulk 1905-1915)", "Papers of the pilots"))
    whole, bulk = result.readings[0].record.dates
    assert (whole.date.edtf, whole.type, whole.primary) == ("1890/1920", "unspecified", True)
    assert (bulk.date.edtf, bulk.type, bulk.primary) == ("1905/1915", "bulk", False)
    assert bulk.date.text == "bulk 1905-1915"


def test_brackets_around_a_whole_title_or_date_mean_supplied() -> None:
    """What stands in a cataloguer's brackets is supplied."""
    result = read(paste("1 - 2 of 2", "[July 27, 1934]", "[Plan of the harbour]", "[n.d.]", "Map"))
    records = [reading.record for reading in result.readings]
    assert records[0].values["title"] == [
        Statement(text="Plan of the harbour", state=State.SUPPLIED)
    ]
    assert [record.dates[0].state for record in records] == [State.SUPPLIED, State.SUPPLIED]
    assert records[0].primary_date.text == "[July 27, 1934]"


def test_date_not_given_is_not_undated() -> None:
    """A missing date line is a date not given; “undated” is what the archive says."""
    result = read(paste("1 - 3 of 3", *LETTER, *UNDATED, "n.d.", "Map", "It shows the pier."))
    records = [reading.record for reading in result.readings]
    assert [record.primary_date.status for record in records] == [
        Status.GIVEN,
        Status.NOT_GIVEN,
        Status.UNDATED,
    ]
    assert records[1].dates == []


def test_same_date_and_title_twice_on_a_page_are_two_readings() -> None:
    """Whether equal records are the same is for the importer to say."""
    other = "Ada Quill repeats her request."
    result = read(paste("1 - 2 of 2", *LETTER, *LETTER[:2], other))
    assert result.titles == [LETTER[1], LETTER[1]]
    assert result.abstracts == [LETTER[2], other]


# --- Year headings


def test_year_heading_is_inherited_until_the_next() -> None:
    """Dates without a year take the year of the last year line above them."""
    text = paste(
        "1 - 4 of 4", "1934", "Sept. 8", "Lamps", "[July 27]", "Oil", "1935", "May 3", "Buoys",
        "March 7, 1952", "Letter",
    )  # fmt: skip
    result = read(text)
    assert result.dates == ["1934-09-08", "1934-07-27", "1935-05-03", "1952-03-07"]
    assert result.titles == ["Lamps", "Oil", "Buoys", "Letter"]
    notes = result.readings[0].record.primary_date.notes
    assert any("1934" in note for note in notes)


def test_year_line_above_a_title_is_a_date() -> None:
    """A year alone is a heading only where a date without a year follows it directly."""
    result = read(paste("1934", "Lamps", "Sept. 8", "Oil"))
    assert result.dates == ["1934", "1934-09-08"]


def test_date_without_any_year_is_not_understood() -> None:
    """Where no year line stands above, a date without a year stays wording."""
    result = read(paste("1 - 1 of 1", "Sept. 8", "Lamps"))
    assert result.problem("date-not-understood").value == "Sept. 8"


@pytest.mark.parametrize(
    "line", ["31 June 1937", "31.02.1937", "Spring 5, 1937", "early 1949 to 1930s"]
)
def test_date_that_cannot_be_understood_is_kept_as_wording(line: str) -> None:
    """A line that is nothing but a date is one, even where no day is meant by it."""
    result = read(paste("1 - 2 of 2", line, "Lamps", "They burn.", *LETTER))
    date = result.readings[0].record.primary_date
    assert (date.text, date.status) == (line, Status.NOT_UNDERSTOOD)
    problem = result.problem("date-not-understood")
    assert (problem.severity, problem.where) == (Severity.WARNING, "line 3")
    assert (problem.field, problem.value, problem.record) == ("date", line, "Lamps")


def test_year_of_a_record_holds_for_the_next_date_only() -> None:
    """A full date ends what a year line above began."""
    result = read(paste("1953", "Letter", "March 7, 1955", "Cable", "Sept. 8", "Note"))
    assert result.dates == ["1953", "1955-03-07", ""]
    problem = result.problem("date-not-understood")
    assert "has no year, and none stands above it as a heading" in problem.message


def test_year_heading_holds_on_the_next_page() -> None:
    """Where the next page goes on with dates without a year, it goes on under the heading."""
    text = paste(
        "1 - 1 of 3", "1953", "Sept. 8", "Letter", "2 - 3 of 3", "Nov. 2", "Cable", "1954", "Map"
    )
    assert read(text).dates == ["1953-09-08", "1953-11-02", "1954"]
    apart = text.replace("2 - 3 of 3", "3 - 4 of 4")
    assert read(apart).dates[1] == ""


# --- Dates that are not understood, and labels


@pytest.mark.parametrize(
    "line",
    ["Julry 21, 1954", "XX.07.1954", "31 June 1954", "März"],
)
def test_line_that_stands_like_a_date_is_kept_as_one(line: str) -> None:
    """A short line with a year, above a title, is a date that is not understood."""
    result = read(paste("1 - 3 of 3", *LETTER, line, "Note on Oil", "It is dear.", *REPORT))
    assert result.titles == [LETTER[1], "Note on Oil", REPORT[1]]
    date = result.readings[1].record.primary_date
    assert (date.text, date.status) == (line, Status.NOT_UNDERSTOOD)
    assert result.codes == ["date-not-understood"]


@pytest.mark.parametrize(
    ("line", "meaning"),
    [("2nd half of 1954", "1954-41"), ("The 1950s", "195X"), ("Date unknown", "")],
)
def test_inexact_date_lines_are_date_lines(line: str, meaning: str) -> None:
    """Whatever can be understood as a date leads a record as an exact one does."""
    result = read(paste("1 - 3 of 3", *LETTER, line, "Note on Oil", "It is dear.", *REPORT))
    assert result.titles == [LETTER[1], "Note on Oil", REPORT[1]]
    assert result.dates[1] == meaning
    assert result.codes == []


def test_month_as_a_title_is_pointed_out() -> None:
    """The name of a month below a year may be a date whose year is a heading."""
    result = read(paste("1 - 2 of 2", "1953", "March", "Letter on Oil", *REPORT))
    assert result.problem("title-doubtful").value == "March"


def test_line_like_a_date_within_an_abstract_is_named() -> None:
    """What looks like a date, but stands above a sentence, is pointed out."""
    result = read(paste("1 - 2 of 2", *LETTER, "Moscow, 1952", "The office is closed.", *REPORT))
    assert result.titles == [LETTER[1], REPORT[1]]
    assert result.problem("text-doubtful").value == "Moscow, 1952"


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Friday, March 7, 1952", "1952-03-07"),
        ("Date: March 7, 1952", "1952-03-07"),
        ("Created: 1952", "1952"),
    ],
)
def test_weekday_or_label_may_stand_before_a_date(line: str, edtf: str) -> None:
    """The day of the week and a label do not hide a date."""
    result = read(paste("1 - 2 of 2", line, "Letter on Oil", *REPORT))
    assert (result.dates, result.codes) == ([edtf, "1952-04-09"], [])


def test_labels_of_every_record_are_left_out() -> None:
    """“Title:” and “Description:” are no part of what they stand before."""
    labels = ("Date: ", "Title: ", "Description: ")
    lines = [
        label + text for one in (LETTER, REPORT) for label, text in zip(labels, one, strict=True)
    ]
    result = read(paste("1 - 2 of 2", *lines))
    assert result.titles == [LETTER[1], REPORT[1]]
    assert result.abstracts == [LETTER[2], REPORT[2]]


@pytest.mark.parametrize("between", ["  ", "\t", ", ", " - ", ": "])
def test_date_and_title_on_one_line(between: str) -> None:
    """Where all records have date and title on one line, these are read apart."""
    lines = [part for one in (LETTER, REPORT) for part in (one[0] + between + one[1], one[2])]
    for count in ("1 - 2 of 2", "Search"):
        result = read(paste(count, *lines))
        assert result.titles == [LETTER[1], REPORT[1]]
        assert result.dates == ["1952-03-07", "1952-04-09"]


def test_row_of_a_table_is_a_record() -> None:
    """Date, title and abstract may stand in cells of one row."""
    rows = "\n".join("\t".join(record) for record in (LETTER, REPORT))
    result = read("1 - 2 of 2\n" + rows)
    assert result.abstracts == [LETTER[2], REPORT[2]]
    assert [reading.position for reading in result.readings] == ["line 2", "line 3"]


# --- The count line


@pytest.mark.parametrize(
    "line",
    [
        "1 - 2 of 2",
        "1-2 of 2",
        "1–2 of 2",
        "1 — 2 of 2",
        "Results 1–2 of 2",
        "Results: 1 - 2 of 2",
        "Showing 1 - 2 of 2 results",
        "Showing results 1 to 2 of 2",
        "１ - ２ of ２",
        "1 - 2 of about 2",
        "1 - 2 of 2 Documents",
        "1\u00a0-\u00a02\u00a0of\u00a02",
        "1-2 von 2",
        "1–2 из 2",
        "1 - 2 sur 2",
        "1 - 2 / 2",
        "1—2 共 2",
        "1 - 2 of 2 Next",
        "Results 1–2 of 2 (0.13 seconds)",
        "2 results",
    ],
)
def test_count_line_of_many_forms(line: str) -> None:
    """The count line is understood in every form that websites give it."""
    result = read(paste(line, *LETTER, *REPORT))
    assert (len(result.readings), result.expected, result.codes) == (2, [2], [])


@pytest.mark.parametrize("sign", [",", ".", "'", "’", " ", "\u00a0", "\u202f"])
def test_thousands_may_be_separated(sign: str) -> None:
    """Large numbers may have separators."""
    line = f"1{sign}001 - 1{sign}002 of 2{sign}345"
    result = read(paste(line, *LETTER, *REPORT))
    assert result.expected == [2345]
    assert result.problem("records-not-in-paste").value == "records 1 to 1,000 and 1,003 to 2,345"


@pytest.mark.parametrize("line", ["0 - 0 of 0", "No results", "0 results", "0 documents found."])
def test_empty_page_is_no_error(line: str) -> None:
    """A search that found nothing is read as just that."""
    result = read(paste("Skip to content", line))
    assert (result.readings, result.problems, result.expected) == ([], [], [0])


def test_short_last_page() -> None:
    """The last page holds fewer records, and its count line says how many."""
    result = read(paste("11 - 13 of 13", *LETTER, *REPORT, *MINUTES))
    assert len(result.readings) == 3
    assert result.problem("records-not-in-paste").value == "records 1 to 10"


def test_single_missing_record_is_named() -> None:
    """One missing record is spoken of in the singular."""
    result = read(paste("1 - 2 of 3", *LETTER, *REPORT))
    assert result.problem("records-not-in-paste").value == "record 3"
    assert "record 3 is not" in result.problem("records-not-in-paste").message


@pytest.mark.parametrize("line", ["10 - 1 of 13", "1 - 10 of 5", "0 - 9 of 10"])
def test_count_line_that_contradicts_itself_is_refused(line: str) -> None:
    """A checksum that cannot be is no checksum."""
    result = read(paste(line, *LETTER))
    assert (result.codes, result.readings) == (["count-impossible"], [])


# --- Cutting by the count


def test_title_without_date_line_is_found() -> None:
    """Between dated records, a line that does not end in a full stop is the title."""
    note = ("Note on the Buoys", "Somebody complains that the buoys of the outer harbour drift.")
    result = read(paste("1 - 3 of 3", *LETTER, *note, *REPORT))
    assert result.titles == [LETTER[1], note[0], REPORT[1]]
    assert result.codes == ["date-missing"]


def test_first_record_may_lack_its_date() -> None:
    """A record without a date line may stand first."""
    result = read(paste("1 - 2 of 2", "Note on the Buoys", "They have drifted.", *LETTER))
    assert result.titles == ["Note on the Buoys", LETTER[1]]
    assert result.dates == ["", "1952-03-07"]


def test_page_without_any_date_line() -> None:
    """The count and the look of the titles are enough."""
    result = read(paste("1 - 3 of 3", *LETTER[1:], *REPORT[1:], *MINUTES[1:]))
    assert result.titles == [LETTER[1], REPORT[1], MINUTES[1]]
    assert result.codes == ["date-missing"] * 3


def test_records_without_abstracts_and_dates() -> None:
    """Where the count equals the number of lines, each line is a title."""
    result = read(paste("1 - 3 of 3", "Lamps", "Oil", "Buoys"))
    assert result.titles == ["Lamps", "Oil", "Buoys"]
    assert result.codes == ["date-missing"] * 3


def test_undated_in_a_title_begins_a_record() -> None:
    """“(undated)” in a title stands in for the date line, even right after another title."""
    result = read(paste("1 - 3 of 3", *LETTER[:2], *UNDATED, *REPORT))
    assert result.titles == [LETTER[1], UNDATED[0], REPORT[1]]


def test_clear_best_of_several_cuts_is_taken_with_a_warning() -> None:
    """Where another cut comes close, the better one is taken, and both are named."""
    text = paste("1 - 2 of 2", *LETTER, "Note on the Buoys", "Buoys of the outer harbour, adrift")
    result = read(text)
    assert result.titles == [LETTER[1], "Note on the Buoys"]
    problem = result.problem("cut-chosen")
    assert problem.severity is Severity.WARNING
    assert problem.record == "Note on the Buoys"
    assert "Buoys of the outer harbour, adrift" in problem.value


def test_tie_is_refused_and_names_the_candidates() -> None:
    """Where nothing tells two cuts apart, the page is refused."""
    result = read(paste("1 - 2 of 2", "1952", "Lamps", "Oil of Merrow", "Buoys of Kell"))
    problem = result.problem("cut-ambiguous")
    assert (problem.severity, problem.rejected, problem.where) == (Severity.ERROR, 2, "line 1")
    assert "Oil of Merrow" in problem.value
    assert "Buoys of Kell" in problem.value
    assert result.readings == []


def test_bullet_settles_a_tie() -> None:
    """The remedy for a tie works: a bullet says where the record begins."""
    result = read(paste("1 - 2 of 2", "1952", "Lamps", "Oil of Merrow", "• Buoys of Kell"))
    assert result.titles == ["Lamps", "Buoys of Kell"]
    assert result.abstracts == ["Oil of Merrow", ""]
    assert result.codes == ["date-missing"]


def test_count_that_no_cut_fits_is_refused() -> None:
    """A page that lost a record is refused, and no abstract becomes a title to fill up."""
    result = read(paste("1 - 3 of 3", *LETTER, *REPORT))
    problem = result.problem("count-mismatch")
    assert (problem.severity, problem.rejected) == (Severity.ERROR, 3)
    assert "claims 3 records" in problem.message
    assert "hold 2" in problem.message
    assert result.readings == []


def test_more_records_than_claimed_are_refused() -> None:
    """A page that holds more than it claims is refused."""
    result = read(paste("1 - 2 of 2", *LETTER, *REPORT, *MINUTES))
    assert "hold 3" in result.problem("count-mismatch").message


def test_count_line_with_nothing_below_is_a_mismatch() -> None:
    """A count line alone claims records that are not there."""
    result = read("1 - 2 of 2\n")
    assert (result.codes, result.expected) == (["count-mismatch"], [2])


def test_date_inside_an_abstract_is_text_when_the_count_says_so() -> None:
    """A line that is only a date may be a paragraph; the checksum tells."""
    text = paste("1 - 2 of 2", *LETTER, "1951", "That was the year of the storm.", *REPORT)
    result = read(text)
    assert result.titles == [LETTER[1], REPORT[1]]
    assert result.abstracts[0].split("\n\n")[1] == "1951"


def test_title_that_is_a_date_is_a_title_when_the_count_says_so() -> None:
    """A date line under a date line is a title, if that meets the count."""
    result = read(paste("1 - 2 of 2", "May 3, 1968", "May 1968", "A chronicle.", *LETTER))
    assert result.titles == ["May 1968", LETTER[1]]


def test_unknown_line_above_the_first_record_is_left_out_with_a_notice() -> None:
    """A line that fits in no record is left out, but not in silence."""
    result = read(paste("1 - 2 of 2", "You are signed in as reader 5", *LETTER, *REPORT))
    assert result.titles == [LETTER[1], REPORT[1]]
    assert result.problem("text-left-out").where == "line 3"


def test_page_with_too_many_possible_cuts_is_refused() -> None:
    """Cutting takes bounded time; a page that would take more is refused."""
    result = read(paste("1 - 5000 of 5000", *["Lamp"] * 12_000))
    assert result.problem("too-long").rejected == 5000


def test_weights_have_reasons() -> None:
    """Every sign counts for something and says why."""
    assert all(weight.points and weight.reason for weight in WEIGHTS.values())


# --- Records found without a date line


def test_record_found_without_date_line_is_always_named() -> None:
    """What only the count line asked for is a warning with the line and the title."""
    result = read(paste("1 - 3 of 3", *LETTER, "Map of Kell", *REPORT))
    problem = result.problem("date-missing")
    assert (problem.severity, problem.where) == (Severity.WARNING, "line 9")
    assert (problem.record, problem.field) == ("Map of Kell", "date")


def test_undated_title_needs_no_warning() -> None:
    """Where the title itself says “(undated)”, no date is missing."""
    assert read(paste("1 - 2 of 2", *LETTER, *UNDATED)).codes == []


@pytest.mark.parametrize(
    "title", ["Memorandum. Top Secret.", "Letter No. 12.", "To Quill from Kell."]
)
def test_title_with_full_stop_is_found_where_it_is_a_headline(title: str) -> None:
    """Words with capitals make a headline, though it ends in a full stop."""
    text = ("The keeper asks for oil and for lamps.",)
    result = read(paste("1 - 3 of 3", *LETTER, title, *text, *REPORT))
    assert result.titles == [LETTER[1], title, REPORT[1]]
    assert result.codes == ["date-missing"]


def test_headline_and_open_line_compete() -> None:
    """A last line of an abstract does not beat a title that ends in a full stop in silence."""
    result = read(
        paste("1 - 4 of 4", *LETTER, "See also the annex", *REPORT,
              "Telegram No. 30. Urgent.", "The keeper asks for trucks.", *MINUTES)
    )  # fmt: skip
    assert result.titles in ([], [LETTER[1], REPORT[1], "Telegram No. 30. Urgent.", MINUTES[1]])
    assert result.problems


def test_line_in_small_letters_is_no_title_among_headlines() -> None:
    """Where titles have capitals, a short page is refused and no annex fills it up."""
    records = (*LETTER, "Includes two annexes", *REPORT, *MINUTES)
    assert read(paste("1 - 4 of 4", *records)).codes == ["count-mismatch"]


def test_list_in_an_abstract_makes_no_records() -> None:
    """Lines that a colon announces are a list, on a page that is short by one as well."""
    items = ("The pilot asks for three things:", "Oil", "Rope", "Timber for the pier")
    records = (*LETTER, *REPORT[:2], *items, *MINUTES)
    assert read(paste("1 - 4 of 4", *records)).codes == ["count-mismatch"]
    assert read(paste("1 - 3 of 3", *records)).titles == [LETTER[1], REPORT[1], MINUTES[1]]


def test_line_with_a_year_is_not_chosen_against_a_title() -> None:
    """A line with a year in it may be a date, so the page is refused where another fits."""
    result = read(
        paste(
            "1 - 3 of 3",
            *LETTER,
            "Speech on Oil and Rope of the Year 1952",
            "Buoys of Kell",
            *REPORT,
        )
    )
    assert [problem.severity for problem in result.problems] == [Severity.ERROR]


def test_mismatch_names_dates_and_doubtful_lines() -> None:
    """The message holds what an archivist needs: dates, lines in doubt, and the bullet."""
    problem = read(paste("1 - 5 of 5", *LETTER, "Oil of Kell", *REPORT)).problem("count-mismatch")
    assert "seems to hold 3" in problem.message
    assert "“March 7, 1952” (line 3) to “09 April 1952” (line 11)" in problem.message
    assert "“Oil of Kell” (line 9)" in problem.message
    assert "bullet" in problem.remedy


def test_two_years_above_one_title_are_ambiguous() -> None:
    """The second of two dates may be a title, or the first may stand for nothing."""
    result = read(paste("1 - 2 of 2", "1950", "1951", "Lamps of Kell", "1953", "Oil"))
    assert (result.codes, result.readings) == (["cut-ambiguous"], [])


def test_date_taken_for_text_is_named() -> None:
    """A date line that the count makes part of an abstract is a warning."""
    text = paste("1 - 2 of 2", *LETTER, "1951", "That was the year of the storm.", *REPORT)
    assert read(text).problem("text-doubtful").where == "line 9"


# --- Without a count line


def test_without_count_line_dates_are_enough() -> None:
    """Where every record has its date line, the count may be missing; a notice says so."""
    result = read(paste("Skip to content", *LETTER, *REPORT, "Next page"))
    assert (result.titles, result.expected) == ([LETTER[1], REPORT[1]], [])
    assert result.codes == ["not-checked"]
    assert result.problems[0].severity is Severity.NOTICE


@pytest.mark.parametrize(
    "paragraphs",
    [
        (*UNDATED, *LETTER),
        (*LETTER, *UNDATED),
        (*LETTER, "Oil", "The office explains why there can be no oil this winter.", *REPORT),
    ],
)
def test_without_count_line_a_missing_date_is_refused(paragraphs: Sequence[str]) -> None:
    """Where a record seems to lack its date line, only a count line could tell."""
    result = read(paste(*paragraphs))
    assert (result.codes, result.readings) == (["no-count-line"], [])
    assert "count line" in result.problem("no-count-line").remedy


@pytest.mark.parametrize(
    "middle",
    [
        ("Cable to Kell", "A cable about coal."),
        ("Cable to Kell",),
        ("What Is the Price of Oil?", "It is high."),
    ],
)
def test_without_count_line_title_like_line_is_refused(middle: Sequence[str]) -> None:
    """A line within a record that looks like a title refuses the page."""
    result = read(paste(*LETTER, *middle, *REPORT, *MINUTES))
    assert (result.codes, result.readings) == (["no-count-line"], [])


def test_without_count_line_abstracts_may_lack_full_stops() -> None:
    """Where most abstracts of a page have no full stop, they are no titles."""
    pages = (
        "1952",
        "Lamps",
        "About oil",
        "1953",
        "Buoys",
        "About drift",
        "1954",
        "Oil",
        "About oil",
    )
    result = read(paste(*pages))
    assert (result.titles, result.codes) == (["Lamps", "Buoys", "Oil"], ["not-checked"])


def test_without_count_line_headline_in_an_abstract_is_named() -> None:
    """A headline with a full stop may be a title; the line is pointed out."""
    result = read(paste(*LETTER[:2], "Telegram No. 30. Urgent.", *REPORT))
    assert result.problem("text-doubtful").value == "Telegram No. 30. Urgent."


def test_line_like_a_count_line_is_shown_how_to_be_written() -> None:
    """A count line that is not understood is quoted, with how to write it."""
    result = read(paste("Nr. 1 - 2 (2)", *UNDATED, *REPORT))
    assert "“Nr. 1 - 2 (2)”" in result.problem("no-count-line").remedy


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "empty"), ("<p>Lamps</p>", "HTML"), ('{"a": 1}', "JSON"), ("a,b\nLamps,Oil\n", "CSV")],
)
def test_other_forms_are_named(text: str, word: str) -> None:
    """What is no listing is called by its name."""
    assert word in read(text).problem("not-a-listing").message


@pytest.mark.parametrize("text", ["", "\n\n", "A letter about lamps.", "Skip to content\n"])
def test_text_without_the_form_is_refused(text: str) -> None:
    """A text that holds nothing of the form is one problem and one rejected thing."""
    result = read(text)
    assert result.codes == ["not-a-listing"]
    assert result.problems[0].rejected == 1


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("1952", "1953", "1954"),
        ("1 - 3 of 3", "1952", "1953", "1954"),
        ("1 - 2 of 2", *LETTER, "1953"),
        ("1 - 1 of 1", "1952", SENTENCE + "and thanks Ada Quill for her patience."),
        ("1952", SENTENCE + "and adjourns.", "1953", SENTENCE + "and then dines."),
    ],
)
def test_lost_titles_are_refused(paragraphs: Sequence[str]) -> None:
    """Dates with no title, or with nothing but sentences, show a capture without titles."""
    result = read(paste(*paragraphs))
    assert (result.codes, result.readings) == (["titles-missing"], [])
    assert result.problems[0].rejected > 0


def test_single_lost_title_is_a_warning() -> None:
    """An abstract in the place of a title, among real titles, is pointed out."""
    result = read(paste("1 - 2 of 2", *LETTER, "1953", SENTENCE + "and adjourns."))
    problem = result.problem("title-doubtful")
    assert (problem.severity, problem.where) == (Severity.WARNING, "line 11")
    assert len(result.readings) == 2


def test_half_of_the_titles_lost_is_refused() -> None:
    """Where several abstracts stand in the place of titles, the page lost them."""
    lost = ("1953", SENTENCE + "and adjourns.", "1954", SENTENCE + "and dines.")
    assert read(paste("1 - 4 of 4", *LETTER, *REPORT, *lost)).codes == ["titles-missing"]


def test_short_sentences_as_titles_are_pointed_out() -> None:
    """A page on which sentences stand where titles belong may be no listing."""
    diary = ("1951", "Went to the office.", "1952", "Stayed at home.", "1953", "Met the keeper.")
    assert read(paste(*diary)).codes == ["not-checked", "title-doubtful"]


# --- Several pages


def test_pages_are_numbered_and_missing_ranges_are_exact() -> None:
    """Each count line begins a page; what is missing is missing from all of them."""
    text = paste("11 - 12 of 27", *LETTER, *REPORT, "Skip to content", "13 - 13 of 27", *MINUTES)
    result = read(text)
    assert [reading.page for reading in result.readings] == [1, 1, 2]
    assert result.expected == [27]
    assert result.problem("records-not-in-paste").value == "records 1 to 10 and 14 to 27"


def test_page_pasted_twice_is_read_once() -> None:
    """An identical page makes its records once, and a notice says so."""
    page = paste("1 - 2 of 2", *LETTER, *REPORT)
    result = read(page + "\n" + page)
    assert result.titles == [LETTER[1], REPORT[1]]
    assert result.problem("page-repeated").severity is Severity.NOTICE


def test_overlapping_pages_repeat_their_records() -> None:
    """Records on two pages are read twice; the importer knows them again."""
    result = read(paste("1 - 2 of 3", *LETTER, *REPORT, "2 - 3 of 3", *REPORT, *MINUTES))
    assert result.titles == [LETTER[1], REPORT[1], REPORT[1], MINUTES[1]]
    assert result.problems == []


def test_disagreeing_totals_are_a_warning() -> None:
    """The largest total is taken where count lines disagree."""
    result = read(paste("1 - 1 of 2", *LETTER, "2 - 2 of 3", *REPORT))
    assert result.expected == [3]
    assert result.problem("totals-disagree").value == "2, 3"
    assert result.problem("records-not-in-paste").value == "record 3"


def test_refused_page_does_not_stop_the_next() -> None:
    """Only the page that cannot be cut is refused."""
    result = read(paste("1 - 2 of 3", *LETTER, "3 - 3 of 3", *REPORT))
    assert (result.titles, result.codes) == ([REPORT[1]], ["count-mismatch"])


def test_count_line_repeated_below_its_page_is_no_page() -> None:
    """Many websites show the count line above and below the records."""
    result = read(paste("1 - 1 of 2", *LETTER, "1 - 1 of 2", "2 - 2 of 2", *REPORT, "2 - 2 of 2"))
    assert (result.titles, result.problems) == ([LETTER[1], REPORT[1]], [])


def test_count_line_may_stand_below_its_page_only() -> None:
    """Where nothing follows the last count line, each belongs to what stands above it."""
    result = read(paste(*LETTER, *UNDATED, "1 - 2 of 3", *REPORT, "3 - 3 of 3"))
    assert result.titles == [LETTER[1], UNDATED[0], REPORT[1]]
    assert result.problems == []


def test_page_without_count_line_before_one_that_has_it() -> None:
    """Dated records above the first count line are a page of their own."""
    result = read(paste(*LETTER, *REPORT, "3 - 3 of 3", *MINUTES))
    assert result.titles == [LETTER[1], REPORT[1], MINUTES[1]]
    assert [reading.page for reading in result.readings] == [1, 1, 2]


def test_count_line_twice_above_its_page_is_no_page() -> None:
    """A count line that stands twice at the top is the same one."""
    result = read(paste("Results 1 - 2 of 2", "Documents", "1 - 2 of 2", *LETTER, *REPORT))
    assert (result.titles, result.codes) == ([LETTER[1], REPORT[1]], [])


def test_count_line_whose_page_was_not_pasted_counts_as_missing() -> None:
    """The count line of the next page, copied along, does not make its records present."""
    result = read(paste("1 - 2 of 6", *LETTER, *REPORT, "3 - 4 of 6"))
    assert result.codes == ["records-not-in-paste"]
    assert result.problems[0].value == "records 3 to 6"


# --- What surrounds the records


def test_furniture_is_left_out_at_both_ends() -> None:
    """Lines of the website are no part of the first or the last record."""
    result = read(
        paste("Skip to content", "Merrow Archives", "1 - 2 of 2", "Documents", "Sort by: Date",
              *LETTER, *REPORT, "« Previous", "1 2 3 … Last", "Next page", "Merrow Archives",
              "Back to top")
    )  # fmt: skip
    assert result.abstracts == [LETTER[2], REPORT[2]]
    assert result.problems == []


def test_furniture_inside_a_page_is_text() -> None:
    """Only at the edges of a page is a line such as “Download” left out."""
    result = read(paste("1 - 2 of 2", *LETTER, "Download", *REPORT, "Download"))
    assert result.abstracts == [LETTER[2] + "\n\nDownload", REPORT[2]]


def test_head_that_may_hold_part_of_a_record_is_reported() -> None:
    """What stands above the first count line goes in silence only if it looks harmless."""
    result = read(paste("Merrow Archives", "March 3, 2025", "Search", "1 - 1 of 1", *LETTER))
    assert result.titles == [LETTER[1]]
    assert result.problem("text-left-out").where == "lines 1-5"


@pytest.mark.parametrize(
    "foot",
    [
        ("Privacy policy", "Terms of use"), ("Load more results",), ("Sent from my phone",),
        ("We use cookies to improve this site.", "Accept all"), ("Subscribe to our newsletter",),
        ("https://archive.example/search?q=oil",), ("Download CSV",),
    ],
)  # fmt: skip
def test_foot_of_the_website_is_left_out(foot: Sequence[str]) -> None:
    """What clearly belongs to the website below the last record is no abstract."""
    result = read(paste("1 - 2 of 2", *LETTER, *REPORT, *foot))
    assert (result.abstracts, result.codes) == ([LETTER[2], REPORT[2]], [])


def test_unknown_lines_in_the_foot_are_named() -> None:
    """What follows the beginning of the foot is left out, with a warning."""
    result = read(paste("1 - 2 of 2", *LETTER, *REPORT, "Filter by", "Place", "Merrow (12)"))
    assert result.abstracts == [LETTER[2], REPORT[2]]
    problem = result.problem("text-left-out")
    assert (problem.severity, problem.where) == (Severity.WARNING, "lines 17-19")
    assert "bullet" in problem.remedy


def test_short_line_below_the_last_abstract_is_named() -> None:
    """A line that looks like a title at the end of the page may not belong to the record."""
    result = read(paste("1 - 2 of 2", *LETTER, *REPORT, "Merrow Digital Archive"))
    assert result.problem("text-doubtful").value == "Merrow Digital Archive"


def test_line_that_every_record_repeats_is_left_out() -> None:
    """A link below each record is no part of it; one notice says so."""
    records = [part for record in (LETTER, REPORT, MINUTES) for part in (*record, "View document")]
    result = read(paste("1 - 3 of 3", *records))
    assert result.abstracts == [LETTER[2], REPORT[2], MINUTES[2]]
    assert result.problem("text-left-out").severity is Severity.NOTICE


def test_titles_that_repeat_are_titles() -> None:
    """Equal titles without date lines are not taken for what every record repeats."""
    result = read(paste("1 - 5 of 5", *["Note on Oil", "It asks for oil once more."] * 4, *REPORT))
    assert result.titles == [*["Note on Oil"] * 4, REPORT[1]]


def test_link_that_ends_every_abstract_is_left_out() -> None:
    """“Read more” at the end of each abstract is no part of it."""
    records = [(*record[:2], record[2] + " Read more") for record in (LETTER, REPORT, MINUTES)]
    result = read(paste("1 - 3 of 3", *(part for record in records for part in record)))
    assert result.abstracts == [LETTER[2], REPORT[2], MINUTES[2]]
    assert result.codes == ["text-left-out"]


def test_email_quoting_is_left_out() -> None:
    """The signs with which e-mail quotes a page are no part of it."""
    text = paste("1 - 2 of 2", *LETTER, *REPORT)
    result = read("".join(f"> {line}\n" for line in text.splitlines()))
    assert (result.titles, result.abstracts) == ([LETTER[1], REPORT[1]], [LETTER[2], REPORT[2]])


# --- Lines and blocks


@pytest.mark.parametrize("mark", ["• ", "•", "* ", "- ", "· ", "•\t"])
def test_bullets_are_left_out(mark: str) -> None:
    """A bullet before each record's date or title is no part of it."""
    text = paste("1 - 2 of 2", mark + LETTER[0], *LETTER[1:], mark + REPORT[0], *REPORT[1:])
    result = read(text)
    assert (result.titles, result.dates) == ([LETTER[1], REPORT[1]], ["1952-03-07", "1952-04-09"])


def test_numbers_that_run_through_the_records_are_left_out() -> None:
    """Numbers go where they count the records, and only there."""
    result = read(paste("11 - 12 of 12", "1952", "11. Lamps", "1953", "12. Buoys"))
    assert result.titles == ["Lamps", "Buoys"]


@pytest.mark.parametrize("title", ["3. Fleet", "- a dash", "1. Lamps"])
def test_sign_that_does_not_mark_every_record_belongs_to_the_title(title: str) -> None:
    """A number or dash before one title among many is part of it."""
    result = read(paste("1 - 3 of 3", *LETTER, "1940", title, *REPORT))
    assert result.titles[1] == title


def test_lost_blank_lines() -> None:
    """Where no blank line is left, each line is a paragraph."""
    lines = ("1 - 3 of 3", *LETTER, "There is no reply.", *REPORT, *UNDATED)
    result = read("\n".join(lines))
    assert result.titles == [LETTER[1], REPORT[1], UNDATED[0]]
    assert result.abstracts[0] == LETTER[2] + "\n\nThere is no reply."


def test_blank_lines_between_records_only() -> None:
    """In a block the first line after the date is the title, the rest is abstract."""
    blocks = ["\n".join(record) for record in (LETTER, REPORT, MINUTES)]
    result = read(paste("1 - 3 of 3", *blocks))
    assert result.titles == [LETTER[1], REPORT[1], MINUTES[1]]
    assert result.abstracts == [LETTER[2], REPORT[2], MINUTES[2]]


def test_wrapped_abstract_is_one_paragraph() -> None:
    """Lines that break in the middle of a sentence are one paragraph."""
    wrapped = "The board, which had met in the\ncustom house, grants the oil.\nIt then adjourns"
    result = read(paste("1 - 1 of 1", "1952", "Minutes", wrapped + "."))
    assert result.abstracts == [wrapped.replace("\n", " ") + "."]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks_of_every_system(line_break: str) -> None:
    """Windows, Unix and old Macintosh line breaks read the same."""
    text = paste("1 - 2 of 2", *LETTER, *REPORT)
    assert read("\ufeff" + text.replace("\n", line_break)) == read(text)


def test_form_feed_parts_lines() -> None:
    """A form feed between pages of a printout is no part of the text around it."""
    result = read(paste("1 - 2 of 2", *LETTER) + "\f" + paste(*REPORT))
    assert result.titles == [LETTER[1], REPORT[1]]


def test_bullets_on_every_line_are_stripped_everywhere() -> None:
    """Where titles and abstracts alike have a bullet, no line keeps it."""
    lines = [part for date, *rest in (LETTER, REPORT) for part in (date, *(f"* {x}" for x in rest))]
    result = read(paste("1 - 2 of 2", *lines))
    assert result.titles == [LETTER[1], REPORT[1]]
    assert result.abstracts == [LETTER[2], REPORT[2]]


def test_wrapped_title_is_one_title() -> None:
    """Where blank lines part paragraphs, a block of several lines is one of them."""
    title = "Report on the Results of the Talks with Ada Quill\nabout Lamps in the Outer Harbour"
    result = read(
        paste("1 - 2 of 2", "May 1, 1950", title, "The report\ndescribes talks.", *REPORT)
    )
    assert result.titles == [title.replace("\n", " "), REPORT[1]]
    assert result.abstracts[0] == "The report describes talks."
    assert result.readings[0].position == "lines 3-9"


@pytest.mark.parametrize("abstract", [LETTER[2], "Oil for the harbour"])
def test_title_and_abstract_in_one_block_stay_apart(abstract: str) -> None:
    """Where a block below a date is a sentence, or no wrapped one, its first line is the title."""
    result = read(paste("1 - 2 of 2", LETTER[0], f"{LETTER[1]}\n{abstract}", *REPORT))
    assert (result.titles[0], result.abstracts[0]) == (LETTER[1], abstract)


def test_block_above_the_records_does_no_harm() -> None:
    """A block of navigation above single lines is joined like any other."""
    result = read("Home\nSearch\n\n" + paste("1 - 2 of 2", *LETTER, *REPORT) + "\nHome\nAbout\n")
    assert (result.titles, result.abstracts[1]) == ([LETTER[1], REPORT[1]], REPORT[2])
    assert result.codes == []


def test_address_of_each_record_is_kept() -> None:
    """Only a single address is that of the page; several are those of the records."""
    addresses = ("https://archive.example/1", "https://archive.example/2")
    result = read(paste("1 - 2 of 2", *LETTER, addresses[0], *REPORT, addresses[1]))
    assert [abstract.split("\n\n")[1] for abstract in result.abstracts] == [*addresses]


def test_text_of_fixed_width_without_blank_lines_is_pointed_out() -> None:
    """Titles may be broken where abstracts are, and nothing can tell."""
    wrapped = [
        part
        for date, title, _ in (LETTER, REPORT, MINUTES)
        for part in (date, title, f"{title} which the board had in", "the custom house is kept.")
    ]
    text = "\n".join(("1 - 3 of 3", *wrapped))
    assert read(text).codes == ["lines-wrapped"]


# --- Dates out of order


def dated(*dates: str) -> str:
    return paste(*(part for date in dates for part in (date, f"Lamps of {date} at Merrow")))


def test_single_date_out_of_order_is_noticed() -> None:
    """A date that alone breaks a rising or falling order is named with its neighbours."""
    result = read(dated("1 May 1950", "2 May 1950", "9 May 1940", "4 May 1950", "5 May 1950"))
    problem = result.problem("date-out-of-order")
    assert (problem.severity, problem.where) == (Severity.NOTICE, "line 9")
    assert "“2 May 1950” and “4 May 1950”" in problem.message
    assert len(result.readings) == 5


@pytest.mark.parametrize(
    "dates",
    [
        ("1950", "1940", "1951"),
        ("1950", "1930", "1945", "1925", "1960", "1935", "1955"),
        ("1950", "1950", "1950", "1950"),
        ("May 1950", "3 May 1950", "1950", "4 May 1950"),
        ("5 May 1950", "May 1950", "3 May 1950", "1950", "1949"),
    ],
)
def test_no_notice_where_no_order_is_broken(dates: Sequence[str]) -> None:
    """Few dates, dates in no order, and dates that may be in order give no notice."""
    assert read(dated(*dates)).codes == ["not-checked"]


def test_out_of_order_is_fast_on_many_dates() -> None:
    """Finding the order takes near-linear time."""
    days = [Days(day, day) for day in range(100_000)]
    days[5_000] = Days(0, 0)
    assert [found.place for found in out_of_order(days)] == [5_000]


# --- Machine-made summaries


@pytest.mark.parametrize(
    "notice",
    [
        "This summary was generated by an AI language model and checked by archive staff.",
        "This description was produced with artificial intelligence. It was reviewed by staff.",
        "[Abstract written by ChatGPT; reviewed by the archivists of Merrow.]",
        "Note: AI-generated summary, reviewed by a member of our staff.",
        "The above abstract was automatically generated and may contain errors.",
        "This text was drafted by a large language model and edited by our staff.",
        "Summary generated by A.I. and verified by staff.",
        "This machine-generated summary has been reviewed by staff.",
    ],
)
@pytest.mark.parametrize("join", [" ", "\n\n"])
def test_machine_notice_is_cut_from_the_abstract(notice: str, join: str) -> None:
    """The notice is kept beside the abstract, which is marked as machine-made."""
    result = read(paste("1 - 2 of 2", *LETTER[:2], LETTER[2] + join + notice, *REPORT))
    record = result.readings[0].record
    assert record.values["scope_and_content"] == [
        Statement(text=LETTER[2], state=State.MACHINE_MADE)
    ]
    assert record.extra["machine_summary_notice"] == [Statement(text=notice)]
    assert result.readings[1].record.extra == {}
    assert result.problems == []


@pytest.mark.parametrize(
    "ending",
    [
        "The report was written by a machine gunner.",
        "This text was written by A.I. Quillov and reviewed by the staff of the harbour.",
        "The board asks that the summary be checked by the staff.",
        "Written by the keeper, it was reviewed by the board.",
        "The machine-made lamps were described in this entry. They had been approved.",
    ],
)
def test_people_are_not_taken_for_machines(ending: str) -> None:
    """An abstract about reviewing, writing or machines stays whole."""
    result = read(paste("1 - 1 of 1", *LETTER, ending))
    assert result.abstracts == [LETTER[2] + "\n\n" + ending]
    assert result.readings[0].record.extra == {}


@pytest.mark.parametrize(
    "notice",
    [
        "Diese Zusammenfassung wurde maschinell erstellt und von Mitarbeitern geprüft.",
        "Ce résumé a été généré par une intelligence artificielle. Il a été relu.",
        "Описание создано с помощью нейросети. Текст проверен сотрудниками.",
        "本摘要由人工智能生成，并经工作人员审核。",
    ],
)
def test_machine_notice_in_other_languages(notice: str) -> None:
    """The notice is known in the languages of the archives that write it."""
    result = read(paste("1 - 1 of 1", *LETTER, notice))
    assert result.abstracts == [LETTER[2]]
    assert result.readings[0].record.extra["machine_summary_notice"][0].text == notice


def test_notice_alone_leaves_no_abstract() -> None:
    """A notice without a summary makes no abstract, and is no title either."""
    notice = "Summary generated by AI, reviewed by staff"
    result = read(paste("1 - 1 of 1", *LETTER[:2], notice))
    assert "scope_and_content" not in result.readings[0].record.values
    assert result.readings[0].record.extra["machine_summary_notice"][0].text == notice


# --- Problems


def test_every_problem_has_a_known_code_and_a_remedy() -> None:
    """What is reported can be looked up, and says what to do."""
    texts = [
        "", "\n".join(["1952"] * 3), paste("2 - 1 of 9"), paste("1 - 9 of 9", *LETTER),
        paste("1 - 2 of 2", "1952", "Lamps", "Oil of Merrow", "Buoys of Kell"),
        paste(*UNDATED, *LETTER), paste("31 June 1937", "Lamps"),
    ]  # fmt: skip
    for text in texts:
        for problem in read(text).problems:
            assert problem.code in listing.CODES
            assert problem.message.endswith(".")
            assert problem.remedy.endswith(".")


# --- Writing


def test_written_listing_reads_back() -> None:
    """What is written in the form is read as the same records."""
    first = read(
        paste("1 - 4 of 4", *LETTER, "No reply.", "1934", "Sept. 8", "[Lamps]", *UNDATED, *REPORT)
    )
    text = listing.write([reading.record for reading in first.readings])
    assert text.startswith("1 - 4 of 4\n")
    second = read(text)
    assert [one.record for one in second.readings] == [one.record for one in first.readings]


def test_nothing_is_written_as_an_empty_page() -> None:
    """No records make a page that says so, and reads as such."""
    assert listing.write([]) == "0 - 0 of 0\n"
    assert read(listing.write([])).expected == [0]
