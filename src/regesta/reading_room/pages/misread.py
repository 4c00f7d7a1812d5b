"""A question that was not understood: which of its fields is at fault."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from regesta.reading_room.address import Address
from regesta.reading_room.pages.showing import page
from regesta.reading_room.wording import complaint
from regesta.search.days import read_range
from regesta.search.query import BadQuery, read_words


def misread(request: HttpRequest, address: Address, bad: BadQuery) -> HttpResponse:
    """The page that says what was not understood, beside the field it was typed into."""
    context = {"address": address, "complaint": complaint(bad), "faulty": _faulty(address)}
    return page(request, "bad_query.html", context, HTTPStatus.BAD_REQUEST)


def _faulty(address: Address) -> str:
    """The field that cannot be read, of two dates that are each right by themselves the second;
    "" where it is none that a reader fills in."""
    first, last = address.value("from"), address.value("to")
    readings: tuple[tuple[str, Callable[[], object]], ...] = (
        ("q", lambda: read_words(address.value("q"))),
        ("from", lambda: read_range(first, "")),
        ("to", lambda: read_range(first, last)),
    )
    for name, read in readings:
        try:
            read()
        except BadQuery:
            return name
    return ""
