"""A name taken apart: its words, and everything each word can be read as.

What two names share is decided by their *keys*: a name has one key for every reading of
the whole (Chinese, Korean, Vietnamese) and one for every reading of each word that can
be its family name. Names without a common key are not compared further.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice, product

from regesta.description import (
    names_arabic,
    names_caucasian,
    names_chinese,
    names_japanese,
    names_korean,
    names_letters,
    names_vietnamese,
)
from regesta.description.names_forenames import FORENAMES, FORENAMES_AS_WRITTEN
from regesta.description.names_outlines import IN_DOUBT, Outline, may_agree, outline
from regesta.description.names_syllables import Reading, System

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
    CAUCASIAN = "Georgian or Armenian"
    OTHER = "another script"


_RANGES = (
    (0x0000, 0x024F, Script.LATIN), (0x1E00, 0x1EFF, Script.LATIN),
    (0x0400, 0x052F, Script.CYRILLIC), (0x0600, 0x077F, Script.ARABIC),
    (0x0530, 0x058F, Script.CAUCASIAN), (0x10A0, 0x10FF, Script.CAUCASIAN),
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


# The languages of syllables: Chinese, Korean in Hangul, Korean by ear, Vietnamese.
LANGUAGES = ("zh", "ko", "kl", "vi")
_COMPARED = ("zh", "kl", "vi")  # what is one name in Hangul is one by ear
_LETTERS = (Script.LATIN, Script.CYRILLIC, Script.ARABIC, Script.CAUCASIAN)
_RENDERING_KEYS = frozenset(f"zh:{syllables}" for syllables in names_chinese.RENDERINGS)
Readings = dict[str, Reading]


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


@dataclass(eq=False)
class Name:
    """A name as it was written, and what it can be read as."""

    text: str  # without case and with plain apostrophes and hyphens
    plain: str  # letters alone, without marks, spaces and hyphens
    parts: tuple[str, ...]  # what stands between spaces
    script: Script | None  # None where scripts are mixed
    pieces: tuple[tuple[str, bool], ...]  # its words as written, and which are initials
    inverted: bool  # "Frinovsky, Mikhail"
    whole: bool  # whether it can be read as a whole; initials cannot
    _read: dict[str, Readings] = field(default_factory=dict)

    def read_as(self, language: str) -> Readings:
        """The readings of the whole name in one language of syllables, by their keys.

        Each language is only tried when it is asked for: most names are in one of them or
        in none, and trying all takes longer than everything else.
        """
        known = self._read.get(language)
        if known is None:
            known = self._read[language] = _readings(self, language) if self.whole else {}
        return known

    @cached_property
    def in_hangul(self) -> list[Reading]:
        """The readings as Korean with all its marks."""
        if self.script is Script.HANGUL:
            return names_korean.from_hangul(list(self.parts))
        latin = self.script is Script.LATIN
        return names_korean.from_latin(list(self.parts)) if latin else []

    @cached_property
    def words(self) -> tuple[Word, ...]:
        words = [_word(*piece) for piece in self.pieces]
        if self._may_be_rendering:
            words[0] = _rendered(words[0], self.read_as("zh"))
        return tuple(words)

    @property
    def _may_be_rendering(self) -> bool:
        """Whether this is one word, which may be a foreign name in Chinese: Wulumuqi."""
        return len(self.pieces) == len(self.parts) == 1

    @cached_property
    def readings(self) -> Readings:
        """The readings of the whole name in all languages of syllables."""
        return {
            key: reading
            for language in LANGUAGES
            for key, reading in self.read_as(language).items()
        }

    @cached_property
    def families(self) -> tuple[int, ...]:
        """The places of the words that can be the family name."""
        full = [at for at, word in enumerate(self.words) if not word.initial]
        if not full:
            return ()
        if self.inverted and len(self.words) > 1:
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
        keys.update([f"w:{form}" for form in self.family_forms])
        keys.update(self.skeletons)
        return frozenset(keys)

    def shares_a_key(self, other: Name) -> bool:
        """Whether the two have a key in common, found without making all keys of both."""
        if len(self._read) >= len(_COMPARED) <= len(other._read):
            return not self.keys.isdisjoint(other.keys)
        if self.plain and self.plain == other.plain:
            return True
        easy, hard = self, other
        if self.script is Script.LATIN:  # which is read in the most ways
            easy, hard = other, self
        for language in _COMPARED:
            keys = easy.read_as(language).keys()
            if keys and not keys.isdisjoint(hard.read_as(language)):
                return True
        if easy.may_have_word_of(hard) and not easy.family_forms.isdisjoint(hard.family_forms):
            return True
        return not easy.skeletons.isdisjoint(hard.skeletons)

    def may_have_word_of(self, other: Name) -> bool:
        """Whether words that can be family names may agree, seen without reading them."""
        return may_agree(self.outlines, other.outlines)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """The outlines of the first and the last word that is no initial."""
        full = [text for text, initial in self.pieces if not initial]
        if not full:
            return ()
        if self._may_be_rendering and not _RENDERING_KEYS.isdisjoint(self.read_as("zh")):
            return (IN_DOUBT,)
        if self.script in (Script.HAN, Script.HANGUL):
            return tuple((text, "") for text in (full[0], full[-1]))  # signs are no letters
        if self.script not in _LETTERS or len(self.text) > names_letters.LONGEST:
            return (IN_DOUBT,)
        edges = {full[0], full[-1]}
        if len(self.pieces) == 2 and not self.inverted:
            # A forename is no family name while the other word can be.
            edges = edges - FORENAMES_AS_WRITTEN or edges
        return tuple(map(outline, edges))

    @cached_property
    def family_forms(self) -> frozenset[str]:
        """Everything the words that can be the family name are read as."""
        return frozenset().union(*[self.words[at].readings for at in self.families])

    @cached_property
    def skeletons(self) -> frozenset[str]:
        """The consonants of all words of a name of Arabic."""
        if len(self.pieces) < 2 or not self.is_arabic or any(dot for _, dot in self.pieces):
            return frozenset()
        options = [names_arabic.consonants(text) for text, _ in self.pieces]
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
            names_arabic.tells_arabic(text) for text, _ in self.pieces
        )


def _is_full_name(kind: str, reading: Reading) -> bool:
    if kind == "zh":
        return names_chinese.is_surname(reading.syllables[0])
    if kind == "kl":  # a family name and one or two syllables
        return len(reading.syllables) <= 3
    return kind == "vi" and len(reading.syllables) == reading.words


@lru_cache(maxsize=50_000)
def analyse(text: str) -> Name:
    """The name a text spells."""
    if len(text) > LONGEST_NAME:
        whole = " ".join(text.casefold().split())
        return Name(whole, whole, (), None, (), inverted=False, whole=False)
    plainer = _plainer(text)
    comma = plainer.find(",")
    found = [(match[1], bool(match[2])) for match in _WORD.finditer(plainer)][: MOST_WORDS + 1]
    parts = tuple([part for part, _ in found])
    if any(map(names_arabic.is_uyghur, parts)):
        found = [(names_arabic.uyghur_in_latin(part), dotted) for part, dotted in found]
    elif any(map(names_caucasian.is_caucasian, parts)):
        found = [(names_caucasian.in_latin(part), dotted) for part, dotted in found]
    script = _common(map(_script, parts))
    plain = names_letters.bare("".join(parts)).replace("'", "").replace("-", "")
    if len(parts) > MOST_WORDS:
        return Name(plainer, plain or plainer, parts, script, (), inverted=False, whole=False)
    abbreviated = any(dotted and len(part) <= _LONGEST_INITIAL for part, dotted in found)
    inverted = 0 < comma < len(plainer.rstrip()) - 1
    pieces = _pieces(found)
    return Name(plainer, plain or plainer, parts, script, pieces, inverted, not abbreviated)


def forget() -> None:
    """Drop what is remembered of names met before; only a measurement needs it."""
    for remembering in (
        analyse,
        _word,
        names_letters.from_latin,
        names_letters.from_cyrillic,
        names_arabic.consonants,
        System.read,
    ):
        remembering.cache_clear()


class _NoLooseMarks(dict[int, str]):
    """Each sign, or nothing for a mark that stands by itself, worked out when first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = "" if unicodedata.category(sign) == "Mn" else sign
        return self[code]


_NO_LOOSE_MARKS = _NoLooseMarks()


def _plainer(text: str) -> str:
    """Without case and width, one kind of apostrophe and hyphen, no loose marks."""
    text = text.casefold().replace("u:", "ü")
    if text.isascii():
        return text.translate(_APOSTROPHES).strip()
    text = unicodedata.normalize("NFKC", _TIES.sub("", text)).casefold().translate(_APOSTROPHES)
    return text.translate(_NO_LOOSE_MARKS).strip()


def _script(part: str) -> Script:
    """The script of a word; a word in several is in another script."""
    if part.isascii():
        return Script.LATIN
    return _common(map(_script_of, part)) or Script.OTHER


def _common(scripts: Iterable[Script | None]) -> Script | None:
    """The one script of all that have any; none where there are several."""
    common: Script | None = None
    for script in scripts:  # not as a set: it asks each for its hash, which takes longer
        if script is not common and script is not None:
            if common is not None:
                return None
            common = script
    return common


@lru_cache(maxsize=10_000)
def _script_of(sign: str) -> Script | None:
    """The script of a sign; apostrophes and hyphens have none."""
    if sign in "'-":
        return None
    code = ord(sign)
    for first, last, script in _RANGES:
        if first <= code <= last:
            return script
    return Script.OTHER


def _pieces(found: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """The words of a name without hyphens and articles, and which of them are initials."""
    pieces = []
    for part, dotted in found:
        joined = [piece for piece in (piece.strip("'") for piece in part.split("-")) if piece]
        for at, piece in enumerate(joined):
            if _is_article(piece, joined=len(joined) > 1 and at < len(joined) - 1):
                continue
            initial = (dotted and len(joined) == 1 and len(piece) <= _LONGEST_INITIAL) or (
                len(piece) == 1 and _script(piece) in (Script.LATIN, Script.CYRILLIC)
            )
            pieces.append((piece, initial))
    return tuple(pieces) if len(pieces) <= MOST_WORDS else ()


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


def _rendered(word: Word, readings: Readings) -> Word:
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


def _readings(name: Name, language: str) -> Readings:
    """The readings of the whole name by their keys, the surest of each."""
    words = list(name.parts)
    found: Readings = {}
    if language == "zh":
        _collect(found, language, _chinese(words, name.script))
    elif language == "vi":
        _collect(found, language, _vietnamese(words, name.script))
    elif language == "ko":
        _collect(found, language, name.in_hangul)
    else:
        _collect(found, language, map(_by_ear, name.in_hangul))
        if name.script is Script.LATIN:
            unmarked = [names_letters.bare(word).replace("'", "") for word in words]
            _collect(found, language, names_korean.loosely(unmarked, cyrillic=False))
        elif name.script is Script.CYRILLIC:
            _collect(found, language, names_korean.loosely(words, cyrillic=True))
    return found


def _chinese(words: list[str], script: Script | None) -> list[Reading]:
    if script is Script.HAN:
        return names_chinese.from_characters(["".join(words)])
    if script is Script.LATIN:
        return names_chinese.from_latin([_bare_but_umlaut(word) for word in words], words)
    if script is Script.CYRILLIC:
        return names_chinese.from_cyrillic(words)
    if script is Script.ARABIC and any(map(names_arabic.is_uyghur, words)):
        return names_chinese.from_uyghur([names_arabic.uyghur_in_latin(word) for word in words])
    return []


def _vietnamese(words: list[str], script: Script | None) -> list[Reading]:
    if script is Script.CYRILLIC:
        return names_vietnamese.from_cyrillic(words)
    if script is not Script.LATIN:
        return []
    unmarked = [names_letters.bare(word).replace("'", "") for word in words]
    return names_vietnamese.from_latin([word.replace("đ", "d") for word in unmarked])


def _by_ear(reading: Reading) -> Reading:
    """A reading in Hangul by what its syllables are mistaken for."""
    syllables = tuple(map(names_korean.alike, reading.syllables))
    return Reading(syllables, reading.rule, False, reading.turned, reading.words)


_UMLAUTS = frozenset("üǖǘǚǜ")


def _bare_but_umlaut(word: str) -> str:
    if word.isascii():
        return word
    return "".join("ü" if sign in _UMLAUTS else names_letters.bare(sign) for sign in word)


def _collect(found: Readings, kind: str, readings: Iterable[Reading]) -> None:
    for reading in readings:
        key = f"{kind}:{reading.form}"
        known = found.get(key)
        if known is None or (reading.sure and not known.sure):
            found[key] = reading
