"""The page of a collection, and the hierarchy of what is in none."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.catalog.collections import identifiers_in
from regesta.catalog.lookup import find_collection, find_records
from regesta.catalog.models import StoredCollection, StoredRecord
from regesta.catalog.visibility import is_public
from regesta.description.fields import FIELD, STATEMENT_FIELDS, Field
from regesta.description.identifiers import normalise
from regesta.description.numbering import gaps
from regesta.description.record import Collection, Record, Statement
from regesta.formats.schema_org import collection as linked_collection
from regesta.reading_room.address import Address
from regesta.reading_room.citing import in_a_page, levels_above
from regesta.reading_room.listed import Listed, forms_of_list
from regesta.reading_room.pages.showing import page, paging
from regesta.reading_room.tree import (
    LARGEST_PART,
    Branch,
    Tree,
    Trunk,
    branch_below,
    tree_of,
    trunk_of_collection,
    trunk_of_record,
)
from regesta.search.finding import archive_index, base_address, find, read_query
from regesta.search.query import BadQuery, Query, Sort, read_number
from regesta.search.results import Results

MOST_NUMBERED = 2_000  # documents of a collection whose numbers are looked through for gaps
MOST_GAPS = 12  # runs of numbers that are named
_IN_THE_HEAD = ("title", "scope_and_content", "archivists_note")


@require_safe
def collection(request: HttpRequest, identifier: str) -> HttpResponse:
    row = find_collection(identifier)
    if row is None:
        raise Http404
    address = Address.of(request.path, request.GET)
    query = _query(row, address.value("page"))
    found = find(archive_index(), query)
    if not found.total:  # nothing of it is public: it is not there for a reader
        raise Http404
    if identifier != row.identifier:
        return HttpResponsePermanentRedirect(reverse("collection", args=[row.identifier]))
    return page(request, "collection.html", _context(request, row, address, query, found))


@require_safe
def units(request: HttpRequest, identifier: str) -> HttpResponse:
    """The hierarchy below a record that stands in no collection."""
    row = next(filter(is_public, find_records(identifier)), None)
    if row is None:
        raise Http404
    parents = levels_above(row)
    if parents:
        opened = trunk_of_record(parents[-1].identifier).address(row.identifier)
        return HttpResponsePermanentRedirect(opened)
    trunk = trunk_of_record(row.identifier)
    context = {"row": row, "title": row.says.text("title"), "tree": _asked_tree(request, trunk)}
    return page(request, "units.html", context)


@require_safe
def branch(request: HttpRequest, identifier: str) -> HttpResponse:
    """A page of the units below one, to be put into a page that shows the tree already.
    ``of`` is the collection of the tree, or the record at its top."""
    trunk = _trunk(request.GET.get("of", ""))
    if trunk is None:
        raise Http404
    found = branch_below(trunk, identifier, _part(request))
    if not found.units:
        raise Http404
    return page(request, "branch.html", {"trunk": trunk, "branch": found})


def _trunk(of: str) -> Trunk | None:
    identifier = normalise(of) or ""
    if StoredCollection.objects.filter(identifier=identifier).exists():
        return trunk_of_collection(identifier)
    if StoredRecord.objects.filter(identifier=identifier).exists():
        return trunk_of_record(identifier)
    return None


def _query(row: StoredCollection, number: str) -> Query:
    try:
        return read_query(
            {"page": [number], "sort": [Sort.DATE], "collection": [row.identifier]},
            size=settings.PAGE_SIZE,
        )
    except BadQuery:
        raise Http404 from None


def _context(
    request: HttpRequest, row: StoredCollection, address: Address, query: Query, found: Results
) -> dict[str, Any]:
    base = base_address(request.build_absolute_uri("/"))
    asked_for = Address(reverse("results"), (("collection", row.identifier), ("sort", Sort.DATE)))
    trunk = trunk_of_collection(row.identifier)
    top = trunk.units()
    has_tree = 0 < top.total < found.total
    says = row.says
    whole = _whole(top) if has_tree else None
    permanent = base + reverse("collection", args=[row.identifier])
    return {
        "row": row,
        "summary": _statements("scope_and_content", says, whole),
        "note": says.text("archivists_note"),
        "elements": _elements(says, whole),
        "whole": whole and top.units[0],
        "expected": says.expected or 0,
        "gaps": _gaps(row, found.total),
        "most_gaps": MOST_GAPS,
        "results": found,
        "address": address,
        "permanent": permanent,
        "linked_data": in_a_page(
            linked_collection(
                row.title, says, address=permanent, count=found.total,
                archive=settings.ARCHIVE_NAME,
            )
        ),
        "tree": _asked_tree(request, trunk, top) if has_tree else None,
        "listed": Listed(found, asked_for, base),
        "forms": forms_of_list(asked_for, base, found.total),
        **paging(address, query, found),
    }  # fmt: skip


def _asked_tree(request: HttpRequest, trunk: Trunk, top: Branch | None = None) -> Tree:
    """The tree as it is asked to be open. Raises `Http404` where no such unit is in it."""
    asked = request.GET.get("open", "").strip()
    opened = normalise(asked) or asked[:100]
    tree = tree_of(trunk, top or trunk.units(), opened, _part(request))
    if tree is None:
        raise Http404
    return tree


def _part(request: HttpRequest) -> int:
    try:
        return read_number(request.GET.get("part", ""), "part", largest=LARGEST_PART, default=1)
    except BadQuery:
        raise Http404 from None


def _whole(top: Branch) -> Record | None:
    """What is said of the only unit at the top, which then is the whole."""
    if top.total != 1 or not top.units[0].below:
        return None
    return StoredRecord.objects.get(identifier=top.units[0].identifier).says


def _statements(name: str, says: Collection, whole: Record | None) -> list[Statement]:
    """What the collection itself says, or else the unit that is the whole of it."""
    return says.values.get(name) or (whole.values.get(name, []) if whole else [])


def _elements(says: Collection, whole: Record | None) -> list[tuple[Field, list[Statement]]]:
    """The other elements of the description, in the order of ISAD(G)."""
    found = [
        (FIELD[name], _statements(name, says, whole))
        for name in STATEMENT_FIELDS
        if name not in _IN_THE_HEAD
    ]
    return [(field, statements) for field, statements in found if statements]


def _gaps(row: StoredCollection, total: int) -> list[Any]:
    """The gaps in numbers that the public documents were given, of a collection not too large
    to look through."""
    return gaps(identifiers_in(row), total) if total <= MOST_NUMBERED else []
