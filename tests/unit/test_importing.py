"""An import: repeatable, reported, matched to what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.catalog.actors import steward
from regesta.catalog.models import (
    Import,
    Mention,
    OutboxRow,
    Publication,
    Revision,
    StoredAuthority,
    StoredCollection,
    StoredFile,
    StoredRecord,
)
from regesta.catalog.verbs import Change, save_records, withdraw
from regesta.description.record import Statement
from regesta.ingest import importing, naming, record_saving
from regesta.ingest.importing import import_sources
from regesta.ingest.options import Options
from regesta.ingest.report import Report
from regesta.ingest.undoing import undo
from regesta.preservation.files import FileStore

pytestmark = pytest.mark.django_db

LISTING = """1 - 3 of 5

May 4, 1920

On the harvest

The committee counts the carts.

June 1920

On the bread

The committee weighs the loaves.

July 9, 1920

On the salt
"""


@pytest.fixture
def bring_in(tmp_path: Path):
    """Imports texts as files of a folder, with the options named."""

    def run(*texts: str, **options: object) -> Report:
        names = []
        for number, text in enumerate(texts):
            path = tmp_path / f"source-{number}.txt"
            path.write_text(text, encoding="utf-8")
            names.append(str(path))
        return import_sources(
            names, Options(**options), actor=steward("Anna"), files=FileStore(tmp_path / "files")
        )

    return run


def counts(report: Report) -> tuple[int, ...]:
    names = ("read", "created", "updated", "unchanged", "rejected")
    return tuple(report.total(name) for name in names)


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_listing_becomes_records(bring_in) -> None:
    """Each record of a listing is created once, and the source's own count is told."""
    report = bring_in(LISTING)
    assert counts(report) == (3, 3, 0, 0, 0)
    assert report.expected == 5
    assert codes(report) == ["records-not-in-paste"]
    assert report.is_clean
    assert StoredRecord.objects.count() == 3


def test_importing_twice_changes_nothing(bring_in) -> None:
    """The same source again finds every record unchanged: no revision, nothing to index."""
    bring_in(LISTING)
    OutboxRow.objects.all().delete()
    assert counts(bring_in(LISTING)) == (3, 0, 0, 3, 0)
    assert Revision.objects.count() == 3
    assert not OutboxRow.objects.exists()


def test_a_changed_summary_is_a_revision(bring_in) -> None:
    """A newer wording of the source becomes a revision of the same record."""
    bring_in(LISTING)
    assert counts(bring_in(LISTING.replace("loaves", "loaves twice"))) == (3, 0, 1, 2, 0)
    row = StoredRecord.objects.get(revision=2)
    assert "loaves twice" in row.says.text("scope_and_content")


def test_overlapping_pages_make_no_duplicates(bring_in) -> None:
    """A record that stands on two pages of one paste is made once."""
    second = "3 - 4 of 5\n\nJuly 9, 1920\n\nOn the salt\n\nJuly 10, 1920\n\nOn the oil\n"
    report = bring_in(LISTING + "\n" + second)
    assert counts(report) == (5, 4, 0, 1, 0)


def test_twins_of_one_page_are_two(bring_in) -> None:
    """The same date and title with two summaries on one page are two records, and stay so."""
    page = (
        "1 - 2 of 2\n\nMay 4, 1920\n\nReport\n\nThe carts are counted.\n\n"
        "May 4, 1920\n\nReport\n\nThe horses are counted.\n"
    )
    assert counts(bring_in(page)) == (2, 2, 0, 0, 0)
    assert counts(bring_in(page)) == (2, 0, 0, 2, 0)
    changed = page.replace("horses are", "oxen are")
    assert counts(bring_in(changed)) == (2, 0, 1, 1, 0)


def test_it_is_said_when_one_of_several_is_meant(bring_in) -> None:
    """Where several records are alike and none has the summary, the reading is refused."""
    page = (
        "1 - 2 of 2\n\nMay 4, 1920\n\nReport\n\nThe carts are counted.\n\n"
        "May 4, 1920\n\nReport\n\nThe horses are counted.\n"
    )
    bring_in(page)
    report = bring_in("1 - 1 of 1\n\nMay 4, 1920\n\nReport\n\nThe mules are counted.\n")
    assert codes(report) == ["which-record"]
    assert counts(report) == (1, 0, 0, 0, 1)
    assert not report.is_clean


def test_a_trial_run_stores_nothing(bring_in) -> None:
    """A dry run counts as the real one would, and leaves nothing, not even the source."""
    trial = bring_in(LISTING, dry_run=True, collection="Minutes")
    assert trial.number is None
    assert not StoredRecord.objects.exists()
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()
    assert not StoredCollection.objects.exists()
    assert counts(trial) == counts(bring_in(LISTING, collection="Minutes"))


def test_a_refused_source_leaves_nothing(bring_in) -> None:
    """A source refused whole is counted and explained, and is not put on record."""
    report = bring_in("Just a sentence, and nothing else.")
    assert report.total("rejected") >= 1
    assert report.number is None
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_refused_page_leaves_no_collection(bring_in) -> None:
    """A page that is refused makes no import, no file and no collection."""
    report = bring_in("1 - 3 of 9\n\nMay 4, 1920\n\nOnly one title\n", collection="Ghost")
    assert counts(report) == (0, 0, 0, 0, 3)
    assert report.number is None
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()
    assert not StoredCollection.objects.exists()


def test_the_count_tells_twins_of_two_pages_apart(bring_in) -> None:
    """Records that the count numbers apart are two, though date and title are the same."""
    paste = (
        "1 - 1 of 2\n\nMay 9, 1920\n\nTelegram\n\nThe barn burns.\n\n"
        "2 - 2 of 2\n\nMay 9, 1920\n\nTelegram\n\nThe mill stands.\n"
    )
    assert counts(bring_in(paste, dry_run=True)) == (2, 2, 0, 0, 0)
    assert counts(bring_in(paste)) == (2, 2, 0, 0, 0)
    assert counts(bring_in(paste)) == (2, 0, 0, 2, 0)


def test_a_title_alone_is_weak_evidence(bring_in) -> None:
    """When only a title identifies a record, replacing its summary is a warning."""
    page = "1 - 1 of 1\n\nTelegram (undated)\n\nThe barn burns.\n"
    bring_in(page)
    report = bring_in(page.replace("barn burns", "mill stands"))
    assert "same-by-title" in codes(report)
    assert counts(report) == (1, 0, 1, 0, 0)


def test_a_trial_run_sees_who_would_join_a_collection(bring_in) -> None:
    """A dry run counts records that would only be put into a collection, as the real one."""
    bring_in(LISTING)
    trial = bring_in(LISTING, dry_run=True, collection="Minutes")
    assert counts(trial) == counts(bring_in(LISTING, collection="Minutes")) == (3, 0, 3, 0, 0)


def test_one_bad_source_does_not_hold_up_the_others(bring_in) -> None:
    """Sources are refused one by one; the good ones come in."""
    report = bring_in("Just a sentence, and nothing else.", LISTING)
    assert report.total("created") == 3
    assert not report.is_clean


def test_drafts_are_drafts(bring_in) -> None:
    """With --draft new records are kept from readers."""
    bring_in(LISTING, publication=Publication.DRAFT)
    assert set(StoredRecord.objects.values_list("publication", flat=True)) == {"draft"}


def test_a_collection_knows_what_is_missing(bring_in) -> None:
    """A collection keeps how many records its source claims, and the received order."""
    bring_in(LISTING, collection="Minutes")
    collection = StoredCollection.objects.get()
    assert collection.says.expected == 5
    titles = [
        one.record.says.text("title") for one in collection.membership_set.order_by("position")
    ]
    assert titles == ["On the harvest", "On the bread", "On the salt"]


def test_the_source_itself_is_kept(bring_in, tmp_path: Path) -> None:
    """The bytes of every source that gave something lie in the file store."""
    bring_in(LISTING)
    kept = StoredFile.objects.get()
    assert FileStore(tmp_path / "files").path(kept.sha512).read_text() == LISTING


def test_every_statement_says_where_it_is_from(bring_in) -> None:
    """A statement from a source names the import and the lines."""
    report = bring_in(LISTING)
    record = StoredRecord.objects.order_by("pk").first().says
    origin = record.values["title"][0].origin or record.origin
    assert (origin.by, origin.name, origin.at) == ("import", str(report.number), "lines 3-7")


SUPPLEMENT = """
[collection]
title = "Minutes"
scope_and_content = "Minutes of a committee."

[[record]]
date = "May 4, 1920"
title = "On the harvest"
corrected_title = "On the harvests"
note = "Written in pencil."
references = [{ text = "b. 3, f. 7", repository = "Town archive", levels = [["b.", "3"]] }]
agents = [{ name = "The committee", role = "issuing body", kind = "organisation" }]
"""


def test_a_supplement_completes_a_listing(bring_in) -> None:
    """A supplement adds to a record and its collection; both files again change nothing."""
    assert counts(bring_in(LISTING, SUPPLEMENT)) == (4, 3, 1, 0, 0)
    row = StoredRecord.objects.get(revision=2)
    assert row.says.text("title") == "On the harvests"
    assert row.says.text("note") == "Written in pencil."
    assert StoredCollection.objects.get().says.text("scope_and_content")
    assert counts(bring_in(LISTING, SUPPLEMENT)) == (4, 0, 0, 4, 0)
    assert row.says.text("scope_and_content") == "The committee counts the carts."


def test_a_collection_named_later_holds_all(bring_in) -> None:
    """The title in a supplement names the collection of the records read before, too."""
    bring_in(LISTING, SUPPLEMENT)
    assert StoredCollection.objects.get().membership_set.count() == 3


def test_a_supplement_never_renames_what_it_names(bring_in) -> None:
    """However a supplement spells date and title, those of the listing stay."""
    other = SUPPLEMENT.replace("May 4, 1920", "4 May 1920")
    other = other.replace('"On the harvest"', '"ON THE HARVEST"')
    bring_in(LISTING, other)
    assert counts(bring_in(LISTING, other)) == (4, 0, 0, 4, 0)
    row = StoredRecord.objects.order_by("pk").first()
    assert row.says.primary_date.text == "May 4, 1920"
    assert row.says.values["title"][0].text in ("On the harvest", "On the harvests")


def test_a_supplement_alone_makes_nothing(bring_in) -> None:
    """An entry for a record that is not there is refused, with what to do."""
    report = bring_in(SUPPLEMENT)
    assert codes(report) == ["nothing-to-complete"]
    assert not StoredRecord.objects.exists()


def test_an_interrupted_import_goes_on_as_itself(bring_in, monkeypatch) -> None:
    """Started again, an interrupted import has the same number and the whole count."""
    monkeypatch.setattr(importing, "BATCH", 2)
    real = record_saving.save_records
    calls = []

    def dies_at_the_second(changes, *, actor):
        calls.append(len(changes))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(changes, actor=actor)

    monkeypatch.setattr(record_saving, "save_records", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        bring_in(LISTING)
    interrupted = Import.objects.get()
    assert interrupted.state == Import.State.RUNNING
    monkeypatch.setattr(record_saving, "save_records", real)
    report = bring_in(LISTING)
    assert report.number == interrupted.pk
    assert counts(report) == (3, 3, 0, 0, 0)
    assert Import.objects.get().state == Import.State.FINISHED


def test_the_report_is_kept(bring_in) -> None:
    """The report of an import stays on record with it."""
    report = bring_in(LISTING)
    assert Import.objects.get().report == report.as_data()


def test_a_date_settled_by_its_column_is_the_same_record(bring_in) -> None:
    """The same record in a paste that leaves its date open is not made twice."""
    open_ = "1 - 1 of 1\n\n05/06/1937\n\nOn the harvest\n"
    settled = "1 - 2 of 2\n\n05/06/1937\n\nOn the harvest\n\n25/06/1937\n\nOn the bread\n"
    assert bring_in(open_).total("created") == 1
    report = bring_in(settled)
    assert (report.total("created"), report.total("updated")) == (1, 1)
    assert bring_in(settled).total("unchanged") == 2


LINE = (
    '{"key": "k1", "record": {"values": {"title": [{"text": "On the salt"}]}, '
    '"identifiers": [{"scheme": "oai", "value": "k1"}]}}'
)


def lines(*some: str) -> str:
    return "\n".join(('{"regesta": 1}', *some)) + "\n"


def deleted(line: str) -> str:
    return line.replace('"key"', '"deleted": true, "key"')


def test_what_a_source_says_to_be_no_more_is_withdrawn(bring_in) -> None:
    """Its address stays as a tombstone, and it is back when the source gives it again."""
    bring_in(lines(LINE))
    report = bring_in(lines(deleted(LINE)))
    row = StoredRecord.objects.get()
    assert (report.total("withdrawn"), row.publication) == (1, Publication.WITHDRAWN)
    assert row.says.text("title") == "On the salt"
    assert bring_in(lines(deleted(LINE))).total("unchanged") == 1
    assert bring_in(lines(LINE)).total("updated") == 1
    row.refresh_from_db()
    assert row.publication == Publication.PUBLIC


def test_what_was_never_here_is_not_missed(bring_in) -> None:
    """A deletion of a record that is not in the archive changes nothing."""
    assert counts(bring_in(lines(deleted(LINE)))) == (1, 0, 0, 1, 0)
    assert not StoredRecord.objects.exists()


def test_what_somebody_edited_is_not_withdrawn_by_its_source(bring_in) -> None:
    """It is told instead, and withdrawn where the source is preferred."""
    bring_in(lines(LINE))
    row = StoredRecord.objects.get()
    says = row.says
    says.values["title"] = [Statement(text="On the salt of the steppe")]
    save_records([Change(record=says, stored=row)], actor=steward("Anna"))
    report = bring_in(lines(deleted(LINE)))
    row.refresh_from_db()
    assert (codes(report), row.publication) == (["deleted-at-source"], Publication.PUBLIC)
    bring_in(lines(deleted(LINE)), prefer="source")
    row.refresh_from_db()
    assert row.publication == Publication.WITHDRAWN


def test_what_a_person_withdrew_a_source_does_not_bring_back(bring_in) -> None:
    """Only what the source itself had taken away returns with it."""
    bring_in(lines(LINE))
    withdraw(StoredRecord.objects.get(), actor=steward("Anna"), reason="a mistake")
    assert bring_in(lines(LINE)).total("unchanged") == 1
    assert StoredRecord.objects.get().publication == Publication.WITHDRAWN


def test_undoing_a_withdrawal_brings_the_record_back(bring_in) -> None:
    """It is as it was before its source said that it was no more."""
    bring_in(lines(LINE))
    report = bring_in(lines(deleted(LINE)))
    undo(Import.objects.get(pk=report.number), actor=steward("Anna"))
    assert StoredRecord.objects.get().publication == Publication.PUBLIC


def test_a_record_moves_below_one_that_comes_with_it(bring_in) -> None:
    """Also where the one above is new in the same source."""
    below = LINE.replace('"key": "k1"', '"key": "k1", "parent": "k0"')
    above = LINE.replace("k1", "k0").replace("On the salt", "The ledgers")
    bring_in(lines(LINE))
    assert bring_in(lines(above, below)).total("updated") == 1
    row = StoredRecord.objects.get(match_key=StoredRecord.objects.first().match_key)
    assert row.parent is not None
    assert row.parent.says.text("title") == "The ledgers"


def test_a_report_names_a_thousand_of_a_kind_and_counts_the_rest(bring_in) -> None:
    """The largest import has a report that can be opened, and loses no count."""
    rows = "".join(f"row {number},sometime or other\n" for number in range(1_010))
    report = bring_in(f"title,date\n{rows}")
    assert len([one for one in report.problems if one.code == "date-not-understood"]) == 1_000
    assert report.untold == {"date-not-understood": 10}
    assert report.as_data()["more_problems"] == {"date-not-understood": 10}


def test_a_trial_counts_as_the_import_does(bring_in) -> None:
    """What the first source would make, the second one of a trial finds there."""
    trial = bring_in(LISTING, LISTING, dry_run=True)
    assert not StoredRecord.objects.exists()
    assert counts(trial) == counts(bring_in(LISTING, LISTING)) == (6, 3, 0, 3, 0)


MARKED = (
    '{"key": "p1", "authority": {"kind": "person", "preferred": {"text": "Ada Quill"}}}',
    '{"key": "r1", "marks": [{"field": "title", "part": "0", "start": 3, "end": 8, '
    '"authority": "p1"}], "record": {"values": {"title": [{"text": "On Quill and Ada Quill"}]}}}',
)


def test_what_a_source_marks_stays_confirmed(bring_in) -> None:
    """Reading all records anew neither takes it back nor proposes somebody else there."""
    bring_in(lines(*MARKED))
    (marked,) = Mention.objects.filter(state=Mention.State.CONFIRMED)
    assert (marked.words, marked.author) == ("Quill", "source")
    other = '{"key": "p2", "authority": {"kind": "person", "preferred": {"text": "Quill"}}}'
    bring_in(lines(other))
    naming.read_all()
    assert list(Mention.objects.filter(words="Quill")) == [marked]
    assert Mention.objects.filter(words="Ada Quill").count() == 1


def test_a_source_names_the_collection_of_its_own_records(bring_in) -> None:
    """What one source of an import says of its collection is not said of another's records."""
    titled = '{"collection": {"values": {"title": [{"text": "The salt papers"}]}}}'
    bring_in(LISTING, lines(titled, LINE))
    (collection,) = StoredCollection.objects.all()
    members = StoredRecord.objects.filter(memberships__collection=collection)
    assert [row.says.text("title") for row in members] == ["On the salt"]


def test_two_sources_that_differ_change_nothing_when_they_come_again(bring_in) -> None:
    """Neither takes back what the other has said since, as each has said its own before."""
    one = '{"key": "p", "authority": {"kind": "person", "preferred": {"text": "Ada Quill"}, '
    early = one + '"values": {"history": [{"text": "A clerk."}]}}}'
    late = one + '"values": {"history": [{"text": "A governor."}]}}}'
    assert counts(bring_in(lines(early), lines(late))) == (2, 1, 1, 0, 0)
    assert counts(bring_in(lines(early), lines(late))) == (2, 0, 0, 2, 0)
    (row,) = StoredAuthority.objects.all()
    assert row.says.values["history"][0].text == "A governor."
