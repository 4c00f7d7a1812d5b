"""What a source itself says of whom it names."""

from __future__ import annotations

from regesta.catalog.models import Mention
from regesta.description.mentions import ELLIPSIS, SURROUNDINGS, Proposal
from regesta.description.record import Record
from regesta.formats.reading import Mark

RULE = "marked by the source"


def proposal_of(mark: Mark, authority: str, record: Record) -> Proposal | None:
    """The mention that a mark is, confirmed by its source; None where no words stand there."""
    text = _text_at(record, mark.field, mark.part)
    words = text[mark.start : mark.end]
    if not words.strip():
        return None
    before = text[max(0, mark.start - SURROUNDINGS) : mark.start]
    return Proposal(
        field=mark.field,
        part=mark.part,
        start=mark.start,
        end=mark.end,
        words=words,
        occurrence=text.count(words, 0, mark.start),
        context=f"{before}{ELLIPSIS}{text[mark.end : mark.end + SURROUNDINGS]}",
        authority=authority,
        rule=RULE,
        role=mark.role,
        certainty="certain",
        confirmed=True,
    )


def stands(mention: Mention, record: Record) -> bool:
    """Whether the words of a mention still stand where they stood."""
    text = _text_at(record, mention.field, mention.part)
    return mention.start is None or text[mention.start : mention.end] == mention.words


def _text_at(record: Record, field: str, part: str) -> str:
    if field == "texts":
        number, _, identifier = part.partition(" ")
        text = record.texts[int(number)] if int(number) < len(record.texts) else None
        paragraphs = text.paragraphs if text else ()
        return next((one.text for one in paragraphs if one.identifier == identifier), "")
    statements = record.values.get(field, ())
    return statements[int(part)].text if part.isdigit() and int(part) < len(statements) else ""
