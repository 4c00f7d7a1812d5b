"""What every template has at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from regesta import __version__
from regesta.catalog.gathered import MOST
from regesta.reading_room.beside import text_state
from regesta.reading_room.languages import interface, offered, same_page_in
from regesta.reading_room.lying import reference_steps, reference_words
from regesta.reading_room.passages import gap_label, is_redaction, page_label
from regesta.reading_room.pictures import are_installed
from regesta.reading_room.reasons import reason
from regesta.reading_room.speaking import reading_words
from regesta.reading_room.standing import all_standing
from regesta.reading_room.terms import date_type, term, within
from regesta.reading_room.wording import (
    coordinates,
    counted,
    date_label,
    date_meaning,
    direction,
    facet_of,
    in_time,
    language_and_script,
    language_name,
    letter_anchor,
    life_date,
    local_day,
    name_remarks,
    number,
    register_name,
    tie_remarks,
    translated,
    value_label,
    worded,
)


def environment(**options: Any) -> Environment:
    made = Environment(  # noqa: S701 - Django's settings, in options, escape everything
        **{**options, "undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
        # What a filter says of a constant differs by language: nothing is worked out beforehand.
        optimized=False,
    )
    made.add_extension("jinja2.ext.i18n")
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.policies["ext.i18n.trimmed"] = True
    made.globals.update(
        static=static,
        has_pictures=are_installed,
        url=url,
        archive_name=settings.ARCHIVE_NAME,
        name_editors=settings.NAME_EDITORS,
        version=__version__,
        interface=interface,
        languages_offered=offered,
        same_page_in=same_page_in,
        all_standing=all_standing,
        most_gathered=MOST,
    )
    made.filters.update(
        anchor=letter_anchor,
        coordinates=coordinates,
        counted=counted,
        date_label=date_label,
        date_meaning=date_meaning,
        date_type=date_type,
        direction=direction,
        facet_of=facet_of,
        gap_label=gap_label,
        in_time=in_time,
        is_redaction=is_redaction,
        language_and_script=language_and_script,
        language_name=language_name,
        life_date=life_date,
        local_day=local_day,
        name_remarks=name_remarks,
        number=number,
        page_label=page_label,
        reading_words=reading_words,
        reason=reason,
        reference_steps=reference_steps,
        reference_words=reference_words,
        register_name=register_name,
        term=term,
        text_state=text_state,
        tie_remarks=tie_remarks,
        translated=translated,
        value_label=value_label,
        within=within,
        worded=worded,
    )
    return made


@cache
def static(name: str) -> str:
    """The address of a bundled file. It changes with the content, so it may be kept long."""
    content = (settings.STATIC_ROOT / name).read_bytes()
    return f"{settings.STATIC_URL}{name}?{hashlib.sha256(content).hexdigest()[:12]}"


def url(name: str, args: Sequence[Any] = ()) -> str:
    """The address of a page by the name of its kind."""
    return _url(name, tuple(args), get_script_prefix())


@lru_cache(10_000)
def _url(name: str, args: tuple[Any, ...], prefix: str) -> str:
    """Remembered: a page has dozens, and finding one takes as long as a short template."""
    return reverse(name, args=args)
