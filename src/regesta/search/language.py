"""The language of questions: ``word "a phrase" -without title:word gov* (this OR that)``.

Anything can be typed. What is no sign of the language is a word: an ``OR`` with nothing
beside it, a field nobody knows, a bracket that is never closed. Words beside each other are
all asked for, and bind more closely than ``OR``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from regesta.description.fields import FACETS, Tier
from regesta.description.words import terms
from regesta.search.condition import (
    All,
    Dated,
    Either,
    Node,
    Not,
    Phrase,
    Prefix,
    Wanted,
    Word,
    size_of,
)
from regesta.search.days import BadQuery, range_typed

MOST_ASKED = 200  # words, phrases and ranges of one question
DEEPEST = 30  # alternatives and exclusions within each other
LEAST_PREFIX = 2  # letters before a *: one alone begins too many words
DATE = "date"
# Where a reader can say that something must stand.
NAME_FIELDS = tuple(facet.name for facet in FACETS if facet.kinds)
WORD_FIELDS = (*NAME_FIELDS, "collection", "language")
ASKED_FIELDS = (Tier.TITLE.value, *WORD_FIELDS, DATE)

_SIGNS = re.compile(
    rf"""(?P<space>\s+)
      | (?P<open>\()
      | (?P<close>\))
      | (?P<minus>-+)(?=[^\s)-])
      | (?P<field>(?i:{"|".join(ASKED_FIELDS)})):(?=[^\s)])
      | "(?P<phrase>[^"]*)"
      | (?P<word>[^\s"()]+(?:\([^\s"()]*\)[^\s"()]*)*)
      | (?P<stray>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CURLY = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("−－", "-") | {"：": ":"})
_EITHER, _BOTH, _NEITHER = "OR", "AND", "NOT"


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
class Piece:
    """A part of what was typed: a plain word, which may be one of a name, or anything else."""

    text: str
    tokens: tuple[str, ...]
    is_plain: bool = True


def read_words(words: str, expansions: Sequence[Expansion] = ()) -> Node:
    """The condition that typed words mean, each run of them with its expansions. Raises
    `BadQuery` where more is asked than can be answered soon."""
    instead: dict[tuple[str, ...], list[Expansion]] = {}
    for one in expansions:
        instead.setdefault(tuple(terms(one.of)), []).append(one)
    node = _parsed(words, instead)
    if size_of(node) > MOST_ASKED:
        raise _too_much()
    return node


def _too_much() -> BadQuery:
    return BadQuery(
        "The question has more than %(most)s words; leave out those that matter least.",
        most=MOST_ASKED,
    )


def pieces(words: str) -> list[Piece]:
    """What was typed, part by part, for whoever looks for names in it."""
    found = []
    for sign in _signs(words):
        if isinstance(sign, _Typed) and sign.tokens:
            found.append(Piece(sign.text, sign.tokens, sign.is_plain))
        elif sign is not None and not isinstance(sign, _Typed):
            found.append(Piece(sign, (), is_plain=False))
    return found


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word or a phrase with all that was put before and after it."""

    text: str
    tokens: tuple[str, ...]
    field: str = ""
    unwanted: bool = False
    quoted: bool = False
    begins: bool = False  # a * follows

    @property
    def is_plain(self) -> bool:
        return not (self.field or self.unwanted or self.quoted or self.begins)

    @property
    def node(self) -> Node | None:
        """What it asks for; None where it says nothing."""
        if not self.tokens:
            return None
        if self.field == DATE:
            dates = range_typed(self.text)
            if dates is None:  # then it is no more than two words
                return Phrase((DATE, *self.tokens))
            return Dated(dates)
        if self.begins and len(self.tokens) == 1:
            return Prefix(self.tokens[0], self.field)
        if self.quoted or len(self.tokens) > 1:
            return Phrase(self.tokens, self.field)
        return Word(self.tokens[0], self.field)


@dataclass(slots=True)
class _Group:
    """What stands between two brackets: alternatives of parts, and what stands before it."""

    name: str = ""  # of the field in which all of it must stand
    unwanted: bool = False
    alternatives: list[list[_Typed | Node]] = field(default_factory=lambda: [[]])
    height: int = 0  # alternatives and exclusions within each other in it

    def node(self, instead: dict[tuple[str, ...], list[Expansion]]) -> Node:
        parts = [_joined(one, instead) for one in self.alternatives if one]
        node = parts[0] if len(parts) == 1 else Either(tuple(dict.fromkeys(parts)))
        if not parts:
            return All()
        return Not(node) if self.unwanted else node


def _parsed(words: str, instead: dict[tuple[str, ...], list[Expansion]]) -> Node:
    groups = [_Group()]
    for sign in _signs(words):
        group = groups[-1]
        if isinstance(sign, _Typed):
            if sign.tokens:
                named = replace(sign, field=sign.field or group.name)
                group.alternatives[-1].append(named)
        elif sign == _EITHER:
            if group.alternatives[-1]:
                group.alternatives.append([])
            else:
                group.alternatives[-1].append(_Typed("OR", ("or",)))
        elif sign == ")":
            if len(groups) > 1:
                _close(groups, instead)
        else:  # an opening bracket, with what stands before it
            name, _, minus = sign.partition("(")
            groups.append(_Group(name or group.name, bool(minus)))
    while len(groups) > 1:
        _close(groups, instead)
    _end(groups[0])
    return groups[0].node(instead)


def _close(groups: list[_Group], instead: dict[tuple[str, ...], list[Expansion]]) -> None:
    group = groups.pop()
    _end(group)
    node = group.node(instead)
    if isinstance(node, All) and not node.parts:
        return
    is_new = isinstance(node, Either | Not) and not any(
        node is one for one in group.alternatives[0]
    )
    height = group.height + is_new
    if height > DEEPEST:
        raise BadQuery(
            "The question has more than %(most)s brackets within each other; leave out those "
            "that matter least.",
            most=DEEPEST,
        )
    groups[-1].height = max(groups[-1].height, height)
    groups[-1].alternatives[-1].append(node)


def _end(group: _Group) -> None:
    """An OR with nothing after it is a word."""
    if len(group.alternatives) > 1 and not group.alternatives[-1]:
        group.alternatives.pop()
        group.alternatives[-1].append(_Typed("OR", ("or",)))


def _joined(
    parts: Sequence[_Typed | Node], instead: dict[tuple[str, ...], list[Expansion]]
) -> Node:
    """All the parts, each run of plain words with its expansions."""
    if len(parts) == 1 and not isinstance(parts[0], _Typed):
        return parts[0]
    found: dict[Node, None] = {}
    at = 0
    while at < len(parts):
        part = parts[at]
        if not isinstance(part, _Typed):
            found.update(dict.fromkeys(part.parts if isinstance(part, All) else (part,)))
            at += 1
            continue
        end, others = _expanded(parts, at, instead)
        if others:
            found[_wanted([one for one in parts[at:end] if isinstance(one, _Typed)], others)] = None
        elif (node := part.node) is not None:
            found[Not(node) if part.unwanted else node] = None
        at = end
        if len(found) > MOST_ASKED:
            raise _too_much()
    return next(iter(found)) if len(found) == 1 else All(tuple(found))


def _expanded(
    parts: Sequence[_Typed | Node], at: int, instead: dict[tuple[str, ...], list[Expansion]]
) -> tuple[int, list[Expansion]]:
    """The end of the longest run of plain words from here that has expansions, and these;
    the next part without any where there is none."""
    best: tuple[int, list[Expansion]] = (at + 1, [])
    run: list[str] = []
    longest = max(map(len, instead), default=0)
    for end in range(at, len(parts)):
        part = parts[end]
        if len(run) >= longest or not isinstance(part, _Typed) or not part.is_plain:
            break
        run.extend(part.tokens)
        if tuple(run) in instead:
            best = (end + 1, instead[tuple(run)])
    return best


def _wanted(typed: Sequence[_Typed], expansions: Sequence[Expansion]) -> Wanted:
    # As one phrase as well, so that every spelling of a name weighs the same.
    whole = Phrase(tuple(token for one in typed for token in one.tokens))
    others = {Phrase(cut): None for one in expansions if (cut := tuple(terms(one.text)))}
    named = {(one.facet, one.authority): None for one in expansions if one.authority}
    nodes = (one.node for one in typed)
    return Wanted(
        tuple(node for node in nodes if isinstance(node, Word | Phrase)),
        tuple({whole: None} | others),
        tuple(named),
    )


class _Before:
    """What stands before a word or a bracket and belongs to it."""

    def __init__(self) -> None:
        self.name, self.minus, self.negates = "", False, False
        self.starts = True  # whether a sign of the language may begin here

    @property
    def unwanted(self) -> bool:
        return self.minus or self.negates

    def space(self) -> None:
        self.name, self.minus, self.starts = "", False, True

    def done(self, *, starts: bool) -> None:
        self.name, self.minus, self.negates, self.starts = "", False, False, starts


def _signs(words: str) -> Iterator[_Typed | str]:
    """Words and phrases with what stands before them, ``OR``, ``)``, and ``(`` between the
    field and the minus before it. A quotation mark without its partner is white space."""
    text = words.translate(_CURLY)
    if text.count('"') % 2:
        last = text.rindex('"')
        text = f"{text[:last]} {text[last + 1 :]}"
    before = _Before()
    for match in _SIGNS.finditer(text):
        kind, said = match.lastgroup, match[0]
        if kind in ("space", "stray"):
            before.space()
        elif kind == "minus" and before.starts:
            before.minus = True
        elif kind == "field" and before.starts and not before.name:
            before.name = match["field"].lower()
        elif kind == "open":
            yield f"{before.name}({'-' if before.unwanted else ''}"
            before.done(starts=True)
        elif kind == "close":
            yield said
            before.done(starts=False)
        elif said in (_EITHER, _BOTH, _NEITHER) and not (before.name or before.minus):
            before.negates = said == _NEITHER
            yield from (said,) if said == _EITHER else ()
        else:
            typed = match["phrase"] if kind == "phrase" else said
            quoted = kind == "phrase"
            yield _typed(typed, before.name, minus=before.unwanted, quoted=quoted)
            before.done(starts=False)
    if before.negates:  # nothing followed: it is a word
        yield _typed(_NEITHER, "", minus=False, quoted=False)


def _typed(text: str, name: str, *, minus: bool, quoted: bool) -> _Typed:
    stem = text.rstrip("*")
    tokens = tuple(terms(text))
    begins = not quoted and stem != text and len(stem) >= LEAST_PREFIX and stem[-1:].isalnum()
    return _Typed(text, tokens, name, minus, quoted, begins)
