"""The outline of a word: which of the letters b, l, m, n and r it has.

Every habit of spelling keeps these five: whoever writes *Мирзоян*, by whatever rules, writes
an m, an r and an n, and no b. So two words whose outlines differ have no reading in common,
and that is seen before either of them is read, which takes fifty times as long. Where
some way to read a word adds or drops one of the letters, that letter is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable

from regesta.description import names_japanese
from regesta.description.names_letters import bare

# One bit a letter: those that a word has, and those that are in doubt.
Outline = tuple[int, int]

_B, _L, _M, _N, _R = (1 << place for place in range(5))
_KEPT = {
    "b": _B, "l": _L, "m": _M, "n": _N, "r": _R, "б": _B, "л": _L, "м": _M, "н": _N, "р": _R,
    "ب": _B, "ل": _L, "م": _M, "ن": _N, "ر": _R,
}  # fmt: skip
# Letters for which some write one of the five: Polish ę and ą for en and on, Arabic b for p.
_PUT_IN_DOUBT = {
    "p": _B, "п": _B, "پ": _B, "љ": _L, "њ": _N, "ң": _N, "ę": _N, "ą": _N,
}  # fmt: skip
IN_DOUBT: Outline = (0, _B | _L | _M | _N | _R)


def outline(word: str) -> Outline:
    """The outline of a word in Latin, Cyrillic or Arabic letters."""
    has = doubt = 0
    for letter in word:
        if letter in _KEPT:
            has |= _KEPT[letter]
        elif letter in _PUT_IN_DOUBT:
            doubt |= _PUT_IN_DOUBT[letter]
        elif not letter.isascii():  # which reading by consonants passes over
            doubt |= _KEPT.get(bare(letter), 0)
    if has & _B or "ly" in word or word[0] in "اآ":
        doubt |= _L  # Abdulkerim and Abdukerim; Hungarian ly is y; the article of Arabic
    if "rz" in word:
        doubt |= _R  # Polish says zh
    if has & _M and names_japanese.may_be_japanese(bare(word)):
        doubt |= _M | _N  # Shimbun, Shinbun
    return has, doubt


def may_agree(some: Iterable[Outline], others: Iterable[Outline]) -> bool:
    """Whether any two words with these outlines can have a reading in common."""
    for has, doubt in some:
        for other_has, other_doubt in others:
            if not (has ^ other_has) & ~(doubt | other_doubt):
                return True
    return False
