"""The note that says where the original of a document lies, and how it was classified.

    Source: Department of State, Central Files, 793.5/1-1255. Secret; Priority. Drafted by ...

What stands before the marking is the reference, the sentence with the marking is the
marking, and the rest is a note. Without a plain marking the first sentence is the reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.description.record import Marking, Reference, ReferenceLevel

_BEGINNING = re.compile(r"^(?:\d+\.\s+)?\[?\s*source\s*(?:text)?\s*[:;]\s*", re.IGNORECASE)
_LEVELS = (
    "Top Secret", "Secret", "Confidential", "Limited Official Use", "Official Use Only",
    "Restricted", "Unclassified", "For Official Use Only", "No classification marking",
)  # fmt: skip
_CLASS = "|".join(re.escape(level) for level in sorted(_LEVELS, key=len, reverse=True))
_MARKING = re.compile(
    rf"(?:^|(?<=[.;,\]”\"]\s))((?:Personal and )?({_CLASS})"
    rf"(?:(?:;| and|,) [A-Z][^.;,]{{0,40}})*)(?=\.|\]|$)",
    re.IGNORECASE,
)
# A full stop that ends no sentence: initials, and words that are cut short.
_SENTENCE = re.compile(
    r"(?<![\s.(][A-Z])(?<!\b[Vv]ol)(?<!\bvols)(?<!\bpp)(?<!\b[Nn]o)(?<!\bNos)(?<!\bMr)(?<!\bMrs)"
    r"(?<!\bDr)(?<!\bSt)(?<!\bp)(?<!\bDept)(?<!\bGen)(?<!\bJr)(?<!\bft)\.(?=\s+[A-Z\[]|$)"
)
_REPOSITORIES = (
    re.compile(r"^(?:[\w.’'-]+ ){0,4}(?:Library|Archives?(?: and Records Administration)?)\b"),
    re.compile(r"^Department of (?:State|Defense|the \w+)\b", re.IGNORECASE),
    re.compile(r"^(?:National Archives and Records Administration|Library of Congress)\b"),
    re.compile(r"^(?:[\w.’'&-]+ ){0,6}(?:Center|Agency|Ministry of Foreign Affairs|University"
               r"|Institution|Museum)\b"),
)  # fmt: skip
_LOT = re.compile(r"\bLot (\d+ ?D ?\d+)")


@dataclass(frozen=True, slots=True)
class SourceNote:
    reference: Reference | None
    marking: Marking | None
    rest: str


def is_source_note(words: str, kind: str) -> bool:
    """Whether a note of a head says where the document comes from."""
    return kind == "source" or bool(_BEGINNING.match(words))


def read_source(words: str) -> SourceNote:
    """What the words of a source note say."""
    text = _BEGINNING.sub("", words).strip()
    if text.endswith("]") and text.count("]") > text.count("["):
        text = text[:-1].rstrip()
    marking = _MARKING.search(text)
    before, after, marked = text, "", None
    if marking:
        before, after = text[: marking.start()], text[marking.end() :]
        marked = Marking(text=marking[1], level=_level(marking[2]))
    end = _SENTENCE.search(before)
    first, second = (before[: end.start()], before[end.end() :]) if end else (before, "")
    where = first.strip(" .;,")
    rest = [part for one in (second, after) if (part := one.strip().lstrip(".;, "))]
    return SourceNote(
        reference=_reference(where) if where else None, marking=marked, rest=" ".join(rest)
    )


def _level(words: str) -> str:
    folded = words.casefold()
    found = next(level for level in _LEVELS if level.casefold() == folded)
    return "" if found == "No classification marking" else found


def _reference(text: str) -> Reference:
    repository = next((match[0] for one in _REPOSITORIES if (match := one.match(text))), "")
    levels = []
    rest = text[len(repository) :].lstrip(" ,") if repository else ""
    first = re.split(r"[,:]", rest)[0].strip()
    if lot := _LOT.search(rest):
        levels.append(ReferenceLevel("Lot", lot[1]))
    elif first == "Central Files" and (number := rest.partition(",")[2].strip()):
        levels = [ReferenceLevel("Central Files", number)]
    return Reference(text=text, repository=repository, levels=levels)
