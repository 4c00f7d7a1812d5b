"""The hierarchy of a collection, opened a unit at a time, so that one of any size is quick.

The index answers what stands directly below a unit, as the public may see it: what stands
below a unit that is not public is in lists and not in the tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from regesta.catalog.models import StoredCollection, StoredRecord
from regesta.catalog.visibility import is_public
from regesta.reading_room.citing import levels_above
from regesta.reading_room.pages.showing import numbered
from regesta.search.describing import card_of
from regesta.search.finding import archive_index, find, the_public
from regesta.search.query import Query, Sort
from regesta.search.results import Card, Hit

ON_A_PAGE = 50  # units of one branch
LARGEST_PART = 100_000
MOST_LEVELS = 20
_PLAIN_LEVELS = ("item", "component")  # which say nothing that the tree does not show


@dataclass(slots=True)
class Branch:
    """Units that stand beside each other below one, or at the top: one page of them, numbered
    from 1. ``others`` is how many stand beside the only one that is shown of a long branch."""

    above: str
    units: list[Unit]
    first: int
    total: int
    paging: dict[str, Any] = field(default_factory=dict)
    others: int = 0

    @property
    def last(self) -> int:
        return self.first + len(self.units) - 1


@dataclass(slots=True)
class Unit:
    """A unit as a line of the tree; ``branch`` holds those below where it is open."""

    identifier: str
    card: Card
    level: str
    below: int
    branch: Branch | None = None


@dataclass(frozen=True, slots=True)
class Trunk:
    """Where a tree stands: the units of a collection, or all below one record. ``path`` is the
    page that shows it."""

    path: str
    collection: str = ""
    root: str = ""

    def address(self, identifier: str, part: int = 1) -> str:
        """The page with a unit open."""
        asked = {"open": identifier, **({"part": part} if part > 1 else {})}
        return f"{self.path}?{urlencode(asked)}#{identifier}"

    def units(self) -> Branch:
        """What stands at the top."""
        if not self.root:
            return _branch(self, "", 1)
        row = StoredRecord.objects.get(identifier=self.root)
        return Branch("", [_unit_of(row)], 1, 1)


@dataclass(frozen=True, slots=True)
class Tree:
    """``top`` are the units at the top, ``opened`` the one that was asked for."""

    trunk: Trunk
    top: Branch
    opened: str = ""


def trunk_of_collection(identifier: str) -> Trunk:
    return Trunk(reverse("collection", args=[identifier]), collection=identifier)


def trunk_of_record(identifier: str) -> Trunk:
    return Trunk(reverse("units", args=[identifier]), root=identifier)


def tree_of(trunk: Trunk, top: Branch, opened: str, part: int) -> Tree | None:
    """The tree with a unit and all above it open. Where none is asked for, what has nothing
    beside it is open. None where no such unit is in the tree."""
    tree = Tree(trunk, top, opened)
    if not opened:
        _open_alone(tree)
        return tree
    row = StoredRecord.objects.filter(identifier=opened).first()
    path = [*reversed(levels_above(row)), row] if row and is_public(row) else []
    if not path or path[0].parent_id is not None:
        return None
    branch = top
    for step in path:
        unit = _unit_on(branch, step)
        if unit is None:
            return None
        is_last = step.identifier == opened
        unit.branch = branch_below(trunk, step.identifier, part if is_last else 1)
        branch = unit.branch
    return tree


def branch_below(trunk: Trunk, identifier: str, part: int) -> Branch:
    """A page of what stands directly below a unit."""
    branch = _branch(trunk, identifier, part)
    pages = -(-branch.total // ON_A_PAGE)
    branch.paging = numbered(part, pages, lambda number: trunk.address(identifier, number))
    return branch


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands: what is above it, the whole first, how many stand directly below
    it, and where it is open in a tree, "" where it is in none."""

    path: list[Step]
    below: int
    opened: str


def standing(row: StoredRecord, collections: list[StoredCollection]) -> Standing | None:
    """Where a record stands in its hierarchy; None for one that stands alone."""
    titles = {one.title for one in collections}
    parents = levels_above(row)
    steps = [
        Step(title, reverse("record", args=[one.identifier]))
        for one in reversed(parents)
        if (title := one.says.text("title")) not in titles
    ]
    below = archive_index().below([row.identifier], the_public()).get(row.identifier, 0)
    if not parents and not below:
        return None
    trunk = (
        trunk_of_collection(collections[0].identifier)
        if collections
        else trunk_of_record((parents[-1] if parents else row).identifier)
    )
    is_whole = (parents[-1] if parents else row).parent_id is None
    shown = row if below else parents[0]
    return Standing(steps, below, trunk.address(shown.identifier) if is_whole else "")


def _branch(trunk: Trunk, identifier: str, part: int) -> Branch:
    query = Query(
        chosen={"collection": (trunk.collection,)} if trunk.collection else {},
        above=identifier,
        sort=Sort.RECEIVED,
        page=part,
        size=ON_A_PAGE,
        counts=False,
    )
    found = find(archive_index(), query)
    return Branch(identifier, _units(found.hits), found.offset + 1, found.total)


def _units(hits: tuple[Hit, ...]) -> list[Unit]:
    names = [hit.identifier for hit in hits]
    below = archive_index().below(names, the_public())
    rows = StoredRecord.objects.filter(identifier__in=names)
    levels = dict(rows.values_list("identifier", "level"))
    return [
        Unit(
            hit.identifier,
            hit.card,
            _shown_level(levels.get(hit.identifier, "")),
            below.get(hit.identifier, 0),
        )
        for hit in hits
    ]


def _shown_level(level: str) -> str:
    return "" if level in _PLAIN_LEVELS else level


def _unit_on(branch: Branch, row: StoredRecord) -> Unit | None:
    """The unit of a record on a branch. Where it is not among those shown of a long branch, it
    is shown alone."""
    found = next((one for one in branch.units if one.identifier == row.identifier), None)
    if found is None and branch.total > ON_A_PAGE:
        found = _unit_of(row)
        branch.units[:] = [found]
        branch.others = branch.total - 1
    return found


def _unit_of(row: StoredRecord) -> Unit:
    below = archive_index().below([row.identifier], the_public())
    card = card_of(row.says, [])
    return Unit(row.identifier, card, _shown_level(row.level), below.get(row.identifier, 0))


def _open_alone(tree: Tree) -> None:
    branch = tree.top
    for _ in range(MOST_LEVELS):
        if branch.total != 1 or not branch.units or not branch.units[0].below:
            return
        unit = branch.units[0]
        unit.branch = branch_below(tree.trunk, unit.identifier, 1)
        branch = unit.branch
