"""Ways into the archive without a question: by name, by collection, through time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regesta.description.days import iso_year
from regesta.reading_room.address import Address
from regesta.reading_room.pages.showing import page
from regesta.reading_room.pages.values import BROWSED
from regesta.reading_room.wording import in_time, month_name, year_label, years_between
from regesta.search.finding import archive_index, facet_values, find, the_public, times
from regesta.search.histogram import Times
from regesta.search.query import Query
from regesta.search.results import FacetValue

MOST_SPOKEN_OF = 6  # names of a kind on the page of all ways
MOST_OPEN = 12  # decades with documents that show their years at once
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of time, how much stands in it as a share of the largest, and its address."""

    label: str
    count: int
    width: float  # of 100
    address: str


@dataclass(frozen=True, slots=True)
class YearRow(Row):
    """A year with its months from January on: count and address."""

    months: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class DecadeRow(Row):
    """A decade, with its years where it is open, else the address with it open."""

    anchor: str
    years: list[YearRow]
    opened: str


@dataclass(frozen=True, slots=True)
class Century:
    label: str
    decades: list[DecadeRow]


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """All ways, each with what is met most often on it."""
    index = archive_index()
    everything = find(index, Query(size=1))
    ways = [
        (
            reverse("browse-names", args=[names]),
            _(heading),
            len(facet_values(index, Query(), facet)),
            [(one, _page_of(facet, one)) for one in everything.facets[facet][:MOST_SPOKEN_OF]],
        )
        for names, (facet, heading) in BROWSED.items()
    ]
    context = {
        "total": everything.total,
        "ways": ways,
        "collections": everything.facets["collection"],
        "span": years_between(*index.span(the_public())),
    }
    return page(request, "browse.html", context)


def _page_of(facet: str, one: FacetValue) -> str:
    """The page of a name, or, where no authority is known for it, what speaks of it."""
    if one.label != one.value:
        return reverse("name", args=[one.value])
    return str(Address(reverse("results")).adding(facet, one.value))


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """Centuries, their decades, and of those that are open years and months."""
    found = times(archive_index(), Query(counts=False))
    context: dict[str, Any] = {
        "months": [
            (month_name(number, short=True), month_name(number)) for number in range(1, MONTHS + 1)
        ],
        "centuries": list(_centuries(found, request.GET.get("open", ""))),
        "undated": found.undated,
        "undated_address": Address(reverse("results")).adding("decade", "undated"),
    }
    return page(request, "browse_years.html", context)


def _centuries(found: Times, opened: str) -> Iterator[Century]:
    by_decade: Counter[int] = Counter()
    for year, count in found.years.items():
        by_decade[year // 10] += count
    all_open = len(by_decade) <= MOST_OPEN
    most = max(by_decade.values(), default=1)
    centuries: dict[int, list[DecadeRow]] = {}
    for decade in sorted(by_decade):
        is_open = all_open or opened == str(decade * 10)
        row = DecadeRow(
            decade_label(decade),
            by_decade[decade],
            _width(by_decade[decade], most),
            _between(decade * 10, decade * 10 + 9),
            f"d{decade * 10}",
            _years(found, decade) if is_open else [],
            "" if is_open else f"{reverse('browse-years')}?open={decade * 10}#d{decade * 10}",
        )
        centuries.setdefault(decade // 10, []).append(row)
    for century, rows in centuries.items():
        yield Century(_century_label(century), rows)


def _years(found: Times, decade: int) -> list[YearRow]:
    years = [year for year in range(decade * 10, decade * 10 + 10) if found.years.get(year)]
    most = max(found.years[year] for year in years)
    return [
        YearRow(
            year_label(year),
            found.years[year],
            _width(found.years[year], most),
            _between(year, year),
            [
                (
                    found.months.get(year * MONTHS + at, 0),
                    _within(f"{iso_year(year)}-{at + 1:02}"),
                )
                for at in range(MONTHS)
            ],
        )
        for year in years
    ]


def decade_label(decade: int) -> str:
    """``1930s``; by its years where it lies before our era."""
    first, last = decade * 10, decade * 10 + 9
    return in_time(f"{decade}X") if first >= 1000 else f"{year_label(first)}–{year_label(last)}"


def _century_label(century: int) -> str:
    first, last = century * 100, century * 100 + 99
    return _("%(first)s to %(last)s") % {"first": year_label(first), "last": year_label(last)}


def _width(count: int, most: int) -> float:
    return max(0.5, round(100 * count / most, 1))


def _between(first: int, last: int) -> str:
    return _of_days(iso_year(first), iso_year(last))


def _within(edtf: str) -> str:
    return _of_days(edtf, edtf)


def _of_days(first: str, last: str) -> str:
    return f"{reverse('results')}?{urlencode({'from': first, 'to': last})}"
