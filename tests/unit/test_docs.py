"""The documentation cannot drift: what derives from code is compared with it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
_SPEC = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
assert _SPEC
assert _SPEC.loader
generate = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(generate)


@pytest.mark.parametrize("page", generate.PAGES)
def test_a_generated_page_is_up_to_date(page: str) -> None:
    """A reference page says what the code says; python docs/generate.py writes it anew."""
    assert (DOCS / page).read_text(encoding="utf-8") == generate.PAGES[page]()


def test_every_problem_code_is_documented() -> None:
    """Every code that a format or the import names stands in docs/problems.md."""
    documented = set(re.findall(r"^\| `([a-z-]+)`", (DOCS / "problems.md").read_text(), re.M))
    used = set()
    for room in ("formats", "ingest"):
        for file in (ROOT / "src/regesta" / room).glob("*.py"):
            used |= set(re.findall(r'code="([a-z-]+)"', file.read_text(encoding="utf-8")))
    assert used
    assert used <= documented


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link of the documentation names a file that is there."""
    pages = [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_the_manual_names_every_page() -> None:
    """No page of the documentation is left out of its table of contents."""
    contents = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")} - {"README.md"}
    assert {page for page in pages if f"({page})" not in contents} == set()
