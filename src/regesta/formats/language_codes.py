"""Codes of languages as finding aids and authority files give them, as BCP 47.

ISO 639-2 has three letters for each language, for some two sets of three (bibliographic
and terminological); BCP 47 takes the two letters of ISO 639-1 where there are any.
"""

from __future__ import annotations

import re

_TWO_LETTERS = """
aa aar  ab abk  af afr  ak aka  am amh  an arg  ar ara  as asm  av ava  ay aym  az aze  ba bak
be bel  bg bul  bi bis  bm bam  bn ben  bo bod tib  br bre  bs bos  ca cat  ce che  ch cha
co cos  cr cre  cs ces cze  cu chu  cv chv  cy cym wel  da dan  de deu ger  dv div  dz dzo
ee ewe  el ell gre  en eng  eo epo  es spa  et est  eu eus baq  fa fas per  ff ful  fi fin
fj fij  fo fao  fr fra fre  fy fry  ga gle  gd gla  gl glg  gn grn  gu guj  gv glv  ha hau
he heb  hi hin  ho hmo  hr hrv scr  ht hat  hu hun  hy hye arm  hz her  ia ina  id ind  ie ile
ig ibo  ii iii  ik ipk  io ido  is isl ice  it ita  iu iku  ja jpn  jv jav  ka kat geo  kg kon
ki kik  kj kua  kk kaz  kl kal  km khm  kn kan  ko kor  kr kau  ks kas  ku kur  kv kom  kw cor
ky kir  la lat  lb ltz  lg lug  li lim  ln lin  lo lao  lt lit  lu lub  lv lav  mg mlg  mh mah
mi mri mao  mk mkd mac  ml mal  mn mon  mr mar  ms msa may  mt mlt  my mya bur  na nau  nb nob
nd nde  ne nep  ng ndo  nl nld dut  nn nno  no nor  nr nbl  nv nav  ny nya  oc oci  oj oji
om orm  or ori  os oss  pa pan  pi pli  pl pol  ps pus  pt por  qu que  rm roh  rn run
ro ron rum  ru rus  rw kin  sa san  sc srd  sd snd  se sme  sg sag  si sin  sk slk slo  sl slv
sm smo  sn sna  so som  sq sqi alb  sr srp scc  ss ssw  st sot  su sun  sv swe  sw swa  ta tam
te tel  tg tgk  th tha  ti tir  tk tuk  tl tgl  tn tsn  to ton  tr tur  ts tso  tt tat  tw twi
ty tah  ug uig  uk ukr  ur urd  uz uzb  ve ven  vi vie  vo vol  wa wln  wo wol  xh xho  yi yid
yo yor  za zha  zh zho chi  zu zul
"""
_BY_THREE: dict[str, str] = {}
for _group in re.split(r"\s{2,}|\n", _TWO_LETTERS.strip()):
    _two, *_threes = _group.split()
    _BY_THREE.update(dict.fromkeys(_threes, _two))

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SCRIPT = re.compile(r"[A-Za-z]{4}")
_ORDINARY = "Latn"  # not said in a tag: most languages that we meet are written so


def language_tag(code: str) -> str:
    """The BCP 47 tag of an ISO 639 code of two or three letters or of a tag; "" for what
    is neither."""
    said = code.strip().replace("_", "-")
    if not _TAG.fullmatch(said):
        return ""
    first, hyphen, rest = said.partition("-")
    return _BY_THREE.get(first.lower(), first.lower()) + hyphen + rest


def script_code(code: str) -> str:
    """An ISO 15924 code in its usual letters; "" for what is none."""
    said = code.strip()
    return said.title() if _SCRIPT.fullmatch(said) else ""


def tag_with_script(code: str, script: str) -> str:
    """``zh-Hant`` of ``chi`` and ``Hant``; the Latin script is left unsaid."""
    tag, written = language_tag(code), script_code(script)
    return f"{tag}-{written}" if tag and written and written != _ORDINARY else tag
