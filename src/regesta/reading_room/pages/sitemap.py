"""What search engines are told: where they may look, and the addresses of all there is.

The form is that of sitemaps.org (schema 0.9), the robots' file that of RFC 9309.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from xml.sax.saxutils import escape

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.catalog.models import AuthorityRevision, Publication, Revision, StoredRecord
from regesta.catalog.visibility import is_public
from regesta.description.fields import FACETS
from regesta.description.record import AccessStatus
from regesta.reading_room.standing import all_standing
from regesta.search.finding import archive_index, base_address, the_public
from regesta.search.query import Query

MOST_ADDRESSES = 50_000  # in one sitemap, as the protocol has it
_AT_ONCE = 900  # identifiers in one question to the database
_FORM = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = "application/xml; charset=utf-8"
# Lists as files take long to make and say nothing that the pages do not.
_NOT_FOR_ROBOTS = ("/api/", "/search.", "/search/values/", "/list?", "/list.")
Dated = tuple[str, datetime | None]  # an address, and when what stands there last changed


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in _NOT_FOR_ROBOTS)]
    lines += ["", f"Sitemap: {_base(request)}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Names the sitemaps: of documents and of names as many as they need, and one each of
    collections and of the other pages."""
    counts = {"records": _published().count(), "names": len(_names())}
    base = _base(request)
    addresses = "".join(
        f"<sitemap><loc>{escape(base + reverse('sitemap-part', args=[kind, number]))}</loc>"
        "</sitemap>\n"
        for kind in PARTS
        for number in range(1, max(1, -(-counts.get(kind, 0) // MOST_ADDRESSES)) + 1)
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_FORM}>\n{addresses}'
    return HttpResponse(f"{text}</sitemapindex>\n", content_type=_XML)


@require_safe
def part(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    """One sitemap, written as it is read. One past the last is empty."""
    if kind not in PARTS or not number:
        raise Http404
    addresses = PARTS[kind]((number - 1) * MOST_ADDRESSES)
    return StreamingHttpResponse(_written(_base(request), addresses), content_type=_XML)


def _written(base: str, addresses: Iterable[Dated]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_FORM}>\n'
    left = iter(addresses)
    while some := list(islice(left, _AT_ONCE)):
        yield "".join(
            f"<url><loc>{escape(base + path)}</loc>{_last_changed(at)}</url>\n" for path, at in some
        )
    yield "</urlset>\n"


def _last_changed(at: datetime | None) -> str:
    return f"<lastmod>{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if at else ""


def _base(request: HttpRequest) -> str:
    return base_address(request.build_absolute_uri("/"))


# ---------------------------------------------------------------- what there is


def _published() -> QuerySet[StoredRecord]:
    return StoredRecord.objects.filter(publication=Publication.PUBLIC)


def _records(start: int) -> Iterator[Dated]:
    """The documents from a place in received order on. Those that are closed are left out of
    the sitemap they would stand in: all of it is shorter then, and no place moves."""
    closed = _published().filter(description__access__status=AccessStatus.CLOSED)
    hidden = {row.pk for row in closed.iterator(_AT_ONCE) if not is_public(row)}
    keys = _published().order_by("pk").values_list("pk", flat=True)
    places = list(keys[start : start + MOST_ADDRESSES])
    if not places:
        return
    rows = Revision.objects.filter(
        record__publication=Publication.PUBLIC, record_id__gte=places[0], record_id__lte=places[-1],
        number=F("record__revision"),
    ).order_by("record_id").values_list("record_id", "record__identifier", "at")  # fmt: skip
    for key, identifier, at in rows.iterator(_AT_ONCE):
        if key not in hidden:
            yield reverse("record", args=[identifier]), at


def _names() -> list[str]:
    """The names of which documents speak that the public may see; words alone have no page."""
    index, viewer = archive_index(), the_public()
    facets = [facet.name for facet in FACETS if facet.kinds]
    found = {one.value for name in facets for one in index.values(Query(), viewer, name)}
    return sorted(found)


def _names_from(start: int) -> Iterator[Dated]:
    names = _names()[start : start + MOST_ADDRESSES]
    for at in range(0, len(names), _AT_ONCE):
        rows = AuthorityRevision.objects.filter(
            authority__identifier__in=names[at : at + _AT_ONCE], number=F("authority__revision")
        )
        for identifier, changed in rows.order_by("authority_id").values_list(
            "authority__identifier", "at"
        ):
            yield reverse("name", args=[identifier]), changed


def _collections(start: int) -> Iterator[Dated]:
    found = archive_index().values(Query(), the_public(), "collection")
    for one in found[start : start + MOST_ADDRESSES]:
        yield reverse("collection", args=[one.value]), None


def _pages(start: int) -> Iterator[Dated]:
    pages = [reverse("home"), reverse("results"), *(one.address for one in all_standing())]
    for address in pages[start : start + MOST_ADDRESSES]:
        yield address, None


PARTS: dict[str, Callable[[int], Iterator[Dated]]] = {
    "records": _records,
    "names": _names_from,
    "collections": _collections,
    "pages": _pages,
}
