"""Days and dates, whatever is written: the calendar holds, and nothing raises."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from regesta.description import dates, edtf
from regesta.description.date_tokens import roman
from regesta.description.date_words import LANGUAGES, fold, known_words, lexicon, pieces
from regesta.description.dates import Status
from regesta.description.days import (
    day_number,
    days_in_month,
    is_date,
    iso_day,
    parse_iso_day,
    year_month_day,
)

EPOCH = date(1970, 1, 1)
numbers = st.integers(-10_000_000, 10_000_000)
known_days = st.dates()
recent_days = st.dates(date(1000, 1, 1), date(2100, 12, 31))


@given(day=known_days)
def test_days_as_python_counts_them(day: date) -> None:
    """Where Python's calendar reaches, ours says the same."""
    number = (day - EPOCH).days
    assert day_number(day.year, day.month, day.day) == number
    assert year_month_day(number) == (day.year, day.month, day.day)
    assert iso_day(number) == day.isoformat()
    assert parse_iso_day(day.isoformat()) == number


@given(year=st.integers(1, 9999), month=st.integers(-1, 14), day=st.integers(-1, 33))
def test_days_that_exist_as_python_knows_them(year: int, month: int, day: int) -> None:
    """Where Python's calendar reaches, the same days exist."""
    try:
        date(year, month, day)
    except ValueError:
        assert not is_date(year, month, day)
    else:
        assert is_date(year, month, day)


@given(number=numbers)
def test_days_follow_each_other(number: int) -> None:
    """Every day has a next one: the day after it, or the first of a month or a year."""
    year, month, day = year_month_day(number)
    assert is_date(year, month, day)
    assert day_number(year, month, day) == number
    assert parse_iso_day(iso_day(number)) == number
    if day < days_in_month(year, month):
        following = (year, month, day + 1)
    elif month < 12:
        following = (year, month + 1, 1)
    else:
        following = (year + 1, 1, 1)
    assert year_month_day(number + 1) == following


# What may stand in an expression, sense or nonsense.
PIECES = ["1937", "1938", "-0043", "193X", "18XX", "XX", "Y12000", "-04", "-22", "-19", "-31",
          "~", "?", "%", "/", "..", "[", "]", "{", "}", ",", " ", "0", "9", "-", "1X", "X",
          "T12:00:00", "Z", "E7", "S2", "Y17"]  # fmt: skip
expressions = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=30)


@given(text=expressions)
@example("Y" + "9" * 5_000)
@example("[1937,Y" + "9" * 5_000 + "]")
def test_an_expression_is_read_or_refused(text: str) -> None:
    """Any text has an extent whose bounds are in order, or is not EDTF."""
    try:
        extent = edtf.read(text)
    except edtf.NotEDTF:
        return
    _check(extent)
    for member in extent.members:
        _check(member)
        if extent.earliest is not None:
            assert member.earliest is not None
            assert extent.earliest <= member.earliest
        if extent.latest is not None:
            assert member.latest is not None
            assert extent.latest >= member.latest
    plain = edtf.canonical(text)
    assert edtf.canonical(plain) == plain
    assert edtf.read(plain) == extent


def _check(extent: edtf.Extent) -> None:
    if extent.earliest is not None and extent.latest is not None:
        assert extent.earliest <= extent.latest
    if extent.certain is None:
        assert extent.kind is edtf.Kind.SPAN
        return
    low, high = extent.certain
    if low is not None and high is not None:
        assert low <= high
    if extent.kind is edtf.Kind.SPAN:  # what is sure lies within the bounds
        assert extent.earliest is None or (low is not None and low >= extent.earliest)
        assert extent.latest is None or (high is not None and high <= extent.latest)
    else:  # what a point may reach holds its bounds
        assert low is None or (extent.earliest is not None and low <= extent.earliest)
        assert high is None or (extent.latest is not None and high >= extent.latest)


WORDINGS = [*PIECES, "April", "may", "dec.", "circa ", "ca. ", "probably ", " to ", " - ", "–",
            "undated", "n.d.", "19", "th", ".", "(", ")", "y", "x"]  # fmt: skip


@given(
    text=st.lists(st.sampled_from(WORDINGS), max_size=8).map("".join) | st.text(max_size=40),
    year=st.none() | st.integers(1000, 2100),
)
@example("Y" + "9" * 5_000 + "?", None)
@example("1937/Y" + "9" * 5_000, None)
@example("\ud800", None)
@example("²²²²", None)
@example("①⑨③⑦", 1937)
def test_a_wording_is_read_or_kept(text: str, year: int | None) -> None:
    """Any wording is kept, and given a meaning only where EDTF can say it."""
    found = dates.read(text, year=year)
    assert found.text == " ".join(text.split())
    assert (found.status is Status.GIVEN) == bool(found.edtf)
    assert (found.status is Status.NOT_GIVEN) == (not found.text)
    if found.edtf:
        assert found.extent == edtf.read(found.edtf)
        assert edtf.canonical(found.edtf) == found.edtf
        assert dates.from_edtf(found.edtf).edtf == found.edtf


# Words of every language beside numbers and signs: sense and, mostly, nonsense.
TABLE_WORDS = sorted(
    {word for code in LANGUAGES for word in lexicon(code).phrases} | {"〇", "二", "十", "元"}
)
NUMBERS = ["1", "4", "05", "12", "26", "31", "44", "1356", "1904", "1917", "1930", "1937", "37"]
SIGNS = [" ", " ", " ", "-", "/", ".", ",", "(", ")", "[", "]", "?", ":", "’", "–"]
mixtures = st.lists(
    st.sampled_from(TABLE_WORDS) | st.sampled_from(NUMBERS) | st.sampled_from(SIGNS), max_size=14
)


@given(
    parts=mixtures,
    language=st.sampled_from(["", "xx", "en-US", *LANGUAGES]),
    glue=st.sampled_from(["", " "]),
)
@settings(max_examples=400)
def test_any_mixture_of_words_is_read_or_kept(parts: list[str], language: str, glue: str) -> None:
    """Whatever words of dates stand together, the answer is a date in order, or none."""
    text = glue.join(parts)
    found = dates.read(text, language=language)
    assert found.text == " ".join(text.split())
    assert (found.status is Status.GIVEN) == bool(found.edtf)
    if found.extent is not None:
        _check(found.extent)
        assert edtf.canonical(found.edtf) == found.edtf


@given(
    wording=st.sampled_from([*NUMBERS, "April 4, 1937", "4 апреля 1937 г.", "1937年4月4日"]),
    word=st.text(st.characters(categories=["L"]), min_size=3, max_size=12),
    first=st.booleans(),
)
def test_a_word_too_many_makes_it_no_date(wording: str, word: str, first: bool) -> None:
    """Every token counts: with a word that no table has, nothing is understood."""
    words, _ = pieces(fold(word))
    assume(not any(one in known_words() or roman(one) for one in words))
    text = f"{word} {wording}" if first else f"{wording} {word}"
    assert dates.read(text).status is not Status.GIVEN


@pytest.mark.parametrize(
    "part",
    ["1937 ", "(", "[", "?", "1-", "1937/", "до ", "to ", "年", "二", "i", "1.", "'", "و",
     "or 1937 ", "1937 or ", "~", "{", "X"],
)  # fmt: skip
def test_long_texts_take_no_time(part: str) -> None:
    """Time grows with the length of a text and no faster; what is too long is refused."""
    for length in (150, 200, 100_000):
        started = time.process_time()
        dates.read((part * length)[:length])
        assert time.process_time() - started < 2


years = st.integers(1000, 2099).map("{:04d}".format)
months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
a_day = st.dates(date(1000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
parts_of_years = st.builds("{}-{}".format, years, st.sampled_from([*range(21, 25), *range(33, 42)]))
decades = st.integers(100, 209).map("{:03d}X".format)
centuries = st.integers(1, 20).map("{:02d}XX".format)
before_christ = st.integers(1, 3000).map("-{:04d}".format)
singles = st.builds(
    "{}{}".format,
    years | months | a_day | parts_of_years | decades | centuries | before_christ,
    st.sampled_from(["", "", "", "~", "?", "%"]),
)
sayable = st.one_of(
    singles,
    st.builds("{}/{}".format, singles, singles),
    st.builds("[{}..{}]".format, singles, singles),
    st.builds("[..{}]".format, singles),
    st.builds("[{}..]".format, singles),
    st.builds("[{},{}]".format, singles, singles),
    st.builds("{{{},{}}}".format, singles, singles),
)


@given(expression=sayable, language=st.sampled_from([*LANGUAGES, "xx"]))
@settings(max_examples=600)
def test_words_read_back_as_they_were(expression: str, language: str) -> None:
    """What is said in words, in any language, reads back as the same EDTF."""
    try:
        plain = edtf.canonical(expression)
    except edtf.NotEDTF:
        return
    words = dates.in_words(plain, language)
    assert words == plain or dates.read(words, language=language).edtf == plain


@given(day=a_day, language=st.sampled_from([*LANGUAGES]))
def test_every_day_can_be_said_in_every_language(day: str, language: str) -> None:
    """A day and its month have words in each language that is read."""
    assert dates.in_words(day, language) != day
    assert dates.in_words(day[:7], language) != day[:7]


FORMS = ["{month} {day}, {year}", "{month} {day} {year}", "{day} {month} {year}",
         "{day} {month}, {year}", "{year} {month} {day}", "{year}, {day} {month}",
         "{year}-{number:02d}-{day:02d}", "{year}-{number}-{day}", "{year}.{number}.{day}",
         "{day}.{number}.{year}", "{day:02d}.{number:02d}.{year}"]  # fmt: skip
MARKS = [("{}", ""), ("[{}]", ""), ("ca. {}", "~"), ("circa {}", "~"), ("{}?", "?"),
         ("[{}?]", "?"), ("probably {}", "?")]  # fmt: skip


@given(
    day=recent_days,
    form=st.sampled_from(FORMS),
    mark=st.sampled_from(MARKS),
    name=st.sampled_from(["%B", "%b", "%b."]),
    case=st.sampled_from([str.upper, str.lower, str]),
)
def test_every_form_of_a_day(
    day: date, form: str, mark: tuple[str, str], name: str, case: type[str]
) -> None:
    """A day means itself in whichever of the known forms it is written."""
    written = form.format(
        month=day.strftime(name), number=day.month, day=day.day, year=f"{day.year:04d}"
    )
    wording, qualifier = mark
    assert dates.read(case(wording.format(written))).edtf == day.isoformat() + qualifier


@given(day=recent_days, length=st.integers(0, 5_000), dash=st.sampled_from([" - ", "–", " to "]))
def test_spans_of_days(day: date, length: int, dash: str) -> None:
    """Two days with a dash between them are the span from one to the other."""
    end = day + timedelta(length)

    def written(one: date) -> str:
        return f"{one.day} {one.strftime('%B')} {one.year:04d}"

    found = dates.read(f"{written(day)}{dash}{written(end)}")
    assert found.edtf == f"{day.isoformat()}/{end.isoformat()}"
    if length:
        assert dates.read(f"{written(end)}{dash}{written(day)}").status is Status.NOT_UNDERSTOOD


@given(year=st.integers(1000, 2099), other=st.integers(0, 99))
def test_two_numbers_are_never_narrowed(year: int, other: int) -> None:
    """Of a year and two more digits, every reading that can be right is covered."""
    found = dates.read(f"{year}-{other:02d}")
    if not found.edtf:
        return
    extent = found.extent
    assert extent is not None
    assert extent.earliest is not None
    assert extent.latest is not None
    if 1 <= other <= 12:  # a month
        assert extent.earliest <= day_number(year, other, 1)
        assert extent.latest >= day_number(year, other, days_in_month(year, other))
    if other > year % 100:  # a range of years
        assert extent.earliest <= day_number(year, 1, 1)
        assert extent.latest >= day_number(year // 100 * 100 + other, 12, 31)
