"""Entry: what an index keeps of a record, whichever the backend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from regesta.description.dates import HistoricalDate, Status
from regesta.description.days import ALWAYS, NEVER, year_month_day
from regesta.description.edtf import Extent, Kind
from regesta.description.fields import Tier
from regesta.description.words import terms, terms_apart
from regesta.search.days import DateRange
from regesta.search.results import Card

UNDATED = "undated"  # the value of the facet for records without a date
MOST_DECADES = 200  # a span of more than two thousand years counts in its first decades
MOST_NAMES = 50_000  # whose tokens are remembered
BREAK = "\u241e"  # stands between two statements, so that no phrase runs across them


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record as the index sees it.

    ``tiers`` holds the tokens to be found by weight, and ``words`` those to be found in a
    field that is asked for by name, as in ``person:stalin``; ``visible_from`` is the first day
    the public may see the record, as `regesta.catalog.visibility` says; ``number`` is the
    received order over the whole archive and breaks every tie. ``above`` is the identifier of
    the record it stands below, "" at the top, and ``position`` its place among those beside it.
    """

    identifier: str
    number: int
    revision: int
    visible_from: int
    tiers: dict[Tier, list[str]]
    extent: Extent | None
    facets: dict[str, list[str]]
    card: Card
    words: dict[str, list[str]] = field(default_factory=dict)
    above: str = ""
    position: int = 0

    @property
    def order_received(self) -> int:
        """A key that sorts records of one unit as they were received."""
        return min(self.position, 2**27 - 1) << 36 | min(self.number, 2**36 - 1)

    @property
    def order_title(self) -> str:
        return title_order(self.card.title, self.number)


def tokens_of(statements: list[str]) -> list[str]:
    """The tokens of several statements, with a break between them."""
    return terms_apart(statements, BREAK)


def tokens_of_names(names: Iterable[str]) -> list[str]:
    """The same of names, which come again in record after record."""
    found: list[str] = []
    for name in names:
        if found:
            found.append(BREAK)
        found.extend(_terms_of_name(name))
    return found


@lru_cache(maxsize=MOST_NAMES)
def _terms_of_name(name: str) -> tuple[str, ...]:
    return tuple(terms(name))


def decades(date: HistoricalDate) -> list[str]:
    """The decades a date may lie in: all that its bounds touch, `UNDATED` without any."""
    extent = date.extent
    if extent is None or date.status is not Status.GIVEN:
        return [UNDATED]
    extents = extent.members or (extent,)
    found: dict[str, None] = {}
    for one in extents:
        ends = [end for end in (one.earliest, one.latest) if end is not None]
        if not ends:
            return [UNDATED]
        first, last = (year_month_day(end)[0] // 10 for end in (ends[0], ends[-1]))
        for decade in range(first, min(last + 1, first + MOST_DECADES)):
            found[str(decade * 10)] = None
    return list(found)


def title_order(title: str, number: int) -> str:
    """A key that sorts titles as an index of titles would, ties by received order."""
    return f"{' '.join(terms(title))}\u0000{number:020d}"


_DAY_ORIGIN = 2**23  # makes every day of the years -9999 to 9999 a positive number
_NO_DAY = 2**24 - 1


def date_order(extent: Extent | None, number: int, *, descending: bool = False) -> int:
    """A key that sorts by date, ascending in either case.

    A record stands at its first day, or at its last where the first is open; of those on
    one day the more exact stands first; records without a date stand last either way;
    the received order breaks ties.
    """
    return date_orders(extent, number)[descending]


def date_orders(extent: Extent | None, number: int) -> tuple[int, int]:
    """The keys that sort by date and by date descending; see `date_order`."""
    anchor, breadth = None, 15
    if extent is not None:
        anchor = extent.earliest if extent.earliest is not None else extent.latest
        breadth = 15 if anchor is None else _breadth(extent)
    ties = (breadth << 36) | min(number, 2**36 - 1)
    return day_key(anchor) | ties, day_key(anchor, descending=True) | ties


def day_key(day: int | None, *, descending: bool = False) -> int:
    """The least key that a record of this day has in the order by date."""
    if day is None:
        return _NO_DAY << 40
    key = min(max(day + _DAY_ORIGIN, 0), _NO_DAY - 1)
    return (_NO_DAY - 1 - key if descending else key) << 40


def _breadth(extent: Extent) -> int:
    """The size of a date's bounds on a scale from 0, a day, to 14, open."""
    if extent.earliest is None or extent.latest is None:
        return 14
    return min((extent.latest - extent.earliest).bit_length(), 13)


def is_certainly_within(extent: Extent, asked: DateRange) -> bool:
    """Whether the whole of a point, or any sure part of a span, lies in the range."""
    if extent.certain is None:
        return False
    low = ALWAYS if extent.certain[0] is None else extent.certain[0]
    high = NEVER if extent.certain[1] is None else extent.certain[1]
    first, last = range_bounds(asked)
    if extent.kind is Kind.SPAN:
        return low <= last and high >= first
    return low >= first and high <= last


def is_possibly_within(extent: Extent, asked: DateRange) -> bool:
    """Whether any of the days may lie in the range; what is certain is possible too."""
    first, last = range_bounds(asked)
    if extent.kind is Kind.ONE_OF:
        return any(is_possibly_within(member, asked) for member in extent.members)
    low = ALWAYS if extent.earliest is None else extent.earliest
    high = NEVER if extent.latest is None else extent.latest
    return low <= last and high >= first


def range_bounds(asked: DateRange) -> tuple[int, int]:
    return (
        ALWAYS if asked.first is None else asked.first,
        NEVER if asked.last is None else asked.last,
    )
