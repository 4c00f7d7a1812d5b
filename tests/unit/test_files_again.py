"""A folder of files that is imported again: what was renamed, moved, changed or copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from regesta.catalog.actors import steward
from regesta.catalog.models import Revision, StoredRecord
from regesta.formats.folder import Arrangement
from regesta.ingest.importing import import_sources
from regesta.ingest.options import Options
from regesta.ingest.report import Report
from regesta.preservation.files import FileStore

pytestmark = pytest.mark.django_db
Take = Callable[..., tuple[int, ...]]


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"00{number}.txt").write_text(f"Leaf {number} of the account book.")
    return folder


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Imports a folder of files; answers how many were created, updated, unchanged."""

    def run(folder: Path, *, dry_run: bool = False, **arrangement: object) -> tuple[int, ...]:
        options = Options(
            format_name="files", arrangement=Arrangement(**arrangement), dry_run=dry_run
        )
        report: Report = import_sources(
            [str(folder)], options, actor=steward("Anna"), files=FileStore(tmp_path / "files")
        )
        return tuple(report.total(name) for name in ("created", "updated", "unchanged"))

    return run


def by_text() -> dict[str, StoredRecord]:
    """The records by the first words of their text."""
    return {
        row.says.texts[0].paragraphs[0].text: row
        for row in StoredRecord.objects.all()
        if row.says.texts
    }


def test_again_changes_nothing(take: Take, scans: Path) -> None:
    """The same folder again finds every record as it was, and so does a trial."""
    assert take(scans, dry_run=True) == (3, 0, 0)
    assert take(scans) == (3, 0, 0)
    assert take(scans, dry_run=True) == (0, 0, 3)
    assert take(scans) == (0, 0, 3)
    assert Revision.objects.count() == 3


def test_a_renamed_file_is_the_same_record(take: Take, scans: Path) -> None:
    """It has its new name as title, and its one file under the new name."""
    take(scans)
    before = by_text()["Leaf 2 of the account book."]
    (scans / "002.txt").rename(scans / "1937-05 Leaf.txt")
    assert take(scans) == (0, 1, 2)
    after = StoredRecord.objects.get(pk=before.pk).says
    assert (after.text("title"), after.primary_date.edtf) == ("Leaf", "1937-05")
    assert [one.name for one in after.objects] == ["1937-05 Leaf.txt"]
    assert take(scans) == (0, 0, 3)


def test_scans_that_are_numbered_anew_keep_their_records(take: Take, scans: Path) -> None:
    """A leaf put in between moves the others on; each record stays with its content."""
    take(scans)
    before = {text: row.pk for text, row in by_text().items()}
    (scans / "003.txt").rename(scans / "004.txt")
    (scans / "002.txt").rename(scans / "003.txt")
    (scans / "002.txt").write_text("Leaf 1a of the account book.")
    assert take(scans) == (1, 2, 1)
    after = {text: row.pk for text, row in by_text().items()}
    assert {text: after[text] for text in before} == before
    assert take(scans) == (0, 0, 4)


def test_a_changed_file_is_an_update(take: Take, scans: Path) -> None:
    """At the same place another content is a later state of the record."""
    take(scans)
    before = by_text()["Leaf 2 of the account book."].pk
    (scans / "002.txt").write_text("Leaf 2, read again.")
    assert take(scans) == (0, 1, 2)
    row = by_text()["Leaf 2, read again."]
    assert (row.pk, len(row.says.objects)) == (before, 1)


def test_folders_of_one_name_do_not_meet(take: Take, scans: Path, tmp_path: Path) -> None:
    """Other files under the same names in another folder are other records."""
    take(scans)
    other = tmp_path / "usb" / "scans"
    other.mkdir(parents=True)
    for number in (1, 2, 3):
        (other / f"00{number}.txt").write_text(f"Bill {number}.")
    assert take(other) == (3, 0, 0)
    assert StoredRecord.objects.count() == 6


def test_a_folder_that_was_moved_is_known(take: Take, scans: Path, tmp_path: Path) -> None:
    """Files of the same names and contents are the same records wherever they lie."""
    take(scans)
    moved = tmp_path / "disk" / "archive"
    moved.parent.mkdir()
    scans.rename(moved)
    assert take(moved) == (0, 3, 0)  # each is now known at its new place as well
    assert take(moved) == (0, 0, 3)
    assert StoredRecord.objects.count() == 3


def test_a_copy_is_a_record_of_its_own(take: Take, scans: Path) -> None:
    """Two files of one content in a folder are two; neither takes the other's place."""
    take(scans)
    (scans / "copy.txt").write_bytes((scans / "001.txt").read_bytes())
    assert take(scans) == (1, 0, 3)
    assert take(scans) == (0, 0, 4)


def test_a_file_beside_another_joins_its_record(take: Take, scans: Path) -> None:
    """A transcript that is added under the name of a scan becomes part of the record."""
    take(scans)
    (scans / "002.md").write_text("A better reading.")
    assert take(scans) == (0, 1, 2)
    files = [len(row.says.objects) for row in StoredRecord.objects.order_by("pk")]
    assert files == [1, 2, 1]


def test_what_is_moved_into_a_folder_stands_below_it(take: Take, scans: Path) -> None:
    """The record of a file that was put into a folder is the same, below the folder's."""
    take(scans)
    (scans / "box 1").mkdir()
    (scans / "001.txt").rename(scans / "box 1" / "001.txt")
    assert take(scans) == (1, 1, 2)
    row = by_text()["Leaf 1 of the account book."]
    assert row.parent is not None
    assert row.parent.says.text("title") == "box 1"
    assert take(scans) == (0, 0, 4)


def test_a_folder_that_is_a_record_grows(take: Take, scans: Path) -> None:
    """A scan that is added, or renamed, is part of the one record."""
    assert take(scans, record_per="folder") == (1, 0, 0)
    (scans / "004.txt").write_text("Leaf 4.")
    (scans / "001.txt").rename(scans / "000.txt")
    assert take(scans, record_per="folder") == (0, 1, 0)
    says = StoredRecord.objects.get().says
    assert sorted(one.name for one in says.objects) == ["000.txt", "002.txt", "003.txt", "004.txt"]
    assert [one.page for one in says.texts[0].paragraphs] == ["000", "002", "003", "004"]
