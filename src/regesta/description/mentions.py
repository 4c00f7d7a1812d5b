"""Reading documents against authorities: who and what they speak of, and by which words.

What is found is a proposal. A longer match wins over a shorter one inside it; a family
name alone is doubtful, unless the whole name stands in the same document; of several with
one name those are left out who were not yet born.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regesta.description.mention_roles import role_at
from regesta.description.name_reader import Found, Known, NameReader
from regesta.description.record import Record

__all__ = ["Known", "NameReader", "Proposal", "propose"]

ELLIPSIS = " … "  # stands for the words in what surrounds them
SURROUNDINGS = 30  # signs on either side by which a mention is known again
CERTAIN, LIKELY, DOUBTFUL = "certain", "likely", "doubtful"
BY_SOURCE = "named by the source"
LISTED = "the source names it among those spoken of"
WHOLE_NAME = "the whole name stands in the same document"
LONGER_NAME = "the words beside it may belong to another name"
_READ = ("title", "scope_and_content")


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
        chosen = _chosen(match, listed, in_full, day.latest if day else None)
        if not chosen:
            continue
        context = _around(text, match)
        role = role_at(text, match.start, is_title=name == "title")
        for known, certainty, evidence in chosen:
            proposals.append(
                Proposal(
                    field=name,
                    part=part,
                    start=match.start,
                    end=match.end,
                    words=match.words,
                    occurrence=occurrence,
                    context=context,
                    authority=known.authority,
                    rule=known.rule,
                    role=role,
                    certainty=certainty,
                    evidence=evidence,
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


_Judged = tuple[Known, str, str]  # an authority some words may mean, how surely, and why


def _chosen(match: Found, listed: set[str], in_full: set[str], day: int | None) -> list[_Judged]:
    """The authorities that some words may mean."""
    first_of = {one.authority: one for one in reversed(match.known)}
    candidates = [one for one in first_of.values() if not _is_unborn(one, day)]
    meant = [one for one in candidates if one.authority in listed]
    if match.in_longer_name:
        return [(one, DOUBTFUL, LONGER_NAME) for one in candidates]
    if meant:
        certainty = CERTAIN if len(meant) == 1 else LIKELY
        return [(one, certainty, LISTED) for one in meant]
    if len(first_of) > 1:
        return _told_apart(candidates, in_full, day, len(first_of))
    return [_alone(one, in_full) for one in candidates]


def _told_apart(
    candidates: Sequence[Known], in_full: set[str], day: int | None, count: int
) -> list[_Judged]:
    """Of several with one name the one that something speaks for, else all, as doubtful."""
    shared = f"{count} authorities have this name"
    full = [one for one in candidates if one.authority in in_full]
    for some, why in (
        ([one for one in full if not one.partial], "the others have it in part only"),
        (full, WHOLE_NAME),
        ([one for one in candidates if not _is_dead(one, day)], "the only one alive then"),
    ):
        if len(some) == 1:
            return [(some[0], LIKELY, f"{shared}; {why}")]
    return [(one, DOUBTFUL, shared) for one in candidates]


def _alone(known: Known, in_full: set[str]) -> _Judged:
    if not known.partial:
        return known, LIKELY, ""
    if known.authority in in_full:
        return known, LIKELY, WHOLE_NAME
    return known, DOUBTFUL, "only a part of the name stands in the document"


def _is_unborn(known: Known, day: int | None) -> bool:
    return day is not None and known.lifetime[0] is not None and known.lifetime[0] > day


def _is_dead(known: Known, day: int | None) -> bool:
    return day is not None and known.lifetime[1] is not None and known.lifetime[1] < day
