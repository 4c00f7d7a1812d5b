"""The language of a page: which a reader gets, and how another is chosen.

The address of a page is one for all languages. ``?lang=ru`` on any address is remembered in a
cookie and leads back to the address without it; without a cookie the browser's own languages
decide (Accept-Language), and at last the archive's first.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from babel import Locale
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes
from django.utils.translation import trans_real

from regesta.reading_room.catalogues import Catalogue

PARAMETER = "lang"
COOKIE = "regesta_language"
LONGEST_ASKED = 4_000  # characters of parameters that a link carries on
_KEPT = 365 * 24 * 3600  # seconds that a choice is remembered
# Where CLDR or BCP 47 says more than the code that an archive writes into its settings.
_LOCALES = {"en": "en_001", "zh": "zh_Hans"}  # English that puts the day first
_TAGS = {"zh": "zh-Hans"}


@dataclass(frozen=True, slots=True)
class Interface:
    """A language that pages can be in: its code in settings, its tag (BCP 47), its name in
    itself, the direction of its writing (``ltr``, ``rtl``) and its habits (CLDR)."""

    code: str
    tag: str
    name: str
    direction: str
    locale: Locale


@cache
def interface_in(code: str) -> Interface:
    locale = Locale.parse(_LOCALES.get(code, code.replace("-", "_")))
    name = Locale.parse(code.replace("-", "_")).get_display_name() or code
    return Interface(
        code, _TAGS.get(code, code), name[0].upper() + name[1:], locale.text_direction, locale
    )


def interface() -> Interface:
    """The language of the page that is being made."""
    return interface_in(translation.get_language() or settings.LANGUAGE_CODE)


def offered() -> list[Interface]:
    """The languages of this archive, its first in front."""
    return [interface_in(code) for code, _ in settings.LANGUAGES]


def same_page_in(request: HttpRequest, code: str) -> str:
    """The address that leads back to this page in another language; to the page without its
    parameters where these are longer than any link should be."""
    is_long = len(request.META.get("QUERY_STRING", "")) > LONGEST_ASKED
    parameters = QueryDict(mutable=True) if is_long else _parameters(request).copy()
    parameters[PARAMETER] = code
    return f"?{parameters.urlencode()}"


def _parameters(request: HttpRequest) -> QueryDict:
    """Those of the address; none where there are too many, of which the page itself complains."""
    try:
        return request.GET
    except SuspiciousOperation:
        return QueryDict()


class _Active:
    """The language that is active in this thread: what Django keeps in a store that serves
    servers of another kind (ASGI) too, and takes five times as long to read. A page reads it
    a hundred times."""

    _language: ContextVar[Catalogue | None] = ContextVar("language")

    @property
    def value(self) -> Catalogue:
        found = self._language.get(None)
        if found is None:
            raise AttributeError("value")
        return found

    @value.setter
    def value(self, language: Catalogue) -> None:
        self._language.set(language)

    @value.deleter
    def value(self) -> None:
        self._language.set(None)


def put_into_django() -> None:
    """Has Django's gettext find our words, which it would look for in compiled files."""
    trans_real._active = _Active()  # type: ignore[attr-defined]
    for code, _ in settings.LANGUAGES:
        trans_real._translations[code] = Catalogue(code)  # type: ignore[attr-defined]


class InterfaceLanguage:
    """Middleware: makes every page in the language of whoever reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._codes = [code for code, _ in settings.LANGUAGES]
        self._spoken = {code.lower(): code for code in self._codes}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") and _parameters(request).get(PARAMETER) in self._codes:
            return self._remembering(request)
        with translation.override(self._wanted(request), deactivate=True):
            response = self._get_response(request)
            if response.get("Content-Type", "").startswith("text/html"):
                response["Content-Language"] = interface().tag
                if len(self._codes) > 1:
                    patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    def _wanted(self, request: HttpRequest) -> str:
        chosen = request.COOKIES.get(COOKIE)
        if chosen in self._codes:
            return str(chosen)
        asked = request.headers.get("Accept-Language", "")
        for tag, weight in trans_real.parse_accept_lang_header(asked):
            code = self._spoken.get(tag) or self._spoken.get(tag.partition("-")[0])
            if code and weight:
                return code
        return self._codes[0]

    def _remembering(self, request: HttpRequest) -> HttpResponse:
        parameters = request.GET.copy()
        [chosen] = parameters.pop(PARAMETER)[-1:]
        request.META["QUERY_STRING"] = parameters.urlencode()
        response = HttpResponseRedirect(escape_leading_slashes(request.get_full_path()))
        response.set_cookie(
            COOKIE, chosen, max_age=_KEPT, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
        response["Cache-Control"] = "no-store"
        return response
