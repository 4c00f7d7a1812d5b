"""The page of a document, in any of its versions."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_safe

from regesta.catalog.models import StoredRecord
from regesta.catalog.versions import Version, versions_with_source
from regesta.catalog.visibility import public_history
from regesta.description.dates import HistoricalDate
from regesta.description.fields import FIELD, STATEMENT_FIELDS
from regesta.description.record import (
    AccessStatus,
    DateType,
    Record,
    RecordDate,
    State,
    Statement,
    Text,
)
from regesta.reading_room.around import around
from regesta.reading_room.beside import BESIDE, texts_of_page
from regesta.reading_room.citing import asked_version, citing, cut
from regesta.reading_room.inheriting import inherited
from regesta.reading_room.languages import interface
from regesta.reading_room.listed import forms_of_record
from regesta.reading_room.lying import access_words
from regesta.reading_room.pages.reaching import record_or_answer
from regesta.reading_room.pages.showing import page
from regesta.reading_room.related import related
from regesta.reading_room.remarks import remarks_on
from regesta.reading_room.speaking import Spoken
from regesta.reading_room.trail import trail_of
from regesta.reading_room.tree import standing
from regesta.reading_room.wording import date_label
from regesta.search.finding import base_address

VERSIONS_SHOWN = 5  # the others stand on the page of the history
_CUSTODY = ("originals", "archival_history", "acquisition", "publications", "copies")
_SHOWN_ELSEWHERE = frozenset({"title", "scope_and_content", *_CUSTODY})


@require_safe
def record(request: HttpRequest, identifier: str) -> HttpResponse:
    row, answer = record_or_answer(request, identifier, "record")
    if row is None:
        return answer
    version = asked_version(row, request.GET.get("version"))
    if version is None:
        context = {"row": row, "asked": request.GET["version"]}
        return page(request, "no_version.html", context, HTTPStatus.NOT_FOUND)
    context = _record_context(request, row, version)
    response = page(request, "record.html", context)
    response["Link"] = context["citing"].links
    return response


def _record_context(request: HttpRequest, row: StoredRecord, version: Version) -> dict[str, Any]:
    says = version.says
    title = says.statement("title")
    # Mentions are those of the words as they are now.
    named = row.mentions.select_related("authority").defer("authority__description")
    mentions = named if version.is_latest else ()
    spoken = Spoken(says, mentions)
    collections = [one.collection for one in row.memberships.select_related("collection")]
    base = base_address(request.build_absolute_uri("/"))
    cited = citing(row, version, spoken, base)
    texts = [] if says.access.status is AccessStatus.METADATA_ONLY else says.texts
    return {
        "row": row,
        "citing": cited,
        "says": says,
        "title": title,
        "summary": says.statement("scope_and_content"),
        "summary_part": _part_of(says, "scope_and_content"),
        "texts": texts_of_page(texts, cited.paragraphs, spoken, request.GET, interface().code),
        "beside": partial(_with_texts, request),
        "spoken": spoken,
        "collections": collections,
        "standing": standing(row, collections),
        "trail": trail_of(request.GET, row.identifier),
        "described": _described(says, texts),
        "around": around(row),
        "forms": forms_of_record(row.identifier),
        "related": related(row),
        "address": base + request.path,
        "State": State,
        "inherited": list(inherited(row, says)),
        **_facts(says, spoken, title),
        **_origins(row, version, says),
    }


def _described(says: Record, texts: list[Text]) -> str:
    """What a search engine may show of the document: its summary, else how its text begins."""
    beginnings = [one.text for text in texts for one in text.paragraphs[:3]]
    words = " ".join((says.text("scope_and_content") or " ".join(beginnings)).split())
    title = says.text("title") or settings.ARCHIVE_NAME
    return cut(words) or " - ".join(filter(None, (title, date_label(says.primary_date))))


def _facts(says: Record, spoken: Spoken, title: Statement | None) -> dict[str, Any]:
    """What is said about a document beside its words."""
    date = says.primary_date
    return {
        "date": date,
        "date_type": _type_of(date, says.dates),
        "other_dates": [one for one in says.dates if not _is_same_day(one.date, date)],
        "other_titles": [one for one in says.values.get("title", ()) if one is not title],
        "fields": [
            (FIELD[name], says.values[name])
            for name in STATEMENT_FIELDS
            if name not in _SHOWN_ELSEWHERE and says.values.get(name)
        ],
        "subjects": _grouped(spoken.subjects()),
        "access": access_words(says.access),
    }


def _origins(row: StoredRecord, version: Version, says: Record) -> dict[str, Any]:
    """Where a document comes from, step by step, up to its latest versions here."""
    seen = [one for one in public_history(row) if one.number in version.versions]
    with_source = versions_with_source(row, version.versions)
    shown = seen[:VERSIONS_SHOWN]
    return {
        "custody": [(FIELD[name], says.values[name]) for name in _CUSTODY if says.values.get(name)],
        "history": shown,
        "with_source": with_source,
        "remarks": remarks_on(one for one in shown if one.number in with_source),
    }


def _with_texts(request: HttpRequest, numbers: tuple[int, ...]) -> str:
    """The address of this page with these texts beside each other."""
    parameters = request.GET.copy()
    parameters[BESIDE] = ",".join(map(str, numbers))
    return f"?{parameters.urlencode(safe=',')}#text-head"


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
