"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regesta.reading_room.pages.choosing import in_time
from regesta.reading_room.pages.showing import page
from regesta.reading_room.wording import years_between
from regesta.search.finding import (
    archive_index,
    find,
    the_public,
)
from regesta.search.query import Query


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    index = archive_index()
    everything = find(index, Query(size=1))
    return page(
        request,
        "home.html",
        {
            "total": everything.total,
            "collections": everything.facets["collection"],
            "decades": in_time(everything.facets["decade"]),
            "span": years_between(*index.span(the_public())),
        },
    )
