"""Undoing an import: the archive afterwards shows what it showed before."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.catalog.actors import steward
from regesta.catalog.models import Import, StoredAuthority, StoredCollection, StoredRecord
from regesta.catalog.undoing import later_changes
from regesta.catalog.verbs import Change, NotPossible, save_records
from regesta.catalog.visibility import tombstone, visible_from
from regesta.description.days import NEVER
from regesta.description.record import Statement
from regesta.ingest.importing import import_sources
from regesta.ingest.options import Options
from regesta.ingest.report import Report
from regesta.ingest.undoing import undo
from regesta.preservation.files import FileStore
from regesta.search.describing import entries_of

pytestmark = pytest.mark.django_db
ANNA = steward("Anna")

FIRST = """1 - 2 of 5

May 4, 1920

On the harvest

The committee counts the carts.

June 1920

On the bread

Ilya Petrov weighs the loaves.
"""
SECOND = """1 - 2 of 2

June 1920

On the bread

Ilya Petrov weighs the loaves again, and Anna Petrova counts.

July 9, 1920

On the salt

Nobody has any.
"""
PEOPLE = "kind,name,dates\nperson,Ilya Petrov,1880/1950\nperson,Anna Petrova,1890/1960\n"


@pytest.fixture
def bring_in(tmp_path: Path):
    def run(text: str, **options: object) -> Report:
        path = tmp_path / "source"
        path.write_text(text, encoding="utf-8")
        files = FileStore(tmp_path / "files")
        return import_sources([str(path)], Options(**options), actor=ANNA, files=files)

    return run


def shown() -> tuple[object, ...]:
    """Everything a reader may see: records with their facets, names, collections."""
    levels = {
        row.identifier: row.level
        for row in StoredRecord.objects.all()
        if visible_from(row.publication, row.says) != NEVER
    }
    records = {
        one.identifier: (one.tiers, one.facets, one.card, levels[one.identifier])
        for one in entries_of(levels)
    }
    names = {row.identifier: row.description for row in StoredAuthority.objects.filter(undone=None)}
    collections = {
        row.identifier: (row.title, row.description)
        for row in StoredCollection.objects.all()
        if row.membership_set.exists()
    }
    return records, names, collections


def run(report: Report) -> Import:
    return Import.objects.get(pk=report.number)


def test_the_archive_shows_what_it_showed_before(bring_in) -> None:
    """Of records, names, facets and collections, whatever the import did to them."""
    bring_in(FIRST, collection="Letters")
    before = shown()
    people = bring_in(PEOPLE)
    with_people = shown()
    second = bring_in(SECOND, collection="Letters")
    assert shown() != with_people != before
    undo(run(second), actor=ANNA)
    assert shown() == with_people
    undo(run(people), actor=ANNA)
    assert shown() == before


def test_what_goes_says_why(bring_in) -> None:
    """The address of a record that went answers with a reason."""
    report = bring_in(FIRST)
    undo(run(report), actor=ANNA)
    row = StoredRecord.objects.first()
    assert "undone" in tombstone(row).reason
    assert run(report).state == Import.State.UNDONE
    assert run(report).report["created"] == 2


def test_importing_again_brings_the_same_identifiers_back(bring_in) -> None:
    """Of records and of authorities; and then nothing changes any more."""
    for text in (FIRST, PEOPLE):
        before = (shown()[0].keys(), shown()[1].keys())
        first = bring_in(text)
        there = (shown()[0].keys(), shown()[1].keys())
        undo(run(first), actor=ANNA)
        assert (shown()[0].keys(), shown()[1].keys()) == before
        again = bring_in(text)
        assert (again.total("created"), again.total("updated")) == (2, 0)
        assert (shown()[0].keys(), shown()[1].keys()) == there
        assert bring_in(text).total("unchanged") == 2
        undo(run(again), actor=ANNA)
        assert (shown()[0].keys(), shown()[1].keys()) == before


def test_later_edits_hold_it_back(bring_in) -> None:
    """What somebody did since is named, and lost only when it is forced."""
    report = bring_in(FIRST)
    row = StoredRecord.objects.first()
    says = row.says
    says.values["note"] = [Statement(text="by hand")]
    save_records([Change(record=says, stored=row)], actor=ANNA)
    with pytest.raises(NotPossible, match=row.identifier):
        undo(run(report), actor=ANNA)
    assert len(list(later_changes(run(report)))) == 1
    undo(run(report), actor=ANNA, force=True)
    assert shown()[0] == {}
    with pytest.raises(NotPossible):
        undo(run(report), actor=ANNA)


def test_a_later_import_holds_it_back(bring_in) -> None:
    """The last import goes first."""
    first, second = bring_in(FIRST), bring_in(SECOND)
    with pytest.raises(NotPossible):
        undo(run(first), actor=ANNA)
    undo(run(second), actor=ANNA)
    undo(run(first), actor=ANNA)
    assert shown()[0] == {}


def test_an_edit_is_not_overwritten(bring_in) -> None:
    """What somebody has edited stays, and both values are told; or the source is preferred."""
    bring_in(FIRST)
    row = StoredRecord.objects.get(description__values__title__0__text="On the bread")
    says = row.says
    says.values["scope_and_content"] = [Statement(text="By hand.")]
    save_records([Change(record=says, stored=row)], actor=ANNA)
    changed = FIRST.replace("weighs the loaves", "weighs the flour")
    report = bring_in(changed, prefer="archive")
    assert [(one.code, one.field) for one in report.problems if one.code == "edited-since"] == [
        ("edited-since", "scope_and_content")
    ]
    problem = next(one for one in report.problems if one.code == "edited-since")
    assert "By hand." in problem.message
    assert "flour" in problem.message
    row.refresh_from_db()
    assert row.says.text("scope_and_content") == "By hand."
    bring_in(changed, prefer="source")
    row.refresh_from_db()
    assert row.says.text("scope_and_content") == "Ilya Petrov weighs the flour."


def test_a_report_tells_changes_field_by_field(bring_in) -> None:
    """A trial says what would change before anything does; the run itself says the same."""
    bring_in(FIRST)
    changed = FIRST.replace("counts the carts", "counts the horses")
    trial = bring_in(changed, dry_run=True)
    (change,) = [one.as_data() for one in trial.changes]
    assert change["what"] == "updated"
    assert change["fields"] == [
        {
            "field": "scope_and_content",
            "before": "The committee counts the carts.",
            "after": "The committee counts the horses.",
        }
    ]
    done = bring_in(changed)
    assert done.changes == trial.changes
    assert run(done).report["changes"] == [change]


def test_undoing_an_update_again_takes_nothing_away(bring_in) -> None:
    """What went back to an earlier wording never went: a second undoing brings that back."""
    bring_in(FIRST)
    bring_in(PEOPLE)
    before = shown()
    changed = FIRST.replace("counts the carts", "counts the horses")
    for text in (changed, PEOPLE.replace("1950", "1951")):
        for _ in range(2):
            undo(run(bring_in(text)), actor=ANNA)
            assert shown() == before


TREE = """identifier,parent,title,date
S-1,,Series one,1930
S-2,,Series two,1931
I-1,S-1,Item,1937-05-04
"""


def test_a_move_in_the_tree_is_a_change_and_goes_back(bring_in) -> None:
    """A record that a newer source puts elsewhere moves there, and undoing moves it back."""

    def parents() -> dict[str, str]:
        rows = StoredRecord.objects.filter(parent__isnull=False)
        return {row.says.text("title"): row.parent.says.text("title") for row in rows}

    bring_in(TREE)
    assert parents() == {"Item": "Series one"}
    trial = bring_in(TREE.replace("I-1,S-1", "I-1,S-2"), dry_run=True)
    assert [one.what for one in trial.changes] == ["updated"]
    report = bring_in(TREE.replace("I-1,S-1", "I-1,S-2"))
    assert (report.total("updated"), report.total("unchanged")) == (1, 2)
    assert [name for name, _, _ in report.changes[0].fields] == ["parent"]
    assert parents() == {"Item": "Series two"}
    undo(run(report), actor=ANNA)
    assert parents() == {"Item": "Series one"}
