"""Vietnamese names: what Cyrillic and unmarked Latin letters have in common.

The Russian practical transcription gives each opening and each rhyme of a syllable its
letters; both tables below follow it, with the older spellings of the press. In Latin
letters the marks are often left out, and ``đ`` becomes ``d``, so that two spellings are
compared without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from regesta.description.names_syllables import Reading, System, table

VIETNAMESE, CYRILLIC = "Vietnamese without its marks", "Vietnamese in Cyrillic"

_OPENINGS = {
    "": "", "b": "б", "c": "к", "k": "к", "ch": "т,ть,ч,ш", "d": "з,д", "đ": "д", "g": "г",
    "gh": "г", "gi": "з,ж", "h": "х", "kh": "кх,х", "l": "л", "m": "м", "n": "н", "nh": "нь,н",
    "ng": "нг", "ngh": "нг", "p": "п", "ph": "ф", "q": "к", "r": "р,ж,з", "s": "ш,с",
    "t": "т", "th": "тх,т", "tr": "ч,чь,т", "v": "в", "x": "с",
}  # fmt: skip
_RHYMES = {
    "a": "а", "ai": "ай", "ao": "ао", "au": "ау", "ay": "ай,ей", "e": "е,э", "eo": "ео,эо",
    "eu": "еу", "i": "и", "y": "и", "ia": "иа,ья,я", "ieu": "иеу,ьеу", "iu": "иу", "o": "о,а,э",
    "oa": "оа", "oai": "оай", "oi": "ой", "u": "у,ы", "ua": "уа,ыа", "uan": "уан,уэн", "ui": "уй",
    "uoi": "уой,ыой", "uy": "уи,уй,юи", "ue": "уэ,уе", "uu": "ыу", "uou": "ыоу",
    "uong": "ыонг,уонг", "uon": "уон,ыон", "uoc": "ыок,уок", "uot": "уот,ыот",
    "uyen": "уен,уйен,юен,уиен", "uyet": "ует",
    "uynh": "уинь", "oan": "оан", "oang": "оанг", "oat": "оат", "oac": "оак",
    "ien": "иен,ьен,ен", "ieng": "иенг", "iem": "ием,ьем,ем", "iet": "иет,ьет", "iep": "иеп,ьеп",
    "yen": "иен", "am": "ам", "an": "ан", "ang": "анг", "anh": "ань,ан", "ap": "ап", "at": "ат",
    "ac": "ак", "ach": "ать,ак", "em": "ем", "en": "ен,эн", "eng": "енг", "enh": "ень,инь",
    "et": "ет", "ep": "еп", "ec": "ек", "ech": "еть", "im": "им", "in": "ин", "inh": "инь,ин",
    "ip": "ип", "it": "ит", "ich": "ить,ик,ить", "om": "ом", "on": "он", "ong": "онг,он",
    "op": "оп", "ot": "от", "oc": "ок", "um": "ум", "un": "ун", "ung": "унг,ынг", "up": "уп",
    "ut": "ут,ыт", "uc": "ук,ык", "uat": "уат", "uang": "уанг", "uyn": "уин", "uyt": "уит",
}  # fmt: skip


# Openings that the Russian letters do not tell apart.
_LIKE_OPENINGS = {
    "c": "k", "q": "k", "ch": "t", "tr": "t", "th": "t", "gi": "d", "đ": "d", "r": "d", "gh": "g",
    "kh": "h", "x": "s", "ngh": "ng", "nh": "n", "ph": "f",
}  # fmt: skip


def _alike(opening: str, rhyme: str) -> str:
    """A syllable as far as Cyrillic tells it from others."""
    ending = rhyme.replace("y", "i").replace("nh", "n").replace("ch", "c").replace("en", "in")
    return _LIKE_OPENINGS.get(opening, opening) + ending


def _spellings(rhymes: str) -> list[str]:
    return rhymes.split(",")


def _cyrillic_pairs() -> Iterator[tuple[str, str, bool]]:
    for opening, openings in _OPENINGS.items():
        for rhyme, rhymes in _RHYMES.items():
            for start in _spellings(openings):
                for end in _spellings(rhymes):
                    yield start + end, _alike(opening, rhyme), False


def _latin_pairs() -> Iterator[tuple[str, str, bool]]:
    for opening in _OPENINGS:
        for rhyme in _RHYMES:
            bare = opening.replace("đ", "d")
            yield bare + rhyme, _alike(opening, rhyme), False
            if opening == "gi" and rhyme.startswith("i"):
                yield "g" + rhyme, _alike(opening, rhyme), False


@lru_cache(maxsize=1)
def _systems() -> tuple[System, System]:
    return (
        System(VIETNAMESE, table(_latin_pairs())),
        System(CYRILLIC, table(_cyrillic_pairs())),
    )


def from_latin(words: list[str]) -> list[Reading]:
    """The readings of a name whose words are Vietnamese syllables, marks left out."""
    return _systems()[0].read_name(words)


def from_cyrillic(words: list[str]) -> list[Reading]:
    """The readings of a name in Cyrillic."""
    return _systems()[1].read_name(words)
