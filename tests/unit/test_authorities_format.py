"""Authority files: read and written, as a table and as JSON, and nothing lost between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regesta.description import dates
from regesta.description.authority import (
    AUTHORITY_FIELDS,
    STATEMENT_ELEMENTS,
    Authority,
    Coordinates,
    Kind,
    LifeDate,
    LifeType,
    Name,
    NameType,
    Relation,
    RelationType,
)
from regesta.description.identifiers import new_identifier
from regesta.description.record import Identifier, Statement
from regesta.formats import authorities, recognised
from regesta.formats.authorities.cells import Value, read_cell, write_cell
from regesta.formats.material import Material
from regesta.formats.reading import AuthorityReading, Problem


def read(text: str) -> list[Authority]:
    return [one.authority for one in authorities.read(text) if isinstance(one, AuthorityReading)]


def problems(text: str) -> list[Problem]:
    return [one for one in authorities.read(text) if isinstance(one, Problem)]


def only(text: str) -> Authority:
    (found,) = read(text)
    return found


# Cells ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Urumqi", [("Urumqi", {})]),
        ("Dihua; Tihwa", [("Dihua", {}), ("Tihwa", {})]),
        ("Dihua | Tihwa", [("Dihua", {}), ("Tihwa", {})]),
        ("Dihua\nTihwa", [("Dihua", {}), ("Tihwa", {})]),
        ("a; b | c", [("a; b", {}), ("c", {})]),
        ("迪化 [zh-Hant]", [("迪化", {"script": "Hant", "language": "zh"})]),
        (
            "Sheng Shih-ts'ai [zh-Latn-wadegile]",
            [
                (
                    "Sheng Shih-ts'ai",
                    {"script": "Latn", "language": "zh", "romanisation": "Wade-Giles"},
                )
            ],
        ),
        ("Tihwa (WG)", [("Tihwa", {"romanisation": "Wade-Giles"})]),
        ("Tihwa [postal; former]", [("Tihwa", {"romanisation": "postal", "type": "former"})]),
        (
            "Dihua [used: 1763/1954; source: Gazetteer, 1960]",
            [("Dihua", {"used": "1763/1954", "source": "Gazetteer, 1960"})],
        ),
        ("Uritsky [?]", [("Uritsky [?]", {})]),
        ("VKP(b)", [("VKP(b)", {})]),
        (r"a\; b; c", [("a; b", {}), ("c", {})]),
        (r"plain \[zh\]", [("plain [zh]", {})]),
        ("[zh]", [("[zh]", {})]),
        (" ; ;", []),
    ],
)
def test_cells(cell: str, expected: list[tuple[str, dict[str, str]]]) -> None:
    """A bar or a line break parts values, else a semicolon; brackets hold details only."""
    assert [(value.text, value.details) for value in read_cell(cell)] == expected


texts = st.text(
    st.sampled_from("aбш盛س|;[]\\()'\"\n,:=+-@ 1é")
    | st.characters(exclude_categories=["Cs", "Cc"]),
    min_size=1,
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
details = st.fixed_dictionaries(
    {},
    optional={
        "language": st.sampled_from(["zh", "ru", "en-GB", "mn"]),
        "script": st.sampled_from(["Latn", "Hant", "Cyrl"]),
        "romanisation": st.sampled_from(["Wade-Giles", "pinyin"]) | texts,
        "type": st.sampled_from(["former", "slip", "office"]),
        "used": st.sampled_from(["../1954", "1763/1954", "[1920,1921]"]),
        "source": texts,
        "note": texts,
    },
)


@given(st.lists(st.builds(Value, texts, details), max_size=4))
@example([Value("\\"), Value("0")])
@example([Value("["), Value("0", {"language": "zh"})])
def test_a_written_cell_reads_as_its_values(values: list[Value]) -> None:
    """Whatever signs the values hold, writing and reading gives them back."""
    assert read_cell(write_cell(values)) == values


# Round trips ---------------------------------------------------------------------------

wordings = st.sampled_from(["1895-12-03/1970-07-13", "ca. 1908", "[1908..1912]", "no date known"])
historical = wordings.map(dates.read)
names = st.builds(
    Name,
    text=texts,
    language=st.sampled_from(["", "zh", "ru"]),
    script=st.sampled_from(["", "Hant", "Latn"]),
    romanisation=st.sampled_from(["", "Wade-Giles"]) | texts,
    type=st.sampled_from(NameType),
    used=st.just(dates.NO_DATE) | historical,
    source=st.just("") | texts,
    note=st.just("") | texts,
)
statements = st.builds(Statement, text=texts, language=st.sampled_from(["", "ru"]))


def by_language(values: dict[str, list[Statement]]) -> dict[str, list[Statement]]:
    """A table has a column for each language, so statements come back in that order."""
    return {name: sorted(some, key=lambda one: one.language) for name, some in values.items()}


degrees = st.integers(-90, 90) | st.floats(-90, 90, allow_nan=False).map(lambda one: round(one, 4))
authority_records = st.builds(
    Authority,
    kind=st.sampled_from(Kind),
    preferred=names,
    variants=st.lists(names, max_size=3),
    dates=st.lists(
        st.builds(LifeDate, date=historical, type=st.sampled_from(LifeType), note=texts),
        max_size=3,
    ).map(lambda some: sorted(some, key=lambda one: list(LifeType).index(one.type))),
    relations=st.lists(
        st.builds(
            Relation,
            type=st.sampled_from(RelationType),
            name=texts,
            authority=st.just("") | st.builds(new_identifier),
            note=st.just("") | texts,
        ),
        max_size=2,
    ).map(lambda some: sorted(some, key=lambda one: list(RelationType).index(one.type))),
    coordinates=st.none()
    | st.builds(
        Coordinates,
        latitude=degrees.map(float),
        longitude=degrees.map(float),
        uncertainty_km=st.none() | st.integers(0, 900).map(float),
    ),
    identifiers=st.lists(
        st.sampled_from([Identifier("wikidata", "Q1"), Identifier("tgn", "77")]),
        max_size=1,
    ),
    sources=st.lists(texts, max_size=2),
    values=st.dictionaries(
        st.sampled_from(STATEMENT_ELEMENTS), st.lists(statements, min_size=1, max_size=2)
    ).map(by_language),
    extra=st.dictionaries(
        st.sampled_from(["Rank", "Shelf no."]),
        st.lists(st.builds(Statement, text=texts), min_size=1, max_size=2),
    ),
)


@pytest.mark.parametrize("form", ["csv", "json"])
@settings(max_examples=60)
@given(st.lists(authority_records, min_size=1, max_size=3))
def test_what_is_written_reads_back_as_the_same(form: str, kept: list[Authority]) -> None:
    """Export and import lose nothing, in either form."""
    identified = [(new_identifier(), one) for one in kept]
    text = "".join(authorities.write(identified, form))
    back = [one for one in authorities.read(text) if isinstance(one, AuthorityReading)]
    assert [(one.identifier, one.authority) for one in back] == identified
    assert recognised(Material.of_text(text)) is not None


@given(st.text() | st.text().map(lambda text: f"kind,name,variants,dates,latitude\n{text}"))
def test_no_text_raises(text: str) -> None:
    """Whatever a file holds, reading gives authorities and located problems."""
    for form in (text, "{" + text, '{"authorities": [' + text + "]}"):
        list(authorities.read(form))


# Tables --------------------------------------------------------------------------------


def test_columns_are_recognised_in_usual_spellings() -> None:
    """Headings of AtoM, of spreadsheets and of lists by hand mean the same elements."""
    found = only(
        "Authorized form of name;Type of entity;Also known as;Date of birth;LON;QID;Biography\n"
        "Urumqi;corporate body;Tihwa|Dihua;1884;;Q18834;A town.\n"
    )
    assert (found.kind, found.preferred.text) == (Kind.ORGANISATION, "Urumqi")
    assert [name.text for name in found.variants] == ["Tihwa", "Dihua"]
    assert found.date(LifeType.BIRTH).edtf == "1884"
    assert found.identifiers == [Identifier("wikidata", "Q18834")]
    assert found.text("history") == "A town."


def test_decimal_commas_are_read() -> None:
    """Co-ordinates may have a comma, a sign of mathematics, or a compass of their own column."""
    found = only("kind\tname\tlatitude\tlongitude\nplace\tQuito\t\u22120,18\t-78.47\n")
    assert found.coordinates == Coordinates(latitude=-0.18, longitude=-78.47)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("place,A,95,10,", "latitude"),
        ("place,A,north,10,", "latitude"),
        ("place,A,10,,", "longitude"),
        ("place,A,10,10,-5", "uncertainty_km"),
        ("place,A,nan,10,", "latitude"),
    ],
)
def test_wrong_coordinates_are_named_and_left_out(row: str, field: str) -> None:
    """A number that can be no co-ordinate is reported with its row and field."""
    text = f"kind,name,latitude,longitude,uncertainty_km\n{row}\n"
    (problem,) = problems(text)
    assert (problem.code, problem.where, problem.field) == ("authority-value", "row 2", field)
    assert problem.remedy
    assert only(text).preferred.text == "A"


def test_a_date_not_understood_is_kept_and_reported() -> None:
    """The wording of a date that means nothing stays, and is pointed out."""
    text = "kind,name,dates\nperson,A,when the river froze\n"
    (problem,) = problems(text)
    assert (problem.code, problem.value) == ("date-not-understood", "when the river froze")
    assert only(text).dates[0].date.text == "when the river froze"


def test_a_column_of_dates_settles_its_ambiguous_ones() -> None:
    """One date that can only be day first tells how the others are meant."""
    found = read("kind,name,birth\nperson,A,05/06/1900\nperson,B,25/06/1900\n")
    assert [one.date(LifeType.BIRTH).edtf for one in found] == ["1900-06-05", "1900-06-25"]


def test_unknown_columns_are_kept() -> None:
    """What no element holds stays under its own heading, and is pointed out."""
    text = "kind,name,Rank\nperson,A,General\n"
    assert only(text).extra == {"Rank": [Statement(text="General")]}
    assert [(one.code, one.field) for one in problems(text)] == [("authorities-column", "Rank")]


def test_a_kind_nobody_knows_rejects_the_row_only() -> None:
    """A row without sense is named with its row; the others are taken."""
    text = "kind,name,dates\nreference,A,\nperson,B,\n"
    assert [one.preferred.text for one in read(text)] == ["B"]
    (problem,) = problems(text)
    assert (problem.code, problem.where, problem.record) == ("authority-unreadable", "row 2", "A")


def test_a_table_without_a_kind_says_what_it_took_them_for() -> None:
    """Rows with co-ordinates are places, others people; either is said."""
    assert only("name,latitude,longitude\nHami,42.82,93.51\n").kind is Kind.PLACE
    assert only("name,variants\nSheng Shicai,盛世才\n").kind is Kind.PERSON
    assert problems("name\nA\n")[0].code == "authorities-kind-assumed"


def test_no_cell_becomes_a_formula() -> None:
    """A name that begins like a formula is written with an apostrophe, and read without."""
    formula = Authority(kind=Kind.TOPIC, preferred=Name(text="=1+1"))
    text = "".join(authorities.write([("", formula)], "csv"))
    assert "'=1+1" in text
    assert only(text) == formula


def test_a_heading_can_name_a_language() -> None:
    """``note@ru`` is a note in Russian."""
    found = only("kind,name,note@ru\nplace,Хами,Город\n")
    assert found.values["note"] == [Statement(text="Город", language="ru")]


# JSON ----------------------------------------------------------------------------------


def test_json_takes_text_lists_and_objects() -> None:
    """A member takes a value or a list of them, a value text or an object with details."""
    found = only(
        json.dumps(
            {
                "authorities": [
                    {
                        "kind": "person",
                        "name": {"text": "Sheng Shicai", "language": "zh", "script": "Latn"},
                        "variants": ["盛世才", {"text": "Sheng Shih-ts'ai", "romanisation": "WG"}],
                        "dates": "1895-12-03/1970-07-13",
                        "sources": "A book",
                        "rank": "general",
                    }
                ]
            }
        )
    )
    assert found.preferred.tag == "zh-Latn"
    assert [name.romanisation for name in found.variants] == ["", "WG"]
    assert found.extra == {"rank": [Statement(text="general")]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "authorities-not-json"),
        ('{"people": []}', "authorities-not-json"),
        ("[" * 100_000, "authorities-not-json"),
        ('[{"kind": "person"}]', "authority-unreadable"),
        ('[{"kind": "person", "name": 3.5, "variants": [[]]}]', "authority-unreadable"),
        ('["x"]', "authority-unreadable"),
        ('[{"name": "A", "kind": "ship"}]', "authority-unreadable"),
    ],
)
def test_json_that_makes_no_sense_is_reported(text: str, code: str) -> None:
    """Each fault is a problem with its place and a remedy."""
    assert [one.code for one in problems(text)] == [code]
    assert all(one.remedy for one in problems(text))


# The table of elements -----------------------------------------------------------------


def spellings() -> Iterator[str]:
    for field in AUTHORITY_FIELDS:
        yield from {field.name.replace("_", " "), field.label.casefold(), *field.spellings}


def test_no_heading_means_two_elements() -> None:
    """Each spelling of a heading leads to one element."""
    found = list(spellings())
    assert sorted(set(found)) == sorted(found)


def test_every_problem_that_is_reported_is_documented() -> None:
    """The codes of the form are those its problems have."""
    reported = {
        one.code
        for text in (
            "{",
            "a,b\nc,d\n",
            "name,x\nA,y\n",
            "kind,name,dates,latitude\nship,A,,\nplace,B,never so,99\n",
            'kind,name,note\nplace,A,"open\nplace,B,x\n',
        )
        for one in problems(text)
    }
    assert reported == set(authorities.CODES)


@pytest.mark.parametrize("language", ["csv", "json"])
def test_the_examples_of_the_manual_work(language: str) -> None:
    """What the manual shows comes in without a problem."""
    page = (Path(__file__).parents[2] / "docs" / "formats" / "authorities.md").read_text("utf-8")
    example = page.split(f"```{language}\n")[1].split("```")[0]
    assert recognised(Material.of_text(example)) is not None
    assert problems(example) == []
    assert read(example)[0].preferred.text == "Sheng Shicai"


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ('kind,name,note\nperson,A,"born\nperson,B,x\n', "authorities-open-quote", ""),
        ("kind,name,wikidata\nperson,A,Quatsch\n", "authority-value", "wikidata"),
        ("kind,name,birth,death\nperson,A,1970,1895\n", "authority-value", "death"),
        ("kind,name,lat,latitude,lon\nplace,A,1,2,3\n", "authority-value", "latitude"),
        ('kind,name,lat,lon,uncertainty\nplace,A,1,2,"1,000"\n', "authority-value",
         "uncertainty_km"),
        ("kind,name,uncertainty_km\nplace,A,5\n", "authority-value", "uncertainty_km"),
        ('[{"kind": "person", "name": "A", "aka": "B"}]', "authorities-column", "aka"),
    ],
)  # fmt: skip
def test_what_looks_wrong_is_pointed_out(text: str, code: str, field: str) -> None:
    """Nothing is dropped or taken for something else in silence."""
    assert (code, field) in [(one.code, one.field) for one in problems(text)]


@pytest.mark.parametrize("nothing", ["n/a", "-", "NULL", ""])
def test_no_number_is_no_number(nothing: str) -> None:
    """What stands for nothing in a column of numbers is nothing."""
    assert only(f"kind,name,wikidata\nperson,A,{nothing}\n").identifiers == []


def test_numbers_of_registers_are_plain() -> None:
    """A number is the same as an address, in small letters and with a space."""
    for written in ("Q5", "q5", "Q 5", "https://www.wikidata.org/wiki/Q5"):
        found = only(f"kind,name,wikidata\nperson,A,{written}\n")
        assert found.identifiers == [Identifier("wikidata", "Q5")]


def test_what_excel_says_of_its_separator_is_no_heading() -> None:
    """A first line ``sep=;`` names the sign between the columns."""
    assert only("sep=;\r\nkind;name;dates\r\nperson;A, B;1900\r\n").preferred.text == "A, B"


def test_a_bracket_nobody_closes_swallows_nothing() -> None:
    """The other values of the cell stay values."""
    assert [one.text for one in read_cell("Foo [old | Bar | Baz")] == ["Foo [old", "Bar", "Baz"]


def test_a_heading_gives_names_their_language() -> None:
    """``variants@ru`` holds Russian names, but for those that say another language."""
    found = only("kind,name,variants@ru\nplace,Hami,Хами | 哈密 [zh]\n")
    assert [one.language for one in found.variants] == ["ru", "zh"]


def test_a_heading_without_end_is_none() -> None:
    """Brackets that nothing closes are not looked for again from each of them."""
    items = list(authorities.read("kind,name," + "(" * 100_000 + "\nperson,Ada Quill,x\n"))
    assert any(isinstance(one, AuthorityReading) for one in items)
