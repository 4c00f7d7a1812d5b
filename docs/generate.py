"""Writes the reference pages that derive from tables in the code.

    python docs/generate.py

A test holds the pages to what this writes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from regesta.config.cli import cli
from regesta.config.preferences import SETTINGS, as_toml
from regesta.description.authority import AUTHORITY_FIELDS
from regesta.description.fields import FIELDS
from regesta.formats import FORMATS
from regesta.ingest import problems as ingest

HERE = Path(__file__).parent


def commands() -> str:
    """The command line, as its own help says it."""
    parts = [
        "# Commands",
        "Exit status: 0 done (warnings included), 1 something was rejected or found wrong, "
        "2 wrong usage, 3 could not be done. With `--json` a command writes one JSON value on "
        "standard output (`date` one a line) and nothing else; messages for people go to "
        "standard error.",
    ]
    context = click.Context(cli, info_name="regesta", max_content_width=88)
    for name in sorted(cli.commands):
        command = cli.commands[name]
        help_text = command.get_help(
            click.Context(command, info_name=name, parent=context, max_content_width=88)
        )
        parts += [f"## regesta {name}", f"```text\n{help_text.strip()}\n```"]
    return _page(parts)


def settings() -> str:
    """Every setting of an archive."""
    rows = [
        f"| `[{one.section}]` | `{one.name}` | `{as_toml(one.default)}` | `{one.variable}` "
        f"| {one.help} |"
        for one in SETTINGS
    ]
    return _page(
        [
            "# Settings",
            "An archive is set up in its `regesta.toml`; a variable of the environment goes "
            "before the file (lists with commas between). Whatever is left out stands at its "
            "default. A setting nobody knows is refused, so that a slip is noticed.",
            "| section | setting | default | variable | meaning |\n|---|---|---|---|---|\n"
            + "\n".join(rows),
            "The secret key is no setting: it is made at first use and kept outside the "
            "archive, in the user's state folder (`~/.local/state/regesta/secrets`), so that "
            "an archive can be handed on as it is.",
        ]
    )


def fields() -> str:
    """Every element of description."""
    rows = [
        f"| `{one.name}` | {one.label} | {one.isad} | {one.dc} | "
        f"{one.tier.value if one.tier else ''} | {', '.join(facet.name for facet in one.facets)} "
        f"| {one.help} |"
        for one in FIELDS
    ]
    return _page(
        [
            "# Fields",
            "What can be said about a record, from the one table in "
            "`regesta.description.fields`. *ISAD(G)* is the element's number in the second "
            "edition of that standard, *Dublin Core* the nearest term there, *found as* the "
            "weight of a word found in the field (title above names above summary above "
            "text), *facets* the filters it gives.",
            "| field | label | ISAD(G) | Dublin Core | found as | facets | meaning |\n"
            "|---|---|---|---|---|---|---|\n" + "\n".join(rows),
            "## Authorities",
            "What can be said about people, organisations, places and topics, which is also "
            "the columns of their [tables](formats/authorities.md). *ISAAR(CPF)* is the "
            "element's number in the second edition of that standard.",
            "| column | label | ISAAR(CPF) | meaning |\n|---|---|---|---|\n"
            + "\n".join(
                f"| `{one.name}` | {one.label} | {one.isaar} | {one.help} |"
                for one in AUTHORITY_FIELDS
            ),
        ]
    )


def problems() -> str:
    """Every problem an import can report."""
    tables = [
        ("Reading a source", ingest.SOURCE_CODES),
        ("Harvesting a repository", ingest.HARVEST_CODES),
        ("Matching records", ingest.MATCHING_CODES),
        ("Matching authorities", ingest.AUTHORITY_CODES),
        *((one.label, one.codes) for one in FORMATS),
    ]
    parts = [
        "# Problems",
        "What an import can report. Each problem names its place, the record, the field and "
        "the value where there are any, and says what to do. The codes are stable. An *error* "
        "means that something was refused, a *warning* that somebody should look, a *notice* "
        "is worth knowing.",
    ]
    for title, codes in tables:
        rows = "\n".join(f"| `{code}` | {meaning} |" for code, meaning in codes.items())
        parts += [f"## {title}", f"| code | meaning |\n|---|---|\n{rows}"]
    return _page(parts)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "fields.md": fields,
    "problems.md": problems,
}


def _page(parts: list[str]) -> str:
    made = "<!-- Written by docs/generate.py; change the code it derives from instead. -->"
    return "\n\n".join([parts[0], made, *parts[1:]]) + "\n"


if __name__ == "__main__":
    for page, make in PAGES.items():
        (HERE / page).write_text(make(), encoding="utf-8")
