"""A run of one reader: inputs without end, and what was found."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fuzz.measure import SECONDS, TooSlow, megabytes, within_bounds
from fuzz.mutations import GENERAL, changed
from fuzz.readers import Reader

LARGEST = 20_000  # bytes of an input while searching; `stretch` tries longer ones
STRETCHED = 100_000  # bytes
_MEMORY_AFTER = 2_000  # inputs: caches have filled by then, mostly


class Over(BaseException):
    """The time is over."""


@dataclass
class Run:
    """``findings`` maps where a fault shows (its kind and place) to the smallest input."""

    reader: Reader
    folder: Path
    seeds: Sequence[bytes]
    findings: dict[str, bytes] = field(default_factory=dict)
    tried: int = 0
    slowest: float = 0.0
    memory: list[float] = field(default_factory=list)  # MB held, now and then
    began: float = field(default_factory=time.monotonic)

    def plain(self, seed: int, seconds: float, most: float) -> None:
        """Changes of seeds, and of changes, by chance alone."""
        random = Random(seed)
        while time.monotonic() - self.began < seconds and self.tried < most:
            data = random.choice(self.seeds)
            for _ in range(random.choice((1, 1, 2, 4))):
                data = changed(data, random, self.seeds, self.reader.tokens, self._largest)
            self.one(data)

    def guided(self, seed: int, seconds: float, most: float) -> None:
        """Changes of what has reached new code so far, by atheris."""
        import atheris

        corpus = self.folder / "corpus" / self.reader.name
        corpus.mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(self.seeds):
            (corpus / f"seed-{number}").write_bytes(one[: self._largest])

        def mutate(data: bytes, largest: int, number: int) -> bytes:
            random = Random(number)
            if random.random() < 0.2:
                return bytes(atheris.Mutate(data, largest))
            return changed(data, random, self.seeds, self.reader.tokens, largest)

        def one(data: bytes) -> None:
            self.one(data)
            if time.monotonic() - self.began >= seconds or self.tried >= most:
                print(self.told(), flush=True)
                os._exit(1 if self.findings else 0)  # the fuzzer knows no other end

        words = [
            sys.argv[0], str(corpus), f"-seed={seed}", f"-max_len={self._largest}", "-timeout=300",
            "-rss_limit_mb=4096", "-verbosity=0", f"-artifact_prefix={self.folder}/stopped-",
        ]  # fmt: skip
        atheris.Setup(words, one, custom_mutator=mutate)
        atheris.Fuzz()

    def stretch(self, seconds: float, most: float = float("inf")) -> None:
        """Tokens, alone and within an example, repeated until they are long: four times as
        much may not take much more than four times as long, however long it is."""
        random = Random(1)
        sizes = [min(STRETCHED, self.reader.longest) // part for part in (4, 1)]
        tokens = sorted({*self.reader.tokens, *GENERAL} - {b""})
        while time.monotonic() - self.began < seconds and self.tried < most:
            piece = b"".join(random.choices(tokens, k=random.choice((1, 1, 2, 3))))
            piece += random.choice((b"", b"", b" ", b"\n", b"\n\n"))
            seed = random.choice((b"", *self.seeds))[:5_000]
            at = random.randint(0, len(seed))
            if random.random() < 0.5:  # each a little different
                piece = piece.rstrip() + b"%d" + piece[len(piece.rstrip()) :]
            self._stretched(seed[:at], piece, seed[at:], sizes)

    def _stretched(self, before: bytes, piece: bytes, after: bytes, sizes: list[int]) -> None:
        times: list[float] = []
        for size in [*sizes, sizes[-1] * 4]:
            often = range(size // len(piece) + 1)
            middle = b"".join(piece.replace(b"%d", b"%d" % number) for number in often)
            data = before + middle + after
            times.append(self.one(data))
            if len(times) > 1 and not (times[-1] > 0.1 and times[-1] > times[-2] * 8):
                return
        self._keep(f"grows faster than its input: {times}", data)

    @property
    def _largest(self) -> int:
        return min(LARGEST, self.reader.longest)

    def one(self, data: bytes) -> float:
        """Seconds that the check of an input took; what it breaks is kept."""
        self.tried += 1
        taken = 0.0
        try:
            taken = within_bounds(self.reader.check, data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as fault:
            self._keep(signature(fault), data, fault)
            taken = SECONDS if isinstance(fault, TooSlow) else 0.0
        self.slowest = max(self.slowest, taken)
        if self.tried % _MEMORY_AFTER == 0:
            self.memory.append(megabytes())
        return taken

    def _keep(self, where: str, data: bytes, fault: BaseException | None = None) -> None:
        smallest = self.findings.get(where)
        if smallest is not None and len(smallest) <= len(data):
            return
        self.findings[where] = data
        self.folder.mkdir(parents=True, exist_ok=True)
        number = list(self.findings).index(where) + 1
        name = f"{self.reader.name}-{number}"
        (self.folder / name).write_bytes(data)
        if smallest is None:
            print(f"FOUND {name}: {where}", flush=True)
        if fault:
            trace = "".join(traceback.format_exception(fault))
            (self.folder / f"{name}.txt").write_text(
                f"{where}\n{trace[-8_000:]}", "utf-8", "replace"
            )

    def told(self) -> str:
        """The line for the table of long runs."""
        minutes = (time.monotonic() - self.began) / 60
        grown = f"{self.memory[0]:.0f} -> {self.memory[-1]:.0f}" if self.memory else "-"
        return (
            f"{self.reader.name}: {self.tried:,} inputs in {minutes:.1f} min, "
            f"slowest {self.slowest:.2f} s, MB {grown}, findings {len(self.findings)}"
        )


def signature(fault: BaseException) -> str:
    """The kind of a fault and the last places of our own code that it came by."""
    frames = traceback.extract_tb(fault.__traceback__)
    own = [one for one in frames if "/regesta/" in one.filename] or frames
    places = [f"{Path(one.filename).name}:{one.lineno}" for one in own[-1:]]
    said = str(fault)[:80] if type(fault).__name__ == "Broken" else ""
    return f"{type(fault).__name__} {said} {' '.join(places)}".strip()
