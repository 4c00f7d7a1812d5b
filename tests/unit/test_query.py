"""Reading what a reader asks: words, ranges, numbers and orders."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from regesta.description.days import day_number
from regesta.search.condition import All, Dated, Either, Node, Not, Phrase, Prefix, Word
from regesta.search.query import (
    BadQuery,
    DateRange,
    Expansion,
    Query,
    Sort,
    read_number,
    read_range,
    read_sort,
    read_words,
)


def _condition(required: str, excluded: str = "") -> Node:
    """Words and phrases divided by a bar, the tokens of a phrase by spaces; ``=`` before a
    single token makes it a phrase."""

    def leaves(text: str) -> list[Node]:
        found: list[Node] = []
        for one in filter(None, map(str.strip, text.split("|"))):
            tokens = tuple(one.lstrip("=").split())
            is_phrase = one.startswith("=") or len(tokens) > 1
            found.append(Phrase(tokens) if is_phrase else Word(tokens[0]))
        return found

    parts = leaves(required) + [Not(one) for one in leaves(excluded)]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", _condition("")),
        ("   ", _condition("")),
        ("wool tea", _condition("wool | tea")),
        ("wool WOOL wool", _condition("wool")),
        ('"wool and tea"', _condition("wool and tea")),
        ('"wool" tea', _condition("=wool | tea")),
        ('salt"wool and tea"iron', _condition("salt | wool and tea | iron")),
        ("“wool tea” „salt tax“ «iron ore»", _condition("wool tea | salt tax | iron ore")),
        ("＂wool tea＂", _condition("wool tea")),
        ('"', _condition("")),
        ('""', _condition("")),
        ('"""', _condition("")),
        ('wool "tea', _condition("wool | tea")),
        ('"wool tea" "salt tax', _condition("wool tea | salt | tax")),
        ("-wool", _condition("", "wool")),
        ("tea -wool -salt", _condition("tea", "wool | salt")),
        ('tea -"wool tax"', _condition("tea", "wool tax")),
        ("--wool", _condition("", "wool")),
        ("−wool －tea", _condition("", "wool | tea")),
        ("- wool", _condition("wool")),
        ("wool -", _condition("wool")),
        ("wool-tea", _condition("wool tea")),
        ("wool -tea-salt", _condition("wool", "tea salt")),
        ("wool - tea", _condition("wool | tea")),
        ("wool -wool", _condition("wool", "wool")),
        ("新疆 -北京", _condition("新 疆", "北 京")),
        ("l'armée", _condition("l armee")),
        ("Ts'ai", _condition("tsai")),
        ("wool AND tea NOT salt", _condition("wool | tea", "salt")),
        ("wool and tea", _condition("wool | and | tea")),
        ("colour:wool tea~2", _condition("colour wool | tea 2")),
        ("wool\u3000tea\u00a0salt\ntax", _condition("wool | tea | salt | tax")),
        ("?! ... —", _condition("")),
        ("-?!", _condition("")),
        ("\0 \ud800 🐫", _condition("")),
    ],
)
def test_read_words(words: str, expected: Node) -> None:
    """Words are required, phrases hold together, a minus before a word excludes it."""
    assert read_words(words) == expected


WOOL, TEA, SALT = Word("wool"), Word("tea"), Word("salt")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("wool OR tea", Either((WOOL, TEA))),
        ("wool tea OR salt", Either((All((WOOL, TEA)), SALT))),
        ("wool (tea OR salt)", All((WOOL, Either((TEA, SALT))))),
        ("(wool)", WOOL),
        ("((((wool tea))))", All((WOOL, TEA))),
        ("wool -(tea OR salt)", All((WOOL, Not(Either((TEA, SALT)))))),
        ("wool NOT (tea salt)", All((WOOL, Not(All((TEA, SALT)))))),
        ("(wool OR tea", Either((WOOL, TEA))),
        ("wool) tea", All((WOOL, TEA))),
        ("() wool", WOOL),
        ("OR", Word("or")),
        ("wool OR", All((WOOL, Word("or")))),
        ("OR wool", All((Word("or"), WOOL))),
        ("wool OR OR tea", Either((WOOL, All((Word("or"), TEA))))),
        ("wool or tea", All((WOOL, Word("or"), TEA))),
        ("gov*", Prefix("gov")),
        ("g*", Word("g")),
        ("*", All()),
        ("gam*bit", Phrase(("gam", "bit"))),
        ("-gov*", Not(Prefix("gov"))),
        ("title:wool", Word("wool", "title")),
        ('title:"wool tea"', Phrase(("wool", "tea"), "title")),
        ("TITLE:wool", Word("wool", "title")),
        ("title:(wool OR tea)", Either((Word("wool", "title"), Word("tea", "title")))),
        ("-title:wool", Not(Word("wool", "title"))),
        ("title:-wool", Not(Word("wool", "title"))),
        ("person:stal*", Prefix("stal", "person")),
        ("title:", Word("title")),
        ("title: wool", All((Word("title"), WOOL))),
        ("date:1937-04..1938", Dated(DateRange(day_number(1937, 4, 1), day_number(1938, 12, 31)))),
        ("date:1937", Dated(DateRange(day_number(1937, 1, 1), day_number(1937, 12, 31)))),
        ("date:..1937", Dated(DateRange(None, day_number(1937, 12, 31)))),
        ("date:1937..", Dated(DateRange(day_number(1937, 1, 1), None))),
        ("date:1936/1937", Dated(DateRange(day_number(1936, 1, 1), day_number(1937, 12, 31)))),
        ("date:soon", Phrase(("date", "soon"))),
        ("date:1938..1937", Phrase(("date", "1938", "1937"))),
        ("VKP(b)", Phrase(("vkp", "b"))),
        ("(VKP(b) OR wool)", Either((Phrase(("vkp", "b")), WOOL))),
    ],
)
def test_the_language(words: str, expected: Node) -> None:
    """Alternatives, brackets, fields, ranges and beginnings; what is none of them is a word."""
    assert read_words(words) == expected


def test_brackets_may_be_as_deep_as_anyone_likes() -> None:
    """Those that say nothing cost nothing."""
    assert read_words("(" * 4_000 + "wool" + ")" * 4_000) == WOOL


@pytest.mark.parametrize(
    "words", ["-(a " * 3_000, "a (" * 3_000, "a OR (b " * 3_000, "wool " * 3_000 + "lamps"]
)
def test_whatever_stands_within_each_other_is_soon_read_or_refused(words: str) -> None:
    """Brackets, and names among many words, are not gone through again from each of them."""
    started = time.perf_counter()
    with suppress(BadQuery):
        read_words(words, [Expansion("lamps", "lights", "a rule")])
    assert time.perf_counter() - started < 2


def test_too_much_is_refused_in_words() -> None:
    """No word is left out in silence."""
    with pytest.raises(BadQuery, match="more than 200 words"):
        read_words(" ".join(f"w{number}" for number in range(300)))


@pytest.mark.parametrize(
    "words", ["-" * 10_000, '"' * 9_999, "w" * 10_000, "'" * 10_000, "w'" * 5_000, '-"' * 5_000]
)
def test_long_words_are_read_at_once(words: str) -> None:
    """No text of the greatest length takes long to read."""
    started = time.perf_counter()
    read_words(words)
    assert time.perf_counter() - started < 1


def _day(year: int, month: int = 1, day: int = 1) -> int:
    return day_number(year, month, day)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("", "", None),
        (" ", "\t", None),
        ("1937", "1938-04", DateRange(_day(1937), _day(1938, 4, 30))),
        ("1937-04-19", "1937-04-19", DateRange(_day(1937, 4, 19), _day(1937, 4, 19))),
        ("1937", "", DateRange(_day(1937), None)),
        ("", "1937", DateRange(None, _day(1937, 12, 31))),
        (" 1937 ", "1937-02\n", DateRange(_day(1937), _day(1937, 2, 28))),
        ("193X", "193X", DateRange(_day(1930), _day(1939, 12, 31))),
        ("1937~", "1937?", DateRange(_day(1937), _day(1937, 12, 31))),
        ("1937-22", "1937-22", DateRange(_day(1937, 6), _day(1937, 8, 31))),
        ("1934/1936", "1938/1939", DateRange(_day(1934), _day(1939, 12, 31))),
        ("[1934,1936]", "[1938,1939]", DateRange(_day(1934), _day(1939, 12, 31))),
        ("../1936", "1938", DateRange(None, _day(1938, 12, 31))),
        ("1936", "1938/..", DateRange(_day(1936), None)),
        ("-0043", "0476", DateRange(_day(-43), _day(476, 12, 31))),
        ("-9999", "9999", DateRange(_day(-9999), _day(9999, 12, 31))),
        ("1938-04", "1938", DateRange(_day(1938, 4), _day(1938, 12, 31))),
        ("1938", "1938-04", DateRange(_day(1938), _day(1938, 4, 30))),
    ],
)
def test_read_range(first: str, last: str, expected: DateRange | None) -> None:
    """A range holds all the days that its two dates name; either side may be open."""
    assert read_range(first, last) == expected


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("april 1937", "", ["'april 1937'", "from", "1937-04-19"]),
        ("", "1937-13", ["'1937-13'", "to", "1937-04-19"]),
        ("1937-02-30", "1938", ["'1937-02-30'", "from"]),
        ("1938", "1937-02-30", ["'1937-02-30'", "to"]),
        ("193X", "18XX", ["ends before it begins"]),
        ("1938", "1937", ["ends before it begins", "1938", "1937"]),
        ("1937-04-20", "1937-04-19", ["ends before it begins"]),
        ("Y10000", "", ["Y10000", "-9999 to 9999"]),
        ("", "Y-10000", ["Y-10000", "-9999 to 9999"]),
        ("0000/Y12000", "", ["-9999 to 9999"]),
        ("x" * 500, "", ["x" * 40]),
        ("Y" + "9" * 400, "", ["Y999"]),
        ("Y" + "9" * 9_000, "", ["Y999"]),
        ("\ud800", "", ["from"]),
        ("\0", "", ["from"]),
        ("/", "", ["from"]),
        ("１９３７", "", ["from"]),
    ],
)
def test_range_without_meaning(first: str, last: str, said: list[str]) -> None:
    """A range that has no meaning is refused in words that say what was wrong."""
    with pytest.raises(BadQuery) as refused:
        read_range(first, last)
    for part in said:
        assert part in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("text", "expected"), [("", 7), ("  ", 7), ("1", 1), ("50", 50), ("100", 100), ("007", 7)]
)
def test_read_number(text: str, expected: int) -> None:
    """A whole number is read, and the default where nothing is said."""
    assert read_number(text, "page", largest=100, default=7) == expected


@pytest.mark.parametrize(
    "text", ["0", "-1", "101", "1.5", "1e2", "x", "\0", "1 0", "1_0", "9" * 30, "9" * 9_000]
)
def test_number_without_meaning(text: str) -> None:
    """What is no whole number in reach is refused, with its bounds."""
    with pytest.raises(BadQuery) as refused:
        read_number(text, "page", largest=100, default=7)
    assert "page takes a whole number from 1 to 100" in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Sort.RELEVANCE),
        (" ", Sort.RELEVANCE),
        ("relevance", Sort.RELEVANCE),
        ("date", Sort.DATE),
        ("-date", Sort.DATE_DESCENDING),
        (" title ", Sort.TITLE),
    ],
)
def test_read_sort(text: str, expected: Sort) -> None:
    """The orders have their names; nothing said is relevance."""
    assert read_sort(text) is expected


@pytest.mark.parametrize("text", ["dates", "DATE", "-title", "\ud800", "x" * 900])
def test_sort_without_meaning(text: str) -> None:
    """An unknown order is refused with the names of those there are."""
    with pytest.raises(BadQuery) as refused:
        read_sort(text)
    assert "relevance, date, -date, title" in str(refused.value)
    assert len(str(refused.value)) < 200


def test_offset() -> None:
    """A page begins where those before it end."""
    assert [Query(page=page, size=10).offset for page in (1, 2, 3)] == [0, 10, 20]
