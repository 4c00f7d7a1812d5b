"""The pages that stand by themselves: help, about the archive, accessibility, colophon, and
whatever the archive adds."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.reading_room.figures import figures
from regesta.reading_room.markdown import written
from regesta.reading_room.pages.showing import page
from regesta.reading_room.standing import HELP, HOME, address_of, standing
from regesta.search.finding import base_address

_ELSEWHERE = {HELP: "help", HOME: "home"}  # addresses of their own


@require_safe
def standing_page(request: HttpRequest, name: str) -> HttpResponse:
    if name in _ELSEWHERE and request.path != reverse(_ELSEWHERE[name]):
        return HttpResponsePermanentRedirect(reverse(_ELSEWHERE[name]))
    found = standing(name)
    if found is None:
        raise Http404
    context = {
        "standing": found,
        "text": written(found.file.text, figures(), address_of),
        "address": base_address(request.build_absolute_uri("/")) + found.address,
    }
    return page(request, "written.html", context)
