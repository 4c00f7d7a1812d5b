"""Texts side by side: which are chosen, and which paragraphs stand beside each other."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from regesta.description.record import Gap, Paragraph, Record, Text, TextKind
from regesta.reading_room.beside import (
    MOST_BESIDE,
    Matching,
    Texts,
    aligned,
    texts_of_page,
    usual_choice,
)
from regesta.reading_room.paragraphs import addresses_of_paragraphs
from regesta.reading_room.passages import Passage, gap_label, is_redaction, page_label, passages_of
from regesta.reading_room.speaking import Spoken
from regesta.reading_room.wording import direction

ORIGINAL, TRANSCRIPT, TRANSLATION, OCR = (
    TextKind.ORIGINAL, TextKind.TRANSCRIPT, TextKind.TRANSLATION, TextKind.OCR,
)  # fmt: skip


def text(kind: TextKind, language: str, *names: str) -> Text:
    paragraphs = [Paragraph(identifier=name, text=f"{language} {name}") for name in names]
    return Text(kind=kind, language=language, paragraphs=paragraphs)


def shown(texts: list[Text], asked: str = "") -> Texts:
    spoken = Spoken(Record(texts=texts), ())
    return texts_of_page(texts, addresses_of_paragraphs(texts), spoken, QueryDict(asked), "en")


def rows(*texts: list[str]) -> tuple[list[list[str]], Matching]:
    """What stands beside what, "" where nothing does."""
    passages = [[Passage(name, name, [], "", [], []) for name in names] for names in texts]
    found, matching = aligned(passages)
    return [[one.identifier if one else "" for one in row] for row in found], matching


@pytest.mark.parametrize(
    ("kinds", "language", "chosen"),
    [
        ([(ORIGINAL, "ru"), (TRANSLATION, "en")], "en", (0, 1)),
        ([(TRANSLATION, "en"), (ORIGINAL, "ru")], "en", (1, 0)),
        ([(ORIGINAL, "ru"), (TRANSLATION, "en"), (TRANSLATION, "zh-Hans")], "zh", (0, 2)),
        ([(ORIGINAL, "ru"), (TRANSLATION, "zh"), (TRANSLATION, "ar")], "en", (0, 1)),
        ([(OCR, "ru"), (TRANSCRIPT, "ru")], "en", (1, 0)),
        ([(OCR, "ru"), (TRANSCRIPT, "ru"), (TRANSLATION, "en")], "en", (1, 2)),
        ([(ORIGINAL, "ru"), (ORIGINAL, "ru")], "en", (0,)),  # the files of a folder
        ([(TRANSLATION, "en"), (TRANSLATION, "ar")], "ar", (0, 1)),
        ([(TRANSLATION, "en")], "en", (0,)),
        ([], "en", ()),
    ],
)
def test_usual_choice(
    kinds: list[tuple[TextKind, str]], language: str, chosen: tuple[int, ...]
) -> None:
    """The original stands first, with the translation for the reader beside it."""
    assert usual_choice([text(kind, one) for kind, one in kinds], language) == chosen


@pytest.mark.parametrize(
    ("texts", "expected", "matching"),
    [
        ([["a", "b"], ["a", "b"]], [["a", "a"], ["b", "b"]], Matching.WHOLE),
        # An identifier that is left out is a paragraph that is not translated.
        ([["p1", "p2", "p3"], ["p1", "p3"]], [["p1", "p1"], ["p2", ""], ["p3", "p3"]],
         Matching.WITH_GAPS),
        ([["a", "c"], ["a", "b", "c", "d"]], [["a", "a"], ["", "b"], ["c", "c"], ["", "d"]],
         Matching.WITH_GAPS),
        ([["p1", "p2"], ["p1", "p2"], ["p2"]], [["p1", "p1", ""], ["p2", "p2", "p2"]],
         Matching.WITH_GAPS),
        # Numbers that only count say nothing.
        ([["p1", "p2"], ["p1", "p2", "p3"]], [["p1", "p1"], ["p2", "p2"], ["", "p3"]],
         Matching.UNEVEN),
        ([["a", "b"], ["x", "y"]], [["a", "x"], ["b", "y"]], Matching.IN_ORDER),
        ([["a", "b"], ["b", "a"]], [["a", "b"], ["b", "a"]], Matching.IN_ORDER),
        ([["a"], []], [["a", ""]], Matching.UNEVEN),
        ([["a", "b"]], [["a"], ["b"]], Matching.WHOLE),
    ],
)  # fmt: skip
def test_paragraphs_beside_each_other(
    texts: list[list[str]], expected: list[list[str]], matching: Matching
) -> None:
    """Paragraphs of one identifier stand beside each other, else those of one number; and it
    is told how far that can be trusted."""
    assert rows(*texts) == (expected, matching)


def test_no_paragraph_is_lost() -> None:
    """Every paragraph of every text stands on the page once, whichever are beside each other."""
    texts = [
        text(ORIGINAL, "ru", "a", "b"),
        text(TRANSLATION, "en", "b", "c"),
        text(OCR, "ru", "x"),
    ]
    for asked in ("", "beside=0", "beside=2,1", "beside=1,0,2"):
        page = shown(texts, asked)
        beside = [one.address for row in page.rows for one in row if one]
        rest = [one.address for column in page.rest for one in column.passages]
        assert sorted(beside + rest) == ["a", "b", "b-en", "c", "x"]


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("beside=1", [1]), ("beside=2,0", [2, 0]), ("beside=0,0,1", [0, 1]),
        ("beside=0,1,2,3", [0, 1, 2]), ("beside=9", [0, 1]), ("beside=", [0, 1]),
        ("beside=-1", [0, 1]), ("beside=²", [0, 1]), ("beside=" + "1" * 5_000, [0, 1]),
        ("beside=x,2", [2]),
    ],
)  # fmt: skip
def test_what_is_asked_for(asked: str, chosen: list[int]) -> None:
    """A reader chooses the texts; what makes no sense is as if it were not there."""
    texts = [text(ORIGINAL, "ru"), *(text(TRANSLATION, one) for one in ("en", "zh", "ar"))]
    page = shown(texts, asked)
    assert [column.number for column in page.columns] == chosen
    assert len(page.columns) <= MOST_BESIDE


def test_choices() -> None:
    """Each text can be put away or added, but for the last; a fourth takes the place of one."""
    texts = [text(ORIGINAL, "ru"), *(text(TRANSLATION, one) for one in ("en", "zh", "ar"))]
    page = shown(texts, "beside=0,1,2")
    assert [(one.chosen, one.numbers) for one in page.choices] == [
        (True, (1, 2)), (True, (0, 2)), (True, (0, 1)), (False, (0, 1, 3)),
    ]  # fmt: skip
    assert shown(texts, "beside=3").choices[3].numbers == (3,)


def passage(words: str, *gaps: Gap, notes: tuple[str, ...] = ()) -> Passage:
    paragraph = Paragraph(identifier="p1", text=words, gaps=list(gaps), notes=list(notes))
    one = Text(kind=TRANSCRIPT, paragraphs=[paragraph])
    return passages_of(one, 0, ["p1"], Spoken(Record(texts=[one]), ()))[0]


def test_gaps_stand_in_their_place_once() -> None:
    """A gap whose words stand in the text is marked there; one that has none follows."""
    redacted = Gap(extent="1 line", reason="not declassified")
    one = passage("Ask [1 line not declassified] to report.", redacted)
    assert [(piece.text, piece.gap) for piece in one.pieces] == [
        ("Ask ", None), ("[1 line not declassified]", redacted), (" to report.", None),
    ]  # fmt: skip
    assert one.missing == []
    lost = Gap(extent="2 pages", reason="torn")
    assert passage("Ask him.", lost).missing == [lost]
    twice = passage("[1 line not declassified] and [1 line not declassified]", redacted, redacted)
    assert [bool(piece.gap) for piece in twice.pieces] == [True, False, True]
    other = passage("a […] b [1 line not declassified]", redacted)
    assert [piece.text for piece in other.pieces if piece.gap] == ["[1 line not declassified]"]
    assert passage("a […] b", Gap(reason="illegible")).pieces[1].text == "[…]"
    assert "".join(piece.text for piece in one.pieces) == "Ask [1 line not declassified] to report."


def test_words_of_gaps() -> None:
    """A gap is said with its extent and reason; what was taken out is told from what is lost."""
    assert gap_label(Gap(extent="1 line", reason="torn")) == "1 line: torn"
    assert gap_label(Gap()) == "gap"
    assert is_redaction(Gap(reason="not declassified"))
    assert not is_redaction(Gap(reason="illegible"))


def test_notes() -> None:
    """Notes keep the numbers of their edition, and are counted where they have none."""
    said = passage("a", notes=("3. Supra.", "Struck out: him", "* Illegible."))
    assert [(one.number, one.text) for one in said.notes] == [
        ("3", "Supra."), ("*", "Struck out: him"), ("*", "Illegible."),
    ]  # fmt: skip
    counted = passage("a", notes=("First.", "1937. godu", "Second."))
    assert [one.number for one in counted.notes] == ["1", "2", "3"]
    addresses = [one for note in said.notes for one in (note.address, note.place)]
    assert len(set(addresses)) == 6
    # What begins so is no address of a paragraph.
    assert all(one.startswith("text-") for one in addresses)


def test_pages() -> None:
    """Numbers of pages are called pages; a page that has a name keeps it."""
    assert page_label("12") == "page 12"
    assert page_label("xii") == "page xii"
    assert page_label("12, 13") == "page 12, 13"
    assert page_label("scan-03") == "scan-03"


@pytest.mark.parametrize(
    ("language", "script", "expected"),
    [("ru", "", "ltr"), ("ar", "", "rtl"), ("ug", "", "rtl"), ("ug-Cyrl", "", "ltr"),
     ("az-Arab", "", "rtl"), ("ku", "Latn", "ltr"), ("", "", "auto"), ("zh-Hant-TW", "", "ltr")],
)  # fmt: skip
def test_direction(language: str, script: str, expected: str) -> None:
    """A text runs as its script does."""
    assert direction(language, script) == expected
