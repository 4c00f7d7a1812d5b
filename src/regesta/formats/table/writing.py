"""Records as the rows of a table (CSV), for spreadsheets and statistics.

The columns are always the same, so that a table of any length can be written row by row and
two of them can be joined. They follow from `FIELDS`, and their headings are those that
`regesta.formats.table` reads. Texts have no column: a cell of a spreadsheet is too small.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from regesta.description.fields import STATEMENT_FIELDS
from regesta.description.record import Record
from regesta.formats.cells import harmless
from regesta.formats.signs import sound

BETWEEN = " | "  # two values of one cell
# Spreadsheets take a file without this sign for one in an old encoding, and spoil its letters.
START = "\ufeff"
# Cells of more characters are cut by spreadsheets, which spoils the rows after them.
LONGEST_CELL = 32_000
CUT = " […]"

Row = tuple[str, str, str, tuple[str, ...], Record]


def write(rows: Iterable[Row]) -> Iterator[str]:
    """A line of headings and one for each record, which is given with its identifier, its
    permanent address, its state of publication and the titles of its collections."""
    yield START + _line([heading for heading, _ in _BESIDE] + [heading for heading, _ in _COLUMNS])
    for identifier, address, publication, collections, record in rows:
        beside = (identifier, address, publication, BETWEEN.join(collections))
        yield _line([*beside, *(say(record) for _, say in _COLUMNS)])


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow([cell and _cell(cell) for cell in cells])
    return stream.getvalue()


def _cell(text: str) -> str:
    whole = sound(text)
    return harmless(whole if len(whole) <= LONGEST_CELL else whole[: LONGEST_CELL - 4] + CUT)


def _joined(values: Iterable[str]) -> str:
    return BETWEEN.join(dict.fromkeys(value for value in values if value))


def _statements(name: str) -> Callable[[Record], str]:
    return lambda record: _joined(one.text for one in record.values.get(name, ()))


def _preferred(name: str) -> Callable[[Record], str]:
    return lambda record: record.text(name)


def _agents(*roles: str) -> Callable[[Record], str]:
    return lambda record: _joined(one.name for one in record.agents if one.role in roles)


def _other_agents(record: Record) -> str:
    return _joined(
        f"{one.name} ({one.role})" if one.role else one.name
        for one in record.agents
        if one.role not in _ROLES
    )


def _subjects(kind: str) -> Callable[[Record], str]:
    return lambda record: _joined(one.name for one in record.subjects if one.kind == kind)


def _references(record: Record) -> str:
    return _joined(
        one.text
        if not one.repository or one.text.startswith(one.repository)
        else f"{one.repository}, {one.text}"
        for one in record.references
    )


_ROLES = ("author", "sender", "addressee", "issuing body", "translator", "editor")
_KINDS = {"people": "person", "families": "family", "organisations": "organisation",
          "places": "place", "topics": "topic"}  # fmt: skip
_APART = ("title", "scope_and_content")  # these have columns in front
_BESIDE = (("identifier", ""), ("url", ""), ("publication", ""), ("collections", ""))
_COLUMNS: tuple[tuple[str, Callable[[Record], str]], ...] = (
    ("level", lambda record: record.level),
    ("title", _preferred("title")),
    ("date", lambda record: record.primary_date.text),
    ("date in EDTF", lambda record: record.primary_date.edtf),
    ("earliest day", lambda record: record.primary_date.earliest or ""),
    ("latest day", lambda record: record.primary_date.latest or ""),
    ("date status", lambda record: record.primary_date.status.value),
    ("summary", _preferred("scope_and_content")),
    *((role, _agents(role)) for role in _ROLES),
    ("other people and bodies", _other_agents),
    *((heading, _subjects(kind)) for heading, kind in _KINDS.items()),
    ("references", _references),
    *((name, _statements(name)) for name in STATEMENT_FIELDS if name not in _APART),
    ("other identifiers", lambda record: _joined(one.value for one in record.identifiers)),
    ("classification", lambda record: _joined(one.text for one in record.markings)),
    ("access", lambda record: record.access.status.value.replace("-", " ")),
    ("closed until", lambda record: record.access.until),
    ("rights", lambda record: record.rights.uri or record.rights.statement),
    ("credit line", lambda record: record.rights.credit),
)
