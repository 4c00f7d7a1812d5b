"""The form that a source is in, and what is no text refused."""

from __future__ import annotations

from regesta.formats import BY_NAME, recognised
from regesta.formats.encoding import BadEncoding, NotText, decode
from regesta.formats.material import Material
from regesta.formats.media_types import UNKNOWN, media_type
from regesta.formats.reading import Problem, Severity
from regesta.ingest.source import (
    Limits,
    Source,
    Wish,
    forms,
    refusal,
)


def in_form(material: Material, size: int, wish: Wish) -> Source:
    """The source in its form. Raises `Refused`."""
    shown = material.name
    found = BY_NAME[wish.format_name] if wish.format_name else recognised(material)
    if found is None:
        _refuse_what_is_no_text(material, size, wish.limits)
        raise refusal(
            "source-unrecognised",
            shown,
            f"{shown} is in no form that Regesta knows.",
            f"Check that it is the right file, or name its form with --format ({forms()}).",
        )
    if found.whole:
        if size > wish.limits.whole:
            raise refusal(
                "source-too-large",
                shown,
                f"{shown} is larger than {wish.limits.whole / 1e6:,.0f} MB, the limit for a "
                f"source in the form {found.name!r}, which is read whole.",
                "Split it, or raise source_megabytes under [limits] in regesta.toml.",
            )
        _refuse_what_is_no_text(material, size, wish.limits)
    return Source(shown, material, found, size)


def encoding_guessed(shown: str, encoding: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="source-encoding-guessed",
        where=shown,
        value=encoding,
        message=f"{shown} is not written in UTF-8; it was taken for {encoding}.",
        remedy="Look at a record of it. If its letters are wrong, undo the import and name the "
        "encoding with --encoding.",
    )


def _refuse_what_is_no_text(material: Material, size: int, limits: Limits) -> None:
    """Names the byte that does not fit, where the text is short enough to be looked at."""
    shown = material.name
    kind = media_type(material.head)
    try:
        if kind != UNKNOWN and not kind.startswith("text/") and not kind.endswith("xml"):
            raise NotText(kind)
        if size <= limits.whole:
            material.text()
        else:
            decode(material.head, material.encoding)
    except NotText:
        raise refusal(
            "source-not-text",
            shown,
            f"{shown} is not text but a binary file.",
            "Save what it holds as text, and import that.",
        ) from None
    except BadEncoding as bad:
        raise refusal(
            "source-encoding",
            f"{shown}, line {bad.line}, column {bad.column}",
            f"{shown} is not written in {bad.encoding.upper()}: the byte 0x{bad.byte:02X} in "
            f"line {bad.line} does not belong to it.",
            "Save the file as UTF-8, or say what it is written in: --encoding windows-1251 for "
            "Russian, --encoding latin-1 or --encoding windows-1252 for Western European texts.",
            value=f"0x{bad.byte:02X}",
        ) from None
