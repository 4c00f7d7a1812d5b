"""What an import tells: counts, and every problem with its place and its remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from regesta.formats.reading import Problem, Severity
from regesta.ingest.source import Source

MOST_CHANGES = 1_000  # changes that a report names one by one
MOST_PROBLEMS = 1_000  # of one kind that a report names one by one
CREATED, UPDATED, WITHDRAWN = "created", "updated", "withdrawn"
COUNTS = ("read", "created", "updated", "withdrawn", "unchanged", "rejected")


@dataclass(slots=True)
class SourceReport:
    """Counts of records for one source. ``expected`` is what the source claims to hold."""

    source: str
    format: str | None = None
    read: int = 0
    created: int = 0
    updated: int = 0
    withdrawn: int = 0  # since the source says that they are no more
    unchanged: int = 0
    rejected: int = 0
    expected: int | None = None

    def as_data(self) -> dict[str, Any]:
        counts = {name: getattr(self, name) for name in COUNTS}
        return {
            "source": self.source,
            "format": self.format,
            **counts,
            "expected": self.expected,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedChange:
    """What an import makes of one record: created, or which fields it changes, each with
    what it said before and says now."""

    what: str  # CREATED, UPDATED or WITHDRAWN
    where: str
    record: str
    fields: tuple[tuple[str, str, str], ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "where": self.where,
            "record": self.record,
            "fields": [
                {"field": name, "before": before, "after": after}
                for name, before, after in self.fields
            ],
        }


@dataclass(slots=True)
class Report:
    """The report of one import. ``number`` is None where nothing was stored; ``changes`` are
    the first thousand, and ``problems`` the first thousand of each kind, so that the largest
    import has a report one can open. ``untold`` counts the problems beyond, by their code."""

    number: int | None = None
    sources: list[SourceReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    untold: Counter[str] = field(default_factory=Counter)
    changes: list[ReportedChange] = field(default_factory=list)
    _told: Counter[str] = field(default_factory=Counter)

    def tell(self, problem: Problem) -> None:
        if self._told[problem.code] < MOST_PROBLEMS:
            self._told[problem.code] += 1
            self.problems.append(problem)
        else:
            self.untold[problem.code] += 1

    def total(self, count: str) -> int:
        return sum(getattr(source, count) for source in self.sources)

    @property
    def expected(self) -> int | None:
        claims = [source.expected for source in self.sources if source.expected is not None]
        return sum(claims) if claims else None

    @property
    def is_clean(self) -> bool:
        """Whether nothing was refused; warnings and notices do not count."""
        return not self.total("rejected") and not any(
            problem.severity is Severity.ERROR for problem in self.problems
        )

    def as_data(self) -> dict[str, Any]:
        return {
            "import": self.number,
            **{name: self.total(name) for name in COUNTS},
            "expected": self.expected,
            "sources": [source.as_data() for source in self.sources],
            "problems": [problem.as_data() for problem in self.problems],
            "more_problems": dict(self.untold),
            "changes": [change.as_data() for change in self.changes],
        }


@dataclass(slots=True)
class Telling:
    """The report from within one source: its counts, and its name before every place.
    ``refused`` are the places of what was refused, where somebody wants to have them."""

    report: Report
    source: Source
    counts: SourceReport
    refused: list[str] | None = None

    def problem(self, problem: Problem) -> None:
        """Reports a problem of the source, without counting what it keeps out."""
        if problem.rejected and self.refused is not None:
            self.refused.append(problem.where)
        where = f"{self.source.name}, {problem.where}" if problem.where else self.source.name
        self.report.tell(replace(problem, where=where))

    def change(
        self,
        what: str,
        position: str,
        record: str,
        fields: Callable[[], Iterable[tuple[str, str, str]]] = tuple,
    ) -> None:
        """Notes a change while there is room; ``fields`` finds out what it changes."""
        if len(self.report.changes) < MOST_CHANGES:
            self.report.changes.append(
                ReportedChange(
                    what=what,
                    where=f"{self.source.name}, {position}",
                    record=record,
                    fields=tuple(fields()),
                )
            )
