"""A record in the making: what one place of a source says, gathered piece by piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from regesta.description import dates
from regesta.description.date_reading import Habits
from regesta.description.dates import HistoricalDate, Status
from regesta.description.record import (
    AgentInRole,
    DateType,
    Identifier,
    Record,
    Reference,
    Statement,
    Subject,
)
from regesta.description.record_dates import dates_of
from regesta.formats.reading import Problem, Severity

LONGEST_WORDING = 20_000  # characters of the source that are kept beside a record
_LONGEST_SHOWN = 200  # characters of a value that a problem shows


def cut(text: str) -> str:
    """The wording of a record as it is kept: very long ones are cut."""
    return text if len(text) <= LONGEST_WORDING else text[: LONGEST_WORDING - 1] + "…"


@dataclass(slots=True)
class Draft:
    """A record and the problems met on the way. What is said twice in the same words and
    language is kept once."""

    where: str
    record: Record = field(default_factory=Record)
    problems: list[Problem] = field(default_factory=list)
    _met: set[object] = field(default_factory=set)  # what was said: lists are slow to look in

    def say(self, name: str, text: str, *, language: str = "", script: str = "") -> None:
        """A statement of the field of that name; one without words is none."""
        self._add(self.record.values, name, text, language, script)

    def keep(self, name: str, text: str, *, language: str = "") -> None:
        """What no field holds, under the source's own name."""
        self._add(self.record.extra, name, text, language, "")

    def _add(
        self, to: dict[str, list[Statement]], name: str, text: str, language: str, script: str
    ) -> None:
        one = Statement(text=text.strip(), language=language, script=script)
        if one.text and self._is_new((to is self.record.extra, name, one)):
            to.setdefault(name, []).append(one)

    def _is_new(self, said: object) -> bool:
        is_new = said not in self._met
        self._met.add(said)
        return is_new

    def date(
        self,
        date: HistoricalDate | str,
        *,
        type: DateType = DateType.UNSPECIFIED,
        column: Habits | None = None,
    ) -> None:
        """A date, read where it is a wording; the first is the primary one."""
        read = dates.read(date, column=column) if isinstance(date, str) else date
        if read == dates.NO_DATE:
            return
        primary = not any(one.primary for one in self.record.dates)
        self.record.dates += dates_of(read, type=type, primary=primary)
        if read.status is Status.NOT_UNDERSTOOD:
            self.warn(
                "date-not-understood",
                "dates",
                read.text,
                f"The wording of the date {_shown(read.text)!r} is not understood; it is kept "
                "as it stands.",
                "Write it as in docs/dates.md, or as EDTF, and import the file again.",
            )

    def agent(self, name: str, role: str, kind: str = "person") -> None:
        one = AgentInRole(name=" ".join(name.split()), role=role, kind=kind)
        if one.name and self._is_new(one):
            self.record.agents.append(one)

    def subject(self, name: str, kind: str = "topic") -> None:
        one = Subject(name=" ".join(name.split()), kind=kind)
        if one.name and self._is_new(one):
            self.record.subjects.append(one)

    def refer(self, reference: Reference) -> None:
        said = (reference.text, reference.repository, *reference.levels)
        if (reference.text or reference.repository) and self._is_new(said):
            self.record.references.append(reference)

    def identify(self, scheme: str, value: str) -> None:
        one = Identifier(scheme, value.strip())
        if one.value and self._is_new(one):
            self.record.identifiers.append(one)

    @property
    def title(self) -> str:
        return self.record.text("title")

    def warn(
        self,
        code: str,
        name: str,
        value: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.WARNING,
    ) -> None:
        self.problems.append(
            Problem(
                severity=severity,
                code=code,
                where=self.where,
                record=_shown(self.title),
                field=name,
                value=_shown(value),
                message=message,
                remedy=remedy,
            )
        )


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def refused(code: str, where: str, message: str, remedy: str, **others: str) -> Problem:
    """A record, or a whole source, that cannot be taken."""
    return Problem(
        severity=Severity.ERROR,
        code=code,
        where=where,
        message=message,
        remedy=remedy,
        rejected=1,
        **{name: _shown(value) for name, value in others.items()},
    )


def parts(text: str, sign: str) -> Iterable[str]:
    """The parts of a value between signs, without the empty ones."""
    return (part.strip() for part in text.split(sign) if part.strip())
