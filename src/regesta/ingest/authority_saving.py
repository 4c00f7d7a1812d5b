"""The authorities of a source, on their way into the archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from regesta.catalog.actors import Actor
from regesta.catalog.authorities import save_authorities
from regesta.catalog.models import AuthorityRevision, Import, StoredAuthority
from regesta.description import authority
from regesta.formats.reading import AuthorityReading
from regesta.ingest.authorities import (
    Matching,
    Taken,
    change_of,
    match_authorities,
    problem_of,
    tie,
)
from regesta.ingest.conflicts import differences
from regesta.ingest.keeping import Keeper
from regesta.ingest.naming import Namer
from regesta.ingest.report import CREATED, UPDATED, Telling

BATCH = 1_000  # authorities saved in one transaction


@dataclass(slots=True)
class AuthoritySaver:
    """Saves authorities, source by source. ``by_key`` leads from the keys of the source
    under way to identifiers of the archive."""

    dry_run: bool
    actor: Actor
    keeper: Keeper
    namer: Namer
    progress: Callable[[int], None]
    by_key: dict[str, str] = field(default_factory=dict)

    def save(self, readings: Sequence[AuthorityReading], telling: Telling) -> None:
        """They are matched as a whole, since they may name each other in any order."""
        if not readings:
            return
        matching = match_authorities(readings)
        self._tell_of(matching, telling)
        if matching.taken and not self.dry_run:
            self.keeper.begin(telling.source)
        changes = []
        repeated = _said_before(matching.taken, telling.source.name)
        for taken in matching.taken:
            # Where two sources differ, none of them speaks again by being imported again.
            change = None if taken.identifier in repeated else change_of(taken)
            if change is not None:
                self._note(taken, telling)
            self._count(taken.stored, change is not None, telling)
            if change is not None and not self.dry_run:
                reading = taken.reading
                origin = self.keeper.origin(reading)
                change.authority = authority.stamped(change.authority, origin)
                change.source = self.keeper.from_source(reading)
                changes.append(change)
        for start in range(0, len(changes), BATCH):
            some = changes[start : start + BATCH]
            save_authorities(some, actor=self.actor)
            self.progress(len(some))
        if changes:
            self.namer.forget()

    def _tell_of(self, matching: Matching, telling: Telling) -> None:
        """Reports what was refused and what leads nowhere, and remembers the keys of all."""
        for taken in matching.taken:
            if taken.reading.key:
                self.by_key[taken.reading.key] = taken.identifier
        for reading, code in matching.refused:
            problem = problem_of(reading, code)
            telling.counts.rejected += problem.rejected
            telling.counts.unchanged += not problem.rejected
            telling.problem(problem)
        for reading, name, count in tie(matching):
            telling.problem(problem_of(reading, "relation-untied", name=name, count=count))

    def _note(self, taken: Taken, telling: Telling) -> None:
        before = taken.stored.says if taken.stored and not taken.stored.undone_id else None
        telling.change(
            CREATED if before is None else UPDATED,
            taken.reading.position,
            taken.says.preferred.text,
            lambda: differences(before, taken.says) if before else (),
        )

    def _count(self, stored: StoredAuthority | None, is_change: bool, telling: Telling) -> None:
        """One that this very import made before it was interrupted counts as made."""
        is_new = stored is None or stored.undone_id is not None
        before = self.keeper.authorities_before
        if is_new or (stored and (telling.source.name, stored.pk) in before):
            telling.counts.created += 1
        elif is_change:
            telling.counts.updated += 1
        else:
            telling.counts.unchanged += 1


def _said_before(taken: Sequence[Taken], source: str) -> set[str]:
    """Those whom this very source has described before, in the same words."""
    words = {
        one.stored.pk: one.reading.wording
        for one in taken
        if one.stored is not None and one.stored.undone_id is None
    }
    found = set()
    keys = list(words)
    for start in range(0, len(keys), BATCH):
        rows = AuthorityRevision.objects.filter(
            authority__in=keys[start : start + BATCH], source__name=source
        ).exclude(source__of__state=Import.State.UNDONE)
        columns = ("authority", "authority__identifier", "wording")
        for key, identifier, wording in rows.values_list(*columns):
            if wording and wording == words[key]:
                found.add(identifier)
    return found
