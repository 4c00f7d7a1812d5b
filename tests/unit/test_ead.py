"""EAD: finding aids with their hierarchy, in all their forms."""

from __future__ import annotations

import random
import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from regesta.description.record import (
    AccessStatus,
    AgentInRole,
    DateType,
    Identifier,
    ReferenceLevel,
    State,
    Subject,
)
from regesta.formats import ead, recognised
from regesta.formats.ead.access import access_of, speaks_of_closure
from regesta.formats.ead.names import role_of
from regesta.formats.ead.tree import look_ahead, units
from regesta.formats.languages import language_tag, tag_with_script
from regesta.formats.material import Material
from regesta.formats.reading import AuthorityReading, Problem, Reading

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT.parent / "shared" / "data"
PAGE = ROOT / "docs" / "formats" / "ead.md"
EXAMPLE = re.search(r"```xml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
FINDING_AIDS = [*sorted((DATA / "ead").glob("*.xml")), *sorted((DATA / "ead3").glob("mc*.xml"))]
COMPONENTS = ("c", *(f"c{number:02}" for number in range(1, 13)))
UNITS = " or ".join(f"local-name()='{name}'" for name in ("archdesc", *COMPONENTS))


def items(text: str):
    return list(ead.read(Material.of_text(text, "one.xml")))


def records(text: str):
    return [item.record for item in items(text) if isinstance(item, Reading)]


def codes(text: str) -> list[str]:
    return [item.code for item in items(text) if isinstance(item, Problem)]


def aid(did: str = "<unittitle>A</unittitle>", rest: str = "", *, header: str = "") -> str:
    return (
        f"<ead><eadheader><eadid>x</eadid>{header}</eadheader>"
        f'<archdesc level="fonds"><did>{did}</did>{rest}</archdesc></ead>'
    )


def test_the_example_of_the_manual() -> None:
    """Every element of the manual's example is where the manual says."""
    assert recognised(Material.of_text(EXAMPLE)).name == "ead"
    readings = [item for item in items(EXAMPLE) if isinstance(item, Reading)]
    assert codes(EXAMPLE) == []
    assert [(one.key, one.parent, one.record.level) for one in readings] == [
        ("archdesc", "", "fonds"),
        ("letters", "archdesc", "series"),
        ("c1.1", "letters", "file"),
        ("c1.2", "letters", "bundle"),
    ]
    whole, series, file, _ = (one.record for one in readings)
    assert whole.text("title") == "Harvest committee"
    assert [(one.date.edtf, one.type, one.primary) for one in whole.dates] == [
        ("1890/1920", DateType.UNSPECIFIED, True),
        ("1905/1915", DateType.BULK, False),
    ]
    assert whole.identifiers == [
        Identifier("ead:harvest-7", "archdesc"),
        Identifier("reference code", "HC"),
    ]
    assert whole.references[0].repository == "Town archive"
    assert whole.agents == [AgentInRole(name="Miller, Anna", role="collector")]
    assert whole.text("extent") == "3 boxes; 1 roll"
    assert whole.text("language") == "de"
    assert whole.text("description_dates") == "2019: Boxes renumbered"
    assert whole.extra["titleproper"][0].text == "Papers of the harvest committee"
    assert whole.subjects == [
        Subject(name="Hill Farm", kind="place"),
        Subject(name="letters", kind="topic"),
    ]
    assert series.access.status is AccessStatus.CLOSED
    assert series.access.until == "2040-01-01"
    assert file.text("title") == "Letters about rye"
    assert file.primary_date.edtf == "1905-05"
    assert file.references[0].levels == [ReferenceLevel("box", "1"), ReferenceLevel("folder", "3")]
    assert file.text("scope_and_content") == "Two letters.\n\nThey speak of rain."
    assert file.extra["Digital object"][0].text == "Scan <https://example.org/rye.jpg>"
    (authority,) = (one for one in items(EXAMPLE) if isinstance(one, AuthorityReading))
    assert authority.authority.identifiers == [Identifier("viaf", "12345")]
    mark = readings[0].marks[0]
    assert (mark.field, mark.part, mark.authority) == ("agents", "0", authority.key)


def test_notes_behind_the_units_below_are_not_lost() -> None:
    """What stands behind the units below still belongs to its unit, and comes with it."""
    text = aid(
        rest='<dsc><c id="a"><did><unittitle>B</unittitle></did><c><did><unittitle>C</unittitle>'
        "</did></c><bioghist><p>late in a</p></bioghist></c><p>behind all</p></dsc>"
        "<scopecontent><p>late</p></scopecontent>"
    ).replace("</ead>", "<frontmatter><div>after</div></frontmatter></ead>")
    whole, first, _ = records(text)
    assert whole.text("scope_and_content") == "late"
    assert whole.extra["dsc"][0].text == "behind all"
    assert whole.extra["frontmatter"][0].text == "after"
    assert first.text("administrative_history") == "late in a"


def test_any_depth_and_no_ids() -> None:
    """Units nest deeper than the twelve numbered ones, and are known by their places."""
    depth = 30
    opening = '<c level="file"><did><unittitle>T</unittitle></did>'
    text = aid(rest=f"<dsc>{opening * depth}{'</c>' * depth}</dsc>")
    readings = [item for item in items(text) if isinstance(item, Reading)]
    assert len(readings) == depth + 1
    assert readings[-1].key == "c" + ".".join(["1"] * depth)
    assert readings[-1].parent == readings[-2].key


def test_ids_that_are_no_keys() -> None:
    """An id of several units, or one that looks like a place, names none of them."""
    unit = "<c id='{}'><did><unittitle>T</unittitle></did></c>"
    text = aid(rest="<dsc>" + "".join(map(unit.format, ("x", "x", "c1", "y"))) + "</dsc>")
    assert [item.key for item in items(text) if isinstance(item, Reading)] == [
        "archdesc", "c1", "c2", "c3", "y",
    ]  # fmt: skip
    assert codes(text) == ["ead-repeated-id"] * 2


@pytest.mark.parametrize(
    ("element", "edtf", "problem"),
    [
        ('<unitdate normal="1890/1910">1890-1910</unitdate>', "1890/1910", None),
        ('<unitdate normal="18900105">5 Jan 1890</unitdate>', "1890-01-05", None),
        ('<unitdate normal="1890/1910">before the war</unitdate>', "1890/1910", None),
        ('<unitdate normal="1890">circa 1890</unitdate>', "1890~", None),
        ('<unitdate normal="1890/1890">1890</unitdate>', "1890", None),
        ('<unitdate normal="1937">March 1937</unitdate>', "1937-03", None),
        ('<unitdate normal="1937-03-04">March 1937</unitdate>', "1937-03-04", None),
        ('<unitdate normal="1885/1895">ca. 1890</unitdate>', "1885/1895", None),
        ('<unitdate normal="1900/1910">undated</unitdate>', "1900/1910", None),
        ('<unitdate normal="1890" certainty="approximate">1890</unitdate>', "1890~", None),
        ("<unitdate>1890-1910 and undated</unitdate>", "1890/1910", None),
        ("<unitdate>n.d.</unitdate>", "", None),
        ('<unitdate normal="1919/1991">1933-1982</unitdate>', "1933/1982", "date-contradiction"),
        ('<unitdate normal="1998/1992">1988-1992</unitdate>', "1988/1992", "date-normal"),
        ('<unitdate normal="1890-13">1890</unitdate>', "1890", "date-normal"),
        ("<unitdate>in the summer or so</unitdate>", "", "date-not-understood"),
        ('<unitdate calendar="julian">5 March 1900</unitdate>', "1900-03-18", None),
        (
            "<unitdatestructured><daterange><fromdate standarddate='1890'>about 1890</fromdate>"
            "<todate notbefore='1900' notafter='1905'>later</todate></daterange>"
            "</unitdatestructured>",
            "1890/1905?",
            None,
        ),
        (
            "<unitdatestructured><dateset><datesingle standarddate='1890'>1890</datesingle>"
            "<datesingle standarddate='1900'>1900</datesingle></dateset></unitdatestructured>",
            "{1890,1900}",
            None,
        ),
    ],
)
def test_dates(element: str, edtf: str, problem: str | None) -> None:
    """Wording and normal form agree, or the one that can be right counts and it is said."""
    text = aid(f"<unittitle>A</unittitle>{element}")
    (record,) = records(text)
    assert record.primary_date.edtf == edtf
    assert codes(text) == ([problem] if problem else [])
    for one in items(text):
        if isinstance(one, Problem):
            assert (one.where, one.record, one.field) == ("line 1, archdesc", "A", "dates")
            assert one.value in element
            assert one.remedy


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Letters, <unitdate>1937</unitdate>", "Letters"),
        ("Letters <unitdate>1937</unitdate>, <unitdate type='bulk'>1937</unitdate>.", "Letters"),
        ("In <unitdate>1937</unitdate> and after", "In 1937 and after"),
        ("<unitdate>1937</unitdate>", "1937"),
        ("Letters,", "Letters"),
        ("Letters<lb/>of <title>Rye</title>", "Letters of Rye"),
        ("\u200fכתב\u200f", "\u200fכתב\u200f"),
    ],
)
def test_titles(title: str, read: str) -> None:
    """A title loses the dates it ends in, and nothing else."""
    assert records(aid(f"<unittitle>{title}</unittitle>"))[0].text("title") == read


def test_a_unit_without_a_title_is_known_by_its_date() -> None:
    """The title is then supplied; without a date either, it is reported."""
    (record,) = records(aid("<unitdate>May 1905</unitdate>"))
    assert record.statement("title").state is State.SUPPLIED
    assert codes(aid("<unitid>1</unitid>")) == ["ead-no-title"]


def test_levels() -> None:
    """The word of the finding aid; *component* where it says none."""
    starts = ("<c>", '<c level="recordgrp">', '<c level="otherlevel" otherlevel="box">',
             '<c level="otherlevel">')  # fmt: skip
    text = aid(
        rest="<dsc>"
        + "".join(f"{one}<did><unittitle>T</unittitle></did></c>" for one in starts)
        + "</dsc>"
    )
    assert [one.level for one in records(text)[1:]] == [
        "component", "recordgrp", "box", "otherlevel",
    ]  # fmt: skip
    assert codes(text) == ["ead-level"]


def test_names_of_ead3_stand_in_parts() -> None:
    """The parts of a name are joined as its kind is written."""
    (record,) = records(
        aid(
            "<unittitle>A</unittitle><origination><persname relator='cmp'><part>Miller</part><part>"
            "Anna</part></persname></origination>",
            "<controlaccess><subject source='lcsh'><part localtype='topical'>Rye</part><part>"
            "History</part></subject><subject><part localtype='geographic'>Hill Farm</part>"
            "</subject><corpname><part>Town</part><part>Harvest board</part></corpname>"
            "<persname role='creator'><part>Brown</part></persname></controlaccess>",
        )
    )
    assert record.agents == [
        AgentInRole(name="Miller, Anna", role="composer"),
        AgentInRole(name="Brown", role="creator"),
    ]
    assert [(one.name, one.kind) for one in record.subjects] == [
        ("Rye--History", "topic"), ("Hill Farm", "place"), ("Town. Harvest board", "organisation"),
        ("Brown", "person"),
    ]  # fmt: skip
    assert record.extra["controlaccess"][0].text == "Rye--History (lcsh)"


def test_nothing_is_dropped() -> None:
    """Every word of a finding aid stands somewhere in what is read of it."""
    text = aid(
        "<unittitle>t1</unittitle><unitid>t2</unitid><materialspec label='Scale'>t3</materialspec>"
        "<physloc>t4</physloc><odddity>t5</odddity><physdesc>t6 <extent>t7</extent></physdesc>"
        "<note><p>t8</p></note><origination>t9, bodies</origination><langmaterial>t10"
        "</langmaterial><daogrp><daodesc><p>t11</p></daodesc><daoloc href='t12'/></daogrp>"
        "<container>t13</container>",
        "<descgrp><head>t14</head><prefercite><p>t15</p></prefercite><list><item>t16</item></list>"
        "</descgrp><index><indexentry><name>t17</name></indexentry></index><fileplan><p>t18</p>"
        "</fileplan><controlaccess><p>t19</p><function>t20</function></controlaccess>"
        "<bioghist><chronlist><chronitem><date>t21</date><event>t22</event></chronitem></chronlist>"
        "</bioghist><odd><table><tgroup><tbody><row><entry>t23</entry><entry>t24</entry></row>"
        "</tbody></tgroup></table></odd><dsc><head>t25</head><p>t26</p></dsc>",
        header="<filedesc><publicationstmt><publisher>t27</publisher></publicationstmt></filedesc>"
        "<profiledesc><creation>t28</creation><descrules>t29</descrules></profiledesc>",
    )
    said = repr(records(text)[0])
    assert [number for number in range(1, 30) if not re.search(rf"t{number}\b", said)] == []


def test_text_has_paragraphs_and_lines() -> None:
    """Paragraphs have blank lines between, items and rows are lines; usual heads are left out."""
    (record,) = records(
        aid(
            rest="<scopecontent><head>Scope and Content</head><p>One\n   two.</p><list><item>a"
            "</item><item>b <extref href='http://c.d'>c</extref></item></list></scopecontent>"
            "<bioghist><head>Early life</head><p>Born.</p><chronlist><chronitem><date>1890</date>"
            "<eventgrp><event>Moved</event><event>Wed</event></eventgrp></chronitem></chronlist></bioghist>"
        )
    )
    assert record.text("scope_and_content") == "One two.\n\na\nb c <http://c.d>"
    assert record.text("administrative_history") == "Early life\n\nBorn.\n\n1890:\nMoved\nWed"


def test_words_without_a_space_between_their_elements_stay_apart() -> None:
    """A body's parts, a language or a title glued to what stands beside it are words apart."""
    (record,) = records(
        aid(
            "<unittitle>A</unittitle><repository><corpname><subarea>Folklife Center</subarea>"
            "Library of Congress</corpname></repository>",
            "<odd><p>see<title>The Tempest</title>, act <emph>I</emph>I</p></odd>",
        )
    )
    assert "Folklife Center Library of Congress" in repr(record)
    assert "see The Tempest, act II" in repr(record)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("Closed until 2040.", "2040-01-01"),
        ("This series is closed until 5 May 2040.", "2040-05-05"),
        ("Restricted to researchers until the end of 2040", "2041-01-01"),
        ("Open to research. Letters are closed until 2040.", None),
        ("Closed until 2040 or the death of the donor.", None),
        ("Closed until further notice.", None),
        ("Closed until the 2040s.", None),
        ("Open.", None),
    ],
)
def test_only_plain_words_close_a_unit(words: str, until: str | None) -> None:
    """One sentence that says until when, and nothing else."""
    access = access_of(words)
    assert (access.until if access else None) == until


def test_what_is_closed_as_a_whole_is_closed_in_each_part() -> None:
    """A component below a closed one is closed with it, unless it speaks of access itself."""
    closed = "<accessrestrict><p>Closed until 2040.</p></accessrestrict>"
    opened = "<accessrestrict><p>Open for research.</p></accessrestrict>"

    def unit(title: str, rest: str = "") -> str:
        return f'<c level="file"><did><unittitle>{title}</unittitle></did>{rest}</c>'

    below = unit("Letters", unit("1936") + unit("1937", opened + unit("May")))
    text = aid(rest=f"<dsc>{unit('Diaries', closed + below)}{unit('Maps')}</dsc>")
    until = {one.text("title"): one.access.until for one in records(text)}
    assert until == {
        "A": "", "Diaries": "2040-01-01", "Letters": "2040-01-01", "1936": "2040-01-01",
        "1937": "", "May": "", "Maps": "",
    }  # fmt: skip


def test_doubtful_words_about_access_are_pointed_out() -> None:
    """The unit stays open, and somebody is asked to read them."""
    text = aid(rest="<accessrestrict><p>Some letters are restricted.</p></accessrestrict>")
    assert codes(text) == ["ead-access-words"]
    assert records(text)[0].access.status is AccessStatus.OPEN
    assert not speaks_of_closure("Access is unrestricted.")


def test_what_is_internal_stays_inside() -> None:
    """Internal elements are left out of record and wording; an internal unit is closed."""
    text = aid(
        "<unittitle>A</unittitle><note audience='internal'><p>donor's telephone</p></note>",
        "<odd><p>b <emph audience='internal'>price</emph> c</p></odd><dsc><c audience='internal'>"
        "<did><unittitle>B</unittitle></did><c><did><unittitle>C</unittitle></did></c></c></dsc>",
    )
    readings = [item for item in items(text) if isinstance(item, Reading)]
    assert "telephone" not in repr(readings)
    assert "price" not in repr(readings)
    assert readings[0].record.text("note") == "b c"
    assert [one.record.access.status for one in readings] == [
        AccessStatus.OPEN, AccessStatus.CLOSED, AccessStatus.CLOSED,
    ]  # fmt: skip
    assert codes(text) == ["ead-internal"] * 4


def test_no_entity_is_looked_up() -> None:
    """Neither files nor pictures are fetched; what an entity stands for is not put in."""
    text = (
        '<?xml version="1.0"?><!DOCTYPE ead PUBLIC "x" "http://localhost:1/ead.dtd" ['
        '<!ENTITY seal SYSTEM "file:///etc/passwd"><!ENTITY own "expanded">]>'
        + aid("<unittitle>A &seal; &own;</unittitle><dao entityref='pic'/>")
    )
    assert recognised(Material.of_text(text)).name == "ead"
    assert records(text)[0].text("title") == "A &seal; &own;"
    assert set(codes(text)) == {"ead-entity"}


def test_what_is_refused() -> None:
    """A web page, something that breaks off, and a finding aid that describes nothing."""
    page = "<!DOCTYPE html>\n<html><body>404</body></html>"
    assert recognised(Material.of_text(page, "one.xml")).name == "ead"
    assert codes(page) == ["xml-web-page"]
    assert codes("<ead/>") == ["ead-empty"]
    broken = (
        aid(rest="<dsc><c><did><unittitle>B</unittitle></did></c><c><did>")
        .partition("</did></archdesc>")[0]
        .removesuffix("</archdesc></ead>")
    )
    assert codes(broken) == ["ead-not-xml"]
    assert [one.text("title") for one in records(broken)] == ["A", "B"]


def test_without_an_identifier_the_number_of_the_whole_serves() -> None:
    """It is warned of, since identifiers of units hang on it."""
    text = (
        "<ead><archdesc><did><unitid>HC 1</unitid><unittitle>A</unittitle></did></archdesc></ead>"
    )
    assert codes(text) == ["ead-no-identifier"]
    assert records(text)[0].identifiers[0] == Identifier("ead:HC 1", "archdesc")


def test_codes_and_roles() -> None:
    """Codes of languages and of relators, as they are written."""
    assert [language_tag(code) for code in ("ger", "deu", "de", "grc", "x y", "")] == [
        "de", "de", "de", "grc", "", "",
    ]  # fmt: skip
    assert tag_with_script("chi", "Hant") == "zh-Hant"
    assert tag_with_script("eng", "Latn") == "en"
    assert [role_of(said) for said in ("Creator (cre)", "pht", "Donor:")] == [
        "creator", "photographer", "donor",
    ]  # fmt: skip


def test_large_lists_and_long_words_take_no_long_time() -> None:
    """Time is linear in the number of terms of one unit, and in the length of a date."""
    terms = "".join(f"<subject>{number}</subject>" for number in range(20_000))
    text = aid(
        f"<unittitle>A</unittitle><unitdate>{'1 ' * 50_000}undated</unitdate>",
        f"<controlaccess>{terms}<p>{terms}</p></controlaccess>",
    )
    assert len(records(text)[0].subjects) == 20_000


def test_what_was_read_is_let_go_of() -> None:
    """However many units there are, only few elements are held at any time."""
    unit = "<c><did><unittitle>T</unittitle></did><c><did/></c><odd><p>late</p></odd></c>"
    data = aid(rest=f"<dsc>{unit * 5_000}</dsc>").encode()
    late = look_ahead(BytesIO(data))
    held = [
        sum(1 for _ in one.element.getroottree().getroot().iter())
        for number, one in enumerate(units(BytesIO(data), late, lambda _: None))
        if number % 500 == 0
    ]
    assert len(held) == 21
    assert max(held) < 4_000  # of 30,000: what lies in the piece that the parser has read


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="no-such"?><ead><archdesc/></ead>',
        b'<?xml version="1.0" encoding="utf-16"?><ead><archdesc/></ead>',
        b"<ead><archdesc>\xff\xfe</archdesc></ead>",
        b"<ead>" + b"<archdesc>" * 400,
        b"<ead><archdesc><did><unittitle>" + b"<emph>" * 240 + b"x",
        b"",
    ],
)
def test_bytes_that_are_no_finding_aid(data: bytes) -> None:
    """Wrong encodings, endless depth and nothing at all are problems."""
    found = list(ead.read(Material.of_bytes(data)))
    assert any(isinstance(item, Problem) for item in found)


def test_text_in_another_encoding() -> None:
    """The encoding that the document declares is the one it is read in."""
    text = '<?xml version="1.0" encoding="windows-1251"?>' + aid("<unittitle>Письма</unittitle>")
    material = Material.of_bytes(text.encode("windows-1251"))
    assert recognised(material).name == "ead"
    (found,) = (item for item in ead.read(material) if isinstance(item, Reading))
    assert found.record.text("title") == "Письма"


PIECES = re.findall(r"<[^>]+>|[^<]+", EXAMPLE)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
        st.lists(st.sampled_from(PIECES), max_size=40).map(lambda one: aid(rest="".join(one))),
        st.tuples(st.integers(0, len(EXAMPLE)), st.text(max_size=12), st.integers(0, 30)).map(
            lambda cut: EXAMPLE[: cut[0]] + cut[1] + EXAMPLE[cut[0] + cut[2] :]
        ),
        st.text(max_size=80),
    )
)
def test_no_text_makes_it_raise(text: str) -> None:
    """Whatever a file holds, what is wrong is a problem; keys are unique, parents come first."""
    material = Material.of_text(text)
    ead.recognise(material)
    seen = set()
    for item in ead.read(material):
        if isinstance(item, Reading):
            assert item.key not in seen
            assert not item.parent or item.parent in seen
            seen.add(item.key)


def _words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.skipif(not FINDING_AIDS, reason="the finding aids are not here")
@pytest.mark.parametrize("path", FINDING_AIDS, ids=lambda path: path.stem)
def test_real_finding_aids(path: Path) -> None:
    """Units, titles, dates, containers, links, terms and parents are those XPath counts."""
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False))
    rows_of_file = tree.xpath(f"//*[{UNITS}]")
    found = [item for item in ead.read(Material.of_file(path)) if isinstance(item, Reading)]
    assert len(found) == len(rows_of_file)
    rows = dict(zip((one.key for one in found), rows_of_file, strict=True))
    for item, unit in zip(found, rows_of_file, strict=True):
        did = unit.xpath("./*[local-name()='did']")
        titles = [_words("".join(one.itertext())) for one in
                  unit.xpath("./*[local-name()='did']/*[local-name()='unittitle']")]  # fmt: skip
        if any(titles):
            assert item.record.values["title"]
            assert titles[0].startswith(item.record.text("title")[:5])
        dates = {
            (_words("".join(one.itertext())), one.get("type") == "bulk")
            for one in unit.xpath("./*[local-name()='did']//*[local-name()='unitdate']")
        }
        said = {(one.date.text, one.type is DateType.BULK) for one in item.record.dates}
        assert {one for one in dates if one[0]} <= said
        containers = [
            _words("".join(one.itertext()))
            for one in unit.xpath("./*[local-name()='did']/*[local-name()='container']")
        ]
        levels = [one.value for ref in item.record.references if not ref.repository
                  for one in ref.levels]  # fmt: skip
        assert levels == [one for one in containers if one]
        links = unit.xpath(
            "./*[local-name()='did' or local-name()='dao' or local-name()='daogrp']"
            "/descendant-or-self::*[local-name()='daoloc' or local-name()='dao']"
        )
        assert len(item.record.extra.get("Digital object", ())) == len(
            {(etree.tostring(one, with_tail=False)) for one in links}
        )
        terms = unit.xpath(
            "./*[local-name()='controlaccess']//*[contains(' persname corpname famname geogname "
            "subject genreform function occupation title ', concat(' ', local-name(), ' '))]"
        )
        names = {one.name for one in item.record.subjects}
        for term in terms:
            parts = term.xpath("./*[local-name()='part']")
            words = term.get("normal") or "".join((parts or [term])[0].itertext())
            assert any(_words(words) in name for name in names)
        assert len(did) == 1
    chosen = random.Random(7).sample(found, min(200, len(found)))
    for item in chosen:
        above = rows[item.key].xpath(f"ancestor::*[{UNITS}][1]")
        assert (rows[item.parent] if item.parent else None) is (above[0] if above else None)
