"""What a table of a language's date words holds.

A table is data: to read a language, write one and name it in `regesta.description.date_words`.
Wordings stand in one string with commas between; ``stem|ending|ending`` saves writing a stem
again (``апрел|ь|я|е``), and the first wording is the one used to say a date. Case, accents
and the full stops of abbreviations make no difference. A word may come before or after what
it governs, so that *vor 1941* and *1941 előtt* need no rule of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """How a language says a date; ``{}`` is the date inside, the other names are parts.

    A form that is "" cannot be said, and the date stays EDTF.
    """

    day: str  # {day}, {month}, {year}
    month: str
    year: str = "{year}"
    decade: str = ""
    century: str = ""
    bc: str = ""
    part: str = "{part} {year}"
    circa: str = ""
    probably: str = ""
    span: str = "{first} – {last}"
    between: str = ""
    not_later: str = ""
    not_earlier: str = ""
    either: str = ""
    both: str = ""
    new_style: str = ""  # for days on which another calendar was in use as well
    seasons: tuple[str, ...] = ()  # spring, summer, autumn, winter
    quarters: tuple[str, ...] = ()
    thirds: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()
    day_form: int = 0  # which form of the month stands with a day
    month_forms: dict[str, int] = field(default_factory=dict)  # and which after "circa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The date words of a language. Months and weekdays begin with January and Monday."""

    code: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    says: Sayings | None = None
    undated: str = ""

    # Parts of a year, a decade, a century
    early: str = ""
    mid: str = ""
    late: str = ""
    half: str = ""
    first_half: str = ""  # where it is one word
    second_half: str = ""
    quarter: str = ""
    last_quarter: str = ""  # where it has no number
    ordinals: tuple[str, ...] = ()  # first, second, ...
    ordinal_suffixes: str = ""  # what follows a number: th, го
    year: str = ""
    years: str = ""  # closes a range of years, or follows a decade
    decade: str = ""
    decade_suffixes: str = ""
    tens: tuple[str, ...] = ()  # the decades that have a name, from the twenties on
    century: str = ""
    month_mark: str = ""  # makes the number before it a month
    day_mark: str = ""

    # How sure, and where it stands
    circa: str = ""
    probably: str = ""
    before: str = ""
    after: str = ""
    not_later: str = ""
    not_earlier: str = ""
    start: str = ""  # from
    until: str = ""  # to
    until_or_before: str = ""  # "to" after "from", otherwise "before"
    onwards: str = ""
    between: str = ""
    both: str = ""  # and
    either: str = ""  # or
    night: str = ""
    bulk: str = ""
    same_as: str = ""  # joins one day in two calendars
    fillers: str = ""

    # Times of day
    half_day: str = ""  # a.m.
    time_of_day: str = ""  # noon
    hour: str = ""  # after its number
    hour_before: str = ""
    minute: str = ""

    # Calendars and eras
    bc: str = ""
    ad: str = ""
    hijri: str = ""
    hijri_months: tuple[str, ...] = ()
    old_style: str = ""
    new_style: str = ""
    eras: dict[str, str] = field(default_factory=dict)
    republican_months: tuple[str, ...] = ()
    julian_until_1918: bool = False  # an unmarked date may be in either calendar
    day_first: bool = False  # 04/05/1937 is 4 May
    numerals: dict[str, int] = field(default_factory=dict)
