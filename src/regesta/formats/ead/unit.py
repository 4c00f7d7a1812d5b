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
    seen: set[tuple[str, ...]] = field(default_factory=set)  # what was said once already
    repository: str = ""
    codes: list[Identifier] = field(default_factory=list)  # unitids, in order

    def say(self, name: str, text: str, language: str = "") -> None:
        """A statement of one of the fields."""
        if text and self._is_new("field", name, text, language):
            statement = Statement(text=text, language=language)
            self.record.values.setdefault(name, []).append(statement)

    def keep(self, name: str, text: str) -> None:
        """What no field holds, under the source's own name for it."""
        if text and self._is_new("extra", name, text):
            self.record.extra.setdefault(name, []).append(Statement(text=text))

    def add_dates(self, found: Iterable[RecordDate]) -> None:
        """Dates that were not said before: EAD3 may give one twice, in words and in parts."""
        for one in found:
            type_, date = "bulk" if one.type is DateType.BULK else "", one.date
            said = {("date", type_, "text", date.text)}
            if date.edtf:
                said.add(("date", type_, "edtf", date.edtf))
            if self.seen.isdisjoint(said):
                self.record.dates.append(one)
                self.seen |= said

    def add_identifier(self, identifier: Identifier) -> None:
        if identifier.value and self._is_new("identifier", identifier.scheme, identifier.value):
            self.record.identifiers.append(identifier)

    def add_agent(self, term: Term, role: str) -> None:
        kind = term.kind if term.kind in AGENT_KINDS else "organisation"
        agents = self.record.agents
        if not self._is_new("agent", term.name.rstrip("."), role):
            return
        self.seen.add(("agent", term.name.rstrip(".")))
        agents.append(AgentInRole(name=term.name, role=role, kind=kind))
        self._tie(term, "agents", len(agents) - 1, role)

    def add_subject(self, term: Term) -> None:
        subjects = self.record.subjects
        if not self._is_new("subject", term.name, term.kind):
            return
        subjects.append(Subject(name=term.name, kind=term.kind))
        self._tie(term, "subjects", len(subjects) - 1, "")

    def names_agent(self, name: str) -> bool:
        """Whether somebody of the name had a part already, in whatever role."""
        return ("agent", name.rstrip(".")) in self.seen

    def _is_new(self, *said: str) -> bool:
        is_new = said not in self.seen
        self.seen.add(said)
        return is_new

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
                field=about,
                value=value[:LONGEST_SHOWN], message=message, remedy=remedy,
            )
        )  # fmt: skip
