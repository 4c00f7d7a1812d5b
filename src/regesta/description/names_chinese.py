"""Chinese names: every spelling is read back to pinyin syllables without tones.

- *Pinyin* as in ISO 7098, with tone marks or without; ü also as ``v`` and ``u:``.
- *Wade-Giles* as in the tables of Giles's dictionary: its syllables follow from those of
  pinyin by rule. Where a name has no apostrophe or no umlaut at all, they may have been
  left out, and both readings are kept.
- *Postal spellings*: the rules of the older romanisations that the Chinese post used
  (``ki``, ``si`` and ``tsi`` not yet one sound), and a list of the irregular ones.
- *Palladius*: the Russian transcription, and what the usual romanisations of Russian
  make of it again (``Sin'tszyan``).
- *Characters*: by the Unicode Han Database, all common readings of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from regesta.description.names_syllables import Reading, System, in_either_order, listed, table

PINYIN, WADE_GILES, POSTAL = "pinyin", "Wade-Giles", "postal spelling"
PALLADIUS, ROMANISED_PALLADIUS = "Palladius", "romanised Palladius"
CHARACTERS, UYGHUR = "Chinese characters", "Uyghur spelling"

# The surnames of the Song-time "Hundred Family Names" and common ones missing there.
_SURNAME_SIGNS = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
    "奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康"
    "伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵"
    "席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁"
    "宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊甄曲家封储靳段富巫乌焦巴弓牧隗山谷车侯全班仰秋"
    "仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲鄂索咸籍赖卓蔺屠蒙池乔阴闻党翟"
    "谭贡劳姬申扶堵冉宰雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连习艾鱼容向古易慎戈廖庾"
    "居衡步都耿满弘匡国文寇广东欧沃利蔚越师巩聂晁勾敖冷辛阚那简饶曾沙丰关查后荆红游竺权盖益桓"
    "公肖佟岳邸涂覃区朴丘谌闫项覃占苟代谷岑楚但阳楼曾粟逄闻帅练"
)
_DOUBLE_SURNAMES = frozenset(
    listed(
        "ouyang sima shangguan xiahou zhuge dongfang huangfu yuchi gongsun zhangsun murong "
        "situ linghu duanmu nangong dugu ximen baili"
    )
)

# Spellings after no rule: the post's own, and names best known by their sound in Cantonese.
_IRREGULAR = {
    "peking": "bei-jing", "pekin": "bei-jing", "pékin": "bei-jing", "пекин": "bei-jing",
    "nankin": "nan-jing", "нанкин": "nan-jing", "тяньцзинь": "tian-jin",
    "canton": "guang-zhou", "кантон": "guang-zhou", "amoy": "xia-men", "swatow": "shan-tou",
    "foochow": "fu-zhou", "soochow": "su-zhou", "szechuan": "si-chuan",
    "szechwan": "si-chuan", "kirin": "ji-lin", "гирин": "ji-lin", "jehol": "re-he",
    "жэхэ": "re-he", "shensi": "shaan-xi", "shaanxi": "shaan-xi",
    "shenhsi": "shaan-xi", "шэньси": "shaan-xi", "dairen": "da-lian",
    "дайрен": "da-lian", "whampoa": "huang-pu", "вампу": "huang-pu", "quemoy": "jin-men",
    "keelung": "ji-long", "hongkong": "xiang-gang", "гонконг": "xiang-gang",
    "fukien": "fu-jian", "hopeh": "he-bei", "hupeh": "hu-bei", "hankow": "han-kou",
    # Treaty ports as the Maritime Customs spelt them.
    "chinkiang": "zhen-jiang", "chinwangtao": "qin-huang-dao", "newchwang": "niu-zhuang",
    "pakhoi": "bei-hai", "hoihow": "hai-kou", "kongmoon": "jiang-men", "mengtsz": "meng-zi",
    "szemao": "si-mao", "yochow": "yue-zhou", "kiungchow": "qiong-zhou", "woosung": "wu-song",
    "aigun": "ai-hui", "kashing": "jia-xing", "samshui": "san-shui",
    "тайбэй": "tai-bei", "харбин": "ha-er-bin", "harbin": "ha-er-bin",
    "tsitsihar": "qi-qi-ha-er", "цицикар": "qi-qi-ha-er", "chefoo": "zhi-fu",
}  # fmt: skip
_IRREGULAR_NAMES: dict[tuple[str, ...], str] = {
    ("hong", "kong"): "xiang-gang",
    ("chiang", "kai-shek"): "jiang-jie-shi",
    ("chiang", "kaishek"): "jiang-jie-shi",
    ("чан", "кайши"): "jiang-jie-shi",
    ("чан", "кай-ши"): "jiang-jie-shi",
    ("sun", "yat-sen"): "sun-yi-xian",
    ("sun", "yatsen"): "sun-yi-xian",
    ("сунь", "ятсен"): "sun-yi-xian",
    ("сунь", "ят-сен"): "sun-yi-xian",
}
# Chinese renderings of names from other languages, and the name they render.
RENDERINGS = dict(
    pair.split("=")
    for pair in listed(
        "wulumuqi=urumqi lasa=lhasa huhehaote=hohhot hetian=hotan tulufan=turpan akesu=aksu "
        "kelamayi=karamay rikaze=shigatse aletai=altai yili=ili talimu=tarim kuerle=korla "
        "hailaer=hailar wulanhaote=ulanhot xilinhaote=xilinhot qiqihaer=qiqihar "
        "chahaer=chahar haerbin=harbin kashigeer=kashgar yeerqiang=yarkand"
    )
)


@lru_cache(maxsize=1)
def _readings_of_signs() -> tuple[dict[str, dict[str, bool]], tuple[str, ...]]:
    """What each character is read as, the first reading sure; and all the syllables."""
    signs: dict[str, dict[str, bool]] = {}
    syllables = []
    for line in _lines("han_readings.txt"):
        syllable, first, other = line.split("\t")
        syllables.append(syllable)
        for sign in first:
            signs.setdefault(sign, {})[syllable] = True
        for sign in other:
            signs.setdefault(sign, {}).setdefault(syllable, False)
    return signs, tuple(syllables)


@lru_cache(maxsize=1)
def _simplifications() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for line in _lines("han_simplified.txt") for pair in line.split()}


def _lines(name: str) -> Iterator[str]:
    text = files("regesta.description").joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.split("\n") if line and not line.startswith("#"))


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return text.translate(_simplifications())


@lru_cache(maxsize=1)
def _complications() -> dict[int, str]:
    """The one traditional character of a simplified one; where there are several, none."""
    several: dict[str, list[str]] = {}
    for traditional_sign, simple in _simplifications().items():
        several.setdefault(simple, []).append(chr(traditional_sign))
    return {
        ord(simple): signs[0]
        for simple, signs in several.items()
        if len(signs) == 1 and not _is_traditional(simple)
    }


def _is_traditional(sign: str) -> bool:
    """Whether a character stands in Big5, the set of traditional ones."""
    try:
        sign.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def traditional(text: str) -> str:
    """The text in traditional characters, as far as there is no doubt."""
    return text.translate(_complications())


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    signs, _ = _readings_of_signs()
    return _DOUBLE_SURNAMES | {
        reading for sign in _SURNAME_SIGNS for reading in signs.get(sign, ())
    }


def is_surname(syllable: str) -> bool:
    """Whether a Chinese family name is read so."""
    return syllable in _surnames()


_INITIALS = (
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
    "r", "z", "c", "s",
)  # fmt: skip


def _parts(syllable: str) -> tuple[str, str]:
    """Initial and final of a pinyin syllable, the ü after j, q, x and y written ``v``."""
    for initial in _INITIALS:
        if syllable.startswith(initial):
            final = syllable[len(initial) :]
            if initial in "jqx" and final[0] == "u":
                final = "v" + final[1:]
            return initial, final
    return "", syllable


# ---------------------------------------------------------------- Wade-Giles
_WADE_INITIALS = {
    "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch", "q": "ch'",
    "x": "hs", "zh": "ch", "ch": "ch'", "r": "j", "z": "ts", "c": "ts'",
}  # fmt: skip
_WADE_FINALS = {
    "ian": "ien", "ie": "ieh", "iong": "iung", "ong": "ung", "ve": "üeh", "v": "ü",
    "van": "üan", "vn": "ün", "uo": "o",
}  # fmt: skip
_WADE_WHOLE = {
    "zhi": ["chih"], "chi": ["ch'ih"], "shi": ["shih"], "ri": ["jih"],
    "zi": ["tzu", "tze"], "ci": ["tz'u", "ts'u"], "si": ["ssu", "szu", "sze"],
    "er": ["erh"], "yan": ["yen"], "ye": ["yeh"], "yi": ["i", "yi"], "you": ["yu"],
    "yong": ["yung"], "yu": ["yü"], "yuan": ["yüan"], "yue": ["yüeh"], "yun": ["yün"],
    "ge": ["ko"], "ke": ["k'o"], "he": ["ho"], "e": ["o", "e"], "gui": ["kuei"],
    "kui": ["k'uei"], "guo": ["kuo"], "kuo": ["k'uo"], "huo": ["huo"], "shuo": ["shuo"],
    "shaan": ["shen"], "luo": ["lo"], "lve": ["lüeh", "lio"],
}  # fmt: skip


def wade_giles(syllable: str) -> list[str]:
    """The Wade-Giles spellings of a pinyin syllable, the usual one first."""
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    initial, final = _parts(syllable)
    spelling = _WADE_INITIALS.get(initial, initial) + _WADE_FINALS.get(final, final)
    return [spelling, spelling + "h"] if final == "e" else [spelling]  # Chu Te and Chu Teh


def _wade_pairs(*, with_apostrophes: bool) -> Iterator[tuple[str, str, bool]]:
    for syllable in _readings_of_signs()[1]:
        for spelling in wade_giles(syllable):
            plain = spelling if with_apostrophes else spelling.replace("'", "")
            yield plain, syllable, plain == spelling
            if "ü" in plain:
                yield plain.replace("ü", "u"), syllable, False


# ---------------------------------------------------------------- postal
_POSTAL_PALATALS = {"j": ("ki", "tsi", "chi"), "q": ("ki", "tsi", "chi"), "x": ("hi", "si", "hsi")}
_POSTAL_FINALS = {
    "ian": "ien", "iong": "iung", "ong": "ung", "uo": "o", "ui": "ui", "ou": "ow",
}  # fmt: skip
_POSTAL_WHOLE = {
    "si": ["sze", "szu", "ssu"], "shi": ["shih"], "zhi": ["chih"], "chi": ["chih"],
    "zi": ["tze", "tzu"], "ge": ["ko"], "ke": ["ko"], "he": ["ho", "hoh"], "bei": ["pei", "peh"],
    "gui": ["kwei"], "guang": ["kwang"], "guan": ["kwan"], "hua": ["hwa"], "huai": ["hwai"],
    "huang": ["hwang"], "huan": ["hwan"], "hui": ["hwei", "hui"], "yan": ["yen"],
    "yi": ["i", "yi"], "you": ["yu"], "xia": ["hsia", "sia", "hia"], "hei": ["hei"],
    "er": ["erh"], "xu": ["hsu", "su", "hsü", "sü"], "fu": ["fu", "foo"], "wu": ["wu", "woo"],
    "hu": ["hu", "hoo"], "su": ["su", "soo"], "ji": ["ki", "tsi", "chi"],
}  # fmt: skip


def _postal(syllable: str) -> Iterator[str]:
    if syllable in _POSTAL_WHOLE:
        yield from _POSTAL_WHOLE[syllable]
        return
    initial, final = _parts(syllable)
    final = _POSTAL_FINALS.get(final, final)
    if initial in _POSTAL_PALATALS and final.startswith("i"):
        for start in _POSTAL_PALATALS[initial]:
            bare = final[1:]
            yield start + bare
            if bare in ("e", "ng", "n"):
                yield start + bare + ("h" if bare == "e" else "")
        return
    start = _WADE_INITIALS.get(initial, initial).replace("'", "")
    yield start + final.replace("v", "u")
    if "v" in final:
        yield start + final.replace("v", "ü")
    if final == "ow":
        yield start + "ou"


# ---------------------------------------------------------------- Palladius
_CYRILLIC_INITIALS = {
    "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г",
    "k": "к", "h": "х", "j": "цз", "q": "ц", "x": "с", "zh": "чж", "ch": "ч", "sh": "ш",
    "r": "ж", "z": "цз", "c": "ц", "s": "с", "": "",
}  # fmt: skip
_CYRILLIC_FINALS = {
    "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "ei": "эй",
    "en": "энь", "eng": "эн", "er": "эр", "i": "и", "ia": "я", "ian": "янь", "iang": "ян",
    "iao": "яо", "ie": "е", "in": "инь", "ing": "ин", "iong": "юн", "iu": "ю", "o": "о",
    "ong": "ун", "ou": "оу", "u": "у", "ua": "уа", "uai": "уай", "uan": "уань",
    "uang": "уан", "ui": "уй", "un": "унь", "uo": "о", "v": "юй", "ve": "юэ", "van": "юань",
    "vn": "юнь",
}  # fmt: skip
_PALLADIUS_WHOLE = {
    "shaan": "шэнь",
    "zi": "цзы", "ci": "цы", "si": "сы", "hui": "хуэй", "ya": "я", "yan": "янь", "yang": "ян",
    "yao": "яо", "ye": "е", "yi": "и", "yin": "инь", "ying": "ин", "yo": "ё", "yong": "юн",
    "you": "ю", "yu": "юй", "yuan": "юань", "yue": "юэ", "yun": "юнь", "wa": "ва",
    "wai": "вай", "wan": "вань", "wang": "ван", "wei": "вэй", "wen": "вэнь", "weng": "вэн",
    "wo": "во", "wu": "у",
}  # fmt: skip
_ROMANISATIONS = (  # BGN, Library of Congress, ISO 9; what the other letters have in common below
    {"ц": "ts", "ж": "zh", "ч": "ch", "ш": "sh", "х": "kh", "й": "y", "я": "ya", "ю": "yu",
     "ё": "yo", "е": "e"},
    {"ц": "ts", "ж": "zh", "ч": "ch", "ш": "sh", "х": "kh", "й": "i", "я": "ia", "ю": "iu",
     "ё": "e", "е": "e"},
    {"ц": "c", "ж": "ž", "ч": "č", "ш": "š", "х": "h", "й": "j", "я": "ja", "ю": "ju",
     "ё": "ë", "е": "e"},
)  # fmt: skip
_COMMON_LETTERS = dict(
    zip(
        "абвгдзиклмнопрстуфыэь",
        listed("a b v g d z i k l m n o p r s t u f y e '"),
        strict=True,
    )
)


def palladius(syllable: str) -> str:
    """The syllable in Palladius's transcription."""
    if syllable in _PALLADIUS_WHOLE:
        return _PALLADIUS_WHOLE[syllable]
    initial, final = _parts(syllable)
    return _CYRILLIC_INITIALS[initial] + _CYRILLIC_FINALS[final]


def romanised(cyrillic: str) -> str:
    """Palladius's transcription in the Latin letters of BGN/PCGN."""
    letters = _COMMON_LETTERS | _ROMANISATIONS[0]
    latin = "".join(letters.get(sign, letters.get(sign.lower(), sign)) for sign in cyrillic)
    return " ".join(word[:1].upper() + word[1:] for word in latin.split(" "))


def _palladius_pairs() -> Iterator[tuple[str, str, bool]]:
    right = {syllable: palladius(syllable) for syllable in _readings_of_signs()[1]}
    for syllable, spelling in right.items():
        yield spelling, syllable, True
        # Newspapers write е for э; older ones ын for эн, and хой for хуэй.
        looser = {spelling.replace("э", "е"), spelling.replace("эн", "ын")}
        if syllable == "hui":
            looser.add("хой")
        for other in looser - {spelling}:
            yield other, syllable, False


def _romanised_pairs() -> Iterator[tuple[str, str, bool]]:
    for syllable in _readings_of_signs()[1]:
        for letters in _ROMANISATIONS:
            every = _COMMON_LETTERS | letters
            spelling = "".join(every[letter] for letter in palladius(syllable))
            yield spelling, syllable, False
            yield spelling.replace("'", ""), syllable, False


def _pinyin_pairs() -> Iterator[tuple[str, str, bool]]:
    for syllable in _readings_of_signs()[1]:
        yield syllable.replace("v", "ü"), syllable, True
        if "v" in syllable:
            for dropped, sure in (("v", True), ("u:", True), ("yu", True), ("u", False)):
                yield syllable.replace("v", dropped), syllable, sure


# ---------------------------------------------------------------- Uyghur
# How Uyghur spells Chinese syllables, in the letters of its Latin alphabet.
_UYGHUR_INITIALS = {"zh": "j", "q": "ch", "x": "sh", "c": "s", "h": "x", "r": "r"}
_UYGHUR_FINALS = {
    "ai": "ey", "ei": "ëy", "ao": "aw", "ou": "u", "e": "ë", "en": "ën", "eng": "ëng",
    "ong": "ung", "uo": "o", "ia": "ya", "ian": "yen", "iang": "yang", "iao": "yaw",
    "ie": "ye", "iong": "yung", "iu": "yu", "ua": "wa", "uai": "wey", "uan": "wen",
    "uang": "wang", "ui": "uy", "v": "ü", "ve": "üe", "van": "üen", "vn": "ün", "an": "en",
}  # fmt: skip


def _uyghur_pairs() -> Iterator[tuple[str, str, bool]]:
    for syllable in _readings_of_signs()[1]:
        initial, final = _parts(syllable)
        final = _UYGHUR_FINALS.get(final, final)
        yield _UYGHUR_INITIALS.get(initial, initial) + final, syllable, False


@lru_cache(maxsize=1)
def _latin_systems() -> tuple[System, System, System, System, System]:
    postal = (
        (spelling, syllable, False)
        for syllable in _readings_of_signs()[1]
        for spelling in _postal(syllable)
    )
    return (
        System(PINYIN, table(_pinyin_pairs()), closed=True),
        System(WADE_GILES, table(_wade_pairs(with_apostrophes=True)), closed=True),
        System(WADE_GILES, table(_wade_pairs(with_apostrophes=False)), closed=True),
        System(POSTAL, table(postal), closed=True),
        System(ROMANISED_PALLADIUS, table(_romanised_pairs())),
    )


@lru_cache(maxsize=1)
def _cyrillic_system() -> System:
    return System(PALLADIUS, table(_palladius_pairs()))


@lru_cache(maxsize=1)
def _uyghur_system() -> System:
    return System(UYGHUR, table(_uyghur_pairs()))


@lru_cache(maxsize=1)
def _character_system() -> System:
    return System(CHARACTERS, _readings_of_signs()[0])


def from_characters(words: list[str]) -> list[Reading]:
    """The readings of a name in characters."""
    if simplified("".join(words)) == "陕西":  # spelt Shaanxi to keep it apart from Shanxi, 山西
        return [Reading(("shaan", "xi"), CHARACTERS)]
    return _character_system().read_name(words)


def from_cyrillic(words: list[str]) -> list[Reading]:
    """The readings of a name in Palladius's transcription."""
    return _irregular(words) or in_either_order(_cyrillic_system(), words, is_surname)


def from_uyghur(words: list[str]) -> list[Reading]:
    """The readings of a Chinese name in Uyghur, given in its Latin letters."""
    return _uyghur_system().read_name(words)


def from_latin(words: list[str], marked: list[str]) -> list[Reading]:
    """The readings of a name in Latin letters: bare of marks but ü, and with its marks."""
    found = _irregular(words)
    if found:
        return found
    pinyin, strict, loose, postal, romanised = _latin_systems()
    readings = in_either_order(pinyin, words, is_surname)
    wade = strict if any("'" in word for word in words) else loose
    # What is good pinyin as it stands is Wade-Giles only perhaps.
    wade_readings = in_either_order(wade, words, is_surname)
    if any(reading.sure for reading in readings):
        wade_readings = [
            Reading(one.syllables, one.rule, False, one.turned, one.words) for one in wade_readings
        ]
    readings += wade_readings
    if not readings or len(words) == 1:
        readings += postal.read_name(words)
        readings += in_either_order(romanised, words, is_surname)
        if marked != words:
            readings += in_either_order(romanised, marked, is_surname)
    return readings


def _irregular(words: list[str]) -> list[Reading]:
    key = tuple(words)
    found = _IRREGULAR.get("".join(words)) or _IRREGULAR_NAMES.get(key)
    if found is None and len(words) == 1:
        found = _IRREGULAR.get(words[0].replace("-", ""))
    if found is None:
        return []
    return [Reading(tuple(found.split("-")), "customary spelling", words=len(words))]
