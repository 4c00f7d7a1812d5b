"""Tables of records: CSV, TSV, XLSX and ODS, with and without a mapping."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regesta.config.mapping import read_mapping
from regesta.description.dates import Status
from regesta.description.fields import FIELDS
from regesta.description.record import (
    AccessStatus,
    DateType,
    Identifier,
    ReferenceLevel,
    State,
    Statement,
    TextKind,
)
from regesta.formats import listing, recognised, table
from regesta.formats.languages import code_of
from regesta.formats.material import Material
from regesta.formats.media_types import media_type
from regesta.formats.reading import Problem, Reading
from regesta.formats.table import spreadsheets
from regesta.formats.table.headings import EXTRA, PARENT, meaning_of

ROOT = Path(__file__).parents[2]
DEMO = ROOT.parent / "shared" / "data" / "csv" / "cb-demo"


def material(text: str, **others: Any) -> Material:
    return Material.of_text(text, others.pop("name", "letters.csv"), **others)


def items(text: str, **others: Any) -> list[Any]:
    return list(table.read(material(text, **others)))


def readings(text: str, **others: Any) -> list[Reading]:
    return [one for one in items(text, **others) if isinstance(one, Reading)]


def codes(text: str, **others: Any) -> list[str]:
    return [one.code for one in items(text, **others) if isinstance(one, Problem)]


def problem(code: str, found: list[Any]) -> Problem:
    (one,) = [one for one in found if isinstance(one, Problem) and one.code == code]
    return one


def only(text: str, **others: Any) -> Reading:
    (one,) = readings(text, **others)
    return one


def record(heading: str, cell: str) -> Any:
    """The record of a row with a title and one other cell."""
    stream = io.StringIO()
    csv.writer(stream).writerows([["title", heading], ["T", cell]])
    return only(stream.getvalue()).record


# Headings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "field", "part", "language"),
    [
        ("Title", "title", "", ""),
        ("dc:title", "title", "", ""),
        ("dcterms:title", "title", "", ""),
        ("dcterms_abstract", "scope_and_content", "", ""),
        ("dc.title[en]", "title", "", "en"),
        ("title@ru", "title", "", "ru"),
        ("title_ru", "title", "", "ru"),
        ("Title (Russian)", "title", "", "ru"),
        ("scopeAndContent", "scope_and_content", "", ""),
        ("Scope and content", "scope_and_content", "", ""),
        ("levelOfDescription", "level", "", ""),
        ("extentAndMedium", "extent", "", ""),
        ("Date is approximate?", "dates", "approximate", ""),
        ("date_is_approximate", "dates", "approximate", ""),
        ("date-is-approximate?", "dates", "approximate", ""),
        ("Date sent", "dates", "sent", ""),
        ("objectid", "identifiers", "", ""),
        ("object_location", "objects", "", ""),
        ("object_transcript", "texts", "transcript", ""),
        ("parentid", PARENT, "", ""),
        ("From", "agents", "sender", ""),
        ("Recipient", "agents", "addressee", ""),
        ("Copy to", "agents", "copy to", ""),
        ("Donor", "agents", "donor", ""),
        ("Coverage", "subjects", "place", ""),
        ("Keywords", "subjects", "topic", ""),
        ("isPartOf", "collections", "", ""),
        ("transcript@de", "texts", "transcript", "de"),
        ("latitude", EXTRA, "", ""),
    ],
)
def test_a_heading_means_a_field(heading: str, field: str, part: str, language: str) -> None:
    """The usual spellings, prefixes and language marks of a heading are known."""
    found = meaning_of(heading)
    assert found is not None
    assert (found.field, found.part, found.language) == (field, part, language)


@pytest.mark.parametrize("heading", ["Shelf", "creator_id", "title_id", "title_no", "subject@ru"])
def test_a_heading_that_is_not_known(heading: str) -> None:
    """Nothing is guessed: names have no language, and ``_id`` is no Indonesian."""
    assert meaning_of(heading) is None


def test_every_spelling_leads_to_its_field() -> None:
    """What FIELDS says of its headings holds for columns."""
    for field in FIELDS:
        for spelling in (field.name, field.label, field.dc, *field.spellings):
            if spelling:
                assert meaning_of(spelling).field == field.name, spelling  # type: ignore[union-attr]


# Rows and cells ------------------------------------------------------------------------


def test_roles_and_kinds_come_from_headings() -> None:
    """Agents have the role, and subjects the kind, of their column."""
    text = "title,author,to,publisher,people,places,organisations,tags\nT,A; B,C,D,E,F;G,H,I|J\n"
    one = only(text).record
    assert [(a.name, a.role, a.kind) for a in one.agents] == [
        ("A", "author", "person"), ("B", "author", "person"), ("C", "addressee", "person"),
        ("D", "publisher", "organisation"),
    ]  # fmt: skip
    assert [(s.name, s.kind) for s in one.subjects] == [
        ("E", "person"), ("F", "place"), ("G", "place"), ("H", "organisation"),
        ("I", "topic"), ("J", "topic"),
    ]  # fmt: skip


def test_prose_is_never_split() -> None:
    """Semicolons, bars and line breaks belong to a title or a summary."""
    one = only('title,description\n"a; b | c","first;\r\nsecond | third"\n').record
    assert one.text("title") == "a; b | c"
    assert one.text("scope_and_content") == "first;\nsecond | third"


def test_what_is_not_recognised_is_kept_and_told_once() -> None:
    """An unknown column becomes an extra field under its heading."""
    found = items("title,date,Shelf\nT,1937,B\nU,1938,C\n")
    kept = [one.record.extra for one in found if isinstance(one, Reading)]
    assert [one["Shelf"][0].text for one in kept] == ["B", "C"]
    told = problem("table-column", found)
    assert (told.field, told.value, told.where) == ("Shelf", "B", "row 1")


def test_empties_are_told_once() -> None:
    """NULL and the like are no values; unknown is none among names, but a title of its own."""
    text = "title,creator,date,note\nUnknown,unknown,unknown,NULL\nT,n/a,-,none\nNan,Nan,1937,x\n"
    found = items(text)
    one, two, three = [item.record for item in found if isinstance(item, Reading)]
    assert (one.text("title"), one.agents, one.values.get("note")) == ("Unknown", [], None)
    assert one.dates[0].date.status is Status.UNDATED
    assert (two.dates, two.agents) == ([], [])
    assert [agent.name for agent in three.agents] == ["Nan"]
    message = problem("table-empty-values", found).message
    assert all(wording in message for wording in ("'unknown' (1)", "'NULL' (1)", "'-' (1)"))


def test_longer_rows_repeated_and_empty_headings() -> None:
    """Nothing beyond the headings or under an empty one is lost."""
    found = items("title,date,,note,note\nT,1937,x,n1,n2,y,z\n")
    one = next(item for item in found if isinstance(item, Reading)).record
    assert one.extra["column C"][0].text == "x"
    assert [one.extra[f"column {letter}"][0].text for letter in "FG"] == ["y", "z"]
    assert [said.text for said in one.values["note"]] == ["n1", "n2"]
    assert problem("table-row-longer", found).where == "row 2"
    assert problem("table-heading-repeated", found).field == "note"


def test_headings_further_down() -> None:
    """Title rows and blank rows above the headings are reported, and no records."""
    text = "\ufeff\n,,\nLetters of the consulate,,\nCompiled 1999,,\ntitle,date,creator\nT,1937,A\n"
    found = items(text)
    assert [one.position for one in found if isinstance(one, Reading)] == ["row 6"]
    above = problem("table-title-rows", found)
    assert above.where == "row 3"
    assert "Letters of the consulate / Compiled 1999" in above.message


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    """The way to part the cells is the one that gives the best table."""
    stream = io.StringIO()
    rows = [["title", "date", "note"], ["One, two; three", "1937", "a|b\tc"]]
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    one = only(stream.getvalue()).record
    assert (one.text("title"), one.text("note")) == ("One, two; three", "a|b\tc")
    assert recognised(material(stream.getvalue())).name == "table"  # type: ignore[union-attr]


def test_other_ways_of_writing() -> None:
    """A line ``sep=``, backslashes before quotation marks, single quotation marks, UTF-16."""
    assert only("sep=;\ntitle;date\nT;1937\n").position == "row 3"
    assert only('title,date\n"a \\"b\\", c",1937\n').record.text("title") == 'a "b", c'
    assert only("'title','date'\n'a, b','1937'\n").record.text("title") == "a, b"
    data = "title\tdate\r\nПисьмо\t1937\r\n".encode("utf-16")
    (one,) = [i for i in table.read(Material.of_bytes(data)) if isinstance(i, Reading)]
    assert one.record.text("title") == "Письмо"


def test_places_and_words() -> None:
    """A place names row and line; the wording is that of the source."""
    one, two = readings('title,date\n"a\nb",1937\nc,1938\n')
    assert (one.position, one.wording) == ("row 2", '"a\nb",1937')
    assert (two.position, two.wording) == ("row 3, line 4", "c,1938")


def test_a_quotation_mark_left_open() -> None:
    """It spoils its own row only."""
    text = 'title,date\nA,1936\n"B,1937\n' + "C,1938\n" * 3
    found = items(text)
    assert [one.record.text("title") for one in found if isinstance(one, Reading)] == [
        "A", "B", "C", "C", "C",
    ]  # fmt: skip
    assert problem("table-quotes", found).where == "row 3"


def test_a_row_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any row is left out, and what follows is read."""
    monkeypatch.setattr("regesta.formats.table.delimited.LONGEST_ROW", 1_000)
    found = items("title,date\nA,1936\n" + "x" * 5_000 + "\nB,1937\n")
    assert [one.record.text("title") for one in found if isinstance(one, Reading)] == ["A", "B"]
    assert problem("table-row-too-long", found).rejected == 1


def test_another_encoding_is_refused_whole() -> None:
    """The line is named before any record is given."""
    data = "title,date\nA,1936\nПисьмо,1937\n".encode("windows-1251")
    (found,) = table.read(Material.of_bytes(data))
    assert isinstance(found, Problem)
    assert (found.code, found.where, found.rejected) == ("table-encoding", "line 3", 1)
    said = Material.of_bytes(data, encoding="windows-1251")
    assert [one.record.text("title") for one in table.read(said)] == ["A", "Письмо"]  # type: ignore[union-attr]


def test_repeated_headings_and_empty_rows_are_no_records() -> None:
    """Tables put together from several have their headings more than once."""
    assert len(readings("title,date\nA,1936\n\n,\ntitle,date\nB,1937\n")) == 2
    assert codes("title,date\nA,1936\ntitle,date\nB,1937\n") == ["table-heading-row"]


# Fields --------------------------------------------------------------------------------


def test_a_column_settles_its_dates() -> None:
    """Day and month are told by the other values, wherever they stand."""
    text = "title,date,date sent\nA,04/05/1937,04/05/1937\nB,05/13/1937,13/05/1937\n"
    one = readings(text)[0].record
    assert [(d.date.edtf, d.type, d.primary) for d in one.dates] == [
        ("1937-04-05", DateType.UNSPECIFIED, True), ("1937-05-04", DateType.SENT, False),
    ]  # fmt: skip


def test_evidence_for_both_settles_nothing() -> None:
    """A column that contradicts itself leaves its dates open."""
    text = "title,date\nA,04/05/1937\nB,05/13/1937\nC,13-05-1937\n"
    assert readings(text)[0].record.primary_date.edtf not in ("1937-04-05", "1937-05-04")


@pytest.mark.parametrize(
    ("wording", "said", "edtf"),
    [
        ("1899", "yes", "1899~"),
        ("1899", "TRUE", "1899~"),
        ("1899", "no", "1899"),
        ("1899?", "yes", "1899%"),
        ("1899-1901", "yes", "1899~/1901~"),
        ("ca. 1899", "yes", "1899~"),
    ],
)
def test_an_approximate_date(wording: str, said: str, edtf: str) -> None:
    """A date said to be approximate is so, and keeps its wording."""
    text = f"title,date,date is approximate?\nT,{wording},{said}\n"
    date = only(text).record.primary_date
    assert (date.edtf, date.text) == (edtf, wording)


def test_a_date_that_is_not_understood_is_reported_by_row() -> None:
    """It is kept as words, and the row is named."""
    found = items("title,date\nA,1936\nB,when the snow fell\n")
    told = problem("date-not-understood", found)
    assert (told.where, told.record, told.value) == ("row 3", "B", "when the snow fell")
    assert found[-1].record.primary_date.text == "when the snow fell"


@pytest.mark.parametrize(
    ("cells", "edtf", "wording"),
    [
        (",1936,1938", "1936/1938", "1936 – 1938"),
        (",1936,", "1936", "1936"),
        (",,1938", "../1938", "– 1938"),
        ("the first years,1936,1938", "1936/1938", "the first years"),
        ("1936-1938,1936,1938", "1936/1938", "1936-1938"),
    ],
)
def test_start_and_end(cells: str, edtf: str, wording: str) -> None:
    """A beginning and an end are a date, or what the wording beside them means."""
    one = only(f"title,eventDates,eventStartDates,eventEndDates\nT,{cells}\n").record
    assert (one.primary_date.edtf, one.primary_date.text) == (edtf, wording)
    assert not one.extra


def test_a_contradiction_of_dates_is_kept() -> None:
    """A beginning that says something else than the date stays beside it."""
    one = only("title,date,start date\nT,1936,1930\n").record
    assert one.primary_date.edtf == "1936"
    assert one.extra["start date"][0].text == "1930"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Russian", ["ru"]), ("rus", ["ru"]), ("eng; RUS", ["en", "ru"]), ("zh-hant", ["zh-Hant"]),
        ("English, Russian", ["en", "ru"]), ("Old Permic", ["Old Permic"]),
        ("ger|fre", ["de", "fr"]),
    ],
)  # fmt: skip
def test_languages(cell: str, expected: list[str]) -> None:
    """Names and codes become BCP 47; what is unknown keeps its wording."""
    assert [one.text for one in record("language", cell).values["language"]] == expected


def test_codes_of_languages_are_unequivocal() -> None:
    """A code means itself, whatever other languages are called."""
    assert [code_of(code) for code in ("en", "alb", "sqi", "ota", "mi", "Uyghur")] == [
        "en", "sq", "sq", "ota", "mi", "ug",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "status", "until", "is_told"),
    [
        ("open", AccessStatus.OPEN, "", False),
        ("Closed", AccessStatus.CLOSED, "", False),
        ("closed until 2040", AccessStatus.CLOSED, "2040-01-01", False),
        ("metadata only", AccessStatus.METADATA_ONLY, "", False),
        ("ask the family", AccessStatus.CLOSED, "", True),
        ("closed until they agree", AccessStatus.CLOSED, "", True),
    ],
)
def test_access(cell: str, status: AccessStatus, until: str, is_told: bool) -> None:
    """Whatever is not understood closes the record, and somebody is told."""
    found = items(f"title,access status\nT,{cell}\n")
    access = next(one.record.access for one in found if isinstance(one, Reading))
    assert (access.status, access.until) == (status, until)
    assert any(isinstance(one, Problem) for one in found) is is_told


def test_rights_are_an_address_or_words() -> None:
    """Each goes where it belongs, whatever its column; what is too many is kept."""
    text = "title,rights,rightsstatement,license\nT,Ask us,http://rights.example/1,Other words\n"
    one = only(text).record
    assert (one.rights.uri, one.rights.statement) == ("http://rights.example/1", "Ask us")
    assert one.extra["license"][0].text == "Other words"


def test_references_are_put_together() -> None:
    """Levels in columns of their own are one reference; a wording takes them along."""
    one = only("title,repository,fonds,opis,file,page\nT,RGASPI,17,162,20,115\n").record
    (reference,) = one.references
    assert reference.text == "RGASPI, fonds 17, opis 162, file 20, page 115"
    assert reference.levels[1] == ReferenceLevel("opis", "162")
    one = only("title,source,box,repository\nT,Papers; 3,7,Hoover\n").record
    assert [(r.text, r.repository) for r in one.references] == [("Papers; 3", "Hoover")]


def test_titles_texts_markings_and_languages_of_statements() -> None:
    """What brackets and headings say about a wording is kept with it."""
    text = "title,title@ru,transcript@ru,translation,classification,level\n"
    text += '[Letter],Письмо,"Раз\n\nДва",One,Top secret,Series\n'
    one = only(text).record
    assert one.values["title"] == [
        Statement(text="Letter", state=State.SUPPLIED), Statement(text="Письмо", language="ru"),
    ]  # fmt: skip
    assert [(t.kind, t.language, [p.text for p in t.paragraphs]) for t in one.texts] == [
        (TextKind.TRANSCRIPT, "ru", ["Раз", "Два"]), (TextKind.TRANSLATION, "", ["One"]),
    ]  # fmt: skip
    assert (one.markings[0].text, one.level) == ("Top secret", "series")


def test_collections_and_media_types() -> None:
    """Sets are no part of the description; a media type is no extent."""
    one = only("title,collection,format\nT,Letters; Maps,image/jpeg\n")
    assert one.collections == ("Letters", "Maps")
    assert one.record.extra["format"][0].text == "image/jpeg"
    assert record("format", "3 boxes").text("extent") == "3 boxes"


def test_rows_and_tables_without_names() -> None:
    """Rows of empties are no records; a table that has no names is told once, a row by row."""
    assert codes("date,from\n1936,A\n1937,B\n") == ["table-no-name"]
    found = items("title,date\n-,n/a\n,1937\n")
    assert [one.position for one in found if isinstance(one, Reading)] == ["row 3"]
    assert problem("table-no-name", found).where == "row 3"
    assert "and are no records: 1." in problem("table-empty-values", found).message


def test_numbers_that_a_program_has_made_decimal() -> None:
    """1937.0 is a year, and 7.0 names the row 7."""
    first, second = readings("id,parent,title,year\n7,,A,1937.0\n8,7.0,B,\n")
    assert first.record.primary_date.edtf == "1937"
    assert second.parent == "7"


# Identity and families -----------------------------------------------------------------


def test_identifiers_tell_the_rows_apart() -> None:
    """The best column of identifiers comes first; a bare number takes the file's name along."""
    one = only("title,identifier,objectid,doi\nT,B-1,demo_1,10.1/x; 10.1/y\n")
    assert one.key == "demo_1"
    assert one.record.identifiers == [
        Identifier("objectid", "demo_1"), Identifier("identifier", "B-1"),
        Identifier("doi", "10.1/x"), Identifier("doi", "10.1/y"),
    ]  # fmt: skip
    assert only("id,title\n7,T\n").record.identifiers == [Identifier("letters: id", "7")]
    said = only("id,title\n7,T\n", mapping={"scheme": "ms"})
    assert said.record.identifiers == [Identifier("ms", "7")]


def test_identifiers_that_come_twice() -> None:
    """The second row keeps its number, but not as its identity."""
    found = items("id,title\nA1,S\nA1,T\n")
    assert [one.key for one in found if isinstance(one, Reading)] == ["A1", ""]
    second = found[-1].record
    assert (second.identifiers, second.extra["id"][0].text) == ([], "A1")
    assert problem("table-identifier-repeated", found).where == "row 3"


def test_a_parent_comes_first_wherever_it_stands() -> None:
    """Only what waits is held back."""
    text = "id,parent,title\nc,b,C\nx,,X\nb,a,B\nd,b,D\na,,A\ne,a,E\n"
    found = readings(text)
    assert [one.key for one in found] == ["x", "a", "b", "c", "d", "e"]
    assert [one.parent for one in found] == ["", "", "a", "b", "b", "a"]


def test_a_parent_that_never_comes_and_a_loop() -> None:
    """Both are reported, and the rows are taken without a parent."""
    found = items("id,parent,title\na,b,A\nb,a,B\nc,a,C\nd,z,D\ne,e,E\n")
    rows = {one.key: one.parent for one in found if isinstance(one, Reading)}
    assert len(rows) == 5
    assert rows["d"] == ""
    assert rows["c"] == "a"
    assert sorted(rows[key] for key in "ab") in (["", "a"], ["", "b"])
    told = [(one.code, one.where) for one in found if isinstance(one, Problem)]
    assert ("table-parent", "row 5") in told
    assert [code for code, _ in told] == ["table-parent"] * 3
    seen: set[str] = set()
    for one in found:
        if isinstance(one, Reading):
            assert not one.parent or one.parent in seen
            seen.add(one.key)


def test_many_loops_take_no_longer_than_other_rows() -> None:
    """Tables that name each row as its own parent, and long chains, are read in one go."""
    rows = [f"s{n},s{n},T" for n in range(3_000)]
    rows += [f"c{n},c{n + 1},T" for n in range(3_000)] + ["c3000,c0,T"]
    found = items("id,parent,title\n" + "\n".join(rows) + "\n")
    assert sum(isinstance(one, Reading) for one in found) == 6_001
    assert sum(isinstance(one, Problem) for one in found) == 3_001


def test_cells_beyond_all_measure() -> None:
    """Thousands of surplus cells, dates or files in one row are kept, and nothing hangs."""
    many = ";".join(f"f{n}.jpg" for n in range(3_000))
    dates = "|".join(["1937"] * 2_000)
    found = items(f"title,filename,date\nT,{many},{dates},{','.join('x' * 5_000)}\n")
    one = next(item for item in found if isinstance(item, Reading)).record
    assert one.extra["filename"][-1].text.endswith("; f2999.jpg")
    assert one.primary_date.text == dates
    assert one.extra["further columns"][0].text.count("x") == 4_900


# Files ---------------------------------------------------------------------------------


def test_files_beside_the_table(tmp_path: Path) -> None:
    """They come with their type by content; what is missing is named, nothing is fetched."""
    (tmp_path / "objects").mkdir()
    (tmp_path / "a.bin").write_bytes(b"%PDF-1.7 x")
    (tmp_path / "objects" / "b.jpg").write_bytes(b"\xff\xd8\xff\xe0 x")
    (tmp_path / "t.txt").write_text("One\n\nTwo", "utf-8")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "title,filename,transcript\n"
        "A,a.bin; b.jpg,/t.txt\n"
        "B,c.jpg | https://x.example/d.jpg,\n"
        "C,../sheet.csv,\n",
        "utf-8",
    )
    found = list(table.read(Material.of_file(sheet)))
    one, two, _ = [item for item in found if isinstance(item, Reading)]
    assert [(f.name, f.media_type) for f in one.files] == [
        ("t.txt", "text/plain"), ("a.bin", "application/pdf"), ("b.jpg", "image/jpeg"),
    ]  # fmt: skip
    assert one.files[1].opener().read().startswith(b"%PDF")
    assert [p.text for p in one.record.texts[0].paragraphs] == ["One", "Two"]
    assert [s.text for s in two.record.extra["filename"]] == ["c.jpg", "https://x.example/d.jpg"]
    missing = [p for p in found if isinstance(p, Problem) and p.code == "table-file-missing"]
    assert [(p.where, p.record, p.value) for p in missing] == [
        ("row 3", "B", "c.jpg"), ("row 4", "C", "../sheet.csv"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"II*\x00", "image/tiff"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"ID3\x03", "audio/mpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"PK\x03\x04 nothing else", "application/zip"),
        (b"<svg xmlns='x'>", "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        ("Письмо".encode(), "text/plain"),
        (b"\x00\x01\x02\x03", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, expected: str) -> None:
    """Names are not looked at."""
    assert media_type(head) == expected


# Spreadsheets --------------------------------------------------------------------------


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(sheets: dict[str, str], *, from_1904: bool = False) -> bytes:
    """A workbook of sheets given as the XML of their cells; style 1 is a date."""
    numbered = list(enumerate(sheets.items(), 1))
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, (n, _) in numbered)
    system = '<workbookPr date1904="1"/>' if from_1904 else ""
    related = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in numbered
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{system}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{related}'
        f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    } | {
        f"xl/worksheets/sheet{i}.xml": f'<worksheet xmlns="{_MAIN}">{cells}</worksheet>'
        for i, (_, cells) in numbered
    }
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return stream.getvalue()


def grid(rows: list[list[str]], first: int = 1, more: str = "") -> str:
    """The XML of rows; cells that begin with ``<`` stand as they are."""
    made = []
    for number, row in enumerate(rows, first):
        cells = "".join(
            cell.replace("<c", f'<c r="{chr(65 + at)}{number}"', 1)
            if cell.startswith("<")
            else f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for at, cell in enumerate(row)
            if cell
        )
        made.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(made)}</sheetData>{more}"


def ods(rows: list[list[str]]) -> bytes:
    """A spreadsheet of one sheet named Letters, padded with empty rows to its end."""
    uri = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(
        "<table:table-row>"
        + "".join(
            cell
            if cell.startswith("<")
            else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<office:document-content xmlns:office="{uri}:office:1.0" xmlns:table="{uri}:table:1.0" '
        f'xmlns:text="{uri}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Letters">{body}<table:table-row '
        'table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": content,
        }
    )


def read_bytes(data: bytes, name: str = "book.xlsx", **others: Any) -> list[Any]:
    return list(table.read(Material.of_bytes(data, name, **others)))


def test_a_workbook_of_several_sheets() -> None:
    """Each sheet with headings is read; days, years and truths are written out."""
    day = '<c s="1"><v>13500</v></c>'
    letters = grid(
        [
            ["Letters of the consulate"],
            ["", ""],
            ["id", "Title", "Date", "Note", "Shelf"],
            ["1", "A", day, "<c><f>1+1</f><v>7</v></c>", '<c t="b"><v>1</v></c>'],
            ["2", "B", "<c><v>1937</v></c>", "<c><v>46.5</v></c>", '<c t="e"><v>#REF!</v></c>'],
        ]
    )  # fmt: skip
    data = xlsx(
        {
            "Letters": letters,
            "Maps": grid([["id", "title"], ["1", "M"]]),
            "Lists": grid([["one"], ["two"]]),
            "Nothing": "<sheetData/>",
        }
    )
    assert recognised(Material.of_bytes(data)).name == "table"  # type: ignore[union-attr]
    found = read_bytes(data)
    one, two, three = [item for item in found if isinstance(item, Reading)]
    assert [item.position for item in (one, two, three)] == [
        "sheet Letters, row 4", "sheet Letters, row 5", "sheet Maps, row 2",
    ]  # fmt: skip
    assert one.record.primary_date.text == "1936-12-16"
    assert one.record.text("note") == "7"
    assert one.record.extra["Shelf"][0].text == "true"
    assert two.record.primary_date.text == "1937"
    assert two.record.text("note") == "46.5"
    assert [item.record.identifiers[0].scheme for item in (one, three)] == [
        "book, Letters: id", "book, Maps: id",
    ]  # fmt: skip
    assert problem("table-sheet", found).value == "Lists"
    assert problem("table-title-rows", found).where == "sheet Letters, row 1"
    assert problem("table-cell-error", found).message.startswith("1 cells")


def test_the_1904_system() -> None:
    """A day is the same day in whatever system it is counted."""
    cells = grid([["title", "date"], ["A", '<c s="1"><v>12038</v></c>']])
    one = read_bytes(xlsx({"S": cells}, from_1904=True))[-1]
    assert one.record.primary_date.edtf == "1936-12-16"


def test_a_cell_merged_over_rows_belongs_to_each() -> None:
    """Merged cells say the same of all their rows."""
    merged = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
    cells = grid([["title", "creator"], ["A", "X"], ["B", ""], ["C", ""]], more=merged)
    found = [one.record.agents for one in read_bytes(xlsx({"S": cells}))]
    assert [[agent.name for agent in one] for one in found] == [["X"], ["X"], []]


def test_an_ods() -> None:
    """OpenDocument is read alike, padding at its end and all."""
    day = '<table:table-cell office:value-type="date" office:date-value="1936-12-16"/>'
    data = ods([["title", "date"], ["A", day]])
    assert recognised(Material.of_bytes(data)).name == "table"  # type: ignore[union-attr]
    (one,) = read_bytes(data, "book.ods")
    assert one.record.primary_date.edtf == "1936-12-16"
    assert one.position == "sheet Letters, row 2"


def test_rows_below_rows_of_another_sheet() -> None:
    """A parent may stand in another sheet."""
    data = xlsx(
        {
            "Items": grid([["id", "parent", "title"], ["i1", "s1", "Item"]]),
            "Series": grid([["id", "title"], ["s1", "Series"]]),
        }
    )
    found = [one for one in read_bytes(data) if isinstance(one, Reading)]
    assert [(one.key, one.parent) for one in found] == [
        ("Series: s1", ""), ("Items: i1", "Series: s1"),
    ]  # fmt: skip


def test_spreadsheets_that_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks, old kinds, damaged ones and those that are too large are named as such."""
    lock = Material.of_bytes(b"\x05Maria" + b" " * 49 + b"\x05\x00M\x00a\x00", "dir/~$letters.xlsx")
    old = Material.of_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))
    far = Material.of_bytes(xlsx({"S": '<row r="1"><c r="XFD1048576"><v>1</v></c></row>'}))
    repeated = ods([["title", "date"]]).replace(b"1048000", b"1048000")
    broken = Material.of_bytes(xlsx({"S": grid([["title", "date"]])})[:-40] + b"x" * 40)
    for one, code in (
        (lock, "table-unreadable"),
        (old, "table-unreadable"),
        (far, "table-too-large"),
    ):
        assert recognised(one).name == "table"  # type: ignore[union-attr]
        (found,) = table.read(one)
        assert (found.code, found.rejected) == (code, 1)  # type: ignore[union-attr]
    assert [one.code for one in table.read(broken)] == ["table-unreadable"]  # type: ignore[union-attr]
    assert "~$letters.xlsx" in next(iter(table.read(lock))).message  # type: ignore[union-attr]
    monkeypatch.setattr(spreadsheets, "LARGEST", 100)
    assert [one.code for one in read_bytes(repeated)] == ["table-too-large"]


def test_sheets_that_reach_too_far() -> None:
    """Cells a million rows apart are noticed before they are held, in every way to say it."""
    ends = xlsx({"S": '<row r="1"><c r="XFD1048576"><v>1</v></c></row>'})
    unplaced = '<row r="1"><c/></row><row r="1048576">' + "<c><v>1</v></c>" * 30 + "</row>"
    assert [one.code for one in read_bytes(ends)] == ["table-too-large"]
    assert [one.code for one in read_bytes(xlsx({"S": unplaced}))] == ["table-too-large"]
    row = (
        '</table:table-row><table:table-row table:number-rows-repeated="90000">'
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" '
        'office:value="1"/>'
    )
    cell = '<table:table-cell office:value-type="string"><text:p>title</text:p></table:table-cell>'
    assert [one.code for one in read_bytes(ods([[cell + row]]))] == ["table-too-large"]


def test_a_sheet_of_authorities_is_left_to_their_form() -> None:
    """It is named, not read as records."""
    cells = grid([["kind", "name", "variants", "date"], ["person", "A", "B", "1937"]])
    assert [one.code for one in read_bytes(xlsx({"S": cells}))] == [
        "table-sheet", "table-no-headings",
    ]  # fmt: skip


# Recognising ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "kind,name,variants\nperson,A,B\n",
        "The title, the date, and the rest of it\nare prose, as you see.\n",
        "Sort by: Title, Date, Relevance\n\nMay 4, 1920\n\nOn the harvest\n",
        "Title, Date\n\nMay 4, 1920\nOn the harvest, and what came of it\nThe text\nMore text\n",
        "title,date\n",
        "alpha,beta\n1,2\n",
        "1 - 1 of 1\n\nMay 4, 1920\n\nOn the harvest\n",
        "",
    ],
)
def test_what_is_no_table_of_records(text: str) -> None:
    """Authorities, listings, prose and headings without rows are not taken."""
    assert not table.recognise(material(text))


def test_the_right_form_is_found() -> None:
    """Authorities and listings keep what is theirs; a mapping makes any heading known."""
    names = [
        recognised(material(text)).name  # type: ignore[union-attr]
        for text in (
            "kind,name,variants\nperson,A,B\n",
            "1 - 1 of 1\n\nMay 4, 1920\n\nOn the harvest\n",
            "title,type,latitude,date\nT,Image,46.5,1937\n",
        )
    ]
    assert names == ["authorities", listing.NAME, "table"]
    mapping = {"columns": {"alpha": "title", "beta": "dates"}}
    assert table.recognise(material("alpha,beta\n1,2\n", mapping=mapping))


# Mapping -------------------------------------------------------------------------------


def test_the_mapping_of_the_manual() -> None:
    """What the manual shows is understood in full."""
    page = (ROOT / "docs" / "formats" / "table.md").read_text("utf-8")
    mapping = tomllib.loads(page.split("```toml\n")[1].split("```")[0])
    text = "Signatur;Betreff;Absender;Ort;Eingang;Gehört zu;Intern\n7;B;A/C;O;1937;;x\n"
    found = items(text, mapping=mapping)
    (one,) = found
    assert one.record.identifiers == [Identifier("ms-letters", "7")]
    assert one.record.values["title"] == [Statement(text="B", language="de")]
    assert [(a.name, a.role) for a in one.record.agents] == [("A", "sender"), ("C", "sender")]
    assert [(s.name, s.kind) for s in one.record.subjects] == [("O", "place")]
    assert one.record.dates[0].type is DateType.RECEIVED
    assert one.record.extra["Intern"][0].text == "x"


@pytest.mark.parametrize(
    "mapping",
    [
        {"colums": {}},
        {"header": "three"},
        {"delimiter": ";;"},
        {"columns": []},
        {"columns": {"x": "titel"}},
        {"columns": {"x": {"role": "sender"}}},
        {"columns": {"x": {"field": "title", "colour": "red"}}},
        {"columns": {"x": {"field": "subjects", "kind": "ship"}}},
        {"columns": {"x": {"field": "title", "language": "Klingon"}}},
        {"columns": {"x": 3}},
        {"columns": {"not there": "title"}},
    ],
)
def test_a_mapping_that_makes_no_sense_is_reported(mapping: dict[str, Any]) -> None:
    """The rest of it holds, and the table is read."""
    found = items("title,date,x\nT,1937,y\n", mapping=mapping)
    assert problem("table-mapping", found).remedy
    assert any(isinstance(one, Reading) for one in found)


def test_a_mapping_of_row_and_sheet() -> None:
    """The headings and the sheet may be said; what is not there is an error."""
    data = xlsx(
        {
            "A": grid([["x", "y"], ["title", "date"], ["T", "1937"]]),
            "B": grid([["title", "date"], ["U", "1"]]),
        }
    )
    found = read_bytes(data, mapping={"header": 1, "sheet": "A", "columns": {"x": "title"}})
    assert [one.position for one in found if isinstance(one, Reading)] == [
        "sheet A, row 2", "sheet A, row 3",
    ]  # fmt: skip
    assert [one.code for one in read_bytes(data, mapping={"sheet": "C"})] == ["table-mapping"]
    assert codes("title,date\nT,1\n", mapping={"header": 9}) == ["table-no-headings"]


def test_a_proposed_mapping_reads_as_the_table_does() -> None:
    """It is TOML, says what was recognised, shows examples, and changes nothing."""
    text = 'id,Title@ru,from,fonds,date sent,latitude,"odd ""heading"""\nA1,Письмо,X,17,1937,1,o\n'
    proposed = table.propose_mapping(material(text))
    mapping = tomllib.loads(proposed)
    assert mapping["header"] == 1
    assert mapping["columns"]["from"] == {"field": "agents", "role": "sender"}
    assert "# for example: Письмо" in proposed
    assert '# "odd \\"heading\\"" = ""' in proposed
    with_mapping = readings(text, mapping=mapping)
    assert with_mapping == readings(text)


def test_proposals_never_fail() -> None:
    """Of what is no table, the reason is said."""
    for data in (b"", b"\x00\x01", b"PK\x03\x04", b"a,b\n1,2\n"):
        proposed = table.propose_mapping(Material.of_bytes(data))
        assert proposed.startswith("#")
        tomllib.loads(proposed)


# Rejects -------------------------------------------------------------------------------


def test_rejected_rows_are_written_out() -> None:
    """With the same headings, in the order of the source, and harmless to a spreadsheet."""
    text = "\ntitle,date\n=A,1936\nB,1937\n-5,1938\n"
    written = "".join(table.write_rejects([5, "row 3"], material(text)))
    assert written == "title,date\r\n'=A,1936\r\n-5,1938\r\n"
    assert readings(written)[0].record.text("title") == "=A"


def test_rejected_rows_of_sheets() -> None:
    """A place names its sheet; each sheet has its own headings."""
    data = xlsx({n: grid([["title", "date"], [n, "1937"]]) for n in "AB"})
    book = Material.of_bytes(data)
    assert "".join(table.write_rejects(["sheet B, row 2"], book)) == "title,date\r\nB,1937\r\n"
    assert len(list(table.write_rejects([2], book))) == 4
    assert list(table.write_rejects([1], Material.of_bytes(b"\x00"))) == []


# Whole sources -------------------------------------------------------------------------


def test_the_example_of_the_manual() -> None:
    """It comes in, and says what the manual tells of it."""
    page = (ROOT / "docs" / "formats" / "table.md").read_text("utf-8")
    text = page.split("```csv\n")[1].split("```")[0]
    assert recognised(material(text)).name == "table"  # type: ignore[union-attr]
    found = items(text)
    assert Counter(one.code for one in found if isinstance(one, Problem)) == {
        "table-column": 1, "table-empty-values": 1,
    }  # fmt: skip
    first, second, third = [one for one in found if isinstance(one, Reading)]
    assert (first.key, second.key, second.parent) == ("L-1", "L-2", "L-1")
    assert first.record.primary_date.edtf == "1937-05-04~"
    assert first.record.values["title"][1] == Statement(text="Письмо об урожае", language="ru")
    assert [agent.role for agent in first.record.agents] == ["sender", "addressee", "addressee"]
    assert first.record.references[0].text == "fonds 17, opis 162, delo 20"
    assert first.record.access.until == "2040-01-01"
    assert third.record.values["title"][0].state is State.SUPPLIED
    assert third.record.extra["shelf"][0].text == "C"


def test_an_export_of_atom() -> None:
    """The columns of AtoM are known, its tree and its dates come along."""
    text = (
        "legacyId,parentId,identifier,title,levelOfDescription,extentAndMedium,repository,"
        "archivalHistory,scopeAndContent,language,locationOfCopies,generalNote,"
        "subjectAccessPoints,placeAccessPoints,nameAccessPoints,eventActors,eventDates,"
        "eventStartDates,eventEndDates,publicationStatus,culture\n"
        "1,,F1,Consulate,Fonds,3 boxes,City Archive,Was lost.,Letters.,ru,Film 3,Note.,"
        "Harvest|Trade,Urumqi,Apresov,Consulate,about 1935 to 1938,1935,1938,Published,en\n"
        "2,1,F1-1,Letter,Item,,,,,,,,,,,,1937-05-04,1937-05-04,1937-05-04,Published,en\n"
    )
    found = items(text)
    assert not [one for one in found if isinstance(one, Problem)]
    fonds, letter = found
    assert (fonds.record.level, letter.parent) == ("fonds", "1")
    assert fonds.record.identifiers[1] == Identifier("identifier", "F1")
    assert set(fonds.record.values) == {
        "title", "extent", "archival_history", "scope_and_content", "language", "copies", "note",
    }  # fmt: skip
    assert [one.kind for one in fonds.record.subjects] == ["topic", "topic", "place", "person"]
    assert fonds.record.primary_date.earliest == "1935-01-01"
    assert letter.record.primary_date.edtf == "1937-05-04"


@pytest.mark.skipif(not DEMO.is_dir(), reason="the data lies beside the repository")
@pytest.mark.parametrize(
    ("name", "counts"),
    [("demo-metadata.csv", (7, 0, 3)), ("demo-compoundobjects-metadata.csv", (34, 20, 5))],
)
def test_collectionbuilder_comes_in_with_its_files(name: str, counts: tuple[int, int, int]) -> None:
    """Rows, children and files are those that an independent count finds."""
    path = DEMO / name
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if any(row.values())]
    names = {one.name for one in (DEMO / "objects").iterdir()}
    named = [
        Path(cell).name
        for row in rows
        for cell in (row["object_location"], row["object_transcript"])
        if cell and cell.startswith("/") and Path(cell).name in names
    ]
    source = Material.of_file(path)
    assert recognised(source).name == "table"  # type: ignore[union-attr]
    found = list(table.read(source))
    read = [one for one in found if isinstance(one, Reading)]
    assert [one.record.identifiers[0].value for one in read] == [row["objectid"] for row in rows]
    assert [one.parent for one in read] == [row.get("parentid") or "" for row in rows]
    assert sorted(one.name for reading in read for one in reading.files) == sorted(named)
    assert (len(read), sum(bool(one.parent) for one in read), len(named)) == counts
    assert {p.code for p in found if isinstance(p, Problem)} <= {"table-file-missing"}
    assert not [one for one in found if isinstance(one, Problem) and one.severity == "error"]
    assert all(one.date.edtf for reading in read for one in reading.record.dates)


def test_every_problem_is_documented() -> None:
    """The codes of the form are those its rooms report, no more and no fewer."""
    folder = ROOT / "src" / "regesta" / "formats" / "table"
    rooms = [path for path in folder.glob("*.py") if path.name not in ("problems.py", "extents.py")]
    written = "".join(path.read_text("utf-8") for path in rooms)
    reported = set(re.findall(r'"(table-[a-z-]+|date-not-understood)"', written))
    assert reported == set(table.CODES)


# Anything ------------------------------------------------------------------------------

_EXAMPLE = (ROOT / "docs" / "formats" / "table.md").read_text("utf-8").split("```csv\n")[1]
_WORDS = st.sampled_from(
    ["title", "date", "id", "parent", "access", "start date", "filename", "subject@ru", "1937",
     "04/05/1937", "NULL", '"', "'", ",", ";", "\t", "|", "\n", "\r", "\r\n", "=1", "#REF!", "\x00",
     "\ufeff", "[x]", "closed until", "a" * 50, "language", "yes", "date is approximate", "../x"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_WORDS | st.text(max_size=5), max_size=60).map("".join)
    | st.tuples(
        st.integers(0, len(_EXAMPLE)), st.integers(0, 40), st.lists(_WORDS, max_size=4)
    ).map(lambda cut: _EXAMPLE[: cut[0]] + "".join(cut[2]) + _EXAMPLE[cut[0] + cut[1] :])
)
@example('title,date\n"')
@example("id,parent\na,a\n")
def test_no_text_raises(text: str) -> None:
    """Whatever a text holds, it is read, with parents first and keys only once."""
    source = material(text)
    table.recognise(source)
    tomllib.loads(table.propose_mapping(source))
    list(table.write_rejects([1, 2, "row 3"], source))
    seen: set[str] = set()
    for one in table.read(source):
        if isinstance(one, Reading):
            assert one.key not in seen or not one.key
            assert not one.parent or one.parent in seen
            seen.add(one.key)


_BOOK = xlsx({"A": grid([["title", "date"], ["T", "1937"]])})
_ODS = ods([["title", "date"], ["T", "1937"]])


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200)
    | st.tuples(
        st.sampled_from([_BOOK, _ODS]), st.integers(0, 2_000), st.binary(min_size=1, max_size=8)
    ).map(lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] + len(cut[2]) :])
)
def test_no_bytes_raise(data: bytes) -> None:
    """Neither does a spreadsheet that is damaged anywhere."""
    source = Material.of_bytes(data)
    table.recognise(source)
    list(table.read(source))


@pytest.mark.parametrize("said", ["a = " + "9" * 5_000, "a = " + "[" * 5_000])
def test_a_mapping_that_python_cannot_hold_is_refused(tmp_path: Path, said: str) -> None:
    """A mapping file never ends a command with a failure of the program."""
    path = tmp_path / "map.toml"
    path.write_text(said)
    with pytest.raises(click.UsageError, match="map"):
        read_mapping(path)


def test_a_mapping_of_tables_without_end_is_told(tmp_path: Path) -> None:
    """A name of thousands of parts makes as many tables, one within the other."""
    path = tmp_path / "map.toml"
    path.write_text(".".join("a" * 5_000) + " = 1")
    first = items("Title\nA\n", mapping=read_mapping(path))[0]
    assert (first.code, "too deep" in first.message) == ("table-mapping", True)
