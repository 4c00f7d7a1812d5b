"""What ``regesta name`` answers: judgements on pairs of names, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from regesta.description.names import compare

NO_PAIR = "a line is two names with one tab between them"


def answer(a: str, b: str) -> dict[str, Any]:
    """The judgement on two names."""
    judgement = compare(a, b)
    return {"a": a, "b": b, "same": judgement.same, "because": judgement.because}


def answer_lines(lines: Iterable[bytes], write: Callable[[str], object]) -> None:
    """Answer every line, in order, whatever it holds."""
    for raw in lines:
        line = raw.decode("utf-8", errors="replace").rstrip("\r\n")
        write(msgspec.json.encode(_answer_line(line)).decode())


def _answer_line(line: str) -> dict[str, Any]:
    a, tab, b = line.partition("\t")
    if not tab or "\t" in b:
        return {"a": a, "b": b, "same": "no", "because": [NO_PAIR]}
    return answer(a.strip(), b.strip())
