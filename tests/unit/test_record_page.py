"""What stands around a document on its page: neighbours, remarks, references, who changed it."""

from __future__ import annotations

import pytest

from regesta.catalog.actors import steward
from regesta.catalog.models import (
    Import,
    ImportSource,
    Membership,
    Publication,
    Revision,
    StoredCollection,
    StoredFile,
    StoredRecord,
)
from regesta.catalog.verbs import Change, FromSource, save_records
from regesta.catalog.versions import said_in
from regesta.description.record import (
    Access,
    AccessStatus,
    Origin,
    Paragraph,
    Record,
    Reference,
    ReferenceLevel,
    Statement,
    Text,
    TextKind,
)
from regesta.reading_room.around import around
from regesta.reading_room.inheriting import inherited
from regesta.reading_room.lying import access_words, reference_steps, reference_words
from regesta.reading_room.remarks import remarks_on

ANNA = steward("Anna")


def record(title: str, **said: object) -> Record:
    return Record(values={"title": [Statement(text=title)]}, **said)  # type: ignore[arg-type]


def neighbours(row: StoredRecord) -> list[tuple[str, str, str]]:
    return [
        (one.title, one.previous.title if one.previous else "", one.next.title if one.next else "")
        for one in around(row)
    ]


@pytest.mark.django_db
def test_neighbours_in_a_file() -> None:
    """A part of a file has beside it what the public may see there, in received order."""
    closed = Access(status=AccessStatus.CLOSED)
    [file] = save_records([Change(record=record("File"))], actor=ANNA)
    changes = [
        Change(record=record("three"), parent=file, position=3),
        Change(record=record("one"), parent=file, position=1),
        Change(record=record("two", access=closed), parent=file, position=2),
        Change(record=record("draft"), parent=file, position=4, publication=Publication.DRAFT),
        Change(record=record("five"), parent=file, position=5),
    ]
    three, one, _, _, five = save_records(changes, actor=ANNA)
    assert neighbours(one) == [("File", "", "three")]
    assert neighbours(three) == [("File", "one", "five")]
    assert neighbours(five) == [("File", "three", "")]
    StoredRecord.objects.filter(pk=file.pk).update(publication=Publication.DRAFT)
    three = StoredRecord.objects.get(pk=three.pk)
    assert neighbours(three) == [], "what may not be seen itself is not named"


@pytest.mark.django_db
def test_what_a_part_inherits() -> None:
    """What a part does not say is that of the nearest unit above which says it, unless that may
    not be seen; what it says itself stands."""

    def unit(title: str, **said: str) -> Record:
        values = {name: [Statement(text=text)] for name, text in {"title": title, **said}.items()}
        return Record(values=values)

    changes = [
        Change(record=unit("Fonds", language="ru", access_conditions="Ask first.")),
        Change(record=unit("Series", access_conditions="Open.", reproduction_conditions="Free.")),
        Change(record=unit("File", reproduction_conditions="Ask.", extent="9 leaves")),
    ]
    changes[1].parent, changes[2].parent = changes[0], changes[1]
    fonds, series, file = save_records(changes, actor=ANNA)

    def found() -> dict[str, tuple[str, str]]:
        row = StoredRecord.objects.get(pk=file.pk)
        return {
            one.field.name: (one.statements[0].text, one.said_of.says.text("title"))
            for one in inherited(row, row.says)
        }

    assert found() == {"access_conditions": ("Open.", "Series"), "language": ("ru", "Fonds")}
    assert list(inherited(fonds, fonds.says)) == []
    StoredRecord.objects.filter(pk=series.pk).update(publication=Publication.DRAFT)
    assert found() == {}, "nothing is told of what may not be seen, nor of what stands above it"


@pytest.mark.django_db
def test_neighbours_in_a_collection() -> None:
    """A record on its own has beside it what was received beside it; places that nobody gave
    are no order."""
    letters, papers = (
        StoredCollection.objects.create(identifier=one, title=one) for one in ("letters", "papers")
    )
    rows = save_records([Change(record=record(one)) for one in "abc"], actor=ANNA)
    for row, place in zip(rows, (2, 1, 3), strict=True):
        Membership.objects.create(collection=letters, record=row, position=place)
        Membership.objects.create(collection=papers, record=row, position=0)
    assert neighbours(rows[0]) == [("letters", "b", "c")]
    assert neighbours(rows[1]) == [("letters", "", "a")]


@pytest.mark.django_db
def test_remarks_of_an_import() -> None:
    """A document shows what its import remarked on its own lines, and nothing that tells of
    the machine, of other records, or of what was refused."""
    name = "/home/anna/list.txt"

    def said(where: str, message: str, **more: str) -> dict[str, str]:
        return {"severity": "notice", "code": "date-out-of-order", "field": "date",
                "where": f"{name}, {where}", "message": message, **more}  # fmt: skip

    problems = [
        said("line 12", "Its date is out of order."),
        said("lines 10-14", "Its title is long."),
        said("line 12", "Its date is out of order."),
        said("line 20", "Of another one."),
        said("line 13", f"It stands in {name}."),
        said("line 13", "What somebody wrote.", code="edited-since"),
        said("line 13", "Refused.", severity="error"),
        said("", "Of the whole."),
    ]
    run = Import.objects.create(
        fingerprint="x", actor="anna", report={"sources": [{"source": name}], "problems": problems}
    )
    file = StoredFile.objects.create(sha512="0", size=1, media_type="text/plain")
    source = ImportSource.objects.create(of=run, name=name, format="listing", file=file)
    change = Change(record=record("a"), source=FromSource(source, "lines 10-14", "words"))
    [row] = save_records([change], actor=ANNA)
    revisions = Revision.objects.filter(record=row).select_related("provenance__source")
    found = remarks_on(revisions)
    assert [one.message for one in found[1]] == ["Its date is out of order.", "Its title is long."]


@pytest.mark.django_db
def test_versions_say_what_is_public() -> None:
    """What is compared is the public's: no texts of what shows its description only, and no
    origins, which name people."""
    text = Text(
        kind=TextKind.TRANSCRIPT,
        paragraphs=[Paragraph(identifier="p1", text="Secret.")],
        origin=Origin("person", "Anna"),
    )
    open_, shut = record("a", texts=[text]), record("b", texts=[text])
    shut.access = Access(status=AccessStatus.METADATA_ONLY)
    [row] = save_records([Change(record=shut)], actor=ANNA)
    save_records([Change(record=open_, stored=row)], actor=ANNA)
    row = StoredRecord.objects.get(pk=row.pk)
    found = said_in(row, [1, 2])
    assert found[1].texts == []
    assert found[2].texts[0].origin is None
    save_records([Change(record=shut, stored=row)], actor=ANNA)
    found = said_in(StoredRecord.objects.get(pk=row.pk), [1, 2, 3])
    assert [one.texts for one in found.values()] == [[], [], []]


def test_references() -> None:
    """A repository is said once, and the signs of levels in words."""
    levels = [ReferenceLevel("ф.", "17"), ReferenceLevel("op.", "162"), ReferenceLevel("л", "24")]
    one = Reference(text="ф. 17, op. 162, л. 24", repository="RGASPI", levels=levels)
    assert reference_words(one) == "RGASPI, ф. 17, op. 162, л. 24"
    assert reference_steps(one) == [
        ("", "RGASPI"), ("fonds", "17"), ("inventory (opis)", "162"), ("leaf", "24"),
    ]  # fmt: skip
    said = Reference(text="Department of State, Lot 5", repository="Department of State")
    assert reference_words(said) == "Department of State, Lot 5"
    minutes = Reference(text="Minutes 49, item 539", levels=[ReferenceLevel("minutes", "49")])
    assert reference_steps(minutes) == [], "the words say as much"
    assert reference_words(Reference(text="", repository="RGASPI")) == "RGASPI"


def test_access() -> None:
    """Access is told with its day and its reason; what is simply open needs no word."""
    assert access_words(Access()) == ""
    shut = Access(status=AccessStatus.METADATA_ONLY, reason="Names of the living.")
    assert access_words(shut) == "Only the description is open: Names of the living."
    past = Access(status=AccessStatus.CLOSED, until="2001-01-01")
    assert access_words(past) == "Open since 1 January 2001; closed before."
    assert access_words(Access(status=AccessStatus.CLOSED)) == "Closed."
