"""What several commands share: options, opening an archive, answering."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import click

from regesta.config import printing
from regesta.config.opening import Archive, open_archive
from regesta.config.progress import Progress

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


def tell_of_waiting() -> None:
    click.echo("Waiting for another import to end.", err=True)


def refuse(message: str, remedy: str) -> NoReturn:
    printing.error(message, remedy)
    error_as_json(message, remedy)
    sys.exit(FAULTY)


def opened_archive(named: str | None) -> Archive:
    archive = open_archive(named)
    if archive.copy is not None:
        click.echo(
            f"The archive was brought to the present format; a copy of the old database is "
            f"{archive.copy}.",
            err=True,
        )
    return archive


def address_of(archive: Archive) -> str:
    """What addresses begin with here, where no reader has asked for one."""
    return archive.preferences.base_address or "http://127.0.0.1:8000"


def bring_index_up_to_date(archive: Archive) -> None:
    with Progress("Indexing") as progress:
        archive.index.catch_up(progress)


def print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def error_as_json(message: str, remedy: str) -> None:
    """A command asked for JSON answers in JSON even when it cannot be done."""
    if "--json" in sys.argv:
        print_json({"error": message, "remedy": remedy})
