"""Where a cell goes: one function for each kind of column."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from regesta.description.record import (
    AgentInRole,
    Identifier,
    Marking,
    Paragraph,
    ReferenceLevel,
    State,
    Statement,
    Subject,
    Text,
    TextKind,
)
from regesta.formats.languages import code_of
from regesta.formats.table.columns import Column
from regesta.formats.table.drafts import Draft
from regesta.formats.table.files import Files, paragraphs, text_of
from regesta.formats.table.headings import (
    APPROXIMATE,
    END,
    EXTRA,
    MEDIA_TYPE,
    PARENT,
    REPOSITORY,
    START,
)
from regesta.formats.table.values import ADDRESS, parts_of

Taker: TypeAlias = Callable[[Files, Draft, Column, str], None]

_BODIES = {"publisher", "issuing body"}  # roles that organisations have
_LEVELS = {
    "fonds", "subfonds", "collection", "series", "subseries", "file", "item", "part",
}  # fmt: skip
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][\w.+-]*")
_PATH = re.compile(
    r"[^\n;|<>]{1,250}\.(?:txt|md|pdf|xml|docx?|odt|rtf|html?|vtt|srt|csv)", re.IGNORECASE
)


def _parts(column: Column, cell: str) -> list[str]:
    return _split(cell, column.split)


def _split(cell: str, split: str | None) -> list[str]:
    """The values of a cell; ``split`` is "" where somebody said that it holds only one."""
    return [cell] if split == "" else parts_of(cell, split or "")


def statement(_: Files, draft: Draft, column: Column, cell: str) -> None:
    meaning = column.meaning
    said = draft.record.values.setdefault(meaning.field, [])
    if column.split:
        said += [
            Statement(text=part, language=meaning.language) for part in parts_of(cell, column.split)
        ]
    else:
        said.append(Statement(text=cell, language=meaning.language))


def title(files: Files, draft: Draft, column: Column, cell: str) -> None:
    """A title in square brackets was supplied by a cataloguer."""
    bracketed = _BRACKETED.fullmatch(cell) if cell[0] == "[" else None
    if bracketed and (words := bracketed[1].strip()):
        draft.record.values.setdefault("title", []).append(
            Statement(text=words, language=column.meaning.language, state=State.SUPPLIED)
        )
    else:
        statement(files, draft, column, cell)


def language(_: Files, draft: Draft, column: Column, cell: str) -> None:
    said = draft.record.values.setdefault("language", [])
    said += [one for one in _languages(cell, column.split) if one not in said]


@lru_cache(maxsize=1_024)
def _languages(cell: str, split: str | None) -> tuple[Statement, ...]:
    """The languages of a cell; commas part them where each of them is one."""
    parts = _split(cell, split)
    if len(parts) == 1 and "," in cell:
        listed = [part.strip() for part in cell.split(",")]
        parts = listed if all(map(code_of, listed)) else parts
    codes = dict.fromkeys(code_of(part) or part for part in parts)
    return tuple(Statement(text=code) for code in codes)


def extent(files: Files, draft: Draft, column: Column, cell: str) -> None:
    """``format`` holds an extent, or the type of a file."""
    if _MEDIA_TYPE.fullmatch(cell):
        media_type(files, draft, column, cell)
    else:
        statement(files, draft, column, cell)


def media_type(_: Files, draft: Draft, column: Column, cell: str) -> None:
    draft.media_type = cell
    draft.keep(column, cell)


def date(_: Files, draft: Draft, column: Column, cell: str) -> None:
    part = column.meaning.part
    if cell.endswith(".0") and cell[:-2].isdecimal():
        cell = cell[:-2]  # a year that some program took for a number
    if part not in (START, END, APPROXIMATE):
        draft.dates.append((column, cell))
    elif part in draft.about_dates:
        draft.keep(column, cell)
    else:
        draft.about_dates[part] = (column, cell)


def agent(_: Files, draft: Draft, column: Column, cell: str) -> None:
    draft.record.agents += _agents(cell, column.meaning.part or "creator", column.split)


def subject(_: Files, draft: Draft, column: Column, cell: str) -> None:
    draft.record.subjects += _subjects(cell, column.meaning.part or "topic", column.split)


# The same names come in row after row, and what is made of them never changes.


@lru_cache(maxsize=4_096)
def _agents(cell: str, role: str, split: str | None) -> tuple[AgentInRole, ...]:
    kind = "organisation" if role in _BODIES else "person"
    return tuple(AgentInRole(name=part, role=role, kind=kind) for part in _split(cell, split))


@lru_cache(maxsize=4_096)
def _subjects(cell: str, kind: str, split: str | None) -> tuple[Subject, ...]:
    return tuple(Subject(name=part, kind=kind) for part in _split(cell, split))


def identifier(_: Files, draft: Draft, column: Column, cell: str) -> None:
    if column.is_key:
        draft.key = cell
    else:
        scheme = column.heading.casefold()
        draft.record.identifiers += [Identifier(scheme, part) for part in _parts(column, cell)]


def reference(_: Files, draft: Draft, column: Column, cell: str) -> None:
    part = column.meaning.part
    if part == REPOSITORY:
        if draft.repository:
            draft.keep(column, cell)
        else:
            draft.repository = cell
    elif part:
        draft.levels.append(ReferenceLevel(part.removeprefix("level: "), cell))
    elif column.split or "|" in cell or "\n" in cell:
        draft.references += _parts(column, cell)
    else:
        draft.references.append(cell)  # a semicolon is part of many references


def text(files: Files, draft: Draft, column: Column, cell: str) -> None:
    """A text, or the name of the file that holds it; the file is kept as well."""
    label = column.meaning.part or TextKind.TRANSCRIPT.value
    if _PATH.fullmatch(cell):
        path = files.attach(draft, column, cell, label)
        if path is None:
            return
        cell = text_of(path)
    made = [
        Paragraph(identifier=f"p{number}", text=paragraph)
        for number, paragraph in enumerate(paragraphs(cell), 1)
    ]
    if made:
        draft.record.texts.append(
            Text(kind=TextKind(label), language=column.meaning.language, paragraphs=made)
        )


def marking(_: Files, draft: Draft, column: Column, cell: str) -> None:
    draft.record.markings += [Marking(text=part) for part in _parts(column, cell)]


def access(_: Files, draft: Draft, column: Column, cell: str) -> None:
    part = column.meaning.part or "status"
    if part in draft.access:
        draft.keep(column, cell)
    else:
        draft.access[part] = (column, cell)


def rights(_: Files, draft: Draft, column: Column, cell: str) -> None:
    part = column.meaning.part or ("uri" if ADDRESS.fullmatch(cell) else "statement")
    if part in draft.rights:
        draft.keep(column, cell)
    else:
        draft.rights[part] = cell


def file(files: Files, draft: Draft, column: Column, cell: str) -> None:
    """Files are looked for when the row is done: other columns say of what type they are."""
    if column.meaning.part == MEDIA_TYPE:
        media_type(files, draft, column, cell)
    else:
        draft.named_files += [(column, part) for part in _parts(column, cell)]


def level(_: Files, draft: Draft, __: Column, cell: str) -> None:
    plain = cell.casefold()
    draft.record.level = plain if plain in _LEVELS else cell


def collection(_: Files, draft: Draft, column: Column, cell: str) -> None:
    draft.collections += _parts(column, cell)


def parent(_: Files, draft: Draft, column: Column, cell: str) -> None:
    if draft.parent:
        draft.keep(column, cell)
    else:
        draft.parent = cell


def extra(_: Files, draft: Draft, column: Column, cell: str) -> None:
    draft.keep(column, cell)


_TAKERS: dict[str, Taker] = {
    "title": title,
    "language": language,
    "extent": extent,
    "dates": date,
    "agents": agent,
    "subjects": subject,
    "identifiers": identifier,
    "references": reference,
    "texts": text,
    "markings": marking,
    "access": access,
    "rights": rights,
    "objects": file,
    "level": level,
    "collections": collection,
    PARENT: parent,
    EXTRA: extra,
}


def taker_of(column: Column) -> Taker:
    """What to do with the cells of a column."""
    return _TAKERS.get(column.meaning.field, statement)
