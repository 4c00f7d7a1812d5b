"""The role that a text gives to someone it names: ``Telegram from ... to ...``.

Roles are MARC relator terms where there is one. Only what stands before a name is
read, and in running text only the head lines of a letter.
"""

from __future__ import annotations

import re

_FARTHEST = 160  # signs before a name that are looked at

_LETTER = (
    r"letters?|telegrams?|cables?|notes?|messages?|reports?|memorand(?:um|a)|dispatch(?:es)?|"
    r"despatch(?:es)?|communications?|ciphers?|briefe?|telegramme?|berichte?|schreiben|"
    r"lettres?|télégrammes?|rapports?|письм[оа]|телеграмм[аы]|записк[аи]|донесени[ея]|"
    r"сообщени[ея]|шифротелеграмм[аы]|доклад[ы]?"
)
_TALK = (
    r"conversations?|talks?|meetings?|discussions?|negotiations?|interviews?|gespräche?|"
    r"unterredung|entretiens?|бесед[аы]|переговоры|встреч[аи]"
)
_TITLES = (
    r"(?:the |comrades? |general |marshal |colonel |major |ambassador |minister |premier |"
    r"president |secretary |chairman |consul(?: general)? |governor |mr\.? |dr\.? |тов\.? |"
    r"товарищ\w* |т\. |генерал\w* |маршал\w* |herrn? |m\. )*"
)
# Between the sort of a document and the preposition stand names and small words only: in
# "letter concerning supplies sent from" nobody sends the letter.
_BETWEEN = (
    r"(?:\s+(?:[A-ZÀ-ÞА-ЯЁ][^\s;:]*|from|to|by|of|and|the|in|at|with|between|de|du|la|le|et|à|von|"
    r"vom|an|und|mit|der|des|den|от|к|с|со|и|между|г\.|тов\.|т\.)|,)*?\s+"
)
_RULES = tuple(
    (re.compile(rf"\b(?i:{sort}){_BETWEEN}(?:{words})\s+(?i:{_TITLES})$"), role)
    for sort, words, role in (
        (_LETTER, "from|von|vom|от", "sender"),
        (_LETTER, "to|an|à", "addressee"),
        (_TALK, "between|with|and|zwischen|mit|und|entre|avec|et|с|со|между|и", "participant"),
        (rf"{_LETTER}|speech|statement|выступление|речь", "by|par|durch", "author"),
    )
)
_HEADS = tuple(
    (re.compile(rf"\s*(?:{head})\s*:?\s*{_TITLES}$", re.IGNORECASE), role)
    for head, role in (
        (r"from:|von:|de:|от:", "sender"),
        (r"to:|an:|à:|кому:", "addressee"),
        (r"cc:|copy to:?|copies to:?|копия:?|kopie an:?", "copy to"),
        (r"signed:?|\(signed\)|подпись:?|подписал:?|gez\.:?|signé:?", "signatory"),
    )
)
_HEAD = re.compile("|".join(pattern.pattern for pattern, _ in _HEADS), re.IGNORECASE)
_LINE = re.compile("\n")


def role_at(text: str, place: int, *, is_title: bool) -> str:
    """The role of whoever is named at a place, "" where the text gives none."""
    before = text[max(0, place - _FARTHEST) : place]
    if is_title:
        for pattern, role in _RULES:
            if pattern.search(before):
                return role
    lines = [0, *(sign.end() for sign in _LINE.finditer(before))] if "\n" in before else (0,)
    if not any(_HEAD.match(before, line) for line in lines):
        return ""  # so it is with most names
    return next(
        role for pattern, role in _HEADS if any(pattern.match(before, line) for line in lines)
    )


def is_title(before: str) -> bool:
    """Whether what stands before a name ends in a title: ``General``, ``тов.``."""
    return _ENDS_IN_TITLE.search(before) is not None


_ENDS_IN_TITLE = re.compile(rf"(?<!\w){_TITLES.removesuffix('*')}+$", re.IGNORECASE)
