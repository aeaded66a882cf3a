"""The shared cache: worked out once, by whoever comes first, and forgotten by revision."""

from __future__ import annotations

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
