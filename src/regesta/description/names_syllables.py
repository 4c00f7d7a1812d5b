"""Names made of syllables: a table of spellings, and a word taken apart by it.

Chinese, Korean, Japanese and Vietnamese names are written in a few hundred syllables, so
that a spelling is known by whether a system's table covers all of it. A word can come
apart in more than one way (``xian``, ``xi-an``); every way is kept, up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

LONGEST_WORD = 40  # letters; no name of syllables is longer
MOST_READINGS = 96  # of a name; what is more ambiguous than that tells nothing
_SEPARATORS = "-' ъ"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: its syllables, the system it is read by, how safely."""

    syllables: tuple[str, ...]
    rule: str
    sure: bool = True
    turned: bool = False  # the family name was written last
    words: int = 1

    @property
    def form(self) -> str:
        return "".join(self.syllables)


Syllables = tuple[str, ...]
Spellings = Mapping[str, Mapping[str, bool]]


@dataclass(frozen=True)
class System:
    """A system of spelling: each spelling, what it stands for, and whether surely."""

    rule: str
    spellings: Spellings
    closed: bool = False  # no syllable inside a word begins with a bare i or u: ``ts'ai``

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.spellings))

    @cached_property
    def _known(self) -> dict[str, dict[Syllables, bool]]:
        return {}

    def read(self, word: str) -> dict[Syllables, bool]:
        """Every way to take a word apart, with whether it is the plain one."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > 50_000:
                self._known.clear()
            known = self._known[word] = self._taken_apart(word)
        return known

    def _taken_apart(self, word: str) -> dict[Syllables, bool]:
        size = len(word)
        if size > LONGEST_WORD:
            return {}
        reached: dict[int, dict[Syllables, bool]] = {0: {(): True}}
        for at in range(size):
            ways = reached.get(at)
            if ways is None:
                continue
            if word[at] in _SEPARATORS and at:
                _add(reached.setdefault(at + 1, {}), ways.items())
            if self.closed and _hangs(word, at):
                continue
            for end in range(at + 1, min(at + self._longest, size) + 1):
                found = self.spellings.get(word[at:end])
                if found:
                    _add(
                        reached.setdefault(end, {}),
                        (
                            ((*way, syllable), sure and plain)
                            for way, sure in ways.items()
                            for syllable, plain in found.items()
                        ),
                    )
        ways = reached.get(size, {})
        ways.pop((), None)
        return ways

    def read_name(self, words: Sequence[str]) -> list[Reading]:
        """The readings of a name of several words, all of them in this system."""
        options = []
        for word in words:
            option = self.read(word)
            if not option:
                return []
            options.append(option)
        names: dict[Syllables, bool] = {(): True}
        for option in options:
            longer: dict[Syllables, bool] = {}
            for name, sure in names.items():
                _add(longer, (((*name, *part), sure and ok) for part, ok in option.items()))
            names = longer
        return [Reading(name, self.rule, sure, words=len(words)) for name, sure in names.items()]


def _hangs(word: str, at: int) -> bool:
    """Whether what stands here is a bare i or u inside a word."""
    return at > 0 and word[at] in "iuü" and word[at - 1] not in _SEPARATORS


def _add(ways: dict[Syllables, bool], more: Iterable[tuple[Syllables, bool]]) -> None:
    for way, sure in more:
        if way in ways or len(ways) < MOST_READINGS:
            ways[way] = ways.get(way, False) or sure


def listed(words: str) -> list[str]:
    """The words of a table that is easier read in running text."""
    return words.split()


def table(pairs: Iterable[tuple[str, str, bool]]) -> dict[str, dict[str, bool]]:
    """Spellings gathered from (spelling, syllable, whether it is the plain one)."""
    spellings: dict[str, dict[str, bool]] = {}
    for spelling, syllable, sure in pairs:
        known = spellings.setdefault(spelling, {})
        known[syllable] = known.get(syllable, False) or sure
    return spellings


def in_either_order(
    system: System, words: Sequence[str], is_surname: Callable[[str], bool]
) -> list[Reading]:
    """The readings of a name, also with its last word taken for the family name."""
    readings = system.read_name(words)
    if len(words) < 2 or not readings:
        return readings
    last = words[-1]
    if not any(is_surname("".join(way)) for way in system.read(last)):
        return readings
    first_can_be = len(words) > 2 or any(is_surname("".join(w)) for w in system.read(words[0]))
    turned = [
        replace(reading, turned=True, sure=reading.sure and not first_can_be)
        for reading in system.read_name([last, *words[:-1]])
    ]
    return readings + turned
