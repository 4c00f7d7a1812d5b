"""Search, whatever is kept and whatever is asked: the backends agree, and nothing raises."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from regesta.description.dates import NO_DATE, from_edtf
from regesta.description.fields import Tier
from regesta.description.words import fold, terms, terms_apart, tokens
from regesta.search.condition import EVERYTHING, Node, Phrase, sought
from regesta.search.entries import (
    ALWAYS,
    NEVER,
    UNDATED,
    Entry,
    decades,
    is_certainly_within,
    is_possibly_within,
    tokens_of,
)
from regesta.search.highlights import Marking, mark
from regesta.search.index import Index
from regesta.search.memory import MemoryIndex
from regesta.search.query import (
    BadQuery,
    DateRange,
    Expansion,
    Query,
    Sort,
    Viewer,
    read_range,
    read_words,
)
from regesta.search.results import Card, CardDate, Piece, Results
from regesta.search.tantivy_index import TantivyIndex

TODAY = 0  # 1 January 1970
WORDS = (
    "ab", "ba", "AB", "àb", "a", "ёж", "еж", "йод", "иод", "新", "疆", "新疆", "疆新", "がく",
    "ｶ", "서울", "ts'ai", "tsai", "l'eau", "eau", "x-ab", "خەت", "12", "ﷺ", "゛", "?",
)  # fmt: skip
COLLECTIONS = ("k1", "k2", "k3")
PEOPLE = ("p1", "p2", "p3")

# Dates ---------------------------------------------------------------------------------

years = st.integers(1929, 1941).map(str) | st.sampled_from(("-0043", "0476", "1676", "Y-20000"))
months = st.integers(1, 12).map("{:02d}".format)
seasons = st.sampled_from(("21", "22", "24", "33", "37", "40"))
singles = st.one_of(
    years,
    st.sampled_from(("193X", "192X", "19XX", "1936-XX")),
    st.builds("{}-{}".format, years, months | seasons),
    st.builds("{}-{}-{:02d}".format, years, months, st.integers(1, 28)),
)
qualified = st.builds("{}{}".format, singles, st.sampled_from(("", "", "~", "?", "%")))
ends = qualified | st.sampled_from(("", ".."))
expressions = st.one_of(
    qualified,
    st.builds("{}/{}".format, ends, ends),
    st.builds("[{}..]".format, qualified),
    st.builds("[..{}]".format, qualified),
    st.builds("[{}..{}]".format, qualified, qualified),
    st.lists(qualified, min_size=2, max_size=6).map(lambda parts: f"[{','.join(parts)}]"),
)


def _means_something(expression: str) -> bool:
    try:
        extent = from_edtf(expression).extent
    except ValueError:
        return False
    return extent is not None and (extent.earliest, extent.latest) != (None, None)


dates = st.just("") | expressions.filter(_means_something)

# Records and questions -----------------------------------------------------------------

wordings = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


def _entry(
    number: int,
    title: str,
    texts: list[str],
    date: str,
    visible_from: int,
    collections: list[str],
    people: list[str],
    spoken: list[str],
) -> Entry:
    dated = from_edtf(date) if date else NO_DATE
    return Entry(
        identifier=f"r{number}",
        number=number,
        revision=1,
        visible_from=visible_from,
        tiers={Tier.TITLE: tokens_of([title]), Tier.TEXT: tokens_of(texts)},
        extent=dated.extent,
        facets={"decade": decades(dated), "collection": collections, "person": people},
        card=Card(title=title, date=CardDate.of(dated)),
        words={"person": tokens_of(spoken)},
    )


records = st.builds(
    _entry,
    number=st.just(0),
    title=wordings,
    texts=st.lists(wordings, max_size=2),
    date=dates,
    visible_from=st.sampled_from((ALWAYS, ALWAYS, NEVER, TODAY, TODAY + 1)),
    collections=st.lists(st.sampled_from(COLLECTIONS), unique=True, max_size=2),
    people=st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2),
    spoken=st.lists(wordings, max_size=2),
)


@dataclass(frozen=True)
class Kept:
    """An archive: what one commit brings, and what the next one changes and removes."""

    first: list[Entry]
    second: list[Entry]
    removed: list[str]


@st.composite
def archives(draw: st.DrawFn) -> Kept:
    made = draw(st.lists(records, max_size=10))
    numbers = draw(st.permutations(range(1, len(made) + 1)))
    first = [
        replace(one, number=number, identifier=f"r{number}")
        for one, number in zip(made, numbers, strict=True)
    ]
    known = [one.identifier for one in first]
    later = draw(st.lists(records, max_size=3))
    second = [
        replace(one, number=100 + number, identifier=draw(st.sampled_from([*known, f"s{number}"])))
        for number, one in enumerate(later)
    ]
    removed = draw(st.lists(st.sampled_from([*known, "never there"]), max_size=2))
    return Kept(first, second, removed)


asked_pieces = st.builds(
    "{}{}".format,
    st.sampled_from(("", "", "", "-", "title:", "person:", "-(", "(", "NOT ")),
    st.sampled_from((*WORDS, "OR", "OR", ")", "ab*", "新疆*", "date:1936", "date:..1937-04"))
    | wordings.map('"{}"'.format),
)
chosen = st.fixed_dictionaries(
    {},
    optional={
        "person": st.lists(st.sampled_from(PEOPLE), max_size=2).map(tuple),
        "collection": st.lists(st.sampled_from((*COLLECTIONS, "k4")), max_size=2).map(tuple),
        "decade": st.lists(st.sampled_from(("1930", "1920", "-50", UNDATED)), max_size=2).map(
            tuple
        ),
    },
)
days = st.integers(-15_000, -10_000) | st.sampled_from((-800_000, 0, 5_000_000))


@st.composite
def ranges(draw: st.DrawFn) -> DateRange:
    first, last = draw(st.none() | days), draw(st.none() | days)
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
    return DateRange(first, last)


expansions = st.lists(
    st.builds(
        Expansion,
        of=wordings,
        text=wordings,
        rule=st.just("a rule"),
        authority=st.just("") | st.sampled_from(PEOPLE),
        facet=st.just("person"),
    ),
    max_size=3,
).map(tuple)
queries = st.builds(
    Query,
    words=st.lists(asked_pieces, max_size=3).map(" ".join),
    dates=st.none() | ranges(),
    chosen=chosen,
    expansions=expansions,
    size=st.just(50),
)
viewers = st.sampled_from((Viewer(TODAY), Viewer(TODAY + 1), Viewer(TODAY, sees_everything=True)))


def _ids(results: Results) -> list[str]:
    return [hit.identifier for hit in results.hits]


def _fill(index: Index, kept: Kept) -> None:
    index.apply(kept.first, ())
    index.apply(kept.second, kept.removed)


@given(
    kept=archives(),
    asked=st.lists(st.tuples(queries, viewers), min_size=4, max_size=8),
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    report_multiple_bugs=False,
)
def test_backends_agree(kept: Kept, asked: list[tuple[Query, Viewer]]) -> None:
    """The index on disk answers every question as the plain one does."""
    with tempfile.TemporaryDirectory() as folder:
        plain, on_disk = MemoryIndex(), TantivyIndex.create(Path(folder))
        _fill(plain, kept)
        _fill(on_disk, kept)
        assert sorted(on_disk.contents()) == sorted(plain.contents())
        for query, viewer in asked:
            for sort in Sort:
                question = replace(query, sort=sort)
                found = on_disk.search(question, viewer)
                expected = plain.search(question, viewer)
                assert found.total == expected.total
                assert sorted(_ids(found)) == sorted(_ids(expected))
                assert found.facets == expected.facets
                assert found.histogram == expected.histogram
                assert found.in_range == expected.in_range
                assert {hit.identifier: hit for hit in found.hits} == {
                    hit.identifier: hit for hit in expected.hits
                }
                if sort is not Sort.RELEVANCE:
                    assert _ids(found) == _ids(expected)


@given(date=dates.filter(bool), asked=ranges())
def test_certain_is_possible(date: str, asked: DateRange) -> None:
    """What lies certainly in a range lies possibly in it, and in any wider one."""
    extent = from_edtf(date).extent
    assert extent is not None
    if is_certainly_within(extent, asked):
        assert is_possibly_within(extent, asked)
        assert is_certainly_within(extent, DateRange(None, asked.last))
        assert is_certainly_within(extent, DateRange(asked.first, None))
        assert is_certainly_within(extent, DateRange())


@given(first=qualified, last=qualified)
def test_a_range_of_dates_holds_their_days(first: str, last: str) -> None:
    """A range begins with the first day its first date names, and ends with the last."""
    try:
        start, end = from_edtf(first).extent, from_edtf(last).extent
        asked = read_range(first, last)
    except ValueError:
        return  # no such day, a range turned round, or too far from us
    assert start is not None
    assert end is not None
    assert asked == DateRange(start.earliest, end.latest)


# Text ----------------------------------------------------------------------------------

texts = st.text(max_size=60) | st.lists(
    st.sampled_from((*WORDS, " ", "'", "’", "-", '"', "\u0301", "\u0640", "w" * 150)), max_size=12
).map("".join)
LETTERS = st.characters(categories=("L", "N"))


@given(text=texts)
@example("¨")
@example("ǽ ǿ")
@example("ﱞ ﹰ")
def test_fold_is_idempotent(text: str) -> None:
    """Folding what is folded changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(text=st.text(LETTERS | st.sampled_from(" '-"), max_size=40) | texts)
@example("ﷺ")
@example("゛")
def test_tokens_have_no_white_space(text: str) -> None:
    """A token is never empty and holds no white space, or it could not be looked up."""
    for term in terms(text):
        assert term.split() == [term]


@given(text=texts)
def test_tokens_lie_in_the_text(text: str) -> None:
    """The places of the tokens lie within the text, in order, none of them empty."""
    before = 0
    for token in tokens(text):
        assert before <= token.start < token.end <= len(text)
        before = token.start


@given(text=texts)
def test_case_and_width_do_not_matter(text: str) -> None:
    """A text of plain letters has the same tokens in capitals and at full width."""
    plain = "".join(sign for sign in text if sign.isascii() and sign != "'")
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in plain)
    assert terms(plain.upper()) == terms(plain) == terms(wide)


@given(text=texts, words=texts)
def test_marked_pieces_join_to_the_text(text: str, words: str) -> None:
    """Highlighting loses nothing, adds nothing and leaves no empty piece but the only one."""
    pieces = mark(text, sought(_read(words)))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces) or len(pieces) == 1


plain_words = st.lists(
    st.sampled_from(("ab", "ba", "aba", "Abs", "ABED", "went", "go", "x_ab", "ab-ba", "b" * 99)),
    max_size=8,
)


@given(first=plain_words, second=plain_words, words=wordings | plain_words.map(" ".join))
def test_plain_texts_are_marked_as_all_others(
    first: list[str], second: list[str], words: str
) -> None:
    """What is marked in a plain text, by itself or on a page with others, is what is marked in
    it beside a word that makes it less plain."""
    texts = [" ".join(first), ", ".join(second)]
    condition = _read(words)
    leaves = list(sought(condition))
    apart = [_hits(mark(f"{text} é", leaves)) for text in texts]
    assert [_hits(mark(text, leaves)) for text in texts] == apart
    (found,) = Marking(condition).highlights([Card(title=texts[0], summary=texts[1])])
    marked = {one.field: _hits(one.pieces) for one in found}
    assert [marked.get("title", []), marked.get("summary", [])] == apart


def _hits(pieces: Sequence[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.hit]


@given(parts=st.lists(texts, max_size=4))
@example(["", "a", "", "b"])
@example(["a\x01b", "c"])
@example(["w" * 150, "x"])
def test_terms_are_the_texts_of_the_tokens(parts: list[str]) -> None:
    """However the tokens of texts are found, they are the same."""
    expected: list[str] = []
    for text in parts:
        of_text = [token.text for token in tokens(text)]
        assert terms(text) == of_text
        expected += ["|", *of_text] if expected else of_text
    assert terms_apart(parts, "|") == expected


@given(text=texts)
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    """Whatever its words are, a text marked with one of them has a hit."""
    for word in text.split():
        for leaf in sought(_read(word.strip("-"))):
            is_sign = set('":*()') & set(word) or word in ("OR", "AND", "NOT")
            assert any(piece.hit for piece in mark(text, [leaf])) or is_sign


@given(words=st.text() | texts)
def test_reading_words_never_raises(words: str) -> None:
    """Every text means something, and what it means holds no empty phrase."""
    for leaf in sought(_read(words)):
        tokens = leaf.tokens if isinstance(leaf, Phrase) else (leaf.token,)
        assert tokens
        assert all(tokens)


def _read(words: str) -> Node:
    """What words mean; everything where too much is asked."""
    try:
        return read_words(words)
    except BadQuery:
        return EVERYTHING
