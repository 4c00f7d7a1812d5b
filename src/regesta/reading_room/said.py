"""Everything a record says in lines of words, part by part, as two versions are compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regesta.description.fields import FIELD, STATEMENT_FIELDS
from regesta.description.record import (
    AccessStatus,
    Paragraph,
    Record,
    RecordDate,
    Statement,
    Text,
)
from regesta.reading_room.beside import text_label, text_state
from regesta.reading_room.passages import gap_label, page_label
from regesta.reading_room.terms import date_type, term, within
from regesta.reading_room.wording import date_label


@dataclass(frozen=True, slots=True)
class Line:
    """A wording; ``place`` is the identifier of its paragraph, where it stands in a text."""

    text: str
    language: str = ""
    place: str = ""


def lines_of(record: Record) -> dict[str, list[Line]]:
    """What a record says, by the name of the part for readers."""
    found: dict[str, list[Line]] = defaultdict(list)
    for name in STATEMENT_FIELDS:
        found[_(FIELD[name].label)] += map(_statement, record.values.get(name, ()))
    found[_(FIELD["level"].label)] = [Line(record.level)]
    for part, words in (
        ("dates", map(_date, record.dates)),
        ("references", (_list(one.repository, one.text) for one in record.references)),
        (
            "agents",
            (
                _remarked(f"{term(one.role)}: {one.name}", within(one.certainty))
                for one in record.agents
            ),
        ),
        ("subjects", (_remarked(one.name, within(one.kind)) for one in record.subjects)),
        ("markings", (_list(one.text, one.level, one.issuer) for one in record.markings)),
        ("access", _access(record)),
        ("rights", _rights(record)),
        ("objects", (_list(one.label, one.name) for one in record.objects)),
        ("identifiers", (f"{one.scheme} {one.value}" for one in record.identifiers)),
    ):
        found[_(FIELD[part].label)] += [Line(one) for one in words if one]
    for name, statements in record.extra.items():
        found[name] += map(_statement, statements)
    for name, text in _named(record.texts):
        found[name] = list(_text(text))
    return {name: lines for name, lines in found.items() if lines}


def _statement(one: Statement) -> Line:
    return Line(_remarked(one.text, text_state(one.state)), one.language)


def _remarked(words: str, *remarks: str) -> str:
    said = "; ".join(filter(None, remarks))
    return f"{words} ({said})" if said else words


def _list(*parts: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _date(one: RecordDate) -> str:
    edtf = one.date.edtf if one.date.edtf != one.date.text else ""
    said = _remarked(date_label(one.date), edtf, text_state(one.state))
    return f"{date_type(one.type)}: {said}"


def _access(record: Record) -> Iterator[str]:
    access = record.access
    if access.status is not AccessStatus.OPEN or access.reason:
        yield _list(term(access.status.value), access.until, access.reason)


def _rights(record: Record) -> Iterable[str]:
    rights = record.rights
    return rights.statement, rights.uri, rights.permission, rights.credit


def _named(texts: Iterable[Text]) -> Iterator[tuple[str, Text]]:
    """The texts by what they are; of several of one kind and language, by their number too."""
    met: Counter[str] = Counter()
    for text in texts:
        label = text_label(text)
        met[label] += 1
        yield (label if met[label] == 1 else f"{label} ({met[label]})"), text


def _text(text: Text) -> Iterator[Line]:
    about = (text.maker, text.made_from, text.version, text.licence, text_state(text.state))
    if said := _list(*about):
        yield Line(said)
    for paragraph in text.paragraphs:
        yield from _paragraph(paragraph, text.language)


def _paragraph(one: Paragraph, language: str) -> Iterator[Line]:
    if one.page:
        yield Line(f"[{page_label(one.page)}]", "", one.identifier)
    if one.text:
        yield Line(one.text, language, one.identifier)
    for gap in one.gaps:
        if gap.extent not in one.text or gap.reason not in one.text:
            yield Line(f"[{gap_label(gap)}]", "", one.identifier)
    for note in one.notes:
        yield Line(_("Note: %(words)s") % {"words": note}, language, one.identifier)
