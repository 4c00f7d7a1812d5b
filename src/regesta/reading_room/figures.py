"""What the archive says of itself in numbers: for its first page, and for its own texts."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from regesta import __version__
from regesta.reading_room.markdown import Link, Values
from regesta.reading_room.wording import counted, years_between
from regesta.search.finding import archive_index, find, the_public
from regesta.search.query import Query


def figures() -> Values:
    """The values that texts of the archive may name. The counts are those of what the public
    may see; the index keeps them until it changes."""
    index = archive_index()
    everything = find(index, Query(size=1))
    return {
        "archive": str(settings.ARCHIVE_NAME),
        "documents": counted(everything.total, "document"),
        "collections": counted(len(everything.facets["collection"]), "collection"),
        "span": years_between(*index.span(the_public())) or _("no dates yet"),
        "contact": contact(),
        "version": __version__,
    }


def contact() -> str | Link:
    """Whom a reader can write to, as a link where the archive says whom."""
    said = str(settings.CONTACT)
    if not said:
        return _("whoever keeps this archive")
    return Link(said, said if "://" in said else f"mailto:{said}")
