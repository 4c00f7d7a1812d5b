"""Laws of the listing form: what is written reads back, and no text does harm."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from regesta.description import dates
from regesta.description.record import Record, RecordDate, State, Statement
from regesta.formats import listing
from regesta.formats.listing.cuts import Role, best_cuts, steps
from regesta.formats.listing.evidence import Layout
from regesta.formats.listing.lines import lines_of, rows_of
from regesta.formats.listing.pages import LONG_SENTENCE
from regesta.formats.listing.preparation import pages_of, prepared
from regesta.formats.reading import Expected, Item, Problem, Reading, Severity

WORDS = [
    "Lamps", "Oil", "of the", "Merrow", "harbour", "“Buoys”", '"Pilot"', "–", "(1)", "[draft]",
    "on 5 July 1952", "1934", "Ada Quill's", "für", "маяк", "灯台", "No. 7", "etc.", "3,5 tons",
]  # fmt: skip
DATE_LINES = [
    "March 7, 1952", "09 April 1952", "September 1944", "1979", "May, 1967", "December 08, 1950",
    "1922.06-1926.11", "[July 27, 1934]", "undated", "n.d.", "１９５２", "31 June 1937", "ca. 1930",
]  # fmt: skip
DATES_WITHOUT_YEAR = ["Sept. 8", "[July 27]", "2 May"]

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
dated_titles = st.builds(
    "{} {}{}".format, st.sampled_from(["Letter", "“Report”", "Minutes"]), words,
    st.sampled_from(["", " (excerpt)", "?", "."]),
).filter(lambda title: len(title) < LONG_SENTENCE - len("[]"))  # fmt: skip
undated_titles = words.map("Note {} (undated)".format)
sentences = words.map("The keeper speaks of {} and so on.".format)
abstracts = st.lists(sentences, max_size=3).map("\n\n".join)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record as a listing can hold it: dated or recognisable as undated."""
    line = draw(st.none() | st.sampled_from(DATE_LINES + DATES_WITHOUT_YEAR))
    state = State.AS_GIVEN
    if line is None:
        title = draw(undated_titles)
    else:
        title = draw(dated_titles)
        state = draw(st.sampled_from([State.AS_GIVEN, State.SUPPLIED]))
        title = title.replace("[", "").replace("]", "") if state is State.SUPPLIED else title
    record = Record(values={"title": [Statement(text=title, state=state)]})
    if abstract := draw(abstracts):
        record.values["scope_and_content"] = [Statement(text=abstract)]
    if line:
        year = draw(st.integers(1900, 1999)) if line in DATES_WITHOUT_YEAR else None
        brackets = State.SUPPLIED if line.startswith("[") else State.AS_GIVEN
        date = dates.read(line, year=year)
        record.dates = [RecordDate(date=date, primary=True, state=brackets)]
    return record


def what_it_says(record: Record) -> tuple[object, ...]:
    """The record without the notes that reading adds to a date."""
    given_dates = [
        (one.date.text, one.date.edtf, one.date.status, one.state) for one in record.dates
    ]
    return given_dates, record.values, record.extra


def read(text: str) -> list[Item]:
    return list(listing.read(text))


def readings(items: list[Item]) -> list[Reading]:
    return [item for item in items if isinstance(item, Reading)]


def errors(items: list[Item]) -> list[Problem]:
    return [item for item in items if isinstance(item, Problem) and item.severity is Severity.ERROR]


listings = st.lists(records(), min_size=1, max_size=12)


@given(listings)
def test_written_records_read_back_equal(written: list[Record]) -> None:
    """Records written in the form are read as they were."""
    items = read(listing.write(written))
    found = [what_it_says(reading.record) for reading in readings(items)]
    assert found == [what_it_says(record) for record in written]
    assert [item.count for item in items if isinstance(item, Expected)] == [len(written)]


@given(listings)
def test_written_records_read_back_without_blank_lines(written: list[Record]) -> None:
    """A paste that lost its blank lines holds the same records."""
    text = listing.write(written)
    lines = "\n".join(line for line in text.split("\n") if line)
    found = [what_it_says(reading.record) for reading in readings(read(lines))]
    assert found == [what_it_says(record) for record in written]


@given(listings, st.sampled_from(["\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_line_breaks_and_byte_order_mark_make_no_difference(
    written: list[Record], line_break: str, mark: str
) -> None:
    """Reading is the same whatever the line breaks, with a byte order mark or without."""
    text = listing.write(written)
    assert read(mark + text.replace("\n", line_break)) == read(text)


@given(listings, st.sampled_from([" ", "\t", "\u00a0", "  \u200b"]))
def test_trailing_spaces_make_no_difference(written: list[Record], space: str) -> None:
    """Spaces at the ends of lines change only the wording that is kept as it was."""
    text = listing.write(written)
    spaced = read(text.replace("\n", space + "\n"))
    plain = read(text)
    assert [one.record for one in readings(spaced)] == [one.record for one in readings(plain)]
    assert [one.position for one in readings(spaced)] == [one.position for one in readings(plain)]


@given(listings)
def test_page_pasted_twice_is_read_once(written: list[Record]) -> None:
    """Pasting a page a second time adds no reading."""
    text = listing.write(written)
    assert readings(read(text + "\n" + text)) == readings(read(text))


@given(listings)
def test_positions_follow_each_other_and_find_the_wording(written: list[Record]) -> None:
    """The position of a reading names the lines of its wording; readings do not overlap."""
    text = listing.write(written)
    rows = text.split("\n")
    places = []
    for reading in readings(read(text)):
        first, _, last = reading.position.split(" ")[1].partition("-")
        places.append((int(first), int(last or first)))
        assert reading.wording == "\n".join(rows[int(first) - 1 : int(last or first)])
    assert all(one[1] < other[0] for one, other in pairwise(places))


snippets = st.sampled_from(
    [
        "1 - 10 of 13", "11 - 20 of 26", "0 - 0 of 0", "1,001 - 1,010 of 2,345", "3 - 2 of 1",
        "1952", "Sept. 8", "[July 27]", "31 June 1937", "undated", "•", "* Lamps", "1. Oil",
        "Results:", "Skip to content", "« 1 2 3 »", "Letter (undated)", "", "\f", "\u2028", "[]",
        "This summary was generated by AI.", "It was reviewed.", "The keeper speaks.", "x" * 300,
    ]
)  # fmt: skip
any_text = st.text() | st.lists(snippets | st.text(max_size=20), max_size=30).map("\n".join)


def check_sane(items: list[Item]) -> None:
    for item in items:
        assert isinstance(item, Reading | Problem | Expected)
        if isinstance(item, Problem):
            assert item.code in listing.CODES
            assert item.message
            assert item.remedy
            assert (item.rejected > 0) == (item.severity is Severity.ERROR)
        if isinstance(item, Reading):
            assert item.record.text("title")
            assert item.position.startswith("line")


@given(any_text)
def test_no_text_makes_reading_fail(text: str) -> None:
    """Whatever the text, reading answers with records and located problems."""
    listing.recognise(text)
    items = read(text)
    check_sane(items)
    assert items


def all_scores(layout: Layout, count: int) -> list[int]:
    """The score of every cut, found by trying all of them."""

    def scores(place: int, role: Role, surplus: int) -> list[int]:
        if place == len(layout.lines):
            return [0] if surplus == target and role is not Role.DATE else []
        return [
            step.points + rest
            for step in steps(layout, place, role)
            for rest in scores(place + 1, step.role, surplus + step.surplus)
        ]

    target = count - sum(layout.dated)
    return sorted(scores(0, Role.LEFT_OUT, 0), reverse=True)


page_lines = st.sampled_from(
    [
        "1952", "Sept. 8", "Lamps", "Oil of Merrow", "Letter (undated)", "The keeper speaks.",
        "The keeper speaks of the lamps, of the oil and of the buoys of Merrow.", "and so on",
        "• Buoys",
    ]
)  # fmt: skip


@given(st.lists(page_lines, min_size=1, max_size=9), st.integers(1, 6), st.booleans())
def test_no_cut_is_overlooked(lines: list[str], count: int, parted: bool) -> None:
    """The two cuts found are the two best of all there are."""
    text = ("\n\n" if parted else "\n").join(lines)
    (page,) = pages_of(lines_of(rows_of(text)))
    layout = Layout(prepared(page, frozenset()).lines)
    found = best_cuts(layout, count)
    assert [cut.score for cut in found] == all_scores(layout, count)[:2]
    assert all(len(cut.titles) == count for cut in found)
    assert len({cut.titles for cut in found}) == len(found)


@given(listings, st.data())
def test_damaged_listing_is_refused_or_holds_what_it_claims(
    written: list[Record], data: st.DataObject
) -> None:
    """A page with lines lost or put in gives as many records as it claims, or none."""
    count, *lines = listing.write(written).split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines)))
        action = data.draw(st.sampled_from(["drop", "double", "insert"]))
        if action == "drop":
            del lines[place : place + 2]
        elif action == "double":
            lines[place:place] = lines[place : place + 1]
        else:
            lines.insert(place, data.draw(snippets.filter(lambda text: " of " not in text)))
    items = read("\n".join([count, *lines]))
    check_sane(items)
    assert len(readings(items)) == (0 if errors(items) else len(written))
