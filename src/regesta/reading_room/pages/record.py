"""The page of a document, in any of its versions."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_safe

from regesta.catalog.lookup import find_records
from regesta.catalog.models import StoredRecord
from regesta.catalog.versions import Version, versions_with_source
from regesta.catalog.visibility import is_public, public_history, tombstone
from regesta.description.dates import HistoricalDate
from regesta.description.fields import FIELD, STATEMENT_FIELDS
from regesta.description.record import AccessStatus, DateType, Record, RecordDate, State
from regesta.reading_room.citing import asked_version, citing, cut
from regesta.reading_room.listed import forms_of_record
from regesta.reading_room.pages.showing import page
from regesta.reading_room.related import related
from regesta.reading_room.speaking import Spoken
from regesta.reading_room.trail import trail_of
from regesta.reading_room.tree import standing
from regesta.reading_room.wording import date_label
from regesta.search.finding import (
    base_address,
)


@require_safe
def record(request: HttpRequest, identifier: str) -> HttpResponse:
    rows = find_records(identifier)
    row = next(filter(is_public, rows), None)
    if row is None:
        withdrawal = next(filter(None, map(tombstone, rows)), None)
        if withdrawal is None:
            raise Http404
        return page(request, "gone.html", {"withdrawal": withdrawal}, HTTPStatus.GONE)
    if identifier != row.identifier:
        return HttpResponsePermanentRedirect(_with_query(request, "record", row.identifier))
    version = asked_version(row, request.GET.get("version"))
    if version is None:
        context = {"row": row, "asked": request.GET["version"]}
        return page(request, "no_version.html", context, HTTPStatus.NOT_FOUND)
    context = _record_context(request, row, version)
    response = page(request, "record.html", context)
    response["Link"] = context["citing"].links
    return response


def _with_query(request: HttpRequest, name: str, identifier: str) -> str:
    """An address of the same page under its own identifier, and what else was asked."""
    asked = request.META.get("QUERY_STRING", "")
    return reverse(name, args=[identifier]) + (f"?{asked}" if asked else "")


def _record_context(request: HttpRequest, row: StoredRecord, version: Version) -> dict[str, Any]:
    says = version.says
    date = says.primary_date
    title = says.statement("title")
    others = [one for one in says.values.get("title", ()) if one is not title]
    # Mentions are those of the words as they are now.
    mentions = row.mentions.select_related("authority") if version.is_latest else ()
    spoken = Spoken(says, mentions)
    collections = [one.collection for one in row.memberships.select_related("collection")]
    base = base_address(request.build_absolute_uri("/"))
    cited = citing(row, version, spoken, base)
    return {
        "row": row,
        "citing": cited,
        "says": says,
        "title": title,
        "other_titles": others,
        "summary": says.statement("scope_and_content"),
        "date": date,
        "date_type": _type_of(date, says.dates),
        "other_dates": [one for one in says.dates if not _is_same_day(one.date, date)],
        "fields": [
            (FIELD[name], says.values[name])
            for name in STATEMENT_FIELDS
            if name not in ("title", "scope_and_content") and says.values.get(name)
        ],
        "texts": [] if says.access.status is AccessStatus.METADATA_ONLY else says.texts,
        "summary_part": _part_of(says, "scope_and_content"),
        "spoken": spoken,
        "subjects": _grouped(spoken.subjects()),
        "collections": collections,
        "standing": standing(row, collections),
        "history": [one for one in public_history(row) if one.number in cited.versions],
        "trail": trail_of(request.GET, row.identifier),
        "described": _described(says, date),
        "forms": forms_of_record(row.identifier),
        "related": related(row),
        "with_source": versions_with_source(row, version.versions),
        "address": base + request.path,
        "State": State,
    }


def _described(says: Record, date: HistoricalDate) -> str:
    """What a search engine may show of the document: its summary, else how its text begins."""
    closed = says.access.status is AccessStatus.METADATA_ONLY
    texts = [] if closed else [one.text for text in says.texts for one in text.paragraphs[:3]]
    words = " ".join((says.text("scope_and_content") or " ".join(texts)).split())
    title = says.text("title") or settings.ARCHIVE_NAME
    return cut(words) or " - ".join(filter(None, (title, date_label(date))))


def _part_of(says: Record, name: str) -> str:
    """The place of the statement shown for a field among all of the field."""
    shown = says.statement(name)
    return str(next((at for at, one in enumerate(says.values.get(name, ())) if one is shown), 0))


def _type_of(date: HistoricalDate, dates: list[RecordDate]) -> DateType:
    """What the date is the date of, as far as any statement of the same day says."""
    types = [one.type for one in dates if _is_same_day(one.date, date)]
    known = [one for one in types if one is not DateType.UNSPECIFIED]
    return known[0] if known else DateType.UNSPECIFIED


def _is_same_day(one: HistoricalDate, other: HistoricalDate) -> bool:
    """Whether two dates say the same: by their meaning, or else by their wording."""
    return (one.edtf or one.text) == (other.edtf or other.text)


_SUBJECT_KINDS = (
    ("person", noop("People")),
    ("family", noop("Families")),
    ("organisation", noop("Bodies")),
    ("place", noop("Places")),
    ("topic", noop("Topics")),
)


def _grouped(subjects: list[Any]) -> list[tuple[str, list[Any]]]:
    groups = [
        (label, [one for one in subjects if one.kind == kind]) for kind, label in _SUBJECT_KINDS
    ]
    return [group for group in groups if group[1]]
