"""The contract of every index: the same questions to each backend, the same answers."""

from __future__ import annotations

import threading
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from regesta.description.dates import NO_DATE, HistoricalDate, Status, from_edtf
from regesta.description.days import day_number
from regesta.description.fields import Tier
from regesta.search.condition import Phrase
from regesta.search.entries import ALWAYS, NEVER, UNDATED, Entry, decades, tokens_of
from regesta.search.index import Index
from regesta.search.memory import MemoryIndex
from regesta.search.picturing import InTime, Together
from regesta.search.query import (
    BadQuery,
    Expansion,
    Query,
    Sort,
    Viewer,
    read_range,
    read_words,
)
from regesta.search.results import Card, CardDate, Hit, InRange, Piece, Results
from regesta.search.tantivy_index import TantivyIndex

BACKENDS = ("memory", "tantivy")
TODAY = day_number(2001, 6, 15)
PUBLIC = Viewer(today=TODAY)
EDITOR = Viewer(today=TODAY, sees_everything=True)
Expected = list[str] | set[str]


def entry(
    identifier: str,
    *,
    title: str = "",
    names: Sequence[str] = (),
    summary: str = "",
    text: Sequence[str] = (),
    date: str = "",
    collections: Sequence[str] = (),
    people: Sequence[str] = (),
    spoken: Sequence[str] = (),
    visible_from: int = ALWAYS,
    number: int = 0,
    revision: int = 1,
    above: str = "",
    position: int = 0,
) -> Entry:
    """An entry as the describing of a record would make it; ``date`` is EDTF, and
    ``spoken`` the names of people in it."""
    dated = from_edtf(date) if date else NO_DATE
    wordings = {
        Tier.TITLE: [title],
        Tier.NAMES: list(names),
        Tier.SUMMARY: [summary],
        Tier.TEXT: list(text),
    }
    tiers = {tier: tokens_of(statements) for tier, statements in wordings.items()}
    return Entry(
        identifier=identifier,
        number=number,
        revision=revision,
        visible_from=visible_from,
        tiers={tier: tokens for tier, tokens in tiers.items() if tokens},
        extent=dated.extent,
        facets={
            "decade": decades(dated),
            "collection": list(collections),
            "person": list(people),
        },
        card=Card(
            title=title,
            summary=summary,
            date=CardDate.of(dated),
            collections=[{"identifier": one, "title": one.upper()} for one in collections],
        ),
        words={"person": tokens_of(list(spoken))},
        above=above,
        position=position,
    )


@dataclass(frozen=True)
class Archive:
    """Records that several cases ask; those without a number get the next one."""

    name: str
    entries: tuple[Entry, ...]


def ask(
    words: str = "",
    *,
    dates: tuple[str, str] | None = None,
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
    size: int = 200,
    **chosen: Sequence[str],
) -> Query:
    return Query(
        words=words,
        dates=read_range(*dates) if dates else None,
        sort=sort,
        page=page,
        size=size,
        chosen={name: tuple(values) for name, values in chosen.items()},
    )


def ids(results: Results) -> list[str]:
    return [hit.identifier for hit in results.hits]


def counts(results: Results) -> dict[str, dict[str, int]]:
    return {
        name: {value.value: value.count for value in values}
        for name, values in results.facets.items()
        if values or name in ("decade", "collection")
    }


Make = Callable[[str], Index]
Filled = Callable[[str, Archive], Index]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes an empty index of a backend."""
    made: list[Index] = []

    def make_one(backend: str) -> Index:
        folder = tmp_path / f"index-{len(made)}"
        made.append(MemoryIndex() if backend == "memory" else TantivyIndex.create(folder))
        return made[-1]

    return make_one


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The index of an archive, filled once in two commits; nobody may change it."""
    made: dict[tuple[str, str], Index] = {}

    def fill(backend: str, archive: Archive) -> Index:
        key = (backend, archive.name)
        if key not in made:
            folder = tmp_path_factory.mktemp("index")
            index: Index = MemoryIndex() if backend == "memory" else TantivyIndex.create(folder)
            half = len(archive.entries) // 2
            index.apply(archive.entries[half:], ())
            index.apply(archive.entries[:half], ())
            made[key] = index
        return made[key]

    return fill


both = pytest.mark.parametrize("backend", BACKENDS)


def case(rule: str, *values: object) -> object:
    """A line of data, named by its rule."""
    return pytest.param(*values, id=rule)


# Words ---------------------------------------------------------------------------------

WORDS = Archive(
    "words",
    (
        entry(
            "road",
            title="Caravan road to the northern pass",
            names=["Ilyas Tursun", "Ministry of Posts"],
            summary="Wool and tea go up, salt comes down.",
            text=["The ferry was late again.", "Iron for the bridge"],
            date="1931",
            number=1,
        ),
        entry(
            "ferry",
            title="Ferry timetable",
            summary="A caravan of wool waits at the landing.",
            date="1924-05",
            number=2,
        ),
        entry(
            "bridge",
            title="Bridge accounts",
            names=["Tursun Ilyas"],
            text=["Again iron, again late."],
            number=3,
        ),
        entry("blank", date="1940", number=4),
    ),
)
EVERYTHING = ["ferry", "road", "blank", "bridge"]  # by date, the undated last

WORD_CASES = [
    case("every word must match", ask("caravan wool"), {"road", "ferry"}),
    case("one word without a match finds nothing", ask("caravan camel"), set()),
    case("words match across tiers", ask("pass tursun tea bridge"), {"road"}),
    case("the order of words does not matter", ask("wool caravan"), {"road", "ferry"}),
    case("a word said twice asks once", ask("wool wool WOOL"), {"road", "ferry"}),
    case("a part of a word is not the word", ask("carav"), set()),
    case("a phrase stands word after word", ask('"caravan road"'), {"road"}),
    case("a phrase keeps its order", ask('"ilyas tursun"'), {"road"}),
    case("a phrase has no gaps", ask('"caravan to"'), set()),
    case("a phrase does not run across two statements", ask('"again iron"'), {"bridge"}),
    case("nor across two names", ask('"tursun ministry"'), set()),
    case("nor across two tiers", ask('"timetable a"'), set()),
    case("a phrase may repeat a word", ask('"again iron again late"'), {"bridge"}),
    case("curly quotation marks count", ask("“northern pass” wool"), {"road"}),
    case("angled quotation marks count", ask("«northern pass»"), {"road"}),
    case("a phrase and a word", ask('"of wool" landing'), {"ferry"}),
    case("a lone quotation mark is white space", ask('caravan "road'), {"road"}),
    case("an empty phrase asks nothing", ask('"" wool'), {"road", "ferry"}),
    case("an excluded word", ask("wool -salt"), {"ferry"}),
    case("an excluded word counts in every tier", ask("caravan -tursun"), {"ferry"}),
    case("an excluded phrase", ask('caravan -"caravan road"'), {"ferry"}),
    case("an excluded phrase alone out of its words", ask('iron -"iron for"'), {"bridge"}),
    case("several exclusions", ask("-wool -iron"), {"blank"}),
    case("a minus sign of mathematics excludes", ask("wool −salt"), {"ferry"}),
    case(
        "only an exclusion lists the others by date", ask("-accounts"), ["ferry", "road", "blank"]
    ),
    case("asked for and excluded is nothing", ask("wool -wool"), set()),
    case("excluding what is nowhere changes nothing", ask("wool -camel"), {"road", "ferry"}),
    case("no words list everything by date", ask(""), EVERYTHING),
    case("white space lists everything by date", ask(" \t\n　"), EVERYTHING),
    case("marks alone list everything by date", ask("?! -- ... —"), EVERYTHING),
]


@both
@pytest.mark.parametrize(("query", "expected"), WORD_CASES)
def test_words(filled: Filled, backend: str, query: Query, expected: Expected) -> None:
    """Words, phrases and exclusions find what they ask for, and no more."""
    check(filled(backend, WORDS).search(query, PUBLIC), expected)


def check(results: Results, expected: Expected) -> None:
    """The hits are those expected, in their order where it is a list, and counted."""
    found = ids(results)
    assert (set(found) if isinstance(expected, set) else found) == expected
    assert len(found) == len(expected)
    assert results.total == len(expected)


# Scripts -------------------------------------------------------------------------------

RUN = "關於修築天山南北公路及設立郵政分局之決定"  # longer than fourteen, no sign twice
LONG = "".join("bcdfghjklmnpqrstvwxz"[place * 7 % 19] + "aeiou"[place % 5] for place in range(250))

SCRIPTS = Archive(
    "scripts",
    (
        entry("latin", title="Étienne Müller à Łódź, Großstraße; Ærø, Þingvellir"),
        entry("turkic", title="Iğdır'da İstanbul IRMAK"),
        entry("greek", title="Ἑλλάς καὶ Ὀδυσσεύς"),
        entry("russian", title="Ёлка и ёж. Май, йод"),
        entry("ukrainian", title="Її лист з Києва"),
        entry("han", title=f"之一。{RUN}。"),
        entry("han pair", title="天之南"),
        entry("rare han", title="𠀀𠀁記"),
        entry("old form", title="\uf9d0似"),  # a compatibility form of 類
        entry("japanese", title="東京からのニュースとテレグラム"),
        entry("korean", title="서울에서 온 편지"),
        entry("wide", title="ＰＯＳＴ１２３　ｶﾒﾗ"),
        entry("long", title=f"Before {LONG} after"),
        entry("uyghur", title="ئۇيغۇر تىلىدىكى خەت"),
        entry("arabic", title="كَتَبَ الرســـالة"),
        entry("blessing", title="محمد ﷺ نبي"),
        entry("hebrew", title="שָׁלוֹם לכם"),
        entry("hindi", title="दिल्ली से चिट्ठी"),
        entry("wade", title="Governor Ts'ai of Hsin-chiang"),
        entry("tang", title="The road of T'ang"),
        entry("french", title="Rapport de l'armée d’Orient"),
        entry("owner", title="Stalin's answer to the O'Briens"),
        entry("mixed", title="Fond17опись新疆2表"),
    ),
)


def apart(text: str) -> str:
    """The text with its letters and their marks as code points of their own."""
    return unicodedata.normalize("NFD", text)


SCRIPT_CASES = [
    case("Latin letters lose their accents", ask("etienne muller lodz"), {"latin"}),
    case("asked with accents", ask("ÉTIENNE MÜLLER ŁÓDŹ"), {"latin"}),
    case("asked with marks apart", ask(apart("Étienne Müller")), {"latin"}),
    case("asked with other accents", ask("ètïenne"), {"latin"}),
    case("sharp s is ss", ask("GROSSSTRASSE"), {"latin"}),
    case("letters without decomposition", ask("aero thingvellir"), {"latin"}),
    case("Turkish i with and without its dot", ask("istanbul ırmak igdirda"), {"turkic"}),
    case("Greek without breathings and accents", ask("ελλας και οδυσσευς"), {"greek"}),
    case("Greek capitals and final sigma", ask("ΟΔΥΣΣΕΥΣ"), {"greek"}),
    case("ё is found as е", ask("елка еж"), {"russian"}),
    case("ё is found as ё in capitals", ask("ЁЛКА"), {"russian"}),
    case("ё with its mark apart", ask(apart("ёлка")), {"russian"}),
    case("й is found as й", ask("МАЙ йод"), {"russian"}),
    case("й with its mark apart", ask(apart("май")), {"russian"}),
    case("й is not found as и", ask("маи"), set()),
    case("Ukrainian ї is itself", ask("її києва"), {"ukrainian"}),
    case("Ukrainian ї is not і", ask("іі"), set()),
    case("a long Chinese run is found whole", ask(RUN), {"han"}),
    case("and quoted", ask(f'"{RUN}"'), {"han"}),
    case("a single sign", ask("郵"), {"han"}),
    case("a single sign in several records", ask("南"), {"han", "han pair"}),
    case("a pair is a phrase, not two signs", ask("天山"), {"han"}),
    case("two signs apart are two words", ask("天 南"), {"han", "han pair"}),
    case("a pair turned round is not there", ask("山天"), set()),
    case("a run does not go on past a full stop", ask("一關"), {"han"}),
    case("signs outside the basic plane", ask("𠀁記"), {"rare han"}),
    case("compatibility forms are the usual sign", ask("類似"), {"old form"}),
    case("Japanese katakana", ask("テレグラム"), {"japanese"}),
    case("Japanese across kinds of kana", ask("東京から"), {"japanese"}),
    case("Japanese with voicing marks apart", ask(apart("テレグラム")), {"japanese"}),
    case("Japanese at half width", ask("ﾆｭｰｽ"), {"japanese"}),
    case("Japanese at half width, voiced", ask("ﾃﾚｸﾞﾗﾑ"), {"japanese"}),
    case("hiragana is not katakana", ask("てれぐらむ"), set()),
    case("Korean, a run of syllables", ask("서울"), {"korean"}),
    case("Korean from the middle of a word", ask("울에"), {"korean"}),
    case("Korean with letters apart", ask(apart("서울")), {"korean"}),
    case("full width found by plain letters", ask("post123"), {"wide"}),
    case("half width found by full", ask("カメラ"), {"wide"}),
    case("plain found by full width", ask("Ｇｏｖｅｒｎｏｒ"), {"wade"}),
    case("a word of 500 letters", ask(LONG), {"long"}),
    case("the long word in a phrase", ask(f'"before {LONG} after"'), {"long"}),
    case("another word of 500 letters", ask(LONG[:-1] + "y"), set()),
    case("Uyghur words", ask("تىلىدىكى خەت"), {"uyghur"}),
    case("Uyghur phrase", ask('"ئۇيغۇر تىلىدىكى"'), {"uyghur"}),
    case("Arabic without vowel points", ask("كتب"), {"arabic"}),
    case("Arabic without stretching", ask("الرسالة"), {"arabic"}),
    case("Arabic presentation forms", ask("\ufedb\ufe98\ufe90"), {"arabic"}),
    case("a sign that stands for several words", ask("ﷺ"), {"blessing"}),
    case("is found by its words", ask("صلى الله عليه وسلم"), {"blessing"}),
    case("Hebrew without points", ask("שלום"), {"hebrew"}),
    case("Hindi with its vowel signs", ask("दिल्ली"), {"hindi"}),
    case("Hindi vowels matter", ask("दल्ली"), set()),
    case("an apostrophe in a name is left out", ask("tsai"), {"wade"}),
    case("any apostrophe is one", ask("Ts’ai"), {"wade"}),
    case("the modifier letter too", ask("Tsʻai"), {"wade"}),
    case("the apostrophe of an aspirated T", ask("tang"), {"tang"}),
    case("the aspirated T as it is written", ask("T’ang"), {"tang"}),
    case("an article is a word of its own", ask("armee"), {"french"}),
    case("the article and its noun", ask("l’armée d'orient"), {"french"}),
    case("a possessive s is left out", ask("stalin"), {"owner"}),
    case("asked with the possessive s", ask("Stalin’s"), {"owner"}),
    case("an Irish name", ask("obriens"), {"owner"}),
    case("hyphens join a phrase", ask("hsin-chiang"), {"wade"}),
    case("a part of a hyphenated name", ask("chiang"), {"wade"}),
    case("a hyphenated name as a phrase", ask('"hsin chiang"'), {"wade"}),
    case("a hyphen inside a word does not exclude", ask("ts-ai"), set()),
    case("a script ends where a sign begins", ask("fond17опись 表"), {"mixed"}),
]


@both
@pytest.mark.parametrize(("query", "expected"), SCRIPT_CASES)
def test_scripts(filled: Filled, backend: str, query: Query, expected: Expected) -> None:
    """Words of every script are found however they are typed."""
    check(filled(backend, SCRIPTS).search(query, PUBLIC), expected)


@both
def test_runs_within_a_run(filled: Filled, backend: str) -> None:
    """Any run of two signs within a Chinese text finds it."""
    index = filled(backend, SCRIPTS)
    assert len(RUN) > 14
    for at in range(len(RUN) - 1):
        assert "han" in ids(index.search(ask(RUN[at : at + 2]), PUBLIC)), RUN[at : at + 2]


# Dates ---------------------------------------------------------------------------------

# Date, from, to, and how the date lies in that range: certainly, possibly or not at all.
DATE_LINES = [
    # points
    ("1937-04-19", "1937", "1937", "certain"),
    ("1937-04-19", "1937-04-19", "1937-04-19", "certain"),
    ("1937-04-19", "1937-04-20", "", None),
    ("1937-04-19", "", "1937-04-18", None),
    ("1937-04", "1937-04", "1937-04", "certain"),
    ("1937-04", "1937-04-19", "1937-04-19", "possible"),
    ("1937-04", "1937-05", "1938", None),
    ("1937", "1936", "1937-01-01", "possible"),
    ("1937-22", "1937-06", "1937-08", "certain"),
    ("1938-24", "1937-12-01", "1937-12-01", "possible"),
    ("193X", "1930", "1939", "certain"),
    ("193X", "1937", "1937", "possible"),
    ("193X", "1940", "1940", None),
    ("18XX", "1899-12-31", "1899-12-31", "possible"),
    ("18XX", "1900", "", None),
    ("[..1936]", "", "1936", "certain"),
    ("[..1936]", "1930", "1936", "possible"),
    ("[..1936]", "1937", "", None),
    ("[1938..]", "1938", "", "certain"),
    ("[1938..]", "1990", "1991", "possible"),
    ("[1938..]", "", "1937", None),
    ("[1937-04..1937-06]", "1937-04", "1937-06", "certain"),
    ("[1937-04..1937-06]", "1937-05", "1937-05", "possible"),
    # margins
    ("1937-04-19?", "1937-04-12", "1937-04-26", "certain"),
    ("1937-04-19~", "1937-04-13", "1937-04-26", "possible"),
    ("1937-04-19%", "1937-04-12", "1937-04-25", "possible"),
    ("1937-04-19~", "1937-04-20", "", None),
    ("1937-04~", "1937-02", "1937-06", "certain"),
    ("1937-04~", "1937-02-02", "1937-06", "possible"),
    ("1937-04~", "1937-02", "1937-06-29", "possible"),
    ("1937~", "1935", "1939", "certain"),
    ("1937~", "1935-01-02", "1939", "possible"),
    ("1937~", "1935", "1939-12-30", "possible"),
    ("1937~", "1938", "1939", None),
    ("193X~", "1920", "1949", "certain"),
    ("193X~", "1921", "1949", "possible"),
    ("191X?", "1900", "1929", "certain"),
    ("18XX~", "1775", "1924", "certain"),
    ("18XX~", "1776", "1924", "possible"),
    # spans
    ("1934/1949", "1937", "1937", "certain"),
    ("1934/1949", "", "1934-01-01", "certain"),
    ("1934/1949", "1949-12-31", "", "certain"),
    ("1934/1949", "1950", "", None),
    ("1934/1949", "", "1933", None),
    ("1936/..", "1990", "1990", "certain"),
    ("1936/..", "", "1935", None),
    ("1936/", "1936", "1936", "certain"),
    ("1936/", "1990", "1990", "possible"),
    ("../1938", "1700", "1700", "certain"),
    ("../1938", "1939", "", None),
    ("/1938", "1938", "", "certain"),
    ("/1938", "1700", "1700", "possible"),
    ("1934~/1949~", "1940", "1940", "certain"),
    ("1934~/1949~", "1934", "1934", "possible"),
    ("1934~/1949~", "1949", "1949", "possible"),
    ("1934~/1949~", "1933", "1933", None),
    ("1934?/1949", "1949", "1949", "certain"),
    ("1934?/1949", "1934", "1934", "possible"),
    ("1936~/1938~", "1937", "1937", "possible"),
    # one of several
    ("[1934,1949]", "1937", "1937", None),
    ("[1934,1949]", "1934", "1934", "possible"),
    ("[1934,1949]", "1949", "", "possible"),
    ("[1934,1949]", "1934", "1949", "certain"),
    ("[1934,1949]", "1950", "", None),
    ("[1934~,1936]", "1934", "1936", "possible"),
    ("[1901,1911,1921,1931]", "1931", "1931", "possible"),
    ("[1901,1911,1921,1931]", "1922", "1930", None),
    ("[1901,1911,1921,1931,1941,1951]", "1951", "1951", "possible"),
    ("[1901,1911,1921,1931,1941,1951]", "1941", "1941", "possible"),
    ("[1901,1911,1921,1931,1941,1951]", "1902", "1910", None),
    ("[1901,1911,1921,1931,1941,1951]", "1932", "1940", None),
    ("[1901,1911,1921,1931,1941,1951]", "1945", "1946", None),
    ("[1901,1911,1921,1931,1941,1951]", "1901", "1951", "certain"),
    # far from us
    ("1676-12-31", "1676", "1676", "certain"),
    ("1492-10", "1492-10-12", "1492-10-12", "possible"),
    ("0476", "0476", "0476", "certain"),
    ("-0043-03-15", "-0043-03-15", "-0043-03-15", "certain"),
    ("-0043-03-15", "-0043-03-16", "0001", None),
    ("-0099/-0044", "-0050", "-0050", "certain"),
    ("-0099/-0044", "", "-0100", None),
    ("Y-170000", "", "-9999", "certain"),
    ("Y-170000", "-9999", "", None),
    ("Y12000", "9999", "", "certain"),
    ("Y12000", "", "9999", None),
    # no date at all
    ("", "", "9999", None),
    ("", "-9999", "", None),
]
DATED = Archive(
    "dated",
    tuple(
        entry(date or "none", title="Paper", date=date, number=number)
        for number, date in enumerate(dict.fromkeys(line[0] for line in DATE_LINES), 1)
    ),
)


@both
@pytest.mark.parametrize(
    ("date", "first", "last", "within"),
    DATE_LINES,
    ids=[f"{date or 'no date'} in {first} to {last}" for date, first, last, _ in DATE_LINES],
)
def test_range(
    filled: Filled, backend: str, date: str, first: str, last: str, within: str | None
) -> None:
    """A date lies certainly, possibly or not at all in a range, as its kind rules."""
    asked = Query(dates=read_range(first, last), size=200)
    hits = {hit.identifier: hit for hit in filled(backend, DATED).search(asked, PUBLIC).hits}
    hit = hits.get(date or "none")
    assert (hit.within if hit else None) == within


@both
@pytest.mark.parametrize(
    ("first", "last"), sorted({(first, last) for _, first, last, _ in DATE_LINES})
)
def test_counts_in_range(filled: Filled, backend: str, first: str, last: str) -> None:
    """What is counted as certain and as possible is what the hits say of themselves."""
    dates = read_range(first, last)
    results = filled(backend, DATED).search(Query(dates=dates, size=200), PUBLIC)
    withins = [hit.within for hit in results.hits]
    assert results.in_range == InRange(withins.count("certain"), withins.count("possible"))
    assert results.in_range.certain + results.in_range.possible == results.total


FEW_DATES = Archive(
    "few dates",
    (
        entry("day", title="Letter", date="1937-04-19", collections=["a"], number=1),
        entry("decade", title="Letter", date="193X", collections=["a"], number=2),
        entry("span", title="File", date="1934/1949", collections=["b"], number=3),
        entry("choice", title="File", date="[1934,1949]", collections=["a"], number=4),
        entry("none", title="Letter", collections=["a"], number=5),
    ),
)


@both
@pytest.mark.parametrize(
    ("query", "expected", "in_range"),
    [
        case(
            "a range alone, by date",
            ask(dates=("1937", "1937")),
            ["decade", "span", "day"],
            InRange(2, 1),
        ),
        case(
            "a range and words", ask("letter", dates=("1937", "")), {"day", "decade"}, InRange(1, 1)
        ),
        case(
            "a range and a choice",
            ask(dates=("1930", "1949"), collection=["a"]),
            {"day", "decade", "choice"},
            InRange(3, 0),
        ),
        case(
            "a range and an exclusion", ask("-letter", dates=("1937", "1937")), {"span"}, InRange(1)
        ),
        case(
            "the counts are of all, not of the page",
            ask(dates=("1937", "1937"), size=1, page=2),
            None,
            InRange(2, 1),
        ),
        case("no range, no counts", ask("file"), {"span", "choice"}, InRange()),
    ],
)
def test_range_with_other_conditions(
    filled: Filled, backend: str, query: Query, expected: Expected | None, in_range: InRange
) -> None:
    """A range narrows together with words, choices and exclusions, and is counted."""
    results = filled(backend, FEW_DATES).search(query, PUBLIC)
    assert results.in_range == in_range
    if expected is None:
        assert ids(results) == ["span"]
        assert results.total == 3
    else:
        check(results, expected)


# Orders --------------------------------------------------------------------------------

ORDERED = Archive(
    "ordered",
    (
        # number, identifier and date tell where it stands; the titles are for their own order
        entry("undated 2", title="zebra", number=17),
        entry("open after", title="Zebras", date="1937/..", number=2),
        entry("year", title="Äpfel", date="1937", number=3),
        entry("twin 9", title="apple", date="1937-01-01", number=9),
        entry("month", title="Apple tree", date="1937-01", number=5),
        entry("twin 4", title="ÉCLAIR", date="1937-01-01", number=4),
        entry("far back", title="«Banana»", date="Y-170000", number=20),
        entry("republic", title="Жук", date="-0043", number=8),
        entry("rome", title="Ёж", date="0476", number=10),
        entry("decade", title="", date="193X", number=11),
        entry("open before", title="ZEBRA", date="[..1936]", number=12),
        entry("choice", title="中文", date="[1940,1950]", number=1),
        entry("far ahead", title="eclair", date="Y170000", number=21),
        entry("undated 1", title="The apple", number=16),
        entry("old", title="Apples", date="1676-12-31", number=15),
    ),
)
ON_NEW_YEAR = ["twin 4", "twin 9", "month", "year", "open after"]
ORDERS = {
    Sort.DATE: [
        "far back", "republic", "rome", "old", "decade", "open before", *ON_NEW_YEAR,
        "choice", "far ahead", "undated 1", "undated 2",
    ],
    Sort.DATE_DESCENDING: [
        "far ahead", "choice", *ON_NEW_YEAR, "open before", "decade", "old", "rome",
        "republic", "far back", "undated 1", "undated 2",
    ],
    Sort.TITLE: [
        "decade", "year", "twin 9", "month", "old", "far back", "twin 4", "far ahead",
        "undated 1", "open before", "undated 2", "open after", "rome", "republic", "choice",
    ],
}  # fmt: skip


@both
@pytest.mark.parametrize("sort", ORDERS)
def test_order(filled: Filled, backend: str, sort: Sort) -> None:
    """Exact before vague, open and undated last both ways, ties as received; titles as in
    an index of titles."""
    assert ids(filled(backend, ORDERED).search(ask(sort=sort), PUBLIC)) == ORDERS[sort]


def _weighed(identifier: str, number: int, **places: str) -> Entry:
    """An entry of four words in every tier, one of them another where ``places`` says."""
    return entry(
        identifier,
        title=f"one two three {places.get('title', 'four')}",
        names=[f"one two three {places.get('names', 'four')}"],
        summary=f"one two three {places.get('summary', 'four')}",
        text=[f"one two three {places.get('text', 'four')}"],
        number=number,
    )


WEIGHED = Archive(
    "weighed",
    (
        _weighed("text", 1, text="beacon"),
        _weighed("summary", 2, summary="beacon"),
        _weighed("names", 3, names="beacon"),
        _weighed("title", 4, title="beacon"),
        _weighed("none", 5),
        _weighed("tie 9", 9, names="lantern"),
        _weighed("tie 7", 7, names="lantern"),
        _weighed("tie 8", 8, names="lantern"),
        _weighed("tie 6", 6, names="lantern"),
    ),
)


@both
def test_relevance(filled: Filled, backend: str) -> None:
    """A word in the title comes before one in a name, a summary and a text."""
    results = filled(backend, WEIGHED).search(ask("beacon"), PUBLIC)
    assert ids(results) == ["title", "names", "summary", "text"]


@both
def test_relevance_with_a_range_and_a_choice(make: Make, backend: str) -> None:
    """What narrows a result has no part in its order."""
    index = make(backend)
    index.apply(
        [
            entry("low", title="Tea", text=["Ferry"], date="1937", collections=["a"], number=1),
            entry("high", title="Ferry", text=["Tea"], date="193X", collections=["b"], number=2),
        ],
        (),
    )
    query = ask("ferry", dates=("1937", "1937"), collection=["a", "b"])
    assert ids(index.search(query, PUBLIC)) == ["high", "low"]


@both
def test_relevance_ties(filled: Filled, backend: str) -> None:
    """Records of the same weight stand in the order they were received."""
    results = filled(backend, WEIGHED).search(ask("lantern"), PUBLIC)
    assert ids(results) == ["tie 6", "tie 7", "tie 8", "tie 9"]


# Pages ---------------------------------------------------------------------------------

PAGED = Archive(
    "paged",
    tuple(
        entry(
            f"p{number:02d}",
            title=f"{'Salt ' * (number % 3)}paper",
            summary="salt",
            date=("", "1931", "193X", "1935-06")[number % 4],
            number=(number * 11) % 25,
        )
        for number in range(25)
    ),
)


@both
@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("words", ["", "salt", "-nothing"])
@pytest.mark.parametrize("size", [1, 7, 25])
def test_pages(filled: Filled, backend: str, sort: Sort, words: str, size: int) -> None:
    """The pages join to the whole, without a gap and without repetition."""
    index = filled(backend, PAGED)
    whole = ids(index.search(ask(words, sort=sort), PUBLIC))
    assert len(set(whole)) == 25
    joined = []
    for page in range(1, 25 // size + 2):
        results = index.search(ask(words, sort=sort, page=page, size=size), PUBLIC)
        assert results.total == 25
        joined += ids(results)
    assert joined == whole


@both
@pytest.mark.parametrize(
    ("page", "size", "first", "last"),
    [(1, 10, 1, 10), (2, 10, 11, 20), (3, 10, 21, 25), (4, 10, 0, 0), (1_000_000, 1_000, 0, 0)],
)
def test_places_of_a_page(
    filled: Filled, backend: str, page: int, size: int, first: int, last: int
) -> None:
    """A page says from where to where it reaches, and one past the end that it is empty."""
    results = filled(backend, PAGED).search(ask(page=page, size=size), PUBLIC)
    assert (results.first, results.last, results.total) == (first, last, 25)
    assert len(results.hits) == (last - first + 1 if last else 0)


ALIKE = Archive(
    "alike",
    tuple(
        entry(f"{number:04d}", title="Salt tax", number=number)
        for number in sorted(range(1_500), key=lambda number: (number * 7 % 1_500, number))
    ),
)


@both
def test_pages_of_records_all_alike(filled: Filled, backend: str) -> None:
    """However many records weigh the same, the pages join to all of them as received."""
    index = filled(backend, ALIKE)
    joined = []
    for page in range(1, 16):
        joined += ids(index.search(ask("salt", page=page, size=100), PUBLIC))
    assert joined == [f"{number:04d}" for number in range(1_500)]


# Facets --------------------------------------------------------------------------------

SORTED_OUT = Archive(
    "facets",
    (
        entry("1", title="tea", date="1931", collections=["north"], number=1),
        entry("2", title="tea", date="1938", collections=["north", "south"], number=2),
        entry("3", title="tea salt", date="1941", collections=["south"], number=3),
        entry("4", title="salt", date="1938/1952", collections=["east"], number=4),
        entry("5", title="salt", collections=["north"], number=5),
        entry("6", title="wool", date="-0043", number=6),
    ),
)
ALL_DECADES = {"1930": 3, "1940": 2, "1950": 1, "-50": 1, UNDATED: 1}
ALL_COLLECTIONS = {"north": 3, "south": 2, "east": 1}


@both
@pytest.mark.parametrize(
    ("query", "expected", "collections", "decades_found"),
    [
        case("all", ask(), {"1", "2", "3", "4", "5", "6"}, ALL_COLLECTIONS, ALL_DECADES),
        case(
            "of what the words find",
            ask("salt"),
            {"3", "4", "5"},
            {"north": 1, "south": 1, "east": 1},
            {"1930": 1, "1940": 2, "1950": 1, UNDATED: 1},
        ),
        case(
            "a choice does not narrow its own facet",
            ask(collection=["north"]),
            {"1", "2", "5"},
            ALL_COLLECTIONS,
            {"1930": 2, UNDATED: 1},
        ),
        case(
            "values of a facet are alternatives",
            ask(collection=["east", "south"]),
            {"2", "3", "4"},
            ALL_COLLECTIONS,
            {"1930": 2, "1940": 2, "1950": 1},
        ),
        case(
            "facets narrow together",
            ask(collection=["north", "south"], decade=["1930"]),
            {"1", "2"},
            {"north": 2, "south": 1, "east": 1},
            {"1930": 2, "1940": 1, UNDATED: 1},
        ),
        case(
            "the undated can be chosen",
            ask(decade=[UNDATED, "-50"]),
            {"5", "6"},
            {"north": 1},
            ALL_DECADES,
        ),
        case(
            "a value nobody has",
            ask(collection=["west"]),
            set(),
            ALL_COLLECTIONS,
            {},
        ),
        case("an empty choice asks nothing", ask("wool", collection=[]), {"6"}, {}, {"-50": 1}),
        case(
            "with words, a range and both choices",
            ask("tea", dates=("1938", ""), collection=["south"], decade=["1940"]),
            {"3"},
            {"south": 1},
            {"1930": 1, "1940": 1},
        ),
        case("of nothing found", ask("camel"), set(), {}, {}),
    ],
)
def test_facets(
    filled: Filled,
    backend: str,
    query: Query,
    expected: Expected,
    collections: dict[str, int],
    decades_found: dict[str, int],
) -> None:
    """Counts are exact: or within a facet, and between facets, its own choice left aside."""
    results = filled(backend, SORTED_OUT).search(query, PUBLIC)
    check(results, expected)
    assert counts(results) == {"collection": collections, "decade": decades_found}


@both
def test_order_of_facet_values(filled: Filled, backend: str) -> None:
    """The most frequent value stands first, equal ones by the value."""
    results = filled(backend, SORTED_OUT).search(ask(), PUBLIC)
    assert [value.value for value in results.facets["collection"]] == ["north", "south", "east"]
    values = [value.value for value in results.facets["decade"]]
    assert values == ["1930", "1940", "-50", "1950", UNDATED]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1937-04-19", ["1930"]),
        ("1930-01-01", ["1930"]),
        ("193X", ["1930"]),
        ("1938-24", ["1930"]),
        ("1940-24", ["1930", "1940"]),
        ("1938/1952", ["1930", "1940", "1950"]),
        ("[1934,1949]", ["1930", "1940"]),
        ("[1934,1959]", ["1930", "1950"]),
        ("18XX", [str(decade) for decade in range(1800, 1900, 10)]),
        ("[..1936]", ["1930"]),
        ("1936/..", ["1930"]),
        ("/1936", ["1930"]),
        ("0005", ["0"]),
        ("0000", ["0"]),
        ("-0001", ["-10"]),
        ("-0043", ["-50"]),
        ("-0010", ["-10"]),
        ("0001/1999", [str(decade) for decade in range(0, 2000, 10)]),
        ("-0010/2500", [str(decade) for decade in range(-10, 1990, 10)]),
        ("../..", [UNDATED]),
        ("", [UNDATED]),
    ],
)
def test_decades(date: str, expected: list[str]) -> None:
    """A date counts in every decade it may touch, and in the undated where it has none."""
    assert decades(from_edtf(date) if date else NO_DATE) == expected


@pytest.mark.parametrize("status", [Status.NOT_GIVEN, Status.UNDATED, Status.NOT_UNDERSTOOD])
def test_decades_without_a_meaning(status: Status) -> None:
    """A date that is only wording counts among the undated."""
    assert decades(HistoricalDate("some day", status=status)) == [UNDATED]


# Other spellings -----------------------------------------------------------------------

SHENG = "k7m2-9xqd"
NAMED = Archive(
    "named",
    (
        entry("latin", title="Orders of Sheng Shicai", people=[SHENG], number=1),
        entry("han", title="盛世才之命令", people=[SHENG], number=2),
        entry("turned", summary="Asked by Shicai Sheng of the south.", number=3),
        entry("apart", text=["Sheng was late.", "Shicai was not."], number=4),
        entry("by office", summary="The governor agrees.", people=[SHENG], number=5),
        entry("other", title="Sheng Zhong", people=["Sheng Zhong"], number=6),
        entry("hidden", title="盛世才", visible_from=NEVER, people=[SHENG], number=7),
    ),
)


def spelt(of: str, *texts: str, authority: str = "") -> tuple[Expansion, ...]:
    return tuple(Expansion(of, text, "a rule", authority, "person") for text in texts)


def expanded(words: str, *expansions: Expansion, **others: Any) -> Query:
    return replace(ask(words, **others), expansions=expansions)


BY_NAME = spelt("Sheng Shicai", "盛世才", "Shicai Sheng")
IDENTITY = spelt("Sheng Shicai", "盛世才", authority=SHENG)
FROM_HAN = spelt("盛世才", "Sheng Shicai", authority=SHENG)

SPELLING_CASES = [
    case("as typed, words may stand apart", ask("Sheng Shicai"), {"latin", "turned", "apart"}),
    case(
        "another spelling is found as well",
        expanded("Sheng Shicai", *BY_NAME),
        {"latin", "turned", "apart", "han"},
    ),
    case(
        "so is whoever it is, by any name",
        expanded("Sheng Shicai", *IDENTITY),
        {"latin", "turned", "apart", "han", "by office"},
    ),
    case("from another script", expanded("盛世才", *FROM_HAN), {"latin", "han", "by office"}),
    case("without, only the script", ask("盛世才"), {"han"}),
    case(
        "all other words must still match",
        expanded("orders Sheng Shicai", *IDENTITY),
        {"latin"},
    ),
    case("a phrase is no name", expanded('"Sheng Shicai"', *IDENTITY), {"latin"}),
    case("an exclusion is not spelt otherwise", expanded("-盛世才", *FROM_HAN),
         {"latin", "turned", "apart", "by office", "other"}),
    case("words between part a name", expanded("Sheng orders Shicai", *IDENTITY), {"latin"}),
    case("case and accents do not matter", expanded("sheng SHICÀI", *BY_NAME),
         {"latin", "turned", "apart", "han"}),
    case("expansions of other words do nothing", expanded("orders", *IDENTITY), {"latin"}),
    case("an expansion without words", expanded("orders", *spelt("orders", "?!")), {"latin"}),
    case("a name among the people", ask(person=[SHENG]), {"latin", "han", "by office"}),
    case("a name no authority has", ask(person=["Sheng Zhong"]), {"other"}),
    case(
        "who is named stands before whose words stand apart",
        expanded("Sheng Shicai", *spelt("Sheng Shicai", "Shicai Sheng")),
        ["latin", "turned", "apart"],
    ),
]  # fmt: skip


@both
@pytest.mark.parametrize(("query", "expected"), SPELLING_CASES)
def test_other_spellings(filled: Filled, backend: str, query: Query, expected: Expected) -> None:
    """What is looked for besides widens what was typed, for the words it stands for."""
    results = filled(backend, NAMED).search(query, PUBLIC)
    check(results, expected)
    assert results.expansions == query.expansions


@both
def test_every_spelling_gives_the_same_list(filled: Filled, backend: str) -> None:
    """A name typed in any of its spellings finds the same documents in the same order."""
    index = filled(backend, NAMED)
    spellings = ("Sheng Shicai", "盛世才", "Шэн Шицай")
    lists = {
        tuple(
            ids(
                index.search(
                    expanded(
                        f"{typed} -late -south",
                        *spelt(typed, *(one for one in spellings if one != typed),
                               authority=SHENG),
                    ),
                    PUBLIC,
                )
            )
        )
        for typed in spellings
    }  # fmt: skip
    (found,) = lists
    assert set(found) == {"latin", "han", "by office"}


@both
def test_counts_of_names(filled: Filled, backend: str) -> None:
    """Names are counted like any other filter, with and without an authority."""
    results = filled(backend, NAMED).search(ask(), PUBLIC)
    assert counts(results)["person"] == {SHENG: 3, "Sheng Zhong": 1}


@both
def test_highlights_of_other_spellings(filled: Filled, backend: str) -> None:
    """What was found under another spelling is marked as found."""
    results = filled(backend, NAMED).search(expanded("盛世才", *FROM_HAN), PUBLIC)
    marked = {
        piece.text
        for hit in results.hits
        for highlight in hit.highlights
        for piece in highlight.pieces
        if piece.hit
    }
    assert marked == {"Sheng Shicai", "盛世才"}


@both
def test_what_occurs(filled: Filled, backend: str) -> None:
    """A phrase occurs in as many records as the viewer may see that have it."""
    index = filled(backend, GUARDED)
    assert index.occurring([Phrase(("salt", "tax")), Phrase(("tax", "salt"))], PUBLIC) == [4, 0]
    hidden = filled(backend, NAMED)
    only_hidden = [Phrase(("governor",)), Phrase(("盛", "世", "才")), Phrase(("nowhere",))]
    assert [bool(count) for count in hidden.occurring(only_hidden, PUBLIC)] == [True, True, False]
    assert hidden.occurring([], PUBLIC) == []


@both
def test_what_is_hidden_does_not_occur(make: Make, backend: str) -> None:
    """A word that only a draft has is not there for the public."""
    index = make(backend)
    index.apply([entry("draft", title="Тихва", visible_from=NEVER, number=1)], ())
    phrase = [Phrase(("тихва",))]
    assert (index.occurring(phrase, PUBLIC), index.occurring(phrase, EDITOR)) == ([0], [1])


# The language ----------------------------------------------------------------------------

ASKED = Archive(
    "asked",
    (
        entry("tax", number=1, title="Decision on the salt tax", summary="The governor decides.",
              date="1936", spoken=["Sheng Shicai", "Шэн Шицай"]),
        entry("carts", number=2, title="Carts", summary="The committees decided on carts of salt.",
              date="1937-04-19", spoken=["Stalin, Joseph"]),
        entry("iron", number=3, title="Iron", date="1937-05", spoken=["Ma Hushan"],
              text=["Решения партии о железе", "government of the city"]),
        entry("road", number=4, title="The governor's road", text=["to govern is to wait"],
              date="1938/1941"),
        entry("undated", number=5, title="Salt roads", text=["governing"]),
    ),
)  # fmt: skip
LANGUAGE_CASES = [
    case("either of two", ask("iron OR carts"), {"iron", "carts"}),
    case("words bind more closely than OR", ask("salt tax OR iron"), {"tax", "iron"}),
    case("brackets decide", ask("salt (tax OR carts)"), {"tax", "carts"}),
    case("an excluded group", ask("salt -(tax OR carts)"), {"undated"}),
    case("NOT excludes", ask("salt NOT tax"), {"carts", "undated"}),
    case("either a word or the absence of one", ask("iron OR -salt"), {"iron", "road"}),
    case("in the title alone", ask("title:salt"), {"tax", "undated"}),
    case("a phrase in the title", ask('title:"salt tax"'), {"tax"}),
    case("a group in the title", ask("title:(salt OR iron)"), {"tax", "undated", "iron"}),
    case("a person by one spelling", ask("person:shicai"), {"tax"}),
    case("a person by another", ask('person:"шэн шицай"'), {"tax"}),
    case("a person by a beginning", ask("person:stal*"), {"carts"}),
    case("not this person", ask("salt -person:stalin"), {"tax", "undated"}),
    case("nobody of this name", ask("person:salt"), set()),
    case("a range of days", ask("date:1937"), {"carts", "iron"}),
    case("an open range", ask("date:1938.."), {"road"}),
    case("a range and a word", ask("salt date:..1937"), {"tax", "carts"}),
    case("not in a range", ask("-date:1936..1941"), {"undated"}),
    case("a beginning", ask("gov*"), {"tax", "iron", "road", "undated"}),
    case("a beginning longer than the base form", ask("governm*"), {"iron"}),
    case("a beginning is no word", ask("governm"), set()),
    case("plural and singular", ask("committee"), {"carts"}),
    case("singular and plural", ask("roads"), {"road", "undated"}),
    case("another form of the verb", ask("deciding"), {"tax", "carts"}),
    case("a participle", ask("governed"), {"road", "undated"}),
    case("a governor does not govern", ask("governors"), {"tax", "road"}),
    case("a Russian case", ask("решений"), {"iron"}),
    case("a Russian noun in another case", ask("партия"), {"iron"}),
    case("a phrase is exact", ask('"the committee"'), set()),
    case("an excluded word goes in every form", ask("salt -committee"), {"tax", "undated"}),
    case("title before summary", ask("salt date:1936..1937"), ["tax", "carts"]),
    case("the latest first", ask("", sort=Sort.ADDED), ["undated", "road", "iron", "carts", "tax"]),
]


@both
@pytest.mark.parametrize(("query", "expected"), LANGUAGE_CASES)
def test_language(filled: Filled, backend: str, query: Query, expected: Expected) -> None:
    """Alternatives, fields, ranges, beginnings and inflected words find what they should."""
    check(filled(backend, ASKED).search(query, PUBLIC), expected)


TOGETHER = Archive(
    "together",
    (
        entry("apart", summary="The salt of the earth is no tax", number=1),
        entry("together", summary="The salt tax of the earth, no", number=2),
    ),
)


@both
def test_words_side_by_side_come_first(filled: Filled, backend: str) -> None:
    """Of two records that have all the words, the one that has them as they were typed."""
    check(filled(backend, TOGETHER).search(ask("salt tax"), PUBLIC), ["together", "apart"])


HISTOGRAM_CASES = [
    (["1850", "1990"], "decade", {"185X": 1, "199X": 1}, 15),
    (["1650", "1990-01"], "century", {"16XX": 1, "19XX": 1}, 4),
    (["1930", "1937-04", "1937-05-01"], "year", {"1930": 1, "1937": 2}, 8),
    (["1937-01", "1937-04-02", "1937-04-09"], "month", {"1937-01": 1, "1937-04": 2}, 4),
    (["1937-04-02", "1937-04-09", "1937-04-09"], "day",
     {"1937-04-02": 1, "1937-04-09": 2}, 8),
    (["1936", "1937"], "year", {"1936": 1, "1937": 1}, 2),
    (["1936/1941", "1938"], "year", {"1936": 1, "1938": 1}, 3),
    (["-0043", "1937"], "century", {"-0100/-0001": 1, "19XX": 1}, 21),
    (["", ""], "", {}, 0),
    (["", "1937"], "year", {"1937": 1}, 1),
]  # fmt: skip


@both
@pytest.mark.parametrize(("dates", "unit", "expected", "length"), HISTOGRAM_CASES)
def test_histogram(make: Make, backend: str, dates, unit, expected, length) -> None:
    """As fine as the dates lie close together, with the empty steps between."""
    index = make(backend)
    index.apply([entry(f"r{at}", date=one, number=at) for at, one in enumerate(dates)], ())
    bars = index.search(ask(""), PUBLIC).histogram
    assert {bar.edtf: bar.count for bar in bars if bar.count} == expected
    assert len(bars) == length
    assert {bar.unit for bar in bars} == ({unit} if unit else set())


@both
def test_what_is_hidden_stands_in_no_bar(make: Make, backend: str) -> None:
    """The histogram counts what the viewer may see, and only what is chosen."""
    index = make(backend)
    index.apply(
        [
            entry("open", date="1937", people=["p1"], number=1),
            entry("other", date="1938", people=["p2"], number=2),
            entry("draft", date="1939", visible_from=NEVER, number=3),
        ],
        (),
    )
    found = index.search(ask("", person=["p1"]), PUBLIC)
    assert [(bar.edtf, bar.count) for bar in found.histogram] == [("1937", 1)]
    assert len(index.search(ask(""), EDITOR).histogram) == 3


@both
def test_a_page_far_down(make: Make, backend: str) -> None:
    """The records of a page are the same whether it is reached from the front or not."""
    index = make(backend)
    dates = [f"{1900 + number % 50}-0{number % 9 + 1}" for number in range(2_450)] + [""] * 60
    index.apply([entry(f"r{at}", date=one, number=at) for at, one in enumerate(dates)], ())
    for sort in (Sort.DATE, Sort.DATE_DESCENDING, Sort.ADDED, Sort.TITLE):
        everything = ids(index.search(ask("", sort=sort, size=3_000), PUBLIC))
        for page in (1, 210, 240, 245, 246, 251, 252):
            found = ids(index.search(ask("", sort=sort, page=page, size=10), PUBLIC))
            assert found == everything[(page - 1) * 10 : page * 10]


@both
def test_all_values_of_a_facet(filled: Filled, backend: str) -> None:
    """As if nothing were chosen in it; what is hidden is not among them."""
    index = filled(backend, NAMED)
    chosen = ask("", person=["nobody"])
    assert index.values(chosen, PUBLIC, "person") == index.values(ask(""), PUBLIC, "person")


TREE = Archive(
    "tree",
    (
        entry("whole", date="1901/1905", collections=["mills"], number=1),
        entry("late", date="1903", above="whole", position=9, collections=["mills"], number=2),
        entry("early", above="whole", position=4, collections=["mills"], number=5),
        entry("shut", above="whole", position=5, visible_from=NEVER, number=3),
        entry("leaf", date="1903-02-01", above="late", position=10, number=4),
        entry("leaf 2", date="1903-02", above="late", position=10, number=6),
        entry("alone", collections=["mills"], number=7),
    ),
)


@both
def test_what_stands_below(filled: Filled, backend: str) -> None:
    """Directly below a record and at the top, in received order; what is hidden is neither
    found nor counted."""
    index = filled(backend, TREE)

    def below(above: str | None, **more: Any) -> list[str]:
        asked = replace(ask("", sort=Sort.RECEIVED, **more), above=above)
        return ids(index.search(asked, PUBLIC))

    assert below("whole") == ["early", "late"]
    assert below("late") == ["leaf", "leaf 2"]
    assert below("leaf") == below("nothing") == []
    assert below("") == ["whole", "alone"]
    assert below("whole", collection=["tales"]) == []
    assert len(below(None)) == 6
    names = ["whole", "late", "leaf", "nothing"]
    assert index.below(names, PUBLIC) == {"whole": 2, "late": 2}
    assert index.below(["whole"], EDITOR) == {"whole": 3}


@both
def test_times(filled: Filled, backend: str) -> None:
    """Each record in the year its date begins in, in a month only where it is so exact."""
    index = filled(backend, TREE)
    found = index.times(ask(""), PUBLIC)
    february = 1903 * 12 + 1
    assert (found.years, found.months, found.undated) == (
        {1901: 1, 1903: 3}, {february: 2}, 2
    )  # fmt: skip
    assert index.times(ask("", collection=["mills"]), PUBLIC).years == {1901: 1, 1903: 1}
    below = replace(ask(""), above="late")
    assert index.times(below, PUBLIC).years == {1903: 2}
    assert index.times(ask("nowhere"), PUBLIC).undated == 0


@both
def test_all_that_are_asked_for_together(filled: Filled, backend: str) -> None:
    """Must be spoken of, of whatever kind they are; all facets count what speaks of them."""
    index = filled(backend, NAMED)
    everything = index.search(ask(""), EDITOR)
    first, *others = [one.value for one in everything.facets["person"]]
    found = index.search(replace(ask(""), alongside=(first,)), EDITOR)
    assert ids(found) == ids(index.search(ask("", person=[first]), EDITOR)) != []
    assert counts(found)["person"][first] == found.total
    for other in others:
        both_named = index.search(replace(ask(""), alongside=(first, other)), EDITOR)
        assert both_named.total == counts(found)["person"].get(other, 0)
    assert index.search(replace(ask(""), alongside=("nobody",)), EDITOR).total == 0


@both
def test_some_are_passed_over(filled: Filled, backend: str) -> None:
    """Pages begin after as many as are skipped, and say at which place they do."""
    index = filled(backend, TREE)
    everything = ids(index.search(ask("", sort=Sort.DATE), PUBLIC))
    asked = replace(ask("", sort=Sort.DATE, size=2), skipped=3)
    found = index.search(asked, PUBLIC)
    assert (ids(found), found.first) == (everything[3:5], 4)


@both
def test_tokens_that_begin_so(filled: Filled, backend: str) -> None:
    """The most frequent first."""
    assert filled(backend, ASKED).beginning("sal", PUBLIC, 5) == ["salt"]
    assert set(filled(backend, ASKED).beginning("gov", PUBLIC, 5)) == {
        "governor", "government", "govern", "governing",
    }  # fmt: skip


@both
def test_without_counts(filled: Filled, backend: str) -> None:
    """Who asks for no counts gets none, and the same hits."""
    plain = filled(backend, ASKED).search(replace(ask("salt"), counts=False), PUBLIC)
    assert (plain.facets, plain.histogram) == ({}, ())
    assert ids(plain) == ids(filled(backend, ASKED).search(ask("salt"), PUBLIC))


# Who may see ---------------------------------------------------------------------------

GUARDED = Archive(
    "guarded",
    tuple(
        entry(
            name,
            title="Salt tax",
            date="1937-04-19",
            collections=["tax"],
            visible_from=visible_from,
            number=number,
        )
        for number, (name, visible_from) in enumerate(
            {
                "open": ALWAYS,
                "draft": NEVER,
                "tomorrow": TODAY + 1,
                "today": TODAY,
                "withdrawn": NEVER,
                "yesterday": TODAY - 1,
                "opened long ago": day_number(1600, 1, 1),
            }.items(),
            1,
        )
    ),
)
VISIBLE = {"open", "today", "yesterday", "opened long ago"}


@both
@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        case("the public", PUBLIC, VISIBLE),
        case("the public of tomorrow", Viewer(today=TODAY + 1), VISIBLE | {"tomorrow"}),
        case("the public of yesterday", Viewer(today=TODAY - 1), VISIBLE - {"today"}),
        case("an editor", EDITOR, {one.identifier for one in GUARDED.entries}),
    ],
)
@pytest.mark.parametrize(
    "query",
    [
        case("no words", ask()),
        case("a word", ask("salt")),
        case("a phrase", ask('"salt tax"')),
        case("an exclusion", ask("-tea")),
        case("a range", ask(dates=("1937", "1937"))),
        case("a choice", ask(collection=["tax"], decade=["1930"])),
        case("by title", ask(sort=Sort.TITLE)),
        case("latest first", ask("salt", dates=("", "2000"), sort=Sort.DATE_DESCENDING)),
    ],
)
def test_visibility(
    filled: Filled, backend: str, query: Query, viewer: Viewer, expected: set[str]
) -> None:
    """What a viewer may not see shows nowhere: not as a hit, in a total or in a count."""
    results = filled(backend, GUARDED).search(query, viewer)
    check(results, expected)
    assert counts(results) == {
        "collection": {"tax": len(expected)},
        "decade": {"1930": len(expected)},
    }
    assert results.in_range == (InRange(len(expected)) if query.dates else InRange())


# What a hit carries --------------------------------------------------------------------


@both
def test_card(make: Make, backend: str) -> None:
    """A hit brings the whole card as it was put in."""
    index = make(backend)
    card = Card(
        title="Ночь\u0000 🐫",
        title_language="ru",
        summary="",
        summary_language="en",
        date=CardDate(
            text="April [?]",
            edtf="1937-04?",
            earliest="1937-04-01",
            latest="1937-04-30",
            status="given",
        ),
        collections=[{"identifier": "k1", "title": "Коллекция"}],
    )
    plain = entry("a", number=1)
    full = Entry(
        identifier="b", number=2, revision=7, visible_from=ALWAYS, tiers={}, extent=None,
        facets={}, card=card,
    )  # fmt: skip
    index.apply([plain, full], ())
    assert [hit.card for hit in index.search(ask(), PUBLIC).hits] == [plain.card, card]


@both
def test_highlights(make: Make, backend: str) -> None:
    """A hit shows where its title and its summary say what was asked for."""
    index = make(backend)
    index.apply([entry("a", title="Tea & salt", summary="Of Wool.", text=["Iron"], number=1)], ())

    def hit_of(words: str) -> Hit:
        (hit,) = index.search(ask(words), PUBLIC).hits
        return hit

    hit = hit_of("SALT wool")
    assert hit.pieces("title") == (Piece("Tea & ", False), Piece("salt", True))
    assert hit.pieces("summary") == (Piece("Of ", False), Piece("Wool", True), Piece(".", False))
    assert hit_of("iron").highlights == ()
    assert hit_of("").pieces("title") == (Piece("Tea & salt", False),)
    assert hit_of("-camel").highlights == ()


# Keeping -------------------------------------------------------------------------------


def contents(index: Index) -> list[tuple[str, int]]:
    return sorted(index.contents())


@both
def test_empty(make: Make, backend: str) -> None:
    """An empty index answers that it has nothing."""
    index = make(backend)
    for query in (ask(), ask("tea"), ask("-tea"), ask(dates=("1937", "")), ask(page=3)):
        results = index.search(query, PUBLIC)
        check(results, [])
        assert (results.first, results.last, results.in_range) == (0, 0, InRange())
        assert counts(results) == {"collection": {}, "decade": {}}
    assert contents(index) == []


@both
def test_applying_nothing(make: Make, backend: str) -> None:
    """Applying nothing changes nothing, in an empty index or a full one."""
    index = make(backend)
    index.apply((), ())
    assert contents(index) == []
    index.apply([entry("a", title="Tea", number=1)], ())
    index.apply((), ())
    check(index.search(ask("tea"), PUBLIC), ["a"])


@both
def test_replacing(make: Make, backend: str) -> None:
    """An entry takes the place of the one with its identifier, in everything it says."""
    index = make(backend)
    index.apply([entry("a", title="Tea", date="1931", collections=["k"], number=1)], ())
    index.apply([entry("b", title="Tea", number=2)], ())
    index.apply([entry("a", title="Salt", date="1945", number=1, revision=2)], ())
    check(index.search(ask("tea"), PUBLIC), ["b"])
    check(index.search(ask("salt"), PUBLIC), ["a"])
    check(index.search(ask(dates=("1931", "1931")), PUBLIC), [])
    assert counts(index.search(ask(), PUBLIC)) == {
        "collection": {},
        "decade": {"1940": 1, UNDATED: 1},
    }
    assert contents(index) == [("a", 2), ("b", 1)]


@both
def test_replacing_within_a_batch(make: Make, backend: str) -> None:
    """Of two entries with one identifier the later stays."""
    index = make(backend)
    index.apply([entry("a", title="Tea"), entry("a", title="Salt", revision=2)], ())
    assert contents(index) == [("a", 2)]
    check(index.search(ask("tea"), PUBLIC), [])


@both
def test_removing(make: Make, backend: str) -> None:
    """What is removed is gone, what was never there is no fault, and both can come back."""
    index = make(backend)
    tea, salt = entry("a", title="Tea", number=1), entry("b", title="Salt", number=2)
    index.apply([tea, salt], ())
    index.apply((), ["a", "never there"])
    check(index.search(ask(), PUBLIC), ["b"])
    assert contents(index) == [("b", 1)]
    index.apply([tea], ["b"])
    check(index.search(ask(), PUBLIC), ["a"])
    index.apply([salt], ["b"])
    check(index.search(ask(), PUBLIC), ["a", "b"])
    index.apply((), ["a", "b"])
    check(index.search(ask(), PUBLIC), [])
    assert contents(index) == []


@both
def test_identifiers_are_taken_whole(make: Make, backend: str) -> None:
    """Removing one identifier leaves those that resemble it."""
    index = make(backend)
    alike = ["k7m2-9xqd", "k7m2", "9xqd", "K7M2-9XQD", "k7m2 9xqd"]
    index.apply([entry(one, number=number) for number, one in enumerate(alike)], ())
    index.apply((), ["k7m2-9xqd"])
    assert contents(index) == sorted((one, 1) for one in alike[1:])


@both
def test_contents(make: Make, backend: str) -> None:
    """The contents are everything inside with its revision, whoever may see it."""
    index = make(backend)
    for number in range(30):
        visible_from = (ALWAYS, NEVER, TODAY + 1)[number % 3]
        one = entry(f"{number:02d}", visible_from=visible_from, number=number, revision=number + 1)
        index.apply([one], ())
    assert contents(index) == [(f"{number:02d}", number + 1) for number in range(30)]
    check(index.search(ask(), PUBLIC), [f"{number:02d}" for number in range(0, 30, 3)])


def test_a_reader_follows_a_writer(tmp_path: Path) -> None:
    """Whoever has the folder open finds at its next search what another committed."""
    writer, reader = TantivyIndex.create(tmp_path), TantivyIndex(tmp_path)
    check(reader.search(ask(), PUBLIC), [])
    for number in range(1, 6):
        writer.apply([entry(str(number), title="Tea", number=number)], ())
        check(reader.search(ask("tea"), PUBLIC), {str(one) for one in range(1, number + 1)})
    writer.apply((), ["3"])
    check(reader.search(ask(), PUBLIC), ["1", "2", "4", "5"])
    reader.apply([entry("6", title="Tea", number=6)], ["1"])
    check(writer.search(ask(), PUBLIC), ["2", "4", "5", "6"])
    assert contents(reader) == contents(writer)


def test_opened_again(tmp_path: Path) -> None:
    """What was applied is there when the folder is opened again."""
    first = TantivyIndex.create(tmp_path)
    first.apply(WORDS.entries, ())
    first.apply((), ["blank"])
    again = TantivyIndex(tmp_path)
    assert contents(again) == [("bridge", 1), ("ferry", 1), ("road", 1)]
    check(again.search(ask("caravan", dates=("1924", "1924")), PUBLIC), ["ferry"])
    again.apply([entry("blank", title="Blank")], ())
    assert len(contents(again)) == 4


@both
def test_many_threads(make: Make, backend: str) -> None:
    """An index can be searched by several threads while another one writes."""
    index = make(backend)
    faults: list[Exception] = []
    done = threading.Event()

    def search() -> None:
        seen = 0
        while not done.is_set():
            try:
                results = index.search(ask("tea", size=3), PUBLIC)
                assert results.total >= seen
                seen = results.total
            except Exception as fault:
                faults.append(fault)
                return

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        index.apply([entry(str(number), title="Tea", number=number)], ())
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert index.search(ask("tea"), PUBLIC).total == 10


# Anything can be typed -----------------------------------------------------------------

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
HOSTILE = {
    "a lone quotation mark": '"',
    "unbalanced quotation marks": '"wool "tea" and "salt',
    "many quotation marks": '"' * 999,
    "operators alone": "AND OR NOT && || + - ! ( ) { } [ ] ^ ~ * ? : \\ /",
    "operators of other engines": "title:wool^3 AND (tea OR salt~2) wo* [a TO b] NOT iron",
    "minus signs": '- -- --- -"" --wool -',
    "a minus before everything": "-" * 5_000 + "wool",
    "ten thousand letters": "w" * 10_000,
    "ten thousand signs": "新" * 10_000,
    "ten thousand marks": "\u0301" * 10_000,
    "a letter with many marks": "w" + "\u0301" * 9_999,
    "thousands of words": " ".join(f"w{number}" for number in range(3_000)),
    "thousands of known words": "wool " * 2_000,
    "thousands of exclusions": " ".join(f"-w{number}" for number in range(3_000)),
    "thousands of phrases": '"wool and" ' * 900,
    "a phrase of thousands": f'"{" ".join(f"w{number}" for number in range(2_000))}"',
    "control characters": "wool" + "".join(map(chr, range(1, 32))) + "tea\x7f\x80\x9f",
    "a NUL": "wool\0tea",
    "NUL alone": "\0",
    "lone surrogates": "wool \ud800 \udfff tea",
    "a surrogate within a word": "wo\ud83dol",
    "emoji": "🐫 👨‍👩‍👧 🇺🇳 wool",
    "directions": "\u200f\u202ewool\u202c\u200e \u2066tea\u2069",
    "joiners": "wo\u200dol\u200c \u200b\u2060\ufeff",
    "noncharacters": "\ufffe\uffff\U0010ffff wool",
    "private use": "\ue000\U000f0000 wool",
    "separators": "wool\u2028tea\u2029salt\u0085\u00a0\u3000",
    "the break between statements": "wool \u241e tea",
    "a phrase over the break": '"ilyas tursun \u241e ministry"',
    "punctuation": PUNCTUATION,
    "punctuation in a word": "wo" + PUNCTUATION + "ol",
    "ligatures and compatibility forms": "ﷺ ﬁ ㎏ ㈠ ½ Ⅷ ™ ͺ ゛",
    "markup": "<script>alert('wool')</script> &lt; %00 %22",
    "another query language": "'; DROP TABLE records; -- wool",
}


def _is_refused(words: str) -> bool:
    try:
        read_words(words)
    except BadQuery:
        return True
    return False


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_nothing_typed_raises(filled: Filled, words: str) -> None:
    """Whatever is typed is answered or refused in words, and at once; every backend answers
    the same."""
    started = time.perf_counter()
    if _is_refused(words):
        assert time.perf_counter() - started < 1
        return
    for archive in (WORDS, SCRIPTS):
        totals = {
            backend: filled(backend, archive).search(ask(words), PUBLIC).total
            for backend in BACKENDS
        }
        assert len(set(totals.values())) == 1, totals


@pytest.mark.parametrize("sign", PUNCTUATION)
@both
def test_every_mark_is_only_a_mark(filled: Filled, backend: str, sign: str) -> None:
    """A mark after a word, or alone, asks for nothing."""
    index = filled(backend, WORDS)
    for words in (f"wool{sign}", f"wool {sign}", f"wool {sign} tea {sign}"):
        expected = {"road"} if "tea" in words else {"road", "ferry"}
        check(index.search(ask(words), PUBLIC), expected)


@both
@pytest.mark.parametrize(
    "value",
    ["", "\0", "\ud800", "north\udfff", '"north"', "NORTH", "nor", "🐫", "x" * 100_000],
    ids=["empty", "NUL", "surrogate", "half", "quoted", "case", "part", "emoji", "long"],
)
def test_a_value_nobody_has(filled: Filled, backend: str, value: str) -> None:
    """A facet's value that no record has, whatever it is, finds nothing and raises nothing."""
    check(filled(backend, SORTED_OUT).search(ask(collection=[value]), PUBLIC), [])


@both
@pytest.mark.parametrize(
    "text",
    ["\0", "a\0b\x1f\x7f", "🐫 \u202e", "\u241e", " ".join(["yarn"] * 20_000), "y" * 200_000],
    ids=["NUL", "control", "emoji", "break", "many words", "one long word"],
)
def test_anything_can_be_kept(make: Make, backend: str, text: str) -> None:
    """A record with any text is kept, found by its words and put in its place."""
    index = make(backend)
    index.apply(
        [
            entry("odd", title=f"Middle {text}", summary=text, text=[text, "wool"], number=1),
            entry("last", title="North wool", number=2),
            entry("first", title="East wool", number=3),
        ],
        (),
    )
    check(index.search(ask("wool", sort=Sort.TITLE), PUBLIC), ["first", "odd", "last"])
    check(index.search(ask("middle wool"), PUBLIC), ["odd"])
    found = index.search(ask("middle"), PUBLIC).hits[0]
    assert found.card.title == f"Middle {text}"


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("commits", [1, 3])
def test_ties_stand_in_received_order(make: Make, backend: str, commits: int) -> None:
    """What weighs the same stands in the order it was received in, whenever it was indexed, and
    on every page."""
    numbers = [(place * 37) % 60 + 1 for place in range(60)]
    entries = [entry(f"r{number}", title="wool", number=number) for number in numbers]
    index = make(backend)
    for start in range(commits):
        index.apply(entries[start::commits], ())
    found = [
        identifier
        for page in range(1, 7)
        for identifier in ids(index.search(ask("wool", page=page, size=10), PUBLIC))
    ]
    assert found == [f"r{number}" for number in range(1, 61)]


# Pictures ------------------------------------------------------------------------------

PICTURED = Archive(
    "pictured",
    (
        entry("sure", title="Tea", date="1931-05-02", people=["li", "wu"], number=1),
        entry("vague", title="Tea and salt", date="1930", people=["wu", "li", "ma"], number=2),
        entry("open", title="Salt", date="../1929", people=["ma"], number=3),
        entry("undated", title="Tea", people=["li"], number=4),
        entry("late", title="Tea", date="1942-01", people=["an", "li"], number=5),
        entry(
            "closed", title="Tea", date="1900", people=["li", "hidden"], number=6,
            visible_from=NEVER,
        ),
    ),
)  # fmt: skip


@both
def test_documents_in_time(filled: Filled, backend: str) -> None:
    """Documents stand as in a list by date, each with its first and last day; those without a
    date are only counted, and what is hidden is not."""
    found = filled(backend, PICTURED).in_time(ask(), PUBLIC, 10)
    assert (found.total, found.undated, dict(found.years)) == (5, 1, {})
    assert [(one.identifier, one.earliest, one.latest) for one in found.points] == [
        ("open", None, day_number(1929, 12, 31)),
        ("vague", day_number(1930, 1, 1), day_number(1930, 12, 31)),
        ("sure", day_number(1931, 5, 2), day_number(1931, 5, 2)),
        ("late", day_number(1942, 1, 1), day_number(1942, 1, 31)),
    ]
    assert found.points[1].title == "Tea and salt"
    assert found.points[1].date == "1930"


@both
def test_years_of_many_documents(filled: Filled, backend: str) -> None:
    """Of more documents than are wanted, only the years in which they stand are counted."""
    found = filled(backend, PICTURED).in_time(ask(), PUBLIC, 4)
    assert (found.total, found.undated, found.points) == (5, 1, ())
    assert dict(found.years) == {1929: 1, 1930: 1, 1931: 1, 1942: 1}
    assert list(found.years) == sorted(found.years)


@both
def test_who_is_spoken_of_together(filled: Filled, backend: str) -> None:
    """Ties count the documents of the result that speak of both, the most first; values that
    are as frequent come in the order of their names."""
    index = filled(backend, PICTURED)
    found = index.together(ask(), PUBLIC, ("person", "organisation"), 3)
    assert [(one.facet, one.value, one.count) for one in found.nodes] == [
        ("person", "li", 4), ("person", "ma", 2), ("person", "wu", 2),
    ]  # fmt: skip
    assert found.more == 1
    assert found.ties == ((0, 2, 2), (0, 1, 1), (1, 2, 1))
    assert index.together(ask(), EDITOR, ("person",), 9).more == 0


@both
def test_pictures_are_of_the_result(filled: Filled, backend: str) -> None:
    """What is chosen narrows a picture too, in its own facet as in all others."""
    index = filled(backend, PICTURED)
    query = ask("tea", person=["wu"])
    assert [one.identifier for one in index.in_time(query, PUBLIC, 9).points] == ["vague", "sure"]
    found = index.together(query, PUBLIC, ("person",), 9)
    assert [(one.value, one.count) for one in found.nodes] == [("li", 2), ("wu", 2), ("ma", 1)]
    assert [(one.value, one.count) for one in index.spoken_of(query, PUBLIC, "person")] == [
        ("li", 2), ("wu", 2), ("ma", 1),
    ]  # fmt: skip


@both
def test_pictures_of_nothing(filled: Filled, backend: str) -> None:
    """A result without documents makes empty pictures."""
    index = filled(backend, PICTURED)
    query = ask("camel")
    assert index.in_time(query, PUBLIC, 9) == InTime(total=0, undated=0)
    assert index.together(query, PUBLIC, ("person",), 9) == Together()
    assert index.spoken_of(query, PUBLIC, "person") == ()
