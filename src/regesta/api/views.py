from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from regesta.search.finding import archive_index, base_address, find, read_query, the_public
from regesta.search.pictures import KINDS, data_of
from regesta.search.query import BadQuery
from regesta.search.suggesting import suggestions


@require_safe
def search(request: HttpRequest) -> JsonResponse:
    """The same answer as ``regesta search --json``; a question without sense gets a 400."""
    try:
        query = read_query(dict(request.GET.lists()))
    except BadQuery as bad:
        return JsonResponse({"error": str(bad)}, status=400)
    address = base_address(request.build_absolute_uri("/"))
    return JsonResponse(find(archive_index(), query).as_data(address))


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Names, words and documents that begin as what is typed does."""
    found = suggestions(archive_index(), request.GET.get("q", ""), the_public())
    return JsonResponse({"suggestions": [one.as_data() for one in found]})


@require_safe
def picture(request: HttpRequest, kind: str) -> JsonResponse:
    """What the timeline, the map or the network of a search is drawn from."""
    if kind not in KINDS:
        raise Http404
    try:
        query = read_query(dict(request.GET.lists()))
    except BadQuery as bad:
        return JsonResponse({"error": str(bad)}, status=400)
    return JsonResponse(data_of(kind, archive_index(), query))
