"""Showing where a text says what was asked for."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.description.words import Token, tokens
from regesta.search.query import Condition, Phrase
from regesta.search.results import Card, Highlight, Piece


def highlights(card: Card, condition: Condition) -> tuple[Highlight, ...]:
    """The fields of a card in pieces, those fields only in which something was found."""
    if not condition.required:
        return ()
    found = []
    for name in ("title", "summary"):
        pieces = mark(getattr(card, name), condition.phrases)
        if any(piece.hit for piece in pieces):
            found.append(Highlight(name, pieces))
    return tuple(found)


def mark(text: str, phrases: Iterable[Phrase]) -> tuple[Piece, ...]:
    """The text in pieces that join to it again, each phrase's places as hits."""
    places = list(tokens(text))
    standing: dict[str, list[int]] = {}
    for at, place in enumerate(places):
        standing.setdefault(place.text, []).append(at)
    found = (span for phrase in phrases for span in _spans(places, standing, phrase))
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


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _spans(
    places: list[Token], standing: dict[str, list[int]], phrase: Phrase
) -> Iterable[tuple[int, int]]:
    """Where the phrase stands; ``standing`` is where each token does."""
    first, *rest = phrase.tokens
    for at in standing.get(first, ()):
        following = places[at + 1 : at + 1 + len(rest)]
        if [place.text for place in following] == rest:
            yield places[at].start, (following[-1] if following else places[at]).end
