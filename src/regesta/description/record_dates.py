"""The dates of a record that one wording gives: the date itself, and the one it names beside it."""

from __future__ import annotations

from regesta.description import dates
from regesta.description.dates import HistoricalDate
from regesta.description.record import DateType, RecordDate, State


def dates_of(
    date: HistoricalDate,
    *,
    type: DateType = DateType.UNSPECIFIED,
    primary: bool = False,
    state: State = State.AS_GIVEN,
) -> list[RecordDate]:
    """The date and, where its wording names them, the dates of the bulk.

    ``1890-1920 (bulk 1905-1915)`` is two dates: the whole, and of type *bulk* what lies
    within it.
    """
    found = [RecordDate(date=date, type=type, primary=primary, state=state)]
    if dates.names_bulk(date) and (bulk := dates.bulk(date.text)):
        found.append(RecordDate(date=bulk, type=DateType.BULK, state=state))
    return found
