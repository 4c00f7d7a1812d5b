"""Reading documents against authorities: who is meant, by which words, and who is not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.description import dates
from regesta.description.authority import (
    Authority,
    Kind,
    LifeDate,
    Name,
    NameType,
)
from regesta.description.authority_names import FAMILY_NAME, INITIALS, spellings
from regesta.description.mention_roles import role_at
from regesta.description.mentions import Known, NameReader, Proposal, propose
from regesta.description.names_endings import cases, nominatives
from regesta.description.record import (
    AgentInRole,
    Paragraph,
    Record,
    RecordDate,
    Statement,
    Subject,
    Text,
    TextKind,
)
from regesta.description.words import terms


def person(name: str, *others: str, life: str = "") -> Authority:
    return authority("person", name, *others, life=life)


def authority(kind: str, name: str, *others: str, life: str = "") -> Authority:
    """An authority; another name in capitals is an abbreviation, one after ``the `` an
    office."""
    return Authority(
        kind=Kind(kind),
        preferred=Name(text=name),
        variants=[Name(text=other, type=sort(other)) for other in others],
        dates=[LifeDate(date=dates.read(life))] if life else [],
    )


def sort(name: str) -> NameType:
    if name.startswith("the "):
        return NameType.OFFICE
    return NameType.ABBREVIATION if name.isupper() and name.isascii() else NameType.NAME


PEOPLE = (
    person("Sheng Shicai", "盛世才", "the governor", life="1895-12-03/1970-07-13"),
    person("Frinovsky, Mikhail Petrovich", "Михаил Петрович Фриновский", life="1898/1940"),
    person("Uritsky, Semyon Petrovich", life="1895/1938"),
    person("Uritsky, Moisei Solomonovich", life="1873/1918"),
    person("Smirnov (consul general, Kashgar)", "Смирнов"),
    person("Ma"),
    person("Ma Zhongying", "Machuin"),
    person("Mahmut Muhiti", "مەھمۇت مۇھىتى", "Mamut"),
)
OTHERS = (
    authority("place", "Xinjiang", "新疆"),
    authority("place", "Kashgar", "Кашгар"),
    authority("place", "Kashgaria", "Кашгария"),
    authority("place", "Hami", "Хами", "哈密"),
    authority("organisation", "All-Union Communist Party (Bolsheviks)", "VKP(b)", "ВКП(б)"),
    authority("organisation", "Politburo of the Central Committee of the VKP(b)", "Politburo"),
    authority("organisation", "People's Commissariat of Defence", "NKO", "НКО",
              "Народный комиссариат обороны"),
    authority("topic", "tin"),
)  # fmt: skip


def known(authorities: Sequence[Authority]) -> list[Known]:
    """The spellings, each under the preferred name of its authority."""
    return [
        Known(
            authority=one.preferred.text,
            kind=one.kind,
            text=spelling.text,
            rule=spelling.rule,
            is_own=spelling.text in {name.text for name in one.names},
            is_preferred=place == 0,
            partial=spelling.partial,
            abbreviated=spelling.abbreviated,
            lifetime=one.lifetime,
            words=frozenset(word for name in one.names for word in terms(name.text)),
        )
        for one in authorities
        for place, spelling in enumerate(spellings(one))
    ]


READER = NameReader(known((*PEOPLE, *OTHERS)))


def found(text: str) -> list[tuple[str, str]]:
    """The words and the first authority they may mean."""
    return [(match.words, match.known[0].authority) for match in READER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sheng Shicai asks", {"Sheng Shicai": "Sheng Shicai"}),
        ("asked Shih-ts'ai Sheng", {}),
        ("by Sheng Shih-ts'ai.", {"Sheng Shih-ts'ai": "Sheng Shicai"}),
        ("盛世才在新疆", {"盛世才": "Sheng Shicai", "新疆": "Xinjiang"}),
        ("Шэн Шицаю в Синьцзяне", {"Шэн Шицаю": "Sheng Shicai", "Синьцзяне": "Xinjiang"}),
        ("из Кашгара и Кашгарии", {"Кашгара": "Kashgar", "Кашгарии": "Kashgaria"}),
        ("Kashgaria", {"Kashgaria": "Kashgaria"}),
        ("Ma said nothing", {}),
        ("Ma Zhongying's men", {"Ma Zhongying's": "Ma Zhongying"}),
        ("the governor agrees", {}),
        ("Sheng. Shicai", {}),
        ("Sheng, Shicai", {}),
        ("Ma. Zhongying came", {}),
        ("Фриновская", {}),
        ("M. P. Frinovsky", {"M. P. Frinovsky": "Frinovsky, Mikhail Petrovich"}),
        ("Фриновского М. П. просят", {"Фриновского М. П.": "Frinovsky, Mikhail Petrovich"}),
        ("Frinovsky, Mikhail Petrovich", {
            "Frinovsky, Mikhail Petrovich": "Frinovsky, Mikhail Petrovich"}),
        ("Politburo of the Central Committee of the VKP(b)", {
            "Politburo of the Central Committee of the VKP(b)":
                "Politburo of the Central Committee of the VKP(b)"}),
        ("the VKP(b) and the NKO", {
            "VKP(b)": "All-Union Communist Party (Bolsheviks)",
            "NKO": "People's Commissariat of Defence"}),
        ("nko", {}),
        ("Народным комиссариатом обороны", {
            "Народным комиссариатом обороны": "People's Commissariat of Defence"}),
        ("a hami melon", {}),
        ("Tin and tin", {"Tin": "tin", "tin": "tin"}),
        ("مەھمۇت مۇھىتى", {"مەھمۇت مۇھىتى": "Mahmut Muhiti"}),
        ("Mamut", {"Mamut": "Mahmut Muhiti"}),
        ("", {}),
    ],
)  # fmt: skip
def test_names_are_found_where_they_stand(text: str, expected: dict[str, str]) -> None:
    """The longest name, in any spelling and case, and nobody where nobody is named."""
    assert dict(found(text)) == expected


def test_words_stand_where_they_are_said_to_stand() -> None:
    """Start and end cut the words out of the text."""
    text = "«Шэн Шицай» и М. П. Фриновский (VKP(b))"
    matches = READER.find(text)
    assert [text[one.start : one.end] for one in matches] == [one.words for one in matches]
    assert len(matches) == 3


# Proposals -----------------------------------------------------------------------------


def record(title: str = "", summary: str = "", *, date: str = "", **parts: object) -> Record:
    made = Record(
        values={
            name: [Statement(text=text)]
            for name, text in (("title", title), ("scope_and_content", summary))
            if text
        },
        dates=[RecordDate(date=dates.read(date), primary=True)] if date else [],
    )
    for name, value in parts.items():
        setattr(made, name, value)
    return made


def proposed(of: Record) -> dict[tuple[str, str], Proposal]:
    return {(one.words, one.authority): one for one in propose(of, READER)}


def test_a_family_name_alone_is_doubtful() -> None:
    """Until the whole name stands in the same document."""
    alone = proposed(record(summary="Frinovsky reports."))
    (one,) = alone.values()
    assert (one.certainty, one.rule) == ("doubtful", FAMILY_NAME)
    both = proposed(record("Mikhail Frinovsky reports", "Frinovsky says no."))
    assert both["Frinovsky", "Frinovsky, Mikhail Petrovich"].certainty == "likely"


def test_of_several_with_one_name_the_living_is_likelier() -> None:
    """Life dates and the date of the document tell two of one name apart, and it is said."""
    (one,) = proposed(record(summary="Uritsky reports.", date="4 April 1937")).values()
    assert one.authority == "Uritsky, Semyon Petrovich"
    assert "alive" in one.evidence
    undecided = proposed(record(summary="Uritsky reports."))
    assert {one.certainty for one in undecided.values()} == {"doubtful"}
    assert len(undecided) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moisei Frinovsky reports", {}),
        ("P. S. Frinovsky reports", {}),
        ("General Frinovsky reports", {"Frinovsky": "doubtful"}),
        ("It is so. But Frinovsky reports", {"Frinovsky": "doubtful"}),
        ("Mikhail Frinovsky and Ivan Frinovsky", {"Mikhail Frinovsky": "likely"}),
        ("Mikhail Frinovsky. The Frinovsky-Giles road", {
            "Mikhail Frinovsky": "likely", "Frinovsky": "doubtful"}),
        ("Mikhail Frinovsky met Xyzzy Frinovsky", {
            "Mikhail Frinovsky": "likely", "Frinovsky": "doubtful"}),
        ("Mamut II", {"Mamut": "doubtful"}),
        ("Moisei Uritsky", {"Moisei Uritsky": "likely"}),
        ("S. Uritsky", {"S. Uritsky": "doubtful"}),
    ],
)  # fmt: skip
def test_the_words_beside_a_name_count(text: str, expected: dict[str, str]) -> None:
    """Another forename or initial is another person; a title is not; what may be a part of a
    longer name is doubtful."""
    assert {one.words: one.certainty for one in propose(record(text), READER)} == expected


def test_nobody_is_named_before_birth() -> None:
    """Of two with one name, the one who was not born yet is left out."""
    assert not proposed(record(summary="Sheng Shicai", date="1880"))
    subjects = [Subject(name="Sheng Shicai", kind="person")]
    (listed,) = propose(record(subjects=subjects, date="1880"), READER)
    assert (listed.confirmed, listed.certainty) == (False, "likely")
    assert listed.evidence
    early = proposed(record(summary="Uritsky reports.", date="1880"))
    assert {one.authority for one in early.values()} == {"Uritsky, Moisei Solomonovich"}


def test_whom_the_source_lists_is_confirmed() -> None:
    """A subject under the preferred name of one authority is that authority; its words in
    the text are then certain."""
    subjects = [Subject(name="Frinovsky, Mikhail Petrovich", kind="person", certainty="likely")]
    found = propose(record(summary="Frinovsky reports.", subjects=subjects), READER)
    listed, read = found
    assert (listed.field, listed.confirmed, listed.certainty) == ("subjects", True, "likely")
    assert (read.field, read.confirmed, read.certainty) == ("scope_and_content", False, "certain")


def test_a_subject_by_another_name_is_suggested() -> None:
    """A variant is worth a suggestion; another kind, or a name of several, is none."""
    (one,) = propose(record(subjects=[Subject(name="Machuin", kind="person")]), READER)
    assert (one.authority, one.confirmed) == ("Ma Zhongying", False)
    assert not propose(record(subjects=[Subject(name="Xinjiang", kind="topic")]), READER)


def test_an_identifier_of_the_source_is_believed() -> None:
    """Where the source says which authority it means, names do not matter."""
    agents = [AgentInRole(name="S.", role="author", authority="k7m2-9xqd")]
    (one,) = propose(record(agents=agents), READER)
    assert (one.authority, one.confirmed, one.role) == ("k7m2-9xqd", True, "author")


def test_texts_are_read_paragraph_by_paragraph() -> None:
    """A mention in a text names the text and the paragraph it stands in."""
    text = Text(
        kind=TextKind.ORIGINAL,
        paragraphs=[
            Paragraph(identifier="p1", text="Nothing."),
            Paragraph(identifier="p2", text="From Hami to Hami."),
        ],
    )
    found = propose(record(texts=[text]), READER)
    assert [(one.part, one.occurrence) for one in found] == [("0 p2", 0), ("0 p2", 1)]


@pytest.mark.parametrize(
    ("before", "is_title", "role"),
    [
        ("Telegram from ", True, "sender"),
        ("Letter from Stalin to Comrade ", True, "addressee"),
        ("Memorandum of conversation between ", True, "participant"),
        ("Report by General ", True, "author"),
        ("Письмо от тов. ", True, "sender"),
        ("Brief von A an ", True, "addressee"),
        ("Letter concerning supplies sent from ", True, ""),
        ("Report on the letter from Mao showed to ", True, ""),
        ("Conversations on ", True, ""),
        ("The road from ", True, ""),
        ("Telegram from ", False, ""),
        ("From: ", False, "sender"),
        ("To: General ", False, "addressee"),
        ("text\nSigned: ", False, "signatory"),
        ("Copy to: ", False, "copy to"),
        ("", True, ""),
    ],
)
def test_roles(before: str, is_title: bool, role: str) -> None:
    """A title gives roles by its words, a text by the head lines of a letter."""
    assert role_at(f"{before}Frinovsky", len(before), is_title=is_title) == role


# Spellings -----------------------------------------------------------------------------


def test_offices_and_single_syllables_are_nobody() -> None:
    """By an office, and by one syllable of Chinese, nobody is recognised."""
    assert [one.text for one in spellings(person("Ma", "the governor"))] == []


def test_partial_names_say_that_they_are() -> None:
    """Initials and the family name alone are partial, in both scripts; Chinese has none."""
    partial = {one.text: one.rule for one in spellings(PEOPLE[1]) if one.partial}
    assert partial["Frinovsky"] == FAMILY_NAME
    assert partial["M. P. Frinovsky"] == partial["Фриновский М. П."] == INITIALS
    assert "Фриновский" in partial
    assert not [one for one in spellings(PEOPLE[0]) if one.partial]


def test_what_tells_a_name_apart_is_left_out() -> None:
    """A qualifier in parentheses is not looked for in texts, but VKP(b) is itself."""
    assert "Smirnov" in {one.text for one in spellings(PEOPLE[4])}
    assert [one.text for one in spellings(authority("organisation", "VKP(b)"))] == ["VKP(b)"]


def test_a_place_is_chinese_only_where_a_name_says_so() -> None:
    """Reading is not spelt as if it were pinyin; Hami is, beside its characters."""
    assert [one.text for one in spellings(authority("place", "Reading"))] == ["Reading"]
    assert "Ha-mi" in {one.text for one in spellings(authority("place", "Hami", "哈密"))}


# Cases ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nominative", "others"),
    [
        ("фриновский", ["фриновского", "фриновскому", "фриновским", "фриновском"]),
        ("шицай", ["шицая", "шицаю", "шицаем", "шицае"]),
        ("сталин", ["сталина", "сталину", "сталиным", "сталине"]),
        ("кашгария", ["кашгарии", "кашгарию", "кашгарией"]),
        ("москва", ["москвы", "москве", "москву", "москвой"]),
        ("урумчи", []),
        ("советское", ["советского", "советскому", "советским", "советском"]),
        ("sheng", []),
        ("盛", []),
    ],
)
def test_cases(nominative: str, others: list[str]) -> None:
    """A Russian name stands in every case; what is not declined, in one."""
    assert set(others) <= set(cases(nominative))
    assert all(nominative in nominatives(other) for other in others)
    if not others:
        assert cases(nominative) == (nominative,)


# Any text ------------------------------------------------------------------------------

ALPHABET = st.sampled_from(
    ["Sheng", "Shicai", "Ma", "Frinovsky", "M.", "P.", "VKP(b)", "盛", "世", "才", " ", ", ", "\n",
     "Кашгар", "Uritsky", "(", ")", "'s", "-", "é", "\ud800"]
)  # fmt: skip


@given(st.lists(ALPHABET, max_size=25).map("".join) | st.text())
def test_any_text_can_be_read(text: str) -> None:
    """Nothing raises; mentions stand in order, do not overlap, and are cut as they stand."""
    matches = READER.find(text)
    places = [(one.start, one.end) for one in matches]
    assert places == sorted(places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    assert all(text[one.start : one.end] == one.words and terms(one.words) for one in matches)
