"""Tables of AtoM (Access to Memory): its CSV of ISAD(G) descriptions, as exported and as
its import template has it.

Columns are those of the template; several values in a cell stand between bars. A row stands
below the row whose ``legacyId`` is its ``parentId``, or whose ``slug`` is its
``qubitParentSlug``. A row that repeats the ``legacyId`` of the one before it in another
``culture`` is its translation.
"""

from __future__ import annotations

from regesta.formats import families
from regesta.formats.atom.table import read, recognise

NAME = "atom"
LABEL = "AtoM descriptions (CSV)"
CODES = {
    "atom-column": "A column is none of AtoM's template; its values are kept under its heading.",
    "atom-cells": "A row has more cells than there are headings; what is over is kept.",
    "atom-row-too-long": "A row does not end: probably a quotation mark is never closed.",
    "atom-parent-elsewhere": "A row names its parent by a slug that no row of the table has.",
    "atom-file-missing": "A digital object is not in the folder of the table.",
    "atom-lost-sign": "A row holds bytes that are not in the encoding of the file.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
    **families.CODES,
}

__all__ = ["CODES", "LABEL", "NAME", "read", "recognise"]
