"""Undoing an import, and reading anew what it leaves."""

from __future__ import annotations

from regesta.catalog.actors import Actor
from regesta.catalog.mentions import SOURCE, propose_mentions
from regesta.catalog.models import Import, Mention
from regesta.catalog.undoing import Undone, undo_import
from regesta.ingest.marks import stands
from regesta.ingest.naming import Namer, catch_up


def undo(run: Import, *, actor: Actor, force: bool = False) -> Undone:
    """Takes an import back; the records that went back are read against the authorities that
    are left. Raises `regesta.catalog.verbs.NotPossible`."""
    done = undo_import(run, actor=actor, force=force)
    for row in done.changed:
        marks = Mention.objects.filter(record=row, author=SOURCE)
        strays = [one.pk for one in marks if not stands(one, row.says)]
        Mention.objects.filter(pk__in=strays).delete()
    namer = Namer()
    found = [(row, namer.read(row.says)) for row in done.changed]
    propose_mentions(found, source_speaks=False)
    catch_up()
    return done
