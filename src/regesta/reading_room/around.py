"""What stands before and after a document in received order: in what it is a part of, or else
in a collection. Only what the public may see counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from regesta.catalog.models import Membership, Publication, StoredRecord
from regesta.catalog.visibility import is_public, today, visible_from
from regesta.description.record import Access, Record, Statement, from_data, preferred

MOST_SKIPPED = 200  # records that are closed, in a row, before it is given up


@dataclass(frozen=True, slots=True)
class Neighbour:
    address: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Around:
    """The neighbours of a document in something that has a name and an address."""

    title: str
    address: str
    previous: Neighbour | None
    next: Neighbour | None


def around(row: StoredRecord) -> list[Around]:
    """For the file or chapter a document is in, or else each collection it was received in,
    what stands beside it there; empty where no order was received."""
    if row.parent is not None:
        if not is_public(row.parent):
            return []
        siblings = StoredRecord.objects.filter(parent=row.parent)
        title = row.parent.says.text("title")
        found = [_around(title, "record", row.parent.identifier, siblings, "", row)]
    else:
        found = [
            _around(
                one.collection.title, "collection", one.collection.identifier,
                Membership.objects.filter(collection=one.collection), "record__", one,
            )
            for one in row.memberships.select_related("collection").order_by("pk")
        ]  # fmt: skip
    return [one for one in found if one.previous or one.next]


def _around(
    title: str, page: str, identifier: str, among: QuerySet[Any], to: str, row: Any
) -> Around:
    """``to`` leads from the rows of ``among`` to their records; ``row`` is one of them."""
    position = row.position
    seen = among.filter(**{f"{to}publication": Publication.PUBLIC})
    after = seen.filter(position__gte=position).exclude(position=position, pk__lte=row.pk)
    before = seen.filter(position__lte=position).exclude(position=position, pk__gte=row.pk)
    return Around(
        title=title,
        address=reverse(page, args=[identifier]),
        previous=_first(before.order_by("-position", "-pk"), to, position),
        next=_first(after.order_by("position", "pk"), to, position),
    )


def _first(rows: QuerySet[Any], to: str, position: int) -> Neighbour | None:
    """The first that may be seen. Rows that all have place 0 were given none."""
    names = ("identifier", "description__access", "description__values__title")
    columns = ("position", *(f"{to}{name}" for name in names))
    for place, identifier, access, titles in rows.values_list(*columns)[:MOST_SKIPPED].iterator(2):
        if place == position == 0:
            return None
        record = Record(access=from_data(access or {}, Access))
        if visible_from(Publication.PUBLIC, record) <= today():
            title = preferred(from_data(titles or [], list[Statement]))
            return Neighbour(
                reverse("record", args=[identifier]),
                title.text if title else "",
                title.language if title else "",
            )
    return None
