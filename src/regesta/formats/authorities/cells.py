r"""A cell of several values, each with details in brackets behind it.

    盛世才 [zh-Hant] | Sheng Shih-ts'ai [zh-Latn; Wade-Giles] | Dihua [used: ../1954]

``|`` or a line break parts the values; where there is neither, ``;`` does. Details are
parted by ``;``. A bracket that holds no detail belongs to the value, and ``\`` before a
sign takes its meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

DETAILS = ("language", "script", "romanisation", "type", "used", "source", "note", "id", "dates")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-[a-z0-9]{4,8})*")
_SCRIPT = re.compile(r"-([A-Z][a-z]{3})(?=-|$)")
# Systems of romanisation as people write them, in lower case, and their usual names.
_SYSTEMS = {
    "pinyin": "pinyin", "hanyu pinyin": "pinyin", "wade-giles": "Wade-Giles",
    "wade giles": "Wade-Giles", "wg": "Wade-Giles", "postal": "postal", "palladius": "Palladius",
    "palladius romanised": "Palladius romanised", "ala-lc": "ALA-LC", "bgn/pcgn": "BGN/PCGN",
    "iso 9": "ISO 9", "iso 9:1995": "ISO 9", "iso 9:1968": "ISO 9:1968",
    "mccune-reischauer": "McCune-Reischauer", "revised romanisation": "Revised Romanisation",
    "revised romanization": "Revised Romanisation", "hepburn": "Hepburn",
    "kunrei": "Kunrei", "polivanov": "Polivanov", "yale": "Yale", "uly": "ULY",
}  # fmt: skip
_IN_TAGS = {"pinyin": "pinyin", "wadegile": "Wade-Giles", "alalc97": "ALA-LC", "hepburn": "Hepburn"}
_TYPES = ("name", "abbreviation", "former", "later", "nickname", "office", "slip")
_SYSTEM_IN_PARENTHESES = re.compile(r"^(.*\S)\s*\(([^()]+)\)$", re.DOTALL)


@dataclass(slots=True)
class Value:
    """One value of a cell, and its details by name."""

    text: str
    details: dict[str, str] = field(default_factory=dict)


def read_cell(cell: str, *, single: bool = False) -> list[Value]:
    """The values of a cell, in order; ``single`` where it holds one, whatever its signs."""
    signs = _signs(cell)
    if single:
        return [value] if (value := _value(signs)).text else []
    bars = {"|", "\n"}
    separators = bars if any(sign in bars for sign in signs) else {";"}
    return [value for part in _split(signs, separators) if (value := _value(part)).text]


def write_cell(values: Iterable[Value]) -> str:
    """The cell that reads as these values."""
    return " | ".join(_written(value) for value in values)


def _signs(text: str) -> list[str]:
    """The signs of a text; one that has lost its meaning keeps its backslash."""
    return re.findall(r"\\.|.", text.replace("\r\n", "\n").replace("\r", "\n"), re.DOTALL)


def _split(signs: Sequence[str], separators: set[str]) -> list[list[str]]:
    """The parts between separators that stand outside brackets."""
    parts: list[list[str]] = [[]]
    opened: list[int] = []
    for place, sign in enumerate(signs):
        if sign == "[":
            opened.append(place)
        elif sign == "]" and opened:
            opened.pop()
        if sign in separators and not opened:
            parts.append([])
        else:
            parts[-1].append(sign)
    if not opened:
        return parts
    # A bracket that nobody closes opens nothing: it must not swallow what follows.
    stray = opened[0]
    return _split([*signs[:stray], "\\[", *signs[stray + 1 :]], separators)


def _plain(signs: Sequence[str]) -> str:
    return "".join(sign[-1] for sign in signs).strip()


def _value(signs: list[str]) -> Value:
    while signs and signs[-1].isspace():
        signs = signs[:-1]
    if signs and signs[-1] == "]" and "[" in signs:
        start = len(signs) - 1 - signs[::-1].index("[")
        details = _details(signs[start + 1 : -1])
        if details is not None and _plain(signs[:start]):
            return Value(_plain(signs[:start]), details)
    text = _plain(signs)
    named = _SYSTEM_IN_PARENTHESES.match(text)
    if named and "\\)" not in signs and named[2].casefold() in _SYSTEMS:
        return Value(named[1], {"romanisation": _SYSTEMS[named[2].casefold()]})
    return Value(text)


def _details(signs: Sequence[str]) -> dict[str, str] | None:
    """What a bracket says; None where it holds anything that is no detail."""
    found: dict[str, str] = {}
    for part in _split(signs, {";"}):
        text = _plain(part)
        name, colon, rest = text.partition(":")
        if colon and name.strip() in DETAILS and rest.strip():
            found[name.strip()] = rest.strip()
        elif text.casefold() in _SYSTEMS:
            found["romanisation"] = _SYSTEMS[text.casefold()]
        elif text in _TYPES:
            found["type"] = text
        elif _TAG.fullmatch(text):
            found |= _of_tag(text)
        else:
            return None
    return found


def _of_tag(tag: str) -> dict[str, str]:
    """Language, script and romanisation of a BCP 47 tag such as ``zh-Latn-wadegile``."""
    found = {}
    if script := _SCRIPT.search(tag):
        found["script"] = script[1]
        tag = tag.replace(script[0], "", 1)
    *rest, last = tag.split("-")
    if rest and last in _IN_TAGS:
        found["romanisation"] = _IN_TAGS[last]
        tag = "-".join(rest)
    if tag != "und":
        found["language"] = tag
    return found


def _written(value: Value) -> str:
    details = _written_details(value.details)
    text = _guarded(value.text, "\\|\n;")  # a backslash at the end would reach into what follows
    bare = f"{text} [{details}]" if details else text
    # A bracket left open, or closed without having been opened, would reach into others.
    if _is_balanced(value.text) and read_cell(bare) == [value]:
        return bare
    text = _guarded(value.text, "\\|\n;[]()")
    return f"{text} [{details}]" if details else text


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            return False
    return depth == 0


def _written_details(details: dict[str, str]) -> str:
    parts = []
    language, script = details.get("language", ""), details.get("script", "")
    tag = f"{language or 'und'}-{script}" if script else language
    if (
        tag
        and _of_tag(tag)
        == {name: details[name] for name in ("language", "script") if name in details}
        and _TAG.fullmatch(tag)
    ):
        parts.append(tag)
    else:
        parts += [
            f"{name}: {_guarded(details[name], _SPECIAL)}"
            for name in ("language", "script")
            if details.get(name)
        ]
    for name in DETAILS[2:]:
        text = details.get(name)
        if not text:
            continue
        is_known = _SYSTEMS.get(text.casefold()) == text if name == "romanisation" else False
        if is_known or (name == "type" and text in _TYPES):
            parts.append(text)
        else:
            parts.append(f"{name}: {_guarded(text, _SPECIAL)}")
    return "; ".join(parts)


_SPECIAL = "\\|\n;[]"


def _guarded(text: str, signs: str) -> str:
    return "".join(f"\\{sign}" if sign in signs else sign for sign in text)
