"""BibTeX: entries read and written, LaTeX to Unicode and back."""

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
from regesta.formats import bibtex, recognised
from regesta.formats.bibtex.latex import decoded, encoded
from regesta.formats.bibtex.names import names_of, written_name
from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Reading

PAGE = Path(__file__).parent.parent.parent / "docs/formats/bibtex.md"


def example() -> str:
    (block,) = re.findall(r"```bibtex\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    return str(block)


def read(text: str) -> list[Item]:
    return list(bibtex.read(Material.of_text(text)))


def records(text: str) -> list[Record]:
    return [one.record for one in read(text) if isinstance(one, Reading)]


def codes(text: str) -> list[str]:
    return [one.code for one in read(text) if isinstance(one, Problem)]


def only(fields: str) -> Record:
    (record,) = records(f"@misc{{key, {fields}}}")
    return record


def test_the_example_of_the_manual() -> None:
    """The entry shown in docs/formats/bibtex.md is read as the page says."""
    found = recognised(Material.of_text(example()))
    assert found is not None
    assert found.name == "bibtex"
    assert codes(example()) == []
    (record,) = records(example())
    assert record.text("title") == "On the Lamps of Mürow"
    assert record.text("scope_and_content") == "Asks for oil – and “two” lamps."
    assert [(one.name, one.kind) for one in record.agents] == [
        ("Quill, Ada", "person"),
        ("Merrow Harbour Office", "organisation"),
    ]
    assert [(one.type, one.date.edtf) for one in record.dates] == [(DateType.WRITTEN, "1952-03-07")]
    assert record.references == [Reference(text="Merrow Record Office, MH/A/4")]
    assert [one.name for one in record.subjects] == ["lamps", "oil"]
    assert record.identifiers == [Identifier("bibtex", "quill1952")]
    assert record.extra["howpublished"] == [Statement(text="1 leaf")]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"{\"u}", "ü"),
        (r"\"{u}", "ü"),
        (r"\"u", "ü"),
        (r"Andr\'e", "André"),
        (r"\v{s}", "š"),
        (r"\v s", "š"),
        (r"\c{c}", "ç"),
        (r"{\'{\i}}", "í"),
        (r"\'\i", "í"),
        (r"S\o ren", "Søren"),
        (r"\O{}rsted", "Ørsted"),
        (r"Stra{\ss}e", "Straße"),
        (r"{\L}{\'o}d{\'z}", "Łódź"),
        (r"\AA", "Å"),
        (r"A \& B, 50\%, \#1, a\_b, \$5", "A & B, 50%, #1, a_b, $5"),
        (r"pp.~1--2 --- end", "pp. 1–2 — end"),
        ("``so''", "“so”"),
        (r"\emph{On} \textit{the} {DNA}", "On the DNA"),
        (r"\unknown{x} y", r"\unknownx y"),
        (r"a \textbackslash{} b \{c\}", r"a \ b {c}"),
        (r"\~{} \^{}", "~ ^"),
        (r"\~n \^{o} \k{a} \H{o} \r{a}", "ñ ô ą ő å"),
        ("Шэн 盛世才", "Шэн 盛世才"),
    ],
)
def test_latex_becomes_unicode(latex: str, expected: str) -> None:
    """Accents, letters, signs and ligatures of LaTeX are what it would set."""
    assert decoded(latex) == expected


texts = (
    st.text(
        st.sampled_from("aeéßж盛 {}\\\"'`~^&%$#_-.,@=()")
        | st.characters(exclude_categories=["Cs", "Cc", "Co", "Zs", "Zl", "Zp"]),
        min_size=1,
        max_size=25,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_text_written_and_read_is_equal(text: str) -> None:
    """Whatever signs a text holds, LaTeX can hold it, with braces that match."""
    latex = encoded(text)
    assert decoded(latex) == text
    assert only(f"title = {{{{{latex}}}}}").text("title") == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ada Quill", ["Quill, Ada"]),
        ("Quill, Ada and Jan van der Berg", ["Quill, Ada", "van der Berg, Jan"]),
        ("van der Berg, Jr., Jan", ["van der Berg, Jan, Jr."]),
        ("{Merrow and Sons}", ["Merrow and Sons"]),
        ("Plato", ["Plato"]),
        ("{Brown and Co, Ltd.} and Sheng", ["Brown and Co, Ltd.", "Sheng"]),
        (r"Erd{\H o}s, P{\'a}l", ["Erdős, Pál"]),
        ("", []),
    ],
)
def test_names(value: str, expected: list[str]) -> None:
    """Names are parted at *and*, and their parts found as BibTeX does, outside of braces."""
    assert [name for name, _ in names_of(value)] == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(texts.filter(lambda text: text.strip("{},") == text), min_size=1, max_size=3))
def test_names_of_bodies_written_and_read_are_equal(names: list[str]) -> None:
    """A body may have any signs in its name."""
    value = " and ".join(written_name(name, "organisation") for name in names)
    assert list(names_of(value)) == [(name, "organisation") for name in names]


@pytest.mark.parametrize(
    ("fields", "edtf"),
    [
        ("date = {1937-04-12}", "1937-04-12"),
        ("date = {1936/1938}", "1936/1938"),
        ("date = {1937~}", "1937~"),
        ("year = 1937", "1937"),
        ("year = {1937}, month = apr", "1937-04"),
        ('year = 1937, month = "April", day = 12', "1937-04-12"),
        ("year = {c. 1937}", "1937~"),
        ("year = {n.d.}", ""),
        ("date = {1937-04-12}, year = 1937", "1937-04-12"),
    ],
)
def test_dates(fields: str, edtf: str) -> None:
    """The date of biblatex, and year, month and day of BibTeX."""
    record = only(fields)
    assert record.primary_date.edtf == edtf
    assert len(record.dates) == 1
    assert set(record.extra) == {"entry type"}


def test_values_of_every_kind() -> None:
    """Braces, quotation marks, numbers and strings, joined or alone; parentheses outside."""
    text = (
        '@STRING(a = "A {"} a")\n@book(k1, title = a # { and {B}, c} # 7, note="x, {y}",)'
        "@comment{@book{no, title={No}}} text between\n"
        "@preamble{ {\\x} } @Book {k2 , Title = {T}, year=1937}"
    )
    one, other = records(text)
    assert one.text("title") == 'A " a and B, c7'
    assert one.text("note") == "x, y"
    assert other.text("title") == "T"
    assert other.primary_date.edtf == "1937"
    assert [record.extra["entry type"][0].text for record in (one, other)] == ["book", "book"]
    assert codes(text) == []


def test_broken_entries_stop_no_others() -> None:
    """What cannot be read is kept and reported; the next entry begins at its margin."""
    text = (
        "@book{a,\n title = {A,\n note = {x}\n@book{b,\n title = {B}, 7 8\n}\n"
        "@book{b, note = some}\n@book{c, title = {C}"
    )
    found = records(text)
    assert [record.text("title") for record in found] == ["", "B", "", "C"]
    assert found[1].extra["unread"] == [Statement(text="7 8")]
    assert found[2].identifiers == []
    assert codes(text) == [
        "bibtex-unclosed",
        "bibtex-entry",
        "bibtex-entry",
        "bibtex-twice",
        "bibtex-string",
        "bibtex-unclosed",
    ]


words = texts.filter(lambda text: not set(text) & set(",;"))
held = st.builds(
    Record,
    values=st.fixed_dictionaries(
        {},
        optional={
            name: st.builds(lambda text: [Statement(text=text)], texts)
            for name in ("title", "scope_and_content", "note", "language")
        },
    ),
    dates=st.sampled_from(["1937", "1937-04-12", "1937~", "1936/1938"]).map(
        lambda text: [RecordDate(date=dates.read(text), type=DateType.WRITTEN, primary=True)]
    ),
    agents=st.lists(
        st.builds(
            AgentInRole,
            name=st.sampled_from(
                ["Quill, Ada", "Sheng", "van der Berg, Jan, Jr.", "Sand and Sea, A.", "盛世才"]
            ),
            role=st.sampled_from(["author", "editor"]),
        )
        | st.builds(AgentInRole, name=words, role=st.just("author"), kind=st.just("organisation")),
        max_size=3,
        unique=True,
    ).map(lambda some: sorted(some, key=lambda one: one.role)),
    subjects=st.lists(st.builds(Subject, name=words), max_size=2, unique=True),
    references=st.sampled_from(
        [
            [],
            [Reference(text="F. 17, op. 162", repository="RGASPI")],
            [
                Reference(text="f. 17", repository="RGASPI"),
                Reference(text="A_4", levels=[ReferenceLevel("call number", "A_4")]),
            ],
        ]
    ),
    identifiers=st.just(
        [Identifier("bibtex", "a1"), Identifier("url", "https://a.example/b_c%20")]
    ),
    extra=st.builds(
        lambda text: {"entry type": [Statement(text="letter")], "genre": [Statement(text=text)]},
        texts,
    ),
)


@settings(max_examples=200, deadline=None)
@given(held)
def test_records_written_and_read_are_equal(record: Record) -> None:
    """What BibTeX holds of a record comes back the same."""
    text = "".join(bibtex.write([("", record)]))
    assert codes(text) == []
    (back,) = records(text)
    if any(one.name == "others" for one in record.agents):
        return
    assert back.values == record.values
    assert back.primary_date.edtf == record.primary_date.edtf
    for name in ("agents", "subjects", "references", "identifiers", "extra"):
        assert getattr(back, name) == getattr(record, name), name


def test_what_a_record_is_written_as() -> None:
    """A reference that came as RIS leaves as BibTeX whole."""
    article = Record(extra={"TY": [Statement(text="JOUR")], "VL": [Statement(text="7")]})
    assert "".join(bibtex.write([("k7m2-9xqd", article)])) == (
        "@article{k7m2-9xqd,\n  volume = {7}\n}\n\n"
    )
    assert "".join(bibtex.write([("", Record())])) == "@unpublished{record1\n}\n\n"


def test_other_texts_are_not_recognised() -> None:
    """A text that only mentions an entry, or an address with @, is left to other forms."""
    for text in ("", "dear @book{a, }", "@someone said", "a@b.example", "@prefix a: <x> ."):
        assert not bibtex.recognise(Material.of_text(text)), text
    for text in ("% x\n\n@book{a,\n}", "\ufeff@comment{x}", "@string{a = {b}}", "@misc{\n key,"):
        assert bibtex.recognise(Material.of_text(text)), text


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_mutated_entries_never_raise(data: st.DataObject) -> None:
    """Whatever is changed in a file, reading ends, and what was read can be written."""
    text = example()
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(["{", "}", '"', "\\", "#", "=", "@", ",", "("]) | st.text(max_size=3)
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 12)) :]
    bibtex.recognise(Material.of_text(text))
    assert set(codes(text)) <= set(bibtex.CODES)
    "".join(bibtex.write([("", record) for record in records(text)]))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_never_raise(data: bytes) -> None:
    """No bytes at all make reading raise."""
    for start in (b"", b"@book{a, title = {", b"@string{"):
        list(bibtex.read(Material.of_bytes(start + data)))


def test_long_nonsense_is_read_in_time() -> None:
    """No run of signs takes more than its length."""
    for piece in ("{", "}", '"', " ", "a ", "\\", "\\'", "and ", "# ", "@a{", "-", "a,", "\n"):
        records("@book{k, author = {" + piece * 50_000)
        records("@book{" + piece * 50_000)
        records(piece * 50_000)
