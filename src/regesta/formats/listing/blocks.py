"""Blocks of lines between blank lines: paragraphs that were wrapped, or title and abstract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regesta.formats.listing.dates import date_of
from regesta.formats.listing.lines import Line
from regesta.formats.listing.wording import is_sentence


def unwrapped(lines: list[Line]) -> list[Line]:
    """The lines with each wrapped block as one, unless titles and abstracts share blocks.

    A block may begin with its date, or be a sentence once it is joined though it stands right
    below a date: on such a page each line of a block speaks for itself.
    """
    blocks = list(_blocks(lines))
    if len(blocks) == 1 or all(len(block) == 1 for block in blocks):
        return lines
    if any(len(block) > 1 and date_of(block[0].text) for block in blocks):
        return lines
    joined = [_joined(block) for block in blocks]
    if any(_holds_title_and_abstract(*pair) for pair in zip(joined, blocks[1:], strict=False)):
        return lines
    return [line for block in joined for line in block]


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.after_blank and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _joined(block: list[Line]) -> list[Line]:
    """The lines of a block as one, unless a bullet or a date shows that it is a list."""
    if len(block) == 1 or any(line.marked or date_of(line.text) for line in block):
        return block
    said = " ".join(line.said for line in block)
    return [replace(block[0], said=said, text=said, last=block[-1].number, cells=())]


def _holds_title_and_abstract(above: list[Line], block: list[Line]) -> bool:
    """Whether the block, right below a date that stands alone, is more than a title."""
    if len(block) == 1 or len(above) > 1 or date_of(above[0].text) is None:
        return False
    return is_sentence(" ".join(line.text for line in block))
