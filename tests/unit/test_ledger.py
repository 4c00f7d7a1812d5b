"""What a source has said so far."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regesta.ingest.ledger import Claim, Ledger


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger()
    yield made
    made.close()


def test_claims_are_found_by_their_key_in_order(ledger) -> None:
    """Only those of the keys asked for, in the order they were made."""
    ledger.claim("a", Claim("rec-1", 1, None))
    ledger.claim("b", Claim("rec-2", 1, 7))
    ledger.claim("a", Claim("rec-3", 2, None))
    assert ledger.claims(["a", "c"]) == {"a": [Claim("rec-1", 1, None), Claim("rec-3", 2, None)]}


def test_a_new_source_begins_with_nothing_but_what_a_trial_made(ledger) -> None:
    """Claims and places are of one source; what a trial would make stands for the next."""
    ledger.claim("a", Claim("rec-1", 1, None))
    ledger.place("a", 3)
    ledger.remember("a", "trial 1", "{}")
    ledger.begin_source()
    assert (ledger.claims(["a"]), ledger.places(["a"])) == ({}, {})
    assert list(ledger.remembered(["a"])) == [("a", "trial 1", "{}")]


def test_what_is_remembered_again_takes_the_place_of_the_first(ledger) -> None:
    """A record that a trial changes twice is there once, as it stood last."""
    ledger.remember("a", "trial 1", "first")
    ledger.remember("a", "trial 1", "second")
    assert [record for *_, record in ledger.remembered(["a"])] == ["second"]


def test_more_keys_than_one_question_takes(ledger) -> None:
    """Any number of keys may be asked for at once."""
    for number in range(1_200):
        ledger.place(f"key {number}", number)
    assert len(ledger.places(f"key {number}" for number in range(1_200))) == 1_200
