"""Pages of a pasted listing, made ready to be cut: what can be settled first is settled here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from regesta.formats.listing.blocks import unwrapped
from regesta.formats.listing.columns import parted, unlabelled
from regesta.formats.listing.dates import date_of, dated
from regesta.formats.listing.furniture import (
    foot_of,
    is_furniture,
    repeated,
    without_furniture,
    without_links,
)
from regesta.formats.listing.lines import CountLine, Line, count_line, total_line, where
from regesta.formats.listing.marks import unmarked


@dataclass(frozen=True, slots=True)
class Page:
    """The lines that one count line governs, or those of a paste that has none.

    ``repeated`` were left out because they stand in every record, ``foot`` because they stand
    below the last; ``heading`` is the year that may hold for dates on the next page.
    """

    count: CountLine | None
    lines: list[Line]
    repeated: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)
    heading: int | None = None

    @property
    def where(self) -> str:
        if self.count:
            return where(self.count.number)
        return where(self.lines[0].number, self.lines[-1].end) if self.lines else ""


def pages_of(lines: Iterable[Line]) -> list[Page]:
    """The lines parted at the count lines. The first page has no count line, the others do."""
    pages = [Page(None, [])]
    for line in lines:
        count = count_line(line)
        if count:
            pages.append(Page(count, []))
        else:
            pages[-1].lines.append(line)
    return pages if len(pages) > 1 else _pages_by_total(pages[0])


def _pages_by_total(page: Page) -> list[Page]:
    """Where no count line stands, ``4 results`` above the first date may take its place."""
    for place, line in enumerate(page.lines):
        if date_of(line.text):
            break
        if total := total_line(line):
            return [Page(None, page.lines[:place]), Page(total, page.lines[place + 1 :])]
    return [page]


def prepared(page: Page, head: frozenset[str], heading: int | None = None) -> Page:
    """The page as it can be cut: no marks, no labels, no furniture, dates read.

    ``head`` is what heads the paste, ``heading`` the year heading of the page before.
    """
    lines = unwrapped(unmarked(page.lines, page.count))
    read = dated(unlabelled(parted(lines, page.count)), heading)
    lines = without_furniture(read.lines, head)
    records = page.count.claimed if page.count else sum(line.date is not None for line in lines)
    lines, links = without_links(lines, records)
    often = repeated(lines, records)
    left_out = links + [line for line in lines if line.said in often]
    lines = [line for line in lines if line.said not in often]
    foot = foot_of(lines)
    unknown = [line for line in lines[foot:] if not is_furniture(line)]
    return Page(page.count, lines[:foot], left_out, unknown, read.heading)
