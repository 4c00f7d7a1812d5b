"""Sitemaps of large archives."""

from __future__ import annotations

import pytest

from regesta.catalog.actors import steward
from regesta.catalog.models import Publication
from regesta.catalog.verbs import Change, save_records
from regesta.description.record import Access, AccessStatus, Record, Statement
from regesta.reading_room.pages import sitemap


@pytest.mark.django_db
def test_sitemaps_hold_so_many_documents_and_no_hidden_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each public document stands in exactly one sitemap, none holds too many, and drafts and
    what is closed stand in none."""
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 3)
    closed = Access(status=AccessStatus.CLOSED, until="2999-01-01")
    opened = Access(status=AccessStatus.CLOSED, until="1999-01-01")
    changes = [
        Change(
            record=Record(
                values={"title": [Statement(text=f"Letter {number}")]},
                access={2: closed, 5: opened}.get(number, Access()),
            ),
            publication=Publication.DRAFT if number == 4 else Publication.PUBLIC,
        )
        for number in range(8)
    ]
    rows = save_records(changes, actor=steward("a test"))
    parts = [list(sitemap.PARTS["records"](start)) for start in (0, 3, 6, 9)]
    assert [len(part) for part in parts] == [2, 3, 1, 0]
    listed = [address for part in parts for address, _ in part]
    public = [row.identifier for number, row in enumerate(rows) if number not in (2, 4)]
    assert listed == [f"/records/{one}" for one in public]
