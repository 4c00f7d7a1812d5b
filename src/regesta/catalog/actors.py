"""Who does something, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

VERBS = frozenset({"save", "publish", "withdraw", "purge", "merge", "split", "identify", "undo"})


class NotAllowed(Exception):
    """The actor may not use this verb."""


@dataclass(frozen=True, slots=True)
class Actor:
    name: str
    may: frozenset[str] = frozenset()

    def must_be_allowed(self, verb: str) -> None:
        if verb not in self.may:
            raise NotAllowed(f"{self.name} may not {verb}.")


def steward(name: str) -> Actor:
    """Someone who answers for the archive, and may do everything."""
    return Actor(name, VERBS)
