"""Finding thousands of names in a text at once.

Time is linear in the text, since a name has only so many words, whatever the number of
names. A longer name wins over a shorter one inside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from regesta.description.authority import Kind
from regesta.description.authority_names import is_in_capitals
from regesta.description.mention_neighbours import has_word, neighbours_of
from regesta.description.names_endings import cases
from regesta.description.words import spans, terms

MOST_WORDS = 24  # tokens of a name that is looked for
_STOP = re.compile(r"[;:!?。；：！？،؛\n]\s*|\.\s|,\s|、|，")


@dataclass(frozen=True, slots=True)
class Known:
    """A spelling of an authority, as `regesta.description.authority_names` gives it.

    ``lifetime`` is the first and the last day it may have lived, as day numbers.
    """

    authority: str
    kind: Kind
    text: str
    rule: str
    is_own: bool = True
    is_preferred: bool = False
    partial: bool = False
    abbreviated: bool = False
    lifetime: tuple[int | None, int | None] = (None, None)
    words: frozenset[str] = frozenset()  # of all its names

    @property
    def is_short(self) -> bool:
        """Whether it is so little of a person's name that the words beside it matter."""
        is_person = self.kind in (Kind.PERSON, Kind.FAMILY)
        return is_person and (self.partial or _is_one_word(self.text))


@lru_cache(maxsize=100_000)
def _is_one_word(name: str) -> bool:
    return len(terms(name)) == 1


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a text that are spellings of one or more authorities."""

    start: int
    end: int
    words: str
    known: tuple[Known, ...]
    in_longer_name: bool = False  # another name's word may stand beside it


@dataclass(slots=True, eq=False)
class _Node:
    """A point after some tokens of names; ``steps`` leads on by every case of the next."""

    steps: dict[str, list[_Node]] = field(default_factory=dict)
    nominatives: dict[str, _Node] = field(default_factory=dict)
    known: list[Known] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _State:
    """All the points that some tokens of a text lead to, as one; those behind it are made
    when a text first leads there."""

    nodes: Sequence[_Node]
    known: tuple[Known, ...] = field(init=False)
    in_capitals: bool = field(init=False)  # whether one of them stands in capitals only
    _steps: dict[str, list[_Node]] = field(init=False)
    _after: dict[str, _State] = field(default_factory=dict)
    _has_comma: bool | None = None

    def __post_init__(self) -> None:
        self.known = tuple(one for node in self.nodes for one in node.known)
        self.in_capitals = any(one.abbreviated for one in self.known)
        self._steps = self.nodes[0].steps
        if len(self.nodes) > 1:
            merged: dict[str, list[_Node]] = defaultdict(list)
            for node in self.nodes:
                for word, after in node.steps.items():
                    merged[word].extend(after)
            self._steps = dict(merged)

    def after(self, word: str) -> _State | None:
        """Where a further token leads, None where no name goes on so."""
        state = self._after.get(word)
        if state is None and (nodes := self._steps.get(word)):
            state = self._after[word] = _State(nodes)
        return state

    @property
    def has_comma(self) -> bool:
        """Whether a name is written with a comma here, or one token further on."""
        if self._has_comma is None:
            below = (one for node in self.nodes for one in _below(node))
            self._has_comma = any("," in one.text for one in below)
        return self._has_comma


class NameReader:
    """Finds thousands of names at once. It must not be shared by threads."""

    def __init__(self, names: Iterable[Known]) -> None:
        start = _Node()
        self._own: dict[tuple[Kind, str], list[Known]] = defaultdict(list)
        for known in names:
            found = terms(known.text)
            if found and len(found) <= MOST_WORDS:
                _put_in(start, found, known)
                if known.is_own:
                    self._own[known.kind, " ".join(found)].append(known)
        self._firsts = start.steps
        self._start = _State([start])

    def __bool__(self) -> bool:
        return bool(self._firsts)

    def named(self, name: str, kind: str) -> list[Known]:
        """Those of the kind that have this name of their own, in any case and spacing."""
        if kind not in set(Kind):
            return []
        return self._own.get((Kind(kind), " ".join(terms(name))), [])

    def find(self, text: str) -> list[Found]:
        """The names in a text in order, none inside or across another."""
        # Most paragraphs name nobody, which their words alone show, without their places.
        words, firsts = terms(text), self._firsts
        starts = [at for at, word in enumerate(words) if word in firsts and self._leads(words, at)]
        if not starts:
            return []
        read = _Read(text, words, spans(text))
        matches = [match for at in starts if (match := self._longest(read, at))]
        matches.sort(key=lambda match: (match.start - match.end, match.start))
        taken: list[Found] = []
        covered: set[int] = set()
        for match in matches:
            span = range(match.start, match.end)
            if covered.isdisjoint(span):
                covered.update(span)
                taken.append(match)
        return sorted(taken, key=lambda match: match.start)

    def _leads(self, words: Sequence[str], at: int) -> bool:
        """Whether the words from a place on begin with a name, whatever stands between them."""
        state = self._start.after(words[at])
        last = min(at + MOST_WORDS, len(words)) - 1
        while state is not None:
            if state.known:
                return True
            if at == last:
                return False
            at += 1
            state = state.after(words[at])
        return False

    def _longest(self, read: _Read, at: int) -> Found | None:
        """The longest name that begins with a token."""
        text, words, places = read.text, read.words, read.places
        state = self._start.after(words[at])
        start = places[at][0]
        best: Found | None = None
        for end in range(at, min(at + MOST_WORDS, len(words))):
            if end > at and state is not None:
                state = state.after(words[end])
            if state is None or (end > at and _is_parted(read, end, state)):
                break
            if state.known:
                stop = _closed(text, start, places[end][1])
                name = text[start:stop]
                if known := _written_so(name, state):
                    best = Found(start, stop, name, known)
        return _judged_by_neighbours(text, best) if best else None


def _put_in(node: _Node, found: Sequence[str], known: Known) -> None:
    for token in found:
        after = node.nominatives.get(token)
        if after is None:
            after = node.nominatives[token] = _Node()
            for case in cases(token):
                node.steps.setdefault(case, []).append(after)
        node = after
    node.known.append(known)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text with its tokens, and the place of each."""

    text: str
    words: Sequence[str]
    places: Sequence[tuple[int, int]]


def _judged_by_neighbours(text: str, match: Found) -> Found | None:
    """The match, unless the words beside it contradict it; those it may still mean."""
    if not all(one.is_short for one in match.known):
        return match
    neighbours = neighbours_of(text, match.start, match.end)
    if neighbours.name:
        named = tuple(one for one in match.known if has_word(one.words, neighbours.name))
        if named or neighbours.contradicts:
            return replace(match, known=named) if named else None
    if neighbours.continue_the_name:
        return replace(match, in_longer_name=True)
    return match


def _is_parted(read: _Read, after: int, state: _State) -> bool:
    """Whether a sign between a token and the one before it ends a sentence or a part of one.

    A full stop stands after initials, and a comma in a name written family name first.
    """
    between = read.text[read.places[after - 1][1] : read.places[after][0]]
    if not between or (between.isspace() and "\n" not in between):
        return False
    before = read.words[after - 1]
    if between.startswith(".") and (len(before) == 1 or before in _INITIALS):
        return False
    if between.strip() == ",":
        return not state.has_comma
    return _STOP.match(between) is not None and between.strip(" ") != "\n"


def _below(node: _Node) -> Iterator[Known]:
    """The names at a node and behind it, as far as one more token."""
    yield from node.known
    for after in node.nominatives.values():
        yield from after.known


# Initials of more than one letter, as Russian names have them in Latin letters.
_INITIALS = frozenset(("ch", "dzh", "ia", "iu", "kh", "sh", "shch", "ts", "ya", "ye", "yu", "zh"))
_ENDS_IN_INITIALS = re.compile(r"\.\s*\w{1,3}$")


def _closed(text: str, start: int, end: int) -> int:
    """The end of the words, with the bracket that was opened in them (``VKP(b)``), or the
    full stop of the last initial."""
    after = text[end : end + 1]
    if after not in (")", "."):
        return end
    is_open = text.count("(", start, end) > text.count(")", start, end)
    if (is_open and after == ")") or (after == "." and _ENDS_IN_INITIALS.search(text, start, end)):
        return end + 1
    return end


def _written_so(words: str, state: _State) -> tuple[Known, ...]:
    """The names that a text has come to, but for those written with other capitals."""
    if not state.in_capitals and not words[:1].islower():
        return state.known
    return tuple(one for one in state.known if _is_written_so(words, one))


def _is_written_so(words: str, known: Known) -> bool:
    """Whether the words have the capitals the name needs: Tin is no tin, and IT is not it."""
    name = known.text
    if known.abbreviated and is_in_capitals(name):
        return words.isupper()
    if known.kind is Kind.TOPIC or not name[:1].isupper():
        return True
    return not words[:1].islower()
