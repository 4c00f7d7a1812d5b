"""The catalog: verbs that check, write, keep the revision and queue the indexing."""

from __future__ import annotations

import pytest

from regesta.catalog.actors import Actor, NotAllowed, steward
from regesta.catalog.collections import open_collection
from regesta.catalog.lookup import find_record, full_data
from regesta.catalog.matching import match_key
from regesta.catalog.models import (
    AuditLine,
    Import,
    ImportSource,
    OutboxRow,
    Provenance,
    Publication,
    Revision,
    StoredRecord,
)
from regesta.catalog.verbs import (
    Change,
    FromSource,
    NotPossible,
    publish,
    purge,
    save_records,
    withdraw,
)
from regesta.catalog.visibility import public_history, tombstone, visible_from
from regesta.description import dates
from regesta.description.days import ALWAYS, NEVER
from regesta.description.record import (
    Access,
    AccessStatus,
    Identifier,
    Record,
    RecordDate,
    State,
    Statement,
)

ANNA = steward("Anna")
pytestmark = pytest.mark.django_db


def made(title: str = "On the harvest", date: str = "4 May 1920", **parts: object) -> Record:
    record = Record(
        values={"title": [Statement(text=title)]},
        dates=[RecordDate(date=dates.read(date), primary=True)],
    )
    for name, value in parts.items():
        setattr(record, name, value)
    return record


def saved(record: Record) -> StoredRecord:
    return save_records([Change(record=record)], actor=ANNA)[0]


def test_saving_keeps_row_revision_and_outbox() -> None:
    """Saving a record writes its row, its first revision and its place in the outbox."""
    row = saved(made())
    revision = row.revisions.get()
    assert (revision.number, revision.verb, revision.actor) == (1, "edit", "Anna")
    assert revision.description == row.description
    assert [one.record_identifier for one in OutboxRow.objects.all()] == [row.identifier]


def test_what_is_saved_is_what_was_said() -> None:
    """A record comes back from the database equal to what was saved, origins included."""
    record = made()
    record.values["title"].append(Statement(text="On harvests", state=State.CORRECTED))
    assert find_record(saved(record).identifier).says == record


def test_a_change_is_a_revision_of_the_same_record() -> None:
    """Changing a record keeps its identifier and both of its wordings."""
    row = saved(made())
    save_records([Change(record=made("On the bread"), stored=row)], actor=ANNA)
    again = StoredRecord.objects.get()
    assert again.identifier == row.identifier
    assert again.says.text("title") == "On the bread"
    assert [one.number for one in again.revisions.order_by("number")] == [1, 2]
    assert "harvest" in str(again.revisions.get(number=1).description)


def test_provenance_names_source_place_and_wording() -> None:
    """A revision from a source keeps the import, the position and the words there."""
    source = ImportSource.objects.create(
        of=Import.objects.create(fingerprint="x", actor="Anna"), name="list.txt", format="listing"
    )
    change = Change(record=made(), source=FromSource(source, "lines 3-4", "4 May 1920\nOn"))
    save_records([change], actor=ANNA)
    kept = Provenance.objects.get()
    assert (kept.source.name, kept.position) == ("list.txt", "lines 3-4")
    assert kept.wording == "4 May 1920\nOn"
    assert kept.revision.verb == Revision.Verb.IMPORT


def test_a_batch_is_saved_whole_or_not_at_all() -> None:
    """When one change of a batch fails, nothing of the batch is stored."""
    other = Identifier("number", "x" * 600)
    broken = made("Second", identifiers=[other, None])
    with pytest.raises(AttributeError):
        save_records([Change(record=made()), Change(record=broken)], actor=ANNA)
    assert not StoredRecord.objects.exists()
    assert not OutboxRow.objects.exists()


def test_every_verb_asks_for_permission() -> None:
    """Somebody without rights can change nothing, and the refusal names the verb."""
    row, nobody = saved(made()), Actor("Nobody")
    for verb, attempt in {
        "save": lambda: save_records([Change(record=made())], actor=nobody),
        "publish": lambda: publish(row, actor=nobody),
        "withdraw": lambda: withdraw(row, actor=nobody, reason=""),
        "purge": lambda: purge(row, actor=nobody, reason=""),
    }.items():
        with pytest.raises(NotAllowed, match=verb):
            attempt()
    assert StoredRecord.objects.get().revision == 1


def test_withdrawing_leaves_the_record_and_its_reason() -> None:
    """A withdrawn record is kept with the reason, and cannot simply be published again."""
    row = saved(made())
    withdraw(row, actor=ANNA, reason="A living person asked for it.")
    kept = StoredRecord.objects.get()
    assert kept.publication == Publication.WITHDRAWN
    withdrawal = kept.revisions.get(number=2)
    assert (withdrawal.verb, withdrawal.reason) == ("withdraw", "A living person asked for it.")
    with pytest.raises(NotPossible):
        publish(kept, actor=ANNA)


def test_publishing_shows_a_draft() -> None:
    """A draft becomes public by a verb, as a revision of its own."""
    row = save_records([Change(record=made(), publication=Publication.DRAFT)], actor=ANNA)[0]
    publish(row, actor=ANNA)
    assert StoredRecord.objects.get().publication == Publication.PUBLIC
    assert OutboxRow.objects.count() == 2


def test_purging_leaves_only_an_audit_line() -> None:
    """Purging removes the record through all revisions; the line kept holds no content."""
    row = saved(made("A secret"))
    identifier = row.identifier
    purge(row, actor=ANNA, reason="ordered by court")
    assert not StoredRecord.objects.exists()
    assert not Revision.objects.exists()
    line = AuditLine.objects.get()
    assert (line.record_identifier, line.verb, line.actor) == (identifier, "purge", "Anna")
    assert OutboxRow.objects.last().record_identifier == identifier


def test_an_identifier_is_never_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """An identifier in use, or of something purged, is not given again."""
    used, purged = saved(made()), saved(made("Other"))
    names = (used.identifier, purged.identifier)
    purge(purged, actor=ANNA, reason="")
    drawn = iter([*names, *names, "0000-0000"])
    monkeypatch.setattr("regesta.catalog.verbs.new_identifier", lambda: next(drawn))
    assert saved(made("Third")).identifier == "0000-0000"


def test_records_are_found_by_any_of_their_names() -> None:
    """A record answers to its identifier however typed, and to names others gave it."""
    row = saved(made(identifiers=[Identifier("address", "old/17")]))
    for name in (row.identifier, row.identifier.upper().replace("-", ""), "old/17"):
        assert find_record(name) == row
    assert find_record("zzzz-zzzz") is None


def test_membership_keeps_the_received_place() -> None:
    """A record in a collection keeps its place there when it is saved again."""
    collection = open_collection("Letters", actor=ANNA)
    row = save_records([Change(record=made(), collections=[(collection, 7)])], actor=ANNA)[0]
    save_records([Change(record=made(), stored=row, collections=[(collection, 9)])], actor=ANNA)
    assert row.memberships.get().position == 7


def test_a_collection_of_one_title_is_one() -> None:
    """Opening a collection by the same title, however spaced, gives the same one."""
    assert open_collection("Letters  home", actor=ANNA) == open_collection(
        "Letters home", actor=ANNA
    )


def test_full_data_is_the_whole_record() -> None:
    """What `show` prints holds the description, the collections and the history."""
    data = full_data(saved(made()), "http://archive.example/")
    assert data["url"] == f"http://archive.example/records/{data['id']}"
    assert data["date"]["edtf"] == "1920-05-04"
    assert [one["number"] for one in data["history"]] == [1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (made("On  the Harvest"), made("on the harvest"), True),
        (made("The “New” Plan – a draft"), made('The "New" Plan - a draft'), True),
        (made(date="4 May 1920"), made(date="May 4, 1920"), True),
        (made(date="4 May 1920"), made(date="5 May 1920"), False),
        (made("On the harvest"), made("On the harvests"), False),
    ],
)
def test_the_rule_of_recognition(one: Record, other: Record, same: bool) -> None:
    """The same date by meaning and the same title by letters are the same record."""
    assert (match_key(one) == match_key(other)) is same


def closed(until: str = "") -> Record:
    return made(access=Access(status=AccessStatus.CLOSED, until=until))


@pytest.mark.parametrize(
    ("publication", "record", "day"),
    [
        (Publication.PUBLIC, made(), ALWAYS),
        (Publication.DRAFT, made(), NEVER),
        (Publication.WITHDRAWN, made(), NEVER),
        (Publication.PUBLIC, closed("1970-01-02"), 1),
        (Publication.PUBLIC, closed(), NEVER),
        (Publication.PUBLIC, closed("soon"), NEVER),
        (Publication.PUBLIC, made(access=Access(status=AccessStatus.METADATA_ONLY)), ALWAYS),
    ],
)
def test_the_rule_of_visibility(publication: str, record: Record, day: int) -> None:
    """Public and open is seen always, closed from its day on, everything else never."""
    assert visible_from(publication, record) == day


def test_only_what_was_public_leaves_a_tombstone() -> None:
    """A draft that is withdrawn was never there for a reader."""
    draft = save_records([Change(record=made(), publication=Publication.DRAFT)], actor=ANNA)[0]
    assert tombstone(withdraw(draft, actor=ANNA, reason="names somebody")) is None
    public = withdraw(saved(made("Other")), actor=ANNA, reason="asked for")
    assert tombstone(public).reason == "asked for"


def test_readers_know_nothing_of_draft_times() -> None:
    """The history a reader sees begins when the record became public."""
    draft = save_records([Change(record=made(), publication=Publication.DRAFT)], actor=ANNA)[0]
    row = publish(draft, actor=ANNA)
    assert [revision.verb for revision in public_history(row)] == ["publish"]


def test_verbs_work_on_the_record_as_it_stands() -> None:
    """A row that was read long ago does not undo or break what came since."""
    stale = saved(made())
    save_records([Change(record=made("Newer"), stored=StoredRecord.objects.get())], actor=ANNA)
    row = withdraw(stale, actor=ANNA, reason="")
    assert row.revision == 3
    assert row.says.text("title") == "Newer"
