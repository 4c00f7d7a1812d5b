"""The command line: a contract. See docs/commands.md, which a test holds to this module."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from regesta import __version__
from regesta.config import exporting, printing
from regesta.config.arranging import arrangement_of, content_limits
from regesta.config.failures import UNDONE, explain
from regesta.config.opening import (
    Archive,
    importing,
    make_archive,
    open_archive,
    person_at_the_terminal,
    seldom_collecting,
)
from regesta.config.progress import Progress
from regesta.formats import BY_NAME
from regesta.search.query import Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regesta.ingest.report import Report
    from regesta.search.query import Query

FAULTY, WRONG_USAGE = 1, 2  # exit statuses; 0 is done, UNDONE is 3

archive_option = click.option(
    "--archive",
    metavar="DIR",
    help="The archive's folder; otherwise REGESTA_ARCHIVE, otherwise this folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
port_option = click.option(
    "--port", type=click.IntRange(1, 65_535), default=8000, show_default=True
)


class WordsCommand(click.Command):
    """A command whose words may begin with a hyphen: ``-Kashgar`` excludes Kashgar.

    What begins with two hyphens is still an option, and a mistyped one is refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["context_settings"] = {"ignore_unknown_options": True}
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        typed = args[: args.index("--")] if "--" in args else args
        known = {name for option in self.get_params(ctx) for name in option.opts}
        for word in typed:
            name = word.partition("=")[0]
            if word.startswith("--") and word != "--" and name not in known:
                raise click.NoSuchOption(name, possibilities=sorted(known), ctx=ctx)
        return super().parse_args(ctx, args)


@click.group(
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
    epilog="A first archive: regesta init my-archive, then regesta import --archive my-archive "
    "FILE, then regesta serve --archive my-archive.",
)
@click.version_option(__version__, prog_name="regesta")
def cli() -> None:
    """Regesta makes a digital archive of what you have, to search, read, cite and keep."""


@cli.command(epilog='Example: regesta init my-archive --name "Papers of the Hill family"')
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="The name readers see.")
def init(folder: Path, name: str | None) -> None:
    """Make an archive in a folder."""
    archive = make_archive(folder, name)
    click.echo(f"Made an archive in {archive.folder.path}.")
    click.echo(f"Next: regesta import --archive {folder} FILE")


@cli.command(
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
        _print_json(mappings) if as_json else click.echo("\n".join(mappings.values()), nl=False)
        return
    mapping = read_mapping(asked["mapping"]) if asked["mapping"] else {}
    arrangement = arrangement_of(asked["names"], asked["record_per"], asked["photographs"])
    opened = _open(archive)
    from regesta.catalog.models import Publication
    from regesta.ingest.options import Options
    from regesta.ingest.sources import Limits

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
        _print_json(report.as_data())
    else:
        printing.import_report(report, dry_run=options.dry_run)
    sys.exit(0 if report.is_clean else FAULTY)


@cli.command(epilog="Example: regesta imports 3 --page report.html")
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
    _open(archive)
    from regesta.config.importing import NoImport, all_imports, import_data

    if number is None:
        found = [import_data(row, with_report=False) for row in all_imports()]
        _print_json(found) if as_json else printing.imports(found)
        return
    try:
        data = import_data(all_imports().get(pk=number))
    except NoImport:
        _refuse(f"There is no import {number}.", "regesta imports lists all there are.")
    if page is not None:
        from regesta.config.report_page import report_page

        page.write(report_page(data))
    elif as_json:
        _print_json(data)
    else:
        printing.kept_import(data)


@cli.command(epilog="Example: regesta undo 3")
@click.argument("number", metavar="N", type=int)
@archive_option
@click.option("--force", is_flag=True, help="Even where later changes depend on it.")
@json_option
def undo(number: int, archive: str | None, force: bool, as_json: bool) -> None:
    """Take an import back: what it created goes, what it changed goes back.

    The import stays on record as undone, and the addresses of what went say so. Importing the
    source again brings everything back under the same identifiers.
    """
    opened = _open(archive)
    from regesta.catalog.verbs import NotPossible
    from regesta.config.importing import NoImport, all_imports, later, undo_import

    try:
        run = all_imports().get(pk=number)
        with importing(opened, _tell_of_waiting):
            done = undo_import(run, actor=person_at_the_terminal(), force=force)
    except NoImport:
        _refuse(f"There is no import {number}.", "regesta imports lists all there are.")
    except NotPossible as wrong:
        found = later(run)
        for line in found:
            printing.say(line, err=True)
        force_it = "; --force takes it back nevertheless" if found and not force else ""
        _refuse(str(wrong), f"Nothing was changed{force_it}.")
    _bring_index_up_to_date(opened)
    if as_json:
        _print_json(done)
    else:
        printing.undone(number, done)


@cli.command(
    cls=WordsCommand,
    epilog="Example: regesta search '\"Ma Zhongying\"' -Kashgar --from 1936 --to 1937-06",
)
@click.argument("words", nargs=-1)
@archive_option
@click.option("--from", "first", default="", metavar="DATE", help="From this date on.")
@click.option("--to", "last", default="", metavar="DATE", help="Up to this date.")
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    default=Sort.RELEVANCE.value,
    show_default=True,
)
@click.option("--page", default="1", show_default=True, metavar="N")
@click.option("--size", default="10", show_default=True, metavar="N", help="Records a page.")
@click.option("--all", "everything", is_flag=True, help="Also what readers may not see.")
@click.option(
    "--no-expand", "literally", is_flag=True, help="Look for names only as they are typed."
)
@json_option
def search(
    words: tuple[str, ...],
    archive: str | None,
    everything: bool,
    literally: bool,
    as_json: bool,
    **asked: str,
) -> None:
    """Find records: all words must match, "a phrase" as it stands, -word must not.

    Names are found in every spelling that is known of them; the answer says which.
    """
    opened = _open(archive)
    from dataclasses import replace

    from regesta.search.finding import find, read_query, the_public
    from regesta.search.index import IndexUnusable
    from regesta.search.query import BadQuery

    parameters = {"from": asked["first"], "to": asked["last"], "q": " ".join(words)}
    parameters |= {name: asked[name] for name in ("sort", "page", "size")}
    parameters["expand"] = "0" if literally else "1"
    try:
        query = read_query({name: [value] for name, value in parameters.items()})
    except BadQuery as bad:
        raise click.UsageError(str(bad)) from None
    _bring_index_up_to_date(opened)
    viewer = replace(the_public(), sees_everything=everything)
    try:
        results = find(opened.index, query, viewer)
    except IndexUnusable:
        _bring_index_up_to_date(opened)  # now that it is known to be damaged, it is rebuilt
        results = find(opened.index, query, viewer)
    if as_json:
        _print_json(results.as_data(_address(opened)))
    else:
        printing.results(results, query)


@cli.command(epilog="Example: regesta show k7m2-9xqd")
@click.argument("identifier", metavar="ID")
@archive_option
@json_option
def show(identifier: str, archive: str | None, as_json: bool) -> None:
    """Show everything a record says, and where it comes from."""
    opened = _open(archive)
    from regesta.catalog.authorities import authority_data, find_authority
    from regesta.catalog.lookup import find_record, full_data

    record, authority = find_record(identifier), None
    if record is None:
        authority = find_authority(identifier)
    if record is not None:
        data = full_data(record, _address(opened))
    elif authority is not None:
        data = authority_data(authority, _address(opened))
    else:
        _refuse(
            f"There is no record and no authority {identifier}.",
            "Look for it with: regesta search WORDS",
        )
    if as_json:
        _print_json(data)
    elif record is not None:
        printing.record(data)
    else:
        printing.authority(data)


@cli.command(epilog="Example: regesta export records --as ris --query Kashgar --output found.ris")
@click.argument("what", metavar="WHAT", type=click.Choice(list(exporting.FORMS_OF)))
@archive_option
@click.option(
    "--as",
    "form",
    type=click.Choice(exporting.ALL_FORMS),
    help="Otherwise csv, and jsonl of an archive.",
)
@click.option("--query", "words", metavar="WORDS", help="Only the records that a search finds.")
@click.option("--from", "first", default="", metavar="DATE", help="Only those from this date on.")
@click.option("--to", "last", default="", metavar="DATE", help="Only those up to this date.")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), help="Of a search.")
@click.option("--no-expand", "literally", is_flag=True, help="Look for names only as typed.")
@click.option("--all", "everything", is_flag=True, help="Also what readers may not see.")
@click.option(
    "--output",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="Write to this file instead of standard output.",
)
def export(
    what: str, archive: str | None, form: str | None, everything: bool, output: Any, **asked: Any
) -> None:
    """Write out records, authorities, or a whole archive.

    WHAT is records (csv, jsonl, ris, bib, csl.json or listing), authorities (csv or json), or
    archive (jsonl), which is everything an archive says, whoever may see it; its files lie in
    its folder. regesta import takes all of these back.
    """
    form = form or exporting.FORMS_OF[what][0]
    if form not in exporting.FORMS_OF[what]:
        forms = ", ".join(exporting.FORMS_OF[what])
        raise click.BadParameter(f"{what} can be written as {forms}.", param_hint="--as")
    is_search = any(asked[name] for name in ("words", "first", "last", "sort", "literally"))
    if what != "records" and (is_search or everything):
        raise click.UsageError("--query, --from, --to, --sort and --all are for records.")
    opened = _open(archive)
    query = _export_query(**asked) if is_search else None
    if what == "authorities":
        pieces = exporting.written_authorities(form)
    elif what == "archive":
        pieces = exporting.everything(opened, _address(opened))
    else:
        if query is not None:
            _bring_index_up_to_date(opened)
        wanted = exporting.Wanted(query, everything, _address(opened))
        pieces = exporting.records(opened, form, wanted)
    for piece in pieces:
        output.write(piece)


def _export_query(words: str | None, literally: bool, **asked: str | None) -> Query:
    from regesta.search.finding import read_query
    from regesta.search.query import LARGEST_SIZE, BadQuery

    parameters = {
        "q": words or "",
        "from": asked["first"] or "",
        "to": asked["last"] or "",
        "sort": asked["sort"] or "",
        "expand": "0" if literally else "1",
    }
    try:
        return read_query({name: [value] for name, value in parameters.items()}, size=LARGEST_SIZE)
    except BadQuery as bad:
        raise click.UsageError(str(bad)) from None


@cli.command(epilog="Example: regesta mentions k7m2-9xqd")
@click.argument("identifier", metavar="[ID]", required=False)
@archive_option
@click.option("--read", "reread", is_flag=True, help="Read all records against the names anew.")
@click.option("--state", type=click.Choice(["suggested", "confirmed", "rejected"]))
@click.option("--confirm", "confirmed", metavar="N", multiple=True, type=int)
@click.option("--reject", "rejected", metavar="N", multiple=True, type=int)
@click.option("--because", "evidence", default="", metavar="WORDS", help="Why, for the record.")
@click.option(
    "--certainty",
    type=click.Choice(["certain", "likely", "doubtful"]),
    default="certain",
    show_default=True,
    help="Of what is confirmed.",
)
@json_option
def mentions(
    identifier: str | None,
    archive: str | None,
    reread: bool,
    state: str | None,
    as_json: bool,
    **decided: Any,
) -> None:
    """Show whom and what a record speaks of, by which words, and decide about it.

    ID is a record or an authority; without one, all mentions are shown, or those of the state
    named. What is rejected is not suggested again.
    """
    opened = _open(archive)
    from regesta.config import identifying

    if reread:
        with importing(opened, _tell_of_waiting), Progress("Reading") as progress:
            total, changed = identifying.read_all(progress)
        click.echo(f"Read {printing.records(total)}; {changed:,} changed.", err=True)
    try:
        identifying.decide(person_at_the_terminal(), **decided)
        rows = identifying.mentions_of(identifier, state)
    except identifying.NotHere as missing:
        _refuse(str(missing), "regesta mentions lists all, with their numbers.")
    if reread or decided["confirmed"] or decided["rejected"]:
        _bring_index_up_to_date(opened)
    if as_json:
        _print_json([identifying.mention_data(row) for row in rows])
    elif not (reread and identifier is None and state is None):
        printing.mentions(identifying.mention_data(row) for row in rows)


@cli.command(epilog="Example: regesta merge k7m2-9xqd 3f0a-77dm --because 'one person'")
@click.argument("kept", metavar="KEPT")
@click.argument("other", metavar="OTHER")
@archive_option
@click.option("--because", "reason", default="", metavar="WORDS", help="Why, for the record.")
def merge(kept: str, other: str, archive: str | None, reason: str) -> None:
    """Make two authorities one: the address of OTHER leads to KEPT for good."""
    opened = _open(archive)
    from regesta.config import identifying

    actor = person_at_the_terminal()
    try:
        with importing(opened, _tell_of_waiting):
            row = identifying.merge(kept, other, actor=actor, reason=reason)
    except (identifying.NotHere, identifying.NotPossible) as wrong:
        _refuse(str(wrong), "Nothing was changed.")
    _bring_index_up_to_date(opened)
    click.echo(f"{row.name} ({row.identifier}) now stands for both.")


@cli.command(epilog='Example: regesta split k7m2-9xqd "Uritsky, Moisei" --because "his uncle"')
@click.argument("identifier", metavar="ID")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@archive_option
@click.option("--because", "reason", default="", metavar="WORDS", help="Why, for the record.")
def split(identifier: str, names: tuple[str, ...], archive: str | None, reason: str) -> None:
    """Make a new authority of some NAMEs of another, with the mentions by these names."""
    opened = _open(archive)
    from regesta.config import identifying

    actor = person_at_the_terminal()
    try:
        with importing(opened, _tell_of_waiting):
            row = identifying.split(identifier, names, actor=actor, reason=reason)
    except (identifying.NotHere, identifying.NotPossible) as wrong:
        _refuse(str(wrong), "Nothing was changed.")
    _bring_index_up_to_date(opened)
    click.echo(f"Made {row.name} ({row.identifier}).")


@cli.command(cls=WordsCommand, epilog='Example: regesta date "ca. 1937" "12 Safar 1356 AH" --json')
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
@click.option("--language", default="", metavar="CODE", help="Of the wordings, where it helps.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, one object a line.")
def date(texts: tuple[str, ...], language: str, as_json: bool) -> None:
    """Say what dates mean: each TEXT, or each line of standard input, by itself."""
    from regesta.description import dates

    answers = sys.stdout.buffer
    for text in texts or _lines_of_standard_input():
        data = dates.read(text, language=language).as_data() | {"text": text}
        line = json.dumps(data, ensure_ascii=False) if as_json else printing.date_line(data)
        answers.write(line.encode("utf-8", "replace") + b"\n")
        if sys.stdin.isatty():
            answers.flush()
    answers.flush()


@cli.command(epilog="Example: regesta serve --archive my-archive --port 8080")
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True)
@port_option
def serve(archive: str | None, host: str, port: int) -> None:
    """Serve the archive's pages until stopped with Ctrl-C."""
    _serve(_open(archive), host, port)


@cli.command(epilog="Example: regesta demo --port 8001")
@click.option("--archive", metavar="DIR", help="Keep the demo archive in this folder.")
@port_option
def demo(archive: str | None, port: int) -> None:
    """Serve an archive of ten Soviet decisions on Xinjiang, made from a bundled listing."""
    from regesta.config.demonstration import open_demo

    opened, report = open_demo(archive, run_import)
    if not report.is_clean:
        printing.import_report(report, dry_run=False)
    _serve(opened, "127.0.0.1", port)


@cli.command(epilog="Example: regesta reindex --archive my-archive")
@archive_option
def reindex(archive: str | None) -> None:
    """Build the index anew; the old one serves until the new one is ready."""
    opened = _open(archive)
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


@cli.command(epilog="Example: regesta check --archive my-archive")
@archive_option
@json_option
def check(archive: str | None, as_json: bool) -> None:
    """Check that database, index and files agree."""
    opened = _open(archive)
    from regesta.config.checking import check_archive

    with Progress("Checking files") as progress:
        findings = check_archive(opened, progress)
    if as_json:
        _print_json(findings.as_data())
    else:
        printing.findings(findings)
    sys.exit(0 if findings.agrees else FAULTY)


@cli.command(
    epilog='Example: regesta name "Sheng Shih-ts\'ai" 盛世才',
)
@click.argument("spellings", metavar="[A B]", nargs=-1)
@json_option
def name(spellings: tuple[str, ...], as_json: bool) -> None:
    """Tell whether two spellings can be one name, and why.

    Without A and B it reads pairs from standard input, one a line with a tab between, and
    answers each with one line of JSON, in order.
    """
    from regesta.config.naming import answer, answer_lines

    if len(spellings) not in (0, 2):
        raise click.UsageError("give two spellings, or none and pairs on standard input.")
    if not spellings:
        answer_lines(sys.stdin.buffer, click.echo)
        return
    found = answer(*spellings)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        printing.judgement(found)


def run_import(archive: Archive, sources: tuple[str, ...], options: Any) -> Report:
    """One import from the first line read to the last record findable."""
    from regesta.config.beside import Beside
    from regesta.ingest.importing import import_sources

    with importing(archive, _tell_of_waiting), seldom_collecting():
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


def _tell_of_waiting() -> None:
    click.echo("Waiting for another import to end.", err=True)


def _refuse(message: str, remedy: str) -> NoReturn:
    printing.error(message, remedy)
    _error_as_json(message, remedy)
    sys.exit(FAULTY)


def _serve(archive: Archive, host: str, port: int) -> None:
    from regesta.config.serving import serve_archive

    _bring_index_up_to_date(archive)
    serve_archive(archive, host, port, lambda line: click.echo(line, err=True))


def _open(named: str | None) -> Archive:
    archive = open_archive(named)
    if archive.copy is not None:
        click.echo(
            f"The archive was brought to the present format; a copy of the old database is "
            f"{archive.copy}.",
            err=True,
        )
    return archive


def _address(archive: Archive) -> str:
    """What addresses begin with here, where no reader has asked for one."""
    return archive.preferences.base_address or "http://127.0.0.1:8000"


def _bring_index_up_to_date(archive: Archive) -> None:
    with Progress("Indexing") as progress:
        archive.index.catch_up(progress)


def _lines_of_standard_input() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r\n")


def _check_encoding(encoding: str) -> None:
    try:
        b"a".decode(encoding or "utf-8")
    except (LookupError, UnicodeError):
        raise click.BadParameter(
            f"nobody knows the encoding {encoding!r}; try utf-8, windows-1251 or latin-1.",
            param_hint="--encoding",
        ) from None


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def main() -> None:
    """The ``regesta`` command: no error reaches anyone as a traceback."""
    try:
        cli(standalone_mode=False, prog_name="regesta")
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        _error_as_json(wrong.format_message(), "See --help.")
        sys.exit(WRONG_USAGE)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except Exception as error:  # the last place where it can be worded
        message, remedy = explain(error)
        printing.error(message, remedy)
        _error_as_json(message, remedy)
        sys.exit(UNDONE)


def _error_as_json(message: str, remedy: str) -> None:
    """A command asked for JSON answers in JSON even when it cannot be done."""
    if "--json" in sys.argv:
        _print_json({"error": message, "remedy": remedy})


if __name__ == "__main__":
    main()
