"""What names of files say: a date where there is one, a title, and what patterns find."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from regesta.formats.files.naming import read_name, stem_of
from regesta.formats.files.patterns import BadPattern, compiled

PAGE = Path(__file__).parent.parent.parent / "docs/formats/files.md"
SHOWN = re.findall(
    r"^\| `([^`]+\.\w+)` \| (?:`([^`]+)`)? ?\| (.*) \|$", PAGE.read_text("utf-8"), re.M
)


def test_the_page_shows_some_names() -> None:
    """The names of docs/formats/files.md are found, so that they can be tried."""
    assert len(SHOWN) >= 10


@pytest.mark.parametrize(("name", "edtf", "title"), SHOWN)
def test_names_are_read_as_the_page_says(name: str, edtf: str, title: str) -> None:
    """Each name shown in docs/formats/files.md gives the date and the title shown beside it."""
    named = read_name(stem_of(name))
    assert (named.date.edtf, named.title) == (edtf, title)


@pytest.mark.parametrize(
    ("name", "edtf", "title"),
    [
        ("1937-04-12 Letter to Stalin.pdf", "1937-04-12", "Letter to Stalin"),
        ("19370412_letter.pdf", "1937-04-12", "letter"),
        ("1937_04_12_letter.pdf", "1937-04-12", "letter"),
        ("1937.04.12 - Letter.pdf", "1937-04-12", "Letter"),
        ("Stalin letter 12 April 1937.docx", "1937-04-12", "Stalin letter"),
        ("Letter of 12 April 1937.pdf", "1937-04-12", "Letter"),
        ("Letter 12.04.1937.pdf", "1937-04-12", "Letter"),
        ("12-04-1937 Letter.pdf", "[1937-04-12,1937-12-04]", "Letter"),
        ("letter-to-stalin-1937-04-12.pdf", "1937-04-12", "letter-to-stalin"),
        ("Telegram (12 May 1937).pdf", "1937-05-12", "Telegram"),
        ("Report (1937) final.pdf", "1937", "Report final"),
        ("Letters, 1936-1941.pdf", "1936/1941", "Letters"),
        ("ca. 1937 view.jpg", "1937~", "view"),
        ("Kashgar before 1937.jpg", "[..1936]", "Kashgar"),
        ("Письмо Сталину 12 апреля 1937 г..pdf", "1937-04-12", "Письмо Сталину"),
        ("盛世才1937年4月12日电报.pdf", "1937-04-12", "盛世才 电报"),
        ("民國二十六年七月七日電.pdf", "1937-07-07", "電"),
    ],
)
def test_a_date_in_a_name_is_found(name: str, edtf: str, title: str) -> None:
    """A date in any usual shape is the record's, and the rest of the name its title."""
    named = read_name(stem_of(name))
    assert (named.date.edtf, named.title) == (edtf, title)


def test_the_wording_of_the_date_is_that_of_the_name() -> None:
    """Figures run together are understood, and kept as they were written."""
    assert read_name("19370412_letter").date.text == "19370412"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("box3_folder2_014.jpg", "box3 folder2 014"),
        ("box 1937 folder 2.jpg", "box 1937 folder 2"),
        ("p 1937.jpg", "p 1937"),
        ("letter_1204.pdf", "letter 1204"),
        ("f17_op162_d20_l115.jpg", "f17 op162 d20 l115"),
        ("0012.jpg", "0012"),
        ("1937.jpg", "1937"),
        ("1937-13-45 x.pdf", "1937-13-45 x"),
        ("Plan for 2999.pdf", "Plan for 2999"),
        ("scan003.tif", "scan003"),
        ("IMG_2034.JPG", "IMG_2034"),
        ("DSC0001.jpg", "DSC0001"),
        ("IMG_20190504_101530.jpg", "IMG_20190504_101530"),
        ("20190504_101530.jpg", "20190504_101530"),
        ("2017 06 23 10 17 26.pdf", "2017 06 23 10 17 26"),
    ],
)
def test_what_is_no_date_is_not_taken_for_one(name: str, title: str) -> None:
    """Counts, shelf marks and the moments at which cameras work are no dates of documents."""
    named = read_name(stem_of(name))
    assert (named.date.edtf, named.title) == ("", title)


def test_a_folder_may_be_called_by_its_year() -> None:
    """A number alone is a year as the name of a folder, and a count as that of a file."""
    assert read_name("1937", of_folder=True).date.edtf == "1937"
    assert read_name("1937").date.edtf == ""


def test_a_name_of_a_date_alone_has_a_title() -> None:
    """Where nothing is left of a name, it is the title as it stands."""
    assert read_name("1937-04-12_02").title == "1937-04-12 02"


def test_the_finer_date_counts_and_the_first_of_equals() -> None:
    """A day says more than a year; a day at the beginning is that of the document."""
    assert read_name("1937 Report of 12 April 1937 on bread").date.edtf == "1937-04-12"
    named = read_name("1937-04-12 Reply to letter of 10 April 1937")
    assert (named.date.edtf, named.title) == ("1937-04-12", "Reply to letter of 10 April 1937")


def found(pattern: str, name: str) -> dict[str, str] | None:
    taken = compiled(pattern).match(name)
    return None if taken is None else {field: one.text for field, one in taken.items()}


@pytest.mark.parametrize(
    ("pattern", "name", "answer"),
    [
        (
            "{reference} {date} - {title}",
            "RGASPI f17 d20 1937-04-12 - Letter - to X.pdf",
            {"reference": "RGASPI f17 d20", "date": "1937-04-12", "title": "Letter - to X"},
        ),
        (
            "{date}_{title}_{page}",
            "box/19370412_a_letter_003.jpg",
            {"date": "19370412", "title": "a letter", "page": "003"},
        ),
        (
            "{creator}/{date} {title}",
            "papers/Sheng/12 April 1937 x.jpg",
            {"creator": "Sheng", "date": "12 April 1937", "title": "x"},
        ),
        ("{any} {title}", "014 Letter.jpg", {"title": "Letter"}),
        ("{date} {title}", "Letter.pdf", None),
        ("{creator}/{title}", "Letter.pdf", None),
    ],
)
def test_patterns(pattern: str, name: str, answer: dict[str, str] | None) -> None:
    """A field takes as little as lets the rest fit, and a date must be one."""
    assert found(pattern, name) == answer


@pytest.mark.parametrize(
    "pattern",
    ["", "plain", "{any}", "{date}{title}", "{shelf}", "{date", "{title} {title}", "x" * 999],
)
def test_patterns_that_mean_nothing_are_refused(pattern: str) -> None:
    """Fields must be known, stand apart and stand once."""
    with pytest.raises(BadPattern):
        compiled(pattern)


def test_no_name_makes_a_pattern_slow() -> None:
    """The time does not explode with the number of ways in which a name could be cut."""
    start = time.monotonic()
    assert compiled(" ".join(["{any}"] * 8 + ["{date}", "{title}"])).match("a " * 140) is None
    assert time.monotonic() - start < 2
