"""How well and how fast names are compared.

    python benchmarks/names.py [TABLE...]

A table has one person or place a line: an identifier, a tab, a form of the name, a tab,
and other forms with ``|`` between. Without tables, ours under tests/data are used, the
last of which no rule was ever tried on. Prints
each failure, recall over all pairs of one line, wrong answers over all pairs of different
lines, and three speeds: over all pairs, where each name is met many times, over pairs of names
that were never met before, and of spelling names in other ways.
"""

from __future__ import annotations

import random
import sys
import time
from itertools import combinations
from pathlib import Path

from regesta.description import names
from regesta.description.names_words import forget

DATA = Path(__file__).parent.parent / "tests" / "data"
OURS = [DATA / name for name in ("names.tsv", "names-more.tsv", "names-unseen.tsv")]
Table = list[list[str]]


def main() -> int:
    tables = [Path(argument) for argument in sys.argv[1:]] or OURS
    for path in tables:
        rows = read(path)
        print(f"== {path.name}: {len(rows)} names, {sum(map(len, rows))} forms")
        measure_recall(rows)
        measure_precision(rows)
        measure_unmet(rows)
        measure_forms(rows)
    return 0


def read(path: Path) -> Table:
    """The forms of each line of a table."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _, form, others = line.split("\t")[:3]
            rows.append(list(dict.fromkeys([form, *filter(None, others.split("|"))])))
    return rows


def measure_recall(rows: Table) -> None:
    pairs = [pair for row in rows for pair in combinations(row, 2)]
    answers = {"certain": 0, "likely": 0, "no": 0}
    for a, b in pairs:
        found = names.compare(a, b)
        answers[found.same] += 1
        if found.same == "no":
            print(f"  missed: {a} | {b}")
    share = 100 * (1 - answers["no"] / len(pairs))
    print(f"  pairs of one line: {share:.1f} of 100 found; {answers}")


def measure_precision(rows: Table) -> None:
    forms = [(number, form) for number, row in enumerate(rows) for form in row]
    count = wrong = 0
    start = time.perf_counter()
    for (one, a), (other, b) in combinations(forms, 2):
        if one == other:
            continue
        count += 1
        found = names.compare(a, b)
        if found.same != "no":
            wrong += 1
            print(f"  taken for the same: {a} | {b}: {'; '.join(found.because)}")
    took = time.perf_counter() - start
    print(f"  pairs of different lines: {wrong} of {count:,} taken for the same")
    print(f"  speed over all pairs: {count / took:,.0f} a second")


def measure_unmet(rows: Table, *, seed: int = 1) -> None:
    """Every name stands in one pair only, and nothing is known of it before."""
    forms = list(dict.fromkeys(form for row in rows for form in row))
    random.Random(seed).shuffle(forms)
    pairs = list(zip(forms[::2], forms[1::2], strict=False))
    forget()
    start = time.perf_counter()
    for a, b in pairs:
        names.compare(a, b)
    took = time.perf_counter() - start
    print(f"  speed over names never met before: {len(pairs) / took:,.0f} pairs a second")


def measure_forms(rows: Table) -> None:
    """The other spellings of every form, nothing being known of it before."""
    forms = list(dict.fromkeys(form for row in rows for form in row))
    forget()
    start = time.perf_counter()
    count = sum(len(names.forms(form)) for form in forms)
    took = time.perf_counter() - start
    each = f"{1000 * took / len(forms):.2f} ms a name"
    print(f"  other spellings: {count:,} of {len(forms):,} names, {each}")


if __name__ == "__main__":
    sys.exit(main())
