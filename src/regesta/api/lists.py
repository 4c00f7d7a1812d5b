"""Lists and documents as files: the answer of a search, or one record, in the forms of
`regesta.formats.handing_on` and as a feed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta import __version__
from regesta.api.lately import lately_added
from regesta.catalog.gathered import MOST, read_identifiers
from regesta.catalog.handing_on import public_moments, records_named
from regesta.catalog.lookup import find_records
from regesta.catalog.models import ArchiveFormat
from regesta.catalog.visibility import is_public, tombstone
from regesta.description.fields import FACETS
from regesta.formats import feed as atom
from regesta.formats.handing_on import FORM, Described, Form
from regesta.search.finding import archive_index, base_address, find, read_query, settled
from regesta.search.query import LARGEST_SIZE, BadQuery, Query
from regesta.search.results import Results

# What tells one list from another; page and size only say which part of it.
_OF_THE_LIST = ("q", "from", "to", "sort", "expand", *(facet.name for facet in FACETS))
_BUSY = 30  # seconds after which whoever was refused may ask again


@require_safe
def search(request: HttpRequest, form: str) -> HttpResponseBase:
    """The answer of a search as a file. Of the forms that a program reads piece by piece it
    is the whole list, unless a page is asked for; of the others, a page with links to the
    others. Takes the parameters of the results page."""
    made = FORM[form]
    asked = request.GET
    whole = made.is_whole and not (asked.get("page") or asked.get("size"))
    try:
        query = read_query(dict(asked.lists()), size=settings.LIST_SIZE)
        found = _answer(replace(query, size=LARGEST_SIZE) if whole else query)
    except BadQuery as bad:
        return _error(str(bad), HTTPStatus.BAD_REQUEST)
    if whole:
        return _whole(request, made, replace(query, size=LARGEST_SIZE), found)
    records = records_named((hit.identifier for hit in found.hits), _base(request))
    response = HttpResponse(made.write(records, settings.ARCHIVE_NAME))
    links = _pages(request, f"search.{made.name}", query, found.total)
    if links:
        # RFC 5005 says "previous", everything that reads this line expects "prev".
        said = (
            f'<{address}>; rel="{"prev" if relation == "previous" else relation}"'
            for relation, address in links.items()
        )
        response["Link"] = ", ".join(said)
    return _as_file(response, made, "documents")


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The answer of a search as an Atom feed: what was added last comes first, unless an
    order is asked for."""
    asked = request.GET
    try:
        query = read_query(dict(asked.lists()), size=settings.FEED_SIZE)
        if asked.get("sort", "").strip():
            found = _answer(query)
            total, wanted = found.total, [hit.identifier for hit in found.hits]
        else:
            total, wanted = lately_added(query)
    except BadQuery as bad:
        return _error(str(bad), HTTPStatus.BAD_REQUEST)
    moments = public_moments(wanted)
    entries = [
        _with_moments(one, moments.get(one.identifier))
        for one in records_named(wanted, _base(request))
    ]
    updated = max((one.changed for one in entries if one.changed), default=None)
    said = atom.Feed(
        identifier=_address(request, "search.atom", {}),
        title=" ".join(filter(None, (settings.ARCHIVE_NAME, query.words and f"- {query.words}"))),
        archive=settings.ARCHIVE_NAME,
        address=_address(request, "search.atom", _part(query, settings.FEED_SIZE)),
        page=_address(request, "search", {}),
        updated=updated or ArchiveFormat.objects.order_by("pk").values_list("made_at").first()[0],
        total=total,
        first=query.offset + 1,
        size=query.size,
        version=__version__,
        links=_pages(request, "search.atom", query, total),
    )
    response = HttpResponse(atom.write(said, entries))
    response["Content-Type"] = f"{atom.MEDIA_TYPE}; charset=utf-8"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def record(request: HttpRequest, identifier: str, form: str) -> HttpResponseBase:
    """A record as a file, under the rules that hold for its page."""
    rows = find_records(identifier)
    row = next(filter(is_public, rows), None)
    if row is None:
        if any(map(tombstone, rows)):
            return _error("This document was withdrawn.", HTTPStatus.GONE)
        raise Http404
    if identifier != row.identifier:
        address = reverse("record", args=[row.identifier])
        return HttpResponsePermanentRedirect(f"{address}.{form}")
    made = FORM[form]
    records = records_named([row.identifier], _base(request))
    response = HttpResponse(made.write(records, settings.ARCHIVE_NAME))
    response["Link"] = (
        f'<{_base(request)}{reverse("record", args=[row.identifier])}>; rel="describes"'
    )
    return _as_file(response, made, row.identifier)


@require_safe
def gathered(request: HttpRequest, form: str) -> HttpResponseBase:
    """Documents that are named one by one (``ids``, with commas between) as a file, in that
    order. What the public may not see is left out."""
    made = FORM[form]
    identifiers = read_identifiers(request.GET.getlist("ids"))
    if not identifiers:
        message = "ids takes the identifiers of documents, with commas between."
        return _error(message, HTTPStatus.BAD_REQUEST)
    if len(identifiers) > MOST:
        message = f"A list has at most {MOST} documents; this has {len(identifiers):,}."
        return _error(message, HTTPStatus.BAD_REQUEST)
    records = records_named(identifiers, _base(request))
    response = HttpResponse(made.write(records, settings.ARCHIVE_NAME))
    return _as_file(response, made, "list")


def _answer(query: Query) -> Results:
    """What a search finds, as its first page understands it: only that forgives a slip."""
    query = replace(query, counts=False)
    found = find(archive_index(), query)
    if found.total or not query.offset:
        return found
    first = find(archive_index(), replace(query, page=1))
    return find(archive_index(), settled(query, first)) if first.corrected else found


def _with_moments(one: Described, moments: Any) -> Described:
    return replace(one, added=moments[0], changed=moments[1]) if moments else one


def _error(message: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


def _as_file(response: Any, form: Form, name: str) -> HttpResponseBase:
    response["Content-Type"] = f"{form.media_type}; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="{name}.{form.name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


# ---------------------------------------------------------------- addresses


def _base(request: HttpRequest) -> str:
    return base_address(request.build_absolute_uri("/"))


def _address(request: HttpRequest, path: str, part: dict[str, str]) -> str:
    """The address of a list, its parameters in a fixed order, so that it is always the same;
    ``part`` says which part of the list."""
    asked = [
        (name, value)
        for name in _OF_THE_LIST
        for value in dict.fromkeys(request.GET.getlist(name))
        if value.strip()
    ]
    pairs = urlencode([*asked, *part.items()])
    return f"{_base(request)}/{path}" + (f"?{pairs}" if pairs else "")


def _part(query: Query, usual: int) -> dict[str, str]:
    part = {"page": str(query.page)} if query.page > 1 else {}
    return part | ({"size": str(query.size)} if query.size != usual else {})


def _pages(request: HttpRequest, path: str, query: Query, total: int) -> dict[str, str]:
    """The addresses of other pages of a list by their relation, none where it has but one."""
    last = -(-total // query.size)
    numbers = {"first": 1, "previous": query.page - 1, "next": query.page + 1, "last": last}
    size = {"size": request.GET["size"].strip()} if request.GET.get("size", "").strip() else {}
    return {
        relation: _address(request, path, {"page": str(number), **size})
        for relation, number in numbers.items()
        if last > 1 and 1 <= number <= last
    }


# ---------------------------------------------------------------- whole lists


class _Places:
    """How many whole lists may be written at a time: each holds a thread of the server for
    as long as a slow reader takes."""

    def __init__(self, count: int) -> None:
        self._free = threading.Semaphore(count)

    def take(self) -> bool:
        return self._free.acquire(blocking=False)

    def give_back(self) -> None:
        self._free.release()


_places = _Places(settings.LISTS_AT_ONCE)


class _Held:
    """Pieces of an answer that has a place; it is given back when the answer is closed, also
    one that nobody has begun to read."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._is_open = True

    def __iter__(self) -> _Held:
        return self

    def __next__(self) -> str:
        return next(self._pieces)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            _places.give_back()


def _whole(request: HttpRequest, form: Form, query: Query, found: Results) -> HttpResponseBase:
    if request.method == "HEAD":
        return _as_file(HttpResponse(), form, "documents")
    if not _places.take():
        response = _error(
            "Other readers are taking whole lists. Ask again in a moment, or for a page of "
            f"this one: size={LARGEST_SIZE}&page=1.",
            HTTPStatus.SERVICE_UNAVAILABLE,
        )
        response["Retry-After"] = str(_BUSY)
        return response
    records = records_named(_identifiers(query, found), _base(request))
    pieces = _Held(_gathered(form.write(records, settings.ARCHIVE_NAME)))
    return _as_file(StreamingHttpResponse(pieces), form, "documents")


def _identifiers(query: Query, found: Results) -> Iterator[str]:
    """Those of all pages, from the first, which is found already."""
    query = settled(query, found)
    while True:
        yield from (hit.identifier for hit in found.hits)
        if found.last >= found.total or not found.hits:
            return
        query = replace(query, page=query.page + 1)
        found = find(archive_index(), query)


_PIECE = 64_000  # characters


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """The same in fewer pieces: each of an answer costs as much as a small one."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)
