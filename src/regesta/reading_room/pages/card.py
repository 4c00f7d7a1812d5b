"""The card of a name: what a reader is told of it while reading, without leaving the page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.catalog.authorities import find_authority
from regesta.description.record import preferred
from regesta.reading_room.pages.showing import page

LONGEST_LINE = 200  # signs of what is said about it


@require_safe
def card(request: HttpRequest, identifier: str) -> HttpResponse:
    """A piece of a page: name, kind, dates and one line."""
    row = find_authority(identifier)
    if row is None or row.undone is not None:
        raise Http404
    if identifier != row.identifier:
        return HttpResponsePermanentRedirect(reverse("card", args=[row.identifier]))
    says = row.says
    context = {
        "row": row,
        "says": says,
        "history": preferred(says.values.get("history", [])),
        "longest": LONGEST_LINE,
    }
    answer = page(request, "card.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
