"""How much it counts where something is found. The rule of ranking, for every backend.

A word in the title counts more than one in a name, and so on down; the ratios keep a tier
above the next for documents of ordinary length. Who says when and how often a record was
edited has no part in it.
"""

from __future__ import annotations

import math

BOOSTS = {"title": 8.0, "names": 4.0, "summary": 2.0, "text": 1.0}
EXACT = 0.25  # of the weight again, where a word stands as typed and not only in another form
TOGETHER = 0.5  # of the weight again, where the words stand side by side as they were typed
MOST_TOGETHER = 8  # words that are looked for side by side

# What was typed and is no name by itself weighs less than any name it is taken for; and a
# document that speaks of somebody by another name weighs as much as one that names him.
AS_TYPED = 0.25
BY_IDENTITY = "names"


def rarity(count: int, everything: int) -> float:
    """How much it says that two records speak of the same: little where many do. Of what one
    record in a thousand speaks, three times as much as of what one in ten does."""
    return math.log10(1 + everything / count) if count else 0.0


def weight_of_field(field: str) -> float:
    """What is asked for in a field by its name counts as a title or a name does."""
    return BOOSTS["title"] if field == "title" else BOOSTS["names"]
