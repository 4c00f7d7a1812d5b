"""Who an authority record is of: the sort of entity, its identifiers and all its names."""

from __future__ import annotations

from regesta.description.authority import Kind, Name
from regesta.description.dates import NO_DATE
from regesta.formats.authority_identifiers import identifier_of
from regesta.formats.eac.entity import Entity, language_of, script_of
from regesta.formats.ead.prose import line_of, name_of, prose
from regesta.formats.xml import Element

_KINDS = {
    "person": Kind.PERSON,
    "family": Kind.FAMILY,
    "corporatebody": Kind.ORGANISATION,
}
_SETS = ("nameEntryParallel", "nameEntrySet")
_PREFERRED = ("authorizedForm", "preferredForm")


def kind_of(said: str) -> Kind:
    return _KINDS.get(said, Kind.ORGANISATION)


def read_identity(identity: Element, entity: Entity) -> None:
    chosen: int | None = None
    for part in identity:
        name = name_of(part)
        if name == "entityType":
            said = (part.get("value") or line_of(part)).strip().casefold()
            entity.kind = said if said in _KINDS else ""
        elif name in ("entityId", "identityId"):
            if identifier := identifier_of(line_of(part), part.get("localType") or "entityId"):
                entity.identifiers.append(identifier)
        elif name == "nameEntry":
            chosen = _name(part, entity, chosen, is_preferred=_is_preferred(part))
        elif name in _SETS:
            chosen = _parallel(part, entity, chosen)
        elif name == "otherEntityTypes":
            entity.keep_all(part)
        elif name == "descriptiveNote":
            entity.say("note", prose(part))
        elif name:
            entity.keep_all(part)
    entity.preferred = chosen or 0


def _parallel(group: Element, entity: Entity, chosen: int | None) -> int | None:
    """Forms of one name in several languages or scripts; what is said of the set holds for
    those of its names that are preferred themselves, or else for the first."""
    names = [part for part in group if name_of(part) == "nameEntry"]
    is_set_preferred = _is_preferred(group)
    for place, part in enumerate(names):
        preferred = _is_preferred(part) or (
            is_set_preferred and place == 0 and not any(map(_is_preferred, names))
        )
        chosen = _name(part, entity, chosen, is_preferred=preferred, group=group)
    return chosen


def _name(
    element: Element,
    entity: Entity,
    chosen: int | None,
    *,
    is_preferred: bool,
    group: Element | None = None,
) -> int | None:
    """Adds a name; the place of the preferred one, as far as it is known."""
    parts = [part for part in element if name_of(part) == "part"]
    sign = ". " if entity.kind == "corporatebody" else ", "
    text = _joined([line_of(part) for part in parts] or [line_of(element)], sign)
    if not text:
        return chosen
    used, notes = NO_DATE, []
    for holder in (element, *((group,) if group is not None else ())):
        for part in holder:
            if name_of(part) == "useDates" and used == NO_DATE:
                used = entity.date(part, "variants")
            elif name_of(part) in ("alternativeForm", "descriptiveNote") and holder is element:
                notes.append(line_of(part))
    sources = [line_of(part) for part in element if name_of(part) in _PREFERRED]
    languages = [language_of(one) for one in (element, *parts)]
    scripts = [script_of(one) for one in (element, *parts)]
    entity.names.append(
        Name(
            text=text,
            language=next(filter(None, languages), ""),
            script=next(filter(None, scripts), ""),
            romanisation=(element.get("transliteration") or "").strip(),
            used=used,
            source=", ".join(filter(None, sources)),
            note=", ".join(filter(None, notes)),
        )
    )
    return len(entity.names) - 1 if is_preferred and chosen is None else chosen


def _is_preferred(element: Element) -> bool:
    said = (element.get("preferredForm") or element.get("status") or "").strip().casefold()
    is_said = said in ("true", "authorized", "preferred")
    return is_said or any(name_of(part) in _PREFERRED for part in element)


def _joined(parts: list[str], sign: str) -> str:
    """The parts of a name; a sign that a part already ends in is not doubled."""
    text = ""
    for part in filter(None, parts):
        if text:
            text += " " if text[-1] in ",.;:" else sign
        text += part
    return text
