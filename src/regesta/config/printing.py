"""What the commands print for people."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from regesta.config.checking import Findings
    from regesta.ingest.report import Report
    from regesta.search.query import Query
    from regesta.search.results import Hit, Results

INDENT = "    "
_COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}


def error(message: str, remedy: str) -> None:
    click.echo(f"{click.style('Error:', fg='red', bold=True)} {message} {remedy}", err=True)


def records(count: int) -> str:
    return "1 record" if count == 1 else f"{count:,} records"


def import_report(report: Report, *, dry_run: bool) -> None:
    """Counts first, then every problem with its place and its remedy."""
    for problem in report.problems:
        label = click.style(problem.severity.value.capitalize(), fg=_COLOURS[problem.severity])
        place = f"{problem.where}: " if problem.where else ""
        click.echo(_wrapped(f"{label}: {place}{problem.message} {problem.remedy}"), err=True)
        if problem.record:
            click.echo(_wrapped(f"Record: {problem.record}", INDENT), err=True)
    if dry_run:
        click.echo("A trial run: nothing was stored.")
    counts = [
        f"{report.total(name):,} {name}" for name in ("created", "updated", "unchanged", "rejected")
    ]
    name = f"Import {report.number}: " if report.number else ""
    click.echo(f"{name}{records(report.total('read'))} read: {', '.join(counts)}.")
    if report.expected is not None:
        click.echo(f"The source itself counts {records(report.expected)}.")


def results(results: Results, query: Query) -> None:
    if not results.total:
        click.echo("Nothing was found.")
        if query.words or query.dates:
            click.echo("Try fewer words, another spelling, or a wider range of dates.")
        return
    if not results.hits:
        click.echo(f"There are {records(results.total)}, and no page {query.page:,}.")
        return
    click.echo(f"{results.first:,} - {results.last:,} of {results.total:,}")
    if query.dates is not None:
        found = results.in_range
        click.echo(f"{found.certain:,} certainly in the range, {found.possible:,} possibly")
    for hit in results.hits:
        click.echo()
        _hit(hit)


def record(data: dict[str, Any]) -> None:
    """A record in full: each field with its statements, then its history."""
    from regesta.description.fields import FIELD

    says = data["record"]
    click.echo(click.style(data["title"], bold=True))
    _line("Date", data["date"]["text"] or "not given")
    _line("Identifier", data["id"])
    _line("State", data["publication"])
    _line("Collection", "; ".join(one["title"] for one in data["collections"]))
    for name, statements in says.get("values", {}).items():
        if name != "title":
            for statement in statements:
                _line(FIELD[name].label if name in FIELD else name, statement["text"])
    for date in says.get("dates", [])[1:]:
        _line(f"Date, {date.get('type', 'unspecified')}", date["date"].get("text", ""))
    for reference in says.get("references", []):
        _line("Source reference", f"{reference.get('repository', '')} {reference['text']}".strip())
    for agent in says.get("agents", []):
        _line(agent["role"].capitalize(), agent["name"])
    subjects = "; ".join(one["name"] for one in says.get("subjects", []))
    _line("Speaks of", subjects)
    for revision in data["history"]:
        by = f"{revision['at'][:16].replace('T', ' ')} by {revision['actor']}"
        source = revision["source"]
        place = f", from {source['name']}, {source['position']}" if source else ""
        _line(f"Revision {revision['number']}", f"{revision['verb']}, {by}{place}")


def findings(findings: Findings) -> None:
    for fault in findings.faults:
        click.echo(f"{click.style('Fault', fg='red')}: {fault}")
    for remark in findings.remarks:
        click.echo(remark)
    if findings.agrees:
        click.echo(
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
    click.echo(f"{click.style(date, fg='cyan')}{within}  {click.style(hit.identifier, dim=True)}")
    click.echo(click.style(_wrapped(hit.card.title), bold=True))
    if hit.card.summary:
        click.echo(_wrapped(textwrap.shorten(hit.card.summary, 400, placeholder=" ..."), INDENT))


def _line(label: str, value: str) -> None:
    if value:
        click.echo(_wrapped(f"{label}: {value}", "", INDENT))


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
