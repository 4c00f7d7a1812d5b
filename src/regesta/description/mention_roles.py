"""The role that a text gives to someone it names: ``Telegram from ... to ...``.

Roles are MARC relator terms where there is one. Only what stands directly before a name is
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
_RULES = tuple(
    (re.compile(pattern + _TITLES + r"$", re.IGNORECASE), role)
    for pattern, role in (
        (rf"\b(?:{_LETTER})\b.*\b(?:from|von|от) ", "sender"),
        (rf"\b(?:{_LETTER})\b.*\b(?:to|an|à) ", "addressee"),
        (rf"\b(?:{_LETTER}|speech|statement|выступление|речь)\b.*\b(?:by|par|durch) ", "author"),
        (rf"\b(?:{_TALK})\b.*\b(?:between|with|and|zwischen|mit|und|entre|avec|et|с|со|между|и) ",
         "participant"),
    )
)  # fmt: skip
_HEADS = tuple(
    (re.compile(rf"(?:^|\n)\s*(?:{head})\s*:?\s*" + _TITLES + r"$", re.IGNORECASE), role)
    for head, role in (
        (r"from:|von:|de:|от:", "sender"),
        (r"to:|an:|à:|кому:", "addressee"),
        (r"cc:|copy to:?|copies to:?|копия:?|kopie an:?", "copy to"),
        (r"signed:?|\(signed\)|подпись:?|подписал:?|gez\.:?|signé:?", "signatory"),
    )
)


def role_at(text: str, place: int, *, is_title: bool) -> str:
    """The role of whoever is named at a place, "" where the text gives none."""
    before = text[max(0, place - _FARTHEST) : place]
    rules = _RULES + _HEADS if is_title else _HEADS
    return next((role for pattern, role in rules if pattern.search(before)), "")
