"""CSL-JSON: read and written, each the inverse of the other on what it holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.description import dates
from regesta.description.record import (
    AgentInRole,
    DateType,
    Identifier,
    Record,
    RecordDate,
    Reference,
    Statement,
)
from regesta.formats import csl, recognised
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Reading

PAGE = Path(__file__).parent.parent.parent / "docs/formats/csl.md"


def example() -> str:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    return str(block)


def read(text: str) -> list[Item]:
    return list(csl.read(Material.of_text(text)))


def records(text: str) -> list[Record]:
    return [one.record for one in read(text) if isinstance(one, Reading)]


def codes(text: str) -> list[str]:
    return [one.code for one in read(text) if isinstance(one, Problem)]


def only(**members: Any) -> Record:
    (record,) = records(json.dumps([{"type": "book"} | members]))
    return record


def written(record: Record, identifier: str = "") -> dict[str, Any]:
    (item,) = json.loads("".join(csl.write([(identifier, record)])))
    assert isinstance(item, dict)
    return item


def test_the_example_of_the_manual() -> None:
    """The item shown in docs/formats/csl.md is read as the page says, and written again."""
    found = recognised(Material.of_text(example()))
    assert found is not None
    assert found.name == "csl"
    (record,) = records(example())
    assert codes(example()) == []
    assert record.text("title") == "On the lamps"
    assert [(one.name, one.role, one.kind) for one in record.agents] == [
        ("Quill, Ada", "author", "person"),
        ("Merrow Harbour Office", "addressee", "organisation"),
    ]
    assert record.dates == [
        RecordDate(date=dates.read("1952-03-07"), type=DateType.WRITTEN, primary=True)
    ]
    assert record.references == [Reference(text="MH/A/4", repository="Merrow Record Office")]
    assert [one.name for one in record.subjects] == ["lamps", "oil"]
    assert record.identifiers == [Identifier("csl", "quill1952")]
    assert record.extra["medium"] == [Statement(text="1 leaf")]
    assert json.loads("".join(csl.write([("", record)]))) == json.loads(example())


@pytest.mark.parametrize(
    ("issued", "edtf"),
    [
        ({"date-parts": [[1937, 4, 12]]}, "1937-04-12"),
        ({"date-parts": [[1937, 4], [1938]]}, "1937-04/1938"),
        ({"date-parts": [["1937", "4"]]}, "1937-04"),
        ({"date-parts": [[-44, 3, 15]]}, "-0044-03-15"),
        ({"date-parts": [[1937]], "circa": True}, "1937~"),
        ({"date-parts": [[1937]], "circa": "false"}, "1937"),
        ({"date-parts": [[1937]], "season": 2}, "1937-22"),
        ({"date-parts": [[1937]], "season": "Winter"}, "1937-24"),
        ({"literal": "spring 1937"}, "1937-21"),
        ({"raw": "12 April 1937"}, "1937-04-12"),
        ("1937-04", "1937-04"),
        ({"date-parts": [[1937, 2, 31]], "literal": "February 1937"}, "1937-02"),
        ({"date-parts": [[]], "literal": "no date"}, ""),
        ({"date-parts": [["soon"]]}, ""),
        (7.5, ""),
    ],
)
def test_dates(issued: Any, edtf: str) -> None:
    """What CSL says of a date is said as EDTF; what is no date is kept."""
    record = only(issued=issued)
    assert record.primary_date.edtf == edtf
    assert record.dates or record.extra["issued"]


words = st.text(st.sampled_from("abcdÉßжш盛123 .:'-"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
).filter(bool)  # fmt: skip
name_words = st.sampled_from(["Quill", "Ada", "Sheng", "Шэн", "盛世才", "Jean-Luc", "O'Hara"])
names = st.one_of(
    st.fixed_dictionaries({"literal": words.filter(lambda text: "," not in text)}),
    st.fixed_dictionaries(
        {"family": name_words},
        optional={
            "given": name_words,
            "non-dropping-particle": st.sampled_from(["van", "van der"]),
        },
    ),
    st.fixed_dictionaries(
        {"family": name_words, "given": name_words},
        optional={"suffix": st.just("Jr."), "dropping-particle": st.just("de la")},
    ),
)
parts = st.one_of(
    st.tuples(st.integers(1000, 2100)),
    st.tuples(st.integers(1, 2100), st.integers(1, 12)),
    st.tuples(st.integers(-500, 2100).filter(bool), st.integers(1, 12), st.integers(1, 28)),
).map(list)
issued = st.one_of(
    st.fixed_dictionaries({"date-parts": st.lists(parts, min_size=1, max_size=1)},
                          optional={"circa": st.just(True)}),
    st.just({"date-parts": [[1937, 4], [1938]]}),
    st.just({"date-parts": [[1937], [1938]], "season": 3, "circa": True}),
    st.fixed_dictionaries({"literal": st.sampled_from(["n.d.", "between 1937 and 1939", "soon"])}),
)  # fmt: skip
items = st.fixed_dictionaries(
    {"id": words, "type": st.sampled_from(["book", "manuscript", "personal_communication"])},
    optional={
        "title": words,
        "abstract": words,
        "author": st.lists(names, min_size=1, max_size=3, unique_by=json.dumps),
        "recipient": st.lists(names, min_size=1, max_size=2, unique_by=json.dumps),
        "translator": st.lists(names, min_size=1, max_size=1),
        "issued": issued,
        "archive": st.just("RGASPI"),
        "archive_location": st.just("F. 17, op. 162"),
        "archive_collection": st.just("Politburo"),
        "call-number": st.just("A 4"),
        "DOI": words,
        "URL": words,
        "container-title": words,
        "custom": st.dictionaries(words, words, min_size=1, max_size=2),
        "keyword": st.just("lamps, oil"),
    },
)


@settings(max_examples=200, deadline=None)
@given(items)
def test_an_item_read_and_written_is_equal(item: dict[str, Any]) -> None:
    """What CSL says of an item comes back the same."""
    (record,) = records(json.dumps([item]))
    again = written(record)
    if "archive_location" not in item and "archive_collection" not in item:
        again = {name: value for name, value in again.items() if name != "archive_location"}
        item = {name: value for name, value in item.items() if name != "archive_location"}
    assert again == item


held = st.builds(
    Record,
    values=st.fixed_dictionaries(
        {},
        optional={
            name: st.builds(lambda text: [Statement(text=text)], words)
            for name in ("title", "scope_and_content", "note", "language", "extent")
        },
    ),
    dates=st.sampled_from(["1937", "1937-04-12", "1937~", "1936/1937", "n.d."]).map(
        lambda text: [RecordDate(date=dates.read(text), type=DateType.WRITTEN, primary=True)]
    ),
    agents=st.lists(
        st.builds(
            AgentInRole,
            name=st.sampled_from(["Quill, Ada", "Sheng", "van der Berg, Jan", "Quill, A., Jr."]),
            role=st.sampled_from(["author", "editor"]),
        ),
        max_size=2,
        unique=True,
    ).map(lambda some: sorted(some, key=lambda one: one.role)),
    references=st.just([]) | st.just([Reference(text="f. 17", repository="RGASPI")]),
    identifiers=st.just([Identifier("csl", "a1"), Identifier("doi", "10.1/1")]),
    extra=st.just({"type": [Statement(text="manuscript")], "volume": [Statement(text="4")]}),
)


@settings(max_examples=100, deadline=None)
@given(held)
def test_a_record_written_and_read_is_equal(record: Record) -> None:
    """A record of what CSL holds comes back the same."""
    (back,) = records("".join(csl.write([("", record)])))
    assert back == record


def test_what_a_record_is_written_as() -> None:
    """Without a type of its own a record is a letter, a collection or a manuscript."""
    letter = Record(agents=[AgentInRole(name="Quill, Ada", role="addressee")])
    assert written(letter, "k7m2-9xqd")["type"] == "personal_communication"
    assert written(Record(level="fonds"))["type"] == "collection"
    assert written(Record(), "k7m2-9xqd") == {"id": "k7m2-9xqd", "type": "manuscript"}
    assert written(Record(extra={"TY": [Statement(text="JOUR")], "VL": [Statement(text="7")]})) == {
        "type": "article-journal",
        "volume": "7",
    }


def test_identifiers_that_come_twice_identify_once() -> None:
    """A second item of the same id or address is taken without it."""
    text = json.dumps([{"id": "a", "type": "book", "URL": "u"}] * 2)
    one, other = records(text)
    assert one.identifiers == [Identifier("csl", "a"), Identifier("url", "u")]
    assert other.identifiers == []
    assert other.extra["id"] == [Statement(text="a")]
    assert codes(text) == ["csl-twice"]


def test_other_json_is_not_recognised() -> None:
    """JSON without items of CSL's types is left to other forms."""
    for text in ('{"authorities": []}', '[{"type": "cat", "title": "x"}]', "[]", "{", "book"):
        assert not csl.recognise(Material.of_text(text))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutated_items_never_raise(data: st.DataObject) -> None:
    """Whatever is changed in a file, reading ends, and what was read can be written."""
    text = example()
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(st.sampled_from(['"', "{", "]", "null", "-1", ","]) | st.text(max_size=3))
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 12)) :]
    csl.recognise(Material.of_text(text))
    assert set(codes(text)) <= set(csl.CODES)
    "".join(csl.write([("", record) for record in records(text)]))


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["id", "type", "title", "author", "issued", "keyword", "archive", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(
                    st.sampled_from(["family", "literal", "date-parts", "season"]), inner
                )
            ),
            max_leaves=6,
        ),
    )
)
def test_odd_members_never_raise(members: dict[str, Any]) -> None:
    """Members of any shape are read or kept, and written."""
    text = json.dumps([members])
    "".join(csl.write([("", record) for record in records(text)]))


def test_lost_signs_are_pointed_out() -> None:
    """A byte that is not in the encoding is no reason to refuse an item, nor to be silent."""
    items = list(csl.read(Material.of_bytes(b'[{"type": "book", "title": "\xff"}]')))
    assert [type(one).__name__ for one in items] == ["Problem", "Reading"]
    assert isinstance(items[0], Problem)
    assert items[0].code == "csl-lost-sign"
