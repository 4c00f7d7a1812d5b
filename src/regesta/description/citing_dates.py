"""Dates as citations write them. What a source leaves open stays open: ``ca. 1937``,
``between 1936 and 1941``, ``[1937?]``; a date that somebody supplied stands in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.description import date_saying, date_words
from regesta.description.date_language import Language, Sayings
from regesta.description.dates import SUPPLIED, HistoricalDate, Status
from regesta.description.edtf import canonical
from regesta.description.record import Record, RecordDate, State

NO_DATE = "n.d."
_ENGLISH = date_words.LANGUAGES["en"]
_SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.",
          "Dec.")  # fmt: skip
_LONG = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_END = r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?"
_POINT = re.compile(_END, re.ASCII)
_YEARS = re.compile(r"(\d{4})/(\d{4})", re.ASCII)
_SPAN = re.compile(rf"{_END}/{_END}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a style writes days and months; the parts are ``{year}``, ``{month}``, ``{day}``."""

    day: str
    month: str
    months: tuple[str, ...] = _LONG
    circa: str = "ca. {}"
    days: str = "{month} {day}–{last}, {year}"  # days of one month
    months_of: str = "{month}–{last} {year}"  # months of one year


ARCHIVAL = Manner("{day} {month} {year}", "{month} {year}", days="{day}–{last} {month} {year}")
CHICAGO = Manner("{month} {day}, {year}", "{month} {year}")
MLA = Manner(
    "{day} {month} {year}", "{month} {year}", _SHORT, "circa {}", "{day}–{last} {month} {year}"
)
APA = Manner(
    "{year}, {month} {day}",
    "{year}, {month}",
    days="{year}, {month} {day}–{last}",
    months_of="{year}, {month}–{last}",
)


def date_cited(record: Record) -> RecordDate | None:
    """The date a record is cited by: the primary one, else the first."""
    primary = next((one for one in record.dates if one.primary), None)
    return primary or next(iter(record.dates), None)


def written(date: RecordDate | None, manner: Manner) -> str:
    """The date in a style's words; ``n.d.`` where there is none, and the source's own
    wording where what it means cannot be said in words."""
    if date is None or date.date.status in (Status.NOT_GIVEN, Status.UNDATED):
        return NO_DATE
    said = _said(date.date, manner)
    is_supplied = SUPPLIED in date.date.notes or date.state in (State.SUPPLIED, State.MACHINE_MADE)
    return f"[{said}]" if is_supplied and said[0] != "[" else said


def _said(date: HistoricalDate, manner: Manner) -> str:
    if not date.edtf:
        return date.text
    expression = canonical(date.edtf)
    first, slash, last = expression.partition("/")
    if slash and last == ".." and first not in ("", ".."):
        return f"from {_expression(first, manner) or first}"
    if slash and first == ".." and last not in ("", ".."):
        return f"until {_expression(last, manner) or last}"
    return _expression(expression, manner) or date.text or date.edtf


def _expression(text: str, manner: Manner) -> str | None:
    sign = text[-1] if text[-1] in "?~%" else ""
    bare = text.removesuffix(sign)
    if bare[0] not in "[{" and sign and "/" in bare and bare.partition("/")[0][-1] == sign:
        bare = bare.replace(f"{sign}/", "/")  # both ends are as uncertain
    said = _span(bare, manner) if "/" in bare else None
    said = said or date_saying.said(bare, _table(manner))
    if said is None:
        return None
    if sign in ("~", "%"):
        said = manner.circa.format(said)
    return f"[{said}?]" if sign in ("?", "%") else said


def _span(text: str, manner: Manner) -> str | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    year, month, day, last_year, last_month, last_day = match.groups()
    if (month is None) != (last_month is None) or (day is None) != (last_day is None):
        return None
    name = manner.months[int(month) - 1] if month else ""
    if month is None:
        return f"{year}–{last_year}"
    if day and (year, month) == (last_year, last_month):
        return manner.days.format(year=year, month=name, day=int(day), last=int(last_day))
    if not day and year == last_year:
        last = manner.months[int(last_month) - 1]
        return manner.months_of.format(year=year, month=name, last=last)
    table = _table(manner)
    ends = [date_saying.said(end, table) or end for end in text.split("/")]
    return " – ".join(ends)


@lru_cache(maxsize=8)
def _table(manner: Manner) -> Language:
    says = _ENGLISH.says or Sayings(day="", month="")
    ours = replace(
        says, day=manner.day, month=manner.month, circa=manner.circa, probably="[{}?]",
        span="{first}–{last}", both="", new_style="", day_form=0, month_forms={},
    )  # fmt: skip
    return replace(_ENGLISH, months=manner.months, says=ours)


def stands_in(title: str, date: RecordDate | None) -> bool:
    """Whether a title names the day already (*..., Washington, September 26, 1956*), or the
    years (*..., 1955–1957*)."""
    expression = date.date.edtf if date else ""
    if years := _YEARS.fullmatch(expression):
        return bool(re.search(rf"(?<!\d){years[1]}\s*[-–—/]\s*{years[2]}(?!\d)", title))
    match = _POINT.fullmatch(expression)
    if match is None or match[3] is None:
        return False
    year, day, names = match[1], int(match[3]), "|".join(_names_of(int(match[2])))
    either = rf"(?:(?:{names})\s+{day}(?:st|nd|rd|th)?,?|{day}(?:st|nd|rd|th)?\s+(?:{names}),?)"
    return bool(
        re.search(rf"(?<!\w){either}\s+{year}(?!\w)", title, re.IGNORECASE) or match[0] in title
    )


def _names_of(month: int) -> tuple[str, ...]:
    return (_LONG[month - 1], rf"{_LONG[month - 1][:3]}\.?", re.escape(_SHORT[month - 1]))
