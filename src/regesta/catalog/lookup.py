"""Reading the archive: a record by any of its names, and everything about it."""

from __future__ import annotations

from typing import Any

from regesta.catalog.models import Revision, StoredCollection, StoredRecord
from regesta.description.identifiers import normalise


def find_record(name: str) -> StoredRecord | None:
    """The record of an identifier, forgiving how it was typed, or of one others gave it."""
    return next(iter(find_records(name)), None)


def find_records(name: str) -> list[StoredRecord]:
    """All records of that name: others may have given one name to several."""
    identifier = normalise(name)
    own = StoredRecord.objects.filter(identifier=identifier) if identifier else ()
    return list(own) or list(StoredRecord.objects.filter(others__value=name).order_by("pk"))


def full_data(row: StoredRecord, address: str) -> dict[str, Any]:
    """A record with its collections and its history, as JSON-ready data."""
    record = row.says
    date = record.primary_date
    return {
        "id": row.identifier,
        "url": f"{address.rstrip('/')}/records/{row.identifier}",
        "revision": row.revision,
        "publication": row.publication,
        "title": record.text("title"),
        "date": {
            "text": date.text or None,
            "edtf": date.edtf or None,
            "earliest": date.earliest,
            "latest": date.latest,
            "status": date.status.value,
        },
        "summary": record.text("scope_and_content"),
        "collections": [
            {"identifier": one.collection.identifier, "title": one.collection.title}
            for one in row.memberships.select_related("collection").order_by("collection__title")
        ],
        "record": row.description,
        "history": [_revision_data(one) for one in history(row)],
    }


def history(row: StoredRecord) -> list[Revision]:
    """The revisions of a record, the latest first, each with where it comes from."""
    return list(row.revisions.select_related("provenance__source").order_by("-number"))


def _revision_data(revision: Revision) -> dict[str, Any]:
    provenance = getattr(revision, "provenance", None)
    return {
        "number": revision.number,
        "verb": revision.verb,
        "at": revision.at.isoformat(),
        "actor": revision.actor,
        "reason": revision.reason,
        "source": provenance
        and {
            "import": provenance.source.of_id,
            "name": provenance.source.name,
            "position": provenance.position,
            "wording": provenance.wording,
        },
    }


def find_collection(name: str) -> StoredCollection | None:
    """The collection of an identifier, forgiving how it was typed."""
    identifier = normalise(name)
    return (identifier and StoredCollection.objects.filter(identifier=identifier).first()) or None
