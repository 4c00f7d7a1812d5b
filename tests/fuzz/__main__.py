"""The long run: ``PYTHONPATH=src:tests python -m fuzz listing --minutes 30``.

Goes on after a finding: each is kept once, with the smallest input that shows it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_ONE_OF_OWN = 0.8  # share of inputs that are changed by the rules of `mutations`


def main() -> int:
    options = _options()
    if options.guided:
        import atheris

        with atheris.instrument_imports(include=["regesta"]):
            from fuzz import readers
    else:
        from fuzz import readers
    from fuzz.run import Run

    known = {**readers.READERS, readers.ALL.name: readers.ALL}
    if options.reader not in known:
        print("Readers:", ", ".join(known))
        return 2
    reader = known[options.reader]
    corpus = [file.read_bytes() for file in _files(options.corpus)]
    run = Run(reader, options.findings, [*reader.seeds, *corpus])
    limits = (options.minutes * 60 or float("inf"), options.runs or float("inf"))
    if options.stretch:
        run.stretch(limits[0])
    elif options.guided:
        run.guided(options.seed, *limits)
    else:
        run.plain(options.seed, *limits)
    print(run.told(), flush=True)
    return 1 if run.findings else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("reader", help="? lists them")
    parser.add_argument("--minutes", type=float, default=0, help="0 for no limit")
    parser.add_argument("--runs", type=int, default=0, help="0 for no limit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path(".fuzz"), help="a folder")
    parser.add_argument("--corpus", type=Path, nargs="*", default=(), help="further inputs")
    parser.add_argument(
        "--plain", dest="guided", action="store_false",
        help="do not look which code an input reaches: needs no atheris, tries more a second",
    )  # fmt: skip
    parser.add_argument(
        "--stretch", action="store_true",
        help="repeat each token until it is 100 kB long, and look how time grows",
    )  # fmt: skip
    options = parser.parse_args()
    options.guided = options.guided and not options.stretch
    return options


def _files(places: list[Path]) -> list[Path]:
    return [
        file
        for place in places
        for file in ([place] if place.is_file() else sorted(place.rglob("*")))
        if file.is_file()
    ]


if __name__ == "__main__":
    sys.exit(main())
