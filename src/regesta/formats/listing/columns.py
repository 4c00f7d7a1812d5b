"""Records whose date and title stand on one line, and labels before the parts of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from regesta.description.dates import HistoricalDate, Status
from regesta.formats.listing.dates import LONGEST_DATE_LINE, date_of
from regesta.formats.listing.lines import CountLine, Line
from regesta.formats.listing.wording import is_sentence

FEWEST_ALIKE = 2  # lines
MOST_DATE_WORDS = 6
_BETWEEN = " ,;:|–—-\t"
_TITLE = re.compile(r"(?:title|titel|titre|название|título|标题)\s?[:：]\s*(?=\S)", re.IGNORECASE)
_ABSTRACT = re.compile(
    r"(?:description|abstract|summary|content|beschreibung|zusammenfassung|résumé|описание"
    r"|аннотация|resumen|摘要)\s?[:：]\s*(?=\S)",
    re.IGNORECASE,
)


def parted(lines: list[Line], count: CountLine | None) -> list[Line]:
    """The lines with date and title apart, where all records have them on one line."""
    if any(date_of(line.text) for line in lines):
        return lines
    leads = [_lead(line) for line in lines]
    found = sum(lead is not None for lead in leads)
    expected = count.claimed if count else found
    if found != expected or found < FEWEST_ALIKE:
        return lines
    return [
        part
        for line, lead in zip(lines, leads, strict=True)
        for part in (_parts(line, lead) if lead else [line])
    ]


def _lead(line: Line) -> str | None:
    """The date with which the line begins, if a title follows and no sentence."""
    words = line.text[: LONGEST_DATE_LINE + 1].split(" ")[: MOST_DATE_WORDS + 1]
    for length in range(min(MOST_DATE_WORDS, len(words) - 1), 0, -1):
        lead = " ".join(words[:length]).rstrip(_BETWEEN)
        if _is_whole(date_of(lead)):
            title = _cells(line, lead)[0]
            return lead if title and not is_sentence(title) else None
    return None


def _is_whole(date: HistoricalDate | None) -> bool:
    return date is not None and date.status in (Status.GIVEN, Status.UNDATED)


def _cells(line: Line, lead: str) -> tuple[str, ...]:
    """What follows the date: the other cells of a table's row, or the rest of the line."""
    if line.cells and line.cells[0] == lead:
        return line.cells[1:]
    return (line.text[len(lead) :].strip(_BETWEEN),)


def _parts(line: Line, lead: str) -> Iterator[Line]:
    """The date, the title, and what other cells a table has."""
    yield replace(line, said=lead, text=lead, cells=())
    for cell in _cells(line, lead):
        yield replace(line, said=cell, text=cell, cells=(), marked=False)


def unlabelled(lines: list[Line]) -> list[Line]:
    """The lines without ``Title:`` and ``Description:``, where every date has its title's."""
    dates = sum(date_of(line.text) is not None for line in lines)
    titles = sum(_TITLE.match(line.text) is not None for line in lines)
    if not titles or titles < dates:
        return lines
    return [_without_label(line) for line in lines]


def _without_label(line: Line) -> Line:
    label = _TITLE.match(line.text) or _ABSTRACT.match(line.text)
    if label is None:
        return line
    text = line.text[label.end() :]
    return replace(line, said=text, text=text)
