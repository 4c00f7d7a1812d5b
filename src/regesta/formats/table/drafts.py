"""A record while its row is read: what the cells have said so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.description.record import Record, ReferenceLevel, Statement
from regesta.formats.reading import Attachment, Problem
from regesta.formats.table.columns import Column
from regesta.formats.table.problems import warning
from regesta.formats.table.rows import Row


@dataclass(slots=True)
class Draft:
    """Cells whose meaning depends on others of the row wait here, each with its column."""

    row: Row
    is_empty: bool = True  # no cell said anything
    record: Record = field(default_factory=Record)
    key: str = ""  # by which the row is told apart, and named as a parent
    parent: str = ""
    dates: list[tuple[Column, str]] = field(default_factory=list)
    about_dates: dict[str, tuple[Column, str]] = field(default_factory=dict)  # start, end, ...
    references: list[str] = field(default_factory=list)
    repository: str = ""
    levels: list[ReferenceLevel] = field(default_factory=list)
    access: dict[str, tuple[Column, str]] = field(default_factory=dict)
    rights: dict[str, str] = field(default_factory=dict)
    named_files: list[tuple[Column, str]] = field(default_factory=list)
    media_type: str = ""
    collections: list[str] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def keep(self, column: Column, text: str) -> None:
        """Keeps what no field holds under the heading of its column, once."""
        kept = self.record.extra.setdefault(column.heading, [])
        statement = Statement(text=text, language=column.meaning.language)
        if statement not in kept:
            kept.append(statement)

    def warn(self, code: str, message: str, remedy: str, column: Column, value: str) -> None:
        self.problems.append(
            warning(
                code,
                message,
                remedy,
                where=self.row.place,
                record=self.record.text("title"),
                field=column.heading,
                value=value,
            )
        )
