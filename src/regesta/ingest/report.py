"""What an import tells: counts, and every problem with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from regesta.formats.reading import Problem, Severity

MOST_CHANGES = 1_000  # changes that a report names one by one
COUNTS = ("read", "created", "updated", "unchanged", "rejected")


@dataclass(slots=True)
class SourceReport:
    """Counts of records for one source. ``expected`` is what the source claims to hold."""

    source: str
    format: str | None = None
    read: int = 0
    created: int = 0
    updated: int = 0
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

    what: str  # "created" or "updated"
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
    the first thousand, so that the largest import has a report one can open."""

    number: int | None = None
    sources: list[SourceReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    changes: list[ReportedChange] = field(default_factory=list)

    def note(self, change: ReportedChange) -> None:
        if len(self.changes) < MOST_CHANGES:
            self.changes.append(change)

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
            "changes": [change.as_data() for change in self.changes],
        }
