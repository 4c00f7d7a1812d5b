"""The header of a TEI file, as a record of what it describes.

Title, persons, publication, the manuscript and its shelfmark, abstract, languages,
subjects, correspondence and rights go where ISAD(G) has them; what remains goes under its own
name into ``extra``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from regesta.description import dates
from regesta.description.dates import HistoricalDate
from regesta.description.record import (
    AgentInRole,
    DateType,
    Identifier,
    Record,
    RecordDate,
    Reference,
    ReferenceLevel,
    Rights,
    Statement,
    Subject,
)
from regesta.formats.reading import Problem
from regesta.formats.tei.correspondence import Letter
from regesta.formats.tei.dating import date_of, edtf_of, type_of
from regesta.formats.tei.names import (
    XML_ID,
    XML_LANG,
    all_text,
    attribute,
    below,
    child,
    children,
    name_of,
)
from regesta.formats.tei.problems import bad_date
from regesta.formats.xml import Element

_LISTS = ("listPerson", "listOrg", "listPlace", "particDesc", "settingDesc")
_WHERE = ("country", "region", "settlement", "district", "institution")


@dataclass
class Header:
    """A header: the record, what its letter says, and by what the file calls itself.

    ``volume`` is ``frus:frus1955-57v02`` or ``tei:...``, "" where it has no name of its own.
    """

    record: Record = field(default_factory=Record)
    letter: Letter | None = None
    volume: str = ""
    title: str = ""
    language: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_frus(self) -> bool:
        return self.volume.startswith("frus:")


def read_header(root: Element, header: Element, keys: frozenset[str] | set[str]) -> Header:
    """What a ``teiHeader`` says. ``root`` is the TEI element it belongs to."""
    found = Header()
    found.volume = volume_of(root, header)
    found.letter = Letter(found.record, keys)
    file = child(header, "fileDesc")
    if file is not None:
        for element in file:
            _FILE.get(name_of(element), _other)(found, element)
    for part in header:
        if name_of(part) == "profileDesc":
            for element in part:
                _PROFILE.get(name_of(element), _other)(found, element)
        elif name_of(part) == "encodingDesc":
            _statements(found.record, "archivists_note", [all_text(part)])
        elif name_of(part) == "revisionDesc":
            changes = [_change(one) for one in below(part, "change")] or [all_text(part)]
            _statements(found.record, "description_dates", changes)
        elif name_of(part) != "fileDesc":
            _other(found, part)
    found.problems += found.letter.problems
    found.language = (
        root.get(XML_LANG) or found.record.text("language") or ("en" if found.is_frus else "")
    )
    if found.language and not found.record.values.get("language"):
        _statements(found.record, "language", [found.language])
    return found


def volume_of(root: Element, header: Element) -> str:
    """By what a file calls itself: the number of a FRUS volume, an ``idno``, an ``xml:id``."""
    numbers = [
        (attribute(one, "type").lower(), all_text(one))
        for publication in below(header, "publicationStmt")
        for one in below(publication, "idno")
        if all_text(one)
    ]
    for kind, number in numbers:
        if kind == "frus":
            return f"frus:{number}"
    known = root.get(XML_ID) or next((number for kind, number in numbers if "isbn" not in kind), "")
    return f"tei:{known}" if known else ""


def _statements(record: Record, name: str, texts: Iterable[str], language: str = "") -> None:
    for text in texts:
        if text and all(one.text != text for one in record.values.get(name, ())):
            record.values.setdefault(name, []).append(Statement(text=text, language=language))


def _other(found: Header, element: Element) -> None:
    name = name_of(element)
    if name and name not in _LISTS and (said := all_text(element)):
        found.record.extra.setdefault(name, []).append(Statement(text=said))


def _titles(found: Header, statement: Element) -> None:
    record = found.record
    titles = children(statement, "title")
    whole = [one for one in titles if attribute(one, "type") in ("complete", "full")]
    mains = whole or [one for one in titles if attribute(one, "type") in ("", "main")] or titles[:1]
    for one in titles:
        words = all_text(one, ("note",))
        kind = attribute(one, "type")
        if not words:
            continue
        if one in mains:
            _statements(record, "title", [words], one.get(XML_LANG) or "")
        else:
            record.extra.setdefault(f"title {kind}", []).append(Statement(text=words))
    found.title = record.text("title")
    for element in statement:
        name = name_of(element)
        if name in ("author", "editor", "principal", "sponsor", "funder"):
            role = {"general": "general editor"}.get(attribute(element, "role"), name)
            _agents(record, element, role)
        elif name == "respStmt":
            duty = " ".join(all_text(one) for one in children(element, "resp")) or "contributor"
            for one in children(element, "persName", "orgName", "name"):
                _agents(record, one, duty)
        elif name not in ("title", ""):
            _other(found, element)


def _agents(record: Record, element: Element, role: str) -> None:
    named = below(element, "persName", "orgName", "name") or [element]
    for one in named:
        words = all_text(one, ("email", "note", "ptr", "idno"))
        if words and all((agent.name, agent.role) != (words, role) for agent in record.agents):
            body = name_of(one) == "orgName" or role in ("sponsor", "funder")
            record.agents.append(
                AgentInRole(name=words, role=role, kind="organisation" if body else "person")
            )


def _publication(found: Header, statement: Element) -> None:
    record = found.record
    parts = [
        all_text(one)
        for name in ("pubPlace", "publisher", "distributor", "authority")
        for one in below(statement, name)
    ]
    for element in below(statement, "date"):
        if "content" in attribute(element, "type"):
            _date(found, element, DateType.EVENT, primary=True)
        else:
            _date(found, element, DateType.PUBLISHED)
            parts.append(all_text(element) or attribute(element, "when"))
    if found.is_frus or any(parts):
        head = [found.title] if found.is_frus else []
        _statements(record, "publications", [", ".join(part for part in head + parts if part)])
    for one in below(statement, "idno"):
        if value := all_text(one):
            record.identifiers.append(Identifier(attribute(one, "type").lower() or "idno", value))
    for one in below(statement, "availability"):
        licences = below(one, "licence", "license")
        target = next((attribute(each, "target") for each in licences), "")
        record.rights = Rights(uri=target, statement=all_text(one))
    for one in children(statement, "p", "ab", "address"):
        _statements(record, "note", [all_text(one)])


def _date(found: Header, element: Element, kind: DateType, *, primary: bool = False) -> None:
    date = date_of(element)
    if wrong := edtf_of(element)[1]:
        found.problems.append(bad_date(element, wrong, found.title))
    if date.text:
        found.record.dates.append(RecordDate(date=date, type=kind, primary=primary))


def _sources(found: Header, described: Element) -> None:
    record = found.record
    for element in described:
        name = name_of(element)
        if name == "msDesc":
            _manuscript(found, element)
        elif name in ("bibl", "biblStruct", "biblFull"):
            _statements(record, "publications", [all_text(element)])
        elif name == "listBibl":
            _statements(record, "publications", [all_text(one) for one in element if name_of(one)])
        elif name in ("p", "ab"):
            _statements(record, "note", [all_text(element)])
        elif name not in _LISTS:
            _other(found, element)


def _manuscript(found: Header, manuscript: Element) -> None:
    for element in manuscript:
        _MANUSCRIPT.get(name_of(element), _other)(found, element)


def _identified(found: Header, element: Element) -> None:
    if reference := _shelfmark(element):
        found.record.references.append(reference)


def _contents(found: Header, element: Element) -> None:
    for one in element:
        if name_of(one) == "summary":
            _statements(found.record, "scope_and_content", [all_text(one)])
        else:
            _other(found, one)


def _physical(found: Header, element: Element) -> None:
    extents = below(element, "extent")
    _statements(found.record, "extent", [all_text(one) for one in extents])
    rest = all_text(element, ("extent",))
    _statements(found.record, "physical_characteristics", [rest])


def _history(found: Header, element: Element) -> None:
    _statements(found.record, "archival_history", [all_text(element)])
    for origin in below(element, "origDate"):
        _date(found, origin, DateType.WRITTEN)
    for where in below(element, "origPlace"):
        _place(found.record, all_text(where))


def _additional(found: Header, element: Element) -> None:
    _statements(found.record, "note", [all_text(element)])


def _shelfmark(element: Element) -> Reference | None:
    """Repository and levels, from the country down to the shelfmark."""
    parts = [(name_of(one), all_text(one)) for one in element if name_of(one)]
    parts = [(name, words) for name, words in parts if words]
    if not parts:
        return None
    repository = next((words for name, words in parts if name == "repository"), "")
    repository = repository or next((words for name, words in parts if name == "institution"), "")
    levels = [
        ReferenceLevel(name, words) for name, words in parts if name not in (*_WHERE, "repository")
    ]
    return Reference(
        text=", ".join(words for _, words in parts), repository=repository, levels=levels
    )


def _place(record: Record, words: str) -> None:
    if words and all((one.name, one.kind) != (words, "place") for one in record.subjects):
        record.subjects.append(Subject(name=words, kind="place"))


def _creation(found: Header, element: Element) -> None:
    elements = below(element, "date", "origDate")
    for one in elements:
        _date(found, one, type_of(one, ""))
    for one in below(element, "placeName", "settlement"):
        _place(found.record, all_text(one))
    if not elements and (said := all_text(element)):
        read = dates.read(said)
        if read.edtf:
            found.record.dates.append(RecordDate(date=read, type=DateType.WRITTEN))
        else:
            _other(found, element)


def _languages(found: Header, usage: Element) -> None:
    codes = [attribute(one, "ident") or all_text(one) for one in children(usage, "language")]
    _statements(found.record, "language", codes)


def _abstract(found: Header, element: Element) -> None:
    language = element.get(XML_LANG) or ""
    _statements(found.record, "scope_and_content", [all_text(element)], language)


def _subjects(found: Header, element: Element) -> None:
    known = {one.name for one in found.record.subjects}
    for one in below(element, "term", "catDesc"):
        words = all_text(one)
        if words and words not in known:
            known.add(words)
            found.record.subjects.append(Subject(name=words))
    for one in children(element, "classCode", "catRef"):
        if said := all_text(one) or attribute(one, "target"):
            found.record.extra.setdefault(name_of(one), []).append(Statement(text=said))


def _letter(found: Header, element: Element) -> None:
    if found.letter is not None:
        found.letter.add(element)
        for pointer in attribute(element, "ref").split():
            found.record.identifiers.append(Identifier("uri", pointer))


def _change(element: Element) -> str:
    said = all_text(element)
    parts = [attribute(element, name) for name in ("when", "who")]
    return " ".join([*(part for part in parts if part), said]).strip()


def _series(found: Header, element: Element) -> None:
    _statements(found.record, "publications", [all_text(element)])


def _extent(found: Header, element: Element) -> None:
    _statements(found.record, "extent", [all_text(element)])


def _notes(found: Header, element: Element) -> None:
    _statements(found.record, "note", [all_text(one) for one in element if name_of(one)])


_FILE = {
    "titleStmt": _titles,
    "publicationStmt": _publication,
    "sourceDesc": _sources,
    "seriesStmt": _series,
    "extent": _extent,
    "notesStmt": _notes,
}
_MANUSCRIPT = {
    "msIdentifier": _identified,
    "msContents": _contents,
    "physDesc": _physical,
    "history": _history,
    "additional": _additional,
}
_PROFILE = {
    "creation": _creation,
    "langUsage": _languages,
    "abstract": _abstract,
    "textClass": _subjects,
    "correspDesc": _letter,
}


def coverage_of(subseries: str) -> HistoricalDate:
    """The years that the name of a subseries of FRUS gives: ``1955-1957``."""
    return dates.read(subseries)
