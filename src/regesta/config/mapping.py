"""Mappings of columns: read from a file, and proposed for a table."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click

from regesta.formats import FORMATS, recognised
from regesta.formats.material import Material


def read_mapping(path: Path) -> dict[str, Any]:
    """What a mapping file says. Raises `click.UsageError` where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"{path} cannot be read: {reason}.") from None
    except ValueError as error:  # bad TOML, another encoding, a number of thousands of digits
        raise click.UsageError(f"{path} is not valid TOML: {error}. Mend that line.") from None
    except RecursionError:
        raise click.UsageError(f"{path} is nested too deep to be a mapping.") from None


def proposed(name: str) -> str:
    """A first mapping for a table, as TOML. Raises `click.UsageError` for what is no file."""
    path = Path(name)
    if not path.is_file():
        raise click.UsageError(f"{name} is no file; --propose-map looks at one table.")
    material = Material.of_file(path)
    found = recognised(material)
    propose = found.propose_mapping if found else None
    if propose is None:
        propose = next(one.propose_mapping for one in FORMATS if one.propose_mapping)
    return propose(material)
