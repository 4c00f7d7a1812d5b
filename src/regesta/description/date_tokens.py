"""From a wording to tokens: what each word and number does in a date, in one language.

A wording in which any word is unknown is no date: a title is refused at its first such word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from math import prod
from typing import Any

from regesta.description import date_words
from regesta.description.date_words import ALL, LANGUAGES, ONLY_WITH_END, Lexicon

MOST_READINGS = 64  # of a wording whose words are of several kinds; more is no date
MOST_TOKENS = 40

Meaning = tuple[str, Any]


@dataclass(slots=True)
class Run:
    """Tokens in a row: their kinds as a string, one sign each, and their values."""

    kinds: str
    values: tuple[Any, ...]

    def part(self, start: int, end: int | None = None) -> Run:
        return Run(self.kinds[start:end], self.values[start:end])

    def __add__(self, other: Run) -> Run:
        return Run(self.kinds + other.kinds, self.values + other.values)


class TwoDigits(int):
    """A number below ten that was written with a nought before it."""


# Numbers by their length: a day or a month, a year of three digits, a year, a whole day.
_NUMBERS = {1: "n", 2: "n", 3: "t", 4: "Y", 8: "L"}
_NUMBER_KINDS = frozenset("ntYLo")
_START_OF_RANGE: Meaning = ("F", ONLY_WITH_END)
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_ENDING = re.compile(r"(?<=[ivx])(?:e|eme|er|ere|th|st|nd|rd|o|a)$")
_CYRILLIC_ROMAN = str.maketrans("хіѵ", "xiv")
_SIGNS = frozenset(".,-/():?[]")


def languages_of(words: Sequence[str]) -> int:
    """The languages, as bits, that know every word; none where a word is nobody's."""
    known = date_words.known_words()
    found = ALL
    for word in words:
        if word[0].isalpha():
            bits = known.get(word, 0)
            found &= ALL if roman(word) else bits
            if not found:
                return 0
    return found


_AND = "\u0648"  # Arabic writes "and" together with the next word


def without_joined_and(words: Sequence[str], glued: Sequence[bool]) -> tuple[list[str], list[bool]]:
    """The words with the Arabic *and* standing alone."""
    known = date_words.known_words()
    apart: list[str] = []
    ties: list[bool] = []
    for word, tie in zip(words, glued, strict=True):
        if word[0] == _AND and word not in known and word[1:] in known:
            apart += [_AND, word[1:]]
            ties += [tie, True]
        else:
            apart.append(word)
            ties.append(tie)
    return apart, ties


@cache
def codes(bits: int) -> tuple[str, ...]:
    """The languages of these bits, in the order of the tables."""
    return tuple(code for number, code in enumerate(LANGUAGES) if bits >> number & 1)


def roman(word: str) -> int | None:
    """The value of a Roman numeral up to 39, with or without an ordinal's ending."""
    if len(word) > 10 or word[0] not in "ivxхі":
        return None
    match = _ROMAN.fullmatch(_ROMAN_ENDING.sub("", word.translate(_CYRILLIC_ROMAN)))
    if match is None:
        return None
    ones = {"iv": 4, "ix": 9}.get(match[2])
    if ones is None:
        ones = 5 * match[2].count("v") + match[2].count("i")
    return 10 * len(match[1]) + ones or None


def runs(words: Sequence[str], glued: Sequence[bool], lexicon: Lexicon) -> list[Run]:
    """Every way to take the words in one language; none where a word is unknown."""
    tokens = _tokens(words, glued, lexicon)
    if not tokens or len(tokens) > MOST_TOKENS:
        return []
    if prod(map(len, tokens)) == 1:
        kinds = "".join([token[0][0] for token in tokens])
        return [Run(kinds, tuple([token[0][1] for token in tokens]))]
    if "(" not in words:
        tokens = _without_late_starts(tokens)
    if prod(map(len, tokens)) > MOST_READINGS:
        return []
    return [
        Run("".join(kind for kind, _ in chosen), tuple(value for _, value in chosen))
        for chosen in product(*tokens)
    ]


def _without_late_starts(tokens: list[tuple[Meaning, ...]]) -> list[tuple[Meaning, ...]]:
    """A word such as *du* or *de* may begin a range before its first number only: after that
    it is read in its other meaning, and half of the readings need not be tried."""
    found, after_number = [], False
    for meanings in tokens:
        is_late = after_number and len(meanings) > 1 and _START_OF_RANGE in meanings
        late = tuple(one for one in meanings if one != _START_OF_RANGE) if is_late else meanings
        found.append(late)
        after_number = after_number or meanings[0][0] in _NUMBER_KINDS
    return found


def _tokens(
    words: Sequence[str], glued: Sequence[bool], lexicon: Lexicon
) -> list[tuple[Meaning, ...]] | None:
    found: list[tuple[Meaning, ...]] = []
    single_words = _single_words(lexicon.language.code)
    place = 0
    while place < len(words):
        if known := single_words.get(words[place]):
            found.append(known)
            place += 1
            continue
        token = _number if words[place][0].isdigit() else _word
        length, meanings = token(words, glued, place, lexicon)
        if not meanings:
            return None
        found.append(meanings)
        place += length
    return found


@cache
def _single_words(code: str) -> dict[str, tuple[Meaning, ...]]:
    """The words of a language, and the signs, that mean the same whatever stands beside them:
    those that begin no longer phrase and are no numeral."""
    lexicon = date_words.lexicon(code)
    found: dict[str, tuple[Meaning, ...]] = {sign: ((sign, None),) for sign in _SIGNS}
    for word, phrases in lexicon.phrases.items():
        found.pop(word, None)
        if len(phrases) == 1 and len(phrases[0][0]) == 1 and _is_plain(word, lexicon):
            found[word] = phrases[0][1]
    return found


def _is_plain(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of the lexicon is no number as well."""
    if word[0].isdigit() or word in lexicon.language.numerals:
        return False
    return not word[0].isalpha() or roman(word) is None


def _word(
    words: Sequence[str], glued: Sequence[bool], place: int, lexicon: Lexicon
) -> tuple[int, tuple[Meaning, ...]]:
    word = words[place]
    length, meanings = _phrase(words, place, lexicon)
    if length < 2 and word in lexicon.language.numerals:
        counted, written = _written_number(words, place, lexicon.language.numerals)
        if written is not None:
            return counted, (*meanings, written) if counted == 1 else (written,)
    value = roman(word) if word[0].isalpha() else None
    if value is not None and length < 2:
        return 1, (*meanings, ("r", value))
    if not meanings and word in _SIGNS:
        return 1, ((word, None),)
    return length, meanings


def _number(
    words: Sequence[str], glued: Sequence[bool], place: int, lexicon: Lexicon
) -> tuple[int, tuple[Meaning, ...]]:
    meanings = _of_digits(words[place])
    if not meanings or meanings[0][0] != "n":
        return 1, meanings
    length = _ordinal_suffix(words, glued, place + 1, lexicon)
    return 1 + length, (("o", meanings[0][1]),) if length else meanings


@lru_cache(maxsize=4096)
def _of_digits(word: str) -> tuple[Meaning, ...]:
    kind = _NUMBERS.get(len(word), "")
    if not kind or not word.isascii():
        return ()
    if kind == "L":
        return ((kind, word),)
    value = int(word)
    return ((kind, TwoDigits(value) if value < 10 and len(word) == 2 else value),)


def _ordinal_suffix(
    words: Sequence[str], glued: Sequence[bool], place: int, lexicon: Lexicon
) -> int:
    """How many words make the suffix that is glued to a number; none where there is none."""
    if place >= len(words) or not glued[place]:
        return 0
    length, meanings = _phrase(words, place, lexicon)
    kinds = {meaning[0] for meaning in meanings}
    is_suffix = "X" in kinds and "S" not in kinds and all(glued[place : place + length])
    return length if is_suffix else 0


def _phrase(words: Sequence[str], place: int, lexicon: Lexicon) -> tuple[int, tuple[Meaning, ...]]:
    """The longest phrase of the lexicon that stands here."""
    for phrase, meanings in lexicon.phrases.get(words[place], ()):
        length = len(phrase)
        if length == 1 or tuple(words[place : place + length]) == phrase:
            return length, meanings
    return 0, ()


def _written_number(
    words: Sequence[str], place: int, numerals: dict[str, int]
) -> tuple[int, Meaning | None]:
    """A number in Chinese signs: digit by digit (一九三七) or with tens (二十六)."""
    end = place
    while end < len(words) and words[end] in numerals:
        end += 1
    signs = words[place:end]
    values = [numerals[sign] for sign in signs]
    if all(value < 10 for value in values):
        kind = _NUMBERS.get(len(values), "")
        return len(signs), (
            kind,
            int("".join(map(str, values))),
        ) if kind in "ntY" and kind else None
    total, digit = 0, 0
    for value in values:
        if value < 10:
            if digit:
                return len(signs), None
            digit = value
        else:
            total += (digit or 1) * value if value in (10, 100) else value
            digit = 0
    total += digit
    return len(signs), ("n" if total < 100 else "t", total)
