"""A table of authorities: CSV, one row each, with the columns of `AUTHORITY_FIELDS`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from regesta.description import dates
from regesta.description.authority import (
    AUTHORITY_FIELDS,
    STATEMENT_ELEMENTS,
    Authority,
    Kind,
)
from regesta.description.dates import HistoricalDate
from regesta.description.record import Statement
from regesta.formats.authorities.cells import Value, read_cell, write_cell
from regesta.formats.authorities.elements import (
    LIFE_TYPES,
    Elements,
    Unreadable,
    kind_named,
    problems,
    values_of,
)
from regesta.formats.cells import harmless, unguarded
from regesta.formats.draft import cut
from regesta.formats.reading import AuthorityReading, Item, Problem, Severity

DELIMITERS = ",;\t|"
_LONGEST_HEADING = 200  # characters of one that can be known
LONGEST_HEADER = 5_000  # characters looked at to tell whether a text is such a table
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SINGLE = {"name"}
_PLAIN = {"id", "kind", "latitude", "longitude", "uncertainty_km", *STATEMENT_ELEMENTS}
_TELLING = {"variants", "dates", "birth", "death", "part_of", "latitude", "wikidata", "viaf"}
# Kinds that a column of its own tells, where none says the kind.
_KIND_COLUMNS = (("latitude", Kind.PLACE), ("birth", Kind.PERSON), ("death", Kind.PERSON))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table: its element, or its heading where it has none."""

    heading: str
    element: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    position: str
    cells: list[str]


def recognise(text: str) -> bool:
    """Whether the first line is a heading with kind, name and another element, or as an
    export begins. Where rows follow, one of them must be of a kind there is: a table of
    records may have a title, a type and a latitude too."""
    head = text.removeprefix("\ufeff")[:LONGEST_HEADER]
    rows = _rows(head.split("\n\n")[0])
    if not rows:
        return False
    found = [column.element for column in _columns(rows[0].cells)]
    if found[:3] == ["id", "kind", "name"]:
        return True
    if not {"kind", "name"} <= set(found) or _TELLING.isdisjoint(found):
        return False
    at = found.index("kind")
    kinds = [row.cells[at] for row in rows[1:] if at < len(row.cells)]
    return not kinds or any(map(kind_named, kinds))


def read(text: str) -> Iterator[Item]:
    """The rows of a table. Never raises: what is wrong is a located problem."""
    rows = _rows(text.removeprefix("\ufeff"))
    columns = _columns(rows[0].cells) if rows else []
    elements = {column.element for column in columns}
    if "name" not in elements:
        yield _no_names(rows[0].cells if rows else [])
        return
    kind = None
    if "kind" not in elements:
        kind = next((kind for column, kind in _KIND_COLUMNS if column in elements), Kind.PERSON)
        yield _kind_assumed(kind)
    for column in columns:
        if not column.element and column.heading:
            yield _unknown_column(column.heading)
    if problem := _open_quotation(text.removeprefix("\ufeff"), rows):
        yield problem
    read_date = _date_reader(rows[1:], columns)
    for row in rows[1:]:
        yield from _read_row(row, columns, kind, read_date)


def write(authorities: Iterable[tuple[str, Authority]]) -> Iterator[str]:
    """The lines of a table that holds everything; columns nobody fills are left out."""
    kept = list(authorities)
    columns = _needed(kept)
    for cells in (_headings(columns), *(_cells(*one, columns) for one in kept)):
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
        yield stream.getvalue()


# ---------------------------------------------------------------- reading


def _rows(text: str) -> list[_Row]:
    """The rows that hold anything, each with its place."""
    text, delimiter = _delimited(text)
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[_Row] = []
    start = 1
    for number, cells in enumerate(reader, 1):
        end = reader.line_num
        place = f"row {number}" if number == start == end else f"row {number}, line {start}"
        if any(cell.strip() for cell in cells):
            rows.append(_Row(number, place, [unguarded(cell) for cell in cells]))
        start = end + 1
    return rows


def _delimited(text: str) -> tuple[str, str]:
    """The table and the sign that parts its columns: as it says, or as the headings show."""
    if said := _SEPARATOR.match(text):  # Excel writes it for itself
        return text[said.end() :], said[1]
    first = text[: text.find("\n")] if "\n" in text else text
    return text, max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))


def _open_quotation(text: str, rows: Sequence[_Row]) -> Problem | None:
    """A quotation mark that nothing closes, so that the last row swallowed what follows."""
    if not rows or not any("\n" in cell or "\r" in cell for cell in rows[-1].cells):
        return None
    text, delimiter = _delimited(text)
    lines = io.StringIO(text, newline="").readlines()
    begun = lines[_first_line(rows[-1]) - 1 :]
    try:
        list(csv.reader(begun, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            return Problem(
                severity=Severity.ERROR,
                code="authorities-open-quote",
                where=rows[-1].position,
                value=begun[0].strip()[:200],
                message="A quotation mark that begins in this row is never closed: everything "
                "after it was read as one cell.",
                remedy="Close the quotation mark, or write it twice if it belongs to the text, "
                "and import the file again.",
            )
    return None


def _first_line(row: _Row) -> int:
    return int(row.position.rpartition(" ")[2])


def _columns(headings: list[str]) -> list[_Column]:
    return [_column(" ".join(heading.split())) for heading in headings]


def _column(heading: str) -> _Column:
    name, at, language = heading.partition("@")
    if len(name) > _LONGEST_HEADING:
        return _Column(heading)
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    for spelling in (name, bare):
        if element := _ELEMENTS.get(_folded(spelling)):
            return _Column(heading, element, language if at else "")
    return _Column(heading)


def _folded(heading: str) -> str:
    return re.sub(r"[\s_-]+", " ", heading.casefold()).strip()


_ELEMENTS = {
    _folded(spelling): field.name
    for field in AUTHORITY_FIELDS
    for spelling in (field.name, field.label, *field.spellings)
}


def _date_reader(rows: list[_Row], columns: list[_Column]) -> Callable[[str, str], HistoricalDate]:
    """Reads a date by what the other values of its column show."""
    habits = {}
    for element in LIFE_TYPES:
        places = [at for at, column in enumerate(columns) if column.element == element]
        cells = [row.cells[at] for row in rows for at in places if at < len(row.cells)]
        habits[element] = dates.habits_of(cells)
    return lambda element, wording: dates.read(wording, column=habits.get(element))


def _read_row(
    row: _Row,
    columns: list[_Column],
    kind: Kind | None,
    read_date: Callable[[str, str], HistoricalDate],
) -> Iterator[Item]:
    values: dict[str, list[Value]] = {}
    extra: dict[str, list[Statement]] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        if not cell.strip():
            continue
        if not column.element:
            heading = column.heading or "column without a heading"
            extra.setdefault(heading, []).append(Statement(text=cell.strip()))
        else:
            values.setdefault(column.element, []).extend(_values(column, cell))
    elements = Elements(values, extra)
    name = values["name"][0].text if values.get("name") else ""
    if len(row.cells) > len(columns) and any(map(str.strip, row.cells[len(columns) :])):
        surplus = " ".join(row.cells[len(columns) :]).strip()
        elements.faults.append(("", surplus, "the row has more cells than there are headings"))
    try:
        identifier, authority = elements.authority(kind=kind, read_date=read_date)
    except Unreadable as reason:
        yield Problem(
            severity=Severity.ERROR,
            code="authority-unreadable",
            where=row.position,
            record=name,
            field=reason.field,
            value=reason.value,
            message=f"This row cannot be read: {reason}.",
            remedy="Mend the row and import the file again; the other rows are not affected.",
            rejected=1,
        )
        return
    yield from problems(elements.faults, where=row.position, record=name)
    yield AuthorityReading(
        authority=authority,
        identifier=identifier,
        position=row.position,
        wording=cut("\t".join(row.cells).strip()),
    )


def _values(column: _Column, cell: str) -> list[Value]:
    if column.element in _PLAIN:
        details = {"language": column.language} if column.language else {}
        return [Value(cell.strip(), details)]
    values = read_cell(cell, single=column.element in _SINGLE)
    if column.language and column.element in ("name", "variants"):
        for value in values:
            value.details.setdefault("language", column.language)
    return values


def _no_names(headings: list[str]) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="authorities-no-names",
        where="row 1",
        value=", ".join(heading for heading in headings if heading.strip())[:200],
        message="The table has no column of names.",
        remedy="Give the column of preferred names the heading 'name'; docs/formats/"
        "authorities.md lists all headings.",
        rejected=1,
    )


def _kind_assumed(kind: Kind) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="authorities-kind-assumed",
        where="row 1",
        field="kind",
        value=kind.value,
        message=f"No column says the kind, so every row was taken for a {kind.value}.",
        remedy=f"Add a column 'kind' ({', '.join(Kind)}) if that is wrong.",
    )


def _unknown_column(heading: str) -> Problem:
    return Problem(
        severity=Severity.NOTICE,
        code="authorities-column",
        where="row 1",
        field=heading,
        message=f"The column {heading!r} is none that authorities have; its values are kept "
        "under that name.",
        remedy="Rename it if it means one of the columns in docs/formats/authorities.md.",
    )


# ---------------------------------------------------------------- writing


@dataclass(frozen=True, slots=True)
class _Slot:
    """A column to be written; ``nth`` counts columns of one heading."""

    heading: str
    element: str = ""  # "" for what stands in ``extra``
    language: str = ""
    nth: int = 0


def _needed(authorities: list[tuple[str, Authority]]) -> list[_Slot]:
    """The columns in which something stands, in the order of `AUTHORITY_FIELDS`."""
    needed: dict[_Slot, None] = {}
    for identifier, authority in authorities:
        for element, values in values_of(identifier, authority).items():
            for slot, _ in _slots(element, values):
                needed[slot] = None
        for name, statements in authority.extra.items():
            for nth, _ in enumerate(statements):
                needed[_Slot(name, nth=nth)] = None
    needed |= {_Slot(name, name): None for name in ("id", "kind", "name")}
    order = [field.name for field in AUTHORITY_FIELDS]
    known = [slot for slot in needed if slot.element]
    known.sort(key=lambda slot: (order.index(slot.element), slot.language, slot.nth))
    return known + [slot for slot in needed if not slot.element]


def _slots(element: str, values: list[Value]) -> Iterator[tuple[_Slot, str]]:
    """The columns of an element with their cells."""
    if element not in _PLAIN:
        if values:
            yield _Slot(element, element), write_cell(values)
        return
    met: dict[str, int] = {}
    for value in values:
        language = value.details.get("language", "")
        nth = met[language] = met.get(language, -1) + 1
        heading = f"{element}@{language}" if language else element
        yield _Slot(heading, element, language, nth), value.text


def _headings(columns: list[_Slot]) -> list[str]:
    return [column.heading for column in columns]


def _cells(identifier: str, authority: Authority, columns: list[_Slot]) -> list[str]:
    cells = {
        slot: cell
        for element, values in values_of(identifier, authority).items()
        for slot, cell in _slots(element, values)
    }
    for name, statements in authority.extra.items():
        for nth, statement in enumerate(statements):
            cells[_Slot(name, nth=nth)] = statement.text
    return [cells.get(column, "") for column in columns]
