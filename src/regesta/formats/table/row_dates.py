"""The dates of a row: wordings by type, a beginning and an end, and whether they are sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from regesta.description import dates
from regesta.description.date_reading import Habits
from regesta.description.dates import HistoricalDate, Status
from regesta.description.edtf import NotEDTF
from regesta.description.record import DateType, RecordDate, State
from regesta.description.record_dates import dates_of
from regesta.formats.table.columns import Column
from regesta.formats.table.drafts import Draft
from regesta.formats.table.headings import APPROXIMATE, END, START
from regesta.formats.table.values import is_not_known, parts_of, truth_of

LONGEST_CELL = 2_000  # characters in which several dates are looked for
SAID_APPROXIMATE = "the source says that the date is approximate"
_BEST_FIRST = (DateType.UNSPECIFIED, DateType.WRITTEN)


class Evidence:
    """What a column shows about its dates, found value by value; see `dates.habits_of`."""

    def __init__(self) -> None:
        self._day_first: set[bool] = set()
        self._second_is_month: set[bool] = set()

    def see(self, wording: str) -> None:
        is_iso_day = wording[4:5] == "-" and wording[7:8] == "-"  # most are, and show nothing
        if "/" in wording or ("-" in wording and not is_iso_day):
            one = dates.habits_of((wording,))
            if one.day_first is not None:
                self._day_first.add(one.day_first)
            if one.second_is_month is not None:
                self._second_is_month.add(one.second_is_month)

    @property
    def habits(self) -> Habits:
        """Evidence for both settles nothing."""
        return Habits(
            day_first=next(iter(self._day_first)) if len(self._day_first) == 1 else None,
            second_is_month=next(iter(self._second_is_month))
            if len(self._second_is_month) == 1
            else None,
        )


@dataclass(slots=True)
class _Found:
    date: HistoricalDate
    type: DateType
    column: Column


def dates_of_row(draft: Draft, habits: Mapping[int, Habits]) -> list[RecordDate]:
    """The dates of a row; ``habits`` is what each column shows, by its place. What is not
    understood is reported."""
    found = [
        _Found(date, DateType(column.meaning.part or DateType.UNSPECIFIED), column)
        for column, cell in draft.dates
        for date in _wordings(column, cell, habits.get(column.at))
    ]
    if draft.about_dates:
        _spans(draft, found, habits)
        _approximations(draft, found)
    for one in found:
        if one.date.status is Status.NOT_UNDERSTOOD:
            draft.warn(
                "date-not-understood",
                f"No date can be read from {one.date.text!r}; it is kept as words.",
                "Write the date in another way; docs/dates.md says which are understood.",
                one.column,
                one.date.text,
            )
    return _record_dates(found)


def _wordings(column: Column, cell: str, habits: Habits | None) -> list[HistoricalDate]:
    """The dates of a cell: ``|`` and line breaks part them; ``;`` does where that is the
    only way to understand them."""
    if len(cell) > LONGEST_CELL:
        return [dates.read(cell, column=habits)]
    if column.split or "|" in cell or "\n" in cell:
        return [dates.read(part, column=habits) for part in parts_of(cell, column.split or "")]
    whole = dates.read(cell, column=habits)
    if whole.status is Status.NOT_UNDERSTOOD and is_not_known(cell):
        return [HistoricalDate(cell, status=Status.UNDATED)]
    if whole.status is Status.NOT_UNDERSTOOD and ";" in cell:
        parts = [dates.read(part, column=habits) for part in parts_of(cell)]
        if len(parts) > 1 and all(one.status is not Status.NOT_UNDERSTOOD for one in parts):
            return parts
    return [whole]


def _spans(draft: Draft, found: list[_Found], habits: Mapping[int, Habits]) -> None:
    """A beginning and an end are the date, or what the wording beside them means."""
    sides = [draft.about_dates[part] for part in (START, END) if part in draft.about_dates]
    if not sides:
        return
    starts, ends = (
        parts_of(draft.about_dates[part][1]) if part in draft.about_dates else []
        for part in (START, END)
    )
    column = sides[0][0]
    if any(len(cell) > LONGEST_CELL for _, cell in sides):
        for one, cell in sides:
            draft.keep(one, cell)
        return
    for at in range(max(len(starts), len(ends))):
        start = starts[at] if at < len(starts) else ""
        end = ends[at] if at < len(ends) else ""
        meant = span(start, end, habits.get(column.at))
        if at >= len(found):
            found.append(_Found(meant, DateType.UNSPECIFIED, column))
        elif found[at].date.status is Status.NOT_UNDERSTOOD and meant.edtf:
            found[at].date = replace(meant, text=found[at].date.text)
        elif (meant.earliest, meant.latest) != (found[at].date.earliest, found[at].date.latest):
            for one, cell in sides:
                draft.keep(one, cell)


def _approximations(draft: Draft, found: list[_Found]) -> None:
    if APPROXIMATE not in draft.about_dates:
        return
    column, cell = draft.about_dates[APPROXIMATE]
    said = truth_of(cell)
    if said and found:
        for one in found:
            one.date = approximate(one.date)
    elif said is not False:
        draft.keep(column, cell)


def span(start: str, end: str, habits: Habits | None = None) -> HistoricalDate:
    """The date from a beginning to an end, either of which may be missing."""
    if not start or not end or start == end:
        found = dates.read(start or end, column=habits)
        if start or not found.edtf or "/" in found.edtf:
            return found
        return _expressed(f"../{found.edtf}", f"– {end}") or found
    first, last = (dates.read(one, column=habits) for one in (start, end))
    if first.edtf and last.edtf:
        if first.edtf == last.edtf:
            return first
        expression = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
        if whole := _expressed(expression, f"{start} – {end}"):
            return whole
    return HistoricalDate(f"{start} – {end}", status=Status.NOT_UNDERSTOOD)


def _expressed(expression: str, text: str) -> HistoricalDate | None:
    try:
        return dates.from_edtf(expression, text)
    except NotEDTF:
        return None


def approximate(date: HistoricalDate) -> HistoricalDate:
    """The date marked as approximate, its wording kept; as it is where it cannot be."""
    if not date.edtf or any(sign in date.edtf for sign in "[{"):
        return date
    expression = "/".join(map(_approximated, date.edtf.split("/")))
    if _expressed(expression, date.text) is None:
        return date
    return replace(date, edtf=expression, notes=(*date.notes, SAID_APPROXIMATE))


def _approximated(part: str) -> str:
    if part in ("", "..") or part[-1] in "~%":
        return part
    return f"{part[:-1]}%" if part[-1] == "?" else f"{part}~"


def _record_dates(found: list[_Found]) -> list[RecordDate]:
    """The dates of the record, one of them primary: the document's own before all others."""
    if len(found) > 1:
        own = (at for kind in _BEST_FIRST for at, one in enumerate(found) if one.type is kind)
        best = next(own, 0)
    else:
        best = 0
    return [
        made
        for at, one in enumerate(found)
        for made in dates_of(
            one.date,
            type=one.type,
            primary=at == best,
            state=State.SUPPLIED if dates.SUPPLIED in one.date.notes else State.AS_GIVEN,
        )
    ]
