"""The shared cache: worked out once, by whoever comes first, and forgotten by revision."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from lib.services import shared_values as cache
from lib.ui.cache import shared


def test_twenty_viewers_at_once_work_a_value_out_once() -> None:
    runs, gate = list[int](), Barrier(20)

    def work() -> int:
        runs.append(1)
        return 7

    def viewer(_: int) -> int:
        gate.wait()
        return shared(("store", 1, 41, "at once"), work)

    with ThreadPoolExecutor(20) as viewers:
        assert set(viewers.map(viewer, range(20))) == {7}
    assert len(runs) == 1


def test_another_revision_is_worked_out_anew() -> None:
    assert shared(("store", 1, 1, "figure"), lambda: "before") == "before"
    assert shared(("store", 1, 2, "figure"), lambda: "after") == "after"


def test_an_error_is_not_kept() -> None:
    with pytest.raises(ZeroDivisionError):
        shared(("store", 1, 3, "figure"), lambda: 1 / 0)
    assert shared(("store", 1, 3, "figure"), lambda: 5.0) == 5.0


def test_the_longest_unused_goes_first_when_the_cache_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ENTRIES", len(cache._VALUES) + 2)
    for number in range(3):
        shared(("store", 9, number, "full"), lambda: number)  # noqa: B023 - called at once
    assert ("store", 9, 2, "full") in cache._VALUES
    assert len(cache._VALUES) <= cache.ENTRIES


def test_what_a_revision_gave_is_dropped_when_the_second_after_it_is_worked_from() -> None:
    for revision in range(1, 6):
        shared(("store", 7, revision, "money"), lambda: revision)  # noqa: B023 - called at once
        shared(("store", 7, revision, "people"), lambda: revision)  # noqa: B023 - called at once
    assert {key[2] for key in cache._VALUES if key[:2] == ("store", 7)} == {4, 5}


def test_writes_to_one_campaign_drop_nothing_of_another() -> None:
    shared(("store", 5, 1, "money"), lambda: 1)
    for revision in range(1, 6):
        shared(("store", 6, revision, "money"), lambda: revision)  # noqa: B023 - called at once
    assert ("store", 5, 1, "money") in cache._VALUES


def test_what_nobody_asks_for_any_more_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    for what in ("asked again", "left"):
        shared(("store", 4, 1, what), lambda: 1)
    later = time.monotonic() + cache.UNUSED_SECONDS
    monkeypatch.setattr("lib.services.shared_values.time.monotonic", lambda: later)
    shared(("store", 4, 1, "asked again"), lambda: 2)
    monkeypatch.setattr("lib.services.shared_values.time.monotonic", lambda: later + 1)
    shared(("store", 4, 1, "new"), lambda: 3)
    assert {key[3] for key in cache._VALUES if key[:2] == ("store", 4)} == {"asked again", "new"}
