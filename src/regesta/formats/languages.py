"""Languages as catalogues write them, and their BCP 47 codes.

Codes are those of ISO 639-1 with the three-letter codes of ISO 639-2 (both of them where
there are two), and of ISO 639-2 alone where a language has no shorter one; names are the
usual English ones.
"""

from __future__ import annotations

import re

# code, three-letter codes, English names; "|" between languages.
_LANGUAGES = (
    "aa aar Afar|ab abk Abkhazian,Abkhaz|af afr Afrikaans|ak aka Akan|sq alb,sqi Albanian|"
    "am amh Amharic|ar ara Arabic|an arg Aragonese|hy arm,hye Armenian|as asm Assamese|"
    "av ava Avaric,Avar|ay aym Aymara|az aze Azerbaijani|ba bak Bashkir|bm bam Bambara|"
    "eu baq,eus Basque|be bel Belarusian,Byelorussian|bn ben Bengali,Bangla|bo tib,bod Tibetan|"
    "bs bos Bosnian|br bre Breton|bg bul Bulgarian|my bur,mya Burmese|ca cat Catalan|"
    "cs cze,ces Czech|ce che Chechen|zh chi,zho Chinese,Mandarin|cv chv Chuvash|kw cor Cornish|"
    "co cos Corsican|cr cre Cree|cy wel,cym Welsh|da dan Danish|de ger,deu German|dv div Divehi|"
    "nl dut,nld Dutch,Flemish|dz dzo Dzongkha|el gre,ell Greek|en eng English|eo epo Esperanto|"
    "et est Estonian|ee ewe Ewe|fo fao Faroese|fa per,fas Persian,Farsi|fj fij Fijian|"
    "fi fin Finnish|fr fre,fra French|fy fry Frisian|ff ful Fulah,Fula|ka geo,kat Georgian|"
    "gd gla Scottish Gaelic,Gaelic|ga gle Irish|gl glg Galician|gv glv Manx|gn grn Guarani|"
    "gu guj Gujarati|ht hat Haitian,Haitian Creole|ha hau Hausa|he heb Hebrew|hi hin Hindi|"
    "hr hrv,scr Croatian|hu hun Hungarian|ig ibo Igbo|is ice,isl Icelandic|iu iku Inuktitut|"
    "id ind Indonesian|it ita Italian|jv jav Javanese|ja jpn Japanese|kl kal Kalaallisut|"
    "kn kan Kannada|ks kas Kashmiri|kk kaz Kazakh|km khm Khmer|ki kik Kikuyu|rw kin Kinyarwanda|"
    "ky kir Kirghiz,Kyrgyz|kv kom Komi|kg kon Kongo|ko kor Korean|ku kur Kurdish|lo lao Lao|"
    "la lat Latin|lv lav Latvian|ln lin Lingala|lt lit Lithuanian|lb ltz Luxembourgish|"
    "lg lug Ganda|mk mac,mkd Macedonian|ml mal Malayalam|mi mao,mri Maori|mr mar Marathi|"
    "ms may,msa Malay|mg mlg Malagasy|mt mlt Maltese|mn mon Mongolian|nv nav Navajo|"
    "ne nep Nepali|nn nno Norwegian Nynorsk,Nynorsk|nb nob Norwegian Bokmål,Bokmål|"
    "no nor Norwegian|ny nya Chichewa|oc oci Occitan|oj oji Ojibwa|or ori Oriya|om orm Oromo|"
    "os oss Ossetian,Ossetic|pa pan Punjabi,Panjabi|pl pol Polish|pt por Portuguese|"
    "ps pus Pashto,Pushto|qu que Quechua|rm roh Romansh|ro rum,ron Romanian,Moldavian,Moldovan|"
    "rn run Rundi|ru rus Russian|sa san Sanskrit|si sin Sinhala|sk slo,slk Slovak|"
    "sl slv Slovenian,Slovene|se sme Northern Sami|sm smo Samoan|sn sna Shona|sd snd Sindhi|"
    "so som Somali|st sot Southern Sotho|es spa Spanish,Castilian|sc srd Sardinian|"
    "sr srp,scc Serbian|ss ssw Swati|su sun Sundanese|sw swa Swahili|sv swe Swedish|"
    "ty tah Tahitian|"
    "ta tam Tamil|tt tat Tatar|te tel Telugu|tg tgk Tajik|tl tgl Tagalog|th tha Thai|"
    "ti tir Tigrinya|to ton Tongan|tn tsn Tswana|tk tuk Turkmen|tr tur Turkish|tw twi Twi|"
    "ug uig Uighur,Uyghur|uk ukr Ukrainian|ur urd Urdu|uz uzb Uzbek|vi vie Vietnamese|"
    "bi bis Bislama|ch cha Chamorro|ho hmo Hiri Motu|hz her Herero|ia ina Interlingua|"
    "ie ile Interlingue|ii iii Sichuan Yi|ik ipk Inupiaq|io ido Ido|kj kua Kuanyama|kr kau Kanuri|"
    "li lim Limburgish|lu lub Luba-Katanga|mh mah Marshallese|na nau Nauru|nd nde North Ndebele|"
    "ng ndo Ndonga|nr nbl South Ndebele|pi pli Pali|sg sag Sango|ts tso Tsonga|ve ven Venda|"
    "vo vol Volapük|wa wln Walloon|za zha Zhuang|"
    "wo wol Wolof|xh xho Xhosa|yi yid Yiddish|yo yor Yoruba|zu zul Zulu|"
    "- ota Ottoman Turkish,Ottoman|cu chu Church Slavic,Old Church Slavonic|- grc Ancient Greek|"
    "- mnc Manchu|- sah Yakut,Sakha|- tyv Tuvinian,Tuvan|- bua Buriat,Buryat|- xal Kalmyk|"
    "- syr Syriac|- arc Aramaic|- cop Coptic|- lad Ladino|- rom Romany,Romani|- ang Old English|"
    "- crh Crimean Tatar|- kaa Karakalpak|- udm Udmurt|- nds Low German|- haw Hawaiian|"
    "- mul multiple,several languages|- und undetermined|- zxx no linguistic content"
)


def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _LANGUAGES.split("|"):
        short, longer, names = entry.split(" ", 2)
        threes = longer.split(",")
        code = threes[0] if short == "-" else short
        for spelling in (code, *threes, *names.split(",")):
            found.setdefault(spelling.casefold(), code)
    return found


_CODES = _codes()
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", re.IGNORECASE)


def code_of(wording: str) -> str:
    """The BCP 47 code of a language named in English or by a code, "" where it is unknown.

    ``Russian``, ``rus`` and ``RU`` are ``ru``; ``zh-hant-TW`` is ``zh-Hant-TW``.
    """
    plain = " ".join(wording.split()).casefold()
    if code := _CODES.get(plain):
        return code
    tag = _TAG.fullmatch(plain)
    if not tag or tag[1] not in _CODES:
        return ""
    script, region = tag[2], tag[3]
    return "-".join(
        [
            _CODES[tag[1]],
            *([script.title()] if script else []),
            *([region.upper()] if region else []),
        ]
    )


_ANY_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SCRIPT = re.compile(r"[A-Za-z]{4}")
_ORDINARY = "Latn"  # not said in a tag: most languages that we meet are written so


def language_tag(code: str) -> str:
    """The BCP 47 tag of an ISO 639 code of two or three letters or of a tag; "" for what
    is neither."""
    said = code.strip().replace("_", "-")
    if not _ANY_TAG.fullmatch(said):
        return ""
    first, hyphen, rest = said.partition("-")
    return _CODES.get(first.lower(), first.lower()) + hyphen + rest


def script_code(code: str) -> str:
    """An ISO 15924 code in its usual letters; "" for what is none."""
    said = code.strip()
    return said.title() if _SCRIPT.fullmatch(said) else ""


def tag_with_script(code: str, script: str) -> str:
    """``zh-Hant`` of ``chi`` and ``Hant``; the Latin script is left unsaid."""
    tag, written = language_tag(code), script_code(script)
    return f"{tag}-{written}" if tag and written and written != _ORDINARY else tag
