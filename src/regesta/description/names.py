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
    SLIP,
    Judgement,
    Same,
    compare,
    keys,
)
from regesta.description.names_spellings import forms

__all__ = ["FAMILY_NAME_ALONE", "SLIP", "Judgement", "Same", "compare", "forms", "keys"]
