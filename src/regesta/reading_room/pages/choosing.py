"""The values of a facet as a reader chooses among them."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.reading_room.address import Address
from regesta.reading_room.wording import value_label
from regesta.search.query import Query
from regesta.search.results import FacetValue


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, its words, and the address with it chosen, or no longer chosen."""

    value: FacetValue
    label: str
    chosen: bool
    address: str


def choices(
    address: Address, query: Query, name: str, values: tuple[FacetValue, ...]
) -> list[Choice]:
    chosen = query.chosen.get(name, ())
    ordered = sorted(values, key=_decade_order) if name == "decade" else list(values)
    adding = address.adding_each(name, [value.value for value in ordered])
    return [
        Choice(value, value_label(value, name), False, added)
        if value.value not in chosen
        else Choice(value, value_label(value, name), True, str(address.without(name, value.value)))
        for value, added in zip(ordered, adding, strict=True)
    ]


def _decade_order(value: FacetValue) -> tuple[bool, int]:
    """Decades in time, the undated at the end."""
    is_number = value.value.lstrip("-").isdigit()
    return not is_number, int(value.value) if is_number else 0
