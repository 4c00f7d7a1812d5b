"""What the commands about past imports do: list, show, undo."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.db.models import QuerySet

from regesta.catalog.actors import Actor
from regesta.catalog.models import Import
from regesta.catalog.undoing import later_changes
from regesta.ingest import undoing
from regesta.ingest.report import COUNTS

NoImport = Import.DoesNotExist
MOST_LATER = 20  # later changes that are named


def all_imports() -> QuerySet[Import]:
    return Import.objects.prefetch_related("sources").order_by("pk")


def import_data(row: Import, *, with_report: bool = True) -> dict[str, Any]:
    """An import as JSON-ready data; the report as it was given at the time."""
    data = {
        "import": row.pk,
        "state": row.state,
        "actor": row.actor,
        "started_at": row.started_at.isoformat(),
        "finished_at": row.finished_at and row.finished_at.isoformat(),
        "sources": [one.name for one in row.sources.all()],
        "counts": {name: row.report.get(name, 0) for name in COUNTS},
    }
    return data | {"report": row.report} if with_report else data


def later(row: Import) -> list[str]:
    """What somebody has done since that depends on an import, as far as it is named."""
    return list(islice(later_changes(row), MOST_LATER))


def undo_import(row: Import, *, actor: Actor, force: bool) -> dict[str, Any]:
    """Raises `regesta.catalog.verbs.NotPossible`."""
    done = undoing.undo(row, actor=actor, force=force)
    return {
        "import": row.pk,
        "gone": done.gone,
        "back": done.back,
        "authorities_gone": done.authorities_gone,
        "authorities_back": done.authorities_back,
    }
