"""What changed between two versions of a document, word by word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from regesta.description.record import Record
from regesta.reading_room.said import Line, lines_of

MOST_DIFFERENCES = 200  # of one comparison that are shown
MOST_WORDS = 2_000  # of two wordings together that are compared word by word
MOST_SIGNS = 200_000  # of one comparison that are compared so; the rest is shown whole
AROUND = 90  # signs of what stayed that are shown on each side of a change
_ALIKE = 0.35  # how much of two wordings must be the same for their words to be compared
_MOST_PAIRED = 8  # lines of a changed stretch of which the most alike are looked for
# Words, signs and spaces; of scripts that put no spaces between words each sign is one.
_WORDS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
    r"|\w+|[^\w\s]|\s+"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, or are only in the one or the other version."""

    text: str
    is_old: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One wording that changed, came or went. ``place`` is where in its part it stands."""

    pieces: list[Piece]
    language: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The parts that differ, by their name for readers; ``untold`` counts what is too much
    to show."""

    parts: dict[str, list[Difference]] = field(default_factory=dict)
    untold: int = 0

    def __bool__(self) -> bool:
        return bool(self.parts)


def compared(before: Record, after: Record) -> Comparison:
    """What to show of the difference between two descriptions, which are the public's."""
    one, other = lines_of(before), lines_of(after)
    parts: dict[str, list[Difference]] = defaultdict(list)
    told = untold = signs = 0
    for name in dict.fromkeys((*one, *other)):
        for old, new in _unequal(one.get(name, []), other.get(name, [])):
            if told >= MOST_DIFFERENCES:
                untold += 1
                continue
            told += 1
            signs += sum(len(line.text) for line in (old, new) if line)
            parts[name].append(_difference(old, new, by_words=signs <= MOST_SIGNS))
    return Comparison(dict(parts), untold)


def _unequal(
    before: Sequence[Line], after: Sequence[Line]
) -> Iterator[tuple[Line | None, Line | None]]:
    """The lines that differ, each with the one it became; None where it came or went."""
    if before == after:
        return
    olds, news = [one.text for one in before], [one.text for one in after]
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _paired(before[a:b], after[c:d])


def _paired(
    before: Sequence[Line], after: Sequence[Line]
) -> Iterator[tuple[Line | None, Line | None]]:
    """The lines of a changed stretch in order, those that became each other together."""
    left = list(after)
    for old in before:
        near = left[:_MOST_PAIRED]
        at = next((at for at, new in enumerate(near) if _is_alike(old.text, new.text)), None)
        if at is None:
            yield old, None
            continue
        for new in left[:at]:
            yield None, new
        yield old, left[at]
        left = left[at + 1 :]
    for new in left:
        yield None, new


def _is_alike(one: str, other: str) -> bool:
    words, others = _WORDS.findall(one)[:MOST_WORDS], _WORDS.findall(other)[:MOST_WORDS]
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE


def _difference(old: Line | None, new: Line | None, *, by_words: bool) -> Difference:
    if old is not None and new is not None and by_words:
        pieces = list(_around_changes(words_compared(old.text, new.text)))
    else:
        pieces = [Piece(_cut(old.text), is_old=True)] if old else []
        pieces += [Piece(_cut(new.text), is_new=True)] if new else []
    shown = new or old or Line("")
    return Difference(pieces, shown.language, shown.place)


def words_compared(old: str, new: str) -> list[Piece]:
    """Two wordings as one, what each has alone marked; what is long and differs wholly is not
    compared word by word."""
    olds, news = _WORDS.findall(old), _WORDS.findall(new)
    begin = _same(olds, news)
    end = _same(olds[begin:][::-1], news[begin:][::-1])
    head, tail = "".join(olds[:begin]), "".join(olds[len(olds) - end :])
    olds, news = olds[begin : len(olds) - end], news[begin : len(news) - end]
    found = [Piece(head)]
    for one, other in _stretches(olds, news):
        if one == other:
            found.append(Piece(one))
        else:
            found += [Piece(one, is_old=True), Piece(other, is_new=True)]
    return [piece for piece in (*found, Piece(tail)) if piece.text]


def _stretches(olds: Sequence[str], news: Sequence[str]) -> list[tuple[str, str]]:
    """The old and the new words of each stretch that stayed or changed. A mere space between
    two changes goes with them."""
    if len(olds) + len(news) > MOST_WORDS:
        return [("".join(olds), "".join(news))]
    found: list[tuple[str, str]] = []
    matcher = SequenceMatcher(str.isspace, olds, news, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        one, other = "".join(olds[a:b]), "".join(news[c:d])
        if tag != "equal" and len(found) > 1 and _is_space(found[-1]):
            (before, after), (space, _) = found[-2:]
            found[-2:] = [(before + space + one, after + space + other)]
        else:
            found.append((one, other))
    return found


def _is_space(stretch: tuple[str, str]) -> bool:
    return stretch[0] == stretch[1] and stretch[0].isspace()


def _same(olds: Sequence[str], news: Sequence[str]) -> int:
    """How many words stand at the beginning of both."""
    count = 0
    for one, other in zip(olds, news, strict=False):
        if one != other:
            break
        count += 1
    return count


def _around_changes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with as much of what stayed as it takes to know the place."""
    for at, piece in enumerate(pieces):
        if piece.is_old or piece.is_new or len(piece.text) <= 2 * AROUND + 20:
            yield piece
            continue
        before = "" if at == 0 else piece.text[:AROUND].rsplit(" ", 1)[0]
        after = "" if at == len(pieces) - 1 else piece.text[-AROUND:].partition(" ")[2]
        yield Piece(" … ".join((before, after)) if before or after else " … ")


_LONGEST_WHOLE = 2_000  # signs of a wording that came or went as a whole


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_WHOLE else f"{text[:_LONGEST_WHOLE]}…"
