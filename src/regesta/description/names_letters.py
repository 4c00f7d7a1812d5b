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
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import eq

Rules = tuple[tuple[str, str], ...]
Heard = tuple[str, bool]  # the habit of spelling by which a word is read, and whether surely
Readings = dict[str, Heard]  # by their sounds

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
_VOICED_S = _before("s", _VOWELS + "y" + "bdglmnrw", "z")
_FRENCH: Rules = (
    ("chtch", "SC"), ("esco", "esku"), ("eau", "o"), ("au", "o"), ("tch", "C"), ("dj", "D"),
    ("ch", "S"), ("kh", "X"), ("ou", "u"),
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
    ("szcz", "SC"), ("dzk", "dsk"), ("sz", "S"), ("cz", "C"), ("rz", "Z"), ("ch", "X"), ("c", "T"),
    ("w", "v"), ("j", "i"), ("x", "ks"), ("q", "k"),
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
    ("German spelling", (*_GERMAN, ("s", "z")), False),
    ("German spelling", (("v", "f"), *_GERMAN), False),
    ("French spelling", _FRENCH, True),
    ("French spelling", tuple((a + "s" + b, a + "z" + b) for a in _VOWELS for b in _VOWELS)
     + _FRENCH, False),
    ("French spelling", (*_FRENCH, *_before("h", _VOWELS, "")), False),
    ("Polish spelling", _POLISH, True),
    ("Hungarian spelling", _HUNGARIAN, True),
    ("Romanian or Italian spelling", _ROMANCE, True),
    ("Albanian or Turkish spelling", _TURKIC, True),
    ("Uyghur or Chinese q", _UYGHUR, False),
    ("Chinese spelling of Uyghur", (("x", "S"), *_UYGHUR), False),
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
_SOFT_SIGN_LETTER = re.compile(r"[љњ](?![аеиоу])")  # at an end ль and нь, which are folded
_HARD = {"љ": "л", "њ": "н"}

_AFTER_CONSONANT = re.compile(r"(?<=[bdfghklmnprstvzSZCDT])i(?=[ou])")
_HUSHED = re.compile(r"(?<=[SZCD])i(?=a)")
_SILENT_H = re.compile(r"(?<=.)h(?![aeiou])")
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_F = re.compile(r"(?<=[oe])f$", re.MULTILINE)
_SERVANT = re.compile(r"^abd[aeiou]l?(?=..)", re.MULTILINE)  # Abdukerim, Abdulkerim, Abdelkerim
_NAME_END = re.compile(r"(?<=nd)r$|(?<=t)r$", re.MULTILINE)
_SOUNDS = str.maketrans(
    {"X": "h", "K": "k", "G": "g", "Q": "s", "I": "i", "y": "i", "j": "i", "-": None}
)
_IN_CYRILLIC: Heard = ("Cyrillic", True)
_MARKS_DROPPED: Heard = ("marks dropped", False)
_VOWELS_ALIKE: Heard = ("vowels heard in two ways", False)
_MUTE_E = re.compile(r"(?<=[aeiouy][bcdfgklmnprstvxzQSZCDT])e$")
_LIKE_VOWELS = str.maketrans({"e": "a", "u": "o", "g": "k", "D": "Z", "f": "p"})
_UNMARKED = str.maketrans({"S": "s", "Z": "z", "C": "c", "T": "c", "D": "d"})


def fold(sounds: str) -> str:
    """The sounds without what romanisations do not keep apart, of one word a line."""
    form = _undoubled(sounds.translate(_SOUNDS)).replace("dZ", "D")
    if "i" in form:
        if "io" in form or "iu" in form:
            form = _AFTER_CONSONANT.sub(_soft, form).replace("\0o", "e").replace("\0", "")
        if "ia" in form:
            form = _HUSHED.sub("", form)
        form = form.replace("ie", "e").replace("ii", "i").replace("ee", "e")
    for hushed in ("So", "Zo", "Co", "Do"):
        form = form.replace(hushed, hushed[0] + "e")
    if "h" in form:
        form = _SILENT_H.sub("", form)
    if "abd" in form:
        form = _SERVANT.sub("abdu", form)
    if "of" in form or "ef" in form:
        form = _FINAL_F.sub("v", form)
    if "dr" in form or "tr" in form:
        form = _NAME_END.sub("er", form)
    return form


def _undoubled(text: str) -> str:
    """The text with each doubled letter once; most have none, which is seen faster."""
    return _DOUBLED.sub(r"\1", text) if True in map(eq, text, text[1:]) else text


def _folded(sounds: list[str]) -> list[str]:
    """Several words folded at once, which takes hardly longer than one."""
    return fold("\n".join(sounds)).split("\n") if sounds else []


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


class _Bare(dict[int, str]):
    """Each letter without its marks, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFD", chr(code).translate(_WITHOUT_MARK))
        letter = "".join(sign for sign in apart if not unicodedata.combining(sign))
        self[code] = letter
        return letter


_BARE = _Bare()


def bare(text: str) -> str:
    """The letters without their marks."""
    return text if text.isascii() else text.translate(_BARE)


_FRENCH_HABITS = frozenset(at for at, (name, _, _) in enumerate(_HABITS) if name[:6] == "French")
_POLISH_HABIT = next(at for at, (_, rules, _) in enumerate(_HABITS) if rules is _POLISH)
_POLISH_VOWELS = str.maketrans({"ę": "en", "ą": "on", "ó": "u"})
_HEARD: tuple[Heard, ...] = tuple((name, sure) for name, _, sure in _HABITS)


def _places() -> dict[str, list[tuple[int, int]]]:
    """Each spelling, with the habits that have a rule for it and the place of the rule."""
    places: dict[str, list[tuple[int, int]]] = {}
    for habit, (_, rules, _) in enumerate(_HABITS):
        first: dict[str, int] = {}
        for at, (spelt, _) in enumerate(rules):
            first.setdefault(spelt, at)
        for spelt, at in first.items():
            places.setdefault(spelt, []).append((habit, at))
    return places


_PLACES = _places()
_SPELLINGS: dict[str, tuple[str, ...]] = {}  # of all habits, by their first letter
for _spelt in _PLACES:
    _SPELLINGS[_spelt[0]] = (*_SPELLINGS.get(_spelt[0], ()), _spelt)


@lru_cache(maxsize=10_000)
def _ways_to_read(present: frozenset[str]) -> tuple[tuple[int, Rules], ...]:
    """The habits that may differ for a word with these spellings, each with its rules."""
    applied: list[list[int]] = [[] for _ in _HABITS]
    for spelt in present:
        for habit, at in _PLACES[spelt]:
            applied[habit].append(at)
    ways: dict[tuple[Rules, int], int] = {}
    for habit, places in enumerate(applied):
        places.sort()
        rules = _HABITS[habit][1]
        # French and Polish do more than these rules say.
        own = habit if habit in _FRENCH_HABITS or habit == _POLISH_HABIT else -1
        ways.setdefault((tuple([rules[at] for at in places]), own), habit)
    return tuple((habit, rules) for (rules, _), habit in ways.items())


@lru_cache(maxsize=100_000)
def from_latin(word: str) -> Readings:
    """Every way to read a word of Latin letters: the sounds, the habit, whether surely."""
    readings: Readings = {}
    known: Readings = {}
    for marked in _marks_resolved(word):
        letters = bare(marked)
        heard = _heard(letters, letters if marked.isascii() else _as_polish(marked))
        if known:
            heard = {sounds: habit for sounds, habit in heard.items() if sounds not in known}
        known |= heard
        folded = _folded([*heard, *_unmarked(letters)])
        _keep(readings, folded, heard.values())
        _keep_unmarked(readings, folded[len(heard) :])
    _add_likeness(readings)
    return readings


def _as_polish(marked: str) -> str:
    return bare(marked.translate(_POLISH_VOWELS))


def _heard(letters: str, polish: str) -> Readings:
    """The sounds of a word by every habit, each with the first habit that gives it."""
    heard: Readings = {}
    for habit, rules in _ways_to_read(_present(letters)):
        sounds, own = letters, rules
        if habit == _POLISH_HABIT and polish != letters:
            sounds, own = polish, dict(_ways_to_read(_present(polish)))[habit]
        for spelt, sound in own:
            sounds = sounds.replace(spelt, sound)
        if habit in _FRENCH_HABITS and sounds.endswith("e"):
            sounds = _MUTE_E.sub("", sounds)
        if sounds not in heard:
            heard[sounds] = _HEARD[habit]
    return heard


def _present(letters: str) -> frozenset[str]:
    """The spellings of any habit that stand in a word."""
    return frozenset(
        [
            spelt
            for letter in set(letters)
            for spelt in _SPELLINGS.get(letter, ())
            if spelt in letters
        ]
    )


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
        ways.append(letters.replace("â", "i"))  # Romanian, where it is î
    if "oe" in letters or "ue" in letters or "ae" in letters:
        ways.append(letters.replace("oe", "o").replace("ue", "u").replace("ae", "a"))
    if letters.startswith(("st", "sp")):
        ways.append("sch" + letters[1:])  # German says sht, shp
    if "oe" in letters:
        ways += [letters.replace("oe", "u"), letters.replace("oe", "io")]
    return ways


# Letters that have another sound in some names, and in whose.
_OTHER_SOUNDS = (
    ("ё", "о", "ё for ö"), ("г", "һ", "г as h"), ("щ", "шт", "Bulgarian"), ("ъ", "а", "Bulgarian"),
    ("ъ", "у", "Bulgarian"), ("ө", "у", "Mongolian"), ("ў", "в", "Belarusian"),
)  # fmt: skip
_BELARUSIAN_ENDINGS = (("аў", "ов"), ("еў", "ев"))  # Быкаў is Быков


@lru_cache(maxsize=100_000)
def from_cyrillic(word: str) -> Readings:
    """Every way to read a word of Cyrillic letters."""
    letters = _SOFT_SIGN_LETTER.sub(lambda sign: _HARD[sign[0]], word.replace("'", ""))
    ways = list(_cyrillic_ways(letters))
    readings: Readings = {}
    folded = _folded([way.translate(_CYRILLIC) for way, _ in ways])
    _keep(readings, folded, [heard for _, heard in ways])
    _keep_unmarked(readings, list(readings))
    if "рж" in letters:  # Czech ř
        _keep_unmarked(readings, _folded([letters.replace("рж", "р").translate(_CYRILLIC)]))
    _add_likeness(readings)
    return readings


def _cyrillic_ways(letters: str) -> Iterator[tuple[str, Heard]]:
    """The word with its letters as each language would read them."""
    yield letters, _IN_CYRILLIC
    for letter, other, rule in _OTHER_SOUNDS:
        if letter in letters:
            yield letters.replace(letter, other), (rule, False)
    for ending, russian in _BELARUSIAN_ENDINGS:
        if letters.endswith(ending):
            yield letters.removesuffix(ending) + russian, ("Belarusian", False)
    if letters.startswith("ё"):
        yield "е" + letters[1:], _IN_CYRILLIC
    if "ж" in letters and "дж" not in letters:
        yield letters.replace("ж", "џ"), ("Mongolian", False)


def _keep(readings: Readings, forms: list[str], heard: Iterable[Heard]) -> None:
    """Add forms with what they were heard by; a sure reading takes the place of another."""
    for form, habit in zip(forms, heard, strict=False):
        if form and (form not in readings or (habit[1] and not readings[form][1])):
            readings[form] = habit


def _unmarked(letters: str) -> list[str]:
    """The sounds for those who write ``Dubcek``: the marks may have been dropped."""
    sounds = [letters.replace("ch", "X").replace("c", "T")]
    if "ce" in letters or "ci" in letters:
        romance = letters
        for spelt, sound in _ROMANCE:
            romance = romance.replace(spelt, sound)
        sounds.append(romance)
    return sounds


def _keep_unmarked(readings: Readings, forms: list[str]) -> None:
    """Folded sounds as they are where marks were dropped."""
    for form in _folded([form.translate(_UNMARKED) for form in forms]):
        readings.setdefault("~" + form, _MARKS_DROPPED)


_SLAVIC_ENDINGS = ("ov", "ev", "in", "ski", "ova", "eva", "ina", "ko", "iC", "sk")


def _add_likeness(readings: Readings) -> None:
    """What is left of long words when vowels are heard in different ways."""
    long = [
        form
        for form in readings
        if len(form) > 4
        and form[0] not in "~^"
        and not form.endswith(_SLAVIC_ENDINGS)  # Konev is not Kunaev
    ]
    together = "\n".join(long).replace("ia", "a").translate(_LIKE_VOWELS)
    for form, heard in zip(long, _undoubled(together).split("\n"), strict=False):
        alike = heard[:-1] + "t" if heard.endswith("d") else heard
        if alike.startswith("h") and readings[form][1]:
            alike = "k" + alike[1:]  # Khokand, Kokand
        readings.setdefault("^" + alike, _VOWELS_ALIKE)
