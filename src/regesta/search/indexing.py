"""Keeping the index on disk in step with the database.

One writer, many readers. Whoever saves a record leaves a row in the outbox, in the same
transaction; whoever gets the writer's lock drains it. Who finds the lock taken leaves the
rows to its holder, who looks at the outbox once more after letting go.

An index lies in a folder of its own under ``index/``, and the file ``current`` names it: a
rebuilt one is made beside the old and swapped in, so that a search is never without.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db.models import QuerySet
from filelock import FileLock, Timeout

from regesta.catalog.models import OutboxRow, StoredRecord
from regesta.search.condition import Node
from regesta.search.describing import entries_of
from regesta.search.entries import Entry
from regesta.search.histogram import Times
from regesta.search.index import Index, IndexUnusable, SpokenOf
from regesta.search.picturing import InTime, Together
from regesta.search.query import Query, Viewer
from regesta.search.results import FacetValue, Hit, Results
from regesta.search.tantivy_index import FORMAT, TantivyIndex

BATCH = 4_000  # rows of the outbox taken at once; a commit costs much more than a record
PATIENCE = 3  # how often a search follows indexes that are swapped while it reads
Progress = Callable[[int, int], None]
Answer = TypeVar("Answer")


class WriterBusy(Exception):
    """Another process is writing the index."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where database and index differ. ``waiting`` are rows not indexed yet: no fault."""

    records: int
    waiting: int
    missing: tuple[str, ...] = ()  # in the database, not in the index
    outdated: tuple[str, ...] = ()  # in the index with another revision
    surplus: tuple[str, ...] = ()  # in the index, not in the database
    repeated: tuple[str, ...] = ()  # in the index more than once

    @property
    def agrees(self) -> bool:
        return not (self.missing or self.outdated or self.surplus or self.repeated)


class ArchiveIndex:
    """The index of one archive: opens the current one, follows swaps, drains the outbox."""

    def __init__(self, folder: Path, *, counts_suggestions: bool = True) -> None:
        self._folder = folder
        # What a facet counts is decided when a record goes in: another setting is another index.
        self._version = f"v{FORMAT}" if counts_suggestions else f"v{FORMAT}c"
        self._pattern = re.compile(rf"{self._version}-\d+")
        self._current_file = folder / "current"
        self._lock = FileLock(folder / "writer.lock", timeout=0)
        self._guard = threading.Lock()
        self._name = ""
        self._index: Index | None = None
        self._damaged = ""  # the name of an index that could not be read or written

    def search(self, query: Query, viewer: Viewer) -> Results:
        """Raises `IndexUnusable` where there is no index that can answer."""
        return self._asked(lambda index: index.search(query, viewer))

    def occurring(self, nodes: Sequence[Node], viewer: Viewer) -> list[int]:
        """How many records that the viewer may see answer each condition."""
        return self._asked(lambda index: index.occurring(nodes, viewer)) if nodes else []

    def frequency(self, words: Sequence[str]) -> list[int]:
        return self._asked(lambda index: index.frequency(words))

    def like(self, spoken_of: SpokenOf, but: str, viewer: Viewer, most: int) -> list[Hit]:
        return self._asked(lambda index: index.like(spoken_of, but, viewer, most))

    def beginning(self, prefix: str, viewer: Viewer, most: int) -> list[str]:
        return self._asked(lambda index: index.beginning(prefix, viewer, most))

    def values(self, query: Query, viewer: Viewer, facet: str) -> tuple[FacetValue, ...]:
        return self._asked(lambda index: index.values(query, viewer, facet))

    def times(self, query: Query, viewer: Viewer) -> Times:
        return self._asked(lambda index: index.times(query, viewer))

    def below(self, identifiers: Sequence[str], viewer: Viewer) -> dict[str, int]:
        return self._asked(lambda index: index.below(identifiers, viewer)) if identifiers else {}

    def spoken_of(self, query: Query, viewer: Viewer, facet: str) -> tuple[FacetValue, ...]:
        return self._asked(lambda index: index.spoken_of(query, viewer, facet))

    def in_time(self, query: Query, viewer: Viewer, most: int) -> InTime:
        return self._asked(lambda index: index.in_time(query, viewer, most))

    def together(self, query: Query, viewer: Viewer, facets: Sequence[str], most: int) -> Together:
        return self._asked(lambda index: index.together(query, viewer, facets, most))

    def span(self, viewer: Viewer) -> tuple[int | None, int | None]:
        return self._asked(lambda index: index.span(viewer))

    def is_usable(self) -> bool:
        """Whether there is an index of the present format, as far as can be told without
        reading all of it."""
        try:
            self._open()
        except IndexUnusable:
            return False
        return self._name != self._damaged

    def is_of_other_settings(self) -> bool:
        """Whether the index is sound, but counts otherwise than the archive is set now."""
        return re.fullmatch(rf"v{FORMAT}c?-\d+", self._read_current()) is not None and (
            self._pattern.fullmatch(self._read_current()) is None
        )

    def catch_up(
        self,
        progress: Progress | None = None,
        is_enough: Callable[[], bool] = lambda: False,
        up_to: int | None = None,
    ) -> bool:
        """Brings the index in step, or until it is enough, or up to the record of a key; False
        when another process writes and will do it."""
        if not self.is_usable():
            try:
                self.rebuild(progress)
            except WriterBusy:
                return False
        while waiting_rows(up_to).exists() and not is_enough():
            try:
                with self._lock:
                    self._drain(progress, is_enough, up_to)
            except Timeout:
                return False
            except IndexUnusable:
                if self._damaged == self._name:
                    raise
                self._damaged = self._name
                return self.catch_up(progress, is_enough, up_to)
        return True

    def rebuild(self, progress: Progress | None = None) -> int:
        """Makes the index anew beside the old one and swaps it in; answers the number of
        records. Raises `WriterBusy`."""
        try:
            with self._lock:
                count = self._rebuild(progress)
        except Timeout:
            raise WriterBusy from None
        self.catch_up()
        return count

    def compare(self) -> Comparison:
        """Compares the index with the database, record by record.

        The database is read before and after the index: only what stood unchanged in
        both readings is judged, so that an archive in use is not called faulty.
        """
        waiting_before, kept_before = _waiting(), _kept()
        found: dict[str, int] = {}
        repeated = []
        for identifier, revision in self._asked(lambda index: list(index.contents())):
            if identifier in found:
                repeated.append(identifier)
            found[identifier] = revision
        waiting, kept = _waiting(), _kept()
        busy = waiting | waiting_before
        busy |= {one for one, _ in kept_before.items() ^ kept.items()}
        return Comparison(
            records=len(kept),
            waiting=len(waiting),
            missing=tuple(one for one in kept if one not in found and one not in busy),
            outdated=tuple(
                one
                for one, revision in kept.items()
                if one in found and found[one] != revision and one not in busy
            ),
            surplus=tuple(one for one in found if one not in kept and one not in busy),
            repeated=tuple(repeated),
        )

    def _asked(self, question: Callable[[Index], Answer]) -> Answer:
        """The answer of the current index. If another one was swapped in while it was
        read, and its files removed, that one is asked."""
        for _ in range(PATIENCE):
            name = self._read_current()
            try:
                return question(self._open())
            except IndexUnusable:
                if self._read_current() == name:
                    self._damaged = name
                    raise
        return question(self._open())

    def _drain(
        self, progress: Progress | None, is_enough: Callable[[], bool], up_to: int | None
    ) -> None:
        index = self._open()
        done, total = 0, OutboxRow.objects.count()
        while not is_enough() and (rows := list(waiting_rows(up_to).values_list(*_ROW)[:BATCH])):
            wanted = {identifier for _, identifier in rows}
            # A record waits once for every time it was saved; it is written once.
            waiting = OutboxRow.objects.filter(record_identifier__in=wanted)
            numbers = list(waiting.values_list("pk", flat=True))
            there = StoredRecord.objects.filter(identifier__in=wanted)
            gone = wanted - set(there.values_list("identifier", flat=True))
            index.apply(entries_of(wanted), gone)
            # Only now: killed before this line, the rows are worked through once more.
            for start in range(0, len(numbers), BATCH):
                OutboxRow.objects.filter(pk__in=numbers[start : start + BATCH]).delete()
            done += len(numbers)
            if progress:
                progress(done, max(total, done))

    def _rebuild(self, progress: Progress | None) -> int:
        name = f"{self._version}-{time.time_ns()}"
        index = TantivyIndex.create(self._folder / name)
        identifiers = StoredRecord.objects.order_by("pk").values_list("identifier", flat=True)
        total, done = identifiers.count(), 0

        def entries() -> Iterator[Entry]:
            nonlocal done
            for batch in _batches(identifiers.iterator(BATCH)):
                yield from entries_of(batch)
                done += len(batch)
                if progress:
                    progress(done, total)

        index.fill(entries())
        before = self._read_current()
        self._write_current(name)
        self._remove_others(name, before)
        return done

    def _open(self) -> Index:
        name = self._read_current()
        with self._guard:
            if self._index is None or name != self._name:
                self._index = None
                if not self._pattern.fullmatch(name):
                    raise IndexUnusable(f"there is no index of format {FORMAT} in {self._folder}")
                self._index = TantivyIndex(self._folder / name)
                self._name = name
            return self._index

    def _read_current(self) -> str:
        try:
            return self._current_file.read_text().strip()
        except FileNotFoundError:
            return ""

    def _write_current(self, name: str) -> None:
        written = self._current_file.with_suffix(".new")
        with written.open("w") as stream:
            stream.write(name)
            stream.flush()
            os.fsync(stream.fileno())
        written.replace(self._current_file)

    def _remove_others(self, *kept: str) -> None:
        # The one before stays until the next is built: somebody may be reading it.
        for folder in self._folder.glob("v*-*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)


class Keeper(threading.Thread):
    """Keeps the index of a serving process in step, whoever does the saving."""

    def __init__(
        self, index: ArchiveIndex, on_error: Callable[[Exception], None], *, every: float = 0.5
    ) -> None:
        super().__init__(name="index keeper", daemon=True)
        self._index_to_keep = index
        self._on_error = on_error
        self._every = every
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.wait(self._every):
            try:
                self._index_to_keep.catch_up()
            except Exception as error:  # the next round tries again
                self._on_error(error)

    def stop(self) -> None:
        """Ends after the round it is in; one that takes longer may be cut off unharmed."""
        self._stop_asked.set()
        if self.is_alive():
            self.join(timeout=3)


_ROW = ("pk", "record_identifier")


def waiting_rows(up_to: int | None = None) -> QuerySet[OutboxRow]:
    """What waits to be indexed, in order; of records up to a key alone where one is given."""
    rows = OutboxRow.objects.order_by("pk")
    if up_to is not None:
        there = StoredRecord.objects.filter(pk__lte=up_to)
        rows = rows.filter(record_identifier__in=there.values("identifier"))
    return rows


def _waiting() -> set[str]:
    return set(OutboxRow.objects.values_list("record_identifier", flat=True))


def _kept() -> dict[str, int]:
    return dict(StoredRecord.objects.values_list("identifier", "revision"))


def _batches(identifiers: Iterable[str]) -> Iterator[list[str]]:
    source = iter(identifiers)
    while batch := list(islice(source, BATCH)):
        yield batch
