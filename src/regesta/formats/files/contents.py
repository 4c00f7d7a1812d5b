"""What a file holds, as its reader hands it on, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Passage:
    """A paragraph, with the notes that are tied to it."""

    text: str
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """One page, by the name it has in the file; "" where the file has no pages."""

    name: str
    passages: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class Fault:
    """Something that is wrong, by the code of its problem, and what the file says of it."""

    code: str
    said: str = ""


@dataclass(slots=True, kw_only=True)
class Picture:
    """What a picture says of itself (EXIF 2.32). ``taken`` is a day, ``YYYY-MM-DD``."""

    width: int = 0
    height: int = 0
    taken: str = ""
    title: str = ""
    description: str = ""
    artist: str = ""
    copyright: str = ""
    keywords: list[str] = field(default_factory=list)
    coordinates: str = ""  # degrees north and east
    camera: str = ""


@dataclass(slots=True, kw_only=True)
class Content:
    """What a file holds. ``count`` is the number of its pages, 0 where it has none."""

    pages: list[Page] = field(default_factory=list)
    count: int = 0
    recognised: bool = False  # its text was recognised by a program in pictures of pages
    title: str = ""  # as the file itself says
    author: str = ""
    picture: Picture | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        return any(page.passages for page in self.pages)


@dataclass(slots=True)
class Budget:
    """The signs that may still be taken from one file."""

    left: int
    is_cut: bool = False

    def take(self, text: str) -> str:
        """As much of the text as there is room for."""
        if len(text) > self.left:
            self.is_cut = True
            text = text[: self.left]
        self.left -= len(text)
        return text


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text: blank lines part them."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def passages(texts: Iterable[str], budget: Budget) -> list[Passage]:
    """Paragraphs as far as there is room for them."""
    return [Passage(taken) for text in texts if (taken := budget.take(text).strip())]


def plain(text: str) -> str:
    """Text without what no text holds: control signs, and halves of signs."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole.translate(_CONTROL)


_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r\f"} | {127: None}
