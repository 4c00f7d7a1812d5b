"""Records found, shown and written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from regesta.config import exporting, printing
from regesta.config.commands.common import (
    WordsCommand,
    address_of,
    archive_option,
    bring_index_up_to_date,
    json_option,
    opened_archive,
    print_json,
    refuse,
)
from regesta.search.query import Sort

if TYPE_CHECKING:
    from regesta.search.query import Query


@click.command(
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
    opened = opened_archive(archive)
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
    bring_index_up_to_date(opened)
    viewer = replace(the_public(), sees_everything=everything)
    try:
        results = find(opened.index, query, viewer)
    except IndexUnusable:
        bring_index_up_to_date(opened)  # now that it is known to be damaged, it is rebuilt
        results = find(opened.index, query, viewer)
    if as_json:
        print_json(results.as_data(address_of(opened)))
    else:
        printing.results(results, query)


@click.command(epilog="Example: regesta show k7m2-9xqd")
@click.argument("identifier", metavar="ID")
@archive_option
@json_option
def show(identifier: str, archive: str | None, as_json: bool) -> None:
    """Show everything a record says, and where it comes from."""
    opened = opened_archive(archive)
    from regesta.catalog.authorities import authority_data, find_authority
    from regesta.catalog.lookup import find_record, full_data

    record, authority = find_record(identifier), None
    if record is None:
        authority = find_authority(identifier)
    if record is not None:
        data = full_data(record, address_of(opened))
    elif authority is not None:
        data = authority_data(authority, address_of(opened))
    else:
        refuse(
            f"There is no record and no authority {identifier}.",
            "Look for it with: regesta search WORDS",
        )
    if as_json:
        print_json(data)
    elif record is not None:
        printing.record(data)
    else:
        printing.authority(data)


@click.command(epilog="Example: regesta export records --as ris --query Kashgar --output found.ris")
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
    opened = opened_archive(archive)
    query = _export_query(**asked) if is_search else None
    if what == "authorities":
        pieces = exporting.written_authorities(form)
    elif what == "archive":
        pieces = exporting.everything(opened, address_of(opened))
    else:
        if query is not None:
            bring_index_up_to_date(opened)
        wanted = exporting.Wanted(query, everything, address_of(opened))
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
