"""Answers of repositories (OAI-PMH) as a form: what is read into which field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.description.record import Identifier, Statement
from regesta.formats import oai, recognised
from regesta.formats.material import Material
from regesta.formats.oai.answers import moment, set_titles
from regesta.formats.oai.metadata import best_prefix
from regesta.formats.reading import AuthorityReading, Item, Problem, Reading

PAGE = Path(__file__).parent.parent.parent / "docs/formats/oai.md"
NAMESPACES = (
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
)


def example() -> str:
    (block,) = re.findall(r"```xml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    return str(block)


def answer(*records: str, more: str = "", root: str = "") -> str:
    return (
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"{root}>'
        f"<ListRecords>{''.join(records)}{more}</ListRecords></OAI-PMH>"
    )


def record(inside: str, name: str = "oai:x:1", header: str = "") -> str:
    return (
        f"<record><header><identifier>{name}</identifier>{header}</header>"
        f"<metadata>{inside}</metadata></record>"
    )


def core(inside: str, root: str = "oai_dc:dc") -> str:
    return f"<{root} {NAMESPACES}>{inside}</{root}>"


def read(text: str) -> list[Item]:
    return list(oai.read(Material.of_text(text)))


def readings(text: str) -> list[Reading]:
    return [one for one in read(text) if isinstance(one, Reading)]


def codes(text: str) -> list[str]:
    return [one.code for one in read(text) if isinstance(one, Problem)]


def test_the_example_of_the_manual() -> None:
    """The answer shown in docs/formats/oai.md is read as the page says."""
    found = recognised(Material.of_text(example()))
    assert found is not None
    assert found.name == "oai"
    letter, deleted = readings(example())
    said = letter.record
    assert codes(example()) == []
    assert said.identifiers == [
        Identifier("oai", "oai:merrow.example:7"),
        Identifier("identifier", "https://merrow.example/7"),
    ]
    assert said.values["title"] == [Statement(text="Letter on the lamps", language="en")]
    assert said.values["language"][0].text == "en"
    assert said.primary_date.edtf == "1952-03-07"
    assert len(said.dates) == 1
    assert said.extra["dc:date"][0].text == "2019-02-03T10:11:12Z"
    assert said.extra["dc:type"][0].text == "Text"
    assert said.extra["datestamp"][0].text == "2024-05-31"
    assert [(one.name, one.kind) for one in said.subjects] == [("Merrow", "place")]
    assert letter.collections == ("Letters of the harbour",)
    assert letter.position.startswith("oai:merrow.example:7")
    assert "<dc:title" in letter.wording
    assert "xmlns" not in letter.wording
    assert (deleted.deleted, deleted.record.identifiers[0].value) == (True, "oai:merrow.example:8")


def test_a_date_is_said_once() -> None:
    """A repository that repeats a date for each of its own names of it dates a record once."""
    (found,) = readings(answer(record(core("<dc:date>2001</dc:date>" * 3))))
    assert [one.date.edtf for one in found.record.dates] == ["2001"]


def test_moments_count_where_there_is_no_day() -> None:
    """A date with hours and minutes is the record's, if it has no other."""
    (found,) = readings(answer(record(core("<dc:date>2003-04-22T13:13:44Z</dc:date>"))))
    assert found.record.primary_date.edtf == "2003-04-22T13:13:44Z"


@pytest.mark.parametrize("root", ["dcterms:dc", "qdc:qualifieddc", "metadata"])
def test_qualified_terms_are_read_whatever_holds_them(root: str) -> None:
    """Terms are known by their own namespace, not by the element around them."""
    inside = "<dc:title>On lamps</dc:title><dcterms:created>1952</dcterms:created>"
    inside += "<dcterms:isPartOf>Papers</dcterms:isPartOf>"
    text = answer(
        record(core(inside, root)), root=' xmlns:qdc="http://dspace.org/qualifieddc/"'
    )  # fmt: skip
    (found,) = readings(text)
    assert found.record.text("title") == "On lamps"
    assert found.record.dates[0].type.value == "written"
    assert found.record.extra["dcterms:isPartOf"][0].text == "Papers"


def test_terms_with_a_prefix_nobody_declared() -> None:
    """``dc:title`` is a title, also where the repository forgot to say what dc is."""
    (found,) = readings(answer(record("<dc><dc:title>On lamps</dc:title></dc>")))
    assert found.record.text("title") == "On lamps"


EAD = """<ead xmlns="urn:isbn:1-931666-22-9"><eadheader><eadid>{0}</eadid></eadheader>
<archdesc level="fonds"><did><unittitle>Papers of {0}</unittitle></did>
<controlaccess><persname source="viaf" authfilenumber="17">Quill, Ada</persname></controlaccess>
<dsc><c id="one" level="file"><did><unittitle>Letters</unittitle></did></c></dsc>
</archdesc></ead>"""


def test_finding_aids_keep_their_trees_apart() -> None:
    """Documents of two records are read by their own reader, each under its identifier."""
    text = answer(
        record(EAD.format("A"), "oai:x:A", "<setSpec>aids</setSpec>"),
        record(EAD.format("B"), "oai:x:B"),
    )
    units = readings(text)
    assert [one.record.text("title") for one in units] == [
        "Papers of A", "Letters", "Papers of B", "Letters",
    ]  # fmt: skip
    assert [one.record.identifiers[0] for one in units[::2]] == [
        Identifier("oai", "oai:x:A"), Identifier("oai", "oai:x:B"),
    ]  # fmt: skip
    keys = [one.key for one in units]
    assert len(set(keys)) == 4
    assert [one.parent for one in units] == ["", keys[0], "", keys[2]]
    assert units[1].collections == ("aids",)
    people = [one.key for one in read(text) if isinstance(one, AuthorityReading)]
    assert len(people) == len(set(people)) == 2
    assert all(one.position.startswith(("oai:x:A, ", "oai:x:B, ")) for one in units)


def test_letters_in_tei_mark_their_own_people() -> None:
    """What a document calls p1 is not what the next one calls p1."""
    letter = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{0}'
        "</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><listPerson>"
        '<person xml:id="p1"><persName>{1}</persName></person></listPerson></sourceDesc>'
        '</fileDesc></teiHeader><text><body><p>To <persName ref="#p1">{1}</persName></p></body>'
        "</text></TEI>"
    )
    text = answer(
        record(letter.format("First", "Ada"), "oai:x:1"),
        record(letter.format("Second", "Ben"), "oai:x:2"),
    )
    people = {
        one.key: one.authority.preferred.text
        for one in read(text)
        if isinstance(one, AuthorityReading)
    }
    marked = [people[mark.authority] for one in readings(text) for mark in one.marks]
    assert marked == ["Ada", "Ben"]


def test_bare_numbers_are_of_one_repository() -> None:
    """An identifier that is no URI does not name a record of another repository."""
    text = answer(record(core("<dc:title>x</dc:title>"), "17")).replace(
        "<ListRecords>", "<request verb='ListRecords'>https://a.example/oai</request><ListRecords>"
    )
    (found,) = readings(text)
    assert found.record.identifiers[0].value == "https://a.example/oai#17"


def test_sets_of_one_name_are_told_apart() -> None:
    """The setSpec is said where several sets have the same name, or one has none."""
    assert set_titles({"a": "Images", "b": "Images", "c": "Maps", "d": ""}) == {
        "a": "Images (a)", "b": "Images (b)", "c": "Maps", "d": "d",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (answer("<record><header/></record>"), "oai-record"),
        (answer(record('<mods xmlns="http://www.loc.gov/mods/v3"/>')), "oai-metadata"),
        (answer(record(core("<dc:title>x</dc:title>"), name="")), "oai-no-identifier"),
        (answer(record(core("")), more="<resumptionToken>t</resumptionToken>"), "oai-more"),
        (answer(), "oai-none"),
        (answer(record(core("")))[:-60], "oai-not-xml"),
        ('<OAI-PMH><error code="badVerb">no</error></OAI-PMH>', "oai-error"),
        ('<OAI-PMH><error code="ours">no</error></OAI-PMH>', "oai-error"),
        ("<OAI-PMH><error/></OAI-PMH>", "oai-error"),
        ("<set/>", "oai-none"),
        ("<record/>", "oai-none"),
    ],
)
def test_what_is_wrong_is_named(text: str, code: str) -> None:
    """Each fault has its problem, with a remedy, and never an exception."""
    problems = [one for one in read(text) if isinstance(one, Problem)]
    assert code in [one.code for one in problems]
    assert all(one.message and one.remedy for one in problems)
    assert {one.code for one in problems} <= set(oai.CODES)


def test_a_last_token_without_words_is_no_further_page() -> None:
    """An empty resumptionToken ends a list."""
    assert codes(answer(record(core("")), more="<resumptionToken/>")) == []


def test_a_record_inside_a_description_is_part_of_it() -> None:
    """An element ``record`` of another vocabulary is no record of the list."""
    inside = core("<dc:title>x</dc:title><m:record xmlns:m='m'><m:leader/></m:record>")
    assert len(readings(answer(record(inside)))) == 1


def test_memory_does_not_grow_with_the_list() -> None:
    """Records are let go of as they are read."""
    one = record(core("<dc:title>" + "x" * 1_000 + "</dc:title>"))
    material = Material.of_text(answer(one * 3_000))
    import tracemalloc

    tracemalloc.start()
    count = sum(isinstance(item, Reading) for item in oai.read(material))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3_000
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-01T12:00:00Z", "2024-06-01T12:00:00Z"),
        ("2024-06-01T12:00:00.870Z", "2024-06-01T12:00:00Z"),
        ("2024-06-01", "2024-06-01"),
        (" 2024-06-01T12:00:00 ", "2024-06-01T12:00:00Z"),
        ("2024-06-01T12:00:00+02:00", ""),
        ("yesterday", ""),
    ],
)
def test_moments_of_the_protocol(text: str, expected: str) -> None:
    """Moments are taken in UTC and whole seconds; what is of another zone is no moment."""
    assert moment(text) == expected


def test_the_form_that_says_most_is_asked_for() -> None:
    """Among those offered, whatever their prefixes, finding aids go before Dublin Core."""
    simple = ("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/")
    assert best_prefix([("mods", "http://www.loc.gov/mods/v3"), simple]) == "oai_dc"
    assert best_prefix([simple, ("findbuch", "urn:isbn:1-931666-22-9")]) == "findbuch"
    assert best_prefix([("mods", "x")]) == ""


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_answers_never_raise(data: st.DataObject) -> None:
    """Whatever is cut out of an answer or put into it, reading tells of it."""
    text = example()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    put = data.draw(st.text(max_size=20) | st.sampled_from(["<", "</record>", "<record>", "&x;"]))
    for item in read(text[:start] + put + text[end:]):
        assert item
