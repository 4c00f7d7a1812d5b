"""Records as entries, for biblatex and for BibTeX alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from regesta.description.record import Record
from regesta.formats import citation
from regesta.formats.bibtex.latex import encoded
from regesta.formats.bibtex.names import OTHERS, written_name
from regesta.formats.bibtex.reading import (
    ARCHIVE,
    CALL_NUMBER,
    IDENTIFIERS,
    LIBRARY,
    ROLES,
    SCHEME,
    VERBATIM,
)
from regesta.formats.citation import Form
from regesta.formats.signs import sound

_NOT_IN_A_KEY = re.compile(r"[\s,{}()=\"#%\\~']+")
_WRITTEN = {"title": "title", "abstract": "scope_and_content", "note": "note",
            "language": "language"}  # fmt: skip


def write(records: Iterable[tuple[str, Record]]) -> Iterator[str]:
    """Identifiers and records as pieces of a file, one entry each. A record without an
    identifier goes under the key that it came with, or a number."""
    for number, (identifier, record) in enumerate(records, 1):
        key = identifier or citation.identifier(record, SCHEME)
        key = _NOT_IN_A_KEY.sub("-", sound(key)).strip("-") or f"record{number}"
        lines = [f"  {name} = {{{value}}}" for name, value in _fields(record) if value]
        content = ",\n".join([key, *lines])
        yield f"@{citation.type_in(record, Form.BIBTEX)}{{{content}\n}}\n\n"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    for name, field in _WRITTEN.items():
        value = encoded(sound(record.text(field)))
        # Braces keep the capitals of a title, which a style may take away.
        yield name, f"{{{value}}}" if name == "title" and value else value
    others = citation.others_in(record, Form.BIBTEX)
    yield from _people(record, [name for name, text in others if text == OTHERS])
    yield from _date(record)
    yield from _references(record)
    if words := citation.keywords(record):
        sign = "; " if any("," in word for word in words) else ", "
        yield "keywords", encoded(sound(sign.join(words)))
    for name, scheme in IDENTIFIERS.items():
        yield name, _verbatim(citation.identifier(record, scheme))
    for name, text in others:
        if name not in (*IDENTIFIERS, *ROLES):
            yield name, _verbatim(text) if name in VERBATIM else encoded(sound(text))


def _verbatim(text: str) -> str:
    return re.sub(r"[{}\s]+", "", sound(text))


def _people(record: Record, others: list[str]) -> Iterator[tuple[str, str]]:
    for name, role in ROLES.items():
        roles = citation.AUTHORS if name == "author" else (role,)
        names = [
            written_name(sound(one.name), one.kind) for one in citation.by_role(record, *roles)
        ]
        yield name, " and ".join([*names, *[OTHERS for one in others if one == name]])


def _date(record: Record) -> Iterator[tuple[str, str]]:
    """biblatex takes a date as EDTF; BibTeX knows a year only."""
    one = citation.date_of(record)
    if one is None:
        return
    yield "date", one.date.edtf or encoded(sound(one.date.text))
    yield "year", citation.year_of(one.date)


def _references(record: Record) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(record.references):
        if [level.term for level in one.levels] == ["call number"]:
            yield CALL_NUMBER, encoded(sound(one.text))
        elif number == 0:
            archive, location = citation.place_of(record)
            yield ARCHIVE, encoded(sound(archive))
            yield LIBRARY, encoded(sound(location))
