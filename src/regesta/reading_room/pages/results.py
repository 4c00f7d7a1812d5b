"""What a search found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_safe

from regesta.description.fields import FACETS, Facet
from regesta.reading_room.address import Address
from regesta.reading_room.histogram import drawn
from regesta.reading_room.listed import Listed, forms_of_list
from regesta.reading_room.pages.choosing import Choice, choices
from regesta.reading_room.pages.misread import misread
from regesta.reading_room.pages.showing import numbered, page, paging
from regesta.reading_room.pictures import picture
from regesta.reading_room.wording import isolated, value_label
from regesta.search.finding import (
    after_merging,
    archive_index,
    base_address,
    find,
    name_labels,
    read_query,
    settled,
)
from regesta.search.pictures import KINDS
from regesta.search.query import BadQuery, Expansion, Query, Sort
from regesta.search.results import FacetValue, Results

SORTS = (
    (Sort.RELEVANCE, noop("relevance")),
    (Sort.DATE, noop("oldest first")),
    (Sort.DATE_DESCENDING, noop("latest first")),
    (Sort.TITLE, noop("title")),
    (Sort.ADDED, noop("lately added")),
)
LIST = "list"
VIEWS = (
    (LIST, noop("List")),
    ("timeline", noop("Timeline")),
    ("map", noop("Map")),
    ("network", noop("Network")),
)

MOST_NAMES = 40  # of a filter beside a result, which has a page of its own for all of them


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    address: Address


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    address = Address.of(reverse("results"), request.GET)
    try:
        query = read_query(dict(request.GET.lists()), size=settings.PAGE_SIZE)
        view = _read_view(address.value("view"))
    except BadQuery as bad:
        return misread(request, address, bad)
    if moved := _leading_on(address, query):
        return HttpResponsePermanentRedirect(str(moved))
    made = _as_list(address, query) if view == LIST else _as_picture(address, query, view)
    base = base_address(request.build_absolute_uri("/"))
    made["listed"] = Listed(made["results"], made["address"], base)
    made["forms"] = forms_of_list(made["address"], base, made["results"].total)
    return page(request, "results.html", made)


def _read_view(text: str) -> str:
    """Raises `BadQuery`."""
    wanted = text.strip() or LIST
    if wanted not in (LIST, *KINDS):
        choices = ", ".join((LIST, *KINDS))
        raise BadQuery(
            "view takes one of %(choices)s, not %(typed)s.", choices=choices, typed=repr(text[:40])
        )
    return wanted


def _as_list(typed: Address, query: Query) -> dict[str, Any]:
    found = find(archive_index(), query)
    made = _results_context(typed, query, found)
    return made | paging(made["address"], query, found)


def _as_picture(typed: Address, query: Query, view: str) -> dict[str, Any]:
    """The result as a picture; its page is one of the table beside it."""
    found = find(archive_index(), replace(query, page=1, size=1))
    made = _results_context(typed, query, found)
    shown = picture(view, made["address"], settled(query, found))
    address = made["address"]
    around = numbered(query.page, shown.pages, lambda at: str(address.with_("page", str(at))))
    return made | {"view": view, "picture": shown} | around


def _results_context(typed: Address, query: Query, found: Results) -> dict[str, Any]:
    # Whoever goes on from a question whose slip was forgiven goes on with what was meant.
    address = typed.with_("q", found.corrected) if found.corrected else typed
    offered = [
        (facet, choices(address, query, facet.name, _first(facet, found, query)))
        for facet in FACETS
    ]
    return {
        "address": address,
        "carried": _carried(address, offered),
        "query": query,
        "results": found,
        "chips": _chips(address, query, found),
        "choices": offered,
        "sorts": [
            (_(label), address.with_("sort", sort), query.sort is sort)
            for sort, label in SORTS
            if query.words or sort is not Sort.RELEVANCE
        ],
        "bars": drawn(found.histogram, address),
        "view": LIST,
        "views": [(_(label), _seen_as(address, name), name) for name, label in VIEWS],
        "others": _others(found),
        "counts_suggestions": settings.COUNT_SUGGESTIONS,
    }


def _seen_as(address: Address, view: str) -> Address:
    return address.without("view") if view == LIST else address.with_("view", view)


def _first(facet: Facet, found: Results, query: Query) -> tuple[FacetValue, ...]:
    """The values of a filter that stand beside the result: of names, of which there may be very
    many, the most frequent and those that are chosen."""
    values = found.facets[facet.name]
    if not facet.kinds:
        return values
    chosen = query.chosen.get(facet.name, ())
    return tuple(
        one for place, one in enumerate(values) if place < MOST_NAMES or one.value in chosen
    )


def _carried(address: Address, offered: list[tuple[Facet, list[Choice]]]) -> list[tuple[str, str]]:
    """What the form of the filters must carry along: all that has no field of its own in it,
    also a chosen value that no document has any more."""
    fields = {(facet.name, one.value.value) for facet, values in offered for one in values}
    return [pair for pair in address.others("from", "to") if pair not in fields]


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
        chips.append(
            Chip(_("“%(words)s”") % {"words": isolated(query.words)}, address.without("q"))
        )
    for side, words in (("from", _("from %(date)s")), ("to", _("to %(date)s"))):
        if typed := address.value(side):
            chips.append(Chip(words % {"date": isolated(typed)}, address.without(side)))
    names = name_labels(query.alongside)
    for one in query.alongside:
        label = _("with %(name)s") % {"name": isolated(names.get(one, one))}
        chips.append(Chip(label, address.without("with", one)))
    for facet in FACETS:
        values = found.facets.get(facet.name, ())
        labels = {one.value: value_label(one, facet.name) for one in values}
        for value in query.chosen.get(facet.name, ()):
            label = _("%(filter)s: %(value)s") % {
                "filter": _(facet.label),
                "value": isolated(labels.get(value, value)),
            }
            chips.append(Chip(label, address.without(facet.name, value)))
    return chips
