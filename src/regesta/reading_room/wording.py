"""Words for readers: dates, counts, languages."""

from __future__ import annotations

import re
from datetime import datetime

from regesta.description.authority import (
    Coordinates,
    LifeDate,
    LifeType,
    Name,
    NameType,
    Relation,
)
from regesta.description.date_reading import BULK
from regesta.description.dates import SUPPLIED, HistoricalDate, Status, in_words
from regesta.description.days import year_month_day
from regesta.description.fields import FACET_OF_KIND
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


def date_meaning(date: HistoricalDate, language: str = "en") -> str:
    """What to tell a reader of the language about a date; "" where its wording says it all.

    The date in words comes first, unless its own wording has the same ones; then its first
    and last day, then remarks.
    """
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
    remarks += [_remark(note, language) for note in date.notes]
    sentences = (_in_other_words(date, language), "; ".join(remarks))
    return " ".join(_sentence(one) for one in sentences if one)


def _remark(note: str, language: str) -> str:
    if note == SUPPLIED:
        return "supplied by a cataloguer"
    if note.startswith(BULK):
        return f"most of it {in_words(note.removeprefix(BULK), language)}"
    return note


def _in_other_words(date: HistoricalDate, language: str) -> str:
    """The date in words of the language; "" where these are those of its own wording."""
    words = in_words(date.edtf, language)
    has_none = words == date.edtf and not words.isdecimal()
    return "" if has_none or _parts(words) == _parts(date.text) else words


def _parts(wording: str) -> list[str]:
    """Words and numbers without their order: *April 4, 1937* says what *4 April 1937* does."""
    return sorted(re.findall(r"[^\W\d_]+|\d+", wording.casefold()))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + ("" if words.endswith((".", ".)")) else ".")


def years_between(first: int | None, last: int | None) -> str:
    """The years from one day to another: ``1936–1941``, ``20 BC–1941``; "" without days."""
    days = [day for day in (first, last) if day is not None]
    years = dict.fromkeys(_year(year_month_day(day)[0]) for day in days)
    return "–".join(years)


def _year(astronomical: int) -> str:
    return str(astronomical) if astronomical > 0 else f"{1 - astronomical} BC"


def date_type(kind: DateType) -> str:
    return _DATE_TYPES[kind]


_LIFE_DATES = {LifeType.BIRTH: "born", LifeType.DEATH: "died", LifeType.ACTIVITY: "active"}


def when(date: HistoricalDate) -> str:
    """A date in words: ``since 1 October 1955`` too, which no EDTF reads back."""
    if not date.edtf:
        return date.text
    first, slash, last = date.edtf.partition("/")
    if slash and last == ".." and first not in ("", ".."):
        return f"since {in_words(first)}"
    if slash and first == ".." and last not in ("", ".."):
        return f"until {in_words(last)}"
    return in_words(date.edtf)


def life_date(life: LifeDate) -> str:
    """``3 December 1895 – 13 July 1970``, ``died 1945 (so some say)``."""
    kind = _LIFE_DATES.get(life.type, "")
    remarks = "; ".join(filter(None, (life.source, life.note)))
    said = f"{kind} {when(life.date)}".strip()
    return f"{said} ({remarks})" if remarks else said


def name_remarks(name: Name) -> str:
    """What is known of a name: its sort, language, romanisation, time and source."""
    sort = "" if name.type is NameType.NAME else name.type.value
    used = (
        f"used {in_words(name.used.edtf) if name.used.edtf else name.used.text}"
        if name.used.text
        else ""
    )
    language = language_name(name.language) if name.language else ""
    remarks = [sort, language, name.romanisation, used, name.source, name.note]
    return "; ".join(filter(None, remarks))


def tie_remarks(tie: Relation) -> str:
    return "; ".join(filter(None, (when(tie.dates), tie.source, tie.note)))


def coordinates(place: Coordinates) -> str:
    """``43.83° N, 87.62° E, to within 5 km``."""
    north = "N" if place.latitude >= 0 else "S"
    east = "E" if place.longitude >= 0 else "W"
    said = f"{abs(place.latitude):g}° {north}, {abs(place.longitude):g}° {east}"
    far = place.uncertainty_km
    return f"{said}, to within {far:g} km" if far is not None else said


_REGISTERS = {"wikidata": "Wikidata", "viaf": "VIAF", "geonames": "GeoNames", "tgn": "TGN"}


def register_name(scheme: str) -> str:
    return _REGISTERS.get(scheme, scheme.capitalize())


def facet_of(kind: str) -> str:
    """The filter that counts authorities of a kind, "" for what is no kind."""
    return FACET_OF_KIND.get(kind, "")


def language_name(code: str) -> str:
    """The English name of a language; the code itself where there is none here."""
    return _LANGUAGES.get(code.partition("-")[0], code)


def local_day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
