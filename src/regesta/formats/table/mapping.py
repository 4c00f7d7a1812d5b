"""What somebody said of a table in a mapping file, and a first one to go on from.

header = 3              # the row of the headings
sheet = "Letters"       # read this one only
delimiter = ";"
scheme = "ms-letters"   # the set within which the identifiers are unique

[columns]
"Titel" = "title"
"Absender" = { field = "agents", role = "sender", split = ";" }
"Betreff@de" = { field = "title", language = "de" }
"Intern" = "extra"      # kept under its heading, and nobody is told
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regesta.description.fields import FIELD
from regesta.description.record import DateType, TextKind
from regesta.formats.languages import code_of
from regesta.formats.reading import Problem
from regesta.formats.signs import sounded
from regesta.formats.table.headings import (
    APPROXIMATE,
    CREDIT,
    END,
    EXTRA,
    MEDIA_TYPE,
    PARENT,
    PERMISSION,
    REASON,
    REPOSITORY,
    START,
    UNTIL,
    Meaning,
    meaning_of,
)
from regesta.formats.table.problems import error

_SAID = {"columns", "header", "sheet", "delimiter", "scheme"}
_OF_COLUMN = {"field", "role", "kind", "language", "split"}
_PARTS: dict[str, tuple[str, ...]] = {
    "dates": (*DateType, START, END, APPROXIMATE),
    "subjects": ("topic", "person", "family", "organisation", "place"),
    "texts": tuple(TextKind),
    "access": (UNTIL, REASON),
    "rights": (CREDIT, PERMISSION),
    "objects": (MEDIA_TYPE,),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one column. ``split`` is None where nothing is said of it."""

    meaning: Meaning
    split: str | None = None


@dataclass(slots=True)
class Mapped:
    """A mapping as it was understood, and what was wrong with it."""

    columns: dict[str, Said] = field(default_factory=dict)
    header: int = 0
    sheet: str = ""
    delimiter: str = ""
    scheme: str = ""
    problems: list[Problem] = field(default_factory=list)

    def said_of(self, heading: str) -> Said | None:
        return self.columns.get(_plain(heading)) if self.columns else None


def read_mapping(mapping: Mapping[str, Any]) -> Mapped:
    """Never raises: what makes no sense is left out and reported."""
    found = Mapped()
    if not isinstance(mapping, Mapping):
        found.problems.append(_fault("", mapping, "the mapping is no table"))
        return found
    try:
        mapping = sounded(dict(mapping))
    except RecursionError:
        found.problems.append(_fault("", "", "its tables are nested too deep"))
        return found
    for name in mapping:
        if name not in _SAID:
            found.problems.append(_fault(str(name), mapping[name], "a mapping has no such setting"))
    header = mapping.get("header", 0)
    if isinstance(header, int) and not isinstance(header, bool) and header >= 0:
        found.header = header
    else:
        found.problems.append(_fault("header", header, "it must be the number of a row"))
    for name in ("sheet", "delimiter", "scheme"):
        value = mapping.get(name, "")
        if isinstance(value, str):
            setattr(found, name, {"tab": "\t", "\\t": "\t"}.get(value, value))
        else:
            found.problems.append(_fault(name, value, "it must be a text"))
    if len(found.delimiter) > 1 or found.delimiter in ("\n", "\r", '"'):
        found.problems.append(_fault("delimiter", found.delimiter, "it must be one sign"))
        found.delimiter = ""
    _read_columns(mapping.get("columns", {}), found)
    return found


def _read_columns(columns: Any, found: Mapped) -> None:
    if not isinstance(columns, Mapping):
        found.problems.append(_fault("columns", columns, "it must be a table of columns"))
        return
    for heading, value in columns.items():
        try:
            found.columns[_plain(str(heading))] = _said(value)
        except ValueError as reason:
            found.problems.append(_fault(str(heading), value, str(reason)))


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _said(value: Any) -> Said:
    if isinstance(value, str):
        return Said(_meaning(value))
    if not isinstance(value, Mapping):
        raise ValueError("a column is a field, or a table with a field")
    if unknown := sorted(set(map(str, value)) - _OF_COLUMN):
        raise ValueError(f"a column has no {unknown[0]!r}, only {', '.join(sorted(_OF_COLUMN))}")
    for name, said in value.items():
        if not isinstance(said, str):
            raise ValueError(f"{name} must be a text")
    if "field" not in value:
        raise ValueError("no field is said")
    meaning = _meaning(value["field"])
    part = value.get("role", "") or value.get("kind", "")
    if part:
        meaning = Meaning(meaning.field, _part(meaning.field, part))
    if language := value.get("language", ""):
        code = code_of(language)
        if not code:
            raise ValueError(f"no language {language!r} is known")
        meaning = Meaning(meaning.field, meaning.part, code)
    return Said(meaning, value.get("split"))


def _meaning(name: str) -> Meaning:
    if name in FIELD:
        return Meaning(name)
    if name in (EXTRA, PARENT):
        return Meaning(name)
    if (found := meaning_of(name)) and found.field != EXTRA:
        return found
    raise ValueError(f"there is no field {name!r}")


def _part(field_name: str, part: str) -> str:
    if field_name == "agents":
        return part  # any role is allowed
    if field_name == "references":
        return part if part == REPOSITORY else f"level: {part}"
    allowed = _PARTS.get(field_name, ())
    if part not in allowed:
        known = f"only {', '.join(map(str, allowed))}" if allowed else "none at all"
        raise ValueError(f"the field {field_name} has no kind {part!r}, {known}")
    return part


def _fault(name: str, value: Any, reason: str) -> Problem:
    return error(
        "table-mapping",
        f"What the mapping says of {name!r} cannot be used: {reason}."
        if name
        else f"The mapping cannot be used: {reason}.",
        "Mend the mapping file; docs/formats/table.md says what can stand in it, and "
        "docs/fields.md lists the fields.",
        field=name,
        value=str(value),
    )
