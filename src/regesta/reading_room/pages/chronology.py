"""The documents of the archive, or of any search, in order of date: a book of regesta."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regesta.catalog.models import StoredCollection, StoredRecord
from regesta.description.citing_parts import place_of
from regesta.description.days import parse_iso_day, year_month_day
from regesta.description.record import Record, Reference, from_data
from regesta.reading_room.address import Address
from regesta.reading_room.chronology import Leaf, leaves, place_of_year
from regesta.reading_room.listed import Listed, forms_of_list
from regesta.reading_room.pages.browse import decade_label
from regesta.reading_room.pages.misread import misread
from regesta.reading_room.pages.showing import page
from regesta.reading_room.wording import date_label, year_label
from regesta.search.entries import UNDATED
from regesta.search.finding import archive_index, base_address, find, read_query, times
from regesta.search.histogram import Times
from regesta.search.query import BadQuery, Query, Sort, read_number
from regesta.search.results import Card, Hit, Results

ON_A_PAGE = 100  # documents
MOST_PARTS = 100_000
_YEAR = re.compile(r"-?\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Regestum:
    """A document as the chronology shows it. ``heading`` is the year that begins with it."""

    hit: Hit
    place: int  # on the page, from 0
    heading: str
    anchor: str
    reference: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another page of the chronology, and whether it is the one shown."""

    label: str
    address: str
    here: bool = False


@require_safe
def chronology(request: HttpRequest) -> HttpResponse:
    """A page of the chronology: ``year`` and ``part`` say which."""
    address = Address.of(reverse("chronology"), request.GET).without("page").without("sort")
    results = replace(address, path=reverse("results"))
    try:
        asked = read_query(dict(request.GET.lists()), size=ON_A_PAGE)
        part = read_number(request.GET.get("part", ""), "part", largest=MOST_PARTS, default=1)
    except BadQuery as bad:
        return misread(request, results, bad)
    query = replace(asked, sort=Sort.DATE, page=1, size=ON_A_PAGE, counts=False)
    found = times(archive_index(), query)
    pages = leaves(found, ON_A_PAGE)
    at = _asked_place(pages, request.GET.get("year", "").strip(), part)
    if at is None:
        raise Http404
    return page(request, "chronology.html", _context(request, address, query, found, pages, at))


def _asked_place(pages: Sequence[Leaf], year: str, part: int) -> int | None:
    """The place of the page that is asked for, the first where no year is."""
    if not year:
        return 0
    if year == UNDATED:
        return place_of_year(pages, None, part)
    return place_of_year(pages, int(year), part) if _YEAR.fullmatch(year) else None


def _context(
    request: HttpRequest,
    address: Address,
    query: Query,
    found: Times,
    pages: Sequence[Leaf],
    at: int,
) -> dict[str, Any]:
    base = base_address(request.build_absolute_uri("/"))
    shown = replace(address, path=reverse("results")).with_("sort", Sort.DATE)
    leaf = pages[at] if pages else Leaf(0, 0, None, None)
    hits = _hits(query, leaf)
    ways = [_address(address, one) for one in pages]
    return {
        "address": address,
        "query": query,
        "results": hits,
        "listed": Listed(hits, shown, base),
        "forms": forms_of_list(shown, base, hits.total),
        "total": hits.total,
        "within": _within(query),
        "leaf": leaf,
        "label": _label(leaf) if pages else "",
        "regesta": _regesta(hits, leaf),
        "first_page": ways[0] if at else "",
        "previous": Way(_label_beside(query, pages[at - 1]), ways[at - 1]) if at else None,
        "next": Way(_label_beside(query, pages[at + 1]), ways[at + 1])
        if at + 1 < len(pages)
        else None,
        "decades": _decades(found, pages, address, leaf),
        "years": _years(found, pages, address, leaf),
        "undated": _undated(found, address, leaf),
    }


def _hits(query: Query, leaf: Leaf) -> Results:
    return find(archive_index(), replace(query, skipped=leaf.start, size=max(leaf.size, 1)))


def _within(query: Query) -> list[str]:
    """Titles of the collections that are chosen."""
    chosen = query.chosen.get("collection", ())
    rows = StoredCollection.objects.filter(identifier__in=chosen)
    return list(rows.values_list("title", flat=True))


# Pages and their names -----------------------------------------------------------------


def _address(address: Address, leaf: Leaf) -> str:
    year = UNDATED if leaf.first is None else str(leaf.first)
    whole = address.with_("year", year)
    return str(whole.with_("part", str(leaf.part)) if leaf.part > 1 else whole)


def _label(leaf: Leaf) -> str:
    """The years of a page: ``1861–1863``, ``1937 (2 of 5)``."""
    if leaf.first is None or leaf.last is None:
        years = _("undated")
    elif leaf.first == leaf.last:
        years = year_label(leaf.first)
    else:
        years = f"{year_label(leaf.first)}–{year_label(leaf.last)}"
    return years if leaf.parts == 1 else f"{years} ({leaf.part}/{leaf.parts})"


def _label_beside(query: Query, leaf: Leaf) -> str:
    """The name of a page before or after: its years, and of a part of a year from which date
    on it is."""
    if leaf.parts == 1 or leaf.first is None:
        return _label(leaf)
    one = replace(query, skipped=leaf.start, size=1)
    hits = find(archive_index(), one).hits
    if not hits:
        return _label(leaf)
    return _("from %(date)s on") % {"date": date_label(hits[0].card.date)}


def _decades(found: Times, pages: Sequence[Leaf], address: Address, leaf: Leaf) -> list[Way]:
    """Every decade in which something stands, leading to its first year."""
    first_years = {year // 10: year for year in sorted(found.years, reverse=True)}
    here = range(leaf.first // 10, leaf.last // 10 + 1) if _is_dated(leaf) else ()
    return [
        Way(decade_label(decade), _of_year(pages, address, year), decade in here)
        for decade, year in sorted(first_years.items())
    ]


def _years(found: Times, pages: Sequence[Leaf], address: Address, leaf: Leaf) -> list[Way]:
    """The years of the decade in which the page begins, and of that in which it ends."""
    if not _is_dated(leaf):
        return []
    here = range(leaf.first, leaf.last + 1)
    near = {leaf.first // 10, leaf.last // 10}
    is_all = len(pages) == 1  # then every year is here, and none need be told apart
    return [
        Way(year_label(year), _of_year(pages, address, year), year in here and not is_all)
        for year in sorted(found.years)
        if year // 10 in near or is_all
    ]


def _undated(found: Times, address: Address, leaf: Leaf) -> Way | None:
    if not found.undated:
        return None
    return Way(_("undated"), str(address.with_("year", UNDATED)), leaf.first is None)


def _is_dated(leaf: Leaf) -> bool:
    return leaf.first is not None and leaf.last is not None


def _of_year(pages: Sequence[Leaf], address: Address, year: int) -> str:
    return f"{address.with_('year', str(year))}#{_anchor(year)}"


def _anchor(year: int | None) -> str:
    return UNDATED if year is None else f"y{year}"


# Documents -----------------------------------------------------------------------------


def _regesta(hits: Results, leaf: Leaf) -> list[Regestum]:
    references = _references([hit.identifier for hit in hits.hits])
    found = []
    before: int | str | None = ""
    for place, hit in enumerate(hits.hits):
        year = None if leaf.first is None else _year_of(hit.card)
        begins = year != before
        found.append(
            Regestum(
                hit,
                place,
                (_("Undated") if year is None else year_label(year)) if begins else "",
                _anchor(year) if begins else "",
                references.get(hit.identifier, ""),
            )
        )
        before = year
    return found


def _year_of(card: Card) -> int | None:
    """The year in which the index has the document, see `regesta.search.histogram`."""
    day = card.date.earliest or card.date.latest
    return year_month_day(parse_iso_day(day))[0] if day else None


def _references(identifiers: Sequence[str]) -> dict[str, str]:
    """Repository and reference of documents; no more of them is read than that."""
    rows = StoredRecord.objects.filter(
        identifier__in=identifiers, description__references__isnull=False
    )
    found = {}
    for identifier, data in rows.values_list("identifier", "description__references"):
        record = Record(references=from_data(data, list[Reference]))
        found[identifier] = ", ".join(filter(None, place_of(record)))
    return found
