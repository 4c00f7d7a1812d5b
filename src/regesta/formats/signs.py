"""What no text holds, and no archive keeps: the null sign, and lone halves of a sign."""

from __future__ import annotations

from typing import Any

NULL = "\x00"
ESCAPED_NULL = "\\u0000"  # as JSON and TOML write it


def sound(text: str) -> str:
    """Text without null signs; a lone half of a sign, as JSON can escape one, gives way to ?."""
    return text.encode("utf-8", "replace").decode("utf-8").replace(NULL, "")


def sounded(value: Any) -> Any:
    """What JSON or TOML gives, with every text in it sound. Raises `RecursionError` where it
    is nested too deep."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, list):
        return [sounded(one) for one in value]
    if isinstance(value, dict):
        return {sounded(name): sounded(content) for name, content in value.items()}
    return value
