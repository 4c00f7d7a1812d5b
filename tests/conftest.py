"""What all tests share: Django on a throw-away archive, and the places of outside data."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django
import pytest

# Django is set up once a process, and takes its settings from an archive's folder.
_FOLDER = Path(tempfile.mkdtemp(prefix="regesta-tests-"))
(_FOLDER / "regesta.toml").write_text('[archive]\nname = "Test archive"\n')
os.environ["REGESTA_ARCHIVE"] = str(_FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "regesta.config.settings"
os.environ["XDG_STATE_HOME"] = str(_FOLDER / "state")
django.setup()

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def seed() -> Path:
    """The listing the project started from, where it is at hand."""
    path = SHARED / "seed" / "listing.txt"
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    return path


@pytest.fixture(params=["names.tsv", "names-more.tsv", "gold"])
def names_table(request: pytest.FixtureRequest) -> Path:
    """A table of names: our own, and the one the project is measured by, where at hand."""
    ours = Path(__file__).parent / "data" / request.param
    path = SHARED / "gold" / "names.tsv" if request.param == "gold" else ours
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    return path
