"""CMIF: inventories of letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from regesta.description.record import DateType, Identifier, State
from regesta.formats import cmif, recognised
from regesta.formats.material import Material
from regesta.formats.reading import AuthorityReading, CollectionReading, Problem, Reading

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "formats" / "cmif.md"
DATA = ROOT.parent / "shared" / "data" / "cmif"
(EXAMPLE,) = re.findall(r"```xml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
INVENTORIES = sorted(DATA.glob("*.xml")) if DATA.is_dir() else []


def items(text: str | bytes):
    data = text if isinstance(text, bytes) else text.encode()
    return list(cmif.read(Material.of_bytes(data, "letters.xml")))


def letters(text: str) -> list[Reading]:
    return [one for one in items(text) if isinstance(one, Reading)]


def inventory(*described: str, sources: str = "") -> str:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        "<title>Letters</title></titleStmt><publicationStmt><idno>inv</idno></publicationStmt>"
        f"<sourceDesc>{sources}</sourceDesc></fileDesc><profileDesc>{''.join(described)}"
        "</profileDesc></teiHeader></TEI>"
    )


def test_the_example_of_the_manual() -> None:
    """The example is a collection of two letters and the authorities they name."""
    found = items(EXAMPLE)
    assert isinstance(found[0], CollectionReading)
    assert found[0].collection.text("title") == "Letters of Mary Hill"
    known = [one.authority for one in found if isinstance(one, AuthorityReading)]
    assert [(one.preferred.text, one.identifiers[0]) for one in known] == [
        ("Mary Hill", Identifier("gnd", "118751433")),
        ("Bern", Identifier("geonames", "2661552")),
        ("Otto Lang", Identifier("viaf", "12345")),
    ]
    first, second = (one for one in found if isinstance(one, Reading))
    assert first.collections == ("Letters of Mary Hill",)
    record = first.record
    assert record.text("title") == "Letter from Mary Hill to Otto Lang"
    assert record.values["title"][0].state is State.SUPPLIED
    assert [(one.name, one.role) for one in record.agents] == [
        ("Mary Hill", "sender"),
        ("Otto Lang", "addressee"),
    ]
    assert record.identifiers == [Identifier("cmif", "https://hill.example/letters.xml#1")]
    assert record.text("publications") == "Hill, Letters. Bern 1990. No. 1"
    assert (record.dates[0].type, record.primary_date.edtf) == (DateType.SENT, "1890-03-02")
    assert record.rights.uri == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert [(one.field, one.part, one.authority) for one in first.marks] == [
        ("agents", "0", "gnd:118751433"),
        ("subjects", "0", "geonames:2661552"),
        ("agents", "1", "viaf:12345"),
    ]
    assert second.record.identifiers[1] == Identifier("uri", "https://hill.example/letters/2")
    assert second.record.primary_date.edtf == "[..1890-12-31]"
    assert second.record.primary_date.text == "undated, before 1891"
    assert second.record.agents[1].kind == "organisation"
    assert not [one for one in found if isinstance(one, Problem)]


def test_it_is_recognised_by_its_letters() -> None:
    """Several letters in one header are an inventory; a letter with its text is TEI."""
    assert recognised(Material.of_text(EXAMPLE)).name == "cmif"
    one = '<correspDesc key="1"><correspAction type="sent"/></correspDesc>'
    assert cmif.recognise(Material.of_text(inventory(one)))
    text = inventory(one).replace("</TEI>", "<text><body><p>Dear Otto</p></body></text></TEI>")
    assert recognised(Material.of_text(text)).name == "tei"


@pytest.mark.parametrize(
    ("attributes", "edtf"),
    [
        ('when="1890-03"', "1890-03"),
        ('from="1890-03-01" to="1890-03-04"', "1890-03-01/1890-03-04"),
        ('from="1890-03-01"', "1890-03-01/.."),
        ('notBefore="1890-03-01" notAfter="1890-03-04"', "[1890-03-01..1890-03-04]"),
        ('notBefore="1890-03-01"', "[1890-03-01..]"),
        ('notBefore="1834-01-01" notAfter="1834-12-31"', "1834"),
        ('when="1890-03-02" cert="low"', "1890-03-02?"),
        ('when="1890-03-02" cert="high"', "1890-03-02"),
    ],
)
def test_dates(attributes: str, edtf: str) -> None:
    """Every attribute of a date means what TEI says it means."""
    one = (
        f'<correspDesc key="1"><correspAction type="sent"><date {attributes}/></correspAction>'
        "</correspDesc>"
    )
    assert letters(inventory(one))[0].record.primary_date.edtf == edtf


def test_the_calendar_of_a_date() -> None:
    """A calendar that is named stays with the wording."""
    one = (
        '<correspDesc key="1"><correspAction type="sent"><date when="1890-03-14" '
        'calendar="#julian">2 March 1890</date></correspAction></correspDesc>'
    )
    date = letters(inventory(one))[0].record.primary_date
    assert (date.text, date.edtf, date.calendar) == ("2 March 1890", "1890-03-14", "julian")


def test_numbers_count_within_a_source() -> None:
    """Where an inventory has several sources, numbers are those of the source; a number
    given twice is reported and told apart."""
    one = (
        '<correspDesc source="#{0}" key="1"><correspAction type="sent"><persName>A</persName>'
        "</correspAction></correspDesc>"
    )
    sources = '<bibl xml:id="a">One</bibl><bibl xml:id="b">Two</bibl>'
    found = items(inventory(one.format("a"), one.format("b"), one.format("b"), sources=sources))
    assert [each.key for each in found if isinstance(each, Reading)] == [
        "inv#a/1", "inv#b/1", "inv#b/1-2",
    ]  # fmt: skip
    assert [each.code for each in found if isinstance(each, Problem)] == ["cmif-number-twice"]


def test_what_a_letter_mentions() -> None:
    """Persons and languages in a note become subjects and the language; all else is kept."""
    one = (
        '<correspDesc key="1"><correspAction type="sent"><persName>A</persName></correspAction>'
        '<correspAction type="redirected"><placeName>Ulm</placeName></correspAction><note>'
        '<ref type="cmif:mentionsPerson" target="https://d-nb.info/gnd/1">Kant</ref>'
        '<ref type="cmif:hasLanguage" target="de"/><ref type="cmif:hasTextBase" target="x"/></note>'
        '<correspContext><ref type="prev" target="#l0">Before</ref></correspContext></correspDesc>'
    )
    record = letters(inventory(one))[0].record
    assert ("Kant", "person") in [(each.name, each.kind) for each in record.subjects]
    assert record.text("language") == "de"
    assert record.extra["hastextbase"][0].text == "x"
    assert record.text("related_units") == "prev: Before: #l0"


def test_a_file_that_breaks_off() -> None:
    """Letters before the break are read, and the place is named."""
    found = items(EXAMPLE[: EXAMPLE.index("Farmers")])
    assert len([one for one in found if isinstance(one, Reading)]) == 1
    assert found[-1].code == "cmif-not-xml"


def test_files_without_letters() -> None:
    """A web page and a file without letters are refused, saying so."""
    assert [one.code for one in items("<html><body/></html>")] == ["xml-web-page"]
    assert items(inventory())[-1].code == "cmif-no-letters"
    assert "cmif-empty-letter" in [
        getattr(one, "code", "") for one in items(inventory("<correspDesc/>"))
    ]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_input_raises(data: st.DataObject) -> None:
    """Whatever is changed in the example, reading it never raises."""
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(begin, min(len(text), begin + 60)))
        put = data.draw(
            st.sampled_from(
                ["", "<date/>", "<correspDesc>", "</correspDesc>", "&e;", "<persName/>"]
            )
            | st.text(max_size=8)
        )
        text = text[:begin] + put + text[end:]
    assert isinstance(items(text.encode("utf-8", "replace")), list)


@pytest.mark.skipif(not INVENTORIES, reason="the inventories are not here")
@pytest.mark.parametrize("path", INVENTORIES, ids=lambda path: path.stem)
def test_counts_of_a_real_inventory(path: Path) -> None:
    """Letters, correspondents, dates and entries of registers are as many as the file has."""
    tree = etree.parse(path)
    found = list(cmif.read(Material.of_file(path)))
    records = [one for one in found if isinstance(one, Reading)]

    def count(query: str) -> int:
        space = {"t": "http://www.tei-c.org/ns/1.0"}
        return int(tree.xpath(f"count({query})", namespaces=space))

    assert len(records) == count("//t:correspDesc")
    assert sum(len(one.record.agents) for one in records) == count(
        "//t:correspAction/t:persName | //t:correspAction/t:orgName"
    )
    assert sum(bool(one.record.primary_date.edtf) for one in records) >= count(
        "//t:correspDesc[t:correspAction/t:date/@*[name() != 'cert']]"
    )
    assert len({one.key for one in records}) == len(records)
    numbers = {
        pointer.rpartition("/")[2]
        for pointer in tree.xpath("//@ref")
        if "gnd" in pointer or "geonames" in pointer
    }
    assert {
        each.value
        for one in found
        if isinstance(one, AuthorityReading)
        for each in one.authority.identifiers
    } == numbers


def test_every_problem_of_a_date_is_documented() -> None:
    """A date that is none is told under a code that the form names."""
    text = inventory(
        '<correspDesc ref="u:1"><correspAction type="sent"><persName>Ada Quill</persName>'
        '<date when="1937-02-30">30 February</date></correspAction></correspDesc>',
    )
    codes = {one.code for one in items(text) if isinstance(one, Problem)}
    assert "tei-date" in codes
    assert codes <= set(cmif.CODES)
