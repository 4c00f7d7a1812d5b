"""Reading records against the authorities of the archive: as they come in, and all anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import TextField
from django.db.models.functions import Cast

from regesta.catalog.mentions import known_names, propose_mentions
from regesta.catalog.models import NamesChanged, StoredRecord
from regesta.description.mentions import NameReader, Proposal, propose
from regesta.description.record import Record, read_record

BATCH = 250  # records whose mentions are written in one transaction
Progress = Callable[[int, int], None]


class Namer:
    """Reads records against the authorities, whose names are taken in when first needed.

    One that waits reads nothing: authorities have changed, and every record is about to be
    read anew.
    """

    def __init__(self, *, waits: bool = False) -> None:
        self._reader: NameReader | None = None
        self._waits = waits

    def read(self, record: Record) -> Sequence[Proposal]:
        """Everyone and everything the record speaks of."""
        if self._waits:
            return ()
        if self._reader is None:
            self._reader = NameReader(known_names())
        if not self._reader and not any(
            one.authority for some in (record.agents, record.subjects) for one in some
        ):
            return ()  # nobody is known, and the source identifies nobody
        return propose(record, self._reader)

    def forget(self) -> None:
        """The authorities have changed. Every record will be read anew at the end: to read
        them now as well would be done for nothing."""
        self._reader, self._waits = None, True


def is_behind() -> bool:
    """Whether authorities have changed since all records were last read."""
    return NamesChanged.objects.exists()


def catch_up(
    progress: Progress | None = None, read_to: Callable[[int], None] | None = None
) -> None:
    """Reads every record anew where authorities have changed since that was last done,
    whichever command changed them and however it ended."""
    if is_behind():
        read_all(progress, read_to)


def read_all(
    progress: Progress | None = None, read_to: Callable[[int], None] | None = None
) -> tuple[int, int]:
    """Reads every record of the archive anew; answers how many there are, and how many of
    them changed. What people have decided and what sources have marked is left alone.
    ``read_to`` is told the key of the last record that was read."""
    due = list(NamesChanged.objects.values_list("pk", flat=True))
    reader = NameReader(known_names())
    keys = list(StoredRecord.objects.order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), BATCH):
        batch = StoredRecord.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        # The bare text, read straight into a record, and let go at once.
        texts = batch.values_list("pk", "identifier", Cast("description", TextField()))
        found = [
            (StoredRecord(pk=key, identifier=identifier), propose(read_record(text), reader))
            for key, identifier, text in texts.iterator(50)
        ]
        changed += propose_mentions(found, source_speaks=False)
        if read_to:
            read_to(keys[min(start + BATCH, len(keys)) - 1])
        if progress:
            progress(min(start + BATCH, len(keys)), len(keys))
    NamesChanged.objects.filter(pk__in=due).delete()
    return len(keys), changed
