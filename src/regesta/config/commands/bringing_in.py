"""Imports: made, listed, taken back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regesta.config import printing
from regesta.config.arranging import arrangement_of, content_limits
from regesta.config.commands.common import (
    FAULTY,
    archive_option,
    bring_index_up_to_date,
    json_option,
    opened_archive,
    print_json,
    refuse,
    tell_of_waiting,
)
from regesta.config.opening import (
    Archive,
    importing,
    person_at_the_terminal,
    seldom_collecting,
)
from regesta.config.progress import Progress
from regesta.formats import BY_NAME

if TYPE_CHECKING:
    from regesta.ingest.report import Report


@click.command(
    "import",
    epilog='Example: regesta import --collection "Letters, 1936-1941" listing.txt',
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@archive_option
@click.option(
    "--format", "format_name", type=click.Choice(sorted(BY_NAME)), help="The form of the sources."
)
@click.option("--encoding", default="", help="What the sources are written in, if not UTF-8.")
@click.option("--collection", default="", metavar="TITLE", help="Put the records into this set.")
@click.option("--draft", is_flag=True, help="Keep new records from readers for now.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option(
    "--prefer",
    type=click.Choice(["archive", "source"]),
    default="archive",
    show_default=True,
    help="Whose word counts where somebody has edited since.",
)
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What the columns of a table mean, in TOML.",
)
@click.option(
    "--names",
    default="",
    metavar="PATTERN",
    help='How files are named: "{date} {title}", with {reference}, {creator}, {page}, {any}.',
)
@click.option(
    "--record-per",
    type=click.Choice(["file", "folder"]),
    default="file",
    show_default=True,
    help="What is a record, where files are the source.",
)
@click.option(
    "--photographs", is_flag=True, help="The day a picture was taken is the date of its record."
)
@click.option("--propose-map", is_flag=True, help="Write a first such file, and import nothing.")
@click.option(
    "--rejects",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write rows that are refused to this file, to be mended and imported.",
)
@click.option(
    "--from-the-start",
    is_flag=True,
    help="Harvest all of a repository again, not only what has changed since the last time.",
)
@json_option
def import_(sources: tuple[str, ...], archive: str | None, as_json: bool, **asked: Any) -> None:
    """Bring in records from files, folders, archives, addresses, or standard input with "-".

    The address of a repository (OAI-PMH) is harvested: https://archive.example/oai, with
    ?set=letters&metadataPrefix=oai_dc where only a part is wanted; the next time, only what has
    changed. Write oai+https://... where the bare address shows a web page.
    """
    _check_encoding(asked["encoding"])
    if asked["collection"] and not asked["collection"].strip():
        raise click.BadParameter("a collection needs a title.", param_hint="--collection")
    from regesta.config.mapping import proposed, read_mapping

    if asked["propose_map"]:
        mappings = {name: proposed(name) for name in sources}
        print_json(mappings) if as_json else click.echo("\n".join(mappings.values()), nl=False)
        return
    mapping = read_mapping(asked["mapping"]) if asked["mapping"] else {}
    arrangement = arrangement_of(asked["names"], asked["record_per"], asked["photographs"])
    opened = opened_archive(archive)
    from regesta.catalog.models import Publication
    from regesta.ingest.options import Options
    from regesta.ingest.source import Limits

    preferences = opened.preferences
    options = Options(
        collection=asked["collection"],
        publication=Publication.DRAFT if asked["draft"] else Publication.PUBLIC,
        dry_run=asked["dry_run"],
        prefer=asked["prefer"],
        format_name=asked["format_name"] or ("table" if mapping else ""),
        encoding=asked["encoding"],
        mapping=mapping,
        arrangement=arrangement,
        rejects=asked["rejects"],
        from_the_start=asked["from_the_start"],
        limits=Limits(
            whole=preferences.source_megabytes * 1_000_000,
            unpacked=preferences.unpacked_megabytes * 1_000_000,
            members=preferences.unpacked_files,
            private_addresses=preferences.private_addresses,
            contents=content_limits(preferences),
            attempts=preferences.harvest_attempts,
            waiting=preferences.harvest_wait_minutes * 60,
            questions=preferences.harvest_questions,
        ),
    )
    report = run_import(opened, sources, options)
    if as_json:
        print_json(report.as_data())
    else:
        printing.import_report(report, dry_run=options.dry_run)
    sys.exit(0 if report.is_clean else FAULTY)


@click.command(epilog="Example: regesta imports 3 --page report.html")
@click.argument("number", metavar="[N]", type=int, required=False)
@archive_option
@json_option
@click.option(
    "--page",
    metavar="FILE",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write the report as a page that stands alone (HTML).",
)
def imports(number: int | None, archive: str | None, as_json: bool, page: Any) -> None:
    """List all imports, or show the report of one."""
    if page is not None and number is None:
        raise click.UsageError("--page needs the number of an import.")
    opened_archive(archive)
    from regesta.config.importing import NoImport, all_imports, import_data

    if number is None:
        found = [import_data(row, with_report=False) for row in all_imports()]
        print_json(found) if as_json else printing.imports(found)
        return
    try:
        data = import_data(all_imports().get(pk=number))
    except NoImport:
        refuse(f"There is no import {number}.", "regesta imports lists all there are.")
    if page is not None:
        from regesta.config.report_page import report_page

        page.write(report_page(data))
    elif as_json:
        print_json(data)
    else:
        printing.kept_import(data)


@click.command(epilog="Example: regesta undo 3")
@click.argument("number", metavar="N", type=int)
@archive_option
@click.option("--force", is_flag=True, help="Even where later changes depend on it.")
@json_option
def undo(number: int, archive: str | None, force: bool, as_json: bool) -> None:
    """Take an import back: what it created goes, what it changed goes back.

    The import stays on record as undone, and the addresses of what went say so. Importing the
    source again brings everything back under the same identifiers.
    """
    opened = opened_archive(archive)
    from regesta.catalog.verbs import NotPossible
    from regesta.config.importing import NoImport, all_imports, later, undo_import

    try:
        run = all_imports().get(pk=number)
        with importing(opened, tell_of_waiting):
            done = undo_import(run, actor=person_at_the_terminal(), force=force)
    except NoImport:
        refuse(f"There is no import {number}.", "regesta imports lists all there are.")
    except NotPossible as wrong:
        found = later(run)
        for line in found:
            printing.say(line, err=True)
        force_it = "; --force takes it back nevertheless" if found and not force else ""
        refuse(str(wrong), f"Nothing was changed{force_it}.")
    bring_index_up_to_date(opened)
    if as_json:
        print_json(done)
    else:
        printing.undone(number, done)


def _check_encoding(encoding: str) -> None:
    try:
        b"a".decode(encoding or "utf-8")
    except (LookupError, UnicodeError):
        raise click.BadParameter(
            f"nobody knows the encoding {encoding!r}; try utf-8, windows-1251 or latin-1.",
            param_hint="--encoding",
        ) from None


def run_import(archive: Archive, sources: tuple[str, ...], options: Any) -> Report:
    """One import from the first line read to the last record findable."""
    from regesta.config.beside import Beside
    from regesta.ingest.importing import import_sources

    with importing(archive, tell_of_waiting), seldom_collecting():
        with Progress("Importing") as progress, Beside(archive) as beside:

            def step(count: int, share: float) -> None:
                progress.step(count, share)
                if not options.dry_run:
                    beside.step(count)

            report = import_sources(
                sources,
                options,
                actor=person_at_the_terminal(),
                files=archive.files,
                progress=step,
                read_to=beside.read_to,
            )
        if not options.dry_run:
            with Progress("Indexing") as progress:
                archive.index.catch_up(progress)
    return report
