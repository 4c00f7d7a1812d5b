"""Texts of a document side by side, aligned by paragraph.

Paragraphs correspond where they have the same identifiers. Where two texts merely count theirs,
each up to another number, or where identifiers have nothing in common, paragraphs stand beside
each other in their order, and the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict
from django.utils.translation import gettext as _

from regesta.description.record import State, Text, TextKind
from regesta.reading_room.passages import Note, Passage, passages_of
from regesta.reading_room.speaking import Spoken
from regesta.reading_room.terms import term
from regesta.reading_room.wording import language_name

BESIDE = "beside"  # the parameter: the numbers of texts, from 0, with commas between
MOST_BESIDE = 3
_LONGEST_CHOICE = 40  # signs of the parameter that are read
_ORIGINALS = (TextKind.ORIGINAL, TextKind.TRANSCRIPT, TextKind.EXTRACT, TextKind.OCR)


class Matching(StrEnum):
    """How far paragraphs that stand beside each other are known to correspond."""

    WHOLE = "whole"
    WITH_GAPS = "with gaps"  # by their identifiers, but some stand in one text only
    IN_ORDER = "in order"
    UNEVEN = "uneven"  # in order, and one text has more of them


@dataclass(frozen=True, slots=True)
class Column:
    """A text: its number among those of its record, from 0, and what there is to say of it."""

    number: int
    text: Text
    passages: list[Passage]

    @property
    def label(self) -> str:
        return text_label(self.text)

    @property
    def notes(self) -> list[Note]:
        return [note for passage in self.passages for note in passage.notes]

    @property
    def facts(self) -> list[str]:
        """Who made it, from what, in which state and version, under which licence."""
        text = self.text
        said = [
            _("By %(maker)s") % {"maker": text.maker} if text.maker else "",
            _("Made from %(source)s") % {"source": text.made_from} if text.made_from else "",
            _("Version %(version)s") % {"version": text.version} if text.version else "",
            text_state(text.state),
            _("Licence: %(licence)s") % {"licence": text.licence} if text.licence else "",
        ]
        return [one for one in said if one]


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that can be set beside the others or put away, and the texts shown then."""

    label: str
    chosen: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a page: ``columns`` side by side in ``rows``, then ``rest``."""

    columns: list[Column]
    rows: list[list[Passage | None]]
    rest: list[Column]
    choices: list[Choice]
    matching: Matching
    is_asked: bool  # whether a reader has chosen

    def __bool__(self) -> bool:
        return bool(self.columns)


def text_label(text: Text) -> str:
    """``Translation, English``"""
    kind = term(text.kind.value)
    if not text.language:
        return kind
    return _("%(kind)s, %(language)s") % {"kind": kind, "language": language_name(text.language)}


def text_state(state: State) -> str:
    """How a wording came to be, "" for what stands as it was given."""
    return "" if state is State.AS_GIVEN else term(state.value)


def texts_of_page(
    texts: Sequence[Text],
    addresses: Sequence[list[str]],
    spoken: Spoken,
    parameters: QueryDict,
    language: str,
) -> Texts:
    """The texts as they are asked for; ``addresses`` are those of the paragraphs of each.
    Whatever does not make sense in the parameter is as if it were not there."""
    columns = [
        Column(number, text, passages_of(text, number, addresses[number], spoken))
        for number, text in enumerate(texts)
    ]
    asked = _asked(parameters.get(BESIDE, ""), len(texts))
    shown = asked or usual_choice(texts, language)
    chosen = [columns[number] for number in shown]
    rows, matching = aligned([column.passages for column in chosen])
    return Texts(
        columns=chosen,
        rows=rows,
        rest=[column for column in columns if column.number not in shown],
        choices=_choices(columns, shown),
        matching=matching,
        is_asked=bool(asked),
    )


def _asked(words: str, count: int) -> tuple[int, ...]:
    if len(words) > _LONGEST_CHOICE:
        return ()
    parts = [part.strip() for part in words.split(",")]
    numbers = [int(part) for part in parts if part.isascii() and part.isdigit()]
    return tuple(dict.fromkeys(one for one in numbers if one < count))[:MOST_BESIDE]


def usual_choice(texts: Sequence[Text], language: str) -> tuple[int, ...]:
    """The original, and beside it the translation for readers of the language; where there
    is none, any other, or else what was transcribed from the original."""
    if not texts:
        return ()
    numbers = range(len(texts))
    originals = [one for one in numbers if texts[one].kind in _ORIGINALS]
    translations = [one for one in numbers if texts[one].kind is TextKind.TRANSLATION]
    first = min(originals, key=lambda one: _ORIGINALS.index(texts[one].kind), default=0)
    mine = [one for one in translations if _primary(texts[one].language) == _primary(language)]
    transcribed = [one for one in originals if texts[one].kind is not texts[first].kind]
    others = [one for one in (*mine, *translations, *transcribed) if one != first]
    return (first, *others[:1])


def _primary(language: str) -> str:
    return language.partition("-")[0].casefold()


def _choices(columns: Sequence[Column], shown: tuple[int, ...]) -> list[Choice]:
    """What a click on each text leads to. The last one cannot be put away; where there is
    no more room, the last gives way."""
    found = []
    for column in columns:
        chosen = column.number in shown
        if chosen:
            numbers = tuple(one for one in shown if one != column.number) or shown
        else:
            numbers = (*shown[: MOST_BESIDE - 1], column.number)
        found.append(Choice(column.label, chosen, numbers))
    return found


def aligned(texts: Sequence[list[Passage]]) -> tuple[list[list[Passage | None]], Matching]:
    """Rows of paragraphs that stand beside each other, None where a text has none there."""
    names = [[passage.identifier for passage in text] for text in texts]
    if all(one == names[0] for one in names):
        return [list(row) for row in zip(*texts, strict=True)], Matching.WHOLE
    counted = {len(one) for one in names if _only_counts(one)}
    order = _joined(names) if len(counted) < 2 else None
    if order is not None:
        known = [{one.identifier: one for one in text} for text in texts]
        return [[text.get(name) for text in known] for name in order], Matching.WITH_GAPS
    longest = max(map(len, texts))
    rows = [[text[at] if at < len(text) else None for text in texts] for at in range(longest)]
    is_even = all(len(text) == longest for text in texts)
    return rows, Matching.IN_ORDER if is_even else Matching.UNEVEN


def _only_counts(names: list[str]) -> bool:
    return names == [f"p{number}" for number in range(1, len(names) + 1)]


def _joined(names: Sequence[list[str]]) -> list[str] | None:
    """All names in one order that is that of every text; None where there is no such order,
    or where a text has no paragraph that stands in another."""
    order = list(names[0])
    for some in names[1:]:
        common = [name for name in some if name in set(order)]
        if not common or common != [name for name in order if name in set(some)]:
            return None
        known, at = set(order), 0
        for name in some:
            if name in known:
                at = order.index(name, at) + 1
            else:
                order.insert(at, name)
                at += 1
    return order
