"""Bringing in authorities: recognised, merged with what is there, tied to each other.

An authority is recognised by its identifier in this archive, by one that another register
gave it, or by its kind and preferred name. By name two are not the same whose identifiers
in one register differ, or whose lifetimes do not meet: the same name can be two things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from regesta.catalog.authorities import AuthorityChange, match_key
from regesta.catalog.models import AuthorityIdentifier, AuthoritySpelling, StoredAuthority
from regesta.description.authority import Authority, Name, NameType
from regesta.description.identifiers import new_identifier
from regesta.description.record import Identifier
from regesta.formats.reading import AuthorityReading, Problem, Severity
from regesta.ingest.merging import added, merged_statements, replaced

SEVERAL, REPEATED = "which-authority", "authority-repeated"
_BATCH = 400  # values in one question to the database


@dataclass(slots=True, eq=False)
class Taken:
    """A reading that is taken, with the authority it speaks of: a stored one, or a new one."""

    reading: AuthorityReading
    identifier: str
    says: Authority
    stored: StoredAuthority | None = None

    @property
    def is_new(self) -> bool:
        return self.stored is None


@dataclass(slots=True)
class Matching:
    """What the readings of one source were found to speak of."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[tuple[AuthorityReading, str]] = field(default_factory=list)  # with the code
    repeated: set[int] = field(default_factory=set)  # readings that say what another said


def match_authorities(readings: Sequence[AuthorityReading]) -> Matching:
    """Finds whom each reading speaks of; nothing is stored."""
    there = _There.of(readings)
    matching = Matching()
    claims: dict[str, AuthorityReading] = {}
    for reading in readings:
        candidates = there.candidates(reading)
        free = [row for row in candidates if row.identifier not in claims]
        if len(free) > 1:
            free = _closest(reading.authority, free)
        if len(free) > 1:
            matching.refused.append((reading, SEVERAL))
            continue
        if not free and _said_before(reading, matching.taken):
            matching.refused.append((reading, REPEATED))
            continue
        stored = free[0] if free else None
        identifier = stored.identifier if stored else reading.identifier or new_identifier()
        claims[identifier] = reading
        says = merged(stored.says, reading.authority) if stored else reading.authority
        matching.taken.append(Taken(reading, identifier, says, stored))
    return matching


def merged(known: Authority, said: Authority) -> Authority:
    """What an authority says after a source has spoken: the source's own for what it says,
    and everything else as it was. Neither argument is changed."""
    spoken = {name.text: name for name in said.names}
    variants = [
        spoken.get(name.text, name)
        for name in _renamed(known, said)
        if name.text != said.preferred.text
    ]
    return replace(
        known,
        kind=said.kind,
        preferred=said.preferred,
        variants=added(variants, said.variants),
        dates=replaced(known.dates, said.dates, lambda one: one.type),
        relations=replaced(known.relations, said.relations, lambda one: (one.type, one.name)),
        coordinates=said.coordinates or known.coordinates,
        identifiers=added(known.identifiers, said.identifiers),
        sources=added(known.sources, said.sources),
        values=merged_statements(known.values, said.values),
        extra=merged_statements(known.extra, said.extra),
    )


def tie(matching: Matching) -> list[tuple[AuthorityReading, str, int]]:
    """Gives relations the identifiers of what they name; answers those that could not be
    tied, with the name and how many have it."""
    loose: list[tuple[AuthorityReading, str, int]] = []
    wanted = {
        match_key(relation.name)
        for taken in matching.taken
        for relation in taken.says.relations
        if not relation.authority
    }
    preferred, others = _names(matching.taken, wanted)
    for taken in matching.taken:
        relations = []
        for relation in taken.says.relations:
            key = match_key(relation.name)
            found = preferred.get(key) or others.get(key) or set()
            found = found - {taken.identifier}
            if relation.authority or len(found) != 1:
                relations.append(relation)
                if not relation.authority:
                    loose.append((taken.reading, relation.name, len(found)))
            else:
                relations.append(replace(relation, authority=next(iter(found))))
        taken.says = replace(taken.says, relations=relations)
    return loose


def change_of(taken: Taken) -> AuthorityChange | None:
    """The change that a reading makes, None where it says nothing new."""
    if taken.stored is not None and taken.says == taken.stored.says:
        return None
    return AuthorityChange(authority=taken.says, stored=taken.stored, identifier=taken.identifier)


def problem_of(reading: AuthorityReading, code: str, *, name: str = "", count: int = 0) -> Problem:
    severity, message, remedy = _PROBLEMS[code]
    return Problem(
        severity=severity,
        code=code,
        where=reading.position,
        record=reading.authority.preferred.text,
        field="part_of, earlier, later, related" if code == "relation-untied" else "name",
        value=name or reading.authority.preferred.text,
        message=message.format(count=count, name=name),
        remedy=remedy,
        rejected=int(severity is Severity.ERROR),
    )


_PROBLEMS = {
    SEVERAL: (
        Severity.ERROR,
        "Several authorities of this kind have this name, and nothing says which is meant.",
        "Give the row the identifier of the one that is meant, as regesta export authorities "
        "writes it, or dates that tell them apart.",
    ),
    REPEATED: (
        Severity.ERROR,
        "An earlier row has the same kind and name, and nothing tells the two apart.",
        "Put what both rows say into one, or give each its dates or an identifier.",
    ),
    "relation-untied": (
        Severity.NOTICE,
        "{count} authorities are called {name!r}; the relation stands as words only.",
        "Write the preferred name of an authority, or add its identifier as [id: ...].",
    ),
}


def _renamed(known: Authority, said: Authority) -> list[Name]:
    """The variants, with the name that was preferred before."""
    before = known.preferred
    if before.text == said.preferred.text:
        return known.variants
    return [*known.variants, replace(before, type=NameType.NAME)]


def _said_before(reading: AuthorityReading, taken: Iterable[Taken]) -> bool:
    """Whether an earlier reading of the source cannot be told from this one."""
    if reading.identifier:
        return any(one.identifier == reading.identifier for one in taken)
    return any(_can_be_one(reading.authority, one.reading.authority) for one in taken)


def _can_be_one(one: Authority, other: Authority) -> bool:
    """Whether two of one kind and name can be the same."""
    if one.kind != other.kind or match_key(one.preferred.text) != match_key(other.preferred.text):
        return False
    return not _differ_by_register(one, other) and _meet(one, other)


def _differ_by_register(one: Authority, other: Authority) -> bool:
    numbers = _numbers(one.identifiers)
    return any(
        scheme in numbers and numbers[scheme].isdisjoint(values)
        for scheme, values in _numbers(other.identifiers).items()
    )


def _numbers(identifiers: Sequence[Identifier]) -> dict[str, set[str]]:
    numbers: dict[str, set[str]] = defaultdict(set)
    for one in identifiers:
        numbers[one.scheme].add(one.value)
    return numbers


def _meet(one: Authority, other: Authority) -> bool:
    """Whether two lifetimes have a day in common, as far as both are known."""
    (first, last), (other_first, other_last) = one.lifetime, other.lifetime
    if first is not None and other_last is not None and first > other_last:
        return False
    return not (last is not None and other_first is not None and other_first > last)


def _closest(said: Authority, rows: list[StoredAuthority]) -> list[StoredAuthority]:
    """Of several, the one that has the very dates the source gives."""
    same = [row for row in rows if said.dates and row.says.dates == said.dates]
    return same or rows


@dataclass(slots=True)
class _There:
    """The authorities of the archive that the readings of a source may speak of."""

    by_identifier: dict[str, StoredAuthority]
    by_number: dict[tuple[str, str], list[StoredAuthority]]
    by_name: dict[tuple[str, str], list[StoredAuthority]]

    @classmethod
    def of(cls, readings: Sequence[AuthorityReading]) -> _There:
        identifiers = {one.identifier for one in readings if one.identifier}
        numbers = {one.value for reading in readings for one in reading.authority.identifiers}
        keys = {match_key(reading.authority.preferred.text) for reading in readings}
        there = cls({}, defaultdict(list), defaultdict(list))
        rows = StoredAuthority.objects.select_related("merged_into")
        for some in _some(identifiers):
            for row in rows.filter(identifier__in=some):
                there.by_identifier[row.identifier] = row.merged_into or row
        for some in _some(numbers):
            for one in AuthorityIdentifier.objects.filter(
                value__in=some, authority__merged_into=None
            ).select_related("authority"):
                there.by_number[one.scheme, one.value].append(one.authority)
        for some in _some(keys):
            for row in rows.filter(match_key__in=some, merged_into=None).order_by("pk"):
                there.by_name[row.kind, row.match_key].append(row)
        return there

    def candidates(self, reading: AuthorityReading) -> list[StoredAuthority]:
        said = reading.authority
        if reading.identifier and reading.identifier in self.by_identifier:
            return [self.by_identifier[reading.identifier]]
        for one in said.identifiers:
            rows = [
                row
                for row in self.by_number.get((one.scheme, one.value), ())
                if row.kind == said.kind
            ]
            if rows:
                return rows
        rows = self.by_name.get((said.kind.value, match_key(said.preferred.text)), [])
        if reading.identifier:  # it names another one, which is not here yet
            return []
        return [row for row in rows if _can_be_one(said, row.says)]


def _names(
    taken: Sequence[Taken], wanted: set[str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The identifiers of those whose preferred name, or another of whose names, is wanted."""
    preferred: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for one in taken:
        preferred[match_key(one.says.preferred.text)].add(one.identifier)
        for name in one.says.variants:
            others[match_key(name.text)].add(one.identifier)
    for some in _some(wanted):
        rows = AuthoritySpelling.objects.filter(folded__in=some, is_own=True)
        for key, position, identifier in rows.values_list(
            "folded", "position", "authority__identifier"
        ):
            (others if position else preferred)[key].add(identifier)
    return preferred, others


def _some(values: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
