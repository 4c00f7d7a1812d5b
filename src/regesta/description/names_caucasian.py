"""Georgian and Armenian letters in Latin ones.

Both alphabets have one letter for each sound, so that a name is turned into Latin letters
and then read like any other. The letters are those of BGN/PCGN without the apostrophes that
tell hard from aspirated sounds: no other spelling of these names keeps them. Armenian is
taken in its eastern sound, in old and in new spelling.
"""

from __future__ import annotations

from regesta.description.names_syllables import listed

_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        listed("a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h"),
        strict=True,
    )
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
        listed(
            "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f"
        ),
        strict=True,
    )
)
_LETTERS = str.maketrans(_GEORGIAN | _ARMENIAN)
# Written with two letters, or otherwise at the beginning of a word.
_ARMENIAN_U, _ARMENIAN_YE, _ARMENIAN_VO = "ու", "ե", "ո"


def is_caucasian(word: str) -> bool:
    """Whether the word begins with a letter of one of the two alphabets."""
    return "ა" <= word[:1] <= "ჰ" or "ա" <= word[:1] <= "ֆ"


def in_latin(word: str) -> str:
    """The word in Latin letters."""
    word = word.replace(_ARMENIAN_U, "u")
    if word.startswith(_ARMENIAN_YE):
        word = "y" + word
    elif word.startswith(_ARMENIAN_VO):
        word = "v" + word
    return word.translate(_LETTERS)
