"""Reading documents against authorities: who and what they speak of, and by which words.

What is found is a proposal. A longer match wins over a shorter one inside it; a family
name alone is doubtful, unless the whole name stands in the same document; of several with
one name those are left out who were not yet born. Time is linear in the text, since a name
has only so many words, whatever the number of names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from regesta.description.authority import Kind
from regesta.description.authority_names import is_in_capitals
from regesta.description.mention_neighbours import has_word, neighbours_of
from regesta.description.mention_roles import role_at
from regesta.description.names_endings import cases
from regesta.description.record import Record
from regesta.description.words import Token, terms, tokens

MOST_WORDS = 24  # tokens of a name that is looked for
ELLIPSIS = " … "  # stands for the words in what surrounds them
SURROUNDINGS = 30  # signs on either side by which a mention is known again
CERTAIN, LIKELY, DOUBTFUL = "certain", "likely", "doubtful"
BY_SOURCE = "named by the source"
LISTED = "the source names it among those spoken of"
WHOLE_NAME = "the whole name stands in the same document"
LONGER_NAME = "the words beside it may belong to another name"
_READ = ("title", "scope_and_content")
_STOP = re.compile(r"[;:!?。；：！？،؛\n]\s*|\.\s|,\s|、|，")


@dataclass(frozen=True, slots=True)
class Known:
    """A spelling of an authority, as `regesta.description.authority_names` gives it.

    ``lifetime`` is the first and the last day it may have lived, as day numbers.
    """

    authority: str
    kind: Kind
    text: str
    rule: str
    is_own: bool = True
    is_preferred: bool = False
    partial: bool = False
    abbreviated: bool = False
    lifetime: tuple[int | None, int | None] = (None, None)
    words: frozenset[str] = frozenset()  # of all its names

    @property
    def is_short(self) -> bool:
        """Whether it is so little of a person's name that the words beside it matter."""
        is_person = self.kind in (Kind.PERSON, Kind.FAMILY)
        return is_person and (self.partial or len(terms(self.text)) == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That some words of a record mean an authority.

    ``field`` and ``part`` say where: the number of a statement, subject or agent in its
    list, or the identifier of a paragraph; ``start`` and ``end`` are offsets there.
    ``occurrence`` counts the same words within the field, from 0.
    """

    field: str
    part: str
    start: int
    end: int
    words: str
    authority: str
    rule: str
    occurrence: int = 0
    context: str = ""  # what stands around the words
    role: str = ""
    certainty: str = LIKELY
    evidence: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a text that are spellings of one or more authorities."""

    start: int
    end: int
    words: str
    known: tuple[Known, ...]
    in_longer_name: bool = False  # another name's word may stand beside it


@dataclass(slots=True)
class _Node:
    """A point after some tokens of names; ``steps`` leads on by every case of the next."""

    steps: dict[str, list[_Node]] = field(default_factory=dict)
    nominatives: dict[str, _Node] = field(default_factory=dict)
    known: list[Known] = field(default_factory=list)


class NameReader:
    """Finds thousands of names at once."""

    def __init__(self, names: Iterable[Known]) -> None:
        self._start = _Node()
        self._own: dict[tuple[Kind, str], list[Known]] = defaultdict(list)
        for known in names:
            found = terms(known.text)
            if found and len(found) <= MOST_WORDS:
                self._put_in(found, known)
                if known.is_own:
                    self._own[known.kind, " ".join(found)].append(known)

    def _put_in(self, found: Sequence[str], known: Known) -> None:
        node = self._start
        for token in found:
            after = node.nominatives.get(token)
            if after is None:
                after = node.nominatives[token] = _Node()
                for case in cases(token):
                    node.steps.setdefault(case, []).append(after)
            node = after
        node.known.append(known)

    def __bool__(self) -> bool:
        return bool(self._start.steps)

    def named(self, name: str, kind: str) -> list[Known]:
        """Those of the kind that have this name of their own, in any case and spacing."""
        if kind not in set(Kind):
            return []
        return self._own.get((Kind(kind), " ".join(terms(name))), [])

    def find(self, text: str) -> list[Found]:
        """The names in a text in order, none inside or across another."""
        # Most paragraphs name nobody, which their words alone show, without their places.
        words, firsts = terms(text), self._start.steps
        starts = [at for at, word in enumerate(words) if word in firsts and self._leads(words, at)]
        if not starts:
            return []
        places = list(tokens(text))
        matches = [match for at in starts if (match := self._longest(text, places, at))]
        matches.sort(key=lambda match: (match.start - match.end, match.start))
        taken: list[Found] = []
        covered: set[int] = set()
        for match in matches:
            span = range(match.start, match.end)
            if covered.isdisjoint(span):
                covered.update(span)
                taken.append(match)
        return sorted(taken, key=lambda match: match.start)

    def _leads(self, words: Sequence[str], at: int) -> bool:
        """Whether the words from a place on begin with a name, whatever stands between them."""
        nodes = self._start.steps[words[at]]
        for word in words[at + 1 : at + MOST_WORDS]:
            if any(node.known for node in nodes):
                return True
            nodes = [after for node in nodes for after in node.steps.get(word, ())]
            if not nodes:
                return False
        return any(node.known for node in nodes)

    def _longest(self, text: str, places: Sequence[Token], at: int) -> Found | None:
        """The longest name that begins with a token."""
        nodes = self._start.steps[places[at].text]
        best: Found | None = None
        for end in range(at, min(at + MOST_WORDS, len(places))):
            if end > at:
                step = places[end].text
                nodes = [after for node in nodes for after in node.steps.get(step, ())]
                if not nodes or _is_parted(text, places[end - 1], places[end], nodes):
                    break
            start, stop = places[at].start, _closed(text, places[at].start, places[end].end)
            words = text[start:stop]
            known = [one for node in nodes for one in node.known if _is_written_so(words, one)]
            if known:
                best = Found(start, stop, words, tuple(known))
        return _judged_by_neighbours(text, best) if best else None


def _judged_by_neighbours(text: str, match: Found) -> Found | None:
    """The match, unless the words beside it contradict it; those it may still mean."""
    if not all(one.is_short for one in match.known):
        return match
    neighbours = neighbours_of(text, match.start, match.end)
    if neighbours.name:
        named = tuple(one for one in match.known if has_word(one.words, neighbours.name))
        if named or neighbours.contradicts:
            return replace(match, known=named) if named else None
    return replace(match, in_longer_name=neighbours.continue_the_name)


def propose(record: Record, reader: NameReader) -> list[Proposal]:
    """Everyone and everything the record speaks of, as far as names tell."""
    day = record.primary_date.extent
    found = [
        (name, part, text, match)
        for name, part, text in (_texts(record) if reader else ())
        for match in reader.find(text)
    ]
    in_full = {known.authority for *_, match in found for known in match.known if not known.partial}
    counts: Counter[tuple[str, str]] = Counter()
    proposals = [*_by_source(record, reader, day.latest if day else None)]
    listed = {one.authority for one in proposals if one.confirmed}
    in_full |= {one.authority for one in proposals}
    for name, part, text, match in found:
        occurrence = counts[name, match.words]
        counts[name, match.words] += 1
        for chosen in _chosen(match, listed, in_full, day.latest if day else None):
            proposals.append(
                replace(
                    chosen,
                    field=name,
                    part=part,
                    start=match.start,
                    end=match.end,
                    words=match.words,
                    occurrence=occurrence,
                    context=_around(text, match),
                    role=role_at(text, match.start, is_title=name == "title"),
                )
            )
    return proposals


def _around(text: str, match: Found) -> str:
    before = text[max(0, match.start - SURROUNDINGS) : match.start]
    return f"{before}{ELLIPSIS}{text[match.end : match.end + SURROUNDINGS]}"


def _texts(record: Record) -> Iterator[tuple[str, str, str]]:
    for name in _READ:
        for number, statement in enumerate(record.values.get(name, ())):
            yield name, str(number), statement.text
    for number, text in enumerate(record.texts):
        for paragraph in text.paragraphs:
            yield "texts", f"{number} {paragraph.identifier}", paragraph.text


def _by_source(record: Record, reader: NameReader, day: int | None) -> Iterator[Proposal]:
    """Those whom the record lists: surely meant, where the name is an authority's own, and
    it was born by then."""
    for name in ("subjects", "agents"):
        counts: Counter[str] = Counter()
        for number, one in enumerate(getattr(record, name)):
            occurrence = counts[one.name]
            counts[one.name] += 1
            if not reader and not one.authority:
                continue
            named = reader.named(one.name, one.kind)
            unborn = False
            if one.authority:
                authority, confirmed, rule = one.authority, True, "identified by the source"
            elif len({known.authority for known in named}) == 1:
                unborn = any(_is_unborn(known, day) for known in named)
                preferred = any(known.is_preferred for known in named) and not unborn
                authority, confirmed, rule = named[0].authority, preferred, BY_SOURCE
            else:
                continue
            yield Proposal(
                field=name,
                part=str(number),
                start=0,
                end=len(one.name),
                words=one.name,
                occurrence=occurrence,
                authority=authority,
                rule=rule,
                role=getattr(one, "role", ""),
                certainty=one.certainty or (CERTAIN if confirmed else LIKELY),
                evidence="" if not unborn else "born after the date of the document",
                confirmed=confirmed,
            )


def _chosen(
    match: Found, listed: set[str], in_full: set[str], day: int | None
) -> Iterator[Proposal]:
    """The authorities that some words may mean, each with how sure that is and why."""
    first_of = {one.authority: one for one in reversed(match.known)}
    candidates = [one for one in first_of.values() if not _is_unborn(one, day)]
    meant = [one for one in candidates if one.authority in listed]
    if match.in_longer_name:
        yield from (_judged(one, DOUBTFUL, LONGER_NAME) for one in candidates)
    elif meant:
        certainty = CERTAIN if len(meant) == 1 else LIKELY
        yield from (_judged(one, certainty, LISTED) for one in meant)
    elif len(first_of) > 1:
        yield from _told_apart(candidates, in_full, day, len(first_of))
    elif candidates:
        yield _alone(candidates[0], in_full)


def _told_apart(
    candidates: Sequence[Known], in_full: set[str], day: int | None, count: int
) -> Iterator[Proposal]:
    """Of several with one name the one that something speaks for, else all, as doubtful."""
    shared = f"{count} authorities have this name"
    full = [one for one in candidates if one.authority in in_full]
    for some, why in (
        ([one for one in full if not one.partial], "the others have it in part only"),
        (full, WHOLE_NAME),
        ([one for one in candidates if not _is_dead(one, day)], "the only one alive then"),
    ):
        if len(some) == 1:
            yield _judged(some[0], LIKELY, f"{shared}; {why}")
            return
    yield from (_judged(one, DOUBTFUL, shared) for one in candidates)


def _alone(known: Known, in_full: set[str]) -> Proposal:
    if not known.partial:
        return _judged(known, LIKELY, "")
    if known.authority in in_full:
        return _judged(known, LIKELY, WHOLE_NAME)
    return _judged(known, DOUBTFUL, "only a part of the name stands in the document")


def _judged(known: Known, certainty: str, evidence: str) -> Proposal:
    """A proposal that has yet to be given its place."""
    return Proposal(
        field="", part="", start=0, end=0, words="",
        authority=known.authority, rule=known.rule, certainty=certainty, evidence=evidence,
    )  # fmt: skip


def _is_unborn(known: Known, day: int | None) -> bool:
    return day is not None and known.lifetime[0] is not None and known.lifetime[0] > day


def _is_dead(known: Known, day: int | None) -> bool:
    return day is not None and known.lifetime[1] is not None and known.lifetime[1] < day


def _is_parted(text: str, before: Token, after: Token, nodes: Sequence[_Node]) -> bool:
    """Whether a sign between two tokens ends a sentence or a part of one.

    A full stop stands after initials, and a comma in a name written family name first.
    """
    between = text[before.end : after.start]
    if not between or (between.isspace() and "\n" not in between):
        return False
    if between.startswith(".") and (len(before.text) == 1 or before.text in _INITIALS):
        return False
    if between.strip() == ",":
        return not any("," in one.text for node in nodes for one in _below(node))
    return _STOP.match(between) is not None and between.strip(" ") != "\n"


def _below(node: _Node) -> Iterator[Known]:
    """The names at a node and behind it, as far as one more token."""
    yield from node.known
    for after in node.nominatives.values():
        yield from after.known


# Initials of more than one letter, as Russian names have them in Latin letters.
_INITIALS = frozenset(("ch", "dzh", "ia", "iu", "kh", "sh", "shch", "ts", "ya", "ye", "yu", "zh"))
_ENDS_IN_INITIALS = re.compile(r"\.\s*\w{1,3}$")


def _closed(text: str, start: int, end: int) -> int:
    """The end of the words, with the bracket that was opened in them (``VKP(b)``), or the
    full stop of the last initial."""
    after = text[end : end + 1]
    is_open = text.count("(", start, end) > text.count(")", start, end)
    if (is_open and after == ")") or (after == "." and _ENDS_IN_INITIALS.search(text, start, end)):
        return end + 1
    return end


def _is_written_so(words: str, known: Known) -> bool:
    """Whether the words have the capitals the name needs: Tin is no tin, and IT is not it."""
    name = known.text
    if known.abbreviated and is_in_capitals(name):
        return words.isupper()
    if known.kind is Kind.TOPIC or not name[:1].isupper():
        return True
    return not words[:1].islower()
