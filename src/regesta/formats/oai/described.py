"""Records described in Dublin Core, simple or qualified, by the mapping in `FIELDS`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.formats import dublin_core
from regesta.formats.draft import Draft
from regesta.formats.languages import code_of
from regesta.formats.oai.header import Header, begin, say_about, words
from regesta.formats.reading import Item, Reading
from regesta.formats.xml import Element, local, namespace

DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
_PREFIXES = {DC: "dc:", TERMS: "dcterms:"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)


def read_dublin_core(element: Element, record: Element, header: Header) -> Iterator[Item]:
    """The record that terms of Dublin Core describe. What no field holds is kept under the
    name of its term."""
    draft = begin(header)
    terms = [(one, words(one)) for one in element if isinstance(one.tag, str)]
    has_days = any(_is_date(one) and not _STAMP.fullmatch(text) for one, text in terms if text)
    said: set[tuple[str, str]] = set()
    for one, text in terms:
        if not text or (_is_date(one) and (one.tag, text) in said):
            continue  # repositories repeat a date for each of their own names of it
        said.add((one.tag, text))
        # The moment at which a computer took the record in, where the document has a date.
        is_stamp = has_days and _is_date(one) and _STAMP.fullmatch(text)
        if is_stamp or not _say(draft, one, text):
            draft.keep(_name_of(one), text, language=_language_of(one))
    say_about(draft, record)
    yield from draft.problems
    yield Reading(
        record=draft.record,
        position=header.where,
        wording="",
        page=header.number,
        collections=header.sets,
    )


def is_term(element: Element) -> bool:
    """Whether an element is a term of Dublin Core."""
    return bool(_term_of(element)[0])


def _say(draft: Draft, element: Element, text: str) -> bool:
    prefix, term = _term_of(element)
    if not prefix:
        return False
    if term == "language":
        text = code_of(text) or text
    return dublin_core.say(draft, term, text, language=_language_of(element))


def _is_date(element: Element) -> bool:
    return _term_of(element)[1] == "date"


def _language_of(element: Element) -> str:
    return code_of(element.get(_LANGUAGE) or "")


def _name_of(element: Element) -> str:
    return "".join(_term_of(element))


def _term_of(element: Element) -> tuple[str, str]:
    """The prefix of a vocabulary of Dublin Core, "" for another, and the term; some
    repositories write the usual prefix and do not declare it."""
    name = local(element)
    prefix, _, term = name.rpartition(":")
    if f"{prefix}:" in _PREFIXES.values():
        return f"{prefix}:", term
    return _PREFIXES.get(namespace(element), ""), name
