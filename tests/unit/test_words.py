"""From text to tokens: what a word is in each script, and where it stands."""

from __future__ import annotations

import unicodedata

import pytest

from regesta.description.words import LONGEST_TOKEN, Token, fold, terms, tokens
from regesta.search.condition import Phrase, sought
from regesta.search.entries import BREAK, title_order, tokens_of
from regesta.search.highlights import Marking, mark
from regesta.search.language import read_words
from regesta.search.results import Card, Highlight, Piece


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\n.,;— ", []),
        ("Wool and TEA", ["wool", "and", "tea"]),
        ("wool,tea;salt", ["wool", "tea", "salt"]),
        ("fond_17", ["fond", "17"]),
        ("F.17, op.162", ["f", "17", "op", "162"]),
        ("1934-1949", ["1934", "1949"]),
        ("naïve", ["naive"]),
        ("Łódź Ærø Þór Đà Iğdır", ["lodz", "aero", "thor", "da", "igdir"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("İstanbul", ["istanbul"]),
        ("ǿ ǽ", ["o", "ae"]),
        ("ﬁeld", ["field"]),
        ("ΟΔΟΣ ὁδός", ["οδοσ", "οδοσ"]),
        ("Ёлка МАЙ", ["елка", "май"]),
        ("Її Ўзбек", ["її", "ўзбек"]),
        ("新疆省", ["新", "疆", "省"]),
        ("新疆 1937年", ["新", "疆", "1937", "年"]),
        ("Xinjiang新疆", ["xinjiang", "新", "疆"]),
        ("かな カナ", ["か", "な", "カ", "ナ"]),
        ("ﾃﾚｸﾞﾗﾑ", ["テ", "レ", "グ", "ラ", "ム"]),
        ("서울", ["서", "울"]),
        ("ＡＢＣ　１２３", ["abc", "123"]),
        ("كَتَبَ كـتـب", ["كتب", "كتب"]),
        ("ئۇيغۇر", ["ئۇيغۇر"]),
        ("שָׁלוֹם", ["שלום"]),
        ("दिल्ली", ["दिल्ली"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("ـ \u200d", []),
        ("Ts'ai Ts’ai Tsʼai Ts`ai", ["tsai"] * 4),
        ("P'ing K'ung Ch'en T'ang", ["ping", "kung", "chen", "tang"]),
        ("O'Brien", ["obrien"]),
        ("l'armée d’Orient", ["l", "armee", "d", "orient"]),
        ("qu'il", ["qu", "il"]),
        ("aujourd'hui", ["aujourdhui"]),
        ("Stalin's STALIN’S", ["stalin", "stalin"]),
        ("the soldiers' wool", ["the", "soldiers", "wool"]),
        ("'quoted'", ["quoted"]),
        ("Ку'єв м'ята", ["куєв", "мята"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """Each text has the words of its script, folded."""
    assert terms(text) == expected


@pytest.mark.parametrize(
    "text", ["Ёлка, май", "Étienne ΐ", "ガグ パ", "한국어", "ئۆ أ", "Iğdır", "Ǿ Ǣ ǖ", "दफ़्तर"]
)
def test_marks_together_or_apart(text: str) -> None:
    """Letters have the same tokens whether their marks are code points of their own or not."""
    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text", ["ｶﾞｸﾞ ﾊﾟ", "ＡＢＣ", "新疆\u3000ｱ", "ﻛﺘﺐ", "⽇本", "ﷺ", "Ⅷ ②", "ﬂag"]
)
def test_compatible_writing(text: str) -> None:
    """Compatibility forms have the tokens of what they stand for."""
    assert terms(text) == terms(unicodedata.normalize("NFKC", text))


def test_tokens_know_their_place() -> None:
    """A token says from where to where it stands in the text as written."""
    text = "Die Ärzte: Ts'ai, l'eau, 新疆 e\u0301te\u0301!"
    places = [(token.text, text[token.start : token.end]) for token in tokens(text)]
    assert places == [
        ("die", "Die"),
        ("arzte", "Ärzte"),
        ("tsai", "Ts'ai"),
        ("l", "l"),
        ("eau", "eau"),
        ("新", "新"),
        ("疆", "疆"),
        ("ete", "e\u0301te\u0301"),
    ]


@pytest.mark.parametrize("length", [LONGEST_TOKEN, LONGEST_TOKEN + 1, 5 * LONGEST_TOKEN, 999])
def test_no_word_is_too_long(length: int) -> None:
    """An overlong word goes in as consecutive pieces, each at the place of the whole."""
    word = ("Abcdefghij" * length)[:length]
    found = list(tokens(f"wool {word}"))[1:]
    assert "".join(token.text for token in found) == word.lower()
    assert all(len(token.text) <= LONGEST_TOKEN for token in found)
    assert len(found) == -(-length // LONGEST_TOKEN)
    assert all(5 <= token.start < token.end <= 5 + length for token in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ÀÉÎÕÜ Ñ ç Å ø", "aeiou n c a o"),
        ("Œuvre Æ ø", "oeuvre ae o"),
        ("ЁЖ Й", "еж й"),
        ("и\u0306", "й"),
        ("ΆΈ ᾳ", "αε αι"),
        ("Ｗｏｏｌ", "wool"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    """Case, width and the marks of Latin and Greek letters go; й stays, ё is е."""
    assert fold(text) == expected


def test_statements_are_kept_apart() -> None:
    """Between the tokens of two statements stands a break that no word can be."""
    assert tokens_of(["Wool and", "tea"]) == ["wool", "and", BREAK, "tea"]
    assert tokens_of([]) == []
    assert terms(f"wool{BREAK}tea {BREAK}") == ["wool", "tea"]


def test_titles_are_ordered_by_their_words() -> None:
    """Titles sort word by word without case, accents and marks, ties by number."""
    titles = [("", 9), ("A b", 3), ("«a» B", 20), ("Äb", 1), ("AB c", 2), ("b", 1)]
    keys = [title_order(title, number) for title, number in titles]
    assert keys == sorted(keys)


def _marked(text: str, words: str) -> str:
    """The text with its hits in brackets."""
    pieces = mark(text, sought(read_words(words)))
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Wool, tea", "tea", "Wool, [tea]"),
        ("Wool, tea", "camel", "Wool, tea"),
        ("", "tea", ""),
        ("TEA tea Téa", "tea", "[TEA] [tea] [Téa]"),
        ("wool and tea", '"wool and"', "[wool and] tea"),
        ("wool, and tea", '"wool and"', "[wool, and] tea"),
        ("wool tea", '"tea wool"', "wool tea"),
        ("新疆省政府", "疆省", "新[疆省]政府"),
        ("Ts'ai's men", "tsai", "[Ts'ai's] men"),
        ("de l'armée", "armee", "de l'[armée]"),
        ("de l'armée", "l", "de [l]'armée"),
        ("tea tea tea", '"tea tea"', "[tea tea tea]"),
        ("北京城墙", "北京 京城", "[北京城]墙"),
        ("wool tea", "-tea", "wool tea"),
    ],
)
def test_marking(text: str, words: str, expected: str) -> None:
    """What was asked for is marked where it stands, and nothing else."""
    assert _marked(text, words).replace("][", "") == expected


def test_highlights_of_a_card() -> None:
    """Only the fields in which something was found are highlighted."""
    card = Card(title="Wool", summary="Tea and wool")

    def highlights(words: str) -> tuple[Highlight, ...]:
        (found,) = Marking(read_words(words)).highlights([card])
        return found

    tea = Highlight("summary", (Piece("Tea", True), Piece(" and wool", False)))
    assert highlights("tea") == (tea,)
    assert [one.field for one in highlights("wool")] == ["title", "summary"]
    assert highlights("salt -tea") == ()
    assert highlights("") == ()


def test_a_token_is_compared_by_all_it_says() -> None:
    """Tokens are equal when text and place are."""
    assert list(tokens("ab")) == [Token("ab", 0, 2)]
    assert mark("ab", [Phrase(("ab",))]) == (Piece("ab", True),)
