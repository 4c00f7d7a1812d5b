"""The date lines of a pasted listing, and the year headings that dates below them inherit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from regesta.description import dates
from regesta.description.dates import HistoricalDate, Status
from regesta.formats.listing.lines import Line

LONGEST_DATE_LINE = 60
_LONG_NUMBER = re.compile(r"\d{3}")
_YEAR_ONLY = re.compile(r"\d{4}")
_WORDS = re.compile(r"[^\W_]+")
_NUMBER_WORD = re.compile(r"\d{1,4}(?:st|nd|rd|th|s)?")
_TIMES_OF_YEAR = {"spring", "summer", "autumn", "fall", "winter"}
_DATE_WORDS = set(dates.MONTHS) | _TIMES_OF_YEAR | {
    "circa", "ca", "c", "about", "approximately", "probably", "possibly", "perhaps",
    "before", "after", "between", "from", "to", "until", "and", "or", "early", "mid", "late",
}  # fmt: skip


@lru_cache(maxsize=8192)
def date_of(text: str) -> HistoricalDate | None:
    """The date a line gives, or None where it is no date line.

    A line made of nothing but the words and numbers of a date is one even where the date
    cannot be: an archivist must see it, and no title looks so.
    """
    if len(text) > LONGEST_DATE_LINE or not _may_be_date(text):
        return None
    date = dates.read(text)
    if date.status in (Status.GIVEN, Status.UNDATED) or _shaped_like_date(text):
        return date
    return None


def _may_be_date(text: str) -> bool:
    return any(map(str.isdecimal, text)) or text.strip("[]() ").casefold() in dates.UNDATED


def _shaped_like_date(text: str) -> bool:
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())
    numbers = [word for word in words if _NUMBER_WORD.fullmatch(word)]
    if not numbers or not all(word in _DATE_WORDS or word in numbers for word in words):
        return False
    named = any(word in dates.MONTHS or word in _TIMES_OF_YEAR for word in words)
    has_year = any(len(word.rstrip("s")) == 4 for word in numbers)
    return named or (has_year and (len(words) > 1 or words[0].endswith("s")))


def _lacks_year(date: HistoricalDate | None) -> bool:
    """Whether this is a date such as ``Sept. 8``, possible or not, that names no year."""
    return (
        date is not None
        and date.status is Status.NOT_UNDERSTOOD
        and _LONG_NUMBER.search(date.text) is None
    )


def _year_alone(date: HistoricalDate | None) -> int | None:
    if date is None or not _YEAR_ONLY.fullmatch(date.edtf):
        return None
    return int(date.edtf)


def dated(lines: list[Line]) -> list[Line]:
    """The lines with the dates they give; year headings have done their work and are gone.

    A year alone on a line, right above a date without a year, is a heading. Its year, like
    that of any year line, holds for the dates without a year until the next year line.
    """
    found = [date_of(line.text) for line in lines]
    result: list[Line] = []
    year = None
    for line, date, following in zip(lines, found, [*found, None][1:], strict=True):
        alone = _year_alone(date)
        year = alone or year
        if alone and _lacks_year(following):
            continue
        inherits = year is not None and _lacks_year(date)
        result.append(replace(line, date=_in_year(line.text, year) if inherits else date))
    return result


def _in_year(text: str, year: int | None) -> HistoricalDate:
    date = dates.read(text, year=year)
    if date.status is Status.NOT_UNDERSTOOD:
        return date
    return replace(date, notes=(*date.notes, f"the year {year} is that of a heading above"))
