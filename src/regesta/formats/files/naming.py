"""What the name of a file says: a date, where it holds one, and a title.

The wording of the date is read by `regesta.description.dates`; here it is only found. A number
is taken for a date where nothing else can be meant: four digits alone only at the beginning, at
the end or in brackets of a name, and never after a word such as *box* or *page*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from regesta.description import dates
from regesta.description.dates import NO_DATE, HistoricalDate, Status

MOST_WORDS = 8  # of a date
EARLIEST = 1000  # of the years that a number in a name may mean; none lies in the future
_LAST_PLACE_EARLIEST = 1500  # at the end of a name small numbers more often count something

_ENDING = re.compile(r"(?<=.)\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,5}$")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-_. ])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![A-Za-z\d])(\d{1,2})([-_.])(\d{1,2})\2(\d{4})(?!\d)")
_RUN_TOGETHER = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_ERAS = "民國|民国|昭和|大正|明治|平成|光緒|光绪|宣統|宣统"
_EASTERN = re.compile(
    rf"(?:{_ERAS})?[\d〇零一二三四五六七八九十百元]{{1,4}}年"
    r"(?:[\d一二三四五六七八九十正元]{1,3}月(?:[\d一二三四五六七八九十廿]{1,3}[日号號])?)?"
)
_DEVICE = re.compile(
    r"(?:_?(?:img|dsc[a-z]?|pxl|mvimg|vid|pict|sam|gopr|dji|cimg|hpim|scan|screenshot|screen shot"
    r"|whatsapp (?:image|video)|camscanner|adobe scan)[ _-]*\d[\d _.~()-]*(?:at [\d. ]+)?"
    r"|(?:photo|foto|image|picture|page)[ _-]*\d+)",
    re.IGNORECASE,
)
# The moment a device took a picture: no date of what is on it.
_MOMENT = r"\d{4}[ _.-]?\d\d[ _.-]?\d\d[ _T-]\d\d[ _.:-]?\d\d[ _.:-]?\d\d(?!\d)"
_STAMP = re.compile(
    rf"(?:(?<![A-Za-z])(?:img|pxl|mvimg|vid|scan|screenshot)[_-])\d{{8}}(?!\d)|(?<!\d){_MOMENT}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:box|folder|file|reel|page|pages|pp?|no|nr|vol|volume|item|carton|scan|img|image|photo"
    r"|fonds?|opis|delo|series|document|doc|letter no|f|op|d|l|ll|bl|blatt|akte|mappe|seite"
    r"|фонд|опись|оп|дело|д|ф|л|лл|лист|стр|№|#)\.?\d*",
    re.IGNORECASE,
)
_BEFORE_DATES = frozenset((
    "from", "to", "by", "till", "until", "of", "on", "in", "at", "dated", "с", "от", "до", "к",
    "vom", "von", "bis", "ab", "am", "de", "du", "le", "del", "dal", "al",
))  # fmt: skip
_FIRST_PRIVATE = 0xE000  # signs that no name holds here: names are made printable first
_EDGES = " -–—,;:._+"
_BRACKETS = str.maketrans("", "", "()[]{}")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]|\{\s*\}")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says; ``date`` is `NO_DATE` where it holds none."""

    title: str
    date: HistoricalDate = NO_DATE


def stem_of(name: str) -> str:
    """The name without its ending, its letters in one shape (NFC): systems differ in both."""
    return _ENDING.sub("", unicodedata.normalize("NFC", name))


def read_name(stem: str, *, of_folder: bool = False) -> Named:
    """The date and the title in a name without its ending. Never raises.

    A number that is the whole name is a year in that of a folder; a file may be called so by
    whatever counted it.
    """
    stem = "".join(sign if sign.isprintable() else " " for sign in stem)
    if _DEVICE.fullmatch(stem.strip()) or _STAMP.fullmatch(stem.strip()):
        return Named(stem.strip())
    text, given = _with_dates_apart(stem)
    words = text.replace("_", " ").split()
    found = max(_candidates(words), key=lambda one: one.weight, default=None)
    plain = " ".join(stem.replace("_", " ").split()).strip(_EDGES) or stem.strip() or stem
    if found is None or (plain.isdecimal() and len(plain) == dates.YEAR_DIGITS and not of_folder):
        return Named(plain)
    before, after = words[: found.start], words[found.end :]
    if before and not after and before[-1].casefold() in _BEFORE_DATES:
        before = before[:-1]
    title = _EMPTY_BRACKETS.sub(" ", " ".join([*before, *after]))
    title = " ".join(title.split()).strip(_EDGES)
    for shown, original in given.items():
        title = title.replace(shown, original)
    wording = given.get(found.date.text, found.date.text)
    return Named(
        title if any(map(str.isalpha, title)) else plain, replace(found.date, text=wording)
    )


def read_date(text: str) -> HistoricalDate:
    """The date that a part of a name means, in any shape that names give dates."""
    changed, given = _with_dates_apart(text)
    wording = " ".join(changed.replace("_", " ").split()).strip(_EDGES)
    date = dates.read(wording)
    return replace(date, text=given.get(wording, wording)) if wording else date


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    date: HistoricalDate
    weight: tuple[bool, bool, bool, int, int]


def _candidates(words: list[str]) -> Iterator[_Candidate]:
    """Runs of words that are a date, with how likely each is that of the document: what says
    more than a year goes first, then what stands at the beginning or at the end."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            run = words[start:end]
            date = _date_of(run, words, start, end)
            if date is not None:
                is_fine = len(date.edtf) > dates.YEAR_DIGITS
                at_start, at_end = start == 0, end == len(words)
                weight = (is_fine, at_start, at_end, end - start, -start)
                yield _Candidate(start, end, date, weight)


def _date_of(run: list[str], words: list[str], start: int, end: int) -> HistoricalDate | None:
    """The date that a run of words is, if it is one and nothing but one."""
    text = " ".join(run).strip(",;:_ -–—")
    is_edge = start == 0 or end == len(words)
    has_number = any(sign.isdigit() or sign == "年" for sign in text)
    if not text or not (has_number or (is_edge and len(run) == 1)):
        return None
    if not _BEFORE_DATES.isdisjoint((run[0].casefold(), run[-1].casefold())) or not any(
        map(str.isalnum, run[0] + run[-1])
    ):
        return None
    date = dates.read(text)
    if date.status is Status.UNDATED and is_edge:
        return date
    is_counted = start > 0 and text[0].isdecimal() and _COUNTED.fullmatch(words[start - 1])
    if date.status is not Status.GIVEN or not _is_plausible(date) or is_counted:
        return None
    return date if _may_be_year(text, start, is_edge=is_edge) else None


def _may_be_year(text: str, start: int, *, is_edge: bool) -> bool:
    """Whether a number alone can be a year where it stands; what is more than a number can."""
    bare = text.translate(_BRACKETS)
    if not bare.isdecimal():
        return True
    is_bracketed = bare != text
    earliest = EARLIEST if start == 0 or is_bracketed else _LAST_PLACE_EARLIEST
    return len(bare) == dates.YEAR_DIGITS and int(bare) >= earliest and (is_edge or is_bracketed)


def _is_plausible(date: HistoricalDate) -> bool:
    year = (date.earliest or date.latest or "")[: dates.YEAR_DIGITS]
    return year.isdecimal() and EARLIEST <= int(year) <= datetime.now(UTC).year


def _with_dates_apart(stem: str) -> tuple[str, dict[str, str]]:
    """The name with dates of figures as ISO 8601 writes them and words apart, moments at which
    a device did something as one sign, and the wording that each of them had."""
    given: dict[str, str] = {}

    def put(match: re.Match[str], wording: str) -> str:
        date = dates.read(wording)
        if date.status is not Status.GIVEN or not _is_plausible(date):
            return match[0]
        given[wording] = match[0]
        return f" {wording} "

    def year_first(match: re.Match[str]) -> str:
        return put(match, f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}")

    def year_last(match: re.Match[str]) -> str:
        sign = "." if match[2] == "." else "/"  # only full stops say that the day is first
        return put(match, f"{match[1]}{sign}{match[3]}{sign}{match[4]}")

    def run_together(match: re.Match[str]) -> str:
        return put(match, f"{match[1]}-{match[2]}-{match[3]}")

    def hide(match: re.Match[str]) -> str:
        sign = chr(_FIRST_PRIVATE + len(given))
        given[sign] = match[0]
        return sign

    text = _STAMP.sub(hide, stem)
    text = _YEAR_FIRST.sub(year_first, text)
    text = _YEAR_LAST.sub(year_last, text)
    text = _RUN_TOGETHER.sub(run_together, text)
    text = _EASTERN.sub(lambda match: f" {match[0]} ", text)
    return text, {shown: wording for shown, wording in given.items() if shown != wording}
