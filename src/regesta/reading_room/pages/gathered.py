"""A list of documents that a reader gathered: whoever has its address sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from regesta.catalog.gathered import MOST, Gathered, gathered, read_identifiers
from regesta.catalog.models import Revision
from regesta.description.citing import Citation, citations
from regesta.description.citing_styles import STYLES
from regesta.description.record import Record
from regesta.formats.handing_on import FORMS
from regesta.reading_room.citing import levels_above
from regesta.reading_room.listed import FormLink
from regesta.reading_room.pages.showing import page
from regesta.search.finding import base_address

_STYLES = {name: label for name, label, _ in STYLES}
_FIRST_STYLE = STYLES[0][0]


@dataclass(frozen=True, slots=True)
class Item:
    """A document of the list; what is not here has no ``says``, and may have a withdrawal."""

    identifier: str
    says: Record | None = None
    withdrawal: Revision | None = None
    citation: Citation | None = None


@require_safe
def gathered_page(request: HttpRequest) -> HttpResponse:
    asked = read_identifiers(request.GET.getlist("ids"))
    identifiers = asked[:MOST]
    style = request.GET.get("style", "")
    style = style if style in _STYLES else _FIRST_STYLE
    base = base_address(request.build_absolute_uri("/"))
    levels: dict[int | None, list[Record]] = {}
    items = [_item(one, style, base, levels) for one in gathered(identifiers)]
    address = f"{reverse('gathered')}?ids={','.join(identifiers)}"
    context = {
        "identifiers": identifiers,
        "items": items,
        "here": [one for one in items if one.says is not None],
        "left_out": len(asked) - len(identifiers),
        "most": MOST,
        "style": style,
        "styles": [(name, label, f"{address}&style={name}") for name, label in _STYLES.items()],
        "style_label": _STYLES[style],
        "forms": [
            FormLink(
                form.label, form.media_type, f"{reverse(f'gathered-{form.name}')}?ids="
                f"{','.join(identifiers)}",
            )
            for form in FORMS
        ],
        "address": base + address,
    }  # fmt: skip
    return page(request, "gathered.html", context)


def _item(one: Gathered, style: str, base: str, levels: dict[int | None, list[Record]]) -> Item:
    """``levels`` holds what stands above the records that were seen before, by its key."""
    if one.row is None:
        return Item(one.identifier, withdrawal=one.withdrawal)
    if one.row.parent_id not in levels:
        levels[one.row.parent_id] = [row.says for row in levels_above(one.row)]
    says = one.row.says
    (citation,) = citations(
        says,
        archive=settings.ARCHIVE_NAME,
        # The version that is seen now: its address shows for good what was cited.
        address=f"{base}{reverse('record', args=[one.identifier])}?version={one.row.revision}",
        within=levels[one.row.parent_id],
        only=style,
    )
    return Item(one.identifier, says, citation=citation)
