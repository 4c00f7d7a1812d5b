"""A single date, recognised by the shape of its tokens."""

from __future__ import annotations

from typing import Any

from regesta.description import date_pieces, edtf
from regesta.description.date_joining import kept
from regesta.description.date_pieces import Piece, qualified
from regesta.description.date_reading import (
    BY_COLUMN,
    DAY_OR_MONTH_FIRST,
    DecadeOrCentury,
    Reading,
)
from regesta.description.date_tokens import Run

_LAST_DAY = 31


def checked(text: str) -> str | None:
    try:
        edtf.read(text)
    except edtf.NotEDTF:
        return None
    return text


# The roles of the tokens of a shape: year, month, day, a bare number.
_SHAPES = {
    "Y": "y", "n": "b", "o": "b", "r": "b", "d": "b", "m": "m", "M": "M",
    "mnY": "mdy", "nmY": "dmy", "Ymn": "ymd", "Ynm": "ydm", "mY": "my", "Ym": "ym",
    "nmt": "dmy", "mnt": "mdy", "mn": "md", "nm": "dm", "nY": "by",
    "n.n.Y": "d.m.y", "Y.n.n": "y.m.d", "Y-n-n": "y-m-d", "Y/n/n": "y/m/d", "Y.n": "y.m",
    "n.Y": "m.y", "n/Y": "m/y", "n.n": "d.m",
    "nrY": "dMy", "n/rY": "d/My", "n/r/Y": "d/M/y", "n/r-Y": "d/M-y",
    "n-r-Y": "d-M-y", "n-rY": "d-My", "Yrn": "yMd",
    "rY": "My", "r/Y": "M/y", "nr": "dM", "nr.Y": "dM.y",
    "n-m-Y": "d-m-y", "n/m/Y": "d/m/y", "Y-m-n": "y-m-d",
    "YM": "yM", "YMn": "yMd", "YMd": "yMd", "Mn": "Md", "Md": "Md", "MY": "My", "nM": "dM",
    "nMY": "dMy", "Yn": "yb",
    "g": "g", "Z": "z", "C": "c",
    "sY": "sy", "Ys": "ys", "s": "s",
    "J": "y", "niJ": "dmy", "iJ": "my", "nI": "dI", "I": "I", "ni": "dm", "nfV": "dmy",
    "fV": "my", "V": "y", "Jin": "ymd", "Ji": "ym",
}  # fmt: skip
_NAMES = {"y": "year", "m": "month", "M": "month", "d": "day", "b": "bare", "s": "season",
          "z": "decade", "c": "century"}  # fmt: skip


# What joins or governs dates stands in no single one.
_NEVER_IN_ONE = frozenset("T|&<>{}BFKNU_")


def single(run: Run, reading: Reading) -> Piece | None:
    """One date, perhaps with its own *circa*, its question marks and a part (*early*)."""
    kinds = run.kinds
    if _may_abbreviate(run):
        return None
    roles = _SHAPES.get(kinds)
    if roles is not None:  # nothing stands around it
        return _by_roles(run.values, roles, kinds, Piece())
    if not _NEVER_IN_ONE.isdisjoint(kinds):
        return None
    piece = Piece()
    run = _without_signs(run, piece)
    run = _without_part(run, piece)
    run = _without_signs(run, piece)
    if "?" in run.kinds:
        run = _without_inner_marks(run, piece)
    kinds = run.kinds.replace("o", "n").replace("d", "n") if len(run.kinds) > 1 else run.kinds
    if kinds == "n-n-Y":
        return _dashed(run, piece, reading)
    if kinds == "n/n/Y":
        return _slashed_if_decided(run, piece, reading)
    roles = None if _may_abbreviate(run) else _SHAPES.get(kinds)
    return None if roles is None else _by_roles(run.values, roles, kinds, piece)


def _may_abbreviate(run: Run) -> bool:
    """I, V or X before a year may as well be short for a word, as in *v. 1950*."""
    return run.kinds == "rY" and run.values[0] in (1, 5, 10)


def _by_roles(values: tuple[Any, ...], roles: str, kinds: str, piece: Piece) -> Piece:
    """The piece, with the values of its tokens set by their roles."""
    for role, value in zip(roles, values, strict=True):
        if name := _NAMES.get(role):
            setattr(piece, name, value)
        elif role == "g":
            piece.year, piece.month, piece.day = value
        elif role == "I":
            piece.month, piece.year = value[0], value[-1]
    piece.numbered_month = "M" in roles
    piece.may_be_decade = isinstance(piece.century, DecadeOrCentury)
    if "J" in kinds or "I" in kinds or "i" in kinds:
        piece.calendar = "hijri"
    elif "V" in kinds:
        piece.calendar = "republican"
    return piece


def _slashed_if_decided(run: Run, piece: Piece, reading: Reading) -> Piece | None:
    """``04/05/1937`` as a part of something, where it has but one reading."""
    by_itself = Reading(habits=reading.habits, day_first=reading.day_first)
    text = slashed(run, by_itself)
    if text is None or "," in text:
        return None
    for note in by_itself.notes:
        reading.note(note)
    piece.year, piece.month, piece.day = (int(number) for number in text.split("-"))
    return piece


def _dashed(run: Run, piece: Piece, reading: Reading) -> Piece | None:
    """``25-12-1937`` is a day, ``10-12-1937`` might be anything but for its column."""
    first, second = run.values[0], run.values[2]
    day_first: bool | None = True
    if not 12 < first <= _LAST_DAY and first != second:
        day_first = reading.habits.day_first
        if day_first is None:
            return None
        reading.note(_by_column(day_first))
    piece.day, piece.month = (first, second) if day_first else (second, first)
    piece.year = run.values[4]
    return piece


def _without_signs(run: Run, piece: Piece) -> Run:
    """Without what stands before or after a date and says how sure it is."""
    while run.kinds and run.kinds[0] in "~P":
        piece.qualifier = qualified("." + piece.qualifier, "~" if run.kinds[0] == "~" else "?")[1:]
        run = run.part(1)
    while run.kinds and run.kinds[-1] in "~P?":
        piece.qualifier = qualified("." + piece.qualifier, "~" if run.kinds[-1] == "~" else "?")[1:]
        run = run.part(0, -1)
    return run


def _without_part(run: Run, piece: Piece) -> Run:
    if run.kinds.startswith("x"):
        piece.part = run.values[0]
        return run.part(1)
    if run.kinds.endswith("x"):
        piece.part = run.values[-1]
        return run.part(0, -1)
    return run


_DOUBTED = {"n": "day", "d": "day", "o": "day", "m": "month", "M": "month"}


def _without_inner_marks(run: Run, piece: Piece) -> Run:
    """A question mark after a day or a month, with more to follow, doubts only that."""
    kinds = run.kinds
    for place, kind in enumerate(kinds):
        if kind == "?":
            role = _DOUBTED.get(kinds[place - 1] if place else "", "")
            if not role:
                return run
            piece.signs[role] = "?"
    return kept(run, "?")


def _by_column(day_first: bool) -> str:
    return BY_COLUMN + ("day first" if day_first else "month first")


def slashed(run: Run, reading: Reading) -> str | None:
    """``04/05/1937``: day or month first, which only one of the numbers may decide."""
    sign = "?" if run.kinds.endswith("?") else ""
    first, second, year = run.values[0], run.values[2], run.values[4]
    day_first = _day(year, second, first)
    month_first = _day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        found = day_first or month_first
        return found and found + sign
    if reading.habits.day_first is not None:
        reading.note(_by_column(reading.habits.day_first))
        return (day_first if reading.habits.day_first else month_first) + sign
    if reading.day_first is not None:
        return (day_first if reading.day_first else month_first) + sign
    reading.note(DAY_OR_MONTH_FIRST)
    both = sorted(one + sign for one in (day_first, month_first))
    return f"[{','.join(both)}]"


def _day(year: int, month: int, day: int) -> str | None:
    date = date_pieces.written(Piece(year=year, month=month, day=day))
    return date.first if date else None
