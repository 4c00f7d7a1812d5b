"""The pages. A view asks the index or reads a row, and hands it to a template."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.catalog.authorities import current_identifiers, find_authority
from regesta.catalog.lookup import find_collection, find_records
from regesta.catalog.models import StoredAuthority, StoredRecord
from regesta.catalog.versions import Version, versions_with_source
from regesta.catalog.visibility import is_public, public_history, tombstone
from regesta.description.authority import AUTHORITY_FIELDS, REGISTERS
from regesta.description.dates import HistoricalDate
from regesta.description.fields import FACET_OF_KIND, FACETS, FIELD, STATEMENT_FIELDS
from regesta.description.record import AccessStatus, DateType, Record, RecordDate, State
from regesta.reading_room.address import Address
from regesta.reading_room.citing import asked_version, citing
from regesta.reading_room.histogram import drawn
from regesta.reading_room.listed import Listed, forms_of_list, forms_of_record
from regesta.reading_room.related import related
from regesta.reading_room.speaking import Spoken
from regesta.reading_room.trail import is_on_a_trail, trail_of
from regesta.reading_room.wording import years_between
from regesta.search.finding import (
    after_merging,
    archive_index,
    base_address,
    facet_values,
    find,
    read_query,
    the_public,
)
from regesta.search.query import BadQuery, Expansion, Query, Sort
from regesta.search.results import FacetValue, Results

MOST_LISTED = 2_000  # values of a facet on a page of their own
SORTS = (
    (Sort.RELEVANCE, "relevance"),
    (Sort.DATE, "oldest first"),
    (Sort.DATE_DESCENDING, "latest first"),
    (Sort.TITLE, "title"),
    (Sort.ADDED, "lately added"),
)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    address: Address


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, and the address with it chosen, or no longer chosen."""

    value: FacetValue
    chosen: bool
    address: Address


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    index = archive_index()
    everything = find(index, Query(size=1))
    return _page(
        request,
        "home.html",
        {
            "total": everything.total,
            "collections": everything.facets["collection"],
            "decades": _dated(everything.facets["decade"]),
            "span": years_between(*index.span(the_public())),
        },
    )


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    address = Address.of(reverse("results"), request.GET)
    try:
        query = read_query(dict(request.GET.lists()), size=settings.PAGE_SIZE)
    except BadQuery as bad:
        context = {"address": address, "complaint": str(bad)}
        return _page(request, "bad_query.html", context, HTTPStatus.BAD_REQUEST)
    if moved := _leading_on(address, query):
        return HttpResponsePermanentRedirect(str(moved))
    found = find(archive_index(), query)
    base = base_address(request.build_absolute_uri("/"))
    context = _results_context(address, query, found)
    shown = address.with_("q", found.corrected) if found.corrected else address
    context["listed"] = Listed(found, shown, base)
    context["forms"] = forms_of_list(shown, base, found.total)
    return _page(request, "results.html", context)


@require_safe
def record(request: HttpRequest, identifier: str) -> HttpResponse:
    rows = find_records(identifier)
    row = next(filter(is_public, rows), None)
    if row is None:
        withdrawal = next(filter(None, map(tombstone, rows)), None)
        if withdrawal is None:
            raise Http404
        return _page(request, "gone.html", {"withdrawal": withdrawal}, HTTPStatus.GONE)
    if identifier != row.identifier:
        return HttpResponsePermanentRedirect(_with_query(request, "record", row.identifier))
    version = asked_version(row, request.GET.get("version"))
    if version is None:
        context = {"row": row, "asked": request.GET["version"]}
        return _page(request, "no_version.html", context, HTTPStatus.NOT_FOUND)
    context = _record_context(request, row, version)
    response = _page(request, "record.html", context)
    response["Link"] = context["citing"].links
    return response


@require_safe
def collection(request: HttpRequest, identifier: str) -> HttpResponse:
    row = find_collection(identifier)
    if row is None:
        raise Http404
    address = Address.of(request.path, request.GET)
    try:
        asked = {"page": [address.value("page")], "sort": [Sort.DATE]}
        query = read_query({**asked, "collection": [row.identifier]}, size=settings.PAGE_SIZE)
    except BadQuery:
        raise Http404 from None
    found = find(archive_index(), query)
    if not found.total:  # nothing of it is public: it is not there for a reader
        raise Http404
    if identifier != row.identifier:
        return HttpResponsePermanentRedirect(reverse("collection", args=[row.identifier]))
    base = base_address(request.build_absolute_uri("/"))
    asked_for = Address(reverse("results"), (("collection", row.identifier), ("sort", Sort.DATE)))
    context = {
        "row": row,
        "says": row.says,
        "results": found,
        "address": address,
        "listed": Listed(found, asked_for, base),
        "forms": forms_of_list(asked_for, base, found.total),
    }
    return _page(request, "collection.html", context | _paging(address, query, found))


@require_safe
def name(request: HttpRequest, identifier: str) -> HttpResponse:
    """The page of a person, family, organisation, place or topic."""
    row = find_authority(identifier)
    if row is None:
        raise Http404
    if row.undone is not None:
        ending = row.revisions.filter(verb="undo").order_by("number").last()
        return _page(request, "name_gone.html", {"row": row, "ending": ending}, HTTPStatus.GONE)
    if identifier != row.identifier:
        return HttpResponsePermanentRedirect(reverse("name", args=[row.identifier]))
    return _page(request, "name.html", _name_context(request, row))


@require_safe
def values(request: HttpRequest, facet: str) -> HttpResponse:
    """All values of a facet, to be searched: of a long one a result names only the first."""
    known = next((one for one in FACETS if one.name == facet), None)
    if known is None:
        raise Http404
    address = Address.of(reverse("results"), request.GET)
    containing = request.GET.get("containing", "")[:200]
    try:
        query = read_query(dict(request.GET.lists()), size=settings.PAGE_SIZE)
    except BadQuery as bad:
        context = {"address": address, "complaint": str(bad)}
        return _page(request, "bad_query.html", context, HTTPStatus.BAD_REQUEST)
    found = facet_values(archive_index(), query, facet, containing)
    context = {
        "facet": known,
        "address": address,
        "containing": containing,
        "count": len(found),
        "choices": _choices(address, query, facet, found[:MOST_LISTED]),
        "most": MOST_LISTED,
    }
    return _page(request, "values.html", context)


@require_safe
def help_(request: HttpRequest) -> HttpResponse:
    return _page(request, "help.html", {})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "bad_request.html", {}, HTTPStatus.BAD_REQUEST)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "not_found.html", {}, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, "server_error.html", {}, HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    return render(request, template, context, status=status)


def _results_context(typed: Address, query: Query, found: Results) -> dict[str, Any]:
    # Whoever goes on from a question whose slip was forgiven goes on with what was meant.
    address = typed.with_("q", found.corrected) if found.corrected else typed
    return {
        "address": address,
        "query": query,
        "results": found,
        "chips": _chips(address, query, found),
        "choices": [
            (facet, _choices(address, query, facet.name, found.facets[facet.name]))
            for facet in FACETS
        ],
        "sorts": [
            (label, address.with_("sort", sort), query.sort is sort)
            for sort, label in SORTS
            if query.words or sort is not Sort.RELEVANCE
        ],
        "bars": drawn(found.histogram, address),
        "others": _others(found),
        "counts_suggestions": settings.COUNT_SUGGESTIONS,
        **_paging(address, query, found),
    }


def _leading_on(address: Address, query: Query) -> Address | None:
    """The address with what merged authorities became, where it names any that were."""
    became = after_merging(query.chosen)
    if became == query.chosen:
        return None
    for name, values in became.items():
        address = address.without(name)
        for value in values:
            address = address.adding(name, value)
    return address


def _others(found: Results) -> list[Expansion]:
    """What else was searched, each spelling once."""
    return list({one.text: one for one in reversed(found.expansions)}.values())[::-1]


def _chips(address: Address, query: Query, found: Results) -> list[Chip]:
    chips = []
    if query.words:
        chips.append(Chip(f"“{query.words}”", address.without("q")))
    if address.value("from"):
        chips.append(Chip(f"from {address.value('from')}", address.without("from")))
    if address.value("to"):
        chips.append(Chip(f"to {address.value('to')}", address.without("to")))
    for facet in FACETS:
        labels = {one.value: one.label for one in found.facets.get(facet.name, ())}
        for value in query.chosen.get(facet.name, ()):
            label = f"{facet.label}: {labels.get(value, value)}"
            chips.append(Chip(label, address.without(facet.name, value)))
    return chips


def _choices(
    address: Address, query: Query, name: str, values: tuple[FacetValue, ...]
) -> list[Choice]:
    chosen = query.chosen.get(name, ())
    ordered = sorted(values, key=_decade_order) if name == "decade" else list(values)
    return [
        Choice(
            value,
            value.value in chosen,
            address.without(name, value.value)
            if value.value in chosen
            else address.adding(name, value.value),
        )
        for value in ordered
    ]


def _decade_order(value: FacetValue) -> tuple[bool, int]:
    """Decades in time, the undated at the end."""
    is_number = value.value.lstrip("-").isdigit()
    return not is_number, int(value.value) if is_number else 0


def _dated(values: tuple[FacetValue, ...]) -> list[FacetValue]:
    ordered = sorted(values, key=_decade_order)
    return [value for value in ordered if not _decade_order(value)[0]]


def _paging(address: Address, query: Query, found: Results) -> dict[str, Any]:
    pages = -(-found.total // query.size)
    near = {1, pages, *range(query.page - 2, query.page + 3)}
    numbers = sorted(number for number in near if 1 <= number <= pages)
    links: list[tuple[int | None, str]] = []
    for number in numbers:
        if links and number - (links[-1][0] or 0) > 1:
            links.append((None, ""))
        links.append((number, str(address.with_("page", str(number)))))
    return {
        "page": query.page,
        "pages": pages,
        "page_links": links if pages > 1 else [],
        "previous": address.with_("page", str(query.page - 1)) if query.page > 1 else None,
        "next": address.with_("page", str(query.page + 1)) if query.page < pages else None,
    }


def _with_query(request: HttpRequest, name: str, identifier: str) -> str:
    """An address of the same page under its own identifier, and what else was asked."""
    asked = request.META.get("QUERY_STRING", "")
    return reverse(name, args=[identifier]) + (f"?{asked}" if asked else "")


def _record_context(request: HttpRequest, row: StoredRecord, version: Version) -> dict[str, Any]:
    says = version.says
    date = says.primary_date
    title = says.statement("title")
    others = [one for one in says.values.get("title", ()) if one is not title]
    # Mentions are those of the words as they are now.
    mentions = row.mentions.select_related("authority") if version.is_latest else ()
    spoken = Spoken(says, mentions)
    base = base_address(request.build_absolute_uri("/"))
    cited = citing(row, version, spoken, base)
    return {
        "row": row,
        "citing": cited,
        "says": says,
        "title": title,
        "other_titles": others,
        "summary": says.statement("scope_and_content"),
        "date": date,
        "date_type": _type_of(date, says.dates),
        "other_dates": [one for one in says.dates if not _is_same_day(one.date, date)],
        "fields": [
            (FIELD[name], says.values[name])
            for name in STATEMENT_FIELDS
            if name not in ("title", "scope_and_content") and says.values.get(name)
        ],
        "texts": [] if says.access.status is AccessStatus.METADATA_ONLY else says.texts,
        "summary_part": _part_of(says, "scope_and_content"),
        "spoken": spoken,
        "subjects": _grouped(spoken.subjects()),
        "collections": [one.collection for one in row.memberships.select_related("collection")],
        "history": [one for one in public_history(row) if one.number in cited.versions],
        "trail": trail_of(request.GET, row.identifier),
        "is_on_a_trail": is_on_a_trail(request.GET),
        "forms": forms_of_record(row.identifier),
        "related": related(row),
        "with_source": versions_with_source(row, version.versions),
        "address": base + request.path,
        "State": State,
    }


def _part_of(says: Record, name: str) -> str:
    """The place of the statement shown for a field among all of the field."""
    shown = says.statement(name)
    return str(next((at for at, one in enumerate(says.values.get(name, ())) if one is shown), 0))


def _name_context(request: HttpRequest, row: StoredAuthority) -> dict[str, Any]:
    says = row.says
    facet = FACET_OF_KIND[row.kind]
    query = Query(chosen={facet: (row.identifier,)}, sort=Sort.DATE, size=settings.PAGE_SIZE)
    found = find(archive_index(), query)
    leads_to = current_identifiers(one.authority for one in says.relations)
    base = base_address(request.build_absolute_uri("/"))
    asked_for = Address(reverse("results"), ((facet, row.identifier), ("sort", Sort.DATE)))
    return {
        "row": row,
        "says": says,
        "listed": Listed(found, asked_for, base),
        "forms": forms_of_list(asked_for, base, found.total),
        "variants": says.variants,
        "ties": [(one, leads_to.get(one.authority, "")) for one in says.relations],
        "registers": [(one, REGISTERS.get(one.scheme, "")) for one in says.identifiers],
        "elements": [
            (field, says.values[field.name])
            for field in AUTHORITY_FIELDS
            if says.values.get(field.name)
        ],
        "facet": facet,
        "results": found,
        "together": [
            (one, [value for value in found.facets[one.name] if value.value != row.identifier])
            for one in FACETS
            if one.kinds and one.name != facet
        ],
        "together_with": lambda other, value: urlencode({facet: row.identifier, other: value}),
        "counts_suggestions": settings.COUNT_SUGGESTIONS,
        "address": base + request.path,
    }


def _type_of(date: HistoricalDate, dates: list[RecordDate]) -> DateType:
    """What the date is the date of, as far as any statement of the same day says."""
    types = [one.type for one in dates if _is_same_day(one.date, date)]
    known = [one for one in types if one is not DateType.UNSPECIFIED]
    return known[0] if known else DateType.UNSPECIFIED


def _is_same_day(one: HistoricalDate, other: HistoricalDate) -> bool:
    """Whether two dates say the same: by their meaning, or else by their wording."""
    return (one.edtf or one.text) == (other.edtf or other.text)


_SUBJECT_KINDS = (
    ("person", "People"),
    ("family", "Families"),
    ("organisation", "Bodies"),
    ("place", "Places"),
    ("topic", "Topics"),
)


def _grouped(subjects: list[Any]) -> list[tuple[str, list[Any]]]:
    groups = [
        (label, [one for one in subjects if one.kind == kind]) for kind, label in _SUBJECT_KINDS
    ]
    return [group for group in groups if group[1]]
