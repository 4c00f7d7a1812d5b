"""Entries as records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.description import dates
from regesta.description.dates import HistoricalDate
from regesta.description.record import Identifier, Reference, ReferenceLevel
from regesta.formats import citation
from regesta.formats.bibtex.entries import Fields, RawEntry, entries_of, fields_of
from regesta.formats.bibtex.latex import decoded
from regesta.formats.bibtex.names import OTHERS, names_of
from regesta.formats.citation import Form
from regesta.formats.draft import Draft, cut, refused
from regesta.formats.lines import LOST
from regesta.formats.material import Material
from regesta.formats.reading import Item, Reading
from regesta.formats.signs import sound

SCHEME = "bibtex"
STATEMENTS = {"title": "title", "abstract": "scope_and_content", "note": "note",
              "language": "language", "langid": "language"}  # fmt: skip
ROLES = {"author": "author", "editor": "editor", "translator": "translator",
         "recipient": citation.ADDRESSEE, "bookauthor": "container author",
         "annotator": "annotator", "commentator": "commentator"}  # fmt: skip
IDENTIFIERS = {"doi": "doi", "url": "url", "eprint": "eprint"}
LIBRARY, ARCHIVE, CALL_NUMBER = "library", "archive", "callnumber"
VERBATIM = {"url", "doi", "eprint", "file", "urlraw", "pdf"}
_DATES = ("date", "year", "month", "day")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_BEGINNING = re.compile(r"@\s*[A-Za-z]+\s*[{(]\s*[^\s{}(),]*\s*(?:,|=)")


def recognise(material: Material) -> bool:
    """Whether the first line that is no comment begins an entry."""
    for line in material.head_text.lstrip("\ufeff").splitlines()[:500]:
        if line.strip() and not line.lstrip().startswith("%"):
            if line.lstrip().lower().startswith(("@comment", "@preamble")):
                return True
            return bool(_BEGINNING.match(line.lstrip() + ","))
    return False


@dataclass(slots=True)
class _Known:
    """What earlier entries of the file say."""

    strings: dict[str, str] = field(
        default_factory=lambda: {month: str(at) for at, month in enumerate(_MONTHS, 1)}
    )
    seen: set[Identifier] = field(default_factory=set)


def read(material: Material) -> Iterator[Item]:
    """The entries of a file. Never raises: what is wrong is a located problem."""
    known = _Known()
    found = False
    for raw in entries_of(material):
        if raw.type in ("comment", "preamble"):
            continue
        if raw.type == "string":
            one = fields_of(raw.text, known.strings, has_key=False)
            known.strings.update(one.values)
            continue
        found = True
        yield from _of_entry(raw, known)
    if not found:
        yield refused("bibtex-none", "", "The file holds no entries.", "Export it as BibTeX again.")


def _of_entry(raw: RawEntry, known: _Known) -> Iterator[Item]:
    draft = Draft(f"line {raw.line}")
    fields = fields_of(raw.text, known.strings)
    _describe(draft, fields)
    draft.keep(Form.BIBTEX.value, raw.type)
    _date(draft, fields, raw.type)
    _references(draft, fields)
    _identify(draft, fields, known)
    _faults(draft, raw, fields)
    yield from draft.problems
    text = f"@{raw.type}{{{raw.text}}}"
    yield Reading(record=draft.record, position=draft.where, wording=cut(text))


def _describe(draft: Draft, fields: Fields) -> None:
    for name, value in fields.values:
        if name in STATEMENTS:
            draft.say(STATEMENTS[name], _plain(name, value))
        elif name in ROLES:
            for person, kind in names_of(value):
                if person == OTHERS and kind == "person":
                    draft.keep(name, OTHERS)
                else:
                    draft.agent(sound(person), ROLES[name], kind)
        elif name in ("keywords", "keyword"):
            for word in re.split("[;\n]" if ";" in value else "[,\n]", value):
                draft.subject(_plain(name, word))
        elif name not in (*_DATES, *IDENTIFIERS, LIBRARY, ARCHIVE, CALL_NUMBER):
            # The model's own name for it: "type" is what the entry is in other forms.
            draft.keep("genre" if name == "type" else name, _plain(name, value))


def _plain(name: str, value: str) -> str:
    if name in VERBATIM:
        return sound(re.sub(r"\\([_%&#~])", r"\1", value).strip(" {}"))
    return sound(decoded(value))


def _date(draft: Draft, fields: Fields, kind: str) -> None:
    """biblatex has a date, BibTeX year, month and day. What is said twice is said once."""
    said = {name: _plain(name, fields.one(name)) for name in _DATES if fields.one(name)}
    if not said:
        return
    date = _of_parts(said)
    if "date" in said:  # a tilde in EDTF is none of LaTeX
        as_edtf = dates.read(sound(fields.one("date")))
        date = as_edtf if as_edtf.edtf else dates.read(said["date"])
    draft.date(date, type=citation.date_type(Form.BIBTEX, kind))
    for name in ("year", "month", "day") if "date" in said else ():
        if name in said and said[name] != citation.year_of(date):
            draft.keep(name, said[name])


def _of_parts(said: dict[str, str]) -> HistoricalDate:
    year, month, day = (said.get(name, "") for name in ("year", "month", "day"))
    number = month[:3].lower()
    number = str(_MONTHS.index(number) + 1) if number in _MONTHS else month
    if date := citation.of_parts(year, number, day):
        return date
    return dates.read(" ".join(filter(None, (day, month, year))))


def _references(draft: Draft, fields: Fields) -> None:
    library, archive, number = (
        _plain(name, fields.one(name)) for name in (LIBRARY, ARCHIVE, CALL_NUMBER)
    )
    draft.refer(Reference(text=library or archive, repository=archive))
    if number:
        draft.refer(Reference(text=number, levels=[ReferenceLevel("call number", number)]))


def _identify(draft: Draft, fields: Fields, known: _Known) -> None:
    found = [("key", SCHEME, fields.key)]
    found += [(name, IDENTIFIERS[name], value) for name, value in fields.values
              if name in IDENTIFIERS]  # fmt: skip
    for name, scheme, given in found:
        value = sound(given).strip() if name == "key" else _plain(name, given)
        identifier = Identifier(scheme, value)
        if identifier not in known.seen:
            known.seen.add(identifier)
            draft.identify(scheme, value)
            continue
        draft.keep(name, value)
        if name != "url" and value:  # an address may be that of many
            draft.warn("bibtex-twice", name, value, "Another entry has it already.",
                       "Give each entry a key of its own if these are two.")  # fmt: skip


def _faults(draft: Draft, raw: RawEntry, fields: Fields) -> None:
    remedy = "Mend the entry: each value stands in braces that match, with a comma behind it."
    if not raw.is_closed:
        draft.warn("bibtex-unclosed", "", fields.key, "The entry is not closed.", remedy)
    if fields.unread:
        said = "From here on the entry cannot be read; the words are kept."
        draft.keep("unread", sound(fields.unread))
        draft.warn("bibtex-entry", "", fields.unread, said, remedy)
    for name in dict.fromkeys(fields.undefined):
        said = f"No @string defines {name[:60]!r}; the name is kept."
        remedy = "Define it above, or put the value in braces."
        draft.warn("bibtex-string", "", name, said, remedy)
    if LOST in raw.text:
        said = f"A sign of the entry is lost; {LOST} stands there."
        draft.warn("bibtex-lost-sign", "", LOST, said, "Export the file again as UTF-8.")
