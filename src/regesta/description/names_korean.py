"""Korean names, read back to Hangul where the spelling allows it.

- *McCune-Reischauer* (1939), with its breves and apostrophes or without.
- *Revised Romanisation* (2000).
- *Kontsevich's* Cyrillic, and the older Soviet habit (``Ким Ир Сен``).
- *Customary spellings*: of surnames (Park, Lee, Rhee, Choi) as listed, and of syllables
  (``Jung``, ``Hee``, ``Woo``) by rule.

With all its marks a spelling is read back to Hangul. Without them it is only compared by
what sounds alike: ``Chung``, ``Jung``, ``Jeong`` and ``Chŏng`` are not told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain

from regesta.description.names_syllables import Reading, System, in_either_order, listed, table

HANGUL, ROMANISED, KONTSEVICH = "Hangul", "Korean romanisation", "Korean in Cyrillic"

_FIRST_SYLLABLE, _VOWELS, _FINALS = 0xAC00, 21, 28
# In the order of Unicode: g kk n d tt r m b pp s ss (none) j jj ch k t p h.
_REVISED_INITIALS = listed("g kk n d tt r m b pp s ss - j jj ch k t p h")
_MCCUNE_INITIALS = listed(
    "k,g kk n t,d tt n,r,l,y m p,b pp s,sh ss,s - ch,j tch,cch ch' k' t' p' h"
)
_CYRILLIC_INITIALS = listed(
    "к,г кк,к н т,д тт,т р,н,л м п,б пп,п с сс,с - ч,дж,чж,д,т чч,ч чх,ч,ц кх,к тх,т пх,п х"
)
_REVISED_VOWELS = listed("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_MCCUNE_VOWELS = listed("a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i")
_CUSTOMARY_VOWELS = listed(
    "a,ah ae,ai ya yae,yai u,o,e ey,eh you,yu,yo yeh o,oh,ou wa,hwa wai woe,oi yo "
    "oo,woo wo we wi,wee you,yoo u,oo,e,y ui,i,ee ee,yi,i"
)
_CYRILLIC_VOWELS = listed(
    "а э,е,ай я е,йя о,е,э е,э ё,е,йо е о ва вэ,ве ве,вэ,ой,вё ё,йо у,ю во ве,вэ ви ю ы,у ый,и,ы и"
)
# The closing letters by their sound; others of the 28 are left to spelling.
_CLOSINGS = {
    0: ("", "", ""), 1: ("k", "k,g,ck", "к"), 4: ("n", "n", "н"), 7: ("t", "t", "т"),
    8: ("l", "l,r", "ль,л,р"), 16: ("m", "m", "м"), 17: ("p", "p,b", "п"),
    19: ("t", "t", "т"), 20: ("t", "t", "т"), 21: ("ng", "ng", "н,нъ"), 22: ("t", "t", "т"),
    23: ("t", "t", "т"), 24: ("k", "k", "к"), 25: ("t", "t", "т"), 26: ("p", "p", "п"),
}  # fmt: skip

# Surnames that are customarily written in ways that follow from no system.
_SURNAMES = {
    "김": "kim gim", "이": "yi lee rhee li ri i", "리": "ri li lee yi rhee",
    "박": "pak park bak", "최": "ch'oe choe choi choy",
    "정": "chŏng jeong chung jung cheong chong", "강": "kang gang", "조": "cho jo joe",
    "윤": "yun yoon", "장": "chang jang", "임": "im lim yim rim", "림": "rim lim im yim",
    "한": "han hahn", "오": "o oh", "서": "sŏ seo suh so", "신": "sin shin",
    "권": "kwŏn gwon kwon", "황": "hwang", "안": "an ahn", "송": "song",
    "전": "chŏn jeon chun chon", "홍": "hong", "유": "yu yoo you ryu", "류": "ryu yu yoo",
    "고": "ko go koh", "문": "mun moon", "양": "yang", "손": "son sohn", "배": "pae bae",
    "백": "paek baek paik", "허": "hŏ heo huh hur ho", "남": "nam", "심": "sim shim",
    "노": "no roh noh ro", "로": "ro roh no", "하": "ha hah", "곽": "kwak gwak",
    "성": "sŏng seong sung song", "차": "ch'a cha", "주": "chu ju joo", "우": "u woo",
    "구": "ku gu koo", "민": "min", "나": "na ra", "라": "ra na", "진": "chin jin",
    "지": "chi ji", "엄": "ŏm eom um om", "채": "ch'ae chae", "원": "wŏn won",
    "천": "ch'ŏn cheon chun", "방": "pang bang", "공": "kong gong", "현": "hyŏn hyeon hyun",
    "함": "ham", "변": "pyŏn byeon byun", "여": "yŏ yeo lyuh", "려": "ryŏ yŏ lyuh",
    "염": "yŏm yeom", "추": "ch'u chu choo", "도": "to do", "석": "sŏk seok suk",
    "선": "sŏn seon sun", "설": "sŏl seol", "마": "ma", "길": "kil gil", "연": "yŏn yeon",
    "위": "wi", "표": "p'yo pyo", "명": "myŏng", "기": "ki", "반": "pan ban", "왕": "wang",
    "금": "kŭm geum", "옥": "ok", "육": "yuk", "인": "in", "맹": "maeng", "제": "che je",
    "모": "mo", "탁": "t'ak tak", "국": "kuk", "어": "ŏ eo", "은": "ŭn eun", "편": "p'yŏn",
    "용": "yong", "무": "mu", "태": "t'ae tae", "피": "p'i",
}  # fmt: skip
_CYRILLIC_SURNAMES = {
    "최": "цой чхве чве", "이": "ли и ри", "리": "ли ри", "김": "ким", "박": "пак", "임": "лим им",
    "림": "лим", "유": "ю лю", "류": "лю ю рю", "노": "но ро", "로": "ро но", "허": "хо хе",
    "정": "чон тен тён чен", "전": "чон тен", "조": "чо", "장": "чан", "주": "чу тю", "여": "ё",
    "려": "рё", "나": "на ра",
}  # fmt: skip
# Spoken as one word, and written by what is heard or by an older habit.
_IRREGULAR = {
    "seoul": "서울", "сеул": "서울", "пхеньян": "평양", "phenian": "평양", "pjöngjang": "평양",
    "пусан": "부산", "фузан": "부산", "chosun": "조선", "chosen": "조선", "silla": "신라",
}  # fmt: skip


def is_surname(syllable: str) -> bool:
    """Whether a Hangul syllable is a family name."""
    return syllable in _SURNAMES


def _in_use(syllable: str) -> bool:
    """Whether the syllable is one of the 2,350 of the standard KS X 1001."""
    try:
        syllable.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True


def _syllables() -> Iterator[tuple[str, int, int, int]]:
    for initial in range(19):
        for vowel in range(_VOWELS):
            for final in _CLOSINGS:
                syllable = chr(_FIRST_SYLLABLE + (initial * _VOWELS + vowel) * _FINALS + final)
                if _in_use(syllable):
                    yield syllable, initial, vowel, final


def _strict_pairs() -> Iterator[tuple[str, str, bool]]:
    """The two systems with all their marks, to Hangul."""
    for syllable, initial, vowel, final in _syllables():
        closing = _CLOSINGS[final][0]
        start = _REVISED_INITIALS[initial].replace("-", "")
        yield start + _REVISED_VOWELS[vowel] + closing, syllable, True
        for begin in _MCCUNE_INITIALS[initial].replace("-", "").split(","):
            yield begin + _MCCUNE_VOWELS[vowel] + closing, syllable, True
    for syllable, spellings in _SURNAMES.items():
        for spelling in spellings.split():
            yield spelling, syllable, True


# What is not told apart where marks are left out or habits differ: opening sounds, vowels.
_LIKE_INITIALS = listed("k k n t t n m p p s s - c c c k t p h")
_LIKE_VOWELS = listed("a e ya ye o e yo ye o wa e e yo o o e i yo o i i")


def _likeness(initial: int, vowel: int, final: int) -> str:
    start = _LIKE_INITIALS[initial].replace("-", "")
    return start + _LIKE_VOWELS[vowel] + _CLOSINGS[final][0]


def _loose_latin_pairs() -> Iterator[tuple[str, str, bool]]:
    for _, initial, vowel, final in _syllables():
        alike = _likeness(initial, vowel, final)
        starts = {_REVISED_INITIALS[initial], *_MCCUNE_INITIALS[initial].split(",")}
        middles = {_REVISED_VOWELS[vowel], _MCCUNE_VOWELS[vowel], _bare(_MCCUNE_VOWELS[vowel])}
        for begin in starts:
            for middle in middles | set(_CUSTOMARY_VOWELS[vowel].split(",")):
                for end in _CLOSINGS[final][1].split(","):
                    yield begin.replace("'", "").replace("-", "") + middle + end, alike, False


def _bare(text: str) -> str:
    return text.replace("ŏ", "o").replace("ŭ", "u")


def _cyrillic_pairs() -> Iterator[tuple[str, str, bool]]:
    for _, initial, vowel, final in _syllables():
        alike = _likeness(initial, vowel, final)
        for begin in _CYRILLIC_INITIALS[initial].replace("-", "").split(","):
            for middle in _CYRILLIC_VOWELS[vowel].split(","):
                for end in _CLOSINGS[final][2].split(","):
                    yield begin + middle + end, alike, False


def _surname_pairs(surnames: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    for syllable, spellings in surnames.items():
        for spelling in spellings.split():
            for written in {spelling, _bare(spelling).replace("'", "")}:
                yield written, alike(syllable), False


@lru_cache(maxsize=12_000)
def alike(hangul: str) -> str:
    """What a Hangul syllable has in common with those it is mistaken for."""
    number = ord(_SOUTHERN.get(hangul, hangul)) - _FIRST_SYLLABLE
    if not 0 <= number < 11_172:
        return hangul
    initial, rest = divmod(number, _VOWELS * _FINALS)
    vowel, final = divmod(rest, _FINALS)
    return _likeness(initial, vowel, final if final in _CLOSINGS else _NEAREST.get(final, 0))


# Closing letters of rarer spellings, by the one they sound like.
_NEAREST = {2: 1, 3: 1, 5: 4, 6: 4, 9: 1, 10: 16, 11: 8, 12: 8, 13: 8, 14: 17, 15: 8, 18: 17, 27: 7}
_SOUTHERN = {"리": "이", "림": "임", "류": "유", "로": "노", "려": "여", "라": "나"}


@lru_cache(maxsize=1)
def _strict_system() -> System:
    return System(ROMANISED, table(_strict_pairs()))


@lru_cache(maxsize=1)
def _loose_systems() -> tuple[System, System, System, System]:
    return (
        System(ROMANISED, table(_surname_pairs(_SURNAMES))),
        System(ROMANISED, table(_loose_latin_pairs())),
        System(KONTSEVICH, table(chain(_cyrillic_pairs(), _surname_pairs(_CYRILLIC_SURNAMES)))),
        System(KONTSEVICH, table(_cyrillic_pairs())),
    )


@lru_cache(maxsize=1)
def _surnames_alike() -> frozenset[str]:
    return frozenset(map(alike, _SURNAMES))


def from_hangul(words: list[str]) -> list[Reading]:
    """A name in Hangul is its own reading."""
    syllables = [sign for sign in "".join(words) if sign not in "-'"]
    return [Reading(tuple(syllables), HANGUL, words=len(words))]


def from_latin(words: list[str]) -> list[Reading]:
    """The readings of a name in Latin letters as Hangul, by the systems with all marks."""
    found = _IRREGULAR.get("".join(words))
    if found:
        return [Reading(tuple(found), "customary spelling", words=len(words))]
    system = _strict_system()
    if not all(map(system.may_read, words)):
        return []
    if len(words) > 1 and not any(
        is_surname(way[0]) for word in (words[0], words[-1]) for way in system.read(word)
    ):
        return []
    return _named(in_either_order(system, words, is_surname), is_surname)


def loosely(words: list[str], *, cyrillic: bool) -> list[Reading]:
    """The readings of a name without marks: `alike` syllables instead of Hangul."""
    found = _IRREGULAR.get("".join(words))
    if found:
        return [Reading(tuple(map(alike, found)), "customary spelling", words=len(words))]
    latin_surnames, latin, cyrillic_surnames, cyrillic_rest = _loose_systems()
    family, rest = (cyrillic_surnames, cyrillic_rest) if cyrillic else (latin_surnames, latin)
    readings = []
    if len(words) == 1:
        return rest.read_name(words)
    for order, turned in ((words, False), ([words[-1], *words[:-1]], True)):
        if not all(map(rest.may_read, order[1:])):
            continue
        surnames = [way for way in family.read(order[0]) if way[0] in _surnames_alike()]
        given_names = rest.read_name(order[1:]) if surnames else []
        readings += [
            Reading(surname + given.syllables, rest.rule, False, turned, len(words))
            for surname in surnames
            for given in given_names
        ]
    return readings


def _named(readings: list[Reading], is_family: Callable[[str], bool]) -> list[Reading]:
    """Of several words, the first must be a family name."""
    return [one for one in readings if one.words == 1 or is_family(one.syllables[0])]


_VOICED_AFTER = frozenset((0, 4, 8, 16, 21))  # closing sounds after which k, t, p, ch are voiced
_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}


def _revised(hangul: tuple[str, ...]) -> str:
    return "".join(
        _REVISED_INITIALS[initial].replace("-", "") + _REVISED_VOWELS[vowel] + closing
        for initial, vowel, _, closing in map(_taken_apart, hangul)
    )


def _mccune(hangul: tuple[str, ...]) -> str:
    spelt = []
    before: int | None = None
    for initial, vowel, final, closing in map(_taken_apart, hangul):
        start = _MCCUNE_INITIALS[initial].replace("-", "").split(",")[0]
        if before in _VOICED_AFTER:
            start = _VOICED.get(start, start)
        spelt.append(start + _MCCUNE_VOWELS[vowel] + closing)
        before = final
    return "-".join(spelt)


def _taken_apart(hangul: str) -> tuple[int, int, int, str]:
    initial, rest = divmod(ord(hangul) - _FIRST_SYLLABLE, _VOWELS * _FINALS)
    vowel, final = divmod(rest, _FINALS)
    final = final if final in _CLOSINGS else _NEAREST[final]
    return initial, vowel, final, _CLOSINGS[final][0]


SPELLERS: tuple[tuple[Callable[[tuple[str, ...]], str], str], ...] = (
    (_revised, "Revised Romanisation"),
    (_mccune, "McCune-Reischauer"),
)
