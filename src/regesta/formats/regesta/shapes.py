"""The members that a description has in JSON, derived from the model itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from regesta.description.dates import HistoricalDate, Status
from regesta.description.edtf import NotEDTF
from regesta.description.edtf import read as read_edtf


@cache
def _members(shape: type[Any]) -> dict[str, Any]:
    return get_type_hints(shape)


def unknown_members(data: Any, shape: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """What stands in the data that its shape does not have, each under its path, such as
    ``values.title[1].colour``."""
    if dataclasses.is_dataclass(shape):
        yield from _of_class(data, shape, path)  # type: ignore[arg-type]  # no instance
        return
    arguments = get_args(shape)
    if get_origin(shape) is dict and isinstance(data, dict):
        for name, value in data.items():
            yield from unknown_members(value, arguments[1], f"{path}.{name}")
    elif get_origin(shape) in (list, tuple) and isinstance(data, list):
        for number, value in enumerate(data):
            yield from unknown_members(value, arguments[0], f"{path}[{number}]")
    elif data is not None:  # a shape or none
        for one in filter(dataclasses.is_dataclass, arguments):
            yield from unknown_members(data, one, path)


def _of_class(data: Any, shape: type[Any], path: str) -> Iterator[tuple[str, Any]]:
    known = _members(shape)  # type: ignore[arg-type]  # a class is hashable
    for name, value in data.items() if isinstance(data, dict) else ():
        place = f"{path}.{name}" if path else name
        if name in known:
            yield from unknown_members(value, known[name], place)
        else:
            yield place, value


def checked_dates(date: HistoricalDate) -> HistoricalDate:
    """The date itself where its EDTF can be read; otherwise one that holds its words."""
    if not date.edtf:
        return date
    try:
        read_edtf(date.edtf)
    except NotEDTF:
        return replace(date, text=date.text or date.edtf, edtf="", status=Status.NOT_UNDERSTOOD)
    return date
