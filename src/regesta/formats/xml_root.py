"""What the root element of an XML document is, from its first words alone."""

from __future__ import annotations

import re

_NAME = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_SPACE = re.compile("[\ufeff \\t\\r\\n]*")
_NAMESPACE = re.compile(r"""xmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']""")


def root_of(head: str) -> tuple[str, str]:
    """The name of the root element and the namespaces it declares, with spaces between;
    twice "" where the text does not begin as XML does."""
    at = _past_space(head, 0)
    while head.startswith(("<?", "<!"), at):
        at = _past_space(head, _after(head, at))
    match = _NAME.match(head, at)
    if match is None:
        return "", ""
    start = head[at : head.find(">", at) + 1 or len(head)]
    return match[1], " ".join(_NAMESPACE.findall(start))


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _after(text: str, at: int) -> int:
    """The end of the instruction, comment or DOCTYPE that begins there; the end of the text
    where it has none. Places, not pieces: there may be thousands of them."""
    closing = "-->" if text.startswith("<!--", at) else "?>" if text[at + 1] == "?" else ">"
    end = text.find(closing, at)
    if closing == ">" and end > at:
        subset = text.find("[", at, end)
        if subset > at:
            close = text.find("]", subset)
            end = text.find(">", close) if close > at else -1
    return end + len(closing) if end > at else len(text)
