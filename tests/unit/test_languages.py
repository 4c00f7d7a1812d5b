"""Which language a reader gets, and how another is chosen."""

from __future__ import annotations

import datetime as clock

import pytest
from django.http import HttpResponse, JsonResponse
from django.test import Client, RequestFactory
from django.utils.translation import gettext, override

from regesta.description.dates import read
from regesta.reading_room.languages import COOKIE, InterfaceLanguage, interface, offered
from regesta.reading_room.wording import (
    counted,
    date_meaning,
    in_time,
    language_name,
    local_day,
    number,
)


def answer_to(path: str = "/help", **headers: str) -> HttpResponse:
    middleware = InterfaceLanguage(lambda request: HttpResponse(interface().code))
    return middleware(RequestFactory().get(path, **headers))


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"), ("ru", "ru"), ("ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("en-GB,ru;q=0.9", "en"),
        ("zh-TW,zh;q=0.5", "zh"), ("zh-Hans-CN", "zh"), ("fi,ar;q=0.5,en;q=0.1", "ar"),
        ("fi", "en"), ("en;q=0.1,ru;q=0.9", "ru"), ("ru;q=0,ar", "ar"), ("*", "en"),
        (";;,,q=", "en"), ("ru" * 5000, "en"),
    ],
)  # fmt: skip
def test_the_browser_is_asked(accepted: str, language: str) -> None:
    """The first language of the browser that the archive offers, else the archive's first."""
    assert answer_to(HTTP_ACCEPT_LANGUAGE=accepted).content.decode() == language


def test_a_choice_goes_before_the_browser() -> None:
    """The cookie decides, unless it names what is not offered."""
    assert answer_to(HTTP_COOKIE=f"{COOKIE}=ar", HTTP_ACCEPT_LANGUAGE="ru").content == b"ar"
    assert answer_to(HTTP_COOKIE=f"{COOKIE}=xx", HTTP_ACCEPT_LANGUAGE="ru").content == b"ru"


def test_a_choice_leads_back_to_the_same_page() -> None:
    """The address loses the choice and keeps the rest; the choice is remembered."""
    response = answer_to("/search?q=a+b&lang=ru&person=x&person=y")
    assert response.status_code == 302
    assert response["Location"] == "/search?q=a+b&person=x&person=y"
    assert response.cookies[COOKIE].value == "ru"
    assert response.cookies[COOKIE]["httponly"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["//elsewhere.example/?lang=ru", "/\\elsewhere.example?lang=ru"])
def test_a_choice_leads_nowhere_else(path: str) -> None:
    """No address on this server becomes one of another."""
    request = RequestFactory().get("/", {"lang": "ru"})
    request.path = path.partition("?")[0]
    location = InterfaceLanguage(lambda _: HttpResponse())(request)["Location"]
    assert not location.startswith(("//", "/\\"))


def test_what_is_not_offered_cannot_be_chosen() -> None:
    """An unknown language in the address changes nothing."""
    response = answer_to("/help?lang=xx", HTTP_ACCEPT_LANGUAGE="ru")
    assert (response.status_code, response.content, response.cookies) == (200, b"ru", {})


def test_caches_are_told() -> None:
    """A page says that it differs by language; an answer for programs does not differ."""
    assert answer_to()["Vary"] == "Accept-Language, Cookie"
    assert answer_to(HTTP_ACCEPT_LANGUAGE="zh")["Content-Language"] == "zh-Hans"
    data = InterfaceLanguage(lambda _: JsonResponse({}))(RequestFactory().get("/api/search"))
    assert "Vary" not in data
    assert "Content-Language" not in data


def test_one_reader_does_not_set_the_language_of_the_next() -> None:
    """After an answer the thread is as it was."""
    answer_to(HTTP_ACCEPT_LANGUAGE="ru")
    assert interface().code == "en"


@pytest.mark.parametrize("code", ["en", "ru", "zh", "ar"])
def test_a_page_says_its_language_and_offers_the_others(code: str) -> None:
    """The element html has language and direction; each other language is a link, in its
    own name, back to the same page."""
    response = Client(HTTP_HOST="localhost").get("/nowhere?x=1", HTTP_ACCEPT_LANGUAGE=code)
    text = response.content.decode()
    with override(code):
        assert f"<h1>{gettext('Not here')}</h1>" in text
        direction = "rtl" if code == "ar" else "ltr"
        assert f'<html lang="{interface().tag}" dir="{direction}">' in text
    for one in offered():
        assert (f'href="?x=1&amp;lang={one.code}"' in text) == (one.code != code)
        assert one.name in text


def test_the_names_of_languages_are_their_own() -> None:
    """A reader finds a language without knowing another."""
    assert [one.name for one in offered()] == ["English", "Русский", "中文", "العربية"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["1,234,567", "999", "1 document", "4 April 1937", "Uyghur", "1930s", "April 1937"]),
        ("ru", ["1\xa0234\xa0567", "999", "1 документ", "4 апреля 1937\u202fг.", "уйгурский",
                "1930-е гг.", "апрель 1937 г."]),
        ("zh", ["1,234,567", "999", "1件文件", "1937年4月4日", "维吾尔语", "1930年代",
                "1937年4月"]),
        ("ar", ["1,234,567", "999", "وثيقة واحدة", "4 أبريل 1937", "الأويغورية", "عقد 1930",
                "أبريل 1937"]),
    ],
)  # fmt: skip
def test_numbers_days_and_languages_are_said_in_the_language(code: str, said: list[str]) -> None:
    """The habits are those of CLDR, the words of dates our own."""
    day = clock.datetime(1937, 4, 4, tzinfo=clock.UTC)
    with override(code):
        assert [
            number(1_234_567), number(999), counted(1, "document"), local_day(day),
            language_name("ug"), in_time("193X"), in_time("1937-04"),
        ] == said  # fmt: skip


def test_a_language_without_a_name_keeps_its_code() -> None:
    """What CLDR has no name for stands as it is; a variety has the name of its language."""
    assert language_name("qqq") == "qqq"
    assert language_name("ru-1708") == "Russian"


def test_what_a_date_means_is_said_in_the_language() -> None:
    """Bounds and remarks too."""
    with override("ru"):
        assert date_meaning(read("1937~")) == (
            "Около 1937 г. 1937-01-01 — 1937-12-31; приблизительно."
        )
