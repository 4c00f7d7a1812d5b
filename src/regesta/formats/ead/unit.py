"""One unit of description, from its elements to a record.

`Unit` collects; `regesta.formats.ead.identification` reads what stands in the `did`, and
`regesta.formats.ead.notes` what stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from regesta.description.record import (
    AgentInRole,
    DateType,
    Identifier,
    Record,
    RecordDate,
    Statement,
    Subject,
)
from regesta.formats.ead.names import AGENT_KINDS, Term
from regesta.formats.reading import Mark, Problem, Severity

LONGEST_SHOWN = 200  # signs of a value in a problem


@dataclass(slots=True)
class Unit:
    """A record under way. ``where`` is its place, ``key`` its key among those of the source,
    ``language`` helps with the dates; ``terms`` are those that have an authority."""

    where: str
    key: str
    language: str = ""
    record: Record = field(default_factory=Record)
    problems: list[Problem] = field(default_factory=list)
    terms: dict[str, Term] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    repository: str = ""
    codes: list[Identifier] = field(default_factory=list)  # unitids, in order

    def say(self, name: str, text: str, language: str = "") -> None:
        """A statement of one of the fields."""
        _add(self.record.values, name, text, language)

    def keep(self, name: str, text: str) -> None:
        """What no field holds, under the source's own name for it."""
        _add(self.record.extra, name, text)

    def add_dates(self, found: Iterable[RecordDate]) -> None:
        """Dates that were not said before: EAD3 may give one twice, in words and in parts."""
        for one in found:
            if not any(_is_same(one, other) for other in self.record.dates):
                self.record.dates.append(one)

    def add_identifier(self, identifier: Identifier) -> None:
        if identifier.value and identifier not in self.record.identifiers:
            self.record.identifiers.append(identifier)

    def add_agent(self, term: Term, role: str) -> None:
        kind = term.kind if term.kind in AGENT_KINDS else "organisation"
        agents = self.record.agents
        if any((one.name, one.role) == (term.name, role) for one in agents):
            return
        agents.append(AgentInRole(name=term.name, role=role, kind=kind))
        self._tie(term, "agents", len(agents) - 1, role)

    def add_subject(self, term: Term) -> None:
        subjects = self.record.subjects
        if any((one.name, one.kind) == (term.name, term.kind) for one in subjects):
            return
        subjects.append(Subject(name=term.name, kind=term.kind))
        self._tie(term, "subjects", len(subjects) - 1, "")

    def _tie(self, term: Term, where: str, number: int, role: str) -> None:
        if not term.key:
            return
        self.terms.setdefault(term.key, term)
        self.marks.append(
            Mark(
                field=where, part=str(number), start=0, end=len(term.name),
                authority=term.key, role=role,
            )
        )  # fmt: skip

    def report(
        self,
        code: str,
        message: str,
        remedy: str,
        *,
        about: str = "",
        value: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        self.problems.append(
            Problem(
                severity=severity, code=code, where=self.where,
                record=self.record.text("title") or self.key, field=about,
                value=value[:LONGEST_SHOWN], message=message, remedy=remedy,
            )
        )  # fmt: skip


def _add(values: dict[str, list[Statement]], name: str, text: str, language: str = "") -> None:
    statement = Statement(text=text, language=language)
    if text and statement not in values.get(name, ()):
        values.setdefault(name, []).append(statement)


def _is_same(one: RecordDate, other: RecordDate) -> bool:
    if (one.type is DateType.BULK) is not (other.type is DateType.BULK):
        return False
    return one.date.text == other.date.text or bool(
        one.date.edtf and one.date.edtf == other.date.edtf
    )
