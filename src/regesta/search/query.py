"""Query: what a reader asks, in our own terms. Anything can be typed; nothing raises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from regesta.description import edtf
from regesta.description.days import day_number
from regesta.description.words import terms

LARGEST_SIZE = 1_000
DEFAULT_SIZE = 10


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"
    DATE_DESCENDING = "-date"
    TITLE = "title"


class BadQuery(ValueError):
    """A part of the question has no meaning; says which, and what would have one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must stand one after another; a word is a phrase of one."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """Something else that is looked for in place of words that were typed.

    ``of`` are the words, ``text`` what is looked for besides, and ``rule`` says why, in
    words for a reader. With an ``authority``, its identifier, a document in which it is
    spoken of by whatever name matches too; ``facet`` is where that is counted.
    """

    of: str
    text: str
    rule: str
    authority: str = ""
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing asked for, in as many ways as it can be said.

    It is there when the words as ``typed`` all are, or any of the ``others``, or when one
    of the authorities ``named`` is, each by facet and identifier.
    """

    typed: tuple[Phrase, ...]
    others: tuple[Phrase, ...] = ()
    named: tuple[tuple[str, str], ...] = ()

    @property
    def is_plain(self) -> bool:
        return not self.others and not self.named

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that a text may say of it."""
        return (*self.typed, *self.others)


@dataclass(frozen=True, slots=True)
class Condition:
    """Everything required is there, and no excluded phrase is."""

    required: tuple[Wanted, ...] = ()
    excluded: tuple[Phrase, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that a text may say of what is required."""
        return tuple(phrase for wanted in self.required for phrase in wanted.phrases)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from the first to the last, as day numbers; None where open."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question. ``chosen`` maps the name of a facet to the values a record may have."""

    words: str = ""
    dates: DateRange | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = DEFAULT_SIZE
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    expand: bool = True  # whether other spellings of names may be looked for
    expansions: tuple[Expansion, ...] = ()

    @property
    def condition(self) -> Condition:
        """What the words mean, with what is looked for in their place."""
        return read_words(self.words, self.expansions)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the public sees what is public today, an editor sees everything.

    ``today`` is a day number; closed records open on their day by themselves.
    """

    today: int
    sees_everything: bool = False


_PIECE = re.compile(r'(?P<minus>-*)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_CURLY = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("−－", "-"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what was typed: a word, or a phrase in quotation marks."""

    text: str
    tokens: tuple[str, ...]
    quoted: bool = False
    unwanted: bool = False


def pieces(words: str) -> list[Piece]:
    """What was typed, part by part: ``word "a phrase" -without``.

    A quotation mark without its partner counts as white space.
    """
    text = words.translate(_CURLY)
    if text.count('"') % 2:
        last = text.rindex('"')
        text = f"{text[:last]} {text[last + 1 :]}"
    found = []
    for piece in _PIECE.finditer(text):
        typed = piece["phrase"] or piece["word"] or ""
        if cut := tuple(terms(typed)):
            within_word = piece.start() > 0 and not text[piece.start() - 1].isspace()
            unwanted = bool(piece["minus"]) and not within_word
            found.append(Piece(typed, cut, piece["phrase"] is not None, unwanted))
    return found


def read_words(words: str, expansions: Sequence[Expansion] = ()) -> Condition:
    """The condition that typed words mean, each run of them with its expansions."""
    required: dict[Wanted, None] = {}
    excluded: dict[Phrase, None] = {}
    typed = pieces(words)
    instead = _by_words(expansions)
    at = 0
    while at < len(typed):
        if typed[at].unwanted:
            excluded[Phrase(typed[at].tokens)] = None
            at += 1
            continue
        end, others = _expanded(typed, at, instead)
        phrases = tuple(Phrase(piece.tokens) for piece in typed[at:end])
        required[_wanted(phrases, others)] = None
        at = end
    return Condition(tuple(required), tuple(excluded))


def _by_words(expansions: Sequence[Expansion]) -> dict[tuple[str, ...], list[Expansion]]:
    instead: dict[tuple[str, ...], list[Expansion]] = {}
    for one in expansions:
        instead.setdefault(tuple(terms(one.of)), []).append(one)
    return instead


def _expanded(
    typed: Sequence[Piece], at: int, instead: dict[tuple[str, ...], list[Expansion]]
) -> tuple[int, list[Expansion]]:
    """The end of the longest run of plain words from here that has expansions, and these;
    the next piece without any where there is none."""
    best: tuple[int, list[Expansion]] = (at + 1, [])
    run: list[str] = []
    for end in range(at, len(typed) if instead else at):
        if typed[end].quoted or typed[end].unwanted:
            break
        run.extend(typed[end].tokens)
        if tuple(run) in instead:
            best = (end + 1, instead[tuple(run)])
    return best


def _wanted(typed: tuple[Phrase, ...], expansions: Sequence[Expansion]) -> Wanted:
    others = {Phrase(cut): None for one in expansions if (cut := tuple(terms(one.text)))}
    named = {(one.facet, one.authority): None for one in expansions if one.authority}
    if expansions:  # as one phrase as well, so that every spelling of a name weighs the same
        whole = Phrase(tuple(token for phrase in typed for token in phrase.tokens))
        others = {whole: None} | others
    return Wanted(typed, tuple(others), tuple(named))


# Days a search cannot tell apart from "always" lie outside these.
_FIRST_DAY, _LAST_DAY = day_number(-9999, 1, 1), day_number(9999, 12, 31)


def read_range(first: str, last: str) -> DateRange | None:
    """The range between two EDTF dates, either of them "" where open.

    A date names all its days: from ``1937`` to ``1938-04`` ends on 30 April 1938.
    Raises `BadQuery`.
    """
    if not first.strip() and not last.strip():
        return None
    start = _extent(first, "from") if first.strip() else None
    end = _extent(last, "to") if last.strip() else None
    dates = DateRange(start.earliest if start else None, end.latest if end else None)
    if dates.first is not None and dates.last is not None and dates.first > dates.last:
        raise BadQuery(f"The range ends before it begins: from {first} to {last}.")
    return dates


def _extent(text: str, side: str) -> edtf.Extent:
    try:
        extent = edtf.read(text.strip())
    except edtf.NotEDTF:
        raise BadQuery(
            f"The date {text.strip()[:40]!r} for {side!r} is not understood. "
            "Write it as 1937, 1937-04 or 1937-04-19."
        ) from None
    for day in (extent.earliest, extent.latest):
        if day is not None and not _FIRST_DAY <= day <= _LAST_DAY:
            raise BadQuery(f"The year in {text.strip()[:40]!r} lies outside -9999 to 9999.")
    return extent


def read_number(text: str, name: str, *, largest: int, default: int) -> int:
    """A whole number from 1 to ``largest``; the default where nothing is said.
    Raises `BadQuery`."""
    if not text.strip():
        return default
    digits = text.strip()
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 20
    number = int(digits) if is_number else 0
    if not 1 <= number <= largest:
        raise BadQuery(f"{name} takes a whole number from 1 to {largest}, not {text[:40]!r}.")
    return number


def read_sort(text: str) -> Sort:
    """Raises `BadQuery`."""
    try:
        return Sort(text.strip() or Sort.RELEVANCE)
    except ValueError:
        choices = ", ".join(Sort)
        raise BadQuery(f"sort takes one of {choices}, not {text[:40]!r}.") from None
