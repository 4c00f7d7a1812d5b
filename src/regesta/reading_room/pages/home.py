"""The first page: what the archive is, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regesta.catalog.handing_on import public_moments
from regesta.reading_room.address import Address
from regesta.reading_room.figures import figures
from regesta.reading_room.histogram import drawn
from regesta.reading_room.listed import forms_of_list
from regesta.reading_room.markdown import Written, written
from regesta.reading_room.pages.showing import page
from regesta.reading_room.pages.values import BROWSED
from regesta.reading_room.standing import HOME, address_of, standing
from regesta.reading_room.wording import local_day, years_between
from regesta.search.finding import archive_index, base_address, find, the_public
from regesta.search.query import Query, Sort
from regesta.search.results import FacetValue, Hit

MOST_NEW = 6  # documents that were added last
MOST_NAMES = 8  # people, organisations, places or topics
MOST_COLLECTIONS = 12


@dataclass(frozen=True, slots=True)
class Named:
    """Who or what is spoken of most, and where that leads."""

    label: str
    count: int
    address: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    index = archive_index()
    # The counts of all there is: the index keeps them until it changes.
    everything = find(index, Query(size=MOST_NEW, sort=Sort.ADDED))
    results = Address(reverse("results"))
    base = base_address(request.build_absolute_uri("/"))
    own, language = _own_text()
    return page(
        request,
        "home.html",
        {
            "total": everything.total,
            "span": years_between(*index.span(the_public())),
            "own": own,
            "own_language": language,
            "collections": everything.facets["collection"][:MOST_COLLECTIONS],
            "more_collections": len(everything.facets["collection"]) - MOST_COLLECTIONS,
            "bars": drawn(everything.histogram, results),
            "unit": everything.histogram[0].unit if everything.histogram else "",
            "spoken_of": [
                (register, _(heading), [_named(facet, one) for one in found[:MOST_NAMES]])
                for register, (facet, heading) in BROWSED.items()
                if (found := everything.facets[facet])
            ],
            "new": _by_day(everything.hits),
            "feed": forms_of_list(results, base, everything.total).feed,
            "address": base + reverse("home"),
        },
    )


def _own_text() -> tuple[Written | None, str]:
    """What the archive says of itself, and in which language."""
    found = standing(HOME)
    if found is None:
        return None, ""
    return written(found.file.text, figures(), address_of), found.language


def _named(facet: str, value: FacetValue) -> Named:
    # A name that no authority is known for is its own value.
    if value.label == value.value:
        address = str(Address(reverse("results"), ((facet, value.value),)))
    else:
        address = reverse("name", args=[value.value])
    return Named(value.label, value.count, address)


def _by_day(hits: tuple[Hit, ...]) -> list[tuple[str, list[Hit]]]:
    """What was added last with the days on which it was, "" where that is not known."""
    moments = public_moments([hit.identifier for hit in hits])
    days = {identifier: local_day(first) for identifier, (first, _) in moments.items()}
    return [
        (day, list(some)) for day, some in groupby(hits, lambda hit: days.get(hit.identifier, ""))
    ]
