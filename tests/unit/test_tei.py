"""TEI: editions, letters and other documents."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from regesta.description.authority import NameType
from regesta.description.record import DateType, Gap, Identifier, State
from regesta.formats import recognised, tei
from regesta.formats.material import Material
from regesta.formats.reading import (
    AuthorityReading,
    CollectionReading,
    Problem,
    Reading,
    Severity,
)
from regesta.formats.tei.authorities import names_body
from regesta.formats.tei.dating import plain_day, stretch
from regesta.formats.tei.source_note import read_source

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "formats" / "tei.md"
FRUS = ROOT.parent / "shared" / "data" / "frus"
GOLD = ROOT.parent / "shared" / "gold" / "dates-frus.tsv"
EDITION, LETTER = re.findall(r"```xml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
VOLUMES = sorted(FRUS.glob("*.xml")) if FRUS.is_dir() else []
SPACE = {"t": "http://www.tei-c.org/ns/1.0"}


def items(text: str | bytes, **others):
    data = text if isinstance(text, bytes) else text.encode()
    return list(tei.read(Material.of_bytes(data, "volume.xml", **others)))


def readings(text: str | bytes, **others) -> list[Reading]:
    return [one for one in items(text, **others) if isinstance(one, Reading)]


def problems(text: str | bytes, **others) -> list[Problem]:
    return [one for one in items(text, **others) if isinstance(one, Problem)]


def edition(body: str, front: str = "", attributes: str = "") -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {attributes}><teiHeader><fileDesc><titleStmt>'
        "<title>Volume</title></titleStmt><publicationStmt><idno>v1</idno></publicationStmt>"
        f"<sourceDesc/></fileDesc></teiHeader><text><front>{front}</front><body>{body}</body>"
        "</text></TEI>"
    )


def document(body: str, **attributes: str) -> Reading:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    found = readings(edition(f'<div type="document" xml:id="d1"{said}>{body}</div>'))
    assert [one.record.level for one in found] == ["volume", "item"]
    return found[1]


def paragraphs(reading: Reading):
    return reading.record.texts[0].paragraphs


def words_of(reading: Reading) -> list[tuple[str, str, str]]:
    """Field, marked words and authority of every mark."""
    found = []
    for mark in reading.marks:
        if mark.field == "texts":
            text = next(p.text for p in paragraphs(reading) if f"0 {p.identifier}" == mark.part)
        elif mark.field == "title":
            text = reading.record.text("title")
        else:
            text = getattr(reading.record, mark.field)[int(mark.part)].name
        found.append((mark.field, text[mark.start : mark.end], mark.authority))
    return found


def test_the_edition_of_the_manual() -> None:
    """The example of an edition is a tree of volume, chapter and documents."""
    found = items(EDITION)
    people = [one for one in found if isinstance(one, AuthorityReading)]
    assert [one.key for one in people] == ["p_1", "p_2"]
    assert people[0].authority.preferred.text == "Hill, Mary"
    assert people[0].authority.text("history") == "owner of the farm"
    assert people[0].authority.identifiers == [Identifier("tei:hill1", "p_1")]
    records = [one for one in found if isinstance(one, Reading)]
    assert [(one.key, one.parent, one.record.level) for one in records] == [
        ("hill1", "", "volume"),
        ("hill1/ch1", "hill1", "chapter"),
        ("hill1/d1", "hill1/ch1", "item"),
        ("hill1/d2", "hill1/ch1", "item"),
        ("hill1/d3", "hill1/ch1", "item"),
    ]
    volume, _, first, note, talk = (one.record for one in records)
    assert [(one.name, one.role) for one in volume.agents] == [("Ann Reader", "editor")]
    assert first.text("title") == "Telegram From Brook to Hill"
    assert first.text("publications") == "Hill Papers, Volume I, Document 1, p. 7"
    assert [(one.name, one.role) for one in first.agents] == [
        ("Brook", "sender"),
        ("Hill", "addressee"),
    ]
    (date,) = first.dates
    assert (date.date.text, date.date.edtf) == ("May 4, 1920—6 p.m.", "1920-05-04")
    assert (date.type, date.primary) == (DateType.SENT, True)
    assert [(one.name, one.kind) for one in first.subjects] == [("Taipei", "place")]
    assert (first.references[0].text, first.references[0].repository) == (
        "National Archives, Farm Files, 12/3",
        "National Archives",
    )
    assert (first.markings[0].text, first.markings[0].level) == ("Secret; Priority", "Secret")
    assert first.text("archival_history") == "Drafted by Lee."
    second = paragraphs(records[2])[1]
    assert second.text == "I met Mrs. Hill [2 lines not declassified] today."
    assert second.page == "7"
    assert second.gaps == [Gap(extent="2 lines", reason="not declassified")]
    assert second.notes == ["2. At the consul’s."]
    assert ("texts", "Mrs. Hill", "p_1") in words_of(records[2])
    assert ("title", "Brook", "p_2") in words_of(records[2])
    assert note.dates[0].state is State.MACHINE_MADE
    assert note.primary_date.edtf == "1920-05-06"
    assert talk.dates[0].type is DateType.MET
    assert [(one.name, one.role) for one in talk.agents] == [("Mr. Lee", "participant")]
    assert [one.name for one in talk.subjects] == ["Taipei"]


def test_the_letter_of_the_manual() -> None:
    """The example of a letter is one record with correspondents, shelfmark and text."""
    found = items(LETTER)
    assert [type(one) for one in found] == [AuthorityReading, Reading]
    assert found[0].authority.identifiers == [Identifier("gnd", "118751433")]
    letter = found[1].record
    assert letter.identifiers[0] == Identifier("tei", "letter-12")
    assert [(one.name, one.role) for one in letter.agents] == [
        ("Mary Hill", "sender"),
        ("Otto Lang", "addressee"),
    ]
    assert letter.primary_date.edtf == "1890-03?"
    assert letter.references[0].text == "Bern, City Archive, L 5/12"
    assert letter.references[0].repository == "City Archive"
    assert letter.text("scope_and_content") == "Asks for seed."
    assert letter.text("language") == "de"
    assert paragraphs(found[1])[0].text == "Lieber Herr Lang!"
    assert paragraphs(found[1])[0].notes == ["In the source: Hern"]
    assert words_of(found[1]) == [("agents", "Mary Hill", "gnd:118751433")]


@pytest.mark.parametrize("text", [EDITION, LETTER])
def test_it_is_recognised_by_its_root(text: str) -> None:
    """A root element of TEI is TEI, whatever the file is called; a web page is not."""
    assert recognised(Material.of_text(text, "notes.txt")).name == "tei"
    assert recognised(Material.of_text(text.replace("TEI", "tei:TEI", 1))).name == "tei"
    assert not tei.recognise(Material.of_text(f"<html><body>{text}</body></html>", "a.xml"))


def test_todays_encoding_of_frus() -> None:
    """Bounds of a document without a date become EDTF; a file to be put in is named only."""
    text = edition(
        '<div type="compilation" xml:id="comp1"><head>One</head>'
        '<div type="document" subtype="historical-document" xml:id="d1" n="1" '
        'frus:doc-dateTime-min="1955-01-04T00:00:00-05:00" '
        'frus:doc-dateTime-max="1955-01-06T23:59:59-05:00"><head>1. Letter</head><p>a</p></div>'
        '<div type="document" subtype="editorial-note" xml:id="d2" n="2" '
        'frus:doc-dateTime-min="1955-01-01T00:00:00-05:00" '
        'frus:doc-dateTime-max="1955-01-31T23:59:59-05:00"><head>2. Editorial Note</head></div>'
        '<div type="document" subtype="editorial-note" xml:id="d3" n="3" '
        'frus:doc-dateTime-min="1955-01-03T00:00:00-05:00" '
        'frus:doc-dateTime-max="1955-02-01T23:59:59-05:00"><head>3. Editorial Note</head></div>'
        "</div>",
        attributes='xmlns:frus="http://history.state.gov/frus/ns/1.0" '
        'xmlns:xi="http://www.w3.org/2001/XInclude"',
    ).replace("<sourceDesc/>", '<sourceDesc/><xi:include href="../shared/frus-dates.xml"/>')
    found = items(text.replace("<idno>v1", '<idno type="frus">frus9'))
    records = [one for one in found if isinstance(one, Reading)]
    assert [one.record.primary_date.edtf for one in records[2:]] == [
        "[1955-01-04..1955-01-06]",
        "1955-01",
        "1955-01-03/1955-02-01",
    ]
    assert records[2].record.identifiers[0] == Identifier("frus", "frus9/d1")
    assert records[2].record.text("language") == "en"
    (told,) = [one for one in found if isinstance(one, Problem)]
    assert (told.code, told.severity, told.value) == (
        "tei-include",
        Severity.NOTICE,
        "../shared/frus-dates.xml",
    )


def test_the_same_identifier_twice() -> None:
    """The later of two documents with one xml:id is read under a name of its own."""
    one = '<div type="document" xml:id="d1" n="1"><head>A</head><p>x</p></div>'
    found = items(edition(one + one))
    keys = [each.key for each in found if isinstance(each, Reading)]
    assert keys == ["v1", "v1/d1", "v1/d1-2"]
    assert any(isinstance(each, Problem) and each.code == "tei-identifier-twice" for each in found)


def test_a_document_within_a_document() -> None:
    """A document that stands in another is a record below it, and not part of its text."""
    inner = '<div type="document" xml:id="d2"><head>Inner</head><p>in</p></div>'
    outer = f'<div type="document" xml:id="d1"><head>Outer</head><p>out</p>{inner}</div>'
    found = readings(edition(outer))
    assert [(one.key, one.parent) for one in found[1:]] == [("v1/d1", "v1"), ("v1/d2", "v1/d1")]
    assert [one.text for one in paragraphs(found[1])] == ["out"]


def test_lists_after_the_documents() -> None:
    """Authorities come before the records that mark them, wherever the file has its list."""
    text = edition(
        '<div type="document" xml:id="d1"><p>To <persName ref="#a">Ann</persName>.</p></div>'
    ).replace(
        "</body>",
        '</body><back><listPerson><person xml:id="a"><persName><surname>Reader</surname>'
        "<forename>Ann</forename></persName><birth when='1850'/></person></listPerson></back>",
    )
    found = items(text)
    assert isinstance(found[0], AuthorityReading)
    assert found[0].authority.preferred.text == "Reader, Ann"
    (reading,) = [one for one in found if isinstance(one, Reading) and one.record.level == "item"]
    assert words_of(reading) == [("texts", "Ann", "a")]


def test_undated_documents_lie_between_others() -> None:
    """A document without a date gets the days between those around it, said to be so."""
    dated = '<div type="document"><head>A</head><dateline><date when="{0}"/></dateline></div>'
    undated = (
        '<div type="document"><head>B</head><dateline><placeName>Rome</placeName>, undated.'
        "</dateline></div>"
    )
    body = dated.format("1950-01-02") + undated + dated.format("1950-01-05")
    found = items(edition(f'<div type="chapter"><head>C</head>{body}</div>'))
    date = [one for one in found if isinstance(one, Reading)][3].record.dates[0]
    assert (date.date.text, date.date.edtf) == ("undated", "[1950-01-02..1950-01-05]")
    assert (date.state, date.primary) == (State.MACHINE_MADE, True)
    assert [one.code for one in found if isinstance(one, Problem)] == ["tei-date-concluded"]


def test_text_between_documents() -> None:
    """What stands between two documents is reported; what stands before the first belongs
    to the chapter, as do sections to the volume; an index is left out."""
    one = '<div type="document"><head>A</head><p>x</p></div>'
    front = (
        '<div type="section" xml:id="preface"><head>Preface</head><p>Why.</p></div>'
        '<div type="section" subtype="index" xml:id="terms"><head>Terms</head><list><item>'
        '<term xml:id="t">AA</term>, anti-aircraft</item></list></div>'
        '<div type="section" subtype="index" xml:id="index"><head>Index</head></div>'
    )
    body = f'<div type="chapter"><head>C</head><p>Before.</p>{one}<p>Between.</p>{one}</div>'
    found = items(edition(body, front))
    records = [each for each in found if isinstance(each, Reading)]
    assert [each.record.text("title") for each in records] == [
        "Volume", "Preface", "Terms", "C", "A", "A",
    ]  # fmt: skip
    assert [each.text for each in paragraphs(records[3])] == ["Before."]
    told = {each.code: each.value for each in found if isinstance(each, Problem)}
    assert told["tei-loose-text"] == "Between."
    assert told["tei-left-out"] == "Index"


def test_a_corpus_is_a_collection() -> None:
    """Each file of a corpus is a record in the collection that the corpus is."""
    one = LETTER.replace("letter-12", "letter-13")
    title = "<titleStmt><title>All letters</title></titleStmt>"
    head = f"<teiHeader><fileDesc>{title}</fileDesc></teiHeader>"
    found = items(f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{head}{LETTER}{one}</teiCorpus>')
    assert isinstance(found[0], CollectionReading)
    records = [each for each in found if isinstance(each, Reading)]
    assert [each.key for each in records] == ["letter-12", "letter-13"]
    assert {each.collections for each in records} == {("All letters",)}


@pytest.mark.parametrize(
    ("body", "text", "notes"),
    [
        ("<p>a\n  <hi>b</hi>c <lb/>d</p>", "a bc d", []),
        ("<p>one<lb/>two, three-<lb break='no'/>four</p>", "one two, three-four", []),
        ("<lg><l>first</l>\n<l>second</l></lg>", "first\nsecond", []),
        ("<table><row><cell>a</cell><cell> b</cell></row></table>", "a | b", []),
        ("<p>x <gap reason='illegible'/> y</p>", "x […] y", []),
        ("<p>x <del>y</del> z</p>", "x z", ["Struck out: y"]),
        ("<p>sup<supplied>plied</supplied> <unclear>word</unclear> end</p>",
         "sup[plied] word [?] end", []),
        ("<p>a<note n='3'>see <p>b</p> c</note> d</p>", "a d", ["3. see b c"]),
        ("<p>&lt;tag&gt; &#8217; <!-- no --><?pi no?>end</p>", "<tag> ’ end", []),
    ],
)  # fmt: skip
def test_wording_of_a_paragraph(body: str, text: str, notes: list[str]) -> None:
    """White space is one space; each element of the text reads as it should."""
    (paragraph,) = paragraphs(document(body))
    assert (paragraph.text, paragraph.notes) == (text, notes)


def test_blocks_within_blocks() -> None:
    """A list within a paragraph is paragraphs of its own, with identifiers that differ."""
    reading = document('<p xml:id="x">a <list><item>b</item><item>c</item></list> d</p>')
    assert [(one.identifier, one.text) for one in paragraphs(reading)] == [
        ("x", "a"), ("p2", "b"), ("p3", "c"), ("p4", "d"),
    ]  # fmt: skip


def test_marks_know_their_words() -> None:
    """A mark covers the words exactly, across inline elements and white space."""
    front = (
        '<div xml:id="persons"><list><item><persName xml:id="a">A, B</persName>, x</item></list>'
        "</div>"
        '<div xml:id="terms"><list type="terms"><item><term xml:id="t">NSC</term>, National '
        "Security Council</item><item><term xml:id='u'>AA</term>, anti-aircraft</item></list></div>"
    )
    body = (
        '<div type="document" xml:id="d1"><p>of  <persName corresp="#a"> Mr.\n <hi>B</hi> A '
        '</persName>, the <gloss target="#t">NSC</gloss>, <gloss target="#u">AA</gloss>'
        '<note>and <persName corresp="#a">A</persName></note></p></div>'
    )
    found = items(edition(body, front))
    bodies = [one.authority for one in found if isinstance(one, AuthorityReading)]
    assert [one.preferred.text for one in bodies] == ["A, B", "National Security Council"]
    assert [(one.text, one.type) for one in bodies[1].variants] == [("NSC", NameType.ABBREVIATION)]
    reading = next(one for one in found if isinstance(one, Reading) and one.record.level == "item")
    assert words_of(reading) == [("texts", "Mr. B A", "a"), ("texts", "NSC", "t")]


def test_whom_only_a_note_names() -> None:
    """A person whom only a footnote names is a subject of the document."""
    front = (
        '<div xml:id="persons"><list><item><persName xml:id="a">A, B</persName></item></list></div>'
    )
    noted = '<note><persName corresp="#a">B</persName></note>'
    body = f'<div type="document" xml:id="d1"><p>x{noted}</p></div>'
    reading = readings(edition(body, front))[-1]
    assert [(one.name, one.kind) for one in reading.record.subjects] == [("B", "person")]
    assert words_of(reading) == [("subjects", "B", "a")]


@pytest.mark.parametrize(
    ("words", "where", "marking", "rest"),
    [
        ("Source: Department of State, Central Files, 1/2–55. Secret. Drafted by A. B. Low.",
         "Department of State, Central Files, 1/2–55", "Secret", "Drafted by A. B. Low."),
        ("Source: Hill Library, Papers. Top Secret; Limited Distribution.",
         "Hill Library, Papers", "Top Secret; Limited Distribution", ""),
        ("Source: Hill Library, Papers. Extract.", "Hill Library, Papers", "", "Extract."),
        ("[Source: Office, Files. Confidential. Kept.]", "Office, Files", "Confidential", "Kept."),
    ],
)  # fmt: skip
def test_source_notes(words: str, where: str, marking: str, rest: str) -> None:
    """Before the marking stands the reference, after it what else is known."""
    found = read_source(words)
    assert found.reference.text == where
    assert (found.marking.text if found.marking else "") == marking
    assert found.rest == rest


def test_dates_of_attributes() -> None:
    """Times are cut off, bounds that are a month or a year are that, the rest is refused."""
    assert plain_day("1961-01-21T18:34:00-05:00") == "1961-01-21"
    assert plain_day("1961-02-30") == plain_day("soon") == plain_day("--05-01") == ""
    assert stretch("1955-01-01", "1955-12-31", within=True) == "1955"
    assert stretch("", "1955-12-31", within=True) == "[..1955-12-31]"
    assert stretch("1955-02", "", within=False) == "1955-02/.."
    assert stretch("1956", "1955", within=False) == ""


def test_an_attribute_that_is_no_date() -> None:
    """A slip in an attribute is reported with its line, and the words are read instead."""
    found = items(
        edition(
            '<div type="document" xml:id="d1"><head>A</head><dateline>'
            '<date when="1955-13-45">May 4, 1955</date></dateline><p>x</p></div>'
        )
    )
    told = next(one for one in found if isinstance(one, Problem))
    assert (told.code, told.value, told.where) == ("tei-date", "when=1955-13-45", "line 1")
    assert found[-1].record.primary_date.edtf == "1955-05-04"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("National Security Council", True), ("Bureau of European Affairs, Department of State", True),
     ("Director of the Bureau", False), ("anti-aircraft", False),
     ("Department of State telegram", False),
     ("Secretary of State", False), ("Council; Committee", False)],
)  # fmt: skip
def test_bodies_among_abbreviations(words: str, expected: bool) -> None:
    """Only what is plainly the name of a body becomes an authority."""
    assert names_body(words) is expected


def test_a_file_that_breaks_off() -> None:
    """What stands before the break is read, and the place is named."""
    cut = EDITION[: EDITION.index("Nothing was agreed")]
    found = items(cut)
    assert [one.key for one in found if isinstance(one, Reading)][-1] == "hill1/d2"
    told = found[-1]
    assert (told.code, told.severity, told.rejected) == ("tei-not-xml", Severity.ERROR, 1)
    assert told.where.startswith("line ")


def test_a_web_page_is_refused() -> None:
    """An error page that was saved as XML is said to be that."""
    (told,) = items("<!DOCTYPE html><html><body>Not found</body></html>")
    assert told.code == "xml-web-page"


def test_the_wrong_encoding() -> None:
    """A file that declares another encoding than it has is located, and can be read by
    saying which it has."""
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + edition(
        '<div type="document" xml:id="d1"><p>Grüße</p></div>'
    )
    data = text.encode("latin-1")
    told = items(data)[-1]
    assert (told.code, told.where.split(",")[0]) == ("tei-not-xml", "line 2")
    assert "--encoding" in told.message
    reading = readings(data, encoding="latin-1")[-1]
    assert paragraphs(reading)[0].text == "Grüße"


def test_nothing_is_fetched_or_expanded() -> None:
    """Entities and document types of a file are left alone."""
    text = '<!DOCTYPE TEI [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa">]>' + edition(
        '<div type="document" xml:id="d1"><p>x &e; &a; y</p></div>'
    )
    assert paragraphs(readings(text)[-1])[0].text == "x &e; &a; y"


def test_elements_very_deep() -> None:
    """Elements within each other without end are read or refused, and never raise."""
    for depth in (150, 240, 5_000):
        text = edition(f'<div type="document">{"<hi>" * depth}x{"</hi>" * depth}</div>')
        assert items(text)


_PIECES = st.sampled_from(
    ["<div type='document' xml:id='d1'>", "<div>", "</div>", "<p>", "</p>", "<head>", "</head>",
     "<note n='1'>", "</note>", "<pb n='2'/>", "<date when='x'/>", "<dateline/>", "<list>",
     "</list>", "<item>", "</item>", "<persName xml:id='a' ref='#a'>", "</persName>", "text ",
     "<TEI>", "</TEI>", "<teiHeader>", "</teiHeader>", "<correspDesc>", "</correspDesc>",
     "<person>", "</person>", "&e;", "\x00", "é", "<choice/>", "<lg><l/></lg>", "]]>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_input_raises(data: st.DataObject) -> None:
    """Whatever is changed in an example, or put into one, reading it never raises."""
    text = data.draw(st.sampled_from([EDITION, LETTER]))
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(begin, min(len(text), begin + 60)))
        text = text[:begin] + "".join(data.draw(st.lists(_PIECES, max_size=5))) + text[end:]
    assert isinstance(items(text), list)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join) | st.text())
def test_no_made_up_body_raises(body: str) -> None:
    """Elements in any order, closed or not, are read or refused."""
    assert isinstance(items(edition(body).encode("utf-8", "replace")), list)
    assert isinstance(items(body.encode("utf-8", "replace")), list)


@pytest.mark.skipif(not VOLUMES, reason="the volumes are not here")
@pytest.mark.parametrize("path", VOLUMES, ids=lambda path: path.stem)
def test_counts_of_a_real_volume(path: Path) -> None:
    """Documents, persons, notes, pages and marks are as many as the file has."""
    tree = etree.parse(path)
    found = list(tei.read(Material.of_file(path)))
    records = [one for one in found if isinstance(one, Reading)]
    people = [one for one in found if isinstance(one, AuthorityReading)]
    documents = [one for one in records if one.record.level == "item"]
    inside = '//t:div[@type="document"]'

    def count(query: str) -> int:
        return int(tree.xpath(f"count({query})", namespaces=SPACE))

    assert {one.key.partition("/")[2] for one in documents} == {
        one.get("{http://www.w3.org/XML/1998/namespace}id")
        for one in tree.xpath(inside, namespaces=SPACE)
    }
    assert len(documents) == count(inside)
    assert sum(one.authority.kind == "person" for one in people) == count(
        '//t:div[@xml:id="persons"]//t:item//t:persName[@xml:id]'
    )
    in_text = sum(len(one.notes) for reading in documents for one in paragraphs(reading))
    in_head = sum(len(one.record.values.get("note", ())) for one in documents)
    sources = sum(len(one.record.references) for one in documents)
    assert in_text + in_head + sources == count(f"{inside}//t:note")
    pages = [
        page
        for reading in records
        if reading.record.level in ("item", "chapter", "compilation")
        for text in reading.record.texts
        for one in text.paragraphs
        for page in one.page.split(", ")
        if page
    ]
    assert len(pages) == count("//t:body//t:pb | //t:text/t:pb")
    keys = {one.key for one in people}
    pointing = Counter(
        pointer.removeprefix("#")
        for pointer in tree.xpath(
            f"{inside}//*[self::t:persName or self::t:gloss][normalize-space(.)][not(ancestor::"
            "t:note)][not(ancestor::t:head[parent::t:div])]/@*[name()='corresp' or "
            "name()='target']",
            namespaces=SPACE,
        )
    )
    marks = Counter(
        mark.authority for one in documents for mark in one.marks if mark.field == "texts"
    )
    assert marks == {key: number for key, number in pointing.items() if key in keys}
    for reading in documents:
        assert all(words and words == words.strip() for _, words, _ in words_of(reading))


@pytest.mark.skipif(not VOLUMES, reason="the volumes are not here")
def test_dates_of_real_volumes() -> None:
    """Dates are those of the source, with their words; at least 99 documents of 100 have
    one, and those concluded say so."""
    gold = dict(
        line.split("\t")[:2]
        for line in GOLD.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    total = dated = compared = 0
    for path in VOLUMES:
        for one in tei.read(Material.of_file(path)):
            if not isinstance(one, Reading) or one.record.level != "item":
                continue
            total += 1
            dated += bool(one.record.primary_date.edtf)
            for date in one.record.dates:
                said = gold.get(date.date.text, "")
                if said and "/" not in said and date.state is not State.MACHINE_MADE:
                    compared += 1
                    assert date.date.edtf == said[:10]
                if date.state is State.MACHINE_MADE:
                    assert date.date.notes
    assert dated >= 0.99 * total
    assert compared > 100
