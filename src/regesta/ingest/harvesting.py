"""Harvesting a repository (OAI-PMH 2.0): its whole list as one document, page after page.

The document is itself such an answer: the names of the sets, and then the records of all
pages. It does not say when it was made, so that an import that was interrupted is known
again. What was harvested to its end is noted, and the next harvest asks for what is newer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from regesta.catalog.harvests import harvested_until, note_harvest
from regesta.catalog.models import Import
from regesta.formats import xml
from regesta.formats.oai.answers import NAMESPACE, Answer, is_record
from regesta.formats.oai.metadata import OAI_DC, best_prefix, is_known
from regesta.formats.reading import Problem, Severity
from regesta.ingest import harvest_problems as tell
from regesta.ingest.repository import Manners, Page, Repository, Stopped
from regesta.ingest.repository_address import RepositoryAddress

log = logging.getLogger(__name__)
_DOCUMENT = "harvest.xml"
_DAY = len("2024-05-31")


@dataclass(frozen=True, slots=True)
class Harvested:
    """A list as a document in a file; ``kept`` is told of the import that took it in."""

    name: str
    path: Path
    kept: Callable[[Import], None]


@dataclass(slots=True)
class _List:
    """What came of asking for a list."""

    records: int = 0
    pages: int = 0
    stamp: str = ""  # when its first page was given
    size: int | None = None  # how many the repository said there are
    is_empty: bool = False  # as the repository itself says
    is_lost: bool = False  # the repository forgot how far it had come
    is_whole: bool = False
    problems: list[Problem] = field(default_factory=list)


def harvest(
    address: RepositoryAddress, manners: Manners, folder: Path, *, from_the_start: bool = False
) -> Iterator[Harvested | Problem]:
    """The list that an address names, and what is wrong with it. What was harvested before is
    not asked for again, unless from the start or between dates that the address names."""
    repository = Repository(address, manners, folder / "answer")
    try:
        about = _identified(repository)
        prefix = _prefix(repository)
        sets, told = _sets(repository)
        since = ""
        if not from_the_start and not address.has_bounds:
            since = _as_granular(harvested_until(address.base, address.set_spec, prefix), about)
        found = _listed(repository, _wanted(address, prefix, since, about), sets, folder)
    except Stopped as stopped:
        yield stopped.problem
        return
    if since and about.about.get("deletedRecord", "").lower() not in ("persistent", "transient"):
        found.problems.append(tell.no_deletions(address.shown, since))
    if found.is_empty and not found.records:
        where, spec = address.shown, address.set_spec
        nothing = tell.nothing_new(where, since) if since else tell.nothing(where, spec, sets)
        found.problems.append(nothing)
    yield from told
    yield from found.problems
    if found.records:
        is_noted = found.is_whole and bool(found.stamp) and not address.has_bounds
        kept = partial(
            note_harvest,
            address=address.base,
            set_spec=address.set_spec,
            prefix=prefix,
            until=_as_granular(found.stamp, about) if is_noted else "",
        )
        yield Harvested(address.shown, folder / _DOCUMENT, kept)


# ---------------------------------------------------------------- before the list


def _identified(repository: Repository) -> Answer:
    answer = repository.ask("Identify").answer
    if answer.errors:
        raise Stopped(tell.error(repository.address.shown, answer))
    if not {"repositoryName", "granularity", "protocolVersion"} & set(answer.about):
        raise Stopped(tell.no_name(repository.address.shown))
    return answer


def _prefix(repository: Repository) -> str:
    """The form of metadata to ask for: as the address says, or the one that says most. Where
    the repository does not tell what it offers, it has Dublin Core nevertheless."""
    wanted = repository.address.prefix
    try:
        offered = dict(repository.ask("ListMetadataFormats").answer.prefixes)
    except Stopped:
        return wanted or OAI_DC
    if not wanted:
        return best_prefix(offered.items()) or OAI_DC
    known = [one for one in offered if one == OAI_DC or is_known(offered[one])]
    if offered and wanted not in known:
        where, namespace = repository.address.shown, offered.get(wanted)
        raise Stopped(tell.prefix_unknown(where, wanted, namespace, known or [OAI_DC]))
    return wanted


def _sets(repository: Repository) -> tuple[dict[str, str], list[Problem]]:
    """The names of the sets by their setSpec. A repository that has none, or does not tell
    them, is harvested nevertheless."""
    sets: dict[str, str] = {}
    arguments: dict[str, str] = {}
    seen: set[str] = set()
    while True:
        try:
            answer = repository.ask("ListSets", **arguments).answer
        except Stopped as stopped:
            return sets, [tell.no_sets(stopped.problem)]
        sets |= answer.sets
        if answer.errors or not answer.token or answer.token in seen:
            return sets, []
        seen.add(answer.token)
        arguments = {"resumptionToken": answer.token}


def _wanted(address: RepositoryAddress, prefix: str, since: str, about: Answer) -> dict[str, str]:
    """What the list is asked for by."""
    return {
        "metadataPrefix": prefix,
        "set": address.set_spec,
        "first": since or _as_granular(address.first, about),
        "last": _as_granular(address.last, about),
    }


def _as_granular(moment: str, about: Answer) -> str:
    """A moment as exactly as the repository tells moments: by days, or by seconds."""
    has_seconds = "T" in about.about.get("granularity", "").upper()
    return moment if has_seconds else moment[:_DAY]


# ---------------------------------------------------------------- the list


def _listed(
    repository: Repository, wanted: Mapping[str, str], sets: Mapping[str, str], folder: Path
) -> _List:
    """Asks for a list to its end and writes its records; once more from the start where the
    repository forgets how far it had come."""
    found = _List()
    for is_last in (False, True):
        found = _List()
        with etree.xmlfile(str(folder / _DOCUMENT), encoding="utf-8") as document:
            document.write_declaration()
            with document.element(f"{{{NAMESPACE}}}OAI-PMH", nsmap={None: NAMESPACE}):
                _write_beginning(document, repository.address, wanted, sets)
                with document.element(f"{{{NAMESPACE}}}ListRecords"):
                    _write_list(document, repository, wanted, found)
        if not found.is_lost:
            break
        if is_last:
            found.problems.append(tell.lost(repository.address.shown))
        else:
            log.warning("The repository no longer knows how far its list had come. Once more.")
    if found.is_whole and found.size is not None and found.size != found.records:
        found.problems.append(tell.miscounted(repository.address.shown, found.size, found.records))
    return found


def _write_beginning(
    document: Any, address: RepositoryAddress, wanted: Mapping[str, str], sets: Mapping[str, str]
) -> None:
    names = {"first": "from", "last": "until"}
    said = {names.get(name, name): value for name, value in wanted.items() if value}
    with document.element(f"{{{NAMESPACE}}}request", {"verb": "ListRecords"} | said):
        document.write(address.base)
    document.write("\n")
    if not sets:
        return
    with document.element(f"{{{NAMESPACE}}}ListSets"):
        for spec, name in sets.items():
            with document.element(f"{{{NAMESPACE}}}set"):
                for part, text in (("setSpec", spec), ("setName", name)):
                    with document.element(f"{{{NAMESPACE}}}{part}"):
                        document.write(text)
            document.write("\n")


def _write_list(
    document: Any, repository: Repository, wanted: Mapping[str, str], found: _List
) -> None:
    arguments = dict(wanted)
    seen: set[str] = set()
    while True:
        try:
            page = repository.ask("ListRecords", **arguments)
        except Stopped as stopped:
            found.problems.append(stopped.problem)
            return
        found.pages += 1
        answer = page.answer
        if answer.errors and not answer.records:
            _take_error(repository, answer, found)
            return
        if found.pages == 1:
            found.stamp, found.size = answer.stamp, answer.size
        _write_records(document, page, found)
        found.problems += _faults(page, f"{repository.address.shown}, page {found.pages}")
        log.info("%s records after %s pages of %s", found.records, found.pages,
                 repository.address.shown)  # fmt: skip
        if not answer.token:
            found.is_whole = not any(one.severity is Severity.ERROR for one in found.problems)
            return
        if answer.token in seen:
            found.problems.append(
                tell.circle(repository.address.shown, answer.token, found.records)
            )
            return
        seen.add(answer.token)
        arguments = {"resumptionToken": answer.token}


def _faults(page: Page, where: str) -> Iterator[Problem]:
    if page.fault is not None:
        yield tell.broken(where, page.fault, goes_on=bool(page.answer.token))
    elif page.mended:
        yield tell.mended(where, page.mended)


def _write_records(document: Any, page: Page, found: _List) -> None:
    """Writes the records of a page, up to where it stops being XML."""
    try:
        with page.path.open("rb") as stream:
            for _, element in xml.events(stream, ("end",)):
                if is_record(element):
                    _without_entities(element)
                    document.write(element, with_tail=False)
                    document.write("\n")
                    found.records += 1
                    xml.free(element)
    except etree.XMLSyntaxError:
        pass  # the page has a fault, which is told


def _without_entities(record: xml.Element) -> None:
    """Writes out the names of entities, which mean nothing in another document."""
    for entity in list(record.iter(etree.Entity)):
        said, above, before = entity.text + (entity.tail or ""), entity.getparent(), None
        before = entity.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + said
        else:
            above.text = (above.text or "") + said
        above.remove(entity)


def _take_error(repository: Repository, answer: Answer, found: _List) -> None:
    if "noRecordsMatch" in answer.errors:
        found.is_empty = found.is_whole = True
        return
    is_lost = "badResumptionToken" in answer.errors
    found.is_lost = is_lost and found.pages > 1
    if not found.is_lost:
        found.problems.append(tell.error(repository.address.shown, answer))
