"""What a unit's `did` says: title, dates, numbers, extent, creators, containers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from regesta.description.record import (
    Identifier,
    Reference,
    ReferenceLevel,
    State,
    Statement,
)
from regesta.formats.ead import unit_dates
from regesta.formats.ead.digital_objects import DIGITAL_OBJECTS, digital_objects
from regesta.formats.ead.names import KINDS, Term, kind_of_bare_name, role_of, term_of, terms_within
from regesta.formats.ead.prose import line_of, name_of, prose
from regesta.formats.ead.unit import Unit
from regesta.formats.languages import language_tag, tag_with_script
from regesta.formats.reading import Severity
from regesta.formats.xml import Element

REFERENCE_CODE = "reference code"
_CALL_NUMBERS = re.compile(r"call (?:no|number)|shelf ?mark|signatur|cote|reference", re.IGNORECASE)
_USUAL_LABELS = frozenset((
    "", "title", "dates", "date", "extent", "quantity", "creator", "language", "languages",
    "language(s)", "location", "repository", "summary", "abstract", "note", "general note",
    "call no.", "identification", "physical description", "physical location",
))  # fmt: skip
_DATES = ("unitdate", "unitdatestructured")
_TRAILING = " ,;:-–—("


def read_did(did: Element, unit: Unit) -> None:
    """Adds to the unit what its `did` says, in the order of the elements."""
    containers: list[Element] = []
    for part in did:
        name = name_of(part)
        if name == "container":
            containers.append(part)
        elif name in _READERS:
            _READERS[name](part, unit)
        elif name in DIGITAL_OBJECTS:
            digital_objects(part, unit)
        elif name and name != "head":
            unit.keep(name, labelled(part))
    _title_from_date(unit)
    _references(containers, unit)
    dates = unit.record.dates
    for number, one in enumerate(dates):
        if one.type.value != "bulk":
            dates[number] = replace(one, primary=True)
            break


def labelled(element: Element, text: str | None = None) -> str:
    """The words of an element, after its label where that says more than the field does."""
    words = prose(element) if text is None else text
    label = " ".join((element.get("label") or "").split()).rstrip(":")
    return f"{label}: {words}" if words and label.casefold() not in _USUAL_LABELS else words


def _title(element: Element, unit: Unit) -> None:
    inner = list(element.iter("{*}unitdate", "{*}unitdatestructured"))
    for date in inner:
        _date(date, unit)
    unit.say("title", _without_dates(element, inner).rstrip(" ,"))  # a date was to follow
    if not len(element):
        return
    for term in terms_within(element):
        if term.is_agent:
            unit.add_agent(term, term.role)
        else:
            unit.add_subject(term)
        if term.details:
            unit.keep("names in the title", f"{term.name} ({term.details})")
    digital_objects(element, unit)


def _without_dates(element: Element, inner: list[Element]) -> str:
    """The title without the dates it ends in, which are dates of the record; one that
    stands between its words stays, and one that is all there is."""
    whole = line_of(element)
    title = whole
    for date in reversed(inner):
        wording = line_of(date)
        bare = title.rstrip(" ,;.)")
        if not wording or not bare.endswith(wording.rstrip(" ,;.)")):
            break
        rest = bare[: len(bare) - len(wording.rstrip(" ,;.)"))].rstrip(_TRAILING)
        if not rest:
            return whole
        title = rest
    return title


def _title_from_date(unit: Unit) -> None:
    """A unit without a title is known by its date, which then is a title supplied."""
    if unit.record.values.get("title"):
        return
    worded = next((one.date.text for one in unit.record.dates if one.date.text), "")
    if worded:
        unit.record.values["title"] = [Statement(text=worded, state=State.SUPPLIED)]


def _date(element: Element, unit: Unit) -> None:
    found, faults = unit_dates.unit_dates(element, unit.language)
    unit.add_dates(found)
    for fault in faults:
        report_date(unit, fault, "dates", line_of(element))


def report_date(unit: Unit, fault: unit_dates.DateFault, about: str, wording: str) -> None:
    """A fault of a date as a problem of the unit."""
    if fault.code == unit_dates.NOT_UNDERSTOOD:
        message = f"The date “{wording}” cannot be understood; it was kept as wording."
        remedy = "Give the date a normal form in the finding aid (normal or standarddate), as in "
        remedy += "1937-04-05 or 1934/1949, and import it again."
    else:
        message = f"The normal form “{fault.value}” of the date “{wording}” was not used: "
        message += f"{fault.reason}. The wording counts."
        remedy = "Correct the normal form in the finding aid and import it again."
    unit.report(fault.code, message, remedy, about=about, value=fault.value or wording)


def _number(element: Element, unit: Unit) -> None:
    value = line_of(element) or (element.get("identifier") or "").strip()
    label = element.get("label") or element.get("localtype") or element.get("type") or ""
    scheme = " ".join(label.split()).rstrip(":") or REFERENCE_CODE
    identifier = Identifier(scheme[:60], value[:500])
    unit.add_identifier(identifier)
    if value and (scheme == REFERENCE_CODE or _CALL_NUMBERS.search(scheme)):
        unit.codes.append(identifier)


def _extent(element: Element, unit: Unit) -> None:
    pieces = []
    own = " ".join((element.text or "").split())
    children = [part for part in element if name_of(part)]
    is_list = all(name_of(part) in _EXTENTS for part in children) and not own
    if children and is_list and not any((part.tail or "").strip() for part in element):
        pieces = [labelled(part, _measure(part)) for part in children]
        unit.say("extent", labelled(element, "; ".join(filter(None, pieces))))
    else:
        unit.say("extent", labelled(element, line_of(element)))


_EXTENTS = ("extent", "dimensions", "physfacet", "genreform", "physdescstructured")


def _measure(element: Element) -> str:
    unit_of_measure = " ".join((element.get("unit") or "").split())
    words = line_of(element)
    if unit_of_measure and unit_of_measure.casefold() not in words.casefold():
        return f"{words} {unit_of_measure}"
    return words


def _structured_extent(element: Element, unit: Unit) -> None:
    unit.say("extent", _structured(element))


def _structured(element: Element) -> str:
    """``12.5 linear feet (approximate)``: quantity, unit, then what else is said."""
    named: dict[str, list[str]] = {}
    for part in element:
        if name_of(part):
            named.setdefault(name_of(part), []).append(line_of(part))
    measure = " ".join((*named.pop("quantity", []), *named.pop("unittype", [])))
    others = [text for texts in named.values() for text in texts if text]
    coverage = "part" if element.get("coverage") == "part" else ""
    return ", ".join(filter(None, (measure, *others, coverage)))


def _set_of_extents(element: Element, unit: Unit) -> None:
    parts = [_structured(part) for part in element if name_of(part) == "physdescstructured"]
    unit.say("extent", labelled(element, "; ".join(filter(None, parts))))


def _origination(element: Element, unit: Unit) -> None:
    label = role_of(element.get("label") or element.get("localtype") or "")
    names = [part for part in element if name_of(part) in KINDS]
    for part in names:
        if term := term_of(part):
            role = term.role if term.is_agent else label or "creator"
            unit.add_agent(term, role)
            if term.details:
                unit.keep("origination", f"{term.name} ({term.details})")
    words = line_of(element)
    loose = words
    for part in names:
        loose = loose.replace(line_of(part), "")
    if names and re.search(r"\w", loose):
        unit.keep("origination", words)
    if not names and words:
        unit.add_agent(Term(words, kind_of_bare_name(words)), label or "creator")


def _repository(element: Element, unit: Unit) -> None:
    names = [part for part in element if name_of(part) in KINDS]
    terms = [term for term in map(term_of, names) if term]
    unit.repository = unit.repository or (terms[0].name if terms else line_of(element))
    rest = prose(element)
    if terms and rest != line_of(names[0]):
        unit.keep("repository", rest)
    for term in terms[:1]:
        if term.key:
            unit.terms.setdefault(term.key, term)


def _languages(element: Element, unit: Unit) -> None:
    """The codes of the languages; the words too, where they say more than their names."""
    names = []
    script = ""
    for part in element.iter("{*}script"):
        script = script or part.get("scriptcode") or ""
    for part in element.iter("{*}language"):
        code = part.get("langcode") or ""
        tag = tag_with_script(code, part.get("scriptcode") or script) or language_tag(code)
        names.append(line_of(part))
        unit.say("language", tag or names[-1].strip(" .,;"))
        if code and not tag:
            unit.report(
                "ead-language",
                f"{code!r} is no code of a language; the words were taken.",
                "Correct the code (ISO 639, as in eng or rus) and import the finding aid again.",
                about="language",
                value=code,
            )
    words = prose(element)
    left = words
    for name in names:
        left = left.replace(name, "")
    if not names:
        unit.say("language", words)
    elif re.search(r"\w", left) or any(re.search(r"\w", name) for name in names):
        unit.keep(name_of(element), words)


def _abstract(element: Element, unit: Unit) -> None:
    unit.say("scope_and_content", labelled(element), language_tag(element.get("lang") or ""))


def _note(element: Element, unit: Unit) -> None:
    unit.say("note", labelled(element))
    digital_objects(element, unit)


def _references(containers: list[Element], unit: Unit) -> None:
    """The repository and number of the whole, and the containers of each unit. A container
    of a sort that was named before begins another reference: a second box."""
    if unit.repository:
        code = unit.codes[0] if unit.codes else None
        levels = [ReferenceLevel(code.scheme, code.value)] if code else []
        text = ", ".join(filter(None, (unit.repository, code.value if code else "")))
        unit.record.references.append(
            Reference(text=text, repository=unit.repository, levels=levels)
        )
    groups: list[list[tuple[ReferenceLevel, str]]] = []
    for container in containers:
        value = line_of(container)
        if not value:
            continue
        term = container.get("localtype") or container.get("type") or "container"
        level = ReferenceLevel(" ".join(term.split()), value)
        label = " ".join((container.get("label") or "").split())
        remarks = [label if label.casefold() != level.term.casefold() else "",
                   container.get("containerid") or ""]  # fmt: skip
        shown = f"{level.term} {value}" + "".join(f" ({one})" for one in remarks if one)
        terms = [one.term for one, _ in groups[-1]] if groups else []
        if not groups or level.term in terms:
            groups.append([])
        groups[-1].append((level, shown))
    for group in groups:
        unit.record.references.append(
            Reference(
                text=", ".join(shown for _, shown in group),
                levels=[level for level, _ in group],
            )
        )


def check_title(unit: Unit) -> None:
    if not unit.record.values.get("title"):
        unit.report(
            "ead-no-title",
            "The unit has neither a title nor a date in words.",
            "Give it a title (unittitle) in the finding aid, or here.",
            about="title",
            severity=Severity.NOTICE,
        )


_READERS: dict[str, Callable[[Element, Unit], None]] = {
    "unittitle": _title,
    "unitdate": _date,
    "unitdatestructured": _date,
    "unitid": _number,
    "physdesc": _extent,
    "physdescstructured": _structured_extent,
    "physdescset": _set_of_extents,
    "origination": _origination,
    "repository": _repository,
    "langmaterial": _languages,
    "abstract": _abstract,
    "note": _note,
    "didnote": _note,
}
