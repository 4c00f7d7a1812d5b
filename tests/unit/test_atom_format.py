"""AtoM's table: rows become a tree of records, and no cell is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.description.record import DateType, Identifier, Record, Statement
from regesta.formats import atom, recognised
from regesta.formats.atom.columns import BY_HEADING
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Reading

PAGE = Path(__file__).parent.parent.parent / "docs/formats/atom.md"


def example() -> str:
    (block,) = re.findall(r"```csv\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    return str(block)


def read(text: str) -> list[Item]:
    return list(atom.read(Material.of_text(text)))


def readings(text: str) -> list[Reading]:
    return [one for one in read(text) if isinstance(one, Reading)]


def codes(text: str) -> list[str]:
    return [one.code for one in read(text) if isinstance(one, Problem)]


def only(**cells: str) -> Record:
    """The record of a table of one row."""
    cells = {"legacyId": "1", "levelOfDescription": "Item"} | cells
    quoted = (cell.replace('"', '""') for cell in cells.values())
    text = f"{','.join(cells)}\r\n" + ",".join(f'"{cell}"' for cell in quoted)
    (found,) = readings(text)
    return found.record


def test_the_example_of_the_manual() -> None:
    """The table shown in docs/formats/atom.md is read as the page says."""
    found = recognised(Material.of_text(example()))
    assert found is not None
    assert found.name == "atom"
    assert codes(example()) == []
    fonds, series, letter = readings(example())
    assert [one.parent for one in (fonds, series, letter)] == ["", "1", "2"]
    assert [one.record.level for one in (fonds, series, letter)] == ["fonds", "series", "item"]
    assert fonds.record.values["title"] == [
        Statement(text="Harbour Office", language="en"),
        Statement(text="Bureau du port", language="fr"),
    ]
    assert letter.record.references[0].repository == "Merrow Record Office"
    assert letter.record.identifiers == [Identifier("atom", "Merrow Record Office: 3")]
    assert letter.record.primary_date.edtf == "1952-03-07"
    assert [(one.name, one.role) for one in fonds.record.agents] == [
        ("Merrow Harbour Office", "creator"),
        ("Merrow Town Council", "accumulator"),
    ]
    assert (letter.publication, series.publication, fonds.publication) == (
        "public",
        "draft",
        "public",
    )
    assert letter.position == "row 2"


def test_a_translation_is_of_its_own_row() -> None:
    """A row with the number of another one that is no translation is a record of its own."""
    text = "legacyId,levelOfDescription,title,culture\n1,Item,A,en\n1,Item,B,en\n"
    one, other = readings(text)
    assert (one.key, other.key) == ("1", "")
    assert other.record.identifiers == []
    assert codes(text) == ["key-twice"]


@pytest.mark.parametrize(
    ("wording", "start", "end", "expected", "kept"),
    [
        ("ca. 1937", "1937-00-00", "1937-00-00", "1937~", False),
        ("ca. 1937", "1935-00-00", "1939-00-00", "1937~", True),
        ("in the mayor's days", "1935-01-01", "1939-12-31", "1935-01-01/1939-12-31", False),
        ("", "1937-04-00", "1937-04-00", "1937-04", False),
        ("", "1937", "", "1937/", False),
        ("1937", "1937-99-99", "", "1937", True),
    ],
)
def test_dates_of_events(wording: str, start: str, end: str, expected: str, kept: bool) -> None:
    """The wording goes first; the two days stand in for it, or are kept if they differ."""
    record = only(
        eventTypes="Creation", eventDates=wording, eventStartDates=start, eventEndDates=end
    )
    assert record.primary_date.edtf == expected
    assert record.dates[0].type is DateType.WRITTEN
    assert ("eventStartDates" in record.extra) is kept


def test_events_are_read_value_by_value() -> None:
    """What stands at the same place between the bars belongs together."""
    record = only(
        eventTypes="Creation|Publication|Custody",
        eventDates="1937|1940|NULL",
        eventActors='NULL|Merrow Press|Quill, "Ada"',
        eventActorHistories="||Keeper of the light.",
    )
    assert [(one.type, one.date.edtf) for one in record.dates] == [
        (DateType.WRITTEN, "1937"),
        (DateType.PUBLISHED, "1940"),
    ]
    assert [(one.name, one.role, one.kind) for one in record.agents] == [
        ("Merrow Press", "publisher", "organisation"),
        ('Quill, "Ada"', "custodian", "person"),
    ]
    assert record.text("administrative_history") == "Keeper of the light."


def test_parents_by_slug() -> None:
    """A slug names the parent where a column says which row it is, and is kept otherwise."""
    with_slugs = "legacyId,qubitParentSlug,slug,levelOfDescription\n1,box,leaf,Item\n2,,box,File\n"
    box, leaf = readings(with_slugs)
    assert (box.key, leaf.parent) == ("2", "2")
    without = "legacyId,qubitParentSlug,levelOfDescription\n1,box,Item\n"
    (leaf,) = readings(without)
    assert leaf.record.extra["qubitParentSlug"][0].text == "box"
    assert codes(without) == ["atom-parent-elsewhere"]


def test_a_parent_that_never_comes() -> None:
    """It is reported, and the row is taken."""
    text = "legacyId,parentId,levelOfDescription\n1,9,Item\n"
    assert codes(text) == ["parent-missing"]
    assert readings(text)[0].parent == ""


def test_digital_objects_lie_beside_the_table(tmp_path: Path) -> None:
    """A file in the folder is attached; one that is not there, or elsewhere, is reported."""
    (tmp_path / "scan.jpg").write_bytes(b"scan")
    table = tmp_path / "table.csv"
    table.write_text(
        "legacyId,levelOfDescription,digitalObjectPath\n1,Item,scan.jpg\n2,Item,../../etc/passwd\n"
    )
    one, problem, other = atom.read(Material.of_file(table))
    assert isinstance(one, Reading)
    assert [(file.name, file.opener().read()) for file in one.files] == [("scan.jpg", b"scan")]
    assert isinstance(problem, Problem)
    assert problem.code == "atom-file-missing"
    assert isinstance(other, Reading)
    assert other.record.extra["digitalObjectPath"][0].text == "../../etc/passwd"


def test_every_column_of_the_template_is_kept() -> None:
    """Whatever column a word stands in, it is found in the record."""
    elsewhere = {"legacyId", "parentId", "digitalObjectPath", "culture", "levelOfDescription"}
    for column in sorted(set(BY_HEADING.values()) - elsewhere):
        others = {"alternativeIdentifiers": "X"} if column == "alternativeIdentifierLabels" else {}
        assert "Merrow" in repr(only(**{column: "Merrow"}, **others)), column


def test_other_columns_are_reported_once_and_kept() -> None:
    """A column that AtoM does not have keeps its heading; so do cells without one."""
    text = "legacyId,levelOfDescription,Colour\n1,Item,red,over\n2,Item,blue\n"
    one, other = readings(text)
    assert one.record.extra["Colour"][0].text == "red"
    assert one.record.extra["cells without a heading"][0].text == "over"
    assert other.record.extra["Colour"][0].text == "blue"
    assert codes(text) == ["atom-column", "atom-cells"]


def test_a_row_that_never_ends_is_reported() -> None:
    """A quotation mark that is never closed does not take the memory of the machine."""
    text = 'legacyId,levelOfDescription,title\n1,Item,A\n2,Item,"' + "x\n" * 9_000_000
    problem, item = read(text)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.where) == ("atom-row-too-long", "row 3, line 3")
    assert isinstance(item, Reading)


def test_other_tables_are_not_recognised() -> None:
    """Only the headings that AtoM alone has together make its table."""
    for text in ("", "title,date\nA,1937\n", "levelOfDescription,title\nItem,A\n", "legacyId\n1\n"):
        assert not atom.recognise(Material.of_text(text))
    for text in (
        "\ufefflegacyId;parentId;levelOfDescription\n1;;Item\n",
        "Legacy ID,Level of description",
    ):
        assert atom.recognise(Material.of_text(text))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutated_tables_never_raise(data: st.DataObject) -> None:
    """Whatever is changed in a table, reading ends, parents first and keys once."""
    text = example()
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(['"', ",", "\n", "|", "\r", ";", "NULL", "1"]) | st.text(max_size=3)
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 9)) :]
    seen: set[str] = set()
    for item in atom.read(Material.of_text(text)):
        if isinstance(item, Problem):
            assert item.code in atom.CODES
        if isinstance(item, Reading):
            assert not item.parent or item.parent in seen
            assert not item.key or item.key not in seen
            seen.add(item.key)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_never_raise(data: bytes) -> None:
    """No bytes at all make reading raise."""
    material = Material.of_bytes(b"legacyId,levelOfDescription,title\n" + data)
    atom.recognise(material)
    list(atom.read(material))
    list(atom.read(Material.of_bytes(data)))
