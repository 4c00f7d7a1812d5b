"""Who may see a record: one rule, for pages, answers, the index and exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from regesta.catalog.models import Publication, Revision, StoredRecord
from regesta.description.days import ALWAYS, NEVER, day_number, parse_iso_day
from regesta.description.record import AccessStatus, Record


def today() -> int:
    now = date.today()
    return day_number(now.year, now.month, now.day)


def visible_from(publication: str, record: Record) -> int:
    """The first day the public may see a record: `ALWAYS`, a day number, or `NEVER`.

    A closed record whose day cannot be read stays closed.
    """
    if publication != Publication.PUBLIC:
        return NEVER
    if record.access.status is not AccessStatus.CLOSED:
        return ALWAYS
    try:
        return parse_iso_day(record.access.until)
    except ValueError:
        return NEVER


def is_public(row: StoredRecord) -> bool:
    return visible_from(row.publication, row.says) <= today()


def as_public(record: Record) -> Record:
    """What the public may have of a public record: without texts and files where only the
    description is open, and without the origins of statements, which name the archive's own
    imports and people."""
    is_closed = record.access.status is AccessStatus.METADATA_ONLY
    return replace(
        record,
        values={name: _plain(found) for name, found in record.values.items()},
        extra={name: _plain(found) for name, found in record.extra.items()},
        dates=_plain(record.dates),
        references=_plain(record.references),
        agents=_plain(record.agents),
        subjects=_plain(record.subjects),
        texts=[] if is_closed else _plain(record.texts),
        objects=[] if is_closed else record.objects,
        origin=None,
    )


_Part = TypeVar("_Part")


def _plain(parts: list[_Part]) -> list[_Part]:
    return [replace(one, origin=None) for one in parts]


def tombstone(row: StoredRecord) -> Revision | None:
    """The withdrawal of a record that was public before; None for every other record.

    That a draft was withdrawn is nobody's business: it never was here for a reader.
    """
    if row.publication != Publication.WITHDRAWN:
        return None
    if not row.revisions.filter(publication=Publication.PUBLIC).exists():
        return None
    ends = (Revision.Verb.WITHDRAW, Revision.Verb.UNDO)
    return row.revisions.filter(verb__in=ends).order_by("number").last()


def public_history(row: StoredRecord) -> list[Revision]:
    """The revisions a reader may know of, the latest first."""
    public = row.revisions.filter(publication=Publication.PUBLIC)
    # What each said need not be read to name it.
    rows = public.select_related("provenance__source").defer("description")
    return list(rows.order_by("-number"))
