"""The forms in which records are handed on: one table for addresses, pages and commands.

What a form can say of a record differs; Regesta's own JSON Lines say everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from regesta.description.record import Identifier, Record
from regesta.formats import bibtex, csl, regesta, ris
from regesta.formats.reading import Reading
from regesta.formats.table import writing as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A record with what stands beside its description.

    ``address`` is its permanent one, ``added`` the moment from which the public could see it
    and ``changed`` that of its last change, both None where nobody asked for them.
    """

    identifier: str
    address: str
    record: Record
    collections: tuple[str, ...] = ()  # titles
    parent: str = ""  # the identifier of the record it stands below
    position: int | None = None  # its received place there
    publication: str = ""
    deleted: bool = False  # it was withdrawn
    added: datetime | None = None
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form: ``name`` ends the addresses of its files. ``is_whole`` where a list of any
    length is one file; the others are taken some records at a time, since the programs that
    read them hold all of a file in memory."""

    name: str
    label: str
    media_type: str
    write: Callable[[Iterable[Described], str], Iterator[str]]  # with the archive's name
    is_whole: bool = False
    is_of_one: bool = True  # whether a single record is had in it


def _cited(records: Iterable[Described]) -> Iterator[tuple[str, Record]]:
    """Identifiers and records, the permanent address before all that others gave."""
    for one in records:
        others = [other for other in one.record.identifiers if other.value != one.address]
        own = [Identifier("url", one.address)] if one.address else []
        yield one.identifier, replace(one.record, identifiers=[*own, *others])


def _as_ris(records: Iterable[Described], _: str) -> Iterator[str]:
    return ris.write(_cited(records))


def _as_bibtex(records: Iterable[Described], _: str) -> Iterator[str]:
    return bibtex.write(_cited(records))


def _as_csl(records: Iterable[Described], _: str) -> Iterator[str]:
    return csl.write(_cited(records))


def _as_lines(records: Iterable[Described], archive: str) -> Iterator[str]:
    return regesta.write(map(reading_of, records), archive=archive)


def _as_table(records: Iterable[Described], _: str) -> Iterator[str]:
    return table.write(
        (one.identifier, one.address, one.publication, one.collections, one.record)
        for one in records
    )


def reading_of(one: Described) -> Reading:
    """The record as Regesta's own form reads it back."""
    return Reading(
        record=one.record,
        position="",
        wording="",
        identifier=one.identifier,
        parent=one.parent,
        number=one.position,
        collections=one.collections,
        publication=one.publication,
        deleted=one.deleted,
    )


FORMS: tuple[Form, ...] = (
    Form("csv", "CSV", "text/csv", _as_table, is_whole=True, is_of_one=False),
    Form("ris", "RIS", "application/x-research-info-systems", _as_ris),
    Form("bib", "BibTeX", "application/x-bibtex", _as_bibtex),
    Form("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", _as_csl),
    Form("jsonl", "JSON Lines", "application/jsonl", _as_lines, is_whole=True),
)
FORM = {form.name: form for form in FORMS}
