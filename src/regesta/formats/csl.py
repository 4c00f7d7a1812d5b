"""CSL-JSON: the items that citation processors, Zotero and pandoc exchange.

Read and written; what is written reads back as the same, as far as CSL can hold it.
Source of the names: the schema of CSL 1.0.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from regesta.description import dates
from regesta.description.dates import HistoricalDate
from regesta.description.edtf import NotEDTF
from regesta.description.record import DateType, Record, Reference, ReferenceLevel
from regesta.formats import citation
from regesta.formats.citation import Form, PersonalName
from regesta.formats.draft import Draft, cut, parts, refused
from regesta.formats.json_items import JsonItem, items_of
from regesta.formats.lines import LOST
from regesta.formats.material import Material
from regesta.formats.reading import Item, Reading
from regesta.formats.signs import sound

NAME = "csl"
LABEL = "Citations (CSL-JSON)"
CODES = {
    "csl-item": "One item cannot be read; the others are taken.",
    "csl-none": "The file holds no items.",
    "csl-twice": "Two items have the same id or address; the second is taken without it.",
    "csl-name": "A name has no part that CSL knows; it is kept as it stands.",
    "csl-lost-sign": "An item holds bytes that are not in the encoding of the file.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
}
SCHEME = "csl"
_WITHIN = ("items", "references")
_TYPE = re.compile(r"[a-z]+(?:[-_][a-z]+)*", re.ASCII)  # as all of CSL's are written
_STATEMENTS = {
    "title": "title",
    "abstract": "scope_and_content",
    "note": "note",
    "language": "language",
    "dimensions": "extent",
}
_ROLES = {"recipient": citation.ADDRESSEE}
_ROLES |= {
    name: name.replace("-", " ")
    for name in (
        "author", "editor", "translator", "contributor", "chair", "collection-editor",
        "compiler", "composer", "container-author", "curator", "director", "editorial-director",
        "executive-producer", "guest", "host", "illustrator", "interviewer", "narrator",
        "organizer", "original-author", "performer", "producer", "reviewed-author",
        "script-writer", "series-creator",
    )
}  # fmt: skip
_VARIABLES = {role: name for name, role in _ROLES.items()}
_VARIABLES |= dict.fromkeys(citation.AUTHORS, "author")
_DATES = {"event-date": DateType.EVENT, "original-date": DateType.WRITTEN}
_IDENTIFIERS = {"DOI": "doi", "URL": "url"}
_ARCHIVE = ("archive", "archive_location", "archive_collection")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASONS |= {str(code - 20): code for code in range(21, 25)}


def recognise(material: Material) -> bool:
    """Whether it is JSON with items of the types that CSL has."""
    start = material.head_text.lstrip("\ufeff \t\r\n")
    if start[:1] not in ("[", "{") or '"o:' in start:
        return False
    found = re.search(r'"type"\s*:\s*"([a-z_-]+)"', start)
    names = re.search(r'"(issued|title|author|id|archive_location)"\s*:', start)
    return bool(found and names and citation.is_type(Form.CSL, found[1]))


def read(material: Material) -> Iterator[Item]:
    """The items of a list. Never raises: what is wrong is a located problem."""
    seen: set[str] = set()
    found = False
    for one in items_of(material, _WITHIN):
        found = True
        if one.error or not isinstance(one.value, dict):
            yield refused(
                "csl-item",
                one.place,
                f"This item cannot be read: {one.error or 'it is no object'}.",
                "Mend it, or export it again; the other items are not affected.",
            )
        else:
            yield from _of_item(one, seen)
    if not found:
        yield refused(
            "csl-none", "", "The file holds no items.", "Export the citations as CSL-JSON."
        )


def write(records: Iterable[tuple[str, Record]]) -> Iterator[str]:
    """Identifiers and records as pieces of a list. A record without an identifier goes
    under the one that it came with."""
    yield "["
    for number, (identifier, record) in enumerate(records):
        text = msgspec.json.encode(_clean(item_of(identifier, record))).decode()
        yield f"{',' if number else ''}\n{text}"
    yield "\n]\n"


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _clean(content) for name, content in value.items()}
    if isinstance(value, list):
        return [_clean(content) for content in value]
    return sound(value) if isinstance(value, str) else value


# ---------------------------------------------------------------- reading


def _of_item(one: JsonItem, seen: set[str]) -> Iterator[Item]:
    value: dict[str, Any] = one.value
    draft = Draft(one.place)
    kind = _text(value.get("type"))
    for name, content in value.items():
        if name in _STATEMENTS and isinstance(content, str):
            draft.say(_STATEMENTS[name], sound(content))
        elif name in _ROLES and isinstance(content, list):
            _names(draft, name, content)
        elif name == "keyword" and isinstance(content, str):
            for word in parts(content, ";" if ";" in content else ","):
                draft.subject(sound(word))
        elif name not in _TOLD or not isinstance(content, str | int | dict):
            draft.keep(name, _kept(content))
    draft.keep(Form.CSL.value, kind)
    _dates(draft, value, kind)
    _references(draft, value)
    _identify(draft, value, seen)
    if LOST in one.text:
        said = f"A sign of the item is lost; {LOST} stands there."
        draft.warn("csl-lost-sign", "", LOST, said, "Export the file again as UTF-8.")
    yield from draft.problems
    yield Reading(record=draft.record, position=one.place, wording=cut(one.text))


_TOLD = {"id", "type", "issued", "call-number", *_DATES, *_IDENTIFIERS, *_ARCHIVE}


def _text(value: Any) -> str:
    """Text, and a number as one; "" for anything else."""
    if isinstance(value, str):
        return sound(value).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _kept(content: Any) -> str:
    if content is None:
        return ""
    return _text(content) or sound(msgspec.json.encode(content).decode())


def _names(draft: Draft, variable: str, names: list[Any]) -> None:
    for name in names:
        given = {key: _text(name.get(key)) for key in name} if isinstance(name, dict) else {}
        family = " ".join(filter(None, (given.get("non-dropping-particle"), given.get("family"))))
        first = " ".join(filter(None, (given.get("given"), given.get("dropping-particle"))))
        if family or first:
            person = PersonalName(family or first, first if family else "", given.get("suffix", ""))
            draft.agent(person.text, _ROLES[variable])
        elif given.get("literal"):
            draft.agent(given["literal"], _ROLES[variable], "organisation")
        else:
            draft.keep(variable, _kept(name))
            draft.warn("csl-name", variable, _kept(name), "The name has no family or literal.",
                       "Write it as family and given, or as literal.")  # fmt: skip


def _dates(draft: Draft, value: dict[str, Any], kind: str) -> None:
    types = {"issued": citation.date_type(Form.CSL, kind)} | _DATES
    for name, type_of_date in types.items():
        content = value.get(name)
        if content is None:
            continue
        date = _date(content)
        if date is None:
            draft.keep(name, _kept(content))
        else:
            draft.date(date, type=type_of_date)


def _date(content: Any) -> HistoricalDate | None:
    """A date of CSL; None for one that cannot be said as one and is kept as it stands."""
    if isinstance(content, str | int):
        return dates.read(_text(content)) if _text(content) else None
    if not isinstance(content, dict):
        return None
    words = _text(content.get("literal")) or _text(content.get("raw"))
    ends = content.get("date-parts")
    expression = _expression(ends, content) if isinstance(ends, list) else ""
    if expression:
        try:
            return dates.from_edtf(expression, words)
        except NotEDTF:
            pass
    return dates.read(words) if words else None


def _expression(ends: list[Any], content: dict[str, Any]) -> str:
    circa = "~" if content.get("circa") not in (None, False, 0, "", "false", "0") else ""
    season = _SEASONS.get(_text(content.get("season")).lower())
    said = []
    for end in ends[:2]:
        numbers = [_text(part) for part in end] if isinstance(end, list) else []
        if not all(re.fullmatch(r"-?\d{1,4}", part, re.ASCII) for part in numbers) or not numbers:
            said.append("")
            continue
        year = int(numbers[0])
        written = [f"-{-year:04}" if year < 0 else f"{year:04}"]
        written += [f"{int(part):02}" for part in numbers[1:3]]
        if season and len(written) == 1:
            written.append(str(season))
        said.append("-".join(written) + circa)
    return "/".join(said) if any(said) else ""


def _references(draft: Draft, value: dict[str, Any]) -> None:
    archive, location, collection = (_text(value.get(name)) for name in _ARCHIVE)
    levels = [ReferenceLevel("collection", collection)] if collection else []
    if archive or location or collection:
        text = location or collection or archive
        draft.refer(Reference(text=text, repository=archive, levels=levels))
    if number := _text(value.get("call-number")):
        levels = [ReferenceLevel("call number", number)]
        draft.refer(Reference(text=number, levels=levels))


def _identify(draft: Draft, value: dict[str, Any], seen: set[str]) -> None:
    for name, scheme in {"id": SCHEME, **_IDENTIFIERS}.items():
        said = _text(value.get(name))
        if not said:
            continue
        if f"{scheme} {said}" in seen:
            draft.keep(name, said)
            if name != "URL":  # an address may be that of many
                draft.warn("csl-twice", name, said, "Another item has it already.",
                           "Give each item an id of its own if these are two.")  # fmt: skip
        else:
            seen.add(f"{scheme} {said}")
            draft.identify(scheme, said)


# ---------------------------------------------------------------- writing


def item_of(identifier: str, record: Record) -> dict[str, Any]:
    """A record as an item, as far as CSL can say it."""
    item: dict[str, Any] = {
        "id": identifier or citation.identifier(record, SCHEME),
        "type": citation.type_in(record, Form.CSL),
    }
    # A type of another form, or what a table had in a column of that name, is none here.
    is_own = Form.CSL.value in record.extra and _TYPE.fullmatch(item["type"])
    if not citation.is_type(Form.CSL, item["type"]) and not is_own:
        item["type"] = "document"
    for name, field in _STATEMENTS.items():
        item[name] = record.text(field)
    for agent in record.agents:
        if variable := _VARIABLES.get(agent.role):
            item.setdefault(variable, []).append(_written_name(agent.name, agent.kind))
    if words := citation.keywords(record):
        item["keyword"] = ("; " if any("," in word for word in words) else ", ").join(words)
    _write_dates(item, record)
    _write_references(item, record)
    for name, scheme in _IDENTIFIERS.items():
        item[name] = citation.identifier(record, scheme)
    for name, text in citation.others_in(record, Form.CSL):
        if not item.get(name):
            item[name] = _unkept(text)
    return {name: content for name, content in item.items() if content}


def _unkept(text: str) -> Any:
    """What `_kept` made text of."""
    if text[:1] in ("{", "["):
        try:
            return msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            pass
    return text


def _written_name(text: str, kind: str) -> dict[str, str]:
    if kind != "person":
        return {"literal": text}
    name = citation.name_parts(text)
    family, given = name.family.split(), name.given.split()
    first = citation.particles(family)
    last = len(given) - citation.particles(given, at_end=True)
    said = {
        "non-dropping-particle": " ".join(family[:first]),
        "family": " ".join(family[first:]),
        "given": " ".join(given[:last]),
        "dropping-particle": " ".join(given[last:]),
        "suffix": name.suffix,
    }
    return {part: words for part, words in said.items() if words}


def _write_dates(item: dict[str, Any], record: Record) -> None:
    cited = citation.date_of(record)
    if cited:
        item["issued"] = _written_date(cited.date)
    for name, type_of_date in _DATES.items():
        for one in record.dates:
            if one.type is type_of_date and one is not cited:
                item[name] = _written_date(one.date)


_CSL_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(~?)", re.ASCII)


def _written_date(date: HistoricalDate) -> dict[str, Any]:
    """Date parts where CSL can say it so, and the wording otherwise."""
    matches = [_CSL_DATE.fullmatch(end) for end in date.edtf.split("/")]
    known = [match for match in matches if match]
    codes = {match[2] for match in known if match[2] and int(match[2]) > 12}
    circa = {match[4] for match in known}
    if len(known) != len(matches) or len(circa) != 1 or len(codes) > 1 or not codes <= _CODES:
        return {"literal": date.text or date.edtf} if date.text or date.edtf else {}
    if codes and any(match[2] not in codes for match in known):
        return {"literal": date.text or date.edtf}
    ends = [
        [int(part) for part in match.groups()[:3] if part and part not in codes] for match in known
    ]
    said: dict[str, Any] = {"date-parts": ends}
    if circa == {"~"}:
        said["circa"] = True
    if codes:
        said["season"] = int(codes.pop()) - 20
    return said


_CODES = {"21", "22", "23", "24"}


def _write_references(item: dict[str, Any], record: Record) -> None:
    if not record.references:
        return
    first = record.references[0]
    if [one.term for one in first.levels] == ["call number"]:
        item["call-number"] = first.text
        return
    item["archive"], item["archive_location"] = citation.place_of(record)
    for one in first.levels:
        if one.term == "collection":
            item["archive_collection"] = one.value
            if first.text == one.value:
                item["archive_location"] = ""
    for other in record.references[1:]:
        if [one.term for one in other.levels] == ["call number"]:
            item["call-number"] = other.text
