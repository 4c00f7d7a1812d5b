"""Outside forms: each module reads one, knows no database and no web, and is listed here.

A format is a module with ``NAME``, ``LABEL``, ``CODES`` (its problems), ``recognise`` and
``read``; see `Format`. The order is the order in which they are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from regesta.formats import authorities, listing, supplement
from regesta.formats.reading import Item


class Format(Protocol):
    NAME: str
    LABEL: str
    CODES: dict[str, str]

    def recognise(self, text: str) -> bool:
        """Whether the text looks like this form."""
        ...

    def read(self, text: str) -> Iterator[Item]:
        """What the text holds. Never raises: what is wrong is a located `Problem`."""
        ...


FORMATS: tuple[Format, ...] = (
    cast(Format, authorities),
    cast(Format, supplement),
    cast(Format, listing),
)
BY_NAME = {one.NAME: one for one in FORMATS}


def recognised(text: str) -> Format | None:
    """The first format that takes the text for its own, or None."""
    return next((one for one in FORMATS if one.recognise(text)), None)
