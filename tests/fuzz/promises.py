"""What every reader promises of whatever it is given, checked item by item."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import msgspec

from regesta.description.dates import HistoricalDate
from regesta.description.record import from_data, to_data
from regesta.formats import Format, regesta
from regesta.formats.draft import LONGEST_WORDING
from regesta.formats.encoding import BadEncoding, NotText
from regesta.formats.material import Material
from regesta.formats.reading import (
    LONGEST_SAID,
    AuthorityReading,
    CollectionReading,
    Expected,
    Item,
    Problem,
    Reading,
    Severity,
)

LOOKED_AT = 300  # items of a source that are checked closely


class Broken(AssertionError):
    """A reader gave what it promises never to give."""


def demand(holds: bool, said: str) -> None:
    """Raises `Broken`, also where assertions are switched off."""
    if not holds:
        raise Broken(said)


def check_format(form: Format, material: Material) -> None:
    """Recognises and reads the material and checks every item. Raises `Broken`, and
    whatever the format raises but must not."""
    demand(isinstance(form.recognise(material), bool), "recognise answers yes or no")
    items: list[Item] = []
    try:
        for number, item in enumerate(form.read(material)):
            if number < LOOKED_AT or number % 50 == 0:  # looking takes longer than reading
                check_item(item, form)
            items.append(item)
    except UnicodeDecodeError:  # text in another encoding than it began in
        pass
    except (NotText, BadEncoding):
        demand(form.whole, "only forms that are read whole need all of it to be text")
    _check_tree(items)
    _check_kept(items[:LOOKED_AT])


def check_item(item: Item, form: Format) -> None:
    if isinstance(item, Problem):
        _check_problem(item, form)
    elif isinstance(item, Expected):
        demand(isinstance(item.count, int), "a count is a number")
    else:
        demand(
            isinstance(item, Reading | CollectionReading | AuthorityReading),
            f"{type(item).__name__} is no item",
        )
        demand(bool(item.position), "every reading has its place in the source")
    if isinstance(item, Reading | AuthorityReading):
        demand(len(item.wording) <= LONGEST_WORDING, "the wording kept has a limit")
    check_texts(item)


def check_texts(value: Any) -> None:
    for text in _texts(value):
        demand("\x00" not in text, "no null sign goes into the archive")
        demand(_is_text(text), "no half of a sign goes into the archive")


def _check_problem(problem: Problem, form: Format) -> None:
    demand(problem.code in form.codes, f"the code {problem.code!r} of {form.name} is documented")
    demand(isinstance(problem.severity, Severity), "a problem has its severity")
    demand(bool(problem.message.strip()), f"{problem.code} says what is wrong")
    demand(bool(problem.remedy.strip()), f"{problem.code} says what to do")
    demand(problem.rejected >= 0, "nothing is rejected less than never")
    for name, value in problem.as_data().items():
        demand(isinstance(value, str), f"{problem.code}: {name} is a text")
        demand(len(value) <= LONGEST_SAID, f"{problem.code}: {name} can be read by a person")


def _check_tree(items: list[Item]) -> None:
    """A reading stands after the one it stands below."""
    keys = {""}
    for item in items:
        if isinstance(item, Reading):
            demand(item.parent in keys, f"the parent {item.parent!r} comes before")
            keys.add(item.key)


def _check_kept(items: list[Item]) -> None:
    """What was read can be stored and written, and comes back as the same."""
    for item in items:
        if isinstance(item, Reading):
            _check_back(item.record)
        elif isinstance(item, AuthorityReading):
            _check_back(item.authority)
    for line in regesta.write(items):
        msgspec.json.decode(line)


def _check_back(said: Any) -> None:
    data = msgspec.json.decode(msgspec.json.encode(to_data(said)))
    demand(from_data(data, type(said)) == said, "what is stored comes back as the same")
    for date in _dates(said):
        date.as_data()


def _texts(value: Any) -> Iterator[str]:
    for one in _parts(value):
        if isinstance(one, str):
            yield one


def _dates(value: Any) -> Iterator[HistoricalDate]:
    for one in _parts(value):
        if isinstance(one, HistoricalDate):
            yield one


def _parts(value: Any) -> Iterator[Any]:
    """A dataclass and everything in it."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, list | tuple | set | frozenset):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend(one)
            waiting.extend(one.values())
        elif dataclasses.is_dataclass(one):
            waiting.extend(getattr(one, field.name) for field in dataclasses.fields(one))


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
