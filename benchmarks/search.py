"""How fast an archive is searched, beside other engines that answer the same questions.

    python benchmarks/search.py --work FOLDER [--records COUNT...] [--sides NAME...]

Makes synthetic records (`synthetic.py`), lets every side build its index of them in FOLDER,
where it stays for the next run, and puts the same questions to all: words that match
0.9, 9 and 70 of a hundred records and the whole archive, each with five facets, a histogram
of years and the first ten by date; and words, several words and phrases without facets,
best first. All answers to a question have to be equal, or the run fails and says where.

Prints p50 and p95 of each side and how many times theirs Regesta's are; how fast the indexes
are built; how long a change takes to be found; and how much memory a process has that
searches. With two counts of records also how the times grow.

Sides: regesta, tantivy, fts5, datasette, lucene; those that are not installed are named and
left out (`pip install 'regesta[bench]'`; for Lucene Debian's liblucene8-java and a Java
development kit).
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from indexes import kept_index
from measuring import Asking, Times, in_turn, machine, private_memory
from peers import Answer, Side, Unavailable, differences
from peers.datasette_peer import DatasettePeer
from peers.fts5 import Fts5
from peers.lucene8 import Lucene8
from peers.regesta_side import RegestaSide
from peers.tantivy_strings import TantivyStrings
from synthetic import SHARES, Record, Synthetic

SIDES: dict[str, Callable[[], Side]] = {
    "regesta": RegestaSide,
    "tantivy": TantivyStrings,
    "fts5": Fts5,
    "datasette": DatasettePeer,
    "lucene": Lucene8,
}
WORDS_OF_SHARE = (40, 10, 1)  # as many as come near to each of `SHARES`
GOALS = {  # the most that Regesta's time may be of a side's, by share
    "tantivy": (0.5, 0.6, 0.75),
    "fts5": (None, 0.05, None),
    "datasette": (None, 0.05, None),
    "lucene": (1.0, 1.0, 1.0),
}
EDITS = 30
WIDTH = 34


class Disagreement(Exception):
    """Two sides gave different answers to a question."""


class Run:
    """All measures over one count of records."""

    def __init__(self, count: int, options: argparse.Namespace, made: Synthetic) -> None:
        self._count, self._options, self._made = count, options, made
        self._agreed: dict[str, Answer] = {}
        self.times: dict[tuple[str, str], Times] = {}  # by measure and side

    def measure(self, sides: dict[str, Side]) -> None:
        print(f"\n== {self._count:,} records")
        folders = self._build(sides)
        for name, side in sides.items():
            side.open(folders[name])
        try:
            self._ranked(sides)
            self._faceted(sides)
        finally:
            for side in sides.values():
                side.close()
        self._edits(sides, folders)
        self._memory(sides, folders)

    def _build(self, sides: dict[str, Side]) -> dict[str, Path]:
        print(f"\n{'index built, records included':<{WIDTH}}{'records/s':>12}{'MB':>10}")
        folders = {}
        for name, side in sides.items():
            built = kept_index(side, name, self._options.work, self._made, self._count)
            folders[name] = built.folder
            kept = "" if built.in_this_run else "  (in an earlier run)"
            rate, size = self._count / built.seconds, built.bytes / 1e6
            print(f"  {side.name:<{WIDTH - 2}}{rate:>12,.0f}{size:>10,.0f}{kept}", flush=True)
        return folders

    def _ranked(self, sides: dict[str, Side]) -> None:
        """Words, several words and phrases, the ten best."""
        tantivy, regesta = sides.get("tantivy"), sides.get("regesta")
        if not isinstance(tantivy, TantivyStrings) or not isinstance(regesta, RegestaSide):
            return
        questions = ranked_questions(self._made)
        found, read, ours = {}, {}, {}
        for words in questions:
            found[words], read[words] = tantivy.best(words)
            ours[words] = regesta.best(words)
            counts = found[words]().count, ours[words]().total
            if counts[0] != counts[1]:
                raise Disagreement(f"{words!r}: {counts[0]} and {counts[1]} records")
        _heading("the ten best, no facets", "Regesta's")
        sets = {
            "words": [words for words in questions if " " not in words],
            "AND": [words for words in questions if " " in words and '"' not in words],
            "phrases": [words for words in questions if '"' in words],
            "all": questions,
        }
        sides_of = {
            "Regesta": ours, "tantivy, ten read": read, "tantivy, search alone": found
        }  # fmt: skip
        for kind, asked in sets.items():
            taken = self._in_turn(
                {
                    side: Asking(lambda words, work=work: _ignore(work[words]()), asked, 20)
                    for side, work in sides_of.items()
                }
            )
            for side, times in taken.items():
                self.times[f"best, {kind}", side] = times
                goal = 1.5 if kind == "all" and side == "tantivy, ten read" else None
                _line(f"{kind}: {side}", times, taken["Regesta"], goal)

    def _faceted(self, sides: dict[str, Side]) -> None:
        """Five facets, a histogram and the first ten by date."""
        _heading("facets, years, ten by date", "Regesta's")
        sets = {
            f"{share:.1%}": self._made.words_matching(share, wanted)
            for share, wanted in zip(SHARES, WORDS_OF_SHARE, strict=True)
        }
        for place, (share, asked) in enumerate((sets | {"everything": [""]}).items()):
            asking = {
                name: Asking(
                    lambda words, side=side: side.search(words).seconds,
                    self._agree(side, asked),
                    side.warm_ups,
                )
                for name, side in sides.items()
            }
            taken = self._in_turn(asking)
            for name, times in taken.items():
                self.times[share, name] = times
                goals = GOALS.get(name, ())
                goal = goals[place] if place < len(goals) else None
                _line(f"{share}: {sides[name].name}", times, taken.get("regesta"), goal)

    def _agree(self, side: Side, questions: Sequence[str]) -> list[str]:
        """Those of the questions that there was time for, each with the answer of all others."""
        until = time.perf_counter() + self._options.seconds
        agreed = []
        for words in questions:
            answer = side.search(words)
            known = self._agreed.get(words)
            if known is None or known.histogram is None:
                self._agreed[words] = answer
            if known is not None and (apart := differences(known, answer)):
                raise Disagreement(f"{side.name} on {words!r}: {'; '.join(apart)}")
            agreed.append(words)
            if time.perf_counter() > until:
                break
        return agreed

    def _edits(self, sides: dict[str, Side], folders: dict[str, Path]) -> None:
        if not isinstance(sides.get("regesta"), RegestaSide):
            return
        side = RegestaSide()
        with TemporaryDirectory(dir=self._options.work) as copied:
            folder = Path(shutil.copytree(folders["regesta"], Path(copied) / "index"))
            side.open(folder)
            taken = [
                _edit(side, record, number)
                for number, record in enumerate(islice(self._made.records(EDITS), EDITS))
            ]
            side.close()
        _heading("from an entry to finding it", "")
        _line("Regesta", Times(tuple(sorted(taken))), None, None)
        print(f"  median {1e3 * statistics.median(taken):,.0f} ms; the goal is 100 from saving")

    def _memory(self, sides: dict[str, Side], folders: dict[str, Path]) -> None:
        print(f"\n{'private memory of a searching process, MB':<46}{'written':>10}{'all':>10}")
        questions = [self._made.words_matching(share, 1)[0] for share in SHARES]
        questions += ranked_questions(self._made)
        with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as processes:
            for name in ("regesta", "tantivy"):
                if name in sides:
                    work = (name, folders[name], questions)
                    written, whole = processes.apply(_memory_of, work)
                    print(f"  {sides[name].name:<44}{written:>10,.0f}{whole:>10,.0f}")

    def _in_turn(self, sides: dict[str, Asking]) -> dict[str, Times]:
        return in_turn(sides, most=self._options.answers, seconds=self._options.seconds)


def ranked_questions(made: Synthetic) -> list[str]:
    """Words from frequent to rare, two and three of them together, and phrases."""
    ranks = (1, 3, 8, 20, 50, 120, 300, 700, 1_500, 3_000, 8_000, 20_000, 60_000, 140_000)
    words = [made.vocabulary[rank] for rank in ranks]
    several = [" ".join(pair) for pair in pairwise(words[:9])]
    several += [" ".join(three) for three in zip(words[:5], words[2:], words[4:], strict=False)]
    follow = [words[:2], words[1:3], words[2:4], words[3:5], [words[0], words[6]]]
    phrases = [f'"{" ".join(pair)}"' for pair in follow]
    return [*words, *several, *phrases]


def _edit(side: RegestaSide, record: Record, number: int) -> float:
    word = f"unheard{number}of"
    changed = replace(record, summary=f"{record.summary} {word}")
    began = time.perf_counter()
    side.change(changed)
    while side.search(word, facets=False).count != 1:
        pass
    return time.perf_counter() - began


def _memory_of(name: str, folder: Path, questions: list[str]) -> tuple[float, float]:
    side = SIDES[name]()
    side.open(folder)
    for words in questions:
        side.search(words)
    return private_memory()


def _ignore(_answer: object) -> None:
    """The clock of the measuring counts."""


def _heading(title: str, ratio: str) -> None:
    heading = f"{'answers':>7}{'p50 ms':>12}{'p95 ms':>12}"
    print(f"\n{title:<{WIDTH}}{heading}" + (f"   {ratio} times p50, p95" if ratio else ""))


def _line(label: str, times: Times, ours: Times | None, goal: float | None) -> None:
    ratio = ""
    if ours is not None and ours is not times:
        ratio = f"{ours.p50 / times.p50:>12.3f}{ours.p95 / times.p95:>9.3f}"
        if goal is not None:
            met = ours.p50 <= goal * times.p50 and ours.p95 <= goal * times.p95
            ratio += f"   goal {goal:g}: {'met' if met else 'not met'}"
    print(f"  {label:<{WIDTH - 2}}{times}{ratio}", flush=True)


def _growth(runs: dict[int, Run]) -> None:
    small, large = min(runs), max(runs)
    print(f"\n{f'p50, {small:,} to {large:,} records':<46}{'times':>10}")
    for measure, side in runs[large].times:
        one, other = (runs[count].times.get((measure, side)) for count in (small, large))
        if one and other:
            print(f"  {f'{measure}: {side}':<44}{other.p50 / one.p50:>10.2f}")


def _available(names: Sequence[str]) -> dict[str, Side]:
    sides = {}
    for name in names:
        try:
            sides[name] = SIDES[name]()
        except Unavailable as missing:
            print(f"Left out: {missing}")
    return sides


def main() -> int:
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = reader.add_argument
    add("--work", type=Path, required=True, help="where indexes are kept between runs")
    add("--records", type=int, nargs="+", default=[200_000])
    add("--sides", nargs="+", choices=SIDES, default=list(SIDES))
    add("--answers", type=int, default=200, help="of each side to each kind of question")
    add("--seconds", type=float, default=20, help="after which no more are asked")
    options = reader.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    print(machine())
    made = Synthetic()
    gc.collect()
    gc.freeze()  # else the vocabulary is gone through whenever a side makes many objects
    runs = {}
    try:
        for count in options.records:
            sides = _available([name for name in SIDES if name in options.sides])
            print(", ".join(side.version for side in sides.values()))
            runs[count] = Run(count, options, made)
            runs[count].measure(sides)
    except Disagreement as apart:
        print(f"\nThe sides do not answer the same question alike. {apart}")
        return 1
    if len(runs) > 1:
        _growth(runs)
    print(machine())
    return 0


if __name__ == "__main__":
    sys.exit(main())
