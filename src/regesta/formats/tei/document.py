"""A document of an edition (``div type="document"``) as a record.

The documents of *Foreign Relations of the United States*, in both of its encodings: title,
date and place, source note, participants, from whom to whom, and the text with its notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from regesta.description.record import (
    AgentInRole,
    Record,
    Statement,
    Subject,
    Text,
    TextKind,
)
from regesta.formats.reading import Mark
from regesta.formats.tei.document_dates import add_dates
from regesta.formats.tei.flow import Flow
from regesta.formats.tei.gathered import Document, in_note, mark, own
from regesta.formats.tei.names import (
    all_text,
    attribute,
    below,
    child,
    children,
    is_document,
    name_of,
)
from regesta.formats.tei.source_note import is_source_note, read_source
from regesta.formats.xml import Element

_NUMBER = re.compile(r"^\[?\s*(?:(?:No|Nos|Document)\.?\s*)?(\d+[a-z]?)\s*[.:\]]+\s+(?=\S)")
_OFFICES = re.compile(
    r"^(?:the )?(?:acting |deputy |assistant |under |executive |special |vice |prime |foreign |"
    r"first |former |permanent )*(?:secretary|ambassador|president|consul|director|chief|"
    r"minister|chairman|premier|counselor|chargé|representative|commander|administrator|"
    r"assistant|adviser|king|queen|prince|governor|officer|attorney|general|admiral)\b(?! of the "
    r"embassy)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"^(?P<kind>.{1,60}?) From (?:the )?(?P<sender>.{2,160}?) to (?:the )?(?P<addressee>.{2,160})$"
)
_NAME_ENDS = re.compile(r"\s*(?:,|;|\(|—|–| - |:\s*$)")


def read_document(
    element: Element,
    resolve: Callable[[Element], list[str]],
    kinds: Mapping[str, str],
    waiting: list[str],
    language: str,
) -> Document:
    """The record of a document. ``waiting`` are the pages that began before it."""
    head = child(element, "head")
    title = all_text(head, ("note",)) if head is not None else ""
    number = attribute(element, "n")
    plain = _NUMBER.sub("", title) or title
    if not number and (match := _NUMBER.match(title)):
        number = match[1]
    record = Record(level="item")
    document = Document(record=record, title=plain or f"Document {number}".strip())
    document.is_note = attribute(element, "subtype") == "editorial-note" or bool(
        re.match(r"\[?editorial note", plain, re.IGNORECASE)
    )
    record.values["title"] = [Statement(text=document.title)]
    if number:
        record.extra["number"] = [Statement(text=number)]
    if language:
        record.values["language"] = [Statement(text=language)]
    flow = Flow(resolve=resolve, waiting=waiting)
    document.flow = flow
    flow.skip = frozenset(_apart(element, head))
    _notes_of_head(document, element, head)
    flow.read(element)
    flow.finish()
    texts = Text(kind=TextKind.TRANSCRIPT, language=language, paragraphs=flow.paragraphs)
    if flow.paragraphs:
        record.texts = [texts]
    document.marks += [
        Mark(field="texts", part=f"0 {one.paragraph}", start=one.start, end=one.end,
             authority=one.key)
        for one in flow.marks
    ]  # fmt: skip
    add_dates(document, element, head)
    _agents(document, element, head)
    _of_notes(document, kinds)
    return document


def _apart(element: Element, head: Element | None) -> list[Element]:
    """What is no part of the running text: the head, and source notes beside it."""
    found = [] if head is None else [head]
    inner = [one for one in below(element, "div") if is_document(one)]
    notes = [one for one in children(element, "note") if attribute(one, "type") == "source"]
    return found + notes + inner


def _notes_of_head(document: Document, element: Element, head: Element | None) -> None:
    """The source note as reference, marking and note; others of the head as notes."""
    found = below(head, "note") if head is not None else []
    found = [one for one in found if all(name_of(up) != "note" for up in one.iterancestors())]
    found += [one for one in children(element, "note") if attribute(one, "type") == "source"]
    record, has_source = document.record, False
    if head is not None:
        _marks_of_title(document, head)
    for note in found:
        words = document.flow.note(note)
        plain = re.sub(r"^\S+\. ", "", words) if attribute(note, "n") else words
        if not has_source and is_source_note(plain, attribute(note, "type")):
            has_source = True
            source = read_source(plain)
            if source.reference:
                record.references.append(source.reference)
            if source.marking:
                record.markings.append(source.marking)
            if source.rest:
                record.values.setdefault("archival_history", []).append(Statement(text=source.rest))
        else:
            record.values.setdefault("note", []).append(Statement(text=words))


def _marks_of_title(document: Document, head: Element) -> None:
    """Whom the title names; its offsets are those of the title without its number."""
    flow = Flow(resolve=document.flow.resolve)
    flow.skip = frozenset(below(head, "note"))
    flow.read(head)
    document.flow.waiting += [
        page for one in flow.paragraphs for page in one.page.split(", ") if page
    ]
    document.flow.waiting += flow.pages_left
    whole = flow.paragraphs[0].text if len(flow.paragraphs) == 1 else ""
    shift = len(whole) - len(document.title)
    if shift < 0 or whole[shift:] != document.title:
        return
    for one in flow.marks:
        if one.start >= shift:
            document.marks.append(
                Mark(field="title", part="0", start=one.start - shift, end=one.end - shift,
                     authority=one.key)
            )  # fmt: skip


def _agents(document: Document, element: Element, head: Element | None) -> None:
    found = False
    if head is not None:
        for one in below(head, "persName", "gloss", "orgName", "name", "rs", "term"):
            role = {"from": "sender", "to": "addressee"}.get(attribute(one, "type"), "")
            if role and not in_note(one):
                found = True
                words = all_text(one, ("note",))
                is_person = name_of(one) == "persName" or bool(_OFFICES.match(words))
                _agent(document, one, words, role, is_person)
    if not found and not document.is_note:
        _agents_of_title(document)
    for signed in own(element, "signed"):
        for one in below(signed, "persName"):
            _agent(document, one, all_text(one, ("note",)), "signatory", True)
    for one in own(element, "list"):
        if attribute(one, "type") == "participants":
            _participants(document, one)


def _agents_of_title(document: Document) -> None:
    """``Telegram From the Embassy in China to the Department of State``, where unmarked."""
    title = document.title
    date = next((one.date.text for one in document.record.dates if one.date.text), "")
    if date and date in title:
        title = title.partition(date)[0].rstrip(" ,")
        title = title.removesuffix(
            next((f", {one.name}" for one in document.record.subjects if one.kind == "place"), ",")
        )
    match = _FROM_TO.match(title)
    if match:
        for role in ("sender", "addressee"):
            words = match[role].strip(" ,.")
            _agent(document, None, words, role, bool(_OFFICES.match(words)))


def _participants(document: Document, listed: Element) -> None:
    for item in below(listed, "item"):
        if children(item, "list"):
            continue  # a delegation: its people follow
        people = [one for one in below(item, "persName") if not in_note(one)]
        for one in people:
            _agent(document, one, all_text(one, ("note",)), "participant", True)
        if not people:
            words = _NAME_ENDS.split(all_text(item, ("note",)))[0].strip(" .,")
            if words and not words.endswith(":"):
                _agent(document, None, words, "participant", True)


def _agent(
    document: Document, element: Element | None, words: str, role: str, is_person: bool
) -> None:
    agents = document.record.agents
    words = words.strip(" ,;")
    if not words:
        return
    keys = document.flow.resolve(element) if element is not None else []
    for number, one in enumerate(agents):
        if one.name == words and one.role == role:
            known = [mark.authority for mark in document.marks
                     if mark.field == "agents" and mark.part == str(number)]  # fmt: skip
            if not keys or known == keys:
                return
    agents.append(
        AgentInRole(name=words, role=role, kind="person" if is_person else "organisation")
    )
    if element is not None:
        mark(document, element, "agents", len(agents) - 1, len(words), role)


def _of_notes(document: Document, kinds: Mapping[str, str]) -> None:
    """Those who are named in notes only, where no offsets can say so, become subjects."""
    known = {mark.authority for mark in document.marks}
    subjects = document.record.subjects
    for key, words in document.flow.noted:
        if key not in known:
            known.add(key)
            subjects.append(Subject(name=words, kind=kinds.get(key, "person")))
            document.marks.append(
                Mark(field="subjects", part=str(len(subjects) - 1), start=0, end=len(words),
                     authority=key)
            )  # fmt: skip
