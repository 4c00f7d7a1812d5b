"""What else to look for when names are typed: other spellings, and whom they mean.

Names that the archive's authorities have are known, and every spelling of theirs is looked
for, and whatever was identified as them. Of other words the rules of
`regesta.description.names` give spellings; those are looked for that some document has
which the viewer may see. Words in quotation marks and excluded ones are left as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from regesta.catalog.models import AuthorityKey, AuthoritySpelling, StoredAuthority
from regesta.description.authority_names import TURNED, is_in_capitals, names_by_rule
from regesta.description.fields import FACET_OF_KIND
from regesta.description.names import FAMILY_NAME_ALONE, MIDDLE_NAME, compare, forms, keys
from regesta.description.names_endings import nominatives
from regesta.description.words import terms
from regesta.search.condition import Phrase
from regesta.search.language import Expansion, Piece, pieces

MOST_PIECES = 40  # of what was typed; a longer text is no list of names
LONGEST_RUN = 12  # words of a name
LONGEST_BY_RULE = 4  # words of a name of which no authority knows
MOST_BY_RULE = 24  # runs of words that are spelt by rule
MOST_CASES = 200  # nominatives of a run of words
MOST_SPELLINGS = 80  # of one authority
MOST_AUTHORITIES = 20  # of one name
Occurring = Callable[[Sequence[Phrase]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Run:
    """Some words one after another, as typed and by their tokens."""

    first: int
    end: int
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    """An authority that a run of words may name."""

    authority: int
    partial: bool


def expansions(words: str, occurring: Occurring) -> tuple[Expansion, ...]:
    """Everything to be looked for besides what was typed, in the order of the words.

    ``occurring`` tells which phrases stand in a document that the viewer may see.
    """
    typed = pieces(words)
    if not typed or len(typed) > MOST_PIECES:
        return ()
    runs = [run for first in range(len(typed)) for run in _runs_from(typed, first, LONGEST_RUN)]
    found: list[Expansion] = []
    covered: set[int] = set()
    # A name as somebody wrote it down goes before what rules make of more words.
    for look_up in (_known_as_typed, _known_in_another_case, _known_by_rule):
        left = [run for run in runs if covered.isdisjoint(range(run.first, run.end))]
        known = look_up(left)
        for run in _longest(left, known):
            found.extend(_of_authorities(run, known[run.folded]))
            covered.update(range(run.first, run.end))
    found.extend(_by_rule(typed, covered, occurring))
    return tuple(found)


def _runs_from(typed: Sequence[Piece], first: int, longest: int) -> Iterator[_Run]:
    """The runs of plain words that begin with one, the longest first."""
    end = first
    while end < len(typed) and end - first < longest:
        if not typed[end].is_plain:
            break
        end += 1
    for stop in range(end, first, -1):
        text = " ".join(piece.text for piece in typed[first:stop])
        yield _Run(first, stop, text, " ".join(terms(text)))


def _longest(runs: Sequence[_Run], known: dict[str, list[_Meaning]]) -> Iterator[_Run]:
    """The runs that are names, from left to right, the longest of those that overlap."""
    after = 0
    for run in runs:  # by their first word, and the longest first
        if run.first >= after and run.folded in known:
            yield run
            after = run.end


def _known_as_typed(runs: Sequence[_Run]) -> dict[str, list[_Meaning]]:
    """The authorities that have what was typed as a spelling. Beside other words, a short
    abbreviation counts in capitals only: ``who`` is no organisation."""
    alone = len(runs) == 1
    capitals = {run.folded for run in runs if alone or run.text.isupper()}
    return _known({run.folded for run in runs}, capitals)


def _known(wanted: set[str], capitals: set[str]) -> dict[str, list[_Meaning]]:
    """The authorities that have these spellings; of those who have one in full and in part,
    those who have it in full."""
    rows = AuthoritySpelling.objects.filter(folded__in=wanted).order_by("authority")
    found: dict[str, list[_Meaning]] = defaultdict(list)
    columns = ("folded", "authority", "partial", "abbreviated", "text")
    for folded, authority, partial, abbreviated, text in rows.values_list(*columns):
        if not abbreviated or folded in capitals or not is_in_capitals(text):
            found[folded].append(_Meaning(authority, partial))
    return {
        folded: [one for one in some if not one.partial] or some for folded, some in found.items()
    }


def _known_in_another_case(runs: Sequence[_Run]) -> dict[str, list[_Meaning]]:
    """The authorities of Russian names that are typed in a case: ``Шэн Шицаю``."""
    ways: dict[str, str] = {}
    for run in runs:
        options = [nominatives(token) for token in run.folded.split()]
        if any(len(option) > 1 for option in options) and len(options) <= LONGEST_BY_RULE:
            for words in islice(product(*options), MOST_CASES):
                ways.setdefault(" ".join(words), run.folded)
    found: dict[str, list[_Meaning]] = defaultdict(list)
    for way, meanings in (_known(set(ways), set()) if ways else {}).items():
        found[ways[way]].extend(meanings)
    return found


def _known_by_rule(runs: Sequence[_Run]) -> dict[str, list[_Meaning]]:
    """The authorities whose names can be spelt so, by the rules of names."""
    runs = [
        run
        for run in runs
        if run.end - run.first <= LONGEST_BY_RULE and not any(map(str.isdigit, run.folded))
    ][:MOST_BY_RULE]
    by_key: dict[str, list[_Run]] = defaultdict(list)
    for run in runs:
        for key in keys(run.text):
            by_key[key].append(run)
    rows = AuthorityKey.objects.filter(key__in=list(by_key)) if by_key else ()
    candidates = {(row.authority_id, run) for row in rows for run in by_key[row.key]}
    authorities = StoredAuthority.objects.in_bulk({number for number, _ in candidates})
    found: dict[str, list[_Meaning]] = defaultdict(list)
    for number, run in sorted(candidates, key=lambda one: (one[0], one[1].first)):
        says = authorities[number].says
        if any(_is_spelt(run.text, text) for text in names_by_rule(says)):
            found[run.folded].append(_Meaning(number, partial=False))
    return found


def _is_spelt(typed: str, name: str) -> bool:
    """Whether what was typed is the name and nothing more: no word of it may be left over."""
    judged = compare(typed, name)
    if judged.same == "no" or FAMILY_NAME_ALONE in judged.because:
        return False
    return MIDDLE_NAME not in judged.because or len(typed.split()) < len(name.split())


def _of_authorities(run: _Run, meanings: Sequence[_Meaning]) -> Iterator[Expansion]:
    keys = [meaning.authority for meaning in meanings[:MOST_AUTHORITIES]]
    partial = all(meaning.partial for meaning in meanings)
    rows = StoredAuthority.objects.filter(pk__in=keys).order_by("pk")
    spellings = AuthoritySpelling.objects.filter(authority__in=keys, partial=partial)
    by_authority: dict[int, list[AuthoritySpelling]] = defaultdict(list)
    for one in spellings.order_by("position"):
        by_authority[one.authority_id].append(one)
    for row in rows:
        # Of several who share a family name none is meant more than the others.
        is_meant = not partial or len(keys) == 1
        identity = (row.identifier, FACET_OF_KIND.get(row.kind, "")) if is_meant else ("", "")
        others = [one for one in by_authority[row.pk] if one.folded != run.folded]
        for one in others[:MOST_SPELLINGS]:
            yield Expansion(run.text, one.text, one.rule, *identity)
        if not others and is_meant:
            yield Expansion(run.text, row.name, "identified as such", *identity)


def _by_rule(typed: Sequence[Piece], covered: set[int], occurring: Occurring) -> list[Expansion]:
    """Spellings of words that no authority has, those only that some document has."""
    candidates: list[tuple[Expansion, Phrase]] = []
    runs = [
        run
        for first in range(len(typed))
        for run in _runs_from(typed, first, LONGEST_BY_RULE)
        if covered.isdisjoint(range(run.first, run.end))
    ]
    for run in runs[:MOST_BY_RULE]:
        for text, rule in _spelt(run.text):
            cut = tuple(terms(text))
            if cut and " ".join(cut) != run.folded:
                candidates.append((Expansion(run.text, text, rule), Phrase(cut)))
    stands = occurring([phrase for _, phrase in candidates])
    found = [one for (one, _), here in zip(candidates, stands, strict=True) if here]
    return _without_overlaps(found, runs)


def _without_overlaps(found: list[Expansion], runs: Sequence[_Run]) -> list[Expansion]:
    """The expansions of the longest runs; a word is taken once."""
    by_text = {run.text: run for run in reversed(runs)}
    lengths = {text: run.end - run.first for text, run in by_text.items()}
    taken: set[int] = set()
    kept: set[str] = set()
    for text in sorted({one.of for one in found}, key=lambda text: -lengths[text]):
        places = range(by_text[text].first, by_text[text].end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.add(text)
    return [one for one in found if one.of in kept]


@lru_cache(maxsize=5_000)
def _spelt(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((form, rule) for form, rule in forms(text) if rule not in TURNED)
