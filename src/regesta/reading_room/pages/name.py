"""The page of a person, family, organisation, place or topic."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.catalog.authorities import current_identifiers, find_authority
from regesta.catalog.models import StoredAuthority
from regesta.description.authority import AUTHORITY_FIELDS, REGISTERS
from regesta.description.fields import FACET_OF_KIND, FACETS
from regesta.reading_room.address import Address
from regesta.reading_room.listed import Listed, forms_of_list
from regesta.reading_room.pages.showing import page
from regesta.search.finding import (
    archive_index,
    base_address,
    find,
)
from regesta.search.query import Query, Sort


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
