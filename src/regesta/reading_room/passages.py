"""A paragraph as its page shows it: who is meant in it, what is missing from it, its notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from regesta.catalog.models import Mention
from regesta.description.record import Gap, Text
from regesta.reading_room.speaking import Spoken

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_UNNAMED = "[…]"  # how a reader of a form marks the place of a gap
# The number an edition gives a note, which its words begin with.
_NUMBER = re.compile(r"(\d{1,3}|[a-z])[.)]\s+(?=\S)|([*†‡§]{1,3})\s*(?=\S)")
_PLAIN_PAGE = re.compile(r"[0-9ivxlcdm]+(?:\s*[-–,]\s*[0-9ivxlcdm]+)*", re.IGNORECASE)
_HIDDEN = ("classified", "redact", "excis", "withheld", "sanitiz", "засекреч")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph: of a ``mention``, or in the place of a ``gap``, or neither."""

    text: str
    mention: Mention | None = None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, its words, its own address and that of the place it belongs to."""

    number: str
    text: str
    address: str
    place: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph. ``missing`` are the gaps whose place in it is not known."""

    identifier: str
    address: str
    pieces: list[Piece]
    page: str
    missing: list[Gap]
    notes: list[Note]


def passages_of(text: Text, number: int, addresses: list[str], spoken: Spoken) -> list[Passage]:
    """The paragraphs of the text that is ``number`` among those of its record, from 0."""
    notes = _Notes(text, number)
    found = []
    for paragraph, address in zip(text.paragraphs, addresses, strict=True):
        marked = spoken.marked("texts", f"{number} {paragraph.identifier}", paragraph.text)
        placed, missing = _placed(paragraph.text, paragraph.gaps)
        pieces = [Piece(one.text, one.mention) for one in marked]
        found.append(
            Passage(
                identifier=paragraph.identifier,
                address=address,
                pieces=list(_with_gaps(pieces, placed)),
                page=paragraph.page,
                missing=missing,
                notes=[notes.next(words) for words in paragraph.notes],
            )
        )
    return found


def page_label(page: str) -> str:
    """``page 12``; a page that is named and not numbered keeps its name."""
    return _("page %(number)s") % {"number": page} if _PLAIN_PAGE.fullmatch(page) else page


def gap_label(gap: Gap) -> str:
    """What is missing, in words: ``1 line: not declassified``."""
    return ": ".join(filter(None, (gap.extent or ("" if gap.reason else _("gap")), gap.reason)))


def is_redaction(gap: Gap) -> bool:
    """Whether somebody took the words out, so far as the reason tells."""
    return any(word in gap.reason.casefold() for word in _HIDDEN)


def _placed(text: str, gaps: list[Gap]) -> tuple[list[tuple[int, int, Gap]], list[Gap]]:
    """The gaps with the words that stand in their place, and those that have none."""
    places = list(_BRACKETS.finditer(text)) if gaps else []
    found, missing = [], []
    for gap in gaps:
        named = (one for one in places if _says(one[0], gap))
        unnamed = (one for one in places if one[0] == _UNNAMED)
        place = next(named, None) or next(unnamed, None)
        if place is None:
            missing.append(gap)
        else:
            places.remove(place)
            found.append((place.start(), place.end(), gap))
    return sorted(found, key=lambda one: one[:2]), missing


def _says(words: str, gap: Gap) -> bool:
    said = [one for one in (gap.extent, gap.reason) if one]
    return bool(said) and all(one in words for one in said)


def _with_gaps(pieces: Iterable[Piece], gaps: list[tuple[int, int, Gap]]) -> Iterator[Piece]:
    """The pieces, cut once more where a gap begins and ends."""
    begin = 0
    for piece in pieces:
        end = begin + len(piece.text)
        at = begin
        for first, last, gap in gaps:
            inside = max(first, at), min(last, end)
            if inside[0] >= inside[1]:
                continue
            if inside[0] > at:
                yield replace(piece, text=piece.text[at - begin : inside[0] - begin])
            yield replace(piece, text=piece.text[inside[0] - begin : inside[1] - begin], gap=gap)
            at = inside[1]
        if at < end or not piece.text:
            yield replace(piece, text=piece.text[at - begin :])
        begin = end


class _Notes:
    """Gives the notes of a text their numbers: their own, or where no note of the text has one,
    those of counting."""

    def __init__(self, text: Text, number: int) -> None:
        notes = [note for paragraph in text.paragraphs for note in paragraph.notes]
        self._is_numbered = any(map(_NUMBER.match, notes))
        self._text = number
        self._count = 0

    def next(self, words: str) -> Note:
        self._count += 1
        own = _NUMBER.match(words)
        if own:
            number, words = own[1] or own[2], words[own.end() :]
        else:
            number = "*" if self._is_numbered else str(self._count)
        place = f"{self._text}-{self._count}"
        return Note(number, words, f"text-note-{place}", f"text-place-{place}")
