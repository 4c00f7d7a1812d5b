"""A name taken apart: its words, and everything each word can be read as.

What two names share is decided by their *keys*: a name has one key for every reading of
the whole (Chinese, Korean, Vietnamese) and one for every reading of each word that can
be its family name. Names without a common key are not compared further.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice, product

from regesta.description import (
    names_arabic,
    names_chinese,
    names_japanese,
    names_korean,
    names_letters,
    names_vietnamese,
)
from regesta.description.names_forenames import FORENAMES
from regesta.description.names_syllables import Reading

LONGEST_NAME = 200  # signs; what is longer is no name, and is only compared as it stands
MOST_WORDS = 8  # longer names are only compared as they stand
SHORTEST_SKELETON = 5  # consonants and spaces that tell a whole name
MOST_SKELETONS = 32  # ways to read the consonants of a name of Arabic


class Script(StrEnum):
    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    HAN = "Chinese characters"
    HANGUL = "Hangul"
    KANA = "kana"
    ARABIC = "Arabic script"
    OTHER = "another script"


_RANGES = (
    (0x0000, 0x024F, Script.LATIN), (0x1E00, 0x1EFF, Script.LATIN),
    (0x0400, 0x052F, Script.CYRILLIC), (0x0600, 0x077F, Script.ARABIC),
    (0x3040, 0x30FF, Script.KANA), (0x3400, 0x9FFF, Script.HAN),
    (0xAC00, 0xD7A3, Script.HANGUL),
)  # fmt: skip
_APOSTROPHES = str.maketrans(
    dict.fromkeys('’‘ʼʻʹ′`´ʾʿʽˈʺ″"“”', "'") | dict.fromkeys("‐‑‒–—−־", "-")
)
_TIES = re.compile("[\u0361\u0360\ufe20\ufe21\u200b-\u200f\u00ad\u0640]")
_WORD = re.compile(r"([^\W\d_]+(?:['-]+[^\W\d_]+)*'?)(\.?)")
_LONGEST_INITIAL = 3  # letters: Shch.
_PATRONYMIC = ("oviC", "eviC", "liC", "ovna", "evna", "iCna", "inicna")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name by its sounds; ``initial`` when it is only the beginning of one."""

    text: str
    script: Script
    initial: bool
    readings: dict[str, tuple[str, bool]] = field(hash=False, compare=False)
    is_forename: bool = field(hash=False, compare=False)

    @property
    def looks_patronymic(self) -> bool:
        return any(form.endswith(_PATRONYMIC) for form in self.readings if form[0] not in "~^:")


@dataclass(frozen=True)
class Name:
    """A name as it was written, and what it can be read as."""

    text: str  # without case and with plain apostrophes and hyphens
    plain: str  # letters alone, without marks, spaces and hyphens
    parts: tuple[str, ...]  # what stands between spaces
    script: Script | None  # None where scripts are mixed
    words: tuple[Word, ...]
    inverted: bool  # "Frinovsky, Mikhail"
    readings: dict[str, Reading] = field(hash=False, compare=False)

    @cached_property
    def families(self) -> tuple[int, ...]:
        """The places of the words that can be the family name."""
        full = [at for at, word in enumerate(self.words) if not word.initial]
        if not full:
            return ()
        if self.inverted:
            return (full[0],)
        edges = list(dict.fromkeys((full[-1], full[0])))
        if full == [0, 1, 2] == list(range(len(self.words))) and self._ends_in_patronymic:
            edges = [0]
        named = [at for at in edges if not self.words[at].is_forename]
        return tuple(named or edges)

    @property
    def _ends_in_patronymic(self) -> bool:
        """ "Хрущёв Никита Сергеевич"; but Lazar Moiseevich Kaganovich keeps his name."""
        return self.words[1].is_forename and self.words[2].looks_patronymic

    @cached_property
    def keys(self) -> frozenset[str]:
        """What this name can share with other spellings of it."""
        keys = set(self.readings)
        if self.plain:
            keys.add(f"p:{self.plain}")
        for at in self.families:
            keys.update(f"w:{form}" for form in self.words[at].readings)
        keys.update(self.skeletons)
        return frozenset(keys)

    @cached_property
    def skeletons(self) -> frozenset[str]:
        """The consonants of all words of a name of Arabic."""
        if len(self.words) < 2 or not self.is_arabic or any(word.initial for word in self.words):
            return frozenset()
        options = [names_arabic.consonants(word.text) for word in self.words]
        ways = islice(product(*map(sorted, options)), MOST_SKELETONS)
        whole = map(" ".join, ways)
        return frozenset(f"a:{way}" for way in whole if len(way) >= SHORTEST_SKELETON)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The languages of syllables that this can be a full name of."""
        return frozenset(
            key[:2]
            for key, reading in self.readings.items()
            if 2 <= len(reading.syllables) <= 4
            and (reading.words > 1 or self.script in (Script.HAN, Script.HANGUL))
            and _is_full_name(key[:2], reading)
            and not any(word.is_forename for word in self.words)
        )

    @cached_property
    def readable(self) -> frozenset[str]:
        """The languages of syllables in which all of this can be read."""
        return frozenset(
            key[:2] for key, reading in self.readings.items() if len(reading.syllables) > 1
        )

    @cached_property
    def is_arabic(self) -> bool:
        return self.script is Script.ARABIC or any(
            names_arabic.tells_arabic(word.text) for word in self.words
        )


def _is_full_name(kind: str, reading: Reading) -> bool:
    if kind == "zh":
        return names_chinese.is_surname(reading.syllables[0])
    return kind == "kl" or (kind == "vi" and len(reading.syllables) == reading.words)


@lru_cache(maxsize=50_000)
def analyse(text: str) -> Name:
    """The name a text spells."""
    if len(text) > LONGEST_NAME:
        whole = " ".join(text.casefold().split())
        return Name(whole, whole, (), None, (), False, {})
    plainer = _plainer(text)
    comma = plainer.find(",")
    found = [(match[1], bool(match[2])) for match in _WORD.finditer(plainer)][: MOST_WORDS + 1]
    parts = tuple(part for part, _ in found)
    if any(map(names_arabic.is_uyghur, parts)):
        found = [(names_arabic.uyghur_in_latin(part), dotted) for part, dotted in found]
    scripts = {_script(part) for part in parts}
    script = scripts.pop() if len(scripts) == 1 else None
    words = _words(found, script)
    plain = names_letters.bare("".join(parts)).replace("'", "").replace("-", "")
    if len(parts) > MOST_WORDS:
        return Name(plainer, plain or plainer, parts, script, (), False, {})
    abbreviated = any(dotted and len(part) <= _LONGEST_INITIAL for part, dotted in found)
    inverted = 0 < comma < len(plainer.rstrip()) - 1 and len(words) > 1
    readings = {} if abbreviated else _readings(parts, script)
    if len(words) == 1 and len(parts) == 1:
        words = (_rendered(words[0], readings),)
    return Name(plainer, plain or plainer, parts, script, words, inverted, readings)


def forget() -> None:
    """Drop what is remembered of names met before; only a measurement needs it."""
    for remembering in (
        analyse,
        _word,
        names_letters.from_latin,
        names_letters.from_cyrillic,
        names_arabic.consonants,
    ):
        remembering.cache_clear()


def _plainer(text: str) -> str:
    """Without case and width, one kind of apostrophe and hyphen, no loose marks."""
    text = text.casefold().replace("u:", "ü")
    if text.isascii():
        return text.translate(_APOSTROPHES).strip()
    text = unicodedata.normalize("NFKC", _TIES.sub("", text)).casefold().translate(_APOSTROPHES)
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn").strip()


def _script(part: str) -> Script:
    """The script of a word; a word in several is in another script."""
    if part.isascii():
        return Script.LATIN
    scripts = {_script_of(sign) for sign in part if sign not in "'-"}
    return scripts.pop() if len(scripts) == 1 else Script.OTHER


@lru_cache(maxsize=10_000)
def _script_of(sign: str) -> Script:
    code = ord(sign)
    for first, last, script in _RANGES:
        if first <= code <= last:
            return script
    return Script.OTHER


def _words(found: list[tuple[str, bool]], script: Script | None) -> tuple[Word, ...]:
    words = []
    for part, dotted in found:
        pieces = [piece.strip("'") for piece in part.split("-") if piece.strip("'")]
        for at, piece in enumerate(pieces):
            if _is_article(piece, joined=len(pieces) > 1 and at < len(pieces) - 1):
                continue
            initial = (dotted and len(pieces) == 1 and len(piece) <= _LONGEST_INITIAL) or (
                len(piece) == 1 and _script(piece) in (Script.LATIN, Script.CYRILLIC)
            )
            words.append(_word(piece, initial))
    return tuple(words) if len(words) <= MOST_WORDS else ()


def _is_article(piece: str, *, joined: bool) -> bool:
    return piece in (names_arabic.JOINED_ARTICLES if joined else names_arabic.ARTICLES)


@lru_cache(maxsize=100_000)
def _word(text: str, initial: bool) -> Word:
    script = _script(text)
    if len(text) > names_letters.LONGEST:
        return Word(text, script, initial, {text: ("the same letters", True)}, False)
    readings = _word_readings(text, script)
    return Word(text, script, initial, readings, not FORENAMES.isdisjoint(readings))


def _word_readings(text: str, script: Script) -> dict[str, tuple[str, bool]]:
    readings: dict[str, tuple[str, bool]]
    if script is Script.LATIN:
        readings = dict(names_letters.from_latin(text))
        readings |= _japanese(names_japanese.from_latin(names_letters.bare(text)))
    elif script is Script.CYRILLIC:
        readings = dict(names_letters.from_cyrillic(text))
        readings |= _japanese(names_japanese.from_cyrillic(text))
    elif script is Script.KANA:
        return _japanese(names_japanese.from_kana(text))
    elif script is Script.ARABIC:
        readings = {text: ("Arabic script", True)}
    else:
        return {text: ("the same letters", True)}
    for skeleton in names_arabic.consonants(text):
        if len(skeleton) >= names_arabic.FEWEST:
            readings[f":{skeleton}"] = ("consonants of Arabic", False)
    return readings


def _rendered(word: Word, readings: dict[str, Reading]) -> Word:
    """The word, also as the foreign name that Chinese syllables render: ``Wulumuqi``."""
    more: dict[str, tuple[str, bool]] = {}
    for key in readings:
        if key.startswith("zh:") and (rendered := names_chinese.RENDERINGS.get(key[3:])):
            rule = f"Chinese rendering of {rendered.capitalize()}"
            more |= {
                form: (rule, sure) for form, (_, sure) in names_letters.from_latin(rendered).items()
            }
    return replace(word, readings=word.readings | more) if more else word


def _japanese(forms: set[str]) -> dict[str, tuple[str, bool]]:
    return {f"j:{form}": ("Japanese syllables", True) for form in forms if len(form) > 2}


def _readings(parts: tuple[str, ...], script: Script | None) -> dict[str, Reading]:
    """The readings of the whole name by their keys, the surest of each."""
    words = list(parts)
    found: dict[str, Reading] = {}
    if script is Script.HAN:
        _collect(found, "zh", names_chinese.from_characters(["".join(words)]))
    elif script is Script.HANGUL:
        hangul = names_korean.from_hangul(words)
        _collect(found, "ko", hangul)
        _collect_alike(found, hangul)
    elif script is Script.LATIN:
        _collect_latin(found, words)
    elif script is Script.CYRILLIC:
        _collect(found, "zh", names_chinese.from_cyrillic(words))
        _collect(found, "kl", names_korean.loosely(words, cyrillic=True))
        _collect(found, "vi", names_vietnamese.from_cyrillic(words))
    elif script is Script.ARABIC and any(map(names_arabic.is_uyghur, words)):
        latin = [names_arabic.uyghur_in_latin(word) for word in words]
        _collect(found, "zh", names_chinese.from_uyghur(latin))
    return found


def _collect_latin(found: dict[str, Reading], words: list[str]) -> None:
    only_umlauts = [_bare_but_umlaut(word) for word in words]
    _collect(found, "zh", names_chinese.from_latin(only_umlauts, words))
    korean = names_korean.from_latin(words)
    _collect(found, "ko", korean)
    _collect_alike(found, korean)
    unmarked = [names_letters.bare(word).replace("'", "") for word in words]
    _collect(found, "kl", names_korean.loosely(unmarked, cyrillic=False))
    _collect(found, "vi", names_vietnamese.from_latin(_without_bars(unmarked)))


def _without_bars(words: list[str]) -> list[str]:
    return [word.replace("đ", "d") for word in words]


_UMLAUTS = frozenset("üǖǘǚǜ")


def _bare_but_umlaut(word: str) -> str:
    if word.isascii():
        return word
    return "".join("ü" if sign in _UMLAUTS else names_letters.bare(sign) for sign in word)


def _collect(found: dict[str, Reading], kind: str, readings: list[Reading]) -> None:
    for reading in readings:
        key = f"{kind}:{reading.form}"
        known = found.get(key)
        if known is None or (reading.sure and not known.sure):
            found[key] = reading


def _collect_alike(found: dict[str, Reading], readings: list[Reading]) -> None:
    for reading in readings:
        alike = tuple(map(names_korean.alike, reading.syllables))
        loose = Reading(alike, reading.rule, False, reading.turned, reading.words)
        _collect(found, "kl", [loose])
