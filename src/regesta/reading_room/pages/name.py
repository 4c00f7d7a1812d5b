"""The page of a person, family, organisation, place or topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.catalog.authorities import current_identifiers, find_authority
from regesta.catalog.models import StoredAuthority
from regesta.description.authority import AUTHORITY_FIELDS, Authority, Name, register_address
from regesta.description.fields import FACET_OF_KIND, FACETS, Facet
from regesta.formats.schema_org import authority as linked_authority
from regesta.reading_room.address import Address
from regesta.reading_room.citing import in_a_page
from regesta.reading_room.histogram import drawn
from regesta.reading_room.listed import Listed, forms_of_list
from regesta.reading_room.pages.showing import page
from regesta.reading_room.pictures import picture
from regesta.search.finding import archive_index, base_address, find
from regesta.search.query import Query, Sort
from regesta.search.results import FacetValue, Results

MOST_TOGETHER = 12  # names of one kind that are met in the same documents
LONGEST_DESCRIPTION = 300  # characters of what other sites show of the page


@dataclass(frozen=True, slots=True)
class Group:
    """Names in one language and script, as BCP 47 and ISO 15924; "" where not said."""

    language: str
    script: str
    names: list[Name]


@dataclass(frozen=True, slots=True)
class Companion:
    """Who or what is met in the same documents: its own page, "" where it has none, and the
    documents that speak of both."""

    value: FacetValue
    page: str
    both: Address


@dataclass(frozen=True, slots=True)
class Companions:
    """Those of one facet, the most frequent first, and the address of all."""

    facet: Facet
    shown: list[Companion]
    all: str


@require_safe
def name(request: HttpRequest, identifier: str) -> HttpResponse:
    """The page of a person, family, organisation, place or topic."""
    row = find_authority(identifier)
    if row is None:
        raise Http404
    if row.undone is not None:
        ending = row.revisions.filter(verb="undo").order_by("number").last()
        return page(request, "name_gone.html", {"row": row, "ending": ending}, HTTPStatus.GONE)
    if identifier != row.identifier:
        return HttpResponsePermanentRedirect(reverse("name", args=[row.identifier]))
    return page(request, "name.html", _name_context(request, row))


def _name_context(request: HttpRequest, row: StoredAuthority) -> dict[str, Any]:
    says = row.says
    facet = FACET_OF_KIND[row.kind]
    query = Query(alongside=(row.identifier,), sort=Sort.DATE, size=settings.PAGE_SIZE)
    found = find(archive_index(), query)
    leads_to = current_identifiers(one.authority for one in says.relations)
    base = base_address(request.build_absolute_uri("/"))
    asked_for = Address(reverse("results"), ((facet, row.identifier), ("sort", Sort.DATE)))
    address = base + request.path
    return {
        "row": row,
        "says": says,
        "description": says.text("history")[:LONGEST_DESCRIPTION],
        "linked_data": in_a_page(linked_authority(says, address=address)),
        "listed": Listed(found, asked_for, base),
        "forms": forms_of_list(asked_for, base, found.total),
        "bars": drawn(found.histogram, asked_for),
        "groups": _groups(says),
        "ties": [(one, leads_to.get(one.authority, "")) for one in says.relations],
        "registers": [(one, register_address(one)) for one in says.identifiers],
        "elements": [
            (field, says.values[field.name])
            for field in AUTHORITY_FIELDS
            if says.values.get(field.name)
        ],
        "picture": picture("map", asked_for, query) if says.coordinates and found.total else None,
        "facet": facet,
        "results": found,
        "asked_for": asked_for,
        "chronology": f"{reverse('chronology')}{asked_for.without('sort').query}",
        "together": _together(found, row, facet),
        "counts_suggestions": settings.COUNT_SUGGESTIONS,
        "address": address,
    }


def _groups(says: Authority) -> list[Group]:
    """All names by language and script, in the order in which these are met first."""
    groups: dict[tuple[str, str], Group] = {}
    for one in says.names:
        key = (one.language, one.script)
        groups.setdefault(key, Group(*key, [])).names.append(one)
    return list(groups.values())


def _together(found: Results, row: StoredAuthority, own: str) -> list[Companions]:
    """Whom and what the same documents speak of: those of its own kind first."""
    with_it = Address(reverse("results"), (("with", row.identifier),))
    facets = [one for one in FACETS if one.kinds]
    facets.sort(key=lambda one: one.name != own)
    return [
        Companions(
            one,
            [_companion(one.name, value, with_it) for value in others[:MOST_TOGETHER]],
            f"{reverse('values', args=[one.name])}{with_it.query}&order=count"
            if len(others) > MOST_TOGETHER
            else "",
        )
        for one in facets
        if (others := _others(found.facets[one.name], row))
    ]


def _others(values: Sequence[FacetValue], row: StoredAuthority) -> list[FacetValue]:
    return [value for value in values if value.value != row.identifier]


def _companion(facet: str, value: FacetValue, with_it: Address) -> Companion:
    has_page = value.label != value.value  # only authorities are called otherwise
    own = reverse("name", args=[value.value]) if has_page else ""
    return Companion(value, own, with_it.adding("with" if has_page else facet, value.value))
