"""Addresses of results: the same question with one thing changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from regesta.description.fields import FACETS

_PARAMETERS = (
    "q",
    "from",
    "to",
    "sort",
    "expand",
    *(facet.name for facet in FACETS),
    "with",
    "view",
    "page",
    "size",
)

quoted = lru_cache(maxsize=50_000)(quote_plus)  # the values of facets come on page after page


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters of a results page, in a fixed order, empty ones left out."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, path: str, parameters: QueryDict) -> Address:
        return cls(
            path,
            tuple(
                (name, value)
                for name in _PARAMETERS
                for value in dict.fromkeys(parameters.getlist(name))
                if value.strip()
            ),
        )

    def __str__(self) -> str:
        return f"{self.path}?{urlencode(self.pairs)}" if self.pairs else self.path

    @property
    def query(self) -> str:
        """The parameters alone, with their question mark."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    def value(self, name: str) -> str:
        return next((value for key, value in self.pairs if key == name), "")

    def with_(self, name: str, value: str) -> Address:
        """With a parameter set; the page goes back to the first unless it is the one set."""
        cleared = self.without(name)
        return replace(cleared, pairs=(*cleared.pairs, (name, value)))

    def adding(self, name: str, value: str) -> Address:
        """With one more value of a parameter that can have several."""
        first_page = self.without("page")
        return replace(first_page, pairs=(*first_page.pairs, (name, value)))

    def adding_each(self, name: str, values: Iterable[str]) -> list[str]:
        """The addresses of `adding` for many values, the parameters they share written once."""
        begins = f"{self.without('page').begin}{quote_plus(name)}="
        return [begins + quoted(value) for value in values]

    @property
    def begin(self) -> str:
        """The address up to where further parameters are put."""
        return f"{self.path}?{urlencode(self.pairs)}&" if self.pairs else f"{self.path}?"

    def without(self, name: str, value: str | None = None) -> Address:
        """Without a parameter, or one value of it."""
        gone = {name, "page"} if name != "page" else {"page"}
        return replace(
            self,
            pairs=tuple(
                pair
                for pair in self.pairs
                if pair[0] not in gone or (pair[0] == name and value not in (None, pair[1]))
            ),
        )

    def others(self, *names: str) -> Iterable[tuple[str, str]]:
        """The pairs a form must carry along: all but its own fields and the page."""
        return [pair for pair in self.pairs if pair[0] not in (*names, "page")]
