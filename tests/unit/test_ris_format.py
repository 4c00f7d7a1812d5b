"""RIS: tagged lines read and written, each the inverse of the other on what it holds."""

from __future__ import annotations

import re
from pathlib import Path

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
    ReferenceLevel,
    Statement,
    Subject,
)
from regesta.formats import recognised, ris
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Reading

PAGE = Path(__file__).parent.parent.parent / "docs/formats/ris.md"


def example() -> str:
    (block,) = re.findall(r"```ris\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    return str(block)


def read(text: str) -> list[Item]:
    return list(ris.read(Material.of_text(text)))


def records(text: str) -> list[Record]:
    return [one.record for one in read(text) if isinstance(one, Reading)]


def codes(text: str) -> list[str]:
    return [one.code for one in read(text) if isinstance(one, Problem)]


def only(*lines: str, kind: str = "MANSCPT") -> Record:
    (record,) = records("\n".join([f"TY  - {kind}", *lines, "ER  - "]))
    return record


def test_the_example_of_the_manual() -> None:
    """The record shown in docs/formats/ris.md is read as the page says, and written again."""
    found = recognised(Material.of_text(example()))
    assert found is not None
    assert found.name == "ris"
    assert codes(example()) == []
    (record,) = records(example())
    assert record.text("title") == "On the lamps"
    assert [(one.name, one.role, one.kind) for one in record.agents] == [
        ("Quill, Ada", "author", "person"),
        ("Merrow Harbour Office", "addressee", "organisation"),
    ]
    assert [(one.type, one.date.edtf) for one in record.dates] == [(DateType.WRITTEN, "1952-03-07")]
    assert record.references == [Reference(text="MH/A/4", repository="Merrow Record Office")]
    assert record.identifiers == [Identifier("ris", "quill1952")]
    assert record.extra["M1"] == [Statement(text="1 leaf")]
    assert sorted("".join(ris.write([("", record)])).split("\r\n")) == sorted(
        [*example().split("\n"), ""]
    )


@pytest.mark.parametrize(
    ("lines", "edtf", "kept"),
    [
        (["DA  - 1937/04/12/"], "1937-04-12", {}),
        (["PY  - 1937///"], "1937", {}),
        (["Y1  - 1937/4//spring"], "1937-04", {"Y1": "spring"}),
        (["PY  - 1937", "DA  - 12 April 1937"], "1937-04-12", {}),
        (["PY  - 1940", "DA  - 1937/04/12"], "1937-04-12", {"PY": "1940"}),
        (["DA  - 1936/1937"], "1936/1937", {}),
        (["DA  - 1937/13/45/"], "", {}),
        (["PY  - n.d."], "", {}),
    ],
)
def test_dates(lines: list[str], edtf: str, kept: dict[str, str]) -> None:
    """A date is read from the fullest tag; other tags are kept where they say more."""
    record = only(*lines)
    assert record.primary_date.edtf == edtf
    assert len(record.dates) == 1
    assert {name: some[0].text for name, some in record.extra.items() if name != "TY"} == kept


def test_values_over_several_lines() -> None:
    """A line without a tag goes on with the value above it."""
    record = only("AB  - One", "two", "", "N1  - three", "KW  - a; b")
    assert record.text("scope_and_content") == "One\ntwo"
    assert record.text("note") == "three"
    assert [one.name for one in record.subjects] == ["a", "b"]


def test_titles_and_abstracts_of_two_tags() -> None:
    """Two tags of one meaning are one statement where they agree, and both kept otherwise."""
    record = only("TI  - A", "T1  - A", "AB  - B", "N2  - C")
    assert record.values["title"] == [Statement(text="A")]
    assert record.extra["N2"] == [Statement(text="C")]


def test_records_without_ends_and_lines_without_records() -> None:
    """What belongs to no record is pointed out, and so is a record that does not end."""
    text = "TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \nstray\nTY  - BOOK\nTI  - C"
    assert [one.text("title") for one in records(text)] == ["A", "B", "C"]
    assert codes(text) == ["ris-no-end", "ris-outside", "ris-no-end"]
    assert codes("nothing") == ["ris-outside", "ris-none"]


def test_identifiers_that_come_twice_identify_once() -> None:
    """A second record of the same number is taken without it."""
    text = "TY  - BOOK\nID  - 1\nER  - \n" * 2
    assert [one.identifiers for one in records(text)] == [[Identifier("ris", "1")], []]
    assert codes(text) == ["ris-twice"]


words = st.text(st.sampled_from("abcdÉßж盛123.:'-!\"  "), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
).filter(bool)  # fmt: skip
fields = st.fixed_dictionaries(
    {},
    optional={
        name: st.builds(lambda text: [Statement(text=text)], words)
        for name in ("title", "scope_and_content", "language")
    },
)
held = st.builds(
    Record,
    values=fields,
    dates=st.sampled_from(["1937", "1937-04", "1937-04-12", "ca. 1937", "n.d.", "1936-1938"]).map(
        lambda text: [RecordDate(date=dates.read(text), type=DateType.WRITTEN, primary=True)]
    ),
    agents=st.lists(
        st.builds(
            AgentInRole,
            name=st.sampled_from(["Quill, Ada", "Sheng", "van der Berg, Jan, Jr."]),
            role=st.sampled_from(["author", "editor", "translator"]),
        )
        | st.just(AgentInRole(name="Merrow Press", role="author", kind="organisation")),
        max_size=3,
        unique=True,
    ).map(
        lambda some: sorted(
            some, key=lambda one: ["author", "editor", "translator"].index(one.role)
        )
    ),
    subjects=st.lists(st.builds(Subject, name=words), max_size=2, unique=True),
    references=st.sampled_from(
        [
            [],
            [Reference(text="F. 17, op. 162", repository="RGASPI")],
            [
                Reference(text="f. 17", repository="RGASPI"),
                Reference(text="A 4", levels=[ReferenceLevel("call number", "A 4")]),
            ],
        ]
    ),
    identifiers=st.just([Identifier("ris", "a1"), Identifier("doi", "1"), Identifier("url", "u")]),
    extra=st.builds(
        lambda text: {"TY": [Statement(text="MANSCPT")], "M1": [Statement(text=text)]}, words
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(held, min_size=1, max_size=2))
def test_records_written_and_read_are_equal(some: list[Record]) -> None:
    """What RIS holds of a record comes back, dates by their meaning."""
    text = "".join(ris.write((str(number), record) for number, record in enumerate(some)))
    backs = records(text)
    assert len(backs) == len(some)
    for number, (back, record) in enumerate(zip(backs, some, strict=True)):
        assert back.primary_date.edtf == record.primary_date.edtf
        assert back.primary_date.status == record.primary_date.status
        for name in ("values", "agents", "subjects", "references", "level"):
            assert getattr(back, name) == getattr(record, name), name
        assert back.identifiers[0] == Identifier("ris", str(number))
        assert back.extra["M1"] == record.extra["M1"]
    again = [("", record) for record in backs]
    assert sorted("".join(ris.write(again)).split("\n")) == sorted(text.split("\n"))


def test_what_a_record_is_written_as() -> None:
    """Without a type of its own a record is a letter if it has an addressee."""
    letter = Record(agents=[AgentInRole(name="Quill, Ada", role="addressee")])
    assert "".join(ris.write([("", letter)])) == "TY  - PCOMM\r\nA2  - Quill, Ada\r\nER  - \r\n\r\n"
    article = Record(
        extra={"type": [Statement(text="article-journal")], "volume": [Statement(text="7")]}
    )
    assert "".join(ris.write([("", article)])) == "TY  - JOUR\r\nVL  - 7\r\nER  - \r\n\r\n"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutated_records_never_raise(data: st.DataObject) -> None:
    """Whatever is changed in a file, reading ends, and what was read can be written."""
    text = example()
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(["\n", "  - ", "ER", "TY", "/", "9"]) | st.text(max_size=3)
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 12)) :]
    ris.recognise(Material.of_text(text))
    assert set(codes(text)) <= set(ris.CODES)
    "".join(ris.write([("", record) for record in records(text)]))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_never_raise(data: bytes) -> None:
    """No bytes at all make reading raise."""
    for start in (b"", b"TY  - BOOK\nDA  - "):
        list(ris.read(Material.of_bytes(start + data)))


def test_a_long_value_is_read_in_time() -> None:
    """A value of many lines takes no more than its length."""
    (record,) = records("TY  - BOOK\nAB  - " + "1, 2, 3\n" * 200_000)
    assert record.text("scope_and_content").count("\n") == 199_999
