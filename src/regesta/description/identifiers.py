"""Identifiers of records: short, readable aloud, given once, independent of content.

Eight signs of Crockford's alphabet (no I, L, O or U), written ``k7m2-9xqd``; the last is
a check sign, so that one wrong sign is noticed. Reading forgives case, missing hyphens
and the letters that look like digits.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 8
_BITS = 5  # that one sign holds
_LAST = len(ALPHABET) - 1
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None})


def new_identifier() -> str:
    drawn = secrets.randbits(_BITS * (LENGTH - 1))
    body = "".join(ALPHABET[drawn >> _BITS * at & _LAST] for at in range(LENGTH - 1))
    return _hyphenated(body + _check_sign(body))


def normalise(text: str) -> str | None:
    """The canonical form of an identifier as someone typed it; None where it is none."""
    signs = text.strip().lower().translate(_LOOKALIKES)
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return None
    if _check_sign(signs[:-1]) != signs[-1]:
        return None
    return _hyphenated(signs)


def _hyphenated(signs: str) -> str:
    return f"{signs[:4]}-{signs[4:]}"


def _check_sign(body: str) -> str:
    """A weighted sum: odd weights keep every single wrong sign visible modulo 32."""
    total = sum((2 * place + 1) * _VALUES[sign] for place, sign in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]
