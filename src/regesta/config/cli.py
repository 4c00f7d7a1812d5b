"""The command line: a contract. See docs/commands.md, which a test holds to this module."""

from __future__ import annotations

import sys

import click

from regesta import __version__
from regesta.config import printing
from regesta.config.commands import bringing_in, finding, identifying, keeping, wordings
from regesta.config.commands.common import WRONG_USAGE, error_as_json
from regesta.config.failures import UNDONE, explain

COMMANDS = (
    keeping.init, keeping.serve, keeping.demo, keeping.pages, keeping.reindex,
    keeping.check,
    bringing_in.import_, bringing_in.imports, bringing_in.undo,
    finding.search, finding.show, finding.export,
    identifying.mentions, identifying.merge, identifying.split,
    wordings.date, wordings.name,
)  # fmt: skip


@click.group(
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
    epilog="A first archive: regesta init my-archive, then regesta import --archive my-archive "
    "FILE, then regesta serve --archive my-archive.",
)
@click.version_option(__version__, prog_name="regesta")
def cli() -> None:
    """Regesta makes a digital archive of what you have, to search, read, cite and keep."""


for _command in COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """The ``regesta`` command: no error reaches anyone as a traceback."""
    try:
        cli(standalone_mode=False, prog_name="regesta")
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        error_as_json(wrong.format_message(), "See --help.")
        sys.exit(WRONG_USAGE)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except Exception as error:  # the last place where it can be worded
        message, remedy = explain(error)
        printing.error(message, remedy)
        error_as_json(message, remedy)
        sys.exit(UNDONE)


if __name__ == "__main__":
    main()
