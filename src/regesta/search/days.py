"""Ranges of days as a reader writes them."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.description import edtf
from regesta.description.days import day_number

# Days a search cannot tell apart from "always" lie outside these.
_FIRST_DAY, _LAST_DAY = day_number(-9999, 1, 1), day_number(9999, 12, 31)


class BadQuery(ValueError):
    """A part of the question has no meaning; says which, and what would have one.

    ``message`` names its ``values`` as ``%(name)s``, so that a page can say it in another
    language; as text it is English.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message = message
        self.values = values


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from the first to the last, as day numbers; None where open."""

    first: int | None = None
    last: int | None = None


def read_range(first: str, last: str) -> DateRange | None:
    """The range between two EDTF dates, either of them "" where open.

    A date names all its days: from ``1937`` to ``1938-04`` ends on 30 April 1938.
    Raises `BadQuery`.
    """
    if not first.strip() and not last.strip():
        return None
    start = _extent(first, "from") if first.strip() else None
    end = _extent(last, "to") if last.strip() else None
    dates = DateRange(start.earliest if start else None, end.latest if end else None)
    if dates.first is not None and dates.last is not None and dates.first > dates.last:
        raise BadQuery(
            "The range ends before it begins: from %(first)s to %(last)s.", first=first, last=last
        )
    return dates


def range_typed(text: str) -> DateRange | None:
    """The range that ``1937-04..1938``, ``1937`` or ``..1938`` means; None for what is none,
    which is a word like any other."""
    first, dots, last = text.partition("..")
    try:
        if dots or "/" not in text:
            return read_range(first, last if dots else first)
        extent = edtf.read(text)
    except (BadQuery, edtf.NotEDTF):
        return None
    return DateRange(extent.earliest, extent.latest)


def _extent(text: str, side: str) -> edtf.Extent:
    try:
        extent = edtf.read(text.strip())
    except edtf.NotEDTF:
        raise BadQuery(
            "The date %(typed)s for %(side)s is not understood. "
            "Write it as 1937, 1937-04 or 1937-04-19.",
            typed=repr(text.strip()[:40]), side=repr(side),
        ) from None  # fmt: skip
    for day in (extent.earliest, extent.latest):
        if day is not None and not _FIRST_DAY <= day <= _LAST_DAY:
            raise BadQuery(
                "The year in %(typed)s lies outside -9999 to 9999.", typed=repr(text.strip()[:40])
            )
    return extent
