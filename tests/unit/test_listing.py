"""Pasted result listings: what is read, what is refused, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from regesta.description.dates import Status
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
        "In 1952",
        "Results",
        "Plan 12",
        "[Draft] of a letter [unsigned]",
    ],
)
def test_titles_are_kept_as_they_are(title: str) -> None:
    """A title that holds a date, quotes or brackets, or looks like furniture, is a title."""
    result = read(paste("1 - 2 of 2", "1952", title, *REPORT))
    assert (result.titles[0], result.codes) == (title, [])


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
    assert result.problems == []


def test_first_record_may_lack_its_date() -> None:
    """A record without a date line may stand first."""
    result = read(paste("1 - 2 of 2", "Note on the Buoys", "They have drifted.", *LETTER))
    assert result.titles == ["Note on the Buoys", LETTER[1]]
    assert result.dates == ["", "1952-03-07"]


def test_page_without_any_date_line() -> None:
    """The count and the look of the titles are enough."""
    result = read(paste("1 - 3 of 3", *LETTER[1:], *REPORT[1:], *MINUTES[1:]))
    assert result.titles == [LETTER[1], REPORT[1], MINUTES[1]]
    assert result.problems == []


def test_records_without_abstracts_and_dates() -> None:
    """Where the count equals the number of lines, each line is a title."""
    result = read(paste("1 - 3 of 3", "Lamps", "Oil", "Buoys"))
    assert (result.titles, result.codes) == (["Lamps", "Oil", "Buoys"], [])


def test_undated_in_a_title_begins_a_record() -> None:
    """“(undated)” in a title stands in for the date line, even right after another title."""
    result = read(paste("1 - 3 of 3", *LETTER[:2], *UNDATED, *REPORT))
    assert result.titles == [LETTER[1], UNDATED[0], REPORT[1]]


def test_clear_best_of_several_cuts_is_taken_with_a_notice() -> None:
    """Where another cut comes close, the better one is taken, and both are named."""
    text = paste("1 - 2 of 2", *LETTER, "Note on the Buoys", "Buoys of the outer harbour, adrift")
    result = read(text)
    assert result.titles == [LETTER[1], "Note on the Buoys"]
    problem = result.problem("cut-chosen")
    assert problem.severity is Severity.NOTICE
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
    assert result.codes == []


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


# --- Without a count line


def test_without_count_line_dates_are_enough() -> None:
    """Where every record has its date line, the count line may be missing."""
    result = read(paste("Skip to content", *LETTER, *REPORT, "Next page"))
    assert (result.titles, result.expected) == ([LETTER[1], REPORT[1]], [])
    assert result.problems == []


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
    assert read(dated(*dates)).problems == []


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
