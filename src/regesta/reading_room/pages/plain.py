"""Pages that ask nothing of the archive: they say what went wrong."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from regesta.reading_room.pages.showing import page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "bad_request.html", {}, HTTPStatus.BAD_REQUEST)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "not_found.html", {}, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, "server_error.html", {}, HTTPStatus.INTERNAL_SERVER_ERROR)
