"""The words beside a name: whether they belong to it, or make it another name.

*Moisei Uritsky* is not Semyon Uritsky, *Napoleon III* not Napoleon, and *Wade-Giles* not
Wade; but *General Uritsky* may be any Uritsky, and so may *But Uritsky*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.description.mention_roles import is_title
from regesta.description.names import is_forename
from regesta.description.words import fold

_FARTHEST = 60  # signs before a name that are looked at
_BEFORE = re.compile(
    r"(?:^|(?P<start>[.!?:;\n«“\"(]\s*)|\s)(?P<word>[^\W\d_]+)(?P<dot>\.?)[ \u00a0]+$"
)
_AFTER = re.compile(r"[ \u00a0]+(?P<word>[^\W\d_]+)")
_JOINED = re.compile(r"[^\W\d_]-$")
_NUMERAL = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """``name`` is the folded word or initial before a name that may be a given name;
    ``contradicts`` where it surely is one; ``continue_the_name`` where the words beside it
    may be a part of a longer name."""

    name: str = ""
    contradicts: bool = False
    continue_the_name: bool = False


def neighbours_of(text: str, start: int, end: int) -> Neighbours:
    """What stands directly before and behind a place of a text."""
    before = text[max(0, start - _FARTHEST) : start]
    if _JOINED.search(before) or text[end : end + 1] == "-":
        return Neighbours(continue_the_name=True)
    after = _AFTER.match(text, end)
    goes_on = bool(after) and _is_of_a_name(after["word"]) if after else False
    found = _BEFORE.search(before)
    if not found or not found["word"][:1].isupper() or is_title(before):
        return Neighbours(continue_the_name=goes_on)
    word = found["word"]
    is_given = is_forename(word) or (len(word) == 1 and bool(found["dot"]))
    starts_sentence = bool(found["start"]) or found.start("word") == 0
    may_be_name = not found["dot"] and not starts_sentence
    return Neighbours(fold(word), is_given, goes_on or (may_be_name and not is_given))


def has_word(words: frozenset[str], word: str) -> bool:
    """Whether a word, or what it is the initial of, is among those of a name."""
    return word in words or (len(word) == 1 and any(one.startswith(word) for one in words))


def _is_of_a_name(word: str) -> bool:
    return bool(_NUMERAL.fullmatch(word)) or (word[:1].isupper() and is_forename(word))
