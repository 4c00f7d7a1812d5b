"""Forgiving a slip: what was meant, where nothing says what was typed.

Only words of five letters or more, only one slip in a word (a letter too many, missing,
wrong, or two that changed places), and only words that the viewer can find are offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from regesta.search.condition import Leaf, Word
from regesta.search.language import Piece, pieces

LEAST = 5  # letters of a word in which a slip is forgiven
MOST_WORDS = 8  # of a question
MOST_TRIED = 12  # candidates whose records are counted
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ابپتثجچحخدذرزژسشصضطظعغفقكکگلمنھهوۇۆۈۋىيېئڭ",
    "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
)
Frequency = Callable[[Sequence[str]], Sequence[int]]  # of words, about how often they stand
Occurring = Callable[[Sequence[Leaf]], Sequence[int]]


def corrected(words: str, frequency: Frequency, occurring: Occurring) -> str | None:
    """The question with its slips mended; None where there is none, or nothing to mend it to.

    ``frequency`` tells how often words stand in the index, ``occurring`` in how many records
    that the viewer may see.
    """
    typed = pieces(words)
    if not typed or len(typed) > MOST_WORDS:
        return None
    doubted = [piece for piece in typed if _may_be_a_slip(piece)]
    here = occurring([Word(piece.tokens[0]) for piece in doubted])
    mended = words
    for piece, count in zip(doubted, here, strict=True):
        if count:
            continue
        meant = _meant(piece.tokens[0], frequency, occurring)
        if meant is None:
            return None  # with this word nothing would be found in any case
        mended = mended.replace(piece.text, meant, 1)
    return mended if mended != words else None


def _may_be_a_slip(piece: Piece) -> bool:
    return (
        piece.is_plain
        and len(piece.tokens) == 1
        and len(piece.tokens[0]) >= LEAST
        and not any(map(str.isdigit, piece.tokens[0]))
    )


def _meant(token: str, frequency: Frequency, occurring: Occurring) -> str | None:
    """The most frequent word one slip away that the viewer can find."""
    candidates = list(dict.fromkeys(_one_slip_away(token)))
    counts = frequency(candidates)
    known = sorted(
        ((count, word) for count, word in zip(counts, candidates, strict=True) if count),
        key=lambda one: (-one[0], one[1]),
    )[:MOST_TRIED]
    seen = occurring([Word(word) for _, word in known])
    best = max(((count, -place) for place, count in enumerate(seen) if count), default=None)
    return None if best is None else known[-best[1]][1]


def _one_slip_away(token: str) -> Iterator[str]:
    letters = next((one for one in _ALPHABETS if token[0] in one), "")
    cuts = [(token[:at], token[at:]) for at in range(len(token) + 1)]
    for left, right in cuts:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in letters:
            if right:
                yield left + letter + right[1:]
            yield left + letter + right
