"""How every page is made, and the pages of a list told apart."""

from __future__ import annotations

from collections.abc import Callable
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
    pages = -(-found.total // query.size)
    return numbered(query.page, pages, lambda number: str(address.with_("page", str(number))))


def numbered(page: int, pages: int, address_of: Callable[[int], str]) -> dict[str, Any]:
    """The links to pages near one, to the first and the last, None where some are left out."""
    near = {1, pages, *range(page - 2, page + 3)}
    numbers = sorted(number for number in near if 1 <= number <= pages)
    links: list[tuple[int | None, str]] = []
    for number in numbers:
        if links and number - (links[-1][0] or 0) > 1:
            links.append((None, ""))
        links.append((number, address_of(number)))
    return {
        "page": page,
        "pages": pages,
        "page_links": links if pages > 1 else [],
        "previous": address_of(page - 1) if page > 1 else None,
        "next": address_of(page + 1) if page < pages else None,
    }
