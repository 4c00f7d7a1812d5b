"""Records as they are handed on: tables, feeds, references in pages, and what is kept back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from regesta.catalog.actors import steward
from regesta.catalog.handing_on import (
    all_records,
    lately_public,
    order_of_adding,
    public_moments,
    records_named,
)
from regesta.catalog.models import Publication
from regesta.catalog.verbs import Change, publish, save_records, withdraw
from regesta.description import dates
from regesta.description.record import (
    Access,
    AccessStatus,
    AgentInRole,
    DigitalObject,
    Identifier,
    Origin,
    Paragraph,
    Record,
    RecordDate,
    Reference,
    Rights,
    Statement,
    Subject,
    Text,
    TextKind,
)
from regesta.formats import csl, ris
from regesta.formats.context_object import context_object
from regesta.formats.feed import Feed, write
from regesta.formats.handing_on import FORM, FORMS, Described
from regesta.formats.table.writing import LONGEST_CELL

ANNA = steward("Anna")
BASE = "https://archive.example"
ATOM = {"a": "http://www.w3.org/2005/Atom", "o": "http://a9.com/-/spec/opensearch/1.1/"}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def record(title: str = "On the harvest", **parts: object) -> Record:
    made = Record(
        values={"title": [Statement(text=title)]},
        dates=[RecordDate(date=dates.read("4 May 1920"), primary=True)],
    )
    for name, value in parts.items():
        setattr(made, name, value)
    return made


def described(one: Record, identifier: str = "0000-1009", **beside: object) -> Described:
    whole = Described(identifier=identifier, address=f"{BASE}/records/{identifier}", record=one)
    return replace(whole, **beside)


def written(form: str, *records: Described) -> str:
    return "".join(FORM[form].write(records, "Merrow Harbour"))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# ---------------------------------------------------------------- tables


def test_a_row_says_what_the_record_says() -> None:
    """A table has the identifier, the address and each element in a column of its own."""
    one = record(
        agents=[AgentInRole(name="Ada Quill", role="author"), AgentInRole(name="Bo", role="clerk")],
        subjects=[Subject(name="Merrow", kind="place"), Subject(name="Oxcombe", kind="place")],
        references=[Reference(text="op. 162, d. 20", repository="RGASPI")],
        rights=Rights(uri="https://rights.example/1", credit="Courtesy of Merrow"),
    )
    [row] = rows_of(written("csv", described(one, collections=("Minutes", "Letters"))))
    said = {name: value for name, value in row.items() if value}
    assert said == {
        "identifier": "0000-1009",
        "url": "https://archive.example/records/0000-1009",
        "collections": "Minutes | Letters",
        "level": "item",
        "title": "On the harvest",
        "date": "4 May 1920",
        "date in EDTF": "1920-05-04",
        "earliest day": "1920-05-04",
        "latest day": "1920-05-04",
        "date status": "given",
        "author": "Ada Quill",
        "other people and bodies": "Bo (clerk)",
        "places": "Merrow | Oxcombe",
        "references": "RGASPI, op. 162, d. 20",
        "access": "open",
        "rights": "https://rights.example/1",
        "credit line": "Courtesy of Merrow",
    }


@pytest.mark.parametrize("text", ['=cmd|"/c calc"!A1', "+1+1", "@SUM(A1)", "-2+3", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    """What begins like a formula stands behind an apostrophe, wherever it comes from."""
    one = record(text, subjects=[Subject(name=text)], identifiers=[Identifier("x", text)])
    [row] = rows_of(written("csv", described(one, collections=(text,))))
    for column in ("title", "topics", "other identifiers", "collections"):
        assert row[column] == f"'{text}"


def test_a_table_is_one_for_spreadsheets() -> None:
    """It begins with the sign of UTF-8, has one line of headings, and no cell is too long."""
    long = record(values={"title": [Statement(text="Лист " * 20_000)]})
    text = written("csv", described(long), described(record(), "0000-200j"))
    assert text.startswith("\ufeffidentifier,url,")
    rows = rows_of(text)
    assert len(rows) == 2
    assert len(rows[0]["title"]) <= LONGEST_CELL
    assert rows[0]["title"].endswith(" […]")
    assert rows_of(written("csv")) == []


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_has_a_cell_of_its_own(texts: list[str]) -> None:
    """Whatever signs a title has, the table has a row for each record and the same columns."""
    rows = rows_of(written("csv", *(described(record(text)) for text in texts)))
    assert len(rows) == len(texts)
    assert all(None not in row and None not in row.values() for row in rows)


# ---------------------------------------------------------------- citations


def test_the_permanent_address_is_the_first() -> None:
    """A citation leads to this archive, whatever addresses the record had elsewhere."""
    elsewhere = Identifier("url", "https://elsewhere.example/1")
    one = described(record(identifiers=[elsewhere, Identifier("url", f"{BASE}/records/0000-1009")]))
    lines = written("ris", one).split("\r\n")
    addresses = [line.removeprefix("UR  - ") for line in lines if line.startswith("UR")]
    assert addresses == [one.address, elsewhere.value]
    assert f'"URL":"{one.address}"' in written("csl.json", one)
    assert f"url = {{{one.address}}}" in written("bib", one)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_list_of_nothing_is_a_file(form) -> None:
    """A search without results is a file that its own form can read, not a broken one."""
    text = "".join(form.write([], "Merrow Harbour"))
    assert text in {"", "[\n]\n"} or text.count("\n") == 1


def test_a_column_named_type_is_no_type_of_csl() -> None:
    """What a table had under *type* is not written as a type that CSL does not have."""
    one = record(extra={"type": [Statement(text="Image;StillImage")]})
    assert csl.item_of("x", one)["type"] == "document"
    assert csl.item_of("x", record(extra={"type": [Statement(text="treaty")]}))["type"] == "treaty"
    assert next(ris.write([("x", one)])).startswith("TY  - MANSCPT")


# ---------------------------------------------------------------- references in pages


def test_a_context_object_is_read_back() -> None:
    """The value holds title, date, sources and address under the keys of the profile."""
    value = context_object(
        title='Über "Tee" & <Wolle>', address=f"{BASE}/records/1", date="1920-05-04",
        sources=["Minutes", "Briefe & Akten"], language="de",
    )  # fmt: skip
    assert parse_qsl(value, strict_parsing=True) == [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft_id", f"{BASE}/records/1"),
        ("rft.type", "document"),
        ("rft.title", 'Über "Tee" & <Wolle>'),
        ("rft.date", "1920-05-04"),
        ("rft.source", "Minutes"),
        ("rft.source", "Briefe & Akten"),
        ("rft.language", "de"),
        ("rft.identifier", f"{BASE}/records/1"),
    ]
    assert not {'"', "<", ">", " "} & set(value)


# ---------------------------------------------------------------- feeds


def feed(**parts: object) -> Feed:
    whole = Feed(
        identifier=f"{BASE}/search.atom?q=tea", title="Archive - tea", archive="Archive",
        address=f"{BASE}/search.atom?q=tea&page=2", page=f"{BASE}/search?q=tea", updated=NOON,
        total=120, first=51, size=50, version="1.0", links={"next": f"{BASE}/search.atom?page=3"},
    )  # fmt: skip
    return replace(whole, **parts)


def must_be_valid(document: bytes) -> etree._Element:
    """The rules of RFC 4287 that a validator of feeds checks."""
    root = etree.fromstring(document)
    assert root.tag == f"{{{ATOM['a']}}}feed"
    for holder in (root, *root.iterfind("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            [element] = holder.findall(f"a:{name}", ATOM)
            assert (element.text or "").strip()
        for name in ("updated", "published"):
            for element in holder.iterfind(f"a:{name}", ATOM):
                assert element.text
                assert datetime.strptime(element.text, "%Y-%m-%dT%H:%M:%SZ")
        links = [(one.get("rel"), one.get("type")) for one in holder.iterfind("a:link", ATOM)]
        assert len(links) == len(set(links))
        assert ("alternate", "text/html") in links
        assert all(one.get("href") for one in holder.iterfind("a:link", ATOM))
        assert all(one.text for one in holder.iterfind("a:author/a:name", ATOM))
        assert all(one.get("term") for one in holder.iterfind("a:category", ATOM))
    assert root.find("a:author/a:name", ATOM) is not None
    assert [one.get("rel") for one in root.iterfind("a:link", ATOM)].count("self") == 1
    entries = [one.findtext("a:id", namespaces=ATOM) for one in root.iterfind("a:entry", ATOM)]
    assert len(entries) == len(set(entries))
    return root


def test_a_feed_is_valid() -> None:
    """A feed has all that RFC 4287 asks for, and its entries the addresses of records."""
    one = record(
        agents=[AgentInRole(name="Ada Quill", role="author"), AgentInRole(name=" ", role="author")],
        rights=Rights(credit="Courtesy of Merrow"),
    )
    one.values["scope_and_content"] = [Statement(text="Carts are counted.", language="en-GB")]
    later = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    root = must_be_valid(
        write(
            feed(),
            [
                described(one, collections=("Minutes",), added=NOON, changed=later),
                described(Record(), "0000-200j"),
            ],
        )
    )
    first, second = root.findall("a:entry", ATOM)
    said = [(etree.QName(part).localname, part.text or "") for part in first if not len(part)]
    assert said == [
        ("id", f"{BASE}/records/0000-1009"),
        ("title", "On the harvest"),
        ("updated", "2026-03-02T08:30:00Z"),
        ("published", "2026-03-01T12:00:00Z"),
        ("link", ""),
        ("category", ""),
        ("summary", "Carts are counted."),
        ("rights", "Courtesy of Merrow"),
    ]
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert first.find("a:summary", ATOM).get(language) == "en-GB"
    assert second.findtext("a:title", namespaces=ATOM) == "Untitled"
    assert root.findtext("o:totalResults", namespaces=ATOM) == "120"


@given(st.text(), st.text(), st.text())
def test_any_text_is_a_valid_feed(title: str, summary: str, language: str) -> None:
    """No sign of a title, a summary or a code of a language breaks the document."""
    one = Record(
        values={
            "title": [Statement(text=title, language=language)],
            "scope_and_content": [Statement(text=summary, language=language)],
        },
        agents=[AgentInRole(name=title, role="author")],
    )
    must_be_valid(write(feed(title=f"x {title}"), [described(one, collections=(f"x{summary}",))]))


# ---------------------------------------------------------------- what the public may have


def saved(one: Record, **change: object):
    return save_records([Change(record=one, **change)], actor=ANNA)[0]


@pytest.mark.django_db
def test_what_is_not_public_is_left_out() -> None:
    """Drafts, closed and withdrawn records are in no list, and in everything they are."""
    open_one = saved(record("Open"))
    closed = saved(record("Closed", access=Access(status=AccessStatus.CLOSED)))
    opening = saved(record("Day", access=Access(status=AccessStatus.CLOSED, until="1999-01-01")))
    draft = saved(record("Draft"), publication=Publication.DRAFT)
    withdrawn = saved(record("Withdrawn"))
    withdraw(withdrawn, actor=ANNA, reason="asked")
    rows = [withdrawn, draft, opening, closed, open_one]
    names = [row.identifier for row in rows]

    def titles(found):
        return [one.record.text("title") for one in found]

    assert titles(records_named(names, BASE)) == ["Day", "Open"]
    assert titles(all_records(BASE)) == ["Open", "Day"]
    everything = list(records_named(names, BASE, everything=True))
    assert titles(everything) == ["Withdrawn", "Draft", "Day", "Closed", "Open"]
    assert [one.deleted for one in everything] == [True, False, False, False, False]
    assert len(list(all_records(BASE, everything=True))) == 5
    assert list(records_named(["zzzz-zzzz"], BASE)) == []


@pytest.mark.django_db
def test_only_the_description_is_handed_on_where_only_that_is_open() -> None:
    """Of a record whose description alone is open, no form holds its text or its files."""
    row = saved(
        record(
            access=Access(status=AccessStatus.METADATA_ONLY),
            texts=[
                Text(
                    kind=TextKind.ORIGINAL,
                    paragraphs=[Paragraph(identifier="p1", text="Hidden words")],
                )
            ],
            objects=[DigitalObject(sha512="f" * 128, name="hidden.jpg")],
        )
    )
    for form in FORMS:
        text = "".join(form.write(records_named([row.identifier], BASE), "Archive"))
        assert "harvest" in text
        assert "idden" not in text
    [whole] = records_named([row.identifier], BASE, everything=True)
    assert whole.record.texts


@pytest.mark.django_db
def test_origins_stay_in_the_archive() -> None:
    """Who said something in the archive, and in which import, is not handed on."""
    origin = Origin("person", "Anna", "desk 4")
    one = record(
        agents=[AgentInRole(name="Ada", role="author", origin=origin)],
        subjects=[Subject(name="Tea", origin=origin)],
        references=[Reference(text="d. 20", origin=origin)],
        texts=[Text(kind=TextKind.OCR, origin=origin)],
        extra={"origin": [Statement(text="from Merrow", origin=origin)]},
        origin=origin,
    )
    one.values["title"] = [Statement(text="On tea", origin=origin)]
    row = saved(one)
    text = "".join(FORM["jsonl"].write(records_named([row.identifier], BASE), "Archive"))
    assert "Anna" not in text
    assert "desk 4" not in text
    assert "from Merrow" in text


@pytest.mark.django_db
def test_a_hidden_parent_is_not_named() -> None:
    """A public record does not tell the identifier of a draft that it stands below."""
    above = saved(record("Draft"), publication=Publication.DRAFT)
    below = saved(record("Below"), parent=above)
    [one] = records_named([below.identifier], BASE)
    assert one.parent == ""
    [one] = records_named([below.identifier], BASE, everything=True)
    assert one.parent == above.identifier


@pytest.mark.django_db
def test_what_was_added_last_comes_first() -> None:
    """The order is that of becoming public: a change of a record does not bring it back to
    the front, and a draft counts from the day it is published."""
    draft = saved(record("Draft"), publication=Publication.DRAFT)
    first, second = saved(record("First")), saved(record("Second"))
    save_records([Change(record=record("First, again"), stored=first)], actor=ANNA)
    hidden = saved(record("Hidden"), publication=Publication.DRAFT)
    publish(draft, actor=ANNA)
    expected = [draft.identifier, second.identifier, first.identifier]
    for at_once in (1, 2, 100):
        assert [one for some in lately_public(at_once) for one in some] == expected
    order = order_of_adding([*expected, hidden.identifier])
    assert sorted(order, key=lambda one: -order[one]) == expected
    added, changed = public_moments([first.identifier])[first.identifier]
    assert added < changed
