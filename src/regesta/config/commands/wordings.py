"""What a date means, and whether two spellings are one name: without any archive."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from regesta.config import printing
from regesta.config.commands.common import (
    WordsCommand,
    json_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command(
    cls=WordsCommand, epilog='Example: regesta date "ca. 1937" "12 Safar 1356 AH" --json'
)
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


@click.command(
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


def _lines_of_standard_input() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r\n")
