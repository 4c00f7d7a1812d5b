"""XML from anywhere, read piece by piece and never trusted.

No external entity, no DTD and no network, whatever a document asks for; entities that it
declares itself are not expanded. Depth and the length of one text have limits, so that no
document takes more memory than its largest part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BufferedIOBase
from typing import Any, BinaryIO, TypeAlias

from lxml import etree

from regesta.formats.reading import Problem, Severity

DEEPEST = 256  # elements within each other
Element: TypeAlias = Any  # lxml has no types


def events(
    stream: BinaryIO | BufferedIOBase, kinds: tuple[str, ...] = ("start", "end")
) -> Iterator[tuple[str, Element]]:
    """The events of a document as `lxml.etree.iterparse` gives them. Whoever is done with
    an element frees it with `free`. Raises `lxml.etree.XMLSyntaxError`."""
    depth = 0
    for event, element in etree.iterparse(
        stream,
        events=tuple(dict.fromkeys((*kinds, "start", "end"))),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=False,
    ):
        if event == "start":
            depth += 1
            if depth > DEEPEST:
                raise etree.XMLSyntaxError(
                    f"elements stand within each other more than {DEEPEST} deep",
                    0, element.sourceline or 0, 0,
                )  # fmt: skip
        elif event == "end":
            depth -= 1
        if event in kinds:
            yield event, element


def free(element: Element) -> None:
    """Lets go of an element that was read, and of everything before it in its parent."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element; "" where it has none, or a prefix that is not declared."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def place(element: Element) -> str:
    """Where an element begins, for a problem: ``line 12``."""
    return f"line {element.sourceline}" if element.sourceline else ""


def is_web_page(head: str) -> bool:
    """Whether a text is a web page and no XML for us: an error page that was saved."""
    start = head.lstrip("\ufeff \t\r\n").casefold()[:1_000]
    return start.startswith(("<!doctype html", "<html")) or "<html" in start


def not_xml(
    error: etree.XMLSyntaxError, code: str, what: Callable[[], str] | None = None
) -> Problem:
    """What the parser says, as a problem with its place and a remedy."""
    line, column = error.position if error.position else (0, 0)
    reason = str(error.msg or "it breaks off").split(", line ")[0]
    return Problem(
        severity=Severity.ERROR,
        code=code,
        where=f"line {line}, column {column}" if line else "",
        message=f"The file is not well-formed XML from here on: {reason}."
        + (f" {what()}" if what else ""),
        remedy="Mend that place, or ask whoever made the file; what stands before it was read.",
        rejected=1,
    )
