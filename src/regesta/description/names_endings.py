"""The cases of Russian names: ``Шэн Шицая``, ``Фриновскому``, ``в Синьцзяне``.

A name in a text stands in the case its sentence needs, an authority's in the nominative.
The endings are those of the declensions of nouns, adjectives and surnames; what ends in
и, у, ю, э is not declined.
"""

from __future__ import annotations

from functools import lru_cache

_SHORTEST_STEM = 2  # letters that must be left of a word that takes endings
# Endings of the nominative, the longest first, and those of the other cases.
_PARADIGMS = (
    ("ский", "ского скому ским ском"),
    ("ий", "ия ию ием ии его ему им ем ого ому ом"),
    ("ый", "ого ому ым ом"),
    ("ой", "ого ому ым им ом оя ою оем ое"),
    ("ая", "ой ую ою"),
    ("яя", "ей юю ею"),
    ("ое", "ого ому ым им ом"),
    ("ее", "его ему им ем"),
    ("ия", "ии ию ией иею"),
    ("й", "я ю ем е и"),
    ("ь", "я ю ем е и ью"),
    ("а", "ы и е у ой ою ей"),
    ("я", "и е ю ей ею"),
    ("о", "а у ом е"),
)
_AFTER_CONSONANT = ("а", "у", "ом", "ем", "е", "ым", "ы", "и", "ов", "ам", "ами", "ах")
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")


@lru_cache(maxsize=100_000)
def cases(token: str) -> tuple[str, ...]:
    """A folded Cyrillic token in all its cases, the nominative first; any other by itself."""
    if not token or not "а" <= token[-1] <= "я":
        return (token,)
    for nominative, endings in _PARADIGMS:
        if token.endswith(nominative):
            stem = token[: -len(nominative)]
            if len(stem) < _SHORTEST_STEM:
                return (token,)
            return tuple(dict.fromkeys((token, *(stem + ending for ending in endings.split()))))
    if token[-1] in _CONSONANTS and len(token) > _SHORTEST_STEM:
        return (token, *(token + ending for ending in _AFTER_CONSONANT))
    return (token,)


@lru_cache(maxsize=100_000)
def nominatives(token: str) -> tuple[str, ...]:
    """The words of which a folded Cyrillic token can be a case, itself first."""
    if not token or not "а" <= token[-1] <= "я":
        return (token,)
    found = {token: None}
    for nominative, endings in _PARADIGMS:
        for ending in endings.split():
            if token.endswith(ending):
                found[token[: -len(ending)] + nominative] = None
    for ending in _AFTER_CONSONANT:
        if token.endswith(ending):
            found[token[: -len(ending)]] = None
    return tuple(word for word in found if token in cases(word))
