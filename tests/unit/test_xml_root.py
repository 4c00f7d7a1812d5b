"""What the root of an XML document is, from its first words."""

from __future__ import annotations

import time

import pytest

from regesta.formats import recognised
from regesta.formats.material import Material
from regesta.formats.xml_root import root_of


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<TEI/>", "TEI"),
        ('\ufeff\n<?xml version="1.0"?>\n<!-- <a> -->\n<tei:TEI xmlns:tei="t">', "TEI"),
        ('<!DOCTYPE ead SYSTEM "ead.dtd" [<!ENTITY a "b">\n]\n>\n<ead>', "ead"),
        ('<!DOCTYPE ead PUBLIC "a" "b"><ead a="[">', "ead"),
        ("<?xml", ""), ("<!--", ""), ("<!DOCTYPE a [", ""), ("<!DOCTYPE a [ ] ", ""), ("", ""),
        ("a <b>", ""), ("<", ""), ("<!", ""), ("<?", ""),
    ],
)  # fmt: skip
def test_the_root_comes_after_what_goes_before(head: str, name: str) -> None:
    """Declarations, comments and the DOCTYPE with its subset are passed over."""
    assert root_of(head)[0] == name


def test_namespaces_are_those_of_the_root() -> None:
    """Those of elements within it say nothing of the document."""
    assert root_of('<a:b xmlns:a="u:1" xmlns=\'u:2\'><c xmlns="u:3"/>') == ("b", "u:1 u:2")


@pytest.mark.parametrize("one", ["<?a?>", "<!---->", "<!DOCTYPE>", "<!a []>", "<?a?>\n<!", "<!["])
def test_thousands_of_instructions_are_passed_over_at_once(one: str) -> None:
    """Forty of them once held up the recognising of any file for hours."""
    started = time.process_time()
    recognised(Material.of_text(one * 20_000))
    assert time.process_time() - started < 5
