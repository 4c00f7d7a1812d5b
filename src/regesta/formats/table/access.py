"""Who may see a record, from what its row says. In doubt it is closed."""

from __future__ import annotations

import re

from regesta.description import dates
from regesta.description.record import Access, AccessStatus
from regesta.formats.table.drafts import Draft
from regesta.formats.table.headings import REASON, UNTIL

_OPEN = {"open", "public", "free", "unrestricted", "open access", "no restrictions"}
_CLOSED = {"closed", "restricted", "confidential", "private", "embargoed", "not open"}
_METADATA = {"metadata only", "metadata-only", "description only", "record only"}
_CLOSED_UNTIL = re.compile(r"(?:closed|restricted|embargo(?:ed)?)\s+until\s+(.+)", re.IGNORECASE)


def access_of(draft: Draft) -> Access:
    """The access of a record; what is not understood closes it, and is reported."""
    said = {part: cell for part, (_, cell) in draft.access.items()}
    status, until, reason = said.get("status", ""), said.get(UNTIL, ""), said.get(REASON, "")
    plain = " ".join(status.casefold().split())
    if match := _CLOSED_UNTIL.fullmatch(status.rstrip(".")):
        until, plain = until or match[1], "closed"
    day = dates.read(until).earliest or "" if until else ""
    if plain in _METADATA:
        return Access(status=AccessStatus.METADATA_ONLY, until=day, reason=reason)
    if plain in _OPEN or (not plain and not until):
        return Access(status=AccessStatus.OPEN, until=day, reason=reason)
    unclear = status if plain and plain not in _CLOSED else until if until and not day else ""
    if unclear:
        column = next(column for column, cell in draft.access.values() if unclear in cell)
        draft.warn(
            "table-value",
            f"What {unclear!r} means for access is not understood; the record is closed until "
            "somebody says otherwise.",
            "Write open, closed, metadata only, or closed until a date.",
            column,
            unclear,
        )
        reason = "; ".join(dict.fromkeys(part for part in (reason, status, until) if part))
    return Access(status=AccessStatus.CLOSED, until=day, reason=reason)
