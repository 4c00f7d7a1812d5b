"""The page of what changed in a document, from version to version and between any two."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regesta.catalog.models import Revision, StoredRecord
from regesta.catalog.versions import public_versions, said_in
from regesta.reading_room.changes import Comparison, compared
from regesta.reading_room.pages.reaching import record_or_answer
from regesta.reading_room.pages.showing import page

VERSIONS_A_PAGE = 20
_LONGEST_NUMBER = 9  # digits


@dataclass(frozen=True, slots=True)
class Entry:
    """A version, and what it changed of the one before that may be seen; None for the first."""

    revision: Revision
    before: int | None
    comparison: Comparison | None


@require_safe
def history(request: HttpRequest, identifier: str) -> HttpResponse:
    row, answer = record_or_answer(request, identifier, "history")
    if row is None:
        return answer
    versions = public_versions(row)
    between, is_known = _between(request, versions)
    if not is_known:
        context = {"row": row, "asked": request.GET.get("from") or request.GET.get("to")}
        return page(request, "no_version.html", context, HTTPStatus.NOT_FOUND)
    number = min(_number(request.GET.get("page")) or 1, -(-len(versions) // VERSIONS_A_PAGE))
    context = {
        "row": row,
        "title": row.says.statement("title"),
        "versions": versions,
        "between": between,
        "compared": _compared(row, *between) if between else None,
        "entries": _entries(row, versions, number),
        "page": number,
        "pages": -(-len(versions) // VERSIONS_A_PAGE),
    }
    return page(request, "history.html", context)


def _between(request: HttpRequest, versions: list[int]) -> tuple[tuple[int, int] | None, bool]:
    """The two versions that are to be compared, the earlier first, None where none are asked
    for; and whether they may be seen."""
    asked = [request.GET.get(name) for name in ("from", "to")]
    if not any(asked):
        return None, True
    numbers = [_number(one) for one in asked]
    if not all(one in versions for one in numbers):
        return None, False
    return (min(numbers), max(numbers)), True


def _number(asked: str | None) -> int:
    """A whole number, 0 for anything else."""
    is_number = asked and asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST_NUMBER
    return int(asked or 0) if is_number else 0


def _compared(row: StoredRecord, one: int, other: int) -> Comparison:
    said = said_in(row, (one, other))
    return compared(said[one], said[other]) if one in said and other in said else Comparison()


def _entries(row: StoredRecord, versions: list[int], number: int) -> list[Entry]:
    """The versions of one page, the latest first."""
    end = len(versions) - (number - 1) * VERSIONS_A_PAGE
    shown = versions[max(end - VERSIONS_A_PAGE, 0) : end]
    before: dict[int, int] = dict(zip(versions[1:], versions, strict=False))
    said: dict[int, Any] = said_in(row, {*shown, *(before[one] for one in shown if one in before)})
    revisions = row.revisions.filter(number__in=shown).select_related("provenance__source")
    return [
        Entry(
            one,
            before.get(one.number),
            compared(said[before[one.number]], said[one.number]) if one.number in before else None,
        )
        for one in revisions.order_by("-number")
    ]
