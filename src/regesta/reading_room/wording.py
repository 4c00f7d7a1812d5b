"""Words for readers: dates, counts, languages, in the language of the page."""

from __future__ import annotations

import datetime as clock
import re
from dataclasses import replace
from functools import lru_cache

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from regesta.description.authority import (
    Authority,
    Coordinates,
    LifeDate,
    LifeType,
    Name,
    NameType,
    Relation,
)
from regesta.description.date_reading import BULK, BY_COLUMN
from regesta.description.dates import SUPPLIED, HistoricalDate, Status, in_words
from regesta.description.days import year_month_day
from regesta.description.edtf import NotEDTF
from regesta.description.fields import FACET_OF_KIND
from regesta.reading_room.languages import interface, interface_in
from regesta.search.entries import UNDATED
from regesta.search.query import BadQuery
from regesta.search.results import CardDate, FacetValue

# ---------------------------------------------------------------- numbers


def number(value: int) -> str:
    """``1,234`` as the language of the page parts its thousands."""
    return str(value) if -1000 < value < 1000 else _grouped(value, interface().code)


@lru_cache(maxsize=50_000)
def _grouped(value: int, code: str) -> str:
    return str(format_decimal(value, locale=interface_in(code).locale))


def counted(value: int, noun: str) -> str:
    """``1 document``, ``1,234 documents``. Raises KeyError for a noun that is not here."""
    return ngettext(*_COUNTED[noun], value) % {"number": number(value)}


def plural_noop(one: str, many: str) -> tuple[str, str]:
    """Marks words for translators that are translated where they are said."""
    return one, many


_COUNTED = {
    "document": plural_noop("%(number)s document", "%(number)s documents"),
    "page": plural_noop("%(number)s page", "%(number)s pages"),
    "collection": plural_noop("%(number)s collection", "%(number)s collections"),
}


# ---------------------------------------------------------------- dates


def date_label(date: HistoricalDate | CardDate) -> str:
    """A date as a list shows it: its wording, or why there is none."""
    if date.status == Status.UNDATED:
        return _("undated")
    return date.text or _("date not given")


def worded(date: HistoricalDate) -> HistoricalDate:
    """The date; where its wording is EDTF itself, with words in its place."""
    is_for_machines = bool(date.edtf) and date.text == date.edtf
    return replace(date, text=in_time(date.edtf)) if is_for_machines else date


def date_meaning(date: HistoricalDate) -> str:
    """What to tell a reader about a date; "" where its wording says it all.

    The date in words comes first, unless its own wording has the same ones; then its first
    and last day, then remarks.
    """
    if date.status is Status.NOT_GIVEN:
        return _("The source gives no date.")
    if date.status is Status.UNDATED:
        return _("The source says that the document is undated.")
    if date.status is Status.NOT_UNDERSTOOD:
        return _("This wording names no date that can be right; it is kept as it stands.")
    remarks = []
    if date.earliest != date.latest:
        bounds = {
            "first": isolated(date.earliest or _("no known beginning")),
            "last": isolated(date.latest or _("open")),
        }
        remarks.append(_("%(first)s to %(last)s") % bounds)
    if "~" in date.edtf:
        remarks.append(_("approximate"))
    if "?" in date.edtf:
        remarks.append(_("uncertain"))
    remarks += [_remark(note) for note in date.notes]
    sentences = (_in_other_words(date), joined(remarks))
    return " ".join(_sentence(one) for one in sentences if one)


def _remark(note: str) -> str:
    if note == SUPPLIED:
        return _("supplied by a cataloguer")
    if note.startswith(BULK):
        return _("most of it %(date)s") % {"date": in_time(note.removeprefix(BULK))}
    if note.startswith(BY_COLUMN):
        return _(BY_COLUMN.strip()) + " " + _(note.removeprefix(BY_COLUMN))
    return _(note)


def _in_other_words(date: HistoricalDate) -> str:
    """The date in words of the page's language; "" where these are those of its own wording."""
    words = in_time(date.edtf)
    has_none = words == date.edtf and not words.isdecimal()
    return "" if has_none or _parts(words) == _parts(date.text) else words


def _parts(wording: str) -> list[str]:
    """Words and numbers without their order: *April 4, 1937* says what *4 April 1937* does."""
    return sorted(re.findall(r"[^\W\d_]+|\d+", wording.casefold()))


def _sentence(words: str) -> str:
    ends = words.endswith((".", ".)", "。"))
    return words[0].upper() + words[1:] + ("" if ends else _("."))


def joined(parts: list[str]) -> str:
    """Remarks one after another, those that are empty left out."""
    return _("; ").join(isolated(part) for part in parts if part)


def isolated(text: str) -> str:
    """Words whose direction may be another than the page's, kept from mingling with those
    around them: without it a day such as 1937-04-19 turns round behind Arabic words."""
    return f"\u2068{text}\u2069" if interface().direction == "rtl" else text


def years_between(first: int | None, last: int | None) -> str:
    """The years from one day to another: ``1936–1941``, ``20 BC–1941``; "" without days."""
    days = [day for day in (first, last) if day is not None]
    years = dict.fromkeys(year_label(year_month_day(day)[0]) for day in days)
    return "–".join(years)


def year_label(astronomical: int) -> str:
    """``1937``, ``44 BC``."""
    return str(astronomical) if astronomical > 0 else _("%(year)s BC") % {"year": 1 - astronomical}


def letter_anchor(letter: str) -> str:
    """The name of the place on a page at which a letter begins."""
    return "letter-" + "-".join(f"{ord(sign):x}" for sign in letter)


def month_name(number: int, *, short: bool = False) -> str:
    """The name of a month, from 1, in the language of the page."""
    names = get_month_names("abbreviated" if short else "wide", "stand-alone", interface().locale)
    name = str(names[number])
    return name[:1].upper() + name[1:]


def when(date: HistoricalDate) -> str:
    """A date in words: ``since 1 October 1955`` too, which no EDTF reads back."""
    if not date.edtf:
        return date.text
    first, slash, last = date.edtf.partition("/")
    if slash and last == ".." and first not in ("", ".."):
        return _("since %(date)s") % {"date": in_time(first)}
    if slash and first == ".." and last not in ("", ".."):
        return _("until %(date)s") % {"date": in_time(last)}
    return in_time(date.edtf)


def in_time(edtf: str) -> str:
    """EDTF in words of the page's language: ``1930s``, ``April 1937``."""
    return _in_time(edtf, interface().code)


@lru_cache(maxsize=50_000)
def _in_time(edtf: str, code: str) -> str:
    try:
        return in_words(edtf, code)
    except NotEDTF:
        return edtf


def local_day(moment: clock.datetime) -> str:
    """``4 April 1937``, as the language of the page writes it."""
    return _day(moment.date(), interface().code)


@lru_cache(maxsize=5_000)
def _day(day: clock.date, code: str) -> str:
    return str(format_date(day, "long", locale=interface_in(code).locale))


# ---------------------------------------------------------------- names and places


_LIFE_DATES = {
    LifeType.BIRTH: noop("born %(date)s"),
    LifeType.DEATH: noop("died %(date)s"),
    LifeType.ACTIVITY: noop("active %(date)s"),
}


def life_date(life: LifeDate) -> str:
    """``3 December 1895 – 13 July 1970``, ``died 1945 (so some say)``."""
    said = translated(_LIFE_DATES.get(life.type, "%(date)s")) % {"date": when(life.date)}
    remarks = joined([life.source, life.note])
    return _("%(words)s (%(remark)s)") % {"words": said, "remark": remarks} if remarks else said


_SORTS_OF_NAMES = {
    NameType.ABBREVIATION: noop("abbreviation"),
    NameType.FORMER: noop("former name"),
    NameType.LATER: noop("later name"),
    NameType.NICKNAME: noop("nickname"),
    NameType.OFFICE: noop("office"),
    NameType.SLIP: noop("slip of a source"),
}


def years_of_life(of: Authority) -> str:
    """``1895–1970``, ``1895–``; "" where neither end is known to the year."""
    ends = [_year_within(bounds) for bounds in (of.birth, of.death)]
    return "–".join(ends) if any(ends) else ""


def _year_within(bounds: tuple[int | None, int | None] | None) -> str:
    """The year that both bounds of a day lie in, "" where they do not."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return ""
    first, last = (year_month_day(day)[0] for day in bounds)
    return year_label(first) if first == last else ""


def name_remarks(name: Name) -> str:
    """What is known of a name: its sort, romanisation, time and source."""
    sort = translated(_SORTS_OF_NAMES.get(name.type, ""))
    used = _("used %(date)s") % {"date": when(name.used)} if name.used.text else ""
    return joined([sort, name.romanisation, used, name.source, name.note])


def tie_remarks(tie: Relation) -> str:
    return joined([when(tie.dates), tie.source, tie.note])


def coordinates(place: Coordinates) -> str:
    """``43.83° N, 87.62° E, to within 5 km``."""
    north = (_("%(degrees)s° N") if place.latitude >= 0 else _("%(degrees)s° S")) % {
        "degrees": _plain(abs(place.latitude))
    }
    east = (_("%(degrees)s° E") if place.longitude >= 0 else _("%(degrees)s° W")) % {
        "degrees": _plain(abs(place.longitude))
    }
    said = _("%(north)s, %(east)s") % {"north": north, "east": east}
    far = place.uncertainty_km
    if far is None:
        return said
    return _("%(place)s, to within %(kilometres)s km") % {"place": said, "kilometres": _plain(far)}


def _plain(value: float) -> str:
    return str(format_decimal(value, "#,##0.######", locale=interface().locale))


_REGISTERS = {
    "wikidata": "Wikidata", "viaf": "VIAF", "geonames": "GeoNames", "tgn": "TGN", "aat": "AAT",
    "ulan": "ULAN", "lcnaf": "LCNAF", "lcsh": "LCSH", "gnd": "GND", "isni": "ISNI", "snac": "SNAC",
}  # fmt: skip


def register_name(scheme: str) -> str:
    return _REGISTERS.get(scheme, scheme.capitalize())


def facet_of(kind: str) -> str:
    """The filter that counts authorities of a kind, "" for what is no kind."""
    return FACET_OF_KIND.get(kind, "")


# ---------------------------------------------------------------- languages and questions


def language_name(code: str) -> str:
    """What the language of the page calls a language; the code itself where it has no name
    for it."""
    return _language_name(code, interface().code)


def language_and_script(language: str, script: str) -> str:
    """``Chinese (Latin)``; "" where neither is known."""
    names = interface().locale
    letters = str(names.scripts.get(script, script)) if script else ""
    if not language:
        return letters
    if not letters:
        return language_name(language)
    return _("%(language)s (%(script)s)") % {"language": language_name(language), "script": letters}


@lru_cache(maxsize=5_000)
def _language_name(code: str, reader: str) -> str:
    names = interface_in(reader).locale.languages
    tag = code.replace("-", "_")
    return str(names.get(tag) or names.get(tag.partition("_")[0].lower()) or code)


_RIGHT_TO_LEFT = frozenset({
    "ar", "arc", "ckb", "dv", "fa", "he", "ku", "ota", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
})  # fmt: skip
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa"})


def direction(language: str, script: str = "") -> str:
    """``ltr`` or ``rtl`` for a language (BCP 47), by its script (ISO 15924) where one is said;
    ``auto`` where nothing is known."""
    primary, *others = language.casefold().split("-")
    said = script.casefold() or next((one for one in others if len(one) == 4), "")
    if said:
        return "rtl" if said in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    if not primary:
        return "auto"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


def value_label(value: FacetValue, facet: str) -> str:
    """What a value of a facet is called; the decades have words in every language."""
    if facet != "decade":
        return value.label
    if value.value == UNDATED:
        return _("undated")
    decade = f"{value.value[:-1]:0>3}X"
    words = in_time(decade)
    return value.label if words == decade else words


def translated(words: str) -> str:
    """Words of a table of the code, such as the label of a field."""
    return _(words) if words else ""


def complaint(bad: BadQuery) -> str:
    """Why a question was not understood, in the language of the page."""
    return _(bad.message) % {name: isolated(str(one)) for name, one in bad.values.items()}
