"""Versions: what a reader may see of what a record said before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from regesta.catalog.actors import steward
from regesta.catalog.models import Publication, StoredRecord
from regesta.catalog.verbs import Change, publish, save_records, withdraw
from regesta.catalog.versions import public_version, public_versions, versions_with_source
from regesta.description.record import (
    Access,
    AccessStatus,
    Paragraph,
    Record,
    Statement,
    Text,
    TextKind,
)

ANNA = steward("Anna")
pytestmark = pytest.mark.django_db
TEXT = Text(
    kind=TextKind.TRANSCRIPT, paragraphs=[Paragraph(identifier="p1", text="Send two tons.")]
)


def saying(title: str, access: AccessStatus = AccessStatus.OPEN, until: str = "") -> Record:
    return Record(
        values={"title": [Statement(text=title)]},
        texts=[TEXT],
        access=Access(status=access, until=until),
    )


def kept(*said: Record, publication: Publication = Publication.PUBLIC) -> StoredRecord:
    """A record that said one thing after the other."""
    row: StoredRecord | None = None
    for one in said:
        change = Change(record=one, stored=row, publication=publication)
        [row] = save_records([change], actor=ANNA)
    assert row is not None
    return StoredRecord.objects.get(pk=row.pk)


def titles(row: StoredRecord) -> dict[int, str]:
    found = {number: public_version(row, number) for number in public_versions(row)}
    return {number: one.says.text("title") for number, one in found.items() if one}


def test_every_version_says_what_it_said() -> None:
    """A version shows for good what was cited; the latest is what is asked for by default."""
    row = kept(saying("One ton"), saying("Two tons"))
    assert titles(row) == {1: "One ton", 2: "Two tons"}
    latest = public_version(row)
    assert latest is not None
    assert (latest.number, latest.is_latest) == (2, True)
    assert public_version(row, 1) == public_version(row, 1)
    for number in (0, 3, 10**18):
        assert public_version(row, number) is None


def test_drafts_are_no_versions() -> None:
    """What a draft said is not seen once it is public, and nothing of a draft is seen."""
    row = kept(saying("One ton"), saying("Two tons"), publication=Publication.DRAFT)
    assert titles(row) == {}
    assert public_version(row) is None
    publish(row, actor=ANNA)
    row.refresh_from_db()
    assert titles(row) == {3: "Two tons"}


def test_what_was_closed_is_no_version() -> None:
    """What a record said while it was closed stays closed when it is opened."""
    row = kept(saying("The informer's name", AccessStatus.CLOSED), saying("A name is left out"))
    assert titles(row) == {2: "A name is left out"}
    assert public_version(row, 1) is None


def test_a_day_that_passed_opens_no_version_of_before() -> None:
    """A version replaced while it was still closed is not opened by its day; one that was
    in force on that day is."""
    row = kept(saying("The name", AccessStatus.CLOSED, "2001-01-01"), saying("No name"))
    now = datetime.now(UTC)
    row.revisions.filter(number=1).update(at=now - timedelta(days=20_000))
    row.revisions.filter(number=2).update(at=datetime(2000, 12, 31, tzinfo=UTC))
    assert titles(row) == {2: "No name"}
    row.revisions.filter(number=2).update(at=datetime(2001, 1, 2, tzinfo=UTC))
    assert titles(row) == {1: "The name", 2: "No name"}


def test_closing_closes_all_versions() -> None:
    """When a record is closed or withdrawn, no version of it is seen any more."""
    closed = kept(saying("One ton"), saying("Two tons", AccessStatus.CLOSED))
    assert titles(closed) == {}
    row = kept(saying("One ton"))
    withdraw(row, actor=ANNA, reason="Asked")
    row.refresh_from_db()
    assert titles(row) == {}


def test_description_only_now() -> None:
    """Where only the description may be seen now, earlier versions show no texts either."""
    row = kept(saying("One ton"), saying("Two tons", AccessStatus.METADATA_ONLY))
    earlier = public_version(row, 1)
    assert earlier is not None
    assert earlier.says.access.status is AccessStatus.METADATA_ONLY


def with_source(row: StoredRecord) -> set[int]:
    return versions_with_source(row, public_versions(row))


def test_words_of_sources() -> None:
    """The words of a source stand beside no version that was closed or only a description."""
    said = [
        saying("Closed", AccessStatus.CLOSED),
        saying("Description", AccessStatus.METADATA_ONLY),
        saying("Open"),
    ]
    assert with_source(kept(*said)) == {3}
    assert with_source(kept(*reversed(said))) == set()
    assert with_source(kept(said[2], said[2], said[1])) == set()
