"""An archive made, served, indexed and checked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from regesta.config import printing
from regesta.config.commands.bringing_in import run_import
from regesta.config.commands.common import (
    FAULTY,
    archive_option,
    bring_index_up_to_date,
    json_option,
    opened_archive,
    port_option,
    print_json,
)
from regesta.config.failures import UNDONE
from regesta.config.opening import Archive, make_archive
from regesta.config.progress import Progress


@click.command(epilog='Example: regesta init my-archive --name "Papers of the Hill family"')
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="The name readers see.")
def init(folder: Path, name: str | None) -> None:
    """Make an archive in a folder."""
    archive = make_archive(folder, name)
    click.echo(f"Made an archive in {archive.folder.path}.")
    click.echo(f"Next: regesta import --archive {folder} FILE")


@click.command(epilog="Example: regesta serve --archive my-archive --port 8080")
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True)
@port_option
def serve(archive: str | None, host: str, port: int) -> None:
    """Serve the archive's pages until stopped with Ctrl-C."""
    _serve(opened_archive(archive), host, port)


@click.command(epilog="Example: regesta demo --port 8001")
@click.option("--archive", metavar="DIR", help="Keep the demo archive in this folder.")
@port_option
def demo(archive: str | None, port: int) -> None:
    """Serve an archive of ten Soviet decisions on Xinjiang, made from a bundled listing."""
    from regesta.config.demonstration import open_demo

    opened, report = open_demo(archive, run_import)
    if not report.is_clean:
        printing.import_report(report, dry_run=False)
    _serve(opened, "127.0.0.1", port)


@click.command(epilog="Example: regesta pages --archive my-archive")
@archive_option
def pages(archive: str | None) -> None:
    """Write the texts of help, about, accessibility and colophon into the archive, to be edited.

    They go into its folder "pages". What is there already stays as it is.
    """
    opened = opened_archive(archive)
    from regesta.config.starting_pages import write_pages

    for path, is_new in write_pages(opened.folder.pages):
        click.echo(f"Wrote {path}" if is_new else f"Left {path} as it is")


@click.command(epilog="Example: regesta reindex --archive my-archive")
@archive_option
def reindex(archive: str | None) -> None:
    """Build the index anew; the old one serves until the new one is ready."""
    opened = opened_archive(archive)
    from regesta.search.indexing import WriterBusy

    try:
        with Progress("Indexing") as progress:
            count = opened.index.rebuild(progress)
    except WriterBusy:
        printing.error(
            "Another process is writing the index.", "Wait until it is done, or stop it."
        )
        sys.exit(UNDONE)
    click.echo(f"Indexed {printing.records(count)}.")


@click.command(epilog="Example: regesta check --archive my-archive")
@archive_option
@json_option
def check(archive: str | None, as_json: bool) -> None:
    """Check that database, index and files agree."""
    opened = opened_archive(archive)
    from regesta.config.checking import check_archive

    with Progress("Checking files") as progress:
        findings = check_archive(opened, progress)
    if as_json:
        print_json(findings.as_data())
    else:
        printing.findings(findings)
    sys.exit(0 if findings.agrees else FAULTY)


def _serve(archive: Archive, host: str, port: int) -> None:
    from regesta.config.serving import serve_archive

    bring_index_up_to_date(archive)
    serve_archive(archive, host, port, lambda line: click.echo(line, err=True))
