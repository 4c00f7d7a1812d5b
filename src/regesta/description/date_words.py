"""The languages whose dates are read, and their tables made ready for finding.

What a word does in a date is a *kind*, one sign each, so that the shape of a wording is a
string. A word may be of several kinds: *до* is "before", and "to" after "from".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from regesta.description import calendars
from regesta.description.date_language import Language
from regesta.description.date_words_east import HUNGARIAN, POLISH, RUSSIAN, UKRAINIAN
from regesta.description.date_words_far import ARABIC, CHINESE
from regesta.description.date_words_west import ENGLISH, FRENCH, GERMAN, ITALIAN, SPANISH

LANGUAGES = {
    table.code: table
    for table in (
        ENGLISH, RUSSIAN, UKRAINIAN, CHINESE, FRENCH, GERMAN, SPANISH, ITALIAN, POLISH,
        HUNGARIAN, ARABIC,
    )
}  # fmt: skip

# Kinds of the words of a table. Numbers and what is put together from words have theirs in
# `regesta.description.date_tokens` and `regesta.description.date_grammar`.
_KINDS = {
    "half": "h", "quarter": "q", "year": "y", "years": "G", "decade": "D",
    "decade_suffixes": "S", "century": "c", "month_mark": "l", "day_mark": "j", "circa": "~",
    "probably": "P", "before": "<", "after": ">", "not_later": "{", "not_earlier": "}",
    "start": "F", "until": "T", "until_or_before": "<", "onwards": "K", "between": "B",
    "both": "&", "either": "|", "night": "N", "bulk": "U", "same_as": "W", "fillers": "_",
    "half_day": "a", "time_of_day": "z", "hour": "k",
    "hour_before": "u", "minute": "v", "bc": "b", "ad": "A",
    "hijri": "H", "old_style": "O", "new_style": "Q", "ordinal_suffixes": "X",
}  # fmt: skip
_NUMBERED = {"months": "m", "weekdays": "w", "hijri_months": "i", "republican_months": "f",
             "ordinals": "o"}  # fmt: skip
_ERAS = {
    "roc": calendars.REPUBLIC_OF_CHINA, "meiji": calendars.MEIJI, "taisho": calendars.TAISHO,
    "showa": calendars.SHOWA, "heisei": calendars.HEISEI, "reiwa": calendars.REIWA,
}  # fmt: skip
ONLY_WITH_END = "only with an end"
ONLY_WITHOUT_END = "only without an end"
_FIRST_SEASON = 21  # the EDTF code of spring
_SHARED_CIRCA = "ca, circa, c, cca"  # Latin, and everybody's
_FIRST_NAMED_TENS = 20

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－～〜"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ′`´"), "'")
_DIGITS = {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}
_LETTERS = str.maketrans({"ł": "l", "ё": "е", "ـ": "", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي",
                          "ة": "ه", "،": ",", "、": ",", "؟": "?", "„": '"', "№": "no",
                          "°": "o", "¿": None})  # fmt: skip
_TRANSLATION = _DASHES | _APOSTROPHES | _DIGITS | _LETTERS

# Signs of Chinese stand alone; other letters make words; whatever else is a sign.
RAW = re.compile(r"(\s*)(\d+|[㐀-鿿〇○々]|[^\W\d_㐀-鿿〇○々]+|[^\w\s]|_)")


def fold(text: str) -> str:
    """The text without the differences that make none: case, accents, kinds of dashes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).translate(_TRANSLATION).casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain)
    bare = "".join([sign for sign in apart if not unicodedata.combining(sign)])
    return bare.translate(_TRANSLATION)


def pieces(folded: str) -> tuple[list[str], list[bool]]:
    """The words, numbers and signs of a folded text, and whether each is glued to the one
    before; the full stop of an abbreviation is dropped."""
    words: list[str] = []
    glued: list[bool] = []
    after_word = False
    for space, word in RAW.findall(folded):
        if not space and words:
            if word == "." and after_word:
                after_word = False
                continue
            if word == "-" and words[-1] == "-":
                continue
        after_word = word[0].isalpha()
        words.append(word)
        glued.append(not space)
    return words, glued


@dataclass(slots=True)
class Lexicon:
    """A table made ready: phrases by their first word, the longest first."""

    language: Language
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[tuple[str, Any], ...]]]] = field(
        default_factory=dict
    )


def wordings(entry: str) -> Iterator[str]:
    for wording in entry.split(","):
        stem, *endings = wording.strip().split("|")
        if endings:
            yield from (stem + ending for ending in endings)
        elif stem:
            yield stem


def _entries(table: Language) -> Iterator[tuple[str, str, Any]]:
    """Every wording of a table with its kind and value."""
    for name, kind in _KINDS.items():
        yield from ((wording, kind, None) for wording in wordings(getattr(table, name)))
    for name, kind in _NUMBERED.items():
        for number, entry in enumerate(getattr(table, name), 1):
            yield from ((wording, kind, number) for wording in wordings(entry))
    for number, entry in enumerate(table.seasons):
        yield from ((wording, "s", _FIRST_SEASON + number) for wording in wordings(entry))
    for number, entry in enumerate((table.early, table.mid, table.late)):
        yield from ((wording, "p", ("third", number + 1)) for wording in wordings(entry))
    for number, entry in enumerate((table.first_half, table.second_half), 1):
        yield from ((wording, "x", ("half", number)) for wording in wordings(entry))
    yield from ((wording, "x", ("quarter", 4)) for wording in wordings(table.last_quarter))
    for number, entry in enumerate(table.tens):
        tens = _FIRST_NAMED_TENS + 10 * number
        yield from ((wording, "e", tens) for wording in wordings(entry))
    for name, entry in table.eras.items():
        yield from ((wording, "E", _ERAS[name]) for wording in wordings(entry))
    yield from ((wording, "~", None) for wording in wordings(_SHARED_CIRCA))


def words_of(wording: str) -> tuple[str, ...]:
    return tuple(pieces(fold(wording))[0])


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language; that of "" knows only what all languages share."""
    table = LANGUAGES.get(code) or Language(code="", months=())
    collected: dict[tuple[str, ...], dict[tuple[str, Any], None]] = {}
    for wording, kind, value in _entries(table):
        collected.setdefault(words_of(wording), {})[kind, value] = None
    for meanings in collected.values():
        if {("F", None), ("_", None)} <= meanings.keys():  # "du" is a start only before an end
            del meanings["F", None]
            meanings["F", ONLY_WITH_END] = None
        if {("F", None), ("}", None)} <= meanings.keys():  # "desde" starts a range with an end
            del meanings["}", None]
            meanings["}", ONLY_WITHOUT_END] = None
    made = Lexicon(table)
    for phrase, meanings in sorted(collected.items(), key=lambda item: -len(item[0])):
        made.phrases.setdefault(phrase[0], []).append((phrase, tuple(meanings)))
    return made


@cache
def known_words() -> dict[str, int]:
    """Every word of the tables, with a bit for each language that has it."""
    known: dict[str, int] = {}
    for number, table in enumerate(LANGUAGES.values()):
        found = lexicon(table.code).phrases
        words = {word for many in found.values() for phrase, _ in many for word in phrase}
        for word in words | set(table.numerals):
            if word[0].isalpha() or word in table.numerals:
                known[word] = known.get(word, 0) | 1 << number
    return known


ALL = (1 << len(LANGUAGES)) - 1


@cache
def undated_phrases() -> frozenset[tuple[str, ...]]:
    """What says, in any language, that there is no date."""
    return frozenset(
        words_of(wording) for table in LANGUAGES.values() for wording in wordings(table.undated)
    )


@cache
def undated_beginnings() -> frozenset[str]:
    """The first words of `undated_phrases`, which settle most wordings at once."""
    return frozenset(phrase[0] for phrase in undated_phrases())


def undated_wordings() -> set[str]:
    return {
        wording.casefold() for table in LANGUAGES.values() for wording in wordings(table.undated)
    }
