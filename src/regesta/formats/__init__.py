"""Outside forms: each module reads one, knows no database and no web, and is listed here.

A format is a module with ``NAME``, ``LABEL``, ``CODES`` (its problems), ``recognise`` and
``read``; see `Format`. Modules of short texts take a `str` in both, all others a `Material`.
The order is the order in which they are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from regesta.formats import (
    atom,
    authorities,
    bibtex,
    cmif,
    csl,
    eac,
    ead,
    files,
    listing,
    oai,
    omeka,
    regesta,
    ris,
    supplement,
    table,
    tei,
)
from regesta.formats.material import Material
from regesta.formats.reading import Item


@dataclass(frozen=True, slots=True)
class Format:
    """One outside form. ``codes`` are the problems it can report, with their meaning;
    ``read`` never raises but for text in another encoding than it began in: what is wrong
    is a located `Problem`."""

    name: str
    label: str
    codes: dict[str, str]
    recognise: Callable[[Material], bool]
    read: Callable[[Material], Iterator[Item]]
    whole: bool = False  # whether it is read whole, and must therefore not be too large
    # Writes rows, by their places as problems name them, out again in the source's own form.
    write_rejects: Callable[[Iterable[str], Material], Iterator[str]] | None = None
    propose_mapping: Callable[[Material], str] | None = None  # of columns, as TOML


def _of_text(module: ModuleType) -> Format:
    """A form whose module takes all of a text at once."""
    return Format(
        module.NAME,
        module.LABEL,
        module.CODES,
        lambda material: bool(material.head_text) and module.recognise(material.head_text),
        lambda material: module.read(material.text()),
        whole=True,
    )


def _of_material(module: ModuleType) -> Format:
    """A form whose module reads the source piece by piece."""
    return Format(
        module.NAME,
        module.LABEL,
        module.CODES,
        module.recognise,
        module.read,
        write_rejects=getattr(module, "write_rejects", None),
        propose_mapping=getattr(module, "propose_mapping", None),
    )


FORMATS: tuple[Format, ...] = (
    _of_material(files),
    _of_material(oai),
    _of_material(ead),
    _of_material(eac),
    _of_material(cmif),
    _of_material(tei),
    _of_material(regesta),
    _of_material(atom),
    _of_material(omeka),
    _of_material(csl),
    _of_material(ris),
    _of_material(bibtex),
    _of_text(authorities),
    _of_text(supplement),
    _of_material(table),
    _of_text(listing),
)
BY_NAME = {one.name: one for one in FORMATS}


def recognised(material: Material) -> Format | None:
    """The first format that takes the material for its own, or None."""
    return next((one for one in FORMATS if one.recognise(material)), None)
