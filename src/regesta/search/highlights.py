"""Showing where a text says what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from regesta.description.fields import Tier
from regesta.description.words import Token, terms, tokens
from regesta.search.condition import Leaf, Node, Phrase, Prefix, Word, sought
from regesta.search.results import Card, Highlight, Piece
from regesta.search.stems import base


def highlights(card: Card, condition: Node) -> tuple[Highlight, ...]:
    """The fields of a card in pieces, those fields only in which something was found."""
    wanted = tuple(sought(condition))
    if not wanted:
        return ()
    found = []
    for name in ("title", "summary"):
        # What is asked for in names, places or collections stands in the text as well.
        here = [leaf for leaf in wanted if leaf.field != Tier.TITLE or name == "title"]
        pieces = mark(getattr(card, name), here)
        if any(piece.hit for piece in pieces):
            found.append(Highlight(name, pieces))
    return tuple(found)


def mark(text: str, leaves: Iterable[Leaf]) -> tuple[Piece, ...]:
    """The text in pieces that join to it again, whatever answers a leaf as hits."""
    here = set(terms(text))
    wanted = [leaf for leaf in leaves if _may_be_among(leaf, here)]
    if not wanted:
        return (Piece(text, False),)  # so it is with most texts, and this is soon seen
    places = list(tokens(text))
    found = (span for leaf in wanted for span in spans(places, leaf))
    pieces: list[Piece] = []
    done = 0
    for start, end in _joined(found):
        if start > done:
            pieces.append(Piece(text[done:start], False))
        pieces.append(Piece(text[start:end], True))
        done = end
    if done < len(text) or not pieces:
        pieces.append(Piece(text[done:], False))
    return tuple(pieces)


def _may_be_among(leaf: Leaf, here: set[str]) -> bool:
    """Whether a text of these tokens may answer the leaf."""
    if isinstance(leaf, Phrase):
        return here.issuperset(leaf.tokens)
    return leaf.token in here or any(map(_answers(leaf), here))


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def spans(places: Sequence[Token], leaf: Leaf) -> Iterator[tuple[int, int]]:
    """Where a leaf is answered, as offsets."""
    if isinstance(leaf, Phrase):
        yield from _phrases(places, leaf.tokens)
        return
    answers = _answers(leaf)
    yield from ((place.start, place.end) for place in places if answers(place.text))


def _answers(leaf: Word | Prefix) -> Callable[[str], bool]:
    if isinstance(leaf, Prefix):
        return lambda token: token.startswith(leaf.token)
    if leaf.field and leaf.field != Tier.TITLE:  # names are not inflected
        return lambda token: token == leaf.token
    wanted = base(leaf.token)
    return lambda token: token == wanted or base(token) == wanted


def _phrases(places: Sequence[Token], wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    first, *rest = wanted
    for at, place in enumerate(places):
        if place.text == first:
            following = places[at + 1 : at + 1 + len(rest)]
            if [one.text for one in following] == rest:
                yield place.start, (following[-1] if following else place).end
