"""All values of a facet, to be searched."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.description.fields import FACETS
from regesta.reading_room.address import Address
from regesta.reading_room.pages.choosing import choices
from regesta.reading_room.pages.showing import page
from regesta.reading_room.wording import complaint
from regesta.search.finding import (
    archive_index,
    facet_values,
    read_query,
)
from regesta.search.query import BadQuery

MOST_LISTED = 2_000  # values of a facet on a page of their own


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
        context = {"address": address, "complaint": complaint(bad)}
        return page(request, "bad_query.html", context, HTTPStatus.BAD_REQUEST)
    found = facet_values(archive_index(), query, facet, containing)
    context = {
        "facet": known,
        "address": address,
        "containing": containing,
        "count": len(found),
        "choices": choices(address, query, facet, found[:MOST_LISTED]),
        "most": MOST_LISTED,
    }
    return page(request, "values.html", context)
