"""Regesta's own form: whatever the model can say is written and read back the same."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regesta.description import dates
from regesta.description.authority import Authority, Coordinates, LifeDate, Name, Relation
from regesta.description.dates import HistoricalDate
from regesta.description.fields import STATEMENT_FIELDS
from regesta.description.identifiers import new_identifier
from regesta.description.record import (
    Access,
    AgentInRole,
    Collection,
    DigitalObject,
    Identifier,
    Marking,
    Record,
    RecordDate,
    Reference,
    Rights,
    Statement,
    Subject,
    Text,
    to_data,
)
from regesta.formats import recognised, regesta
from regesta.formats.material import Material
from regesta.formats.reading import (
    AuthorityReading,
    CollectionReading,
    Expected,
    Item,
    Mark,
    Problem,
    Reading,
)

PAGE = Path(__file__).parent.parent.parent / "docs/formats/regesta.md"


def read(text: str) -> list[Item]:
    return list(regesta.read(Material.of_text(text)))


def problems(items: list[Item]) -> list[Problem]:
    return [one for one in items if isinstance(one, Problem)]


def readings(items: list[Item]) -> list[Reading]:
    return [one for one in items if isinstance(one, Reading)]


def example() -> str:
    (block,) = re.findall(r"```jsonl\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    return str(block)


# Round trips ---------------------------------------------------------------------------

# Null signs are in no archive, and a lost sign is a problem of its own.
texts = partial(st.text, st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufffd"))
st.register_type_strategy(str, texts())
wordings = ["1936-02-07", "ca. 1908", "1890-1920 (bulk 1905-1915)", "n.d.", "", "no such date"]
historical = st.sampled_from(wordings).map(dates.read) | st.builds(
    HistoricalDate,
    text=texts(max_size=20),
    edtf=st.sampled_from(["", "1937", "[1936,1937]", "../1940", "-0044-03-15"]),
    notes=st.lists(texts(max_size=5), max_size=2).map(tuple),
)


def model(shape: type[Any], **others: Any) -> st.SearchStrategy[Any]:
    """Anything the class can hold, with dates that mean something."""
    return st.builds(shape, **{**_hinted(shape), **others})


def _hinted(shape: type[Any]) -> dict[str, Any]:
    return {
        name: (st.from_type(kind) if kind is not HistoricalDate else historical)
        for name, kind in _hints(shape).items()
    }


def _hints(shape: type[Any]) -> dict[str, Any]:
    from typing import get_type_hints

    return get_type_hints(shape)


statements = st.lists(model(Statement), max_size=2)
records = st.builds(
    Record,
    level=texts(max_size=10),
    values=st.dictionaries(st.sampled_from(STATEMENT_FIELDS), statements, max_size=3),
    dates=st.lists(model(RecordDate), max_size=2),
    references=st.lists(model(Reference), max_size=2),
    agents=st.lists(model(AgentInRole), max_size=2),
    subjects=st.lists(model(Subject), max_size=2),
    texts=st.lists(model(Text), max_size=2),
    markings=st.lists(model(Marking), max_size=1),
    access=model(Access),
    rights=model(Rights),
    objects=st.lists(model(DigitalObject, size=st.integers(0, 2**40)), max_size=1),
    identifiers=st.lists(model(Identifier), max_size=2),
    extra=st.dictionaries(texts(max_size=5), statements, max_size=2),
)
authority_records = model(
    Authority,
    preferred=model(Name),
    variants=st.lists(model(Name), max_size=2),
    dates=st.lists(model(LifeDate), max_size=2),
    relations=st.lists(model(Relation), max_size=2),
    coordinates=st.none()
    | st.builds(
        Coordinates,
        latitude=st.floats(-90, 90),
        longitude=st.floats(-180, 180),
        uncertainty_km=st.none() | st.floats(0, 100),
    ),
)
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(records)
def test_any_record_written_and_read_is_equal(record: Record) -> None:
    """Nothing the model can say is lost or changed, origins included."""
    identifier = new_identifier()
    written = Reading(
        record=record,
        position="",
        wording="",
        key=identifier,
        identifier=identifier,
        collections=("One", "Two"),
        publication="draft",
        number=7,
        page=2,
        marks=(Mark(field="title", part="0", start=1, end=2, authority="p", role="author"),),
        deleted=True,
    )
    text = "".join(regesta.write([written]))
    assert len(text.splitlines()) >= 2
    items = read(text)
    assert not problems(items)
    (back,) = readings(items)
    assert back.record == record
    assert to_data(back.record) == to_data(record)
    for name in ("key", "identifier", "collections", "publication", "number", "page", "marks"):
        assert getattr(back, name) == getattr(written, name)
    assert back.deleted
    assert "".join(regesta.write([back])) == text


@slow
@given(authority_records)
def test_any_authority_written_and_read_is_equal(authority: Authority) -> None:
    """Authorities and their identifiers come back as they went."""
    identifier = new_identifier()
    one = AuthorityReading(
        authority=authority, position="", wording="", identifier=identifier, key=identifier
    )
    (back,) = read("".join(regesta.write([one])))
    assert isinstance(back, AuthorityReading)
    assert (back.authority, back.identifier, back.key) == (authority, identifier, identifier)


@slow
@given(st.dictionaries(texts(max_size=5), statements, max_size=2), st.none() | st.integers(0, 9))
def test_collections_and_counts_come_back(
    values: dict[str, list[Statement]], expected: int | None
) -> None:
    """A collection, and the number of records its source claims, come back as they went."""
    written = [
        CollectionReading(collection=Collection(values=values, expected=expected)),
        Expected(3),
    ]
    collection, count = read("".join(regesta.write(written)))
    assert isinstance(collection, CollectionReading)
    assert collection.collection == Collection(values=values, expected=expected)
    assert count == Expected(3)


# Reading -------------------------------------------------------------------------------


def test_the_example_of_the_manual() -> None:
    """The lines shown in docs/formats/regesta.md are read as the page says."""
    material = Material.of_text(example())
    found = recognised(material)
    assert found is not None
    assert found.name == "regesta"
    items = read(example())
    assert not problems(items)
    collection, person, file, letter = items
    assert isinstance(collection, CollectionReading)
    assert collection.collection.expected == 2
    assert isinstance(person, AuthorityReading)
    assert person.identifier == "0000-1009"
    assert isinstance(file, Reading)
    assert isinstance(letter, Reading)
    assert (file.key, letter.parent, letter.number) == ("0000-200j", "0000-200j", 1)
    assert (file.publication, letter.publication) == ("public", "draft")
    assert letter.identifier == "0000-300v"
    assert letter.record.primary_date.earliest == "1952-03-07"


def test_a_broken_line_stops_no_other() -> None:
    """Each line that cannot be read is reported by its number; the others are taken."""
    lines = [
        '{"regesta": 1}',
        "{",
        "[1]",
        '{"record": {}, "authority": {}}',
        '{"record": {"level": 5}}',
        '{"record": {"values": {"title": [{"text": "Kept"}]}}}',
    ]
    items = read("\n".join(lines))
    assert [one.where for one in problems(items)] == ["line 2", "line 3", "line 4", "line 5"]
    assert all(one.rejected == 1 and one.remedy for one in problems(items))
    assert [one.record.text("title") for one in readings(items)] == ["Kept"]


def test_unknown_members_are_reported_and_kept() -> None:
    """A member of any other name stands in ``extra`` under its path."""
    line = {
        "colour": "red",
        "record": {
            "shoe": {"size": 41},
            "values": {"title": [{"text": "T", "font": "Arial"}], "shirt": [{"text": "S"}]},
        },
    }
    items = read(json.dumps(line))
    (reading,) = readings(items)
    extra = {name: some[0].text for name, some in reading.record.extra.items()}
    assert extra == {
        "colour": "red",
        "shoe": '{"size":41}',
        "values.title[0].font": "Arial",
        "shirt": "S",
    }
    assert [one.code for one in problems(items)] == ["regesta-member"] * 4


def test_parents_may_come_later() -> None:
    """A child waits for its parent; one whose parent never comes is reported and taken."""
    lines = [
        {"id": "c", "parent": "b", "record": {}},
        {"id": "b", "parent": "a", "record": {}},
        {"id": "x", "parent": "nowhere", "record": {}},
        {"id": "r", "parent": "s", "record": {}},
        {"id": "s", "parent": "r", "record": {}},
        {"id": "self", "parent": "self", "record": {}},
        {"id": "a", "record": {}},
        {"id": "a", "record": {}},
    ]
    items = read("\n".join(map(json.dumps, lines)))
    order = [one.key for one in readings(items)]
    assert order == ["a", "b", "c", "", "x", "r", "s", "self"]
    assert [one.code for one in problems(items)] == ["key-twice", *["parent-missing"] * 3]


def test_an_impossible_date_keeps_its_words() -> None:
    """An expression that is no EDTF never reaches the archive as one."""
    line = '{"record": {"dates": [{"date": {"text": "31 June", "edtf": "1937-06-31"}}]}}'
    items = read(line)
    (reading,) = readings(items)
    assert reading.record.dates[0].date == HistoricalDate(
        "31 June", status=dates.Status.NOT_UNDERSTOOD
    )
    assert [one.code for one in problems(items)] == ["regesta-date"]


def test_another_identifier_is_kept_as_the_sources_own() -> None:
    """An ``id`` that is none of this archive is kept with the record."""
    (reading,) = readings(read('{"id": "FO 371/1", "record": {}}'))
    assert (reading.identifier, reading.key) == ("", "FO 371/1")
    assert reading.record.identifiers == [Identifier("local", "FO 371/1")]


@pytest.mark.parametrize(
    "text", ["", "{", '{"record": {}}', '{"authorities": []}', "regesta", '[{"regesta": 1}]']
)
def test_other_sources_are_not_recognised(text: str) -> None:
    """Only a header in the first line makes the form."""
    assert not regesta.recognise(Material.of_text(text))


def test_odd_lines_never_raise() -> None:
    """Depth, length, odd bytes and halves of signs are problems, never exceptions."""
    deep = b'{"record": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    for data in (deep, b'\xff\xfe\x00{"record"', b'{"record": {"level": "\\ud800"}}', b"\xff\n{}"):
        assert list(regesta.read(Material.of_bytes(data)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutated_lines_never_raise(data: st.DataObject) -> None:
    """Whatever is changed in a file, reading ends and says what is wrong."""
    text = example()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.text(max_size=4)) + text[at + length :]
    material = Material.of_text(text)
    regesta.recognise(material)
    for item in regesta.read(material):
        if isinstance(item, Reading):
            assert item.position.startswith("line ")
            item.record.primary_date.extent  # noqa: B018  # can be asked
        if isinstance(item, Problem):
            assert item.code in regesta.CODES


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_never_raise(data: bytes) -> None:
    """No bytes at all make reading raise."""
    list(regesta.read(Material.of_bytes(data)))
