"""Terms of Dublin Core as statements of a record, by the mapping in `FIELDS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from regesta.description import dates
from regesta.description.dates import Status
from regesta.description.fields import FIELDS, STATEMENT_FIELDS
from regesta.description.record import DateType, Reference
from regesta.formats.draft import Draft

_STATEMENTS = {one.dc: one.name for one in FIELDS if one.dc and one.name in STATEMENT_FIELDS}
# Terms near to those in `FIELDS`.
_STATEMENTS |= {
    "abstract": "scope_and_content",
    "format": "extent",
    "medium": "extent",
    "accessRights": "access_conditions",
    "bibliographicCitation": "publications",
    "hasFormat": "copies",
    "isFormatOf": "originals",
}
_DATES = {
    "date": DateType.UNSPECIFIED,
    "created": DateType.WRITTEN,
    "issued": DateType.PUBLISHED,
    "temporal": DateType.EVENT,
}
_AGENTS = {"creator": "creator", "contributor": "contributor", "publisher": "publisher"}


def say(draft: Draft, term: str, value: str, *, language: str = "", uri: str = "") -> bool:
    """Puts a value where the term belongs; False where no field has it.

    ``uri`` is the address of what the value names, where the source gives one.
    """
    if term in _STATEMENTS:
        draft.say(_STATEMENTS[term], value or uri, language=language)
    elif term in _DATES:
        return _date(draft, term, value)
    elif term in _AGENTS:
        draft.agent(value or uri, _AGENTS[term])
    elif term in _OTHERS:
        return _OTHERS[term](draft, value or uri)
    else:
        return False
    return True


def _date(draft: Draft, term: str, value: str) -> bool:
    """A date; *temporal* may name an age in words instead, which is none."""
    if term == "temporal" and dates.read(value).status is Status.NOT_UNDERSTOOD:
        return False
    draft.date(value, type=_DATES[term])
    return True


def _coverage(draft: Draft, value: str) -> bool:
    """Coverage is a time or a place."""
    if dates.read(value).status is Status.GIVEN:
        draft.date(value, type=DateType.EVENT)
    else:
        draft.subject(value, "place")
    return True


def _place(draft: Draft, value: str) -> bool:
    draft.subject(value, "place")
    return True


def _topic(draft: Draft, value: str) -> bool:
    draft.subject(value)
    return True


def _source(draft: Draft, value: str) -> bool:
    draft.refer(Reference(text=" ".join(value.split())))
    return True


def _identifier(draft: Draft, value: str) -> bool:
    draft.identify("identifier", value)
    return True


def _rights(draft: Draft, value: str) -> bool:
    """The first address and the first words; there is room for one of each."""
    rights = draft.record.rights
    if value.startswith(("http://", "https://")) and not rights.uri:
        draft.record.rights = replace(rights, uri=value.strip())
    elif not value.startswith(("http://", "https://")) and not rights.statement:
        draft.record.rights = replace(rights, statement=value.strip())
    else:
        return False
    return True


_OTHERS: dict[str, Callable[[Draft, str], bool]] = {
    "coverage": _coverage,
    "spatial": _place,
    "subject": _topic,
    "source": _source,
    "identifier": _identifier,
    "rights": _rights,
    "license": _rights,
}
