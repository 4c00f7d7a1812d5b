"""A first mapping for a table, to be looked through and completed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from regesta.formats.material import Material
from regesta.formats.table.columns import Column
from regesta.formats.table.headings import EXTRA, Meaning
from regesta.formats.table.mapping import read_mapping
from regesta.formats.table.rows import Refused, Row
from regesta.formats.table.sources import Table, open_tables
from regesta.formats.table.survey import rows_below
from regesta.formats.table.values import is_nothing

_ROWS_FOR_EXAMPLES = 200
_LONGEST_EXAMPLE = 60


def propose_mapping(material: Material) -> str:
    """A mapping as TOML: each column with what it was taken for and an example of its
    values; those that were not recognised stand as comments. Of a source that cannot be
    read, a comment that says why."""
    try:
        tables = _tables(material)
        lines = list(_lines(tables)) if tables else ["# No table was found."]
    except Refused as refused:
        lines = [f"# {_one_line(refused.problem.message)}", f"# {refused.problem.remedy}"]
    return "\n".join(lines) + "\n"


def _tables(material: Material) -> list[Table]:
    """The tables of a source; where no heading of it is known, as if its first row had
    them: a mapping is wanted most for those."""
    try:
        found = open_tables(material, read_mapping(material.mapping)).tables
    except Refused:
        found = []
    if found:
        return found
    return open_tables(material, read_mapping({**material.mapping, "header": 1})).tables


def _lines(tables: list[Table]) -> Iterator[str]:
    yield "# What the columns of this table mean. Fields are those of docs/fields.md, or"
    yield '# "parent"; "extra" keeps a column under its heading.'
    rows = {table.headings.row.number for table in tables}
    if len(rows) == 1:
        yield f"header = {rows.pop()}"
    if len(tables) > 1:
        names = ", ".join(_one_line(table.sheet.name) for table in tables)
        yield f"# Sheets: {names}. To read one of them only:"
        yield f"# sheet = {_quoted(tables[0].sheet.name)}"
    yield ""
    yield "[columns]"
    met: set[str] = set()
    for table in tables:
        if len(tables) > 1:
            yield f"# Sheet {_one_line(table.sheet.name)}"
        examples = _examples(table)
        for column in table.headings.columns:
            if column.heading.casefold() not in met:
                met.add(column.heading.casefold())
                yield from _column(column, examples.get(column.at, ""))


def _column(column: Column, example: str) -> Iterator[str]:
    if example:
        yield f"# for example: {example}"
    heading = _quoted(column.heading)
    if column.is_told:
        yield "# not recognised; kept under its heading. Say what it means:"
        yield f'# {heading} = ""'
    else:
        yield f"{heading} = {_meaning(column.meaning)}"


def _meaning(meaning: Meaning) -> str:
    if meaning.field == EXTRA or not (meaning.part or meaning.language):
        return _quoted(meaning.field)
    parts = [f"field = {_quoted(meaning.field)}"]
    if meaning.part:
        name = "role" if meaning.field == "agents" else "kind"
        parts.append(f"{name} = {_quoted(meaning.part.removeprefix('level: '))}")
    if meaning.language:
        parts.append(f"language = {_quoted(meaning.language)}")
    return f"{{ {', '.join(parts)} }}"


def _examples(table: Table) -> dict[int, str]:
    """The first value of each column that says something."""
    found: dict[int, str] = {}
    for row in islice(rows_below(table), _ROWS_FOR_EXAMPLES):
        if isinstance(row, Row):
            for at, cell in enumerate(row.cells):
                if at not in found and cell.strip() and not is_nothing(cell.strip()):
                    found[at] = _one_line(cell)
    return found


def _one_line(text: str) -> str:
    """Printable, without line breaks, and short enough to read."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    plain = " ".join(plain.split())
    return plain if len(plain) <= _LONGEST_EXAMPLE else f"{plain[:_LONGEST_EXAMPLE]} ..."


def _quoted(text: str) -> str:
    """A basic string of TOML; what JSON escapes, TOML escapes alike, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
