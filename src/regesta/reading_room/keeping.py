"""Copies of pages that readers' browsers and caches keep: used again only while they are true.

Every answer of status 200 has an entity tag, and a copy must be asked for again before it is
shown (``no-cache``). While nothing that an answer is made from has changed, the question is
answered by 304, before any view or template is reached (RFC 9110, section 13).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from regesta.catalog.changes import Changes
from regesta.catalog.visibility import today
from regesta.search.generation import generation

_ASKED_BY = ("HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE")
_VARIES = ("Accept-Encoding", "Accept-Language", "Cookie")


class KeptCopies:
    """The middleware that marks every answer and answers questions about copies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._changes = Changes()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self._get_response(request)
        # Before the answer is made: what changes meanwhile changes the tag, never the reverse.
        tag = self._tag(request)
        asked = parse_etags(request.headers.get("If-None-Match", ""))
        if any(one.removeprefix("W/") == tag for one in asked):
            return _marked(HttpResponseNotModified(), request, tag)
        return _marked(self._get_response(request), request, tag)

    def _tag(self, request: HttpRequest) -> str:
        """Says what was asked, by whom as far as an answer may depend on it, and all that it
        is made from: the index, the database (a revision, a mention, a name), the pages an
        archivist has written, the day, since which what is closed may open, and, by the word
        that the database's state begins with, this process with its program and settings."""
        made_from = (
            request.scheme,
            request.get_full_path(),
            [request.META.get(name, "") for name in _ASKED_BY],
            generation(settings.INDEX_FOLDER),
            self._changes.state(),
            list(_written(settings.PAGES_FOLDER)),
            today(),
        )
        return f'"{hashlib.sha256(repr(made_from).encode()).hexdigest()[:24]}"'


def _written(folder: Path) -> Iterator[tuple[Any, ...]]:
    """The files of a folder and the signs that one was changed."""
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir()):
        status = file.stat()
        yield file.name, status.st_mtime_ns, status.st_size, status.st_ino


def _marked(response: HttpResponseBase, request: HttpRequest, tag: str) -> HttpResponseBase:
    is_whole = response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
    if is_whole and not response.cookies and "ETag" not in response:
        response["ETag"] = f"W/{tag}"  # weak: the same page may be packed in different ways
    # What depends on a cookie is no business of a cache that several readers share.
    audience = "private" if request.COOKIES or response.cookies else "public"
    response.setdefault("Cache-Control", f"{audience}, no-cache")
    patch_vary_headers(response, _VARIES)
    return response
