"""The texts of a record from those of its files, with their pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regesta.description.record import Paragraph, State, Text, TextKind
from regesta.formats.files.contents import Content
from regesta.formats.files.naming import stem_of

_MOST_NAMED = 5  # pages without text that are named one by one


@dataclass(frozen=True, slots=True)
class Written:
    """A file with what it holds; ``kind`` names its reader, "" for none."""

    name: str
    kind: str
    content: Content


def texts_of(written: list[Written], *, pages: Mapping[str, str] | None) -> list[Text]:
    """A text for each file; where the files are the pages of one record, ``pages`` names them,
    and the texts of one kind are one."""
    has_original = any(one.kind in ("pdf", "image") for one in written)
    made: dict[object, _Making] = {}
    number = 0
    for one in written:
        if not one.content.has_text:
            continue
        kind = _text_kind(one, beside_original=has_original)
        making = made.setdefault(kind if pages is not None else one.name, _Making(kind, one.name))
        number = making.add(one, pages, number)
    return [making.text(len(written) > 1 and pages is None) for making in made.values()]


def _text_kind(one: Written, *, beside_original: bool) -> TextKind:
    """What was read in pictures is so called; words beside a picture or a PDF of the same name
    were taken from it by somebody."""
    if one.content.recognised:
        return TextKind.OCR
    if beside_original and one.kind not in ("pdf", "image"):
        return TextKind.TRANSCRIPT
    return TextKind.ORIGINAL


@dataclass(slots=True)
class _Making:
    kind: TextKind
    source: str
    paragraphs: list[Paragraph] = field(default_factory=list)

    def add(self, one: Written, pages: Mapping[str, str] | None, number: int) -> int:
        """Adds the text of a file, its paragraphs numbered on from ``number``."""
        begun: list[str] = []
        several = len(one.content.pages) > 1
        for page in one.content.pages:
            if pages is None:
                name = page.name
            else:
                whole = pages.get(one.name) or stem_of(one.name.rpartition("/")[2])
                name = f"{whole}, {page.name}" if several and page.name else whole
            if name:
                begun.append(name)
            for passage in page.passages:
                number += 1
                self.paragraphs.append(
                    Paragraph(
                        identifier=f"p{number}",
                        text=passage.text,
                        page=_named(begun),
                        notes=passage.notes,
                    )
                )
                begun = []
        return number

    def text(self, is_one_of_several: bool) -> Text:
        made = State.MACHINE_MADE if self.kind is TextKind.OCR else State.AS_GIVEN
        source = self.source.rpartition("/")[2] if is_one_of_several else ""
        return Text(kind=self.kind, state=made, made_from=source, paragraphs=self.paragraphs)


def _named(pages: list[str]) -> str:
    """The pages that begin with a paragraph: those before the last have no text."""
    if len(pages) > _MOST_NAMED:
        return f"{pages[0]} to {pages[-2]}, {pages[-1]}"
    return ", ".join(pages)
