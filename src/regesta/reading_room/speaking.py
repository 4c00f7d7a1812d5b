"""Whom and what a document speaks of, as its page shows it: in its text and beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regesta.catalog.mentions import SOURCE
from regesta.catalog.models import Mention
from regesta.description.mentions import CERTAIN, DOUBTFUL, LIKELY
from regesta.description.record import AccessStatus, AgentInRole, Record, Subject
from regesta.reading_room.reasons import reason
from regesta.reading_room.terms import within
from regesta.reading_room.wording import joined


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text; ``mention`` where it is words that mean an authority."""

    text: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something listed, and the authority it is, where one is known."""

    name: str
    kind: str
    role: str = ""
    identifier: str = ""
    remark: str = ""


class Spoken:
    """The mentions of one record, ready for its page; those rejected are left out."""

    def __init__(self, record: Record, mentions: Iterable[Mention]) -> None:
        hidden = {"texts"} if record.access.status is AccessStatus.METADATA_ONLY else set()
        self._mentions = [
            one
            for one in mentions
            if one.state != Mention.State.REJECTED
            and one.start is not None
            and one.field not in hidden
        ]
        self._record = record

    def marked(self, field: str, part: str, text: str) -> list[Marked]:
        """The text in pieces that join to it again, the words of mentions apart. Of several
        at one place, what is confirmed or surest is shown."""
        here = [one for one in self._mentions if (one.field, one.part) == (field, part)]
        here.sort(key=lambda one: (one.start, one.state, one.certainty != "likely"))
        found: list[Marked] = []
        done = 0
        for one in here:
            start, end = one.start or 0, one.end or 0
            if start < done or text[start:end] != one.words:
                continue
            if start > done:
                found.append(Marked(text[done:start]))
            found.append(Marked(text[start:end], one))
            done = end
        return [*found, Marked(text[done:])] if done < len(text) or not found else found

    def agents(self) -> list[Named]:
        return self._listed("agents", self._record.agents)

    def subjects(self) -> list[Named]:
        return self._listed("subjects", self._record.subjects)

    def also(self) -> list[Named]:
        """Those found in the words of the record that it does not list, each once."""
        listed = {one.identifier for one in (*self.agents(), *self.subjects())}
        found: dict[str, Named] = {}
        for one in sorted(self._mentions, key=lambda one: (one.state, one.certainty != "likely")):
            identifier = one.authority.identifier
            if identifier not in listed and identifier not in found:
                said = [within(one.state)]
                said += [within(one.certainty) if one.certainty != CERTAIN else ""]
                said += [_("as “%(words)s”") % {"words": one.words}]
                said += [reason(one.rule), reason(one.evidence)]
                remark = joined(said)
                found[identifier] = Named(
                    one.authority.name, one.authority.kind, one.role, identifier, remark
                )
        return list(found.values())

    def _listed(self, field: str, parts: Sequence[AgentInRole] | Sequence[Subject]) -> list[Named]:
        known = {(one.words, one.occurrence): one for one in self._mentions if one.field == field}
        met: Counter[str] = Counter()
        named = []
        for part in parts:
            mention = known.get((part.name, met[part.name]))
            met[part.name] += 1
            remark = within(part.certainty) if part.certainty not in ("", CERTAIN) else ""
            named.append(
                Named(
                    part.name,
                    part.kind,
                    getattr(part, "role", ""),
                    mention.authority.identifier if mention else "",
                    remark,
                )
            )
        return named


def reading_words(mention: Mention) -> str:
    """How sure it is that the words mean this, and why, for readers."""
    evidence = reason(mention.evidence)
    if mention.state == Mention.State.CONFIRMED:
        # Whoever confirmed it is not named: the archive's people are nobody's business.
        is_marked = mention.author == SOURCE
        return joined([_("Marked by the source") if is_marked else _("Confirmed"), evidence])
    said = {
        CERTAIN: _("Suggested by the program as certain"),
        LIKELY: _("Suggested by the program as likely"),
        DOUBTFUL: _("Suggested by the program as doubtful"),
    }.get(mention.certainty, _("Suggested by the program"))
    return joined([said, reason(mention.rule), evidence])
