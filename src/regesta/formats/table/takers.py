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
    return [cell] if column.split == "" else parts_of(cell, column.split or "")


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
    for code in _codes(cell) if column.split is None else _parts(column, cell):
        one = Statement(text=code_of(code) or code)
        if one not in said:
            said.append(one)


@lru_cache(maxsize=1_024)
def _codes(cell: str) -> tuple[str, ...]:
    """The languages of a cell; commas part them where each of them is one."""
    parts = parts_of(cell)
    if len(parts) == 1 and "," in cell:
        listed = [part.strip() for part in cell.split(",")]
        parts = listed if all(map(code_of, listed)) else parts
    return tuple(code_of(part) or part for part in parts)


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
    if part not in (START, END, APPROXIMATE):
        draft.dates.append((column, cell))
    elif part in draft.about_dates:
        draft.keep(column, cell)
    else:
        draft.about_dates[part] = (column, cell)


def agent(_: Files, draft: Draft, column: Column, cell: str) -> None:
    role = column.meaning.part or "creator"
    kind = "organisation" if role in _BODIES else "person"
    draft.record.agents += [
        AgentInRole(name=part, role=role, kind=kind) for part in _parts(column, cell)
    ]


def subject(_: Files, draft: Draft, column: Column, cell: str) -> None:
    kind = column.meaning.part or "topic"
    draft.record.subjects += [Subject(name=part, kind=kind) for part in _parts(column, cell)]


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
