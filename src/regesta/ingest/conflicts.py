"""When a source speaks again of what somebody has edited since.

Three descriptions are compared part by part: what the record said when a source last spoke,
what it says now, and what it would say if the source were followed. A part that nobody has
edited follows the source; a part that was edited stays, unless somebody prefers the source,
and where the two differ both are told.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from regesta.catalog.models import Revision, StoredRecord
from regesta.description.authority import Authority
from regesta.description.record import Record, from_data

LONGEST_SHOWN = 200  # signs of a value in a report
_BY_NAME = ("values", "extra")  # parts that are tables of statements


def last_from_source(row: StoredRecord) -> Record | None:
    """What the record said when an import last changed it; None where nobody has edited it
    since."""
    edited = Revision.Verb.EDIT
    revisions = row.revisions.filter(verb__in=(Revision.Verb.IMPORT, edited)).order_by("-number")
    last = revisions.values_list("verb", flat=True).first()
    if last != edited:
        return None
    base = revisions.filter(verb=Revision.Verb.IMPORT).first()
    return from_data(base.description, Record) if base else Record()


def reconciled(
    base: Record, now: Record, wanted: Record, *, prefer_source: bool
) -> tuple[Record, list[tuple[str, str, str]]]:
    """The record to keep, and each conflict: the part, what the archive says, what the source
    says."""
    parts: dict[str, Any] = {}
    conflicts: list[tuple[str, str, str]] = []
    for part in (one.name for one in fields(Record) if one.compare):
        before, kept, said = (getattr(one, part) for one in (base, now, wanted))
        if part in _BY_NAME:
            names = dict.fromkeys((*kept, *said))
            parts[part] = {}
            for name in names:
                chosen = _chosen(
                    name, before.get(name, []), kept.get(name, []), said.get(name, []),
                    conflicts, prefer_source=prefer_source,
                )  # fmt: skip
                if chosen:
                    parts[part][name] = chosen
        else:
            parts[part] = _chosen(part, before, kept, said, conflicts, prefer_source=prefer_source)
    return replace(now, **parts), conflicts


def differences(
    before: Record | Authority, after: Record | Authority
) -> list[tuple[str, str, str]]:
    """Each field in which two descriptions of one shape differ, with what the one and the
    other says."""
    found = []
    for part in (one.name for one in fields(before) if one.compare):
        one, other = getattr(before, part), getattr(after, part)
        if part in _BY_NAME:
            for name in dict.fromkeys((*one, *other)):
                if one.get(name, []) != other.get(name, []):
                    found.append((name, _shown(one.get(name, [])), _shown(other.get(name, []))))
        elif one != other:
            found.append((part, _shown(one), _shown(other)))
    return found


def _chosen(
    name: str,
    before: Any,
    now: Any,
    said: Any,
    conflicts: list[tuple[str, str, str]],
    *,
    prefer_source: bool,
) -> Any:
    if now in (before, said):
        return said
    if said == before:
        return now
    conflicts.append((name, _shown(now), _shown(said)))
    return said if prefer_source else now


def _shown(value: Any) -> str:
    """A value in a report: the words of it, cut where they are long."""
    parts = value if isinstance(value, list) else [value]
    said = "; ".join(_words(part) for part in parts)
    return said if len(said) <= LONGEST_SHOWN else f"{said[:LONGEST_SHOWN]}…"


def _words(part: Any) -> str:
    for name in ("text", "name", "value"):
        if isinstance(words := getattr(part, name, None), str):
            return words
    return str(getattr(getattr(part, "date", None), "text", part))
