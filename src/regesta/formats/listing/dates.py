"""The date lines of a pasted listing, and the year headings that dates below them inherit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from regesta.description import dates
from regesta.description.date_reading import Habits
from regesta.description.dates import HistoricalDate, Status
from regesta.formats.listing.lines import Line
from regesta.formats.listing.wording import Ending, ending, is_sentence, says_undated

LONGEST_DATE_LINE = 60
LONGEST_MONTH = 15
MOST_OTHER_WORDS = 2  # beside a year, in a line that may be a date

_LABEL = re.compile(
    r"(?:date|dated|created|date created|date of creation|document date|datum|дата|fecha|日期)"
    r"\s?[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)(?:,\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")
_LONG_NUMBER = re.compile(r"\d{3}")
_YEAR_ONLY = re.compile(r"\d{4}")
_WORDS = re.compile(r"[^\W_]+")
_NUMBER_WORD = re.compile(r"\d{1,4}(?:st|nd|rd|th|s)?")
_TIMES_OF_YEAR = {"spring", "summer", "autumn", "fall", "winter"}
# Enough to see that a line is a date. What it means, `regesta.description.dates` says.
_MONTH_NAMES = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    januar jänner februar märz mai juni juli oktober dezember okt dez
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada
    grudnia styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik
    listopad grudzień
"""
_MONTHS = set(_MONTH_NAMES.split())
_DATE_WORDS = _MONTHS | _TIMES_OF_YEAR | {
    "circa", "ca", "c", "about", "approximately", "probably", "possibly", "perhaps",
    "before", "after", "between", "from", "to", "until", "and", "or", "early", "mid", "late",
    "г", "года", "год", "de", "del", "den",
}  # fmt: skip
_OF_DATES = {"date", "dated", "dates", "datum", "дата", "fecha", "approximate"}
_UNKNOWN = {
    "unknown", "uncertain", "unclear", "missing", "illegible", "not", "without", "unbekannt",
    "inconnue", "неизвестна", "desconocida",
}  # fmt: skip


# --- What a line says


@lru_cache(maxsize=100_000)  # a page is gone through several times
def date_of(text: str) -> HistoricalDate | None:
    """The date a line gives, or None where it is no date line.

    A line made of nothing but the words and numbers of a date is one even where the date
    cannot be: an archivist must see it, and no title looks so.
    """
    if len(text) > LONGEST_DATE_LINE:
        return None
    bare = without_label(text)
    date = _read(bare)
    if date.status in (Status.GIVEN, Status.UNDATED) or _shaped_like_date(bare):
        return date
    return None


def without_label(text: str) -> str:
    """The text without a label such as ``Date:`` at its beginning."""
    return _LABEL.sub("", text, count=1) if _LABEL.match(text) else text


def _read(text: str, column: Habits | None = None) -> HistoricalDate:
    """The date that the text gives, with the day of the week before it or without."""
    date = dates.read(text, column=column)
    if date.status is Status.NOT_UNDERSTOOD and (weekday := _WEEKDAY.match(text)):
        return replace(dates.read(text[weekday.end() :], column=column), text=text)
    return date


def _words(text: str) -> list[str]:
    return _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())


def _shaped_like_date(text: str) -> bool:
    words = _words(text)
    numbers = [word for word in words if _NUMBER_WORD.fullmatch(word)]
    if not numbers or not all(word in _DATE_WORDS or word in numbers for word in words):
        return False
    named = any(word in _MONTHS or word in _TIMES_OF_YEAR for word in words)
    has_year = any(len(word.rstrip("s")) == 4 for word in numbers)
    return named or (has_year and (len(words) > 1 or words[0].endswith("s")))


def is_month(text: str) -> bool:
    """Whether the line is nothing but the name of a month."""
    return len(text) <= LONGEST_MONTH and text.rstrip(".,").casefold() in _MONTHS


@lru_cache(maxsize=100_000)  # a page is gone through several times
def may_be_date(text: str) -> bool:
    """Whether a short line looks like a date, though none can be read from it.

    ``7. Maerz 1952``, ``2nd half of 1954``, ``Date unknown``: a year with few other words,
    or the word *date* with a word for not knowing it, or nothing but the name of a month.
    """
    if len(text) > LONGEST_DATE_LINE or ending(text) is Ending.COLON or says_undated(text):
        return False
    if is_month(text):
        return True
    words = _words(text)
    if _OF_DATES.intersection(words[:2]) and _UNKNOWN.intersection(words):
        return True
    if not _YEAR.search(unicodedata.normalize("NFKC", text)):
        return False
    known = _DATE_WORDS | _OF_DATES
    others = [word for word in words if word not in known and not any(map(str.isdecimal, word))]
    return len(others) <= MOST_OTHER_WORDS


# --- Date lines and headings


@dataclass
class _Headings:
    """The year that dates without a year take, as the lines go by.

    The year of a heading holds until another year comes. That of a record whose own date
    is a year alone holds for the very next date only.
    """

    year: int | None = None
    of_record: bool = False

    def see_heading(self, year: int) -> None:
        self.year, self.of_record = year, False

    def see_date(self, date: HistoricalDate) -> HistoricalDate:
        """The date, in the year above it where it has none of its own."""
        if not lacks_year(date):
            alone = _year_alone(date)
            if alone or date.status is not Status.UNDATED:
                self.year, self.of_record = alone, True
            return date
        year = self.year
        if self.of_record:
            self.year = None
        return date if year is None else _in_year(date.text, year)


@dataclass
class Dated:
    """The lines with the dates they give, and the heading that may hold for the next page."""

    lines: list[Line] = field(default_factory=list)
    heading: int | None = None


def dated(lines: list[Line], heading: int | None = None) -> Dated:
    """The lines with the dates they give; year headings have done their work and are gone.

    A year alone on a line, right above a date without a year, is a heading.
    """
    found = [date_of(line.text) for line in lines]
    parted_by_blanks = any(line.after_blank for line in lines[1:])
    headings = _Headings(heading)
    result = Dated()
    for place, line in enumerate(lines):
        date = found[place]
        alone = _year_alone(date)
        if alone and place + 1 < len(lines) and lacks_year(found[place + 1]):
            headings.see_heading(alone)
            continue
        if date is None and _stands_like_date(lines, found, place, parted_by_blanks):
            wording = without_label(line.text)
            date = found[place] = HistoricalDate(wording, status=Status.NOT_UNDERSTOOD)
        result.lines.append(replace(line, date=headings.see_date(date)) if date else line)
    result.heading = None if headings.of_record else headings.year
    return result


def column_of(lines: Iterable[Line]) -> Habits:
    """What the date lines of a paste show about its dates, as the values of a column do."""
    return dates.habits_of(line.date.text for line in lines if line.date)


def settled(lines: Iterable[Line], column: Habits) -> list[Line]:
    """The lines, with each ambiguous date read as the others of its column show."""
    return [
        replace(line, date=_read(line.date.text, column))
        if line.date and dates.may_be_settled(line.date)
        else line
        for line in lines
    ]


def _stands_like_date(
    lines: list[Line], found: list[HistoricalDate | None], place: int, parted_by_blanks: bool
) -> bool:
    """Whether a line that may be a date stands right above what may be a title."""
    if not may_be_date(lines[place].text) or place + 1 == len(lines):
        return False
    if parted_by_blanks and not lines[place].after_blank:
        return False
    if place and (found[place - 1] or ending(lines[place - 1].text) is Ending.COLON):
        return False
    following = lines[place + 1].text
    return not (found[place + 1] or may_be_date(following) or is_sentence(following))


def lacks_year(date: HistoricalDate | None) -> bool:
    """Whether this is a date such as ``Sept. 8``, possible or not, that names no year."""
    return (
        date is not None
        and date.status is Status.NOT_UNDERSTOOD
        and any(map(str.isdecimal, date.text))
        and _LONG_NUMBER.search(date.text) is None
    )


def _year_alone(date: HistoricalDate | None) -> int | None:
    if date is None or not _YEAR_ONLY.fullmatch(date.edtf):
        return None
    return int(date.edtf)


def _in_year(text: str, year: int) -> HistoricalDate:
    date = dates.read(text, year=year)
    if date.status is Status.NOT_UNDERSTOOD:
        return date
    return replace(date, notes=(*date.notes, f"the year {year} is that of a heading above"))
