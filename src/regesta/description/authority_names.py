"""The spellings by which an authority is recognised in texts and found in searches.

Its own names, what the rules of `regesta.description.names` make of them, and for people
also initials and the family name alone, which say less: those are *partial*. By an office
("the governor") nobody is recognised, since others have held it. That a surname of one
syllable ("Ma") is nobody by itself follows from there being no rule that leaves the rest
of a Chinese, Korean or Vietnamese name out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.description.authority import Authority, Kind, Name, NameType
from regesta.description.names import CHINESE, forms, keys
from regesta.description.names_words import analyse
from regesta.description.words import terms

FAMILY_NAME = "family name alone"
INITIALS = "initials for given names"
SHORTEST_FAMILY_NAME = 4  # letters; shorter words mean too many other things
LONGEST_ABBREVIATION = 6  # signs of a name that stands only in capitals
MOST_SPELLINGS = 200  # of one authority
LONGEST_SPELLING = 300  # signs
_QUALIFIER = re.compile(r"^(.*\S)\s+\([^()]*\)$", re.DOTALL)
# Rules that only change the order of words.
TURNED = frozenset(("the two names in the other order", "family name last"))
_CHINESE_SYSTEMS = ("pinyin", "Wade-Giles", "Palladius", "Palladius romanised", "postal")
_HAN = re.compile("[\u3400-\u9fff]")
_SPELT_BY_RULE = {Kind.PERSON, Kind.FAMILY, Kind.PLACE}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a name of an authority. ``folded`` is its tokens with spaces
    between, ``rule`` what leads to it, in words for a reader."""

    text: str
    folded: str
    rule: str
    partial: bool = False
    abbreviated: bool = False


def spellings(authority: Authority) -> list[Spelling]:
    """All spellings, its own names first, no two of them with the same tokens."""
    found: dict[str, Spelling] = {}
    for text, rule, partial, abbreviated in _candidates(authority):
        folded = " ".join(terms(text))
        if folded and len(text) <= LONGEST_SPELLING and folded not in found:
            if _says_too_little(authority.kind, folded):
                continue
            found[folded] = Spelling(text, folded, rule, partial, abbreviated)
        if len(found) == MOST_SPELLINGS:
            break
    return list(found.values())


def name_keys(authority: Authority) -> set[str]:
    """The keys of all names of a person, family or place, by which any spelling that can be
    one of them is found; none for other kinds, whose names follow no rule of spelling."""
    return {key for text in names_by_rule(authority) for key in keys(text)}


def names_by_rule(authority: Authority) -> list[str]:
    """The names that the rules of spelling apply to, as they are said."""
    if authority.kind not in _SPELT_BY_RULE:
        return []
    bare = [
        without_qualifier(name.text)
        for name in authority.names
        if name.type not in (NameType.OFFICE, NameType.ABBREVIATION)
    ]
    return bare if authority.kind is Kind.PLACE else [first_to_last(text) for text in bare]


def is_in_capitals(text: str) -> bool:
    """Whether a name is a short abbreviation that stands in capitals: NKO, not Politburo."""
    return text.isupper() and len(text) <= LONGEST_ABBREVIATION


def without_qualifier(text: str) -> str:
    """The name without what a cataloguer put behind it in parentheses to tell it apart."""
    match = _QUALIFIER.match(text)
    return match[1] if match else text


def first_to_last(text: str) -> str:
    """``Frinovsky, Mikhail Petrovich`` as it is said; any other name as it stands."""
    family, comma, given = text.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else text


_Candidate = tuple[str, str, bool, bool]


def _candidates(authority: Authority) -> Iterator[_Candidate]:
    names = [name for name in authority.names if name.type is not NameType.OFFICE]
    bare = []
    for name in names:
        yield name.text, _rule_of(name, authority), False, name.type is NameType.ABBREVIATION
        text = without_qualifier(name.text)
        bare.append(text)
        if text != name.text:
            yield text, "name without what tells it apart", False, False
    is_person = authority.kind in (Kind.PERSON, Kind.FAMILY)
    for name, text in zip(names, bare, strict=True):
        said = first_to_last(text) if is_person else text
        if said != text:
            yield said, "family name last", False, False
        if authority.kind in _SPELT_BY_RULE and name.type is not NameType.ABBREVIATION:
            yield from _by_rule(said, authority)
    if authority.kind is Kind.PERSON:
        for text in bare:
            yield from _partial(text)


def _rule_of(name: Name, authority: Authority) -> str:
    if name is authority.preferred:
        return "preferred name"
    sort = "another name" if name.type is NameType.NAME else f"{name.type.value} name"
    if name.type in (NameType.ABBREVIATION, NameType.NICKNAME):
        sort = name.type.value
    elif name.type is NameType.SLIP:
        sort = "slip of a source"
    remarks = [name.romanisation, f"used {name.used.text}" if name.used.text else ""]
    said = ", ".join(filter(None, remarks))
    return f"{sort} ({said})" if said else sort


def _by_rule(text: str, authority: Authority) -> Iterator[_Candidate]:
    is_place = authority.kind is Kind.PLACE
    left_out = TURNED if is_place else frozenset()
    if is_place and not _is_chinese(authority):
        left_out = TURNED | CHINESE  # Reading is no "Re-a-ding"
    for form, rule in forms(text):
        if rule not in left_out:
            yield form, rule, False, False


def _is_chinese(authority: Authority) -> bool:
    """Whether any name of a place says that it is one of Chinese."""
    return any(
        name.language == "zh"
        or name.script.startswith("Han")
        or name.romanisation in _CHINESE_SYSTEMS
        or _HAN.search(name.text)
        for name in authority.names
    )


def _partial(text: str) -> Iterator[_Candidate]:
    """Fewer given names, initials, the family name alone: of a name of words only."""
    said = first_to_last(text)
    name = analyse(said)
    words = said.split()
    if name.kinds or len(words) < 2 or len(name.words) != len(words):
        return
    places = name.families if said == text else (len(words) - 1,)
    if len(places) != 1:
        return
    family = words[places[0]]
    given = [word for place, word in enumerate(words) if place != places[0]]
    if len(given) > 1 and given[1][:1].isupper():
        yield from _in_both_scripts(f"{given[0]} {family}", "without the patronymic or middle name")
    initials = [f"{word[0]}." for word in given if word[:1].isupper()]
    if initials:
        for some in dict.fromkeys((" ".join(initials), initials[0])):
            yield f"{some} {family}", INITIALS, True, False
            yield f"{family} {some}", INITIALS, True, False
    if len(family) >= SHORTEST_FAMILY_NAME and not name.words[places[0]].is_forename:
        yield family, FAMILY_NAME, True, False
        for form, rule in forms(family):
            yield form, f"{FAMILY_NAME}, {rule}", True, False


def _in_both_scripts(text: str, rule: str) -> Iterator[_Candidate]:
    yield text, rule, False, False
    for form, how in forms(text):
        yield form, f"{rule}, {how}", False, False


def _says_too_little(kind: Kind, folded: str) -> bool:
    """One sign, or for a person one syllable of Chinese: "Ma" alone is nobody."""
    tokens = folded.split()
    if len(tokens) > 1:
        return False
    if len(folded) < 2:
        return True
    if kind not in (Kind.PERSON, Kind.FAMILY):
        return False
    return len(folded) < 3 or any(
        key.startswith(("zh:", "kl:", "vi:")) and len(reading.syllables) == 1
        for key, reading in analyse(folded).readings.items()
    )
