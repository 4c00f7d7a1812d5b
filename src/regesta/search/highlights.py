"""Showing where a text says what was asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from regesta.description.fields import Tier
from regesta.description.words import beginning, next_token, plain_form, spans, terms
from regesta.search.condition import Leaf, Node, Phrase, Prefix, Word, sought
from regesta.search.results import Card, Highlight, Piece
from regesta.search.stems import base, beginnings

Span = tuple[int, int]  # from the first sign to the one after the last


class Marking:
    """Marks in cards what one question asks for."""

    def __init__(self, condition: Node) -> None:
        wanted = tuple(dict.fromkeys(sought(condition)))
        # What is asked for in names, places or collections stands in the text as well.
        self._anywhere = [leaf for leaf in wanted if leaf.field != Tier.TITLE]
        self._in_titles = [leaf for leaf in wanted if leaf.field == Tier.TITLE]

    def highlights(self, cards: Sequence[Card]) -> list[tuple[Highlight, ...]]:
        """The fields of each card in pieces, those fields only in which something was found."""
        titles = [card.title for card in cards]
        texts = [*titles, *(card.summary for card in cards)]
        found = _spans(texts, self._anywhere)
        if self._in_titles:
            for number, more in enumerate(_spans(titles, self._in_titles)):
                found[number] += more
        names = ["title"] * len(cards) + ["summary"] * len(cards)
        marked: list[tuple[Highlight, ...]] = [() for _ in cards]
        for number, places in enumerate(found):
            if places:
                highlight = Highlight(names[number], _pieces(texts[number], places))
                marked[number % len(cards)] += (highlight,)
        return marked


def mark(text: str, leaves: Iterable[Leaf]) -> tuple[Piece, ...]:
    """The text in pieces that join to it again, whatever answers a leaf as hits."""
    (places,) = _spans([text], list(leaves))
    return _pieces(text, places)


def _pieces(text: str, places: Sequence[Span]) -> tuple[Piece, ...]:
    if not places:
        return (Piece(text, False),)
    pieces: list[Piece] = []
    done = 0
    for start, end in _joined(places):
        if start > done:
            pieces.append(Piece(text[done:start], False))
        pieces.append(Piece(text[start:end], True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:], False))
    return tuple(pieces)


def _spans(texts: Sequence[str], leaves: Sequence[Leaf]) -> list[list[Span]]:
    """Where each text answers a leaf. Plain texts are looked through all in one, leaf by leaf,
    which is much quicker than cutting them into tokens."""
    plain = plain_form("\n".join(texts)) if leaves else ""
    if plain is None:
        half = len(texts) // 2
        if not half:
            return [_in_any(texts[0], leaves)]
        return _spans(texts[:half], leaves) + _spans(texts[half:], leaves)
    found: list[list[Span]] = [[] for _ in texts]
    begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
    for leaf in leaves:
        for start, end in _in_plain(plain, leaf):
            number = bisect_right(begins, start) - 1
            begin = begins[number]
            if end < begins[number + 1]:  # else it runs from one text into the next
                found[number].append((start - begin, end - begin))
    return found


def _in_any(text: str, leaves: Sequence[Leaf]) -> list[Span]:
    here = terms(text)
    runs = [run for leaf in leaves for run in answers(here, leaf)]
    at = spans(text) if runs else []
    return [(at[first][0], at[last][1]) for first, last in runs]


def _in_plain(plain: str, leaf: Leaf) -> list[Span]:
    if isinstance(leaf, Phrase):
        return _phrases_in_plain(plain, leaf.tokens)
    if isinstance(leaf, Prefix):
        return beginning(plain, leaf.token)
    if not _is_inflected(leaf):
        return _phrases_in_plain(plain, (leaf.token,))
    wanted = base(leaf.token)
    return [
        (at, end)
        for start in beginnings(wanted)
        for at, end in beginning(plain, start)
        if plain[at:end] == wanted or base(plain[at:end]) == wanted
    ]


def _phrases_in_plain(plain: str, wanted: Sequence[str]) -> list[Span]:
    first, *rest = wanted
    found = []
    for at, end in beginning(plain, first):
        if end - at != len(first):
            continue
        last = end
        for token in rest:
            following = next_token(plain, last)
            if following is None or plain[slice(*following)] != token:
                break
            last = following[1]
        else:
            found.append((at, last))
    return found


def _joined(places: Sequence[Span]) -> Sequence[Span]:
    """The places in order, those that overlap as one."""
    if len(places) == 1:
        return places
    joined: list[Span] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def answers(here: Sequence[str], leaf: Leaf) -> Iterator[tuple[int, int]]:
    """Where tokens answer a leaf, each time by the numbers of the first and the last of them."""
    if isinstance(leaf, Phrase):
        first, *rest = leaf.tokens
        for at in _numbers(here, first):
            if not rest or list(here[at + 1 : at + 1 + len(rest)]) == rest:
                yield at, at + len(rest)
        return
    if isinstance(leaf, Prefix):
        found: Iterable[int] = (at for at, one in enumerate(here) if one.startswith(leaf.token))
    elif _is_inflected(leaf):
        wanted = base(leaf.token)
        # A base form may have another one in turn, but answers as it stands.
        found = {*_numbers(list(map(base, here)), wanted), *_numbers(here, wanted)}
    else:
        found = _numbers(here, leaf.token)
    yield from ((at, at) for at in found)


def _is_inflected(word: Word) -> bool:
    return not word.field or word.field == Tier.TITLE  # names stand as they are


def _numbers(here: Sequence[str], token: str) -> Iterator[int]:
    """The places in a list at which a token stands."""
    at = -1
    for _ in range(here.count(token)):
        at = here.index(token, at + 1)
        yield at
