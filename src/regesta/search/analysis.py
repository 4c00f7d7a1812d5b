"""From text to the tokens that are compared, the same for every backend.

A reader never has to say the language: words are folded (case, diacritics, width), an
apostrophe inside a name is left out (``Ts'ai`` is ``tsai``), and every Chinese, Japanese
or Korean sign is a token of its own, so that any run of them is found as a phrase.
No token is ever dropped for its length: an overlong one goes in as consecutive pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST_TOKEN = 100  # signs; longer runs are cut into pieces of this length

_SIGN = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303c\u3041-\u30ff\u3105-\u318f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)


def _marks() -> str:
    """Combining marks belong to their letter; ``\\w`` leaves them out."""
    marks = [
        chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"
    ]
    return "".join(marks).replace("\u302a", "")


_LETTER = rf"[^\W_{_SIGN}][{_marks()}\u200c\u200d\u0640]*"
_APOSTROPHES = "'’ʼʻʹ′`‘"
_WORD = re.compile(rf"[{_SIGN}]|(?:{_LETTER})+(?:[{_APOSTROPHES}](?:{_LETTER})+)*")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_ELIDED = {"l", "d", "j", "m", "t", "s", "c", "n", "qu", "dell", "nell", "sull", "all"}
_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A folded token and the place it stands at, as offsets into the text."""

    text: str
    start: int
    end: int


_SILENT = {0x200C, 0x200D, 0x640}  # joiners, and the Arabic letter that only stretches


def _is_pointing(code: int) -> bool:
    """Whether a mark only points a letter: Latin accents, Hebrew and Arabic vowels."""
    return code < 0x370 or 0x590 <= code <= 0x670


class _Folds(dict[int, str]):
    """What each code point folds to, found once. Marks of Latin and Greek letters and the
    vowel points of Hebrew and Arabic go; й stays a letter of its own, ё is е."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = unicodedata.normalize("NFKC", sign).casefold()
        if folded in ("ё", "ѐ"):
            folded = "е"
        elif code in _SILENT or (unicodedata.category(sign) == "Mn" and _is_pointing(code)):
            folded = ""
        elif folded and unicodedata.name(folded[0], "").startswith(("LATIN", "GREEK")):
            apart = unicodedata.normalize("NFD", folded.translate(_WITHOUT_DECOMPOSITION))
            folded = "".join(one for one in apart if not unicodedata.combining(one))
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text as it is compared: without case, width and diacritics."""
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, in order."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        for piece, offset in _pieces(match[0]):
            yield Token(piece, start + offset, end)


def terms(text: str) -> list[str]:
    """The tokens' texts alone."""
    return [piece for word in _WORD.findall(text) for piece, _ in _pieces(word)]


@lru_cache(maxsize=200_000)
def _pieces(word: str) -> tuple[tuple[str, int], ...]:
    """The folded tokens of a word, each with its offset; words come again and again."""
    return tuple(
        (folded[cut : cut + LONGEST_TOKEN], offset)
        for part, offset in _without_apostrophes(word)
        if (folded := fold(part))
        for cut in range(0, len(folded), LONGEST_TOKEN)
    )


def _without_apostrophes(word: str) -> Iterator[tuple[str, int]]:
    """``l'armée`` is two words, ``Stalin's`` is Stalin, ``Ts'ai`` is one word."""
    parts = _APOSTROPHE.split(word)
    if len(parts) == 1:
        yield word, 0
        return
    if parts[0].casefold() in _ELIDED:
        yield parts[0], 0
        yield "".join(parts[1:]), len(parts[0]) + 1
        return
    if parts[-1].casefold() == "s":
        parts.pop()
    yield "".join(parts), 0
