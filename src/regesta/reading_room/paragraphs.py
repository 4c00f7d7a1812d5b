"""Where a paragraph is found in the page of its record: the ``#p12`` of its address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from regesta.description.record import Text

# What the page itself has addresses for.
_OF_THE_PAGE = {"content", "title", "summary", "about", "cite", "related", "history", "masthead-q"}
_NO_ADDRESS = re.compile(r"[^\w.:-]+")


def addresses_of_paragraphs(texts: Iterable[Text]) -> list[list[str]]:
    """For each text, the address of each paragraph, each once in the page.

    A paragraph has the address that is its identifier. Where a further text (a translation
    of the first) has the same identifiers, its language is added: ``p12-en``.
    """
    taken = set(_OF_THE_PAGE)
    found = []
    for text in texts:
        addresses = []
        for paragraph in text.paragraphs:
            own = _NO_ADDRESS.sub("-", paragraph.identifier).strip("-") or "p"
            address = _free(own, text, taken)
            taken.add(address)
            addresses.append(address)
        found.append(addresses)
    return found


def _free(own: str, text: Text, taken: set[str]) -> str:
    if own not in taken and not own.startswith("text-"):
        return own
    with_language = f"{own}-{_NO_ADDRESS.sub('-', text.language) or text.kind.value}"
    address, number = with_language, 1
    while address in taken:
        number += 1
        address = f"{with_language}-{number}"
    return address
