"""The table as a stream of rows, and the tree that they make."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from regesta.description.record import Identifier, Statement
from regesta.formats.atom.columns import BY_HEADING, folded
from regesta.formats.atom.rows import Row, reading_of
from regesta.formats.draft import refused
from regesta.formats.families import Families
from regesta.formats.lines import LOST, text_of
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Reading, Severity

SCHEME = "atom"
DELIMITERS = ",;\t"
_LONGEST_ROW = 16_000_000  # characters
_LONGEST_HEADING = 20_000


class _Endless(Exception):
    """A row that does not end."""


def recognise(material: Material) -> bool:
    """Whether the first line has the headings that only AtoM's table has together."""
    found = set(_headings(material))
    own = {"legacyId", "qubitParentSlug", "parentId"}
    return "levelOfDescription" in found and not own.isdisjoint(found)


def read(material: Material) -> Iterator[Item]:
    """The rows as a tree. Never raises: what is wrong is a located problem."""
    tree, holders = Families(), _Holders()
    slugs = _slugs(material)
    yield from _unknown_columns(material)
    for row in _with_translations(_rows(material)):
        if isinstance(row, Problem):
            yield row
            continue
        reading, problems = reading_of(row, material, slugs)
        yield from problems
        yield from map(holders.known, tree.take(reading))
    yield from map(holders.known, tree.rest())


@dataclass(slots=True)
class _Holders:
    """The repository of each tree, which AtoM states at its top only. With it the number
    of a row is unique beyond its own table."""

    by_key: dict[str, str] = field(default_factory=dict)

    def known(self, item: Item) -> Item:
        if not isinstance(item, Reading):
            return item
        record = item.record
        own = next((one.repository for one in record.references if one.repository), "")
        holder = own or self.by_key.get(item.parent, "")
        if item.key:
            self.by_key[item.key] = holder
        else:  # the number of another row: it would make two records one
            for one in [one for one in record.identifiers if one.scheme == SCHEME]:
                if one.value in self.by_key:
                    record.identifiers.remove(one)
                    record.extra["legacyId"] = [Statement(text=one.value)]
        if holder:
            record.references = [replace(one, repository=holder) for one in record.references]
            record.identifiers = [
                Identifier(SCHEME, f"{holder}: {one.value}") if one.scheme == SCHEME else one
                for one in record.identifiers
            ]
        return item


# ---------------------------------------------------------------- rows


def _headings(material: Material) -> list[str]:
    """The columns of the template that the first line names, other headings as they stand."""
    start = _start(material)
    cells = next(csv.reader(io.StringIO(start, newline=""), delimiter=_delimiter(start)), [])
    return [BY_HEADING.get(folded(cell), " ".join(cell.split())) for cell in cells]


def _start(material: Material) -> str:
    return material.head_text.lstrip("\ufeff\r\n")[:_LONGEST_HEADING]


def _delimiter(start: str) -> str:
    first = start.partition("\n")[0]
    return max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))


def _rows(material: Material) -> Iterator[Row | Problem]:
    """The rows below the headings; one that does not end is the last."""
    csv.field_size_limit(2**31 - 1)  # a row has a limit of its own
    fed = 0

    def lines(stream: io.TextIOWrapper) -> Iterator[str]:
        nonlocal fed
        while line := stream.readline(_LONGEST_ROW):
            fed += len(line)
            if fed >= _LONGEST_ROW:
                raise _Endless
            yield line.replace("\x00", "")

    headings = _headings(material)
    number, line, is_first = 0, 1, True
    with text_of(material) as stream:
        reader = csv.reader(lines(stream), delimiter=_delimiter(_start(material)))
        try:
            for cells in reader:
                number, fed, begins = number + 1, 0, line
                line = reader.line_num + 1
                if not any(cell.strip("\ufeff \t") for cell in cells):
                    continue
                if is_first:
                    is_first = False
                    continue
                where = f"row {number}" if number == begins else f"row {number}, line {begins}"
                yield from _row(headings, cells, where)
        except (_Endless, csv.Error):
            yield refused(
                "atom-row-too-long",
                f"row {number + 1}, line {line}",
                "The row does not end; it and what follows cannot be read.",
                "Look for a quotation mark that is never closed, and import the file again.",
            )


def _row(headings: list[str], cells: list[str], where: str) -> Iterator[Row | Problem]:
    row = Row(where=where, wording="\t".join(cells).strip())
    for heading, cell in zip(headings, cells, strict=False):
        if cell.strip():
            row.cells.setdefault(heading or "column without a heading", []).append(cell.strip())
    over = [cell.strip() for cell in cells[len(headings) :] if cell.strip()]
    if over:
        row.cells["cells without a heading"] = over
        yield _warning("atom-cells", row, " | ".join(over), "The row has more cells than headings.")
    if LOST in row.wording:
        yield _warning("atom-lost-sign", row, LOST, f"A sign is lost; {LOST} stands there.")
    yield row


def _with_translations(rows: Iterator[Row | Problem]) -> Iterator[Row | Problem]:
    """The rows, each with those after it that say the same in another language."""
    held: Row | None = None
    for row in rows:
        if isinstance(row, Problem):
            yield row
        elif held is not None and _translates(row, held):
            held.translations.append(row)
        else:
            if held is not None:
                yield held
            held = row
    if held is not None:
        yield held


def _translates(row: Row, held: Row) -> bool:
    cultures = {held.one("culture"), *(one.one("culture") for one in held.translations)}
    same = row.one("legacyId") and row.one("legacyId") == held.one("legacyId")
    return bool(same and row.one("culture") and row.one("culture") not in cultures)


def _slugs(material: Material) -> dict[str, str]:
    """The number of the row of each slug, where rows name their parents so."""
    if not {"slug", "qubitParentSlug", "legacyId"} <= set(_headings(material)):
        return {}
    return {
        row.one("slug"): row.one("legacyId")
        for row in _rows(material)
        if isinstance(row, Row) and row.one("slug")
    }


# ---------------------------------------------------------------- problems


def _unknown_columns(material: Material) -> Iterator[Problem]:
    known = set(BY_HEADING.values())
    for heading in dict.fromkeys(_headings(material)):
        if heading and heading not in known:
            yield Problem(
                severity=Severity.NOTICE,
                code="atom-column",
                where="row 1",
                field=heading[:200],
                message=f"The column {heading[:200]!r} is none of AtoM's template; its values "
                "are kept under that name.",
                remedy="Rename it if it means one of the columns in docs/formats/atom.md.",
            )


def _warning(code: str, row: Row, value: str, message: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code=code,
        where=row.where,
        record=row.one("title")[:200],
        value=value[:200],
        message=message,
        remedy="Mend the row, or export the table again as UTF-8, and import it again.",
    )
