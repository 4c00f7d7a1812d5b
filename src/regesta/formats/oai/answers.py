"""What a repository says of itself: who it is, its forms of metadata, its sets, its errors.

Terms and rules are those of OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from regesta.formats.oai.header import child, words
from regesta.formats.reading import Problem, Severity
from regesta.formats.xml import Element, events, free, local

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
LISTS = ("ListRecords", "GetRecord")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d)?(?:[.,]\d+)?Z?", re.ASCII)


@dataclass(slots=True)
class Answer:
    """One answer, but for its records. ``stamp`` is when it was given, by the repository's
    clock; ``token`` asks for what comes next, "" where nothing does; ``size`` is how many
    the whole list has, as the repository says."""

    stamp: str = ""
    errors: dict[str, str] = field(default_factory=dict)  # what is said, by code
    about: dict[str, str] = field(default_factory=dict)  # of Identify, by element
    prefixes: list[tuple[str, str]] = field(default_factory=list)  # with their namespaces
    sets: dict[str, str] = field(default_factory=dict)  # names by setSpec
    token: str = ""
    size: int | None = None
    records: int = 0


def read_answer(stream: BinaryIO) -> Answer:
    """Reads an answer to its end. Raises `lxml.etree.XMLSyntaxError`, and `ValueError` where
    the document is none of OAI-PMH."""
    answer, is_first = Answer(), True
    for event, element in events(stream):
        if is_first and local(element) != "OAI-PMH":
            raise ValueError(local(element))
        is_first = False
        if event == "end" and depth_of(element) <= 2:
            _take(answer, element)
    return answer


def depth_of(element: Element) -> int:
    """How many elements stand around an element, counted no further than three."""
    above = 0
    while above < 3 and (element := element.getparent()) is not None:
        above += 1
    return above


def name_above(element: Element) -> str:
    """The name of the element that an element stands in; "" for the outermost."""
    above = element.getparent()
    return "" if above is None else local(above)


def is_record(element: Element) -> bool:
    """Whether an element is a record of a list, and not part of the description of one."""
    return local(element) == "record" and name_above(element) in LISTS and depth_of(element) == 2


def _take(answer: Answer, element: Element) -> None:
    name = local(element)
    if name == "responseDate":
        answer.stamp = moment(words(element))
    elif name == "error":
        answer.errors.setdefault(element.get("code", "").strip() or "error", words(element))
    elif name == "metadataFormat":
        answer.prefixes.append(
            (_text(element, "metadataPrefix"), _text(element, "metadataNamespace"))
        )
    elif name == "set":
        answer.sets[_text(element, "setSpec")] = _text(element, "setName")
        free(element)
    elif name == "resumptionToken":
        answer.token = words(element)
        size = element.get("completeListSize", "").strip()
        answer.size = int(size) if re.fullmatch(r"\d{1,12}", size, re.ASCII) else None
    elif name in ("record", "header"):
        answer.records += 1
        free(element)
    elif depth_of(element) == 2:
        answer.about.setdefault(name, words(element))


def _text(element: Element, name: str) -> str:
    part = child(element, name)
    return "" if part is None else words(part)


def moment(text: str) -> str:
    """A moment as the protocol writes it, in UTC and whole seconds, or a day; "" for what is
    neither."""
    match = _STAMP.fullmatch(text.strip())
    return f"{match[1]}{match[2]}Z" if match and match[2] else match[1] if match else ""


def set_titles(sets: Mapping[str, str]) -> dict[str, str]:
    """What to call each set, by its setSpec: its name, with the setSpec where several have
    the same one."""
    times = Counter(name for name in sets.values() if name)
    return {
        spec: f"{name} ({spec})" if times[name] > 1 else name or spec for spec, name in sets.items()
    }


_ERRORS = {
    "badArgument": (
        "The repository does not understand what it was asked",
        "Check the address, and what it says of set, metadataPrefix, from and until.",
    ),
    "badVerb": (
        "The repository was not asked for anything that it knows",
        "To harvest the repository, give its address: regesta import https://... . An answer "
        "that is kept in a file must be one to ListRecords or GetRecord.",
    ),
    "badResumptionToken": (
        "The repository no longer knows how far the list had come",
        "Harvest it again.",
    ),
    "cannotDisseminateFormat": (
        "The repository does not describe its records in the form of metadata asked for",
        "Leave metadataPrefix out of the address, or ask for oai_dc.",
    ),
    "idDoesNotExist": (
        "The repository has no record of this identifier",
        "Check the identifier.",
    ),
    "noRecordsMatch": (
        "The repository has no records that were asked for",
        "Check what the address says of set, from and until.",
    ),
    "noSetHierarchy": (
        "The repository has no sets",
        "Leave set out of the address.",
    ),
}  # fmt: skip


def error_problem(code: str, said: str, *, where: str = "", remedy: str = "") -> Problem:
    """What a repository refuses, in words for an archivist and in its own."""
    means, usual = _ERRORS.get(code, ("The repository answers with an error", "Ask who keeps it."))
    own = f": {said[:500]}" if said else ""
    return Problem(
        severity=Severity.ERROR,
        code="oai-error",
        where=where,
        value=code[:100],
        message=f"{means} ({code[:100]}{own}).",
        remedy=remedy or usual,
        rejected=1,
    )
