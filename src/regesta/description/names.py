"""Names as historians meet them: whether two spellings can be one name, and why.

- `compare` judges two spellings and gives its reasons.
- `keys` are what the spellings of a name have in common, so that thousands of names can
  be matched without comparing every pair.
- `forms` spells a name in other ways, each with its rule, for search and suggestion.

All three know spelling only. That Dihua is Urumqi is knowledge, and stands in authority
files. The rules and their limits are described for readers in docs/names.md.
"""

from regesta.description.names_comparing import (
    FAMILY_NAME_ALONE,
    MIDDLE_NAME,
    SLIP,
    Judgement,
    Same,
    compare,
    keys,
)
from regesta.description.names_spellings import CHINESE, forms
from regesta.description.names_words import analyse

__all__ = [
    "CHINESE",
    "FAMILY_NAME_ALONE",
    "MIDDLE_NAME",
    "SLIP",
    "Judgement",
    "Same",
    "compare",
    "forms",
    "is_forename",
    "keys",
]


def is_forename(word: str) -> bool:
    """Whether a word is a given name in some language, as far as the tables of names know."""
    words = analyse(word).words
    return bool(words) and all(one.is_forename for one in words)
