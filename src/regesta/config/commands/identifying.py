"""Whom and what records speak of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from regesta.config import printing
from regesta.config.commands.common import (
    archive_option,
    bring_index_up_to_date,
    json_option,
    opened_archive,
    print_json,
    refuse,
    tell_of_waiting,
)
from regesta.config.opening import Archive, importing, person_at_the_terminal
from regesta.config.progress import Progress

if TYPE_CHECKING:
    from regesta.catalog.models import StoredAuthority


@click.command(epilog="Example: regesta mentions k7m2-9xqd")
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
    opened = opened_archive(archive)
    from regesta.config import identifying

    if reread:
        with importing(opened, tell_of_waiting), Progress("Reading") as progress:
            total, changed = identifying.read_all(progress)
        click.echo(f"Read {printing.records(total)}; {changed:,} changed.", err=True)
    try:
        identifying.decide(person_at_the_terminal(), **decided)
        rows = identifying.mentions_of(identifier, state)
    except identifying.NotHere as missing:
        refuse(str(missing), "regesta mentions lists all, with their numbers.")
    if reread or decided["confirmed"] or decided["rejected"]:
        bring_index_up_to_date(opened)
    if as_json:
        print_json([identifying.mention_data(row) for row in rows])
    elif not (reread and identifier is None and state is None):
        printing.mentions(identifying.mention_data(row) for row in rows)


@click.command(epilog="Example: regesta merge k7m2-9xqd 3f0a-77dm --because 'one person'")
@click.argument("kept", metavar="KEPT")
@click.argument("other", metavar="OTHER")
@archive_option
@click.option("--because", "reason", default="", metavar="WORDS", help="Why, for the record.")
def merge(kept: str, other: str, archive: str | None, reason: str) -> None:
    """Make two authorities one: the address of OTHER leads to KEPT for good."""
    opened = opened_archive(archive)
    from regesta.config import identifying

    actor = person_at_the_terminal()
    row = _changed(opened, lambda: identifying.merge(kept, other, actor=actor, reason=reason))
    click.echo(f"{row.name} ({row.identifier}) now stands for both.")


@click.command(epilog='Example: regesta split k7m2-9xqd "Uritsky, Moisei" --because "his uncle"')
@click.argument("identifier", metavar="ID")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@archive_option
@click.option("--because", "reason", default="", metavar="WORDS", help="Why, for the record.")
def split(identifier: str, names: tuple[str, ...], archive: str | None, reason: str) -> None:
    """Make a new authority of some NAMEs of another, with the mentions by these names."""
    opened = opened_archive(archive)
    from regesta.config import identifying

    actor = person_at_the_terminal()
    row = _changed(opened, lambda: identifying.split(identifier, names, actor=actor, reason=reason))
    click.echo(f"Made {row.name} ({row.identifier}).")


def _changed(opened: Archive, change: Callable[[], StoredAuthority]) -> StoredAuthority:
    """What a change of authorities leads to, findable at once; one that cannot be made is
    refused."""
    from regesta.config import identifying

    try:
        with importing(opened, tell_of_waiting):
            row = change()
    except (identifying.NotHere, identifying.NotPossible) as wrong:
        refuse(str(wrong), "Nothing was changed.")
    bring_index_up_to_date(opened)
    return row
