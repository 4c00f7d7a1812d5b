"""Names found in a text the plain way, to hold what is quicker against.

It follows every point that some tokens lead to by itself, and cuts the whole text into
tokens with their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from regesta.description import name_reader
from regesta.description.mention_roles import _HEADS, _RULES
from regesta.description.name_reader import MOST_WORDS, Found, Known
from regesta.description.names_endings import cases
from regesta.description.words import Token, terms, tokens

FARTHEST = 160  # signs before a name that may give it a role
ENDS_IN_INITIALS = re.compile(r"\.\s*\w{1,3}$")


@dataclass(slots=True)
class Node:
    steps: dict[str, list[Node]] = field(default_factory=dict)
    nominatives: dict[str, Node] = field(default_factory=dict)
    known: list[Known] = field(default_factory=list)


class PlainNameReader:
    def __init__(self, names: Iterable[Known]) -> None:
        self.start = Node()
        for known in names:
            found = terms(known.text)
            if found and len(found) <= MOST_WORDS:
                self.put_in(found, known)

    def put_in(self, found: Sequence[str], known: Known) -> None:
        node = self.start
        for token in found:
            after = node.nominatives.get(token)
            if after is None:
                after = node.nominatives[token] = Node()
                for case in cases(token):
                    node.steps.setdefault(case, []).append(after)
            node = after
        node.known.append(known)

    def find(self, text: str) -> list[Found]:
        places = list(tokens(text))
        matches = [
            match
            for at, token in enumerate(places)
            if token.text in self.start.steps and (match := self.longest(text, places, at))
        ]
        matches.sort(key=lambda match: (match.start - match.end, match.start))
        taken: list[Found] = []
        for match in matches:
            if all(match.end <= one.start or one.end <= match.start for one in taken):
                taken.append(match)
        return sorted(taken, key=lambda match: match.start)

    def longest(self, text: str, places: Sequence[Token], at: int) -> Found | None:
        nodes = self.start.steps[places[at].text]
        best: Found | None = None
        for end in range(at, min(at + MOST_WORDS, len(places))):
            if end > at:
                step = places[end].text
                nodes = [after for node in nodes for after in node.steps.get(step, ())]
                if not nodes or is_parted(text, places[end - 1], places[end], nodes):
                    break
            start, stop = places[at].start, closed(text, places[at].start, places[end].end)
            words = text[start:stop]
            known = [
                one
                for node in nodes
                for one in node.known
                if name_reader._is_written_so(words, one)
            ]
            if known:
                best = Found(start, stop, words, tuple(known))
        return name_reader._judged_by_neighbours(text, best) if best else None


def is_parted(text: str, before: Token, after: Token, nodes: Sequence[Node]) -> bool:
    between = text[before.end : after.start]
    if not between or (between.isspace() and "\n" not in between):
        return False
    initial = len(before.text) == 1 or before.text in name_reader._INITIALS
    if between.startswith(".") and initial:
        return False
    if between.strip() == ",":
        return not any("," in one.text for node in nodes for one in below(node))
    return name_reader._STOP.match(between) is not None and between.strip(" ") != "\n"


def below(node: Node) -> Iterator[Known]:
    yield from node.known
    for after in node.nominatives.values():
        yield from after.known


def closed(text: str, start: int, end: int) -> int:
    after = text[end : end + 1]
    is_open = text.count("(", start, end) > text.count(")", start, end)
    if (is_open and after == ")") or (after == "." and ENDS_IN_INITIALS.search(text, start, end)):
        return end + 1
    return end


def role_at(text: str, place: int, *, is_title: bool) -> str:
    """The role of a name, each head line looked for by itself in all that stands before."""
    before = text[max(0, place - FARTHEST) : place]
    heads = [(re.compile(rf"(?:^|\n){head.pattern}", head.flags), role) for head, role in _HEADS]
    rules = [*_RULES, *heads] if is_title else heads
    return next((role for pattern, role in rules if pattern.search(before)), "")
