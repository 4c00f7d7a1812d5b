"""The dates that attributes of TEI give, as EDTF: of one element, and of a whole document.

``@when``, ``@from`` and ``@to``, ``@notBefore`` and ``@notAfter`` are W3C dates; times are
cut to days. A stretch *within* which something lies is one of its days (``[a..b]``), a
stretch *over* which it goes is an interval (``a/b``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from regesta.description import dates
from regesta.description.dates import NO_DATE, HistoricalDate, Status
from regesta.description.days import days_in_month
from regesta.description.edtf import NotEDTF, canonical
from regesta.description.record import DateType
from regesta.formats.tei.names import all_text, attribute, foreign
from regesta.formats.xml import Element

_W3C = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_UNSURE = {"low", "medium", "unknown", "0", "0.1", "0.2", "0.3", "0.4", "0.5"}
_TYPES = (
    (re.compile(r"sent|dispatch|posted", re.IGNORECASE), DateType.SENT),
    (re.compile(r"receiv|deliver", re.IGNORECASE), DateType.RECEIVED),
    (re.compile(r"conversation|meeting|discussion|met\b", re.IGNORECASE), DateType.MET),
    (re.compile(r"publi|press|issue|broadcast", re.IGNORECASE), DateType.PUBLISHED),
    (re.compile(r"declassif", re.IGNORECASE), DateType.DECLASSIFIED),
    (re.compile(r"decid|approv|decision", re.IGNORECASE), DateType.DECIDED),
    (re.compile(r"writ|creat|draft|prepar|dated|sign", re.IGNORECASE), DateType.WRITTEN),
)
_TITLES = (
    (re.compile(r"\b(?:telegram|airgram|cable|instruction|circular)\b", re.IGNORECASE),
     DateType.SENT),
    (re.compile(r"\b(?:conversation|discussion|meeting|minutes|conference)\b", re.IGNORECASE),
     DateType.MET),
)  # fmt: skip


@lru_cache(maxsize=4096)
def plain_day(value: str) -> str:
    """A W3C date as EDTF, its time cut off; "" for what is none."""
    match = _W3C.fullmatch(value.strip())
    if not match or len(match[1].lstrip("-")) > 4:
        return ""
    day = "-".join(part for part in match.groups() if part)
    try:
        return canonical(day)
    except NotEDTF:
        return ""


def stretch(first: str, last: str, *, within: bool) -> str:
    """The EDTF of two ends, either of which may be "": one day *within* them, or from one
    to the other. Ends that are one day, one whole month or one whole year are that."""
    if first == last:
        return first
    if first and last:
        if whole := _whole(first, last):
            return whole
        made = f"[{first}..{last}]" if within else f"{first}/{last}"
    elif within:
        made = f"[{first}..{last}]"
    else:
        made = f"{first or '..'}/{last or '..'}"
    try:
        return canonical(made)
    except NotEDTF:
        return ""


def _whole(first: str, last: str) -> str:
    """The month or the year that two days enclose exactly."""
    if len(first) != 10 or len(last) != 10 or first[8:] != "01" or first[:4] != last[:4]:
        return ""
    if first[5:7] == "01" and last[5:] == "12-31":
        return first[:4]
    year, month = int(first[:4]), int(first[5:7])
    same = first[:7] == last[:7] and int(last[8:]) == days_in_month(year, month)
    return first[:7] if same else ""


def edtf_of(element: Element) -> tuple[str, str]:
    """What the attributes of a ``date`` mean, and those of them that mean nothing.

    Both are "" where there are no such attributes.
    """
    said = {
        name: value
        for name in ("when", "from", "to", "notBefore", "notAfter")
        if (value := attribute(element, name) or attribute(element, f"{name}-iso"))
    }
    days = {name: plain_day(value) for name, value in said.items()}
    wrong = ", ".join(f"{name}={said[name]}" for name, day in days.items() if not day)
    found = days.get("when", "")
    if not found and (days.get("from") or days.get("to")):
        found = stretch(days.get("from", ""), days.get("to", ""), within=False)
        wrong = wrong or ("" if found else f"{said.get('from', '')} to {said.get('to', '')}")
    elif not found and (days.get("notBefore") or days.get("notAfter")):
        first, last = days.get("notBefore", ""), days.get("notAfter", "")
        found = stretch(first, last, within=True)
        wrong = wrong or ("" if found else f"{first} to {last}")
    if found and attribute(element, "cert").lower() in _UNSURE:
        found = _doubted(found)
    return found, wrong


def _doubted(expression: str) -> str:
    """The same with a question mark, where EDTF has a place for it."""
    ends = expression.split("/")
    try:
        return canonical("/".join(end if end in ("", "..") else f"{end}?" for end in ends))
    except NotEDTF:
        return expression


def date_of(element: Element, wording: str | None = None, language: str = "") -> HistoricalDate:
    """The date of a ``date`` element: its wording, and what its attributes mean.

    Without attributes the wording is read; without either there is no date.
    """
    words = all_text(element, ("note",)) if wording is None else wording
    expression, _ = edtf_of(element)
    calendar = calendar_of(element)
    if not expression:
        date = dates.read(words, language=language)
        return replace(date, calendar=calendar) if calendar and date.edtf else date
    date = HistoricalDate(words or expression, expression, Status.GIVEN)
    return replace(date, calendar=calendar) if calendar else date


def calendar_of(element: Element) -> str:
    """The calendar that ``@calendar`` names for the wording, "" where it is the usual one."""
    named = attribute(element, "calendar").lstrip("#").rpartition("/")[2].lower()
    return "" if "gregorian" in named else named


def bounds_of(document: Element) -> str:
    """The EDTF of the ``doc-dateTime-min`` and ``-max`` of a document of today's FRUS.

    For an editorial note they are the days it speaks of, for a document those between
    which it lies.
    """
    first = plain_day(foreign(document, "doc-dateTime-min"))
    last = plain_day(foreign(document, "doc-dateTime-max"))
    if not first and not last:
        return ""
    is_note = attribute(document, "subtype") == "editorial-note"
    return stretch(first, last, within=not is_note)


def type_of(element: Element | None, title: str, is_note: bool = False) -> DateType:
    """Of what the date is: as its ``@type`` says, or else the kind of document."""
    said = attribute(element, "type") if element is not None else ""
    for words, rules in ((said, _TYPES), (title, _TITLES)):
        for pattern, kind in rules:
            if words and pattern.search(words):
                return kind
    return DateType.EVENT if is_note else DateType.WRITTEN


def placed_between(before: str, after: str, wording: str) -> HistoricalDate:
    """The date that the order of the documents gives one of them that has none."""
    first, last = (before, after) if not after or before <= after else (after, before)
    expression = stretch(first, last, within=True) if first or last else ""
    if not expression:
        return NO_DATE
    return HistoricalDate(wording, expression, Status.GIVEN, notes=(FROM_PLACE,))


FROM_PLACE = "concluded from the documents before and after it"
FROM_TEXT = "the first date that its text speaks of"
