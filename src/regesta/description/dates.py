"""Dates as sources write them: the wording is kept, its meaning is EDTF.

`read` never guesses and never raises: what it cannot be sure of stays wording, with the
status *not-understood*, and can still be found as words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from regesta.description.days import iso_day
from regesta.description.edtf import Extent, Kind, NotEDTF
from regesta.description.edtf import read as read_edtf


class Status(StrEnum):
    GIVEN = "given"
    NOT_GIVEN = "not-given"  # the source has no date where others have one
    UNDATED = "undated"  # the source says so: "undated", "n.d."
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date: its wording, what it means, and how sure that is.

    ``text`` is the wording of the source, "" where it has none; ``edtf`` is "" where
    there is no date. ``notes`` are remarks for a reader, such as that the date was
    supplied by a cataloguer.
    """

    text: str = ""
    edtf: str = ""
    status: Status = Status.NOT_GIVEN
    calendar: str = "gregorian"
    notes: tuple[str, ...] = ()

    @property
    def extent(self) -> Extent | None:
        """The days covered, or None where there is no date."""
        return read_edtf(self.edtf) if self.edtf else None

    @property
    def kind(self) -> Kind | None:
        extent = self.extent
        return extent.kind if extent else None

    @property
    def earliest(self) -> str | None:
        """The first day as ``YYYY-MM-DD``; None where open or unknown."""
        extent = self.extent
        return None if extent is None or extent.earliest is None else iso_day(extent.earliest)

    @property
    def latest(self) -> str | None:
        """The last day as ``YYYY-MM-DD``; None where open or unknown."""
        extent = self.extent
        return None if extent is None or extent.latest is None else iso_day(extent.latest)


NO_DATE = HistoricalDate()
SUPPLIED = "supplied by the cataloguer"
AMBIGUOUS = "the second number may be a year, a month or a season: all are covered"

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
UNDATED = {"undated", "no date", "not dated", "without date", "n.d.", "n.d", "nd", "s.d."}

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_NUMBER = r"(?P<month>\d{1,2})"

# Each form names the parts it finds; a form without a year takes the year of the context.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_DAY} {_MONTH},? {_YEAR}",
        rf"{_YEAR},? {_MONTH} {_DAY}",
        rf"{_YEAR},? {_DAY} {_MONTH}",
        rf"{_MONTH},? {_YEAR}",
        rf"{_YEAR},? {_MONTH}",
        r"(?P<year>\d{4})",
        rf"(?P<year>\d{{4}})-{_NUMBER}-{_DAY}",
        rf"(?P<year>\d{{4}})[-.]{_NUMBER}",
        rf"(?P<year>\d{{4}})\.{_NUMBER}\.{_DAY}",
        rf"{_DAY}\.{_NUMBER}\.(?P<year>\d{{4}})",
        rf"{_MONTH} {_DAY}",
        rf"{_DAY} {_MONTH}",
    )
)
_BETWEEN = (" to ", " - ", "-")  # the signs of a range, the plainest first
_CIRCA = re.compile(r"(?:circa|ca\.?|c\.|about|approximately) ?(?=\S)")
_PROBABLY = re.compile(r"(?:probably|possibly|perhaps) ")
_TWO_NUMBERS = re.compile(r"(\d{4}) ?- ?(\d\d?)")
LAST_SEASON = 41  # the last of the EDTF codes that stand where a month stands
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def read(text: str, *, year: int | None = None) -> HistoricalDate:
    """The date a wording means.

    ``year`` is the year that the wording's surroundings give (a list under the heading
    *1934*), for wordings that name none.
    """
    wording = " ".join(text.split())
    if not wording:
        return NO_DATE
    plain = unicodedata.normalize("NFKC", wording).translate(_DASHES).casefold().replace(" ,", ",")
    inner, supplied = _without_brackets(plain)
    if inner in UNDATED:
        return HistoricalDate(wording, status=Status.UNDATED)
    meaning = _meaning(inner, year)
    if meaning is None:
        return HistoricalDate(wording, status=Status.NOT_UNDERSTOOD)
    notes = [SUPPLIED] if supplied else []
    two = _TWO_NUMBERS.fullmatch(_without_qualifier(inner)[0])
    if two and "/" in meaning and int(two[2]) <= LAST_SEASON:
        notes.append(AMBIGUOUS)
    return HistoricalDate(wording, meaning, Status.GIVEN, notes=tuple(notes))


def from_edtf(expression: str, text: str = "") -> HistoricalDate:
    """The date an EDTF expression means. Raises `regesta.description.edtf.NotEDTF`."""
    read_edtf(expression)
    return HistoricalDate(text or expression, expression, Status.GIVEN)


def _without_brackets(text: str) -> tuple[str, bool]:
    if text.startswith("[") and text.endswith("]") and not _is_set(text):
        return text[1:-1].strip(), True
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), False
    return text, False


def _is_set(text: str) -> bool:
    """Whether the brackets are those of EDTF: ``[1934,1949]``, ``[..1940]``."""
    try:
        read_edtf(text.upper())
    except NotEDTF:
        return False
    return True


def _meaning(text: str, year: int | None) -> str | None:
    bare, qualifier = _without_qualifier(text)
    if two := _TWO_NUMBERS.fullmatch(bare):
        return _two_numbers(two[1], two[2], qualifier)
    single = _single(text, year)
    if single is not None:
        return single
    if any(mark in text for mark in "/[?~%x"):
        try:
            read_edtf(canonical := text.upper())
        except NotEDTF:
            return None
        return canonical
    return _range(text, year)


def _two_numbers(first: str, second: str, qualifier: str) -> str | None:
    """``1974-98`` says the century once; ``1937-04`` is a month; ``1904-05`` may be either.

    A range of years covers every reading of the last.
    """
    year, number, unit = int(first), int(second), 10 ** len(second)
    if number > year % unit:
        return f"{first}{qualifier}/{year - year % unit + number:04d}{qualifier}"
    try:
        read_edtf(expression := f"{first}-{number:02d}{qualifier}")
    except NotEDTF:
        return None
    return expression


def _range(text: str, year: int | None) -> str | None:
    for sign in _BETWEEN:
        start_text, found, end_text = text.partition(sign)
        if found:
            return _from_to(start_text.strip(), end_text.strip(), year)
    return None


def _from_to(start_text: str, end_text: str, year: int | None) -> str | None:
    start, end = _single(start_text, year), _single(end_text, year)
    if start is None and end is not None:
        # "29 July - 2 August 1937" says the year once, for two dates of one kind.
        start = _single(start_text, int(end[:4]))
        if start is not None and start.count("-") != end.count("-"):
            return None
    if start is None or end is None:
        return None
    if start.endswith("~") and _CIRCA.match(start_text) and not end.endswith("~"):
        end += "~"  # "ca." before a range governs both ends
    try:
        read_edtf(expression := f"{start}/{end}")
    except NotEDTF:
        return None
    return expression


def _single(text: str, year: int | None) -> str | None:
    bare, qualifier = _without_qualifier(text)
    for form in _FORMS:
        found = form.fullmatch(bare)
        if found is not None:
            return _expression(found.groupdict(), year, qualifier)
    return None


def _without_qualifier(text: str) -> tuple[str, str]:
    """The wording without *circa* or *probably*, and the sign that EDTF has for it."""
    if match := _CIRCA.match(text):
        return text[match.end() :], "~"
    if match := _PROBABLY.match(text):
        return text[match.end() :], "?"
    if text.endswith("?"):
        return text[:-1].rstrip(), "?"
    return text, ""


def _expression(parts: dict[str, str | None], year: int | None, qualifier: str) -> str | None:
    if parts.get("year"):
        year = int(parts["year"] or "")
    if year is None:
        return None
    expression = f"{year:04d}"
    if month := parts.get("month"):
        expression += f"-{MONTHS.get(month) or int(month):02d}"
        if day := parts.get("day"):
            expression += f"-{int(day):02d}"
    try:
        read_edtf(expression)
    except NotEDTF:
        return None
    if int(expression[5:7] or 1) > 12:  # a number from 21 on would be a season, not a month
        return None
    return expression + qualifier
