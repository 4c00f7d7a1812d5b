"""Names written by ear: a word of Latin or Cyrillic letters, and how it may be read.

Every habit of spelling is a table that turns a word into one alphabet of sounds; two
words can be one name when they share a reading. Sounds are Latin letters, with
``S Z C D T`` for sh, zh, ch, dzh and ts. What the romanisations themselves do not keep
apart is folded: soft signs, doubled letters, ё and е, -ий and -i, -ow and -ov.

The tables follow ALA-LC and BGN/PCGN (one table: they differ in what is folded), ISO 9 of
1968 and 1995 with the Latin of Serbs, Croats and Czechs, the German practice of Duden,
French newspapers, and the spelling rules of Polish, Hungarian, Romanian with Italian,
Albanian with Turkish and Uyghur, and Spanish.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

Rules = tuple[tuple[str, str], ...]

LONGEST = 40  # letters of a word; what is longer is compared as it stands

_VOWELS = "aeiou"


def _before(start: str, vowels: str, sound: str, *, keep: str = "") -> Rules:
    """A spelling that has its sound only before some vowels."""
    return tuple((start + vowel, sound + keep + vowel) for vowel in vowels)


_MARKED = str.maketrans(
    {"č": "C", "ć": "C", "š": "S", "ž": "Z", "đ": "D", "ð": "d", "ş": "S", "ș": "S", "ţ": "T",
     "ț": "T", "ç": "C", "ł": "l", "ø": "ö", "æ": "ä", "œ": "ö", "å": "o", "ı": "i",
     "ř": "rZ", "ŝ": "SC", "ė": "e", "ẑ": "Z", "ĉ": "C", "ə": "a"}
)  # fmt: skip
_ENGLISH: Rules = (
    ("shch", "SC"), ("sch", "SC"), ("tch", "C"), ("dzh", "D"), ("dj", "D"), ("zh", "Z"),
    ("ch", "C"), ("sh", "S"), ("kh", "X"), ("tz", "T"), ("ts", "T"), ("ph", "f"), ("th", "t"),
    ("gh", "g"), ("dh", "d"), ("ck", "k"), ("qu", "kv"), ("q", "k"), ("x", "ks"), ("j", "D"),
    ("w", "v"), ("oo", "u"), ("ee", "i"), *_before("c", "eiy", "s"), ("c", "k"),
)  # fmt: skip
_ENGLISH_SOFT_G = (*_before("g", "e", "D"), *_ENGLISH)
_GERMAN: Rules = (
    ("schtsch", "SC"), ("stsch", "SC"), ("tsch", "C"), ("dsch", "D"), ("sch", "S"), ("sh", "Z"),
    ("ch", "X"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("tz", "T"), ("ts", "T"), ("z", "T"),
    ("ss", "Q"), ("x", "ks"), ("qu", "kv"), ("w", "v"), ("j", "i"), ("c", "k"),
)  # fmt: skip
_GERMAN_VOICED = tuple((spelt, "Z" if sound == "S" else sound) for spelt, sound in _GERMAN)
_VOICED_S = _before("s", _VOWELS + "y", "z")
_FRENCH: Rules = (
    ("chtch", "SC"), ("eau", "o"), ("au", "o"), ("tch", "C"), ("dj", "D"), ("ch", "S"),
    ("kh", "X"), ("ou", "u"),
    *((start, "g" + start[-1]) for start in ("gue", "gui", "guy")), ("j", "Z"), ("qu", "k"),
    ("ts", "T"), ("tz", "T"), ("ss", "Q"), ("ph", "f"), ("th", "t"), ("x", "ks"), ("w", "v"),
    *_before("c", "eiy", "s"), ("c", "k"),
)  # fmt: skip
_SCHOLARLY: Rules = (
    ("ch", "X"), ("x", "X"), ("c", "T"), *_before("lj", "aeou", "li"), *_before("nj", "aeou", "ni"),
    ("lj", "l"), ("nj", "n"), ("dj", "D"), ("j", "i"),
    ("w", "v"), ("q", "k"),
)  # fmt: skip
_POLISH: Rules = (
    ("szcz", "SC"), ("sz", "S"), ("cz", "C"), ("rz", "Z"), ("ch", "X"), ("c", "T"), ("w", "v"),
    ("j", "i"), ("x", "ks"), ("q", "k"),
)  # fmt: skip
_HUNGARIAN: Rules = (
    ("dzs", "D"), ("zs", "Z"), ("cs", "C"), ("sz", "Q"), ("s", "S"), ("cz", "T"), ("ch", "X"),
    *(rule for start in "gnt" for rule in _before(start + "y", _VOWELS, "dnt"["gnt".index(start)],
                                                  keep="i")),
    ("gy", "d"), ("ny", "n"), ("ty", "t"), ("ly", "i"), ("c", "T"), ("j", "i"), ("th", "t"),
    ("w", "v"), ("x", "ks"), ("q", "k"),
)  # fmt: skip
_ROMANCE: Rules = (
    ("sci", "Si"), ("sce", "Se"), ("cea", "Ca"), *_before("ci", "aou", "C"),
    *_before("c", "ei", "C"),
    ("che", "ke"), ("chi", "ki"), ("ghe", "Ge"), ("ghi", "Gi"), *_before("gi", "aou", "D"),
    ("gli", "li"), *_before("g", "ei", "D"), ("ch", "k"), ("j", "Z"), ("c", "k"), ("qu", "ku"),
    ("ph", "f"), ("th", "t"), ("x", "ks"), ("w", "v"),
)  # fmt: skip
_TURKIC: Rules = (
    ("xh", "D"), ("zh", "Z"), ("sh", "S"), ("ch", "C"), ("kh", "X"), ("gh", "g"), ("gj", "d"),
    ("q", "k"), ("x", "X"), ("c", "D"), ("j", "D"), ("w", "v"),
)  # fmt: skip
_UYGHUR = tuple((spelt, "C" if spelt == "q" else sound) for spelt, sound in _TURKIC)
_SPANISH: Rules = (
    ("ch", "C"), ("sh", "S"), ("j", "X"), ("z", "s"), ("qu", "k"),
    *((start, "g" + start[-1]) for start in ("gue", "gui")),
    *_before("c", "ei", "s"), ("c", "k"), ("x", "ks"), ("w", "v"),
)  # fmt: skip
_HABITS: tuple[tuple[str, Rules, bool], ...] = (
    ("English or Library of Congress spelling", _ENGLISH, True),
    ("scholarly spelling (ISO 9)", _SCHOLARLY, True),
    ("German spelling", _GERMAN, True),
    ("German spelling", (("ie", "I"), *_GERMAN), False),
    ("German spelling", _GERMAN_VOICED, False),
    ("German spelling", (*_GERMAN[:-5], *_VOICED_S, *_GERMAN[-5:]), False),
    ("German spelling", (*_GERMAN_VOICED[:-5], *_VOICED_S, *_GERMAN_VOICED[-5:]), False),
    ("French spelling", _FRENCH, True),
    ("French spelling", tuple((a + "s" + b, a + "z" + b) for a in _VOWELS for b in _VOWELS)
     + _FRENCH, False),
    ("French spelling", (*_FRENCH, *_before("h", _VOWELS, "")), False),
    ("Polish spelling", _POLISH, True),
    ("Hungarian spelling", _HUNGARIAN, True),
    ("Romanian or Italian spelling", _ROMANCE, True),
    ("Albanian or Turkish spelling", _TURKIC, True),
    ("Uyghur or Chinese q", _UYGHUR, False),
    ("English spelling, soft g", _ENGLISH_SOFT_G, False),
    ("Spanish spelling", _SPANISH, False),
)  # fmt: skip

_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћђџѓќѕөүұқғңһәҗӧӱӓ",
            "a b v g d e Z z i i k l m n o p r s t u f X T C S SC * i * e iu ia io i i e g u i li "
            "ni C D D d k dz o u u k g n X a D o u a".replace("*", "-").split(),
            strict=True,
        )
    )
)
CYRILLIC = "Cyrillic"
_SOFT_SIGN_LETTER = re.compile(r"[љњ](?![аеиоу])")  # at an end ль and нь, which are folded
_HARD = {"љ": "л", "њ": "н"}

_AFTER_CONSONANT = re.compile(r"(?<=[bdfghklmnprstvzSZCDT])i(?=[ou])")
_HUSHED = re.compile(r"(?<=[SZCD])i(?=a)")
_SILENT_H = re.compile(r"(?<=.)h(?![aeiou])")
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_F = re.compile(r"(?<=[oe])f$")
_SERVANT = re.compile(r"^abd[aeiou]l?(?=..)")  # Abdukerim, Abdulkerim, Abdelkerim
_NAME_END = re.compile(r"(?<=nd)r$|(?<=t)r$")
_SOUNDS = str.maketrans(
    {"X": "h", "K": "k", "G": "g", "Q": "s", "I": "i", "y": "i", "j": "i", "-": None}
)
_MUTE_E = re.compile(r"(?<=[aeiouy][bcdfgklmnprstvxzQSZCDT])e$")
_LIKE_VOWELS = str.maketrans({"e": "a", "u": "o", "g": "k", "D": "Z", "f": "p"})
_UNMARKED = str.maketrans({"S": "s", "Z": "z", "C": "c", "T": "c", "D": "d"})


def fold(sounds: str) -> str:
    """The sounds without what romanisations do not keep apart."""
    form = _DOUBLED.sub(r"\1", sounds.translate(_SOUNDS)).replace("dZ", "D")
    if "i" in form:
        if "io" in form or "iu" in form:
            form = _AFTER_CONSONANT.sub(_soft, form).replace("\0o", "e").replace("\0", "")
        form = _HUSHED.sub("", form).replace("ie", "e").replace("ii", "i").replace("ee", "e")
    for hushed in ("So", "Zo", "Co", "Do"):
        form = form.replace(hushed, hushed[0] + "e")
    if "h" in form:
        form = _SILENT_H.sub("", form)
    if form.startswith("abd"):
        form = _SERVANT.sub("abdu", form)
    if form.endswith("f"):
        form = _FINAL_F.sub("v", form)
    elif form.endswith("r"):
        form = _NAME_END.sub("er", form)
    return form


def _soft(_: re.Match[str]) -> str:
    return "\0"


_WITHOUT_MARK = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "a",
        "Ł": "L",
        "Ø": "O",
        "Đ": "D",
    }
)


def bare(text: str) -> str:
    """The letters without their marks."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_WITHOUT_MARK))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@dataclass(frozen=True)
class _Habit:
    """A habit of spelling, with the place of each of its rules in their order."""

    name: str
    rules: Rules
    sure: bool

    @cached_property
    def places(self) -> dict[str, int]:
        return {spelt: at for at, (spelt, _) in reversed(list(enumerate(self.rules)))}

    def sounds(self, letters: str, present: list[str]) -> str:
        """The letters by these rules; ``present`` are all spellings that stand in them."""
        places, rules = self.places, self.rules
        for at in sorted([places[spelt] for spelt in present if spelt in places]):
            letters = letters.replace(*rules[at])
        return _MUTE_E.sub("", letters) if self.name == "French spelling" else letters


_READERS = tuple(_Habit(*habit) for habit in _HABITS)
_POLISH_VOWELS = str.maketrans({"ę": "en", "ą": "on", "ó": "u"})
_SPELLINGS: dict[str, tuple[str, ...]] = {}  # of all habits, by their first letter
for _spelt in dict.fromkeys(spelt for reader in _READERS for spelt, _ in reader.rules):
    _SPELLINGS[_spelt[0]] = (*_SPELLINGS.get(_spelt[0], ()), _spelt)


@lru_cache(maxsize=100_000)
def from_latin(word: str) -> dict[str, tuple[str, bool]]:
    """Every way to read a word of Latin letters: the sounds, the habit, whether surely."""
    readings: dict[str, tuple[str, bool]] = {}
    seen: set[str] = set()
    for marked in _marks_resolved(word):
        letters, polish = bare(marked), bare(marked.translate(_POLISH_VOWELS))
        present = _present(letters)
        for reader in _READERS:
            if letters != polish and reader.name == "Polish spelling":
                sounds = reader.sounds(polish, _present(polish))
            else:
                sounds = reader.sounds(letters, present)
            if sounds not in seen:
                seen.add(sounds)
                _keep(readings, fold(sounds), reader.name, reader.sure)
        _keep_unmarked(readings, letters)
    _add_likeness(readings)
    return readings


def _present(letters: str) -> list[str]:
    """The spellings of any habit that stand in a word."""
    return [
        spelt for letter in set(letters) for spelt in _SPELLINGS.get(letter, ()) if spelt in letters
    ]


def _marks_resolved(word: str) -> list[str]:
    """The word with its accented letters as each language or none would write them."""
    letters = word.replace("'", "").translate(_MARKED)
    ways = [letters]
    if "ö" in letters or "ő" in letters:
        ways.append(letters.replace("ö", "io").replace("ő", "io"))
        ways.append(letters.replace("ö", "u").replace("ő", "u"))
    if "ä" in letters:
        ways.append(letters.replace("ä", "e"))
    if "â" in letters or "û" in letters:
        ways.append(letters.replace("â", "ia").replace("û", "iu"))
    if "oe" in letters or "ue" in letters or "ae" in letters:
        ways.append(letters.replace("oe", "o").replace("ue", "u").replace("ae", "a"))
    if letters.startswith(("st", "sp")):
        ways.append("sch" + letters[1:])  # German says sht, shp
    if "oe" in letters:
        ways += [letters.replace("oe", "u"), letters.replace("oe", "io")]
    return ways


@lru_cache(maxsize=100_000)
def from_cyrillic(word: str) -> dict[str, tuple[str, bool]]:
    """Every way to read a word of Cyrillic letters."""
    letters = _SOFT_SIGN_LETTER.sub(lambda sign: _HARD[sign[0]], word.replace("'", ""))
    ways = [(letters, CYRILLIC, True)]
    if "ё" in letters:
        ways.append((letters.replace("ё", "о"), "ё for ö", False))
    if "г" in letters:
        ways.append((letters.replace("г", "һ"), "г as h", False))
    if "щ" in letters:
        ways.append((letters.replace("щ", "шт"), "Bulgarian", False))
    if "ъ" in letters:
        ways += [(letters.replace("ъ", vowel), "Bulgarian", False) for vowel in "ау"]
    if letters.startswith("ё"):
        ways.append(("е" + letters[1:], CYRILLIC, True))
    if "ө" in letters:
        ways.append((letters.replace("ө", "у"), "Mongolian", False))
    if "ж" in letters and "дж" not in letters:
        ways.append((letters.replace("ж", "џ"), "Mongolian", False))
    readings: dict[str, tuple[str, bool]] = {}
    for way, rule, sure in ways:
        _keep(readings, fold(way.translate(_CYRILLIC)), rule, sure)
    for form in list(readings):
        _keep(readings, "~" + fold(form.translate(_UNMARKED)), "marks dropped", False)
    _add_likeness(readings)
    return readings


def _keep(readings: dict[str, tuple[str, bool]], form: str, rule: str, sure: bool) -> None:
    if form and (form not in readings or (sure and not readings[form][1])):
        readings[form] = (rule, sure)


def _keep_unmarked(readings: dict[str, tuple[str, bool]], letters: str) -> None:
    """The reading for those who write ``Dubcek``: the marks may have been dropped."""
    sounds = bare(letters).replace("ch", "X").replace("c", "T")
    _keep(readings, "~" + fold(fold(sounds).translate(_UNMARKED)), "marks dropped", False)
    if "ce" in letters or "ci" in letters:
        sounds = bare(letters)
        for spelt, sound in _ROMANCE:
            sounds = sounds.replace(spelt, sound)
        _keep(readings, "~" + fold(fold(sounds).translate(_UNMARKED)), "marks dropped", False)


_SLAVIC_ENDINGS = ("ov", "ev", "in", "ski", "ova", "eva", "ina", "ko", "iC", "sk")


def _add_likeness(readings: dict[str, tuple[str, bool]]) -> None:
    """What is left of long words when vowels are heard in different ways."""
    for form in [form for form in readings if len(form) > 4 and form[0] not in "~^"]:
        if form.endswith(_SLAVIC_ENDINGS):
            continue  # Konev is not Kunaev
        alike = _DOUBLED.sub(r"\1", form.replace("ia", "a").translate(_LIKE_VOWELS))
        if alike.endswith("d"):
            alike = alike[:-1] + "t"
        if alike.startswith("h") and readings[form][1]:
            alike = "k" + alike[1:]  # Khokand, Kokand
        _keep(readings, "^" + alike, "vowels heard in two ways", False)
