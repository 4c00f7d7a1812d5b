"""Lists by address: places for whole lists, and the window around a place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from regesta.api import lists
from regesta.reading_room.trail import _around
from regesta.search.query import Query
from regesta.search.results import Results


@pytest.fixture
def one_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lists, "_places", lists._Places(1))
    monkeypatch.setattr(lists, "find", lambda *_: Results(total=0))
    monkeypatch.setattr(lists, "archive_index", lambda: None)
    return


def asked(method: str = "get"):
    request = getattr(RequestFactory(), method)("/search.csv", headers={"host": "localhost"})
    return lists.search(request, "csv")


@pytest.mark.django_db
@pytest.mark.usefixtures("one_place")
def test_a_reader_too_many_is_told_to_wait() -> None:
    """While as many whole lists are written as there may be, another is refused with a time
    to wait; an answer that is closed makes room, read or not, and whatever went wrong."""
    first = asked()
    refused = asked()
    assert refused.status_code == 503
    assert int(refused["Retry-After"]) > 0
    assert b"size=1000&page=1" in refused.content
    assert asked("head").status_code == 200
    first.close()
    first.close()
    second = asked()
    assert second.status_code == 200
    assert b"".join(second.streaming_content).startswith("\ufeffidentifier,".encode())
    assert asked().status_code == 503
    second.close()
    third = asked()
    third.close()
    assert third.status_code == 200


@given(st.integers(min_value=1, max_value=10**9))
def test_the_window_around_a_place(place: int) -> None:
    """One small page holds the place and those beside it."""
    query = _around(Query(), place)
    held = range(query.offset + 1, query.offset + query.size + 1)
    assert place in held
    assert place + 1 in held
    assert place == 1 or place - 1 in held
    assert query.size <= 12
