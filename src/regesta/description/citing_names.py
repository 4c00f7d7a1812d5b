"""Names as citations write them: as they are spoken, by the family name, and by initials.

A name is only turned round where its family name is clear enough: names in Chinese,
Japanese and Korean signs, names that read as Chinese, Korean or Vietnamese, names that begin
with a title and names of bodies stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.description import names_chinese
from regesta.description.names_words import Name, Script, analyse
from regesta.description.record import AgentInRole

_SUFFIX = re.compile(r"(?:Jr|Sr|Esq|PhD|Ph\.D|MD)\.?|I{2,3}|IV|VI{0,3}")
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_IN_SIGNS = re.compile(rf"[{_SIGNS}·・\s]+")
_WITH_SIGNS = re.compile(rf"(?P<name>[^{_SIGNS}]+?)\s*[（(]?(?P<signs>[{_SIGNS}·・\s]+)[)）]?")
_TITLED = re.compile(
    r"(?:the|an?|mr|mrs|ms|miss|mme|herr|frau|dr|prof|professor|sir|dame|lord|lady|king|queen|"
    r"emperor|empress|pope|prince|princess|duke|count|baron|shah|sultan|sheikh|saint|st|father|"
    r"fr|rev|bishop|gen|col|colonel|maj|major|capt|captain|lt|lieutenant|sgt|brig|cdr|commander|"
    r"acting|deputy|vice|prime|foreign|under|assistant|chief|chairman|comrade|senator|governor|"
    r"judge|consul|premier|père|abbé)\b\.?.*|"
    r".*\b(?:general|marshal|admiral|president|secretary|minister|ambassador)\b.*",
    re.IGNORECASE,
)
# Sources seldom say that a name is that of a body; its words do.
_OF_A_BODY = re.compile(
    r"\b(?:of|for|and|the|des|und|et|der|und|im|in|at|on|"
    r"(?:ministry|department|embassy|committee|commission|council|bureau|office|board|agency|"
    r"politburo|presidium|secretariat|commissariat|government|congress|parliament|university|"
    r"institute|academy|society|association|union|party|bank|company|press|archives?|library|"
    r"museum|staff|army|division|regiment|legation|consulate|mission|delegation|"
    r"министерство|комитет|комиссия|комиссариат|совет|политбюро|посольство|управление|отдел|"
    r"правительство|секретариат|президиум|штаб|армия))\b",
    re.IGNORECASE,
)
_NOT_LETTERS = re.compile(r"[\d:;()\[\]/&+=<>]")
_NUMERAL = re.compile(r".*\s[IVX]+")
_FAMILY_PARTICLES = {"van", "von", "de", "du", "di", "da", "del", "della", "la", "le", "el", "al"}
_MOST_WORDS = 6  # more are a description


@dataclass(frozen=True, slots=True)
class CitedName:
    """A name and its parts. ``given`` is "" where a name must not be turned round.

    ``signs`` are the same name in Chinese, Japanese or Korean signs, written after it.
    """

    family: str
    given: str = ""
    particle: str = ""  # von, van der: what is written small before the family name
    suffix: str = ""
    family_first: bool = False
    signs: str = ""

    @property
    def spoken(self) -> str:
        """``Alexander von Humboldt``, ``Sheng Shicai``."""
        if self.family_first:
            return self._with_signs(f"{self.family} {self.given}".strip())
        words = " ".join(filter(None, (self.given, self.particle, self.family)))
        return self._with_signs(f"{words}, {self.suffix}" if self.suffix else words)

    @property
    def by_family(self) -> str:
        """``Humboldt, Alexander von``; ``Sheng Shicai`` has its family name in front already."""
        if self.family_first or not self.given:
            return self.spoken
        given = " ".join(filter(None, (self.given, self.particle)))
        parts = [self.family, given, *([self.suffix] if self.suffix else [])]
        return self._with_signs(", ".join(parts))

    @property
    def by_initials(self) -> str:
        """``von Humboldt, A.``, ``Sheng, S.``"""
        if not self.given:
            return self.spoken
        family = " ".join(filter(None, (self.particle, self.family)))
        parts = [family, self.initials, *([self.suffix] if self.suffix else [])]
        return self._with_signs(", ".join(parts))

    @property
    def initials_first(self) -> str:
        """``A. von Humboldt``"""
        if not self.given:
            return self.spoken
        words = " ".join(filter(None, (self.initials, self.particle, self.family)))
        return f"{words}, {self.suffix}" if self.suffix else words

    @property
    def initials(self) -> str:
        words = re.sub(r"(?<=\.)(?=\w)", " ", self.given).split()
        return " ".join(_initial(word) for word in words)

    def _with_signs(self, name: str) -> str:
        return f"{name} {self.signs}" if self.signs else name


def _initial(word: str) -> str:
    """``J.``, ``J.-P.``; an article or apostrophe that leads a name is passed over."""
    firsts = [match[0] for part in word.split("-") if (match := re.search(r"\w", part))]
    return "-".join(f"{first}." for first in firsts) or word


def cited_name(agent: AgentInRole) -> CitedName:
    """The parts of the name of someone who had a part in a document."""
    text = " ".join(agent.name.split())
    if agent.kind != "person" or not text:
        return CitedName(text)
    if _IN_SIGNS.fullmatch(text):
        return CitedName(text, family_first=True)
    signs = ""
    if match := _WITH_SIGNS.fullmatch(text):
        text, signs = match["name"].strip(" ,"), match["signs"].strip()
    return _parted(text, signs)


def _parted(text: str, signs: str) -> CitedName:
    first, comma, rest = (part.strip() for part in text.partition(","))
    if comma and rest and not _SUFFIX.fullmatch(rest):
        return _parted_by_comma(first, rest, signs)
    words = first.split()
    suffix = rest if comma else ""
    if not 1 < len(words) <= _MOST_WORDS or _is_no_name(first):
        return CitedName(text, signs=signs)
    is_family_first = True if signs else _is_family_first(first)
    if is_family_first is None:
        return CitedName(text, signs=signs)
    if is_family_first:
        return CitedName(words[0], " ".join(words[1:]), "", suffix, family_first=True, signs=signs)
    return _in_western_order(words, suffix, signs)


def _parted_by_comma(family: str, rest: str, signs: str) -> CitedName:
    given, _, suffix = (part.strip() for part in rest.partition(","))
    particle, family = _particle(family.split())
    given, after = _trailing_particle(given.split())
    turned = not particle and _reads_family_first(f"{family} {given}")
    return CitedName(family, given, particle or after, suffix, turned, signs)


def _is_family_first(text: str) -> bool | None:
    """Whether the first word is the family name; None where that is open."""
    if _reads_family_first(text):
        return True
    name = analyse(text)
    if _may_be_turned(name):
        return None
    if name.families != (0,) or len(name.words) != len(text.split()):
        return False
    if name.script is Script.CYRILLIC or name.words[-1].looks_patronymic:
        return True  # Хрущёв Никита Сергеевич
    return None  # Kádár János, but also Fletcher Warren


def _is_no_name(text: str) -> bool:
    """Whether it is the title of somebody, a body or a description."""
    return bool(
        text.isupper()
        or _TITLED.fullmatch(text)
        or _OF_A_BODY.search(text)
        or _NUMERAL.fullmatch(text)
        or _NOT_LETTERS.search(text)
    )


def _in_western_order(words: Sequence[str], suffix: str, signs: str) -> CitedName:
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _FAMILY_PARTICLES:
        start -= 1
        if words[start].islower():
            break
    while start > 1 and words[start - 1].islower() and words[start - 1].isalpha():
        start -= 1
    particle, family = _particle(words[start:])
    return CitedName(family, " ".join(words[:start]), particle, suffix, signs=signs)


def _particle(words: Sequence[str]) -> tuple[str, str]:
    """The small words at the beginning of a family name, and the rest of it."""
    count = 0
    while count < len(words) - 1 and words[count].isalpha() and words[count].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _trailing_particle(words: Sequence[str]) -> tuple[str, str]:
    """``Alexander von`` of ``Humboldt, Alexander von``, in its two parts."""
    count = len(words)
    while count > 1 and words[count - 1].isalpha() and words[count - 1].islower():
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def _reads_family_first(text: str) -> bool:
    """Whether the whole is a Chinese, Korean or Vietnamese name, its family name in front,
    and cannot be one with the family name at the end."""
    name = analyse(text)
    is_pair = len(name.parts) == 2
    if len(name.parts) < 2 or (is_pair and any(word.is_forename for word in name.words)):
        return False
    return _reads_as_one(name) and not _ends_in_family(name)


def _reads_as_one(name: Name) -> bool:
    if any(names_chinese.is_surname(one.syllables[0]) for one in name.read_as("zh").values()):
        return True
    if len(name.parts) == 3 and any(one.words == 3 for one in name.read_as("vi").values()):
        return True
    is_korean = name.parts[0] in _KOREAN
    return is_korean and any(len(one.syllables) == 3 for one in name.read_as("ko").values())


_KOREAN = {"kim", "pak", "park", "yi", "rhee", "chung", "choe", "choi", "ким", "пак", "цой"}


def _may_be_turned(name: Name) -> bool:
    """Whether it reads as a Chinese name, but which word is the family name is open."""
    return bool(name.read_as("zh")) and _ends_in_family(name)


def _ends_in_family(name: Name) -> bool:
    """Whether a Chinese reading has the last word in front: Anna Li."""
    last = analyse(name.parts[-1]).read_as("zh").values() if name.parts else ()
    ends = {one.syllables for one in last}
    firsts = {one.syllables for one in analyse(name.parts[0]).read_as("zh").values()}
    return any(
        reading.syllables[: len(end)] == end and end not in firsts
        for reading in name.read_as("zh").values()
        for end in ends
        if len(end) == 1
    )
