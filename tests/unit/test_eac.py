"""EAC-CPF: authority records of people, families and bodies."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.description.authority import Kind, LifeType, RelationType
from regesta.description.record import Identifier
from regesta.formats import eac, recognised
from regesta.formats.material import Material
from regesta.formats.reading import AuthorityReading, Problem

PAGE = Path(__file__).parent.parent.parent / "docs" / "formats" / "eac.md"
EXAMPLE = re.search(r"```xml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]


def authorities(text: str):
    items = list(eac.read(Material.of_text(text, "one.xml")))
    return [item.authority for item in items if isinstance(item, AuthorityReading)]


def problems(text: str) -> list[str]:
    items = eac.read(Material.of_text(text, "one.xml"))
    return [item.code for item in items if isinstance(item, Problem)]


def record(identity: str, rest: str = "", control: str = "") -> str:
    return (
        f'<eac-cpf xmlns="urn:isbn:1-931666-33-4"><control>{control}</control><cpfDescription>'
        f"<identity>{identity}</identity>{rest}</cpfDescription></eac-cpf>"
    )


def test_the_example_of_the_manual() -> None:
    """Every element of the manual's example is where the manual says."""
    assert recognised(Material.of_text(EXAMPLE)).name == "eac"
    assert problems(EXAMPLE) == []
    (anna,) = authorities(EXAMPLE)
    assert (anna.kind, anna.preferred.text) == (Kind.PERSON, "Miller, Anna")
    assert anna.preferred.tag == "de-Latn"
    assert [(one.text, one.tag) for one in anna.variants] == [
        ("Миллер, Анна", "ru-Cyrl"),
        ("Schulz, Anna", ""),
    ]
    assert anna.variants[1].used.edtf == "/1890"
    assert anna.date(LifeType.EXISTENCE).edtf == "1866-03/1935?"
    assert anna.text("places") == "birth: Hill Farm"
    assert anna.text("functions") == "farmer"
    assert anna.text("history") == "She kept the farm."
    assert [(one.type, one.name) for one in anna.relations] == [
        (RelationType.PART_OF, "Harvest committee")
    ]
    assert anna.identifiers == [Identifier("eac:XX-Town", "p-17"), Identifier("viaf", "12345")]
    assert anna.sources == ["Register of the parish"]
    assert anna.extra["resourceRelation"][0].text == "creatorOf: Papers <https://example.org/hc>"


def test_version_2() -> None:
    """The elements that version 2.0 names otherwise are read as well."""
    (body,) = authorities(
        '<eac xmlns="https://archivists.org/ns/eac/v2"><control><recordId>b-1</recordId></control>'
        '<cpfDescription><identity><entityType value="corporateBody"/>'
        '<nameEntry languageOfElement="eng"><part>Harvest board</part></nameEntry>'
        '<nameEntry preferredForm="true" languageOfElement="fre" scriptOfElement="Latn">'
        "<part>Comité de la moisson</part></nameEntry></identity><relations><relation>"
        '<targetEntity targetType="corporateBody"><part>Rye board</part></targetEntity>'
        "<relationType>successor</relationType></relation></relations></cpfDescription></eac>"
    )
    assert (body.kind, body.preferred.text) == (Kind.ORGANISATION, "Comité de la moisson")
    assert body.preferred.language == "fr"
    assert [(one.type, one.name) for one in body.relations] == [(RelationType.LATER, "Rye board")]


def test_sorts_of_relations() -> None:
    """Earlier and later, part of, the same entity elsewhere; any other sort is said."""
    kinds = ("temporal-earlier", "temporal-later", "hierarchical-child", "associative")
    ties = "".join(
        f'<cpfRelation cpfRelationType="{kind}"><relationEntry>{kind}</relationEntry></cpfRelation>'
        for kind in kinds
    )
    same = (
        '<cpfRelation cpfRelationType="identity" xmlns:x="http://www.w3.org/1999/xlink" '
        'x:href="http://www.wikidata.org/entity/Q42"><relationEntry>A</relationEntry></cpfRelation>'
    )
    (one,) = authorities(
        record(
            "<entityType>family</entityType><nameEntry><part>A</part></nameEntry>",
            f"<relations>{ties}{same}</relations>",
        )
    )
    assert [tie.type for tie in one.relations[:4]] == [
        RelationType.EARLIER, RelationType.LATER, RelationType.RELATED, RelationType.RELATED,
    ]  # fmt: skip
    assert one.relations[2].note == "hierarchical-child"
    assert Identifier("wikidata", "Q42") in one.identifiers


def test_dates_of_birth_and_activity_and_sets() -> None:
    """A date that says what it is of is of that type; a set is one date with gaps."""
    name = "<entityType>person</entityType><nameEntry><part>A</part></nameEntry>"
    (born,) = authorities(
        record(
            name,
            '<description><existDates><date localType="birth" standardDate="1866-03-02">2 March '
            '1866</date><dateRange localType="active"><fromDate>1890</fromDate><toDate>1900'
            "</toDate></dateRange></existDates></description>",
        )
    )
    assert born.date(LifeType.BIRTH).edtf == "1866-03-02"
    assert born.date(LifeType.ACTIVITY).edtf == "1890/1900"
    (twice,) = authorities(
        record(
            name,
            '<description><existDates><dateSet><date standardDate="1890">1890</date>'
            '<dateRange><fromDate standardDate="1900">1900</fromDate><toDate standardDate="1910">'
            "1910</toDate></dateRange></dateSet></existDates></description>",
        )
    )
    date = twice.date(LifeType.EXISTENCE)
    assert (date.text, date.earliest, date.latest) == ("1890, 1900-1910", "1890-01-01",
                                                       "1910-12-31")  # fmt: skip


def test_what_is_wrong_is_said_and_stops_nothing() -> None:
    """A record without a name, a deleted one and a broken end leave the others as they are."""
    good = record("<entityType>person</entityType><nameEntry><part>A</part></nameEntry>")
    nameless = record("<entityType>person</entityType>")
    deleted = record("", control="<maintenanceStatus>deleted</maintenanceStatus>")
    several = f'<all xmlns="urn:isbn:1-931666-33-4">{good}{nameless}{deleted}{good}'
    assert recognised(Material.of_text(several)).name == "eac"
    assert len(authorities(several)) == 2
    assert problems(several) == ["eac-no-name", "eac-deleted", "eac-not-xml"]
    assert problems("<eac-cpf/>") == ["eac-no-name"]
    assert problems(record("<nameEntry><part>A</part></nameEntry>")) == ["eac-kind"]
    wrong = record(
        "<entityType>person</entityType><nameEntry><part>A</part></nameEntry>",
        '<description><existDates><date standardDate="1890-31">1890</date></existDates>'
        "</description><relations><cpfRelation/></relations>",
    )
    assert problems(wrong) == ["date-normal", "eac-relation"]
    assert authorities(wrong)[0].date(LifeType.EXISTENCE).edtf == "1890"


def test_what_no_element_holds_is_kept() -> None:
    """Words of elements that an authority has no place for stand under their own names."""
    (one,) = authorities(
        record(
            "<entityType>person</entityType><nameEntry><part>A</part></nameEntry>",
            '<description><localDescriptions><localDescription localType="gender"><term>female'
            "</term></localDescription></localDescriptions><generalContext><p>War.</p>"
            "</generalContext></description><alternativeSet><setComponent>Other words"
            "</setComponent></alternativeSet>",
            "<conventionDeclaration><abbreviation>ISAAR</abbreviation></conventionDeclaration>",
        )
    )
    assert {name: values[0].text for name, values in one.extra.items()} == {
        "localDescription": "gender: female",
        "generalContext": "War.",
        "alternativeSet": "Other words",
        "conventionDeclaration": "ISAAR",
    }


PIECES = re.findall(r"<[^>]+>|[^<]+", EXAMPLE)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
        st.tuples(st.integers(0, len(EXAMPLE)), st.text(max_size=12), st.integers(0, 30)).map(
            lambda cut: EXAMPLE[: cut[0]] + cut[1] + EXAMPLE[cut[0] + cut[2] :]
        ),
        st.text(max_size=80),
    )
)
def test_no_text_makes_it_raise(text: str) -> None:
    """Whatever a file holds, what is wrong is a problem."""
    material = Material.of_text(text)
    eac.recognise(material)
    for item in eac.read(material):
        assert isinstance(item, AuthorityReading | Problem)
