"""Names as BibTeX has them: ``von Last, Jr, First`` and ``First von Last``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.formats.bibtex.latex import decoded, encoded
from regesta.formats.citation import PersonalName, name_parts, particles

_TOKENS = re.compile(r"[{}]|,|\s+|[^{},\s]+")
OTHERS = "others"


def _split(text: str, part: str) -> list[str]:
    """The parts of a text at commas, spaces or the word *and*, outside of braces."""
    found, current, depth = [], "", 0
    tokens = _TOKENS.findall(text)
    for number, word in enumerate(tokens):
        depth = max(depth + (word == "{") - (word == "}"), 0)
        is_and = (
            word.lower() == "and"
            and 0 < number < len(tokens) - 1
            and tokens[number - 1].isspace()
            and tokens[number + 1].isspace()
        )
        is_end = {"and": is_and, ",": word == ",", " ": word.isspace()}[part]
        if is_end and depth == 0:
            found.append(current)
            current = ""
        else:
            current += word
    return [one.strip() for one in [*found, current]]


def names_of(value: str) -> Iterator[tuple[str, str]]:
    """Each name as it is kept, and of whom it is: a name wholly in braces is a body's."""
    for one in _split(value, "and"):
        if not one:
            continue
        if one.startswith("{") and one.endswith("}") and len(_split(one, " ")) == 1:
            yield decoded(one), "organisation"
        else:
            yield _person(one).text, "person"


def _person(text: str) -> PersonalName:
    parts = _split(text, ",")
    plain = [decoded(part) for part in parts]
    if len(parts) == 1:
        words = [decoded(word) for word in _split(text, " ") if word]
        start = next(
            (at for at, word in enumerate(words[:-1]) if word.isalpha() and word.islower()),
            max(len(words) - 1, 0),
        )
        return PersonalName(" ".join(words[start:]), " ".join(words[:start]))
    if len(parts) == 2:
        return PersonalName(plain[0], plain[1])
    return PersonalName(plain[0], " ".join(filter(None, plain[2:])), plain[1])


def written_name(text: str, kind: str) -> str:
    """A name for BibTeX; what it would take apart wrongly stands in braces."""
    if kind != "person":
        return f"{{{encoded(text)}}}"
    name = name_parts(text)
    words = name.family.split()
    first = particles(words)
    family = " ".join([*words[:first], _held(" ".join(words[first:]))])
    if not name.given and not name.suffix:
        return f"{family},"
    return ", ".join(filter(None, (family, _held(name.suffix), _held(name.given))))


def _held(text: str) -> str:
    """In braces where a word of it means something to BibTeX."""
    words = text.lower().split()
    return f"{{{encoded(text)}}}" if "and" in words or "," in text else encoded(text)
