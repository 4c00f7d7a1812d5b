"""Omeka's exports: XML of Omeka Classic and JSON-LD of Omeka S."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.description.record import DateType, Identifier, Statement
from regesta.formats import dublin_core, json_items, omeka, recognised
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Reading

PAGE = Path(__file__).parent.parent.parent / "docs/formats/omeka.md"


def example(kind: str) -> str:
    (block,) = re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    return str(block)


def read(text: str) -> list[Item]:
    return list(omeka.read(Material.of_text(text)))


def only(text: str) -> Reading:
    (found,) = [one for one in read(text) if isinstance(one, Reading)]
    return found


def codes(text: str) -> list[str]:
    return [one.code for one in read(text) if isinstance(one, Problem)]


def of_s(**members: Any) -> str:
    return json.dumps([{"@type": "o:Item", "o:id": 1} | members])


def test_the_classic_example_of_the_manual() -> None:
    """The XML shown in docs/formats/omeka.md is read as the page says."""
    found = recognised(Material.of_text(example("xml")))
    assert found is not None
    assert found.name == "omeka"
    item = only(example("xml"))
    record = item.record
    assert record.text("title") == "Letter on the lamps"
    assert record.agents[0].name == "Quill, Ada"
    assert record.primary_date.edtf == "1952-03-07"
    assert [one.name for one in record.subjects] == ["lamps"]
    assert record.texts[0].paragraphs[0].text == "Send two lamps."
    assert item.collections == ("Harbour papers",)
    assert item.publication == "public"
    assert record.identifiers == [Identifier("omeka", "https://merrow.example/items/show/7")]
    assert record.extra["Item Type"] == [Statement(text="Text")]
    assert codes(example("xml")) == ["omeka-file-missing"]


def test_the_linked_example_of_the_manual() -> None:
    """The JSON-LD shown in docs/formats/omeka.md is read as the page says."""
    found = recognised(Material.of_text(example("json")))
    assert found is not None
    assert found.name == "omeka"
    assert codes(example("json")) == []
    item = only(example("json"))
    record = item.record
    assert record.values["title"] == [Statement(text="Letter on the lamps", language="en")]
    assert record.agents[0].name == "Quill, Ada"
    assert record.extra["dcterms:creator @id"][0].text == "http://viaf.org/viaf/1"
    assert [(one.name, one.kind) for one in record.subjects] == [("Merrow", "place")]
    assert (record.dates[0].type, record.dates[0].date.edtf) == (DateType.WRITTEN, "1952-03-07")
    assert item.collections == ("Harbour papers",)
    assert item.publication == "draft"
    assert record.extra["o:is_public"][0].text == "false"
    assert record.identifiers == [Identifier("omeka", "https://merrow.example/api/items/7")]


def test_files_lie_beside_the_export(tmp_path: Path) -> None:
    """A file is found under the name its address ends in, here or in files/original."""
    folder = tmp_path / "files/original"
    folder.mkdir(parents=True)
    (folder / "lamps.jpg").write_bytes(b"scan")
    (tmp_path / "export.xml").write_text(example("xml"))
    (item,) = omeka.read(Material.of_file(tmp_path / "export.xml"))
    assert isinstance(item, Reading)
    assert [(one.name, one.opener().read()) for one in item.files] == [("lamps.jpg", b"scan")]


def test_media_and_sets_may_stand_after_their_items(tmp_path: Path) -> None:
    """What an item only points to is found anywhere in the list, also below @graph."""
    (tmp_path / "lamps.jpg").write_bytes(b"scan")
    graph = [
        {"@id": "i/1", "@type": ["o:Item", "bibo:Letter"], "o:item_set": [{"@id": "s/1"}]},
        {
            "@id": "m/1",
            "@type": "o:Media",
            "o:item": {"@id": "i/1"},
            "o:title": "Front",
            "o:source": "lamps.jpg",
            "o:original_url": "https://x.example/files/abc.jpg",
            "o:media_type": "image/jpeg",
        },
        {"@id": "s/1", "@type": "o:ItemSet", "dcterms:title": [{"@value": "Papers"}]},
    ]
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"@context": {"o": "x"}, "@graph": graph, "after": {"a": 1}}))
    (item,) = omeka.read(Material.of_file(path))
    assert isinstance(item, Reading)
    assert item.collections == ("Papers",)
    (file,) = item.files
    assert (file.name, file.label, file.media_type) == ("lamps.jpg", "Front", "image/jpeg")
    assert item.record.extra["@type"][0].text == "bibo:Letter"


def test_private_values_make_a_draft() -> None:
    """What Omeka does not show to the public is pointed out, and the record is a draft."""
    text = of_s(**{"o:is_public": True, "dcterms:title": [{"@value": "T", "is_public": False}]})
    assert only(text).publication == "draft"
    assert codes(text) == ["omeka-private"]


@pytest.mark.parametrize(
    ("term", "value", "expected"),
    [
        ("coverage", "1936", "1936"),
        ("coverage", "Merrow", "Subject(name='Merrow', kind='place'"),
        ("temporal", "the age of steam", "dcterms:temporal"),
        ("source", "RGASPI, f. 17", "Reference(text='RGASPI, f. 17'"),
        ("rights", "https://rights.example/1", "uri='https://rights.example/1'"),
        ("rights", "All rights reserved", "statement='All rights reserved'"),
        ("isPartOf", "Papers", "dcterms:isPartOf"),
        ("publisher", "Merrow Press", "role='publisher'"),
    ],
)
def test_terms_of_dublin_core(term: str, value: str, expected: str) -> None:
    """Each term goes where `FIELDS` has it, and is kept under its name where none has."""
    record = only(of_s(**{f"dcterms:{term}": [{"@value": value}]})).record
    assert expected in repr(record)


def test_every_term_is_found_in_the_record() -> None:
    """Whatever the term, its words are not lost."""
    from regesta.formats.draft import Draft

    for term in ("title", "audience", "extent", "abstract", "created", "rights", "nonsense"):
        draft = Draft("")
        taken = dublin_core.say(draft, term, "Merrow")
        assert taken == ("Merrow" in repr(draft.record)), term


def test_numbers_that_come_twice_identify_once() -> None:
    """A second item of the same number is taken, and does not become the first."""
    text = '<itemContainer><item itemId="1"/><item itemId="1"/></itemContainer>'
    one, problem, other = read(text)
    assert isinstance(one, Reading)
    assert isinstance(problem, Problem)
    assert isinstance(other, Reading)
    assert (one.record.identifiers, other.record.identifiers) == ([Identifier("omeka", "1")], [])


def test_pages_that_are_missing_are_pointed_out() -> None:
    """The list says how many items there are in all."""
    text = "<itemContainer><totalResults>26</totalResults><item itemId='1'/></itemContainer>"
    assert codes(text) == ["omeka-more-pages"]


def test_broken_items_stop_no_others() -> None:
    """A JSON item that cannot be read is located; those around it are taken."""
    good = '{"@type": "o:Item", "o:id": %d}'
    items = read(f'[{good % 1},\n{{"@type": "o:Item" "o:id": 2}},\n{good % 3}, {{"a": "')
    assert [type(one).__name__ for one in items] == ["Reading", "Problem", "Reading", "Problem"]
    assert isinstance(items[1], Problem)
    assert items[1].where == "item 2, line 2"


def test_a_document_type_is_no_danger() -> None:
    """Entities of a document are not expanded, and files are not read."""
    text = (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        '<itemContainer><item itemId="1"><tagContainer><tag><name>&a;</name></tag></tagContainer>'
        "</item></itemContainer>"
    )
    assert "root:" not in repr(read(text))


@pytest.mark.parametrize("size", [7, 64, 65_536])
def test_objects_are_found_across_pieces(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a piece of the file ends makes no difference to what is found."""
    monkeypatch.setattr(json_items, "_PIECE", size)
    objects = [{"a": 'x"[{\\' * 9, "b": [{"c": {}}]}, {}, {"d": "e" * 500}]
    texts = {
        "list": json.dumps(objects, indent=1),
        "graph": json.dumps({"x": [1, {"y": 1}], "@graph": objects, "z": {"q": [{"r": 1}]}}),
        "lines": "\n".join(map(json.dumps, objects)),
    }
    for text in texts.values():
        found = list(json_items.items_of(Material.of_text(text), ("@graph",)))
        assert [one.value for one in found] == objects
    (whole,) = json_items.items_of(Material.of_text('{"a": [{"b": 1}]}'), ("@graph",))
    assert whole.value == {"a": [{"b": 1}]}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutated_exports_never_raise(data: st.DataObject) -> None:
    """Whatever is changed in an export, reading ends and says what is wrong."""
    text = example(data.draw(st.sampled_from(["xml", "json"])))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(['"', "{", "]", "<", ">", "&", "null", "1"]) | st.text(max_size=3)
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 15)) :]
    material = Material.of_text(text)
    omeka.recognise(material)
    for item in omeka.read(material):
        assert not isinstance(item, Problem) or item.code in omeka.CODES


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "@type",
                "@id",
                "o:id",
                "o:item_set",
                "o:media",
                "o:item",
                "o:title",
                "dcterms:title",
                "dcterms:date",
                "dcterms:rights",
                "o:is_public",
            ]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("o:Media"),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(st.sampled_from(["@value", "@id", "@language", "o:label"]), inner)
            ),
            max_leaves=5,
        ),
    )
)
def test_odd_members_never_raise(members: dict[str, Any]) -> None:
    """Members of any shape are read or kept."""
    read(of_s(**members))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"<itemContainer>", b"[{", b"\xff\xfe"]))
def test_random_bytes_never_raise(data: bytes, start: bytes) -> None:
    """No bytes at all make reading raise."""
    material = Material.of_bytes(start + data)
    omeka.recognise(material)
    list(omeka.read(material))


def test_lost_signs_are_pointed_out() -> None:
    """A byte that is not in the encoding is no reason to refuse an item, nor to be silent."""
    items = list(omeka.read(Material.of_bytes(b'[{"@type": "o:Item", "o:title": "\xff"}]')))
    assert [type(one).__name__ for one in items] == ["Problem", "Reading"]
    assert isinstance(items[0], Problem)
    assert items[0].code == "omeka-lost-sign"
