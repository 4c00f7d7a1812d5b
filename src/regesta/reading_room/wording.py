"""Words for readers: dates, counts, languages."""

from __future__ import annotations

from datetime import datetime

from regesta.description.dates import SUPPLIED, HistoricalDate, Status
from regesta.description.days import year_month_day
from regesta.description.record import DateType
from regesta.search.results import CardDate

_LANGUAGES = {
    "en": "English", "ru": "Russian", "uk": "Ukrainian", "zh": "Chinese", "ug": "Uyghur",
    "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pl": "Polish",
    "hu": "Hungarian", "ar": "Arabic", "ja": "Japanese", "ko": "Korean", "mn": "Mongolian",
}  # fmt: skip

_DATE_TYPES = {
    DateType.WRITTEN: "Written",
    DateType.DECIDED: "Decided",
    DateType.MET: "Meeting",
    DateType.SENT: "Sent",
    DateType.RECEIVED: "Received",
    DateType.PUBLISHED: "Published",
    DateType.DECLASSIFIED: "Declassified",
    DateType.EVENT: "Of the event",
    DateType.BULK: "Mostly",
    DateType.UNSPECIFIED: "Date",
}


def counted(number: int, one: str, many: str = "") -> str:
    """``1 document``, ``1,234 documents``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def date_label(date: HistoricalDate | CardDate) -> str:
    """A date as a list shows it: its wording, or why there is none."""
    if date.status == Status.UNDATED:
        return "undated"
    return date.text or "date not given"


def date_meaning(date: HistoricalDate) -> str:
    """What to tell a reader about how exact a date is; "" where its wording says it all."""
    if date.status is Status.NOT_GIVEN:
        return "The source gives no date."
    if date.status is Status.UNDATED:
        return "The source says that the document is undated."
    if date.status is Status.NOT_UNDERSTOOD:
        return "This wording names no date that can be right; it is kept as it stands."
    remarks = []
    if date.earliest != date.latest:
        remarks.append(f"{date.earliest or 'no known beginning'} to {date.latest or 'open'}")
    if "~" in date.edtf:
        remarks.append("approximate")
    if "?" in date.edtf:
        remarks.append("uncertain")
    remarks += ["supplied by a cataloguer" if note == SUPPLIED else note for note in date.notes]
    return f"{'; '.join(remarks)}." if remarks else ""


def years_between(first: int | None, last: int | None) -> str:
    """The years from one day to another: ``1936–1941``, ``20 BC–1941``; "" without days."""
    days = [day for day in (first, last) if day is not None]
    years = dict.fromkeys(_year(year_month_day(day)[0]) for day in days)
    return "–".join(years)


def _year(astronomical: int) -> str:
    return str(astronomical) if astronomical > 0 else f"{1 - astronomical} BC"


def date_type(kind: DateType) -> str:
    return _DATE_TYPES[kind]


def language_name(code: str) -> str:
    """The English name of a language; the code itself where there is none here."""
    return _LANGUAGES.get(code.partition("-")[0], code)


def local_day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
