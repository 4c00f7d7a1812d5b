"""From text to the tokens that are compared, the same for every backend.

A reader never has to say the language: words are folded (case, diacritics, width), an
apostrophe inside a name is left out (``Ts'ai`` is ``tsai``), and every Chinese, Japanese
or Korean sign is a token of its own, so that any run of them is found as a phrase.
No token is ever dropped for its length: an overlong one goes in as consecutive pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

LONGEST_TOKEN = 100  # signs; longer runs are cut into pieces of this length

_SIGN = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303c\u3041-\u30ff\u3105-\u318f"
    "\u31a0-\u31ff\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)


def _marks() -> str:
    """Combining marks belong to their letter; ``\\w`` leaves them out."""
    marks = [
        chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"
    ]
    return "".join(marks).replace("\u302a", "")


# A sign with what belongs to it: the letters of a Korean syllable, a Japanese voicing mark.
_WHOLE_SIGN = f"[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[{_SIGN}][\u3099\u309a\uff9e\uff9f]?"
_LETTER = rf"[^\W_{_SIGN}]"
_MARK = rf"[{_marks()}\u00ad\u0640\u200c\u200d\u2060\ufeff]"
_LETTERS = f"{_LETTER}+(?:{_MARK}+{_LETTER}*)*"
_APOSTROPHES = "'’ʼʻʹ′`‘"
# A run of plain letters that nothing else continues is a word, which is quickly seen.
_PLAIN_WORD = r"[A-Za-z0-9]++(?![^\x00-\x7f]|['`])"
_WORD = re.compile(rf"{_PLAIN_WORD}|{_WHOLE_SIGN}|{_LETTERS}(?:[{_APOSTROPHES}]{_LETTERS})*")
_ASCII_WORD = re.compile("[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*")  # the same, for a plain text
_ASCII_TOKEN = re.compile(f"[a-z0-9]{{1,{LONGEST_TOKEN}}}")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
# Without "t": T'ang is more often met in archives than "t'aime".
_ELIDED = {"l", "d", "j", "m", "s", "c", "n", "qu", "dell", "nell", "sull", "all"}
_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


class Token(NamedTuple):
    """A folded token and the place it stands at, as offsets into the text."""

    text: str
    start: int
    end: int


# Signs that only join, hint at a break or stretch a word.
_SILENT = {0xAD, 0x640, 0x200C, 0x200D, 0x2060, 0xFEFF}


def _is_pointing(code: int) -> bool:
    """Whether a mark only points a letter: Latin accents, Hebrew and Arabic vowels."""
    return code < 0x370 or 0x590 <= code <= 0x670


class _Folds(dict[int, str]):
    """What each code point folds to, found once. Marks of Latin and Greek letters and the
    vowel points of Hebrew and Arabic go; й stays a letter of its own, ё is е."""

    def __missing__(self, code: int) -> str:
        folded = _folded_once(chr(code))
        while (again := "".join(map(_folded_once, folded))) != folded:
            folded = again
        self[code] = folded
        return folded


def _folded_once(sign: str) -> str:
    folded = unicodedata.normalize("NFKC", sign).casefold()
    if folded in ("ё", "ѐ"):
        return "е"
    code = ord(sign)
    if code in _SILENT or (unicodedata.category(sign) == "Mn" and _is_pointing(code)):
        return ""
    if folded and unicodedata.name(folded[0], "").startswith(("LATIN", "GREEK")):
        apart = unicodedata.normalize("NFD", folded)
        bare = "".join(one for one in apart if not unicodedata.combining(one))
        return bare.translate(_WITHOUT_DECOMPOSITION)
    return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text as it is compared: without case, width and diacritics."""
    folded = unicodedata.normalize("NFC", text).translate(_FOLDS)
    return unicodedata.normalize("NFC", folded)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, in order."""
    for match in _WORD.finditer(text):
        at = match.start()
        for piece, start, end in _pieces(match[0]):
            yield Token(piece, at + start, at + end)


def terms(text: str) -> list[str]:
    """The tokens' texts alone."""
    if not text.isascii():
        text = _in_plain_signs(text)
        if not text.isascii():
            return list(chain.from_iterable(map(_terms_of, _WORD.findall(text))))
    return _terms_of_plain(text)


def terms_apart(texts: Sequence[str], between: str) -> list[str]:
    """The terms of several texts, with a token of its own between each and the next; nothing
    stands before the first that has any terms."""
    if len(texts) == 1:
        return terms(texts[0])
    together = f" {_APART} ".join(texts)
    is_plain = together.isascii() and together.count(_APART) == len(texts) - 1
    if is_plain and "'" not in together and "`" not in together:
        found = _cut(together, _CUT_BUT_APART)
        at = 0
        for _ in texts[1:]:
            at = found.index(_APART, at)
            found[at] = between
        first = next((at for at, term in enumerate(found) if term != between), len(found))
        return found[first:] if first else found
    found = []
    for text in texts:
        if found:
            found.append(between)
        found.extend(terms(text))
    return found


def _terms_of_plain(text: str) -> list[str]:
    """The terms of ASCII text: cut as bytes, and with no more than a look at each."""
    found = _cut(text, _CUT)
    if "'" in text or "`" in text:
        found = [one for word in found for one in ((word,) if word.isalnum() else _parted(word))]
    return found


def _cut(text: str, table: bytes) -> list[str]:
    found = text.lower().encode().translate(table).decode().split()
    if _has_long_run(text) and max(map(len, found), default=0) > LONGEST_TOKEN:
        steps = range(0, len(text), LONGEST_TOKEN)
        pieces = (word[at : at + LONGEST_TOKEN] for word in found for at in steps)
        found = [piece for piece in pieces if piece]
    return found


def _parted(word: str) -> Iterator[str]:
    """The terms of letters, digits and apostrophes."""
    for one in _ASCII_WORD.findall(word):
        yield from _terms_of(one)


def _table(kept: str) -> bytes:
    """For `bytes.translate`: whatever is no letter or digit and is not kept is a space."""
    return bytes(
        code if chr(code).isalnum() or chr(code) in kept else ord(" ") for code in range(128)
    ) + bytes(128)


_APART = "\x01"  # stands in no text but by mistake
_CUT, _CUT_BUT_APART = _table("'`"), _table(_APART)


def plain_form(text: str) -> str | None:
    """A plain text as its tokens are cut from it, each at its place; None where the text is not
    so plain, and a token may say something else than the signs in its place."""
    plain = text if text.isascii() else _in_plain_signs(text)
    if not plain.isascii() or "'" in plain or "`" in plain:
        return None
    return None if _has_long_run(plain) else plain.lower()


def _has_long_run(text: str) -> bool:
    """Whether there may be a token longer than the longest, which is cut into several."""
    space = -1
    while len(text) - space - 1 > LONGEST_TOKEN:
        space = text.rfind(" ", space + 1, space + LONGEST_TOKEN + 2)
        if space < 0:
            return True
    return False


def beginning(plain: str, prefix: str) -> list[tuple[int, int]]:
    """Where the tokens of a plain form stand that begin so, as offsets."""
    found = []
    at = plain.find(prefix)
    while at >= 0:
        match = _ASCII_TOKEN.match(plain, at)
        if match and not plain[at - 1 : at].isalnum():
            found.append(match.span())
        at = plain.find(prefix, at + 1)
    return found


def next_token(plain: str, at: int) -> tuple[int, int] | None:
    """Where the first token of a plain form stands from a place on."""
    match = _ASCII_TOKEN.search(plain, at)
    return match.span() if match else None


def spans(text: str) -> list[tuple[int, int]]:
    """The places of the tokens alone, each its first and last offset into the text."""
    text = _in_plain_signs(text)
    if text.isascii() and "'" not in text and "`" not in text:
        return [match.span() for match in _ASCII_TOKEN.finditer(text.lower())]
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() and word.isalnum() and len(word) <= LONGEST_TOKEN:
            found.append(match.span())
        else:
            at = match.start()
            found.extend([(at + start, at + end) for _, start, end in _pieces(word)])
    return found


def _in_plain_signs(text: str) -> str:
    """The text with plain signs for those of print, each for one."""
    if not text.isascii():
        for sign, plain in _PRINTED:
            text = text.replace(sign, plain)
    return text


# Signs of print that part words as plain signs do: much that is printed is plain else.
_PRINTED = tuple(
    zip("\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u00a0\u00a7", "''\"\"--. .", strict=True)
)


@lru_cache(maxsize=200_000)
def _terms_of(word: str) -> tuple[str, ...]:
    return tuple(piece for piece, _, _ in _pieces(word))


@lru_cache(maxsize=200_000)
def _pieces(word: str) -> tuple[tuple[str, int, int], ...]:
    """The folded tokens of a word with their places in it; words come again and again."""
    return tuple(
        (piece[cut : cut + LONGEST_TOKEN], start, end)
        for part, start, end in _without_apostrophes(word)
        for piece in _WORD.findall(fold(part))  # a sign may stand for several words
        for cut in range(0, len(piece), LONGEST_TOKEN)
    )


def _without_apostrophes(word: str) -> Iterator[tuple[str, int, int]]:
    """``l'armée`` is two words, ``Stalin's`` is Stalin, ``Ts'ai`` is one word."""
    parts = _APOSTROPHE.split(word)
    start = 0
    if len(parts) > 1 and parts[0].casefold() in _ELIDED:
        elided = parts.pop(0)
        yield elided, 0, len(elided)
        start = len(elided) + 1
    if len(parts) > 1 and parts[-1].casefold() == "s":
        parts.pop()
    yield "".join(parts), start, len(word)
