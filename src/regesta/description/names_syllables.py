"""Names made of syllables: a table of spellings, and a word taken apart by it.

Chinese, Korean, Japanese and Vietnamese names are written in a few hundred syllables, so
that a spelling is known by whether a system's table covers all of it. A word can come
apart in more than one way (``xian``, ``xi-an``); every way is kept, up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

LONGEST_WORD = 40  # letters; no name of syllables is longer
MOST_READINGS = 96  # of a name; what is more ambiguous than that tells nothing
_SEPARATORS = "-' ъ"


class Reading(NamedTuple):
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
Options = list[tuple[Syllables, bool]]  # what may stand in a place, and whether surely
_NO_SYLLABLE: Options = [((), True)]


@dataclass(frozen=True, eq=False)
class System:
    """A system of spelling: each spelling, what it stands for, and whether surely."""

    rule: str
    spellings: Spellings
    closed: bool = False  # no syllable inside a word begins with a bare i or u: ``ts'ai``

    @cached_property
    def _syllables(self) -> dict[str, Options]:
        """What each spelling stands for; and nothing for what only begins one."""
        starts: dict[str, Options] = {
            spelling[:end]: [] for spelling in self.spellings for end in range(1, len(spelling))
        }
        return starts | {
            spelling: [((syllable,), sure) for syllable, sure in found.items()]
            for spelling, found in self.spellings.items()
        }

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset(_SEPARATORS).union(*self.spellings)

    @cached_property
    def _ends(self) -> frozenset[str]:
        return frozenset(_SEPARATORS).union(spelling[-1] for spelling in self.spellings)

    @lru_cache(maxsize=300_000)  # noqa: B019 - systems live as long as the program
    def read(self, word: str) -> dict[Syllables, bool]:
        """Every way to take a word apart, with whether it is the plain one."""
        size = len(word)
        if size > LONGEST_WORD or not self.may_read(word):
            return {}
        steps = self._steps(word)
        ends = {size}  # the places from which the end of the word is reached
        for at, end, _ in reversed(steps):
            if end in ends:
                ends.add(at)
        if 0 not in ends:
            return {}
        ways: dict[int, dict[Syllables, bool]] = {0: {(): True}}
        for at, end, found in steps:
            if end in ends:
                ways[end] = _joined(ways.get(end, {}), ways[at], found)
        complete = ways[size]
        complete.pop((), None)
        return complete

    def may_read(self, word: str) -> bool:
        """Whether the word has no letter that the system lacks, and ends as its syllables do."""
        return word[-1:] in self._ends and self._letters.issuperset(word)

    def _steps(self, word: str) -> list[tuple[int, int, Options]]:
        """Every syllable met on the way through a word, from where to where it stands."""
        syllables, closed, size = self._syllables, self.closed, len(word)
        steps: list[tuple[int, int, Options]] = []
        reached = {0}
        for at in range(size):
            if at not in reached:
                continue
            if at and word[at] in _SEPARATORS:
                steps.append((at, at + 1, _NO_SYLLABLE))
                reached.add(at + 1)
            if closed and _hangs(word, at):
                continue
            for end in range(at + 1, size + 1):
                found = syllables.get(word[at:end])
                if found is None:
                    break
                if found:
                    steps.append((at, end, found))
                    reached.add(end)
        return steps if size in reached else []

    def read_name(self, words: Sequence[str]) -> list[Reading]:
        """The readings of a name of several words, all of them in this system."""
        if len(words) > 1 and not all(map(self.may_read, words)):
            return []  # no word is read for nothing
        options = []
        for word in words:
            option = self.read(word)
            if not option:
                return []
            options.append(option)
        names: dict[Syllables, bool] = {(): True}
        for option in options:
            names = _joined({}, names, list(option.items()))
        return [Reading(name, self.rule, sure, words=len(words)) for name, sure in names.items()]


def _hangs(word: str, at: int) -> bool:
    """Whether what stands here is a bare i or u inside a word."""
    return at > 0 and word[at] in "iuü" and word[at - 1] not in _SEPARATORS


def _joined(
    known: dict[Syllables, bool], ways: dict[Syllables, bool], options: Options
) -> dict[Syllables, bool]:
    """The ways known so far, and those that go on with one of the options."""
    if not known and len(options) == 1:  # mostly so, and MOST_READINGS cannot be passed
        [(part, plain)] = options
        return {way + part: sure and plain for way, sure in ways.items()}
    for way, sure in ways.items():
        for part, plain in options:
            whole = way + part
            if whole in known:
                known[whole] = known[whole] or (sure and plain)
            elif len(known) < MOST_READINGS:
                known[whole] = sure and plain
    return known


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
        reading._replace(turned=True, sure=reading.sure and not first_can_be)
        for reading in system.read_name([last, *words[:-1]])
    ]
    return readings + turned
