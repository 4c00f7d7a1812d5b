"""The page of a collection."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.catalog.lookup import find_collection
from regesta.reading_room.address import Address
from regesta.reading_room.listed import Listed, forms_of_list
from regesta.reading_room.pages.showing import page, paging
from regesta.search.finding import (
    archive_index,
    base_address,
    find,
    read_query,
)
from regesta.search.query import BadQuery, Sort


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
    return page(request, "collection.html", context | paging(address, query, found))
