"""An authority under way, and how its dates and words are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.description.authority import LifeDate, Name, Relation
from regesta.description.dates import NO_DATE, HistoricalDate
from regesta.description.record import Identifier, Statement
from regesta.formats.ead.prose import href, line_of, name_of, prose
from regesta.formats.ead.unit_dates import (
    NOT_UNDERSTOOD,
    DateFault,
    Said,
    read_date,
    structured,
)
from regesta.formats.languages import language_tag, script_code
from regesta.formats.reading import Problem, Severity
from regesta.formats.xml import Element

DATES = ("date", "dateRange", "dateSet")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Entity:
    """What a record says of one identity; ``preferred`` is the place of its name in
    ``names``."""

    where: str
    kind: str = ""
    names: list[Name] = field(default_factory=list)
    preferred: int = 0
    dates: list[LifeDate] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    values: dict[str, list[Statement]] = field(default_factory=dict)
    extra: dict[str, list[Statement]] = field(default_factory=dict)
    kept: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def say(self, name: str, text: str, language: str = "") -> None:
        if text:
            self.values.setdefault(name, []).append(Statement(text=text, language=language))

    def keep(self, name: str, text: str) -> None:
        """What no element holds, under the source's own name for it."""
        if text and (name, text) not in self.kept:
            self.kept.add((name, text))
            self.extra.setdefault(name, []).append(Statement(text=text))

    def keep_all(self, element: Element) -> None:
        """All words of an element that nothing else reads, with where it leads."""
        words = prose(element)
        address = href(element)
        self.keep(name_of(element), f"{words} <{address}>".strip() if address else words)

    def date(self, holder: Element, about: str) -> HistoricalDate:
        """The date that an element's date, range or set gives; `NO_DATE` where none does."""
        wording, normal = structured(holder)
        if not wording and not normal:
            return NO_DATE
        faults: list[DateFault] = []
        certainty = next((one.get("certainty") or "" for one in holder.iter("{*}*")
                          if one.get("certainty")), "")  # fmt: skip
        date = read_date(Said(wording, normal, certainty, in_parts=len(holder) > 0), faults)
        for fault in faults:
            self._report_date(fault, wording, about)
        return date

    def _report_date(self, fault: DateFault, wording: str, about: str) -> None:
        if fault.code == NOT_UNDERSTOOD:
            message = f"The date “{wording}” cannot be understood; it was kept as wording."
        else:
            message = f"The normal form “{fault.value}” of the date “{wording}” was not used: "
            message += f"{fault.reason}. The wording counts."
        remedy = "Correct its standardDate, as in 1937-04-05, and import the record again."
        self.report(fault.code, message, remedy, about=about, value=fault.value or wording)

    def report(
        self, code: str, message: str, remedy: str, *, about: str = "", value: str = ""
    ) -> None:
        name = self.names[self.preferred].text if self.names else ""
        self.problems.append(
            Problem(
                severity=Severity.WARNING, code=code, where=self.where, record=name,
                field=about, value=value[:200], message=message, remedy=remedy,
            )
        )  # fmt: skip


def language_of(element: Element) -> str:
    said = element.get(_XML_LANG) or element.get("languageOfElement") or element.get("lang") or ""
    return language_tag(said)


def script_of(element: Element) -> str:
    return script_code(element.get("scriptCode") or element.get("scriptOfElement") or "")


def with_dates(words: str, date: HistoricalDate) -> str:
    """The words of a place or an office, with their time behind them."""
    return f"{words} ({date.text})" if words and date.text else words


def texts_of(element: Element, *names: str) -> list[str]:
    """The words of the children of these names, in order."""
    found = (line_of(part) for part in element if name_of(part) in names)
    return [text for text in found if text]
