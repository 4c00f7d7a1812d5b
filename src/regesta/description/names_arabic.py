"""Names of Arabic: the consonants alone, as the Arabic script writes them.

Arabic leaves short vowels out, and every language romanises the rest in its own way
(``Nasser``, ``Nasir``, ``Насер``), so that names are compared by their consonants; the
half-vowels w and y count as vowels. Uyghur writes every vowel: its letters are turned
into those of its Latin alphabet (ULY, 2008) and compared like any other word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, product

from regesta.description.names_syllables import listed

FEWEST = 3  # consonants of a word that tells anything
_MOST_WAYS = 8

_LETTERS = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "ts", "ج": "j", "چ": "S", "ح": "h", "خ": "h",
    "ه": "h", "د": "d", "ض": "dz", "ذ": "dz", "ظ": "zd", "ز": "z", "ژ": "jZ", "ر": "r", "س": "s",
    "ص": "s", "ش": "S", "غ": "g", "ف": "f", "ق": "kg", "ك": "k", "ک": "k", "گ": "gj", "ل": "l",
    "م": "m", "ن": "n",
}  # fmt: skip
_LATIN = (
    ("dsch", "j"), ("tch", "S"), ("sch", "S"), ("dzh", "j"), ("dj", "j"), ("kh", "h"),
    ("gh", "γ"), ("sh", "S"), ("ch", "S"), ("th", "θ"), ("dh", "δ"), ("ph", "f"), ("ck", "k"),
)  # fmt: skip
_SOUNDS = {
    "j": "j", "g": "gjk", "γ": "gk", "k": "k", "q": "kg", "c": "k", "θ": "ts", "δ": "dz", "p": "b",
    "S": "S", "š": "S", "ş": "S", "ç": "S", "č": "S", "ğ": "g", "ž": "j", "x": "h", "z": "z",
}  # fmt: skip
_SOUNDS |= {letter: letter for letter in "bdfhlmnrst"}
_CYRILLIC = (("дж", "j"), ("гх", "γ"))
_CYRILLIC_SOUNDS = {
    "б": "b", "г": "gj", "γ": "g", "д": "d", "ж": "j", "j": "j", "з": "z", "к": "k", "л": "l",
    "м": "m", "н": "n", "п": "b", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "h", "ц": "s",
    "ч": "S", "ш": "S", "щ": "S",
}  # fmt: skip
_ARTICLE = re.compile(r"^(?:ال|آل)(?=..)")
ARTICLES = frozenset(["al", "el", "ul", "аль", "эль", "ал", "ел", "ال"])
# The article takes the sound of the letter after it, where a hyphen shows what it is.
JOINED_ARTICLES = ARTICLES | frozenset(listed("an ar as ash at ad az ан ар ас аш ат ад аз ун ус"))
_SERVANT = frozenset(
    listed("abdel abdul abdal abdol abdoul abdu abd abdou абдель абдул абдул абд абдуль абдал عبد")
)
# Given names that tell a name of Arabic, and titles that stand in one.
_TELLING = frozenset(
    listed(
        "abd abu bin ibn ben muhammad mohammed mohamed mohammad ahmad ahmed ali hasan "
        "hassan husayn hussein husain hussain mahmud mahmoud mustafa umar omar khalid "
        "faisal faysal anwar said ibrahim yusuf yusef salih saleh jamal gamal kamal nuri "
        "karim rashid salman fuad saddam hafiz hafez yasir yasser habib ahmad hamid salah "
        "tawfiq nuri shukri camille walid zayd zaki abdullah abdallah adnan amin aziz bashir "
        "fadil farid fathi fawzi ghazi hadi hisham hosni husni idris ihsan isa ismail jafar "
        "jalal galal jawad kamil latif lutfi mahdi majid marwan muhsin munir murad musa nabil "
        "najib naguib nasir nasser qasim rafiq samir shafiq sulayman suleiman tahir talal tariq "
        "tarek tarik yasin абдулла абдалла аднан азиз амин башир валид гази джавад идрис исмаил "
        "камиль касем касим марван махди мунир мурад муса набиль наджиб насер самир сулейман "
        "тарик тахир фарид фатхи фаузи хади хишам хосни хусни ясин абу ибн бен "
        "мухаммед мухаммад мохаммед ахмед ахмад али хасан хусейн махмуд мустафа омар халед "
        "халид фейсал анвар саид ибрагим юсеф юсуф салех гамаль джамаль камаль нури керим карим "
        "рашид салман фуад саддам хафез ясир хабиб хамид салах таха шукри"
    )
)

_UYGHUR = str.maketrans(
    {
        "ا": "a", "ە": "e", "ې": "ë", "ى": "i", "و": "o", "ۇ": "u", "ۆ": "ö", "ۈ": "ü", "ب": "b",
        "پ": "p", "ت": "t", "ج": "j", "چ": "ch", "خ": "x", "د": "d", "ر": "r", "ز": "z",
        "ژ": "zh", "س": "s", "ش": "sh", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "گ": "g",
        "ڭ": "ng", "ل": "l", "م": "m", "ن": "n", "ھ": "h", "ۋ": "w", "ي": "y", "ئ": "", "ه": "h",
        "ک": "k", "ی": "y",
    }
)  # fmt: skip
_ONLY_UYGHUR = frozenset("ەېۇۆۈۋڭ")


def is_uyghur(word: str) -> bool:
    """Whether the word has letters that Arabic and Persian lack."""
    return not _ONLY_UYGHUR.isdisjoint(word)


def uyghur_in_latin(word: str) -> str:
    """A Uyghur word in its Latin alphabet."""
    return word.translate(_UYGHUR)


def is_servant(word: str) -> bool:
    """Whether the word is ``Abd``, with the article or without."""
    return word in _SERVANT


def tells_arabic(word: str) -> bool:
    """Whether a name with this word is one of Arabic."""
    return word in _TELLING or word in _SERVANT


@dataclass(frozen=True, slots=True)
class _Sounds:
    """The consonants of a word, each as all it may be, and the vowels around them."""

    consonants: tuple[str, ...]
    vowels: tuple[str, ...]  # before the first, after it, after the second ...
    written: bool  # whether short vowels are


@lru_cache(maxsize=100_000)
def consonants(word: str) -> frozenset[str]:
    """The consonants of a word in Arabic, Latin or Cyrillic letters, every way to read them."""
    if is_servant(word):
        return frozenset({"bd"})
    if word.endswith(_SLAVIC_ENDINGS):
        return frozenset()
    ways = chain.from_iterable(
        islice(product(*sounds.consonants), _MOST_WAYS) for sounds in _ways_to_hear(word)
    )
    return frozenset(way for way in map("".join, ways) if way)


def same_sounds(one: str, other: str) -> bool:
    """Whether two words have the same consonants, and vowels that can be the same."""
    if consonants(one).isdisjoint(consonants(other)):
        return False
    if is_servant(one) or is_servant(other):
        return True
    return any(
        _same_vowels(first, second)
        for first in _ways_to_hear(one)
        for second in _ways_to_hear(other)
    )


def _same_vowels(first: _Sounds, second: _Sounds) -> bool:
    if len(first.vowels) != len(second.vowels):
        return True
    inside = zip(first.vowels[1:-1], second.vowels[1:-1], strict=True)
    return all(_can_agree(a, first.written, b, second.written) for a, b in inside)


def _ways_to_hear(word: str) -> tuple[_Sounds, ...]:
    """A Latin -ah may end in the h of Salah, or be the ending that has none."""
    if word.endswith(("ah", "eh")):
        return _sounds(word[:-1]), _sounds(word)
    return (_sounds(word),)


def _can_agree(a: str, a_written: bool, b: str, b_written: bool) -> bool:
    """Hasan is not Husayn: a long vowel that is written must be heard."""
    if a_written and b_written:
        return not a or not b or not _colours(a).isdisjoint(_colours(b))
    if not a_written and not b_written:
        return a == b
    script, heard = (b, a) if a_written else (a, b)
    if script:
        return not heard or not _colours(heard).isdisjoint(_colours(script))
    return len(heard) < 2 or heard in ("ou", "oo", "ee")


_SLAVIC_ENDINGS = ("ov", "ev", "ow", "ew", "off", "eff", "ов", "ев", "sky", "ski", "ский")
_COLOURS = {
    "a": "a", "e": "ai", "o": "au", "u": "u", "i": "i", "y": "i", "w": "u", "v": "u", "é": "ai",
    "а": "a", "э": "ai", "е": "ai", "о": "au", "у": "u", "ы": "iu", "и": "i", "й": "i", "в": "u",
    "ю": "u", "я": "a", "ё": "ai", "ь": "", "ā": "a", "ī": "i", "ū": "u",
    "ا": "aeo", "آ": "a", "ى": "a", "و": "u", "ي": "i", "ی": "i",
}  # fmt: skip


def _colours(vowels: str) -> set[str]:
    """What a vowel or two can be heard as: like a, i or u; a half-vowel decides alone."""
    if len(vowels) > 1 and vowels[-1] in "yiwй" and vowels[0] != vowels[-1]:
        return set(_COLOURS.get(vowels[-1], "")) | ({"a"} if vowels[-1] == "w" else set())
    return {colour for vowel in vowels for colour in _COLOURS.get(vowel, "aiu")}


@lru_cache(maxsize=100_000)
def _sounds(word: str) -> _Sounds:
    if "\u0600" <= word[:1] <= "\u06ff":
        return _split(_ARTICLE.sub("", word), (), _LETTERS, "اآىوييیعأإئؤء", written=False)
    if "\u0400" <= word[:1] <= "\u04ff":
        return _split(word, _CYRILLIC, _CYRILLIC_SOUNDS, "аэеоуыийвюяё", written=True)
    return _split(word, _LATIN, _SOUNDS, "aeouiyéāīūwv", written=True)


def _split(
    word: str, groups: tuple[tuple[str, str], ...], sounds: dict[str, str], vowels: str,
    *, written: bool,
) -> _Sounds:  # fmt: skip
    for group, sound in groups:
        word = word.replace(group, sound)
    heard: list[str] = []
    between = [""]
    for sign in word:
        if sign in sounds:
            if heard and sounds[sign] == heard[-1] and not between[-1]:
                continue  # doubled
            heard.append(sounds[sign])
            between.append("")
        elif sign in vowels:
            between[-1] += sign
    return _Sounds(tuple(heard), tuple(between), written)
