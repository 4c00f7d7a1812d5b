"""How fast dates are read, and how well.

    python benchmarks/dates.py [TABLE...]

A table has a wording and its EDTF (or an ISO 8601 date) on each line, with a tab between;
the one of the unit tests is taken where none is named. Speed is that of the
answers in full (EDTF, kind and bounds), beside a floor measured in the same run: splitting
the wordings and looking every word up.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from regesta.description import dates, edtf
from regesta.description.days import iso_day

TESTS = Path(__file__).parent.parent / "tests" / "unit" / "date_wordings.tsv"
LEAST_LINES = 20_000


def rows(path: Path) -> list[tuple[str, str, str]]:
    """Language, wording and expected date; a table of three columns names the language."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells[0].rstrip("!")) == 2 and not cells[0][0].isdigit():
            cells = [cells[0].rstrip("!"), *cells[1:]]
        else:
            cells = ["", *cells]
        found.append((cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
    return found


def is_right(found: dates.HistoricalDate, expected: str) -> bool:
    if "T" not in expected and (found.edtf == expected or not expected):
        return found.edtf == expected
    start, _, end = expected.partition("/")
    first, last = start.partition("T")[0], (end or start).partition("T")[0]
    try:
        days = edtf.read(first).earliest, edtf.read(last).latest
    except edtf.NotEDTF:
        return False
    wanted = tuple(None if day is None else iso_day(day) for day in days)
    return (found.earliest, found.latest) == wanted


def recall(path: Path) -> None:
    table = rows(path)
    right = wrong = 0
    for language, wording, expected in table:
        found = dates.read(wording, language=language)
        if is_right(found, expected):
            right += 1
            continue
        wrong += found.status is dates.Status.GIVEN
        print(f"  {wording!r}: {found.edtf or found.status}, not {expected or 'nothing'}")
    share = 100 * right / len(table)
    print(f"{path.name}: {right} of {len(table)} right ({share:.1f} of 100), {wrong} wrong")


def rate(work: Callable[[str], object], lines: list[str]) -> float:
    """Lines a second of one core, each read as if for the first time."""
    started = time.process_time()
    for _ in range(LEAST_LINES // len(lines) + 1):
        dates.forget()
        for line in lines:
            work(line)
    passed = time.process_time() - started
    return (LEAST_LINES // len(lines) + 1) * len(lines) / passed


def answer(line: str) -> object:
    return dates.read(line).as_data()


def speed(paths: list[Path]) -> None:
    lines = list({wording: None for path in paths for _, wording, _ in rows(path)})
    words = {word: None for line in lines for word in line.split()}
    answer("1 April 1937")
    floor = rate(lambda line: [words.get(word) for word in line.split()], lines)
    reading = rate(answer, lines)
    print(f"{reading:,.0f} lines a second; the floor of splitting and looking up: {floor:,.0f}")


if __name__ == "__main__":
    tables = [Path(name) for name in sys.argv[1:]] or [TESTS]
    for one in tables:
        recall(one)
    speed(tables)
