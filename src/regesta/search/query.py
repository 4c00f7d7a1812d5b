"""Query: what a reader asks, in our own terms. Anything can be typed; nothing raises but
`BadQuery`, which says what would have a meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from regesta.search.condition import All, Dated, Node
from regesta.search.days import BadQuery, DateRange, read_range
from regesta.search.language import Expansion, read_words

__all__ = [
    "BadQuery", "DateRange", "Expansion", "Query", "Sort", "Viewer", "read_number", "read_range",
    "read_sort", "read_words",
]  # fmt: skip

LARGEST_SIZE = 1_000
DEFAULT_SIZE = 10


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"
    DATE_DESCENDING = "-date"
    TITLE = "title"
    ADDED = "-added"  # what came in last stands first
    RECEIVED = "received"  # as the source has them


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question. ``chosen`` maps the name of a facet to the values a record may have;
    ``counts`` is whether facets and histogram are wanted. ``above`` is the identifier of the
    record that all must stand directly below, "" for those at the top; ``alongside`` are
    identifiers of names of which a record must speak of every one; ``skipped`` is how many are
    passed over before the first page."""

    words: str = ""
    dates: DateRange | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = DEFAULT_SIZE
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    expand: bool = True  # whether other spellings of names may be looked for
    expansions: tuple[Expansion, ...] = ()
    counts: bool = True
    above: str | None = None
    alongside: tuple[str, ...] = ()
    skipped: int = 0

    @property
    def condition(self) -> Node:
        """What the words mean, with what is looked for in their place. Raises `BadQuery`."""
        return read_words(self.words, self.expansions)

    @property
    def asked(self) -> Node:
        """The words and the range together."""
        return self.within(self.condition)

    def within(self, condition: Node) -> Node:
        """The condition and the range together."""
        return condition if self.dates is None else All((condition, Dated(self.dates)))

    @property
    def offset(self) -> int:
        return self.skipped + (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the public sees what is public today, an editor sees everything.

    ``today`` is a day number; closed records open on their day by themselves.
    """

    today: int
    sees_everything: bool = False


def read_number(text: str, name: str, *, largest: int, default: int) -> int:
    """A whole number from 1 to ``largest``; the default where nothing is said.
    Raises `BadQuery`."""
    if not text.strip():
        return default
    digits = text.strip()
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 20
    number = int(digits) if is_number else 0
    if not 1 <= number <= largest:
        raise BadQuery(
            "%(name)s takes a whole number from 1 to %(largest)s, not %(typed)s.",
            name=name, largest=largest, typed=repr(text[:40]),
        )  # fmt: skip
    return number


def read_sort(text: str) -> Sort:
    """Raises `BadQuery`."""
    try:
        return Sort(text.strip() or Sort.RELEVANCE)
    except ValueError:
        choices = ", ".join(Sort)
        raise BadQuery(
            "sort takes one of %(choices)s, not %(typed)s.", choices=choices, typed=repr(text[:40])
        ) from None
