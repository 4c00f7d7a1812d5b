"""Why words are taken for somebody, or a spelling for a name, in the language of the page.

The rooms below say it in English, in pieces: ``family name alone, German spelling``,
``former name (pinyin, used 1921-1954)``. Each piece that is ours is translated; names of
systems and what sources say stand as they are.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

REASONS = (
    # Where a name is written so
    noop("preferred name"), noop("another name"), noop("former name"), noop("later name"),
    noop("abbreviation"), noop("nickname"), noop("slip of a source"), noop("identified as such"),
    noop("name without what tells it apart"),
    # By which rule it is spelt so
    noop("simplified characters"), noop("traditional characters"), noop("pinyin"),
    noop("Wade-Giles"), noop("Wade-Giles without its signs"), noop("Palladius"),
    noop("romanised Palladius"), noop("family name last"), noop("Hangul"),
    noop("Revised Romanisation"), noop("McCune-Reischauer"), noop("Korean in Cyrillic"),
    noop("Cyrillic"), noop("BGN/PCGN"), noop("Library of Congress"), noop("ISO 9"),
    noop("German spelling"), noop("French spelling"), noop("English newspapers"),
    noop("е for ё"), noop("diacritics dropped"), noop("ö, ü and ä spelt oe, ue and ae"),
    noop("the two names in the other order"), noop("family name alone"),
    noop("initials for given names"), noop("without the patronymic or middle name"),
    # Why they are taken for somebody
    noop("named by the source"), noop("identified by the source"),
    noop("the source names it among those spoken of"),
    noop("the whole name stands in the same document"),
    noop("the words beside it may belong to another name"),
    noop("the others have it in part only"), noop("the only one alive then"),
    noop("only a part of the name stands in the document"),
    noop("born after the date of the document"),
)  # fmt: skip
_OURS = frozenset(REASONS)
_WITH_REMARK = re.compile(r"(.+?) \((.+)\)")
_SHARED = re.compile(r"(\d+) authorities have this name")


def reason(text: str) -> str:
    """A rule or an evidence as a reader of the page says it."""
    if text in _OURS:
        return _(text)
    if remark := _WITH_REMARK.fullmatch(text):
        return _("%(words)s (%(remark)s)") % {
            "words": reason(remark[1]),
            "remark": reason(remark[2]),
        }
    for sign, said in (("; ", _("; ")), (", ", _(", "))):
        if sign in text:
            return said.join(map(reason, text.split(sign)))
    if shared := _SHARED.fullmatch(text):
        count = int(shared[1])
        return ngettext(
            "%(number)s authority has this name", "%(number)s authorities have this name", count
        ) % {"number": count}
    if text.startswith("used "):
        return _("used %(date)s") % {"date": text.removeprefix("used ")}
    return text
