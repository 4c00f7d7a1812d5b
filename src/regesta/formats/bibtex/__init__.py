"""BibTeX and biblatex: bibliographies as LaTeX users keep them.

Read and written. Entries may stand in braces or parentheses; values in braces, in quotation
marks, as numbers or as names of strings, joined by ``#``; what LaTeX writes as commands
becomes Unicode.
"""

from __future__ import annotations

from regesta.formats.bibtex.reading import read, recognise
from regesta.formats.bibtex.writing import write

NAME = "bibtex"
LABEL = "Citations (BibTeX)"
CODES = {
    "bibtex-entry": "An entry cannot be read from some place on; what stands before is taken.",
    "bibtex-unclosed": "An entry is not closed before the next one begins.",
    "bibtex-none": "The file holds no entries.",
    "bibtex-string": "A value names a string that nothing defines; its name is kept.",
    "bibtex-twice": "Two entries have the same key; the second is taken without it.",
    "bibtex-lost-sign": "An entry holds bytes that are not in the encoding of the file.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
}

__all__ = ["CODES", "LABEL", "NAME", "read", "recognise", "write"]
