"""What holds for a whole wording while it is read, and what there is to tell about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.description import calendars

TIME_SET_ASIDE = "the time of day is set aside"
JULIAN_NOTE = "converted from the Julian calendar"
EITHER_CALENDAR = "the calendar is not said: the Julian and the Gregorian reading are covered"
TWO_YEARS_OR_MONTH = "the second number may be a year, a month or a season: all are covered"
DAY_OR_MONTH_FIRST = "day or month first is not said: both readings are covered"
DECADE_OR_CENTURY = "a decade or a century may be meant: both are covered"
HIJRI_NOTE = "computed by the civil Islamic calendar: the day may be off by one or two"
BULK_OUTSIDE = "the bulk dates lie outside the whole"
OTHER_WEEKDAY = "the weekday is that of another day"
BULK = "bulk "  # and the EDTF of the dates within which most of it lies
BY_COLUMN = "settled by the other values of the column: "
# What a remark can say, for those who have it in another language.
NOTES = (
    TIME_SET_ASIDE, JULIAN_NOTE, EITHER_CALENDAR, TWO_YEARS_OR_MONTH, DAY_OR_MONTH_FIRST,
    DECADE_OR_CENTURY, HIJRI_NOTE, BULK_OUTSIDE, OTHER_WEEKDAY, BY_COLUMN.strip(),
    "a month", "a range of years", "day first", "month first",
)  # fmt: skip
LAST_SEASON = 41  # the last of the EDTF codes that stand where a month stands


class DecadeOrCentury(int):
    """A century that may be its first decade: the 1900s."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the values of a column show about its dates; None where they show nothing."""

    day_first: bool | None = None
    second_is_month: bool | None = None


@dataclass(slots=True)
class Reading:
    """What holds for the whole wording, and what there is to say about it."""

    year: int | None = None
    language_is_julian: bool = False
    day_first: bool | None = None
    habits: Habits = field(default_factory=Habits)
    notes: list[str] = field(default_factory=list)
    calendar: str = "gregorian"
    style: str = ""  # "O" or "Q": old or new style is said
    eras: list[calendars.Era] = field(default_factory=list)
    weekday: int | None = None
    has_weekday: bool = False
    bulk: str = ""

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)
