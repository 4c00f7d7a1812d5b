"""What the index has still to see, noted in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.catalog.inserting import insert_rows
from regesta.catalog.models import OutboxRow


def queue_for_index(identifiers: Iterable[str]) -> None:
    insert_rows(OutboxRow, ["record_identifier"], ([one] for one in identifiers))
