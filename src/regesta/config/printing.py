"""What the commands print for people."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from regesta.description.authority import AUTHORITY_FIELDS, Authority
from regesta.description.fields import FIELDS, Field, Shape
from regesta.description.record import Record, from_data
from regesta.formats.authorities.elements import values_of

if TYPE_CHECKING:
    from regesta.config.checking import Findings
    from regesta.ingest.report import Report
    from regesta.search.query import Query
    from regesta.search.results import Hit, Results

INDENT = "    "
CHANGES = ("created", "updated", "withdrawn")  # counts of what a trial names one by one
SHOWN = 8  # spellings that a search names
_COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}


# What would steer the terminal; the sign 27 begins what this module itself puts in.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\[[0-9;]*m)")


def say(line: str = "", *, err: bool = False) -> None:
    """Prints a line; nothing in it can steer the terminal but our own colours."""
    click.echo(_CONTROL.sub("", line), err=err)


def error(message: str, remedy: str) -> None:
    say(f"{click.style('Error:', fg='red', bold=True)} {message} {remedy}", err=True)


def records(count: int) -> str:
    return "1 record" if count == 1 else f"{count:,} records"


def import_report(report: Report, *, dry_run: bool) -> None:
    """Counts first, then every problem with its place and its remedy."""
    for problem in report.problems:
        label = click.style(problem.severity.value.capitalize(), fg=_COLOURS[problem.severity])
        place = f"{problem.where}: " if problem.where else ""
        say(_wrapped(f"{label}: {place}{problem.message} {problem.remedy}"), err=True)
        if problem.record:
            say(_wrapped(f"Record: {problem.record}", INDENT), err=True)
    for code, count in report.untold.items():
        say(f"... and {count:,} more of the kind {code}.", err=True)
    if dry_run:
        for change in report.changes:
            _change(change.as_data())
        unnamed = sum(map(report.total, CHANGES)) - len(report.changes)
        if unnamed > 0:
            say(f"... and {unnamed:,} more.")
        say("A trial run: nothing was stored.")
    counts = [
        f"{report.total(name):,} {name}"
        for name in ("created", "updated", "withdrawn", "unchanged", "rejected")
        if name != "withdrawn" or report.total(name)  # few sources say so
    ]
    name = f"Import {report.number}: " if report.number else ""
    say(f"{name}{records(report.total('read'))} read: {', '.join(counts)}.")
    if report.expected is not None:
        say(f"The source itself counts {records(report.expected)}.")


def _change(data: dict[str, Any]) -> None:
    """What would be made of one record, field by field."""
    mark = {"created": "+", "updated": "~", "withdrawn": "-"}[data["what"]]
    say(f"{mark} {data['record'] or 'untitled'}  {click.style(data['where'], dim=True)}")
    for one in data["fields"]:
        say(_wrapped(f"{one['field']}: {one['before'] or 'nothing'} → {one['after']}", INDENT))


def imports(found: list[dict[str, Any]]) -> None:
    """All imports, one a line."""
    if not found:
        say("Nothing has been imported yet.")
    for one in found:
        counts = one["counts"]
        said = ", ".join(f"{counts[name]:,} {name}" for name in counts if counts[name])
        sources = ", ".join(one["sources"])
        day = one["started_at"][:16].replace("T", " ")
        say(f"{one['import']:>5}  {day}  {one['state']:9} {said or 'nothing'}  {sources}")


def kept_import(data: dict[str, Any]) -> None:
    """The report of an import, as it was kept."""
    say(click.style(f"Import {data['import']}, {data['state']}", bold=True))
    _line("Begun", f"{data['started_at'][:16].replace('T', ' ')} by {data['actor']}")
    for name in data["sources"]:
        _line("Source", name)
    _line("Records", ", ".join(f"{count:,} {name}" for name, count in data["counts"].items()))
    for problem in data["report"].get("problems", ()):
        place = f"{problem['where']}: " if problem["where"] else ""
        said = f"{place}{problem['message']} {problem['remedy']}"
        _line(problem["severity"].capitalize(), said)
    for code, count in data["report"].get("more_problems", {}).items():
        _line("", f"... and {count:,} more of the kind {code}.")


def undone(number: int, done: dict[str, Any]) -> None:
    said = [f"{records(done['gone'])} went", f"{done['back']:,} went back to what they were"]
    if done["authorities_gone"] or done["authorities_back"]:
        said.append(
            f"{done['authorities_gone']:,} authorities went, {done['authorities_back']:,} went back"
        )
    say(f"Import {number} was undone: {'; '.join(said)}.")


def date_line(data: dict[str, Any]) -> str:
    """What a wording means, in one line."""
    if not data["edtf"]:
        reason = {
            "undated": "says that there is no date",
            "not-given": "nothing is written",
        }.get(str(data["status"]), "not understood")
        return f"{data['text']}: {reason}"
    days = f"{data['earliest'] or 'open'} to {data['latest'] or 'open'}"
    if data["earliest"] == data["latest"]:
        days = str(data["earliest"])
    remarks = "".join(f"; {note}" for note in data["notes"])
    return f"{data['text']}: {data['edtf']} ({data['kind']}, {days}){remarks}"


def results(results: Results, query: Query) -> None:
    if not results.total:
        say("Nothing was found.")
        if query.words or query.dates:
            say("Try fewer words, another spelling, or a wider range of dates.")
        return
    if not results.hits:
        say(f"There are {records(results.total)}, and no page {query.page:,}.")
        return
    say(f"{results.first:,} - {results.last:,} of {results.total:,}")
    if query.dates is not None:
        found = results.in_range
        say(f"{found.certain:,} certainly in the range, {found.possible:,} possibly")
    _expansions(results)
    for hit in results.hits:
        say()
        _hit(hit)


def _expansions(results: Results) -> None:
    others = list(dict.fromkeys(one.text for one in results.expansions))
    if others:
        more = f" and {len(others) - SHOWN:,} more" if len(others) > SHOWN else ""
        said = f"Also searched: {', '.join(others[:SHOWN])}{more}. --no-expand leaves them out."
        say(click.style(_wrapped(said), dim=True))


def record(data: dict[str, Any]) -> None:
    """A record in full: each field with what it says, then its history."""
    says = from_data(data["record"], Record)
    say(click.style(data["title"] or "Untitled", bold=True))
    _line("Date", data["date"]["text"] or "not given")
    _line("Identifier", data["id"])
    _line("State", data["publication"])
    _line("Collection", "; ".join(one["title"] for one in data["collections"]))
    for field in FIELDS:
        for line in _said(says, field):
            _line(field.label, line)
    for name, statements in says.extra.items():
        for statement in statements:
            _line(name, statement.text)
    _history(data["history"])


def _history(revisions: list[dict[str, Any]]) -> None:
    for revision in revisions:
        by = f"{revision['at'][:16].replace('T', ' ')} by {revision['actor']}"
        source = revision["source"]
        place = f", from {source['name']}, {source['position']}" if source else ""
        _line(f"Revision {revision['number']}", f"{revision['verb']}, {by}{place}")


def authority(data: dict[str, Any]) -> None:
    """An authority in full: names, dates, ties, then its history."""
    says = from_data(data["authority"], Authority)
    values = values_of(data["id"], says)
    say(click.style(data["name"], bold=True))
    for field in AUTHORITY_FIELDS:
        for value in values[field.name] if field.name != "name" else ():
            said = "; ".join(value.details.values())
            _line(field.label, f"{value.text} ({said})" if said else value.text)
    for name, statements in says.extra.items():
        for statement in statements:
            _line(name, statement.text)
    _history(data["history"])


def mentions(rows: Iterable[dict[str, Any]]) -> None:
    """Mentions, record by record."""
    record, met = "", 0
    for row in rows:
        if row["record"] != record:
            record = row["record"]
            say(click.style(record, bold=True))
        met += 1
        place = "no longer there" if row["start"] is None else row["field"]
        remarks = [row["state"], row["certainty"], row["role"], place, row["rule"], row["evidence"]]
        number = click.style(f"{row['number']:>6}", dim=True)
        said = "; ".join(filter(None, remarks))
        say(f"{number}  {row['words']} = {row['name']} ({row['kind']}): {said}")
    if not met:
        say("There are none.")


def _said(says: Record, field: Field) -> list[str]:
    if field.shape is Shape.STATEMENTS:
        hidden = says.statement("title") if field.name == "title" else None
        return [one.text for one in says.values.get(field.name, ()) if one is not hidden]
    return _LINES[field.shape](says) if field.shape in _LINES else []


_LINES: dict[Shape, Callable[[Record], list[str]]] = {
    Shape.LEVEL: lambda says: [says.level],
    Shape.DATES: lambda says: [
        f"{one.date.text} ({one.type.value})" for one in says.dates if not one.primary
    ],
    Shape.REFERENCES: lambda says: [
        f"{one.repository} {one.text}".strip() for one in says.references
    ],
    Shape.AGENTS: lambda says: [f"{one.name} ({one.role})" for one in says.agents],
    Shape.SUBJECTS: lambda says: [f"{one.name} ({one.kind})" for one in says.subjects],
    Shape.TEXTS: lambda says: [
        f"{text.kind.value}: {paragraph.text}"
        for text in says.texts
        for paragraph in text.paragraphs
    ],
    Shape.MARKINGS: lambda says: [one.text for one in says.markings],
    Shape.ACCESS: lambda says: [
        f"{says.access.status.value} {says.access.until} {says.access.reason}".strip()
    ],
    Shape.RIGHTS: lambda says: [
        part for part in (says.rights.statement, says.rights.uri, says.rights.credit) if part
    ],
    Shape.OBJECTS: lambda says: [f"{one.name} ({one.media_type})" for one in says.objects],
    Shape.IDENTIFIERS: lambda says: [f"{one.value} ({one.scheme})" for one in says.identifiers],
}


def findings(findings: Findings) -> None:
    for fault in findings.faults:
        say(f"{click.style('Fault', fg='red')}: {fault}")
    for remark in findings.remarks:
        say(remark)
    if findings.agrees:
        say(
            f"Database, index and files agree: {records(findings.records)}, "
            f"{findings.files:,} {'file' if findings.files == 1 else 'files'}."
        )


_VERDICTS = {
    "certain": "The same name, certainly.",
    "likely": "Likely the same name.",
    "no": "Not the same name.",
}


def judgement(found: dict[str, Any]) -> None:
    """Whether two spellings are one name, and the reasons, one a line."""
    click.echo(_VERDICTS[found["same"]])
    for reason in found["because"]:
        click.echo(_wrapped(reason, INDENT))


def _hit(hit: Hit) -> None:
    date = hit.card.date.text or ("undated" if hit.card.date.status == "undated" else "no date")
    within = "  (possibly in the range)" if hit.within == "possible" else ""
    say(f"{click.style(date, fg='cyan')}{within}  {click.style(hit.identifier, dim=True)}")
    say(click.style(_wrapped(hit.card.title), bold=True))
    if hit.card.summary:
        say(_wrapped(textwrap.shorten(hit.card.summary, 400, placeholder=" ..."), INDENT))


def _line(label: str, value: str) -> None:
    if value:
        say(_wrapped(f"{label}: {value}", "", INDENT))


def _wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    width = min(shutil.get_terminal_size().columns, 100)
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
