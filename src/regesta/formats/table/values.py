"""Cells: what is taken for empty, and several values in one."""

from __future__ import annotations

import re

# What programs and people write where there is nothing, in lower case.
_NOTHING = {
    "null", "(null)", "\\n", "nil", "n/a", "#n/a", "n.a.", "-", "--", "---", "–", "—", "?", "none",
    "(blank)", "[blank]",
}  # fmt: skip
_NOTHING_AS_WRITTEN = {"NA", "NaN", "nan"}  # Na and Nan are names
_NOT_KNOWN = {"unknown", "[unknown]", "not known", "unbekannt", "inconnu", "неизвестно", "нет"}
LONGEST_NOTHING = 14  # characters; longer cells say something
_ERRORS = {"#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#getting_data", "#spill!"}
_YES = {"yes", "y", "true", "1", "x", "ja", "oui", "да", "approximate", "approx", "circa", "ca"}
_NO = {"no", "n", "false", "0", "nein", "non", "нет", "exact"}
ADDRESS = re.compile(r"(?:https?|ftp)://\S+", re.IGNORECASE)


def is_nothing(cell: str, *, of_names: bool = False) -> bool:
    """Whether a cell says that there is no value. In columns of names and codes *unknown*
    says so too; in a title or a date it says something of its own."""
    plain = cell.casefold()
    if plain in _NOTHING or cell in _NOTHING_AS_WRITTEN:
        return True
    return of_names and plain in _NOT_KNOWN


def is_not_known(cell: str) -> bool:
    """Whether a cell says that something is not known, which of a date is worth keeping."""
    return cell.casefold() in _NOT_KNOWN


def is_error(cell: str) -> bool:
    """Whether a cell holds what a spreadsheet shows where a formula failed."""
    return cell[0] == "#" and cell.casefold() in _ERRORS


def parts_of(cell: str, separator: str = "") -> list[str]:
    """The values of a cell: ``|`` or a line break parts them, else ``;`` does, or what
    somebody said."""
    if separator:
        pieces = cell.split(separator)
    elif "|" in cell or "\n" in cell or "\r" in cell:
        pieces = re.split(r"[|\r\n]+", cell)
    elif ";" in cell:
        pieces = cell.split(";")
    else:
        return [cell]
    return list(dict.fromkeys(part for piece in pieces if (part := piece.strip())))


def truth_of(cell: str) -> bool | None:
    """Whether a cell says yes or no; None where it says neither."""
    plain = cell.casefold().rstrip(".")
    return True if plain in _YES else False if plain in _NO else None
