"""How every page is made, and the pages of a list told apart."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regesta.reading_room.address import Address
from regesta.search.query import Query
from regesta.search.results import Results


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    return render(request, template, context, status=status)


def paging(address: Address, query: Query, found: Results) -> dict[str, Any]:
    return pages_around(address, query.page, -(-found.total // query.size))


def pages_around(address: Address, here: int, pages: int) -> dict[str, Any]:
    """The first and last page of a list, and those around the one shown."""
    near = {1, pages, *range(here - 2, here + 3)}
    numbers = sorted(number for number in near if 1 <= number <= pages)
    links: list[tuple[int | None, str]] = []
    for number in numbers:
        if links and number - (links[-1][0] or 0) > 1:
            links.append((None, ""))
        links.append((number, str(address.with_("page", str(number)))))
    return {
        "page": here,
        "pages": pages,
        "page_links": links if pages > 1 else [],
        "previous": address.with_("page", str(here - 1)) if here > 1 else None,
        "next": address.with_("page", str(here + 1)) if here < pages else None,
    }
