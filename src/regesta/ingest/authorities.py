"""Bringing in authorities: recognised, merged with what is there, tied to each other.

An authority is recognised by its identifier in this archive, by one that another register
gave it, or by its kind and preferred name. By name two are not the same whose identifiers
in one register differ, or whose births or deaths lie further apart than sources usually
disagree: the same name can be two things. What people have merged and split stays so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from regesta.catalog.authorities import AuthorityChange, match_key
from regesta.catalog.models import AuthorityIdentifier, AuthoritySpelling, StoredAuthority
from regesta.description.authority import REGISTERS, Authority, Name, NameType, Relation
from regesta.description.identifiers import new_identifier
from regesta.description.record import Identifier
from regesta.formats.reading import AuthorityReading, Problem, Severity
from regesta.ingest.merging import added, merged_statements, replaced

SEVERAL, REPEATED, MERGED = "which-authority", "authority-repeated", "authority-merged"
FARTHEST_APART = 5 * 366  # days between two dates of one birth, as sources disagree
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


def match_authorities(readings: Sequence[AuthorityReading]) -> Matching:
    """Finds whom each reading speaks of; nothing is stored."""
    there = _There.of(readings)
    matching = Matching()
    claims: set[str] = set()
    met: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    for reading in readings:
        key = (reading.authority.kind.value, match_key(reading.authority.preferred.text))
        candidates = there.candidates(reading, key)
        free = [row for row in candidates if row.identifier not in claims]
        if len(free) > 1:
            free = _closest(reading.authority, free)
        code = ""
        if len(free) > 1:
            code = SEVERAL
        elif free and free[0].merged_into is not None:
            code = MERGED
        elif not free and (candidates or _said_before(reading, met[key])):
            code = REPEATED
        if code:
            matching.refused.append((reading, code))
            continue
        stored = free[0] if free else None
        identifier = stored.identifier if stored else reading.identifier or new_identifier()
        claims.add(identifier)
        said = there.without_split_off(stored, reading.authority)
        is_there = stored is not None and stored.undone_id is None
        taken = Taken(
            reading, identifier, merged(stored.says, said) if stored and is_there else said, stored
        )
        matching.taken.append(taken)
        met[key].append(taken)
    return matching


def merged(known: Authority, said: Authority) -> Authority:
    """What an authority says after a source has spoken: the source's own for what it says,
    and everything else as it was. Neither argument is changed."""
    variants = _all_names(_renamed(known, said), said.variants)
    return replace(
        known,
        kind=said.kind,
        preferred=said.preferred,
        variants=[name for name in variants if name.text != said.preferred.text],
        dates=replaced(known.dates, said.dates, lambda one: one.type),
        relations=replaced(
            known.relations,
            _still_tied(known.relations, said.relations),
            lambda one: (one.type, one.name),
        ),
        coordinates=said.coordinates or known.coordinates,
        identifiers=added(known.identifiers, said.identifiers),
        sources=added(known.sources, said.sources),
        values=merged_statements(known.values, said.values),
        extra=merged_statements(known.extra, said.extra),
    )


def _all_names(known: list[Name], said: list[Name]) -> list[Name]:
    """The known names in their order, each as the source gives it where it does, and then
    the source's new ones. One text may be several names: of languages, or of times."""
    spoken = {name.text for name in said}
    if [name for name in known if name.text in spoken] == said:
        return known
    found: dict[str, list[Name]] = {}
    for name in known:
        if name.text in spoken:
            found[name.text] = [one for one in said if one.text == name.text]
        else:
            found.setdefault(name.text, []).append(name)
    for name in said:
        if name.text not in found:
            found[name.text] = [one for one in said if one.text == name.text]
    return [name for names in found.values() for name in names]


def _still_tied(known: Sequence[Relation], said: Sequence[Relation]) -> list[Relation]:
    """The source's relations with the identifiers that were found for them before."""
    before = {(one.type, one.name): one.authority for one in known if one.authority}
    return [
        one if one.authority else replace(one, authority=before.get((one.type, one.name), ""))
        for one in said
    ]


def tie(matching: Matching) -> list[tuple[AuthorityReading, str, int]]:
    """Gives relations the identifiers of what they name; answers those that could not be
    tied, with the name and how many have it."""
    loose: list[tuple[AuthorityReading, str, int]] = []
    relations = [one for taken in matching.taken for one in taken.says.relations]
    names = _Names.of(matching.taken, {match_key(one.name) for one in relations})
    known = _known_identifiers(matching.taken, {one.authority for one in relations})
    for taken in matching.taken:
        tied = []
        for one in taken.says.relations:
            found = {one.authority} & known or names.called(one.name, taken)
            if len(found) == 1:
                tied.append(replace(one, authority=next(iter(found))))
            else:
                tied.append(replace(one, authority=""))
                loose.append((taken.reading, one.name, len(found)))
        taken.says = replace(taken.says, relations=tied)
    return loose


def _known_identifiers(taken: Sequence[Taken], wanted: set[str]) -> set[str]:
    """Those of the identifiers that an authority has, here or in the source."""
    there = {one.identifier for one in taken}
    for some in _some(wanted - {""}):
        rows = StoredAuthority.objects.filter(identifier__in=some)
        there.update(rows.values_list("identifier", flat=True))
    return there


def change_of(taken: Taken) -> AuthorityChange | None:
    """The change that a reading makes, None where it says nothing new."""
    is_there = taken.stored is not None and taken.stored.undone_id is None
    if is_there and taken.stored and taken.says == taken.stored.says:
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
    MERGED: (
        Severity.NOTICE,
        "This authority was merged into another one of the archive; the row was left out.",
        "Nothing needs to be done. To bring it back, split its names off again.",
    ),
    REPEATED: (
        Severity.ERROR,
        "An earlier row means the same authority: by its identifier, or by kind and name with "
        "nothing that tells the two apart.",
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


def _said_before(reading: AuthorityReading, met: Sequence[Taken]) -> bool:
    """Whether an earlier reading of this kind and name cannot be told from this one."""
    if reading.identifier:
        return any(one.identifier == reading.identifier for one in met)
    return any(_can_be_one(reading.authority, one.reading.authority) for one in met)


def _can_be_one(one: Authority, other: Authority) -> bool:
    """Whether two of one kind and name can be the same."""
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
    """Whether births and deaths are as near as sources of one life are, and where a birth
    and a death are known of one each, whether the birth comes first."""
    births, deaths = (one.birth, other.birth), (one.death, other.death)
    if _are_far(*births) or _are_far(*deaths):
        return False
    for birth, death in ((births[0], deaths[1]), (births[1], deaths[0])):
        if _follows(birth, death) and not (all(births) and all(deaths)):
            return False
    return True


Bounds = tuple[int | None, int | None]  # of the day of a birth or a death


def _are_far(one: Bounds | None, other: Bounds | None) -> bool:
    if one is None or other is None:
        return False
    return any(
        first is not None and last is not None and first - last > FARTHEST_APART
        for first, last in ((one[0], other[1]), (other[0], one[1]))
    )


def _follows(birth: Bounds | None, death: Bounds | None) -> bool:
    """Whether a birth surely lies after a death."""
    if birth is None or death is None or birth[0] is None or death[1] is None:
        return False
    return birth[0] > death[1]


def _closest(said: Authority, rows: list[StoredAuthority]) -> list[StoredAuthority]:
    """Of several, the one that has the very dates the source gives."""
    same = [row for row in rows if said.dates and row.says.dates == said.dates]
    return same or rows


@dataclass(slots=True)
class _There:
    """The authorities of the archive that the readings of a source may speak of, those that
    were merged among them."""

    by_identifier: dict[str, StoredAuthority] = field(default_factory=dict)
    by_number: dict[tuple[str, str, str], list[StoredAuthority]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_name: dict[tuple[str, str], list[StoredAuthority]] = field(
        default_factory=lambda: defaultdict(list)
    )
    split_off: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, readings: Sequence[AuthorityReading]) -> _There:
        there = cls()
        rows = StoredAuthority.objects.select_related("merged_into").order_by("pk")
        for some in _some({one.identifier for one in readings if one.identifier}):
            there.by_identifier |= {row.identifier: row for row in rows.filter(identifier__in=some)}
        numbers = {one.value for reading in readings for one in reading.authority.identifiers}
        for some in _some(numbers):
            for one in AuthorityIdentifier.objects.filter(
                value__in=some, scheme__in=REGISTERS
            ).select_related("authority__merged_into"):
                key = (one.authority.kind, one.scheme, one.value)
                there.by_number[key].append(one.authority)
        for some in _some({match_key(one.authority.preferred.text) for one in readings}):
            for row in rows.filter(match_key__in=some):
                there.by_name[row.kind, row.match_key].append(row)
        for row in StoredAuthority.objects.filter(split_from__isnull=False):
            names = {name.text for name in row.says.names}
            there.split_off[row.split_from_id].update(names)
        return there

    def candidates(self, reading: AuthorityReading, key: tuple[str, str]) -> list[StoredAuthority]:
        """Whom a reading may speak of; one that was merged only where no other is meant."""
        said = reading.authority
        if reading.identifier:  # it names one, which may not be here yet
            row = self.by_identifier.get(reading.identifier)
            return [row] if row else []
        for one in said.identifiers:
            rows = self.by_number.get((said.kind.value, one.scheme, one.value), [])
            if rows:
                return _living(rows)
        return _living([row for row in self.by_name.get(key, ()) if _can_be_one(said, row.says)])

    def without_split_off(self, stored: StoredAuthority | None, said: Authority) -> Authority:
        """What a source says, without names that somebody has split off."""
        gone = self.split_off.get(stored.pk, set()) if stored else set()
        if not gone:
            return said
        return replace(said, variants=[name for name in said.variants if name.text not in gone])


def _living(rows: Sequence[StoredAuthority]) -> list[StoredAuthority]:
    return [row for row in rows if row.merged_into is None] or list(rows)


@dataclass(slots=True)
class _Names:
    """Who is called what: identifiers with their kind, by preferred name and by any other."""

    preferred: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    others: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, taken: Sequence[Taken], wanted: set[str]) -> _Names:
        names = cls()
        for one in taken:
            who = (one.identifier, one.says.kind.value)
            names.preferred[match_key(one.says.preferred.text)].add(who)
            for name in one.says.variants:
                names.others[match_key(name.text)].add(who)
        columns = ("folded", "position", "authority__identifier", "authority__kind")
        for some in _some(wanted):
            rows = AuthoritySpelling.objects.filter(folded__in=some, is_own=True)
            for key, position, identifier, kind in rows.values_list(*columns):
                (names.others if position else names.preferred)[key].add((identifier, kind))
        return names

    def called(self, name: str, taken: Taken) -> set[str]:
        """The others of that name; those of the same kind, where there are any."""
        key = match_key(name)
        found = self.preferred.get(key) or self.others.get(key) or set()
        found = {who for who in found if who[0] != taken.identifier}
        same_kind = {who for who in found if who[1] == taken.says.kind.value}
        return {identifier for identifier, _ in same_kind or found}


def _some(values: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
