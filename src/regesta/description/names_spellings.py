"""Other spellings of a name, each with the rule that gives it, for search and suggestion.

Only spellings that `names_comparing.compare` takes back to the name are given;
they are what a document may say, not what it should say. The tables are those of
Wade-Giles, Palladius, ALA-LC, BGN/PCGN, ISO 9, Duden and French newspapers; Korean is
written by the Revised Romanisation of 2000 and by McCune-Reischauer with its voicing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.description import names_chinese, names_korean
from regesta.description.names_comparing import compare
from regesta.description.names_letters import bare, from_latin
from regesta.description.names_syllables import Reading
from regesta.description.names_words import Name, Script, analyse

MOST_FORMS = 40
CHINESE = frozenset(  # rules that take a name for one of Chinese syllables
    (
        names_chinese.PINYIN,
        names_chinese.WADE_GILES,
        "Wade-Giles without its signs",
        names_chinese.PALLADIUS,
        names_chinese.ROMANISED_PALLADIUS,
    )
)
_CERTAIN_ENOUGH = 3  # readings of an ambiguous name that are spelt out


def forms(name: str) -> list[tuple[str, str]]:
    """Other spellings of the name with the rule of each, without the name itself."""
    analysed = analyse(name)
    found: dict[str, str] = {}
    for form, rule in _candidates(name, analysed):
        if form and form != name and form not in found and compare(name, form).same != "no":
            found[form] = rule
        if len(found) == MOST_FORMS:
            break
    return list(found.items())


def _candidates(text: str, name: Name) -> Iterator[tuple[str, str]]:
    yield from _chinese(text, name)
    yield from _korean(name)
    if name.script is Script.CYRILLIC and not name.kinds:
        yield from _romanised(text)
    if name.script is Script.LATIN and not name.kinds:
        for cyrillic in _cyrillic(name):
            yield cyrillic, "Cyrillic"
            yield from _romanised(cyrillic)
    if name.script is Script.LATIN:
        yield bare(text), "diacritics dropped"
        yield _spelt_out(text), "ö, ü and ä spelt oe, ue and ae"
    if len(name.parts) == 2 and not name.inverted:
        yield " ".join(reversed(text.split())), "the two names in the other order"


def _spelt_out(text: str) -> str:
    for letter, spelt in (("ö", "oe"), ("ü", "ue"), ("ä", "ae"), ("Ö", "Oe"), ("Ü", "Ue")):
        text = text.replace(letter, spelt)
    return text


# ---------------------------------------------------------------- Chinese


def _chinese(text: str, name: Name) -> Iterator[tuple[str, str]]:
    readings = [
        reading
        for reading in name.read_as("zh").values()
        if reading.sure and len(reading.syllables) > 1
    ]
    if name.script is Script.HAN:
        yield names_chinese.simplified(text), "simplified characters"
        yield names_chinese.traditional(text), "traditional characters"
    elif not ("zh" in name.kinds or any(_is_one_word(reading) for reading in readings)):
        return
    for reading in readings[:_CERTAIN_ENOUGH]:
        yield from _chinese_spellings(reading, person="zh" in name.kinds)


def _is_one_word(reading: Reading) -> bool:
    """A place: one word of pinyin or of Palladius, not merely possible Wade-Giles."""
    return reading.words == 1 and reading.rule in (names_chinese.PINYIN, names_chinese.PALLADIUS)


def _chinese_spellings(reading: Reading, *, person: bool) -> Iterator[tuple[str, str]]:
    syllables = list(reading.syllables)
    double = len(syllables) > 2 and names_chinese.is_surname("".join(syllables[:2]))
    family = syllables[: 2 if double else 1] if person else []
    given = syllables[len(family) :]
    pinyin = [part.replace("v", "ü") for part in ("".join(family), "".join(given)) if part]
    yield _titled(pinyin), names_chinese.PINYIN
    wade = ["-".join(names_chinese.wade_giles(one)[0] for one in part) for part in (family, given)]
    wade = [part for part in wade if part]
    yield _titled(wade), names_chinese.WADE_GILES
    yield bare(_titled(wade).replace("'", "")), "Wade-Giles without its signs"
    cyrillic = [_in_palladius(part) for part in (family, given)]
    cyrillic = [part for part in cyrillic if part]
    yield _titled(cyrillic), names_chinese.PALLADIUS
    yield names_chinese.romanised(_titled(cyrillic)), names_chinese.ROMANISED_PALLADIUS
    if person and given:
        yield _titled(pinyin[::-1]), "family name last"


def _in_palladius(syllables: list[str]) -> str:
    """``чжун`` and ``ин`` are ``чжунъин``: a hard sign parts н from a vowel after it."""
    joined = ""
    for syllable in map(names_chinese.palladius, syllables):
        if joined.endswith("н") and syllable[:1] in "аеёиоуэюя":
            joined += "ъ"
        joined += syllable
    return joined


def _titled(parts: list[str]) -> str:
    return " ".join(part[:1].upper() + part[1:] for part in parts)


# ---------------------------------------------------------------- Korean


def _korean(name: Name) -> Iterator[tuple[str, str]]:
    known = [reading for reading in name.read_as("ko").values() if reading.sure]
    if name.script is not Script.HANGUL and ("kl" not in name.kinds or "zh" in name.kinds):
        return
    for reading in known[:_CERTAIN_ENOUGH]:
        yield "".join(reading.syllables), names_korean.HANGUL
        for spell, rule in names_korean.SPELLERS:
            family, given = spell(reading.syllables[:1]), spell(reading.syllables[1:])
            yield _titled([family, given]).strip(), rule


# ---------------------------------------------------------------- Cyrillic

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SYSTEMS = {
    "BGN/PCGN": "a b v g d e yë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ' e yu ya",
    "Library of Congress":
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ” y ' e iu ia",
    "ISO 9": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š šč ” y ' è ju ja",
    "German spelling":
        "a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja",
    "French spelling":
        "a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia",
}  # fmt: skip
_TABLES = {
    rule: dict(zip(_LETTERS, letters.replace("”", "-").split(), strict=True))
    for rule, letters in _SYSTEMS.items()
}
_BY_EAR = ("German spelling", "French spelling")  # which end -ский in -ski
_SHORT_ENDING = re.compile(r"ий\b")
_NEWSPAPER = (("iy ", "y "), ("yy ", "y "), ("yë", "yo"), ("'", ""))


def _romanised(text: str) -> Iterator[tuple[str, str]]:
    if "ё" in text.casefold():
        yield text.replace("ё", "е").replace("Ё", "Е"), "е for ё"
    for rule, letters in _TABLES.items():
        cyrillic = _SHORT_ENDING.sub("и", text) if rule in _BY_EAR else text
        latin = "".join(_cased(sign, letters) for sign in cyrillic)
        yield latin, rule
        if rule == "BGN/PCGN":
            latin += " "
            for spelt, shorter in _NEWSPAPER:
                latin = latin.replace(spelt, shorter)
            yield latin.strip(), "English newspapers"


def _cased(sign: str, letters: dict[str, str]) -> str:
    low = sign.lower()
    latin = letters.get(low, sign).replace("-", "") if low in letters else sign
    return latin if sign == low else latin.capitalize()


_ENDINGS = ("ov", "ev", "in", "ski", "iC", "ko", "uk", "dze", "ian", "ova", "eva", "ina", "Tki")
_SOUNDS = (
    ("SC", "щ"), ("D", "дж"), ("ia", "я"), ("iu", "ю"), ("S", "ш"), ("Z", "ж"), ("C", "ч"),
    ("T", "ц"),
)  # fmt: skip
_PLAIN = str.maketrans("abvgdeziklmnoprstufhj", "абвгдезиклмнопрстуфхй")


def _cyrillic(name: Name) -> Iterator[str]:
    """The name in Cyrillic, where its last word ends as Russian names do."""
    if not name.words or len(name.words) != len(name.parts):
        return
    words = []
    for word in name.words:
        sure = [form for form, (_, plain) in from_latin(word.text).items() if plain]
        if word.initial or not sure:
            return
        words.append(sure[0])
    if not words[-1].endswith(_ENDINGS):
        return
    yield _titled([_in_cyrillic(word) for word in words])


def _in_cyrillic(sounds: str) -> str:
    if sounds.endswith(("ski", "Tki")):
        sounds += "j"
    for sound, letter in _SOUNDS:
        sounds = sounds.replace(sound, letter)
    return sounds.translate(_PLAIN)
