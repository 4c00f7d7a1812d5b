"""Japanese names: every spelling is read back to Hepburn without its macrons.

- *Hepburn*, macrons dropped or written ``ou``, ``oh``, ``oo``, ``uu``.
- *Kunrei* and *Nihon-shiki* (ISO 3602): ``si``, ``ti``, ``tu``, ``hu``, ``zi``, ``sya``.
- *Polivanov's* Cyrillic, with the usual ``э`` or ``е``.
- *Kana*. Characters (kanji) are read in too many ways; authority files give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from regesta.description.names_syllables import System, listed, table

JAPANESE, POLIVANOV, KANA = "Japanese romanisation", "Japanese in Cyrillic", "kana"

_HEPBURN = listed(
    "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu "
    "he ho ma mi mu me mo ya yu yo ra ri ru re ro wa ga gi gu ge go za ji zu ze zo da "
    "de do ba bi bu be bo pa pi pu pe po n kya kyu kyo sha shu sho cha chu cho nya nyu "
    "nyo hya hyu hyo mya myu myo rya ryu ryo gya gyu gyo ja ju jo bya byu byo pya pyu "
    "pyo"
)
_POLIVANOV = listed(
    "а и у э о ка ки ку кэ ко са си су сэ со та ти цу тэ то на ни ну нэ но ха хи фу хэ "
    "хо ма ми му мэ мо я ю ё ра ри ру рэ ро ва га ги гу гэ го дза дзи дзу дзэ дзо да дэ "
    "до ба би бу бэ бо па пи пу пэ по н кя кю кё ся сю сё тя тю тё ня ню нё хя хю хё мя "
    "мю мё ря рю рё гя гю гё дзя дзю дзё бя бю бё пя пю пё"
)
_KANA = listed(
    "あ い う え お か き く け こ さ し す せ そ た ち つ て と な に ぬ ね の "
    "は ひ ふ へ ほ ま み む め も や ゆ よ ら り る れ ろ わ が ぎ ぐ げ ご ざ "
    "じ ず ぜ ぞ だ で ど ば び ぶ べ ぼ ぱ ぴ ぷ ぺ ぽ ん きゃ きゅ きょ しゃ しゅ "
    "しょ ちゃ ちゅ ちょ にゃ にゅ にょ ひゃ ひゅ ひょ みゃ みゅ みょ りゃ りゅ りょ ぎゃ "
    "ぎゅ ぎょ じゃ じゅ じょ びゃ びゅ びょ ぴゃ ぴゅ ぴょ"
)
_KUNREI = {
    "shi": "si", "chi": "ti", "tsu": "tu", "fu": "hu", "ji": "zi", "sha": "sya", "shu": "syu",
    "sho": "syo", "cha": "tya", "chu": "tyu", "cho": "tyo", "ja": "zya", "ju": "zyu", "jo": "zyo",
}  # fmt: skip
_LONG = (("ou", "o"), ("oo", "o"), ("uu", "u"))
_OH = re.compile(r"oh(?![aeiouy])")
_DOUBLED = re.compile(r"tch|([kstpcbdgzjh])\1")
_CYRILLIC_DOUBLED = re.compile(r"([кстпцбдгз])\1")


def _latin_pairs() -> Iterator[tuple[str, str, bool]]:
    for mora in _HEPBURN:
        yield mora, mora, True
        if mora in _KUNREI:
            yield _KUNREI[mora], mora, True
    yield "m", "n", True
    yield "dzu", "zu", True
    yield "wo", "o", True


def _cyrillic_pairs() -> Iterator[tuple[str, str, bool]]:
    for mora, spelling in zip(_HEPBURN, _POLIVANOV, strict=True):
        yield spelling, mora, True
        if "э" in spelling:
            yield spelling.replace("э", "е"), mora, False
        if "ё" in spelling and spelling != "ё":
            yield spelling.replace("ё", "ио"), mora, False
    yield from (("й", "i", True), ("м", "n", True), ("йо", "yo", True), ("чи", "chi", False))
    yield from (("ши", "shi", False), ("дж", "j", False), ("джи", "ji", False))


def _kana_pairs() -> Iterator[tuple[str, str, bool]]:
    for mora, kana in zip(_HEPBURN, _KANA, strict=True):
        yield kana, mora, True
        yield "".join(chr(ord(sign) + 0x60) for sign in kana), mora, True
    yield from (("っ", "", True), ("ッ", "", True), ("ー", "", True), ("を", "o", True))


@lru_cache(maxsize=1)
def _systems() -> tuple[System, System, System]:
    return (
        System(JAPANESE, table(_latin_pairs())),
        System(POLIVANOV, table(_cyrillic_pairs())),
        System(KANA, table(_kana_pairs())),
    )


def may_be_japanese(word: str) -> bool:
    """Whether the word has no letter that Japanese lacks, seen without reading it."""
    latin, cyrillic, _ = _systems()
    return cyrillic.may_read(word) or latin.may_read(word.removesuffix("h"))


def from_latin(word: str) -> set[str]:
    """The word in Hepburn without length, where it is made of Japanese syllables."""
    if not may_be_japanese(word):
        return set()
    single = _DOUBLED.sub(lambda match: "ch" if match[1] is None else match[1], word)
    found = _systems()[0].read(_OH.sub("o", single))
    return {_short("".join(way)) for way in found}


def from_cyrillic(word: str) -> set[str]:
    """The same for a word in Cyrillic."""
    found = _systems()[1].read(_CYRILLIC_DOUBLED.sub(r"\1", word))
    return {_short("".join(way)) for way in found}


def from_kana(word: str) -> set[str]:
    """The same for a word in kana."""
    return {_short("".join(way)) for way in _systems()[2].read(word)}


def _short(form: str) -> str:
    for long, short in _LONG:
        form = form.replace(long, short)
    return form
