"""The register: all values of a facet in the order of their names, as a book has it at its end.

It is made once for each state of the index, since an archive may name very many.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import attrgetter

from django.db.models import Q

from regesta.catalog.models import AuthoritySpelling
from regesta.description.words import terms
from regesta.search.finding import facet_values, labels
from regesta.search.indexing import ArchiveIndex
from regesta.search.query import Query
from regesta.search.results import FacetValue

MOST_KEPT = 8  # registers that are kept
OTHER_LETTER = "#"
LAST = "\U0010ffff"  # the key of what has no letters
DIGITS = "0–9"
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"  # initial ones of Korean syllables, in order
_FIRST_SYLLABLE, _LAST_SYLLABLE, _SYLLABLES_OF_ONE = 0xAC00, 0xD7A3, 588
_LETTER_OF_SCRIPT = {"CJK": "漢字", "HIRAGANA": "かな", "KATAKANA": "かな"}
_WITHOUT_CAPITALS = "GEORGIAN"  # which have them by Unicode, and not in use


@dataclass(frozen=True, slots=True)
class RegisterName:
    """A value of a facet: the folded words it is sorted by, the letter it is found under, and
    the number of documents. ``is_authority`` says whether it has a page of its own."""

    value: str
    label: str
    count: int
    key: str
    letter: str
    is_authority: bool


@dataclass(frozen=True, slots=True)
class Register:
    """Names in order, and each letter with the place of its first one, from 0."""

    names: tuple[RegisterName, ...]
    letters: tuple[tuple[str, int], ...]


_kept: deque[tuple[Sequence[FacetValue], Register]] = deque(maxlen=MOST_KEPT)


def register(index: ArchiveIndex, query: Query, facet: str, containing: str = "") -> Register:
    """All values of a facet in what the public may see of a result; only those one of whose
    names has words that begin as those typed, where any are."""
    values = facet_values(index, query, facet)
    whole = next((made for of, made in list(_kept) if of is values), None)
    if whole is None:
        whole = _whole(facet, values)
        _kept.appendleft((values, whole))
    wanted = terms(containing)
    return _with_words(whole, wanted) if wanted else whole


def letter_of(key: str) -> str:
    """The letter that a name of this key, the folded words of the name, is found under."""
    return _letter(unicodedata.normalize("NFC", key[:4])[:1])


@lru_cache(maxsize=10_000)
def _letter(first: str) -> str:
    if first.isdecimal():
        return DIGITS
    if not first.isalpha():
        return OTHER_LETTER
    if _FIRST_SYLLABLE <= ord(first) <= _LAST_SYLLABLE:
        return _CONSONANTS[(ord(first) - _FIRST_SYLLABLE) // _SYLLABLES_OF_ONE]
    script = unicodedata.name(first, "").partition(" ")[0]
    return _LETTER_OF_SCRIPT.get(script) or (
        first if script == _WITHOUT_CAPITALS else first.upper()
    )


def _whole(facet: str, values: Sequence[FacetValue]) -> Register:
    words = labels(facet, values)
    names = []
    for one in values:
        label = words.get(one.value, one.value)
        key = " ".join(terms(label)) or LAST
        known = one.value in words
        names.append(RegisterName(one.value, label, one.count, key, letter_of(key), known))
    # By their code: figures in front, and each script by itself.
    names.sort(key=attrgetter("key", "label", "value"))
    return _of(tuple(names))


def _of(names: tuple[RegisterName, ...]) -> Register:
    letters: dict[str, int] = {}
    for place, name in enumerate(names):
        letters.setdefault(name.letter, place)
    return Register(names, tuple(letters.items()))


def _with_words(whole: Register, wanted: Sequence[str]) -> Register:
    """Those that have a name with words that begin so, whether it is the one shown or not."""
    by_others = _authorities_named(wanted)
    return _of(
        tuple(
            one
            for one in whole.names
            if one.value in by_others or all(f" {word}" in f" {one.key}" for word in wanted)
        )
    )


def _authorities_named(wanted: Sequence[str]) -> set[str]:
    """The identifiers of authorities of which some name, in any script, has such words."""
    conditions = (Q(folded__startswith=word) | Q(folded__contains=f" {word}") for word in wanted)
    rows = AuthoritySpelling.objects.filter(
        reduce(Q.__and__, conditions), is_own=True, authority__merged_into__isnull=True
    )
    return set(rows.values_list("authority__identifier", flat=True))
