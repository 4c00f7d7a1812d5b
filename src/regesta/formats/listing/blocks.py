"""Blocks of lines between blank lines: paragraphs that were wrapped, or title and abstract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from regesta.formats.listing.dates import date_of
from regesta.formats.listing.furniture import is_furniture
from regesta.formats.listing.lines import Line
from regesta.formats.listing.wording import is_sentence

LEAST_WIDTH = 40  # signs; texts are seldom wrapped to less


def unwrapped(lines: list[Line]) -> list[Line]:
    """The lines with each wrapped block as one, unless titles and abstracts share blocks.

    A block may begin with its date, or hold more than a title though it stands right below
    a date: on such a page each line of a block speaks for itself.
    """
    blocks = list(_blocks(lines))
    if len(blocks) == 1 or all(len(block) == 1 for block in blocks):
        return lines
    if any(len(block) > 1 and date_of(block[0].text) for block in blocks):
        return lines
    joined = [_joined(block) for block in blocks]
    width = max([LEAST_WIDTH, *(len(line.text) for block in blocks for line in block[:-1])])
    if any(_holds_title_and_abstract(*pair, width) for pair in pairwise(blocks)):
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
    """The lines of a block as one, unless it is a list, or a part of the website."""
    if len(block) == 1 or any(line.marked or date_of(line.text) for line in block):
        return block
    if is_furniture(block[0]):
        return block
    said = " ".join(line.said for line in block)
    return [replace(block[0], said=said, text=said, last=block[-1].number, cells=())]


def _holds_title_and_abstract(above: list[Line], block: list[Line], width: int) -> bool:
    """Whether the block, right below a date that stands alone, is more than a title.

    It is if it makes a sentence, or if a line breaks off where the next word had room.
    """
    if len(block) == 1 or len(above) > 1 or date_of(above[0].text) is None:
        return False
    if is_sentence(" ".join(line.text for line in block)):
        return True
    return any(_had_room(one.text, other.text, width) for one, other in pairwise(block))


def _had_room(line: str, following: str, width: int) -> bool:
    """Whether the next word, which does not begin small, would have fitted on the line."""
    word = following.split(" ", 1)[0]
    return not word[:1].islower() and len(line) + 1 + len(word) <= width
