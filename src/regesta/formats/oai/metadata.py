"""The forms of metadata in which repositories describe, and who reads them.

`FORMS` is the registry: the order is the order of preference where a repository offers
several. A form is told by its root element, never by the prefix a repository gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from lxml import etree

from regesta.formats import eac, ead, tei
from regesta.formats.material import Material
from regesta.formats.oai.described import DC, TERMS, is_term, read_dublin_core
from regesta.formats.oai.documents import read_document
from regesta.formats.oai.header import Header
from regesta.formats.reading import Item
from regesta.formats.xml import Element, local, namespace

OAI_DC = "oai_dc"  # which every repository offers


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataForm:
    """One form. ``namespaces`` are those that repositories declare it by, ``takes`` tells it
    by its root element, and ``read`` gives what a record in it says."""

    name: str
    label: str
    namespaces: tuple[str, ...]
    takes: Callable[[Element], bool]
    read: Callable[[Element, Element, Header], Iterator[Item]]


def form_of(element: Element) -> MetadataForm | None:
    """The form of the root element of a record's metadata, None for one nobody reads."""
    return next((form for form in FORMS if form.takes(element)), None)


def best_prefix(offered: Iterable[tuple[str, str]]) -> str:
    """The prefix, of those offered with their namespaces, of the form that says most; "" if
    none is known."""
    by_namespace: dict[str, str] = {}
    for prefix, declared in offered:
        by_namespace.setdefault(declared.strip(), prefix)
    for form in FORMS:
        for one in form.namespaces:
            if one in by_namespace:
                return by_namespace[one]
    return ""


def is_known(declared: str) -> bool:
    """Whether the form of metadata of a namespace is one that is read."""
    return any(declared.strip() in form.namespaces for form in FORMS)


def _is_dublin_core(element: Element) -> bool:
    """Whether an element holds terms of Dublin Core, whatever it is called itself."""
    return namespace(element) in _DUBLIN_CORE or any(is_term(one) for one in element)


def _document(module: ModuleType, roots: tuple[str, ...], *namespaces: str) -> MetadataForm:
    """Whole documents, read as if each stood in a file of its own."""

    def takes(element: Element) -> bool:
        return local(element) in roots and namespace(element) in ("", *namespaces)

    def read(element: Element, _: Element, header: Header) -> Iterator[Item]:
        data = etree.tostring(element, encoding="utf-8", with_tail=False)
        return read_document(module.read(Material.of_bytes(data, header.name)), header)

    return MetadataForm(
        name=module.NAME, label=module.LABEL, namespaces=namespaces, takes=takes, read=read
    )


_TERMS_FORM = (
    TERMS,
    "http://dspace.org/qualifieddc/",
    "http://worldcat.org/xmlschemas/qdc-1.0/",
    "http://epubs.cclrc.ac.uk/xmlns/qdc/",
    "http://www.openarchives.org/OAI/2.0/oai_qdc/",
    "http://www.openarchives.org/OAI/2.0/oai_dcterms/",
)
_SIMPLE = ("http://www.openarchives.org/OAI/2.0/oai_dc/", DC)
_DUBLIN_CORE = (*_TERMS_FORM, *_SIMPLE)
FORMS: tuple[MetadataForm, ...] = (
    _document(
        ead, ("ead",), "urn:isbn:1-931666-22-9", "http://ead3.archivists.org/schema/",
        "http://www.loc.gov/ead/", "http://www.loc.gov/ead",
    ),
    _document(tei, ("TEI", "teiCorpus"), "http://www.tei-c.org/ns/1.0"),
    _document(
        eac, ("eac-cpf", "eac"), "urn:isbn:1-931666-33-4", "https://archivists.org/ns/eac/v2",
    ),
    MetadataForm(
        name="dcterms", label="qualified Dublin Core", namespaces=_TERMS_FORM,
        takes=_is_dublin_core, read=read_dublin_core,
    ),
    MetadataForm(
        name=OAI_DC, label="Dublin Core", namespaces=_SIMPLE, takes=_is_dublin_core,
        read=read_dublin_core,
    ),
)  # fmt: skip
