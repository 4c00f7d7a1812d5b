"""The base form by which inflected words find each other: *decided* and *decides*, *партии* and
*партией*.

A reader never has to say the language, so the script decides. Words in Latin letters follow
the rules of English inflection: plurals and the endings of verbs, and nothing that makes
another word (*organs* is no *organisation*); other languages in Latin letters lose little by
them. Words in Cyrillic letters follow the Snowball rules for Russian. All other scripts stay
as they are: the rules there are for Arabic would corrupt Uyghur.

A base form is no word for a reader, and only ever compared with others of its kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

LEAST = 4  # letters of a word that may be inflected
MOST_REMEMBERED = 200_000  # tokens
_LATIN = re.compile("[a-z]+")
_CYRILLIC = re.compile("[\u0430-\u044f]+")
_RUSSIAN = snowballstemmer.stemmer("russian")
_VOWELS = "aeiouy"
_UNDOUBLED = re.compile(r"(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$")
# No verb ends so but with an e: *forced*, *continued*, *charged*, *raised*.
_LOST_E = re.compile(r"(?:[cuvz]|[dlr]g|[ae]ng|[aeio]s|[ae]us)$")
_GROUP = re.compile("[aeiouy]+")

# Forms that no rule leads to.
_IRREGULAR = {
    form: base
    for base, forms in {
        "man": "men", "woman": "women", "child": "children", "foot": "feet",
        "person": "persons people", "be": "was were been being", "have": "had has having",
        "go": "went gone goes", "send": "sent", "say": "said", "meet": "met",
        "write": "wrote written writing", "take": "took taken taking", "give": "gave given giving",
        "make": "made making", "hold": "held", "leave": "left leaving", "lead": "led",
        "tell": "told", "think": "thought", "bring": "brought", "buy": "bought", "sell": "sold",
        "fight": "fought", "speak": "spoke spoken", "build": "built", "keep": "kept",
        "begin": "began begun beginning", "come": "came coming", "become": "became becoming",
        "know": "knew known", "see": "saw seen", "do": "did done doing", "find": "found",
        "draw": "drew drawn", "choose": "chose chosen choosing", "fall": "fell fallen",
        "rise": "rose risen rising", "seek": "sought", "teach": "taught", "pay": "paid",
        "die": "died dies dying", "китай": "китая китаю китаем китае",
        "lie": "lay lain lies lying lied",
    }.items()
    for form in forms.split()
}  # fmt: skip


def beginnings(form: str) -> tuple[str, ...]:
    """What the words of a base form begin with, as far as they are in Latin letters."""
    return form[:-1] or form, *_OF_BASE.get(form, ())


@lru_cache(maxsize=MOST_REMEMBERED)
def base(token: str) -> str:
    """The base form of a folded token; the token itself where it has no other."""
    if len(token) < LEAST:
        return _IRREGULAR.get(token, token)
    if token in _IRREGULAR:
        return _IRREGULAR[token] if len(_IRREGULAR[token]) < LEAST else base(_IRREGULAR[token])
    if token.isascii() and token[-1] not in "sdge":
        return token  # so it is with most words: no ending of English ends otherwise
    if _LATIN.fullmatch(token):
        return _without_e(_english(token))
    if _CYRILLIC.fullmatch(token):
        return str(_RUSSIAN.stemWord(token)) or token
    return token


def forms_of(tokens: Iterable[str]) -> list[str]:
    """The base forms of those tokens that have another one, in order."""
    return list(filter(None, map(_FORMS.__getitem__, tokens)))


class _Forms(dict[str, str]):
    """The base form of a token, "" where it is the token itself: words come again and again,
    and most have no other."""

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        form = base(token)
        found = self[token] = "" if form == token else form
        return found


_FORMS = _Forms()


def _english(word: str) -> str:
    if word.endswith("s"):
        word = _singular(word)
    if word.endswith("ied"):
        return f"{word[:-3]}y" if len(word) > LEAST else word[:-1]
    if word.endswith("eed"):
        return word[:-1] if _GROUP.search(word[:-3]) else word
    for ending in ("ed", "ing"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and _GROUP.search(stem):
            return _verb(stem)
    return word


def _singular(word: str) -> str:
    if word.endswith(("ss", "us", "is")) or len(word) < LEAST or word == "news":
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > LEAST else word[:-1]
    if word.endswith(("sses", "xes", "ches", "shes", "zzes", "oes")):
        return word[:-2]
    return word[:-1] if _GROUP.search(word[:-1]) else word


def _verb(stem: str) -> str:
    """The verb before its ending was put on: *planned*, *traded*, *visited*."""
    many = len(_GROUP.findall(stem)) > 1
    if len(stem) > 3 and (_UNDOUBLED.search(stem) or (many and stem.endswith("ll"))):
        return stem[:-1]
    is_short = len(stem) < 3 or (
        not many and stem[-1] not in "aeiouwxy" and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    )
    return f"{stem}e" if is_short or _LOST_E.search(stem) else stem


def _without_e(word: str) -> str:
    """*decide* as *decided* leaves it; short words and *agree* keep theirs."""
    if len(word) > 5 and word.endswith("e") and word[-2] not in _VOWELS:
        return word[:-1]
    return word


_OF_BASE: dict[str, list[str]] = defaultdict(list)  # the irregular forms of each base
for _form in _IRREGULAR:
    _OF_BASE[base(_form)].append(_form)
