"""Names and dates as citations write them, and what programs are told of a record."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.description import dates
from regesta.description.citing import citations
from regesta.description.citing_dates import APA, ARCHIVAL, CHICAGO, MLA, stands_in, written
from regesta.description.citing_names import CitedName, cited_name
from regesta.description.record import (
    AgentInRole,
    Paragraph,
    Record,
    RecordDate,
    Reference,
    Rights,
    State,
    Statement,
    Text,
    TextKind,
)
from regesta.formats.schema_org import Shown, archive_component
from regesta.reading_room.citing import in_a_page, name_for_zotero
from regesta.reading_room.paragraphs import addresses_of_paragraphs


def name(text: str, kind: str = "person") -> CitedName:
    return cited_name(AgentInRole(name=text, role="author", kind=kind))


@pytest.mark.parametrize(
    ("text", "spoken", "by_family", "by_initials"),
    [
        ("Joseph Stalin", "Joseph Stalin", "Stalin, Joseph", "Stalin, J."),
        ("Stalin, Joseph", "Joseph Stalin", "Stalin, Joseph", "Stalin, J."),
        ("Stalin", "Stalin", "Stalin", "Stalin"),
        ("J.V. Stalin", "J.V. Stalin", "Stalin, J.V.", "Stalin, J. V."),
        (
            "Иосиф Виссарионович Сталин", "Иосиф Виссарионович Сталин",
            "Сталин, Иосиф Виссарионович", "Сталин, И. В.",
        ),
        ("Хрущёв Никита Сергеевич",) * 3 + ("Хрущёв, Н. С.",),
        ("Khrushchev Nikita Sergeevich",) * 3 + ("Khrushchev, N. S.",),
        ("Sheng Shicai", "Sheng Shicai", "Sheng Shicai", "Sheng, S."),
        ("Sheng, Shicai", "Sheng Shicai", "Sheng Shicai", "Sheng, S."),
        ("Мао Цзэдун", "Мао Цзэдун", "Мао Цзэдун", "Мао, Ц."),
        ("Chiang Kai-shek", "Chiang Kai-shek", "Chiang Kai-shek", "Chiang, K.-s."),
        ("Kim Il Sung", "Kim Il Sung", "Kim Il Sung", "Kim, I. S."),
        ("Nguyễn Văn Thiệu", "Nguyễn Văn Thiệu", "Nguyễn Văn Thiệu", "Nguyễn, V. T."),
        ("盛世才", "盛世才", "盛世才", "盛世才"),
        (
            "Alexander von Humboldt", "Alexander von Humboldt", "Humboldt, Alexander von",
            "von Humboldt, A.",
        ),
        (
            "Humboldt, Alexander von", "Alexander von Humboldt", "Humboldt, Alexander von",
            "von Humboldt, A.",
        ),
        ("Martin Van Buren", "Martin Van Buren", "Van Buren, Martin", "Van Buren, M."),
        (
            "Martin Luther King, Jr.", "Martin Luther King, Jr.", "King, Martin Luther, Jr.",
            "King, M. L., Jr.",
        ),
        ("Jean-Paul Sartre", "Jean-Paul Sartre", "Sartre, Jean-Paul", "Sartre, J.-P."),
    ],
)  # fmt: skip
def test_names(text: str, spoken: str, by_family: str, by_initials: str) -> None:
    """A name is turned round by its family name, wherever in it that stands."""
    one = name(text)
    assert (one.spoken, one.by_family, one.by_initials) == (spoken, by_family, by_initials)


@pytest.mark.parametrize(
    "text",
    [
        "The Secretary", "Marshal Zhukov", "Queen Elizabeth II", "Ministry of Foreign Affairs",
        "Embassy in Turkey", "NKVD USSR", "Anna Li", "Person 3", "Политбюро ЦК ВКП(б)",
        "Комитет государственной безопасности", "a friend", "Bao Dai",
        "Foreign Minister Evanghelos Averoff", "Lt. Gen. Fox", "Kádár János", "Fletcher Warren",
    ],
)  # fmt: skip
def test_names_left_alone(text: str) -> None:
    """What is no name of a person, or whose family name is open, stays as it is written."""
    one = name(text)
    assert one.spoken == one.by_family == one.by_initials == text


def test_bodies() -> None:
    """The name of a body is never turned round."""
    assert name("Rand Corporation", "organisation").by_family == "Rand Corporation"


@given(st.text(max_size=60))
def test_any_name(text: str) -> None:
    """No name raises, and none is lost in turning it round."""
    one = name(text)
    letters = sorted(sign for sign in text if sign.isalpha())
    assert sorted(sign for sign in one.by_family if sign.isalpha()) == letters
    assert sorted(sign for sign in one.spoken if sign.isalpha()) == letters
    assert one.by_initials or not text.strip()


@pytest.mark.parametrize(
    ("text", "archival", "chicago", "mla", "apa"),
    [
        ("1941-04-19", "19 April 1941", "April 19, 1941", "19 Apr. 1941", "1941, April 19"),
        ("April 1941", "April 1941", "April 1941", "Apr. 1941", "1941, April"),
        ("ca. April 1937", "ca. April 1937", "ca. April 1937", "circa Apr. 1937",
         "ca. 1937, April"),
        ("1936-1941",) + ("1936–1941",) * 4,
        ("March-May 1950", "March–May 1950", "March–May 1950", "Mar.–May 1950",
         "1950, March–May"),
        ("3 Mar 1937 - 5 May 1938", "3 March 1937 – 5 May 1938", "March 3, 1937 – May 5, 1938",
         "3 Mar. 1937 – 5 May 1938", "1937, March 3 – 1938, May 5"),
        ("[1937]",) + ("[1937]",) * 4,
        ("1937%", "[ca. 1937?]", "[ca. 1937?]", "[circa 1937?]", "[ca. 1937?]"),
        ("19th century",) + ("19th century",) * 4,
        ("1936 or 1937",) + ("1936 or 1937",) * 4,
        ("[..1939]",) + ("not later than 1939",) * 4,
        ("1955/..",) + ("from 1955",) * 4,
        ("20 BC",) + ("20 BC",) * 4,
        ("1861-1865, 1870",) + ("1861-1865, 1870",) * 4,
        ("in the year of the flood",) + ("in the year of the flood",) * 4,
        ("undated",) + ("n.d.",) * 4,
    ],
)  # fmt: skip
def test_dates(text: str, archival: str, chicago: str, mla: str, apa: str) -> None:
    """A date is written as the style has it, and as vaguely as it is known."""
    date = RecordDate(date=dates.read(text))
    found = [written(date, manner) for manner in (ARCHIVAL, CHICAGO, MLA, APA)]
    assert found == [archival, chicago, mla, apa]


def test_dates_concluded_by_a_program() -> None:
    """A date that the source does not give stands in brackets."""
    date = RecordDate(date=dates.read("14 February 1956"), state=State.MACHINE_MADE)
    assert written(date, CHICAGO) == "[February 14, 1956]"


def test_day_in_a_title() -> None:
    """A title names the day in whatever order, but not by another day of the month."""
    date = RecordDate(date=dates.read("9 April 1941"))
    for title in ("Note, April 9, 1941", "Note of 9 April 1941.", "Note (Apr. 9th, 1941)"):
        assert stands_in(title, date), title
    for title in ("Note, April 19, 1941", "Note, April 1941", "Note 9"):
        assert not stands_in(title, date), title
    assert not stands_in("Note of 1941", RecordDate(date=dates.read("1941")))


@given(
    st.text(max_size=40), st.text(max_size=40), st.text(max_size=40),
    st.lists(st.text(max_size=20), max_size=5),
)  # fmt: skip
def test_any_record(title: str, place: str, date: str, authors: list[str]) -> None:
    """No record raises, and every citation holds the address."""
    record = Record(
        values={"title": [Statement(text=title)]},
        dates=[RecordDate(date=dates.read(date), primary=True)],
        references=[Reference(text=place)],
        agents=[AgentInRole(name=one, role="author") for one in authors],
    )
    for one in citations(record, archive="A", address="https://a.example/records/x?version=1"):
        assert "https://a.example/records/x?version=1" in one.text


@pytest.mark.parametrize(
    ("text", "kind", "tag"),
    [
        ("Joseph Stalin", "person", "Stalin, Joseph"),
        ("Sheng Shicai (盛世才)", "person", "Sheng, Shicai"),
        ("Stalin", "person", "Stalin"),
        ("Van Buren, Martin Luther", "person", "Van Buren, Martin Luther;"),
        ("Politburo of the Central Committee", "organisation",
         "Politburo of the Central Committee,"),
    ],
)  # fmt: skip
def test_names_for_zotero(text: str, kind: str, tag: str) -> None:
    """A name is tagged so that Zotero neither tears it apart nor takes it for two."""
    assert name_for_zotero(name(text, kind)) == tag


def test_addresses_of_paragraphs() -> None:
    """Every paragraph has one address in the page; that of a first text is its identifier."""

    def text(kind: TextKind, language: str, *identifiers: str) -> Text:
        paragraphs = [Paragraph(identifier=one, text="x") for one in identifiers]
        return Text(kind=kind, language=language, paragraphs=paragraphs)

    found = addresses_of_paragraphs(
        [
            text(TextKind.ORIGINAL, "ru", "p1", "p2", "about", "a b"),
            text(TextKind.TRANSLATION, "en", "p1", "p2", "p2"),
            text(TextKind.TRANSLATION, "", "p1"),
        ]
    )
    assert found == [
        ["p1", "p2", "about-ru", "a-b"], ["p1-en", "p2-en", "p2-en-2"], ["p1-translation"],
    ]  # fmt: skip


def test_archive_component() -> None:
    """A letter is told as schema.org has it, with where the original lies."""
    record = Record(
        values={"title": [Statement(text="Letter")], "language": [Statement(text="ru")]},
        dates=[RecordDate(date=dates.read("19 April 1941"), primary=True)],
        references=[Reference(repository="RGASPI", text="f. 17, l. 24")],
        agents=[
            AgentInRole(name="Stalin", role="sender"),
            AgentInRole(name="Sheng", role="addressee"),
        ],
        rights=Rights(uri="javascript:alert(1)"),
    )
    shown = Shown(
        archive="A", address="https://a.example/records/x", version=2,
        version_address="https://a.example/records/x?version=2",
        names={"Stalin": "https://a.example/names/y"},
    )  # fmt: skip
    assert archive_component(record, shown) == {
        "@context": "https://schema.org",
        "@type": ["ArchiveComponent", "Message"],
        "@id": "https://a.example/records/x",
        "url": "https://a.example/records/x?version=2",
        "version": 2,
        "name": "Letter",
        "inLanguage": ["ru"],
        "dateCreated": "1941-04-19",
        "author": [{"@type": "Person", "name": "Stalin", "@id": "https://a.example/names/y"}],
        "recipient": [{"@type": "Person", "name": "Sheng"}],
        "holdingArchive": {"@type": "ArchiveOrganization", "name": "RGASPI"},
        "itemLocation": "f. 17, l. 24",
        "publisher": {"@type": "Organization", "name": "A"},
    }


@given(st.text(max_size=60))
def test_data_in_a_page(text: str) -> None:
    """Data in a page reads back as it was, and cannot end the element it stands in."""
    written_out = in_a_page({"name": f"</script>{text}<!--"})
    assert not set("<>&") & set(written_out)
    assert json.loads(written_out)["name"] == f"</script>{text}<!--"
