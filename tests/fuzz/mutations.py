"""Changes of an input that keep enough of its form for a reader to go on into it.

Bytes alone seldom get past the first test of a reader. These changes know tokens and lines:
they drop, double, swap and repeat what stands in an example. The same numbers from `random`
give the same change, so that a run can be had again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

# What has broken readers of any form: bounds, signs without partner, odd letters.
GENERAL = tuple(
    one.encode("utf-8", "surrogatepass")
    for one in (
        "", " ", "\n", "\r", "\r\n", "\t", "\x00", "\x0b", "\x0c", "\x1b", "\x85", "\xa0", "\u2028",
        "\ufeff", "\ufffd", "\ufffe", "\ud800", "\u0301", "\u200f", "\u202e", "İ", "ß", "ﬁ", "一",
        "٣", "²", "½", "Ⅷ", "〇", "𝟗", "0", "-1", "1e9", "1e999", "NaN", "-0", "9" * 30,
        "18446744073709551616", "2147483648", "0001", "-9999", "9999", "10000", "0000",
        "1937", "1937-04-04", "1937-02-30", "ca. 1937", "[1936?]", "1890-1920 (bulk 1905-1915)",
        "31 June 1937", "undated", "1904-05", "04/05/1937", "1937/1938", "Y-17E7", "XXXX",
        "$", "%", "&", "'", '"', "''", '"""', "(", ")", "[", "]", "{", "}", "<", ">", ";", ",", ":",
        "|", "/", "\\", "*", "=", "@", "#", "-", "--", "...", "\\u0000", "\\ud800", "&amp;", "&#0;",
        "<?a?>", "<!--", "-->", "<!DOCTYPE a [", "]]>",
        "../../etc/passwd", "file:///etc/passwd", "http://[", "https://x/", "=1+1", "lamp.txt",
    )
)  # fmt: skip
_TOKEN = re.compile(rb"</?[\w:.-]+|\"(?:[^\"\\\n]|\\.){0,40}\"|[\w@.\\-]{2,40}|[^\w\s]", re.ASCII)
_MOST_TOKENS = 400
LARGEST = 100_000  # bytes of a changed input


def tokens_of(seeds: Sequence[bytes]) -> tuple[bytes, ...]:
    """The words, tags and signs that stand in some examples."""
    found: dict[bytes, None] = {}
    for seed in seeds:
        found.update(dict.fromkeys(_TOKEN.findall(seed)))
    return tuple(found)[:_MOST_TOKENS]


def changed(
    data: bytes,
    random: Random,
    seeds: Sequence[bytes],
    tokens: Sequence[bytes],
    largest: int = LARGEST,
) -> bytes:
    """The input after one to four changes, of at most so many bytes."""
    for _ in range(random.randint(1, 4)):
        change = random.choice(_CHANGES)
        data = change(data, random, seeds, tokens)[:largest]
    return data


def _span(data: bytes, random: Random, longest: int = 400) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.randint(0, longest))


def _byte(data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _put(data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    at = _border(data, random)
    return data[:at] + _one_of(random, tokens) + data[at:]


def _instead(data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One token of the input gives way to another."""
    at = _border(data, random)
    match = _TOKEN.search(data, at)
    if match is None:
        return data
    return data[: match.start()] + _one_of(random, tokens) + data[match.end() :]


def _drop(data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    start, end = _span(data, random, random.choice((1, 10, 100, 1_000)))
    return data[:start] + data[end:]


def _drop_line(
    data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]
) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        del lines[random.randrange(len(lines))]
    return b"".join(lines)


def _swap_lines(
    data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]
) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _again(data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Some lines, or some bytes, stand there several times."""
    times = random.choice((1, 1, 2, 5, 30, 300))
    if random.random() < 0.5:
        lines = data.splitlines(keepends=True)
        start = random.randint(0, len(lines))
        end = start + random.randint(1, 5)
        return b"".join(lines[:end] + lines[start:end] * times + lines[end:])
    start, end = _span(data, random, random.choice((3, 40, 400)))
    return data[:end] + data[start:end] * times + data[end:]


def _repeat(data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    at = _border(data, random)
    times = random.choice((2, 10, 100, 1_000))
    return data[:at] + _one_of(random, tokens) * times + data[at:]


def _splice(data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    start, end = _span(other := random.choice(seeds), random, 2_000)
    at, after = _span(data, random, random.choice((0, 0, 100, 1_000)))
    return data[:at] + other[start:end] + data[after:]


def _break_off(
    data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]
) -> bytes:
    return data[: random.randint(0, len(data))]


def _in_utf_16(
    data: bytes, random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]
) -> bytes:
    if random.random() < 0.9:  # seldom: other changes of it break its signs
        return _put(data, random, seeds, tokens)
    return data.decode("utf-8", "replace").encode("utf-16")


def _border(data: bytes, random: Random) -> int:
    """A place between two tokens, near a random one."""
    at = random.randint(0, len(data))
    match = _TOKEN.search(data, at)
    return match.start() if match else at


def _one_of(random: Random, tokens: Sequence[bytes]) -> bytes:
    return random.choice(tokens if tokens and random.random() < 0.6 else GENERAL)


_Change = Callable[[bytes, Random, Sequence[bytes], Sequence[bytes]], bytes]
_CHANGES: tuple[_Change, ...] = (
    _byte, _put, _put, _instead, _instead, _instead, _drop, _drop_line, _swap_lines, _again,
    _repeat, _splice, _break_off, _in_utf_16,
)  # fmt: skip
