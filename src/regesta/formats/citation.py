"""What the forms of citation share: CSL-JSON, BibTeX and RIS.

What no field of a record holds is kept under the name that its form gives it (``VL``,
``volume``); `others_in` says it in the names of another form, so that a reference that came
as RIS leaves as BibTeX whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from regesta.description import citing_dates, citing_parts, dates
from regesta.description.dates import HistoricalDate
from regesta.description.edtf import NotEDTF
from regesta.description.record import AgentInRole, DateType, Record


class Form(StrEnum):
    """A form of citation; the value is the name under which it keeps the type of a work."""

    CSL = "type"
    BIBTEX = "entry type"
    RIS = "TY"


# Types of work: CSL, BibTeX, RIS, and what the date of one is. Of several, the first is written.
_WRITTEN, _PUBLISHED, _OTHER = DateType.WRITTEN, DateType.PUBLISHED, DateType.UNSPECIFIED
_TYPES: tuple[tuple[str, str, str, DateType], ...] = (
    ("manuscript", "unpublished", "MANSCPT UNPB UNPD INPR PAMP", _WRITTEN),
    ("personal_communication", "letter", "PCOMM ICOMM", _WRITTEN),
    ("article-journal article", "article", "JOUR EJOUR JFULL ABST", _PUBLISHED),
    ("article-magazine", "article", "MGZN", _PUBLISHED),
    ("article-newspaper", "article", "NEWS", _PUBLISHED),
    ("book", "book mvbook collection proceedings reference", "BOOK EBOOK EDBOOK SER CLSWK",
     _PUBLISHED),
    ("chapter", "incollection inbook suppbook", "CHAP ECHAP", _PUBLISHED),
    ("paper-conference", "inproceedings conference", "CPAPER CONF", _PUBLISHED),
    ("entry-encyclopedia entry", "inreference", "ENCYC", _PUBLISHED),
    ("entry-dictionary", "inreference", "DICT", _PUBLISHED),
    ("report", "techreport report manual", "RPRT GOVDOC STAND", _PUBLISHED),
    ("thesis", "phdthesis mastersthesis thesis", "THES", _PUBLISHED),
    ("webpage post post-weblog", "online electronic www", "ELEC BLOG", _PUBLISHED),
    ("map", "map", "MAP", _OTHER),
    ("graphic figure", "image artwork", "ART FIGURE CHART", _OTHER),
    ("motion_picture broadcast", "movie video", "MPCT VIDEO ADVS MULTI", _PUBLISHED),
    ("song", "music audio", "SOUND MUSIC", _PUBLISHED),
    ("interview", "interview", "", _WRITTEN),
    ("speech", "speech", "SLIDE", _OTHER),
    ("patent", "patent", "PAT", _PUBLISHED),
    ("legislation", "legislation", "STAT", _PUBLISHED),
    ("bill", "bill", "BILL UNBILL", _PUBLISHED),
    ("legal_case", "jurisdiction", "CASE LEGAL", _PUBLISHED),
    ("hearing", "hearing", "HEAR", _PUBLISHED),
    ("dataset", "dataset", "DATA DBASE AGGR", _PUBLISHED),
    ("software", "software", "COMP", _PUBLISHED),
    ("periodical", "periodical", "", _PUBLISHED),
    ("collection", "archive", "", _OTHER),
    ("document", "misc", "GEN ANCIENT", _OTHER),
)  # fmt: skip
_COLUMN = {Form.CSL: 0, Form.BIBTEX: 1, Form.RIS: 2}
# Members for printed works, which no field of a record holds: CSL, BibTeX, RIS.
_OTHERS: tuple[tuple[str, str, str], ...] = (
    ("container-title", "journaltitle journal booktitle", "T2 JO JF BT"),
    ("container-title-short", "shortjournal", "J2 JA"),
    ("collection-title", "series", "T3"),
    ("volume", "volume", "VL"),
    ("issue", "number issue", "IS"),
    ("page", "pages", "SP"),
    ("publisher", "publisher institution school organization", "PB"),
    ("publisher-place", "location address", "CY PP"),
    ("edition", "edition", "ET"),
    ("chapter-number", "chapter", "SE"),
    ("number-of-volumes", "volumes", "NV"),
    ("ISBN", "isbn", "SN"),
    ("ISSN", "issn", ""),
    ("title-short", "shorttitle", "ST"),
    ("genre", "type", "M3"),
    ("source", "", "DP"),
    ("accessed", "urldate", "Y2"),
)
AUTHORS, ADDRESSEE = citing_parts.AUTHORS, citing_parts.ADDRESSEE
date_of = citing_dates.date_cited
_AGGREGATES = {"fonds", "collection", "series", "subseries", "subfonds", "recordgrp"}


def date_type(form: Form, own: str) -> DateType:
    """What the date of a work of that type is."""
    row = _row(form, own)
    return row[3] if row else DateType.UNSPECIFIED


def _row(form: Form, own: str) -> tuple[str, str, str, DateType] | None:
    return next((row for row in _TYPES if own in str(row[_COLUMN[form]]).split()), None)


def is_type(form: Form, own: str) -> bool:
    return _row(form, own) is not None


def type_in(record: Record, form: Form) -> str:
    """The type of a record in a form: as it came, as another form had it, or by what it
    is: a collection, a letter if it has an addressee, and a manuscript otherwise."""
    if own := _extra(record, form.value):
        return own
    for other in Form:
        row = _row(other, _extra(record, other.value))
        if row and (types := str(row[_COLUMN[form]]).split()):
            return types[0]
    if record.level.casefold() in _AGGREGATES:
        return {Form.CSL: "collection", Form.BIBTEX: "misc", Form.RIS: "MANSCPT"}[form]
    is_letter = any(one.role == ADDRESSEE for one in record.agents)
    row = _TYPES[1] if is_letter else _TYPES[0]
    return str(row[_COLUMN[form]]).split()[0]


def _extra(record: Record, name: str) -> str:
    return record.extra[name][0].text if record.extra.get(name) else ""


def others_in(record: Record, form: Form) -> list[tuple[str, str]]:
    """What no field holds, under the names of the form, each value once."""
    found: dict[tuple[str, str], None] = {}
    for name, statements in record.extra.items():
        target = _name_in(name, form)
        for one in statements if target else ():
            if target == name or not _is_data(one.text):  # data of one form alone
                found[target, one.text] = None
    return list(found)


def _is_data(text: str) -> bool:
    if text[:1] not in ("{", "["):
        return False
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False
    return True


_OWN_NAME = {
    Form.CSL: re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)*"),
    Form.BIBTEX: re.compile(r"[a-z][a-z0-9+:_-]*"),
    Form.RIS: re.compile(r"[A-Z][A-Z0-9]"),
}
CSL_NAMES = {row[0] for row in _OTHERS}


def _name_in(name: str, form: Form) -> str:
    if name in {one.value for one in Form}:
        return ""
    for row in _OTHERS:
        if name in row[_COLUMN[form]].split():
            return name
    for row in _OTHERS:
        if any(name in names.split() for names in row):
            return (row[_COLUMN[form]].split() or [""])[0]
    return name if _OWN_NAME[form].fullmatch(name) else ""


# ---------------------------------------------------------------- names


@dataclass(frozen=True, slots=True)
class PersonalName:
    """The parts of a name that is kept as ``van der Berg, Jan, Jr.``"""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def text(self) -> str:
        parts = [self.family, self.given] if self.given or self.suffix else [self.family]
        return ", ".join([*parts, self.suffix] if self.suffix else parts)


def name_parts(text: str) -> PersonalName:
    family, given, suffix = (*(part.strip() for part in text.split(",", 2)), "", "")[:3]
    return PersonalName(family, given, suffix)


def particles(words: list[str], *, at_end: bool = False) -> int:
    """How many words at the beginning, or at the end, are particles: *van der*. One word
    is always left."""
    ordered = words[::-1] if at_end else words
    count = 0
    while count < len(ordered) - 1 and ordered[count].isalpha() and ordered[count].islower():
        count += 1
    return count


def by_role(record: Record, *roles: str) -> list[AgentInRole]:
    return [one for one in record.agents if one.role in roles]


# ---------------------------------------------------------------- dates and places


_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)


def plain_parts(expression: str) -> list[str] | None:
    """Year, month and day of a date whose digits are all there; None for any other."""
    match = _PLAIN.fullmatch(expression)
    return [part for part in match.groups() if part] if match else None


def year_of(date: HistoricalDate) -> str:
    """The first year a date may mean, "" where none is known."""
    first = date.earliest or ""
    return first[:4] if re.match(r"\d{4}-", first, re.ASCII) else ""


def of_parts(year: str, month: str = "", day: str = "", text: str = "") -> HistoricalDate | None:
    """The date of a year, month and day in digits; None where they are no date."""
    parts = [year.zfill(4), *(part.zfill(2) for part in (month, day) if part)]
    if not year.isascii() or not year.isdigit() or (day and not month):
        return None
    expression = "-".join(parts)
    try:
        return dates.from_edtf(expression, text or expression) if plain_parts(expression) else None
    except NotEDTF:
        return None


def place_of(record: Record) -> tuple[str, str]:
    """Archive and location of the first reference; the archive is not said twice."""
    if not record.references:
        return "", ""
    one = record.references[0]
    location = one.text
    if one.repository and location.startswith(one.repository):
        location = location[len(one.repository) :].lstrip(" ,;:")
    return one.repository, location


def identifier(record: Record, scheme: str) -> str:
    return next((one.value for one in record.identifiers if one.scheme == scheme), "")


def keywords(record: Record) -> list[str]:
    return list(dict.fromkeys(one.name for one in record.subjects))
