"""What stands beside the hits of a list: links that remember it, references for citation
managers, and the same list in other forms."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from regesta.formats import citation, context_object, feed
from regesta.formats.handing_on import FORMS
from regesta.reading_room.address import Address
from regesta.reading_room.trail import link_on
from regesta.reading_room.wording import number
from regesta.search.results import CardDate, Hit, Results


@dataclass(frozen=True, slots=True)
class Listed:
    """A list at the address of a search, for the templates. ``base`` is where the archive is
    published."""

    results: Results
    address: Address
    base: str

    def link(self, place: int) -> str:
        """The address of a hit, which leads on to the others; ``place`` counts from 0 on
        the page."""
        hit = self.results.hits[place]
        return link_on(self.address, hit.identifier, self.results.first + place)

    def context_object(self, hit: Hit) -> str:
        """The value that citation managers look for, see `regesta.formats.context_object`."""
        card = hit.card
        return context_object.context_object(
            title=card.title or "Untitled",
            address=self.base + reverse("record", args=[hit.identifier]),
            date=_cited_date(card.date),
            sources=[one["title"] for one in card.collections] or [str(settings.ARCHIVE_NAME)],
            language=card.title_language,
        )


def _cited_date(date: CardDate) -> str:
    """A day, month or year as ISO 8601 has it, and any other date in its own words."""
    is_plain = date.edtf and citation.plain_parts(date.edtf)
    return (is_plain and date.edtf) or date.text or date.edtf or ""


@dataclass(frozen=True, slots=True)
class FormLink:
    """The same in another form; ``note`` is what to know of it before."""

    label: str
    media_type: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListForms:
    """``address`` is the permanent one of the list."""

    address: str
    feed: FormLink
    files: tuple[FormLink, ...]


def forms_of_list(address: Address, base: str, total: int) -> ListForms:
    """A search in all other forms, from its first page on."""
    whole = address.without("page").without("size").without("view")
    pairs = f"?{urlencode(whole.pairs)}" if whole.pairs else ""
    # A feed without an order has what was added last in front, which is what it is for.
    newest = urlencode([pair for pair in whole.pairs if pair[0] != "sort"])
    files = tuple(
        FormLink(
            form.label,
            form.media_type,
            reverse(f"list-{form.name}") + pairs,
            _("the first %(number)s") % {"number": number(settings.LIST_SIZE)}
            if total > settings.LIST_SIZE and not form.is_whole
            else "",
        )
        for form in FORMS
    )
    newly = FormLink(
        noop("Atom feed"), feed.MEDIA_TYPE, reverse("feed") + (newest and f"?{newest}")
    )
    return ListForms(f"{base}{whole}", newly, files)


def forms_of_record(identifier: str) -> list[FormLink]:
    """A document in all other forms."""
    address = reverse("record", args=[identifier])
    return [
        FormLink(form.label, form.media_type, f"{address}.{form.name}")
        for form in FORMS
        if form.is_of_one
    ]
