"""What somebody says of files that become records, and what the archive's settings allow."""

from __future__ import annotations

from typing import Any

import click

from regesta.config.preferences import Preferences
from regesta.formats.files.patterns import BadPattern, compiled
from regesta.formats.folder import Arrangement, ContentLimits

MILLION = 1_000_000


def arrangement_of(names: str, record_per: str, photographs: bool) -> Arrangement:
    """Raises `click.BadParameter` for a pattern that cannot be used."""
    if names:
        try:
            compiled(names)
        except BadPattern as bad:
            raise click.BadParameter(f"{bad}.", param_hint="--names") from None
        if record_per == "folder":
            raise click.BadParameter(
                "it speaks of files; with --record-per folder the names of folders count.",
                param_hint="--names",
            )
    return Arrangement(names=names, record_per=record_per, photographs=photographs)


def content_limits(preferences: Preferences) -> ContentLimits:
    """The limits for reading one file, as the settings of the archive have them."""
    chosen: dict[str, Any] = {
        "file_bytes": preferences.file_megabytes * MILLION,
        "unpacked_bytes": preferences.file_megabytes * MILLION,
        "pages": preferences.text_pages,
        "characters": preferences.text_characters,
        "pixels": preferences.image_megapixels * MILLION,
        "seconds": preferences.reading_seconds,
        "memory": preferences.reading_megabytes * MILLION,
    }
    return ContentLimits(**chosen)
