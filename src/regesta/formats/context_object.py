"""COinS: a reference in the attribute of an element, which citation managers look for.

An OpenURL ContextObject (ANSI/NISO Z39.88-2004) as key and encoded value, by the profile for
Dublin Core, the one that has no types but its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from regesta.formats.signs import sound

CLASS = "Z3988"  # of the element that has it in its title
_PROFILE = "info:ofi/fmt:kev:mtx:dc"


def context_object(
    *, title: str, address: str, date: str = "", sources: Iterable[str] = (), language: str = ""
) -> str:
    """The value of the attribute, not yet escaped for HTML. ``date`` is as ISO 8601 has
    it where it can be, else in words; ``sources`` are what the document is part of."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", _PROFILE),
        ("rft_id", address),
        ("rft.type", "document"),
        ("rft.title", title),
        ("rft.date", date),
        *(("rft.source", one) for one in sources),
        ("rft.language", language),
        ("rft.identifier", address),
    ]
    return urlencode([(name, sound(value)) for name, value in pairs if value])
