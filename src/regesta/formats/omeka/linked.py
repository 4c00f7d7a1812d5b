"""The JSON-LD of Omeka S: its answers for programs, and what its export modules write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from regesta.formats import dublin_core
from regesta.formats.draft import Draft, cut, refused
from regesta.formats.json_items import JsonItem, items_of
from regesta.formats.lines import LOST
from regesta.formats.material import Material
from regesta.formats.omeka.files import attachment
from regesta.formats.reading import Attachment, Item, Reading
from regesta.formats.signs import sound

SCHEME = "omeka"
_GRAPH = ("@graph",)
_ITEM, _SET, _MEDIA = "o:Item", "o:ItemSet", "o:Media"
_TERM = re.compile(r"[A-Za-z][\w-]*:[\w-]+")
_MORE = "Export it again from Omeka; the other items are not affected."
# What the item is for Omeka alone: how it is shown, and by whom it was made.
_TOLD_ELSEWHERE = {"@context", "@id", "@type", "o:item_set", "o:media", "o:title"}


def recognise(material: Material) -> bool:
    """Whether it is JSON that speaks of Omeka's kinds of resources."""
    start = material.head_text.lstrip("\ufeff \t\r\n")
    return start[:1] in ("[", "{") and bool(re.search(r'"o:(Item|ItemSet|Media)"', start))


@dataclass(slots=True)
class _Media:
    """A file of an item, as its own resource in the export says."""

    address: str
    name: str = ""
    label: str = ""
    media_type: str = ""


@dataclass(slots=True)
class _Known:
    """What other resources of the export say of its items, by their addresses."""

    sets: dict[str, str] = field(default_factory=dict)
    media: dict[str, list[_Media]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def read(material: Material) -> Iterator[Item]:
    """The items. The file is gone through twice: item sets and media may stand anywhere."""
    known = _known(material)
    found = 0
    for one in items_of(material, _GRAPH):
        if one.error or not isinstance(one.value, dict):
            reason = one.error or "it is no object"
            yield refused("omeka-item", one.place, f"This item cannot be read: {reason}.", _MORE)
        elif not {_SET, _MEDIA}.isdisjoint(_types(one.value)):
            found += 1  # told with the items
        elif _ITEM in _types(one.value) or "o:id" in one.value:
            found += 1
            yield from _of_item(one, known, material)
    if not found:
        yield refused("omeka-none", "", "The file holds no items.", "Export the items as JSON-LD.")


def _known(material: Material) -> _Known:
    known = _Known()
    for one in items_of(material, _GRAPH):
        value = one.value
        if not isinstance(value, dict):
            continue
        if _SET in _types(value):
            known.sets[_address(value)] = _title(value)
        elif _MEDIA in _types(value):
            known.media.setdefault(_address(value.get("o:item")), []).append(
                _Media(
                    address=_text(value.get("o:original_url")) or _text(value.get("o:source")),
                    name=_text(value.get("o:source")).rpartition("/")[2],
                    label=_title(value),
                    media_type=_text(value.get("o:media_type")),
                )
            )
    return known


def _types(value: dict[str, Any]) -> list[str]:
    types = value.get("@type")
    return [one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str)]


def _text(value: Any) -> str:
    return sound(value) if isinstance(value, str) else ""


def _address(value: Any) -> str:
    """The address of a resource, or its number."""
    if not isinstance(value, dict):
        return ""
    return _text(value.get("@id")) or str(value.get("o:id", ""))


def _title(value: dict[str, Any]) -> str:
    if title := _text(value.get("o:title")):
        return title
    for one in _list(value.get("dcterms:title")):
        if isinstance(one, dict) and _text(one.get("@value")):
            return _text(one["@value"])
    return ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _of_item(one: JsonItem, known: _Known, material: Material) -> Iterator[Item]:
    value: dict[str, Any] = one.value
    draft = Draft(one.place)
    is_private = value.get("o:is_public") is False
    for name, content in value.items():
        if name in _TOLD_ELSEWHERE:
            continue
        if _TERM.fullmatch(name) and not name.startswith("o:") and isinstance(content, list):
            is_private |= _property(draft, name, content)
        else:
            draft.keep(name, _kept(content))
    if not draft.title:
        draft.say("title", _text(value.get("o:title")))
    _identify(draft, value, known)
    classes = [kind for kind in _types(value) if kind != _ITEM]
    for kind in classes:
        draft.keep("@type", kind)
    files = tuple(_files(draft, value, known, material))
    if LOST in one.text:
        said = f"A sign of the item is lost; {LOST} stands there."
        draft.warn("omeka-lost-sign", "", LOST, said, "Export the file again as UTF-8.")
    yield from draft.problems
    yield Reading(
        record=draft.record,
        position=one.place,
        wording=cut(one.text),
        collections=tuple(_sets(draft, value, known)),
        files=files,
        publication="draft" if is_private else "public" if value.get("o:is_public") else "",
    )


def _identify(draft: Draft, value: dict[str, Any], known: _Known) -> None:
    address = _address(value)
    if address in known.seen:
        draft.keep("@id", address)
        draft.warn("omeka-twice", "@id", address, "Another item has the same address.",
                   "Import the export once, or each page of it once.")  # fmt: skip
    elif address:
        known.seen.add(address)
        draft.identify(SCHEME, address)


def _property(draft: Draft, name: str, values: list[Any]) -> bool:
    """The values of a property; whether one of them is not for the public."""
    prefix, _, term = name.partition(":")
    is_private = False
    for value in values:
        if not isinstance(value, dict):
            draft.keep(name, _kept(value))
            continue
        words = _words(value)
        language = _text(value.get("@language"))
        uri = _text(value.get("@id"))
        is_core = prefix in ("dcterms", "dc")
        if value.get("is_public") is False:
            is_private = True
            draft.warn("omeka-private", name, words, "Omeka shows this value to nobody outside; "
                       "the record is taken as a draft.",
                       "Decide what may be shown before you make the record public.")  # fmt: skip
        if not (is_core and dublin_core.say(draft, term, words, language=language, uri=uri)):
            draft.keep(name, words or uri, language=language)
        if uri and words:
            draft.keep(f"{name} @id", uri)
    return is_private


def _words(value: dict[str, Any]) -> str:
    """The wording of a value: its text, or the label of what it points to."""
    said = value.get("@value")
    if isinstance(said, str):
        return sound(said)
    if said is not None:
        return _kept(said)
    return _text(value.get("o:label")) or _text(value.get("display_title"))


def _kept(content: Any) -> str:
    """What no field holds, as text."""
    if isinstance(content, str):
        return sound(content)
    if content is None or content == []:
        return ""
    if isinstance(content, dict) and isinstance(content.get("@value"), str):
        return sound(content["@value"])
    return sound(msgspec.json.encode(content).decode())


def _sets(draft: Draft, value: dict[str, Any], known: _Known) -> Iterator[str]:
    for one in _list(value.get("o:item_set")):
        address = _address(one)
        title = known.sets.get(address) or (_title(one) if isinstance(one, dict) else "")
        if title:
            yield title
        else:
            draft.keep("o:item_set", address or _kept(one))


def _files(
    draft: Draft, value: dict[str, Any], known: _Known, material: Material
) -> Iterator[Attachment]:
    described = known.media.get(_address(value), [])
    for media in described:
        yield from attachment(
            draft,
            material,
            media.address,
            name=media.name,
            label=media.label,
            media_type=media.media_type,
        )
    for one in _list(value.get("o:media")):
        if not described and isinstance(one, dict) and _text(one.get("o:original_url")):
            yield from attachment(draft, material, _text(one["o:original_url"]))
        elif not described:
            draft.keep("o:media", _address(one) or _kept(one))
