"""From a row to a record: each cell goes where its column says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from regesta.description.date_reading import Habits
from regesta.description.fields import FIELD, Shape
from regesta.description.record import Identifier, Reference, Rights, Statement
from regesta.formats.reading import Problem
from regesta.formats.table.access import access_of
from regesta.formats.table.columns import Headings, unknown_column
from regesta.formats.table.drafts import Draft
from regesta.formats.table.extents import column_letters
from regesta.formats.table.files import Files
from regesta.formats.table.headings import PARENT
from regesta.formats.table.problems import notice, warning
from regesta.formats.table.row_dates import dates_of_row
from regesta.formats.table.rows import Row
from regesta.formats.table.takers import taker_of
from regesta.formats.table.values import LONGEST_NOTHING, is_error, is_nothing

_NAMED_SHAPES = {Shape.AGENTS, Shape.SUBJECTS, Shape.IDENTIFIERS, Shape.OBJECTS}
# Columns of names and codes, in which "unknown" is no value.
_NAMES = {name for name, one in FIELD.items() if one.shape in _NAMED_SHAPES} | {
    "language", "collections", PARENT,
}  # fmt: skip
_NAME_IT = (
    "Add one of them: without it, a record cannot be known again when the table is imported "
    "once more."
)
_MOST_SURPLUS = 100  # cells beyond the headings that are kept one by one


class Records:
    """Makes the records of one table. ``habits`` is what each column of dates shows, by its
    place; ``scheme`` names the set in which identifiers are unique, "" to go by their
    heading, and for bare numbers by ``scope`` as well."""

    def __init__(
        self, headings: Headings, files: Files, habits: dict[int, Habits], scheme: str, scope: str
    ) -> None:
        self.headings = headings
        self.files = files
        self.habits = habits
        heading = headings.key.heading.casefold() if headings.key else "identifier"
        self._scheme = scheme or heading
        self._scheme_of_numbers = scheme or f"{scope}: {heading}"
        self._empties: Counter[str] = Counter()
        self._empty_rows = 0
        self._has_names = headings.key is not None or bool(headings.of("title"))
        self._told: set[int] = set()  # places of columns whose heading is not known
        self._plan = [
            (column.at, taker_of(column), column, column.meaning.field in _NAMES)
            for column in headings.columns
        ]

    def draft(self, row: Row) -> Draft:
        """What a row says, with the problems there are. Never raises."""
        draft = Draft(row)
        files, width = self.files, len(row.cells)
        for at, take, column, is_named in self._plan:
            if at >= width or not (cell := row.cells[at].strip()):
                continue
            if len(cell) <= LONGEST_NOTHING:
                if is_nothing(cell, of_names=is_named):
                    self._empties[cell] += 1
                    continue
                if cell[0] == "#" and is_error(cell):
                    draft.warn(
                        "table-cell-error",
                        "This cell holds the failure of a formula instead of a value.",
                        "Mend the formula in a spreadsheet program, and import the table again.",
                        column,
                        cell,
                    )
                    continue
            elif "\r" in cell:
                cell = cell.replace("\r\n", "\n").replace("\r", "\n")
            if column.is_told and at not in self._told:
                self._told.add(at)
                draft.problems.append(unknown_column(column, self.headings.row.place, cell))
            draft.is_empty = False
            take(files, draft, column, cell)
        if width > len(self.headings.columns):
            self._surplus(draft)
        if draft.is_empty:
            self._empty_rows += 1
        else:
            self._finish(draft)
        return draft

    def said_empty(self) -> Iterator[Problem]:
        """What was taken for empty, told once."""
        if self._empties:
            rows = (
                f" Rows that hold nothing else, and are no records: {self._empty_rows}."
                if self._empty_rows
                else ""
            )
            met = ", ".join(f"{cell!r} ({times})" for cell, times in self._empties.most_common(20))
            yield notice(
                "table-empty-values",
                f"These cells were taken for empty: {met}.{rows}",
                "If one of them says something, write it in other words.",
                where=self.headings.row.place,
            )

    def identifier_of(self, key: str) -> Identifier:
        """A bare number is unique in its table at best, so the table's name goes with it."""
        is_bare = not any(map(str.isalpha, key))
        return Identifier(self._scheme_of_numbers if is_bare else self._scheme, key)

    def _surplus(self, draft: Draft) -> None:
        """Cells to the right of the last heading."""
        width = len(self.headings.columns)
        surplus = {
            f"column {column_letters(at + 1)}": cell
            for at, raw in enumerate(draft.row.cells[width : width + _MOST_SURPLUS], width)
            if (cell := raw.strip())
        }
        if rest := "\t".join(draft.row.cells[width + _MOST_SURPLUS :]).strip():
            surplus["further columns"] = rest
        for name, cell in surplus.items():
            draft.is_empty = False
            draft.record.extra.setdefault(name, []).append(Statement(text=cell))
        if surplus:
            draft.problems.append(
                warning(
                    "table-row-longer",
                    f"The row has {len(draft.row.cells)} cells, but there are {width} headings; "
                    "what is beyond them is kept without a heading.",
                    "Look whether a separator within a cell has shifted the row: such a cell "
                    "must stand in quotation marks.",
                    where=draft.row.place,
                    record=draft.record.text("title"),
                    value=" | ".join(surplus.values()),
                )
            )

    def _finish(self, draft: Draft) -> None:
        """What several cells of the row say together."""
        record = draft.record
        if draft.key:
            record.identifiers.insert(0, self.identifier_of(draft.key))
        if draft.dates or draft.about_dates:
            record.dates = dates_of_row(draft, self.habits)
        if draft.references or draft.levels or draft.repository:
            record.references = _references(draft)
        if draft.access:
            record.access = access_of(draft)
        if draft.rights:
            record.rights = Rights(**draft.rights)
        if draft.named_files:
            self.files.attach_all(draft)
        if self._has_names and not draft.key and "title" not in record.values:
            draft.problems.append(
                warning(
                    "table-no-name",
                    "This row has neither a title nor an identifier.",
                    _NAME_IT,
                    where=draft.row.place,
                    value=" ".join(draft.row.words.split()),
                )
            )

    def said_nameless(self) -> Iterator[Problem]:
        """That no row can have a name, told once."""
        if not self._has_names:
            yield warning(
                "table-no-name",
                "The table has neither a column of titles nor one of identifiers.",
                _NAME_IT,
                where=self.headings.row.place,
            )


def _references(draft: Draft) -> list[Reference]:
    """Levels and repository of their own columns belong to the one reference there is."""
    if draft.references:
        first, *others = draft.references
    else:
        steps = (f"{level.term} {level.value}" for level in draft.levels)
        first, others = ", ".join(part for part in (draft.repository, *steps) if part), []
    return [
        Reference(text=first, repository=draft.repository, levels=draft.levels),
        *(Reference(text=one, repository=draft.repository) for one in others),
    ]
