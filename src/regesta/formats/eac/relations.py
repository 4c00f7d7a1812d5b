"""Ties of an entity to others, and to what it made or did."""

from __future__ import annotations

from regesta.description.authority import Relation, RelationType
from regesta.formats.authority_identifiers import OTHER, identifier_of
from regesta.formats.eac.entity import Entity, texts_of, with_dates
from regesta.formats.ead.prose import href, line_of, name_of
from regesta.formats.xml import Element

_TYPES = {
    "temporal-earlier": RelationType.EARLIER,
    "temporal-later": RelationType.LATER,
    "hierarchical-parent": RelationType.PART_OF,
    "earlier": RelationType.EARLIER,
    "predecessor": RelationType.EARLIER,
    "later": RelationType.LATER,
    "successor": RelationType.LATER,
    "parent": RelationType.PART_OF,
    "is part of": RelationType.PART_OF,
}
_RELATED = frozenset((
    "", "associative", "identity", "hierarchical", "hierarchical-child", "temporal", "family",
))  # fmt: skip
_TARGETS = frozenset(("person", "corporatebody", "family", "agent", ""))


def read_relations(relations: Element, entity: Entity) -> None:
    for part in relations:
        name = name_of(part)
        if name == "cpfRelation":
            sort = (part.get("cpfRelationType") or "").strip()
            entry = next(iter(texts_of(part, "relationEntry")), "")
            _relation(part, entity, sort, entry, href(part))
        elif name == "relation":
            _relation_of_version_2(part, entity)
        elif name:
            _resource(part, entity)


def _relation(element: Element, entity: Entity, sort: str, name: str, address: str) -> None:
    notes = [sort if sort.casefold() not in _TYPES and sort != "associative" else ""]
    notes += texts_of(element, "descriptiveNote", "placeEntry", "targetRole")
    notes.append(f"<{address}>" if address else "")
    dates = entity.date(element, "related")
    if sort.casefold() == "identity" and address:
        identifier = identifier_of(address)
        if identifier and identifier.scheme != OTHER:
            entity.identifiers.append(identifier)
    if not name:
        entity.report(
            "eac-relation",
            "A relation names nobody; its address was kept.",
            "Give it a relationEntry with the name, and import the record again.",
            about="related",
            value=address,
        )
        entity.keep(name_of(element), address)
        return
    entity.relations.append(
        Relation(
            type=_TYPES.get(sort.casefold(), RelationType.RELATED),
            name=name,
            dates=dates,
            note=", ".join(filter(None, notes)),
        )
    )


def _relation_of_version_2(element: Element, entity: Entity) -> None:
    target = next((one for one in element if name_of(one) == "targetEntity"), None)
    if target is None:
        _resource(element, entity)
        return
    sort = " ".join(texts_of(element, "relationType"))
    kind = (target.get("targetType") or "").casefold()
    name = ", ".join(texts_of(target, "part")) or line_of(target)
    address = target.get("valueURI") or href(target)
    if kind in _TARGETS:
        _relation(element, entity, sort, name, address)
    else:
        said = " ".join(filter(None, (name, f"<{address}>" if address else "")))
        entity.keep(f"relation to a {kind}", f"{sort}: {said}" if sort else said)


def _resource(element: Element, entity: Entity) -> None:
    """A relation to records, publications or functions: ``creatorOf: Papers <address>``."""
    name = name_of(element)
    sort = (element.get(f"{name}Type") or "").strip()
    words = ", ".join(texts_of(element, "relationEntry")) or line_of(element)
    words = with_dates(words, entity.date(element, name))
    notes = texts_of(element, "descriptiveNote") if words != line_of(element) else []
    said = "; ".join(filter(None, (words, *notes)))
    address = href(element)
    said = " ".join(filter(None, (said, f"<{address}>" if address else "")))
    entity.keep(name, f"{sort}: {said}" if sort and said else said)
