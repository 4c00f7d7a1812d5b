"""Where the original lies, and who may see it: references and access in the words of readers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regesta.catalog.visibility import today
from regesta.description.days import parse_iso_day
from regesta.description.record import Access, AccessStatus, Reference
from regesta.reading_room.wording import in_time

# What the levels of archives of the former Soviet Union are called, by their usual signs.
_FONDS, _OPIS, _DELO, _LEAF = "fonds", "opis", "delo", "leaf"
_LEVELS = {
    "f": _FONDS, "ф": _FONDS, "fond": _FONDS, "fonds": _FONDS, "фонд": _FONDS,
    "op": _OPIS, "оп": _OPIS, "opis": _OPIS, "inventory": _OPIS, "опись": _OPIS,
    "d": _DELO, "д": _DELO, "delo": _DELO, "file": _DELO, "дело": _DELO,
    "l": _LEAF, "л": _LEAF, "ll": _LEAF, "лл": _LEAF, "list": _LEAF, "leaf": _LEAF,
    "leaves": _LEAF, "лист": _LEAF, "листы": _LEAF,
}  # fmt: skip


def reference_words(reference: Reference) -> str:
    """A reference with its repository in front, which is not said twice."""
    text, repository = reference.text, reference.repository
    is_said = not repository or repository.casefold() in text.casefold()
    return text if is_said else ", ".join(filter(None, (repository, text)))


def reference_steps(reference: Reference) -> list[tuple[str, str]]:
    """The way to the original from the repository down, each step with what it is called; empty
    where the words of the reference say as much."""
    steps = [(level_name(one.term), one.value) for one in reference.levels]
    said = reference_words(reference).casefold()
    if all(name.casefold() in said for name, _value in steps):
        return []
    return [("", reference.repository), *steps] if reference.repository else steps


def level_name(term: str) -> str:
    """What a level is called in the reader's language, the term itself where it is not known."""
    names = {
        _FONDS: _("fonds"),
        _OPIS: _("inventory (opis)"),
        _DELO: _("file (delo)"),
        _LEAF: _("leaf"),
        "item": _("item"),
        "minutes": _("minutes"),
        "protocol": _("minutes"),
        "call number": _("call number"),
        "collection": _("collection"),
        "series": _("series"),
        "box": _("box"),
        "folder": _("folder"),
    }
    key = term.rstrip(".").casefold()
    return names.get(_LEVELS.get(key, key), term)


def access_words(access: Access) -> str:
    """Who may see it, since when and why; "" for what is open and never was anything else."""
    reason = access.reason.rstrip(". ")
    if access.status is AccessStatus.METADATA_ONLY:
        said = _("Only the description is open")
    elif access.status is AccessStatus.CLOSED:
        said = _("Open since %(day)s; closed before") % {"day": in_time(access.until)}
        said = said if _is_over(access.until) else _("Closed")
    else:
        return reason
    return f"{said}: {reason}." if reason else f"{said}."


def _is_over(until: str) -> bool:
    try:
        return parse_iso_day(until) <= today()
    except ValueError:
        return False
