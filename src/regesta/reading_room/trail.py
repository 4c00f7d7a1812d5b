"""The way through a list: the address of a document says which list it was reached from and
at which place, so that nothing need be remembered of a reader.

Such an address has the parameters ``in``, the parameters of the search, and ``at``, a number
from 1. Anything may be typed there: what leads nowhere shows the document alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.urls import reverse

from regesta.reading_room.address import Address
from regesta.search.finding import LARGEST_PAGE, archive_index, find, read_query
from regesta.search.query import LARGEST_SIZE, BadQuery, Query, read_number

IN, AT = "in", "at"
# Characters of a search that links carry: a page has many of them.
LONGEST_SEARCH = 1_000
_LARGEST_PLACE = LARGEST_PAGE * LARGEST_SIZE


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a document stands in a list. ``place`` is 0 where it is not at its place any
    more, since the archive has changed; then only the way back is known."""

    back: str
    place: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""


def link_on(address: Address, identifier: str, place: int) -> str:
    """The address of a document that stands at a place of a list. A search too long to be
    carried along is left behind."""
    path = reverse("record", args=[identifier])
    search = urlencode(address.without("view").pairs)
    if len(search) > LONGEST_SEARCH:
        return path
    return f"{path}?{urlencode({IN: search, AT: place})}"


def trail_of(parameters: QueryDict, identifier: str) -> Trail | None:
    """The trail that the parameters of a document's address tell of; None where they tell
    of none, or of one that makes no sense."""
    search = parameters.get(IN)
    if search is None or len(search) > LONGEST_SEARCH:
        return None
    try:
        asked = QueryDict(search)
        query = read_query(dict(asked.lists()), size=settings.PAGE_SIZE)
        place = read_number(parameters.get(AT, ""), AT, largest=_LARGEST_PLACE, default=0)
    except (BadQuery, SuspiciousOperation):
        return None
    if not place:
        return None
    address = Address.of(reverse("results"), asked).without("page")
    found = find(archive_index(), _around(query, place))
    back = _back(address, query, place) if place <= found.total else str(address)
    known = {found.first + number: hit.identifier for number, hit in enumerate(found.hits)}
    if known.get(place) != identifier:
        return Trail(back)
    before, after = known.get(place - 1), known.get(place + 1)
    return Trail(
        back,
        place,
        found.total,
        link_on(address, before, place - 1) if before else "",
        link_on(address, after, place + 1) if after else "",
    )


def _around(query: Query, place: int) -> Query:
    """The smallest page that holds a place and those beside it."""
    first, last = max(place - 2, 0), place  # from 0
    size = next(size for size in range(2, last + 2) if first // size == last // size)
    return replace(query, page=first // size + 1, size=size, counts=False)


def _back(address: Address, query: Query, place: int) -> str:
    """The page of the list on which the place is, and the place on it."""
    page = (place - 1) // query.size + 1
    shown = address.with_("page", str(page)) if page > 1 else address
    return f"{shown}#{anchor(place)}"


def anchor(place: int) -> str:
    """The name of a place on a page of results."""
    return f"at-{place}"
