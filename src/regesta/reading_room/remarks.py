"""What the import that brought a document in had to say about it, so far as it is for readers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from regesta.catalog.models import Import, Revision

MOST_REMARKS = 20  # of one version
_KEPT_REPORTS = 8  # imports whose remarks are held in memory
# Problems of the run and not of what it brought in; those that tell values which are not in
# the archive; and those that name other records.
_NOT_FOR_READERS = frozenset({
    "edited-since", "deleted-at-source", "file-unreadable", "nothing-to-complete", "which-record",
    "parent-missing",
})  # fmt: skip
_OF_THE_RUN = ("source-", "archive-", "harvest-")
_LINES = re.compile(r"(?:lines?|rows?) (\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?")

_Remarks = dict[str, list[dict[str, Any]]]  # by the name of the source


@dataclass(frozen=True, slots=True)
class Remark:
    """``field`` is what it is about, "" where that is the whole record."""

    message: str
    field: str


def remarks_on(revisions: Iterable[Revision]) -> dict[int, list[Remark]]:
    """For each revision that an import made, by its number, what it remarked."""
    from_sources = [one for one in revisions if getattr(one, "provenance", None)]
    runs = {one.provenance.source.of_id for one in from_sources}
    ended = dict(Import.objects.filter(pk__in=runs).values_list("pk", "finished_at"))
    found = {}
    for revision in from_sources:
        source, position = revision.provenance.source, revision.provenance.position
        said = _said_by(source.of_id, ended.get(source.of_id)).get(source.name, ())
        here = [one for one in said if _is_about(one["where"], position)]
        remarks = dict.fromkeys(Remark(one["message"], one["field"]) for one in here)
        if remarks:
            found[revision.number] = list(remarks)[:MOST_REMARKS]
    return found


@lru_cache(maxsize=_KEPT_REPORTS)
def _said_by(number: int, ended: datetime | None) -> _Remarks:
    """What an import said of places in its sources. Its report is written when it ends, and
    does not change until it is taken up again."""
    report = Import.objects.filter(pk=number).values_list("report", flat=True).first() or {}
    names = sorted((one.get("source", "") for one in report.get("sources", ())), key=len)
    found: _Remarks = defaultdict(list)
    for problem in report.get("problems", ()):
        code, where = problem.get("code", ""), problem.get("where", "")
        if code in _NOT_FOR_READERS or code.startswith(_OF_THE_RUN):
            continue
        if problem.get("severity") == "error":  # it was refused, and is not in the archive
            continue
        source = next((one for one in reversed(names) if where.startswith(f"{one}, ")), None)
        if source is None:
            continue
        place = where[len(source) + 2 :]
        if any(one and one in problem.get("message", "") for one in names):
            continue  # it tells where files lie on the machine of the import
        found[source].append({**problem, "where": place})
    return dict(found)


def _is_about(where: str, position: str) -> bool:
    """Whether a place is that of a record, or lies within its lines."""
    if where == position:
        return True
    one, whole = _LINES.fullmatch(where), _LINES.fullmatch(position)
    if one is None or whole is None:
        return False
    return int(whole[1]) <= int(one[1]) and int(one[2] or one[1]) <= int(whole[2] or whole[1])
