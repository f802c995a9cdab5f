"""Keys sort in the order of their making, whatever the clock does."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from carnegie.core.keys import new_key


def test_a_key_says_when_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    key = new_key()
    after = time.time_ns() // 1_000_000
    assert (key.version, key.variant) == (7, uuid.RFC_4122)
    assert before <= key.int >> 80 <= after + 1


def test_later_keys_are_greater() -> None:
    keys = [new_key() for _ in range(5_000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == 5_000


def test_a_clock_that_stands_still_or_goes_back_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_key()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)
    assert before < new_key() < new_key()


def test_threads_never_get_the_same_moment() -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(lambda _: new_key(), range(4_000)))
    assert len({key.int >> 64 for key in keys}) == 4_000
