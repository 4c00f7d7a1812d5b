"""The pictures of a result for a page: where the script has its data from, and the same data as
a table, which everybody can read.

Any page can show one: hand a `Picture` to the macro ``picture`` of ``pictures.html``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from regesta.reading_room.address import Address
from regesta.reading_room.trail import LONGEST_SEARCH, link_on
from regesta.search.finding import archive_index
from regesta.search.pictures import MOST_DOCUMENTS, Map, Network, map_of, network, timeline
from regesta.search.picturing import InTime
from regesta.search.query import Query, Sort

ROWS = 200  # of a table on one page
# The parameter of what all documents must speak of: two values of a filter would widen a result.
ALONGSIDE = "with"
MOST_TOGETHER = 5  # that a row names
FOLDER = "pictures"  # of the bundled scripts, below the static files


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of a picture; ``beside`` are names that lead on, with counts."""

    label: str
    address: str
    count: int = 0
    language: str = ""
    said: Any = ""
    beside: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the result at ``address``.

    ``found`` is what it is drawn from, ``rows`` the part of the table on this page, from the
    ``first``, and ``all_rows`` how many there are. ``search`` is what a document's address
    carries along.
    """

    kind: str
    address: Address
    found: InTime | Map | Network
    rows: Sequence[Row]
    first: int
    all_rows: int
    pages: int

    @property
    def data(self) -> str:
        """Where the script has its data from."""
        asked = self.address.without("view").without("size")
        return reverse("api-picture", args=[self.kind]) + asked.query

    @property
    def narrowed(self) -> str:
        """The address of the result, to which a script adds what it is narrowed to."""
        return str(self.address.without("page"))

    @property
    def search(self) -> str:
        """The list by date that a document of the timeline is reached through, "" where that
        is too long to be carried along."""
        search = urlencode(_by_date(self.address).pairs)
        return search if len(search) <= LONGEST_SEARCH else ""

    @property
    def most(self) -> int:
        """How many documents a timeline shows one by one."""
        return MOST_DOCUMENTS

    @property
    def is_by_year(self) -> bool:
        return isinstance(self.found, InTime) and bool(self.found.years)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw, though there may be rows to read."""
        if isinstance(self.found, Map):
            return not self.found.drawn
        return not self.all_rows


def picture(kind: str, address: Address, query: Query) -> Picture:
    """The picture of a result. ``query`` is one that was understood (see
    `regesta.search.pictures`), and its page tells which part of the table is wanted."""
    index = archive_index()
    found: InTime | Map | Network
    if kind == "timeline":
        found = timeline(index, query)
        rows = _years(found, address) if found.years else _documents(found, address)
        count = len(found.years) or len(found.points)
    elif kind == "map":
        found = map_of(index, query)
        rows, count = _places(found, address), len(found.places)
    else:
        found = network(index, query)
        rows, count = _nodes(found, address), len(found.nodes)
    first = (query.page - 1) * ROWS
    return Picture(
        kind=kind,
        address=address,
        found=found,
        rows=[row for at, row in enumerate(rows) if first <= at < first + ROWS],
        first=first + 1,
        all_rows=count,
        pages=-(-count // ROWS) or 1,
    )


@cache
def are_installed() -> bool:
    """Whether the scripts that draw are part of this installation."""
    return (settings.STATIC_ROOT / FOLDER / "timeline.js").is_file()


def _documents(found: InTime, address: Address) -> Iterator[Row]:
    by_date = _by_date(address)
    for place, one in enumerate(found.points, start=1):
        link = link_on(by_date, one.identifier, place)
        yield Row(one.title, link, language=one.language, said=one.date)


def _years(found: InTime, address: Address) -> Iterator[Row]:
    for year, count in found.years.items():
        edtf = f"{year:05d}" if year < 0 else f"{year:04d}"
        yield Row(edtf, str(address.with_("from", edtf).with_("to", edtf)), count)


def _places(found: Map, address: Address) -> Iterator[Row]:
    for one in found.places:
        yield Row(one.label, str(address.adding(ALONGSIDE, one.value)), one.count, said=one.where)


def _nodes(found: Network, address: Address) -> Iterator[Row]:
    beside: Mapping[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other, count in found.ties:
        beside[one].append((other, count))
        beside[other].append((one, count))
    for place, node in enumerate(found.nodes):
        narrowed = address.adding(ALONGSIDE, node.value)
        yield Row(
            node.label,
            str(narrowed),
            node.count,
            said=node.facet,
            beside=tuple(
                (
                    found.nodes[other].label,
                    str(narrowed.adding(ALONGSIDE, found.nodes[other].value)),
                    count,
                )
                for other, count in beside[place][:MOST_TOGETHER]
            ),
        )


def _by_date(address: Address) -> Address:
    return address.without("view").without("size").with_("sort", Sort.DATE)
