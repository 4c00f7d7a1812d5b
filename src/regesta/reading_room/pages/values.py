"""All values of a facet, to be searched: of the whole archive, as the register of a book, or
within a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_safe

from regesta.catalog.models import StoredAuthority
from regesta.description.fields import FACETS, Facet
from regesta.reading_room.address import Address
from regesta.reading_room.pages.misread import misread
from regesta.reading_room.pages.showing import numbered, page
from regesta.reading_room.wording import letter_anchor, value_label, years_of_life
from regesta.search.finding import archive_index, read_query
from regesta.search.query import BadQuery, Query, read_number
from regesta.search.register import Register, RegisterName, register
from regesta.search.results import FacetValue

ON_A_PAGE = 200  # names
LARGEST_PAGE = 100_000
LONGEST_WORDS = 200  # characters of what they are searched for
BY_NAME, BY_COUNT = "name", "count"
# The facets that are browsed: the word in the address, and the heading.
BROWSED = {
    "people": ("person", noop("People")),
    "organisations": ("organisation", noop("Organisations")),
    "places": ("place", noop("Places")),
    "topics": ("topic", noop("Topics")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A name as the register shows it. ``letter`` is "" where the line before has the same."""

    name: RegisterName
    label: str
    link: str
    letter: str
    chosen: bool
    life: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a register."""

    path: str
    kept: tuple[tuple[str, str], ...]  # parameters that every address of it has
    containing: str
    order: str
    page: int

    def address(self, **changed: str | int) -> str:
        pairs = {"containing": self.containing, "order": self.order, **changed}
        said = [(key, value) for key, value in pairs.items() if value and value != _DEFAULT[key]]
        query = urlencode([*self.kept, *said])
        return f"{self.path}?{query}" if query else self.path


_DEFAULT = {"containing": "", "order": BY_NAME, "page": 1}


@require_safe
def browse(request: HttpRequest, names: str) -> HttpResponse:
    """All names of a kind, each with the number of documents that speak of it."""
    if names not in BROWSED:
        raise Http404
    facet, heading = BROWSED[names]
    asked = _asked(request, reverse("browse-names", args=[names]), ())
    address = Address(reverse("results"))
    context = _context(asked, Query(), facet, address)
    return page(request, "values.html", context | {"heading": _(heading), "within": None})


@require_safe
def values(request: HttpRequest, facet: str) -> HttpResponse:
    """All values of a facet in a result, of which the result itself names only the first."""
    known: Facet | None = next((one for one in FACETS if one.name == facet), None)
    if known is None:
        raise Http404
    address = Address.of(reverse("results"), request.GET).without("page")
    try:
        query = read_query(dict(request.GET.lists()), size=settings.PAGE_SIZE)
    except BadQuery as bad:
        return misread(request, address, bad)
    asked = _asked(request, reverse("values", args=[facet]), address.pairs)
    context = _context(asked, query, facet, address)
    return page(request, "values.html", context | {"heading": _(known.label), "within": address})


def _asked(request: HttpRequest, path: str, kept: tuple[tuple[str, str], ...]) -> Asked:
    """What is asked; a page or an order that makes no sense is the first, and by name."""
    order = request.GET.get("order", "")
    try:
        number = read_number(request.GET.get("page", ""), "page", largest=LARGEST_PAGE, default=1)
    except BadQuery:
        raise Http404 from None
    return Asked(
        path,
        kept,
        request.GET.get("containing", "").strip()[:LONGEST_WORDS],
        order if order in (BY_NAME, BY_COUNT) else BY_NAME,
        number,
    )


def _context(asked: Asked, query: Query, facet: str, address: Address) -> dict[str, Any]:
    found = register(archive_index(), query, facet, asked.containing)
    names = found.names
    if asked.order == BY_COUNT:
        names = tuple(sorted(names, key=lambda one: -one.count))
    pages = max(1, -(-len(names) // ON_A_PAGE))
    if asked.page > pages:
        raise Http404
    first = (asked.page - 1) * ON_A_PAGE
    shown = names[first : first + ON_A_PAGE]
    is_whole = not asked.kept
    return {
        "facet": facet,
        "asked": asked,
        "count": len(names),
        "lines": _lines(shown, facet, None if is_whole else address, query),
        "by_name": asked.order == BY_NAME,
        "letters": _letters(asked, found) if asked.order == BY_NAME else [],
        "orders": [
            (_("by name"), asked.address(order=BY_NAME), asked.order == BY_NAME),
            (_("most documents first"), asked.address(order=BY_COUNT), asked.order == BY_COUNT),
        ],
        "first": shown[0] if shown else None,
        "last": shown[-1] if shown else None,
        **numbered(asked.page, pages, lambda number: asked.address(page=number)),
    }


def _lines(
    shown: tuple[RegisterName, ...], facet: str, address: Address | None, query: Query
) -> list[Line]:
    """The names of a page. Within a result each leads to the result with it chosen; in the
    whole archive to its own page, where it has one."""
    lives = _lives([one.value for one in shown if one.is_authority])
    chosen = query.chosen.get(facet, ())
    lines = []
    before = ""
    for one in shown:
        lines.append(
            Line(
                one,
                value_label(FacetValue(one.value, one.label, one.count), facet),
                _link(one, facet, address, is_chosen=one.value in chosen),
                one.letter if one.letter != before else "",
                one.value in chosen,
                lives.get(one.value, ""),
            )
        )
        before = one.letter
    return lines


def _link(one: RegisterName, facet: str, address: Address | None, *, is_chosen: bool) -> str:
    if address is None and one.is_authority and facet != "collection":
        return reverse("name", args=[one.value])
    results = address or Address(reverse("results"))
    return str(results.without(facet, one.value) if is_chosen else results.adding(facet, one.value))


def _lives(identifiers: list[str]) -> dict[str, str]:
    """The years of life or existence of those that have any, by identifier."""
    rows = StoredAuthority.objects.filter(identifier__in=identifiers)
    found = {row.identifier: years_of_life(row.says) for row in rows}
    return {identifier: years for identifier, years in found.items() if years}


def _letters(asked: Asked, found: Register) -> list[tuple[str, str, bool]]:
    """Each letter with the place of its first name, and whether that is on this page."""
    return [
        (letter, f"{asked.address(page=number)}#{letter_anchor(letter)}", number == asked.page)
        for letter, place in found.letters
        for number in [place // ON_A_PAGE + 1]
    ]
