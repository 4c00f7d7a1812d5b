"""Undoing an import, and reading anew what it leaves."""

from __future__ import annotations

from regesta.catalog.actors import Actor
from regesta.catalog.mentions import propose_mentions
from regesta.catalog.models import Import
from regesta.catalog.undoing import Undone, undo_import
from regesta.ingest.naming import Namer, catch_up


def undo(run: Import, *, actor: Actor, force: bool = False) -> Undone:
    """Takes an import back; the records that went back are read against the authorities that
    are left. Raises `regesta.catalog.verbs.NotPossible`."""
    done = undo_import(run, actor=actor, force=force)
    namer = Namer()
    propose_mentions([(row, namer.read(row.says)) for row in done.changed])
    catch_up(namer)
    return done
