"""How fast documents are read against authorities, and that it is linear in the text.

    python benchmarks/mentions.py [VOLUME.xml...]

Reads made-up text (fixed seed) with 100, 1,000 and 10,000 names, and with 10,000
names one to eight times as much text. The floor is cutting the same text into tokens, which
no reader can do without; ratios are to it, in the same run. Files that are named are read
as plain text without their tags, with 10,000 made-up names.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from regesta.description.authority import Authority, Kind, Name
from regesta.description.authority_names import spellings
from regesta.description.mentions import Known, NameReader
from regesta.description.words import tokens

SIZE = 1_000_000  # characters of made-up text
BEGINNINGS = (
    "Ba", "Be", "Da", "Do", "Fra", "Gri", "Iva", "Ka", "Kuz", "Lo", "Ma", "Mi", "Pe", "Ro",
    "Se", "Si", "Smi", "Ta", "Va", "Za",
)  # fmt: skip
MIDDLES = ("be", "do", "ga", "ko", "la", "me", "na", "no", "ra", "ri", "sha", "ti", "va", "zo")
ENDINGS = ("ev", "in", "ko", "ov", "ski", "son", "enko", "ich", "man", "er")


def main() -> int:
    draw = random.Random(1)
    people = [made_up_name(draw) for _ in range(10_000)]
    words = [made_up_word(draw) for _ in range(20_000)]
    text = made_up_text(draw, words, people[:100], SIZE)
    started = time.perf_counter()
    known = [spelling for name in people for spelling in known_spellings(name)]
    took = time.perf_counter() - started
    print(f"spelling out 10,000 names: {1_000 * took / len(people):.2f} ms a name")
    print(f"{'names':>8} {'spellings':>10} {'found':>8} {'MB a second':>12} {'to cutting':>11}")
    by_name = len(known) // len(people)
    for count in (100, 1_000, 10_000):
        measure(NameReader(known[: count * by_name]), text, f"{count:8,} {count * by_name:10,}")
    reader = NameReader(known)
    print("the same text once, twice, four and eight times, 10,000 names:")
    for times in (1, 2, 4, 8):
        measure(reader, text[: SIZE // 4] * times, f"{times:8} {'':10}")
    for path in map(Path, sys.argv[1:]):
        plain = re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8"))
        measure(reader, plain, f"{path.stem[-8:]:>8} {len(plain):10,}")
    return 0


def made_up_name(draw: random.Random) -> str:
    given = draw.choice(BEGINNINGS) + draw.choice(MIDDLES)
    family = draw.choice(BEGINNINGS) + draw.choice(MIDDLES) + draw.choice(MIDDLES)
    return f"{family}{draw.choice(ENDINGS)}, {given}"


def made_up_word(draw: random.Random) -> str:
    return "".join(draw.choice(MIDDLES) for _ in range(draw.randint(1, 4)))


def made_up_text(
    draw: random.Random, words: Sequence[str], people: Sequence[str], size: int
) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        part = draw.choice(words)
        if draw.random() < 0.02:
            family, given = draw.choice(people).split(", ")
            part = draw.choice((f"{given} {family}", family))
        parts.append(part)
        length += len(part) + 1
    return " ".join(parts)[:size]


def known_spellings(name: str) -> list[Known]:
    authority = Authority(kind=Kind.PERSON, preferred=Name(text=name))
    return [
        Known(name, Kind.PERSON, one.text, one.rule, partial=one.partial)
        for one in spellings(authority)
    ]


def measure(reader: NameReader, text: str, label: str) -> None:
    floor = min(seconds(lambda: sum(1 for _ in tokens(text))) for _ in range(3))
    found = len(reader.find(text))
    took = min(seconds(lambda: reader.find(text)) for _ in range(3))
    print(f"{label} {found:8,} {len(text) / took / 1e6:12.2f} {took / floor:11.2f}")


def seconds(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
