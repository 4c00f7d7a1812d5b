"""The outline of a word: its letters b, l, m, n and r, in their order.

Every habit of spelling keeps these five: whoever writes *Мирзоян*, by whatever rules, writes
an m, then an r, then an n. So two words whose outlines differ have no reading in common, and
that is seen before either of them is read, which takes much longer. A letter that comes
several times in a row counts once, vowels between or not. Where some way to read a word
adds or drops one of the letters, that letter is in doubt, and is left out of both words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from regesta.description import names_japanese
from regesta.description.names_letters import bare

Outline = tuple[str, str]  # the letters in their order, and those of them in doubt

_KEPT = {
    "b": "b", "l": "l", "m": "m", "n": "n", "r": "r", "б": "b", "л": "l", "м": "m", "н": "n",
    "р": "r", "ب": "b", "ل": "l", "م": "m", "ن": "n", "ر": "r",
}  # fmt: skip
# Letters for which some write one of the five: Polish ę and ą for en and on, Arabic b for p.
_PUT_IN_DOUBT = {
    "p": "b", "п": "b", "پ": "b", "љ": "l", "њ": "n", "ң": "n", "ę": "n", "ą": "n",
}  # fmt: skip
IN_DOUBT: Outline = ("", "blmnr")


def outline(word: str) -> Outline:
    """The outline of a word in Latin, Cyrillic or Arabic letters."""
    letters = doubt = ""
    for letter in word:
        if letter in _KEPT:
            letters += _KEPT[letter]
        elif letter in _PUT_IN_DOUBT:
            doubt += _PUT_IN_DOUBT[letter]
        elif not letter.isascii():  # which reading by consonants passes over
            doubt += _KEPT.get(bare(letter), "")
    if "b" in letters or "ly" in word or word[0] in "اآ":
        doubt += "l"  # Abdulkerim and Abdukerim; Hungarian ly is y; the article of Arabic
    if "rz" in word:
        doubt += "r"  # Polish says zh
    if "m" in letters and names_japanese.may_be_japanese(bare(word)):
        doubt += "mn"  # Shimbun, Shinbun
    return letters, doubt


def may_agree(some: Iterable[Outline], others: Iterable[Outline]) -> bool:
    """Whether any two words with these outlines can have a reading in common."""
    for letters, doubt in some:
        for other_letters, other_doubt in others:
            if IN_DOUBT in ((letters, doubt), (other_letters, other_doubt)):
                return True  # also with a word in characters, whose outline is itself
            doubts = doubt + other_doubt
            if _without(letters, doubts) == _without(other_letters, doubts):
                return True
    return False


@lru_cache(maxsize=20_000)
def _without(letters: str, doubts: str) -> str:
    """The letters without those in doubt, of several alike in a row only one."""
    left = ""
    for letter in letters:
        if letter not in doubts and letter != left[-1:]:
            left += letter
    return left
