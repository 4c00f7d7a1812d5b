"""The house: what stands alone, and what must be held together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from regesta.catalog.format import FORMAT
from regesta.description.fields import FACETS, FIELD, FIELDS, Shape, Tier
from regesta.description.record import Record
from regesta.search.describing import facet_values
from regesta.search.finding import _LABELS

ROOT = Path(__file__).parent.parent.parent


def test_a_listing_is_read_without_django() -> None:
    """The pure rooms work where Django cannot even be imported."""
    program = (
        "import sys; sys.modules['django'] = None; sys.modules['tantivy'] = None\n"
        "from regesta.formats import listing\n"
        "text = '1 - 1 of 1\\n\\nMay 4, 1920\\n\\nOn the harvest\\n'\n"
        "print([item.record.text('title') for item in listing.read(text)"
        " if hasattr(item, 'record') and hasattr(item, 'wording')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['On the harvest']"


def test_the_format_version_is_the_last_migration() -> None:
    """Whoever adds a migration raises the archive's format version."""
    migrations = sorted((ROOT / "src/regesta/catalog/migrations").glob("0*.py"))
    assert int(migrations[-1].name[:4]) == FORMAT


@pytest.mark.django_db
def test_the_models_have_all_their_migrations() -> None:
    """No change of the models is left without a migration."""
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_fields_have_names_of_their_own() -> None:
    """No two fields share a name, and no spelling leads to two fields."""
    assert len(FIELD) == len(FIELDS)
    spellings = [spelling for field in FIELDS for spelling in field.spellings]
    assert len(set(spellings)) == len(spellings)
    assert not set(spellings) & set(FIELD)


def test_all_elements_of_isad_are_there() -> None:
    """Every element of ISAD(G), second edition, has a field."""
    elements = {
        *(f"3.1.{number}" for number in range(1, 6)),
        *(f"3.2.{number}" for number in range(1, 5)),
        *(f"3.3.{number}" for number in range(1, 5)),
        *(f"3.4.{number}" for number in range(1, 6)),
        *(f"3.5.{number}" for number in range(1, 5)),
        "3.6.1",
        *(f"3.7.{number}" for number in range(1, 4)),
    }
    assert len(elements) == 26
    assert {field.isad for field in FIELDS if field.isad} == elements


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_has_a_place_in_the_record(field) -> None:
    """A field that is no list of statements is an attribute of the record."""
    if field.shape not in (Shape.STATEMENTS, Shape.COLLECTIONS):
        assert hasattr(Record(), field.shape.value)


def test_every_facet_has_values_and_words_for_them() -> None:
    """A facet in FIELDS has a way to find its values, and one to label them."""
    names = {facet.name for facet in FACETS}
    assert names == set(facet_values(Record(), [], []))
    assert {facet.name for facet in FACETS if not facet.kinds} == set(_LABELS)


def test_every_tier_is_filled_by_some_field() -> None:
    """No weight of the ranking is left without a field."""
    assert {field.tier for field in FIELDS} >= set(Tier)
