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
from regesta.description.mention_roles import role_at
from regesta.description.names_endings import cases
from regesta.description.record import Record
from regesta.description.words import Token, terms, tokens

MOST_WORDS = 24  # tokens of a name that is looked for
CERTAIN, LIKELY, DOUBTFUL = "certain", "likely", "doubtful"
BY_SOURCE = "named by the source"
LISTED = "the source names it among those spoken of"
_READ = ("title", "scope_and_content")
_STOP = re.compile(r"[;:!?。；：！？،؛\n]\s*|\.\s|,\s|、|，")
_LONGEST_ABBREVIATION = 6  # letters of a name that stands only in capitals


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
        places = list(tokens(text))
        matches = [match for at in range(len(places)) if (match := self._longest(text, places, at))]
        matches.sort(key=lambda match: (match.start - match.end, match.start))
        taken: list[Found] = []
        covered: set[int] = set()
        for match in matches:
            span = range(match.start, match.end)
            if covered.isdisjoint(span):
                covered.update(span)
                taken.append(match)
        return sorted(taken, key=lambda match: match.start)

    def _longest(self, text: str, places: Sequence[Token], at: int) -> Found | None:
        """The longest name that begins with a token."""
        nodes = self._start.steps.get(places[at].text)
        if nodes is None:
            return None
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
        return best


def propose(record: Record, reader: NameReader) -> list[Proposal]:
    """Everyone and everything the record speaks of, as far as names tell."""
    day = record.primary_date.extent
    found = [
        (name, part, text, match)
        for name, part, text in _texts(record)
        for match in reader.find(text)
    ]
    in_full = {known.authority for *_, match in found for known in match.known if not known.partial}
    counts: Counter[tuple[str, str]] = Counter()
    proposals = [*_by_source(record, reader)]
    listed = {one.authority for one in proposals if one.confirmed}
    in_full |= {one.authority for one in proposals}
    for name, part, text, match in found:
        occurrence = counts[name, match.words]
        counts[name, match.words] += 1
        for chosen in _chosen(match.known, listed, in_full, day.latest if day else None):
            proposals.append(
                replace(
                    chosen,
                    field=name,
                    part=part,
                    start=match.start,
                    end=match.end,
                    words=match.words,
                    occurrence=occurrence,
                    role=role_at(text, match.start, is_title=name == "title"),
                )
            )
    return proposals


def _texts(record: Record) -> Iterator[tuple[str, str, str]]:
    for name in _READ:
        for number, statement in enumerate(record.values.get(name, ())):
            yield name, str(number), statement.text
    for number, text in enumerate(record.texts):
        for paragraph in text.paragraphs:
            yield "texts", f"{number} {paragraph.identifier}", paragraph.text


def _by_source(record: Record, reader: NameReader) -> Iterator[Proposal]:
    """Those whom the record lists: surely meant, where the name is an authority's own."""
    for name in ("subjects", "agents"):
        counts: Counter[str] = Counter()
        for number, one in enumerate(getattr(record, name)):
            occurrence = counts[one.name]
            counts[one.name] += 1
            named = reader.named(one.name, one.kind)
            if one.authority:
                authority, confirmed, rule = one.authority, True, "identified by the source"
            elif len({known.authority for known in named}) == 1:
                preferred = any(known.is_preferred for known in named)
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
                confirmed=confirmed,
            )


def _chosen(
    known: Sequence[Known], listed: set[str], in_full: set[str], day: int | None
) -> Iterator[Proposal]:
    """The authorities that some words may mean, each with how sure that is and why."""
    first_of = {one.authority: one for one in reversed(known)}
    candidates = list(first_of.values())
    evidence = ""
    if meant := [one for one in candidates if one.authority in listed]:
        for one in meant:
            yield _judged(one, CERTAIN if len(meant) == 1 else LIKELY, LISTED)
        return
    if len(candidates) > 1:
        count = len(candidates)
        born = [one for one in candidates if not _is_unborn(one, day)]
        whole = [one for one in born if one.authority in in_full and not one.partial]
        full_here = [one for one in born if one.authority in in_full]
        living = [one for one in born if not _is_dead(one, day)]
        for some, why in (
            (whole, ""),
            (full_here, "the whole name stands in the same document"),
            (living, "the only one of them who was alive then"),
        ):
            if len(some) == 1:
                candidates = some
                evidence = f"{count} authorities have this name; {why}" if why else ""
                break
        else:
            candidates = born
            evidence = f"{count} authorities have this name"
    for one in candidates:
        certainty = LIKELY if len(candidates) == 1 else DOUBTFUL
        remark = evidence
        if one.partial and len(candidates) == 1 and not evidence:
            if one.authority in in_full:
                remark = "the whole name stands in the same document"
            else:
                certainty = DOUBTFUL
                remark = "only a part of the name stands in the document"
        yield _judged(one, certainty, remark)


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
    if between.startswith(".") and len(before.text) <= 3:
        return False
    if between.strip() == ",":
        return not any("," in one.text for node in nodes for one in _below(node))
    return _STOP.match(between) is not None and between.strip(" ") != "\n"


def _below(node: _Node) -> Iterator[Known]:
    """The names at a node and behind it, as far as one more token."""
    yield from node.known
    for after in node.nominatives.values():
        yield from after.known


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
    if known.abbreviated and name.isupper() and len(name) <= _LONGEST_ABBREVIATION:
        return words.isupper()
    if known.kind is Kind.TOPIC or not name[:1].isupper():
        return True
    return not words[:1].islower()
