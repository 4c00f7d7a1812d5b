"""From a condition to a question that tantivy answers."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur

from regesta.description.days import ALWAYS, NEVER
from regesta.description.edtf import Kind
from regesta.description.fields import FACETS_OF_NAMES, Tier
from regesta.search.condition import (
    All,
    Dated,
    Either,
    Leaf,
    Node,
    Not,
    Phrase,
    Prefix,
    Wanted,
    Word,
)
from regesta.search.days import DateRange
from regesta.search.entries import range_bounds
from regesta.search.index import SpokenOf
from regesta.search.query import Viewer
from regesta.search.stems import base
from regesta.search.tantivy_schema import ABOVE, MEMBERS, TOP, forms_column, words_column
from regesta.search.weights import (
    AS_TYPED,
    BOOSTS,
    BY_IDENTITY,
    EXACT,
    MOST_TOGETHER,
    TOGETHER,
    rarity,
    weight_of_field,
)


class Asking:
    """Words questions for one state of the index. What stands nowhere is not asked for: most
    spellings of a name, and most forms of a word."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self._everywhere: dict[tuple[str, str], bool] = {}

    def visible(self, node: Node, viewer: Viewer) -> tantivy.Query:
        """What the condition asks for and the viewer may see."""
        hidden = self._hidden(viewer)
        if hidden is None:
            return self.query(node)
        return _joined([self.query(node)], [hidden])

    def hides_from(self, viewer: Viewer) -> bool:
        """Whether there is anything that the viewer may not see."""
        return self._hidden(viewer) is not None

    def query(self, node: Node) -> tantivy.Query:
        if isinstance(node, All):
            return self._all(node)
        if isinstance(node, Either):
            return _any_of([self.query(part) for part in node.parts])
        if isinstance(node, Not):
            return _joined([], [self.query(node.part)])
        if isinstance(node, Dated):
            return without_score(self.possibly_within(node.dates))
        if isinstance(node, Wanted):
            return self._wanted(node)
        return self._leaf(node)

    def chosen(self, facet: str, values: Sequence[str]) -> tantivy.Query:
        """Records that have one of the values."""
        terms = [sendable(value) for value in values]
        return without_score(tantivy.Query.term_set_query(self._schema, facet, terms))

    def naming(self, value: str) -> tantivy.Query:
        """Records that speak of someone or something, of whatever kind it is."""
        return without_score(_any_of([self.chosen(facet, [value]) for facet in FACETS_OF_NAMES]))

    def below(self, identifiers: Sequence[str]) -> tantivy.Query:
        """Records that stand directly below one of those named, "" for the top."""
        return self.chosen(ABOVE, [one or TOP for one in identifiers])

    def like(self, spoken_of: SpokenOf, but: str, viewer: Viewer) -> tantivy.Query:
        """Whatever speaks of the same, the more and the rarer the better."""
        everything = max(self._searcher.num_docs, 1)
        ways = [
            tantivy.Query.const_score_query(
                tantivy.Query.term_query(self._schema, facet, value),
                rarity(self._searcher.doc_freq(facet, value), everything),
            )
            for facet, values in spoken_of.items()
            for value in values
        ]
        itself = tantivy.Query.term_query(self._schema, "identifier", but)
        hidden = self._hidden(viewer)
        excluded = [itself] if hidden is None else [itself, hidden]
        return _joined([_sum_of(ways)], excluded)

    def frequency(self, word: str) -> int:
        """About how often a word stands anywhere, in any form."""
        form = base(word)
        columns = [*_FORMS, *_FORMS.values()]
        return max(self._searcher.doc_freq(column, form) for column in columns)

    def possibly_within(self, dates: DateRange) -> tantivy.Query:
        pairs = [("earliest", "latest")]
        if self._searcher.doc_freq("kind", Kind.ONE_OF.value):
            pairs.extend(MEMBERS)
        return _any_of([self._overlaps(*pair, dates) for pair in pairs])

    def certainly_within(self, dates: DateRange) -> tantivy.Query:
        first, last = range_bounds(dates)
        is_span = tantivy.Query.term_query(self._schema, "kind", Kind.SPAN.value)
        covered = _joined([is_span, self._overlaps("certain_first", "certain_last", dates)])
        inside = _joined(
            [
                self._between("certain_first", first, NEVER),
                self._between("certain_last", ALWAYS, last),
            ],
            [is_span],
        )
        return _any_of([covered, inside])

    def from_on(self, column: str, low: int) -> tantivy.Query:
        """Records whose key of an order is at least so large."""
        query = tantivy.Query.range_query(self._schema, column, FieldType.Unsigned, low, 2**64 - 1)
        return without_score(query)

    def _hidden(self, viewer: Viewer) -> tantivy.Query | None:
        """What the viewer may not see; None where there is no such thing. Few records are
        closed, so these are asked for, and not all others."""
        if viewer.sees_everything or not self._searcher.doc_freq("closed", "yes"):
            return None
        closed = tantivy.Query.term_query(self._schema, "closed", "yes")
        return _joined([closed, self._between("visible_from", viewer.today + 1, NEVER)])

    def _all(self, node: All) -> tantivy.Query:
        wanted = [self.query(part) for part in node.parts if not isinstance(part, Not)]
        excluded = [self.query(part.part) for part in node.parts if isinstance(part, Not)]
        return _joined(wanted, excluded, self._together(node))

    def _together(self, node: All) -> list[tantivy.Query]:
        """Where the words stand side by side as they were typed, that counts besides."""
        words = [part.token for part in node.parts if isinstance(part, Word) and not part.field]
        if not 1 < len(words) <= MOST_TOGETHER:
            return []
        return [
            tantivy.Query.boost_query(
                tantivy.Query.phrase_query(self._schema, tier.value, list(words)),
                BOOSTS[tier] * TOGETHER,
            )
            for tier in Tier
            if all(self._stands(tier.value, word) for word in words)
        ]

    def _wanted(self, wanted: Wanted) -> tantivy.Query:
        """As typed, or in the heaviest of the other ways in which it can be there."""
        ways = []
        if wanted.typed:
            typed = _joined([self._leaf(leaf) for leaf in wanted.typed])
            ways.append(tantivy.Query.boost_query(typed, AS_TYPED))
        ways += [self._leaf(phrase) for phrase in wanted.others if self.may_stand(phrase)]
        for facet, value in wanted.named:
            term = tantivy.Query.term_query(self._schema, facet, value)
            ways.append(tantivy.Query.const_score_query(term, BOOSTS[BY_IDENTITY]))
        return tantivy.Query.disjunction_max_query(ways)

    def may_stand(self, leaf: Leaf) -> bool:
        """Whether every token of it stands anywhere at all."""
        if not isinstance(leaf, Phrase):
            return True
        columns = [column for column, _ in _columns(leaf.field)]
        return all(any(self._stands(one, token) for one in columns) for token in leaf.tokens)

    def _leaf(self, leaf: Leaf) -> tantivy.Query:
        """The leaf in every column where it may stand, each by its weight."""
        return _any_of(
            [
                tantivy.Query.boost_query(query, boost * share)
                for column, boost in _columns(leaf.field)
                for query, share in self._in_column(column, leaf)
            ]
        )

    def _in_column(self, column: str, leaf: Leaf) -> list[tuple[tantivy.Query, float]]:
        """The ways in which the leaf may stand in a column, and what share of its weight each
        has."""
        if isinstance(leaf, Word):
            return self._word(column, leaf)
        if isinstance(leaf, Prefix):
            # A token holds letters, digits and marks alone, none of which patterns know.
            begins = tantivy.Query.regex_query(self._schema, column, f"{leaf.token}.*")
            return [(begins, 1.0)]
        if not all(self._stands(column, token) for token in leaf.tokens):
            return []
        if len(leaf.tokens) == 1:
            return [(tantivy.Query.term_query(self._schema, column, leaf.tokens[0]), 1.0)]
        phrase = tantivy.Query.phrase_query(self._schema, column, list(leaf.tokens))
        return [(phrase, 1.0)]

    def _word(self, column: str, word: Word) -> list[tuple[tantivy.Query, float]]:
        places = [(column, word.token, 1.0)]
        if column in _FORMS:  # names of people, places and collections are not inflected
            form = base(word.token)
            places = [(column, form, 1.0), (_FORMS[column], form, 1.0)]
            if form != word.token:
                places.append((column, word.token, EXACT))
        return [
            (tantivy.Query.term_query(self._schema, name, token), share)
            for name, token, share in places
            if self._stands(name, token)
        ]

    def _stands(self, column: str, token: str) -> bool:
        key = column, token
        if key not in self._everywhere:
            self._everywhere[key] = bool(self._searcher.doc_freq(column, token))
        return self._everywhere[key]

    def _between(self, column: str, low: int, high: int) -> tantivy.Query:
        return tantivy.Query.range_query(self._schema, column, FieldType.Integer, low, high)

    def _overlaps(self, first_column: str, last_column: str, dates: DateRange) -> tantivy.Query:
        first, last = range_bounds(dates)
        begins = self._between(first_column, ALWAYS, last)
        return _joined([begins, self._between(last_column, first, NEVER)])


_FORMS = {tier.value: forms_column(tier) for tier in Tier}


def _columns(field: str) -> list[tuple[str, float]]:
    """Where something is looked for, with the weight it has there."""
    if not field:
        return [(tier.value, BOOSTS[tier]) for tier in Tier]
    column = field if field == Tier.TITLE else words_column(field)
    return [(column, weight_of_field(field))]


def _joined(
    wanted: Sequence[tantivy.Query],
    excluded: Sequence[tantivy.Query] = (),
    besides: Sequence[tantivy.Query] = (),
) -> tantivy.Query:
    """Everything wanted and nothing excluded; what is besides only counts for the order."""
    if len(wanted) == 1 and not excluded and not besides:
        return wanted[0]
    parts = [(Occur.Must, query) for query in wanted]
    if not parts:
        parts = [(Occur.Must, without_score(tantivy.Query.all_query()))]
    parts += [(Occur.MustNot, query) for query in excluded]
    parts += [(Occur.Should, query) for query in besides]
    return tantivy.Query.boolean_query(parts)


def both(query: tantivy.Query, others: Sequence[tantivy.Query]) -> tantivy.Query:
    """What the query asks for and all of the others do."""
    return _joined([query, *others])


def _any_of(ways: Sequence[tantivy.Query]) -> tantivy.Query:
    if not ways:
        return tantivy.Query.empty_query()
    return ways[0] if len(ways) == 1 else _sum_of(ways)


def _sum_of(ways: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in ways])


def sendable(value: str) -> str:
    """A value as tantivy takes it: half a pair of surrogates is no text."""
    return value.encode("utf-8", "replace").decode("utf-8")


def without_score(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
