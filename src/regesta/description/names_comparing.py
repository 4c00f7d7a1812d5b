"""Two names compared: from what they are read as to a judgement with its reasons.

It is certain where rules lead from one spelling to the other, and likely where something
was left out (a forename, an apostrophe), two readings are possible, or a letter slipped.
A name that is wholly Chinese, Korean or Vietnamese is compared as a whole, since one
letter makes another name there; other names are compared word by word: the family names
must agree, and the given names must not contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from regesta.description.names_arabic import same_sounds, tells_arabic
from regesta.description.names_chinese import CHARACTERS, simplified
from regesta.description.names_forenames import one_forename
from regesta.description.names_letters import bare
from regesta.description.names_syllables import Reading
from regesta.description.names_words import Name, Script, Word, analyse

Same = Literal["certain", "likely", "no"]
SHORTEST_SLIP = 7  # letters of a word in which one may have slipped
SLIP = "typing slip of one letter"
FAMILY_NAME_ALONE = "a family name alone"
MIDDLE_NAME = "a patronymic or middle name is only in one of them"
_BY_SURENESS = ("ko", "zh", "kl", "vi")  # languages of syllables, which are sure at times


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two spellings are one name: certainly, likely or not; and the reasons."""

    same: Same
    because: list[str]


def compare(a: str, b: str) -> Judgement:
    """Whether two spellings can be one name. The order of the two makes no difference."""
    first, second = (a, b) if a <= b else (b, a)
    one, other = analyse(first), analyse(second)
    if not one.plain or not other.plain:
        return Judgement("no", ["there is nothing to compare"])
    if one.text == other.text:
        return Judgement("certain", ["the same spelling"])
    if not one.shares_a_key(other):
        return _slip(one, other) or Judgement("no", ["no rule leads from one to the other"])
    return (
        _by_characters(one, other)
        or _by_syllables(one, other)
        or _by_letters(one, other)
        or _by_words(one, other)
        or _by_consonants(one, other)
        or _slip(one, other)
        or Judgement("no", [_difference(one, other)])
    )


def keys(name: str) -> frozenset[str]:
    """What the spellings of a name have in common, for an index of names.

    Names that `compare` takes for the same share a key, except for typing slips; names that
    share a key are only worth comparing.
    """
    return analyse(name).keys


def _by_characters(one: Name, other: Name) -> Judgement | None:
    """Between two names in characters the characters decide, not how they are read."""
    if one.script is not other.script or one.script not in (Script.HAN, Script.HANGUL):
        return None
    if simplified(one.plain) == simplified(other.plain):
        return Judgement(
            "certain", [f"{_quoted(one, other)}: traditional and simplified characters"]
        )
    return Judgement("no", ["other characters, even if they may be read alike"])


def _by_syllables(one: Name, other: Name) -> Judgement | None:
    """Chinese, Korean or Vietnamese: a reading of the whole name in common."""
    best: tuple[int, str] | None = None
    for language in _BY_SURENESS:
        mine = one.read_as(language)
        for key in mine.keys() & other.read_as(language).keys() if mine else ():
            first, second = mine[key], other.read_as(language)[key]
            if not _allowed(key, one, other, first, second):
                continue
            unsure = (not first.sure) + (not second.sure) + 2 * (first.turned and second.turned)
            if best is None or (unsure, key) < best:
                best = unsure, key
        if best and not best[0]:
            break  # the languages that follow are never surer
    if best is None:
        return None
    unsure, key = best
    first, second = one.read_as(key[:2])[key], other.read_as(key[:2])[key]
    reasons = _reading_reasons(one, first) + _reading_reasons(other, second)
    reasons = reasons or ["the same syllables of pinyin"]
    return Judgement("likely" if unsure else "certain", reasons)


def _allowed(key: str, one: Name, other: Name, first: Reading, second: Reading) -> bool:
    if key.startswith("vi"):
        return one.script is not other.script
    if key.startswith("zh") and len(first.syllables) == 1:
        return one.script is not other.script
    if key.startswith("ko"):
        return first.words == 1 or not (_is_surely_chinese(one) and _is_surely_chinese(other))
    if key.startswith("kl"):
        chinese = _is_surely_chinese(one) and _is_surely_chinese(other)
        place = first.words == second.words == 1 and one.script is not other.script
        return (place or not chinese) and (first.words > 1 or len(first.syllables) > 1)
    return not (first.turned and second.turned)


def _are_chinese_places(one: Name, other: Name) -> bool:
    """Whether both are single words of Chinese syllables: Jiangxi, Шаньси."""
    single = len(one.parts) == len(other.parts) == 1
    return single and _is_surely_chinese(one) and _is_surely_chinese(other)


def _is_surely_chinese(name: Name) -> bool:
    return any(
        reading.sure and len(reading.syllables) > 1 for reading in name.read_as("zh").values()
    )


def _reading_reasons(name: Name, reading: Reading) -> list[str]:
    said = _spelt(reading)
    text = " ".join(name.parts)
    if reading.rule == "pinyin":
        reasons = [] if not reading.turned else [f"{text}: pinyin {said}"]
    elif reading.rule in ("Korean romanisation", "Korean in Cyrillic"):
        reasons = [f"{text}: {reading.rule}, sounds like {said}"]
    elif reading.rule == CHARACTERS:
        reasons = [f"{text} is read {said}"]
    elif reading.rule == "Hangul":
        reasons = [f"{text} is Hangul"]
    else:
        reasons = [f"{reading.rule} {text} is {said}"]
    if not reading.sure and reading.rule == "Wade-Giles":
        reasons.append("an apostrophe or umlaut may have been left out")
    if reading.turned:
        reasons.append("family name last")
    return reasons


def _spelt(reading: Reading) -> str:
    family, *given = reading.syllables
    if (reading.words == 1 and reading.rule != CHARACTERS) or not given:
        return "".join(reading.syllables).replace("v", "ü").capitalize()
    return f"{family} {''.join(given)}".replace("v", "ü").title()


def _by_letters(one: Name, other: Name) -> Judgement | None:
    """The same letters, but for marks, spaces and hyphens."""
    if one.plain != other.plain:
        return None
    left_out = "'" in one.text or "'" in other.text
    both_marked = not one.text.isascii() and not other.text.isascii()
    if bare(one.text) == bare(other.text):
        reason = "they differ in diacritics only"
    else:
        reason = "they differ in spaces, hyphens and apostrophes only"
    unsure = (left_out and one.kinds | other.kinds) or (both_marked and one.script is Script.LATIN)
    unsure = unsure or _loses_umlaut(one, other)
    return Judgement("likely" if unsure else "certain", [reason])


def _loses_umlaut(one: Name, other: Name) -> bool:
    return bool(one.kinds & other.kinds & {"zh"}) and ("ü" in one.text) != ("ü" in other.text)


# ---------------------------------------------------------------- words


@dataclass(frozen=True, slots=True)
class _Match:
    """Two words taken for one: how surely, and why; no reason where nothing differs."""

    sure: bool
    reason: str = ""
    distant: bool = False  # by what two different names may have in common


def _by_words(one: Name, other: Name) -> Judgement | None:
    """Names of words: the family names agree, and nothing else contradicts."""
    if one.kinds & other.readable or other.kinds & one.readable:
        return None  # a full Chinese, Korean or Vietnamese name is compared as a whole
    if one.script is other.script and one.script in (Script.HAN, Script.HANGUL):
        return None
    places = _are_chinese_places(one, other)
    if places and one.script is other.script:
        return None  # Shanxi is not Shaanxi
    best: Judgement | None = None
    for at in one.families:
        for there in other.families:
            found = _around(one, at, other, there)
            if found and (best is None or (found.same == "certain" and best.same != "certain")):
                best = found
    return None if places and best and best.same != "certain" else best


def _around(one: Name, at: int, other: Name, there: int) -> Judgement | None:
    """The judgement if these two words are the family names."""
    arabic = one.is_arabic or other.is_arabic
    family = _match(one.words[at], other.words[there], arabic=arabic)
    if family is None:
        return None
    given, others = _without(one.words, at), _without(other.words, there)
    if not given and not others:
        return _judged([family], [])
    if not given or not others:
        alone = _stands_alone(family, one, at, other, there)
        return _judged([family], [FAMILY_NAME_ALONE], likely=True) if alone else None
    return _given_names(family, given, others, arabic, _order(one, at, other, there))


def _stands_alone(family: _Match, one: Name, at: int, other: Name, there: int) -> bool:
    """Whether one of the names may be the family name of the other: Ali is not Ali Sabri."""
    if not _can_stand_alone(one, other):
        return False
    last = at == len(one.words) - 1 and there == len(other.words) - 1
    if tells_arabic(one.words[at].text) or tells_arabic(other.words[there].text):
        return last
    return not family.distant or (last and one.is_arabic and other.is_arabic)


def _given_names(
    family: _Match, given: list[Word], others: list[Word], arabic: bool, order: list[str]
) -> Judgement | None:
    matches = _aligned(given, others, arabic)
    if not matches and not any(word.initial for word in (*given, *others)):
        matches = _aligned(given[::-1], others[::-1], arabic)  # Abdel Nasser for Gamal Abdel Nasser
    if not matches:
        return None
    reasons = list(order)
    if len(given) != len(others):
        reasons.append(MIDDLE_NAME)
    return _judged([family, *matches], reasons, likely=len(given) != len(others))


def _aligned(given: list[Word], others: list[Word], arabic: bool) -> list[_Match]:
    """The given names matched from the first on, as far as both have any; or nothing."""
    matches = []
    for one, other in zip(given, others, strict=False):
        match = _match_given(one, other, arabic=arabic)
        if match is None:
            return []
        matches.append(match)
    return matches


def _judged(matches: list[_Match], reasons: list[str], *, likely: bool = False) -> Judgement:
    said = [match.reason for match in matches if match.reason]
    sure = all(match.sure for match in matches) and not likely
    because = list(dict.fromkeys(said + reasons)) or ["the same words"]
    return Judgement("certain" if sure else "likely", because)


def _order(one: Name, at: int, other: Name, there: int) -> list[str]:
    first, second = at == 0 and len(one.words) > 1, there == 0 and len(other.words) > 1
    if first == second:
        return []
    turned = one if first else other
    initials = any(word.initial for word in turned.words)
    return ["initials after the family name" if initials else "family name first"]


def _without(words: tuple[Word, ...], at: int) -> list[Word]:
    return [word for place, word in enumerate(words) if place != at]


def _can_stand_alone(one: Name, other: Name) -> bool:
    """Whether one word may stand for the whole name: not a forename, not one syllable."""
    shorter, longer = sorted((one, other), key=lambda name: len(name.words))
    if longer.kinds & {"zh", "kl", "vi"} and not _looks_european(longer):
        return False
    word = shorter.words[0]
    return not word.is_forename and len(word.text) > 2


def _looks_european(name: Name) -> bool:
    return any(word.is_forename for word in name.words)


@lru_cache(maxsize=50_000)
def _match(one: Word, other: Word, *, arabic: bool) -> _Match | None:
    """Whether two full words can be one."""
    if one.text == other.text:
        return _Match(True)
    best: tuple[int, str] | None = None
    for form in one.readings.keys() & other.readings.keys():
        rank = _rank(form, one, other, arabic=arabic)
        if rank is not None and (best is None or (rank, form) < best):
            best = rank, form
    if best is None:
        return None
    rank, form = best
    return _Match(rank == 0, _why(form, one, other), distant=form[0] in "^:")


def _rank(form: str, one: Word, other: Word, *, arabic: bool) -> int | None:
    """How far a common reading goes: 0 surely, more is less; None where it says nothing."""
    if form[0] == ":":
        return 3 if arabic and same_sounds(one.text, other.text) else None
    if form[0] in "~^":
        return 2
    return 0 if one.readings[form][1] and other.readings[form][1] else 1


def _why(form: str, one: Word, other: Word) -> str:
    pair = f"{one.text} and {other.text}"
    if form[0] == ":":
        return _consonants_reason(one, other)
    if form[0] == "^":
        return f"{pair} sound alike but for vowels heard in two ways"
    if form[0] == "~":
        return f"{pair} are alike once diacritics are dropped"
    rules = dict.fromkeys((one.readings[form][0], other.readings[form][0]))
    if one.script is not other.script:
        return f"{pair} are read alike ({', '.join(rules)})"
    return f"{pair} are one word ({', '.join(rules)})"


def _consonants_reason(one: Word, other: Word) -> str:
    return f"{one.text} and {other.text} have the same consonants, as Arabic writes them"


def _match_given(one: Word, other: Word, *, arabic: bool) -> _Match | None:
    """Whether two given names agree: the same, an initial of it, or another language's."""
    if one.initial or other.initial:
        return _match_initial(one, other)
    found = _match(one, other, arabic=arabic)
    if found is None and arabic and same_sounds(one.text, other.text):
        return _Match(False, _consonants_reason(one, other))
    if found is None and one_forename(one.readings, other.readings):
        return _Match(False, f"{one.text} and {other.text} are one forename in two languages")
    return found


def _match_initial(one: Word, other: Word) -> _Match | None:
    starts = [form for form in one.readings if form[0] not in "~^:j"]
    wholes = [form for form in other.readings if form[0] not in "~^:j"]
    for start in starts:
        for whole in wholes:
            short, long = sorted((start, whole), key=len)
            if long.startswith(short) or _opens(short, long):
                same = one.initial and other.initial
                return _Match(same, "" if same else "initials stand for given names")
    return None


def _opens(short: str, long: str) -> bool:
    """``Ye.`` and ``Е.`` for Yevgeny; ``Yu.`` for Yuri."""
    return short in ("e", "ie") and long[0] == "e"


def _by_consonants(one: Name, other: Name) -> Judgement | None:
    """Names of Arabic whose every word has the same consonants."""
    if one.skeletons.isdisjoint(other.skeletons):
        return None
    pairs = list(zip(one.words, other.words, strict=True))
    if not all(_match_given(a, b, arabic=True) for a, b in pairs):
        return None
    return Judgement("likely", [_consonants_reason(a, b) for a, b in pairs if a.text != b.text])


# ---------------------------------------------------------------- typing slips


def _slip(one: Name, other: Name) -> Judgement | None:
    """One letter left out, put in, changed or turned round inside a long word."""
    if one.script is not other.script or abs(len(one.plain) - len(other.plain)) > 1:
        return None
    if one.plain[0] != other.plain[0] or len(one.pieces) != len(other.pieces):
        return None
    if one.kinds & other.kinds or _are_chinese_places(one, other):
        return None  # both are good names: Zhizhong is not Zizhong
    different = [(a, b) for a, b in zip(one.words, other.words, strict=True) if a.text != b.text]
    if len(different) != 1 or not _slipped(*different[0]):
        return None
    a, b = different[0]
    return Judgement("likely", [f"{a.text} and {b.text}: {SLIP}"])


def _slipped(one: Word, other: Word) -> bool:
    a, b = bare(one.text), bare(other.text)
    if one.initial or other.initial or min(len(a), len(b)) < SHORTEST_SLIP:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    # The first letter is seldom mistaken, and the last is often the ending of a gender.
    if start == 0 or end == 0:
        return False
    middle, other_middle = a[start : len(a) - end], b[start : len(b) - end]
    if len(middle) <= 1 and len(other_middle) <= 1:
        return True
    return len(middle) == 2 and middle == other_middle[::-1]


def _difference(one: Name, other: Name) -> str:
    if one.kinds & other.kinds:
        return "another family name or given name"
    return "they have a word in common, but the rest differs"


def _quoted(one: Name, other: Name) -> str:
    return f"{one.text} and {other.text}"
