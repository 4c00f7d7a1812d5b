"""One row as a record: its cells, its events and its digital object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from regesta.description import dates, edtf
from regesta.description.dates import HistoricalDate, Status
from regesta.description.record import DateType, Reference
from regesta.formats.atom.columns import (
    ACCESS_POINTS,
    BY_HEADING,
    CREATIONS,
    CREATORS,
    DATE_TYPES,
    EMPTY,
    EVENTS,
    KEPT,
    NAMES,
    REPEATED,
    ROLES,
    STATEMENTS,
)
from regesta.formats.draft import Draft, cut
from regesta.formats.material import Material
from regesta.formats.reading import Attachment, Problem, Reading, Severity

_ISO_DAY = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[ T].*)?", re.ASCII)
_PUBLICATION = {"published": "public", "draft": "draft"}


@dataclass(slots=True)
class Row:
    """The cells of a row by column, and the rows that translate it."""

    where: str
    wording: str
    cells: dict[str, list[str]] = field(default_factory=dict)
    translations: list[Row] = field(default_factory=list)

    def one(self, column: str) -> str:
        return self.cells.get(column, [""])[0]

    def many(self, column: str) -> list[str]:
        """The values between bars, places of missing ones included."""
        parts = [part.strip() for part in self.one(column).split("|")] if self.one(column) else []
        return ["" if part == EMPTY else part for part in parts]


def reading_of(
    row: Row, material: Material, slugs: Mapping[str, str]
) -> tuple[Reading, list[Problem]]:
    """The record of a row with what there is to say about it."""
    draft = Draft(row.where)
    draft.record.level = row.one("levelOfDescription").casefold() or "item"
    _identify(draft, row)
    for one in (row, *row.translations):
        _describe(draft, one)
    for event in _events(row):
        _date_and_agent(draft, event)
    reading = Reading(
        record=draft.record,
        position=row.where,
        wording=cut("\n".join(one.wording for one in (row, *row.translations))),
        key=row.one("legacyId"),
        parent=_parent(draft, row, slugs),
        files=tuple(_files(draft, row, material)),
        publication=_PUBLICATION.get(row.one("publicationStatus").casefold(), ""),
    )
    return reading, draft.problems


def _identify(draft: Draft, row: Row) -> None:
    own = row.one("legacyId") or row.one("slug") or row.one("descriptionIdentifier")
    draft.identify("atom", own)
    labels = row.many("alternativeIdentifierLabels")
    for value, label in zip_longest(row.many("alternativeIdentifiers"), labels, fillvalue=""):
        draft.identify(label or "alternative", value)
    repository = row.one("repository")
    code = row.one("identifier")
    draft.refer(Reference(text=code or repository, repository=repository))


def _describe(draft: Draft, row: Row) -> None:
    language = row.one("culture")
    for column, values in row.cells.items():
        for value in values:
            if column in STATEMENTS:
                draft.say(STATEMENTS[column], value, language=language)
            elif column in KEPT or column not in BY_HEADING.values():
                draft.keep(column, value, language=language if row.translations else "")
    for column, name in REPEATED.items():
        for value in row.many(column):
            draft.say(name, value, language="" if name == "language" else language)
    for column, kind in ACCESS_POINTS.items():
        for value in row.many(column):
            draft.subject(value, kind)
    for value in row.many(NAMES):
        draft.subject(value, _kind(value))


def _kind(name: str) -> str:
    """AtoM's table does not say whether a name is a person's: people are written with the
    family name before a comma."""
    return "person" if re.search(r"\w,\s*\S", name) else "organisation"


# ---------------------------------------------------------------- events


@dataclass(slots=True)
class _Event:
    type: str = ""
    dates: str = ""
    start: str = ""
    end: str = ""
    actor: str = ""
    history: str = ""


def _events(row: Row) -> Iterator[_Event]:
    """The events, put together from columns whose values belong together by their place."""
    for columns in (EVENTS, CREATORS, CREATIONS):
        values = [row.many(column) for column in columns]
        for parts in zip_longest(*values, fillvalue=""):
            event = _Event(**dict(zip(columns.values(), parts, strict=True)))
            if any(parts):
                event.type = event.type or "Creation"
                yield event


def _date_and_agent(draft: Draft, event: _Event) -> None:
    kind = event.type.casefold()
    date = _date(draft, event)
    draft.date(date, type=DATE_TYPES.get(kind, DateType.UNSPECIFIED))
    if event.actor:
        draft.agent(event.actor, ROLES.get(kind, kind), _kind(event.actor))
    elif kind not in DATE_TYPES:  # the date alone would not say of what it is
        draft.keep("eventTypes", event.type)
    draft.say("administrative_history", event.history)


def _date(draft: Draft, event: _Event) -> HistoricalDate:
    """The date as it is worded; where the words are missing or not understood, by the two
    days beside it. Days that say something else are kept."""
    bounds = _between(event.start, event.end)
    date = dates.read(event.dates)
    if bounds is None:
        for column, value in (("eventStartDates", event.start), ("eventEndDates", event.end)):
            draft.keep(column, value)
        return date
    if date.status is Status.NOT_UNDERSTOOD or not event.dates:
        return HistoricalDate(event.dates or bounds, bounds, Status.GIVEN)
    meant = edtf.read(bounds)
    if date.extent is None or (date.extent.earliest, date.extent.latest) != (
        meant.earliest,
        meant.latest,
    ):
        draft.keep("eventStartDates", event.start)
        draft.keep("eventEndDates", event.end)
    return date


def _between(start: str, end: str) -> str | None:
    """EDTF of the two days; None where there are none or they cannot be read."""
    days = [_day(start), _day(end)]
    if not any(days) or (start and not days[0]) or (end and not days[1]):
        return None
    expression = days[0] if days[0] == days[1] else f"{days[0]}/{days[1]}"
    try:
        edtf.read(expression)
    except edtf.NotEDTF:
        return None
    return expression


def _day(text: str) -> str:
    """``1937-00-00`` is 1937: AtoM fills what is not known with zeros."""
    match = _ISO_DAY.fullmatch(text)
    known = []
    for part in match.groups() if match else ():
        if part is None or not part.strip("0"):
            break
        known.append(part)
    return "-".join(known)


# ---------------------------------------------------------------- tree and files


def _parent(draft: Draft, row: Row, slugs: Mapping[str, str]) -> str:
    slug = row.one("qubitParentSlug")
    parent = row.one("parentId") or slugs.get(slug, "")
    if slug and not parent:
        draft.warn(
            "atom-parent-elsewhere",
            "qubitParentSlug",
            slug,
            f"The row stands below {slug[:100]!r}, which no row of the table has as its slug; "
            "it is taken as the top of a tree of its own.",
            "Export the parent with it, or give parentId the legacyId of its row.",
            Severity.NOTICE,
        )
    return parent


def _files(draft: Draft, row: Row, material: Material) -> Iterator[Attachment]:
    for name in row.many("digitalObjectPath"):
        path = material.beside(name) if name else None
        if path is not None:
            yield Attachment(name=path.name, opener=_opener(path))
        elif name:
            draft.keep("digitalObjectPath", name)
            draft.warn(
                "atom-file-missing",
                "digitalObjectPath",
                name,
                "The digital object is not in the folder of the table.",
                "Put the file there, under the name that the row gives, and import again.",
            )


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")
