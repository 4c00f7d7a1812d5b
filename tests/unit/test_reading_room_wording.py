"""Words for readers: what a page says of a date beside its wording."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from regesta.description.dates import NO_DATE, read
from regesta.description.record import DateType
from regesta.reading_room.terms import date_type
from regesta.reading_room.wording import date_meaning

YEAR = "1937-01-01 to 1937-12-31"
YEAR_RU = "1937-01-01 — 1937-12-31"


@pytest.mark.parametrize(
    ("wording", "english", "russian"),
    [
        ("19 апреля 1941 г.", "19 April 1941.", ""),
        ("April 4, 1937", "", "4 апреля 1937 г."),
        ("1937~", f"Circa 1937. {YEAR}; approximate.", f"Около 1937 г. {YEAR_RU}; приблизительно."),
        ("約1937年", f"Circa 1937. {YEAR}; approximate.",
         f"Около 1937 г. {YEAR_RU}; приблизительно."),
        ("1937", f"{YEAR}.", f"1937 г. {YEAR_RU}."),
        ("民國二十六年", f"1937. {YEAR}.", f"1937 г. {YEAR_RU}."),
        ("1937?", f"Probably 1937. {YEAR}; uncertain.", f"Вероятно, 1937 г. {YEAR_RU}; неточно."),
        ("[1937]", f"{YEAR}; supplied by a cataloguer.",
         f"1937 г. {YEAR_RU}; указана архивистом."),
        ("1937-1938", "1937-01-01 to 1938-12-31.", "1937 г. – 1938 г. 1937-01-01 — 1938-12-31."),
        ("до 1941 г.", "Not later than 1940. No known beginning to 1940-12-31.",
         "Не позднее 1940 г. Начало неизвестно — 1940-12-31."),
        ("1890-1920 (bulk 1905-1915)",
         "1890 – 1920. 1890-01-01 to 1920-12-31; most of it 1905 – 1915.",
         "1890 г. – 1920 г. 1890-01-01 — 1920-12-31; основная часть — 1905 г. – 1915 г."),
    ],
)  # fmt: skip
def test_what_a_date_means(wording: str, english: str, russian: str) -> None:
    """In words of the interface first, unless the wording has the same; then bounds, remarks."""
    assert date_meaning(read(wording)) == english
    with override("ru"):
        assert date_meaning(read(wording)) == russian


def test_why_there_is_no_date() -> None:
    """A date not given, said to be missing or not understood is told apart."""
    said = [date_meaning(one) for one in (NO_DATE, read("undated"), read("31 June 1937"))]
    assert len(set(said)) == 3
    assert all(said)


def test_every_type_of_date_has_a_word() -> None:
    """A page can name what each date is the date of."""
    assert all(date_type(kind) for kind in DateType)
