"""The record an address leads to, or what to answer where none may be seen."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from regesta.catalog.lookup import find_records
from regesta.catalog.models import StoredRecord
from regesta.catalog.visibility import is_public, tombstone
from regesta.reading_room.pages.showing import page


def record_or_answer(
    request: HttpRequest, identifier: str, name: str
) -> tuple[StoredRecord | None, HttpResponse]:
    """The public record of an identifier; else None and the answer: its tombstone, or the way
    to the address that is its own, under the view of that ``name``. Raises `Http404`."""
    rows = find_records(identifier)
    row = next(filter(is_public, rows), None)
    if row is None:
        withdrawal = next(filter(None, map(tombstone, rows)), None)
        if withdrawal is None:
            raise Http404
        return None, page(request, "gone.html", {"withdrawal": withdrawal}, HTTPStatus.GONE)
    if identifier != row.identifier:
        asked = request.META.get("QUERY_STRING", "")
        own = reverse(name, args=[row.identifier]) + (f"?{asked}" if asked else "")
        return None, HttpResponsePermanentRedirect(own)
    return row, HttpResponse()
