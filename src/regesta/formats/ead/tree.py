"""The tree of a finding aid, read as a stream: each unit before those below it.

A unit is complete when the first unit below it begins, or at its own end: what describes
it stands before that. Where a finding aid says more of a unit behind the units below it,
as is usual for notes behind the `dsc`, a first passage through the document has gathered
it: only such late elements are held in memory, nothing else is. What has been read is let
go of, so that memory does not grow with the finding aid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from regesta.formats.ead.prose import name_of
from regesta.formats.xml import Element, events, free

COMPONENTS = frozenset(("c", *(f"c{number:02}" for number in range(1, 13))))
_UNITS = COMPONENTS | {"archdesc"}
_WITHIN = COMPONENTS | {"dsc"}  # what a unit holds that is no element of its own
_LIKE_A_POSITION = re.compile(r"c\d+(?:\.\d+)*|archdesc\d*")


@dataclass(slots=True)
class Late:
    """What the first passage found: elements behind the units below theirs, by the number
    of the unit in the document, and ids that more than one unit has, and
    whether anything is marked as internal."""

    elements: dict[int, list[Element]] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    has_internal: bool = False


@dataclass(slots=True)
class OpenUnit:
    """A unit that is being read. ``path`` is its place among the units, ``elements`` are
    those of its own, ``header`` those of the finding aid."""

    element: Element
    number: int
    path: tuple[int, ...]
    key: str = ""
    parent: str = ""
    below: int = 0  # units seen directly below it
    is_yielded: bool = False
    is_internal: bool = False
    id_is_repeated: bool = False
    line: int = 0
    is_top: bool = False  # the description of the whole, and not of a part
    own_elements: list[Element] = field(default_factory=list)
    header: list[Element] = field(default_factory=list)


def look_ahead(stream: BinaryIO) -> Late:
    """The first passage. A document that breaks off is read as far as it goes; the second
    passage says so."""
    passage = _FirstPassage()
    with suppress(etree.XMLSyntaxError):
        for event, element in events(stream):
            if event == "start":
                passage.begins(element, _local(element))
            else:
                passage.ends(element, _local(element))
    return passage.found


@dataclass(slots=True)
class _Outline:
    """A unit that is open in the first passage."""

    number: int
    depth: int
    has_units: bool = False


@dataclass(slots=True)
class _FirstPassage:
    found: Late = field(default_factory=Late)
    ids: set[str] = field(default_factory=set)
    open_units: list[_Outline] = field(default_factory=list)
    number: int = 0
    depth: int = 0
    late_unit: int = -1  # the unit of the late element that is open
    late_depth: int = 0
    whole: int = -1  # the unit that describes the whole

    def begins(self, element: Element, name: str) -> None:
        self.depth += 1
        if element.get("audience"):
            self.found.has_internal = True
        if name in _UNITS:
            self._unit_begins(element, name)
        elif self.late_unit >= 0 or name in ("dsc", "ead"):
            return
        elif self.open_units:
            unit = self.open_units[-1]
            if unit.has_units and _is_own(element):
                self.late_unit, self.late_depth = unit.number, self.depth
        elif self.whole >= 0 and self.depth == 2:  # behind the whole description
            self.late_unit, self.late_depth = self.whole, self.depth

    def _unit_begins(self, element: Element, name: str) -> None:
        if self.late_unit < 0:
            if self.open_units:
                self.open_units[-1].has_units = True
            self.open_units.append(_Outline(self.number, self.depth))
            if name == "archdesc":
                self.whole = self.number
        self.number += 1
        if identifier := " ".join((element.get("id") or "").split()):
            (self.found.repeated if identifier in self.ids else self.ids).add(identifier)

    def ends(self, element: Element, name: str) -> None:
        if self.late_unit >= 0:
            if self.late_depth == self.depth:
                late = self.found.elements.setdefault(self.late_unit, [])
                late.append(_copy(element))
                self.late_unit = -1
                free(element)
        elif name in _UNITS:
            self.open_units.pop()
            free(element)
        elif self.open_units and self.depth == self.open_units[-1].depth + 1 and name != "dsc":
            free(element)
        self.depth -= 1


def _is_own(element: Element) -> bool:
    """Whether an element is of the unit itself, or of the `dsc` that holds its units."""
    parent = _local(element.getparent())
    return parent in _UNITS or parent == "dsc"


def _copy(element: Element) -> Element:
    """The element by itself, without what its document keeps alive."""
    copy = deepcopy(element)
    copy.tail = None
    return copy


def units(stream: BinaryIO, late: Late, on_header: Callable[[Element], None]) -> Iterator[OpenUnit]:
    """The units in the order of the document, each before those below it. Elements of a unit
    hold only until the next one is asked for. Raises `lxml.etree.XMLSyntaxError`."""
    open_units: list[OpenUnit] = []
    header: list[Element] = []
    number = tops = depth = 0
    for event, element in events(stream):
        name = _local(element)
        if event == "start":
            depth += 1
            if name not in _UNITS:
                continue
            parent = open_units[-1] if open_units else None
            if parent is not None and not parent.is_yielded:
                yield _completed(parent, late, header)
                _let_go_before(element, parent.element)
            unit = _opened(element, number, parent, tops)
            tops += parent is None
            unit.id_is_repeated = _name_it(unit, late)
            open_units.append(unit)
            number += 1
            continue
        if name in _UNITS:
            unit = open_units.pop()
            if not unit.is_yielded:
                yield _completed(unit, late, header)
            if unit.is_top:
                header = []
            free(element)
        elif not open_units and depth == 2 and name:
            on_header(element)
            header.append(element)
        elif open_units and open_units[-1].is_yielded and _is_own(element) and name != "dsc":
            free(element)  # gathered by the first passage
        depth -= 1


def _opened(element: Element, number: int, parent: OpenUnit | None, tops: int) -> OpenUnit:
    is_top = parent is None and _local(element) == "archdesc"
    if parent is not None:
        parent.below += 1
        path = (*parent.path, parent.below)
    elif tops:  # no finding aid has a second one, but what there is has a place of its own
        path = (0, tops)
    else:
        path = () if is_top else (1,)
    internal = (element.get("audience") or "").strip().casefold() == "internal"
    return OpenUnit(
        element, number, path,
        key=("archdesc" if tops == 0 else f"archdesc{tops + 1}") if is_top else "",
        parent=parent.key if parent else "",
        is_internal=internal or bool(parent and parent.is_internal),
        line=element.sourceline or 0,
        is_top=is_top,
    )  # fmt: skip


def _name_it(unit: OpenUnit, late: Late) -> bool:
    """Gives the unit its key: its id, or its place. Whether the id is that of others too."""
    position = unit.key or "c" + ".".join(map(str, unit.path))
    identifier = " ".join((unit.element.get("id") or "").split())
    is_free = not _LIKE_A_POSITION.fullmatch(identifier) or identifier == position
    is_repeated = identifier in late.repeated
    unit.key = identifier if identifier and is_free and not is_repeated else position
    return is_repeated


def _completed(unit: OpenUnit, late: Late, header: list[Element]) -> OpenUnit:
    unit.is_yielded = True
    unit.own_elements = [*_own(unit.element), *late.elements.pop(unit.number, ())]
    unit.header = header if unit.is_top else []
    return unit


def _own(element: Element) -> Iterator[Element]:
    """The elements that describe a unit: its children, and those of its `dsc`, without the
    units below it."""
    for child in element:
        name = _local(child)
        if name == "dsc":
            yield from _own(child)
        elif name and name not in _UNITS:
            yield child


def _let_go_before(element: Element, unit: Element) -> None:
    """Drops what stands before the first unit below another, which has been read."""
    while element is not None and element is not unit:
        while element.getprevious() is not None:
            del element.getparent()[0]
        element = element.getparent()


_local = name_of
