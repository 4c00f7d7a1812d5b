"""What the root element of an XML document is, from its first words alone."""

from __future__ import annotations

import re

_NAME = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_NAMESPACE = re.compile(r"""xmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']""")


def root_of(head: str) -> tuple[str, str]:
    """The name of the root element and the namespaces it declares, with spaces between;
    twice "" where the text does not begin as XML does."""
    rest = head.lstrip("\ufeff \t\r\n")
    while rest.startswith(("<?", "<!")):
        rest = _after(rest).lstrip()
    match = _NAME.match(rest)
    if match is None:
        return "", ""
    start = rest[: rest.find(">") + 1 or len(rest)]
    return match[1], " ".join(_NAMESPACE.findall(start))


def _after(text: str) -> str:
    """What follows the instruction, comment or DOCTYPE at the beginning of a text; "" where
    that does not end."""
    if text.startswith("<!--"):
        return text.partition("-->")[2]
    if text.startswith("<?"):
        return text.partition("?>")[2]
    subset, end = text.find("["), text.find(">")
    if -1 < subset < end:
        return text[subset:].partition("]")[2].partition(">")[2]
    return text.partition(">")[2]
