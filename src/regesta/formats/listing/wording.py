"""How a line is worded: how it ends, and how many of its words have capitals."""

from __future__ import annotations

import re
from enum import Enum

_CLOSING = "\"'”’»›)]}"
_FULL_STOPS = ".。।۔"
_ABBREVIATION = re.compile(
    r"(?:^|[\s.(])(?:[^\W\d_]|Jr|Sr|Co|Corp|Inc|Ltd|No|St|Dr|etc|[Vv]ol|pp?)\.$"
)
_UNDATED = re.compile(r"[(\[](?:undated|no date|not dated|n\. ?d\.?|nd)[)\]]", re.IGNORECASE)
LONGEST_SEARCHED = 1_000
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LONGEST_LOOKED_AT = 400  # signs; more would tell nothing new
HEADLINE = 0.7  # the least share of capital words in a headline
SENTENCE_CASE = 0.4  # from here on, words are written with capitals as in a title


class Ending(Enum):
    FULL_STOP = "full stop"
    COLON = "colon"
    OTHER = "other"  # says nothing: a question, an ellipsis, an abbreviation
    OPEN = "open"


def ending(text: str) -> Ending:
    tail = text[-40:].rstrip(_CLOSING)
    if tail.endswith((":", ";", ",", "：", "；", "，")):
        return Ending.COLON
    if tail.endswith(("?", "!", "…", "...", "？", "！")) or _ABBREVIATION.search(tail):
        return Ending.OTHER
    return Ending.FULL_STOP if tail.endswith(tuple(_FULL_STOPS)) else Ending.OPEN


def capital_share(text: str) -> float | None:
    """The share of words that begin with a capital or a digit; None where no word can."""
    firsts = [word[0] for word in _WORD.findall(text[:LONGEST_LOOKED_AT])]
    cased = [first for first in firsts if first.isdecimal() or first.islower() or first.isupper()]
    return sum(not first.islower() for first in cased) / len(cased) if cased else None


def is_headline(text: str) -> bool:
    """Whether the words are written as in a headline: ``Letter No. 12. Top Secret.``"""
    share = capital_share(text)
    return share is not None and share >= HEADLINE


def is_sentence(text: str) -> bool:
    """Whether the text is a sentence and no title that happens to end in a full stop."""
    return ending(text) is Ending.FULL_STOP and not is_headline(text)


def says_undated(title: str) -> bool:
    return _UNDATED.search(title[:LONGEST_SEARCHED]) is not None
