"""Words for readers: dates, counts, languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from regesta.description.dates import SUPPLIED, HistoricalDate, Status
from regesta.search.results import CardDate

_LANGUAGES = {
    "en": "English", "ru": "Russian", "uk": "Ukrainian", "zh": "Chinese", "ug": "Uyghur",
    "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pl": "Polish",
    "hu": "Hungarian", "ar": "Arabic", "ja": "Japanese", "ko": "Korean", "mn": "Mongolian",
}  # fmt: skip


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
        remarks.append(f"{_end(date.earliest, 'no known beginning')} to {_end(date.latest, 'open')}")
    if "~" in date.edtf:
        remarks.append("approximate")
    if "?" in date.edtf:
        remarks.append("uncertain")
    remarks += ["supplied by a cataloguer" if note == SUPPLIED else note for note in date.notes]
    return f"{'; '.join(remarks)}." if remarks else ""


def language_name(code: str) -> str:
    """The English name of a language; the code itself where there is none here."""
    return _LANGUAGES.get(code.partition("-")[0], code)


def local_day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _end(day: str | None, otherwise: str) -> Any:
    return day or otherwise
