"""Dates as sources write them: the wording is kept, its meaning is EDTF.

`read` never guesses and never raises: what it cannot be sure of stays wording, with the
status *not-understood*, and can still be found as words. It reads the languages of
`regesta.description.date_words` with the one grammar of `regesta.description.date_grammar`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from regesta.description import date_grammar, date_reading, date_saying, date_tokens, date_words
from regesta.description.date_reading import Habits, Reading
from regesta.description.days import iso_day
from regesta.description.edtf import Extent, Kind, NotEDTF, canonical
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

    def as_data(self) -> dict[str, Any]:
        """The answer for a program; None where there is no date or the side is open."""
        extent = self.extent
        return {
            "text": self.text,
            "edtf": self.edtf or None,
            "kind": extent.kind if extent else None,
            "earliest": _iso_day(extent.earliest) if extent else None,
            "latest": _iso_day(extent.latest) if extent else None,
            "calendar": self.calendar,
            "status": self.status,
            "notes": list(self.notes),
        }

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
        return _iso_day(extent.earliest) if extent else None

    @property
    def latest(self) -> str | None:
        """The last day as ``YYYY-MM-DD``; None where open or unknown."""
        extent = self.extent
        return _iso_day(extent.latest) if extent else None


def _iso_day(number: int | None) -> str | None:
    return None if number is None else iso_day(number)


NO_DATE = HistoricalDate()
_NO_HABITS = Habits()
SUPPLIED = "supplied by the cataloguer"
AMBIGUOUS = date_reading.TWO_YEARS_OR_MONTH
LONGEST_WORDING = 200  # longer ones are read only where they are EDTF
LAST_SEASON = date_reading.LAST_SEASON
YEAR_DIGITS = 4

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
UNDATED = date_words.undated_wordings()

_EDTF_SIGNS = re.compile(r"[-0-9XxYESTZ:+./~?%\[\]{}, ]+", re.ASCII)
_TWO_NUMBERS = re.compile(r"\d{4}-\d\d\??", re.ASCII)  # no source writes ~ but in EDTF
_CATALOGUED = re.compile(r"\[(\d{3}(?=-[?\]])|\d\d(?=--))--?(\??)\]", re.ASCII)
_SUPPLIED_DIGITS = re.compile(r"(?<!\d)(?:(\d{2,3})\[(\d{1,2})\]|\[(\d\d)\](\d\d))(?!\d)")


def read(
    text: str, *, year: int | None = None, language: str = "", column: Habits | None = None
) -> HistoricalDate:
    """The date a wording means.

    ``year`` is the year that the wording's surroundings give (a list under the heading
    *1934*), for wordings that name none. ``language`` (BCP 47) helps where the words are
    those of several languages; ``column`` is what `habits_of` found in the other values.
    """
    wording = " ".join(text.split())
    return _read(wording, year, language, column or _NO_HABITS) if wording else NO_DATE


@lru_cache(maxsize=8192)
def _read(wording: str, year: int | None, language: str, habits: Habits) -> HistoricalDate:
    if expression := _as_edtf(wording):
        return HistoricalDate(wording, expression, Status.GIVEN)
    if expression := _as_catalogued(wording):
        return HistoricalDate(wording, expression, Status.GIVEN, notes=(SUPPLIED,))
    if len(wording) > LONGEST_WORDING:
        return HistoricalDate(wording, status=Status.NOT_UNDERSTOOD)
    return _read_words(wording, language, Reading(year=year, habits=habits))


def _read_words(wording: str, language: str, reading: Reading) -> HistoricalDate:
    plain, supplied = _without_brackets(date_words.fold(wording))
    words, glued = date_words.pieces(plain)
    if "\u0648" in plain:
        words, glued = date_tokens.without_joined_and(words, glued)
    if says_undated(words):
        return HistoricalDate(wording, status=Status.UNDATED)
    found = _meaning(words, glued, language, reading)
    if found is None and supplied:  # 25 October [7 November] 1917
        aside = date_words.fold(wording).replace("[", "(").replace("]", ")")
        found = _meaning(*date_words.pieces(aside), language, reading)
    if found is None:
        return _supplied_for_undated(wording, language, reading)
    meaning, reading = found
    notes = ([SUPPLIED] if supplied else []) + [note for note in reading.notes if note]
    return HistoricalDate(wording, meaning, Status.GIVEN, reading.calendar, tuple(notes))


_UNDATED_BUT = re.compile(r"([^\[\]]+)(\[[^\[\]]+\])")


def _supplied_for_undated(wording: str, language: str, reading: Reading) -> HistoricalDate:
    """``n.d. [1937]``: the source has no date, but a cataloguer supplied one."""
    match = _UNDATED_BUT.fullmatch(wording)
    if match and says_undated(date_words.pieces(date_words.fold(match[1]))[0]):
        date = _read(match[2], reading.year, language, reading.habits)
        return replace(date, text=wording)
    return HistoricalDate(wording, status=Status.NOT_UNDERSTOOD)


def forget() -> None:
    """Empties the memory of wordings that were read before."""
    _read.cache_clear()


def read_column(texts: Iterable[str], *, language: str = "") -> list[HistoricalDate]:
    """The dates of a column: what one wording leaves open, the others may settle."""
    values = list(texts)
    habits = habits_of(values)
    return [read(text, language=language, column=habits) for text in values]


def may_be_settled(date: HistoricalDate) -> bool:
    """Whether the other values of its column may say what the date means."""
    is_ambiguous = not _LEFT_TO_THE_COLUMN.isdisjoint(date.notes)
    return is_ambiguous or date.status is Status.NOT_UNDERSTOOD


_LEFT_TO_THE_COLUMN = {date_reading.TWO_YEARS_OR_MONTH, date_reading.DAY_OR_MONTH_FIRST}
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)", re.ASCII)
_YEAR_AND_TWO = re.compile(r"(?<!\d)\d\d(\d\d)-(\d\d)(?![\d-])", re.ASCII)


def habits_of(texts: Iterable[str]) -> Habits:
    """What the values of a column show: which of day and month stands first, and whether
    the second number of ``1904-05`` is a month. Evidence for both settles nothing."""
    first_above, second_above, months, years = False, False, False, False
    for text in texts:
        for match in _SLASHED.finditer(text[:LONGEST_WORDING]):
            first_above |= 12 < int(match[1]) <= 31 and int(match[3]) <= 12
            second_above |= 12 < int(match[3]) <= 31 and int(match[1]) <= 12
        for match in _YEAR_AND_TWO.finditer(text[:LONGEST_WORDING]):
            first, second = int(match[1]), int(match[2])
            months |= second <= first and 1 <= second <= 12
            years |= second > first and (12 < second <= 20 or second > LAST_SEASON)
    return Habits(
        day_first=first_above if first_above != second_above else None,
        second_is_month=months if months != years else None,
    )


def bulk(text: str, *, language: str = "") -> HistoricalDate | None:
    """The second date of ``1890-1920 (bulk 1905-1915)``, None where there is none.

    Its wording is what stands in the parentheses, or after the last comma.
    """
    wording = " ".join(text.split())
    if len(wording) > LONGEST_WORDING:
        return None
    words, glued = date_words.pieces(_without_brackets(date_words.fold(wording))[0])
    found = _meaning(words, glued, language, Reading())
    if found is None or not found[1].bulk:
        return None
    wording = re.split("[(（,，]", wording)[-1].rstrip(")） ").lstrip()
    return HistoricalDate(wording, found[1].bulk, Status.GIVEN)


def names_bulk(date: HistoricalDate) -> bool:
    """Whether the wording of the date names a second one, which `bulk` gives."""
    return any(note.startswith(date_reading.BULK) for note in date.notes)


def from_edtf(expression: str, text: str = "") -> HistoricalDate:
    """The date an EDTF expression means. Raises `regesta.description.edtf.NotEDTF`."""
    read_edtf(expression)
    return HistoricalDate(text or expression, expression, Status.GIVEN)


def says_undated(words: Sequence[str]) -> bool:
    """Whether the words say, in any language, that there is no date."""
    if not words or (words[0] != "(" and words[0] not in date_words.undated_beginnings()):
        return False
    said = tuple(word for word in words if word not in ("(", ")"))
    return (said[:-1] if said[-1:] == (".",) else said) in date_words.undated_phrases()


def in_words(expression: str, language: str = "en") -> str:
    """EDTF as a reader of the language would write it: ``circa 1950``, ``около 1950 г.``

    Reading the words, with the language, gives the same EDTF; what cannot be said so is
    given back as EDTF. Raises `regesta.description.edtf.NotEDTF`.
    """
    plain = canonical(expression)
    table = date_words.LANGUAGES.get(language.partition("-")[0].lower())
    words = date_saying.said(plain, table) if table else None
    if table is None or words is None or read(words, language=table.code).edtf != plain:
        return plain
    return words


def _as_edtf(wording: str) -> str | None:
    """The wording where it is EDTF; ``1904-05`` is left to the rule for two numbers."""
    if not _EDTF_SIGNS.fullmatch(wording) or _TWO_NUMBERS.fullmatch(wording):
        return None
    try:
        return canonical(wording.replace("x", "X"))
    except NotEDTF:
        return None


def _as_catalogued(wording: str) -> str | None:
    """``[193-]``, ``[18--?]``: a decade and a century as cataloguing rules write them."""
    match = _CATALOGUED.fullmatch(wording)
    return f"{match[1]:X<4}{match[2]}" if match else None


def _without_brackets(text: str) -> tuple[str, bool]:
    """Square brackets mean that a cataloguer supplied what they hold."""
    if "[" not in text and "]" not in text:
        return text, False
    digits = _SUPPLIED_DIGITS.sub(_joined, text)
    if digits != text:
        return _without_brackets(digits)[0], True
    if text.count("[") != text.count("]") or text.find("]") < text.find("["):
        return text, False
    text = text.replace("[?]", "?")
    return text.replace("[", " ").replace("]", " ").strip(), "[" in text


def _joined(match: re.Match[str]) -> str:
    """``193[7]``, ``[19]37``: a year of which some digits are supplied."""
    digits = "".join(part or "" for part in match.groups())
    return digits if len(digits) == YEAR_DIGITS else match[0]


def _meaning(
    words: Sequence[str], glued: Sequence[bool], language: str, reading: Reading
) -> tuple[str, Reading] | None:
    """What the words mean in the languages that know them all, where these agree."""
    bits = date_tokens.languages_of(words)
    found: dict[str, Reading] = {}
    for codes in _rounds(bits, language, words):
        seen: list[date_tokens.Run] = []
        for code in codes:
            lexicon = date_words.lexicon(code)
            for run in date_tokens.runs(words, glued, lexicon):
                if run in seen:
                    continue
                seen.append(run)
                one = Reading(year=reading.year, habits=reading.habits)
                one.language_is_julian = lexicon.language.julian_until_1918
                one.day_first = _day_first(lexicon.language.day_first, language)
                if meaning := date_grammar.whole(run, one):
                    found.setdefault(meaning, one)
        if found:
            break
    if len(found) != 1:
        return None
    return next(iter(found.items()))


def _rounds(bits: int, language: str, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The languages to try: that of the hint by itself, then the others."""
    if not bits:
        return ()
    hint = language.partition("-")[0].lower()
    codes = date_tokens.codes(bits)
    if hint in codes:
        return (hint,), tuple(code for code in codes if code != hint)
    if bits == date_words.ALL:
        return (("",), codes) if any(map(str.isalpha, words)) else (("",),)
    return (codes,)


def _day_first(of_language: bool, hint: str) -> bool | None:
    if hint.lower() in ("en-us", "en-gb"):
        return hint.lower() == "en-gb"
    return True if of_language else None
