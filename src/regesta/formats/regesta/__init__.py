"""Regesta's own form: JSON Lines that hold everything the model says, both ways.

One JSON object a line. The first is the header; every other has one of the members
``record``, ``authority``, ``collection`` and ``expected``, and beside a record what is not
part of its description. What is written reads back as the same.
"""

from __future__ import annotations

from regesta.formats import families
from regesta.formats.regesta.document import recognise, write
from regesta.formats.regesta.lines import read

NAME = "regesta"
LABEL = "Regesta (JSON Lines)"
CODES = {
    "regesta-line": "A line is not JSON, or is no kind of line that Regesta knows; the other "
    "lines are taken.",
    "regesta-content": "A line is JSON, but its record, authority or collection does not have "
    "the shape it must have; the other lines are taken.",
    "regesta-member": "A member is none that the form has; it is kept under its own name.",
    "regesta-date": "A date holds an expression that is no EDTF; its wording is kept.",
    "regesta-newer": "The file was written by a newer form than this version reads.",
    "regesta-lost-sign": "A line holds bytes that are not in the encoding of the file.",
    **families.CODES,
}

__all__ = ["CODES", "LABEL", "NAME", "read", "recognise", "write"]
