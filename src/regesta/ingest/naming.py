"""Reading records against the authorities of the archive: as they come in, and all anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Max

from regesta.catalog.mentions import known_names, propose_mentions
from regesta.catalog.models import NamesChanged, StoredRecord
from regesta.description.mentions import NameReader, Proposal, propose
from regesta.description.record import Record

BATCH = 500  # records whose mentions are written in one transaction
Progress = Callable[[int, int], None]


class Namer:
    """Reads records against the authorities, whose names are taken in when first needed."""

    def __init__(self) -> None:
        self._reader: NameReader | None = None
        self._owes_all = NamesChanged.objects.exists()  # as an earlier command has left it
        # The key of the last record that is to be read anew; None for all.
        self.behind: int | None = None

    def read(self, record: Record) -> Sequence[Proposal]:
        """Everyone and everything the record speaks of."""
        if self._reader is None:
            self._reader = NameReader(known_names())
        return propose(record, self._reader)

    def forget(self) -> None:
        """The authorities have changed: their names are taken in anew. Records that are made
        from here on are read with them."""
        self._reader = None
        if not self._owes_all:
            self.behind = StoredRecord.objects.aggregate(last=Max("pk"))["last"] or 0


def catch_up(namer: Namer | None = None, progress: Progress | None = None) -> None:
    """Reads every record anew where authorities have changed since that was last done,
    whichever command changed them and however it ended."""
    if NamesChanged.objects.exists():
        read_all(namer, progress, behind=namer.behind if namer else None)


def read_all(
    namer: Namer | None = None, progress: Progress | None = None, *, behind: int | None = None
) -> tuple[int, int]:
    """Reads the records of the archive anew, as far as they lie behind; answers how many
    there are, and how many of them changed. What people have decided and what sources have
    marked is left alone."""
    namer = namer or Namer()
    due = list(NamesChanged.objects.values_list("pk", flat=True))
    records = StoredRecord.objects.order_by("pk")
    if behind is not None:
        records = records.filter(pk__lte=behind)
    keys = list(records.values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), BATCH):
        batch = StoredRecord.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        found = [(row, namer.read(row.says)) for row in batch]
        changed += propose_mentions(found, source_speaks=False)
        if progress:
            progress(min(start + BATCH, len(keys)), len(keys))
    NamesChanged.objects.filter(pk__in=due).delete()
    return len(keys), changed
